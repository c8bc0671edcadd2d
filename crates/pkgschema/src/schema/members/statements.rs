//! Members of statements and their predicates.
//!
//! Invariant: each row names a type of `provenance` that some schema embeds.

use super::{Part, part};

const BUILDER: &str = "the builder";
const ASKED: &str = "the builder, from what it was asked for";
const NOT_STATED: &str = "not stated";
/// Members that a specification requires and without which a document still reads.
const AGAINST: &str = "not stated, against the specification";

pub(super) const PARTS: &[Part] = &[
    part(
        "Statement",
        "whoever makes the statement",
        NOT_STATED,
        &[("subject", "", "the statement is about nothing")],
    ),
    part(
        "ResourceDescriptor",
        "whoever makes the statement",
        NOT_STATED,
        &[
            ("annotations", "", "nothing else is stated"),
            ("content", "", "not enclosed"),
            ("downloadLocation", "", "at `uri`, or not stated"),
        ],
    ),
    part("slsa-provenance-0-1/Provenance", BUILDER, NOT_STATED, &[("builder", "", AGAINST)]),
    part(
        "slsa-provenance-0-2/Provenance",
        BUILDER,
        NOT_STATED,
        &[("builder", "", AGAINST), ("buildType", "", AGAINST)],
    ),
    part("slsa-provenance-1/Provenance", BUILDER, AGAINST, &[]),
    part("Builder", BUILDER, AGAINST, &[]),
    part(
        "Recipe",
        BUILDER,
        NOT_STATED,
        &[("type", "", AGAINST), ("arguments", ASKED, ""), ("entryPoint", ASKED, "")],
    ),
    part("Completeness", BUILDER, "no such claim", &[]),
    part("Metadata", BUILDER, NOT_STATED, &[]),
    part("Material", BUILDER, NOT_STATED, &[]),
    part("Invocation", ASKED, NOT_STATED, &[("environment", BUILDER, "")]),
    part("ConfigSource", ASKED, NOT_STATED, &[("digest", BUILDER, "")]),
    part(
        "BuildDefinition",
        BUILDER,
        NOT_STATED,
        &[("buildType", "", AGAINST), ("externalParameters", ASKED, AGAINST)],
    ),
    part("RunDetails", BUILDER, NOT_STATED, &[("builder", "", AGAINST)]),
    part("BuildMetadata", BUILDER, NOT_STATED, &[]),
    part(
        "VerificationSummary",
        "the verifier",
        NOT_STATED,
        &[
            ("policy", "", AGAINST),
            ("resourceUri", "", AGAINST),
            ("verificationResult", "", AGAINST),
            ("verifiedLevels", "", AGAINST),
            ("verifier", "", AGAINST),
        ],
    ),
    part("verification-summary/ResourceDescriptor", "the verifier", NOT_STATED, &[]),
    part("Verifier", "the verifier", NOT_STATED, &[("id", "", AGAINST)]),
    part("ReleaseV0_1", "the registry", AGAINST, &[]),
    part("ReleaseV0_2", "the registry", AGAINST, &[]),
    part("NpmPublish", "the registry", AGAINST, &[]),
];
