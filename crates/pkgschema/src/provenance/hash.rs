//! SHA-256, of what logs and envelopes hold.
//!
//! Invariant: a digest that is computed here says that bytes are equal, and nothing about who
//! wrote them.

/// The SHA-256 digest of these bytes, one piece behind the other.
pub(super) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = hmac_sha256::Hash::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize()
}
