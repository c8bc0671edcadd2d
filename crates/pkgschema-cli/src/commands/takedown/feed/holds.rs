//! What a mirror holds, as its lists say.
//!
//! Invariant: a line or package that cannot be read is held all the same, so that nobody takes it
//! for judged.

use crate::failure::Failure;
use crate::input::Source;
use pkgschema::identity::PurlText;
use pkgschema::metadata::{Inventory, InventoryPackage};
use pkgschema::takedown::HeldFile;
use std::path::Path;

/// Reads an inventory, or a list of package URLs or of held files, one a line.
pub(super) fn read(path: &Path) -> Result<Vec<HeldFile>, Failure> {
    let text = Source::read_lines(path)?.text;
    if let Ok(inventory) = Inventory::parse(&text) {
        return Ok(inventory.packages.iter().flat_map(of_package).collect());
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Ok(lines.map(of_line).collect())
}

fn of_line(line: &str) -> HeldFile {
    let held = if line.starts_with('{') { HeldFile::parse(line).ok() } else { None };
    held.unwrap_or_else(|| HeldFile::new(PurlText::from_document(line)))
}

/// The files of a package, or the package if there are none.
fn of_package(package: &InventoryPackage) -> Vec<HeldFile> {
    let purl = package.purl().and_then(Result::ok).map(PurlText::from);
    // A package that has no package URL cannot be judged.
    let purl = purl.unwrap_or_else(|| PurlText::from_document(&*package.name));
    let with = |file| {
        let mut held = HeldFile::new(purl.clone());
        held.file = file;
        held
    };
    let files: Vec<HeldFile> = package.artifacts.iter().cloned().map(|it| with(Some(it))).collect();
    if files.is_empty() { vec![with(None)] } else { files }
}
