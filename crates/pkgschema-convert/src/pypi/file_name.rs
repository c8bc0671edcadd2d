//! Names of the files that PyPI serves: wheels, source distributions, eggs.
//!
//! Source: the specifications "Binary distribution format" (file name convention, escaping) and
//! "Source distribution format" (file name, PEP 625); setuptools' "The internal structure of
//! Python eggs" for eggs.
//!
//! Invariant: two file names are compared by what they say, never by their text.

mod egg;
mod named;
mod release;
mod rules;
mod sdist;
mod tags;
mod wheel;

pub use egg::EggName;
pub use named::NamedRelease;
pub use release::Release;
pub(super) use rules::{listed, unsafe_name};
pub use sdist::{SDIST_EXTENSIONS, SdistName};
pub use tags::{Tag, TagSet};
pub use wheel::{BuildTag, WheelName};

use pkgschema::identity::{ArtifactKind, Ecosystem, PackageName};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;

/// Longest file name that is read, in bytes.
const LONGEST: usize = 1024;

/// The name of a file of a release. Derefs to the project and version that it names. Its text is
/// kept; equality is that of name, version and the other parts as they are read.
///
/// ```
/// use pkgschema_convert::pypi::FileName;
/// let wheel = FileName::parse("Zope.Interface-6.0-cp312-cp312-any.whl")?;
/// assert_eq!((wheel.name(), wheel.version()), ("Zope.Interface", "6.0"));
/// let sdist = FileName::parse_for("zope-interface-6.0.0.zip", "zope.interface")?;
/// assert!(wheel.same_release(&sdist));
/// assert_eq!(sdist.to_string(), "zope-interface-6.0.0.zip");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FileName {
    /// A wheel.
    Wheel(WheelName),
    /// A source distribution.
    Sdist(SdistName),
    /// An egg.
    Egg(EggName),
}

impl FileName {
    /// Reads a file name whose project is not known. Where a source distribution's name can be
    /// told apart in several ways, the last is taken that leaves a version of PEP 440.
    ///
    /// # Errors
    /// If the text is longer than 1,024 bytes, holds a path or characters that cannot be seen,
    /// ends in no extension of a wheel, source distribution or egg, or lacks a part.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::read(text, None)
    }

    /// Reads the name of a file of that project, in any spelling of the project's name; a wheel's
    /// may hold the project's hyphens, which [`check`](Self::check) reports. A file name that is
    /// another project's is read as by [`parse`](Self::parse).
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_for(text: &str, project: &str) -> Result<Self, ParseError> {
        Self::read(text, Some(project))
    }

    /// Reads a file name of that project, if it is known.
    pub(super) fn read(text: &str, project: Option<&str>) -> Result<Self, ParseError> {
        if text.len() > LONGEST {
            let words = format!("expected at most {LONGEST} bytes");
            return Err(ParseError::new(ParseErrorKind::TooLong, words, text));
        }
        if let Some(unsafe_name) = rules::unsafe_name(text) {
            return Err(ParseError::new(ParseErrorKind::TypeRule, unsafe_name.message, text));
        }
        if let Some(stem) = text.strip_suffix(".whl") {
            return WheelName::read(text, stem, project).map(Self::Wheel);
        }
        if let Some(stem) = text.strip_suffix(".egg") {
            return EggName::read(text, stem).map(Self::Egg);
        }
        SdistName::read(text, project).map(Self::Sdist)
    }

    /// What kind of file it is.
    pub fn kind(&self) -> ArtifactKind {
        match self {
            Self::Wheel(_) => ArtifactKind::Wheel,
            Self::Sdist(_) => ArtifactKind::Sdist,
            Self::Egg(_) => ArtifactKind::Egg,
        }
    }

    /// The order of two files of one project: by version, and between wheels of one version with
    /// the same tags by build tag. `None` for files of different projects, and where a version is
    /// none of PEP 440.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.package_name() != other.package_name() {
            return None;
        }
        let order = self.parsed_version().ok()?.compare(&other.parsed_version().ok()?)?;
        let builds = || match (self, other) {
            (Self::Wheel(one), Self::Wheel(two)) if one.tags() == two.tags() => {
                one.build_tag().cmp(&two.build_tag())
            }
            _ => Ordering::Equal,
        };
        Some(order.then_with(builds))
    }

    /// Whether the name of an attestation's subject means this file: a wheel or a source
    /// distribution of the same project, version, build and tags, or of the same extension. The
    /// project's name is compared in its normal form, the version by PEP 440, tags as sets, as
    /// the index does (PEP 740). It says nothing about the file's digest.
    ///
    /// ```
    /// use pkgschema_convert::pypi::FileName;
    /// let file = FileName::parse("left_margin-1.4.0-py2.py3-none-any.whl")?;
    /// assert!(file.is_subject("Left.Margin-1.4-py3.py2-none-any.whl"));
    /// assert!(!file.is_subject("left_margin-1.4.0.tar.gz"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn is_subject(&self, subject: &str) -> bool {
        let attested = matches!(self, Self::Wheel(_) | Self::Sdist(_));
        let versioned = self.release().is_version();
        let same = || Self::parse_for(subject, self.name()).is_ok_and(|it| it == *self);
        attested && versioned && same()
    }

    /// What the specifications forbid or no longer write, at the root. Errors: what a tool may
    /// refuse. Notes: what only old tools write.
    pub fn check(&self) -> Vec<Finding> {
        let mut found = rules::name_and_version(self.name(), self.version());
        match self {
            Self::Wheel(wheel) => wheel.check(&mut found),
            Self::Sdist(sdist) => sdist.check(&mut found),
            Self::Egg(_) => {
                let words = "the index accepts no eggs any more";
                found.push(Finding::new(Pointer::root(), "egg", Severity::Note, words));
            }
        }
        found
    }
}

impl Deref for FileName {
    type Target = NamedRelease;

    fn deref(&self) -> &NamedRelease {
        match self {
            Self::Wheel(wheel) => wheel,
            Self::Sdist(sdist) => sdist,
            Self::Egg(egg) => egg,
        }
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The project's name at the beginning of a stem, and what follows the hyphen behind it; in one
/// pass over both.
fn after<'a>(stem: &'a str, project: &str) -> Option<(&'a str, &'a str)> {
    let project = PackageName::from_document(Ecosystem::PYPI, project);
    let mut rest = stem;
    for letter in project.normalized().chars() {
        let first = rest.chars().next()?;
        rest = match letter {
            '-' if matches!(first, '-' | '_' | '.') => rest.trim_start_matches(['-', '_', '.']),
            _ if first.to_ascii_lowercase() == letter => rest.get(first.len_utf8()..)?,
            _ => return None,
        };
    }
    let behind = rest.strip_prefix('-').filter(|behind| !behind.is_empty())?;
    Some((stem.strip_suffix(rest)?, behind))
}

/// A part that stands between hyphens, where it is not empty.
fn part<'a>(part: Option<&'a str>, what: &str, text: &str) -> Result<&'a str, ParseError> {
    part.filter(|part| !part.is_empty())
        .ok_or_else(|| ParseError::new(ParseErrorKind::Syntax, format!("expected a {what}"), text))
}
