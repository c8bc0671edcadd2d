//! What is odd about summary and description.
//!
//! Source: core metadata, "Summary" and "Description-Content-Type".
//!
//! Invariant: a media type is judged by its own rules and its parameters' alone.

use super::Lints;
use pkgschema::{Pointer, Severity};
use std::collections::HashSet;

/// What ends a line for one reader or another.
const BREAKS: [char; 10] =
    ['\n', '\r', '\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Media types of descriptions.
const TYPES: [&str; 3] = ["text/plain", "text/x-rst", "text/markdown"];

pub(super) fn check(lints: &mut Lints<'_>) {
    let fields = lints.fields;
    if fields.summary.first().is_some_and(|text| text.contains(BREAKS)) {
        lints.error("Summary", 0, "several-lines", "expected one line");
    }
    if fields.body.is_some() && fields.description.is_present() {
        let place = || Pointer::root().child("Description").index(0);
        let words = "the body describes the distribution as well, and counts";
        lints.found.add(place, "duplicate-description", Severity::Error, words);
    }
    let media = fields.description_content_type.first().and_then(|text| odd_type(text));
    if let Some(words) = media {
        lints.error("Description-Content-Type", 0, "description-content-type", words);
    }
}

fn odd_type(text: &str) -> Option<&'static str> {
    if text.contains(['\n', '\r']) {
        return Some("expected one line");
    }
    let mut parts = parts(text).into_iter().map(str::trim);
    let media = parts.next().unwrap_or_default();
    if !TYPES.iter().any(|known| known.eq_ignore_ascii_case(media)) {
        return Some("expected text/plain, text/x-rst or text/markdown");
    }
    let markdown = media.eq_ignore_ascii_case("text/markdown");
    let mut seen = HashSet::new();
    parts.find_map(|part| {
        let Some((name, value)) = parameter(part) else {
            return Some("expected parameters with a name, `=` and a value");
        };
        let name = name.to_ascii_lowercase();
        let odd = match name.as_str() {
            "charset" if !value.eq_ignore_ascii_case("utf-8") => Some("expected the charset UTF-8"),
            "variant" if markdown && !matches!(value, "GFM" | "CommonMark") => {
                Some("expected the variant GFM or CommonMark")
            }
            _ => None,
        };
        odd.or((!seen.insert(name)).then_some("a parameter stands twice"))
    })
}

/// The parts between semicolons that stand outside quotes; one at the very end closes the last.
fn parts(text: &str) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    let text = text.trim_end();
    let text = text.strip_suffix(';').unwrap_or(text);
    let split = text.split(|c: char| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => {}
        }
        c == ';' && !quoted
    });
    split.collect()
}

/// A parameter's name and value, the latter without quotes (RFC 2045, 5.1).
fn parameter(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    let inside = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
    let is_value = match inside {
        Some(inside) => !inside.replace("\\\\", "").replace("\\\"", "").contains('"'),
        None => is_token(value),
    };
    (is_token(name) && !name.contains(['*', '\'', '%']) && is_value)
        .then(|| (name, inside.unwrap_or(value)))
}

fn is_token(text: &str) -> bool {
    let special = |c: char| c.is_whitespace() || c.is_control() || "()<>@,;:\\\"/[]?=".contains(c);
    !text.is_empty() && !text.contains(special)
}
