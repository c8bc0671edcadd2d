//! One entry of an advisory, made ready.
//!
//! Invariant: what the entry does not let anybody tell is unknown, beside whatever it says.

use super::listed::Listed;
use super::named::Named;
use super::release::{self, Releases};
use crate::advisory::package_version::read;
use crate::advisory::{
    Affected, NotAffectedReason, Package, PackageVersion, Range, UnknownReason, Verdict,
};
use crate::identity::{Ecosystem, PackageName, Purl};
use crate::version::{Interval, Scheme, Version, VersionSet};

/// An entry of [`Advisory::affected`](crate::advisory::Advisory::affected).
#[derive(Debug, Clone)]
pub(in crate::advisory) struct Entry {
    /// The package, if the entry says which.
    key: Option<String>,
    /// The package that its purl names, if that is another one.
    other_key: Option<String>,
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
        let About { name, is_broken, key, other_key } = About::of(entry);
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
        Self { key, other_key, ecosystem, listed, sets, named, unknown, is_broken }
    }

    pub(in crate::advisory) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The keys of the packages that the entry may be about.
    pub(in crate::advisory) fn keys(&self) -> impl Iterator<Item = &str> {
        self.key.as_deref().into_iter().chain(self.other_key.as_deref())
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
    /// ecosystem, or may be.
    pub(in crate::advisory) fn is_about(&self, package: &PackageVersion) -> bool {
        self.keys().any(|key| key == package.key())
    }

    /// Whether the entry is about the very package, or may be: not about another release's.
    pub(in crate::advisory) fn may_be_about(&self, package: &PackageVersion) -> bool {
        self.is_about(package) && self.releases(package) != Releases::Different
    }

    fn releases(&self, package: &PackageVersion) -> Releases {
        let suffix = self.ecosystem.as_ref().and_then(Ecosystem::suffix);
        release::compare(suffix, package.name().ecosystem().suffix())
    }

    /// The ecosystem, if the entry says which package it is about.
    pub(in crate::advisory) fn ecosystem(&self) -> Option<&Ecosystem> {
        self.ecosystem.as_ref()
    }

    /// Whether the version is in the list.
    pub(in crate::advisory) fn lists(&self, package: &PackageVersion) -> bool {
        let holds = |text| self.listed.contains(text, |scheme| package.by(scheme));
        package.version().is_some_and(holds)
    }

    /// Whether a range or the list speaks of a version that is read already, or of one that its
    /// order calls equal.
    pub(in crate::advisory) fn holds_version(&self, version: &Version) -> bool {
        let by = |scheme| Some(version).filter(|it| it.scheme() == scheme);
        let listed = match self.listed.scheme() == Some(version.scheme()) {
            true => self.listed.contains(version.as_str(), by),
            false => self.listed.has_equal(version),
        };
        let held = |set: &VersionSet| match by(set.scheme()) {
            Some(version) => set.contains(version),
            None => read(set.scheme(), version.as_str()).is_some_and(|it| set.contains(&it)),
        };
        listed || self.sets.iter().any(held)
    }

    /// Whether the version is affected, for an entry that is about the package.
    pub(in crate::advisory) fn affects(&self, package: &PackageVersion) -> Verdict {
        if self.key.as_deref() != Some(package.key()) {
            return Verdict::Unknown(UnknownReason::OtherPurl);
        }
        match self.releases(package) {
            Releases::Same => {}
            Releases::Different => return Verdict::NotAffected(NotAffectedReason::OtherPackage),
            Releases::Unclear => return Verdict::Unknown(UnknownReason::OtherRelease),
        }
        let Some(text) = package.version() else { return self.affects_any() };
        if self.lists(package) {
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
        if unknown.is_none() && package.public().is_some_and(|public| self.may_hold_local(public)) {
            unknown = Some(UnknownReason::LocalBuild);
        }
        unknown.map_or(Verdict::NotAffected(NotAffectedReason::NotInRange), Verdict::Unknown)
    }

    /// Whether a version is affected of which somebody built their own, and nothing is said about
    /// such builds.
    fn may_hold_local(&self, public: &PackageVersion) -> bool {
        let last = |set: &VersionSet| {
            let interval = public.by(set.scheme()).and_then(|version| set.interval_of(version));
            let upper = interval.and_then(|interval| interval.upper.as_ref());
            upper.is_some_and(|upper| upper.inclusive)
        };
        self.lists(public) || self.sets.iter().any(last)
    }

    /// Whether the version is affected of which nothing is known.
    fn affects_any(&self) -> Verdict {
        match self.sets.iter().any(VersionSet::is_all) {
            true => Verdict::Affected,
            false => Verdict::Unknown(UnknownReason::NoVersion),
        }
    }
}

/// Which package an entry is about, without looking at its versions.
#[derive(Debug, Clone)]
pub(in crate::advisory) struct About {
    name: Option<PackageName>,
    key: Option<String>,
    other_key: Option<String>,
    pub(super) is_broken: bool,
}

impl About {
    pub(in crate::advisory) fn of(entry: &Affected) -> Self {
        let twice = entry.rest.get("package").is_some();
        let name = entry.package.as_ref().filter(|_| !twice).and_then(name);
        let is_broken = name.is_none() && (entry.package.is_some() || twice);
        let key = name.as_ref().map(PackageName::package_key);
        let other_key =
            entry.package.as_ref().zip(name.as_ref()).and_then(|(it, name)| other(it, name));
        Self { name, key, other_key, is_broken }
    }

    pub(super) fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// As [`Entry::may_be_about`].
    #[cfg(feature = "cvss")]
    pub(in crate::advisory) fn may_be_about(&self, package: &PackageVersion) -> bool {
        let suffix = self.name.as_ref().and_then(|name| name.ecosystem().suffix());
        self.keys().any(|key| key == package.key())
            && release::compare(suffix, package.name().ecosystem().suffix()) != Releases::Different
    }

    /// The keys of the packages that the entry may be about.
    #[cfg(feature = "cvss")]
    pub(in crate::advisory) fn keys(&self) -> impl Iterator<Item = &str> {
        self.key.as_deref().into_iter().chain(self.other_key.as_deref())
    }

    /// The same, taken out.
    pub(super) fn into_keys(self) -> impl Iterator<Item = String> {
        self.key.into_iter().chain(self.other_key)
    }
}

/// The package by ecosystem and name, or else by its purl. `None` too if one of the members is
/// there twice, or if the purl is of another ecosystem.
fn name(package: &Package) -> Option<PackageName> {
    let twice = |name: &str, typed: bool| typed && package.rest.get(name).is_some();
    if twice("ecosystem", package.ecosystem.is_some())
        || twice("name", package.name.is_some())
        || twice("purl", package.purl.is_some())
    {
        return None;
    }
    match (&package.ecosystem, &package.name) {
        (Some(ecosystem), Some(name)) => {
            Some(PackageName::from_document(ecosystem.in_listed_case(), name.clone()))
        }
        (ecosystem, _) => of_purl(package).filter(|name| {
            let fits = |it: &Ecosystem| it.in_listed_case().base() == name.ecosystem().base();
            ecosystem.as_ref().is_none_or(fits)
        }),
    }
}

fn of_purl(package: &Package) -> Option<PackageName> {
    PackageName::of_purl(&Purl::parse(package.purl.as_deref()?).ok()?)
}

/// The key of the package that the purl names, where ecosystem and name are those of another one.
fn other(package: &Package, name: &PackageName) -> Option<String> {
    name.ecosystem().purl_type()?;
    let key = of_purl(package)?.package_key();
    (key != name.package_key()).then_some(key)
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
        let mut found: Vec<(Scheme, Vec<Interval>)> = Vec::new();
        for range in entry.ranges.iter().filter(|range| !range.is_of_commits()) {
            match (range.versions(ecosystem), range.line()) {
                (Ok(set), _) => take(&mut found, set),
                (Err(reason), Ok(line)) => this.named.push((Named::new(&line), reason)),
                (Err(reason), Err(_)) => this.unknown = this.unknown.or(Some(reason)),
            }
        }
        this.sets = found.into_iter().map(|(scheme, all)| VersionSet::of(scheme, all)).collect();
        this
    }
}

/// Puts the intervals to those of the same order; there are two orders at most.
fn take(found: &mut Vec<(Scheme, Vec<Interval>)>, set: VersionSet) {
    let scheme = set.scheme();
    match found.iter_mut().find(|known| known.0 == scheme) {
        Some(known) => known.1.extend(set.into_intervals()),
        None => found.push((scheme, set.into_intervals())),
    }
}
