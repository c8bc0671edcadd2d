//! What it costs to tell whether packages are hit, beside reading the advisories.
//!
//! `cargo bench --bench check [-- PACKAGES]` (10,000 by default) prints `<case> <figure> <unit>`,
//! tab-separated. The advisories are those of the corpora, as OSV documents in memory; the packages
//! are drawn from what they are about. `check/whole` is everything from the texts on: reading the
//! advisories, making those ready that may be about a package, and the check. Without the corpora
//! nothing is measured.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use pkgschema::advisory::Advisory;
use pkgschema::exchange::{AdvisoryEvidence, CheckEvidence, CheckPolicy, InventoryReport, check};
use pkgschema::metadata::Inventory;
use pkgschema_testkit::inventories::{osv_texts, project};

const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let packages = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let Ok(texts) = osv_texts(&corpora) else { return println!("no corpora beside the project") };
    let advisories = read(&texts);
    let inventory = project(&advisories, packages);
    let reading = best(|| drop(black_box(read(&texts))));
    let evidence = || -> AdvisoryEvidence {
        let mut known = AdvisoryEvidence::about([&inventory]);
        known.extend(texts.iter().map(|text| parse(text)));
        known
    };
    let known = evidence();
    let asking = best(|| drop(black_box(ask(&inventory, &known))));
    let whole = best(|| drop(black_box(ask(&inventory, &evidence()))));
    let report = ask(&inventory, &known);
    let (all, hits) = (inventory.packages.len(), report.counts.hits);
    println!(
        "check/advisories\t{}\tof which {} are kept for {all} packages, {hits} hits",
        texts.len(),
        known.kept()
    );
    println!("check/read-advisories\t{:.1}\tms", reading * 1e3);
    println!("check/ask\t{:.1}\tms", asking * 1e3);
    println!("check/whole\t{:.1}\tms", whole * 1e3);
    println!("check/ask-beside-reading\t{:.2}\tx", asking / reading);
    println!("check/whole-beside-reading\t{:.2}\tx", whole / reading);
}

fn parse(text: &str) -> Advisory {
    Advisory::parse(text).expect("an advisory")
}

fn read(texts: &[String]) -> Vec<Advisory> {
    texts.iter().map(|text| parse(text)).collect()
}

fn ask(inventory: &Inventory, known: &AdvisoryEvidence) -> InventoryReport {
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(known);
    check(inventory, &evidence, &CheckPolicy::default())
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
