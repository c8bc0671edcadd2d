//! npm.
//!
//! Invariant: `deprecate` leaves everything installable; only the two removals and the hold do
//! not.

use super::{CHECKED, DEPRECATED, LIFTED, Row, VERSION_DELETED, mechanisms, publishing};
use crate::takedown::profile::{
    Binding, DeletionPolicy, Grain, ProvenanceSupport, RegistryProfile,
};
use crate::takedown::{NameReuse, VersionReuse};
use crate::text::Link;

const ROWS: &[Row] = &[
    Row {
        name: "deprecate",
        words: &["deprecated"],
        grains: &["version"],
        undone_by: "undeprecate",
        source: "npm CLI documentation, npm-deprecate",
        ..DEPRECATED
    },
    Row {
        name: "undeprecate",
        grains: &["version"],
        roles: &["maintainer"],
        source: "npm CLI documentation, npm-deprecate",
        ..LIFTED
    },
    Row {
        name: "unpublish-version",
        words: &["unpublish version"],
        source: "npm unpublish policy",
        ..VERSION_DELETED
    },
    Row {
        name: "unpublish",
        words: &["unpublished"],
        publish: "blocked",
        name_reuse: "after",
        grains: &["package"],
        source: "npm unpublish policy",
        ..VERSION_DELETED
    },
    Row {
        name: "security-hold",
        words: &["security holding package"],
        status: "security-held",
        resolution: "placeholder",
        download: "placeholder",
        publish: "blocked",
        name_reuse: "on-request",
        version_reuse: "never",
        grains: &["package"],
        roles: &["registry-operator"],
        source: "README of the holding packages",
        ..LIFTED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = vec![Grain::Package, Grain::Version].into();
    deletion.hours = Some(72);
    deletion.weekly_downloads = Some(300);
    deletion.with_dependents = Some(false);
    deletion.owners = Some(1);
    deletion.name_reuse = Some(NameReuse::After);
    deletion.name_reuse_hours = Some(24);
    deletion.version_reuse = Some(VersionReuse::Never);
    deletion.source = Some("npm unpublish policy".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
    let providers: &[(&str, &[&str])] =
        &[("github", &["workflow_ref"]), ("gitlab", &[]), ("circleci", &[])];
    let mut trusted = publishing(providers, "npm CLI 11, npm-trust");
    trusted.binding = Some(Binding::Package);
    trusted.publishers = Some(1);
    trusted.exchanged = Some(true);
    profile.trusted_publishing = Some(trusted);
    let mut provenance = ProvenanceSupport::default();
    let types = [
        "https://slsa.dev/provenance/v1",
        "https://github.com/npm/attestation/tree/main/specs/publish/v0.1",
    ];
    provenance.predicate_types = types.into_iter().map(Link::from_document).collect();
    provenance.verified = Some(true);
    provenance.served = Some(true);
    provenance.publish_attestation = Some(true);
    provenance.demanded = Some(false);
    provenance.source = Some("npm RFC 49, link packages to source and build".into());
    provenance.checked = Some(CHECKED.into());
    profile.provenance = Some(provenance);
}
