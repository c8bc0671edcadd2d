//! The digests of a component, and its files.
//!
//! Invariant: digests of a component stand in an artifact of their own, for nobody says which of
//! its files they are of.

use super::{BomComponent, BomHash, BomReference};
use crate::formats::digest_names::DigestNames;
use crate::leftovers::Leftovers;
use pkgschema::Pointer;
use pkgschema::identity::{Artifact, ArtifactKind, DigestSet, Ecosystem};
use pkgschema::object::List;
use pkgschema::text::Link;

/// The type of an address where a file is.
pub(super) const DISTRIBUTION: &str = "distribution";
/// The type of an address where a file with sources is.
pub(super) const SOURCES: &str = "source-distribution";

/// The files of a component.
pub(super) fn artifacts(
    component: &BomComponent,
    ecosystem: &Ecosystem,
    place: &Pointer,
    left: &mut Leftovers,
) -> List<Artifact> {
    let mut all = Vec::new();
    if let Some(digests) = digests(&component.hashes, &place.child("hashes"), left) {
        let mut artifact = Artifact::default();
        artifact.digests = Some(digests);
        all.push(artifact);
    }
    let list = place.child("externalReferences");
    for (index, reference) in component.external_references.indexed() {
        let place = list.index(index);
        if let Some(url) = file(reference, ecosystem) {
            left.take_members(&place, &["type", "url"]);
            let mut artifact = Artifact::default();
            artifact.url = Some(url);
            let is_source = reference.reference_type.as_deref() == Some(SOURCES);
            artifact.kind = is_source.then_some(ArtifactKind::Sdist);
            artifact.digests = digests(&reference.hashes, &place.child("hashes"), left);
            all.push(artifact);
        }
    }
    List::unless_empty(all)
}

/// The address of one of the package's files.
pub(super) fn file(reference: &BomReference, ecosystem: &Ecosystem) -> Option<Link> {
    let is_file = match reference.reference_type.as_deref()? {
        DISTRIBUTION => true,
        SOURCES => *ecosystem == Ecosystem::PYPI,
        _ => false,
    };
    let url = Link::from_document(reference.url.clone()?);
    (is_file && url.is_well_formed()).then_some(url)
}

/// The digests that fit their algorithms, the first of each.
fn digests(hashes: &List<BomHash>, place: &Pointer, left: &mut Leftovers) -> Option<DigestSet> {
    let all =
        hashes.indexed().map(|(index, hash)| (index, hash.alg.as_ref(), hash.content.as_ref()));
    DigestNames::CycloneDx.set(all, ["alg", "content"], place, left)
}

/// The digests of a file, as far as the standard names their algorithms.
pub(super) fn hashes(
    digests: Option<&DigestSet>,
    place: &Pointer,
    left: &mut Leftovers,
) -> List<BomHash> {
    let mut all: Vec<BomHash> = Vec::new();
    for (algorithm, digits) in digests.into_iter().flat_map(DigestSet::iter) {
        let Some(name) = DigestNames::CycloneDx.name(algorithm, digits) else { continue };
        let at = place.child(algorithm);
        let mut hash = BomHash::default();
        hash.alg = Some(name.into());
        hash.content = Some(digits.clone());
        left.take(&at);
        all.push(hash);
    }
    List::unless_empty(all)
}
