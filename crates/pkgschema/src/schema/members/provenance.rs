//! Members of the records about builds, their history and what is shown of them.
//!
//! Invariant: each row names a type of `provenance` that some schema embeds.

use super::{Part, part};

/// Of a build's facts.
const NOT_STATED: &str = "not stated, or not known where `unknown` names it";
const WRITER: &str = "whoever writes the record, from the evidence";

pub(super) const PARTS: &[Part] = &[
    part(
        "BuildProvenance",
        WRITER,
        NOT_STATED,
        &[
            ("artifacts", "", "the evidence names none"),
            ("conflicts", "", "none are known"),
            ("logEntries", "", "not logged, or not known"),
            ("unknown", "", "there is no such fact"),
        ],
    ),
    part("ProvenanceReport", "the command", "no attestation was read", &[]),
    part("ReportedBuild", "the command", "only one kind of document was asked for", &[]),
    part("AttestedArtifact", "whoever made the statement", "not stated", &[]),
    part("Fact", WRITER, "", &[("value", "the source that `origin` names", "")]),
    part("Conflict", WRITER, "", &[]),
    part("LogEntry", "the transparency log", "not stated", &[("kind", "the signing client", "")]),
    part(
        "Verification",
        "whoever checked, or writes the record",
        "not stated",
        &[("reason", "", "it did not fail, or nobody says why")],
    ),
    part(
        "ProvenanceDifference",
        "the comparison",
        "none",
        &[
            ("oldPredicateType", "", "the two do not differ in it, or the old record has none"),
            ("newPredicateType", "", "the two do not differ in it, or the new record has none"),
        ],
    ),
    part(
        "FactDifference",
        "the comparison",
        "",
        &[
            ("before", "", "the old record does not have it"),
            ("after", "", "the new record does not have it"),
        ],
    ),
    part("ProvenanceDisplay", "whoever makes the display from a record", "none", &[]),
    part("DisplayRow", "whoever makes the display from a record", "it leads nowhere", &[]),
    part(
        "ReleaseHistory",
        "whoever keeps the history",
        "none are known",
        &[("name", "", "not stated")],
    ),
    part("Release", "whoever keeps the history", "", &[("version", "the publisher", "")]),
    part("HistoryPolicy", "the consumer", "none", &[]),
    part(
        "HistoryException",
        "the consumer",
        "not stated",
        &[("purl", "", "no package, so that nothing is excepted")],
    ),
    part("HistoryReport", "the review", "none", &[]),
    part(
        "HistoryChange",
        "the review",
        "",
        &[
            ("before", "", "there was none, or it is not about a fact"),
            ("after", "", "there is none any more, or it is not about a fact"),
            ("exception", "", "no exception holds"),
            ("fact", "", "it is not about a fact"),
            ("statusAfter", "", "that is not what changed"),
            ("statusBefore", "", "that is not what changed"),
        ],
    ),
];
