//! One file as an artifact, and what of it an artifact does not hold.
//!
//! Invariant: a file is yanked, is not, or nobody knows; what cannot be read is the last.

use super::{MetadataFile, SimpleFile, Yanked};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::identity::{Artifact, ArtifactKind, PublishTime, TimeOrigin};
use pkgschema::metadata::SignatureReference;
use pkgschema::object::{List, Nullable};
use pkgschema::text::Link;

/// Why a member that nobody knows is lost.
const NO_PLACE: &str = "a record has no place for it";

/// The file as an artifact. `known` is whether the API's version is, so that an absent member
/// means what the specification says.
pub(super) fn artifact(file: &SimpleFile, kind: ArtifactKind, known: bool) -> Artifact {
    let mut artifact = Artifact::default();
    artifact.filename = file.filename.clone();
    artifact.url = absolute(file.url.as_deref());
    artifact.size = file.size;
    artifact.kind = Some(kind);
    artifact.digests = file.hashes.clone();
    let time = file.upload_time.clone().map(|time| PublishTime::new(time, TimeOrigin::Registry));
    artifact.publish_times = List::unless_empty(Vec::from_iter(time));
    artifact.yanked = file.is_yanked().filter(|yanked| known || *yanked);
    if let (Some(true), Some(Yanked::Reason(reason))) = (artifact.yanked, &file.yanked) {
        artifact.yanked_reason = Some(reason.clone());
    }
    artifact
}

/// Its signature and its attestations.
pub(super) fn signatures(file: &SimpleFile) -> Vec<SignatureReference> {
    let reference = |kind: &'static str, url: Option<Link>| {
        let mut signature = SignatureReference::default();
        signature.kind = Some(kind.into());
        signature.url = url;
        signature.filename = file.filename.clone();
        signature
    };
    let beside = || absolute(Some(&format!("{}.asc", file.url.as_ref()?)));
    let signed = file.gpg_sig.filter(|signed| *signed).map(|_| reference("openpgp", beside()));
    let attested = file.provenance.get();
    let attested = attested.map(|url| reference("attestation", absolute(Some(url))));
    signed.into_iter().chain(attested).collect()
}

/// An address that stands for itself. Relative ones are relative to the answer's address, which
/// the answer does not tell.
fn absolute(url: Option<&str>) -> Option<Link> {
    let link = Link::from_document(url?);
    link.is_well_formed().then_some(link)
}

/// What of the file the record does not hold; its requirement on Python is the release's to say.
pub(super) fn losses(file: &SimpleFile, place: &Pointer, known: bool) -> Vec<Loss> {
    let mut losses = Loss::of_rest(file, place, NO_PLACE);
    let mut lose = |member: &str, note: &str| {
        losses.push(Loss::new(place.child(member), LossKind::Dropped, note));
    };
    let metadata: [(&str, &Option<MetadataFile>); 3] = [
        ("core-metadata", &file.core_metadata),
        ("dist-info-metadata", &file.dist_info_metadata),
        ("data-dist-info-metadata", &file.data_dist_info_metadata),
    ];
    for (member, _) in metadata.into_iter().filter(|(_, there)| there.is_some()) {
        lose(member, "a record has no place for the file of an artifact's metadata");
    }
    if file.gpg_sig == Some(false) {
        lose("gpg-sig", "a record lists signatures and says of no file that it has none");
    }
    if matches!(file.provenance, Nullable::Null) {
        lose("provenance", "a record lists attestations and says of no file that it has none");
    }
    let urls = [("url", file.url.as_ref()), ("provenance", file.provenance.get())];
    for (member, url) in urls {
        if url.is_some_and(|url| absolute(Some(url)).is_none()) {
            lose(member, "it is relative to the address of the answer, which is not known");
        }
    }
    match &file.yanked {
        Some(Yanked::Reason(reason)) if reason.is_empty() => {
            lose("yanked", "an empty reason: whether the file is yanked is not certain");
        }
        Some(Yanked::Flag(false)) if !known => {
            lose("yanked", "an unknown version of the API: what it means is not certain");
        }
        _ => {}
    }
    losses
}
