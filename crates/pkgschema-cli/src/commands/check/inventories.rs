//! Reading the inventories that are checked.
//!
//! Invariant: one that cannot be read is named, and costs no other one.

use super::lines::Lines;
use crate::args::check::Check;
use crate::failure::Failure;
use crate::input::Source;
use pkgschema::exchange::{CheckInput, PackagePlace};
use pkgschema::metadata::{Inventory, InventoryPackage};
use pkgschema::{Finding, Severity};
use pkgschema_convert::readable::read_inventory;
use std::path::Path;

/// Inventories that were read.
pub(super) struct Inventories {
    all: Vec<Read>,
}

/// One of them.
struct Read {
    name: String,
    lines: Lines,
    inventory: Inventory,
    findings: Vec<Finding>,
}

impl Read {
    fn input(&self) -> CheckInput<'_> {
        let mut input = CheckInput::new(&self.inventory);
        input.name = Some(&self.name);
        input.findings = &self.findings;
        input
    }
}

impl Inventories {
    /// Reads all, and says which could not be read.
    pub(super) fn read(args: &Check) -> (Self, Vec<String>) {
        let (mut all, mut failures) = (Vec::new(), Vec::new());
        for path in &args.inventories {
            match one(path, args) {
                Ok(read) => all.push(read),
                Err(failure) => failures.push(failure.line()),
            }
        }
        (Self { all }, failures)
    }

    /// The inventories, as the library takes them.
    pub(super) fn inputs(&self) -> Vec<CheckInput<'_>> {
        self.all.iter().map(Read::input).collect()
    }

    /// The errors in them, for which something may be missing, in words.
    pub(super) fn errors(&self) -> impl Iterator<Item = String> {
        self.all.iter().flat_map(|read| {
            let errors = read.findings.iter().filter(|it| it.severity == Severity::Error);
            errors.map(|finding| format!("{}: {finding}", read.name))
        })
    }

    /// The inventories alone.
    pub(super) fn records(&self) -> impl Iterator<Item = &Inventory> {
        self.all.iter().map(|read| &read.inventory)
    }

    /// The line of the inventory's text at which a package stands, from 1, where that is known.
    pub(super) fn line(&self, place: &PackagePlace) -> Option<usize> {
        let name = place.inventory.as_deref()?;
        let read = self.all.iter().find(|read| read.name == name)?;
        let index: usize = place.pointer.strip_prefix("/packages/")?.parse().ok()?;
        let package: &InventoryPackage = read.inventory.packages.get(index)?;
        read.lines.line(package)
    }
}

fn one(path: &Path, args: &Check) -> Result<Read, Failure> {
    let Source { name, text, mut findings } = Source::read(path)?;
    let read = args.document.map_or_else(|| read_inventory(&text), |format| format.read(&text));
    match read {
        Ok(reading) => {
            findings.extend(reading.findings);
            Ok(Read { name, lines: Lines::of(&text), inventory: reading.value, findings })
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}
