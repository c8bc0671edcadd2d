//! Versions and ranges, read and judged, beside a crate of each ecosystem: `nodejs-semver`,
//! `pep440_rs`, `mvn_version`. The note says which part of the corpus one of the crates refuses,
//! and how often the peer's answer is not the reference implementation's.
//!
//! Invariant: a line covers exactly the texts that both of its sides accept.

mod maven;
mod npm;
mod pypi;
mod rows;

use std::hint::black_box;
use std::path::Path;

use rows::{Accepted, Row};

use crate::harness::{Bench, Line, clocked};

/// How often a pass goes over all inputs, so that the clock's own cost does not show.
const REPEAT: usize = 16;

/// Runs the cases whose names begin with `version/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let dir = dir.join("versions");
    npm::run(&dir, bench)?;
    pypi::run(&dir, bench)?;
    maven::run(&dir, bench)
}

/// A case and what it is measured against.
struct Case<'a> {
    name: &'a str,
    unit: &'a str,
    peer: &'a str,
}

impl Case<'_> {
    /// Reads each text on both sides.
    fn read<T, U>(
        &self,
        bench: &Bench,
        texts: &Accepted<String>,
        ours: impl Fn(&str) -> T,
        peer: impl Fn(&str) -> U,
    ) {
        self.measure(
            bench,
            (texts.inputs.len(), &texts.note()),
            || each(&texts.inputs, |text| ours(text)),
            || each(&texts.inputs, |text| peer(text)),
        );
    }

    /// Reads both texts of each row and answers, on both sides.
    fn read_and_answer<A>(
        &self,
        bench: &Bench,
        rows: &Accepted<Row<A>>,
        ours: &impl Side<Answer = A>,
        peer: &impl Side<Answer = A>,
    ) {
        self.measure(
            bench,
            (rows.inputs.len(), &rows.note()),
            || each(&rows.inputs, |row| ours.of_texts(&row.left, &row.right)),
            || each(&rows.inputs, |row| peer.of_texts(&row.left, &row.right)),
        );
    }

    /// Answers for each row, whose texts both sides have read before.
    fn answer<A>(
        &self,
        bench: &Bench,
        rows: &Accepted<Row<A>>,
        ours: &impl Side<Answer = A>,
        peer: &impl Side<Answer = A>,
    ) {
        let (our_pairs, peer_pairs) = (read_all(rows, ours), read_all(rows, peer));
        self.measure(
            bench,
            (rows.inputs.len(), &rows.note()),
            || each(&our_pairs, |(left, right)| ours.answer(left, right)),
            || each(&peer_pairs, |(left, right)| peer.answer(left, right)),
        );
    }

    fn measure(
        &self,
        bench: &Bench,
        (count, note): (usize, &str),
        ours: impl FnMut() -> f64,
        peer: impl FnMut() -> f64,
    ) {
        let Self { name: case, unit, peer: name, .. } = *self;
        let line = Line { case, unit, per_pass: count * REPEAT, peer: name, note };
        bench.compare(&line, ours, peer);
    }
}

/// How a crate reads the two texts of a row and what it answers.
trait Side {
    /// What the first text is read as.
    type Left;
    /// What the second text is read as.
    type Right;
    /// What is answered.
    type Answer;

    /// Reads both texts; `None` if the crate refuses one of them.
    fn read(&self, left: &str, right: &str) -> Option<(Self::Left, Self::Right)>;

    /// The answer for what was read.
    fn answer(&self, left: &Self::Left, right: &Self::Right) -> Self::Answer;

    /// The answer for two texts.
    fn of_texts(&self, left: &str, right: &str) -> Option<Self::Answer> {
        self.read(left, right).map(|(left, right)| self.answer(&left, &right))
    }
}

fn read_all<A, S: Side>(rows: &Accepted<Row<A>>, side: &S) -> Vec<(S::Left, S::Right)> {
    rows.inputs.iter().filter_map(|row| side.read(&row.left, &row.right)).collect()
}

/// Does the work for each input and drops what comes of it.
fn each<I, T>(inputs: &[I], work: impl Fn(&I) -> T) -> f64 {
    clocked(|| {
        for _ in 0..REPEAT {
            for input in inputs {
                black_box(work(black_box(input)));
            }
        }
    })
}
