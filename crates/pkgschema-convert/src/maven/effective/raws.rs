//! Elements that the typed model keeps as they are: repositories, reports, build servers.
//!
//! Invariant: an element is taken whole, or its members one by one; nothing is looked into
//! deeper.

use super::dependencies::Stays;
use pkgschema::Text;
use pkgschema::object::{List, Raw, raw};
use std::collections::HashSet;

/// Repositories of two models by their ids, those that count before the others first.
pub(super) fn repositories(target: &mut List<Raw>, source: &List<Raw>, stays: Stays) {
    if source.is_empty() {
        return;
    }
    let (dominant, recessive) = match stays {
        Stays::First => (&*target, source),
        Stays::Last => (source, &*target),
    };
    let mut ids = HashSet::new();
    let all = dominant.iter().chain(recessive.iter());
    let merged: Vec<Raw> = all.filter(|one| ids.insert(member(one, "id"))).cloned().collect();
    *target = merged.into();
}

/// A member that is a text.
pub(super) fn member(object: &Raw, name: &str) -> Option<String> {
    let members = raw::members(object.as_raw())?;
    let (_, value) = members.into_iter().find(|(key, _)| key == name)?;
    raw::string(value).map(String::from)
}

/// The members of two objects; one that both have is taken from one side.
pub(super) fn members(target: &mut Option<Raw>, source: Option<&Raw>, stays: Stays) {
    let Some(source) = source else { return };
    let Some(own) = target.as_ref() else {
        *target = Some(source.clone());
        return;
    };
    let both = (raw::members(own.as_raw()), raw::members(source.as_raw()));
    let (Some(own), Some(other)) = both else { return };
    let (first, second) = if stays == Stays::First { (own, other) } else { (other, own) };
    let mut names = HashSet::new();
    let all = first.into_iter().chain(second);
    let kept: Vec<String> = all
        .filter(|(name, _)| names.insert(name.clone()))
        .filter_map(|(name, value)| Some(format!("{}:{value}", Raw::of(&name)?)))
        .collect();
    if let Some(merged) = Raw::from_string(format!("{{{}}}", kept.join(","))) {
        *target = Some(merged);
    }
}

/// The same element with other texts in it: `change` gives the text that takes the place of one.
/// Names stay. `None` if no text changes.
pub(super) fn texts(source: &Raw, mut change: impl FnMut(&str) -> Option<Text>) -> Option<Raw> {
    let text = source.as_str();
    let (mut written, mut done, mut changed) = (String::new(), 0, false);
    for (from, to) in strings(text) {
        let token = text.get(from..to)?;
        let is_name = text.get(to..)?.trim_start().starts_with(':');
        if is_name || !token.contains("${") {
            continue;
        }
        let value: String = serde_json::from_str(token).ok()?;
        if let Some(other) = change(&value) {
            written.push_str(text.get(done..from)?);
            written.push_str(&serde_json::to_string(other.as_str()).ok()?);
            (done, changed) = (to, true);
        }
    }
    written.push_str(text.get(done..)?);
    if changed { Raw::from_string(written) } else { None }
}

/// Where the strings of a JSON text are, with their quotes.
fn strings(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut bytes = text.bytes().enumerate();
    std::iter::from_fn(move || {
        let (from, _) = bytes.by_ref().find(|(_, byte)| *byte == b'"')?;
        let mut escaped = false;
        let (to, _) = bytes.by_ref().find(|(_, byte)| match (escaped, byte) {
            (true, _) => {
                escaped = false;
                false
            }
            (false, b'\\') => {
                escaped = true;
                false
            }
            (false, byte) => *byte == b'"',
        })?;
        Some((from, to + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_change_and_names_do_not() {
        let raw = Raw::parse(r#"{"${a}": ["${a}", "b\"${a}\\"], "c": "d"}"#).unwrap();
        let changed = texts(&raw, |text| Some(Text::from(text.replace("${a}", "\"1\""))));
        let expected = r#"{"${a}": ["\"1\"", "b\"\"1\"\\"], "c": "d"}"#;
        assert_eq!(changed.unwrap().as_str(), expected);
        assert!(texts(&raw, |_| None).is_none());
    }

    #[test]
    fn members_of_both() {
        let mut target = Raw::parse(r#"{"a": 1, "b": 2}"#);
        let source = Raw::parse(r#"{"b": 3, "c": 4}"#);
        members(&mut target, source.as_ref(), Stays::First);
        assert_eq!(target.as_ref().map(Raw::as_str), Some(r#"{"a":1,"b":2,"c":4}"#));
        members(&mut target, source.as_ref(), Stays::Last);
        assert_eq!(target.as_ref().map(Raw::as_str), Some(r#"{"b":3,"c":4,"a":1}"#));
    }
}
