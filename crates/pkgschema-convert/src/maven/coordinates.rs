//! What a version of a Maven project is called.
//!
//! Source: the POM reference, "Maven Coordinates".
//!
//! Invariant: no part is empty, and none holds an expression.

use pkgschema::Text;
use std::fmt;

/// Group, name and version of a POM.
///
/// ```
/// use pkgschema_convert::maven::Coordinates;
/// let widget = Coordinates::new("org.example", "widget", "1.0").unwrap();
/// assert_eq!(widget.to_string(), "org.example:widget:1.0");
/// assert_eq!(Coordinates::new("org.example", "widget", "${revision}"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Coordinates {
    group_id: Text,
    artifact_id: Text,
    version: Text,
}

impl Coordinates {
    /// The coordinates, if all three are known: neither empty nor with an expression `${…}` that
    /// nobody has put a value for.
    pub fn new(group_id: &str, artifact_id: &str, version: &str) -> Option<Self> {
        let known = [group_id, artifact_id, version].iter().all(|part| is_known(part));
        known.then(|| Self {
            group_id: group_id.into(),
            artifact_id: artifact_id.into(),
            version: version.into(),
        })
    }

    /// The group.
    pub fn group_id(&self) -> &str {
        &self.group_id
    }

    /// The name within the group.
    pub fn artifact_id(&self) -> &str {
        &self.artifact_id
    }

    /// The version.
    pub fn version(&self) -> &str {
        &self.version
    }
}

impl fmt::Display for Coordinates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.group_id, self.artifact_id, self.version)
    }
}

/// Whether a text can be part of an identity: it says something, without an expression `${…}`.
pub(super) fn is_known(text: &str) -> bool {
    !text.is_empty() && !text.contains("${")
}

/// Part of an identity, if it can be one.
pub(super) fn known(text: &Option<Text>) -> Option<&Text> {
    text.as_ref().filter(|text| is_known(text))
}
