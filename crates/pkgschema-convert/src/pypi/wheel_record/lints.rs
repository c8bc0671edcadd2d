//! What is odd in `RECORD`.
//!
//! Invariant: every row is looked at once, and what is listed is bounded.

use super::{FIELDS, RecordRow, WheelRecord, path};
use crate::found::Found;
use pkgschema::identity::DigestAlgorithm;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::HashSet;

pub(super) fn of(record: &WheelRecord) -> Vec<Finding> {
    let mut found = Found::default();
    // only an installer writes its name beside the list
    let installed = record.rows().any(|row| row.is_info("INSTALLER"));
    fields(record, &mut found);
    if !record.rows().any(|row| row.is_list()) {
        let words = "the list does not name itself";
        found.add(Pointer::root, "list-not-listed", Severity::Warning, words);
    }
    let mut paths = HashSet::new();
    for (index, row) in record.indexed() {
        let at = |field: usize| Pointer::root().index(index).index(field);
        if let Some((code, severity, words)) = path::odd(row.path, installed) {
            found.add(|| at(0), code, severity, words);
        }
        if !paths.insert(row.path) {
            let words = "the file is listed already";
            found.add(|| at(0), "duplicate-file", Severity::Error, words);
        }
        if let Some((code, severity, words)) = digest(&row, installed) {
            found.add(|| at(1), code, severity, words);
        }
        if row.size().is_some_and(|size| size.is_err()) {
            let words = "expected a number of bytes, in decimal digits";
            found.add(|| at(2), "malformed-size", Severity::Error, words);
        }
    }
    found.done()
}

fn fields(record: &WheelRecord, found: &mut Found) {
    for (index, row) in record.rows.iter().enumerate() {
        let at = || Pointer::root().index(index);
        match row.len() {
            FIELDS => {}
            0 => found.add(at, "empty-row", Severity::Note, "an empty line names no file"),
            _ => {
                let words = "expected a path, a digest and a size";
                found.add(at, "wrong-fields", Severity::Error, words);
            }
        }
    }
}

/// What is odd about a digest.
fn digest(row: &RecordRow<'_>, installed: bool) -> Option<(&'static str, Severity, &'static str)> {
    let missing = if installed { Severity::Warning } else { Severity::Error };
    Some(match row.digest() {
        None if row.may_lack_digest() => return None,
        // an installer compiles after the digests are known
        None if installed && row.is_compiled() => return None,
        None => ("no-digest", missing, "nothing tells whether the file is the one that was meant"),
        Some(Err(_)) => (
            "malformed-digest",
            Severity::Error,
            "expected an algorithm, = and base64 with - and _ and without padding",
        ),
        Some(Ok(_)) if row.is_list() => {
            ("digest-of-itself", Severity::Error, "the list cannot have a digest of itself")
        }
        Some(Ok(digest)) if digest.is_weak() || *digest.algorithm() == DigestAlgorithm::Sha224 => {
            ("weak-digest", Severity::Error, "expected SHA-256 or a stronger digest")
        }
        Some(Ok(digest)) if !digest.algorithm().is_listed() => {
            ("unknown-algorithm", Severity::Warning, "no algorithm that is known here")
        }
        Some(Ok(_)) => return None,
    })
}
