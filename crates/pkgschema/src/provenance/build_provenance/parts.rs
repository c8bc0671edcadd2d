//! Artifacts, log entries and the state of verification.
//!
//! Invariant: an artifact without a digest is never matched with a file.

use crate::Text;
use crate::identity::{Digest, DigestAlgorithm, DigestSet};
use crate::provenance::{Base64Text, MessageSignature};
use crate::text::{Link, Timestamp};

crate::object! {
    /// What was built.
    pub struct AttestedArtifact {
        /// What the statement calls it: a file's name, or a purl.
        pub name: Option<Text>,
        /// A URI for it, such as a purl.
        pub uri: Option<Link>,
        /// Its digests by algorithm.
        pub digest: Option<DigestSet>,
    }

    /// Where a signature is logged.
    pub struct LogEntry {
        /// The log: the SHA-256 digest of its key in hexadecimal.
        pub log_id: Option<Text> = "logId",
        /// Where in the whole log the entry stands, in decimal digits.
        pub log_index: Option<Text> = "logIndex",
        /// The entry's kind, such as `dsse`.
        pub kind: Option<Text>,
        /// When the log took it. Absent where the log does not say.
        pub integrated_time: Option<Timestamp> = "integratedTime",
    }

    /// How far a signature was checked.
    pub struct Verification {
        required {
            /// How far.
            pub status: VerificationStatus,
        }
        /// Who checked.
        pub by: Option<Link>,
        /// When.
        pub at: Option<Timestamp>,
        /// Against which root of trust: a name or a digest.
        pub trust_root: Option<Text> = "trustRoot",
        /// Why it failed.
        pub reason: Option<Text>,
    }
}

crate::open_enum! {
    /// How far a signature was checked.
    pub enum VerificationStatus {
        /// Not at all.
        NotChecked = "not-checked",
        /// The file is the one that the statement names, by digest; the signature was not checked.
        SubjectMatched = "subject-matched",
        /// The signature, the certificate and the log were checked.
        SignatureVerified = "signature-verified",
        /// It was checked, and it is not right.
        Failed = "failed",
        /// A registry says that it checked.
        RegistryAsserted = "registry-asserted",
    }
}

/// The file that a message signature is over, by its digest.
pub(super) fn signed_file(message: &MessageSignature) -> Option<AttestedArtifact> {
    let stated = message.message_digest.get()?;
    let algorithm = match stated.algorithm.get()?.as_str() {
        "SHA2_256" => DigestAlgorithm::Sha256,
        "SHA2_384" => DigestAlgorithm::Sha384,
        "SHA2_512" => DigestAlgorithm::Sha512,
        "SHA3_256" => DigestAlgorithm::Sha3_256,
        "SHA3_384" => DigestAlgorithm::Sha3_384,
        _ => return None,
    };
    let bytes = stated.digest.get().and_then(Base64Text::lenient_bytes)?;
    let mut artifact = AttestedArtifact::default();
    artifact.digest = Some([Digest::from_bytes(algorithm, &bytes).ok()?].into_iter().collect());
    Some(artifact)
}
