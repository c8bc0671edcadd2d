//! A file of a release as an artifact.
//!
//! Invariant: a file is yanked, is not, or nobody knows; what the answer says twice is taken once.

use super::JsonApiFile;
use crate::leftovers::Leftovers;
use crate::loss::SAYS_NOTHING;
use crate::pypi::FileName;
use crate::{Loss, LossKind};
use pkgschema::identity::{
    Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, PublishTime, TimeOrigin,
};
use pkgschema::metadata::SignatureReference;
use pkgschema::object::{List, Nullable};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Pointer, Text};

/// The file as an artifact; what its requirement on Python means is for the release to say.
pub(super) fn artifact(file: &JsonApiFile, place: &Pointer, left: &mut Leftovers) -> Artifact {
    let mut artifact = Artifact::default();
    artifact.filename = left.member(&file.filename, place, "filename").cloned();
    let url = file.url.as_ref().map(|url| Link::from_document(url.clone()));
    artifact.url = url.filter(Link::is_well_formed);
    if artifact.url.is_some() {
        left.take(&place.child("url"));
    }
    artifact.size = left.member(&file.size, place, "size").copied();
    artifact.kind = kind(file);
    if artifact.kind.is_some() {
        left.imply(file.packagetype.as_ref(), place, "packagetype", "the kind is told by it");
        let note = "the name of the file says it";
        left.imply(file.python_version.get(), place, "python_version", note);
    }
    artifact.digests = digests(file, place, left);
    artifact.publish_times = List::unless_empty(Vec::from_iter(time(file, place, left)));
    artifact.yanked = left.member(&file.yanked, place, "yanked").copied();
    if artifact.yanked == Some(true) {
        artifact.yanked_reason = reason(&file.yanked_reason).cloned();
        if artifact.yanked_reason.is_some() {
            left.take(&place.child("yanked_reason"));
        }
    }
    nothing(file, place, left);
    artifact
}

/// A reason that says something.
pub(super) fn reason(reason: &Nullable<Text>) -> Option<&Text> {
    reason.get().filter(|text| !text.is_empty())
}

/// The kind by the index's word, or by the file's name.
fn kind(file: &JsonApiFile) -> Option<ArtifactKind> {
    Some(match file.packagetype.as_deref() {
        Some("sdist") => ArtifactKind::Sdist,
        Some("bdist_wheel") => ArtifactKind::Wheel,
        Some("bdist_egg") => ArtifactKind::Egg,
        // installers of old
        Some(other) if other.starts_with("bdist_") => return None,
        _ => FileName::parse(file.filename.as_deref()?).ok()?.kind(),
    })
}

/// The digests, and the MD5 that stands there once more.
fn digests(file: &JsonApiFile, place: &Pointer, left: &mut Leftovers) -> Option<DigestSet> {
    let mut digests = left.member(&file.digests, place, "digests").cloned();
    let Some(text) = file.md5_digest.get() else { return digests };
    let at = place.child("md5_digest");
    let Ok(md5) = Digest::from_hex(DigestAlgorithm::Md5, text) else {
        left.lose(&at, LossKind::Dropped, "no MD5 digest");
        return digests;
    };
    match digests.as_ref().and_then(|set| set.get(&DigestAlgorithm::Md5)) {
        Some(other) if other == md5 => {
            left.lose(&at, LossKind::Normalized, "the digests say it too");
        }
        Some(_) => left.lose(&at, LossKind::Dropped, "it contradicts the one among the digests"),
        None => {
            digests.get_or_insert_default().insert(&md5);
            left.take(&at);
        }
    }
    digests
}

/// When it was uploaded. The member without a zone is of the same moment, to the second.
fn time(file: &JsonApiFile, place: &Pointer, left: &mut Leftovers) -> Option<PublishTime> {
    let at = place.child("upload_time");
    let exact = left.member(&file.upload_time_iso_8601, place, "upload_time_iso_8601");
    let plain = file.upload_time.as_deref();
    let time = match (exact, plain) {
        (Some(exact), plain) => {
            let same = plain.is_some_and(|plain| exact.as_str().starts_with(plain));
            match same {
                true => left.lose(&at, LossKind::Normalized, "the exact time says it too"),
                false if plain.is_some() => {
                    left.lose(&at, LossKind::Dropped, "it is not the time that is said exactly");
                }
                false => {}
            }
            exact.clone()
        }
        (None, Some(plain)) => {
            let time = Timestamp::new(&format!("{plain}Z")).ok()?;
            left.lose(&at, LossKind::Repaired, "a time in UTC that does not say so");
            time
        }
        (None, None) => return None,
    };
    Some(PublishTime::new(time, TimeOrigin::Registry))
}

/// Members that say nothing any more.
fn nothing(file: &JsonApiFile, place: &Pointer, left: &mut Leftovers) {
    let empty = |text: &Nullable<Text>| text.get().is_some_and(|text| text.is_empty());
    let members = [
        ("comment_text", empty(&file.comment_text)),
        ("downloads", file.downloads.as_ref().is_some_and(|it| it.as_str() == "-1")),
        ("has_sig", file.has_sig == Some(false)),
        ("yanked_reason", empty(&file.yanked_reason)),
    ];
    for (name, _) in members.into_iter().filter(|(_, nothing)| *nothing) {
        left.lose(&place.child(name), LossKind::Normalized, SAYS_NOTHING);
    }
}

/// The signature beside it.
pub(super) fn signature(
    file: &JsonApiFile,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<SignatureReference> {
    file.has_sig.filter(|signed| *signed)?;
    left.take(&place.child("has_sig"));
    let mut signature = SignatureReference::default();
    signature.kind = Some("openpgp".into());
    let url = file.url.as_ref().map(|url| Link::from_document(format!("{url}.asc")));
    signature.url = url.filter(Link::is_well_formed);
    signature.filename = file.filename.clone();
    Some(signature)
}

/// What of the requirement on Python is lost, `agreed` being what the release says.
pub(super) fn python(file: &JsonApiFile, place: &Pointer, agreed: Option<&Text>) -> Option<Loss> {
    let own = file.requires_python.get()?;
    let (kind, note) = match agreed {
        Some(agreed) if agreed == own => (LossKind::Normalized, "the release says it too"),
        _ if own.trim().is_empty() => (LossKind::Normalized, "an empty requirement"),
        _ => (LossKind::Dropped, "the release as a whole does not say it"),
    };
    Some(Loss::new(place.child("requires_python"), kind, note))
}
