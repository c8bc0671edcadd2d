//! CVE records of Go's vulnerability database beside the OSV documents of the same file names.
//!
//! Invariant: a pair agrees if, module by module, the same versions are affected; modules that
//! only one of the two documents names are a difference.

use std::collections::BTreeMap;
use std::path::Path;

use pkgschema::advisory::Advisory;
use pkgschema::version::{Interval, Scheme, VersionSet};
use pkgschema_convert::formats::CveRecord;
use pkgschema_convert::{Document, ToAdvisories};

use crate::checks::advisory::{conversions, documents};
use crate::checks::{Outcome, generic};
use crate::corpus::{Case, cases};
use crate::runner::count;
use crate::tally::Tally;

/// Where the documents lie, beside the records.
const OSV: &str = "osv-go.jsonl";

/// Judges the records of a file. Records that no document lies beside have no answer.
pub fn run(path: &Path, corpus: &str) -> Vec<Tally> {
    let names = ["parse", "lossless", "convert", "same-affected", "accounted", "mutated"];
    let mut checks = names.map(|check| Tally::new(corpus, check));
    let Ok(records) = cases(path) else { return checks.into() };
    let answers = answers(path);
    for case in records {
        let case = match case {
            Ok(case) => case,
            Err(error) => {
                checks.iter_mut().for_each(|tally| tally.fail("unreadable", &error));
                continue;
            }
        };
        let [parses, lossless, converts, same, accounted, mutated] = &mut checks;
        count(parses, &case.id, || generic::parses(&case, CveRecord::parse));
        count(lossless, &case.id, || generic::lossless(&case, rewrite, generic::json_view));
        count(converts, &case.id, || documents::converts::<CveRecord>(&case));
        count(same, &case.id, || same_affected(&case, &answers));
        count(accounted, &case.id, || conversions::read(&case, "cve"));
        count(mutated, &case.id, || documents::mutated(&case, "cve"));
    }
    checks.into_iter().filter(|tally| tally.total > 0).collect()
}

fn rewrite(text: &str) -> Option<String> {
    Some(CveRecord::parse(text).ok()?.render().value)
}

/// The documents beside the records, by the names of their files.
fn answers(records: &Path) -> BTreeMap<String, Case> {
    let Ok(all) = cases(&records.with_file_name(OSV)) else { return BTreeMap::new() };
    all.flatten().map(|case| (file_name(&case.id).to_owned(), case)).collect()
}

/// Whether the same versions are affected.
fn same_affected(case: &Case, answers: &BTreeMap<String, Case>) -> Outcome {
    let answer = answers.get(file_name(&case.id)).and_then(Case::text);
    let Some(answer) = answer.and_then(|text| Advisory::parse(text).ok()) else {
        return Outcome::NotApplicable;
    };
    let made = case.text().and_then(|text| CveRecord::parse(text).ok()?.to_advisories().ok());
    let made = made.and_then(|made| made.value.into_iter().next());
    let Some(made) = made else { return Outcome::Fail("no advisory came of it".to_owned()) };
    let (made, answer) = (affected(&made), affected(&answer));
    match (made, answer) {
        (Ok(made), Ok(answer)) => {
            let differing = made.iter().find(|(name, set)| answer.get(*name) != Some(set));
            let missing = answer.keys().find(|name| !made.contains_key(*name));
            let name = differing.map(|(name, _)| name).or(missing);
            Outcome::of(name.is_none(), || format!("{} differs", name.map_or("", |n| n)))
        }
        (Err(reason), _) | (_, Err(reason)) => Outcome::Fail(reason),
    }
}

/// The affected versions by module.
fn affected(advisory: &Advisory) -> Result<BTreeMap<String, Vec<Interval>>, String> {
    let mut sets: BTreeMap<String, VersionSet> = BTreeMap::new();
    for entry in advisory.affected.iter() {
        let name = entry.package.as_ref().and_then(|package| package.name.as_deref());
        let name = name.unwrap_or_default().to_owned();
        let set = entry.to_version_set().map_err(|reason| format!("{name}: {reason}"))?;
        let whole = sets.entry(name).or_insert_with(|| VersionSet::none(Scheme::Semver));
        *whole = whole.union(&set);
    }
    Ok(sets.into_iter().map(|(name, set)| (name, set.intervals().to_vec())).collect())
}

fn file_name(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
