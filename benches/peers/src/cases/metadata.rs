//! Documents of npm, Cargo and PyPI, beside crates that read such documents.
//!
//! The peers give the document's members by type, and so does the first line of each case; in the
//! line that ends in `-record` our side goes on to the record and to what the record does not hold.
//! Beside the bare parsers see `cargo bench --bench metadata` in the workspace: here a peer makes
//! every `serde_json::Value` keep its order.
//!
//! Invariant: a line covers exactly the documents that both of its sides read, and its note says
//! how many the peer fails on, with the first of them by name.

mod cargo;
mod npm;
mod pypi;

use std::hint::black_box;
use std::path::Path;

use pkgschema_testkit::corpus::texts;

use crate::harness::{Bench, Line, clocked};

/// How many of the documents that a peer fails on are named.
const NAMED: usize = 4;

/// Runs the cases whose names begin with `metadata/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    npm::run(dir, bench)?;
    cargo::run(dir, bench)?;
    pypi::run(dir, bench)
}

/// Documents with their names.
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// The documents of a corpus.
    pub fn load(dir: &Path, corpus: &str) -> Result<Self, String> {
        texts(&dir.join(format!("metadata/{corpus}.jsonl"))).map(Self)
    }

    /// Every line of the documents as one of its own.
    pub fn lines(&self) -> Self {
        let lines = |(id, text): &(String, String)| {
            let lines = text.lines().filter(|line| !line.is_empty()).enumerate();
            let named = lines.map(|(index, line)| (format!("{id}:{}", index + 1), line.to_owned()));
            named.collect::<Vec<_>>()
        };
        Self(self.0.iter().flat_map(lines).collect())
    }

    /// What `parts` takes out of every document, each with the document's name and a number.
    pub fn flat_map(&self, parts: impl Fn(&str) -> Vec<String>) -> Self {
        let of = |(id, text): &(String, String)| {
            let parts = parts(text).into_iter().enumerate();
            parts.map(|(index, part)| (format!("{id}:{}", index + 1), part)).collect::<Vec<_>>()
        };
        Self(self.0.iter().flat_map(of).collect())
    }

    /// How many documents there are of which `fits` holds.
    pub fn count(&self, fits: impl Fn(&str) -> bool) -> usize {
        self.0.iter().filter(|(_, text)| fits(text)).count()
    }

    /// Compares both sides over what the peer reads too.
    pub fn compare<A, B, E>(
        &self,
        bench: &Bench,
        names: (&str, &str, &str),
        ours: impl Fn(&str) -> A,
        theirs: impl Fn(&str) -> Result<B, E>,
    ) {
        self.compare_noted(bench, names, "", ours, theirs);
    }

    /// Compares both sides, with more to say of the peer.
    pub fn compare_noted<A, B, E>(
        &self,
        bench: &Bench,
        (case, unit, peer): (&str, &str, &str),
        more: &str,
        ours: impl Fn(&str) -> A,
        theirs: impl Fn(&str) -> Result<B, E>,
    ) {
        let (read, failed): (Vec<_>, Vec<_>) =
            self.0.iter().partition(|(_, text)| theirs(text).is_ok());
        let first: Vec<&str> = failed.iter().take(NAMED).map(|(id, _)| id.as_str()).collect();
        let failures = match failed.len() {
            0 => String::new(),
            some => format!("the peer fails on {some} of {}: {}", self.0.len(), first.join(", ")),
        };
        let notes = [failures.as_str(), more].into_iter().filter(|note| !note.is_empty());
        let note = notes.collect::<Vec<_>>().join("; ");
        let line = Line { case, unit, per_pass: read.len(), peer, note: &note };
        bench.compare(&line, || pass(&read, &ours), || pass(&read, &theirs));
    }
}

/// Reads each text and drops what comes of it.
fn pass<T>(texts: &[&(String, String)], read: impl Fn(&str) -> T) -> f64 {
    clocked(|| {
        for (_, text) in texts {
            black_box(read(black_box(text)));
        }
    })
}
