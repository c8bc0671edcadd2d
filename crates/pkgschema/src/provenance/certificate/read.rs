//! A certificate out of its bytes (RFC 5280 section 4.1).
//!
//! Invariant: each byte is looked at a bounded number of times.

use super::alternative_name::AlternativeName;
use super::element::{Element, Elements};
use super::extension::Extension;
use super::name::DistinguishedName;
use super::oid::Oid;
use super::validity::Validity;
use super::{Certificate, MAX_BYTES, claim};
use crate::finding::Lints;
use crate::text::encoding::to_hex;
use crate::{ParseError, ParseErrorKind};
use der::Tag;
use std::collections::HashSet;

/// Subject alternative names, 2.5.29.17.
const SUBJECT_NAMES: &[u8] = &[0x55, 29, 17];

pub(super) fn read(bytes: &[u8]) -> Result<Certificate, ParseError> {
    let mut lints = Lints::default();
    let outer = outer(bytes, &mut lints)?;
    let mut parts = outer.elements();
    let content = parts.next_of(Tag::Sequence).ok_or_else(|| not_one("it has no content"))?;
    let mut members = content.elements();
    let version = members.next_if(|member| member.context() == Some((0, true)));
    let mut member = |tag| members.next_of(tag).ok_or_else(|| not_one("a member is missing"));
    let serial = member(Tag::Integer)?;
    member(Tag::Sequence)?; // the algorithm of the signature
    let issuer = member(Tag::Sequence)?;
    let validity = member(Tag::Sequence)?;
    let subject = member(Tag::Sequence)?;
    member(Tag::Sequence)?; // the key
    let extensions = extensions(members, &mut lints);
    let mut certificate = Certificate {
        serial_number: serial_number(serial, &mut lints),
        issuer: DistinguishedName::read(issuer, "/issuer", &mut lints),
        subject: DistinguishedName::read(subject, "/subject", &mut lints),
        validity: Validity::read(validity, &mut lints),
        subject_names: subject_names(&extensions, &mut lints),
        extensions,
        findings: Vec::new(),
    };
    signature(parts, &mut lints);
    let third = version.is_some_and(|version| version.content == [2, 1, 2]);
    if !third && !certificate.extensions.is_empty() {
        lints.warning("/version", "odd-version", "only version 3 has extensions");
    }
    lint(&certificate, &mut lints);
    certificate.findings = lints.found;
    Ok(certificate)
}

/// The one element that the bytes are.
fn outer<'a>(bytes: &'a [u8], lints: &mut Lints) -> Result<Element<'a>, ParseError> {
    if bytes.is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no bytes", ""));
    }
    if bytes.len() > MAX_BYTES {
        return Err(ParseError::new(ParseErrorKind::TooLong, "longer than a certificate is", ""));
    }
    if bytes.first() != Some(&0x30) {
        return Err(not_one("it is no sequence in DER"));
    }
    let mut elements = Elements::of(bytes);
    let Some(outer) = elements.next() else {
        let words = "the certificate is cut off, or its length is malformed";
        return Err(ParseError::new(ParseErrorKind::Syntax, words, ""));
    };
    if !elements.is_done() {
        lints.error("", "trailing-bytes", "something follows the certificate");
    }
    Ok(outer)
}

fn not_one(why: &str) -> ParseError {
    let words = format!("expected an X.509 certificate, but {why}");
    ParseError::new(ParseErrorKind::NotThisDocument, words, "")
}

/// The bytes of the number without the leading zero that a sign takes.
fn serial_number(serial: Element<'_>, lints: &mut Lints) -> String {
    let digits = match serial.content {
        [0, rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    let odd = match serial.content {
        [] | [0] | [0x80..=0xff, ..] => Some("expected a number above 0"),
        [0, 0..=0x7f, ..] => Some("expected no leading zero"),
        all if all.len() > 20 => Some("expected at most 20 bytes"),
        _ => None,
    };
    if let Some(words) = odd {
        lints.warning("/serialNumber", "odd-serial-number", words);
    }
    to_hex(digits)
}

/// Extensions are `[3]`, behind two identifiers that nobody uses.
fn extensions(mut members: Elements<'_>, lints: &mut Lints) -> Vec<Extension> {
    for number in [1, 2] {
        members.next_if(|member| member.context() == Some((number, false)));
    }
    let wrapped = members.next_if(|member| member.context() == Some((3, true)));
    if !members.is_done() {
        lints.error("", "odd-certificate", "something that is no member follows the members");
    }
    let Some(wrapped) = wrapped else { return Vec::new() };
    let mut inner = wrapped.elements();
    let mut list = inner.next_of(Tag::Sequence).map(|list| list.elements());
    let mut read = Vec::new();
    for (index, element) in list.iter_mut().flatten().enumerate() {
        match Extension::read(element) {
            Some(extension) => read.push(extension),
            None => {
                let place = format!("/extensions/{index}");
                lints.error(&place, "odd-extension", "expected an identifier and a value");
            }
        }
    }
    if !inner.is_done() || !list.is_some_and(|list| list.is_done()) {
        lints.error("/extensions", "odd-extension", "something that is no extension is there");
    }
    read.iter_mut().for_each(|extension| extension.read_text(lints));
    lint_identifiers(&read, lints);
    read
}

/// Names twice there are a finding, and the first is what counts; so are names that are none.
fn lint_identifiers(extensions: &[Extension], lints: &mut Lints) {
    let mut seen: HashSet<&Oid> = HashSet::new();
    for extension in extensions {
        let place = || format!("/extensions/{}", extension.oid());
        if !seen.insert(&extension.id) {
            lints.error(&place(), "duplicate-extension", "an extension is there twice");
        }
        if extension.fulcio.is_none() && !extension.id.is_well_formed() {
            lints.warning(&place(), "odd-extension", "the identifier is malformed");
        }
    }
}

fn subject_names(extensions: &[Extension], lints: &mut Lints) -> Vec<AlternativeName> {
    let named = extensions.iter().find(|extension| extension.id.as_bytes() == SUBJECT_NAMES);
    let place = "/subjectAlternativeNames";
    named.map_or_else(Vec::new, |named| AlternativeName::read_all(named.value(), place, lints))
}

/// Behind the content stand the algorithm and the signature.
fn signature(mut parts: Elements<'_>, lints: &mut Lints) {
    let algorithm = parts.next_of(Tag::Sequence);
    let signature = parts.next_of(Tag::BitString);
    if algorithm.is_none() || signature.is_none() || !parts.is_done() {
        lints.error("", "odd-certificate", "expected an algorithm and a signature at the end");
    }
}

/// What holds for certificates of Fulcio's.
fn lint(certificate: &Certificate, lints: &mut Lints) {
    if certificate.extensions.iter().all(|extension| extension.fulcio.is_none()) {
        return;
    }
    if certificate.subject_names.len() != 1 {
        let words = "expected one name of the subject";
        lints.warning("/subjectAlternativeNames", "subject-names", words);
    }
    claim::lint_agreement(certificate, lints);
}
