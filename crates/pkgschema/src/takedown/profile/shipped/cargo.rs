//! crates.io.
//!
//! Invariant: a yanked version stays for lock files that name it, and for nobody else.

use super::{CHECKED, LIFTED, NAME_RESERVED, Row, VERSION_DELETED, YANKED, mechanisms, publishing};
use crate::takedown::profile::{
    Binding, DeletionPolicy, Grain, ProvenanceSupport, RegistryProfile,
};
use crate::takedown::{NameReuse, VersionReuse};

const ROWS: &[Row] = &[
    Row {
        name: "yank",
        words: &["yanked"],
        resolution: "only-locked",
        roles: &["maintainer", "registry-operator"],
        undone_by: "unyank",
        source: "The Cargo Book, cargo yank",
        ..YANKED
    },
    Row {
        name: "unyank",
        words: &["unyanked"],
        grains: &["version"],
        roles: &["maintainer", "registry-operator"],
        source: "The Cargo Book, cargo yank",
        ..LIFTED
    },
    Row {
        name: "delete",
        words: &["deleted_crates"],
        publish: "blocked",
        name_reuse: "after",
        version_reuse: "open",
        grains: &["package"],
        source: "RFC 3660, crates.io: crate deletions",
        ..VERSION_DELETED
    },
    Row {
        name: "delete-version",
        version_reuse: "",
        roles: &["registry-operator"],
        source: "crates.io policy on malicious crates",
        ..VERSION_DELETED
    },
    Row {
        name: "reserve-name",
        words: &["reserved_crate_names"],
        source: "crates.io database dump, reserved_crate_names",
        ..NAME_RESERVED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = vec![Grain::Package].into();
    deletion.hours = Some(72);
    deletion.with_dependents = Some(false);
    deletion.owners = Some(1);
    deletion.name_reuse = Some(NameReuse::After);
    deletion.name_reuse_hours = Some(24);
    deletion.version_reuse = Some(VersionReuse::Open);
    deletion.public_list = Some(true);
    deletion.source = Some("RFC 3660; database dump, deleted_crates".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
    let providers: &[(&str, &[&str])] = &[
        ("github", &["repository", "repository_owner_id", "workflow_ref", "environment"]),
        ("gitlab", &["namespace_id", "project_path", "ci_config_ref_uri", "environment"]),
    ];
    let mut trusted = publishing(providers, "RFC 3691, trusted publishing for crates.io");
    trusted.binding = Some(Binding::Package);
    trusted.exchanged = Some(true);
    trusted.single_use = Some(true);
    trusted.refused_triggers = vec!["pull_request_target".into(), "workflow_run".into()].into();
    profile.trusted_publishing = Some(trusted);
    let mut provenance = ProvenanceSupport::default();
    provenance.served = Some(false);
    provenance.demanded = Some(false);
    provenance.source = Some("RFC 3403, sigstore integration, was closed".into());
    provenance.checked = Some(CHECKED.into());
    profile.provenance = Some(provenance);
}
