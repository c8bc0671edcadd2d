//! RustSec advisories, read beside the crate `rustsec`.
//!
//! `rustsec/read` reads every key as text, as the document keeps it. `rustsec/read-checked` reads
//! the dates, addresses and requirements too, which the crate does while it reads.
//! `rustsec/affects` holds versions against records that are read: six versions, each against
//! every record, by our evaluation of the OSV document that was made of it and by the crate's
//! own, which does not look at withdrawals. Where the answers differ, the line says in how many.
//!
//! Invariant: a line covers exactly the documents that both of its sides read.

use std::hint::black_box;
use std::path::Path;

use pkgschema::advisory::{Matcher, PackageVersion};
use pkgschema::identity::Ecosystem;
use pkgschema_convert::cargo::RustsecAdvisory;
use pkgschema_convert::{Document, ToAdvisories};
use pkgschema_testkit::corpus::texts;
use rustsec::{Advisory, Version};

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
    affects(&read, bench)
}

/// Versions below, between and above what advisories name, two of them pre-releases.
const VERSIONS: [&str; 6] = ["0.1.0", "0.3.12", "1.0.0-rc.1", "1.2.7", "4.5.0-alpha", "111.0.0"];

fn affects(texts: &[&str], bench: &Bench) -> Result<(), String> {
    let peers: Vec<Advisory> = texts.iter().filter_map(|text| text.parse().ok()).collect();
    let versions = VERSIONS.map(|text| text.parse::<Version>());
    let versions =
        versions.into_iter().collect::<Result<Vec<_>, _>>().map_err(|e| e.to_string())?;
    let (mut matchers, mut questions) = (Vec::new(), Vec::new());
    for text in texts {
        let document = RustsecAdvisory::parse(text).map_err(|error| error.to_string())?;
        let made = document.to_advisories().map_err(|error| error.to_string())?.value;
        let [advisory] = &made[..] else { return Err("not one advisory".to_owned()) };
        let entry = advisory.affected.first().and_then(|entry| entry.package.as_ref());
        let name = entry.and_then(|package| package.name.as_deref()).unwrap_or_default();
        let ask = |version| PackageVersion::new(Ecosystem::CRATES_IO, name, version);
        questions.push(VERSIONS.map(ask));
        matchers.push(Matcher::new(advisory));
    }
    let ours = |at: usize, which: usize| {
        matchers[at].affects_as_if_standing(&questions[at][which]).is_affected()
    };
    let theirs = |at: usize, which: usize| peers[at].versions.is_vulnerable(&versions[which]);
    let all = || (0..peers.len()).flat_map(|at| (0..VERSIONS.len()).map(move |which| (at, which)));
    let differing = all().filter(|(at, which)| ours(*at, *which) != theirs(*at, *which));
    let differing: Vec<usize> = differing.map(|(_, which)| which).collect();
    let releases = differing.iter().filter(|which| versions[**which].pre.is_empty()).count();
    let per_pass = peers.len() * VERSIONS.len();
    let note = match differing.len() {
        0 => String::new(),
        some => format!("{some} of {per_pass} answers differ, {releases} of them about releases"),
    };
    let line =
        Line { case: "rustsec/affects", unit: "ns/check", per_pass, peer: PEER, note: &note };
    let clock = |answer: &dyn Fn(usize, usize) -> bool| {
        clocked(|| {
            for (at, which) in all() {
                black_box(answer(black_box(at), black_box(which)));
            }
        })
    };
    bench.compare(&line, || clock(&ours), || clock(&theirs));
    Ok(())
}

fn load(dir: &Path) -> Result<Vec<String>, String> {
    let texts = texts(&dir.join("advisory/rustsec.jsonl"))?;
    Ok(texts.into_iter().map(|(_, text)| text).collect())
}

/// Reads each text and drops what comes of it.
fn pass<T>(texts: &[&str], read: impl Fn(&str) -> T) -> f64 {
    clocked(|| {
        for text in texts {
            black_box(read(black_box(text)));
        }
    })
}
