//! RubyGems.
//!
//! Invariant: a yank there is a deletion, whatever the word means elsewhere.

use super::{CHECKED, Row, VERSION_DELETED, mechanisms, publishing};
use crate::takedown::VersionReuse;
use crate::takedown::profile::{
    Binding, DeletionPolicy, Grain, ProvenanceSupport, RegistryProfile,
};

const ROWS: &[Row] = &[Row {
    name: "yank",
    words: &["yanked", "deletions"],
    source: "RubyGems guides, removing a published gem; files are deleted since April 2015",
    ..VERSION_DELETED
}];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = vec![Grain::Version].into();
    deletion.version_reuse = Some(VersionReuse::Never);
    deletion.source = Some("RubyGems guides, removing a published gem".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
    let claims: &[&str] = &["repository", "repository_owner_id", "job_workflow_ref", "environment"];
    let mut trusted = publishing(&[("github", claims)], "RubyGems guides, trusted publishing");
    trusted.binding = Some(Binding::Package);
    trusted.exchanged = Some(true);
    profile.trusted_publishing = Some(trusted);
    let mut provenance = ProvenanceSupport::default();
    provenance.served = Some(true);
    provenance.demanded = Some(false);
    provenance.source = Some("RubyGems API, attestations".into());
    provenance.checked = Some(CHECKED.into());
    profile.provenance = Some(provenance);
}
