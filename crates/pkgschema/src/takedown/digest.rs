//! The canonical form of a notice and its digest.
//!
//! Invariant: the digest is SHA-256 over the RFC 8785 text, whatever spelling the notice was read
//! from.

use super::TakedownNotice;
use crate::identity::{Digest, DigestAlgorithm};
use crate::object::{canonical, check};
use crate::text::Link;
use crate::text::encoding::to_hex;
use crate::{ParseError, ParseErrorKind};

impl TakedownNotice {
    /// The notice's canonical form (RFC 8785): what its digest is taken of. Two spellings of a
    /// notice have one.
    ///
    /// # Errors
    /// If the notice is no I-JSON (RFC 7493): [`canonical`].
    pub fn canonical(&self) -> Result<String, ParseError> {
        // Written anew, the second of two members of one name would be gone unnoticed.
        let doubled = |code| ["duplicate-member", "more-findings"].contains(&code);
        let json = self.to_json();
        if let Some(finding) = check(self).into_iter().find(|finding| doubled(finding.code)) {
            let words = "a name stands twice, which I-JSON forbids";
            let error = ParseError::new(ParseErrorKind::TypeRule, words, &json);
            return Err(error.at_pointer(finding.pointer));
        }
        canonical(&json)
    }

    /// The notice under an identifier made from everything else in it, so that the same content
    /// always has the same one: a UUID of version 8 (RFC 9562 section 5.8), of a SHA-256 digest.
    /// Its place in a log ([`previous`](Self::previous)) is no part of it.
    ///
    /// ```
    /// use pkgschema::takedown::TakedownNotice;
    /// let text = |day| format!(r#"{{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
    ///     "registry": {{"url": "https://registry.example"}}, "subjects": [{{"purl": "pkg:npm/a"}}],
    ///     "status": "deleted", "issuedAt": "2026-05-{day}T10:00:00Z"}}"#);
    /// let id = |day| TakedownNotice::parse(&text(day)).map(|notice| notice.named_by_content().id);
    /// assert!(id("04")?.as_str().starts_with("urn:uuid:"));
    /// assert!(id("04")? == id("04")? && id("04")? != id("05")?);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    #[must_use]
    pub fn named_by_content(mut self) -> Self {
        self.id = Link::from_document("urn:uuid:");
        let previous = self.previous.take();
        // What is no I-JSON has no canonical form; its text still tells it from others.
        let content = self.canonical().unwrap_or_else(|_| self.to_json());
        self.previous = previous;
        let hash = hmac_sha256::Hash::hash(content.as_bytes());
        let hex = to_hex(&hash);
        let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
        // The two bits of the variant are the RFC's.
        let variant = match part(16, 17) {
            "0" | "4" | "8" | "c" => '8',
            "1" | "5" | "9" | "d" => '9',
            "2" | "6" | "a" | "e" => 'a',
            _ => 'b',
        };
        let (low, mid, high) = (part(0, 8), part(8, 12), part(13, 16));
        let (clock, node) = (part(17, 20), part(20, 32));
        let id = format!("urn:uuid:{low}-{mid}-8{high}-{variant}{clock}-{node}");
        self.id = Link::from_document(id);
        self
    }

    /// The SHA-256 digest of the canonical form.
    ///
    /// # Errors
    /// As [`canonical`](Self::canonical).
    pub fn digest(&self) -> Result<Digest, ParseError> {
        sha256(self.canonical()?.as_bytes())
    }
}

/// The SHA-256 digest of bytes.
fn sha256(bytes: &[u8]) -> Result<Digest, ParseError> {
    Digest::from_bytes(DigestAlgorithm::Sha256, &hmac_sha256::Hash::hash(bytes))
}
