//! Members of the objects that every family embeds.
//!
//! Invariant: each row names a type of `identity` that some schema embeds.

use super::{Part, part};

pub(super) const PARTS: &[Part] = &[
    part(
        "Artifact",
        "whoever tells of the file, mostly the registry",
        "not stated",
        &[
            ("kind", "whoever writes the record, from what the file is called", ""),
            ("yankedReason", "", "it is not yanked, or no reason is given"),
        ],
    ),
    part(
        "held-file/Artifact",
        "the mirror",
        "not known to it",
        &[
            ("yanked", "the registry", ""),
            ("yankedReason", "the registry", "it is not yanked, or no reason is given"),
        ],
    ),
    part(
        "install-request/Artifact",
        "the client",
        "not known to it",
        &[
            ("yanked", "the registry", ""),
            ("yankedReason", "the registry", "it is not yanked, or no reason is given"),
        ],
    ),
    part("DigestSet", "whoever computed the digest", "no digest by this algorithm is stated", &[]),
    part("PublishTime", "whoever writes the record, from what the origin says", "", &[]),
];
