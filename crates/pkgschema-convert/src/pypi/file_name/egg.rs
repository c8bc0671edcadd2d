//! File names of eggs: `{name}-{version}-py{X.Y}(-{platform})?.egg`.
//!
//! Source: setuptools' "The internal structure of Python eggs", filename-embedded metadata.
//!
//! Invariant: the parts joined by hyphens are the text.

use super::NamedRelease;
use pkgschema::{ParseError, Text};
use std::ops::Deref;

/// The file name of an egg. Derefs to the project and version that it names.
///
/// ```
/// use pkgschema_convert::pypi::FileName;
/// let FileName::Egg(egg) = FileName::parse("margin-1.0-py2.7-linux-x86_64.egg")? else { panic!() };
/// assert_eq!((egg.python(), egg.platform()), (Some("py2.7"), Some("linux-x86_64")));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EggName {
    named: NamedRelease,
    python: Option<Text>,
    platform: Option<Text>,
}

impl EggName {
    pub(super) fn read(text: &str, stem: &str) -> Result<Self, ParseError> {
        let mut parts = stem.splitn(4, '-');
        let named = NamedRelease::of(text, parts.next(), parts.next())?;
        let (python, platform) = (parts.next().map(Text::from), parts.next().map(Text::from));
        Ok(Self { named, python, platform })
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

impl Deref for EggName {
    type Target = NamedRelease;

    fn deref(&self) -> &NamedRelease {
        &self.named
    }
}
