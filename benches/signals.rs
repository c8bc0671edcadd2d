//! What it costs to find the signals in documents of registries, beside reading the same texts
//! into `serde_json::Value`.
//!
//! `cargo bench --bench signals -- DIR` takes lines of JSON with a member `text` from files of
//! `DIR` and prints `<case> <MB/s> <MB/s of serde_json> <ratio>`, tab-separated; a ratio above 1
//! means that the signals are found sooner. Both take turns over the same bytes; each figure is
//! the median of its rounds.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use pkgschema_convert::npm::Packument;
use pkgschema_convert::pypi::SimpleJson;
use pkgschema_convert::signal::ToSignals;
use serde_json::Value;

const ROUNDS: usize = 15;

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let Some(folder) = arguments.next() else {
        return println!("signals: the folder with the documents is the first argument");
    };
    let folder = Path::new(&folder);
    compare::<Packument>("npm-packument", &texts(&folder.join("npm-packument.jsonl")));
    compare::<SimpleJson>("pypi-simple-json", &texts(&folder.join("pypi-simple-json.jsonl")));
}

/// The texts of a file of documents.
fn texts(file: &Path) -> Vec<String> {
    let lines = fs::read_to_string(file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
    let text = |line: &str| {
        let line: Value = serde_json::from_str(line).expect("a line of JSON");
        line["text"].as_str().expect("a text").to_owned()
    };
    lines.lines().map(text).collect()
}

/// One case: the signals of all texts, beside the texts as values.
fn compare<D: ToSignals>(case: &str, texts: &[String]) {
    let bytes: usize = texts.iter().map(String::len).sum();
    let repeat = (20_000_000 / bytes.max(1)).max(1);
    let ours = || texts.iter().map(|text| D::signals_in(text).map_or(0, |it| it.value.len())).sum();
    let theirs =
        || texts.iter().map(|text| usize::from(serde_json::from_str::<Value>(text).is_ok())).sum();
    let mut rounds: Vec<[f64; 3]> = (0..ROUNDS)
        .map(|_| {
            let (ours, theirs) = (time(repeat, &ours), time(repeat, &theirs));
            let rate = |time: Duration| (bytes * repeat) as f64 / 1e6 / time.as_secs_f64();
            [rate(ours), rate(theirs), theirs.as_secs_f64() / ours.as_secs_f64()]
        })
        .collect();
    rounds.sort_by(|left, right| left[2].total_cmp(&right[2]));
    let [ours, theirs, ratio] = rounds[ROUNDS / 2];
    println!("signals/{case}\t{ours:.0}\t{theirs:.0}\t{ratio:.2}");
}

fn time(repeat: usize, run: &impl Fn() -> usize) -> Duration {
    let start = Instant::now();
    for _ in 0..repeat {
        black_box(run());
    }
    start.elapsed()
}
