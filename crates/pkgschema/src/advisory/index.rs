//! Many advisories by package.
//!
//! Invariant: of two entries of one identifier the one that was changed later counts, whichever
//! comes first; only if both changed at the same time, or neither says when, the one that came
//! last.

use super::{Advisory, Matcher, PackageVersion, Verdict};
use crate::Text;
use crate::identity::PackageName;
use crate::text::Timestamp;
use chrono::{DateTime, FixedOffset};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Advisories, found by the packages that they are about.
///
/// What an advisory says without a package that can be read is in no package's list; how many
/// such advisories there are [`without_package`](Self::without_package) tells.
///
/// ```
/// use pkgschema::advisory::{Advisory, AdvisoryIndex, PackageVersion};
/// use pkgschema::identity::Ecosystem;
/// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"package":
///     {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#)?;
/// let index = AdvisoryIndex::from_iter([&advisory]);
/// let hits = index.hits(&PackageVersion::new(Ecosystem::NPM, "a", "1.0.0"));
/// assert_eq!(hits[0].id, "X-1");
/// assert!(hits[0].verdict.is_affected());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct AdvisoryIndex {
    /// In the order in which they came in; those that count no more are gone.
    advisories: Vec<Option<Indexed>>,
    by_id: HashMap<Text, usize>,
    by_package: HashMap<String, BTreeSet<usize>>,
    /// The packages that will be asked about, if that is known.
    wanted: Option<HashSet<String>>,
}

#[derive(Debug, Clone)]
struct Indexed {
    matcher: Matcher,
    modified: Option<DateTime<FixedOffset>>,
}

/// An advisory that a version is affected by, or may be.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Hit<'a> {
    /// The advisory's identifier.
    pub id: &'a str,
    /// Affected or unknown.
    pub verdict: Verdict,
}

impl AdvisoryIndex {
    /// No advisories.
    pub fn new() -> Self {
        Self::default()
    }

    /// No advisories, of an index that will be asked about these packages only: of an advisory
    /// about others it keeps no more than that there is one. A question about another package
    /// finds nothing.
    pub fn about_only<'a>(names: impl IntoIterator<Item = &'a PackageName>) -> Self {
        let key = |name: &PackageName| PackageVersion::of_package(name.clone()).key().to_owned();
        Self { wanted: Some(names.into_iter().map(key).collect()), ..Self::default() }
    }

    /// Whether an advisory may be about a package that will be asked about.
    pub fn may_concern(&self, advisory: &Advisory) -> bool {
        let Some(wanted) = &self.wanted else { return true };
        advisory.package_keys().any(|key| wanted.contains(&key))
    }

    /// Takes an advisory in. `false` if a later entry of its identifier is in already.
    pub fn insert(&mut self, advisory: &Advisory) -> bool {
        let modified = advisory.modified.as_ref().and_then(Timestamp::to_datetime);
        if let Some(place) = self.by_id.get(&advisory.id).copied() {
            let known = self.advisories.get(place).and_then(Option::as_ref);
            if known.is_some_and(|known| known.modified > modified) {
                return false;
            }
            self.remove(place);
        }
        let matcher = match self.may_concern(advisory) {
            true => Matcher::new(advisory),
            false => Matcher::without_entries(advisory),
        };
        let place = self.advisories.len();
        for key in matcher.entries.iter().flat_map(|entry| entry.keys()) {
            match self.by_package.get_mut(key) {
                Some(places) => drop(places.insert(place)),
                None => drop(self.by_package.insert(key.to_owned(), BTreeSet::from([place]))),
            }
        }
        self.by_id.insert(advisory.id.clone(), place);
        self.advisories.push(Some(Indexed { matcher, modified }));
        true
    }

    /// Takes one out, so that no question comes across it any more.
    fn remove(&mut self, place: usize) {
        let Some(known) = self.advisories.get_mut(place).and_then(Option::take) else { return };
        for key in known.matcher.entries.iter().flat_map(|entry| entry.keys()) {
            if let Some(places) = self.by_package.get_mut(key) {
                places.remove(&place);
            }
        }
    }

    /// How many advisories are in.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many advisories name no package that can be read, or have entries beside others of
    /// which nobody can read which package they are about. To find them ask each with
    /// [`Advisory::affects`].
    pub fn without_package(&self) -> usize {
        let standing = self.advisories.iter().flatten();
        standing.filter(|indexed| indexed.matcher.may_be_about_any()).count()
    }

    /// How many of those that stand are about a package of which nobody can read which it is.
    pub fn about_unreadable_packages(&self) -> usize {
        let standing = self.advisories.iter().flatten().map(|indexed| &indexed.matcher);
        standing.filter(|it| it.names_unreadable_package() && !it.is_withdrawn()).count()
    }

    /// The advisories about a package, withdrawn ones too, in the order in which they came in.
    pub fn about<'a>(&'a self, name: &PackageName) -> impl Iterator<Item = &'a Matcher> + use<'a> {
        self.at(&name.package_key())
    }

    /// The same for what is asked of them.
    #[cfg(all(feature = "cvss", feature = "metadata", feature = "takedown"))]
    pub(crate) fn about_package(
        &self,
        package: &PackageVersion,
    ) -> impl Iterator<Item = &Matcher> + use<'_> {
        self.at(package.key())
    }

    /// The advisories that the version is affected by or may be, in the order in which they came
    /// in. Nothing is allocated where there are none.
    pub fn hits(&self, package: &PackageVersion) -> Vec<Hit<'_>> {
        let judged = self.at(package.key()).map(|matcher| {
            let verdict = matcher.affects(package);
            Hit { id: matcher.id(), verdict }
        });
        judged.filter(|hit| !hit.verdict.is_not_affected()).collect()
    }

    /// The advisory of this identifier that counts.
    pub fn matcher(&self, id: &str) -> Option<&Matcher> {
        let indexed = self.advisories.get(*self.by_id.get(id)?)?.as_ref()?;
        Some(&indexed.matcher)
    }

    fn at(&self, key: &str) -> impl Iterator<Item = &Matcher> + use<'_> {
        let places = self.by_package.get(key).into_iter().flatten();
        let indexed = places.filter_map(|place| self.advisories.get(*place)?.as_ref());
        indexed.map(|indexed| &indexed.matcher)
    }
}

impl<'a> FromIterator<&'a Advisory> for AdvisoryIndex {
    fn from_iter<I: IntoIterator<Item = &'a Advisory>>(advisories: I) -> Self {
        let mut index = Self::new();
        for advisory in advisories {
            index.insert(advisory);
        }
        index
    }
}
