//! Sigstore bundles, read beside `sigstore-types`, and normalised beside their own reading.
//!
//! Invariant: a line covers exactly the documents that both of its sides read.

use std::hint::black_box;
use std::path::Path;

use pkgschema::provenance::{BuildProvenance, Bundle};
use pkgschema_testkit::corpus::texts;
use serde::de::IgnoredAny;
use serde_json::Value;
use sigstore_types::Bundle as Peer;

use crate::harness::{Bench, Line, clocked};

const UNIT: &str = "ns/document";
const PEER: &str = "sigstore-types 0.15.1";

/// Runs the cases whose names begin with `provenance/`.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let all = texts(&dir.join("provenance/bundles.jsonl"))?;
    let ours: Vec<&str> =
        all.iter().map(|(_, text)| text.as_str()).filter(|it| Bundle::parse(it).is_ok()).collect();
    let both: Vec<&str> = ours.iter().copied().filter(|it| Peer::from_json(it).is_ok()).collect();
    let lossy = both.iter().filter(|text| !keeps(text)).count();
    let total = all.len();
    let note = format!(
        "reads {} of {total} and loses members of {lossy} of them; we read {} and lose none",
        both.len(),
        ours.len()
    );
    let line = |case, peer, per_pass, note| Line { case, unit: UNIT, per_pass, peer, note };
    let read = line("provenance/bundle/read", PEER, both.len(), note.as_str());
    bench.compare(
        &read,
        || pass(&both, |text| Bundle::parse(text).ok()),
        || pass(&both, |text| Peer::from_json(text).ok()),
    );
    let value = line("provenance/bundle/read", "serde_json::Value", ours.len(), "");
    bench.compare(
        &value,
        || pass(&ours, |text| Bundle::parse(text).ok()),
        || pass(&ours, |text| serde_json::from_str::<Value>(text).ok()),
    );
    let bundles: Vec<Bundle> = ours.iter().filter_map(|text| Bundle::parse(text).ok()).collect();
    let note = "the peer is the reading of the same bundles";
    let normalise = line("provenance/bundle/normalise", "Bundle::parse", ours.len(), note);
    bench.compare(
        &normalise,
        || pass(&bundles, BuildProvenance::of_bundle),
        || pass(&ours, |text| Bundle::parse(text).ok()),
    );
    let note = "not normalising: only what it cannot do without, decoding certificate and payload \
                and finding the payload's end";
    let least = line("provenance/bundle/decode-and-scan", "Bundle::parse", ours.len(), note);
    bench.compare(
        &least,
        || pass(&bundles, decoded_and_scanned),
        || pass(&ours, |text| Bundle::parse(text).ok()),
    );
    let note = "the peer is the reading of the same bundles";
    let check = line("provenance/bundle/check", "Bundle::parse", ours.len(), note);
    bench.compare(
        &check,
        || pass(&bundles, Bundle::check),
        || pass(&ours, |text| Bundle::parse(text).ok()),
    );
    Ok(())
}

fn pass<'a, T, U>(items: &'a [T], work: impl Fn(&'a T) -> U) -> f64
where
    T: 'a,
{
    clocked(|| {
        for item in items {
            black_box(work(black_box(item)));
        }
    })
}

/// The least that a normalised record needs of a bundle.
fn decoded_and_scanned(bundle: &Bundle) -> (Option<Vec<u8>>, Option<IgnoredAny>) {
    let leaf = bundle.verification_material.get().and_then(|material| material.leaf());
    let certificate = leaf.and_then(|leaf| leaf.raw_bytes.get()?.lenient_bytes());
    let envelope = bundle.dsse_envelope.get();
    let payload = envelope.and_then(|envelope| envelope.payload.lenient_bytes());
    let scanned = payload.and_then(|payload| serde_json::from_slice(&payload).ok());
    (certificate, scanned)
}

/// Whether the peer writes back what it read, members that are null or empty aside.
fn keeps(text: &str) -> bool {
    let source = serde_json::from_str::<Value>(text).map(full);
    let written = Peer::from_json(text).ok().and_then(|bundle| bundle.to_json().ok());
    let written = written.map(|text| serde_json::from_str::<Value>(&text).map(full));
    matches!((source, written), (Ok(source), Some(Ok(written))) if source == written)
}

/// The value without what is null or empty.
fn full(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().map(|(name, value)| (name, full(value)));
            let empty = |value: &Value| value.is_null() || value == &Value::Array(Vec::new());
            Value::Object(members.filter(|(_, value)| !empty(value)).collect())
        }
        Value::Array(elements) => Value::Array(elements.into_iter().map(full).collect()),
        other => other,
    }
}
