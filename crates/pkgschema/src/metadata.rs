//! Package metadata: [`PackageMetadata`], the common record between the ecosystems' documents.
//!
//! Every fact that npm, PyPI, crates.io or Maven publish about a package has one place here.
//! Where the ecosystems mean different things by one word, the record keeps them apart: four
//! kinds of optional dependency, licences as declared beside the SPDX expression, people beside
//! registry accounts, requirements always with their ecosystem.
//!
//! Invariant: an absent member was not declared, unless `unknown` lists it: then the source could
//! not say.

mod availability;
mod dependency;
mod description;
mod entry_point;
mod inventory;
mod license;
mod person;
mod platform;
mod repository;

pub use availability::{Availability, Publishing, RunsCode, SignatureReference};
pub use dependency::{
    Condition, ConditionLanguage, Constraint, ConstraintKind, Dependency, DependencySource,
    Optionality, OptionalityKind, Scope, SourceKind,
};
pub use description::Description;
pub use entry_point::{EntryPoint, EntryPointKind, Provided, ProvidedKind};
pub use inventory::{Inventory, InventoryDependency, InventoryPackage};
pub use license::{DeclaredLicense, License};
pub use person::{Account, AccountRole, Organization, Person};
pub use platform::{Platforms, RuntimePhase, RuntimeRequirement};
pub use repository::{Funding, IssueTracker, ProjectLink, Repository};

use crate::identity::{Artifact, Ecosystem, EcosystemName, PackageName, PublishTime, Purl};
use crate::object::{Items, List, Map, Object, RawObject, parse, write};
use crate::text::Link;
use crate::version::VersionText;
use crate::{ParseError, Text};

crate::object! {
    /// What is published about one version of a package, or declared for it by its authors.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// let mut package = PackageMetadata::of(Ecosystem::NPM);
    /// package.name = Some("left-pad".into());
    /// package.version = Some("1.3.0".into());
    /// let again = PackageMetadata::parse(&package.to_json())?;
    /// assert_eq!(again, package);
    /// assert_eq!(package.purl().unwrap()?.as_str(), "pkg:npm/left-pad@1.3.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PackageMetadata {
        required {
            /// Version of this schema, `1.0`. Any `1.x` reads.
            pub schema_version: Text = "schemaVersion",
            /// The ecosystem whose rules name, version and requirements follow, by OSV's names.
            pub ecosystem: Ecosystem,
        }
        /// Namespace in the ecosystem's spelling: npm scope with its `@`, Maven groupId.
        /// Absent where the ecosystem has none or the package is in none.
        pub namespace: Option<Text>,
        /// Name without the namespace, as declared.
        pub name: Option<Text>,
        /// Version as declared.
        pub version: Option<Text>,
        /// A name for people, where it differs from `name` (Maven `name`).
        pub display_name: Option<Text> = "displayName",
        /// One line about the package (npm and Cargo `description`, PyPI `Summary`).
        pub summary: Option<Text>,
        /// The long description: a readme or the body of PyPI metadata.
        pub description: Option<Description>,
        /// The project's home page.
        pub homepage: Option<Link>,
        /// Where the source is kept.
        pub repository: Option<Repository>,
        /// Where to report problems.
        pub issue_tracker: Option<IssueTracker> = "issueTracker",
        /// The documentation's address.
        pub documentation: Option<Link>,
        /// The change log's address.
        pub changelog: Option<Link>,
        /// Other addresses of the project, each with its label.
        pub links: List<ProjectLink>,
        /// Ways to pay for the work.
        pub funding: List<Funding>,
        /// The licence, as declared and as an SPDX expression.
        pub license: Option<License>,
        /// Who wrote it: people as the authors name them, no accounts.
        pub authors: List<Person>,
        /// Who looks after it: people as the authors name them, no accounts.
        pub maintainers: List<Person>,
        /// Who helped.
        pub contributors: List<Person>,
        /// The organisation behind it.
        pub organization: Option<Organization>,
        /// Accounts at the registry: owners, maintainers, the publisher of this version.
        pub accounts: List<Account>,
        /// Free words to find the package by.
        pub keywords: List<Text>,
        /// Words of the ecosystem's own list: PyPI classifiers, crates.io category slugs.
        pub classifiers: List<Text>,
        /// What the package needs.
        pub dependencies: List<Dependency>,
        /// What bounds the dependencies without being one: overrides, patches, managed versions.
        pub constraints: List<Constraint>,
        /// Where the package runs: operating systems, processors, C libraries.
        pub platforms: Option<Platforms>,
        /// Optional parts by name, each with what it switches on (Cargo features, PyPI extras).
        pub features: Map<Items<Text>>,
        /// Runtimes and tools that it needs: `node`, `python`, `rust`, `java`.
        pub runtime_requirements: List<RuntimeRequirement> = "runtimeRequirements",
        /// Edition of the language (Cargo `edition`).
        pub language_edition: Option<Text> = "languageEdition",
        /// What can be run or imported from it.
        pub entry_points: List<EntryPoint> = "entryPoints",
        /// The files published for this version.
        pub artifacts: List<Artifact>,
        /// When this version was published, by whom the time is told.
        pub publish_times: List<PublishTime> = "publishTimes",
        /// Whether and where it may be published.
        pub publishing: Option<Publishing>,
        /// Whether it is yanked or deprecated.
        pub availability: Option<Availability>,
        /// Whether installing it runs code that it brings. Absent means unknown.
        pub runs_code_at_install: Option<RunsCode> = "runsCodeAtInstall",
        /// Whether building it, or something that depends on it, runs code that it brings.
        /// Absent means unknown.
        pub runs_code_at_build: Option<RunsCode> = "runsCodeAtBuild",
        /// The kind of package that is built (Maven `packaging`).
        pub packaging: Option<Text>,
        /// What it provides beside its name: native libraries, import names, capabilities.
        pub provides: List<Provided>,
        /// Signatures and attestations that are published beside it.
        pub signatures: List<SignatureReference>,
        /// Members that the source could not say anything about, by their names here. A member
        /// that is neither there nor listed was not declared.
        pub unknown: List<Text>,
        /// What only one ecosystem's documents say, by purl type: restored when a document of
        /// that ecosystem is written, a named loss for every other.
        pub extensions: Map<RawObject>,
    }
}

impl PackageMetadata {
    /// The schema version written by this crate.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// An empty record of that ecosystem.
    pub fn of(ecosystem: Ecosystem) -> Self {
        Self::new(Self::SCHEMA_VERSION, ecosystem)
    }

    /// Reads a record in JSON.
    ///
    /// # Errors
    /// Only for text that is no such record at all: no JSON object, no `schemaVersion`, no
    /// `ecosystem`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The record as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// Whether the source could not say anything about that member.
    pub fn is_unknown(&self, member: &str) -> bool {
        self.unknown.iter().any(|listed| listed == member)
    }

    /// Lists members as unknown, each once.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.name = Some("left-pad".into());
    /// record.mark_unknown(["license"]);
    /// record.mark_unknown_if_absent(["name", "summary", "license"]);
    /// assert_eq!(*record.unknown, ["license", "summary"]);
    /// ```
    pub fn mark_unknown(&mut self, members: impl IntoIterator<Item = &'static str>) {
        for member in members {
            if !self.is_unknown(member) {
                self.unknown.push(Text::from_static(member));
            }
        }
    }

    /// Lists those of the members as unknown that are not there.
    pub fn mark_unknown_if_absent(&mut self, members: impl IntoIterator<Item = &'static str>) {
        for member in members {
            if !self.has(member) {
                self.mark_unknown([member]);
            }
        }
    }

    /// Takes members from the list of what is unknown.
    ///
    /// ```
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.mark_unknown(["license", "summary"]);
    /// record.mark_known(["license"]);
    /// assert_eq!(*record.unknown, ["summary"]);
    /// ```
    pub fn mark_known<'m>(&mut self, members: impl IntoIterator<Item = &'m str>) {
        for member in members {
            let others = self.unknown.iter().filter(|other| *other != member);
            self.unknown = List::unless_empty(others.cloned().collect());
        }
    }

    /// The name with its namespace, under its ecosystem's rules.
    pub fn package_name(&self) -> Option<PackageName> {
        let name = self.name.as_deref()?;
        let joined = match (&self.namespace, self.ecosystem.base()) {
            (None, _) => name.to_owned(),
            (Some(group), EcosystemName::Maven) => format!("{group}:{name}"),
            (Some(namespace), _) => format!("{namespace}/{name}"),
        };
        Some(PackageName::from_document(self.ecosystem.clone(), joined))
    }

    /// The package URL of this version. `None` without a name, or if the ecosystem has no purl
    /// type.
    ///
    /// # Errors
    /// If a rule of the purl type forbids the name or version.
    pub fn purl(&self) -> Option<Result<Purl, ParseError>> {
        self.package_name()?.purl(self.version.as_deref())
    }

    /// The version with its ecosystem.
    pub fn version_text(&self) -> Option<VersionText> {
        let version = self.version.clone()?;
        Some(VersionText::new(self.ecosystem.clone(), version))
    }
}
