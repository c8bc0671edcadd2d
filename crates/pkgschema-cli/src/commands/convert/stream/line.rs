//! What a line holds.
//!
//! Invariant: what an answer holds is read as if it stood in the line itself.

use crate::input::Line;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::Raw;
use pkgschema::object::raw::{self, Kind};
use pkgschema::{Finding, ParseError, ParseErrorKind};
use pkgschema_convert::source::decode;

/// What a line holds.
pub(super) enum Held {
    /// A document's text, and what is odd about its bytes.
    Document { text: String, findings: Vec<Finding> },
    /// The answer, in JSON, to a document that had failed in an earlier run.
    Error(String),
}

/// Reads a line: a JSON document, a JSON string with the text of one, or an answer.
pub(super) fn read(line: &Line<'_>) -> Result<Held, ParseError> {
    if line.is_cut {
        return Err(ParseError::new(ParseErrorKind::TooLong, "longer than 256 MiB", ""));
    }
    let (text, findings) = decode(line.text.to_vec())?;
    let Some(json) = Raw::from_string(text) else { return Err(broken(line)) };
    Ok(match answered(&json) {
        Some(Answered::Value(value)) => Held::Document { text: document(value)?, findings },
        Some(Answered::Error) => Held::Error(json.as_str().to_owned()),
        None => Held::Document { text: document(json)?, findings },
    })
}

/// Why a line is no JSON.
fn broken(line: &Line<'_>) -> ParseError {
    let text = decode(line.text.to_vec()).map(|(text, _)| text);
    let error = text.and_then(|text| PackageMetadata::parse(&text)).err();
    error.unwrap_or_else(|| ParseError::new(ParseErrorKind::Syntax, "no JSON", ""))
}

/// The text in a string, or else the JSON.
fn document(json: Raw) -> Result<String, ParseError> {
    match json.kind() {
        Kind::String => raw::string(json.as_raw()).map(Into::into).ok_or_else(|| {
            let words = "half of a surrogate pair is no character";
            ParseError::new(ParseErrorKind::Encoding, words, "")
        }),
        _ => Ok(json.as_str().to_owned()),
    }
}

/// What an answer holds.
enum Answered {
    Value(Raw),
    Error,
}

/// What the line holds if it is an answer: its members are those of one, all of them and no others.
fn answered(json: &Raw) -> Option<Answered> {
    let members = raw::members(json.as_raw())?;
    let mut names: Vec<&str> = members.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    let member = |wanted| members.iter().find(|(name, _)| name == wanted).map(|(_, it)| it);
    match names.as_slice() {
        ["findings", "losses", "value"] => Raw::parse(member("value")?.get()).map(Answered::Value),
        ["error"] | ["error", "findings", "losses"] => {
            let error = raw::members(member("error")?)?;
            let says = |wanted| error.iter().any(|(name, _)| name == wanted);
            (says("line") && says("kind") && says("reason")).then_some(Answered::Error)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let line = Line { number: 1, text: text.as_bytes(), is_cut: false };
        match super::read(&line).unwrap() {
            Held::Document { text, .. } => Some(text),
            Held::Error(_) => None,
        }
    }

    #[test]
    fn only_answers_are_unwrapped() {
        assert_eq!(
            read(r#"{"value": {"a": 1}, "losses": [], "findings": []}"#).unwrap(),
            r#"{"a": 1}"#
        );
        assert_eq!(read(r#"{"losses": [], "findings": [], "value": "a\n"}"#).unwrap(), "a\n");
        assert_eq!(read(r#"{"error": {"line": 1, "kind": "a", "reason": "b"}}"#), None);
        for document in [
            r#"{"value": 1}"#,
            r#"{"value": 1, "losses": [], "findings": [], "name": "a"}"#,
            r#"{"error": {"line": 1, "kind": "a", "reason": "b"}, "name": "a"}"#,
            r#"{"error": "a"}"#,
            r#"{"error": {}}"#,
            "[1]",
            "1",
        ] {
            assert_eq!(read(document).unwrap(), document);
        }
    }
}
