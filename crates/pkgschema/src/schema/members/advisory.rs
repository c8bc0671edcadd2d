//! Members of advisories.
//!
//! Invariant: each row names a type of `advisory` that some schema embeds.

use super::{Part, part};

const DATABASE: &str = "the database";
/// Members that OSV requires and without which an advisory still reads.
const AGAINST: &str = "not stated, against the specification";

pub(super) const PARTS: &[Part] = &[
    part(
        "Advisory",
        DATABASE,
        "not stated",
        &[
            ("modified", "", AGAINST),
            ("affected", "", "nobody has said yet what is affected"),
            ("aliases", "", "none are known"),
            ("credits", "", "nobody is named"),
            ("database_specific", "", "nothing is added"),
            ("references", "", "none are given"),
            ("related", "", "none are known"),
            ("upstream", "", "none are known"),
            ("severity", "", "not stated, or stated for each affected package"),
        ],
    ),
    part(
        "Affected",
        DATABASE,
        "nothing is added",
        &[
            ("severity", "", "as for the whole entry"),
            ("ranges", "", "only `versions` tells"),
            ("versions", "", "only `ranges` tells"),
        ],
    ),
    part(
        "Package",
        DATABASE,
        AGAINST,
        &[("purl", "", "not stated; it follows from the other two")],
    ),
    part(
        "Range",
        DATABASE,
        AGAINST,
        &[
            ("database_specific", "", "nothing is added"),
            ("repo", "", "the range is of another type"),
        ],
    ),
    part("Event", DATABASE, "the event is of another kind", &[]),
    part("Severity", DATABASE, AGAINST, &[]),
    part("Reference", DATABASE, AGAINST, &[]),
    part(
        "Credit",
        DATABASE,
        AGAINST,
        &[("contact", "", "no address is given"), ("type", "", "not stated")],
    ),
    part("AffectsReport", "whoever evaluated the advisories", "no advisory was read", &[]),
    part(
        "AdvisoryAnswer",
        "whoever evaluated the advisory",
        "there are none",
        &[("id", DATABASE, ""), ("places", "", "nothing in it is about the package")],
    ),
    part("FixRecord", "whoever evaluated the advisory", "not known", &[("version", DATABASE, "")]),
    part("AliasReport", "whoever grouped the records", "there are none", &[]),
];
