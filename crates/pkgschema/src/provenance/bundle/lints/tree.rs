//! The log's tree: whether the proof leads from the entry to the root, and whether the
//! checkpoint is about that root (RFC 6962 section 2.1, RFC 9162 section 2.1.3.2).
//!
//! Invariant: a proof has at most as many digests as a tree of 2^63 entries is high, so the work
//! is bounded.

use crate::finding::Lints;
use crate::provenance::Base64Text;
use crate::provenance::bundle::{InclusionProof, Int64Text, TlogEntry};
use crate::provenance::hash::sha256;

pub(super) fn lint(entry: &TlogEntry, place: &str, lints: &mut Lints) {
    for (name, number) in
        [("logIndex", &entry.log_index), ("integratedTime", &entry.integrated_time)]
    {
        let place = format!("{place}/{name}");
        match number.get().map(|number| (number.value(), number.as_str())) {
            Some((Some(number), _)) if number < 0 => {
                lints.error(&place, "negative-number", "a number below zero");
            }
            Some((None, text)) => {
                let words = format!("{text:?} is no integer of 64 bits");
                lints.error(&place, "int64-out-of-range", words);
            }
            _ => {}
        }
    }
    let Some(proof) = entry.inclusion_proof.get() else { return };
    let place = format!("{place}/inclusionProof");
    let (Some(index), Some(size)) = (number(proof.log_index.get()), number(proof.tree_size.get()))
    else {
        return lints.error(&place, "malformed-proof", "index or size is no whole number");
    };
    if index >= size {
        let words = format!("index {index} in a tree of {size} entries");
        return lints.error(&place, "malformed-proof", words);
    }
    let root = proof.root_hash.get().and_then(Base64Text::bytes);
    let Some(root) = root.and_then(|root| <[u8; 32]>::try_from(root).ok()) else {
        return lints.error(&place, "malformed-proof", "the root is no SHA-256 digest");
    };
    let body = entry.canonicalized_body.get().and_then(Base64Text::bytes);
    let computed = body.and_then(|body| root_of(&body, index, size, proof));
    if computed != Some(root) {
        let words = "the digests do not lead from the entry to the root";
        lints.error(&place, "wrong-proof", words);
    }
    checkpoint(proof, size, &root, &place, lints);
    if let Some(key) = entry.log_id.get().and_then(|log| log.key_id.get()) {
        key_hint(proof, key, &place, lints);
    }
}

/// A number that is there and not negative; absent is 0, as in protobuf.
fn number(text: Option<&Int64Text>) -> Option<u64> {
    text.map_or(Some(0), |text| text.value().and_then(|number| u64::try_from(number).ok()))
}

/// The root that the proof leads to.
fn root_of(body: &[u8], index: u64, size: u64, proof: &InclusionProof) -> Option<[u8; 32]> {
    let (mut node, mut last) = (index, size - 1);
    let mut hash = sha256(&[&[0], body]);
    for beside in proof.hashes.iter() {
        let beside = beside.bytes()?;
        if last == 0 || beside.len() != 32 || proof.hashes.has_odd() {
            return None;
        }
        if node & 1 == 1 || node == last {
            hash = sha256(&[&[1], &beside, &hash]);
            while node & 1 == 0 && node != 0 {
                node >>= 1;
                last >>= 1;
            }
        } else {
            hash = sha256(&[&[1], &hash, &beside]);
        }
        node >>= 1;
        last >>= 1;
    }
    (last == 0).then_some(hash)
}

/// A signed note: origin, size, root, an empty line, signatures.
fn checkpoint(proof: &InclusionProof, size: u64, root: &[u8], place: &str, lints: &mut Lints) {
    let Some(note) = proof.checkpoint.get().and_then(|note| note.envelope.get()) else { return };
    let place = format!("{place}/checkpoint/envelope");
    let mut lines = note.lines();
    let (_origin, stated, hash) = (lines.next(), lines.next(), lines.next());
    let stated = stated.and_then(|line| line.parse::<u64>().ok());
    let hash = hash.and_then(|line| Base64Text::from_document(line).bytes());
    let signed =
        lines.skip_while(|line| !line.is_empty()).skip(1).any(|line| line.starts_with("— "));
    let (Some(stated), Some(hash), true) = (stated, hash, signed) else {
        return lints.error(
            &place,
            "malformed-checkpoint",
            "expected origin, size, root, signatures",
        );
    };
    if stated != size || hash != root {
        let words = "the checkpoint is about another root than the proof";
        lints.error(&place, "wrong-checkpoint", words);
    }
}

/// Each signature of a note begins with four bytes that tell the key; a log's are the first of
/// its identifier.
fn key_hint(proof: &InclusionProof, key: &Base64Text, place: &str, lints: &mut Lints) {
    let Some(note) = proof.checkpoint.get().and_then(|note| note.envelope.get()) else { return };
    let Some(key) = key.bytes().filter(|key| key.len() == 32) else { return };
    let signatures = note.lines().filter_map(|line| line.strip_prefix("— "));
    let hints = signatures.filter_map(|line| line.rsplit(' ').next());
    let hints = hints.filter_map(|text| Base64Text::from_document(text).bytes());
    if !hints.into_iter().any(|bytes| bytes.get(..4) == key.get(..4)) {
        let place = format!("{place}/checkpoint/envelope");
        lints.error(&place, "other-log", "no signature of the log that the entry names");
    }
}
