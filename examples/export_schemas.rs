//! A schema author exports the JSON Schema of every record into a folder.
//!
//! `cargo run --example export_schemas [FOLDER]`

use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let usual = || PathBuf::from("target/schemas");
    let folder = std::env::args_os().nth(1).map_or_else(usual, PathBuf::from);
    for schema in pkgschema::schema::ALL {
        let file = folder.join(schema.path());
        fs::create_dir_all(file.parent().unwrap_or(&folder))?;
        fs::write(&file, schema.to_json(None))?;
        println!("{}", file.display());
    }
    Ok(())
}
