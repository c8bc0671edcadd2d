//! Names and purls: which package of an ecosystem a purl is about.
//!
//! Invariant: a name and the purl made of it have the same key.

use super::PackageName;
#[cfg(feature = "advisory")]
use super::parts;
#[cfg(feature = "advisory")]
use crate::identity::PurlType;
use crate::identity::{Ecosystem, EcosystemName, Purl};
use std::borrow::Cow;

impl PackageName {
    /// The package that a purl is about, in the ecosystem that its type and namespace belong to.
    /// A purl folds some letters (`golang` to lower case), so this may be another spelling than
    /// the registry's. `None` for types that belong to no ecosystem.
    ///
    /// ```
    /// use pkgschema::identity::{PackageName, Purl};
    /// let name = PackageName::of_purl(&Purl::parse("pkg:maven/org.example/app@1.0")?);
    /// assert_eq!(name.as_ref().map(PackageName::as_source), Some("org.example:app"));
    /// assert_eq!(PackageName::of_purl(&Purl::parse("pkg:generic/app")?), None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn of_purl(purl: &Purl) -> Option<Self> {
        let namespace = purl.namespace();
        let ecosystem =
            Ecosystem::from_purl_type(purl.package_type().name(), namespace.as_deref())?;
        let name = purl.name();
        let separator = match ecosystem.base() {
            EcosystemName::Maven => ":",
            _ => "/",
        };
        let namespace = namespace.filter(|_| ecosystem.purl_namespace().is_none());
        let joined = match namespace {
            Some(namespace) => Cow::Owned(format!("{namespace}{separator}{name}")),
            None => name,
        };
        Some(Self::from_document(ecosystem, joined))
    }

    /// A text that is equal for all spellings of one package, whether it was named or given as a
    /// purl. The suffix of the ecosystem has no part in it. Of packages that differ only in what
    /// a purl folds, all have one key; white space around the name is none of it.
    #[cfg(feature = "advisory")]
    pub(crate) fn package_key(&self) -> String {
        if self.source.trim().len() != self.source.len() {
            let trimmed = Self::from_document(self.ecosystem.clone(), self.source.trim());
            return trimmed.package_key();
        }
        let base = self.ecosystem.base();
        let name = match base {
            EcosystemName::SwiftUrl => parts::without_git_url(&base, &self.source).into(),
            EcosystemName::VsCode => Cow::Owned(self.registry_key().replacen('.', "/", 1)),
            _ => self.registry_key(),
        };
        // what a purl of the type folds, letters beyond ASCII too
        let folds = folds(&self.ecosystem)
            || matches!(base, EcosystemName::Go | EcosystemName::SwiftUrl | EcosystemName::NuGet);
        let name = if folds { Cow::Owned(name.to_lowercase()) } else { name };
        format!("{}:{name}", base.as_str())
    }
}

/// Whether the purls of the ecosystem's packages leave the case of letters out.
#[cfg(feature = "advisory")]
fn folds(ecosystem: &Ecosystem) -> bool {
    let definition =
        ecosystem.purl_type().and_then(PurlType::registered).and_then(PurlType::definition);
    definition.is_some_and(|definition| {
        let named = ecosystem.purl_namespace().is_none();
        !definition.package_name.case_sensitive || named && !definition.namespace.case_sensitive
    })
}
