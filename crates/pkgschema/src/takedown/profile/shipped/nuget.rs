//! NuGet.
//!
//! Invariant: what is unlisted can still be had by its version; only the gallery's operators
//! delete.

use super::{CHECKED, DEPRECATED, LIFTED, Row, VERSION_DELETED, YANKED, mechanisms};
use crate::object::List;
use crate::takedown::profile::{DeletionPolicy, RegistryProfile};

const ROWS: &[Row] = &[
    Row {
        name: "unlist",
        words: &["unlisted"],
        status: "unlisted",
        resolution: "only-exact",
        roles: &["maintainer", "registry-operator"],
        undone_by: "relist",
        source: "NuGet documentation, deleting packages, unlisting",
        ..YANKED
    },
    Row {
        name: "relist",
        words: &["relisted"],
        grains: &["version"],
        roles: &["maintainer", "registry-operator"],
        source: "NuGet documentation, deleting packages, unlisting",
        ..LIFTED
    },
    Row {
        name: "deprecate",
        words: &["deprecated"],
        grains: &["version"],
        undone_by: "undeprecate",
        source: "NuGet documentation, deprecating packages",
        ..DEPRECATED
    },
    Row {
        name: "undeprecate",
        grains: &["version"],
        roles: &["maintainer"],
        source: "NuGet documentation, deprecating packages",
        ..LIFTED
    },
    Row {
        name: "delete",
        words: &["PackageDelete"],
        version_reuse: "",
        roles: &["registry-operator"],
        source: "NuGet API, catalog, package delete catalog items",
        ..VERSION_DELETED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    // Owners delete nothing by themselves: a list that is there and empty.
    deletion.self_service = List::from(Vec::new());
    deletion.public_list = Some(true);
    deletion.source = Some("NuGet documentation, deleting packages; NuGet API, catalog".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
}
