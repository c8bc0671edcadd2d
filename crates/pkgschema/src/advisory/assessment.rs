//! What decides whether a version is affected, and where a user could move to.
//!
//! Invariant: the verdict is that of [`Advisory::affects`]; this only explains it.

use super::matcher::Entry;
use super::package_version::read;
use super::{Advisory, Affected, Matcher, PackageVersion, Verdict};
use crate::version::{Bound, Interval, Scheme, Version, VersionSet, stable_sort};
use crate::{Pointer, Text};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Whether a version is affected, by what, and which versions are not.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Assessment {
    /// Whether it is.
    pub verdict: Verdict,
    /// Where the advisory says so: the ranges and entries of lists that hold an affected version,
    /// else the entries about the package. Pointers into the advisory.
    pub places: Vec<Pointer>,
    /// The fixed versions above the one that was asked for, lowest first; none where no version
    /// was asked for. A version that is affected itself, by range or list, is no fix. Not only for
    /// an affected version: above one before or between the affected stretches they are there
    /// too.
    pub fixes: Vec<Fix>,
}

/// A version in which the vulnerability is fixed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// The fixed version, spelt as the advisory spells it.
    pub version: Text,
    /// Where the affected stretch begins that it ends; `None` for the beginning of all versions.
    pub introduced: Option<Text>,
    /// Whether the stretch is the one that the version asked for lies in: its own branch.
    pub same_branch: bool,
}

impl Advisory {
    /// Whether a version is affected, by what, and which fixed versions a user could move to, one
    /// for each affected branch.
    ///
    /// ```
    /// use pkgschema::advisory::{Advisory, PackageVersion};
    /// use pkgschema::identity::Ecosystem;
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"package":
    ///     {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events":
    ///     [{"introduced": "1.0.0"}, {"fixed": "1.2.0"}, {"introduced": "2.0.0"}, {"fixed": "2.0.3"}]}]}]}"#)?;
    /// let found = advisory.assess(&PackageVersion::new(Ecosystem::NPM, "a", "1.1.0"));
    /// assert_eq!(found.places[0].as_str(), "/affected/0/ranges/0");
    /// let fixes: Vec<_> = found.fixes.iter().map(|fix| (&*fix.version, fix.same_branch)).collect();
    /// assert_eq!(fixes, [("1.2.0", true), ("2.0.3", false)]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn assess(&self, package: &PackageVersion) -> Assessment {
        let matcher = Matcher::new(self);
        let verdict = matcher.affects(package);
        let about: Vec<(usize, &Affected, &Entry)> =
            (self.affected.indexed().zip(&matcher.entries))
                .map(|((index, entry), ready)| (index, entry, ready))
                .filter(|(.., ready)| ready.may_be_about(package))
                .collect();
        let mut places: Vec<Pointer> = Vec::new();
        if verdict.is_affected() {
            places = about
                .iter()
                .filter(|(.., ready)| ready.affects(package).is_affected())
                .flat_map(|(index, entry, ready)| deciding(&place(*index), entry, ready, package))
                .collect();
        }
        if places.is_empty() {
            places = about.iter().map(|(index, ..)| place(*index)).collect();
        }
        let own = about.into_iter().filter(|(.., ready)| ready.key() == Some(package.key()));
        let entries: Vec<_> = own.map(|(_, entry, ready)| (entry, ready)).collect();
        Assessment { verdict, places, fixes: fixes(&entries, package) }
    }
}

fn place(index: usize) -> Pointer {
    Pointer::root().child("affected").index(index)
}

/// The range or the element of the list that holds the version.
fn deciding(
    place: &Pointer,
    entry: &Affected,
    ready: &Entry,
    asked: &PackageVersion,
) -> Vec<Pointer> {
    let Some(ecosystem) = ready.ecosystem() else { return Vec::new() };
    let holds = |set: VersionSet| match asked.version() {
        Some(_) => asked.by(set.scheme()).is_some_and(|version| set.contains(version)),
        None => set.is_all(),
    };
    let ranges =
        entry.ranges.indexed().filter(|(_, range)| range.versions(ecosystem).is_ok_and(holds));
    let ranges = ranges.map(|(index, _)| place.child("ranges").index(index));
    let listed = Some(()).filter(|()| ready.lists(asked)).and_then(|()| {
        let same = |text: &str| asked.version() == Some(text);
        let equal = |text: &str| asked.equals(text);
        let find = |is: &dyn Fn(&str) -> bool| entry.versions.indexed().find(|(_, it)| is(it));
        find(&same).or_else(|| find(&equal))
    });
    let listed = listed.map(|(index, _)| place.child("versions").index(index));
    ranges.chain(listed).collect()
}

/// The ends of the stretches that everything about the package makes together: what ends one is
/// affected by none of the others.
fn fixes(entries: &[(&Affected, &Entry)], package: &PackageVersion) -> Vec<Fix> {
    let sets = together(entries);
    let affected = |fix: &str, by: &VersionSet| {
        let others = sets.iter().filter(|set| set.scheme() != by.scheme());
        let mut read = others.filter_map(|set| Some((set, read(set.scheme(), fix)?)));
        read.any(|(set, version)| set.interval_of(&version).is_some())
    };
    let mut found: Vec<(Version, Fix)> = Vec::new();
    for set in &sets {
        let Some(asked) = package.by(set.scheme()) else { continue };
        for interval in set.intervals() {
            let upper = interval.upper.as_ref().filter(|upper| !upper.inclusive);
            let Some(Bound { version, .. }) = upper else { continue };
            let above = asked.compare(version).is_some_and(Ordering::is_lt);
            if above && !affected(version.as_str(), set) {
                let text = |version: &Version| Text::from(version.as_str());
                let fix = Fix {
                    version: text(version),
                    introduced: interval.lower.as_ref().map(|lower| text(&lower.version)),
                    same_branch: interval.contains(asked),
                };
                found.push((version.clone(), fix));
            }
        }
    }
    in_order(found, sets.first().map(VersionSet::scheme))
}

/// What the ranges and lists say, one set for each order.
fn together(entries: &[(&Affected, &Entry)]) -> Vec<VersionSet> {
    let mut found: Vec<(Scheme, Vec<Interval>)> = Vec::new();
    for set in entries.iter().flat_map(|(_, ready)| ready.sets()) {
        let intervals = set.intervals().iter().cloned();
        match found.iter_mut().find(|known| known.0 == set.scheme()) {
            Some(known) => known.1.extend(intervals),
            None => found.push((set.scheme(), intervals.collect())),
        }
    }
    let listed = || entries.iter().flat_map(|(entry, _)| entry.versions.iter());
    let with_listed = found.into_iter().map(|(scheme, mut intervals)| {
        intervals.extend(listed().filter_map(|text| read(scheme, text)).map(Interval::point));
        VersionSet::of(scheme, intervals)
    });
    with_listed.collect()
}

/// The version by an order, as far as it can be read so.
pub(super) fn by_scheme(version: Cow<'_, Version>, scheme: Option<Scheme>) -> Cow<'_, Version> {
    let other = scheme.filter(|scheme| *scheme != version.scheme());
    other.and_then(|scheme| read(scheme, version.as_str())).map_or(version, Cow::Owned)
}

/// Lowest first.
pub(super) fn sort<T>(found: &mut Vec<T>, version: impl for<'b> Fn(&'b T) -> &'b Version) {
    stable_sort(found, |left, right| {
        version(left).compare(version(right)).unwrap_or(Ordering::Equal)
    });
}

/// Lowest first, each once: by the first order, which the other is read by as far as it can be.
fn in_order(found: Vec<(Version, Fix)>, scheme: Option<Scheme>) -> Vec<Fix> {
    let read = |(version, fix)| (by_scheme(Cow::Owned(version), scheme), fix);
    let mut found: Vec<(Cow<'_, Version>, Fix)> = found.into_iter().map(read).collect();
    sort(&mut found, |(version, _)| version);
    found.dedup_by(|later, first| {
        let same = later.1.version == first.1.version;
        first.1.same_branch |= same && later.1.same_branch;
        same
    });
    found.into_iter().map(|(_, fix)| fix).collect()
}
