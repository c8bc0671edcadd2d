//! What an advisory says about one package, for questions about many of its versions.
//!
//! Invariant: it answers as its matcher does, for every version of the package that it was made
//! for.

use super::{Entry, Matcher};
use crate::Text;
use crate::advisory::assessment::{by_scheme, sort};
use crate::advisory::{NotAffectedReason, PackageVersion, Verdict};
use crate::version::{Version, VersionSet};
use std::borrow::Cow;
use std::cmp::Ordering;

/// The entries of a matcher that are about a package.
#[derive(Debug, Clone)]
pub(crate) struct OfPackage<'a> {
    matcher: &'a Matcher,
    entries: Vec<&'a Entry>,
}

impl Matcher {
    /// What it says about a package, whichever version of it is asked for.
    pub(crate) fn of_package(&self, package: &PackageVersion) -> OfPackage<'_> {
        OfPackage { matcher: self, entries: self.about(package).collect() }
    }

    /// The fixed versions above one, as [`Advisory::assess`](crate::advisory::Advisory::assess)
    /// gives them, lowest first.
    pub fn fixed_versions(&self, package: &PackageVersion) -> Vec<Text> {
        above(&self.of_package(package).fixes(package), package)
    }
}

impl<'a> OfPackage<'a> {
    /// Whether a version of the package is affected.
    pub(crate) fn affects(&self, package: &PackageVersion) -> Verdict {
        match self.matcher.withdrawn {
            true => Verdict::NotAffected(NotAffectedReason::Withdrawn),
            false => self.matcher.by_entries(self.entries.iter().copied(), package),
        }
    }

    /// The fixed versions of the package, lowest first: what ends an affected stretch and is not
    /// affected by range or list.
    pub(crate) fn fixes(&self, package: &PackageVersion) -> Vec<&'a Version> {
        let own = self.entries.iter().copied();
        let own = own.filter(|entry| entry.key() == Some(package.key()));
        let own: Vec<&Entry> = own.filter(|entry| entry.may_be_about(package)).collect();
        let sets = || own.iter().flat_map(|entry| entry.sets());
        let free = |version: &&Version| !own.iter().any(|entry| entry.holds_version(version));
        let scheme = sets().next().map(VersionSet::scheme);
        let read = |version| (by_scheme(Cow::Borrowed(version), scheme), version);
        let mut fixed: Vec<(Cow<'_, Version>, &Version)> =
            sets().flat_map(ends).filter(free).map(read).collect();
        sort(&mut fixed, |(version, _)| version);
        fixed.into_iter().map(|(_, version)| version).collect()
    }
}

/// The versions that end an interval and are not in it.
fn ends(set: &VersionSet) -> impl Iterator<Item = &Version> {
    let uppers = set.intervals().iter().filter_map(|interval| interval.upper.as_ref());
    uppers.filter(|upper| !upper.inclusive).map(|upper| &upper.version)
}

/// Those of the fixed versions that are above the one asked for, each once.
pub(crate) fn above(fixes: &[&Version], asked: &PackageVersion) -> Vec<Text> {
    let is_above = |version: &&&Version| {
        let asked = asked.by(version.scheme());
        asked.and_then(|asked| asked.compare(version)).is_some_and(Ordering::is_lt)
    };
    let mut above: Vec<&str> = fixes.iter().filter(is_above).map(|it| it.as_str()).collect();
    above.dedup();
    above.into_iter().map(Text::from).collect()
}
