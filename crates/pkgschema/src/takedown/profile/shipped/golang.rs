//! Go modules, as the public proxy and checksum database serve them.
//!
//! Invariant: both mechanisms stand in the `go.mod` of a later version; the versions that they are
//! about stay as they are.

use super::{LIFTED, Row, mechanisms};
use crate::takedown::profile::RegistryProfile;

const ROWS: &[Row] = &[
    Row {
        name: "retract",
        words: &["retracted"],
        status: "yanked",
        resolution: "only-exact",
        publish: "open",
        name_reuse: "not-applicable",
        version_reuse: "never",
        grains: &["version"],
        roles: &["maintainer"],
        undone_by: "unretract",
        source: "Go Modules Reference, retract directive",
        ..LIFTED
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
        status: "deprecated",
        publish: "open",
        name_reuse: "not-applicable",
        version_reuse: "not-applicable",
        grains: &["package"],
        roles: &["maintainer"],
        undone_by: "undeprecate",
        source: "Go Modules Reference, module directive, deprecation",
        ..LIFTED
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
