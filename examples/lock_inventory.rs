//! A tool lists what a lock file pins, and what somebody should look at before installing it.
//!
//! `cargo run --example lock_inventory [FILE]`

use std::error::Error;
use std::path::PathBuf;

use pkgschema::metadata::RunsCode;
use pkgschema_convert::detect::identify;
use pkgschema_convert::readable::{INVENTORIES, Readable};

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/package-lock.json");
    let file = std::env::args_os().nth(1).map_or(data, PathBuf::from);
    let text = std::fs::read_to_string(file)?;
    // The text alone says whether it is npm's lock or Cargo's.
    let kind = identify(&text)?;
    let lock = Readable::find(INVENTORIES, kind.as_str()).ok_or("not a lock file")?;
    let reading = lock.read(&text)?;

    for package in &reading.value.packages {
        let purl = package.purl().ok_or("an ecosystem without purls")??;
        let digests = package.artifacts.iter().filter_map(|file| file.digests.as_ref());
        let mut remarks = Vec::new();
        if digests.count() == 0 {
            remarks.push("no digest");
        }
        if package.runs_code_at_install == Some(RunsCode::Yes) {
            remarks.push("runs code when installed");
        }
        if package.availability.as_ref().is_some_and(|it| it.deprecated == Some(true)) {
            remarks.push("deprecated");
        }
        println!("{purl} {}", remarks.join(", "));
    }
    // What contradicts itself in the lock is a finding; what the inventory cannot hold is a loss.
    reading.findings.iter().for_each(|finding| println!("{finding}"));
    reading.losses.iter().for_each(|loss| println!("{loss}"));
    assert!(!reading.value.packages.is_empty());
    Ok(())
}
