//! What is odd about summary and description.
//!
//! Source: core metadata, "Summary" and "Description-Content-Type".
//!
//! Invariant: a media type is judged by its own rules and its parameters' alone.

use super::super::CoreFields;
use super::Lints;
use pkgschema::{Pointer, Severity};

/// Media types of descriptions.
const TYPES: [&str; 3] = ["text/plain", "text/x-rst", "text/markdown"];

pub(super) fn check(lints: &mut Lints<'_>) {
    let fields = lints.fields;
    if fields.summary.first().is_some_and(|text| text.contains('\n')) {
        lints.error("Summary", 0, "several-lines", "expected one line");
    }
    if fields.body.is_some() && fields.description.is_present() {
        let place = || Pointer::root().child("Description").index(0);
        let words = "the body describes the distribution as well, and counts";
        lints.found.add(place, "duplicate-description", Severity::Warning, words);
    }
    let media = CoreFields::first(&fields.description_content_type).and_then(odd_type);
    if let Some(words) = media {
        lints.error("Description-Content-Type", 0, "description-content-type", words);
    }
}

fn odd_type(text: &str) -> Option<&'static str> {
    let mut parts = text.split(';').map(str::trim);
    let media = parts.next().unwrap_or_default();
    if !TYPES.iter().any(|known| known.eq_ignore_ascii_case(media)) {
        return Some("expected text/plain, text/x-rst or text/markdown");
    }
    let markdown = media.eq_ignore_ascii_case("text/markdown");
    parts.find_map(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        let value = value.trim().trim_matches('"');
        match name.trim().to_ascii_lowercase().as_str() {
            "charset" if !value.eq_ignore_ascii_case("utf-8") => Some("expected the charset UTF-8"),
            "variant" if markdown && !matches!(value, "GFM" | "CommonMark") => {
                Some("expected the variant GFM or CommonMark")
            }
            _ => None,
        }
    })
}
