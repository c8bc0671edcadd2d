//! GitHub's advisories with the OSV documents that are made of them.
//!
//! Invariant: `X.json` is a case and `X.osv.json` its answer; an answer is no case.

use std::collections::BTreeMap;
use std::path::Path;

use pkgschema_convert::formats::GhsaGraphql;
use pkgschema_convert::{Document, ToAdvisories};

use crate::checks::{Outcome, generic};
use crate::corpus::{Case, cases};
use crate::tally::Tally;

const ANSWER: &str = ".osv.json";

/// Judges the pairs of a file.
pub fn run(path: &Path, corpus: &str) -> Vec<Tally> {
    let mut checks = ["parse", "convert", "same"].map(|check| Tally::new(corpus, check));
    let read: Result<Vec<Case>, String> =
        cases(path).map_err(|error| error.to_string()).and_then(Iterator::collect);
    let rows = match read {
        Ok(rows) => rows,
        Err(error) => {
            checks.iter_mut().for_each(|tally| tally.fail("unreadable", &error));
            return checks.into();
        }
    };
    let (answers, nodes): (Vec<Case>, Vec<Case>) =
        rows.into_iter().partition(|case| case.id.ends_with(ANSWER));
    let answers: BTreeMap<&str, &Case> = answers.iter().map(|case| (&*case.id, case)).collect();
    for case in &nodes {
        let answer = case.id.strip_suffix(".json").map(|stem| format!("{stem}{ANSWER}"));
        let answer = answer.and_then(|id| answers.get(&*id).copied());
        let outcomes = [parse(case), convert(case), same(case, answer)];
        for (tally, outcome) in checks.iter_mut().zip(outcomes) {
            match outcome {
                Outcome::Pass => tally.pass(),
                Outcome::Fail(reason) => tally.fail(&case.id, reason),
                Outcome::NotApplicable | Outcome::Counted { .. } => {}
            }
        }
    }
    checks.into()
}

fn parse(case: &Case) -> Outcome {
    generic::parses(case, GhsaGraphql::parse)
}

fn convert(case: &Case) -> Outcome {
    let advisory = advisory(case);
    Outcome::of(advisory.is_some(), || "no advisory came of it".to_owned())
}

fn same(case: &Case, answer: Option<&Case>) -> Outcome {
    let Some(answer) = answer.and_then(Case::text) else { return Outcome::NotApplicable };
    let (actual, expected) = (advisory(case), generic::json_view(answer));
    match (actual.and_then(|text| generic::json_view(&text)), expected) {
        (Some(actual), Some(expected)) => generic::equal(&expected, &actual),
        _ => Outcome::Fail("nothing to compare".to_owned()),
    }
}

fn advisory(case: &Case) -> Option<String> {
    let made = GhsaGraphql::parse(case.text()?).ok()?.to_advisories().ok()?;
    match &made.value[..] {
        [only] => Some(only.to_json()),
        _ => None,
    }
}
