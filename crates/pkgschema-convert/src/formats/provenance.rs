//! Attestations that no ecosystem owns: bundles, envelopes and statements by themselves, files of
//! them, and the answers of services.
//!
//! | document | records | rule |
//! |---|---|---|
//! | Sigstore bundle, DSSE envelope, in-toto statement | one | the certificate before the statement |
//! | JSON Lines | one a line | lines that are no attestations say nothing |
//! | answer of GitHub's attestation interface | one an attestation | one that is elsewhere says nothing |
//! | attestations of RubyGems | one a bundle | |
//! | gcloud's description of an image | one a build | the signed payload alone, never the copy beside it |
//!
//! Invariant: what is not signed in a document is never taken for what is.

mod gcb_summary;
mod github_attestations;
mod lines;
mod rubygems_attestations;

pub use gcb_summary::{GcbBuild, GcbImage, GcbOccurrence, GcbProvenances, GcbSummary};
pub use github_attestations::{GithubAttestation, GithubAttestations};
pub use lines::{AttestationLine, AttestationLines};
pub use rubygems_attestations::RubygemsAttestations;

use crate::served::Builds;
use crate::syntax::json::own_document;
use crate::{Converted, Document, ToRecord};
use pkgschema::Pointer;
use pkgschema::provenance::{BuildProvenance, Bundle, Envelope, Statement};

own_document! {
    Bundle = "Sigstore bundle",
    Envelope = "DSSE envelope",
    Statement = "in-toto statement",
}

impl ToRecord<Vec<BuildProvenance>> for Bundle {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        alone(self, Self::view, BuildProvenance::of_bundle)
    }
}

impl ToRecord<Vec<BuildProvenance>> for Envelope {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        alone(self, Self::view, BuildProvenance::of_envelope)
    }
}

impl ToRecord<Vec<BuildProvenance>> for Statement {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        alone(self, Self::view, BuildProvenance::of_statement)
    }
}

/// The one record of a document that is an attestation.
fn alone<T>(
    document: &T,
    view: fn(&T) -> pkgschema::object::Raw,
    record: fn(&T) -> BuildProvenance,
) -> Converted<Vec<BuildProvenance>> {
    let mut builds = Builds::default();
    builds.attested(record(document), &Pointer::root());
    builds.finish(&view(document))
}
