//! Packagist.
//!
//! Invariant: an abandoned package is installed as before.

use super::{DEPRECATED, LIFTED, Row, mechanisms};
use crate::takedown::profile::RegistryProfile;

const ROWS: &[Row] = &[
    Row {
        name: "abandon",
        words: &["abandoned"],
        grains: &["package", "version"],
        roles: &["maintainer", "registry-operator"],
        undone_by: "unabandon",
        source: "Composer schema, abandoned",
        ..DEPRECATED
    },
    Row {
        name: "unabandon",
        grains: &["package", "version"],
        roles: &["maintainer", "registry-operator"],
        source: "Composer schema, abandoned",
        ..LIFTED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
}
