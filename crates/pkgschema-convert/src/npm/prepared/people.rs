//! People.
//!
//! npm writes every person as an object, and reads it from a line: also a person who is an
//! object is put into a line first, so that both come out alike.
//!
//! Invariant: of a person remain a name, a mail address and an address, nothing else.

use super::draft::Draft;
use super::value::{self, is_space, trim};
use crate::LossKind;
use pkgschema::object::raw::Kind;
use pkgschema::object::{Raw, raw};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Lists of people.
const LISTS: [&str; 2] = ["maintainers", "contributors"];

/// Every person as an object.
pub(super) fn people(draft: &mut Draft) {
    if let Some(author) = draft.said("author") {
        if let Some(person) = person(draft, &["author"], author.as_raw()) {
            draft.set("author", person);
        }
    }
    for list in LISTS {
        let Some(said) = draft.said(list) else { continue };
        let Some(all) = value::array(said.as_raw()) else { continue };
        let one = |(at, said): (usize, &RawValue)| {
            let place = at.to_string();
            person(draft, &[list, &place], said).unwrap_or_else(|| Raw::from(said)).to_string()
        };
        let people: Vec<String> = all.into_iter().enumerate().map(one).collect();
        draft.set(list, value::of_elements(people));
    }
}

/// One person as an object; nothing if npm would stop, or cannot read the text.
fn person(draft: &mut Draft, place: &[&str], said: &RawValue) -> Option<Raw> {
    let kind = raw::kind(said);
    if kind == Kind::Null {
        draft.refuse(place, "null is no person");
        return None;
    }
    if kind == Kind::String {
        let line = value::text(said)?;
        let person = Person::read(&line);
        let (kind, note) = match person.holds(&line) {
            true => (LossKind::Normalized, "an object"),
            false => (LossKind::Dropped, "what stands beside name, mail address and address"),
        };
        draft.lose(place, kind, note);
        return Some(person.write());
    }
    let Some(members) = value::object(said) else {
        draft.lose(place, LossKind::Dropped, "it names nobody");
        return Some(Person::default().write());
    };
    Some(of_object(draft, place, &members))
}

/// A person who is an object already.
fn of_object(draft: &mut Draft, place: &[&str], members: &[(Cow<'_, str>, &RawValue)]) -> Raw {
    let member = |names: [&'static str; 2]| {
        let find = |name: &'static str| {
            let (_, said) = members.iter().find(|(key, _)| key == name)?;
            Some((name, spelt(said)?)).filter(|_| value::says(said))
        };
        names.into_iter().find_map(find)
    };
    let (name, url, email) =
        (member(["name", "name"]), member(["url", "web"]), member(["email", "mail"]));
    let line = Person {
        name: name.as_ref().map_or("", |(_, name)| name),
        email: email.as_ref().map(|(_, email)| email.as_ref()),
        url: url.as_ref().map(|(_, url)| url.as_ref()),
    };
    let written = line.line();
    let person = Person::read(&written);
    let taken = [
        (&name, (!person.name.is_empty()).then_some(person.name)),
        (&url, person.url),
        (&email, person.email),
    ];
    for (key, said) in members {
        let place: Vec<&str> = place.iter().copied().chain([key.as_ref()]).collect();
        let as_read = taken.iter().find(|(from, _)| from.as_ref().is_some_and(|(n, _)| n == key));
        match as_read {
            None if !value::says(said) => {
                draft.lose(&place, LossKind::Normalized, "it says nothing");
            }
            None => draft.lose(&place, LossKind::Dropped, "no part of a person to npm"),
            Some((Some((from, text)), read)) => {
                let same = *read == Some(text.as_ref()) && raw::kind(said) == Kind::String;
                if !same {
                    draft.lose(&place, LossKind::Changed, "read from a line of text");
                } else if ["web", "mail"].contains(from) {
                    draft.lose(&place, LossKind::Normalized, "another name of the member");
                }
            }
            Some(_) => {}
        }
    }
    person.write()
}

/// What JavaScript writes for a value within a text; nothing for lists and objects.
fn spelt(said: &RawValue) -> Option<Cow<'_, str>> {
    match raw::kind(said) {
        Kind::String => value::text(said),
        Kind::Number | Kind::Boolean => Some(Cow::Borrowed(said.get())),
        _ => None,
    }
}

/// The parts of a person.
#[derive(Debug, Default, PartialEq)]
struct Person<'a> {
    name: &'a str,
    email: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> Person<'a> {
    /// Name up to the first bracket, the first text in angle brackets, the first in round ones.
    fn read(line: &'a str) -> Self {
        let name = line.split(['(', '<']).next().unwrap_or_default();
        Self { name: trim(name), email: within(line, '<', '>'), url: within(line, '(', ')') }
    }

    fn line(&self) -> String {
        let mut line = self.name.to_owned();
        for (text, open, close) in [(self.email, " <", ">"), (self.url, " (", ")")] {
            if let Some(text) = text {
                line.extend([open, text, close]);
            }
        }
        line
    }

    /// Whether a line says nothing else.
    fn holds(&self, line: &str) -> bool {
        let length = |text: &str| text.chars().filter(|c| !is_space(*c)).count();
        length(line) == length(&self.line())
    }

    fn write(&self) -> Raw {
        let name = Some(self.name).filter(|name| !name.is_empty());
        let members = [("name", name), ("email", self.email), ("url", self.url)];
        value::of_texts(members.into_iter().filter_map(|(name, text)| Some((name, text?))))
    }
}

/// The first text between two brackets that holds none of either.
fn within(line: &str, open: char, close: char) -> Option<&str> {
    let mut start = None;
    for (at, c) in line.char_indices() {
        if c == open {
            start = Some(at + c.len_utf8());
        } else if c == close {
            let text = start.take().and_then(|start| line.get(start..at));
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                return Some(text);
            }
        }
    }
    None
}
