//! Publish requests and package metadata: a record for each version.
//!
//! Invariant: a file's size is told only where its data is as long as it says.

use super::{Attachment, PublishPayload, tarball};
use crate::leftovers::Leftovers;
use crate::{Converted, ToRecord};
use pkgschema::Pointer;
use pkgschema::identity::Artifact;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{List, Raw, write};

impl ToRecord<Vec<PackageMetadata>> for PublishPayload {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (root, mut left) = (Pointer::root(), Leftovers::default());
        let (versions, attachments) = (root.child("versions"), root.child("_attachments"));
        let files = self.files();
        let mut records = Vec::new();
        for release in self.releases() {
            left.take(&versions.child(release.version));
            let mut record = release.record();
            let file = release.manifest().ok().and_then(|manifest| tarball(&manifest));
            if let Some((name, file)) = file.and_then(|file| files.get(file.as_str())) {
                describe(&mut record, file, &attachments.child(name), &mut left);
            }
            records.push(record);
        }
        if !records.is_empty() {
            left.take(&root.child("name"));
            let id = self.id.as_ref().filter(|id| self.name.as_ref() == Some(id));
            left.imply(id, &root, "_id", "the name, once more");
        }
        let view = Raw::from_string(write(self)).unwrap_or_default();
        Converted::new(records, left.finish_by(view.as_raw(), &why))
    }
}

/// What is known of the tarball from the file itself.
fn describe(
    record: &mut PackageMetadata,
    file: &Attachment,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let Some(artifact) = record.artifacts.first() else { return };
    let mut artifact: Artifact = artifact.clone();
    if let Some(length) = file.length.filter(|length| file.data_length() == Some(*length)) {
        artifact.size = Some(length);
        left.take(&place.child("length"));
    }
    if let Some(media_type) = left.member(&file.content_type, place, "content_type") {
        artifact.media_type = Some(media_type.clone());
    }
    record.artifacts = List::from(vec![artifact]);
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let first = place.tokens().next().unwrap_or_default();
    match first.as_str() {
        "dist-tags" => "a record is of one version, and has no tags",
        "versions" => "no manifest",
        "access" => "a record says nothing of who may read it",
        "maintainers" => "accounts of the package, not of a version",
        "_attachments" => "no record holds files",
        _ => "it is said of the package; records say what their version says",
    }
}
