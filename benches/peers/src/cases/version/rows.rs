//! The rows of the corpora and what both sides make of them.
//!
//! Invariant: what a peer panics on, it refuses; that is found out here and never while the clock
//! runs.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use pkgschema_testkit::corpus::cases;

use super::Side;

/// Two texts and the answer of the reference implementation.
pub(super) struct Row<A> {
    /// A range or the first version.
    pub(super) left: String,
    /// The version that is asked about, or the second one.
    pub(super) right: String,
    answer: A,
}

/// The rows of two versions and their order.
pub(super) fn comparisons(path: &Path) -> Result<Vec<Row<Ordering>>, String> {
    rows(path, |columns| {
        let [left, order, right] = columns else { return None };
        let answer = match *order {
            "<" => Ordering::Less,
            "=" => Ordering::Equal,
            ">" => Ordering::Greater,
            _ => return None,
        };
        Some(Some(Row { left: (*left).to_owned(), right: (*right).to_owned(), answer }))
    })
}

/// The rows of a range, a version and this option whose answer is no error.
pub(super) fn questions(path: &Path, option: &str) -> Result<Vec<Row<bool>>, String> {
    rows(path, |columns| {
        let [left, right, asked, answer] = columns else { return None };
        let answer = match *answer {
            "true" => true,
            "false" => false,
            "error" => return Some(None),
            _ => return None,
        };
        let row = Row { left: (*left).to_owned(), right: (*right).to_owned(), answer };
        Some((*asked == option).then_some(row))
    })
}

/// What is made of the lines of a file; `None` for a line that is no row.
fn rows<T>(path: &Path, row: impl Fn(&[&str]) -> Option<Option<T>>) -> Result<Vec<T>, String> {
    let at = |error: &dyn Display| format!("{}: {error}", path.display());
    let mut rows = Vec::new();
    for case in cases(path).map_err(|error| at(&error))? {
        let case = case.map_err(|error| at(&error))?;
        let row = row(&case.columns());
        rows.extend(row.ok_or_else(|| at(&format!("{} is no row", case.id)))?);
    }
    Ok(rows)
}

/// The first text of each row, each once.
pub(super) fn lefts<A>(rows: &[Row<A>]) -> BTreeSet<String> {
    rows.iter().map(|row| row.left.clone()).collect()
}

/// All texts of the rows, each once.
pub(super) fn texts<A>(rows: &[Row<A>]) -> BTreeSet<String> {
    rows.iter().flat_map(|row| [row.left.clone(), row.right.clone()]).collect()
}

/// What both sides accept.
pub(super) struct Accepted<I> {
    /// The inputs.
    pub(super) inputs: Vec<I>,
    /// What the inputs are.
    what: &'static str,
    /// How many others there were.
    left_out: usize,
    /// How many rows the peer answers otherwise than the reference, and of how many.
    wrong: (usize, usize),
}

impl Accepted<String> {
    /// The texts that both sides accept.
    pub(super) fn texts(
        what: &'static str,
        texts: BTreeSet<String>,
        ours: impl Fn(&str) -> bool,
        peer: impl Fn(&str) -> bool,
    ) -> Self {
        let all = texts.len();
        let accepts = |text: &str| ours(text) && calmly(|| peer(text)) == Some(true);
        let inputs: Vec<String> = texts.into_iter().filter(|text| accepts(text)).collect();
        Self { what, left_out: all - inputs.len(), wrong: (0, inputs.len()), inputs }
    }

    /// The texts, with a word on what the peer answers for these rows.
    pub(super) fn judged_by<A>(self, rows: &Accepted<Row<A>>) -> Self {
        Self { wrong: rows.wrong, ..self }
    }
}

impl<A: PartialEq> Accepted<Row<A>> {
    /// The rows of which both sides accept both texts.
    pub(super) fn rows(
        rows: Vec<Row<A>>,
        ours: &impl Side<Answer = A>,
        peer: &impl Side<Answer = A>,
    ) -> Self {
        let (all, mut wrong, mut inputs) = (rows.len(), 0, Vec::new());
        for row in rows {
            let answer = calmly(|| peer.of_texts(&row.left, &row.right)).flatten();
            let Some(answer) = answer.filter(|_| ours.read(&row.left, &row.right).is_some()) else {
                continue;
            };
            wrong += usize::from(answer != row.answer);
            inputs.push(row);
        }
        Self { what: "rows", left_out: all - inputs.len(), wrong: (wrong, inputs.len()), inputs }
    }
}

impl<I> Accepted<I> {
    /// What a line says of its inputs.
    pub(super) fn note(&self) -> String {
        let mut notes = Vec::new();
        if self.left_out > 0 {
            let Self { what, left_out, .. } = self;
            notes.push(format!("without {left_out} {what} that one of the crates refuses"));
        }
        if self.wrong.0 > 0 {
            let (wrong, all) = self.wrong;
            notes.push(format!("peer answers {wrong} of {all} rows wrongly"));
        }
        notes.join("; ")
    }
}

/// What the work comes to, unless it panics.
fn calmly<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
