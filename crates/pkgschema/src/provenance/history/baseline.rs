//! The releases that a release is held against.
//!
//! Invariant: a release of which nobody can tell whether it came before counts as one that did.

use super::evidence::Known;
use super::line::is_same_line;
use super::policy::is_same;
use super::{HistoryScope, Release, ReleaseHistory};
use crate::identity::Ecosystem;
use crate::provenance::{Fact, FactName};
use crate::version::{Scheme, Version};
use std::cmp::Ordering;

/// Releases that came before, the nearest first.
pub(super) struct Baseline<'a> {
    earlier: Vec<Known<'a>>,
}

impl<'a> Baseline<'a> {
    /// Those of the history that came before the release and count by the scope. A word for the
    /// scope that nobody knows means all.
    pub(super) fn of(
        history: &'a ReleaseHistory,
        release: &Release,
        scope: Option<&HistoryScope>,
    ) -> Self {
        let ecosystem = &history.ecosystem;
        let before = history.releases.iter().filter(|it| came_before(ecosystem, it, release));
        let mut earlier: Vec<&Release> = before.collect();
        if scope == Some(&HistoryScope::SameMajor) {
            let of_line = |it: &&Release| is_same_line(ecosystem, &it.version, &release.version);
            if earlier.iter().any(of_line) {
                earlier.retain(of_line);
            }
        }
        let earlier = nearest_first(ecosystem, earlier);
        Self { earlier: earlier.into_iter().map(Known::of).collect() }
    }

    /// The versions.
    pub(super) fn versions(&self) -> impl Iterator<Item = &'a str> {
        self.earlier.iter().map(|known| known.release.version.as_str())
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Known<'a>> {
        self.earlier.iter()
    }

    /// The nearest release that is so.
    pub(super) fn nearest(&self, is_so: impl Fn(&Known<'a>) -> bool) -> Option<&Known<'a>> {
        self.earlier.iter().find(|known| is_so(known))
    }

    /// The nearest release that states a fact, and what it states: one value at least.
    pub(super) fn stating(&self, name: &FactName) -> Option<(&Known<'a>, Vec<&'a Fact>)> {
        let mut stating = self.earlier.iter().map(|known| (known, known.facts(name)));
        stating.find(|(_, facts)| !facts.is_empty())
    }
}

/// Whether a release came before another: by time where both times are known, else by version.
fn came_before(ecosystem: &Ecosystem, one: &Release, other: &Release) -> bool {
    let time = |release: &Release| release.published.as_ref().and_then(|it| it.to_datetime());
    let by_version = || match (parsed(ecosystem, one), parsed(ecosystem, other)) {
        (Some(one), Some(other)) => one.compare(&other).is_none_or(Ordering::is_lt),
        _ => true,
    };
    !is_same(ecosystem, &one.version, &other.version)
        && match (time(one), time(other)) {
            (Some(one), Some(other)) if one != other => one < other,
            _ => by_version(),
        }
}

fn parsed(ecosystem: &Ecosystem, release: &Release) -> Option<Version> {
    Version::parse(Scheme::of_ecosystem(ecosystem)?, &release.version).ok()
}

/// By time where all times are known, else by version where all can be read, else the last of the
/// list first.
fn nearest_first<'a>(ecosystem: &Ecosystem, releases: Vec<&'a Release>) -> Vec<&'a Release> {
    let time = |release: &&Release| release.published.as_ref().and_then(|it| it.to_datetime());
    let mut releases = releases;
    if releases.iter().all(|release| time(release).is_some()) {
        releases.sort_by_key(time);
    } else {
        let versions = releases.iter().map(|it| Some((parsed(ecosystem, it)?, *it)));
        if let Some(mut versions) = versions.collect::<Option<Vec<_>>>() {
            Version::sort_items(&mut versions, |(version, _)| version);
            releases = versions.into_iter().map(|(_, release)| release).collect();
        }
    }
    releases.reverse();
    releases
}
