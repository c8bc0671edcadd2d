//! Which package a purl is about.
//!
//! Invariant: two purls have one key exactly if the registry of their type takes both spellings
//! for the same package, whatever else the purls say.

use super::Purl;
use crate::identity::{Ecosystem, EcosystemName, PackageName};
use std::borrow::Cow;

impl Purl {
    /// The canonical text up to the name: without version, qualifiers and subpath.
    ///
    /// ```
    /// use pkgschema::identity::Purl;
    /// let purl: Purl = "pkg:npm/%40a/b@1.0?x=y#z".parse()?;
    /// assert_eq!(purl.without_version(), "pkg:npm/%40a/b");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn without_version(&self) -> &str {
        self.slice((0, usize::from(self.layout.name_end)))
    }

    /// A text that is equal for all spellings of the same package, and only for them: the purl
    /// without its version, the name in its registry's normal form where the canonical purl
    /// leaves spellings apart (PyPI: PEP 503; NuGet: lower case). Another registry of the same
    /// type has the same key.
    ///
    /// ```
    /// use pkgschema::identity::Purl;
    /// let key = |text: &str| Purl::parse(text).map(|purl| purl.package_key().into_owned());
    /// assert_eq!(key("pkg:pypi/Zope.Interface@5")?, key("pkg:pypi/zope-interface")?);
    /// assert_ne!(key("pkg:cargo/rust_decimal")?, key("pkg:cargo/rust-decimal")?);
    /// assert_ne!(key("pkg:npm/JSONStream")?, key("pkg:npm/jsonstream")?);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn package_key(&self) -> Cow<'_, str> {
        let ecosystem = match self.package_type().name() {
            "pypi" => EcosystemName::PyPi,
            "nuget" => EcosystemName::NuGet,
            _ => return Cow::Borrowed(self.without_version()),
        };
        let source = self.name();
        let name = PackageName::from_document(Ecosystem::from(ecosystem), &*source);
        let normal = name.registry_key();
        if *normal == *source {
            return Cow::Borrowed(self.without_version());
        }
        let start = usize::from(self.layout.name_start);
        Cow::Owned(self.slice((0, start)).to_owned() + &normal)
    }

    /// The type and the encoded namespace, `pkg:npm/%40a`; `None` if there is no namespace.
    pub fn namespace_key(&self) -> Option<&str> {
        self.layout.namespace().map(|(_, end)| self.slice((0, end)))
    }
}
