//! Version Range Specifiers: VERS (vers-spec, draft Ecma standard, clause 5).
//!
//! Invariant: a value is canonical: its text keeps every rule of clause 5.4 that the order of
//! its type lets one check.

mod builder;
mod constraint;
mod escape;
mod parse;
mod rules;
mod text;
mod write;

pub use builder::Builder;
pub use constraint::{Comparator, Constraint};
pub use text::VersText;

use super::{Inexpressible, Scheme, Translation, Version, VersionRange, VersionSet};
use crate::{ParseError, Text};
use std::fmt;
use std::str::FromStr;

/// A range of versions, of whatever type: `vers:npm/>=1.2.0|<2.0.0`. Reading is tolerant
/// ([`parse`](Self::parse), `FromStr`) or strict ([`parse_strict`](Self::parse_strict)); both
/// give the canonical form.
///
/// ```
/// use pkgschema::version::{Scheme, Vers, Version};
/// let vers = Vers::parse("vers:PyPI/<2.0|>= 1.0")?;
/// assert_eq!(vers.as_str(), "vers:pypi/>=1.0|<2.0");
/// assert!(Vers::parse_strict("vers:pypi/<2.0|>=1.0").is_err());
/// let version = Version::parse(Scheme::Pypi, "2.0rc1")?;
/// assert_eq!(vers.contains(&version), Some(true)); // by the order alone
/// assert_eq!(Vers::parse("vers:deb/>=1.0")?.contains(&version), None);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Vers {
    text: Text,
    constraints: Vec<Constraint>,
}

impl Vers {
    /// Longest text that is read, in bytes.
    pub const MAX_LENGTH: usize = 1 << 24;

    /// Reads a range, and puts right what readers can: white space, upper case in the type,
    /// needless escapes, order, repetition, bounds that another one covers.
    ///
    /// # Errors
    /// If the text is no VERS, or its versions cannot be put in order.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse::tolerant(text)
    }

    /// Reads a range that has to be canonical.
    ///
    /// # Errors
    /// If the text breaks any rule of clause 5.
    pub fn parse_strict(text: &str) -> Result<Self, ParseError> {
        parse::strict(text)
    }

    /// Starts a range of a type, for constraints in any order.
    pub fn builder(vers_type: &str) -> Builder {
        Builder::new(vers_type)
    }

    /// A set of versions in VERS.
    ///
    /// # Errors
    /// If one of the versions cannot stand in VERS: it is empty or holds control characters.
    pub fn of_versions(set: &VersionSet) -> Result<Self, Inexpressible> {
        write::write(set)
    }

    /// The canonical text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The type, in lower case: a purl type or a general one such as `semver`, `all`, `none`.
    pub fn vers_type(&self) -> &str {
        let behind = self.text.get(5..).unwrap_or_default();
        behind.split('/').next().unwrap_or_default()
    }

    /// The scheme of the type, if it is known here.
    pub fn scheme(&self) -> Option<Scheme> {
        Scheme::of_vers_type(self.vers_type())
    }

    /// The constraints in order; none for `*`.
    pub fn constraints(&self) -> &[Constraint] {
        &self.constraints
    }

    /// Whether the constraint is `*`: every version, or for the type `none` no version.
    pub fn is_star(&self) -> bool {
        self.constraints.is_empty()
    }

    /// Whether the version is in the range, by the order of its scheme. `None` if the range is
    /// of another type, or a version in it is none of the scheme: then nobody knows.
    pub fn contains(&self, version: &Version) -> Option<bool> {
        match self.vers_type() {
            "all" => Some(true),
            "none" => Some(false),
            name if name == version.scheme().vers_type() => {
                self.versions_as(version.scheme()).map(|set| set.contains(version))
            }
            _ => None,
        }
    }

    /// The versions of the range. `None` for a type that is not known here or has no versions of
    /// its own (`all`, `none`), and where a version is none of the type's.
    pub fn versions(&self) -> Option<VersionSet> {
        self.versions_as(self.scheme()?)
    }

    /// The versions of the range in a scheme that has this type: for Maven, in a dialect.
    pub fn versions_as(&self, scheme: Scheme) -> Option<VersionSet> {
        let known = self.scheme()?;
        if scheme != known && scheme.vers_type() != known.vers_type() {
            return None;
        }
        match self.is_star() {
            true => Some(VersionSet::all(scheme)),
            false => rules::versions(scheme, &self.constraints),
        }
    }

    /// The range in the notation of its type's ecosystem. `None` where
    /// [`versions`](Self::versions) has none.
    ///
    /// # Errors
    /// If the notation has no way to write it.
    pub fn to_range(&self) -> Option<Result<Translation<VersionRange>, Inexpressible>> {
        self.versions().map(|set| VersionRange::of_versions(&set))
    }
}

impl fmt::Debug for Vers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Vers").field(&self.as_str()).finish()
    }
}

impl fmt::Display for Vers {
    /// The canonical text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Vers {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}
