//! An advisory made ready to be asked about many versions.
//!
//! Invariant: a matcher answers as its advisory does; order and number of events and entries
//! never matter.

mod entry;
mod listed;
mod named;
mod of_package;
mod release;

pub(super) use entry::{About, Entry};
#[cfg(all(feature = "cvss", feature = "metadata", feature = "takedown"))]
pub(crate) use of_package::{OfPackage, above as fixed_above};

use super::{Advisory, Affected, NotAffectedReason, PackageVersion, UnknownReason, Verdict};
use crate::Text;
use std::collections::HashMap;

/// An advisory with every version in it read, for many questions.
///
/// ```
/// use pkgschema::advisory::{Advisory, Matcher, PackageVersion, Verdict};
/// use pkgschema::identity::Ecosystem;
/// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"package":
///     {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER",
///     "events": [{"fixed": "1.2.0"}, {"introduced": "0"}]}]}]}"#)?;
/// let matcher = Matcher::new(&advisory);
/// let verdict = |version| matcher.affects(&PackageVersion::new(Ecosystem::NPM, "a", version));
/// assert_eq!(verdict("1.1.9"), Verdict::Affected);
/// assert!(verdict("1.2.0").is_not_affected());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    id: Text,
    withdrawn: bool,
    pub(super) entries: Vec<Entry>,
    /// The entries that may be about a package by its key, where there are many.
    by_key: Option<HashMap<String, Vec<usize>>>,
    /// Entries that do not say their package although they are about one, or of which nobody can
    /// say what they are.
    broken: bool,
    /// Whether no entry says which package it is about.
    keyless: bool,
}

impl Matcher {
    /// Makes an advisory ready.
    pub fn new(advisory: &Advisory) -> Self {
        let entries: Vec<Entry> = advisory.affected.iter().map(Entry::new).collect();
        Self {
            id: advisory.id.clone(),
            withdrawn: advisory.is_withdrawn(),
            broken: is_unread(advisory) || entries.iter().any(Entry::is_broken),
            keyless: entries.iter().all(|entry| entry.key().is_none()),
            by_key: (entries.len() > FEW).then(|| by_key(&entries)),
            entries,
        }
    }

    /// One that knows of no entry, for an advisory about none of the packages in question.
    pub(super) fn without_entries(advisory: &Advisory) -> Self {
        let about = || advisory.affected.iter().map(About::of);
        Self {
            id: advisory.id.clone(),
            withdrawn: advisory.is_withdrawn(),
            broken: is_unread(advisory) || about().any(|about| about.is_broken),
            keyless: about().all(|about| about.key().is_none()),
            by_key: None,
            entries: Vec::new(),
        }
    }

    /// Whether it is about a package of which nobody can read which it is.
    pub fn names_unreadable_package(&self) -> bool {
        self.broken
    }

    /// The entries that are about the package, or may be.
    pub(super) fn about<'a, 'p>(
        &'a self,
        package: &'p PackageVersion,
    ) -> impl Iterator<Item = &'a Entry> + use<'a, 'p> {
        let few = if self.by_key.is_none() { self.entries.as_slice() } else { &[] };
        let places = self.by_key.as_ref().and_then(|places| places.get(package.key()));
        let many = places.into_iter().flatten().filter_map(|place| self.entries.get(*place));
        few.iter().filter(|entry| entry.is_about(package)).chain(many)
    }

    /// The advisory's identifier.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Whether the advisory is withdrawn.
    pub fn is_withdrawn(&self) -> bool {
        self.withdrawn
    }

    /// Whether the version is affected. By a withdrawn advisory none is.
    pub fn affects(&self, package: &PackageVersion) -> Verdict {
        if self.withdrawn {
            return Verdict::NotAffected(NotAffectedReason::Withdrawn);
        }
        self.affects_as_if_standing(package)
    }

    /// The same as if the advisory had not been withdrawn.
    pub fn affects_as_if_standing(&self, package: &PackageVersion) -> Verdict {
        self.by_entries(self.about(package), package)
    }

    /// What these entries come to together.
    fn by_entries<'a>(
        &self,
        entries: impl Iterator<Item = &'a Entry>,
        package: &PackageVersion,
    ) -> Verdict {
        let verdict = entries.map(|entry| entry.affects(package)).reduce(Verdict::or);
        match verdict.unwrap_or_else(|| self.without_entry()) {
            Verdict::NotAffected(_) if self.broken => Verdict::Unknown(UnknownReason::NoPackage),
            verdict => verdict,
        }
    }

    /// Whether each of many versions of a package is affected, in their order. A version is taken
    /// as it stands in the ecosystem's registry.
    pub fn affects_each<'a>(
        &'a self,
        package: &'a PackageVersion,
        versions: impl IntoIterator<Item = &'a str> + 'a,
    ) -> impl Iterator<Item = Verdict> + 'a {
        let said = self.of_package(package);
        versions.into_iter().map(move |version| said.affects(&package.clone().at(version)))
    }

    /// Whether something in it is about no package that can be read, or nothing about one.
    pub(super) fn may_be_about_any(&self) -> bool {
        self.broken || self.keyless
    }

    /// Where no entry is about the package: one that names a repository only may be, unless
    /// others say which packages they are about.
    fn without_entry(&self) -> Verdict {
        match !self.entries.is_empty() && self.keyless {
            true => Verdict::Unknown(UnknownReason::NoPackage),
            false => Verdict::NotAffected(NotAffectedReason::OtherPackage),
        }
    }
}

/// So many entries are looked through one by one.
const FEW: usize = 8;

/// Whether there are entries that cannot be read at all.
fn is_unread(advisory: &Advisory) -> bool {
    advisory.rest.get("affected").is_some() || advisory.affected.has_odd()
}

fn by_key(entries: &[Entry]) -> HashMap<String, Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, entry) in entries.iter().enumerate() {
        for key in entry.keys() {
            match places.get_mut(key) {
                Some(places) => places.push(place),
                None => drop(places.insert(key.to_owned(), vec![place])),
            }
        }
    }
    places
}

impl Affected {
    /// The keys of the packages that the entry may be about, as
    /// [`AdvisoryIndex`](super::AdvisoryIndex) has them.
    pub(crate) fn package_keys(&self) -> impl Iterator<Item = String> + use<> {
        About::of(self).into_keys()
    }
}

impl Advisory {
    /// The keys of the packages that its entries may be about, as
    /// [`AdvisoryIndex`](super::AdvisoryIndex) has them.
    pub(super) fn package_keys(&self) -> impl Iterator<Item = String> {
        self.affected.iter().flat_map(Affected::package_keys)
    }

    /// Whether the advisory is withdrawn: it says since when. What is no point in time does not
    /// withdraw it, nor does a member that is there twice.
    pub fn is_withdrawn(&self) -> bool {
        let twice = self.rest.get("withdrawn").is_some();
        !twice && self.withdrawn.as_ref().is_some_and(|time| time.to_datetime().is_some())
    }

    /// Whether a version of a package is affected (OSV schema, "Evaluation"). Affected is what is
    /// listed or lies in a range of an entry about the package; what the advisory does not let
    /// anybody tell is unknown. By a withdrawn advisory nothing is affected.
    ///
    /// Beyond the specification: ranges of commits count only where the entry has neither ranges
    /// nor a list of versions; versions that the registry takes for one release are one (PyPI's
    /// `1.0` and `1.0.0`); where several events name one version see
    /// [`VersionSet::of_events`](crate::version::VersionSet::of_events).
    ///
    /// For many versions make a [`Matcher`], for many advisories an
    /// [`AdvisoryIndex`](super::AdvisoryIndex); [`assess`](Self::assess) tells what decides.
    ///
    /// ```
    /// use pkgschema::advisory::{Advisory, PackageVersion, Verdict};
    /// use pkgschema::identity::Purl;
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "affected": [{"package":
    ///     {"ecosystem": "PyPI", "name": "Jinja2"}, "ranges": [{"type": "ECOSYSTEM",
    ///     "events": [{"introduced": "0"}, {"last_affected": "2.5"}]}]}]}"#)?;
    /// let asked = PackageVersion::of_purl(&Purl::parse("pkg:pypi/jinja2@2.4.1")?).unwrap();
    /// assert_eq!(advisory.affects(&asked), Verdict::Affected);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn affects(&self, package: &PackageVersion) -> Verdict {
        Matcher::new(self).affects(package)
    }
}
