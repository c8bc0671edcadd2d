//! Signals of NuGet.
//!
//! | reason of a deprecation | notice |
//! |---|---|
//! | `CriticalBugs` | `defect` |
//! | `Legacy` | `unmaintained` |
//! | `Other` | `other` |
//! | several | the first of these; all of them stand in `registrySpecific` |
//! | another word alone | none; it stands in `registrySpecific` |
//!
//! Invariant: a version that the document calls listed and unlisted at once is unlisted.

mod range;

use super::{message, successor, verbatim, version_of};
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::nuget_catalog::{NuGetAlternate, NuGetCatalogLeaf, NuGetDeprecation};
use crate::formats::nuget_registration::NuGetRegistration;
use crate::signal::{Gathered, Grain, NO_PURL, Signal, SignalKind, ToSignals};
use pkgschema::identity::{EcosystemName, Purl};
use pkgschema::object::List;
use pkgschema::takedown::{Category, Replacement};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// What every kind has in common: a version that is unlisted.
const UNLISTED: SignalKind = SignalKind {
    purl_type: "nuget",
    grain: Grain::Version,
    mechanism: "unlist",
    status: "unlisted",
    source: "NuGet API reference, Package metadata, catalog entry",
    ..SignalKind::PLAIN
};

/// The same for one that is deprecated.
const DEPRECATED: SignalKind = SignalKind {
    mechanism: "deprecate",
    status: "deprecated",
    source: "NuGet API reference, Package metadata, package deprecation",
    ..UNLISTED
};

static REGISTRATION_UNLISTED: SignalKind = SignalKind {
    name: "nuget-registration-unlisted",
    document: "NuGet registration",
    place: "/items/*/items/*/catalogEntry/listed",
    ..UNLISTED
};

static REGISTRATION_DEPRECATED: SignalKind = SignalKind {
    name: "nuget-registration-deprecated",
    document: "NuGet registration",
    place: "/items/*/items/*/catalogEntry/deprecation",
    ..DEPRECATED
};

static CATALOG_UNLISTED: SignalKind = SignalKind {
    name: "nuget-catalog-unlisted",
    document: "NuGet catalog leaf",
    place: "/listed",
    source: "NuGet API reference, Catalog, package details catalog items",
    ..UNLISTED
};

static CATALOG_DEPRECATED: SignalKind = SignalKind {
    name: "nuget-catalog-deprecated",
    document: "NuGet catalog leaf",
    place: "/deprecation",
    ..DEPRECATED
};

static CATALOG_DELETED: SignalKind = SignalKind {
    name: "nuget-catalog-deleted",
    document: "NuGet catalog leaf",
    place: "/@type",
    mechanism: "delete",
    status: "deleted",
    source: "NuGet API reference, Catalog, package delete catalog items",
    ..UNLISTED
};

/// The kinds of one document.
struct Kinds {
    unlisted: &'static SignalKind,
    deprecated: &'static SignalKind,
}

impl ToSignals for NuGetRegistration {
    const SIGNALS: &'static [&'static SignalKind] =
        &[&REGISTRATION_UNLISTED, &REGISTRATION_DEPRECATED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        let items = Pointer::root().child("items");
        found.odd_items(Some(&self.items), &items);
        for (index, item) in self.items.indexed() {
            let place = items.index(index);
            found.odd(&item.rest, &place, &["catalogEntry", "items"]);
            found.registered(item.catalog_entry.as_ref(), &place);
            let within = place.child("items");
            found.odd_items(item.items.items(), &within);
            for (index, leaf) in item.items.indexed() {
                let place = within.index(index);
                found.odd(&leaf.rest, &place, &["catalogEntry"]);
                found.registered(leaf.catalog_entry.as_ref(), &place);
            }
            let elsewhere = item.catalog_entry.is_none() && !item.items.is_present();
            if elsewhere && item.rest.get("catalogEntry").is_none() {
                found.lost(place, LossKind::Dropped, "its versions stand at its own address");
            }
        }
        found.done()
    }
}

impl ToSignals for NuGetCatalogLeaf {
    const SIGNALS: &'static [&'static SignalKind] =
        &[&CATALOG_UNLISTED, &CATALOG_DEPRECATED, &CATALOG_DELETED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["@type"]);
        if self.is_delete() {
            found.deleted(self);
            return found.done();
        }
        let kinds = Kinds { unlisted: &CATALOG_UNLISTED, deprecated: &CATALOG_DEPRECATED };
        found.entry(self, &root, &kinds);
        found.done()
    }
}

impl Gathered {
    fn registered(&mut self, entry: Option<&NuGetCatalogLeaf>, place: &Pointer) {
        let kinds =
            Kinds { unlisted: &REGISTRATION_UNLISTED, deprecated: &REGISTRATION_DEPRECATED };
        if let Some(entry) = entry {
            self.entry(entry, &place.child("catalogEntry"), &kinds);
        }
    }

    fn deleted(&mut self, leaf: &NuGetCatalogLeaf) {
        let root = Pointer::root();
        self.odd(&leaf.rest, &root, &["originalId", "published"]);
        let name = leaf.original_id.as_ref().unwrap_or(&leaf.id);
        let purl = version_of(EcosystemName::NuGet, Some(name), Some(&leaf.version));
        let is_time = |time: &&Timestamp| time.is_well_formed() && !leaf.is_published_in_1900();
        let since = leaf.published.get().filter(is_time).cloned();
        if leaf.published.get().is_some() && since.is_none() {
            self.lost(root.child("published"), LossKind::Dropped, "no time of a deletion");
        }
        if let Some(signal) = self.signal(&CATALOG_DELETED, root.child("@type"), purl) {
            signal.since = since;
        }
    }

    fn entry(&mut self, entry: &NuGetCatalogLeaf, place: &Pointer, kinds: &Kinds) {
        self.odd(&entry.rest, place, &["listed", "published", "deprecation"]);
        let purl = version_of(EcosystemName::NuGet, Some(&entry.id), Some(&entry.version));
        match (entry.listed.get(), entry.is_published_in_1900()) {
            (Some(false), _) => {
                self.signal(kinds.unlisted, place.child("listed"), purl.clone());
            }
            (listed, true) => {
                self.signal(kinds.unlisted, place.child("published"), purl.clone());
                if listed.is_some() {
                    let note = "listed, but published in the year in which unlisted ones are";
                    self.lost(place.child("listed"), LossKind::Changed, note);
                }
            }
            (_, false) => {}
        }
        if let Some(deprecation) = entry.deprecation.get() {
            self.deprecated(deprecation, &place.child("deprecation"), purl, kinds);
        }
    }

    fn deprecated(
        &mut self,
        deprecation: &NuGetDeprecation,
        place: &Pointer,
        purl: Option<Purl>,
        kinds: &Kinds,
    ) {
        let replacements = self.alternate(deprecation, place);
        if let Some(signal) = self.signal(kinds.deprecated, place.clone(), purl) {
            signal.message = message(deprecation.message.get());
            signal.category = category(&deprecation.reasons);
            let told = deprecation.reasons.len() == 1 && signal.category.is_some();
            if !told && !deprecation.reasons.is_empty() {
                let reasons: Vec<&str> = deprecation.reasons.iter().map(Text::as_str).collect();
                signal.native = verbatim("reasons", &reasons);
            }
            signal.replacements = replacements;
        }
        self.odd(&deprecation.rest, place, &["reasons", "message", "alternatePackage"]);
        self.odd_items(deprecation.reasons.items(), &place.child("reasons"));
    }

    /// The package to use instead, with the versions that will do.
    fn alternate(&mut self, deprecation: &NuGetDeprecation, place: &Pointer) -> Vec<Replacement> {
        let Some(alternate) = deprecation.alternate_package.get() else { return Vec::new() };
        let place = place.child("alternatePackage");
        self.odd(&alternate.rest, &place, &["id", "range"]);
        let NuGetAlternate { id, range, .. } = alternate;
        let Some(mut replacement) = id.as_ref().and_then(|id| successor(EcosystemName::NuGet, id))
        else {
            self.lost(place.child("id"), LossKind::Dropped, NO_PURL);
            return Vec::new();
        };
        if let Some(text) = range.get() {
            replacement.version_range = range::to_vers(text);
            if replacement.version_range.is_none() {
                let note = "not the range of versions that a VERS could be made of";
                self.lost(place.child("range"), LossKind::Dropped, note);
            }
        }
        vec![replacement]
    }
}

/// The gravest reason; words that nobody knows are passed over, as NuGet has it.
fn category(reasons: &List<Text>) -> Option<Category> {
    const GRAVEST_FIRST: [(&str, Category); 3] = [
        ("CriticalBugs", Category::Defect),
        ("Legacy", Category::Unmaintained),
        ("Other", Category::Other),
    ];
    let is = |word: &str| reasons.iter().any(|reason| reason.eq_ignore_ascii_case(word));
    GRAVEST_FIRST.into_iter().find(|(word, _)| is(word)).map(|(_, category)| category)
}
