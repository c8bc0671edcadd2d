//! The inventory of a document, and the file of a package.
//!
//! Invariant: a package that is listed has a purl in the document.

use super::account::{Account, Part};
use super::licenses::{Extracted, Said};
use super::locations::{self, Location};
use super::{NOASSERTION, NONE, SpdxDocument, SpdxPackage};
use crate::formats::bill_inventory;
use crate::formats::digest_names::DigestNames;
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{Artifact, DigestSet};
use pkgschema::metadata::{
    DependencySource, Inventory, InventoryDependency, InventoryPackage, Repository, SourceKind,
};
use pkgschema::object::List;
use pkgschema::{Pointer, Text};

/// The inventory.
pub(super) fn of(document: &SpdxDocument) -> Converted<Inventory> {
    let mut account = Account::of(document);
    let extracted = Extracted::of(document);
    let mut inventory = Inventory::of(SpdxDocument::NAME);
    let root = Pointer::root();
    let version = account.left.member(&document.spdx_version, &root, "spdxVersion");
    inventory.document_version = version.cloned();
    let mut bundled: Vec<bool> = vec![false; account.parts.len()];
    for (_, inner, place) in std::mem::take(&mut account.within) {
        account.used(&place);
        if let Some(inner) = bundled.get_mut(inner) {
            *inner = true;
        }
    }
    let (mut subjects, mut packages) = (Vec::new(), Vec::new());
    for (index, bundled) in bundled.into_iter().enumerate() {
        let Some(mut package) = package(&mut account, &extracted, index) else { continue };
        package.bundled = bundled.then_some(true);
        let is_subject = account.described.contains(&index);
        if is_subject { subjects.push(package) } else { packages.push(package) }
    }
    inventory.subjects = List::unless_empty(subjects);
    if document.packages.is_present() {
        inventory.packages = packages.into();
    }
    if document.packages.is_empty() && !document.packages.has_odd() {
        account.left.take(&root.child("packages"));
    }
    let mut unsaid = vec!["requirement", "scope"];
    unsaid.extend((!account.has_graph).then_some("dependencies"));
    inventory.unknown = bill_inventory::unknown(&unsaid);
    let view = document.view();
    let losses = account.left.finish(view.as_raw(), "the inventory has no place for it");
    Converted::new(inventory, losses)
}

fn package(
    account: &mut Account<'_>,
    extracted: &Extracted<'_>,
    index: usize,
) -> Option<InventoryPackage> {
    let named = account.package(index, true)?;
    let dependencies = dependencies(account, index);
    let Part { package, place, .. } = account.parts.get(index)?;
    let left = &mut account.left;
    let mut read = InventoryPackage::new(named.ecosystem, named.name);
    read.version = named.version;
    let origin = origin(package, place, left);
    read.artifacts = origin.artifacts;
    read.source = origin.repository.map(source);
    let declared = package.license_declared.as_ref();
    let at = place.child("licenseDeclared");
    if let Some(Said::License(license)) = declared.map(|text| extracted.read(text, &at, left)) {
        read.license = Some(license);
    }
    read.dependencies = dependencies;
    Some(read)
}

fn source(repository: Repository) -> DependencySource {
    let kind = match repository.kind.as_deref() {
        Some("git") | None => SourceKind::Git,
        Some(other) => SourceKind::from(other),
    };
    let mut source = DependencySource::new(kind);
    source.url = repository.url.map(|url| Text::from(url.as_str()));
    source.revision = repository.revision;
    source.path = repository.directory;
    source
}

fn dependencies(account: &mut Account<'_>, index: usize) -> List<InventoryDependency> {
    let Some(needs) = account.needs(index) else { return List::absent() };
    let mut all = Vec::with_capacity(needs.len());
    for needed in needs {
        let named = account.parts.get(needed.part).and_then(|part| part.named.as_ref().ok());
        let Some(named) = named else { continue };
        let mut one = InventoryDependency::new(named.name.clone());
        one.version.clone_from(&named.version);
        one.scope = needed.need.scope;
        all.push(one);
    }
    // nothing that can be named is not nothing
    if account.is_partial(index) { List::unless_empty(all) } else { all.into() }
}

/// Where a package is from.
#[derive(Default)]
pub(super) struct Origin {
    /// Its file, or none where the document says so.
    pub(super) artifacts: List<Artifact>,
    pub(super) repository: Option<Repository>,
    /// Whether the document says that nobody knows.
    pub(super) is_unknown: bool,
}

/// Where a package is from.
pub(super) fn origin(package: &SpdxPackage, place: &Pointer, left: &mut Leftovers) -> Origin {
    let mut origin = Origin::default();
    let mut artifact = Artifact::default();
    let at = place.child("downloadLocation");
    match package.download_location.as_deref() {
        Some(NONE) => {
            left.take(&at);
            origin.artifacts = List::from(Vec::new());
        }
        Some(NOASSERTION) => {
            left.lose(&at, LossKind::Normalized, "unknown, as where nothing is said");
            origin.is_unknown = true;
        }
        Some(text) => match locations::read(text) {
            Some(Location::File(url)) => {
                left.take(&at);
                artifact.url = Some(url);
            }
            Some(Location::Repository(repository)) => {
                left.take(&at);
                origin.repository = Some(*repository);
            }
            None => {}
        },
        None => origin.is_unknown = true,
    }
    if let Some(name) = package.package_file_name.as_deref() {
        let plain = name.strip_prefix("./").unwrap_or(name);
        if !plain.contains(['/', '\\']) && !plain.is_empty() {
            left.take(&place.child("packageFileName"));
            if plain != name {
                let note = "written without the folder";
                left.say(&place.child("packageFileName"), LossKind::Normalized, note);
            }
            artifact.filename = Some(Text::from(plain));
        }
    }
    artifact.digests = digests(package, place, left);
    if artifact != Artifact::default() {
        origin.artifacts.push(artifact);
    }
    origin
}

fn digests(package: &SpdxPackage, place: &Pointer, left: &mut Leftovers) -> Option<DigestSet> {
    let all = package.checksums.indexed();
    let all = all.map(|(index, one)| (index, one.algorithm.as_ref(), one.value.as_ref()));
    let names = ["algorithm", "checksumValue"];
    DigestNames::Spdx.set(all, names, &place.child("checksums"), left)
}
