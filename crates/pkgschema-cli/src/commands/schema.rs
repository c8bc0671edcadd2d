//! `pkgschema schema`.
//!
//! Invariant: what is printed and what is exported is the same text.

mod difference;

use crate::args::schema::{Export, Schema};
use crate::failure::Failure;
use crate::input;
use crate::output;
use pkgschema::schema::export::{openapi, self_contained, split};
use pkgschema::schema::{ALL, Entry};
use std::path::{Path, PathBuf};

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
    // what cannot be read is told before anything is written
    let vectors = args.vectors.as_deref().map(vectors).transpose()?.unwrap_or_default();
    let base = args.base_url.as_deref();
    let files = match (args.openapi, args.split) {
        (true, _) => vec![openapi()],
        (false, true) => split(base),
        (false, false) => self_contained(base),
    };
    for file in files {
        write(&args.folder.join(&file.path), &file.text)?;
    }
    let folder = args.folder.join("vectors");
    vectors.iter().try_for_each(|(path, text)| write(&folder.join(path), text))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    path.parent().map_or(Ok(()), output::create_folder)?;
    output::write(Some(path), text)
}

/// The files below a folder, by their paths in it.
fn vectors(folder: &Path) -> Result<Vec<(PathBuf, String)>, Failure> {
    let read = |path: PathBuf| {
        let text = input::Source::read(&path)?.text;
        Ok((path.strip_prefix(folder).unwrap_or(&path).to_owned(), text))
    };
    input::files_below(folder)?.into_iter().map(read).collect()
}
