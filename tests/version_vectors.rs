//! The test vectors in `schemas/vectors/version`, which are there for other languages too.
//!
//! Every line is `{"id", "input", "verdict", "expected", "reason"}`; what a file asks stands in
//! `schemas/vectors/README.md`.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::Path;

use pkgschema::version::{
    Change, Prereleases, RangeEvent, Scheme, Vers, Version, VersionRange, VersionSet,
};
use pkgschema_testkit::vectors::{self, Answer};
use serde_json::{Value, json};

/// What a file asks of an input.
type Question = fn(&Value) -> Answer;

#[track_caller]
fn ask(file: &str, question: Question) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/vectors/version");
    vectors::ask(&folder.join(file), question)
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input[name].as_str().unwrap_or_else(|| panic!("{input}: no {name}"))
}

fn scheme(input: &Value) -> Scheme {
    Scheme::find(text(input, "scheme")).unwrap_or_else(|| panic!("{input}: unknown scheme"))
}

fn version(input: &Value, name: &str) -> Result<Version, Answer> {
    Version::parse(scheme(input), text(input, name)).map_err(|_| Answer::error())
}

fn range(input: &Value) -> Result<VersionRange, Answer> {
    let prereleases = match input["prereleases"].as_str() {
        Some("include") => Prereleases::Include,
        Some("exclude") => Prereleases::Exclude,
        _ => Prereleases::Default,
    };
    let range = VersionRange::parse_with(scheme(input), text(input, "range"), prereleases);
    range.map_err(|_| Answer::error())
}

/// The answer, be it the error.
fn either(answer: Result<Answer, Answer>) -> Answer {
    answer.unwrap_or_else(|error| error)
}

fn kinds(changes: &[Change]) -> Value {
    changes.iter().map(|change| change.kind.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
}

fn events(lists: &[Vec<RangeEvent>]) -> Value {
    let event = |event: &RangeEvent| json!({ event.name(): event.version().as_str() });
    lists.iter().map(|list| list.iter().map(event).collect::<Value>()).collect()
}

#[test]
fn compare() {
    let rows = ask("compare.jsonl", |input| {
        either(version(input, "left").and_then(|left| {
            Ok(match left.compare(&version(input, "right")?) {
                Some(Ordering::Less) => Answer::of("less"),
                Some(Ordering::Equal) => Answer::of("equal"),
                Some(Ordering::Greater) => Answer::of("greater"),
                None => Answer::error(),
            })
        }))
    });
    assert!(rows >= 250, "{rows}");
}

#[test]
fn satisfies() {
    let rows = ask("satisfies.jsonl", |input| {
        either(range(input).map(|range| match version(input, "version") {
            Ok(version) => Answer::yes(range.satisfies(&version)),
            Err(_) => match range.notation() {
                // PyPI takes what is no version for `===` and for no specifier at all.
                pkgschema::version::Notation::Pypi(set) => {
                    Answer::yes(set.satisfies_text(text(input, "version"), range.prereleases()))
                }
                _ => Answer::yes(false),
            },
        }))
    });
    assert!(rows >= 250, "{rows}");
}

#[test]
fn canonical() {
    let rows = ask("canonical.jsonl", |input| {
        either(version(input, "version").map(|version| Answer::ok(json!(version.canonical()))))
    });
    assert!(rows >= 100, "{rows}");
}

#[test]
fn contains() {
    let rows = ask("contains.jsonl", |input| {
        either(range(input).and_then(|range| {
            let version = version(input, "version")?;
            Ok(Answer::yes(range.contains(&version)))
        }))
    });
    assert!(rows >= 40, "{rows}");
}

#[test]
fn range_to_vers() {
    let rows = ask("range-to-vers.jsonl", |input| {
        either(range(input).map(|range| match range.to_vers() {
            Ok(vers) => {
                Answer::ok(json!({ "vers": vers.value.as_str(), "changes": kinds(&vers.changes) }))
            }
            Err(_) => Answer::error(),
        }))
    });
    assert!(rows >= 40, "{rows}");
}

#[test]
fn vers_to_range() {
    let rows = ask("vers-to-range.jsonl", |input| {
        let Ok(vers) = Vers::parse_strict(input.as_str().unwrap_or_default()) else {
            return Answer::error();
        };
        match vers.to_range() {
            Some(Ok(range)) => {
                let changes = kinds(&range.changes);
                Answer::ok(json!({ "range": range.value.as_str(), "changes": changes }))
            }
            Some(Err(_)) | None => Answer::error(),
        }
    });
    assert!(rows >= 25, "{rows}");
}

#[test]
fn vers() {
    let rows = ask("vers.jsonl", |input| {
        let text = input.as_str().unwrap_or_default();
        match (Vers::parse_strict(text), Vers::parse(text)) {
            (Ok(strict), Ok(tolerant)) => {
                assert_eq!(strict.as_str(), tolerant.as_str());
                Answer::with("strict", json!(strict.as_str()))
            }
            (Err(_), Ok(tolerant)) => Answer::with("tolerant", json!(tolerant.as_str())),
            (Ok(strict), Err(error)) => panic!("only strictly {}: {error}", strict.as_str()),
            (Err(_), Err(_)) => Answer::error(),
        }
    });
    assert!(rows >= 40, "{rows}");
}

#[test]
fn range_to_events() {
    let rows = ask("range-to-events.jsonl", |input| {
        either(range(input).map(|range| {
            let told = range.versions().to_events();
            Answer::ok(json!({ "events": events(&told.value), "changes": kinds(&told.changes) }))
        }))
    });
    assert!(rows >= 15, "{rows}");
}

#[test]
fn events_to_vers() {
    let rows = ask("events-to-vers.jsonl", |input| {
        let list = input["events"].as_array().map_or(&[][..], Vec::as_slice);
        let event = |event: &Value| {
            let (name, version) = event.as_object()?.iter().next()?;
            let version = version.as_str()?.into();
            Some(match name.as_str() {
                "introduced" => RangeEvent::Introduced(version),
                "fixed" => RangeEvent::Fixed(version),
                "last_affected" => RangeEvent::LastAffected(version),
                "limit" => RangeEvent::Limit(version),
                _ => return None,
            })
        };
        let list: Vec<RangeEvent> = list.iter().filter_map(event).collect();
        let set = VersionSet::of_events(scheme(input), &list);
        set.ok()
            .and_then(|set| Vers::of_versions(&set).ok())
            .map_or(Answer::error(), |vers| Answer::ok(json!(vers.as_str())))
    });
    assert!(rows >= 15, "{rows}");
}
