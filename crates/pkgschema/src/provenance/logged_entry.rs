//! The body of a log entry: what a transparency log says it was given.
//!
//! Invariant: only what stands in the body is read; nothing of the entry around it.

use super::Base64Text;
use super::certificate::armour::first_block;
use crate::text::encoding::from_hex;
use serde_json::Value;

/// What a log entry's body says of a signature (Rekor's kinds `hashedrekord` 0.0.1 and 0.0.2,
/// `dsse` 0.0.1 and 0.0.2, `intoto` 0.0.1 and 0.0.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoggedEntry {
    pub(crate) kind: LoggedKind,
    pub(crate) kind_name: String,
    pub(crate) version: String,
    /// The digest of the file, or of the envelope's payload.
    pub(crate) digest: Option<Vec<u8>>,
    pub(crate) signatures: Vec<Vec<u8>>,
    /// The certificates or keys in DER, one a signature.
    pub(crate) signers: Vec<Vec<u8>>,
}

/// The kinds that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LoggedKind {
    HashedRekord,
    Dsse,
    Intoto,
    Other,
}

impl LoggedEntry {
    /// Reads a body; `None` where it is no JSON object with a kind.
    pub(crate) fn read(body: &[u8]) -> Option<Self> {
        let body: Value = serde_json::from_slice(body).ok()?;
        let (kind_name, version) = (text(&body, "/kind")?, text(&body, "/apiVersion")?);
        let mut entry = Self {
            kind: LoggedKind::Other,
            kind_name,
            version,
            digest: None,
            signatures: Vec::new(),
            signers: Vec::new(),
        };
        let spec = body.get("spec").unwrap_or(&Value::Null);
        match (entry.kind_name.as_str(), entry.version.as_str()) {
            ("hashedrekord", "0.0.1") => entry.hashed_rekord_1(spec),
            ("hashedrekord", "0.0.2") => entry.hashed_rekord_2(spec.get("hashedRekordV002")?),
            ("dsse", "0.0.1") => entry.dsse_1(spec),
            ("dsse", "0.0.2") => entry.dsse_2(spec.get("dsseV002")?),
            ("intoto", "0.0.1" | "0.0.2") => entry.intoto(spec),
            _ => {}
        }
        Some(entry)
    }

    fn hashed_rekord_1(&mut self, spec: &Value) {
        self.kind = LoggedKind::HashedRekord;
        self.digest = text(spec, "/data/hash/value").and_then(|hex| from_hex(&hex));
        self.signatures.extend(bytes(spec, "/signature/content"));
        self.signers.extend(pem(spec, "/signature/publicKey/content"));
    }

    fn hashed_rekord_2(&mut self, spec: &Value) {
        self.kind = LoggedKind::HashedRekord;
        self.digest = bytes(spec, "/data/digest");
        let signature = spec.get("signature").unwrap_or(&Value::Null);
        self.signatures.extend(bytes(signature, "/content"));
        self.signers.extend(verifier(signature));
    }

    fn dsse_1(&mut self, spec: &Value) {
        self.kind = LoggedKind::Dsse;
        self.digest = text(spec, "/payloadHash/value").and_then(|hex| from_hex(&hex));
        for signature in list(spec, "/signatures") {
            self.signatures.extend(bytes(signature, "/signature"));
            self.signers.extend(pem(signature, "/verifier"));
        }
    }

    fn dsse_2(&mut self, spec: &Value) {
        self.kind = LoggedKind::Dsse;
        self.digest = bytes(spec, "/payloadHash/digest");
        for signature in list(spec, "/signatures") {
            self.signatures.extend(bytes(signature, "/content"));
            self.signers.extend(verifier(signature));
        }
    }

    fn intoto(&mut self, spec: &Value) {
        self.kind = LoggedKind::Intoto;
        self.digest = text(spec, "/content/payloadHash/value").and_then(|hex| from_hex(&hex));
        self.signers.extend(pem(spec, "/publicKey"));
        for signature in list(spec, "/content/envelope/signatures") {
            // the signature's base64 text is in base64 once more
            let inner = bytes(signature, "/sig").and_then(|text| String::from_utf8(text).ok());
            let sig = inner.and_then(|text| Base64Text::from_document(text).lenient_bytes());
            self.signatures.extend(sig);
            self.signers.extend(pem(signature, "/publicKey"));
        }
    }
}

fn text(value: &Value, pointer: &str) -> Option<String> {
    value.pointer(pointer)?.as_str().map(str::to_owned)
}

fn list<'a>(value: &'a Value, pointer: &str) -> &'a [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn bytes(value: &Value, pointer: &str) -> Option<Vec<u8>> {
    Base64Text::from_document(text(value, pointer)?).lenient_bytes()
}

/// The certificate or key of an entry of the second generation.
fn verifier(signature: &Value) -> Option<Vec<u8>> {
    let certificate = bytes(signature, "/verifier/x509Certificate/rawBytes");
    certificate.or_else(|| bytes(signature, "/verifier/publicKey/rawBytes"))
}

/// The certificate in a PEM text that is in base64; bare keys are held against nothing.
fn pem(value: &Value, pointer: &str) -> Option<Vec<u8>> {
    first_block(&String::from_utf8(bytes(value, pointer)?).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::encoding::{to_base64, to_hex};

    #[test]
    fn kinds_are_read_by_their_own_shapes() {
        let key = to_base64(b"-----BEGIN CERTIFICATE-----\nAQI=\n-----END CERTIFICATE-----\n");
        let digest = to_hex(&[7; 32]);
        let sig = to_base64(b"sig");
        let twice = to_base64(sig.as_bytes());
        let raw = to_base64(&[7; 32]);
        let bodies = [
            format!(
                r#"{{"apiVersion":"0.0.1","kind":"hashedrekord","spec":{{"data":{{"hash":{{"algorithm":"sha256","value":"{digest}"}}}},"signature":{{"content":"{sig}","publicKey":{{"content":"{key}"}}}}}}}}"#
            ),
            format!(
                r#"{{"apiVersion":"0.0.2","kind":"hashedrekord","spec":{{"hashedRekordV002":{{"data":{{"digest":"{raw}"}},"signature":{{"content":"{sig}","verifier":{{"x509Certificate":{{"rawBytes":"AQI="}}}}}}}}}}}}"#
            ),
            format!(
                r#"{{"apiVersion":"0.0.1","kind":"dsse","spec":{{"payloadHash":{{"algorithm":"sha256","value":"{digest}"}},"signatures":[{{"signature":"{sig}","verifier":"{key}"}}]}}}}"#
            ),
            format!(
                r#"{{"apiVersion":"0.0.2","kind":"dsse","spec":{{"dsseV002":{{"payloadHash":{{"digest":"{raw}"}},"signatures":[{{"content":"{sig}","verifier":{{"publicKey":{{"rawBytes":"AQI="}}}}}}]}}}}}}"#
            ),
            format!(
                r#"{{"apiVersion":"0.0.2","kind":"intoto","spec":{{"content":{{"envelope":{{"signatures":[{{"sig":"{twice}","publicKey":"{key}"}}]}},"payloadHash":{{"algorithm":"sha256","value":"{digest}"}}}}}}}}"#
            ),
        ];
        for body in bodies {
            let entry = LoggedEntry::read(body.as_bytes()).unwrap();
            assert_ne!(entry.kind, LoggedKind::Other, "{body}");
            assert_eq!(entry.digest.as_deref(), Some(&[7; 32][..]), "{body}");
            assert_eq!(entry.signatures, [b"sig".to_vec()], "{body}");
            assert_eq!(entry.signers, [vec![1, 2]], "{body}");
        }
    }

    #[test]
    fn other_bodies_are_others() {
        let other =
            LoggedEntry::read(br#"{"apiVersion":"0.0.3","kind":"dsse","spec":{}}"#).unwrap();
        assert_eq!(other.kind, LoggedKind::Other);
        for body in ["", "[]", "{}", r#"{"kind":7,"apiVersion":"1"}"#] {
            assert_eq!(LoggedEntry::read(body.as_bytes()), None, "{body}");
        }
    }
}
