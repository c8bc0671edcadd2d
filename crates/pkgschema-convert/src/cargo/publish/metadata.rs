//! Publish requests and package metadata.
//!
//! What the manifest says under the same names goes through its own mapping, so that both
//! documents agree.
//!
//! Invariant: what a publish request cannot say is listed as unknown in the record.

use super::{CargoPublish, dependencies, origin};
use crate::cargo::manifest::{FileSpec, Inheritable, InheritableList, Package};
use crate::cargo::{metadata as manifest, published};
use crate::carry::{self, Mapping, Source};
use crate::{Converted, Document, FromRecord, Loss, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{Entries, Items, Map, Nullable, raw};
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What crates have and no publish request says.
const UNKNOWN: [&str; 10] = [
    "constraints",
    "languageEdition",
    "entryPoints",
    "publishing",
    "runsCodeAtBuild",
    "accounts",
    "artifacts",
    "availability",
    "publishTimes",
    "signatures",
];

/// Members of the request, and what is unknown of the package where their value is of no known
/// kind.
const UNREAD: &[(&str, &str)] = &[
    ("deps", "dependencies"),
    ("description", "summary"),
    ("documentation", "documentation"),
    ("homepage", "homepage"),
    ("readme", "description"),
    ("repository", "repository"),
    ("license", "license"),
    ("license_file", "license"),
    ("authors", "authors"),
    ("keywords", "keywords"),
    ("categories", "classifiers"),
    ("links", "provides"),
    ("rust_version", "runtimeRequirements"),
];

impl ToRecord<PackageMetadata> for CargoPublish {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for CargoPublish {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for CargoPublish {
    const KEY: &'static str = "cargo";
    const FORMAT: Option<&'static str> = Some("cargo-publish");
    const ECOSYSTEM: Ecosystem = Ecosystem::CRATES_IO;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/dependencies", "a publish request names crates of registries by what versions will do"),
        ("/namespace", "crates have no namespace"),
        ("/repository", "a publish request gives the repository's address only"),
        ("/authors", "a publish request names authors by name and mail address only"),
        ("/maintainers", "a publish request names authors only"),
        ("/contributors", "a publish request names authors only"),
        ("/runtimeRequirements", "a publish request can only ask for a version of Rust"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[];
    const IN_ONE_LINE: &'static [&'static str] = &[];
    const NOTHING_IF_EMPTY: &'static [&'static str] =
        &["deps", "features", "authors", "keywords", "categories", "badges", "registry"];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        manifest::read_package(&self.package(), &mut record);
        if let Some(text) = self.readme.get() {
            record.description.get_or_insert_default().text = Some(text.clone());
        }
        record.dependencies = dependencies::read(&self.deps);
        if self.features.entries().is_some_and(|it| !it.is_empty() || !it.odd().is_empty()) {
            record.features = self.features.clone();
        }
        record.mark_unknown(UNKNOWN);
        carry::note_unread(&mut record, &self.rest, UNREAD);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let package = manifest::write_package(record);
        let mut payload = Self::default();
        payload.name = package.name.clone();
        payload.vers = record.version.clone();
        payload.deps = dependencies::write(&record.dependencies);
        payload.features = Map::from(record.features.entries().cloned().unwrap_or_default());
        payload.fill(package);
        payload.readme =
            Nullable::or_null(record.description.as_ref().and_then(|it| it.text.clone()));
        payload.badges = Map::from(Entries::new());
        payload
    }

    /// Cargo writes null or an empty list for what the manifest does not say.
    fn about_itself(&self) -> Vec<Loss> {
        let (root, view) = (Pointer::root(), self.view());
        let mut losses = written_for_nothing(view.as_raw(), &root);
        let members = raw::members(view.as_raw()).unwrap_or_default().into_iter();
        let deps = members.filter(|(name, _)| name == "deps").find_map(|(_, it)| raw::elements(it));
        for (index, dependency) in deps.unwrap_or_default().into_iter().enumerate() {
            losses.extend(written_for_nothing(dependency, &root.child("deps").index(index)));
        }
        losses
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::places(source, pointer)
    }

    fn pairs(record: &PackageMetadata, back: &PackageMetadata) -> Option<Vec<Option<usize>>> {
        Some(published::pairs(record, back))
    }

    fn same_meaning(member: &str, left: &str, right: &str) -> bool {
        published::same_meaning(member, left, right)
    }
}

impl CargoPublish {
    /// What the manifest's `package` table says of it.
    fn package(&self) -> Package {
        let text = |text: &Nullable<Text>| text.get().cloned().map(Inheritable::Text);
        let texts = |texts: &Nullable<Items<Text>>| {
            let texts = texts.get().filter(|texts| !texts.is_empty());
            texts.cloned().map(InheritableList::Texts)
        };
        let mut package = Package::default();
        package.name = self.name.clone();
        package.version = self.vers.clone().map(Inheritable::Text);
        package.authors = texts(&self.authors);
        package.description = text(&self.description);
        package.documentation = text(&self.documentation);
        package.homepage = text(&self.homepage);
        package.readme = self.readme_file.get().cloned().map(FileSpec::File);
        package.keywords = texts(&self.keywords);
        package.categories = texts(&self.categories);
        package.license = text(&self.license);
        package.license_file = text(&self.license_file);
        package.repository = text(&self.repository);
        package.links = self.links.get().cloned();
        package.rust_version = text(&self.rust_version);
        package
    }

    /// Takes what a `package` table says; Cargo writes null and empty lists for the rest.
    fn fill(&mut self, package: Package) {
        let text = |spec: Option<Inheritable>| {
            Nullable::or_null(Inheritable::text(spec.as_ref()).cloned())
        };
        let texts = |spec: Option<InheritableList>| {
            let texts = InheritableList::texts(spec.as_ref());
            Nullable::Is(texts.items().cloned().unwrap_or_default())
        };
        self.authors = texts(package.authors);
        self.description = text(package.description);
        self.documentation = text(package.documentation);
        self.homepage = text(package.homepage);
        self.readme_file = match package.readme {
            Some(FileSpec::File(file)) => Nullable::Is(file),
            _ => Nullable::Null,
        };
        self.keywords = texts(package.keywords);
        self.categories = texts(package.categories);
        self.license = text(package.license);
        self.license_file = text(package.license_file);
        self.repository = text(package.repository);
        self.links = Nullable::or_null(package.links);
        self.rust_version = text(package.rust_version);
    }
}

/// The members of an object that are null or empty.
fn written_for_nothing(object: &RawValue, place: &Pointer) -> Vec<Loss> {
    let members = raw::members(object).unwrap_or_default().into_iter();
    let nothing = members.filter(|(_, value)| matches!(value.get(), "null" | "[]" | "{}"));
    let loss = |(name, _): (Cow<'_, str>, _)| {
        let note = "written for what is not said";
        Loss::new(place.child(&name), LossKind::Normalized, note)
    };
    nothing.map(loss).collect()
}
