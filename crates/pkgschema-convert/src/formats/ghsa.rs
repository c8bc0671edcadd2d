//! What the two shapes of GitHub's advisories share: names of ecosystems, the notation of
//! version ranges, kinds of references.
//!
//! Source: the documentation of GitHub's GraphQL object `SecurityVulnerability` and of its REST
//! object `global-advisory`; the files of GitHub's advisory database for the OSV side.
//!
//! Invariant: a version is never respelled; where versions must be ordered and nobody knows how,
//! the wider statement stands.

mod ecosystem;
mod reference;
mod severity;
mod stretch;
mod version_range;

pub(super) use ecosystem::{Named, of_word, to_word};
pub(super) use reference::reference_type;
pub(super) use severity::{of_vector, schema_version, upper_word};
pub(super) use stretch::{Stretch, Unpatched, stretch};
pub(super) use version_range::{Comparator, VulnerableRange};

use pkgschema::{Finding, Pointer, Severity, Text};

pkgschema::object! {
    /// A patched version as an object: GraphQL, and older REST answers.
    pub struct PatchedObject {
        /// The version.
        pub identifier: Option<Text>,
    }
}

pkgschema::one_of! {
    /// The first version that is not affected any more.
    pub enum PatchedVersion {
        /// The version.
        Text(Text) = string,
        /// An object with the version.
        Object(PatchedObject) = object,
    }
}

impl PatchedVersion {
    /// The version, if one is named.
    ///
    /// ```
    /// use pkgschema_convert::formats::PatchedVersion;
    /// let patched = PatchedVersion::Text("1.0.3".into());
    /// assert_eq!(patched.version().map(|text| text.as_str()), Some("1.0.3"));
    /// ```
    pub fn version(&self) -> Option<&Text> {
        let version = match self {
            Self::Text(version) => Some(version),
            Self::Object(object) => object.identifier.as_ref(),
        };
        version.filter(|version| !version.trim().is_empty())
    }
}

/// What a range that nobody can read is found as.
pub(super) fn unread_range(place: Pointer, text: &str) -> Finding {
    let shown: String = text.chars().take(80).collect();
    let words = format!("{shown:?} is no range of versions in GitHub's notation");
    Finding::new(place, "unread-version-range", Severity::Warning, words)
}
