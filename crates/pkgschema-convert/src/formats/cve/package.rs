//! Which package a product is.
//!
//! Invariant: vendor and product alone name no package.

use super::{Collections, CveProduct};
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::advisory::Package;
use pkgschema::identity::{Ecosystem, EcosystemName, PackageName, Purl};
use pkgschema::{Pointer, Text};

/// A package, with the path within it that the record names (Go: a package of a module).
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) ecosystem: Ecosystem,
    pub(super) package: Package,
    pub(super) path: Option<Text>,
}

/// The package of a product, by its purl or else its collection.
pub(super) fn named(
    product: &CveProduct,
    collections: &Collections,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<Named> {
    let by_purl = product.package_url.as_ref().and_then(|text| by_purl(text));
    let found = match &by_purl {
        Some(_) => by_purl,
        None => by_collection(product, collections),
    }?;
    used(product, &found, collections, place, left);
    Some(found)
}

const SAID: &str = "the purl says it";

/// The members that the package has all of.
fn used(
    product: &CveProduct,
    found: &Named,
    collections: &Collections,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let by_purl = found.package.purl.is_some();
    if by_purl {
        left.take(&place.child("packageURL"));
    }
    let names = [found.package.name.as_ref(), found.path.as_ref()];
    let is_name = |text: &Text| names.contains(&Some(text));
    let collection = product.collection_url.as_ref();
    let same = |url: &str| collections.ecosystem(url) == Some(&found.ecosystem);
    if collection.is_some_and(|url| same(url.as_str())) {
        match by_purl {
            true => left.lose(&place.child("collectionURL"), LossKind::Normalized, SAID),
            false => left.take(&place.child("collectionURL")),
        }
    }
    if let Some(name) = &product.package_name {
        let full = PackageName::from_document(found.ecosystem.clone(), name.clone());
        let normal = found.package.name.as_deref() == Some(&*full.normalized());
        match is_name(name) {
            true if by_purl => left.lose(&place.child("packageName"), LossKind::Normalized, SAID),
            true => left.take(&place.child("packageName")),
            false if normal => {
                let note = "the ecosystem's spelling";
                left.lose(&place.child("packageName"), LossKind::Normalized, note);
            }
            false => {}
        }
    }
    for (name, value) in [("vendor", &product.vendor), ("product", &product.product)] {
        let go =
            |text: &Text| found.ecosystem.base() == EcosystemName::Go && special(text).is_some();
        if value.as_ref().is_some_and(|text| is_name(text) || go(text)) {
            left.lose(&place.child(name), LossKind::Normalized, "the package's name says it");
        }
    }
}

fn by_purl(text: &str) -> Option<Named> {
    let purl = Purl::parse(text).ok()?;
    // A repository at GitHub is an action only where it is said to be one.
    if purl.package_type().name() == "github" {
        return None;
    }
    let full = PackageName::of_purl(&purl)?;
    let ecosystem = full.ecosystem().clone();
    let mut package = Package::default();
    package.name = Some(Text::from(full.normalized()));
    package.ecosystem = Some(ecosystem.clone());
    package.purl = Some(Text::from(purl.without_version()));
    let path = purl.subpath().map(|path| Text::from(format!("{}/{path}", full.as_source())));
    Some(Named { ecosystem, package, path })
}

fn by_collection(product: &CveProduct, collections: &Collections) -> Option<Named> {
    let ecosystem = collections.ecosystem(product.collection_url.as_ref()?.as_str())?.clone();
    let name = product.package_name.as_ref().filter(|name| !name.trim().is_empty())?;
    let mut package = Package::default();
    let mut path = None;
    package.name = Some(match ecosystem.base() {
        EcosystemName::Go => {
            path = Some(name.clone());
            module(name, product.vendor.as_ref())
        }
        _ => Text::from(PackageName::from_document(ecosystem.clone(), name.clone()).normalized()),
    });
    package.ecosystem = Some(ecosystem.clone());
    Some(Named { ecosystem, package, path })
}

/// The module of a Go package: OSV names modules. Go's authority names the module as the vendor.
fn module(path: &Text, vendor: Option<&Text>) -> Text {
    let Some(vendor) = vendor else { return path.clone() };
    if let Some(name) = special(vendor) {
        return Text::from_static(name);
    }
    let inside = path.strip_prefix(vendor.as_str());
    let is_module = inside.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_module && !vendor.is_empty() { vendor.clone() } else { path.clone() }
}

/// OSV's name for what comes with Go itself.
fn special(vendor: &str) -> Option<&'static str> {
    match vendor {
        "Go standard library" => Some("stdlib"),
        "Go toolchain" => Some("toolchain"),
        _ => None,
    }
}
