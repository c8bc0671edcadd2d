//! What documents need that notices are written into.
//!
//! Invariant: a member of a notice that a document does not say is a loss, whatever its name.

use crate::Loss;
use crate::loss::LossKind;
use pkgschema::identity::Purl;
use pkgschema::object::{Raw, raw::members};
use pkgschema::takedown::{NoticeType, Query, Status, TakedownNotice};
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// A notice that stands among others, with its place in the list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct About<'n> {
    pub(crate) notice: &'n TakedownNotice,
    pub(crate) number: usize,
}

/// The decisions that no other notice lifts, in the order of the list.
pub(crate) fn standing(notices: &[TakedownNotice]) -> Vec<About<'_>> {
    let lifted = lifted(notices);
    let stands = |about: &About<'_>| {
        let is = about.notice.notice_type == NoticeType::Decision;
        is && !lifted.contains(about.notice.id.as_str())
    };
    let all = notices.iter().enumerate();
    all.map(|(number, notice)| About { notice, number }).filter(stands).collect()
}

/// The decisions about a package that no other notice lifts, ready to be asked for its versions
/// and files.
#[derive(Debug)]
pub(crate) struct Standing<'n> {
    /// Those about single versions, under the numbers in them.
    of_versions: HashMap<String, Vec<About<'n>>>,
    /// Those that may be about any version.
    of_any: Vec<About<'n>>,
}

/// The decisions that stand, by the packages that they are about.
#[derive(Debug)]
#[cfg(feature = "cargo")]
pub(crate) struct Decisions<'n> {
    /// By what they name; `None` for those that name no package, and may be about any.
    named: HashMap<Option<String>, Vec<About<'n>>>,
    /// Those about the packages that were asked for, in the order in which they were.
    asked: Vec<(Purl, Standing<'n>)>,
    places: HashMap<String, usize>,
}

#[cfg(feature = "cargo")]
impl<'n> Decisions<'n> {
    pub(crate) fn of(notices: &'n [TakedownNotice]) -> Self {
        let mut named: HashMap<Option<String>, Vec<About<'n>>> = HashMap::new();
        for about in standing(notices) {
            for key in about.packages() {
                named.entry(key).or_default().push(about);
            }
        }
        Self { named, asked: Vec::new(), places: HashMap::new() }
    }

    /// Those that are about a version of a package, and whether that is certain.
    pub(crate) fn about(&mut self, version: &Purl) -> Vec<(About<'n>, bool)> {
        let key = version.package_key().into_owned();
        let at = *self.places.entry(key.clone()).or_insert(self.asked.len());
        if at == self.asked.len() {
            let lists = [Some(key), None].map(|key| self.named.get(&key));
            let mut own: Vec<About<'n>> = lists.into_iter().flatten().flatten().copied().collect();
            own.sort_by_key(|about| about.number);
            own.dedup_by_key(|about| about.number);
            self.asked.push((version.clone(), Standing::among(own, version)));
        }
        let found = self
            .asked
            .get(at)
            .map(|(_, standing)| standing.about(&Query::of(version), version.version().as_deref()));
        found.unwrap_or_default()
    }

    /// The packages that were asked for, by one version of each.
    pub(crate) fn asked(&self) -> impl Iterator<Item = (&Purl, &Standing<'n>)> {
        self.asked.iter().map(|(purl, standing)| (purl, standing))
    }
}

impl<'n> Standing<'n> {
    pub(crate) fn of(notices: &'n [TakedownNotice], package: &Purl) -> Self {
        Self::among(standing(notices), package)
    }

    /// Of decisions that are known to stand.
    pub(crate) fn among(decisions: impl IntoIterator<Item = About<'n>>, package: &Purl) -> Self {
        let key = package.package_key();
        let mut found = Self { of_versions: HashMap::new(), of_any: Vec::new() };
        decisions.into_iter().for_each(|about| found.enter(about, &key));
        found
    }

    fn enter(&mut self, about: About<'n>, key: &str) {
        let mut versions = HashSet::new();
        for subject in about.notice.subjects.iter() {
            let purl = subject.purl.as_ref().and_then(|purl| purl.to_purl().ok());
            let Some(purl) = purl else { return self.of_any.push(about) };
            if purl.package_key() != key {
                continue;
            }
            match purl.version() {
                Some(version) if subject.version_range.is_none() => {
                    versions.insert(numbers(version.as_ref()));
                    versions.extend(subject.versions.iter().map(|it| numbers(it)));
                }
                _ => return self.of_any.push(about),
            }
        }
        for version in versions {
            self.of_versions.entry(version).or_default().push(about);
        }
    }

    /// Those that name the package, in the order of the list.
    pub(crate) fn of_package(&self, package: &Purl) -> Vec<About<'n>> {
        let key = package.package_key();
        let names = |about: &&About<'n>| {
            let purls = about.notice.subjects.iter().filter_map(|subject| subject.purl.as_ref());
            let mut purls = purls.filter_map(|purl| purl.to_purl().ok());
            purls.any(|purl| purl.package_key() == key)
        };
        let any = self.of_any.iter().filter(names);
        let mut all: Vec<About<'n>> =
            self.of_versions.values().flatten().chain(any).copied().collect();
        all.sort_by_key(|about| about.number);
        all.dedup_by_key(|about| about.number);
        all
    }

    /// Those that are about what is asked, in the order of the list, and whether that is certain.
    pub(crate) fn about(&self, query: &Query<'_>, version: Option<&str>) -> Vec<(About<'n>, bool)> {
        let own = version.and_then(|version| self.of_versions.get(&numbers(version)));
        let found = own.into_iter().flatten().chain(&self.of_any).filter_map(|about| {
            let is = about.notice.is_about(query);
            (is != Some(false)).then_some((*about, is.is_some()))
        });
        let mut found: Vec<(About<'n>, bool)> = found.collect();
        found.sort_by_key(|(about, _)| about.number);
        found
    }
}

/// The notices that others among them lift.
fn lifted(notices: &[TakedownNotice]) -> HashSet<&str> {
    let lifts = |notice: &&TakedownNotice| {
        matches!(notice.notice_type, NoticeType::Reversal | NoticeType::Retraction)
    };
    let targets = notices.iter().filter(lifts).flat_map(|notice| notice.targets.iter());
    targets.map(|id| id.as_str()).collect()
}

/// The numbers in a version that are not zero, without its epoch and build: two spellings of one
/// version have the same ones.
fn numbers(version: &str) -> String {
    let version = version.rsplit_once('!').map_or(version, |(_, version)| version);
    let version = version.split('+').next().unwrap_or_default();
    let runs = version.split(|c: char| !c.is_ascii_digit());
    let runs = runs.map(|run| run.trim_start_matches('0')).filter(|run| !run.is_empty());
    runs.collect::<Vec<_>>().join(".")
}

impl<'n> About<'n> {
    /// What the notice tells users.
    pub(crate) fn message(self) -> Option<&'n Text> {
        self.notice.reason.as_ref()?.message.as_ref()
    }

    /// The [`Purl::package_key`] of each package that its subjects name; `None` among them for
    /// subjects that name none, and may be about any.
    pub(crate) fn packages(self) -> HashSet<Option<String>> {
        let key = |purl: Purl| purl.package_key().into_owned();
        let subjects = self.notice.subjects.iter();
        subjects.map(|subject| subject.purl.as_ref()?.to_purl().ok().map(key)).collect()
    }

    /// A native member that the notice was made of, verbatim.
    pub(crate) fn native(self, member: &str) -> Option<Raw> {
        self.notice.registry_specific.as_ref()?.get(member)
    }

    /// Whether a signal that means `own` is to be written for the notice: for its very status, and
    /// for a graver one, which is then said as less than it is. Anything else is not said.
    pub(crate) fn is_said_by(self, own: Status, losses: &mut Vec<Loss>) -> bool {
        let status = &self.notice.status;
        if *status == own {
            return true;
        }
        let graver = status.severity() > own.severity();
        let (kind, note) = match graver {
            true => (LossKind::Changed, format!("said as {}, which is less", own.as_str())),
            false => (LossKind::Dropped, format!("{} would say more than it", own.as_str())),
        };
        losses.push(self.loss("/status", kind, &note));
        graver
    }

    /// A loss at a member of the notice, given as a pointer below it.
    pub(crate) fn loss(self, member: &str, kind: LossKind, note: &str) -> Loss {
        let place = Pointer::root().index(self.number);
        let below = Pointer::parse(member).unwrap_or_else(Pointer::root);
        Loss::new(place.join(&below), kind, note)
    }

    /// A loss where nobody can tell whether the notice is about what it was written to.
    pub(crate) fn unsure(self) -> Loss {
        let note = "nobody can tell whether it is about this version, which is said to be hit";
        self.loss("/subjects", LossKind::Changed, note)
    }

    /// A loss for every member of the notice that the document does not say: all but those of the
    /// `said` pointers below the notice, and those that every notice has for itself.
    pub(crate) fn unsaid(self, said: &[&str], document: &str) -> Vec<Loss> {
        let note = format!("{document} has no place for it");
        let json = self.notice.to_json();
        let raw = serde_json::from_str::<&RawValue>(&json).ok();
        let mut losses = Vec::new();
        for (name, value) in raw.and_then(members).unwrap_or_default() {
            let place = Pointer::root().child(&name);
            let within = |said: &&&str| said.starts_with(&format!("{}/", place.as_str()));
            let left: Vec<Pointer> = match is_said(&place, said) {
                true => Vec::new(),
                false if said.iter().any(|it| within(&it)) => {
                    let below = members(value).unwrap_or_default();
                    let below = below.iter().map(|(name, _)| place.child(name));
                    below.filter(|place| !is_said(place, said)).collect()
                }
                false => vec![place],
            };
            losses.extend(left.iter().map(|at| self.loss(at.as_str(), LossKind::Dropped, &note)));
        }
        losses
    }
}

/// What every notice has for itself, and what a document says by standing where it stands.
const OF_NOTICES: [&str; 10] = [
    "/schemaVersion",
    "/id",
    "/noticeType",
    "/registry",
    "/subjects",
    "/status",
    "/mechanism",
    "/issuedAt",
    "/provenance",
    "/previous",
];

fn is_said(place: &Pointer, said: &[&str]) -> bool {
    said.contains(&place.as_str()) || OF_NOTICES.contains(&place.as_str())
}
