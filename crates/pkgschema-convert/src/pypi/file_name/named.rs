//! What the names of all kinds of files say.
//!
//! Invariant: two of them are compared by what they say, never by their text.

use super::{Release, part};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::version::{Scheme, Version};
use pkgschema::{ParseError, Text};

/// The text of a file name, and the project and version that it names. Two are equal if they name
/// the same release.
///
/// ```
/// use pkgschema_convert::pypi::FileName;
/// let (wheel, egg) = (FileName::parse("A.b-1.0-py3-none-any.whl")?, FileName::parse("a_b-1-py3.egg")?);
/// assert!(wheel.same_release(&egg) && wheel.is_of("a-b"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct NamedRelease {
    source: Text,
    name: Text,
    version: Text,
}

impl NamedRelease {
    /// Parts of a file name, which may not be empty.
    pub(super) fn of(
        source: &str,
        name: Option<&str>,
        version: Option<&str>,
    ) -> Result<Self, ParseError> {
        let name = part(name, "project's name", source)?.into();
        let version = part(version, "version", source)?.into();
        Ok(Self { source: source.into(), name, version })
    }

    /// The text as read or built.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The project's name as the file name spells it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version as the file name spells it; it may be no version of PEP 440.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The version, read by PEP 440.
    ///
    /// # Errors
    /// If it is none.
    pub fn parsed_version(&self) -> Result<Version, ParseError> {
        Version::parse(Scheme::Pypi, &self.version)
    }

    /// The project's name under PyPI's rules.
    pub fn package_name(&self) -> PackageName {
        PackageName::from_document(Ecosystem::PYPI, self.name.clone())
    }

    /// The version as what two files of one release have in common.
    pub fn release(&self) -> Release {
        Release::of(&self.version)
    }

    /// Whether it is a file of that project, in any spelling of the project's name.
    pub fn is_of(&self, project: &str) -> bool {
        self.package_name() == PackageName::from_document(Ecosystem::PYPI, project)
    }

    /// Whether both are files of one version of one project: `1.0` and `1.0.0` are one version.
    pub fn same_release(&self, other: &Self) -> bool {
        self.package_name() == other.package_name() && self.release() == other.release()
    }
}

impl PartialEq for NamedRelease {
    fn eq(&self, other: &Self) -> bool {
        self.same_release(other)
    }
}

impl Eq for NamedRelease {}
