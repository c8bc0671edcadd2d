//! What a packument lists: the versions that can be had.
//!
//! Invariant: a version that the packument still has a time of is gone by its own word.

use super::Packument;
use crate::signal::purl;
use crate::snapshot::{Listed, Listing, Snapshot, VERSIONS};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::{Pointer, Text};

impl Snapshot for Packument {
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        let name = self.own_name().map(|it| PackageName::from_document(Ecosystem::NPM, it));
        listing.package = name.and_then(|name| purl(name, None));
        if self.versions.is_present() {
            listing.lists.push(VERSIONS);
        }
        if self.time.is_present() {
            listing.lists.push("times");
        }
        let place = Pointer::root().child("versions");
        if self.rest.get("versions").is_some() {
            listing.unread.push(place.clone());
        }
        let odd = self.versions.entries().into_iter().map(|entries| entries.odd());
        listing.unread.extend(odd.flat_map(|odd| odd.iter()).map(|(name, _)| place.child(name)));
        for release in self.releases() {
            let version = Text::from(release.version);
            let mut listed = Listed::new(version, place.child(release.version));
            let manifest = release.manifest().ok();
            listed.files.extend(manifest.and_then(|manifest| manifest.file()));
            listing.versions.push(listed);
        }
        if self.unpublished().is_some() {
            listing.told = Some("the packument says that the package was unpublished");
        }
        if !self.versions.is_empty() && self.releases().all(|it| it.is_security_holder()) {
            listing.told = Some("the registry holds the name with a placeholder");
        }
        listing.removed = self.missing().into_iter().map(Text::from).collect();
        listing
    }
}
