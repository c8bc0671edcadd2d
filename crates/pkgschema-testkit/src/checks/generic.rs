//! Checks that are the same for every document.
//!
//! Invariant: two texts are compared in their JSON view, never by their bytes.

use pkgschema::Pointer;

use super::Outcome;
use crate::corpus::Case;
use crate::json::{Json, diff};

/// Passes where `read` returns a value.
pub fn parses<T, E: ToString>(case: &Case, read: impl FnOnce(&str) -> Result<T, E>) -> Outcome {
    let Some(text) = case.text() else { return Outcome::Fail("not UTF-8".to_owned()) };
    match read(text) {
        Ok(_) => Outcome::Pass,
        Err(error) => Outcome::Fail(error.to_string()),
    }
}

/// `expected`: all members are right. A comparison is how many are, and what is wrong with the
/// others, or why there is nothing to compare.
pub fn whole(comparison: Result<(usize, Vec<String>), String>) -> Outcome {
    match comparison {
        Err(reason) => Outcome::Fail(reason),
        Ok((_, failures)) => Outcome::of(failures.is_empty(), || failures.join("; ")),
    }
}

/// `expected-fields`: each member that is right counts.
pub fn counted(comparison: Result<(usize, Vec<String>), String>) -> Outcome {
    match comparison {
        Err(reason) => Outcome::Fail(reason),
        Ok((passed, failures)) => Outcome::Counted { passed, failures },
    }
}

/// `lossless`: what was read and written again equals the source in its JSON view. `rewrite`
/// reads a text and renders it; a text that it does not read is no case.
pub fn lossless(
    case: &Case,
    rewrite: impl FnOnce(&str) -> Option<String>,
    view: impl Fn(&str) -> Option<Json>,
) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let Some(rewritten) = rewrite(text) else { return Outcome::NotApplicable };
    match (view(text), view(&rewritten)) {
        (Some(source), Some(written)) => equal(&source, &written),
        (None, _) => Outcome::Fail("the source has no JSON view".to_owned()),
        (_, None) => Outcome::Fail("what was written has no JSON view".to_owned()),
    }
}

/// `through-record`: the same by way of the record. `through` reads a text, converts it into a
/// record and back, and renders it.
pub fn through_record(
    case: &Case,
    through: impl FnOnce(&str) -> Option<String>,
    view: impl Fn(&str) -> Option<Json>,
) -> Outcome {
    lossless(case, through, view)
}

/// Passes where both trees are equal; else names the first difference and how many there are.
pub fn equal(source: &Json, written: &Json) -> Outcome {
    let differences = diff(source, written);
    match differences.as_slice() {
        [] => Outcome::Pass,
        [only] => Outcome::Fail(only.to_string()),
        [first, rest @ ..] => Outcome::Fail(format!("{first} (and {} more)", rest.len())),
    }
}

/// The JSON view of a JSON text: the text itself.
pub fn json_view(text: &str) -> Option<Json> {
    Json::parse(text).ok()
}

/// `expected-fields`: of the members of `expected`, those that `actual` has with an equal value.
/// `compared` says which names are compared.
pub fn fields(actual: &Json, expected: &Json, compared: impl Fn(&str) -> bool) -> Outcome {
    let mut passed = 0;
    let mut failures = Vec::new();
    for (name, value) in expected.as_object().unwrap_or_default() {
        if !compared(name) {
            continue;
        }
        let found = actual.member(name);
        if found == Some(value) {
            passed += 1;
            continue;
        }
        let place = Pointer::root().child(name);
        let found = found.map_or_else(|| "nothing".to_owned(), Json::to_text);
        failures.push(format!("{place}: {found} instead of {}", value.to_text()));
    }
    Outcome::Counted { passed, failures }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lossless_compares_views() {
        let case = Case::from_row(1, r#"{"a":1.0,"b":[]}"#);
        let rewrite = |text: &str| lossless(&case, |_| Some(text.to_owned()), json_view);
        assert_eq!(rewrite(r#"{ "b": [], "a": 1.0 }"#), Outcome::Pass);
        let expected = "/a: 1.0 became 1 (and 1 more)";
        assert_eq!(rewrite(r#"{"a":1}"#), Outcome::Fail(expected.to_owned()));
        assert_eq!(lossless(&case, |_| None, json_view), Outcome::NotApplicable);
        assert!(matches!(rewrite("{"), Outcome::Fail(_)));
    }

    #[test]
    fn fields_count_one_by_one() {
        let json = |text: &str| Json::parse(text).unwrap();
        let outcome = fields(
            &json(r#"{"a":1,"b":2,"c":3}"#),
            &json(r#"{"a":1,"b":3,"d":null,"x":0}"#),
            |name| name != "x",
        );
        let failures = vec!["/b: 2 instead of 3".to_owned(), "/d: nothing instead of null".into()];
        assert_eq!(outcome, Outcome::Counted { passed: 1, failures });
    }
}
