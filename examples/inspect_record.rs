//! An auditor asks one record about packages of several ecosystems.
//!
//! `cargo run --example inspect_record [FILE]...`

use std::error::Error;
use std::path::{Path, PathBuf};

use pkgschema::metadata::{PackageMetadata, RunsCode};
use pkgschema_convert::format::ALL;

fn main() -> Result<(), Box<dyn Error>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data");
    let mut files: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if files.is_empty() {
        let main = ALL.iter().filter(|format| format.is_main());
        files = main.map(|format| data.join(format.document())).collect();
    }
    for file in files {
        let name = file.file_name().unwrap_or_default();
        let format = ALL.iter().find(|format| name == format.document());
        let format = format.ok_or_else(|| format!("{}: no known document", file.display()))?;
        show(&format.read(&std::fs::read_to_string(&file)?)?.record)?;
    }
    Ok(())
}

fn show(record: &PackageMetadata) -> Result<(), Box<dyn Error>> {
    let purl = record.purl().ok_or("a package without a name")??;
    let license = record.license.as_ref().and_then(|license| license.expression.as_deref());
    println!("{purl}");
    println!("  licence: {}", license.unwrap_or("no expression"));
    for dependency in &record.dependencies {
        let asked = dependency.requirement.as_ref().map_or("any", |asked| asked.text.as_str());
        println!("  {}: {} {asked}", dependency.scope.as_str(), dependency.name);
    }
    // Absent is unknown here, never "no".
    let code = [&record.runs_code_at_install, &record.runs_code_at_build];
    let runs = code.into_iter().any(|runs| *runs == Some(RunsCode::Yes));
    println!("  runs code of its own: {}", if runs { "yes" } else { "not known" });
    Ok(())
}
