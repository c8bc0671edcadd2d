//! An attestation as a Sigstore bundle.
//!
//! Invariant: every log entry goes along, and the bytes that are signed stay the same.

use super::Pep740Attestation;
use crate::object::{Items, Nullable};
use crate::provenance::{
    Bundle, CertificateBytes, Envelope, Signature, Statement, VerificationMaterial,
};

impl Pep740Attestation {
    /// The attestation as a Sigstore bundle of version 0.3. What is no member of an attestation
    /// does not go along.
    ///
    /// ```
    /// use pkgschema::provenance::Pep740Attestation;
    /// let attestation = Pep740Attestation::parse(r#"{"version": 1,
    ///     "envelope": {"statement": "e30=", "signature": "AA=="}}"#)?;
    /// let bundle = attestation.to_bundle();
    /// assert_eq!(bundle.version(), Some("0.3"));
    /// assert_eq!(bundle.dsse_envelope.get().unwrap().payload.as_str(), "e30=");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn to_bundle(&self) -> Bundle {
        let mut bundle = Bundle::default();
        bundle.media_type = Nullable::Is(Bundle::MEDIA_TYPE_V0_3.into());
        bundle.verification_material =
            self.verification_material.as_ref().map(|_| self.material()).into();
        bundle.dsse_envelope = self.envelope().into();
        bundle
    }

    fn material(&self) -> VerificationMaterial {
        let mut material = VerificationMaterial::default();
        let Some(own) = &self.verification_material else { return material };
        let bytes = |text: &crate::provenance::Base64Text| {
            let mut certificate = CertificateBytes::default();
            certificate.raw_bytes = Nullable::Is(text.clone());
            certificate
        };
        material.certificate = own.certificate.as_ref().map(bytes).into();
        material.tlog_entries = own.transparency_entries.clone().into();
        material
    }

    fn envelope(&self) -> Option<Envelope> {
        let own = self.envelope.as_ref()?;
        let signatures = own.signature.iter().map(|sig| Signature::new(sig.clone()));
        let signatures: Items<Signature> = signatures.collect::<Vec<_>>().into();
        Some(Envelope::new(Statement::MEDIA_TYPE, own.statement.clone()?, signatures))
    }
}
