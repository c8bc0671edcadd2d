//! The advisories that a check asks.
//!
//! Invariant: an advisory is kept if it may be about a package in question; which those are is
//! told by the index itself, so that none is left out that it would have found.

use super::package_advisories::AboutPackage;
use crate::Text;
use crate::advisory::{Advisory, AdvisoryIndex, BestSeverity, PackageVersion, SeverityByPackage};
use crate::exchange::is_about_malware;
use crate::identity::PackageName;
use crate::metadata::Inventory;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Advisories by package, with what a report tells of them.
///
/// ```
/// use pkgschema::{advisory::Advisory, exchange::AdvisoryEvidence, metadata::Inventory};
/// let inventory = Inventory::parse(r#"{"schemaVersion": "1.0", "packages":
///     [{"ecosystem": "PyPI", "name": "Jinja2", "version": "2.4.1"}]}"#)?;
/// let mut advisories = AdvisoryEvidence::about([&inventory]);
/// for name in ["jinja2", "django"] {
///     advisories.insert(Advisory::parse(&format!(r#"{{"id": "X-{name}", "affected":
///         [{{"package": {{"ecosystem": "PyPI", "name": "{name}"}}}}]}}"#))?);
/// }
/// assert_eq!((advisories.len(), advisories.kept()), (2, 1));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct AdvisoryEvidence {
    index: AdvisoryIndex,
    kept: HashMap<Text, Kept>,
}

/// An advisory about a package in question.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) advisory: Advisory,
    pub(super) is_malware: bool,
    /// How severe it is, read when somebody asks first.
    severity: OnceLock<SeverityByPackage>,
}

impl AdvisoryEvidence {
    /// None yet, of those that are about any package.
    pub fn new() -> Self {
        Self::default()
    }

    /// None yet, of those that may be about a package of these inventories. Others are counted
    /// and not kept.
    pub fn about<'a>(inventories: impl IntoIterator<Item = &'a Inventory>) -> Self {
        let packages = inventories.into_iter().flat_map(|inventory| inventory.packages.iter());
        let names: Vec<PackageName> = packages.map(|package| package.package_name()).collect();
        Self { index: AdvisoryIndex::about_only(&names), ..Self::default() }
    }

    /// Whether an advisory may be about a package in question, or replaces one that was: whether
    /// [`insert`](Self::insert) would keep it.
    pub fn may_concern(&self, advisory: &Advisory) -> bool {
        self.index.may_concern(advisory)
    }

    /// As much of an advisory as [`insert`](Self::insert) needs: all of it if it may be about a
    /// package in question, else what it is called and about. What is gathered in one place to be
    /// taken in at another stays small so.
    pub fn reduce(&self, advisory: Advisory) -> Advisory {
        if self.may_concern(&advisory) {
            return advisory;
        }
        let mut few = Advisory::new(advisory.id);
        (few.modified, few.withdrawn) = (advisory.modified, advisory.withdrawn);
        (few.affected, few.rest) = (advisory.affected, advisory.rest);
        few
    }

    /// Takes an advisory in. `false` if a later entry of its identifier is in already.
    pub fn insert(&mut self, advisory: Advisory) -> bool {
        if !self.index.insert(&advisory) {
            return false;
        }
        match self.index.may_concern(&advisory) {
            true => drop(self.kept.insert(advisory.id.clone(), Kept::new(advisory))),
            false => drop(self.kept.remove(&advisory.id)),
        }
        true
    }

    /// How many were taken in.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether none was taken in.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// How many of them are kept: those that may be about a package in question.
    pub fn kept(&self) -> usize {
        self.kept.len()
    }

    /// The advisories by package.
    pub fn index(&self) -> &AdvisoryIndex {
        &self.index
    }

    /// The advisories about a package, in the order in which they came in.
    pub(super) fn about_package(&self, package: &PackageVersion) -> Vec<AboutPackage<'_>> {
        let about = self.index.about_package(package);
        let kept = about.filter_map(|matcher| Some((self.kept.get(matcher.id())?, matcher)));
        kept.map(|(kept, matcher)| AboutPackage::new(kept, matcher.of_package(package))).collect()
    }
}

impl Extend<Advisory> for AdvisoryEvidence {
    fn extend<I: IntoIterator<Item = Advisory>>(&mut self, advisories: I) {
        for advisory in advisories {
            self.insert(advisory);
        }
    }
}

impl Kept {
    fn new(advisory: Advisory) -> Self {
        let is_malware = is_about_malware(&advisory);
        Self { advisory, is_malware, severity: OnceLock::new() }
    }

    /// How severe it is for the package.
    pub(super) fn severity(&self, package: &PackageVersion) -> Option<BestSeverity> {
        self.severity.get_or_init(|| SeverityByPackage::new(&self.advisory)).best(package)
    }
}
