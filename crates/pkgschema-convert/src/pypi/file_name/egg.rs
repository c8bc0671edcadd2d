//! File names of eggs: `{name}-{version}-py{X.Y}(-{platform})?.egg`.
//!
//! Source: setuptools' "The internal structure of Python eggs", filename-embedded metadata.
//!
//! Invariant: the parts joined by hyphens are the text.

use super::{Release, part};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::{ParseError, Text};

/// The file name of an egg.
///
/// ```
/// use pkgschema_convert::pypi::FileName;
/// let FileName::Egg(egg) = FileName::parse("margin-1.0-py2.7-linux-x86_64.egg")? else { panic!() };
/// assert_eq!((egg.python(), egg.platform()), (Some("py2.7"), Some("linux-x86_64")));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct EggName {
    source: Text,
    name: Text,
    version: Text,
    python: Option<Text>,
    platform: Option<Text>,
}

impl EggName {
    pub(super) fn read(text: &str, stem: &str) -> Result<Self, ParseError> {
        let mut parts = stem.splitn(4, '-');
        let name = part(parts.next(), "project's name", text)?.into();
        let version = part(parts.next(), "version", text)?.into();
        let (python, platform) = (parts.next().map(Text::from), parts.next().map(Text::from));
        Ok(Self { source: text.into(), name, version, python, platform })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.source
    }

    /// The project's name as spelt.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version as spelt.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The version of Python: `py2.7`.
    pub fn python(&self) -> Option<&str> {
        self.python.as_deref()
    }

    /// The platform, where the egg needs one.
    pub fn platform(&self) -> Option<&str> {
        self.platform.as_deref()
    }
}

impl PartialEq for EggName {
    fn eq(&self, other: &Self) -> bool {
        let name = |it: &Self| PackageName::from_document(Ecosystem::PYPI, it.name.clone());
        name(self) == name(other)
            && Release::of(&self.version) == Release::of(&other.version)
            && (self.python(), self.platform()) == (other.python(), other.platform())
    }
}

impl Eq for EggName {}
