//! Dependencies.
//!
//! Source: npm CLI 11, the reading of dependencies as objects, lists and lines.
//!
//! Invariant: a dependency to run or to develop is a text under a name.

use super::draft::Draft;
use super::table::Table;
use super::value;
use crate::LossKind;
use crate::npm::characters::{is_space, trim};
use crate::npm::hosted::Hosted;
use pkgschema::Text;
use pkgschema::object::raw::Kind;
use pkgschema::object::{Raw, raw};
use std::borrow::Cow;

/// Maps of dependencies that may be written as lists.
const LISTED: [&str; 3] = ["dependencies", "devDependencies", "optionalDependencies"];

/// Maps of dependencies whose values are looked at.
const CHECKED: [&str; 2] = ["dependencies", "devDependencies"];

/// Maps out of lists and lines, and addresses in one spelling.
pub(super) fn dependencies(draft: &mut Draft) {
    for map in LISTED {
        if let Some(said) = draft.said(map) {
            unlist(draft, map, &said);
        }
    }
    CHECKED.into_iter().for_each(|map| check(draft, map));
}

/// Names of the dependencies to run, whatever their shape.
pub(super) fn names(draft: &Draft) -> Vec<Text> {
    let Some(said) = draft.said("dependencies") else { return Vec::new() };
    if let Some(members) = value::object(said.as_raw()) {
        return members.into_iter().map(|(name, _)| Text::from(name)).collect();
    }
    entries(&said).map(|table| table.names()).unwrap_or_default()
}

/// A map out of a list or a line.
fn unlist(draft: &mut Draft, map: &str, said: &Raw) {
    let Some(table) = entries(said) else { return };
    for (at, element) in value::array(said.as_raw()).unwrap_or_default().into_iter().enumerate() {
        if raw::kind(element) != Kind::String {
            let note = "an entry of a list of dependencies is a text";
            draft.lose(&[map, &at.to_string()], LossKind::Dropped, note);
        }
    }
    draft.set(map, value::of_texts(table.iter()));
    draft.lose(&[map], LossKind::Normalized, "requirements by name");
}

/// The entries of a list or a line.
fn entries(said: &Raw) -> Option<Table<Text>> {
    let mut table = Table::new();
    let mut add = |text: &str| {
        let (name, requirement) = entry(text);
        table.set(name, Text::from(requirement));
    };
    match said.kind() {
        Kind::String => words(&value::text(said.as_raw())?).for_each(add),
        Kind::Array => {
            let texts = value::array(said.as_raw())?.into_iter().filter_map(value::text);
            texts.for_each(|text| add(&text));
        }
        _ => return None,
    }
    Some(table)
}

/// The words of a line; a line without one has an empty one, and so has a comma at an end.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let (mut rest, between) = (Some(trim(line)), |c: char| c == ',' || is_space(c));
    std::iter::from_fn(move || {
        let line = rest?;
        let cut = line.find(between).and_then(|at| line.split_at_checked(at));
        rest = cut.map(|(_, behind)| behind.trim_start_matches(between));
        Some(cut.map_or(line, |(word, _)| word))
    })
}

/// Name and requirement of `name@requirement`, `name >=1`.
fn entry(text: &str) -> (&str, &str) {
    let text = trim(text);
    let ends = |c: char| matches!(c, '@' | '>' | '<' | '=') || is_space(c);
    let Some(at) = text.find(ends) else { return (text, "") };
    let (name, rest) = text.split_at_checked(at).unwrap_or((text, ""));
    match name.strip_suffix(':') {
        // a colon before the separator belongs to it
        Some(shorter) => (shorter, trim(text.get(shorter.len()..).unwrap_or_default())),
        None => (name, trim(rest.strip_prefix('@').unwrap_or(rest))),
    }
}

/// Takes away what is no requirement, and respells addresses of repositories.
fn check(draft: &mut Draft, map: &str) {
    let Some(there) = draft.get(map).map(Raw::from) else { return };
    let Some(members) = value::object(there.as_raw()) else {
        return draft.drop(map, "there are no dependencies in it");
    };
    let mut kept = Vec::with_capacity(members.len());
    let mut same = true;
    for (name, requirement) in members {
        let place = [map, name.as_ref()];
        if raw::kind(requirement) != Kind::String {
            draft.lose(&place, LossKind::Dropped, "a requirement is a text");
            same = false;
            continue;
        }
        let respelt = value::text(requirement).and_then(|text| respelt(&text));
        if respelt.is_some() {
            draft.lose(&place, LossKind::Normalized, "another spelling of the repository");
            same = false;
        }
        let json = respelt.map_or(Cow::Borrowed(requirement.get()), Cow::Owned);
        kept.push((name, json));
    }
    if !same {
        draft.set(map, value::of_members(kept));
    }
}

/// The address of a repository at a well-known host in npm's spelling, where it has another.
fn respelt(requirement: &str) -> Option<String> {
    let address = Hosted::read(requirement)?.to_string();
    (address != requirement).then(|| value::string(&address).to_string())
}
