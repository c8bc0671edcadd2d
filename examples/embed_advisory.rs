//! A backend answers which of its packages an advisory is about. It embeds one record family:
//! `pkgschema = { default-features = false, features = ["advisory"] }`.
//!
//! `cargo run --example embed_advisory [FILE]`

use std::error::Error;
use std::path::PathBuf;

use pkgschema::advisory::Advisory;

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/advisory.json");
    let file = std::env::args_os().nth(1).map_or(data, PathBuf::from);
    // Odd members cost neither the document nor themselves.
    let advisory = Advisory::parse(&std::fs::read_to_string(file)?)?;
    println!("{}: {}", advisory.id, advisory.summary.as_deref().unwrap_or("no summary"));
    for affected in &advisory.affected {
        let Some(package) = &affected.package else { continue };
        let purl = package.purl.as_ref().map_or("no purl", |purl| purl.as_str());
        println!("  {purl}: {}", affected.versions.join(", "));
    }
    for finding in pkgschema::object::check(&advisory) {
        println!("  odd: {finding}");
    }
    // What was not understood is written back as it stood.
    let again = Advisory::parse(&serde_json::to_string(&advisory)?)?;
    assert_eq!(again, advisory);
    Ok(())
}
