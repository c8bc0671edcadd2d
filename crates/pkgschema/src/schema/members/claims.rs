//! Members of the claims of identity tokens, and of trusted publishers.
//!
//! Invariant: each row names a type of `provenance` that some schema embeds.

use super::{But, Part, part};

const ABSENT: &str = "the token does not say it";
const AUDIENCE: &[But] = &[("aud", "the job that asks for the token", "")];

pub(super) const PARTS: &[Part] = &[
    part("GitHubClaims", "GitHub", ABSENT, AUDIENCE),
    part("GitLabClaims", "GitLab", ABSENT, AUDIENCE),
    part("CircleCiClaims", "CircleCI", ABSENT, AUDIENCE),
    part(
        "GoogleClaims",
        "Google",
        ABSENT,
        &[
            ("aud", "the client that asks for the token", ""),
            ("nonce", "the client that asks for the token", ""),
        ],
    ),
    part("ActiveStateClaims", "the ActiveState Platform", ABSENT, AUDIENCE),
    part("BuildkiteClaims", "Buildkite", ABSENT, AUDIENCE),
    part(
        "TrustedPublisher",
        "the package's owner, in the registry's settings",
        "not part of the configuration; where the registry's rule needs it, nothing matches",
        &[
            ("schemaVersion", "whoever writes the record", ""),
            ("registry", "whoever writes the record", ""),
            ("id", "the registry", "it has none, or it is not stated"),
            ("createdAt", "the registry", "not stated"),
            ("package", "", "not stated"),
            ("contextIds", "", "no context has to be used"),
            ("ingredient", "", "it restricts nothing"),
            ("vcsRef", "", "it restricts nothing"),
            ("permissions", "", "not stated"),
            ("issuer", "", "the provider's own service"),
            ("ownerId", "the registry, or the package's owner", "not pinned"),
            ("repositoryId", "the registry, or the package's owner", "not pinned"),
            ("workflowOwner", "", "the workflow stands in the repository itself"),
            ("workflowRepository", "", "the workflow stands in the repository itself"),
            ("unread", "whoever writes the record", "everything was read"),
        ],
    ),
    part(
        "PublisherMatch",
        "the check",
        "none",
        &[("tokenId", "", "the token has none that can be read")],
    ),
    part(
        "Mismatch",
        "the check",
        "none",
        &[
            ("claim", "", "no single claim is wrong"),
            ("member", "", "no member of the publisher is wrong"),
            ("expected", "", "nothing in particular would do"),
            ("found", "", "nothing is there"),
        ],
    ),
];
