//! `signals`: the notices that a registry's document makes are exactly those that it has reasons
//! for.
//!
//! What is expected is read out of the JSON by itself: a line of an index with `yanked: true`; a
//! file of the simple API whose `yanked` is neither absent nor `false`, and a project whose status
//! is there and not `active`; of a packument a version whose `deprecated` is `true` or a text that
//! is not empty, `time.unpublished`, a key of `time` that is no version and no marker, and a
//! package whose only version is a holder of the security team's.
//!
//! Invariant: a notice is compared by what it does and by what it is about, so that one too many
//! never stands for one that is missing.

use super::super::Outcome;
use crate::corpus::Case;
use pkgschema::identity::{PackageName, Purl};
use pkgschema::takedown::TakedownNotice;
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::signal::{Observation, Signal};
use pkgschema_convert::signals::SignalDocument;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a notice does and what it is about, in words.
type Label = String;

/// Lines of an index, each for itself.
pub(super) fn cargo_index(case: &Case) -> Outcome {
    judge(case, "cargo-index-line", "cargo", |text| {
        text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    })
}

/// A project of the simple API.
pub(super) fn pypi_simple(case: &Case) -> Outcome {
    judge(case, "pypi-simple", "pypi", |text| vec![text.to_owned()])
}

/// A packument.
pub(super) fn npm_packument(case: &Case) -> Outcome {
    judge(case, "npm-packument", "npm", |text| vec![text.to_owned()])
}

fn judge(case: &Case, name: &str, purl_type: &str, split: fn(&str) -> Vec<String>) -> Outcome {
    let Some(document) = SignalDocument::find(name) else { return super::missing(name) };
    let Some(text) = case.text() else { return Outcome::Fail("not UTF-8".to_owned()) };
    let Some(seen) = seen(purl_type) else { return Outcome::Fail("no observation".to_owned()) };
    let (mut found, mut expected) = (Vec::new(), Vec::new());
    for text in split(text) {
        let Ok(json) = serde_json::from_str::<Value>(&text) else {
            return Outcome::Fail("no JSON".to_owned());
        };
        let (wanted, known) = expected_of(purl_type, &json);
        expected.extend(wanted);
        match document.read(&text) {
            Ok(read) => found.extend(read.value.iter().map(|one| label(one, &seen, known))),
            Err(error) => return Outcome::Fail(error.to_string()),
        }
    }
    compared(&found, &expected)
}

fn seen(purl_type: &str) -> Option<Observation> {
    let url = Link::new("https://registry.example/").ok()?;
    let at = Timestamp::new("2026-11-22T13:46:00Z").ok()?;
    Some(Observation::of_registry(purl_type, url, at))
}

/// Each label as often on one side as on the other.
fn compared(found: &[Label], expected: &[Label]) -> Outcome {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    found.iter().for_each(|label| counts.entry(label).or_default().0 += 1);
    expected.iter().for_each(|label| counts.entry(label).or_default().1 += 1);
    let (mut passed, mut failures) = (0, Vec::new());
    for (label, (found, expected)) in counts {
        passed += found.min(expected);
        failures.extend((expected..found).map(|_| format!("{label}: one too many")));
        failures.extend((found..expected).map(|_| format!("{label}: missing")));
    }
    Outcome::Counted { passed, failures }
}

/// What a signal's notice does and is about. Of a status that nobody `known` to the check has a
/// word for, only that there is one.
fn label(signal: &Signal, seen: &Observation, known: bool) -> Label {
    let notice = signal.notice(seen);
    let grain = signal.kind.grain.as_str();
    let status = match (grain, known) {
        ("package", false) => "unknown",
        _ => notice.status.as_str(),
    };
    format!("{status} {grain} {}", subject(&notice, grain))
}

fn subject(notice: &TakedownNotice, grain: &str) -> String {
    let Some(subject) = notice.subjects.first() else { return "of nothing".to_owned() };
    if grain == "file" {
        let files = subject.artifacts.iter().filter_map(|file| file.filename.as_deref());
        return files.collect::<Vec<_>>().join(", ");
    }
    match subject.purl.as_ref().and_then(|purl| purl.to_purl().ok()) {
        Some(purl) if subject.version_range.is_none() => named(&purl),
        _ => "of no single package or version".to_owned(),
    }
}

fn named(purl: &Purl) -> String {
    let name = PackageName::of_purl(purl);
    let name = name.as_ref().map_or("", PackageName::as_source);
    match purl.version() {
        Some(version) => format!("{}@{version}", folded(name)),
        None => folded(name),
    }
}

/// A name without what purls fold.
fn folded(name: &str) -> String {
    name.to_lowercase().replace(['_', '.'], "-")
}

/// What is expected of a document, and whether the status in it is one that has a word.
fn expected_of(purl_type: &str, json: &Value) -> (Vec<Label>, bool) {
    let name = folded(json["name"].as_str().unwrap_or_default());
    match purl_type {
        "cargo" if json["yanked"] == Value::Bool(true) => {
            let version = json["vers"].as_str().unwrap_or_default();
            (vec![format!("yanked version {name}@{version}")], true)
        }
        "pypi" => of_project(json, &name),
        "npm" => (of_packument(json, &name), true),
        _ => (Vec::new(), true),
    }
}

fn of_project(json: &Value, name: &str) -> (Vec<Label>, bool) {
    let files = json["files"].as_array().into_iter().flatten();
    let yanked =
        files.filter(|file| file.get("yanked").is_some_and(|it| *it != Value::Bool(false)));
    let filename = |file: &Value| file["filename"].as_str().unwrap_or_default().to_owned();
    let mut labels: Vec<Label> =
        yanked.map(|file| format!("yanked file {}", filename(file))).collect();
    let status = json["project-status"]["status"].as_str();
    let known = status.is_none_or(|it| ["archived", "deprecated", "quarantined"].contains(&it));
    if let Some(status) = status.filter(|status| *status != "active") {
        let status = if known { status } else { "unknown" };
        labels.push(format!("{status} package {name}"));
    }
    (labels, known)
}

/// Keys of `time` that are no versions.
const MARKERS: [&str; 3] = ["created", "modified", "unpublished"];

fn of_packument(json: &Value, name: &str) -> Vec<Label> {
    let mut labels = Vec::new();
    let versions = json["versions"].as_object();
    for (version, manifest) in versions.into_iter().flatten() {
        let deprecated = match &manifest["deprecated"] {
            Value::String(message) => !message.is_empty(),
            other => *other == Value::Bool(true),
        };
        labels.extend(deprecated.then(|| format!("deprecated version {name}@{version}")));
    }
    for key in json["time"].as_object().into_iter().flat_map(|time| time.keys()) {
        let is_version = versions.is_some_and(|versions| versions.contains_key(key));
        if key == "unpublished" {
            labels.push(format!("deleted package {name}"));
        } else if !is_version && !MARKERS.contains(&key.as_str()) {
            labels.push(format!("deleted version {name}@{key}"));
        }
    }
    let only = versions.filter(|versions| versions.len() == 1).and_then(|one| one.iter().next());
    let held = only.is_some_and(|(version, manifest)| {
        is_holder(version) && (names_holder(manifest) || names_holder(json))
    });
    labels.extend(held.then(|| format!("security-held package {name}")));
    labels
}

/// `0.0.1-security`, with a number behind it or not.
fn is_holder(version: &str) -> bool {
    let parts: Vec<&str> = version.rsplitn(3, ['.', '-']).collect();
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match parts[..] {
        ["security", ..] => true,
        [last, "security", ..] => number(last) && version.ends_with(&format!("security.{last}")),
        _ => false,
    }
}

fn names_holder(object: &Value) -> bool {
    let repository = &object["repository"];
    let address = repository.as_str().or_else(|| repository["url"].as_str());
    address.is_some_and(|address| address.contains("npm/security-holder"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn projects_tell_of_files_and_of_themselves() {
        let project = json!({"name": "Left.Margin", "project-status": {"status": "frozen"},
            "files": [{"filename": "a", "yanked": ""}, {"filename": "b", "yanked": false},
                {"filename": "c"}, {"filename": "d", "yanked": null}]});
        let (labels, known) = expected_of("pypi", &project);
        let expected = ["yanked file a", "yanked file d", "unknown package left-margin"];
        assert_eq!((labels, known), (expected.map(str::to_owned).to_vec(), false));
    }

    #[test]
    fn packuments_tell_of_versions_and_of_themselves() {
        let packument = json!({"name": "@a/b", "versions": {"1.0.0": {"deprecated": ""},
            "1.1.0": {"deprecated": true}, "1.2.0": {"deprecated": "no"}},
            "time": {"created": "", "1.0.0": "", "0.9.0": "", "unpublished": {}}});
        let (mut labels, _) = expected_of("npm", &packument);
        labels.sort();
        let expected = [
            "deleted package @a/b",
            "deleted version @a/b@0.9.0",
            "deprecated version @a/b@1.1.0",
            "deprecated version @a/b@1.2.0",
        ];
        assert_eq!(labels, expected);
        let holder = |version: &str| {
            let manifest = json!({"repository": {"url": "npm/security-holder"}});
            let packument = json!({"name": "b", "versions": {version: manifest}});
            expected_of("npm", &packument).0.len()
        };
        let held =
            ["0.0.1-security", "0.0.1-security.2", "1.0.0-insecurity", "1.0.0", "1-security-2"];
        assert_eq!(held.map(holder), [1, 1, 0, 0, 0]);
    }

    #[test]
    fn one_too_many_is_none_that_is_missing() {
        let labels = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let outcome = compared(&labels(&["a", "b", "b"]), &labels(&["b", "c"]));
        let failures = labels(&["a: one too many", "b: one too many", "c: missing"]);
        assert_eq!(outcome, Outcome::Counted { passed: 1, failures });
    }
}
