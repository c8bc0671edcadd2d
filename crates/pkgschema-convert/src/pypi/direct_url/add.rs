//! Where a distribution was installed from, added to what is known of it.
//!
//! Invariant: what a record says already is never replaced; where the file says otherwise, that
//! is a loss.

use super::{ArchiveInfo, DirectUrl};
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::identity::{Artifact, DigestComparison, DigestSet};
use pkgschema::metadata::{PackageMetadata, Repository};
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

fn place(path: &[&str]) -> Pointer {
    path.iter().fold(Pointer::root(), |place, step| place.child(step))
}

/// What the record does not say of its repository, if it is this one.
pub(super) fn repository(
    file: &DirectUrl,
    new: Repository,
    record: &mut PackageMetadata,
    left: &mut Leftovers,
) {
    let Some(own) = &mut record.repository else {
        record.repository = Some(new);
        return;
    };
    if own.url.is_some() && own.url != new.url {
        let said = [
            ("url", new.url.is_some()),
            ("vcs_info", true),
            ("subdirectory", new.directory.is_some()),
        ];
        for (member, _) in said.into_iter().filter(|(_, said)| *said) {
            let note = "the record has a repository at another address";
            left.say(&place(&[member]), LossKind::Dropped, note);
        }
        return;
    }
    own.url = own.url.take().or(new.url);
    fill(&mut own.kind, new.kind, &["vcs_info", "vcs"], left);
    fill(&mut own.revision, new.revision, &["vcs_info", "commit_id"], left);
    let directory = new.directory.filter(|_| file.subdirectory.is_some());
    fill(&mut own.directory, directory, &["subdirectory"], left);
}

fn fill(own: &mut Option<Text>, new: Option<Text>, path: &[&str], left: &mut Leftovers) {
    let Some(new) = new else { return };
    match own {
        None => *own = Some(new),
        Some(own) if *own != new => {
            left.say(&place(path), LossKind::Dropped, format!("the record says {own:?}"));
        }
        Some(_) => {}
    }
}

/// The file among those of the record: the one of the same digest, or of the same address.
pub(super) fn artifact(
    info: &ArchiveInfo,
    new: Artifact,
    record: &mut PackageMetadata,
    left: &mut Leftovers,
) {
    // of listed algorithms only, so that comparing takes bounded time for each file
    let listed: DigestSet = new.digests.iter().flat_map(DigestSet::digests).collect();
    let strong = listed.without_weak();
    let compare = |own: &Artifact, digests: &DigestSet| {
        own.digests.as_ref().map_or(DigestComparison::NotComparable, |own| digests.compare(own))
    };
    let mut all = record.artifacts.iter();
    let same = all.position(|own| compare(own, &strong) == DigestComparison::Equal);
    let at_url = || {
        let mut all = record.artifacts.iter();
        all.position(|own| own.url.is_some() && own.url == new.url)
    };
    let Some((index, old)) =
        same.or_else(at_url).and_then(|index| Some((index, record.artifacts.get(index)?)))
    else {
        return record.artifacts.push(new);
    };
    let place = place(&["archive_info"]);
    if compare(old, &listed) == DigestComparison::Different {
        let note = "the record has other digests of this file";
        return left.say(&place, LossKind::Dropped, note);
    }
    let merged = merged(info, old, new, &listed, left);
    if merged == *old {
        return;
    }
    if record.artifacts.has_odd() {
        let note = "among the record's files is what is no file";
        return left.say(&place, LossKind::Dropped, note);
    }
    let all = record.artifacts.iter().enumerate();
    let all = all.map(|(at, own)| if at == index { merged.clone() } else { own.clone() });
    record.artifacts = all.collect();
}

/// The record's file with what it does not say of itself.
fn merged(
    info: &ArchiveInfo,
    old: &Artifact,
    new: Artifact,
    listed: &DigestSet,
    left: &mut Leftovers,
) -> Artifact {
    let mut own = old.clone();
    if own.url.is_none() {
        own.url = new.url;
    } else if new.url.is_some() && own.url != new.url {
        let note = "the record has the file at another address";
        left.say(&place(&["url"]), LossKind::Dropped, note);
    }
    if let Some(digests) = &new.digests {
        add_digests(info, digests, listed, &mut own.digests, left);
    }
    own
}

/// Adds the digests of listed algorithms that are not there; the others have a loss.
fn add_digests(
    info: &ArchiveInfo,
    new: &DigestSet,
    listed: &DigestSet,
    own: &mut Option<DigestSet>,
    left: &mut Leftovers,
) {
    let known = own.iter().flat_map(DigestSet::iter);
    let mut known: HashMap<String, String> =
        known.map(|(name, text)| (name.to_string(), text.to_lowercase())).collect();
    for digest in listed.digests() {
        let name = digest.algorithm().as_str();
        if !known.contains_key(name) {
            own.get_or_insert_default().insert(&digest);
            known.insert(name.to_owned(), digest.to_hex());
        }
    }
    let in_hashes = |name: &str| {
        let of_hash = info.named_hash().is_some_and(|(own, _)| own == name);
        let has = |set: &DigestSet| set.iter().any(|(own, _)| own == name);
        !of_hash || info.hashes.as_ref().is_some_and(has)
    };
    for (name, text) in new.iter() {
        if known.get(name.as_str()) != Some(&text.to_lowercase()) {
            let place = match in_hashes(name) {
                true => place(&["archive_info", "hashes", name]),
                false => place(&["archive_info", "hash"]),
            };
            left.say(&place, LossKind::Dropped, "the record does not have this digest");
        }
    }
    if !new.odd().is_empty() {
        let note = "some digests are no texts";
        left.say(&place(&["archive_info", "hashes"]), LossKind::Dropped, note);
    }
}
