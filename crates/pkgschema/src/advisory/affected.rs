//! What is affected: packages and their versions.
//!
//! Invariant: a package without ranges and versions says nothing about versions, not "none".

use super::{Range, Severity};
use crate::Text;
use crate::identity::Ecosystem;
use crate::object::{List, RawObject};

crate::object! {
    /// One affected package, or one affected repository where `package` is absent
    /// (OSV `affected[]`).
    pub struct Affected {
        /// Which package. Absent where only a repository is known (ranges of type `GIT`).
        pub package: Option<Package>,
        /// How severe it is for this package; only where the entry has no severity of its own.
        pub severity: List<Severity>,
        /// Affected versions as ranges.
        pub ranges: List<Range>,
        /// Affected versions one by one, spelt as the ecosystem spells them.
        pub versions: List<Text>,
        /// What the ecosystem adds; its shape is the ecosystem's.
        pub ecosystem_specific: Option<RawObject>,
        /// What the database adds; its shape is the database's.
        pub database_specific: Option<RawObject>,
    }

    /// The package that is affected (OSV `affected[].package`).
    pub struct Package {
        /// The ecosystem by OSV's name, with a suffix behind a colon where it has one:
        /// `PyPI`, `Debian:12`, `Ubuntu:Pro:18.04:LTS`.
        pub ecosystem: Option<Ecosystem>,
        /// The package's name in that ecosystem.
        pub name: Option<Text>,
        /// The package as a purl, without a version.
        pub purl: Option<Text>,
    }
}
