//! Lints that the documents of registries have in common.
//!
//! Invariant: what only old crates have is a warning at most, what no registry takes an error.

use super::published;
use crate::names;
use pkgschema::identity::{Digest, DigestAlgorithm, Ecosystem};
use pkgschema::version::cargo::{Requirement, Version};
use pkgschema::{Finding, Pointer, Severity, Text};

/// How many findings about one document are listed.
const MOST: usize = 1_000;

/// A member of the document, or of one of its dependencies.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Member(&'static str),
    Dependency(usize, &'static str),
}

impl Place {
    fn pointer(self) -> Pointer {
        match self {
            Self::Member(name) => Pointer::root().child(name),
            Self::Dependency(index, name) => Pointer::root().child("deps").index(index).child(name),
        }
    }
}

/// What was found so far.
#[derive(Default)]
pub(super) struct Lints {
    pub(super) found: Vec<Finding>,
}

impl Lints {
    pub(super) fn at(
        &mut self,
        place: Place,
        code: &'static str,
        severity: Severity,
        words: impl FnOnce() -> String,
    ) {
        if self.found.len() < MOST {
            self.found.push(Finding::new(place.pointer(), code, severity, words()));
        }
    }

    /// A member without which the document is refused by those who read it.
    pub(super) fn missing(&mut self, place: Place, what: &str) {
        self.at(place, "missing-member", Severity::Error, || format!("{what} without it"));
    }

    /// A crate's name, or the name that another crate calls it by.
    pub(super) fn name(&mut self, place: Place, name: Option<&Text>) {
        let Some(name) = name.filter(|name| !is_plain(name)) else { return };
        for finding in names::odd(&Ecosystem::CRATES_IO, name) {
            self.at(place, finding.code, finding.severity, || finding.message);
        }
    }

    pub(super) fn version(&mut self, place: Place, version: Option<&Text>) {
        if let Some(Err(error)) = version.map(|text| Version::parse(text)) {
            self.at(place, "malformed-version", Severity::Error, || error.to_string());
        }
    }

    pub(super) fn requirement(&mut self, place: Place, requirement: Option<&Text>) {
        let requirement = requirement.filter(|text| !published::is_simple(text));
        if let Some(Err(error)) = requirement.map(|text| Requirement::parse(text)) {
            self.at(place, "malformed-requirement", Severity::Error, || error.to_string());
        }
    }

    pub(super) fn kind(&mut self, place: Place, kind: Option<&Text>) {
        let known = |kind: &&Text| matches!(kind.as_str(), "normal" | "build" | "dev");
        if let Some(kind) = kind.filter(|kind| !known(kind)) {
            self.at(place, "unknown-kind", Severity::Error, || {
                format!("{:?} is no kind that is known; Cargo takes it for normal", kind.as_str())
            });
        }
    }

    pub(super) fn checksum(&mut self, cksum: &Text) {
        if Digest::from_hex(DigestAlgorithm::Sha256, cksum).is_err() {
            self.at(Place::Member("cksum"), "malformed-digest", Severity::Error, || {
                let shown: String = cksum.chars().take(80).collect();
                format!("expected a sha256 digest in hexadecimal, found {shown:?}")
            });
        } else if cksum.bytes().any(|digit| digit.is_ascii_uppercase()) {
            let words = "registries write digests in lower case";
            self.at(Place::Member("cksum"), "digest-case", Severity::Note, || words.to_owned());
        }
    }
}

/// Whether a name is of the shape that nearly every crate's has, which breaks no rule.
fn is_plain(name: &str) -> bool {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let first = name.starts_with(|first: char| first.is_ascii_alphabetic());
    first && name.len() <= 64 && name.bytes().all(inside)
}
