//! The fold: from notices to the status of a package.
//!
//! Invariant: the order in which notices are added changes nothing, and neither does adding one
//! twice.

mod clocks;
mod distinct;
mod entry;
mod matching;
mod order;
mod query;
mod resolution;
mod summary;
mod trail;

pub use clocks::Clocks;
pub(super) use clocks::moment;
pub use query::Query;
pub use trail::{Trail, TrailEnd};

use super::{
    Checkpoint, Log, LogReport, PackageStatus, Scope, Subject, TakedownNotice, TrustTable,
};
use crate::identity::Digest;
use entry::{Entry, Issuers};
use matching::Matching;
use std::borrow::Cow;
use std::collections::HashMap;

/// Notices by what they are about, ready to be asked for the status of packages.
///
/// The caller says for each notice or log who issued it, by the identity that it has verified;
/// what that issuer may say stands in the caller's [`TrustTable`].
///
/// ```
/// use pkgschema::{identity::Purl, takedown::{Clocks, LogReport, Query, StatusIndex, TakedownNotice, TrustTable}};
/// # use pkgschema::text::{Link, Timestamp};
/// # let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
/// #   "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
/// #   "status": "yanked", "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
/// let trust = TrustTable::of_registry("our-log", Link::new("https://registry.example")?);
/// let mut index = StatusIndex::new(&trust);
/// index.add(&notice, "our-log");
/// let purl = Purl::parse("pkg:npm/a@1.0.0")?;
/// let clocks = Clocks::at(Timestamp::new("2026-06-01T00:00:00Z")?);
/// let status = index.status(&Query::of(&purl), &clocks, &LogReport::unknown());
/// assert_eq!(status.status.unwrap().as_str(), "yanked");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug)]
pub struct StatusIndex<'a> {
    issuers: Issuers<'a>,
    entries: Vec<Entry<'a>>,
    packages: HashMap<Cow<'a, str>, Vec<Hit>>,
    namespaces: HashMap<String, Vec<Hit>>,
    files: HashMap<Digest, Vec<Hit>>,
}

/// A subject of an entry.
#[derive(Debug, Clone, Copy)]
struct Hit {
    entry: usize,
    subject: usize,
}

/// A notice about what is asked, by its place in the order in which notices were added, and how
/// clearly it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct HitAt(pub(super) usize, Matching);

impl<'a> StatusIndex<'a> {
    /// An index without notices.
    pub fn new(trust: &'a TrustTable) -> Self {
        Self {
            issuers: Issuers::of(trust),
            entries: Vec::new(),
            packages: HashMap::new(),
            namespaces: HashMap::new(),
            files: HashMap::new(),
        }
    }

    /// Adds a notice that this issuer has issued.
    pub fn add(&mut self, notice: &'a TakedownNotice, issuer: &str) {
        let entry = self.entries.len();
        let issuer = self.issuers.number(issuer);
        self.entries.push(Entry::new(notice, issuer, &self.issuers));
        for (number, subject) in notice.subjects.iter().enumerate() {
            self.enter(subject, notice, Hit { entry, subject: number });
        }
    }

    /// Adds the notices of a log that this issuer keeps. What stands behind the lines that a
    /// checkpoint counts may have been added by anybody: it can say more against a package, and
    /// lift nothing.
    pub fn add_log(&mut self, log: &'a Log, issuer: &str, checkpoint: Option<&Checkpoint>) {
        self.entries.reserve(log.len());
        self.packages.reserve(log.len());
        let size = checkpoint.map_or(usize::MAX, Checkpoint::lines);
        for (line, notice) in log.placed() {
            self.add(notice, issuer);
            if let Some(entry) = self.entries.last_mut() {
                entry.counted = line < size;
            }
        }
    }

    fn enter(&mut self, subject: &'a Subject, notice: &'a TakedownNotice, hit: Hit) {
        if subject.scope == Some(Scope::Namespace) {
            // What is no namespace names no package; `check` says so.
            if let Some(key) = subject.namespace_key(&notice.registry) {
                self.namespaces.entry(key).or_default().push(hit);
            }
            return;
        }
        if let Some(text) = &subject.purl {
            // What is no purl names no package; `check` says so.
            if let Ok(purl) = text.to_purl() {
                let key = match purl.package_key() {
                    Cow::Borrowed(key) if text.as_str().starts_with(key) => {
                        Cow::Borrowed(text.as_str().get(..key.len()).unwrap_or_default())
                    }
                    key => Cow::Owned(key.into_owned()),
                };
                self.packages.entry(key).or_default().push(hit);
            }
            return;
        }
        for digest in subject.artifacts.iter().filter_map(|it| it.digests.as_ref()) {
            for digest in digest.digests() {
                self.files.entry(digest).or_default().push(hit);
            }
        }
    }

    /// How many notices are in it.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether no notice is in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What a package, version or file is. `report` says how far the notices can be relied on to
    /// be all of them: that of the log they come from, the worst of several, or
    /// [`LogReport::unknown`].
    ///
    /// A question without a version is about the package as a whole, and versions say nothing
    /// about it. A question without a registry is about every registry.
    pub fn status(&self, query: &Query<'_>, clocks: &Clocks, report: &LogReport) -> PackageStatus {
        self.fold(query, &self.hits(query), clocks, report)
    }

    /// As [`status`](Self::status), by some of the notices that are about what is asked.
    pub(super) fn fold(
        &self,
        query: &Query<'_>,
        hits: &[HitAt],
        clocks: &Clocks,
        report: &LogReport,
    ) -> PackageStatus {
        let entry = |hit: &HitAt| Some((self.entries.get(hit.0)?, hit.1));
        let found = hits.iter().filter_map(entry).collect();
        let resolved = resolution::resolve(found, clocks, &self.issuers);
        summary::summarize(query, clocks, report, resolved, &self.issuers)
    }

    /// A notice by its place in the order in which notices were added.
    pub(super) fn notice(&self, entry: usize) -> Option<&'a TakedownNotice> {
        Some(self.entries.get(entry)?.notice)
    }

    /// How many subjects are looked at for a question.
    pub(super) fn breadth(&self, query: &Query<'_>) -> usize {
        self.lists(query).map(<[Hit]>::len).sum()
    }

    /// The subjects that a question may be about.
    fn lists(&self, query: &Query<'_>) -> impl Iterator<Item = &[Hit]> {
        let key = query.purl.package_key();
        let namespace = query.purl.namespace_key();
        let lists = [
            self.packages.get(key.as_ref()),
            namespace.and_then(|namespace| self.namespaces.get(namespace)),
        ];
        let digests = query.digests.iter().filter_map(|digest| self.files.get(digest));
        lists.into_iter().flatten().chain(digests).map(Vec::as_slice)
    }

    /// The notices about what is asked, each once.
    pub(super) fn hits(&self, query: &Query<'_>) -> Vec<HitAt> {
        let mut found: Vec<HitAt> = self
            .lists(query)
            .flatten()
            .filter_map(|hit| {
                let entry = self.entries.get(hit.entry)?;
                let subject = entry.notice.subjects.get(hit.subject)?;
                let matching = matching::of(entry, subject, query);
                (matching != Matching::No).then_some(HitAt(hit.entry, matching))
            })
            .collect();
        // The clearest match of an entry first, so that it is the one that stays.
        found.sort_unstable_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(&left.1)));
        found.dedup_by_key(|hit| hit.0);
        found
    }
}
