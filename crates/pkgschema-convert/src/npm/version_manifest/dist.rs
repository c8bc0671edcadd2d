//! `dist` and the files and signatures of a record.
//!
//! Invariant: of an algorithm with two digests that differ none is taken.

use super::{Attestations, Dist, DistSignature};
use pkgschema::Text;
use pkgschema::identity::{Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, SriHash};
use pkgschema::metadata::SignatureReference;
use pkgschema::object::List;

/// The kinds of signatures that npm has.
const REGISTRY: &str = "npm-registry-signature";
const ATTESTATION: &str = "attestation";
const OPENPGP: &str = "openpgp";

/// The tarball, if anything is said of it.
pub(super) fn artifact(dist: &Dist) -> Option<Artifact> {
    let mut artifact = Artifact::default();
    artifact.url = dist.tarball.clone();
    artifact.filename =
        dist.tarball.as_ref().and_then(|url| file_name(url.as_str())).map(Text::from);
    artifact.unpacked_size = dist.unpacked_size;
    artifact.digests = digests(dist.shasum.as_deref(), dist.integrity.as_deref()).0;
    if artifact == Artifact::default() {
        return None;
    }
    artifact.kind = Some(ArtifactKind::Tarball);
    Some(artifact)
}

/// The name of the file at an address: its last part, without a query.
pub(in crate::npm) fn file_name(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let path = rest.split(['?', '#']).next()?;
    let (_, name) = path.rsplit_once('/')?;
    (!name.is_empty()).then_some(name)
}

/// The hashes of a list of subresource integrity that can be read, and whether all can.
pub(in crate::npm) fn sri(text: &str) -> (Vec<Digest>, bool) {
    let mut all = true;
    let read = |hash: &str| {
        let hash = SriHash::parse(hash).ok().map(|hash| hash.digest);
        all &= hash.is_some();
        hash
    };
    let digests: Vec<Digest> = text.split_ascii_whitespace().filter_map(read).collect();
    let all = all && !digests.is_empty();
    (digests, all)
}

/// The digests, and the algorithms that have two which differ.
pub(super) fn digests(
    shasum: Option<&str>,
    integrity: Option<&str>,
) -> (Option<DigestSet>, Vec<DigestAlgorithm>) {
    let shasum = shasum.and_then(|hex| Digest::from_hex(DigestAlgorithm::Sha1, hex).ok());
    let hashes = integrity.map(sri).unwrap_or_default().0;
    let mut agreed: Vec<Digest> = Vec::new();
    let mut torn: Vec<DigestAlgorithm> = Vec::new();
    for digest in shasum.into_iter().chain(hashes) {
        let known = agreed.iter().find(|known| known.algorithm() == digest.algorithm());
        match known {
            None => agreed.push(digest),
            Some(known) if *known == digest => {}
            Some(_) if torn.contains(digest.algorithm()) => {}
            Some(_) => torn.push(digest.algorithm().clone()),
        }
    }
    agreed.retain(|digest| !torn.contains(digest.algorithm()));
    ((!agreed.is_empty()).then(|| agreed.into_iter().collect()), torn)
}

/// The signatures that are published with a version.
pub(super) fn signatures(dist: &Dist) -> List<SignatureReference> {
    let of_kind = |kind: &str| {
        let mut reference = SignatureReference::default();
        reference.kind = Some(Text::from(kind));
        reference
    };
    let mut all = Vec::new();
    all.extend(dist.signatures.iter().map(|signature| {
        let mut reference = of_kind(REGISTRY);
        reference.key_id = signature.keyid.clone();
        reference.signature = signature.sig.clone();
        reference
    }));
    all.extend(dist.attestations.iter().map(|attestations| {
        let mut reference = of_kind(ATTESTATION);
        reference.url = attestations.url.clone();
        reference
    }));
    all.extend(dist.npm_signature.iter().map(|signature| {
        let mut reference = of_kind(OPENPGP);
        reference.signature = Some(signature.clone());
        reference
    }));
    match dist.signatures.is_present() || !all.is_empty() {
        true => List::from(all),
        false => List::absent(),
    }
}

/// `dist` of the first tarball and the signatures of npm's kinds.
pub(super) fn write(artifacts: &[Artifact], signatures: &List<SignatureReference>) -> Option<Dist> {
    let mut dist = Dist::default();
    let tarball = |artifact: &&Artifact| artifact.kind == Some(ArtifactKind::Tarball);
    if let Some(artifact) = artifacts.iter().find(tarball) {
        dist.tarball = artifact.url.clone();
        dist.unpacked_size = artifact.unpacked_size;
        let digests = artifact.digests.iter().flat_map(DigestSet::digests);
        for digest in digests {
            write_digest(&digest, &mut dist);
        }
    }
    if signatures.is_present() && signatures.is_empty() {
        dist.signatures = List::from(Vec::new());
    }
    signatures.iter().for_each(|signature| write_signature(signature, &mut dist));
    (dist != Dist::default()).then_some(dist)
}

fn write_digest(digest: &Digest, dist: &mut Dist) {
    match digest.algorithm() {
        DigestAlgorithm::Sha1 => dist.shasum = Some(digest.to_hex().into()),
        DigestAlgorithm::Sha256
        | DigestAlgorithm::Sha384
        | DigestAlgorithm::Sha512
        | DigestAlgorithm::Md5 => {
            let before = dist.integrity.as_ref().map(|text| format!("{text} "));
            dist.integrity = Some((before.unwrap_or_default() + &digest.to_sri()).into());
        }
        _ => {}
    }
}

fn write_signature(signature: &SignatureReference, dist: &mut Dist) {
    match signature.kind.as_deref() {
        Some(REGISTRY) => {
            let mut entry = DistSignature::default();
            entry.keyid = signature.key_id.clone();
            entry.sig = signature.signature.clone();
            dist.signatures.push(entry);
        }
        Some(ATTESTATION) if dist.attestations.is_none() => {
            let mut attestations = Attestations::default();
            attestations.url = signature.url.clone();
            dist.attestations = Some(attestations);
        }
        Some(OPENPGP) if dist.npm_signature.is_none() => {
            dist.npm_signature = signature.signature.clone();
        }
        _ => {}
    }
}
