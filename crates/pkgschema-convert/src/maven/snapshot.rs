//! What a repository's `maven-metadata.xml` lists: the versions of an artifact.
//!
//! Invariant: the file about a snapshot, or about a group, lists no versions.

use super::MavenMetadata;
use super::coordinates::known;
use crate::snapshot::{Listed, Listing, Snapshot, VERSIONS};
use pkgschema::Pointer;
use pkgschema::identity::Purl;

impl Snapshot for MavenMetadata {
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        if let (Some(group), Some(artifact)) = (known(&self.group_id), known(&self.artifact_id)) {
            let purl = Purl::builder("maven", artifact.as_str()).namespace(group.as_str()).build();
            listing.package = purl.ok();
        }
        let place = Pointer::root().child("versioning").child("versions");
        let Some(versioning) = &self.versioning else { return listing };
        if versioning.rest.get("versions").is_some() {
            listing.unread.push(place.clone());
        }
        if versioning.versions.is_present() {
            listing.lists.push(VERSIONS);
        }
        for (index, version) in versioning.versions.indexed() {
            listing.versions.push(Listed::new(version.clone(), place.index(index)));
        }
        let odd = versioning.versions.items().into_iter().flat_map(|items| items.odd());
        listing.unread.extend(odd.map(|(index, _)| place.index(index)));
        listing
    }
}
