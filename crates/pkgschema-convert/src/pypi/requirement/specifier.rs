//! Specifiers where they stand in a requirement.
//!
//! Invariant: a comma stands between specifiers and maybe behind the last, but never alone, which
//! a set of specifiers by itself would take.

use super::scan::{is_blank, is_space};
use pkgschema::version::pypi::SpecifierSet;
use pkgschema::{ParseError, ParseErrorKind};

/// The set that a requirement's specifier means.
pub(super) fn set(text: &str) -> Result<SpecifierSet, ParseError> {
    let listed = text.strip_suffix(',').filter(|listed| !listed.is_empty()).unwrap_or(text);
    let whole = |part: &str| {
        let part = part.trim_matches(is_blank);
        // a set takes `===` without a text, a requirement does not
        !matches!(part, "" | "===") && !part.starts_with(is_space) && !part.ends_with(is_space)
    };
    if text.is_empty() || listed.split(',').all(whole) {
        return SpecifierSet::parse(text);
    }
    let words = "expected specifiers, each with a version, and single commas between them";
    Err(ParseError::new(ParseErrorKind::Syntax, words, text))
}
