//! `pkgschema schema`.
//!
//! Invariant: what is printed and what is exported is the same text.

use crate::args::Schema;
use crate::failure::Failure;
use crate::output;
use pkgschema::schema::{ALL, Entry};
use std::path::Path;

/// Runs the command.
pub(crate) fn run(args: &Schema) -> Result<(), Failure> {
    match args {
        Schema::List => output::print(&list()),
        Schema::Show { name, base } => match Entry::find(name) {
            Some(entry) => output::print(&entry.to_json(base.as_deref())),
            // The arguments allow no other names.
            None => Ok(()),
        },
        Schema::Export { out, base } => export(out, base.as_deref()),
    }
}

fn list() -> String {
    let width = ALL.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    let line =
        |entry: &Entry| format!("{:<width$}  v{}  {}\n", entry.name, entry.version, entry.title);
    ALL.iter().map(line).collect()
}

fn export(out: &Path, base: Option<&str>) -> Result<(), Failure> {
    for entry in ALL {
        let file = out.join(entry.path());
        if let Some(folder) = file.parent() {
            output::create_folder(folder)?;
        }
        output::write(Some(&file), &entry.to_json(base))?;
    }
    Ok(())
}
