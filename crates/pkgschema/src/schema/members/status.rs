//! Members of the status of a package, and of what a client does about it.
//!
//! Invariant: each row names a type of `takedown` that some schema embeds.

use super::{Part, part};

const FOLD: &str = "whoever folds the log";
const NOTICE: &str = "whoever folds the log, from the notice";
const CONSUMER: &str = "the consumer";
const CLIENT: &str = "the client";

pub(super) const PARTS: &[Part] = &[
    part(
        "PackageStatus",
        FOLD,
        "none",
        &[
            ("purl", "whoever asks", ""),
            ("registry", "whoever asks", ""),
            ("conditions", "", "nothing that is known"),
            ("disputed", "", "not known"),
            ("freshUntil", "", "there is no checkpoint"),
            ("inEffectAt", "whoever asks", "not stated"),
            ("knownAt", "whoever asks", "not stated"),
            ("measures", "", "nothing that is known is in force"),
            ("name", "", "it has not lost its package, as far as is known"),
            ("replacements", "", "none are known"),
        ],
    ),
    part(
        "Measure",
        NOTICE,
        "the notice does not say",
        &[
            ("issuer", FOLD, ""),
            ("weight", FOLD, ""),
            ("role", "whoever folds the log, from the trust table", "not known"),
            ("aliases", "", "none are known"),
            ("until", "", "until another notice says so"),
        ],
    ),
    part("Lifted", FOLD, "no", &[]),
    part("Refused", FOLD, "it was to lift none", &[]),
    part("NameState", NOTICE, "not known", &[]),
    part(
        "InstallRequest",
        CLIENT,
        "not known",
        &[
            ("found", "", "there is none, or nobody has looked"),
            ("locked", "", "no lock file names one"),
            ("malwareAdvisories", "", "none are known"),
        ],
    ),
    part("InstallPolicy", CONSUMER, "none", &[]),
    part("PolicyRule", CONSUMER, "not narrowed by it", &[]),
    part(
        "InstallDecision",
        "whoever decides by the table",
        "none",
        &[("because", "", "no row asks for more than `allow`")],
    ),
    part(
        "Because",
        "whoever decides by the table",
        "none",
        &[("notice", "", "the row rests on no notice"), ("rule", "", "no rule changed it")],
    ),
];
