//! Attestations of the index and Sigstore bundles, made of each other.
//!
//! | attestation | bundle |
//! |---|---|
//! | `verification_material.certificate` | `verificationMaterial.certificate`, or the chain's first |
//! | `verification_material.transparency_entries` | `verificationMaterial.tlogEntries` |
//! | `envelope.statement` | `dsseEnvelope.payload` |
//! | `envelope.signature` | `dsseEnvelope.signatures`, the one that is there |
//!
//! Source: PEP 740; the Sigstore bundle, version 0.3.
//!
//! Invariant: what is signed stays as it is, so that the signature stays right; where it could
//! not, the conversion is refused.

use crate::loss::SAYS_NOTHING;
use crate::syntax::json;
use crate::view::differences;
use crate::{Converted, Loss, LossKind, Refusal};
use pkgschema::Pointer;
use pkgschema::provenance::{
    Base64Text, Bundle, Envelope, Pep740Attestation, Pep740Envelope, Pep740Material, Signature,
    Statement, VerificationMaterial,
};

const NO_PLACE: &str = "an attestation has no place for it";

/// The attestation as a Sigstore bundle of version 0.3. Losses point into the attestation.
///
/// ```
/// use pkgschema::provenance::Pep740Attestation;
/// use pkgschema_convert::pypi::provenance::{from_bundle, to_bundle};
/// let attestation = Pep740Attestation::parse(r#"{"version": 1, "x": 1,
///     "verification_material": {"certificate": "AA==", "transparency_entries": []},
///     "envelope": {"statement": "e30=", "signature": "AA=="}}"#)?;
/// let bundle = to_bundle(&attestation);
/// assert_eq!(bundle.losses[0].pointer.as_str(), "/x");
/// let back = from_bundle(&bundle.value).unwrap().value;
/// assert_eq!(back.envelope, attestation.envelope);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn to_bundle(attestation: &Pep740Attestation) -> Converted<Bundle> {
    let (root, why) = (Pointer::root(), "a bundle has no place for it");
    let mut losses = Loss::of_rest(attestation, &root, why);
    if attestation.version.is_some_and(|version| version != Pep740Attestation::VERSION) {
        losses.push(Loss::new(root.child("version"), LossKind::Dropped, why));
    }
    if let Some(material) = &attestation.verification_material {
        losses.extend(Loss::of_rest(material, &root.child("verification_material"), why));
    }
    if let Some(envelope) = &attestation.envelope {
        let place = root.child("envelope");
        losses.extend(Loss::of_rest(envelope, &place, why));
        if envelope.statement.is_none() && envelope.signature.is_some() {
            let why = "there is no envelope without a statement";
            losses.push(Loss::new(place.child("signature"), LossKind::Dropped, why));
        }
    }
    Converted::new(attestation.to_bundle(), losses)
}

/// The attestation that a bundle is: its certificate, all of its log entries, the statement and
/// the signature. Losses point into the bundle and name what an attestation has no place for:
/// the media type, timestamps, the chain behind the certificate, further signatures, hints at
/// keys.
///
/// # Errors
/// By name, if it would be another attestation: `no-envelope` (a signature over a file),
/// `no-certificate` (it was signed with a key), `no-signature`, and `other-payload-type`, since
/// the type is signed as well and an attestation's is always in-toto's.
pub fn from_bundle(bundle: &Bundle) -> Result<Converted<Pep740Attestation>, Refusal> {
    let spelt = bundle.in_proto_form();
    let mut losses = respelt(bundle, &spelt);
    losses.extend(Loss::of_rest(&*spelt, &Pointer::root(), NO_PLACE));
    losses.extend(spelt.media_type.get().map(|_| dropped("/mediaType", NO_PLACE)));
    losses.extend(spelt.message_signature.get().map(|_| dropped("/messageSignature", NO_PLACE)));
    let mut attestation = Pep740Attestation::default();
    attestation.version = Some(Pep740Attestation::VERSION);
    let none = || Refusal::new("no-envelope", "the bundle has no envelope with a statement");
    let envelope = spelt.dsse_envelope.get().ok_or_else(none)?;
    attestation.envelope = Some(signed(envelope, &mut losses)?);
    let none = || Refusal::new("no-certificate", "the bundle is not signed with a certificate");
    let material = spelt.verification_material.get().ok_or_else(none)?;
    attestation.verification_material = Some(checked(material, &mut losses).ok_or_else(none)?);
    Ok(Converted::new(attestation, losses))
}

fn dropped(place: &str, note: &str) -> Loss {
    Loss::new(Pointer::parse(place).unwrap_or_default(), LossKind::Dropped, note)
}

/// What is spelt otherwise in an attestation: names, numbers, base64.
fn respelt(bundle: &Bundle, spelt: &Bundle) -> Vec<Loss> {
    let (own, other) = (json::view(bundle), json::view(spelt));
    let differing = differences(own.as_raw(), other.as_raw()).into_iter();
    differing.filter(|it| it.left.is_some()).map(|it| Loss::spelt(it.pointer)).collect()
}

fn signed(envelope: &Envelope, losses: &mut Vec<Loss>) -> Result<Pep740Envelope, Refusal> {
    if envelope.payload_type != Statement::MEDIA_TYPE {
        let words = format!("the payload is of type {:?}", envelope.payload_type.as_str());
        return Err(Refusal::new("other-payload-type", words));
    }
    let place = Pointer::root().child("dsseEnvelope");
    losses.extend(Loss::of_rest(envelope, &place, NO_PLACE));
    let mut own = Pep740Envelope::default();
    own.statement = Some(envelope.payload.clone());
    for (index, signature) in envelope.signatures.indexed() {
        let place = place.child("signatures").index(index);
        if own.signature.is_some() {
            let why = "an attestation has one signature";
            losses.push(Loss::new(place, LossKind::Dropped, why));
            continue;
        }
        own.signature = Some(signature.sig.clone());
        losses.extend(beside(signature, &place));
    }
    let odd = envelope
        .signatures
        .odd()
        .map(|(index, raw)| Loss::of_odd(place.child("signatures").index(index), raw));
    losses.extend(odd);
    match own.signature {
        Some(_) => Ok(own),
        None => Err(Refusal::new("no-signature", "nobody has signed")),
    }
}

/// What stands beside a signature.
fn beside(signature: &Signature, place: &Pointer) -> Vec<Loss> {
    let mut losses = Loss::of_rest(signature, place, NO_PLACE);
    for (name, value) in [("keyid", &signature.keyid), ("cert", &signature.cert)] {
        let Some(value) = value else { continue };
        let (kind, note) = match value.is_empty() {
            true => (LossKind::Normalized, SAYS_NOTHING),
            false => (LossKind::Dropped, NO_PLACE),
        };
        losses.push(Loss::new(place.child(name), kind, note));
    }
    losses
}

fn checked(material: &VerificationMaterial, losses: &mut Vec<Loss>) -> Option<Pep740Material> {
    let place = Pointer::root().child("verificationMaterial");
    let mut own = Pep740Material::default();
    let leaf = material.leaf()?.raw_bytes.get()?;
    own.certificate = Some(Base64Text::clone(leaf));
    own.transparency_entries = match material.tlog_entries.is_present() {
        true => (*material.tlog_entries).clone(),
        false => Vec::new().into(),
    };
    losses.extend(Loss::of_rest(material, &place, NO_PLACE));
    if let Some(certificate) = material.certificate.get() {
        losses.extend(Loss::of_rest(certificate, &place.child("certificate"), NO_PLACE));
    }
    chain(material, &place, losses);
    if material.public_key.get().is_some() {
        losses.push(Loss::new(place.child("publicKey"), LossKind::Dropped, NO_PLACE));
    }
    if let Some(data) = material.timestamp_verification_data.get() {
        let place = place.child("timestampVerificationData");
        losses.push(match data.rfc3161_timestamps.is_empty() && data.rest.is_empty() {
            true => Loss::of_nothing(place),
            false => Loss::new(place, LossKind::Dropped, NO_PLACE),
        });
    }
    Some(own)
}

/// The certificates behind the signer's, and the whole chain where the signer's stands alone.
fn chain(material: &VerificationMaterial, place: &Pointer, losses: &mut Vec<Loss>) {
    let Some(chain) = material.x509_certificate_chain.get() else { return };
    let place = place.child("x509CertificateChain");
    losses.extend(Loss::of_rest(chain, &place, NO_PLACE));
    let place = place.child("certificates");
    let taken = usize::from(material.certificate.get().is_none());
    for (number, (index, certificate)) in chain.certificates.indexed().enumerate() {
        let place = place.index(index);
        match number < taken {
            true => losses.extend(Loss::of_rest(certificate, &place, NO_PLACE)),
            false => {
                let why = "an attestation has the signer's certificate alone";
                losses.push(Loss::new(place, LossKind::Dropped, why));
            }
        }
    }
    let odd = chain.certificates.items().into_iter().flat_map(|items| items.odd());
    losses.extend(odd.map(|(index, raw)| Loss::of_odd(place.index(index), raw)));
}
