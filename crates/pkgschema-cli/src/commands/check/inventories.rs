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
use pkgschema_convert::Loss;
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
    /// Packages of the document that the inventory does not list.
    unlisted: Vec<Loss>,
}

/// So many packages that are not listed are named.
const NAMED: usize = 10;

impl Read {
    fn input(&self) -> CheckInput<'_> {
        let mut input = CheckInput::new(&self.inventory);
        input.name = Some(&self.name);
        input.findings = &self.findings;
        input.unlisted = self.unlisted.len();
        input
    }

    /// Why something may be missing, in words.
    fn warnings(&self) -> impl Iterator<Item = String> {
        let errors = self.findings.iter().filter(|it| it.severity == Severity::Error);
        let errors = errors.map(|finding| format!("{}: {finding}", self.name));
        let unlisted = self.unlisted.iter().take(NAMED);
        let unlisted = unlisted.map(|it| format!("{}: not looked at: {}", self.name, told(it)));
        let more = self.unlisted.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("{}: and {more} more packages", self.name));
        errors.chain(unlisted).chain(more)
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

    /// Why something may be missing in them, in words.
    pub(super) fn warnings(&self) -> impl Iterator<Item = String> {
        self.all.iter().flat_map(Read::warnings)
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

fn told(unlisted: &Loss) -> String {
    format!("{}: {}", unlisted.pointer, unlisted.note)
}

fn one(path: &Path, args: &Check) -> Result<Read, Failure> {
    let Source { name, text, mut findings } = Source::read(path)?;
    let read = args.document.map_or_else(|| read_inventory(&text), |format| format.read(&text));
    match read {
        Ok(reading) => {
            findings.extend(reading.findings);
            let (lines, inventory) = (Lines::of(&text), reading.value);
            let unlisted = reading.losses.into_iter().filter(|loss| loss.is_package).collect();
            Ok(Read { name, lines, inventory, findings, unlisted })
        }
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}
