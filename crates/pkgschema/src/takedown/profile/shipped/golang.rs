//! Go modules, as the public proxy and checksum database serve them.
//!
//! Invariant: both mechanisms stand in the `go.mod` of a later version; the versions that they are
//! about stay as they are.

use super::{DEPRECATED, LIFTED, Row, YANKED, mechanisms};
use crate::takedown::profile::RegistryProfile;

const ROWS: &[Row] = &[
    Row {
        name: "retract",
        words: &["retracted"],
        resolution: "only-exact",
        roles: &["maintainer"],
        undone_by: "unretract",
        source: "Go Modules Reference, retract directive",
        ..YANKED
    },
    Row {
        name: "unretract",
        grains: &["version"],
        roles: &["maintainer"],
        source: "Go Modules Reference, retract directive",
        ..LIFTED
    },
    Row {
        name: "deprecate",
        words: &["deprecated"],
        grains: &["package"],
        undone_by: "undeprecate",
        source: "Go Modules Reference, module directive, deprecation",
        ..DEPRECATED
    },
    Row {
        name: "undeprecate",
        grains: &["package"],
        roles: &["maintainer"],
        source: "Go Modules Reference, module directive, deprecation",
        ..LIFTED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
}
