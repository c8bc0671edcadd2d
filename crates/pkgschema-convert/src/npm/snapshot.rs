//! What a packument lists: the versions that can be had.
//!
//! Invariant: a version that the packument still has a time of is gone by its own word.

use super::Packument;
use crate::snapshot::{Listed, Listing, Snapshot, VERSIONS};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// Keys of `time` that are no versions.
const MARKERS: [&str; 3] = ["created", "modified", "unpublished"];

impl Snapshot for Packument {
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        let name = self.name.clone().or_else(|| self.id.clone());
        let name = name.map(|name| PackageName::from_document(Ecosystem::NPM, name));
        listing.package = name.and_then(|name| name.purl(None)?.ok());
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
        let times = self.time.iter().map(|(version, _)| version);
        let gone = times.filter(|version| !MARKERS.contains(&version.as_str()));
        let there: HashSet<&Text> = self.versions.iter().map(|(version, _)| version).collect();
        let gone = gone.filter(|version| !there.contains(version));
        listing.removed = gone.cloned().collect();
        listing
    }
}
