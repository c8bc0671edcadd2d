//! `Cargo.toml` and package metadata.
//!
//! Invariant: the two functions below are each other's inverse wherever Cargo has one spelling.

use super::manifest::{
    CargoManifest, FileSpec, Inheritable, InheritableList, Inherited, Package, PublishSpec,
};
use super::{dependencies, origin, published, targets, workspace};
use crate::carry::{self, Mapping, Source};
use crate::{Converted, FromRecord, ToRecord, WorkspaceResolver, licensing, people, places};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Description, License, PackageMetadata, Person, Provided, ProvidedKind, Publishing,
    RuntimeRequirement,
};
use pkgschema::object::{Items, List, Raw, Value};
use pkgschema::text::Link;
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;

/// The readme that `readme = true` means.
const USUAL_README: &str = "README.md";

/// What only the registry knows.
const UNKNOWN: [&str; 5] = ["accounts", "artifacts", "availability", "publishTimes", "signatures"];

/// Keys of `package`, and what is unknown of the package where their value is of no known kind.
const UNREAD: &[(&str, &str)] = &[
    ("name", "name"),
    ("version", "version"),
    ("edition", "languageEdition"),
    ("rust-version", "runtimeRequirements"),
    ("authors", "authors"),
    ("description", "summary"),
    ("documentation", "documentation"),
    ("readme", "description"),
    ("homepage", "homepage"),
    ("repository", "repository"),
    ("license", "license"),
    ("license-file", "license"),
    ("keywords", "keywords"),
    ("categories", "classifiers"),
    ("links", "provides"),
    ("publish", "publishing"),
];

impl ToRecord<PackageMetadata> for CargoManifest {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for CargoManifest {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for CargoManifest {
    const KEY: &'static str = "cargo";
    const EXTENSION: &'static str = "toml";
    const ECOSYSTEM: Ecosystem = Ecosystem::CRATES_IO;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/dependencies", "Cargo.toml can only name crates"),
        ("/constraints", "Cargo.toml can only bound crates"),
        ("/features", "features of crates switch on crates and each other only"),
        ("/namespace", "crates have no namespace"),
        ("/classifiers", "crates.io has categories of its own"),
        ("/repository", "Cargo.toml gives the repository's address only"),
        ("/issueTracker", "Cargo.toml has no place for an issue tracker"),
        ("/funding", "Cargo.toml has no place for funding"),
        ("/description", "Cargo.toml names a readme file, without its text"),
        ("/authors", "Cargo.toml names authors by name and mail address only"),
        ("/maintainers", "Cargo.toml names authors only"),
        ("/contributors", "Cargo.toml names authors only"),
        ("/entryPoints", "Cargo.toml names Rust sources only"),
        ("/runtimeRequirements", "Cargo.toml can only ask for a version of Rust"),
        ("/platforms", "Cargo.toml binds platforms to dependencies, not to the package"),
        ("/runsCodeAtInstall", "crates run code when built, not when installed"),
    ];

    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[
        ("package", "project"),
        ("dev-dependencies", "dev_dependencies"),
        ("build-dependencies", "build_dependencies"),
        ("default-features", "default_features"),
        ("proc-macro", "proc_macro"),
    ];

    const NOTHING_IF_EMPTY: &'static [&'static str] = &[
        "dependencies",
        "dev-dependencies",
        "dev_dependencies",
        "build-dependencies",
        "build_dependencies",
        "target",
        "patch",
        "replace",
    ];
    const IN_ONE_LINE: &'static [&'static str] = &["version"];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        let package = self.package.as_ref().or(self.project.as_ref());
        if let Some(package) = package {
            read_package(package, &mut record);
        }
        record.dependencies = dependencies::read(self);
        record.constraints = dependencies::read_constraints(self);
        record.features = self.features.clone();
        record.entry_points = targets::read(self);
        record.runs_code_at_build = targets::runs_code(self, package);
        record.mark_unknown_if_absent(["runsCodeAtBuild"]);
        record.mark_unknown(UNKNOWN);
        if let Some(package) = package {
            carry::note_unread(&mut record, &package.rest, UNREAD);
        }
        record
    }

    fn to_record_in(&self, resolver: &dyn WorkspaceResolver) -> Converted<PackageMetadata> {
        CargoManifest::to_record_in(self, resolver)
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut manifest = Self::default();
        let package = write_package(record);
        if package != Package::default() {
            manifest.package = Some(package);
        }
        dependencies::write(record, &mut manifest);
        dependencies::write_constraints(&record.constraints, &mut manifest);
        if record.ecosystem == Self::ECOSYSTEM {
            manifest.features = record.features.clone();
            targets::write(&record.entry_points, &mut manifest);
        }
        manifest
    }

    fn published(&self, resolver: &dyn WorkspaceResolver) -> Option<Converted<Self>> {
        Some(self.published_in(resolver))
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::place(source, pointer).into_iter().collect()
    }

    fn pairs(record: &PackageMetadata, back: &PackageMetadata) -> Option<Vec<Option<usize>>> {
        Some(published::pairs(record, back))
    }

    fn why_kept(place: &Pointer, value: &Raw) -> Option<&'static str> {
        let of_package = matches!(place.tokens().next().as_deref(), Some("package" | "project"));
        let inherited = of_package && <Inherited as Value>::read(value.as_raw()).is_some();
        inherited.then_some("the workspace supplies it, and this manifest does not show what")
    }

    fn leaves(value: &RawValue) -> bool {
        workspace::is_left(value)
    }
}

pub(super) fn read_package(package: &Package, record: &mut PackageMetadata) {
    record.name = package.name.clone();
    record.version = text(package.version.as_ref(), "version", record);
    record.summary = text(package.description.as_ref(), "summary", record);
    record.description = readme(package.readme.as_ref(), record);
    record.homepage = link(package.homepage.as_ref(), "homepage", record);
    record.documentation = link(package.documentation.as_ref(), "documentation", record);
    let repository = text(package.repository.as_ref(), "repository", record);
    record.repository = repository.map(|url| places::repository(&url));
    record.license = license(package, record);
    let authors = texts(package.authors.as_ref(), "authors", record);
    if authors.is_present() {
        record.authors = authors.iter().map(|line| people::from_line(line)).collect();
    }
    record.keywords = texts(package.keywords.as_ref(), "keywords", record);
    record.classifiers = texts(package.categories.as_ref(), "classifiers", record);
    let rust = text(package.rust_version.as_ref(), "runtimeRequirements", record);
    rust.iter().for_each(|version| record.runtime_requirements.push(rust_version(version)));
    record.language_edition = text(package.edition.as_ref(), "languageEdition", record);
    if let Some(links) = &package.links {
        record.provides.push(Provided::new(ProvidedKind::NativeLibrary, links.clone()));
    }
    record.publishing = package.publish.as_ref().and_then(|publish| publishing(publish, record));
}

pub(super) fn write_package(record: &PackageMetadata) -> Package {
    let mut package = Package::default();
    let text = |text: &Text| Inheritable::Text(text.clone());
    let link = |link: &Link| Inheritable::Text(link.as_str().into());
    package.name = record.name.as_deref().map(crate_name);
    package.version = record.version.as_ref().map(text);
    package.edition = record.language_edition.as_ref().map(text);
    package.rust_version = to_rust_version(&record.runtime_requirements).map(Inheritable::Text);
    package.authors = list(record.authors.iter().filter_map(author));
    if record.authors.is_present() && record.authors.is_empty() {
        package.authors = Some(InheritableList::Texts(Items::new()));
    }
    package.description = record.summary.as_ref().map(text);
    package.documentation = record.documentation.as_ref().map(link);
    let readme = record.description.as_ref().and_then(|description| description.file.clone());
    package.readme = readme.map(FileSpec::File);
    package.homepage = record.homepage.as_ref().map(link);
    let repository = record.repository.as_ref().and_then(|repository| repository.url.as_ref());
    package.repository = repository.map(link);
    if let Some(license) = &record.license {
        package.license = expression(license).as_ref().map(text);
        package.license_file = license.files.first().map(text);
    }
    package.keywords = present(&record.keywords);
    if record.ecosystem == Ecosystem::CRATES_IO {
        package.categories = present(&record.classifiers);
    }
    let native = record.provides.iter().find(|one| one.kind == ProvidedKind::NativeLibrary);
    package.links = native.map(|provided| provided.name.clone());
    package.publish = record.publishing.as_ref().and_then(publish);
    package
}

/// The value, or nothing and a note that the workspace knows it.
fn text(
    spec: Option<&Inheritable>,
    member: &'static str,
    record: &mut PackageMetadata,
) -> Option<Text> {
    if let Some(Inheritable::Workspace(_)) = spec {
        record.mark_unknown([member]);
    }
    Inheritable::text(spec).cloned()
}

fn link(
    spec: Option<&Inheritable>,
    member: &'static str,
    record: &mut PackageMetadata,
) -> Option<Link> {
    text(spec, member, record).map(Link::from_document)
}

fn texts(
    spec: Option<&InheritableList>,
    member: &'static str,
    record: &mut PackageMetadata,
) -> List<Text> {
    if let Some(InheritableList::Workspace(_)) = spec {
        record.mark_unknown([member]);
    }
    InheritableList::texts(spec)
}

fn readme(spec: Option<&FileSpec>, record: &mut PackageMetadata) -> Option<Description> {
    let file = match spec? {
        FileSpec::File(file) => file.clone(),
        FileSpec::Usual(true) => Text::from(USUAL_README),
        FileSpec::Workspace(_) => {
            record.mark_unknown(["description"]);
            return None;
        }
        _ => return None,
    };
    let mut description = Description::default();
    description.file = Some(file);
    Some(description)
}

fn license(package: &Package, record: &mut PackageMetadata) -> Option<License> {
    let declared = text(package.license.as_ref(), "license", record);
    let file = text(package.license_file.as_ref(), "license", record);
    let mut license = declared.map(|text| licensing::declared(&text));
    if let Some(file) = file {
        license.get_or_insert_default().files.push(file);
    }
    license
}

/// The expression if there is one, else what one declaration says.
fn expression(license: &License) -> Option<Text> {
    let one = match &*license.declared {
        [one] => one.name.clone(),
        _ => None,
    };
    license.expression.clone().or(one)
}

/// Cargo has room for a name and a mail address (The Cargo Book, "The `authors` field").
fn author(person: &Person) -> Option<Text> {
    let mut line = Person::default();
    line.name = person.name.clone();
    line.email = person.email.clone();
    people::to_line(&line).map(Text::from)
}

fn list(texts: impl Iterator<Item = Text>) -> Option<InheritableList> {
    let texts: Vec<Text> = texts.collect();
    (!texts.is_empty()).then(|| InheritableList::Texts(Items::from(texts)))
}

fn present(texts: &List<Text>) -> Option<InheritableList> {
    texts.is_present().then(|| InheritableList::Texts(Items::from(texts.to_vec())))
}

pub(super) fn rust_version(version: &Text) -> RuntimeRequirement {
    let mut requirement = RuntimeRequirement::new("rust");
    requirement.requirement = Some(RequirementText::new(Ecosystem::CRATES_IO, version.clone()));
    requirement
}

pub(super) fn to_rust_version(requirements: &List<RuntimeRequirement>) -> Option<Text> {
    let rust = requirements.iter().find(|requirement| requirement.name == "rust")?;
    rust.requirement.as_ref().map(|requirement| requirement.text.clone())
}

fn publishing(spec: &PublishSpec, record: &mut PackageMetadata) -> Option<Publishing> {
    let mut publishing = Publishing::default();
    match spec {
        PublishSpec::Allowed(allowed) => publishing.allowed = Some(*allowed),
        PublishSpec::Registries(names) => publishing.registries = List::from(names.to_vec()),
        _ => {
            record.mark_unknown(["publishing"]);
            return None;
        }
    }
    Some(publishing)
}

fn publish(publishing: &Publishing) -> Option<PublishSpec> {
    if publishing.registries.is_present() {
        let names = Items::from(publishing.registries.to_vec());
        return Some(PublishSpec::Registries(names));
    }
    publishing.allowed.map(PublishSpec::Allowed)
}

/// Crate names hold ASCII letters, digits, `-` and `_` (The Cargo Book, "The `name` field");
/// what another ecosystem allows beyond that becomes a hyphen.
pub(super) fn crate_name(name: &str) -> Text {
    if is_crate_name(name) {
        return Text::from(name);
    }
    name.chars().map(|c| if is_of_name(c) { c } else { '-' }).collect::<String>().into()
}

/// Whether [`crate_name`] leaves the name as it is.
pub(super) fn is_crate_name(name: &str) -> bool {
    name.chars().all(is_of_name)
}

fn is_of_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}
