//! The grammar of a requirement (dependency specifiers, "Grammar": `specification`).
//!
//! Invariant: a part that stands where a specifier would is kept as text, whether PEP 440 knows
//! it or not; everything else keeps the grammar as `packaging` reads it.

use super::marker::Marker;
use super::scan::{Scan, is_blank, is_space};
use super::{RequirementParts, Target};
use pkgschema::{ParseError, Text};

/// Reads the whole text.
pub(super) fn requirement(text: &str) -> Result<RequirementParts, ParseError> {
    let mut scan = Scan::new(text);
    scan.blanks();
    let name = identifier(&mut scan, "expected the name of a package")?;
    scan.blanks();
    let extras = extras(&mut scan)?;
    let target = target(&mut scan)?;
    let marker = if scan.eat(";") { Some(Marker::read(&mut scan)?) } else { None };
    if !scan.is_at_end() {
        return Err(scan.error(if marker.is_some() {
            "expected `and`, `or` or the end"
        } else {
            "expected a specifier, `;` or the end"
        }));
    }
    Ok(RequirementParts { name, extras, target, marker })
}

/// Letters, digits, `-`, `_` and `.`, beginning with a letter or digit. What `-` or `.` ends is
/// none; `packaging` takes what `_` ends.
fn identifier(scan: &mut Scan<'_>, words: &str) -> Result<Text, ParseError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let start = scan.at();
    let name = scan.take_while(fits);
    let begins = name.starts_with(|c: char| c.is_ascii_alphanumeric());
    match begins && !name.ends_with(['-', '.']) {
        true => Ok(name.into()),
        false => Err(scan.error_at(start, words)),
    }
}

fn extras(scan: &mut Scan<'_>) -> Result<Vec<Text>, ParseError> {
    let mut extras = Vec::new();
    if !scan.eat("[") {
        return Ok(extras);
    }
    scan.blanks();
    if !scan.rest().starts_with(']') {
        loop {
            extras.push(identifier(scan, "expected the name of an extra")?);
            scan.blanks();
            if !scan.eat(",") {
                break;
            }
            scan.blanks();
        }
    }
    if !scan.eat("]") {
        return Err(scan.error("expected a comma or the closing bracket of the extras"));
    }
    scan.blanks();
    Ok(extras)
}

fn target(scan: &mut Scan<'_>) -> Result<Target, ParseError> {
    if scan.eat("@") {
        return url(scan);
    }
    if scan.eat("(") {
        let text = scan.take_while(|c| c != ')').trim_matches(is_blank);
        if !scan.eat(")") {
            return Err(scan.error("expected the closing parenthesis of the specifier"));
        }
        scan.blanks();
        return Ok(Target::Specifier(text.into()));
    }
    if !scan.rest().starts_with(['<', '>', '=', '!', '~']) {
        return Ok(Target::Any);
    }
    let text = scan.take_while(|c| c != ';').trim_end_matches(is_blank);
    Ok(Target::Specifier(text.into()))
}

/// A URL ends at white space only.
fn url(scan: &mut Scan<'_>) -> Result<Target, ParseError> {
    scan.blanks();
    let url = scan.take_while(|c| !is_space(c));
    if url.is_empty() {
        return Err(scan.error("expected a URL behind `@`"));
    }
    let apart = scan.blanks();
    match scan.is_at_end() || (apart && scan.rest().starts_with(';')) {
        true => Ok(Target::Url(url.into())),
        false => Err(scan.error("expected white space and `;` behind the URL, or the end")),
    }
}
