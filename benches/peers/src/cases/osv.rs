//! OSV documents, read and written, beside `osv` and `serde_json::Value`.
//!
//! Invariant: a line covers exactly the documents that both of its sides read.

use std::hint::black_box;
use std::path::Path;

use osv::schema::Vulnerability;
use pkgschema::advisory::Advisory;
use pkgschema_testkit::corpus::texts;
use pkgschema_testkit::json::Json;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::harness::{Bench, Line, clocked};

const CORPORA: [&str; 3] = ["osv-go", "osv-bitnami", "osv-pypa"];
/// How many documents are read and then written at a time: what a program has at hand, and few
/// enough that the layout of a large heap does not decide the figure.
const BATCH: usize = 64;
const UNIT: &str = "ns/document";
const OSV: &str = "osv 0.3.0";
const VALUE: &str = "serde_json::Value";

/// The texts of a corpus.
struct Corpus {
    name: &'static str,
    texts: Vec<String>,
}

/// Runs the cases whose names begin with `osv/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let load = |name| Corpus::load(dir, name);
    let corpora = CORPORA.into_iter().map(load).collect::<Result<Vec<_>, _>>()?;
    let (osv, value) = (Peer::new::<Vulnerability>(OSV), Peer::new::<Value>(VALUE));
    for peer in [&osv, &value] {
        over(bench, "osv/read", peer, &corpora, |line, texts| {
            bench.compare(line, || read(texts, Advisory::parse), || (peer.read)(texts))
        });
    }
    over(bench, "osv/read-tolerant", &value, &corpora, |line, texts| {
        bench.compare(line, || read(texts, Advisory::parse_tolerant), || (value.read)(texts))
    });
    for peer in [&osv, &value] {
        over(bench, "osv/write-serde", peer, &corpora, |line, texts| {
            let ours = || write(texts, Advisory::parse, serde_json::to_string);
            bench.compare(line, ours, || (peer.write)(texts))
        });
        over(bench, "osv/write", peer, &corpora, |line, texts| {
            let ours = || write(texts, Advisory::parse, Advisory::to_json);
            bench.compare(line, ours, || (peer.write)(texts))
        });
    }
    Ok(())
}

impl Corpus {
    fn load(dir: &Path, name: &'static str) -> Result<Self, String> {
        let texts = texts(&dir.join("advisory").join(name).with_extension("jsonl"))?;
        let texts = texts.into_iter().map(|(_, text)| text).collect();
        Ok(Self { name, texts })
    }
}

/// A peer's reader and writer.
struct Peer {
    name: &'static str,
    accepts: fn(&str) -> bool,
    keeps: fn(&str) -> bool,
    read: fn(&[&str]) -> f64,
    write: fn(&[&str]) -> f64,
}

impl Peer {
    fn new<T: DeserializeOwned + Serialize>(name: &'static str) -> Self {
        Self {
            name,
            accepts: |text| serde_json::from_str::<T>(text).is_ok(),
            keeps: keeps::<T>,
            read: |texts| read(texts, |text| serde_json::from_str::<T>(text)),
            write: |texts| {
                write(texts, |text| serde_json::from_str::<T>(text), serde_json::to_string)
            },
        }
    }
}

/// Measures a case over every corpus, then prints the mean.
fn over(
    bench: &Bench,
    case: &str,
    peer: &Peer,
    corpora: &[Corpus],
    mut measure: impl FnMut(&Line<'_>, &[&str]) -> Option<f64>,
) {
    let mut ratios = Vec::new();
    for Corpus { name, texts } in corpora {
        let case = &format!("{case}/{name}");
        if !bench.wants(case) {
            continue;
        }
        let both = |text: &&str| (peer.accepts)(text) && Advisory::parse(text).is_ok();
        let read: Vec<&str> = texts.iter().map(String::as_str).filter(both).collect();
        let lost = read.iter().filter(|text| !(peer.keeps)(text)).count();
        let note = note(lost, read.len(), texts.len());
        let (unit, per_pass) = (UNIT, read.len());
        let line = Line { case, unit, per_pass, peer: peer.name, note: &note };
        ratios.extend(measure(&line, &read));
    }
    bench.mean(&format!("{case}/mean"), peer.name, &ratios);
}

/// Whether reading and writing keeps the document, number text included.
fn keeps<T: DeserializeOwned + Serialize>(text: &str) -> bool {
    let value = serde_json::from_str::<T>(text).ok();
    let written = value.and_then(|value| serde_json::to_string(&value).ok());
    written.is_some_and(|written| Json::parse(&written) == Json::parse(text))
}

fn note(lost: usize, read: usize, all: usize) -> String {
    let mut notes = Vec::new();
    if read < all {
        notes.push(format!("peer does not read {} of {all}", all - read));
    }
    if lost > 0 {
        notes.push(format!("peer changes or loses data in {lost} of {read}"));
    }
    notes.join("; ")
}

/// Reads each text and drops what comes of it.
fn read<T>(texts: &[&str], read: impl Fn(&str) -> T) -> f64 {
    clocked(|| {
        for text in texts {
            black_box(read(black_box(text)));
        }
    })
}

/// Writes what was read from each text; the reading is not counted.
fn write<T, E, W>(
    texts: &[&str],
    read: impl Fn(&str) -> Result<T, E>,
    write: impl Fn(&T) -> W,
) -> f64 {
    let batch = |texts: &[&str]| {
        let values: Vec<T> = texts.iter().filter_map(|text| read(text).ok()).collect();
        clocked(|| {
            for value in &values {
                black_box(write(black_box(value)));
            }
        })
    };
    texts.chunks(BATCH).map(batch).sum()
}
