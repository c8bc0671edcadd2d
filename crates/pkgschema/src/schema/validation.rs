//! Validation for people: what is wrong with a document, where in its text, what was expected
//! there and what was found.
//!
//! A document is judged by the record's own reader, since schema and reader agree: it is valid
//! when its schema accepts it and no lint of the record finds an error. What a reader only doubts
//! or notes is told and changes no verdict.
//!
//! Lines and columns count from 1. A line ends with a line feed; a column is a Unicode scalar
//! value, whatever its width, and a byte order mark is none. Of members that stand in an object
//! twice the first counts, as for every reader here, and the finding is at the one that does not.
//! A finding about something that is not there is at what should hold it.
//!
//! Invariant: every record in the catalogue has a reader here, and the place of a finding is found
//! in one pass over the text for all findings.

mod cause;
mod expected;
mod positions;
mod readers;
mod record;

pub use positions::{Place, locate};
pub use record::{ValidatedDocument, ValidationFinding, ValidationReport, ValidationVerdict};

use super::ALL;
use crate::object::raw;
use crate::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use cause::Cause;
use expected::Expectation;
use readers::Judged;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The names of the records that documents can be judged as.
pub fn names() -> impl Iterator<Item = &'static str> {
    readers::all().map(|(name, _)| *name)
}

/// Judges a document as the record of that name; `None` if there is no such record.
///
/// ```
/// use pkgschema::schema::validation::{ValidationVerdict, validate};
/// let text = "{\n  \"id\": \"OSV-1\", \"modified\": \"2026-01-31T12:00:00Z\",\n  \"aliases\": 7\n}";
/// let judged = validate("advisory", text).unwrap();
/// let wrong = &judged.findings[0];
/// assert_eq!((wrong.line, wrong.column, &*wrong.pointer), (Some(3), Some(14), "/aliases"));
/// assert_eq!(wrong.expected.as_deref(), Some("an array of strings or null"));
/// assert_eq!(wrong.found.as_deref(), Some("the number 7"));
/// assert_eq!(judged.verdict, ValidationVerdict::Invalid);
/// ```
pub fn validate(name: &str, text: &str) -> Option<ValidatedDocument> {
    let (name, read) = readers::all().find(|(listed, _)| *listed == name)?;
    Some(match read(text) {
        Ok(judged) => told(name, text, judged),
        Err(error) => refused(name, text, &error),
    })
}

/// The one record whose required members a document has, and no member that the record does not
/// know; `None` if there is none, or several.
pub fn record_of(text: &str) -> Option<&'static str> {
    let raw: &RawValue = serde_json::from_str(body(text)).ok()?;
    let members: Vec<String> =
        raw::members(raw)?.into_iter().map(|(name, _)| name.into_owned()).collect();
    let fits = |name: &&'static str| {
        let Some(schema) = schema_of(name) else { return false };
        let required = schema.get("required").and_then(Value::as_array);
        let known = schema.get("properties").and_then(Value::as_object);
        required.zip(known).is_some_and(|(required, known)| {
            let has = |name: &Value| members.iter().any(|member| name == member.as_str());
            required.iter().all(has) && members.iter().all(|member| known.contains_key(member))
        })
    };
    let mut fitting = names().filter(fits);
    fitting.next().filter(|_| fitting.next().is_none())
}

/// The schema of that name, made once.
fn schema_of(name: &str) -> Option<&'static Value> {
    static MADE: OnceLock<BTreeMap<&'static str, Value>> = OnceLock::new();
    let make = || ALL.iter().map(|entry| (entry.name, entry.schema(None).into())).collect();
    MADE.get_or_init(make).get(name)
}

/// The text behind a byte order mark.
fn body(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn told(name: &str, text: &str, judged: Judged) -> ValidatedDocument {
    let mut all: Vec<(Finding, Option<Cause>)> = Vec::new();
    let places = locate(text, &judged.structure);
    for (mut finding, place) in judged.structure.into_iter().zip(places) {
        // what the schema refuses makes a document invalid, null among it
        if finding.severity == Severity::Warning && finding.code != "nested-too-deeply" {
            finding.severity = Severity::Error;
        }
        let cause = (finding.severity == Severity::Error && finding.code != "duplicate-member")
            .then(|| Cause::of(schema_of(name)?, &finding.pointer, text, place))
            .flatten();
        if let Some(cause) = &cause {
            finding.pointer = cause.pointer.clone();
        }
        all.push((finding, cause));
    }
    all.extend(judged.lints.into_iter().map(|finding| (finding, None)));
    let (findings, causes): (Vec<Finding>, Vec<Option<Cause>>) = all.into_iter().unzip();
    let places = locate(text, &findings);
    let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
    let mut document = ValidatedDocument::judged(name, wrong);
    for ((finding, cause), place) in findings.iter().zip(causes).zip(places) {
        let mut told = ValidationFinding::from(finding);
        told.stands_at(place);
        if let Some(cause) = cause {
            told.expected = Some(cause.expected.into());
            told.found = Some(cause.found.into());
        }
        document.findings.push(told);
    }
    document
}

/// A text that is no such document at all.
fn refused(name: &str, text: &str, error: &ParseError) -> ValidatedDocument {
    let mut document = ValidatedDocument::judged(name, true);
    let code = match error.kind() {
        ParseErrorKind::Syntax => "syntax",
        ParseErrorKind::Empty => "empty",
        _ => "not-this-document",
    };
    let mut finding = Finding::new(Pointer::root(), code, Severity::Error, error.detail());
    let mut told = ValidationFinding::from(&finding);
    if let (Some((line, column)), Some(offset)) = (error.line_column(), error.offset()) {
        told.stands_at(Some(Place { offset, line, column }));
        document.findings.push(told);
        return document;
    }
    let place = locate(text, std::slice::from_ref(&finding)).into_iter().next().flatten();
    let cause = (code == "not-this-document")
        .then(|| Cause::of(schema_of(name)?, &finding.pointer, text, place))
        .flatten();
    if let Some(cause) = cause {
        finding.pointer = cause.pointer;
        told = ValidationFinding::from(&finding);
        told.expected = Some(cause.expected.into());
        told.found = Some(cause.found.into());
    }
    let place = locate(text, std::slice::from_ref(&finding)).into_iter().next().flatten();
    told.stands_at(place);
    document.findings.push(told);
    document
}

/// What stands at the start of a text, in words.
fn found(text: &str) -> String {
    let first = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>().next();
    match first {
        Some(Ok(raw)) => Expectation::found(raw),
        _ => "nothing that is JSON".to_owned(),
    }
}
