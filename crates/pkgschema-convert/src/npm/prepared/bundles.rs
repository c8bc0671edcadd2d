//! Packages that are brought along.
//!
//! Invariant: what is brought along is a list of names, and each of them is a dependency.

use super::dependencies;
use super::draft::Draft;
use super::table::Table;
use super::value;
use crate::LossKind;
use pkgschema::Text;
use pkgschema::object::Raw;
use pkgschema::object::raw::Kind;

const NAME: &str = "bundleDependencies";
const OTHER_NAME: &str = "bundledDependencies";

/// One name for the member, and one shape.
pub(super) fn list(draft: &mut Draft) {
    if let Some(other) = draft.get(OTHER_NAME).map(Raw::from) {
        draft.remove(OTHER_NAME);
        match draft.get(NAME) {
            Some(_) => {
                draft.lose(&[OTHER_NAME], LossKind::Dropped, "it stands there by both names")
            }
            None => {
                draft.set(NAME, other);
                draft.lose(&[OTHER_NAME], LossKind::Normalized, "another name of the member");
            }
        }
    }
    let Some(said) = draft.get(NAME).map(Raw::from) else { return };
    let note = "a list of names";
    match said.kind() {
        Kind::Array => {}
        Kind::Boolean if value::says(said.as_raw()) => {
            let names = dependencies::names(draft);
            draft.change(NAME, strings(&names), LossKind::Normalized, note);
        }
        Kind::Object => {
            let members = value::object(said.as_raw()).unwrap_or_default();
            let names: Vec<_> = members.into_iter().map(|(name, _)| Text::from(name)).collect();
            draft.change(NAME, strings(&names), LossKind::Normalized, note);
        }
        _ => draft.drop(NAME, "nothing is brought along"),
    }
}

/// Makes dependencies of what is brought along.
pub(super) fn require(draft: &mut Draft) {
    let Some(said) = draft.said(NAME) else { return };
    let mut names = Vec::new();
    for (at, element) in value::array(said.as_raw()).unwrap_or_default().into_iter().enumerate() {
        match value::is_word(element) {
            true => names.push(element),
            false => draft.lose(&[NAME, &at.to_string()], LossKind::Dropped, "it is no name"),
        }
    }
    if names.is_empty() {
        return draft.set(NAME, value::of_elements([""; 0]));
    }
    draft.set(NAME, value::of_elements(names.iter().map(|name| name.get())));
    let there = draft.said("dependencies");
    let there = there.as_ref().and_then(|there| value::object(there.as_raw())).unwrap_or_default();
    let entry = |(name, value)| (Text::from(name), Raw::from(value));
    let mut all: Table<Raw> = there.into_iter().map(entry).collect();
    let mut more = false;
    for name in names.into_iter().filter_map(value::text) {
        if all.get(&name).is_none() {
            let note = "what is brought along is a dependency";
            draft.lose(&["dependencies", &name], LossKind::Defaulted, note);
            all.set(name, value::string("*"));
            more = true;
        }
    }
    if more {
        let all = all.iter().map(|(name, value)| (name, value.as_str()));
        draft.set("dependencies", value::of_members(all));
    }
}

fn strings(names: &[Text]) -> Raw {
    value::of_elements(names.iter().map(|name| value::string(name).to_string()))
}
