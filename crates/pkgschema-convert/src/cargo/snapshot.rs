//! What a file of the index lists: every version that was ever published and not deleted.
//!
//! Invariant: a line of an unknown schema version still lists its version; a line that is none
//! may be any version.

use super::IndexFile;
use super::index::file::IndexEntry;
use crate::snapshot::{Listed, Listing, Snapshot, VERSIONS};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::{Pointer, Text};

impl Snapshot for IndexFile {
    fn listing(&self) -> Listing {
        let mut listing = Listing::default();
        listing.lists.push(VERSIONS);
        let mut own: Option<&Text> = None;
        for (index, entry) in self.entries().iter().enumerate() {
            let place = Pointer::root().index(index);
            let IndexEntry::Line(line) = entry else {
                listing.unread.push(place);
                continue;
            };
            let (Some(name), Some(vers)) = (&line.name, &line.vers) else {
                listing.unread.push(place);
                continue;
            };
            if *own.get_or_insert(name) != name {
                listing.unread.push(place); // a file is about one crate
                continue;
            }
            let mut listed = Listed::new(vers.clone(), place.child("vers"));
            listed.files.extend(line.artifact());
            listing.versions.push(listed);
        }
        let name = own.map(|name| PackageName::from_document(Ecosystem::CRATES_IO, name.clone()));
        listing.package = name.and_then(|name| name.purl(None)?.ok());
        listing
    }
}
