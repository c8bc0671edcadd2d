//! Small POMs, and what is said of effective ones.
//!
//! Invariant: every POM made here is of the group `org.example`, version 1, unless its text says
//! otherwise.

use pkgschema::Text;
use pkgschema_convert::Document;
use pkgschema_convert::maven::{Effective, Pom};

/// A POM with these elements.
///
/// # Panics
/// If they are no XML.
pub fn pom(body: &str) -> Pom {
    Pom::parse(&format!("<project>{body}</project>")).expect("a POM")
}

/// The elements of a POM of the group `org.example`, version 1.
pub fn named(name: &str, body: &str) -> String {
    format!(
        "<groupId>org.example</groupId><artifactId>{name}</artifactId><version>1</version>{body}"
    )
}

/// A reference to such a POM as parent, to be found in a repository.
pub fn parent(name: &str) -> String {
    format!("<parent>{}</parent>", named(name, "<relativePath/>"))
}

/// The codes of what was found.
pub fn codes(effective: &Effective) -> Vec<&str> {
    effective.findings.iter().map(|finding| finding.code).collect()
}

/// A text, or nothing.
pub fn text(text: &Option<Text>) -> &str {
    text.as_deref().unwrap_or("none")
}
