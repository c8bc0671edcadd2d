//! Provenance attestations: statements about artifacts, and the envelopes they are signed in.
//!
//! Invariant: the bytes that a signature is about are kept as they are, never written anew.

mod base64_text;
mod build_provenance;
mod bundle;
mod certificate;
mod claims;
mod display;
mod envelope;
mod hash;
mod history;
mod lines;
mod lints;
mod logged_entry;
mod pep740;
mod predicate;
mod publish;
mod publisher;
mod release;
mod report;
pub mod slsa;
mod statement;
mod subject;
mod timestamp;
#[cfg(feature = "sigstore-verify")]
pub mod verify;
mod vsa;

pub use base64_text::Base64Text;
pub use build_provenance::{
    AttestedArtifact, BuildProvenance, Conflict, DifferenceKind, Fact, FactDifference, FactName,
    FactOrigin, FactTrust, LogEntry, NoSummary, ProvenanceDifference, ProvenanceLinks,
    RECORD_BUILD_TYPE, SummaryTerms, Verification, VerificationStatus, diff,
};
pub use bundle::{
    Bundle, CertificateBytes, CertificateChain, InclusionPromise, InclusionProof, Int64Text,
    KindVersion, LogCheckpoint, LogId, MessageDigest, MessageSignature, PublicKeyIdentifier,
    SignedTimestamp, TimestampVerificationData, TlogEntry, VerificationMaterial,
};
pub use certificate::{
    AlternativeName, Certificate, CertificateClaim, DistinguishedName, Extension, FulcioExtension,
};
pub use claims::{
    ActiveStateClaims, Audience, BuildkiteClaims, CertificateExtension, CircleCiClaims,
    ClaimSource, Claims, GitHubClaims, GitLabClaims, GoogleClaims, NumberOrText, Provider,
};
pub use display::{DisplayLevel, DisplayRow, DisplaySection, DisplayTerms, ProvenanceDisplay};
pub use envelope::{Envelope, Signature, pae};
pub use history::{
    ChangeCode, ChangeSeverity, HistoryChange, HistoryException, HistoryPolicy, HistoryReport,
    HistoryScope, Release, ReleaseHistory, ReviewOutcome, review,
};
pub use lines::{EnvelopeLines, SkippedLine, read_lines};
pub use pep740::{
    AttestationBundle, Pep740Attestation, Pep740Envelope, Pep740Material, Pep740Provenance,
    Pep740Publisher, Pep740PublisherKind,
};
pub use predicate::Predicate;
pub use publish::{NpmPublish, PypiPublish};
pub use publisher::{
    CertificateIdentity, ExpectedValue, IdentityMismatch, MatchContext, Mismatch, MismatchCode,
    PublisherMatch, PublisherRegistry, TrustedPublisher, ValuePattern,
};
pub use release::{ReleaseV0_1, ReleaseV0_2};
pub use report::{ProvenanceReport, ReportedBuild};
pub use statement::{ResourceDescriptor, Statement};
pub use vsa::{SlsaResult, VerificationResult, VerificationSummary, Verifier};
