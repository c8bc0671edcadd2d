//! RustSec advisories, read beside the crate `rustsec`.
//!
//! `rustsec/read` reads every key as text, as the document keeps it. `rustsec/read-checked` reads
//! the dates, addresses and requirements too, which the crate does while it reads.
//!
//! Invariant: a line covers exactly the documents that both of its sides read.

use std::fmt::Display;
use std::hint::black_box;
use std::path::Path;

use pkgschema_convert::Document;
use pkgschema_convert::cargo::RustsecAdvisory;
use pkgschema_testkit::corpus::cases;
use rustsec::Advisory;

use crate::harness::{Bench, Line, clocked};

const UNIT: &str = "ns/document";
const PEER: &str = "rustsec 0.33.0";

/// Runs the cases whose names begin with `rustsec/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let texts = load(dir)?;
    let both =
        |text: &&str| text.parse::<Advisory>().is_ok() && RustsecAdvisory::parse(text).is_ok();
    let read: Vec<&str> = texts.iter().map(String::as_str).filter(both).collect();
    let note = match texts.len() - read.len() {
        0 => String::new(),
        some => format!("{some} of {} are not read by both", texts.len()),
    };
    let peer = || pass(&read, |text| text.parse::<Advisory>());
    let line = |case| Line { case, unit: UNIT, per_pass: read.len(), peer: PEER, note: &note };
    bench.compare(&line("rustsec/read"), || pass(&read, RustsecAdvisory::parse), peer);
    let checked = |text: &str| RustsecAdvisory::parse(text).map(|document| document.check());
    bench.compare(&line("rustsec/read-checked"), || pass(&read, checked), peer);
    Ok(())
}

fn load(dir: &Path) -> Result<Vec<String>, String> {
    let path = dir.join("advisory/rustsec.jsonl");
    let at = |error: &dyn Display| format!("{}: {error}", path.display());
    let mut texts = Vec::new();
    for case in cases(&path).map_err(|error| at(&error))? {
        let case = case.map_err(|error| at(&error))?;
        texts.push(case.text().ok_or_else(|| at(&"a document is not UTF-8"))?.to_owned());
    }
    Ok(texts)
}

/// Reads each text and drops what comes of it.
fn pass<T>(texts: &[&str], read: impl Fn(&str) -> T) -> f64 {
    clocked(|| {
        for text in texts {
            black_box(read(black_box(text)));
        }
    })
}
