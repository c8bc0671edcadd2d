//! What Python's index serves about where a file comes from.
//!
//! | document | record | rule |
//! |---|---|---|
//! | provenance object | one an attestation | certificate, then the index's publisher, then the statement |
//! | attestation object | one | |
//! | Simple API, `provenance`, `data-provenance` | | an address, none, or unknown |
//!
//! Attestations and Sigstore bundles are made of each other by [`to_bundle`] and
//! [`from_bundle`].
//!
//! Source: PEP 740; the index's documentation of its integrity API; the specification "Index hosted
//! attestations".
//!
//! Invariant: a file is the one that an attestation names if both names read as the same file,
//! however they are spelt.

mod bundles;
mod files;

pub use bundles::{from_bundle, to_bundle};
pub use files::names_file;

use crate::served::Builds;
use crate::syntax::json::own_document;
use crate::{Converted, Document, ToRecord};
use pkgschema::Pointer;
use pkgschema::provenance::{BuildProvenance, Pep740Attestation, Pep740Provenance};

own_document! {
    Pep740Attestation = "PyPI attestation",
    Pep740Provenance = "PyPI provenance",
}

impl ToRecord<Vec<BuildProvenance>> for Pep740Attestation {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        builds.attested(BuildProvenance::of_pep740(self, None), &Pointer::root());
        builds.finish(&self.view())
    }
}

/// The members of a publisher that records hold.
const HELD: [&str; 7] = [
    "repository",
    "workflow",
    "workflow_filepath",
    "environment",
    "email",
    "vcs_origin",
    "vcs_ref",
];

impl ToRecord<Vec<BuildProvenance>> for Pep740Provenance {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        let place = Pointer::root().child("attestation_bundles");
        for (index, bundle) in self.attestation_bundles.indexed() {
            let place = place.index(index);
            for (number, one) in bundle.attestations.indexed() {
                let record = BuildProvenance::of_pep740(one, bundle.publisher.as_ref());
                builds.attested(record, &place.child("attestations").index(number));
            }
            let known = bundle.publisher.as_ref().and_then(|publisher| publisher.kind.as_ref());
            if known.is_some_and(|kind| kind.is_listed()) && !bundle.attestations.is_empty() {
                builds.left.take_members(&place.child("publisher"), &HELD);
            }
        }
        builds.finish(&self.view())
    }
}
