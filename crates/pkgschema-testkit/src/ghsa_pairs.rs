//! GitHub's advisories with the OSV documents that are made of them.
//!
//! Invariant: `X.json` is a case and `X.osv.json` its answer; an answer is no case.

use std::collections::BTreeMap;
use std::path::Path;

use pkgschema_convert::formats::GhsaGraphql;
use pkgschema_convert::{Document, ToAdvisories};

use crate::checks::advisory::{conversions, documents};
use crate::checks::{Outcome, generic};
use crate::corpus::{Case, cases};
use crate::runner::count;
use crate::tally::Tally;

const ANSWER: &str = ".osv.json";

/// Judges the pairs of a file.
pub fn run(path: &Path, corpus: &str) -> Vec<Tally> {
    let checks = ["parse", "convert", "same", "accounted", "mutated"];
    let mut checks = checks.map(|check| Tally::new(corpus, check));
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
        let [parses, converts, equals, accounted, mutated] = &mut checks;
        count(parses, &case.id, || generic::parses(case, GhsaGraphql::parse));
        count(converts, &case.id, || documents::converts::<GhsaGraphql>(case));
        count(equals, &case.id, || same(case, answer));
        count(accounted, &case.id, || conversions::read(case, "ghsa-graphql"));
        count(mutated, &case.id, || documents::mutated(case, "ghsa-graphql"));
    }
    checks.into()
}

fn same(case: &Case, answer: Option<&Case>) -> Outcome {
    let Some(answer) = answer.and_then(Case::text) else { return Outcome::NotApplicable };
    let (actual, expected) = (made(case), generic::json_view(answer));
    match (actual.and_then(|text| generic::json_view(&text)), expected) {
        (Some(actual), Some(expected)) => generic::equal(&expected, &actual),
        _ => Outcome::Fail("nothing to compare".to_owned()),
    }
}

fn made(case: &Case) -> Option<String> {
    let made = GhsaGraphql::parse(case.text()?).ok()?.to_advisories().ok()?;
    match &made.value[..] {
        [only] => Some(only.to_json()),
        _ => None,
    }
}
