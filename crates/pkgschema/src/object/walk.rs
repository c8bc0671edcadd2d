//! The walk that finds what is odd in a document.
//!
//! Invariant: every finding carries the pointer of the member it is about, and the walk changes
//! nothing.

use super::{Raw, Rest, Value, raw::Kind};
use crate::{Finding, Pointer, Severity};
use std::collections::HashSet;

/// Everything odd in a value: members in the remainder that are known, elements and entries of
/// the wrong kind, text types whose text is malformed.
///
/// ```
/// use pkgschema::{advisory::Advisory, object::check};
/// let advisory = Advisory::parse(r#"{"id": "X-1", "aliases": ["A", 7]}"#)?;
/// assert_eq!(advisory.aliases.len(), 1);
/// let findings = check(&advisory);
/// assert_eq!(findings[0].pointer.as_str(), "/aliases/1");
/// assert_eq!(findings[0].code, "wrong-type");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// Findings about one document take a bounded amount of memory: behind a mebibyte of places and
/// words, one finding at the root (`more-findings`) says how many there are.
pub fn check<T: Value>(value: &T) -> Vec<Finding> {
    let mut walk = Walk::default();
    value.walk(&mut walk);
    walk.done()
}

/// How many bytes of places and words a check lists, before it only counts.
const MOST: usize = 1 << 20;

/// The place a check has come to, and what it found so far.
#[derive(Debug, Default)]
pub struct Walk {
    place: Pointer,
    level: usize,
    findings: Vec<Finding>,
    /// Bytes of what is listed.
    listed: usize,
    /// How many are not listed, and the worst of them.
    unlisted: Option<(usize, Severity)>,
}

impl Walk {
    /// Goes to the member or element `token` and back.
    pub fn at(&mut self, token: &str, look: impl FnOnce(&mut Self)) {
        self.place.push(token);
        self.level += 1;
        look(self);
        self.level -= 1;
        self.place.pop();
    }

    /// Reports a finding at this place.
    pub fn report(&mut self, code: &'static str, severity: Severity, message: impl Into<String>) {
        if self.listed >= MOST {
            let (count, worst) = self.unlisted.unwrap_or((0, severity));
            self.unlisted = Some((count + 1, worst.max(severity)));
            return;
        }
        let finding = Finding::new(self.place.clone(), code, severity, message);
        self.listed += finding.pointer.as_str().len() + finding.message.len();
        self.findings.push(finding);
    }

    fn done(mut self) -> Vec<Finding> {
        if let Some((count, worst)) = self.unlisted {
            let words = format!("{count} more are not listed");
            self.findings.push(Finding::new(Pointer::root(), "more-findings", worst, words));
        }
        self.findings
    }

    /// Reports that the value at this place is of the wrong kind.
    pub fn wrong_type(&mut self, raw: &Raw) {
        match raw.kind() {
            Kind::Null => self.report("null-member", Severity::Warning, "null is not absent"),
            Kind::Array | Kind::Object if self.level() > super::MAX_DEPTH => {
                self.too_deep();
            }
            kind => {
                let words = format!("{kind} does not fit here; kept as it is");
                self.report("wrong-type", Severity::Error, words);
            }
        }
    }

    /// Reports that the document nests too deeply at this place.
    pub(super) fn too_deep(&mut self) {
        let words = format!("nested deeper than {} levels", super::MAX_DEPTH);
        self.report("nested-too-deeply", Severity::Warning, words);
    }

    /// How many levels lie above this place.
    pub(super) fn level(&self) -> usize {
        self.level
    }

    /// A member that nobody knows can only be too deep.
    fn unknown(&mut self, name: &str, raw: &Raw) {
        if matches!(raw.kind(), Kind::Array | Kind::Object) {
            self.at(name, |walk| raw.walk(walk));
        }
    }

    /// Reports the known names in a remainder; `typed` tells which have a typed value.
    pub fn rest(
        &mut self,
        rest: &Rest,
        known: impl Fn(&str) -> bool,
        typed: impl Fn(&str) -> bool,
    ) {
        if rest.are_distinct() && !rest.iter().any(|(name, _)| known(name)) {
            rest.iter().for_each(|(name, raw)| self.unknown(name, raw));
            return;
        }
        let mut names = HashSet::new();
        for (name, raw) in rest.iter() {
            let first = names.insert(name);
            self.at(name, |walk| {
                if !first || typed(name) {
                    let words = "the name stands here twice; the first counts";
                    walk.report("duplicate-member", Severity::Error, words);
                } else if known(name) {
                    walk.wrong_type(raw);
                } else {
                    raw.walk(walk);
                }
            });
        }
    }
}
