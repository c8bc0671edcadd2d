//! Members of envelopes, bundles and what they hold.
//!
//! Invariant: each row names a type of `provenance` that some schema embeds.

use super::{Part, part};

const CLIENT: &str = "the signing client";
const LOG: &str = "the transparency log";
const NOT_GIVEN: &str = "not given";
/// Protobuf's JSON leaves out a number that is zero.
const ZERO: &str = "zero, or not given";

pub(super) const PARTS: &[Part] = &[
    part("Envelope", "the signing client", "", &[]),
    part(
        "Signature",
        CLIENT,
        NOT_GIVEN,
        &[("keyid", "", "no hint is given"), ("cert", "", "not enclosed")],
    ),
    part(
        "Bundle",
        CLIENT,
        NOT_GIVEN,
        &[
            ("dsseEnvelope", "", "what is signed is a file, and `messageSignature` is there"),
            ("messageSignature", "", "what is signed is an envelope"),
        ],
    ),
    part(
        "VerificationMaterial",
        CLIENT,
        NOT_GIVEN,
        &[
            ("certificate", "", "a key or a chain is there instead"),
            ("publicKey", "", "a certificate or a chain is there instead"),
            ("x509CertificateChain", "", "a key or a certificate is there instead"),
            ("tlogEntries", "", "no log entry is enclosed"),
            ("timestampVerificationData", "", "no timestamp is enclosed"),
        ],
    ),
    part("CertificateBytes", "the certificate authority", NOT_GIVEN, &[]),
    part("CertificateChain", CLIENT, NOT_GIVEN, &[]),
    part("PublicKeyIdentifier", CLIENT, "no hint is given", &[]),
    part("MessageSignature", CLIENT, NOT_GIVEN, &[]),
    part("MessageDigest", CLIENT, NOT_GIVEN, &[]),
    part("TimestampVerificationData", CLIENT, "no timestamp is enclosed", &[]),
    part("SignedTimestamp", "the timestamp authority", NOT_GIVEN, &[]),
    part(
        "TlogEntry",
        LOG,
        NOT_GIVEN,
        &[
            ("logIndex", "", ZERO),
            ("integratedTime", "", "not said, or zero"),
            ("canonicalizedBody", "the signing client", ""),
        ],
    ),
    part("LogId", LOG, NOT_GIVEN, &[]),
    part("KindVersion", LOG, NOT_GIVEN, &[]),
    part("InclusionPromise", LOG, NOT_GIVEN, &[]),
    part(
        "InclusionProof",
        LOG,
        NOT_GIVEN,
        &[
            ("logIndex", "", ZERO),
            ("treeSize", "", ZERO),
            ("hashes", "", "the tree has no other entry, or they are not given"),
        ],
    ),
    part("LogCheckpoint", LOG, NOT_GIVEN, &[]),
    part("Pep740Attestation", CLIENT, "not given, against the specification", &[]),
    part("Pep740Envelope", CLIENT, "not given, against the specification", &[]),
    part("Pep740Material", CLIENT, "not given, against the specification", &[]),
    part("Pep740Provenance", "the index", "not given, against the specification", &[]),
    part(
        "AttestationBundle",
        "the index",
        "not given, against the specification",
        &[("attestations", "the publisher", "")],
    ),
    part(
        "Pep740Publisher",
        "the index, from the publisher that it trusts",
        "not of this kind, or not kept",
        &[
            ("kind", "", "not given, against the specification"),
            ("claims", "", "none were kept"),
            ("environment", "", "any, or not of this kind"),
        ],
    ),
];
