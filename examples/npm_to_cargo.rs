//! A tool turns a `package.json` into a `Cargo.toml` and tells its user what was lost.
//!
//! `cargo run --example npm_to_cargo [FILE]`

use std::error::Error;
use std::path::PathBuf;

use pkgschema_convert::format::Format;

fn main() -> Result<(), Box<dyn Error>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples/data/package.json");
    let file = std::env::args_os().nth(1).map_or(data, PathBuf::from);
    let text = std::fs::read_to_string(file)?;
    let npm = Format::find("npm").ok_or("built without npm")?;
    let cargo = Format::find("cargo").ok_or("built without cargo")?;

    let conversion = npm.convert(&text, cargo)?;
    println!("{}", conversion.text);
    // Every loss points into the package.json and says why.
    for loss in &conversion.losses {
        println!("{loss}");
    }
    // Those are all: the manifest reads back as a record that lacks nothing else.
    let again = cargo.read(&conversion.text)?;
    assert_eq!(again.record.version, conversion.record.version);
    Ok(())
}
