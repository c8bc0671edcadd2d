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

use crate::syntax::toml::{self, document::toml_document};
use crate::{Converted, ToRecord};
use pkgschema::metadata::Inventory;
use pkgschema::object::{List, Map};
use pkgschema::{Pointer, Text};

/// Newest version of the format that is known.
const NEWEST: u64 = 4;

toml_document! {
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
    pub struct CargoLock(Lock) = "Cargo.lock" {
        read: |text| toml::document::read_fast(text, toml::LONGEST_LOCK),
        refusal: refusal,
        layout: |_| false,
        lints: lints::lints,
    }
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

impl ToRecord<Inventory> for CargoLock {
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}

impl CargoLock {
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

/// Whether the keys have nothing that only a lock has: a lock without packages has its version.
fn refusal(keys: &Lock) -> Option<&'static str> {
    let known = keys.version.is_some() || keys.root.is_some() || keys.package.is_present();
    (!known).then_some("neither packages nor the version of a lock")
}
