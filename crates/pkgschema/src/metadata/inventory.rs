//! Which packages a lock file or bill of materials names, each with the bytes it is known by.
//!
//! Invariant: a digest stands beside the artifact that it is of; a package without artifacts has
//! no digest in the document, and that is not the same as having been checked.

use super::{
    Availability, Condition, DependencySource, License, Optionality, Platforms, RunsCode, Scope,
};
use crate::identity::{Artifact, Ecosystem, PackageName, Purl};
use crate::object::{List, Map, RawObject, parse, write};
use crate::version::{RequirementText, VersionText};
use crate::{ParseError, Text};

crate::object! {
    /// The packages that a document pins or lists: a lock file, a bill of materials.
    ///
    /// ```
    /// use pkgschema::metadata::Inventory;
    /// let inventory = Inventory::parse(r#"{"schemaVersion": "1.0", "document": "Cargo.lock",
    ///     "packages": [{"ecosystem": "crates.io", "name": "serde", "version": "1.0.0"}]}"#)?;
    /// let purl = inventory.packages[0].purl().unwrap()?;
    /// assert_eq!(purl.as_str(), "pkg:cargo/serde@1.0.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Inventory {
        required {
            /// Version of this schema, `1.0`. Any `1.x` reads.
            pub schema_version: Text = "schemaVersion",
        }
        /// The document it was made of, by its usual name: `Cargo.lock`.
        pub document: Option<Text>,
        /// The version of that document's format, as it says it: `3`.
        pub document_version: Option<Text> = "documentVersion",
        /// The packages whose needs the document settles: a project, the members of a workspace.
        pub subjects: List<InventoryPackage>,
        /// The packages that the subjects need, in the order of the document. One package in two
        /// places of the tree stands here twice.
        pub packages: List<InventoryPackage>,
        /// Members of the packages that the document could not say anything about, by their names
        /// here. A member that is neither there nor listed was not said.
        pub unknown: List<Text>,
        /// What only this kind of document says, by purl type.
        pub extensions: Map<RawObject>,
    }

    /// One package of an inventory.
    pub struct InventoryPackage {
        required {
            /// The ecosystem whose rules name and version follow, by OSV's names.
            pub ecosystem: Ecosystem,
            /// The package's own name with its namespace, as the ecosystem writes it.
            pub name: Text,
        }
        /// The version. Absent where the document names none.
        pub version: Option<Text>,
        /// Which versions would do, where the document asks for some instead of naming one, or
        /// beside the one it names.
        pub requirement: Option<RequirementText>,
        /// The local name, where the depending package calls it by another.
        pub alias: Option<Text>,
        /// Where it comes from, if not from the ecosystem's usual registry.
        pub source: Option<DependencySource>,
        /// Its files, with the digests that the document pins.
        pub artifacts: List<Artifact>,
        /// When it is needed. Absent means unknown.
        pub scope: Option<Scope>,
        /// In which sense it is optional. Absent means that it is not, or unknown.
        pub optionality: Option<Optionality>,
        /// Whether another package brings it along.
        pub bundled: Option<bool>,
        /// Where it is needed only under a condition (PyPI markers).
        pub condition: Option<Condition>,
        /// Optional parts of it that are asked for (PyPI extras).
        pub features: List<Text>,
        /// The place in the installed tree (npm `node_modules/a/node_modules/b`).
        pub location: Option<Text>,
        /// What it needs in its turn.
        pub dependencies: List<InventoryDependency>,
        /// The licence, as the document repeats it.
        pub license: Option<License>,
        /// Where it runs, as the document repeats it.
        pub platforms: Option<Platforms>,
        /// Whether it is deprecated or yanked, as the document repeats it.
        pub availability: Option<Availability>,
        /// Whether installing it runs code that it brings. Absent means unknown.
        pub runs_code_at_install: Option<RunsCode> = "runsCodeAtInstall",
    }

    /// A package that one of an inventory needs.
    pub struct InventoryDependency {
        required {
            /// The name it goes by there: its own with its namespace, or an alias.
            pub name: Text,
        }
        /// The version that was chosen, where the document names it.
        pub version: Option<Text>,
        /// Which versions would do, where the document repeats that.
        pub requirement: Option<RequirementText>,
        /// When it is needed. Absent means unknown.
        pub scope: Option<Scope>,
        /// In which sense it is optional. Absent means that it is not, or unknown.
        pub optionality: Option<Optionality>,
        /// Where it comes from, where the document tells several of one name apart.
        pub source: Option<Text>,
    }
}

impl Inventory {
    /// The schema version written by this crate.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// An empty inventory of that document.
    pub fn of(document: &str) -> Self {
        let mut inventory = Self::new(Self::SCHEMA_VERSION);
        inventory.document = Some(Text::from(document));
        inventory
    }

    /// Reads an inventory in JSON.
    ///
    /// # Errors
    /// Only for text that is no such record at all: no JSON object, no `schemaVersion`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The inventory as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

impl InventoryPackage {
    /// The name with its ecosystem's rules.
    pub fn package_name(&self) -> PackageName {
        PackageName::from_document(self.ecosystem.clone(), self.name.clone())
    }

    /// The version with its ecosystem.
    pub fn version_text(&self) -> Option<VersionText> {
        Some(VersionText::new(self.ecosystem.clone(), self.version.clone()?))
    }

    /// The package URL. `None` if the ecosystem has no purl type.
    ///
    /// # Errors
    /// If a rule of the purl type forbids the name or version.
    pub fn purl(&self) -> Option<Result<Purl, ParseError>> {
        self.package_name().purl(self.version.as_deref())
    }
}
