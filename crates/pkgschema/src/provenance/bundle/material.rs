//! Verification material: keys, certificates, log entries, timestamps.
//!
//! Invariant: nothing here is checked by a key; what stands in it is what the bundle says.

use super::Int64Text;
use crate::Text;
use crate::object::{Nullable, NullableList};
use crate::provenance::Base64Text;

crate::object! {
    /// What a signature is checked with (Sigstore bundle, `VerificationMaterial`). Of key, chain
    /// and certificate exactly one is there.
    pub struct VerificationMaterial {
        /// A key that the verifier already has.
        pub public_key: Nullable<PublicKeyIdentifier> = "publicKey",
        /// The signer's certificate first, then its issuers; the form of versions 0.1 and 0.2.
        pub x509_certificate_chain: Nullable<CertificateChain> = "x509CertificateChain",
        /// The signer's certificate; the form of version 0.3.
        pub certificate: Nullable<CertificateBytes>,
        /// The log entries about the signature.
        pub tlog_entries: NullableList<TlogEntry> = "tlogEntries",
        /// Timestamps over the signature.
        pub timestamp_verification_data: Nullable<TimestampVerificationData> = "timestampVerificationData",
    }

    /// A hint at a key (Sigstore common, `PublicKeyIdentifier`).
    pub struct PublicKeyIdentifier {
        /// The hint; it proves nothing.
        pub hint: Nullable<Text>,
    }

    /// A chain of certificates (Sigstore common, `X509CertificateChain`).
    pub struct CertificateChain {
        /// The certificates, the signer's first. The root should not be among them.
        pub certificates: NullableList<CertificateBytes>,
    }

    /// A certificate (Sigstore common, `X509Certificate`).
    pub struct CertificateBytes {
        /// The certificate in DER.
        pub raw_bytes: Nullable<Base64Text> = "rawBytes",
    }

    /// Timestamps (Sigstore bundle, `TimestampVerificationData`).
    pub struct TimestampVerificationData {
        /// Timestamps over the signature.
        pub rfc3161_timestamps: NullableList<SignedTimestamp> = "rfc3161Timestamps",
    }

    /// A timestamp by an authority (Sigstore common, `RFC3161SignedTimestamp`).
    pub struct SignedTimestamp {
        /// The `TimeStampResp` of RFC 3161, in DER.
        pub signed_timestamp: Nullable<Base64Text> = "signedTimestamp",
    }

    /// An entry of a transparency log (Sigstore Rekor, `TransparencyLogEntry`).
    pub struct TlogEntry {
        /// Where in the whole log the entry stands. Not the index that an inclusion proof has,
        /// which counts within one shard.
        pub log_index: Nullable<Int64Text> = "logIndex",
        /// Which log it is.
        pub log_id: Nullable<LogId> = "logId",
        /// What kind of entry it is.
        pub kind_version: Nullable<KindVersion> = "kindVersion",
        /// When the log took the entry, in seconds since 1970. Logs of the second generation do
        /// not say; the time is then a timestamp authority's.
        pub integrated_time: Nullable<Int64Text> = "integratedTime",
        /// The log's promise to include the entry.
        pub inclusion_promise: Nullable<InclusionPromise> = "inclusionPromise",
        /// The proof that it did.
        pub inclusion_proof: Nullable<InclusionProof> = "inclusionProof",
        /// The entry's body, JSON in its canonical form.
        pub canonicalized_body: Nullable<Base64Text> = "canonicalizedBody",
    }

    /// A log by its key (Sigstore common, `LogId`).
    pub struct LogId {
        /// The SHA-256 digest of the log's public key.
        pub key_id: Nullable<Base64Text> = "keyId",
    }

    /// The kind of a log entry (Sigstore Rekor, `KindVersion`).
    pub struct KindVersion {
        /// `hashedrekord`, `dsse`, `intoto`, or another.
        pub kind: Nullable<Text>,
        /// The version of that kind, such as `0.0.1`.
        pub version: Nullable<Text>,
    }

    /// A log's promise to include an entry (Sigstore Rekor, `InclusionPromise`).
    pub struct InclusionPromise {
        /// The log's signature over the entry.
        pub signed_entry_timestamp: Nullable<Base64Text> = "signedEntryTimestamp",
    }

    /// A proof that an entry is in a log (Sigstore Rekor, `InclusionProof`).
    pub struct InclusionProof {
        /// Where in the tree the entry stands.
        pub log_index: Nullable<Int64Text> = "logIndex",
        /// The digest at the tree's root.
        pub root_hash: Nullable<Base64Text> = "rootHash",
        /// How many entries the tree has.
        pub tree_size: Nullable<Int64Text> = "treeSize",
        /// The digests beside the way from the entry to the root, the lowest first.
        pub hashes: NullableList<Base64Text>,
        /// What the log has signed of root and size.
        pub checkpoint: Nullable<LogCheckpoint>,
    }

    /// A log's checkpoint (Sigstore Rekor, `Checkpoint`).
    pub struct LogCheckpoint {
        /// The signed note.
        pub envelope: Nullable<Text>,
    }
}

impl VerificationMaterial {
    /// The signer's certificate: the one that stands alone, else the first of the chain.
    pub fn leaf(&self) -> Option<&CertificateBytes> {
        self.certificate.get().or_else(|| self.chain().first())
    }

    /// The chain's certificates; none where there is no chain.
    pub fn chain(&self) -> &[CertificateBytes] {
        self.x509_certificate_chain.get().map(|chain| &chain.certificates[..]).unwrap_or_default()
    }

    /// The timestamps; none where there are no data about timestamps.
    pub fn timestamps(&self) -> &[SignedTimestamp] {
        let data = self.timestamp_verification_data.get();
        data.map(|data| &data.rfc3161_timestamps[..]).unwrap_or_default()
    }
}
