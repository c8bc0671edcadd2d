//! Members of what a mirror holds, wants and is told.
//!
//! Invariant: each row names a type of `takedown` that some schema embeds.

use super::{Part, part};

const PLANNER: &str = "whoever makes the report";

pub(super) const PARTS: &[Part] = &[
    part(
        "HeldFile",
        "the mirror",
        "",
        &[("file", "", "all files of the version, which the mirror does not tell apart")],
    ),
    part("MirrorPolicy", "the mirror's operator", "", &[]),
    part(
        "MirrorReport",
        PLANNER,
        "none",
        &[
            ("asOf", "", "not stated"),
            ("besides", "", "nothing else holds"),
            ("conditions", "", "nothing that is known"),
            ("guard", "", "nothing was counted"),
            ("nextAsOf", "", "it was not looked at"),
        ],
    ),
    part(
        "GuardReport",
        PLANNER,
        "",
        &[
            ("maxRemovals", "the mirror's operator", ""),
            ("maxSharePerMillion", "the mirror's operator", ""),
        ],
    ),
    part(
        "Proposal",
        PLANNER,
        "none",
        &[
            ("digest", "", "no strong digest is known, or none is needed"),
            ("file", "", "all files of the version, which the mirror does not tell apart"),
            ("from", "", "not known"),
            ("suggests", "", "nothing more is asked for"),
            ("to", "", "nothing changes by itself"),
            ("why", "", "nothing makes it less sure"),
            ("withheld", "", "nothing speaks against doing it"),
        ],
    ),
    part(
        "ProposalEvidence",
        PLANNER,
        "not known",
        &[
            ("lifts", "", "it lifts none"),
            ("noticeType", "the issuer of the notice", ""),
            ("status", "the issuer of the notice", ""),
            ("why", "", "nothing makes it less sure"),
        ],
    ),
    part("NoticeList", "whoever made the notices", "the document gives no cause for any", &[]),
    part("FeedReport", "whoever wrote the feed", "not known", &[("written", "", "none")]),
];
