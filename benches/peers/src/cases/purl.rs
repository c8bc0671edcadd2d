//! Package URLs, parsed and formatted, beside `packageurl` and `purl`. Our `Purl` holds its
//! canonical text, so parsing includes the work of formatting and formatting copies;
//! `purl/parse-and-format` weighs both together.
//!
//! Invariant: the inputs are the suite's valid purls that all three crates accept.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use packageurl::PackageUrl;
use pkgschema::identity::Purl;
use pkgschema_testkit::json::Json;
use purl::GenericPurl;

use crate::harness::{Bench, Line, clocked};

/// How often a pass goes over all purls, so that the clock's own cost does not show.
const REPEAT: usize = 16;
const UNIT: &str = "ns/purl";

/// Runs the cases whose names begin with `purl/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let suite = Suite::load(&dir.join("identity/purl-spec/tests"))?;
    let accepted = |text: &&str| {
        Purl::from_str(text).is_ok()
            && PackageUrl::from_str(text).is_ok()
            && GenericPurl::<String>::from_str(text).is_ok()
    };
    let texts: Vec<&str> = suite.valid.iter().map(String::as_str).filter(accepted).collect();
    against("packageurl 0.7.1", bench, &suite, &texts, PackageUrl::from_str);
    against("purl 0.1.6", bench, &suite, &texts, GenericPurl::<String>::from_str);
    Ok(())
}

fn against<T: Display, E>(
    peer: &str,
    bench: &Bench,
    suite: &Suite,
    texts: &[&str],
    parse: impl Fn(&str) -> Result<T, E>,
) {
    let format = |text: &str| parse(text).ok().map(|purl| purl.to_string());
    let canonical = texts.iter().filter(|text| suite.canonical.contains(**text));
    let differ = canonical.filter(|text| format(text).as_deref() != Some(**text)).count();
    let note = note(suite.valid.len() - texts.len(), differ);
    let line = |case| Line { case, unit: UNIT, per_pass: texts.len() * REPEAT, peer, note: &note };
    let ours: Vec<Purl> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let peers: Vec<T> = texts.iter().filter_map(|text| parse(text).ok()).collect();
    bench.compare(
        &line("purl/parse"),
        || each(texts, |text| Purl::from_str(text)),
        || each(texts, |text| parse(text)),
    );
    bench.compare(
        &line("purl/format"),
        || each(&ours, Purl::to_string),
        || each(&peers, T::to_string),
    );
    bench.compare(
        &line("purl/parse-and-format"),
        || each(texts, |text| Purl::from_str(text).map(|purl| purl.to_string())),
        || each(texts, |text| format(text)),
    );
}

fn note(left_out: usize, differ: usize) -> String {
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!("without {left_out} purls that one of the crates refuses"));
    }
    if differ > 0 {
        notes.push(format!("peer changes {differ} canonical purls"));
    }
    notes.join("; ")
}

/// The suite's purls, each once.
#[derive(Default)]
struct Suite {
    /// All that must be accepted: inputs and expected outputs.
    valid: BTreeSet<String>,
    /// Those that are expected outputs.
    canonical: BTreeSet<String>,
}

impl Suite {
    fn load(dir: &Path) -> Result<Self, String> {
        let mut suite = Self::default();
        let mut pending = vec![dir.to_owned()];
        while let Some(path) = pending.pop() {
            let at = |error: &dyn Display| format!("{}: {error}", path.display());
            if path.is_dir() {
                let entries = fs::read_dir(&path).map_err(|error| at(&error))?;
                let paths: Result<Vec<PathBuf>, _> =
                    entries.map(|entry| entry.map(|entry| entry.path())).collect();
                pending.extend(paths.map_err(|error| at(&error))?);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path).map_err(|error| at(&error))?;
                suite.add(&Json::parse(&text).map_err(|error| at(&error))?);
            }
        }
        Ok(suite)
    }

    fn add(&mut self, file: &Json) {
        let tests = file.member("tests").and_then(Json::as_array).unwrap_or_default();
        for test in tests {
            if matches!(test.member("expected_failure"), Some(Json::Bool(true))) {
                continue;
            }
            let text = |name| test.member(name).and_then(Json::as_str).map(str::to_owned);
            self.valid.extend(text("input"));
            self.valid.extend(text("expected_output"));
            self.canonical.extend(text("expected_output"));
        }
    }
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
