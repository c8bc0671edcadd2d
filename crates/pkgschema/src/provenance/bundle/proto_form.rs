//! The spelling of a bundle that protobuf's own writers use.
//!
//! Invariant: only spelling changes; what the bundle says stays the same.

use super::{Bundle, TlogEntry};
use crate::object::{Raw, Rest, Value, Writer, raw};
use crate::text::encoding::{from_any_base64, to_base64};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;

/// Names of two words and more in the bundle's messages.
const NAMES: &[&str] = &[
    "mediaType",
    "verificationMaterial",
    "messageSignature",
    "dsseEnvelope",
    "messageDigest",
    "publicKey",
    "x509CertificateChain",
    "tlogEntries",
    "timestampVerificationData",
    "rawBytes",
    "rfc3161Timestamps",
    "signedTimestamp",
    "logIndex",
    "logId",
    "kindVersion",
    "integratedTime",
    "inclusionPromise",
    "inclusionProof",
    "canonicalizedBody",
    "keyId",
    "signedEntryTimestamp",
    "rootHash",
    "treeSize",
    "payloadType",
];

/// Members that hold messages or lists of parts; the insides of others are not known.
const MESSAGES: &[&str] = &[
    "verificationMaterial",
    "messageSignature",
    "dsseEnvelope",
    "messageDigest",
    "publicKey",
    "x509CertificateChain",
    "certificates",
    "certificate",
    "tlogEntries",
    "signatures",
    "hashes",
    "timestampVerificationData",
    "rfc3161Timestamps",
    "logId",
    "kindVersion",
    "checkpoint",
    "inclusionPromise",
    "inclusionProof",
];

/// Members that hold a 64-bit number.
const NUMBERS: &[&str] = &["logIndex", "integratedTime", "treeSize"];

/// Members that hold bytes, or a list of them.
const BYTES: &[&str] = &[
    "rawBytes",
    "signedTimestamp",
    "canonicalizedBody",
    "keyId",
    "signedEntryTimestamp",
    "rootHash",
    "hashes",
    "digest",
    "signature",
    "payload",
    "sig",
];

/// How deep the bundle's messages nest; below, nothing is known and all is kept.
const LEVELS: usize = 10;

/// The bundle in the other spelling, or lent.
pub(super) fn of(bundle: &Bundle) -> Cow<'_, Bundle> {
    let source = bundle.to_json();
    let spelt = Raw::parse(&source).and_then(|raw| {
        let mut to = Writer::default();
        object(raw.as_raw(), LEVELS, &mut to)?;
        Raw::from_string(to.into_text())
    });
    match spelt.filter(|raw| raw.as_str() != source).and_then(|raw| Bundle::read(raw.as_raw())) {
        Some(other) => Cow::Owned(other),
        None => Cow::Borrowed(bundle),
    }
}

/// The `lowerCamelCase` name for a name of the messages in `snake_case`, else the name itself.
pub(super) fn camel(name: &str) -> Cow<'_, str> {
    if !name.contains('_') {
        return Cow::Borrowed(name);
    }
    let mut other = String::with_capacity(name.len());
    let mut upper = false;
    for letter in name.chars() {
        match letter {
            '_' => upper = true,
            letter if upper => {
                other.push(letter.to_ascii_uppercase());
                upper = false;
            }
            letter => other.push(letter),
        }
    }
    match NAMES.contains(&other.as_str()) {
        true => Cow::Owned(other),
        false => Cow::Borrowed(name),
    }
}

/// Names in `snake_case` that stand in the remainders of the messages, each with its place.
pub(super) fn other_names(bundle: &Bundle) -> Vec<(String, String)> {
    let mut names = Vec::new();
    each_rest(bundle, &mut |place, rest| {
        for (name, _) in rest.iter() {
            if let Cow::Owned(camel) = camel(name) {
                names.push((format!("{place}/{name}"), camel));
            }
        }
    });
    if let Some(name) = name_in_envelope(bundle) {
        names.push((format!("/dsseEnvelope/{name}"), "payloadType".to_owned()));
    }
    names
}

/// An envelope is read only with all its members, so one that is spelt otherwise stands whole in
/// the remainder.
fn name_in_envelope(bundle: &Bundle) -> Option<&'static str> {
    let envelope = bundle.rest.get("dsseEnvelope")?;
    let members = raw::members(envelope.as_raw())?;
    members.iter().any(|(name, _)| name == "payload_type").then_some("payload_type")
}

/// Whether a member of the messages is spelt in `snake_case`.
pub(super) fn has_other_names(bundle: &Bundle) -> bool {
    let mut found = false;
    each_rest(bundle, &mut |_, rest| {
        found |= rest.iter().any(|(name, _)| matches!(camel(name), Cow::Owned(_)));
    });
    found || name_in_envelope(bundle).is_some()
}

/// Hands over the remainder of each message that was read and has names of two words.
fn each_rest(bundle: &Bundle, take: &mut impl FnMut(&str, &Rest)) {
    take("", &bundle.rest);
    if let Some(signature) = bundle.message_signature.get() {
        take("/messageSignature", &signature.rest);
    }
    let Some(material) = bundle.verification_material.get() else { return };
    let place = "/verificationMaterial";
    take(place, &material.rest);
    if let Some(certificate) = material.certificate.get() {
        take(&format!("{place}/certificate"), &certificate.rest);
    }
    for (index, certificate) in material.chain().iter().enumerate() {
        take(&format!("{place}/x509CertificateChain/certificates/{index}"), &certificate.rest);
    }
    if let Some(data) = material.timestamp_verification_data.get() {
        let place = format!("{place}/timestampVerificationData");
        take(&place, &data.rest);
        for (index, stamp) in data.rfc3161_timestamps.indexed() {
            take(&format!("{place}/rfc3161Timestamps/{index}"), &stamp.rest);
        }
    }
    for (index, entry) in material.tlog_entries.indexed() {
        each_rest_of_entry(&format!("{place}/tlogEntries/{index}"), entry, take);
    }
}

fn each_rest_of_entry(place: &str, entry: &TlogEntry, take: &mut impl FnMut(&str, &Rest)) {
    take(place, &entry.rest);
    let parts = [
        ("logId", entry.log_id.get().map(|part| &part.rest)),
        ("inclusionPromise", entry.inclusion_promise.get().map(|part| &part.rest)),
        ("inclusionProof", entry.inclusion_proof.get().map(|part| &part.rest)),
    ];
    for (name, rest) in parts {
        if let Some(rest) = rest {
            take(&format!("{place}/{name}"), rest);
        }
    }
}

/// Writes an object of a message; `None` where it is none.
fn object(source: &RawValue, levels: usize, to: &mut Writer) -> Option<()> {
    let members = raw::members(source)?;
    let mut names = HashSet::new();
    let mut object = to.object();
    for (name, value) in members {
        let name = camel(&name).into_owned();
        // null is what is not there, so it does not take the name either
        if raw::kind(value) != raw::Kind::Null && names.insert(name.clone()) {
            object.member(&name, |to| member(&name, value, levels, to));
        }
    }
    object.end();
    Some(())
}

fn member(name: &str, value: &RawValue, levels: usize, to: &mut Writer) {
    let is_message = MESSAGES.contains(&name);
    let written = match (raw::kind(value), levels.checked_sub(1)) {
        (raw::Kind::Object, Some(levels)) if is_message => object(value, levels, to),
        (raw::Kind::Array, Some(levels)) if is_message => array(name, value, levels, to),
        (raw::Kind::Number, _) if NUMBERS.contains(&name) => number(value, to),
        (raw::Kind::String, _) if BYTES.contains(&name) => bytes(value, to),
        _ => None,
    };
    if written.is_none() {
        to.raw(value.get());
    }
}

fn array(name: &str, value: &RawValue, levels: usize, to: &mut Writer) -> Option<()> {
    let elements = raw::elements(value)?;
    to.array(elements, |to, element| member(name, element, levels, to));
    Some(())
}

/// A 64-bit number in quotes.
fn number(value: &RawValue, to: &mut Writer) -> Option<()> {
    let number = super::Int64Text::read(value)?.value()?;
    to.string(&number.to_string());
    Some(())
}

/// Standard base64 with padding.
fn bytes(value: &RawValue, to: &mut Writer) -> Option<()> {
    let text = raw::string(value)?;
    from_any_base64(&text).map(|bytes| to.string(&to_base64(&bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_numbers_bytes_and_null() {
        let text = r#"{"media_type":"t","verification_material":{"tlog_entries":[{"log_index":7,
            "log_id":{"key_id":"-_8"},"inclusion_proof":null,"kind_version":{"kind":"dsse"}}],
            "public_key":{"hint":"a_b"}},"other_member":{"log_index":1.0},"mediaType":"second"}"#;
        let bundle = Bundle::parse(text).unwrap();
        assert!(has_other_names(&bundle));
        let expected = r#"{"mediaType":"second","verificationMaterial":{"publicKey":{"hint":"a_b"},"tlogEntries":[{"logIndex":"7","logId":{"keyId":"+/8="},"kindVersion":{"kind":"dsse"}}]},"other_member":{"log_index":1.0}}"#;
        let other = bundle.in_proto_form();
        assert!(
            crate::object::canonical(&other.to_json()).unwrap()
                == crate::object::canonical(expected).unwrap(),
            "{}",
            other.to_json()
        );
        assert!(matches!(other.in_proto_form(), Cow::Borrowed(_)));
        assert!(!has_other_names(&other));
    }

    #[test]
    fn every_name_has_its_other_spelling() {
        for name in NAMES {
            let mut snake = String::new();
            for letter in name.chars() {
                if letter.is_ascii_uppercase() {
                    snake.push('_');
                }
                snake.push(letter.to_ascii_lowercase());
            }
            assert_eq!(camel(&snake), *name);
            assert_eq!(camel(name), *name);
        }
        assert_eq!(camel("other_member"), "other_member");
    }
}
