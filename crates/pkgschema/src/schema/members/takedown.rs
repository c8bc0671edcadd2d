//! Members of notices, of their logs and of whom to believe.
//!
//! Invariant: each row names a type of `takedown` that some schema embeds.

use super::{Part, part};

const ISSUER: &str = "the issuer";
const UNKNOWN: &str = "not known";

pub(super) const PARTS: &[Part] = &[
    part(
        "TakedownNotice",
        ISSUER,
        UNKNOWN,
        &[
            ("aliases", "", "none are known"),
            ("related", "", "none are known"),
            ("effects", "", "every effect is unknown"),
            ("erased", "whoever erased it", "nothing was erased"),
            ("erases", "", "it vouches for no erasure"),
            ("incident", "", "it belongs to none that is known"),
            ("previous", "", "it is the first, or the log does not link its notices"),
            ("registrySpecific", "", "nothing is added"),
            ("replacements", "", "none are known"),
        ],
    ),
    part("Registry", ISSUER, "not stated", &[]),
    part(
        "Subject",
        ISSUER,
        "not narrowed by it",
        &[
            ("purl", "", "the subject is a namespace"),
            ("namespace", "", "the subject is no namespace"),
            ("purlType", "", "the subject is no namespace"),
            ("scope", "", "it follows from what the subject names"),
        ],
    ),
    part("Effects", "the issuer of the notice", UNKNOWN, &[]),
    part(
        "Reason",
        "the issuer of the notice",
        "none is given",
        &[("keywords", "", "none are given")],
    ),
    part("Ground", ISSUER, UNKNOWN, &[]),
    part(
        "Authority",
        ISSUER,
        UNKNOWN,
        &[("onBehalfOf", "", "on nobody else's, as far as is known")],
    ),
    part("Automation", ISSUER, UNKNOWN, &[]),
    part("Exposure", ISSUER, UNKNOWN, &[]),
    part(
        "Replacement",
        "the issuer of the notice",
        UNKNOWN,
        &[("versionRange", "", "not narrowed beyond the package URL")],
    ),
    part("Redress", ISSUER, "not stated", &[]),
    part("Evidence", ISSUER, "not stated", &[("url", "", "not published")]),
    part("Incident", ISSUER, "not stated", &[]),
    part("Previous", ISSUER, "", &[]),
    part("Erased", "whoever erased it", "", &[]),
    part("Erasure", ISSUER, "not stated", &[]),
    part(
        "takedown-notice/Provenance",
        ISSUER,
        UNKNOWN,
        &[("inferredFields", "", "none are named")],
    ),
    part("notice-list/Provenance", ISSUER, UNKNOWN, &[("inferredFields", "", "none are named")]),
    part("Checkpoint", "the log's issuer", "", &[]),
    part("TrustTable", "the consumer", "nobody is believed more than an observer", &[]),
    part("TrustedIssuer", "the consumer", "none", &[("trusted", "", "no")]),
    part(
        "LogReport",
        "whoever reads the log",
        "there is none",
        &[
            ("asOf", "", "no time was given to judge it by"),
            ("conditions", "", "nothing that is known"),
            ("expires", "", "there is no checkpoint"),
            ("findings", "", "nothing is odd"),
            ("lines", "", UNKNOWN),
            ("log", "", "there is no checkpoint"),
            ("unreadable", "", UNKNOWN),
        ],
    ),
    part("CheckReport", "the check", "there are none", &[]),
    part("CheckedFile", "the check", "there are none", &[("error", "", "it is a notice")]),
];
