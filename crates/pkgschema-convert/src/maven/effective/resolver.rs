//! Where other POMs come from.
//!
//! Invariant: whatever is read, the caller has read it.

use crate::maven::Pom;
use std::sync::Arc;

/// Who finds the POMs that one inherits from and imports: the library reads no files. Any
/// function of group, name and version is one; a POM that is parsed once can be given many times.
///
/// ```
/// use pkgschema_convert::{Document, maven::{Pom, effective::PomResolver}};
/// use std::sync::Arc;
/// let parent = Arc::new(Pom::parse("<project><packaging>pom</packaging></project>")?);
/// let resolver = |group: &str, name: &str, version: &str| {
///     (group == "org.example" && name == "parent" && version == "1").then(|| parent.clone())
/// };
/// assert!(resolver.pom("org.example", "parent", "1").is_some());
/// assert!(resolver.file("../pom.xml").is_none());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub trait PomResolver {
    /// The POM of these coordinates in a repository. It is taken for that POM whatever it says
    /// of itself, as Maven does.
    fn pom(&self, group_id: &str, artifact_id: &str, version: &str) -> Option<Arc<Pom>>;

    /// The POM in a file, as seen from the folder of the POM whose effective one is asked for:
    /// `../pom.xml`. It is asked for first, and taken only if it has the parent's coordinates.
    fn file(&self, _path: &str) -> Option<Arc<Pom>> {
        None
    }

    /// The versions that there are of a project, in any order: for parents given by a range of
    /// versions, of which the highest one that fits is asked for.
    fn versions(&self, _group_id: &str, _artifact_id: &str) -> Vec<String> {
        Vec::new()
    }
}

impl<F: Fn(&str, &str, &str) -> Option<Arc<Pom>>> PomResolver for F {
    fn pom(&self, group_id: &str, artifact_id: &str, version: &str) -> Option<Arc<Pom>> {
        self(group_id, artifact_id, version)
    }
}
