//! Maven Central.
//!
//! Invariant: nothing that was published is said to be changed; a relocation is a new version.

use super::{CHECKED, LIFTED, Row, VERSION_DELETED, mechanisms};
use crate::takedown::profile::{DeletionPolicy, ProvenanceSupport, RegistryProfile};
use crate::takedown::{NameReuse, VersionReuse};

const ROWS: &[Row] = &[
    Row {
        name: "relocate",
        words: &["relocation"],
        status: "relocated",
        resolution: "redirected",
        publish: "open",
        name_reuse: "never",
        version_reuse: "never",
        grains: &["version"],
        roles: &["maintainer"],
        source: "Maven POM reference, distributionManagement, relocation",
        ..LIFTED
    },
    Row {
        name: "remove",
        publish: "",
        name_reuse: "",
        grains: &["package", "version"],
        roles: &["registry-operator"],
        source: "observed for malware; the published policy knows no removal",
        ..VERSION_DELETED
    },
];

pub(super) fn fill(profile: &mut RegistryProfile) {
    profile.mechanisms = mechanisms(ROWS);
    let mut deletion = DeletionPolicy::default();
    deletion.self_service = Vec::new().into();
    deletion.name_reuse = Some(NameReuse::Never);
    deletion.version_reuse = Some(VersionReuse::Never);
    deletion.public_list = Some(false);
    deletion.source = Some("Maven Central, policy on immutable components".into());
    deletion.checked = Some(CHECKED.into());
    profile.deletion_policy = Some(deletion);
    let mut provenance = ProvenanceSupport::default();
    provenance.verified = Some(true);
    provenance.served = Some(true);
    provenance.demanded = Some(false);
    provenance.source = Some("Sigstore bundles beside the files, without a predicate".into());
    provenance.checked = Some(CHECKED.into());
    profile.provenance = Some(provenance);
}
