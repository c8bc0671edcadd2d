//! Hex.
//!
//! Invariant: a retired release is still resolved and served; its owners can take back only
//! what they published in the last hour.

use super::{CHECKED, DEPRECATED, LIFTED, Row, VERSION_DELETED, mechanisms};
use crate::takedown::profile::{DeletionPolicy, Grain, RegistryProfile};

const ROWS: &[Row] = &[
    Row {
        name: "retire",
        words: &["retired", "retirement"],
        grains: &["version"],
        undone_by: "unretire",
        source: "Hex documentation, mix hex.retire",
        ..DEPRECATED
    },
    Row {
        name: "unretire",
        words: &["unretired"],
        grains: &["version"],
        roles: &["maintainer"],
        source: "Hex documentation, mix hex.retire",
        ..LIFTED
    },
    Row {
        name: "revert",
        words: &["reverted"],
        version_reuse: "",
        roles: &["maintainer"],
        source: "Hex documentation, mix hex.publish, reverting a package",
        ..VERSION_DELETED
    },
    Row {
        name: "remove",
        words: &["removed"],
        version_reuse: "",
        roles: &["registry-operator"],
        source: "Hex specifications, HTTP API, package release",
        ..VERSION_DELETED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = vec![Grain::Version].into();
    deletion.hours = Some(1);
    deletion.source = Some("Hex documentation, mix hex.publish, reverting a package".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
}
