//! A version requirement of cargo.
//!
//! Invariant: all comparators of a requirement must hold; there is no "or".

use super::version::{Version, refused};
use crate::version::VersionSet;
use crate::{ParseError, Text};
use std::sync::OnceLock;

/// A requirement as cargo reads it: `1.2` (which is `^1.2`), `~1.2.3`, `>=1, <1.5`, `*`.
/// [`satisfies`](Self::satisfies) is cargo's answer, without pre-releases that the requirement
/// does not name; [`contains`](Self::contains) goes by the order alone, as advisories must.
///
/// ```
/// use pkgschema::version::cargo::{Requirement, Version};
/// let requirement = Requirement::parse("1.2")?;
/// let (release, beta) = (Version::parse("1.9.0")?, Version::parse("1.9.0-beta")?);
/// assert!(requirement.satisfies(&release) && !requirement.satisfies(&beta));
/// assert!(requirement.contains(&beta));
/// assert_eq!(requirement.canonical(), "^1.2");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Requirement {
    text: Text,
    inner: semver::VersionReq,
    /// Made when it is first asked for.
    versions: OnceLock<VersionSet>,
}

impl Requirement {
    /// Reads a requirement.
    ///
    /// # Errors
    /// If the crate `semver` refuses it: the empty text is none.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match semver::VersionReq::parse(text) {
            Ok(inner) => Ok(Self { text: Text::from(text), inner, versions: OnceLock::new() }),
            Err(error) => Err(refused(text, &error)),
        }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The requirement with every operator written and no needless space.
    pub fn canonical(&self) -> String {
        self.inner.to_string()
    }

    /// Whether cargo takes the version: a pre-release only where a comparator names one of the
    /// same three numbers.
    pub fn satisfies(&self, version: &Version) -> bool {
        self.inner.matches(version.inner())
    }

    /// Whether the version lies between the requirement's bounds by the order alone.
    pub fn contains(&self, version: &Version) -> bool {
        self.versions().contains(&crate::version::Version::Cargo(version.clone()))
    }

    /// The versions that the requirement contains.
    pub fn versions(&self) -> &VersionSet {
        self.versions.get_or_init(|| super::set::versions(self))
    }

    pub(super) fn comparators(&self) -> &[semver::Comparator] {
        &self.inner.comparators
    }
}

impl PartialEq for Requirement {
    /// Requirements are equal that have the same comparators in the same order.
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

impl Eq for Requirement {}

crate::version::ordered::version_text!(Requirement);
