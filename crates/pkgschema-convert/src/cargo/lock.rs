//! `Cargo.lock`, in every version of its format.
//!
//! Source: The Cargo Book, "Cargo.toml vs Cargo.lock"; Cargo's `resolver/encode` for the formats:
//! 1 keeps checksums in `[metadata]`, the oldest of them with a `[root]`; 2 keeps them with the
//! packages and names of a dependency only what tells it apart; 3 names its version; 4 encodes
//! what stands in the query of a source.
//!
//! Invariant: a dependency is resolved only where the lock names exactly one package by it.

mod index;
mod inventory;
mod lints;
mod source;

use crate::syntax::{json, toml};
use crate::{Converted, Document, ToRecord};
use pkgschema::metadata::Inventory;
use pkgschema::object::{List, Map, Raw, check, parse};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Text};
use std::ops::Deref;

/// Newest version of the format that is known.
const NEWEST: u64 = 4;

/// A `Cargo.lock`. Derefs to its keys.
///
/// ```
/// use pkgschema_convert::{Document, ToRecord, cargo::CargoLock};
/// let lock = CargoLock::parse("version = 4\n[[package]]\nname = 'thing'\nversion = '0.1.0'\n\
///     dependencies = ['serde']\n[[package]]\nname = 'serde'\nversion = '1.0.0'\n\
///     source = 'registry+https://github.com/rust-lang/crates.io-index'")?;
/// let inventory = lock.to_record().value;
/// assert_eq!(inventory.subjects[0].dependencies[0].version.as_deref(), Some("1.0.0"));
/// assert_eq!(inventory.packages[0].purl().unwrap()?.as_str(), "pkg:cargo/serde@1.0.0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct CargoLock {
    keys: Lock,
    /// Places whose text is a date-time, or a float that JSON lacks.
    scalars: Vec<Pointer>,
}

pkgschema::object! {
    /// The keys of a `Cargo.lock`.
    pub struct Lock {
        /// Version of the format; the first two do not say it.
        pub version: Option<u64>,
        /// The package that the lock is for, in the oldest locks.
        pub root: Option<LockPackage>,
        /// The packages.
        pub package: List<LockPackage>,
        /// Checksums in locks of the first version, by the package: `checksum NAME VERSION
        /// (SOURCE)`.
        pub metadata: Map<Text>,
        /// Patches without an effect.
        pub patch: Option<LockPatch>,
    }

    /// A package in a lock.
    pub struct LockPackage {
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// Where it comes from; absent for a folder on the machine.
        pub source: Option<Text>,
        /// SHA-256 of its file, in hexadecimal.
        pub checksum: Option<Text>,
        /// What it needs: a name, with version and source as far as they tell it apart.
        pub dependencies: List<Text>,
        /// The package that stands in for it (`[replace]`).
        pub replace: Option<Text>,
    }

    /// Patches in a lock.
    pub struct LockPatch {
        /// Those that no package needs.
        pub unused: List<LockPackage>,
    }
}

impl Deref for CargoLock {
    type Target = Lock;

    fn deref(&self) -> &Lock {
        &self.keys
    }
}

impl Document for CargoLock {
    const NAME: &'static str = "Cargo.lock";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let strict = toml::strict_within(text, toml::LONGEST_LOCK);
        let (keys, scalars) = match strict {
            Some(keys) => (keys, Vec::new()),
            None => {
                let (view, scalars) = toml::view_within(text, toml::LONGEST_LOCK)?;
                (parse(view.as_str())?, scalars)
            }
        };
        Self { keys, scalars }.known(text)
    }

    fn view(&self) -> Raw {
        json::view(&self.keys)
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self { keys: parse(view.as_str())?, scalars: Vec::new() }.known(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        let (text, losses) = toml::render(&self.view(), &self.scalars, |_| false);
        Converted::new(text, losses)
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.keys);
        found.extend(lints::lints(self));
        found
    }

    fn text_scalars(&self) -> &[Pointer] {
        &self.scalars
    }

    fn set_text_scalars(&mut self, places: Vec<Pointer>) {
        self.scalars = places;
    }
}

impl ToRecord<Inventory> for CargoLock {
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}

impl CargoLock {
    /// The lock, if it has anything that only a lock has: a lock without packages has its version.
    fn known(self, text: &str) -> Result<Self, ParseError> {
        let keys = &self.keys;
        if keys.version.is_some() || keys.root.is_some() || keys.package.is_present() {
            return Ok(self);
        }
        let words = "neither packages nor the version of a lock";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }

    /// Every package with its place: `root` first, as Cargo reads it.
    fn placed(&self) -> impl Iterator<Item = (Pointer, &LockPackage)> {
        let root = self.root.iter().map(|root| (Pointer::root().child("root"), root));
        let packages = Pointer::root().child("package");
        let all = self.package.indexed();
        root.chain(all.map(move |(index, package)| (packages.index(index), package)))
    }

    /// Whether the query of a source is encoded. Later versions are read as the newest known one.
    fn encodes(&self) -> bool {
        self.version.is_some_and(|version| version >= NEWEST)
    }
}
