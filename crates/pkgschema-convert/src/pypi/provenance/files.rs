//! Which file an attestation is about, and where a file's attestations are.
//!
//! Invariant: names that are no names of distributions are the same file only where their texts
//! are equal.

use crate::pypi::FileName;
use crate::pypi::simple_html::PageAnchor;
use crate::pypi::simple_json::SimpleFile;
use crate::served::Served;
use pkgschema::object::Nullable;
use pkgschema::provenance::Pep740Attestation;
use std::cmp::Ordering;

/// Whether the attestation names that file: whether the name of its one subject reads as the same
/// file, as projects and versions have several spellings. `None` where the statement cannot be
/// read or is not about one file. It says nothing about the digest.
///
/// ```
/// use pkgschema::provenance::{Bundle, Pep740Attestation};
/// use pkgschema_convert::pypi::provenance::names_file;
/// // {"_type":"x","subject":[{"name":"left_margin-1.0.tar.gz"}],"predicateType":"y"}
/// let attestation = Pep740Attestation::parse(r#"{"envelope": {"statement":
///     "eyJfdHlwZSI6IngiLCJzdWJqZWN0IjpbeyJuYW1lIjoibGVmdF9tYXJnaW4tMS4wLnRhci5neiJ9XSwicHJlZGljYXRlVHlwZSI6InkifQ=="}}"#)?;
/// assert_eq!(names_file(&attestation, "Left-Margin-1.0.0.tar.gz"), Some(true));
/// assert_eq!(names_file(&attestation, "left_margin-1.1.tar.gz"), Some(false));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn names_file(attestation: &Pep740Attestation, file: &str) -> Option<bool> {
    let statement = attestation.statement()?.ok()?;
    let [subject] = &statement.subject[..] else { return None };
    Some(is_same(subject.name.as_deref()?, file))
}

fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (Ok(one), Ok(other)) = (FileName::parse(one), FileName::parse(other)) else {
        return false;
    };
    let same_form = match (&one, &other) {
        (FileName::Wheel(one), FileName::Wheel(other)) => one.tags() == other.tags(),
        (FileName::Sdist(one), FileName::Sdist(other)) => one.extension() == other.extension(),
        // the index takes no attestations of eggs
        _ => false,
    };
    same_form && one.compare(&other) == Some(Ordering::Equal)
}

impl SimpleFile {
    /// Where the file's attestations are; may be relative to the answer's address. Null says that
    /// there are none; an answer without the member cannot tell.
    pub fn attested(&self) -> Served<&str> {
        match &self.provenance {
            Nullable::Is(url) => Served::Is(url.as_str()),
            Nullable::Null => Served::Nothing,
            Nullable::Absent => Served::Unknown,
        }
    }
}

impl PageAnchor {
    /// Where the file's attestations are. A page cannot say that there are none.
    pub fn attested(&self) -> Served<&str> {
        self.provenance.as_deref().map_or(Served::Unknown, Served::Is)
    }
}
