//! `pkgschema schema`.
//!
//! Invariant: what is printed and what is exported is the same text.

mod difference;

use crate::args::schema::{Export, Schema};
use crate::failure::Failure;
use crate::output;
use pkgschema::schema::{ALL, Entry};

/// Runs the command.
pub(crate) fn run(args: &Schema) -> Result<(), Failure> {
    match args {
        Schema::List => output::print(&list()),
        Schema::Show { name, base_url } => match Entry::find(name) {
            Some(entry) => output::print(&entry.to_json(base_url.as_deref())),
            // The arguments allow no other names.
            None => Ok(()),
        },
        Schema::Export(args) => export(args),
        Schema::Diff(args) => difference::run(args),
    }
}

fn list() -> String {
    let width = ALL.iter().map(|entry| entry.name.len()).max().unwrap_or_default();
    let line =
        |entry: &Entry| format!("{:<width$}  v{}  {}\n", entry.name, entry.version, entry.title);
    ALL.iter().map(line).collect()
}

fn export(args: &Export) -> Result<(), Failure> {
    let out = args.out.as_deref().unwrap_or(&args.folder);
    for entry in ALL {
        let file = out.join(entry.path());
        if let Some(folder) = file.parent() {
            output::create_folder(folder)?;
        }
        output::write(Some(&file), &entry.to_json(args.base_url.as_deref()))?;
    }
    Ok(())
}
