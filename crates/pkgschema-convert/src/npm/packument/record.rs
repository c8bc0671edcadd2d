//! Packuments and package metadata: a record for each version.
//!
//! Invariant: what the packument says of the package and not of a version is named, and held by
//! no record.

use super::{Packument, Release, TimeEntry};
use crate::leftovers::Leftovers;
use crate::{Converted, LossKind, ToRecord};
use pkgschema::Pointer;
use pkgschema::identity::{PublishTime, TimeOrigin};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Raw, write};
use std::collections::HashSet;

/// What abbreviated manifests do not carry.
const NOT_ABBREVIATED: [&str; 13] = [
    "summary",
    "description",
    "homepage",
    "repository",
    "issueTracker",
    "license",
    "authors",
    "maintainers",
    "contributors",
    "keywords",
    "constraints",
    "publishing",
    "accounts",
];

/// What the packument says of the version, and what it leaves open.
pub(super) fn complete(record: &mut PackageMetadata, release: &Release<'_>) {
    if let Some(time) = release.published {
        let time = PublishTime::new(time.clone(), TimeOrigin::Registry);
        record.publish_times = List::from(vec![time]);
    }
    if record.publish_times.is_present() {
        record.mark_known(["publishTimes"]);
    }
    if release.is_abbreviated {
        record.mark_unknown_if_absent(NOT_ABBREVIATED);
        // of these it carries the commands alone
        record.mark_unknown(["entryPoints"]);
    }
}

impl ToRecord<Vec<PackageMetadata>> for Packument {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let records: Vec<PackageMetadata> =
            self.releases().map(|release| release.record()).collect();
        let (root, mut left) = (Pointer::root(), Leftovers::default());
        let versions = root.child("versions");
        let mut there: HashSet<&str> = HashSet::new();
        for (version, _) in self.versions.iter() {
            left.take(&versions.child(version));
            there.insert(version);
        }
        let time = root.child("time");
        for (version, entry) in self.time.iter() {
            if matches!(entry, TimeEntry::At(_)) && there.contains(version.as_str()) {
                left.take(&time.child(version));
            }
        }
        if self.unpublished().is_some() {
            // named for itself even where no other entry of its list is used
            let place = time.child("unpublished");
            left.lose(&place, LossKind::Dropped, why(&place));
        }
        if !records.is_empty() {
            left.take(&root.child("name"));
            let words = "the name, once more";
            left.imply(
                self.id.as_ref().filter(|id| self.name.as_ref() == Some(id)),
                &root,
                "_id",
                words,
            );
        }
        let view = Raw::from_string(write(self)).unwrap_or_default();
        Converted::new(records, left.finish_by(view.as_raw(), &why))
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let mut tokens = place.tokens();
    let (member, below) = (tokens.next().unwrap_or_default(), tokens.next());
    match (member.as_str(), below.as_deref()) {
        ("dist-tags", _) => "a record is of one version, and has no tags",
        ("time", Some("created" | "modified")) => "a record says when its version was published",
        ("time", Some("unpublished")) => "there is no record of a package that was unpublished",
        ("time", Some(_)) => "there is no record of a version that is gone",
        ("versions", Some(_)) => "no manifest",
        ("maintainers", _) => "accounts of the package, not of a version",
        ("users", _) => "it says nothing of the package",
        ("_attachments", _) => "no record holds files",
        ("_rev" | "modified", _) => "it is about the document",
        _ => "it is said of the package; records say what their version says",
    }
}
