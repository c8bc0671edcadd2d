//! What an inventory does not hold of a lock.
//!
//! Invariant: each member that is not held is named where it stands; of an entry with a very long
//! key only that it says more.

use super::place::Place;
use super::{LockEntry, PackageLock, Requires, TreeEntry, tree};
use crate::loss::SAYS_NOTHING;
use crate::npm::version_manifest::sri;
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::Raw;
use std::collections::HashSet;

/// Longest pointer to an entry whose members are named one by one.
const LONGEST: usize = 512;

const NO_PLACE: &str = "an inventory has no place for it";
const REPEATED: &str = "the project says it as well";

pub(super) fn of(lock: &PackageLock) -> Vec<Loss> {
    let root = Pointer::root();
    let mut losses = Loss::of_rest(lock, &root, NO_PLACE);
    if lock.requires.is_some() {
        let note = "whether entries say what they need shows in them";
        losses.push(Loss::new(root.child("requires"), LossKind::Normalized, note));
    }
    if !lock.packages.is_present() {
        of_tree(lock, &mut losses);
        return losses;
    }
    of_project(lock, &mut losses);
    if lock.dependencies.is_present() {
        let note = "packages says it as well";
        losses.push(Loss::new(root.child("dependencies"), LossKind::Normalized, note));
    }
    let place = root.child("packages");
    let entries = lock.packages.entries();
    odd(entries.into_iter().flat_map(|all| all.odd().iter()), &place, &mut losses);
    for (key, entry) in lock.packages.iter() {
        of_entry(lock, key, entry, place.child(key), &mut losses);
    }
    losses
}

/// Name and version of the project, which stand in the document and in its first entry.
fn of_project(lock: &PackageLock, losses: &mut Vec<Loss>) {
    let project = lock.packages.get("");
    let members = [
        ("name", &lock.name, project.map(|it| &it.name)),
        ("version", &lock.version, project.map(|it| &it.version)),
    ];
    for (member, ours, theirs) in members {
        let Some(ours) = ours else { continue };
        let place = Pointer::root().child(member);
        match theirs {
            None => losses.push(Loss::new(place, LossKind::Dropped, "the lock has no project")),
            Some(None) => {}
            Some(Some(theirs)) if theirs == ours => {
                losses.push(Loss::new(place, LossKind::Normalized, REPEATED));
            }
            Some(Some(_)) => {
                let note = "the project's own entry says otherwise, and counts";
                losses.push(Loss::new(place, LossKind::Dropped, note));
            }
        }
    }
}

fn of_entry(
    lock: &PackageLock,
    key: &str,
    entry: &LockEntry,
    place: Pointer,
    losses: &mut Vec<Loss>,
) {
    let is_root = Place::of(key) == Place::Root;
    if is_root && lock.project_name(entry).is_none() {
        return losses.push(Loss::new(place, LossKind::Dropped, "a project without a name"));
    }
    let installed = matches!(Place::of(key), Place::Installed(_));
    let (lost, spelt) = (lost(entry, installed), spelt(entry, installed));
    if place.as_str().len() > LONGEST {
        if !(lost.is_empty() && spelt.is_empty() && entry.rest.is_empty()) {
            let note = "it says more than an inventory holds";
            losses.push(Loss::new(place, LossKind::Changed, note));
        }
        return;
    }
    let dropped = |name| Loss::new(place.child(name), LossKind::Dropped, NO_PLACE);
    losses.extend(lost.into_iter().map(dropped));
    losses.extend(spelt.into_iter().map(|name| Loss::of_nothing(place.child(name))));
    losses.extend(Loss::of_rest(entry, &place, NO_PLACE));
    of_maps(entry, &place, losses);
}

/// Members of an entry that an inventory has no place for.
fn lost(entry: &LockEntry, installed: bool) -> Vec<&'static str> {
    let said = |flag: Option<bool>| flag.is_some();
    let is_link = entry.link == Some(true);
    let of_both = entry.peer == Some(true) && entry.dev == Some(true);
    let unread = entry.integrity.as_deref().is_some_and(|text| !sri(text).1);
    let members = [
        ("engines", entry.engines.is_some()),
        ("bin", entry.bin.is_some()),
        ("funding", entry.funding.is_some()),
        ("hasShrinkwrap", said(entry.has_shrinkwrap)),
        ("devOptional", said(entry.dev_optional)),
        ("extraneous", said(entry.extraneous)),
        ("bundleDependencies", entry.bundle_dependencies.is_some()),
        ("workspaces", entry.workspaces.is_some()),
        ("integrity", unread || (is_link && entry.integrity.is_some())),
        ("dev", !installed && said(entry.dev)),
        ("optional", !installed && said(entry.optional)),
        ("peer", !installed && said(entry.peer) || of_both),
        ("inBundle", !installed && said(entry.in_bundle)),
    ];
    members.into_iter().filter(|(_, lost)| *lost).map(|(name, _)| name).collect()
}

/// Members of an entry that need not be said.
fn spelt(entry: &LockEntry, installed: bool) -> Vec<&'static str> {
    let untrue = |flag: Option<bool>| flag == Some(false);
    let leads_nowhere = entry.link.is_some() && entry.resolved.is_none();
    let members = [
        ("dev", installed && untrue(entry.dev)),
        ("optional", installed && untrue(entry.optional)),
        ("peer", installed && untrue(entry.peer)),
        ("inBundle", installed && untrue(entry.in_bundle)),
        ("link", untrue(entry.link) || leads_nowhere),
    ];
    members.into_iter().filter(|(_, it)| *it).map(|(name, _)| name).collect()
}

/// What maps of an entry hold that is no text.
fn of_maps(entry: &LockEntry, place: &Pointer, losses: &mut Vec<Loss>) {
    let maps = [
        ("dependencies", &entry.dependencies),
        ("optionalDependencies", &entry.optional_dependencies),
        ("devDependencies", &entry.dev_dependencies),
        ("peerDependencies", &entry.peer_dependencies),
    ];
    for (name, map) in maps {
        let entries = map.entries().into_iter().flat_map(|all| all.odd().iter());
        odd(entries, &place.child(name), losses);
    }
    let peers = entry.peer_dependencies.iter();
    let peers: HashSet<&str> = peers.map(|(name, _)| name.as_str()).collect();
    for (name, meta) in entry.peer_dependencies_meta.iter() {
        let place = || place.child("peerDependenciesMeta").child(name);
        if !peers.contains(name.as_str()) {
            losses.push(Loss::new(place(), LossKind::Dropped, "no such peer is listed"));
        } else if meta.optional != Some(true) {
            losses.push(Loss::of_nothing(place()));
        }
    }
}

fn odd<'a>(
    entries: impl Iterator<Item = (&'a str, &'a Raw)>,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) {
    losses.extend(entries.map(|(name, raw)| Loss::of_odd(place.child(name), raw)));
}

fn of_tree(lock: &PackageLock, losses: &mut Vec<Loss>) {
    let root = Pointer::root();
    if lock.name.is_none() && lock.version.is_some() {
        let note = "a project without a name";
        losses.push(Loss::new(root.child("version"), LossKind::Dropped, note));
    }
    let entries = lock.dependencies.entries();
    let top = root.child("dependencies");
    odd(entries.into_iter().flat_map(|all| all.odd().iter()), &top, losses);
    tree::each(&lock.dependencies, &mut |node| of_node(node.place, node.entry, losses));
}

fn of_node(place: &Pointer, entry: &TreeEntry, losses: &mut Vec<Loss>) {
    let unread = entry.integrity.as_deref().is_some_and(|it| !sri(it).1);
    let lost = [
        ("from", entry.from.is_some(), LossKind::Dropped, NO_PLACE),
        ("integrity", unread, LossKind::Dropped, NO_PLACE),
        (
            "requires",
            matches!(entry.requires, Some(Requires::Flag(_))),
            LossKind::Normalized,
            SAYS_NOTHING,
        ),
    ];
    let more = lost.iter().any(|(_, lost, ..)| *lost) || !entry.rest.is_empty();
    if place.as_str().len() > LONGEST {
        if more {
            let note = "it says more than an inventory holds";
            losses.push(Loss::new(place.clone(), LossKind::Changed, note));
        }
        return;
    }
    for (name, _, kind, note) in lost.iter().filter(|(_, lost, ..)| *lost) {
        losses.push(Loss::new(place.child(name), *kind, *note));
    }
    losses.extend(Loss::of_rest(entry, place, NO_PLACE));
    let below = entry.dependencies.entries();
    odd(below.into_iter().flat_map(|all| all.odd().iter()), &place.child("dependencies"), losses);
}
