//! Many advisories by package.
//!
//! Invariant: of two entries of one identifier the one that was changed later counts, whichever
//! comes first.

use super::{Advisory, Matcher, PackageVersion, Verdict};
use crate::Text;
use crate::identity::PackageName;
use crate::text::Timestamp;
use chrono::{DateTime, FixedOffset};
use std::collections::HashMap;

/// Advisories, found by the packages that they are about.
///
/// An advisory without a package that can be read is in no package's list; how many there are
/// [`without_package`](Self::without_package) tells.
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
    advisories: Vec<Indexed>,
    by_id: HashMap<Text, usize>,
    by_package: HashMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
struct Indexed {
    matcher: Matcher,
    modified: Option<DateTime<FixedOffset>>,
    superseded: bool,
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

    /// Takes an advisory in. `false` if a later entry of its identifier is in already.
    pub fn insert(&mut self, advisory: &Advisory) -> bool {
        let modified = advisory.modified.as_ref().and_then(Timestamp::to_datetime);
        if let Some(known) = self.by_id.get(&advisory.id) {
            if let Some(known) = self.advisories.get_mut(*known) {
                if known.modified > modified {
                    return false;
                }
                known.superseded = true;
            }
        }
        let matcher = Matcher::new(advisory);
        let place = self.advisories.len();
        for key in matcher.entries.iter().filter_map(|entry| entry.key()) {
            match self.by_package.get_mut(key) {
                Some(places) if places.last() == Some(&place) => {}
                Some(places) => places.push(place),
                None => drop(self.by_package.insert(key.to_owned(), vec![place])),
            }
        }
        self.by_id.insert(advisory.id.clone(), place);
        self.advisories.push(Indexed { matcher, modified, superseded: false });
        true
    }

    /// How many advisories are in.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many advisories name no package that can be read.
    pub fn without_package(&self) -> usize {
        let nameless =
            |it: &&Indexed| !it.superseded && it.matcher.entries.iter().all(|e| e.key().is_none());
        self.advisories.iter().filter(nameless).count()
    }

    /// The advisories about a package, withdrawn ones too, in the order in which they came in.
    pub fn about<'a>(&'a self, name: &PackageName) -> impl Iterator<Item = &'a Matcher> + use<'a> {
        self.at(&name.package_key())
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

    fn at(&self, key: &str) -> impl Iterator<Item = &Matcher> + use<'_> {
        let places = self.by_package.get(key).map(Vec::as_slice).unwrap_or_default();
        let indexed = places.iter().filter_map(|place| self.advisories.get(*place));
        indexed.filter(|indexed| !indexed.superseded).map(|indexed| &indexed.matcher)
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
