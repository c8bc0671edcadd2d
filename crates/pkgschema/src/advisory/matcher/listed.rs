//! The versions that an entry lists.
//!
//! Invariant: two texts are one version where the ecosystem's registry holds one release of them,
//! and never otherwise.

use crate::Text;
use crate::advisory::package_version::read;
use crate::identity::{Ecosystem, EcosystemName, PurlType};
use crate::version::{Scheme, Version};
use std::collections::HashSet;

/// Versions, listed one by one.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    texts: HashSet<Text>,
    /// The same in lower case, where a purl of the ecosystem's packages has versions so.
    folded: Option<HashSet<String>>,
    /// Sorted; only of ecosystems whose registry takes versions that are equal for one.
    versions: Vec<Version>,
}

impl Listed {
    pub(super) fn new(ecosystem: Option<&Ecosystem>, texts: &[Text]) -> Self {
        let scheme = match ecosystem.map(Ecosystem::base) {
            Some(EcosystemName::PyPi) => Some(Scheme::Pypi),
            Some(EcosystemName::Npm) => Some(Scheme::Npm),
            Some(EcosystemName::CratesIo) => Some(Scheme::Cargo),
            Some(EcosystemName::Go) => Some(Scheme::Semver),
            _ => None,
        };
        let read = |text: &Text| read(scheme?, text);
        let mut versions: Vec<Version> = texts.iter().filter_map(read).collect();
        Version::sort(&mut versions);
        let folded = ecosystem.is_some_and(folds).then(|| texts.iter().map(|it| it.to_lowercase()));
        let folded = folded.map(Iterator::collect);
        Self { texts: texts.iter().cloned().collect(), folded, versions }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// By whose rules they are held against others.
    pub(super) fn scheme(&self) -> Option<Scheme> {
        self.versions.first().map(Version::scheme)
    }

    /// Whether one of them is equal to the version by its order, which is less than being the same
    /// release.
    pub(super) fn has_equal(&self, version: &Version) -> bool {
        let equal = |text: &Text| {
            let listed = read(version.scheme(), text);
            listed.and_then(|it| it.compare(version)).is_some_and(std::cmp::Ordering::is_eq)
        };
        self.texts.iter().any(equal)
    }

    /// Whether the version is among them; `read` gives it by the rules of a scheme.
    pub(super) fn contains<'a>(
        &self,
        text: &str,
        read: impl Fn(Scheme) -> Option<&'a Version>,
    ) -> bool {
        let in_lower_case = |folded: &HashSet<String>| folded.contains(&text.to_lowercase());
        if self.texts.contains(text) || self.folded.as_ref().is_some_and(in_lower_case) {
            return true;
        }
        let version = self.scheme().and_then(read);
        version.is_some_and(|version| {
            let at = self.versions.partition_point(|listed| {
                listed.compare(version).is_some_and(std::cmp::Ordering::is_lt)
            });
            let found = self.versions.get(at).and_then(|listed| listed.compare(version));
            found.is_some_and(std::cmp::Ordering::is_eq)
        })
    }
}

/// Whether the purls of the ecosystem's packages leave the case of versions out.
fn folds(ecosystem: &Ecosystem) -> bool {
    let definition =
        ecosystem.purl_type().and_then(PurlType::registered).and_then(PurlType::definition);
    definition.is_some_and(|definition| !definition.version.case_sensitive)
}
