//! Somebody asks whether a project is hit: by an advisory, and by what its registry took down.
//!
//! `cargo run --example am_i_hit`

use std::error::Error;
use std::fs;
use std::path::Path;

use pkgschema::advisory::Advisory;
use pkgschema::exchange::{
    AdvisoryEvidence, CheckEvidence, CheckPolicy, CheckVerdict, NoticeEvidence, check,
};
use pkgschema::takedown::{Checkpoint, Clocks, Log, StatusIndex, TrustTable};
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::readable::read_inventory;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/check");
    let text = |name: &str| fs::read_to_string(data.join(name));
    let inventory = read_inventory(&text("Cargo.lock")?)?.value;

    // What is not about a package of the inventory is counted and not kept.
    let mut advisories = AdvisoryEvidence::about([&inventory]);
    advisories.insert(Advisory::parse(&text("advisory.json")?)?);

    // A log says how far it can be relied on to be all; whose word it is the caller says.
    let at = Timestamp::new("2026-06-01T00:00:00Z")?;
    let log = Log::parse(&text("notices.jsonl")?);
    let checkpoint: Checkpoint = pkgschema::object::parse(&text("checkpoint.json")?)?;
    let report = log.report(Some(&checkpoint), Some(&at));
    let trust = TrustTable::of_registry("our log", Link::new("https://registry.example")?);
    let mut notices = StatusIndex::new(&trust);
    notices.add_log(&log, "our log", Some(&checkpoint));
    let clocks = Clocks::at(at.clone());

    let mut evidence = CheckEvidence::at(&at);
    evidence.advisories = Some(&advisories);
    evidence.notices = Some(NoticeEvidence::new(&notices, &clocks, &report));
    let report = check(&inventory, &evidence, &CheckPolicy::default());
    for package in &report.packages {
        let name = package.name.as_deref().unwrap_or_default();
        println!("{:<8} {name}", package.verdict.as_str());
        package.reasons.iter().for_each(|reason| println!("          {reason}"));
        package.actions.iter().for_each(|action| println!("          do: {action}"));
    }
    let verdicts: Vec<&CheckVerdict> = report.packages.iter().map(|it| &it.verdict).collect();
    use CheckVerdict::{Allow, Avoid, Block, Unknown};
    assert_eq!(verdicts, [&Block, &Avoid, &Unknown, &Allow]);
    assert_eq!(report.packages[1].actions[0].version.as_deref(), Some("2.1.3"));
    Ok(())
}
