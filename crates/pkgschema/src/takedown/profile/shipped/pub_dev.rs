//! pub.dev.
//!
//! Invariant: a retracted version stays for lock files and overrides that name it; nothing is
//! deleted by its owners.

use super::{CHECKED, DEPRECATED, LIFTED, Row, YANKED, mechanisms};
use crate::object::List;
use crate::takedown::profile::{DeletionPolicy, RegistryProfile};

const ROWS: &[Row] = &[
    Row {
        name: "discontinue",
        words: &["discontinued", "isDiscontinued"],
        grains: &["package"],
        roles: &["maintainer", "registry-operator"],
        undone_by: "resume",
        source: "Dart documentation, publishing packages, discontinuing",
        ..DEPRECATED
    },
    Row {
        name: "resume",
        grains: &["package"],
        roles: &["maintainer", "registry-operator"],
        source: "Dart documentation, publishing packages, discontinuing",
        ..LIFTED
    },
    Row {
        name: "retract",
        words: &["retracted"],
        resolution: "only-locked",
        roles: &["maintainer", "registry-operator"],
        undone_by: "restore",
        source: "Dart documentation, publishing packages, retracting a package version",
        ..YANKED
    },
    Row {
        name: "restore",
        words: &["restored"],
        grains: &["version"],
        roles: &["maintainer", "registry-operator"],
        source: "Dart documentation, publishing packages, retracting a package version",
        ..LIFTED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    // Owners delete nothing by themselves: a list that is there and empty.
    deletion.self_service = List::from(Vec::new());
    deletion.source = Some("pub.dev policy; publishing is forever".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
}
