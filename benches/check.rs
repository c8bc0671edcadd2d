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
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Inventory, InventoryPackage};
use pkgschema_testkit::inventories::{osv_texts, project};

const RUNS: usize = 7;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|it| it != "--bench").collect();
    let packages = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let Ok(texts) = osv_texts(&corpora) else { return println!("no corpora beside the project") };
    let advisories = read(&texts);
    let reading = best(|| drop(black_box(read(&texts))));
    println!("check/read-advisories\t{:.1}\tms", reading * 1e3);
    let few = project(&advisories, packages / NAMED);
    measure("one in twenty named", &beside_others(few, packages), &texts, reading);
    measure("all named", &project(&advisories, packages), &texts, reading);
}

/// Of so many packages of a lock file one is named by an advisory.
const NAMED: usize = 20;

/// The packages among others that no advisory names.
fn beside_others(mut inventory: Inventory, packages: usize) -> Inventory {
    for number in inventory.packages.len()..packages {
        let mut other = InventoryPackage::new(Ecosystem::CRATES_IO, format!("made-{number}"));
        other.version = Some("1.2.3".into());
        inventory.packages.push(other);
    }
    inventory
}

/// Asking alone, and everything from the texts on.
fn measure(name: &str, inventory: &Inventory, texts: &[String], reading: f64) {
    let evidence = || -> AdvisoryEvidence {
        let mut known = AdvisoryEvidence::about([inventory]);
        known.extend(texts.iter().map(|text| parse(text)));
        known
    };
    let known = evidence();
    let asking = best(|| drop(black_box(ask(inventory, &known))));
    let whole = best(|| drop(black_box(ask(inventory, &evidence()))));
    let report = ask(inventory, &known);
    let reasons: usize = report.packages.iter().map(|package| package.reasons.len()).sum();
    let (all, kept, hits) = (inventory.packages.len(), known.kept(), report.counts.hits);
    let advisories = texts.len();
    println!(
        "check/{name}\t{all} packages, {hits} hits, {reasons} reasons; {kept} of {advisories} advisories kept"
    );
    println!("check/{name}/ask\t{:.1}\tms\t{:.2}\tx reading", asking * 1e3, asking / reading);
    println!("check/{name}/whole\t{:.1}\tms\t{:.2}\tx reading", whole * 1e3, whole / reading);
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
