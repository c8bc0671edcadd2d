//! Which checks a corpus gets.
//!
//! Invariant: a corpus is wired in exactly one place, the file of its family below `checks/`.

pub mod accounted;
pub mod advisory;
pub mod generic;
pub mod identity;
pub mod metadata;
pub mod provenance;
pub mod releases;
pub mod there_and_back;
pub mod versions;

use std::path::Path;

use crate::corpus::Case;
use crate::tally::Tally;

/// What a check says about a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The case passes.
    Pass,
    /// The case fails; the reason in one line.
    Fail(String),
    /// The check says nothing about this case, so it does not count.
    NotApplicable,
    /// The check looks at several things in one case (leaves, fields), and each counts: how many
    /// passed, and a reason for each that did not.
    Counted {
        /// Things that passed.
        passed: usize,
        /// One reason for each that failed.
        failures: Vec<String>,
    },
}

impl Outcome {
    /// A pass, or a failure with this reason.
    pub fn of(passed: bool, reason: impl FnOnce() -> String) -> Self {
        if passed { Self::Pass } else { Self::Fail(reason()) }
    }
}

/// A check of single cases.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its name, as the runner prints it.
    pub name: &'static str,
    /// Judges one case. A panic in it counts as a failure.
    pub run: fn(&Case) -> Outcome,
}

/// A corpus, or with a final `*` all corpora whose names begin so, with the checks of its cases.
pub type Corpus = (&'static str, &'static [Check]);

/// A check of whole files, for suites that are no lists of cases.
#[derive(Debug, Clone, Copy)]
pub struct Suite {
    /// The corpus or the folder of corpora it stands for.
    pub name: &'static str,
    /// Judges the file or folder at the path; corpora in the result begin with the given name.
    pub run: fn(&Path, &str) -> Vec<Tally>,
}

/// All corpora with checks, by family.
const CORPORA: &[&[Corpus]] = &[
    advisory::CORPORA,
    metadata::CORPORA,
    metadata::cargo_index::CORPORA,
    metadata::pypi_metadata::CORPORA,
    provenance::CORPORA,
    versions::CORPORA,
];

/// All suites.
const SUITES: &[&[Suite]] = &[advisory::SUITES, identity::SUITES, versions::SUITES];

/// The checks of a corpus; none where nothing checks it.
pub fn of_corpus(corpus: &str) -> &'static [Check] {
    let mut all = CORPORA.iter().copied().flatten();
    let is = |name: &str| match name.strip_suffix('*') {
        Some(prefix) => corpus.starts_with(prefix),
        None => corpus == name,
    };
    all.find(|(name, _)| is(name)).map_or(&[], |(_, checks)| checks)
}

/// The suite that a corpus belongs to.
pub fn suite_of(corpus: &str) -> Option<&'static Suite> {
    SUITES.iter().copied().flatten().find(|suite| {
        corpus.strip_prefix(suite.name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}
