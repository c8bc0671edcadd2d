//! The examples that each published schema shows.
//!
//! They are data: `schema-examples/<record>.json` beside the sources, an array of documents of the
//! record, the smallest first.
//!
//! Invariant: every example is accepted by the schema that shows it, and the record's reader finds
//! nothing about it.

use serde_json::Value;

/// The examples of the record of that name, from the smallest on; none where there is no file.
pub(super) fn of(name: &str) -> Vec<Value> {
    let mut files = FILES.iter().flat_map(|family| family.iter());
    let text = files.find(|(record, _)| *record == name).map_or("[]", |(_, text)| text);
    serde_json::from_str(text).unwrap_or_default()
}

/// The names of records with the texts of their files.
macro_rules! files {
    ($($name:literal)+) => {
        &[$(($name, include_str!(concat!("../../schema-examples/", $name, ".json")))),+]
    };
}

/// A record's name and its examples as JSON.
type File = (&'static str, &'static str);

const FILES: &[&[File]] = &[
    files![
        "purl" "purl-parts" "digest-set" "artifact" "version-range" "version-comparison"
        "range-answer" "range-translation" "finding" "loss" "loss-report" "conversion-answer"
        "inspection" "lint-report" "schema-diff" "validation-report"
    ],
    #[cfg(feature = "metadata")]
    files!["package-metadata" "inventory"],
    #[cfg(feature = "provenance")]
    files![
        "statement" "resource-descriptor" "provenance-report" "slsa-provenance-0-1" "slsa-provenance-0-2" "slsa-provenance-1"
        "verification-summary" "release-0-1" "release-0-2" "npm-publish" "envelope"
        "trusted-publisher" "publisher-match" "github-claims" "gitlab-claims" "circleci-claims"
        "google-claims" "activestate-claims" "buildkite-claims" "sigstore-bundle"
        "pep740-attestation" "pep740-provenance" "build-provenance" "provenance-difference"
        "provenance-display" "release-history" "history-policy" "history-report"
    ],
    #[cfg(feature = "advisory")]
    files!["advisory" "affects-report" "alias-report"],
    #[cfg(feature = "takedown")]
    files![
        "takedown-notice" "notice-list" "feed-report" "registry-profile" "registry-profiles" "checkpoint" "trust-table"
        "package-status" "install-request" "install-policy" "install-decision" "log-report"
        "check-report" "held-file" "mirror-policy" "mirror-report"
    ],
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    files!["check-policy" "inventory-report"],
];
