//! What it costs to make the schemas and to judge documents by them, beside reading the documents.
//!
//! `cargo bench --bench schemas` prints `<case> <figure> <unit>`, tab-separated. The advisories are
//! those of the corpora, as OSV documents in memory; of the other records the complete fixture is
//! judged. A validator is compiled once; judging begins with the document's text, as reading does,
//! and `alone` is without making a tree of it.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use pkgschema::advisory::Advisory;
use pkgschema::schema::{ALL, Entry};
use pkgschema_testkit::inventories::osv_texts;
use pkgschema_testkit::schema_cases::Judge;
use serde_json::Value;

const RUNS: usize = 7;

fn main() {
    let catalogue = best(|| {
        let length: usize = ALL.iter().map(|entry| entry.to_json(None).len()).sum();
        black_box(length);
    });
    println!("schemas/catalogue\t{:.1}\tms\t{} schemas", catalogue * 1e3, ALL.len());
    advisories();
    fixtures();
}

/// Advisories of the corpora: MB/s, and how fast judging is beside reading.
fn advisories() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let Ok(texts) = osv_texts(&corpora) else { return println!("no corpora beside the project") };
    let schema = Value::from(Entry::find("advisory").expect("a schema").schema(None));
    let validator = jsonschema::draft202012::new(&schema).expect("a validator");
    let trees: Vec<Value> = texts.iter().filter_map(|it| serde_json::from_str(it).ok()).collect();
    let valid = trees.iter().filter(|tree| validator.is_valid(tree)).count();
    let reading = best(|| {
        for text in &texts {
            drop(black_box(Advisory::parse(text)));
        }
    });
    let judging = best(|| {
        for text in &texts {
            let tree: Option<Value> = serde_json::from_str(text).ok();
            black_box(tree.is_some_and(|tree| validator.is_valid(&tree)));
        }
    });
    let alone = best(|| {
        for tree in &trees {
            black_box(validator.is_valid(tree));
        }
    });
    let bytes: usize = texts.iter().map(String::len).sum();
    let speed = |seconds: f64| bytes as f64 / seconds / 1e6;
    println!("schemas/advisories\t{} documents, {valid} of them valid", texts.len());
    println!("schemas/advisories/read\t{:.1}\tMB/s", speed(reading));
    println!(
        "schemas/advisories/judge\t{:.1}\tMB/s\t{:.2}\tx reading",
        speed(judging),
        reading / judging
    );
    println!(
        "schemas/advisories/alone\t{:.1}\tMB/s\t{:.2}\tx reading",
        speed(alone),
        reading / alone
    );
}

/// Every record's complete fixture: the one that is judged most slowly beside being read.
fn fixtures() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut slowest = (f64::INFINITY, "");
    for judge in Judge::all().expect("schemas") {
        let Some(record) = judge.record else { continue };
        let Ok(Some(complete)) = judge.complete(root) else { continue };
        let validator = jsonschema::draft202012::new(&judge.schema).expect("a validator");
        let text = complete.to_string();
        let reading = best(|| {
            for _ in 0..50 {
                black_box(record.parse(&text));
            }
        });
        let judging = best(|| {
            for _ in 0..50 {
                let tree: Option<Value> = serde_json::from_str(&text).ok();
                black_box(tree.is_some_and(|tree| validator.is_valid(&tree)));
            }
        });
        if reading / judging < slowest.0 {
            slowest = (reading / judging, judge.entry.name);
        }
    }
    println!("schemas/slowest\t{}\t{:.2}\tx reading", slowest.1, slowest.0);
}

/// The fastest of some runs, in seconds.
fn best(mut run: impl FnMut()) -> f64 {
    let once = |_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    };
    (0..RUNS).map(once).fold(f64::INFINITY, f64::min)
}
