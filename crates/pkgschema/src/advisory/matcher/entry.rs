//! One entry of an advisory, made ready.
//!
//! Invariant: what the entry does not let anybody tell is unknown, beside whatever it says.

use super::listed::Listed;
use super::named::Named;
use crate::advisory::{
    Affected, NotAffectedReason, Package, PackageVersion, Range, UnknownReason, Verdict,
};
use crate::identity::{Ecosystem, PackageName, Purl};
use crate::version::VersionSet;

/// An entry of [`Advisory::affected`](crate::advisory::Advisory::affected).
#[derive(Debug, Clone)]
pub(in crate::advisory) struct Entry {
    /// The package, if the entry says which.
    key: Option<String>,
    ecosystem: Option<Ecosystem>,
    listed: Listed,
    /// What the ranges say, one set for each order.
    sets: Vec<VersionSet>,
    /// The ranges without an order, of which only the versions that they name are known.
    named: Vec<(Named, UnknownReason)>,
    /// Why what is not affected by the rest may be.
    unknown: Option<UnknownReason>,
    is_broken: bool,
}

impl Entry {
    pub(in crate::advisory) fn new(entry: &Affected) -> Self {
        let name = entry.package.as_ref().and_then(name);
        let ecosystem = name.as_ref().map(|name| name.ecosystem().clone());
        let listed = Listed::new(ecosystem.as_ref(), &entry.versions);
        let Ranges { sets, named, mut unknown } = match &ecosystem {
            Some(ecosystem) => Ranges::of(entry, ecosystem),
            None => Ranges::default(),
        };
        if entry.versions.has_odd() || entry.rest.get("versions").is_some() {
            unknown = unknown.or(Some(UnknownReason::BrokenVersions));
        }
        if entry.ranges.has_odd() || entry.rest.get("ranges").is_some() {
            unknown = unknown.or(Some(UnknownReason::BrokenEvents));
        }
        if sets.is_empty() && named.is_empty() && listed.is_empty() {
            let commits = entry.ranges.iter().any(Range::is_of_commits);
            let nothing =
                if commits { UnknownReason::Commits } else { UnknownReason::NothingStated };
            unknown = unknown.or(Some(nothing));
        }
        let is_broken =
            name.is_none() && (entry.package.is_some() || entry.rest.get("package").is_some());
        let key = name.as_ref().map(PackageName::package_key);
        Self { key, ecosystem, listed, sets, named, unknown, is_broken }
    }

    pub(in crate::advisory) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Whether the entry is about a package, and nobody can read which.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// What the ranges say, one set for each order.
    pub(in crate::advisory) fn sets(&self) -> &[VersionSet] {
        &self.sets
    }

    /// Whether the entry is about the package, or about one of that name elsewhere in its
    /// ecosystem.
    pub(in crate::advisory) fn is_about(&self, package: &PackageVersion) -> bool {
        self.key.as_deref() == Some(package.key())
    }

    /// Whether the version is affected, for an entry that is about the package.
    pub(in crate::advisory) fn affects(&self, package: &PackageVersion) -> Verdict {
        let suffix = self.ecosystem.as_ref().and_then(Ecosystem::suffix);
        match (suffix, package.name().ecosystem().suffix()) {
            (Some(left), Some(right)) if left != right => {
                return Verdict::NotAffected(NotAffectedReason::OtherPackage);
            }
            (None, Some(_)) | (Some(_), None) => {
                return Verdict::Unknown(UnknownReason::OtherRelease);
            }
            _ => {}
        }
        let Some(text) = package.version() else { return self.affects_any() };
        if self.listed.contains(text, |scheme| package.by(scheme)) {
            return Verdict::Affected;
        }
        let mut unknown = self.unknown;
        for set in &self.sets {
            match package.by(set.scheme()) {
                Some(version) if set.contains(version) => return Verdict::Affected,
                Some(_) => {}
                None => unknown = unknown.or(Some(UnknownReason::NotAVersion)),
            }
        }
        for (named, reason) in &self.named {
            match named.holds(text) {
                Some(true) => return Verdict::Affected,
                Some(false) => {}
                None => unknown = unknown.or(Some(*reason)),
            }
        }
        unknown.map_or(Verdict::NotAffected(NotAffectedReason::NotInRange), Verdict::Unknown)
    }

    /// Whether the version is affected of which nothing is known.
    fn affects_any(&self) -> Verdict {
        match self.sets.iter().any(VersionSet::is_all) {
            true => Verdict::Affected,
            false => Verdict::Unknown(UnknownReason::NoVersion),
        }
    }
}

/// The package by ecosystem and name, or else by its purl.
pub(in crate::advisory) fn name(package: &Package) -> Option<PackageName> {
    match (&package.ecosystem, &package.name) {
        (Some(ecosystem), Some(name)) => {
            Some(PackageName::from_document(ecosystem.clone(), name.clone()))
        }
        _ => PackageName::of_purl(&Purl::parse(package.purl.as_deref()?).ok()?),
    }
}

/// What the ranges say but those of commits.
#[derive(Default)]
struct Ranges {
    sets: Vec<VersionSet>,
    named: Vec<(Named, UnknownReason)>,
    unknown: Option<UnknownReason>,
}

impl Ranges {
    fn of(entry: &Affected, ecosystem: &Ecosystem) -> Self {
        let mut this = Self::default();
        for range in entry.ranges.iter().filter(|range| !range.is_of_commits()) {
            match (range.versions(ecosystem), range.line()) {
                (Ok(set), _) => this.take(set),
                (Err(reason), Ok(line)) => this.named.push((Named::new(&line), reason)),
                (Err(reason), Err(_)) => this.unknown = this.unknown.or(Some(reason)),
            }
        }
        this
    }

    fn take(&mut self, set: VersionSet) {
        match self.sets.iter_mut().find(|known| known.scheme() == set.scheme()) {
            Some(known) => *known = known.union(&set),
            None => self.sets.push(set),
        }
    }
}
