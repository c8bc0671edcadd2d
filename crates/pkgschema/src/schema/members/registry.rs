//! Members of registry profiles.
//!
//! Invariant: each row names a type of `takedown` that some schema embeds.

use super::{Part, part};

const KEEPER: &str = "whoever keeps the profile";
const UNKNOWN: &str = "not known";

pub(super) const PARTS: &[Part] = &[
    part("ProfileList", "whoever keeps the list", "none", &[]),
    part("RegistryProfile", KEEPER, UNKNOWN, &[]),
    part("registry-profile/Registry", KEEPER, "not stated", &[]),
    part("registry-profiles/Registry", KEEPER, "not stated", &[]),
    part("registry-profile/Effects", KEEPER, UNKNOWN, &[]),
    part("registry-profiles/Effects", KEEPER, UNKNOWN, &[]),
    part(
        "Mechanism",
        KEEPER,
        UNKNOWN,
        &[("words", "the registry", "no record of the registry's names it")],
    ),
    part(
        "DeletionPolicy",
        KEEPER,
        UNKNOWN,
        &[("nameReuseHours", "", "`nameReuse` is another word, or not known")],
    ),
    part("TrustedPublishing", KEEPER, UNKNOWN, &[("refusedTriggers", "", "none are known")]),
    part("TrustedPublishingProvider", KEEPER, UNKNOWN, &[]),
    part("ProvenanceSupport", KEEPER, UNKNOWN, &[]),
    part("Maturity", KEEPER, UNKNOWN, &[]),
    part("Track", KEEPER, UNKNOWN, &[]),
];
