//! What is odd in `WHEEL`.
//!
//! Invariant: what makes an installer refuse the wheel is an error.

use super::{BUILD, GENERATOR, ROOT_IS_PURELIB, TAG, WHEEL_VERSION, WheelFile};
use crate::found::Found;
use crate::pypi::file_name::TagSet;
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

const KNOWN: [&str; 5] = [WHEEL_VERSION, GENERATOR, ROOT_IS_PURELIB, TAG, BUILD];

pub(super) fn of(file: &WheelFile) -> Vec<Finding> {
    let mut found = Found::default();
    others(file, &mut found);
    names(file, &mut found);
    missing(file, &mut found);
    for name in KNOWN.into_iter().filter(|name| *name != TAG) {
        let words = "stands twice, and only the first value counts";
        for (own, index, _) in file.fields.of_name(name).skip(1) {
            let place = || Pointer::root().child(own).index(index);
            found.add(place, "duplicate-field", Severity::Error, words);
        }
    }
    format(file, &mut found);
    if file.fields.first(ROOT_IS_PURELIB).is_some() && file.is_purelib().is_none() {
        let words = "expected true or false; installers take it for false";
        at(file, ROOT_IS_PURELIB, ("malformed-value", Severity::Error, words), &mut found);
    }
    if file.build().is_some_and(|build| !is_build(build)) {
        let words = "expected a build tag that begins with a digit, without hyphens";
        at(file, BUILD, ("malformed-build", Severity::Error, words), &mut found);
    }
    tags(file, &mut found);
    found.done()
}

/// Adds what is odd about the first value of a field.
fn at(
    file: &WheelFile,
    name: &str,
    (code, severity, words): (&'static str, Severity, &str),
    found: &mut Found,
) {
    if let Some((own, index, _)) = file.fields.of_name(name).next() {
        found.add(|| Pointer::root().child(own).index(index), code, severity, words);
    }
}

fn others(file: &WheelFile, found: &mut Found) {
    let place = || Pointer::root().child("");
    for index in 0..file.fields.lines.len() {
        let words = "no field, and passed over by every reader";
        found.add(|| place().child("lines").index(index), "stray-line", Severity::Warning, words);
    }
    if file.fields.body.as_ref().is_some_and(|body| !body.trim().is_empty()) {
        let words = "stands behind the fields, and is passed over by every reader";
        found.add(|| place().child("body"), "stray-body", Severity::Warning, words);
    }
}

fn names(file: &WheelFile, found: &mut Found) {
    for name in file.fields.names() {
        let place = || Pointer::root().child(name);
        match KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) if known == name.as_str() => {}
            Some(_) => {
                let words = "the field's name is spelt in another case";
                found.add(place, "field-name-case", Severity::Note, words);
            }
            None => {
                let words = "the format has no such field";
                found.add(place, "unknown-field", Severity::Note, words);
            }
        }
    }
}

fn missing(file: &WheelFile, found: &mut Found) {
    let needed = [
        (WHEEL_VERSION, Severity::Error),
        (ROOT_IS_PURELIB, Severity::Warning),
        (TAG, Severity::Warning),
        (GENERATOR, Severity::Note),
    ];
    for (name, severity) in needed {
        if file.fields.first(name).is_none() {
            let words = format!("expected the field {name}");
            found.add(Pointer::root, "missing-field", severity, &words);
        }
    }
}

/// An installer warns of a later minor version, and refuses another major one.
fn format(file: &WheelFile, found: &mut Found) {
    let Some(stated) = file.wheel_version() else { return };
    let odd = match version(stated) {
        Some((1, 0)) => return,
        Some((1, _)) => {
            ("later-format", Severity::Warning, "a later version of the format than is known here")
        }
        Some(_) => ("unsupported-format", Severity::Error, "expected version 1 of the format"),
        None => ("format-version", Severity::Error, "expected a version of the format, 1.0"),
    };
    at(file, WHEEL_VERSION, odd, found);
}

/// The two numbers of a version; very large ones as the largest there is.
fn version(text: &str) -> Option<(u64, u64)> {
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| digits.parse().unwrap_or(u64::MAX))
    };
    let (major, minor) = text.split_once('.')?;
    Some((number(major)?, number(minor)?))
}

fn tags(file: &WheelFile, found: &mut Found) {
    let mut seen: HashSet<&str> = HashSet::new();
    for (own, index, value) in file.fields.of_name(TAG) {
        if let Some((code, severity, words)) = tag(value, !seen.insert(value.trim())) {
            found.add(|| Pointer::root().child(own).index(index), code, severity, words);
        }
    }
}

fn tag(value: &Text, again: bool) -> Option<(&'static str, Severity, &'static str)> {
    let set = TagSet::parse(value.trim()).ok().filter(TagSet::is_proper);
    Some(match set {
        None => ("malformed-tag", Severity::Error, "expected a tag such as py3-none-any"),
        Some(_) if value.contains('.') => {
            ("compressed-tag", Severity::Warning, "expected each combination as a tag of its own")
        }
        Some(_) if again => ("duplicate-tag", Severity::Note, "the tag stands here twice"),
        Some(_) => return None,
    })
}

fn is_build(build: &str) -> bool {
    build.starts_with(|first: char| first.is_ascii_digit()) && !build.contains('-')
}
