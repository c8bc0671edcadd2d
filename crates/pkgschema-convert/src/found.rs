//! Findings about documents with very many parts.
//!
//! Invariant: whatever the document, the places and words that are listed take a bounded amount
//! of memory; behind them one finding says how many there are.

use pkgschema::{Finding, Pointer, Severity};

/// How many bytes of places and words are listed.
const MOST: usize = 1 << 20;

/// What was found so far.
#[derive(Default)]
pub(crate) struct Found {
    list: Vec<Finding>,
    bytes: usize,
    unlisted: Option<(usize, Severity)>,
}

impl Found {
    /// Adds a finding; its place is only made if it is listed.
    pub(crate) fn add(
        &mut self,
        place: impl FnOnce() -> Pointer,
        code: &'static str,
        severity: Severity,
        words: &str,
    ) {
        if self.bytes >= MOST {
            return self.count(1, severity);
        }
        self.push(Finding::new(place(), code, severity, words));
    }

    /// Adds what was found in a part of the document that stands at `place`.
    pub(crate) fn extend(&mut self, found: Vec<Finding>, place: &Pointer) {
        for finding in found {
            if self.bytes >= MOST {
                self.count(1, finding.severity);
            } else {
                self.push(finding.below(place));
            }
        }
    }

    /// All findings.
    pub(crate) fn done(mut self) -> Vec<Finding> {
        if let Some((count, worst)) = self.unlisted {
            let words = format!("{count} more are not listed");
            self.list.push(Finding::new(Pointer::root(), "more-findings", worst, words));
        }
        self.list
    }

    fn push(&mut self, finding: Finding) {
        self.bytes += finding.pointer.as_str().len() + finding.message.len();
        self.list.push(finding);
    }

    fn count(&mut self, more: usize, severity: Severity) {
        let (count, worst) = self.unlisted.unwrap_or((0, severity));
        self.unlisted = Some((count + more, worst.max(severity)));
    }
}
