//! What does not agree in a summary: the copy with what is signed, what is signed with the image.
//!
//! Invariant: an envelope that cannot be read agrees with nothing.

use super::{GcbOccurrence, GcbSummary};
use crate::view::differences;
use pkgschema::identity::DigestAlgorithm;
use pkgschema::object::{Raw, RawObject, raw};
use pkgschema::provenance::{Base64Text, Envelope, Statement};
use pkgschema::{Finding, Pointer, Severity};

pub(super) fn lint(summary: &GcbSummary, structural: Vec<Finding>) -> Vec<Finding> {
    let envelopes: Vec<Pointer> = summary
        .placed()
        .filter(|(_, one)| one.envelope.is_some())
        .map(|(place, _)| place.child("envelope"))
        .collect();
    let mut found = structural;
    // an envelope's check finds what is odd in its shape as well
    found.retain(|finding| !envelopes.iter().any(|place| place.contains(&finding.pointer)));
    let digest = summary.image_summary.as_ref().and_then(|image| image.digest.as_deref());
    for (place, one) in summary.placed() {
        occurrence(one, digest, &place, &mut found);
    }
    found
}

fn occurrence(one: &GcbOccurrence, image: Option<&str>, place: &Pointer, found: &mut Vec<Finding>) {
    let mut error = |place: Pointer, code, words: &str| {
        found.push(Finding::new(place, code, Severity::Error, words));
    };
    if one.kind.as_deref() != Some("BUILD") {
        error(place.child("kind"), "not-a-build", "expected \"BUILD\"");
    }
    let Some(envelope) = &one.envelope else {
        return error(place.clone(), "no-envelope", "nothing here is signed");
    };
    let inside = place.child("envelope");
    let statement = envelope.statement().and_then(Result::ok);
    let of_resource = one.resource_uri.as_deref().and_then(|uri| Some(uri.rsplit_once('@')?.1));
    if let Some(statement) = &statement {
        for (stated, member) in [(image, None), (of_resource, Some("resourceUri"))] {
            if stated.is_some_and(|digest| !is_about(statement, digest)) {
                let place = member.map_or_else(|| inside.clone(), |name| place.child(name));
                error(place, "other-image", "what is signed is about another image");
            }
        }
    }
    let signed = payload(envelope);
    let copies = one.build.iter().flat_map(|build| {
        [("intotoStatement", &build.intoto_statement), ("inTotoSlsaProvenanceV1", &build.slsa_v1)]
    });
    for (name, copy) in copies {
        let Some(copy) = copy else { continue };
        let place = place.child("build").child(name);
        match &signed {
            Some(signed) => {
                for at in differing(copy, signed) {
                    error(place.join(&at), "copy-differs", "what is signed says otherwise");
                }
            }
            None => error(place, "copy-differs", "what is signed cannot be read"),
        }
    }
    found.extend(envelope.check().into_iter().map(|finding| finding.below(&inside)));
}

/// Whether a statement has a subject with this digest, written `sha256:` and hexadecimal digits.
fn is_about(statement: &Statement, digest: &str) -> bool {
    let Some(hex) = digest.strip_prefix("sha256:") else { return false };
    let mut stated = statement
        .subject
        .iter()
        .filter_map(|subject| subject.digest.as_ref()?.get(&DigestAlgorithm::Sha256));
    stated.any(|digest| digest.to_hex().eq_ignore_ascii_case(hex))
}

/// What is signed, as JSON.
fn payload(envelope: &Envelope) -> Option<RawObject> {
    let bytes = Base64Text::lenient_bytes(&envelope.payload)?;
    RawObject::new(Raw::parse(&String::from_utf8(bytes).ok()?)?)
}

/// Where a copy says something else than what is signed. Its `slsaProvenance` is the predicate.
fn differing(copy: &RawObject, signed: &RawObject) -> Vec<Pointer> {
    let members = raw::members(copy.as_raw().as_raw()).unwrap_or_default();
    let mut places = Vec::new();
    for (name, value) in members {
        let names: &[&str] = match &*name {
            "slsaProvenance" => &["predicate", "slsaProvenance"],
            other => &[other],
        };
        let mut there = names.iter().filter_map(|name| signed.get(name)).peekable();
        let here = Pointer::root().child(&name);
        if there.peek().is_none() {
            places.push(here);
            continue;
        }
        // what stands there twice is to agree with both
        let other = there.find_map(|there| {
            let first = differences(value, there.as_raw()).into_iter().next();
            first.map(|first| here.join(&first.pointer))
        });
        places.extend(other);
    }
    places
}
