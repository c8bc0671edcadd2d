//! Walking along the chain of a log.
//!
//! Invariant: a notice counts in the chain by the digest that it had when it was issued.

use super::{Line, Log, at};
use crate::identity::{Digest, DigestAlgorithm};
use crate::takedown::{NoticeType, Previous, Subject, TakedownNotice};
use crate::{Finding, Severity};
use std::collections::{HashMap, HashSet};

/// The digest by which others refer to a notice.
pub(super) fn digest(notice: &TakedownNotice) -> Option<Digest> {
    match &notice.erased {
        Some(erased) => erased.digest.get(&DigestAlgorithm::Sha256),
        None => notice.digest().ok(),
    }
}

/// What a walk over all lines found.
pub(super) struct Walked {
    pub(super) findings: Vec<Finding>,
    /// The digest of each line that has one.
    pub(super) digests: Vec<Option<Digest>>,
}

/// The walk.
struct Walk<'a> {
    findings: Vec<Finding>,
    digests: Vec<Option<Digest>>,
    /// The first line that each identifier stands in.
    first: HashMap<&'a str, usize>,
    /// The notices that were named as the one before a line.
    followers: HashSet<&'a str>,
    /// What amendments say is left of the notices that were erased in part, by identifier; and
    /// in which line they say so.
    vouched: HashMap<&'a str, Vec<(usize, Digest)>>,
    /// How many lines a checkpoint counts.
    counted: Option<usize>,
    /// The last line that is no repetition.
    before: Option<usize>,
}

impl Walked {
    /// Walks over a log of which a checkpoint counts so many lines.
    pub(super) fn over(log: &Log, counted: Option<usize>) -> Self {
        let mut walk = Walk {
            findings: Vec::new(),
            digests: Vec::with_capacity(log.lines.len()),
            first: HashMap::with_capacity(log.lines.len()),
            followers: HashSet::with_capacity(log.lines.len()),
            vouched: vouched(log),
            counted,
            before: None,
        };
        for (index, line) in log.lines.iter().enumerate() {
            let last = index + 1 == log.lines.len();
            match &line.content {
                Ok(notice) => walk.notice(log, index, line, notice),
                Err(error) => {
                    let half = last && log.open_ended;
                    let code = if half { "half-written" } else { "unreadable" };
                    let words = format!("line {}: {error}", line.number + 1);
                    walk.findings.push(at(line.number, code, Severity::Error, words));
                    walk.digests.push(None);
                    walk.before = Some(index);
                }
            }
        }
        Self { findings: walk.findings, digests: walk.digests }
    }
}

/// What amendments vouch for.
fn vouched(log: &Log) -> HashMap<&str, Vec<(usize, Digest)>> {
    let mut vouched: HashMap<&str, Vec<(usize, Digest)>> = HashMap::new();
    for (index, line) in log.lines.iter().enumerate() {
        let notice = line.content.as_deref().ok();
        let amendment = notice.filter(|it| it.notice_type == NoticeType::Amendment);
        let Some(erasure) = amendment.and_then(|it| it.erases.as_ref()) else { continue };
        if let Some(digest) = erasure.digest.get(&DigestAlgorithm::Sha256) {
            vouched.entry(erasure.id.as_str()).or_default().push((index, digest));
        }
    }
    vouched
}

impl<'a> Walk<'a> {
    fn notice(&mut self, log: &'a Log, index: usize, line: &Line, notice: &'a TakedownNotice) {
        let digest = digest(notice);
        if digest.is_none() {
            let words = "the notice is no I-JSON, or what was erased has no SHA-256 digest";
            self.found(line, "no-canonical-form", Severity::Error, words);
        }
        let repeated = self.identifier(line, index, notice, digest.as_ref());
        if !repeated {
            self.previous(log, line, notice);
            self.before = Some(index);
        }
        if notice.erased.is_some() {
            self.erased(line, index, notice);
        }
        let reaches = |subject: &Subject| subject.reaches(&notice.registry);
        if !notice.subjects.iter().all(reaches) || notice.subjects.has_odd() {
            let words = "a subject names nothing that could be found";
            self.found(line, "reaches-nothing", Severity::Error, words);
        }
        self.digests.push(digest);
    }

    /// Whether the same notice stands further up.
    fn identifier(
        &mut self,
        line: &Line,
        index: usize,
        notice: &'a TakedownNotice,
        digest: Option<&Digest>,
    ) -> bool {
        let id = notice.id.as_str();
        let Some(first) = self.first.get(id).copied() else {
            self.first.insert(id, index);
            return false;
        };
        let before = self.digests.get(first).and_then(Option::as_ref);
        let repeated = before.is_some() && before == digest;
        if repeated {
            self.found(line, "repeated", Severity::Note, "the same notice stands here again");
        } else {
            let words = format!("{id:?} stands for another content already");
            self.found(line, "id-reused", Severity::Error, words);
        }
        repeated
    }

    fn previous(&mut self, log: &'a Log, line: &Line, notice: &'a TakedownNotice) {
        let before = self.before.and_then(|at| log.lines.get(at));
        let before = before.map(|line| line.content.as_deref().ok());
        let (previous, before) = match (&notice.previous, before) {
            (None, None) => return,
            (None, Some(_)) => {
                let words = "it does not name the line before it";
                return self.found(line, "unchained", Severity::Warning, words);
            }
            (Some(previous), None) => {
                let words = format!("{:?} is missing before the first line", previous.id.as_str());
                return self.found(line, "gap", Severity::Error, words);
            }
            (Some(previous), Some(before)) => (previous, before),
        };
        let id = previous.id.as_str();
        if !self.followers.insert(id) {
            let words = format!("another line follows {id:?} already");
            self.found(line, "fork", Severity::Error, words);
        } else if before.is_some_and(|before| before.id == previous.id) {
            self.same(line, previous);
        } else if before.is_some() && self.first.contains_key(id) && notice.id != previous.id {
            let words = format!("{id:?} stands further up, not right before");
            self.found(line, "out-of-order", Severity::Error, words);
        } else {
            let words = format!("{id:?} is missing before it");
            self.found(line, "gap", Severity::Error, words);
        }
    }

    /// Whether the line before has the digest that is named.
    fn same(&mut self, line: &Line, previous: &Previous) {
        let digest = self.before.and_then(|at| self.digests.get(at)?.as_ref());
        let stated = digest.and_then(|digest| previous.digest.get(digest.algorithm()));
        if digest.is_none() || stated.as_ref() != digest {
            let words = "the line before it is not the one that it names by its digest";
            self.found(line, "edited", Severity::Error, words);
        }
    }

    /// Only a later line vouches; and for what a checkpoint counts only one that it counts too,
    /// or whoever can add lines could change those before.
    fn erased(&mut self, line: &Line, index: usize, notice: &TakedownNotice) {
        let left = notice.digest().ok();
        let within = |at: usize| {
            at > index && self.counted.is_none_or(|counted| index >= counted || at < counted)
        };
        let mut vouched = self.vouched.get(notice.id.as_str()).into_iter().flatten();
        if vouched.any(|(at, digest)| within(*at) && Some(digest) == left.as_ref()) {
            let words = "a part was erased; the rest is what an amendment says it is";
            self.found(line, "erased", Severity::Note, words);
        } else {
            let words = "a part is said to be erased, and no amendment says so";
            self.found(line, "erased-unvouched", Severity::Error, words);
        }
    }

    fn found(
        &mut self,
        line: &Line,
        code: &'static str,
        severity: Severity,
        words: impl Into<String>,
    ) {
        self.findings.push(at(line.number, code, severity, words));
    }
}
