//! `accounted`: does everything in a document show in what it is converted into, or in a loss?
//!
//! Invariant: the check knows nothing about any format; it takes away one leaf of the source at a
//! time and looks whether anything changes.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use pkgschema::Pointer;
use pkgschema_convert::{Loss, LossKind};

use super::Outcome;
use crate::corpus::Case;
use crate::json::Json;

/// How many leaves of a document are tried.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Up to this many leaves all are.
    pub all: usize,
    /// Of more than those, so many are.
    pub sample: usize,
}

impl Effort {
    /// For documents of which each counts.
    pub const FULL: Self = Self { all: 2_000, sample: 500 };
    /// Where there are many documents.
    pub const QUICK: Self = Self { all: 200, sample: 200 };
}

/// A conversion of one kind of native document into another ecosystem's.
pub trait Conversion {
    /// What the failures call it: the target ecosystem.
    fn name(&self) -> &str;

    /// The JSON view of a source document.
    fn view(&self, text: &str) -> Option<Json>;

    /// A source document with this JSON view.
    fn unview(&self, view: &Json) -> Option<String>;

    /// Converts a source document; nothing where it is no such document.
    fn convert(&self, text: &str) -> Option<Converted>;
}

/// What a conversion gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    /// The JSON view of the written target document.
    pub output: Json,
    /// The record in between, without its `extensions`.
    pub record: Json,
    /// Where in the source's JSON view something was lost.
    pub losses: Vec<Pointer>,
}

/// What a text becomes, and what of it is lost.
pub type Become = Box<dyn Fn(&str) -> Option<(String, Vec<Loss>)>>;

/// From a JSON document into any text. What is only defaulted is no loss.
pub struct Way {
    name: &'static str,
    becomes: Become,
}

impl Way {
    /// A way by its name.
    pub fn new(
        name: &'static str,
        becomes: impl Fn(&str) -> Option<(String, Vec<Loss>)> + 'static,
    ) -> Self {
        Self { name, becomes: Box::new(becomes) }
    }
}

impl Conversion for Way {
    fn name(&self) -> &str {
        self.name
    }

    fn view(&self, text: &str) -> Option<Json> {
        Json::parse(text).ok()
    }

    fn unview(&self, view: &Json) -> Option<String> {
        Some(view.to_text())
    }

    fn convert(&self, text: &str) -> Option<Converted> {
        let (output, losses) = (self.becomes)(text)?;
        let lost = losses.into_iter().filter(|loss| loss.kind != LossKind::Defaulted);
        let losses = lost.map(|loss| loss.pointer).collect();
        Some(Converted { output: Json::String(output), record: Json::Null, losses })
    }
}

/// Counts, over all conversions, the leaves of the case that are accounted: taking the leaf away
/// changes the output or the record, or leaves no document at all, or a loss of the untouched
/// document names the leaf or a place above it. A case that does not convert does not count.
pub fn accounted(case: &Case, effort: Effort, conversions: &[&dyn Conversion]) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let (mut passed, mut failures, mut applies) = (0, Vec::new(), false);
    for conversion in conversions {
        let Some(converted) = conversion.convert(text) else { continue };
        applies = true;
        match judge(*conversion, effort, text, &converted) {
            Ok((accounted, others)) => {
                passed += accounted;
                let name = conversion.name();
                failures.extend(others.iter().map(|leaf| format!("to {name}: {leaf}")));
            }
            Err(reason) => failures.push(format!("to {}: {reason}", conversion.name())),
        }
    }
    if applies { Outcome::Counted { passed, failures } } else { Outcome::NotApplicable }
}

/// How many of the tried leaves are accounted, and which are not.
fn judge(
    conversion: &dyn Conversion,
    effort: Effort,
    text: &str,
    converted: &Converted,
) -> Result<(usize, Vec<Pointer>), String> {
    let view = conversion.view(text).ok_or("the source has no JSON view")?;
    // Compared with what comes of the untouched view, not of the text: what the view leaves out
    // (comments, white space) must not look like the effect of taking a leaf away.
    let whole = conversion.unview(&view).and_then(|text| conversion.convert(&text));
    let whole = whole.ok_or("the source's JSON view cannot be written back")?;
    let leaves = sample(view.leaves(), effort);
    let tried = leaves.len();
    let lost = |leaf: &Pointer| converted.losses.iter().any(|loss| loss.contains(leaf));
    let changes = |leaf: &Pointer| {
        let Some(reduced) = view.without(leaf) else { return true };
        let again = conversion.unview(&reduced).and_then(|text| conversion.convert(&text));
        again.is_none_or(|again| again.output != whole.output || again.record != whole.record)
    };
    let others: Vec<Pointer> =
        leaves.into_iter().filter(|leaf| !lost(leaf) && !changes(leaf)).collect();
    Ok((tried - others.len(), others))
}

/// All leaves, or those with the lowest hashes, in the order of their hashes.
fn sample(leaves: Vec<Pointer>, effort: Effort) -> Vec<Pointer> {
    if leaves.len() <= effort.all {
        return leaves;
    }
    let hashed = leaves.into_iter().map(|leaf| Reverse((fnv(leaf.as_str()), leaf)));
    let mut lowest: BinaryHeap<_> = hashed.collect();
    std::iter::from_fn(|| lowest.pop()).map(|Reverse((_, leaf))| leaf).take(effort.sample).collect()
}

/// FNV-1a, 64 bits.
pub(super) fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Carries `name`, keeps `licence` in the record, names `/lost` as lost, forgets the rest.
    struct Forgetful;

    impl Conversion for Forgetful {
        fn name(&self) -> &str {
            "test"
        }

        fn view(&self, text: &str) -> Option<Json> {
            Json::parse(text).ok()
        }

        fn unview(&self, view: &Json) -> Option<String> {
            Some(view.to_text())
        }

        fn convert(&self, text: &str) -> Option<Converted> {
            let source = Json::parse(text).ok()?;
            let output = source.member("name")?.clone();
            let record = source.member("licence").cloned().unwrap_or(Json::Null);
            let lost = Pointer::root().child("lost");
            let losses = source.member("lost").map(|_| lost).into_iter().collect();
            Some(Converted { output, record, losses })
        }
    }

    #[test]
    fn leaves_that_leave_no_trace_are_named() {
        let text =
            r#"{"name":"a","licence":["MIT"],"lost":{"x":[1,{}]},"losta":1,"other":[[],"s"]}"#;
        let outcome = accounted(&Case::from_row(1, text), Effort::FULL, &[&Forgetful]);
        let failures = ["/losta", "/other/0", "/other/1"].map(|leaf| format!("to test: {leaf}"));
        assert_eq!(outcome, Outcome::Counted { passed: 4, failures: failures.to_vec() });
        let none = accounted(&Case::from_row(1, "{}"), Effort::FULL, &[&Forgetful]);
        assert_eq!(none, Outcome::NotApplicable);
    }

    #[test]
    fn the_sample_is_fixed() {
        let leaves = |count: usize| (0..count).map(|n| Pointer::root().index(n)).collect();
        let effort = Effort { all: 20, sample: 5 };
        assert_eq!(sample(leaves(20), effort).len(), 20);
        let mut turned: Vec<Pointer> = leaves(21);
        turned.reverse();
        assert_eq!(sample(turned, effort), sample(leaves(21), effort));
        assert_eq!(sample(leaves(21), effort).len(), 5);
        assert_eq!(fnv("a"), 0xaf63_dc4c_8601_ec8c);
    }
}
