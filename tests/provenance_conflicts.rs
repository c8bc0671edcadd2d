//! What sources disagree on in real attestations: the list is committed, and was looked through
//! by hand. Values stand in the corpora alone.
//!
//! `UPDATE_CONFLICTS=1 cargo test --release --test provenance_conflicts -- --ignored` writes it
//! anew; read what changed.

use pkgschema::Severity;
use pkgschema::provenance::Bundle;
use pkgschema_convert::readable::{BUILDS, Readable};
use pkgschema_testkit::corpus::cases;
use std::path::Path;
use std::{env, fs};

/// The corpora, each with the name of its document.
const CORPORA: [(&str, &str); 6] = [
    ("bundles", "sigstore-bundle"),
    ("envelopes", "dsse-envelope"),
    ("statements", "in-toto-statement"),
    ("pep740", "pypi-attestation"),
    ("npm-attestations", "npm-attestations"),
    ("gcb-summaries", "gcb-summary"),
];

#[test]
#[ignore = "needs ../shared/corpora"]
fn conflicts_are_those_that_were_looked_at() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut lines, mut read) = (Vec::new(), 0);
    for (corpus, name) in CORPORA {
        let path = root.join("../shared/corpora/provenance").join(corpus).with_extension("jsonl");
        let format = Readable::find(BUILDS, name).expect(name);
        for case in cases(&path).expect("a corpus") {
            let case = case.expect("a case");
            let Ok(reading) = format.read(case.text().unwrap_or_default()) else { continue };
            read += 1;
            for conflict in reading.value.iter().flat_map(|build| build.conflicts.iter()) {
                let place = |place: &Option<pkgschema::Text>| place.clone().unwrap_or_default();
                let (kept, other) = (place(&conflict.kept.place), place(&conflict.other.place));
                lines.push(format!("{corpus}\t{}\t{}\t{kept}\t{other}", case.id, conflict.fact));
            }
        }
    }
    assert!(read > 450, "{read}");
    lines.sort();
    let found = lines.join("\n") + "\n";
    let golden = root.join("tests/provenance_conflicts.tsv");
    if env::var_os("UPDATE_CONFLICTS").is_some() {
        fs::write(&golden, &found).expect("written");
    }
    assert_eq!(fs::read_to_string(&golden).expect("a table"), found);
}

/// Faults that only keys tell: a signature, a root or a key is another one.
const KEYS_TELL: [&str; 8] = [
    "trust-root-tlog-missing-validity-start",
    "managed-key-no-key",
    "managed-key-wrong-key",
    "bundle-from-wrong-instance",
    "set-invalid-signature",
    "invalid-ct-key",
    "wrong-material",
    "invalid-checkpoint-signature",
];

/// Bundles that are broken say so in their names, and every other one has no error.
#[test]
#[ignore = "needs ../shared/corpora"]
fn broken_bundles_are_flagged_and_no_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("../shared/corpora/provenance/bundles.jsonl");
    let (mut flagged, mut good) = (0, 0);
    for case in cases(&path).expect("a corpus") {
        let case = case.expect("a case");
        let named = case.id.split('/').find_map(|part| part.strip_suffix("_fail"));
        // one is cut off in the middle, which reading itself refuses
        let Ok(bundle) = Bundle::parse(case.text().unwrap_or_default()) else { continue };
        let findings = bundle.check();
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        match named {
            Some(name) => {
                assert_eq!(
                    findings.is_empty(),
                    KEYS_TELL.contains(&name),
                    "{}: {findings:?}",
                    case.id
                );
                flagged += usize::from(!findings.is_empty());
            }
            // others changed these after they were signed
            None if case.id.contains("invalidsig") => {}
            None => {
                assert_eq!(errors, 0, "{}: {findings:?}", case.id);
                good += 1;
            }
        }
    }
    assert!(flagged > 20 && good > 60, "{flagged} flagged, {good} good");
    println!("{flagged} broken bundles flagged, {good} good ones without an error");
}
