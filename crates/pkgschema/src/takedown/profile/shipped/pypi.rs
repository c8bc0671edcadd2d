//! PyPI.
//!
//! Invariant: words are the actions of the journal, as the changelog gives them.

use super::{CHECKED, LIFTED, NAME_RESERVED, Row, YANKED, mechanisms, publishing};
use crate::takedown::VersionReuse;
use crate::takedown::profile::{
    Binding, DeletionPolicy, Grain, ProvenanceSupport, RegistryProfile,
};
use crate::text::Link;

/// What all removals have in common: the index forgets the files, the store keeps them.
const REMOVED: Row = Row {
    status: "deleted",
    resolution: "none",
    download: "unlinked",
    version_reuse: "never",
    roles: &["maintainer", "registry-operator"],
    source: "PyPI journal; file names are never used again",
    ..LIFTED
};

/// What both quarantines have in common.
const QUARANTINED: Row = Row {
    status: "quarantined",
    resolution: "none",
    download: "unlinked",
    name_reuse: "not-applicable",
    version_reuse: "never",
    roles: &["registry-operator", "registry-automation"],
    source: "PEP 792; PyPI journal",
    ..LIFTED
};

const ROWS: &[Row] = &[
    Row {
        name: "yank",
        words: &["yank release"],
        resolution: "only-exact",
        roles: &["maintainer"],
        undone_by: "unyank",
        source: "PEP 592",
        ..YANKED
    },
    Row {
        name: "unyank",
        words: &["unyank release"],
        grains: &["version"],
        roles: &["maintainer"],
        source: "PEP 592",
        ..LIFTED
    },
    Row {
        name: "archive",
        words: &["project archived"],
        status: "archived",
        publish: "blocked",
        name_reuse: "not-applicable",
        version_reuse: "not-applicable",
        grains: &["package"],
        roles: &["maintainer"],
        undone_by: "unarchive",
        source: "PEP 792",
        ..LIFTED
    },
    Row {
        name: "unarchive",
        words: &["project unarchived"],
        publish: "open",
        grains: &["package"],
        roles: &["maintainer"],
        source: "PEP 792",
        ..LIFTED
    },
    Row {
        name: "deprecate",
        status: "deprecated",
        grains: &["package"],
        roles: &["maintainer"],
        source: "PEP 792",
        ..LIFTED
    },
    Row {
        name: "project-quarantine",
        words: &["project quarantined"],
        publish: "blocked",
        grains: &["package"],
        undone_by: "project-quarantine-cleared",
        ..QUARANTINED
    },
    Row {
        name: "project-quarantine-cleared",
        words: &["project quarantine cleared"],
        grains: &["package"],
        roles: &["registry-operator"],
        source: "PEP 792; PyPI journal",
        ..LIFTED
    },
    Row {
        name: "release-quarantine",
        words: &["release quarantined"],
        grains: &["version"],
        undone_by: "release-quarantine-cleared",
        ..QUARANTINED
    },
    Row {
        name: "release-quarantine-cleared",
        words: &["release quarantine cleared"],
        grains: &["version"],
        roles: &["registry-operator"],
        source: "PEP 792; PyPI journal",
        ..LIFTED
    },
    Row { name: "remove-project", words: &["remove project"], grains: &["package"], ..REMOVED },
    Row {
        name: "remove-release",
        words: &["remove release"],
        name_reuse: "not-applicable",
        grains: &["version"],
        ..REMOVED
    },
    Row {
        name: "remove-file",
        words: &["remove file"],
        name_reuse: "not-applicable",
        grains: &["file"],
        ..REMOVED
    },
    Row { name: "prohibit-name", source: "PyPI, prohibited project names", ..NAME_RESERVED },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = vec![Grain::Package, Grain::Version, Grain::File].into();
    deletion.with_dependents = Some(true);
    deletion.version_reuse = Some(VersionReuse::Never);
    deletion.public_list = Some(true);
    deletion.source = Some("PyPI journal; PEP 763 would limit deletion to 72 hours".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
    let providers: &[(&str, &[&str])] = &[
        ("github", &["repository", "repository_owner_id", "job_workflow_ref"]),
        ("gitlab", &["project_path", "ci_config_ref_uri"]),
        ("google", &["email"]),
        ("activestate", &["organization", "project", "actor_id"]),
    ];
    let mut trusted = publishing(providers, "PyPI documentation, trusted publishers");
    trusted.binding = Some(Binding::Package);
    trusted.pending = Some(true);
    trusted.exchanged = Some(true);
    trusted.single_use = Some(true);
    trusted.refused_triggers = vec!["pull_request_target".into()].into();
    profile.trusted_publishing = Some(trusted);
    let mut provenance = ProvenanceSupport::default();
    let types = ["https://docs.pypi.org/attestations/publish/v1", "https://slsa.dev/provenance/v1"];
    provenance.predicate_types = types.into_iter().map(Link::from_document).collect();
    provenance.verified = Some(true);
    provenance.served = Some(true);
    provenance.demanded = Some(false);
    provenance.source = Some("PEP 740".into());
    provenance.checked = Some(CHECKED.into());
    profile.provenance = Some(provenance);
}
