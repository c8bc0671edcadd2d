//! How many cases of a corpus pass a check.
//!
//! Invariant: `passed + failures.len() == total`, and a failure names its case.

/// The count for one corpus and one check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// The corpus: its file's path below the folder of all corpora, without extension.
    pub corpus: String,
    /// The check.
    pub check: String,
    /// Cases that passed.
    pub passed: usize,
    /// Cases the check applies to.
    pub total: usize,
    /// Cases that failed: id and a reason of one line.
    pub failures: Vec<(String, String)>,
}

impl Tally {
    /// The check of a corpus for which there is none.
    pub const SKIPPED: &str = "skipped";

    /// An empty count.
    pub fn new(corpus: impl Into<String>, check: impl Into<String>) -> Self {
        Self { corpus: corpus.into(), check: check.into(), ..Self::default() }
    }

    /// Counts a case that passed.
    pub fn pass(&mut self) {
        self.passed += 1;
        self.total += 1;
    }

    /// Counts a case that failed.
    pub fn fail(&mut self, id: impl Into<String>, reason: impl AsRef<str>) {
        self.total += 1;
        self.failures.push((id.into(), one_line(reason.as_ref())));
    }

    /// Whether this stands for a corpus that nothing checks.
    pub fn is_skipped(&self) -> bool {
        self.check == Self::SKIPPED
    }

    /// Corpus, check, passed and total, tab-separated.
    pub fn line(&self) -> String {
        let Self { corpus, check, passed, total, .. } = self;
        format!("{corpus}\t{check}\t{passed}\t{total}")
    }
}

/// `text` on one line, cut at 300 characters.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
