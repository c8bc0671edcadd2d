//! Walking along the chain of a log.
//!
//! Invariant: a notice counts in the chain by the digest that it had when it was issued.

use super::{Line, Log, at};
use crate::identity::Digest;
use crate::takedown::{Previous, TakedownNotice};
use crate::{Finding, Severity};
use std::collections::HashMap;

/// The digest by which others refer to a notice.
pub(super) fn digest(notice: &TakedownNotice) -> Option<Digest> {
    match &notice.erased {
        Some(erased) => erased.digest.get(&crate::identity::DigestAlgorithm::Sha256),
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
    /// The line that named each notice as the one before it.
    followers: HashMap<&'a str, usize>,
    /// What amendments say is left of the notices that were erased in part, by identifier.
    vouched: HashMap<&'a str, Vec<Digest>>,
}

impl Walked {
    pub(super) fn over(log: &Log) -> Self {
        let mut walk = Walk {
            findings: Vec::new(),
            digests: Vec::with_capacity(log.lines.len()),
            first: HashMap::with_capacity(log.lines.len()),
            followers: HashMap::with_capacity(log.lines.len()),
            vouched: vouched(log),
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
                }
            }
        }
        Self { findings: walk.findings, digests: walk.digests }
    }
}

/// What amendments vouch for.
fn vouched(log: &Log) -> HashMap<&str, Vec<Digest>> {
    let mut vouched: HashMap<&str, Vec<Digest>> = HashMap::new();
    for erasure in log.notices().filter_map(|notice| notice.erases.as_ref()) {
        if let Some(digest) = erasure.digest.get(&crate::identity::DigestAlgorithm::Sha256) {
            vouched.entry(erasure.id.as_str()).or_default().push(digest);
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
        self.identifier(line, index, notice, digest.as_ref());
        self.previous(log, line, index, notice);
        if notice.erased.is_some() {
            self.erased(line, notice);
        }
        self.digests.push(digest);
    }

    fn identifier(
        &mut self,
        line: &Line,
        index: usize,
        notice: &'a TakedownNotice,
        digest: Option<&Digest>,
    ) {
        let id = notice.id.as_str();
        let Some(first) = self.first.get(id).copied() else {
            self.first.insert(id, index);
            return;
        };
        let before = self.digests.get(first).and_then(Option::as_ref);
        if before.is_some() && before == digest {
            self.found(line, "repeated", Severity::Note, "the same notice stands here again");
        } else {
            let words = format!("{id:?} stands for another content already");
            self.found(line, "id-reused", Severity::Error, words);
        }
    }

    fn previous(&mut self, log: &'a Log, line: &Line, index: usize, notice: &'a TakedownNotice) {
        let before = index.checked_sub(1).and_then(|at| log.lines.get(at));
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
        if self.followers.insert(id, index).is_some() {
            let words = format!("another line follows {id:?} already");
            self.found(line, "fork", Severity::Error, words);
        } else if before.is_some_and(|before| before.id == previous.id) {
            self.same(line, index, previous);
        } else if before.is_some() && self.first.get(id).is_some_and(|first| *first < index) {
            let words = format!("{id:?} stands further up, not right before");
            self.found(line, "out-of-order", Severity::Error, words);
        } else {
            let words = format!("{id:?} is missing before it");
            self.found(line, "gap", Severity::Error, words);
        }
    }

    /// Whether the line before has the digest that is named.
    fn same(&mut self, line: &Line, index: usize, previous: &Previous) {
        let digest = index.checked_sub(1).and_then(|at| self.digests.get(at)?.as_ref());
        let stated = digest.and_then(|digest| previous.digest.get(digest.algorithm()));
        if digest.is_none() || stated.as_ref() != digest {
            let words = "the line before it is not the one that it names by its digest";
            self.found(line, "edited", Severity::Error, words);
        }
    }

    fn erased(&mut self, line: &Line, notice: &TakedownNotice) {
        let left = notice.digest().ok();
        let vouched = self.vouched.get(notice.id.as_str());
        if left.is_some_and(|left| vouched.is_some_and(|vouched| vouched.contains(&left))) {
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
