//! Certificates: what the certificate of a signature says about who signed (X.509 as RFC 5280 has
//! it, with the extensions of Sigstore's authority Fulcio).
//!
//! Nothing here is verified: whether an authority really issued the certificate is a question of
//! keys.
//!
//! Invariant: whatever the bytes, reading ends without a panic in linear time, and a part that is
//! odd costs no other part.

mod alternative_name;
pub(super) mod armour;
mod claim;
pub(super) mod element;
mod extension;
mod fulcio;
mod name;
mod oid;
mod read;
mod validity;
mod words;

pub use alternative_name::AlternativeName;
pub use claim::CertificateClaim;
pub use extension::Extension;
pub use fulcio::FulcioExtension;
pub use name::DistinguishedName;

use crate::text::Timestamp;
use crate::{Finding, ParseError, ParseErrorKind};
use validity::Validity;

/// How long a certificate may be, in bytes. Fulcio's have about 1,800; the longest signatures that
/// are standardised have 50,000.
const MAX_BYTES: usize = 1 << 18;

/// A certificate, as far as provenance asks for it.
///
/// ```
/// use pkgschema::provenance::{Certificate, FulcioExtension};
/// # let base64 = "\
/// # MIIBCjCB9aADAgECAgQAwP/uMAoGCCqGSM49BAMDMDExEzARBgNVBAoMCmNhLmV4YW1wbGUxGjAYBgNVBAMMEUV4\
/// # YW1wbGUgQXV0aG9yaXR5MB4XDTI2MDEwMjAzMDQwNVoXDTI2MDEwMjAzMTQwNVowADAPMAkGByqGSM49AgEDAgAE\
/// # o3YwdDA8BgNVHREBAf8EMjAwhi5odHRwczovL2ZvcmdlLmV4YW1wbGUvb3duZXIvbGVmdC1wYWQvY2kueW1sQHYx\
/// # MDQGCisGAQQBg78wAQwEJgwkaHR0cHM6Ly9mb3JnZS5leGFtcGxlL293bmVyL2xlZnQtcGFkMAoGCCqGSM49BAMD\
/// # AwQAAQID";
/// let certificate = Certificate::from_base64(base64)?;
/// assert_eq!(certificate.issuer().to_string(), "CN=Example Authority,O=ca.example");
/// let repository = certificate.source_repository().unwrap();
/// assert_eq!(repository.value, "https://forge.example/owner/left-pad");
/// assert_eq!(repository.extension, FulcioExtension::SourceRepositoryUri);
/// assert_eq!(certificate.check(), []);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    serial_number: String,
    issuer: DistinguishedName,
    subject: DistinguishedName,
    validity: Validity,
    subject_names: Vec<AlternativeName>,
    extensions: Vec<Extension>,
    findings: Vec<Finding>,
}

impl Certificate {
    /// Reads a certificate in DER.
    ///
    /// # Errors
    /// Only for bytes that are no certificate at all: none, more than 262,144, cut off, no
    /// sequence, or without one of the members that every certificate has. What is odd about a
    /// member is a finding of [`check`](Self::check).
    pub fn from_der(bytes: &[u8]) -> Result<Self, ParseError> {
        read::read(bytes)
    }

    /// Reads a certificate whose DER is in base64 of the standard or the URL-safe alphabet.
    /// Padding may be left out, white space is passed over.
    ///
    /// # Errors
    /// As [`from_der`](Self::from_der), and for a text that is no base64.
    pub fn from_base64(text: &str) -> Result<Self, ParseError> {
        Self::from_der(&armour::bytes_of(text)?)
    }

    /// Reads the first certificate in a PEM text (RFC 7468).
    ///
    /// # Errors
    /// As [`from_base64`](Self::from_base64), and for a text without a certificate.
    pub fn from_pem(text: &str) -> Result<Self, ParseError> {
        Self::all_from_pem(text).next().unwrap_or_else(|| {
            let words = "expected a certificate in PEM";
            Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
        })
    }

    /// Reads all certificates in a PEM text, in its order.
    pub fn all_from_pem(text: &str) -> impl Iterator<Item = Result<Self, ParseError>> {
        armour::blocks(text).map(|block| Self::from_base64(block?))
    }

    /// The number that its authority knows it by, in hexadecimal.
    pub fn serial_number(&self) -> &str {
        &self.serial_number
    }

    /// The authority that issued it. Not who issued the identity token, which
    /// [`token_issuer`](Self::token_issuer) tells.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// Whose it is; empty in certificates of Fulcio's, which give
    /// [`subject_names`](Self::subject_names) instead.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// From when on it holds; `None` if that cannot be read.
    pub fn not_before(&self) -> Option<&Timestamp> {
        self.validity.not_before.as_ref().map(|bound| &bound.text)
    }

    /// Until when it holds; `None` if that cannot be read.
    pub fn not_after(&self) -> Option<&Timestamp> {
        self.validity.not_after.as_ref().map(|bound| &bound.text)
    }

    /// Whether it holds at a point in time, in seconds after the beginning of 1970; both ends
    /// count. `None` if that cannot be said.
    pub fn holds_at(&self, seconds: i64) -> Option<bool> {
        self.validity.contains(seconds)
    }

    /// The names of who signed (subject alternative names), in the certificate's order.
    pub fn subject_names(&self) -> &[AlternativeName] {
        &self.subject_names
    }

    /// All extensions, in the certificate's order.
    pub fn extensions(&self) -> &[Extension] {
        &self.extensions
    }

    /// The first extension of an identifier, given in numbers and dots.
    pub fn extension(&self, oid: &str) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.oid() == oid)
    }

    /// The first extension of one of Fulcio's kinds. [`claim`](Self::claim) asks its legacy twin
    /// too.
    pub fn extension_of(&self, kind: FulcioExtension) -> Option<&Extension> {
        self.extensions.iter().find(|extension| extension.fulcio == Some(kind))
    }

    /// What is odd about it. Pointers go by the names of the members (`/serialNumber`, `/issuer`,
    /// `/notBefore`, …) and by the identifiers of extensions
    /// (`/extensions/1.3.6.1.4.1.57264.1.8`).
    pub fn check(&self) -> Vec<Finding> {
        self.findings.clone()
    }
}
