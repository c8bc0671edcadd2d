//! What signals out of lines of a Cargo registry's index cost, beside reading the same lines into
//! `serde_json::Value`.
//!
//! `cargo bench --bench signals_index [-- CORPUS]` prints `<case> <figure> <unit>`, tab-separated.
//! The corpus is JSON Lines whose `text` is a file of the index.

use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::cargo::{IndexFile, IndexLine};
use pkgschema_convert::signal::{Observation, Signal, ToSignals};
use serde_json::Value;
use std::hint::black_box;
use std::time::Instant;

const CORPUS: &str = "../shared/corpora/metadata/cargo-index.jsonl";

fn main() {
    let path = std::env::args().skip(1).find(|argument| argument != "--bench");
    let path = path.unwrap_or_else(|| CORPUS.to_owned());
    let Ok(corpus) = std::fs::read_to_string(&path) else {
        return eprintln!("{path} cannot be read");
    };
    let text =
        |line: &str| serde_json::from_str::<Value>(line).ok()?["text"].as_str().map(String::from);
    let files: Vec<String> = corpus.lines().filter_map(text).collect();
    let lines = |file: &String| file.lines().map(str::to_owned).collect::<Vec<_>>();
    let lines: Vec<String> = files.iter().flat_map(lines).collect();
    of_lines(&files, &lines);
}

/// Signals of lines and of files, and notices, each beside reading the values.
fn of_lines(files: &[String], lines: &[String]) {
    let bytes: usize = lines.iter().map(String::len).sum();
    let each = |seconds: f64| seconds * 1e9 / lines.len() as f64;
    println!("signals_index/lines\t{}\tlines", lines.len());
    println!("signals_index/lines\t{:.0}\tbytes/line", bytes as f64 / lines.len() as f64);
    let values = fastest(|| {
        lines.iter().for_each(|line| drop(black_box(serde_json::from_str::<Value>(line))));
    });
    println!("signals_index/value\t{:.0}\tns/line", each(values));
    let one = |line: &String| IndexLine::signals_in(line).map_or_else(|_| vec![], |it| it.value);
    let signals = fastest(|| drop(black_box(lines.iter().flat_map(one).collect::<Vec<_>>())));
    println!("signals_index/signals of lines\t{:.0}\tns/line", each(signals));
    println!("signals_index/signals of lines\t{:.2}\ttimes as fast as values", values / signals);
    let file = |file: &String| IndexFile::signals_in(file).map_or_else(|_| vec![], |it| it.value);
    let of_files = fastest(|| drop(black_box(files.iter().flat_map(file).collect::<Vec<_>>())));
    println!("signals_index/signals of files\t{:.0}\tns/line", each(of_files));
    println!("signals_index/signals of files\t{:.2}\ttimes as fast as values", values / of_files);
    let found: Vec<Signal> = lines.iter().flat_map(one).collect();
    let seen = Observation::of_registry(
        "cargo",
        Link::from_document("https://index.example/"),
        Timestamp::from_document("2026-11-22T13:46:00Z"),
    );
    let notices = fastest(|| {
        found.iter().for_each(|signal| drop(black_box(signal.notice(&seen))));
    });
    println!("signals_index/signals\t{}\tsignals", found.len());
    println!("signals_index/notices\t{:.0}\tns/notice", notices * 1e9 / found.len().max(1) as f64);
    let to_notices = values / (signals + notices);
    println!("signals_index/lines to notices\t{to_notices:.2}\ttimes as fast as values");
}

/// The fastest of seven rounds, in seconds.
fn fastest(mut round: impl FnMut()) -> f64 {
    let timed = (0..7).map(|_| {
        let start = Instant::now();
        round();
        start.elapsed().as_secs_f64()
    });
    timed.fold(f64::INFINITY, f64::min)
}
