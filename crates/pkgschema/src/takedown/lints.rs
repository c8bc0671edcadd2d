//! What no schema says about a notice.
//!
//! Invariant: a lint never changes what the notice means; the fold goes by the same rules whether
//! or not anybody looked at the findings.

mod content;
mod subjects;
mod times;

use super::TakedownNotice;
use crate::{Finding, Pointer, Severity};

/// The rules, in the order in which their findings stand.
pub(super) fn lint(notice: &TakedownNotice) -> Vec<Finding> {
    let mut lints = Lints { found: Vec::new() };
    subjects::lint(notice, &mut lints);
    times::lint(notice, &mut lints);
    content::lint(notice, &mut lints);
    lints.found
}

/// What was found so far.
struct Lints {
    found: Vec<Finding>,
}

impl Lints {
    fn error(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Error, words);
    }

    fn warning(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Warning, words);
    }

    fn note(&mut self, place: &str, code: &'static str, words: impl Into<String>) {
        self.add(place, code, Severity::Note, words);
    }

    /// `place` is a pointer whose tokens need no escapes.
    fn add(
        &mut self,
        place: &str,
        code: &'static str,
        severity: Severity,
        words: impl Into<String>,
    ) {
        let pointer = Pointer::parse(place).unwrap_or_default();
        self.found.push(Finding::new(pointer, code, severity, words));
    }
}
