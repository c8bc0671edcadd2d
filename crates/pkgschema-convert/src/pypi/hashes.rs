//! Digests by the names that Python's `hashlib` gives algorithms.
//!
//! Invariant: every digest is judged once: here those of algorithms without rules of their own,
//! those of listed ones where they are read.

use crate::found::Found;
use pkgschema::identity::{DigestAlgorithm, DigestSet};
use pkgschema::{Pointer, Severity};

/// What is odd about digests of algorithms that are not listed.
pub(super) fn check(hashes: &DigestSet, place: &Pointer, found: &mut Found) {
    for (name, text) in hashes.iter() {
        let is_hex = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex && !DigestAlgorithm::from(name.as_str()).is_listed() {
            let words = "expected hexadecimal digits";
            found.add(|| place.child(name), "malformed-digest", Severity::Error, words);
        }
    }
}
