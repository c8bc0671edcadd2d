//! Reading VERS.
//!
//! Invariant: strict reading gives a value exactly for the text that the value prints; tolerant
//! reading gives the same values for more texts.

use super::escape::{escaped, is_writable, unescaped};
use super::rules;
use super::{Builder, Comparator, Constraint, Vers};
use crate::{ParseError, ParseErrorKind, Text};

/// Reads canonical text.
pub(super) fn strict(text: &str) -> Result<Vers, ParseError> {
    let Parts { vers_type, constraints, .. } = parts(text)?;
    if let Some(at) = text.find(|c: char| c.is_ascii_whitespace()) {
        return Err(wrong(text, at, "white space is not permitted"));
    }
    if let Some(at) = text.find(|c: char| !c.is_ascii_graphic()) {
        return Err(wrong(text, at, "only printable ASCII is permitted"));
    }
    if !text.starts_with("vers:") || vers_type.contains(|c: char| c.is_ascii_uppercase()) {
        return Err(wrong(text, 0, "scheme and type are in lower case"));
    }
    let start = text.len() - constraints.len();
    let constraints = match constraints {
        "*" => Vec::new(),
        constraints => list(text, start, constraints, &constraint_strict)?,
    };
    rules::check(vers_type, &constraints).map_err(|words| type_rule(text, words))?;
    Ok(Vers { text: Text::from(text), constraints })
}

/// Reads text and makes it canonical.
pub(super) fn tolerant(text: &str) -> Result<Vers, ParseError> {
    if let Ok(vers) = strict(text) {
        return Ok(vers);
    }
    let parts = parts(text)?;
    let start = text.len() - parts.constraints.len();
    let mut builder = Builder::new(parts.vers_type);
    let constraints = parts.constraints.trim_matches(|c: char| c == '|' || c.is_whitespace());
    if constraints == "*" {
        return builder.star().build();
    }
    let pieces = parts.constraints.split('|').filter(|piece| !piece.trim().is_empty());
    let pieces: Vec<&str> = pieces.collect();
    for constraint in list(text, start, &pieces.join("|"), &constraint_tolerant)? {
        builder = builder.constraint(constraint.comparator, &constraint.version);
    }
    builder.build().map_err(|error| ParseError::new(error.kind(), error.detail(), text))
}

struct Parts<'a> {
    vers_type: &'a str,
    constraints: &'a str,
}

fn parts(text: &str) -> Result<Parts<'_>, ParseError> {
    if text.is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "expected vers:type/constraints", text));
    }
    if text.len() > Vers::MAX_LENGTH {
        let words = "a VERS of more than 16 MiB is not read";
        return Err(ParseError::new(ParseErrorKind::TooLong, words, text));
    }
    let (scheme, rest) = text
        .split_once(':')
        .filter(|(scheme, _)| scheme.trim().eq_ignore_ascii_case("vers"))
        .ok_or_else(|| wrong(text, 0, "expected vers:"))?;
    let at = scheme.len() + 1;
    let (vers_type, constraints) =
        rest.split_once('/').ok_or_else(|| wrong(text, at, "expected a type and a slash"))?;
    let vers_type = vers_type.trim();
    if !rules::is_type(vers_type) {
        let words = "a type is letters, digits, dots and dashes, and begins with a letter";
        return Err(wrong(text, at, words));
    }
    if constraints.trim().is_empty() {
        return Err(wrong(text, text.len(), "expected constraints"));
    }
    Ok(Parts { vers_type, constraints })
}

type Read = dyn Fn(&str) -> Result<Constraint, &'static str>;

/// The constraints between the bars.
fn list(
    text: &str,
    start: usize,
    constraints: &str,
    read: &Read,
) -> Result<Vec<Constraint>, ParseError> {
    let mut at = start;
    let mut all = Vec::new();
    for piece in constraints.split('|') {
        all.push(read(piece).map_err(|words| wrong(text, at, words))?);
        at += piece.len() + 1;
    }
    Ok(all)
}

fn constraint_strict(piece: &str) -> Result<Constraint, &'static str> {
    if piece.is_empty() {
        return Err("a bar stands only between constraints");
    }
    if piece == "*" {
        return Err("* stands alone");
    }
    let (comparator, raw) = Comparator::split(piece);
    if comparator == Comparator::Equal && raw.starts_with('=') {
        return Err("equality has no comparator");
    }
    let version = unescaped(raw).ok_or("an escape is a percent sign and two hex digits")?;
    if !is_writable(&version) {
        return Err("the version is empty or holds control characters");
    }
    if escaped(&version) != raw {
        return Err("the version is not escaped as it should be");
    }
    Ok(Constraint::new(comparator, &version))
}

fn constraint_tolerant(piece: &str) -> Result<Constraint, &'static str> {
    let piece = piece.trim();
    let (comparator, raw) = Comparator::split(piece);
    let raw = match comparator {
        Comparator::Equal => raw.strip_prefix('=').unwrap_or(raw),
        _ => raw,
    };
    let version = unescaped(raw.trim()).ok_or("an escape is a percent sign and two hex digits")?;
    match is_writable(&version) {
        true if version != "*" => Ok(Constraint::new(comparator, &version)),
        true => Err("* stands alone"),
        false => Err("the version is empty or holds control characters"),
    }
}

fn wrong(text: &str, at: usize, words: &str) -> ParseError {
    ParseError::new(ParseErrorKind::Syntax, words, text).at_offset(at)
}

fn type_rule(text: &str, words: &str) -> ParseError {
    ParseError::new(ParseErrorKind::TypeRule, words, text)
}
