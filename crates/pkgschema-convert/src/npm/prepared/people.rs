//! People.
//!
//! npm writes every person as an object, and reads it from a line: also a person who is an
//! object is put into a line first, so that both come out alike.
//!
//! Invariant: of a person remain a name, a mail address and an address, nothing else.

use super::draft::Draft;
use super::value;
use crate::LossKind;
use crate::npm::characters::{is_space, trim};
use pkgschema::object::raw::Kind;
use pkgschema::object::{Raw, raw};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Lists of people.
const LISTS: [&str; 2] = ["maintainers", "contributors"];

/// What is said where an object comes out otherwise than it was.
const READ_AGAIN: &str = "npm reads it from a line of text";

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
    let broken = |said: &RawValue| raw::kind(said) == Kind::String && value::text(said).is_none();
    let readable = !members.iter().any(|(_, said)| broken(said));
    readable.then(|| of_object(draft, place, &members))
}

/// A person who is an object already.
fn of_object(draft: &mut Draft, place: &[&str], members: &[Member<'_>]) -> Raw {
    let name = Said::find(members, &["name"]);
    let email = Said::find(members, &["email", "mail"]);
    let url = Said::find(members, &["url", "web"]);
    let text = |said: &'_ Option<Said<'_>>| said.as_ref().map(|said| said.text.to_string());
    let (name_text, email_text, url_text) = (text(&name), text(&email), text(&url));
    let line = Person {
        name: name_text.as_deref(),
        email: email_text.as_deref(),
        url: url_text.as_deref(),
    };
    let line = line.line();
    let person = Person::read(&line);
    let parts = [(name, person.name), (email, person.email), (url, person.url)];
    for member in members {
        let part = parts.iter().find(|(said, _)| said.as_ref().is_some_and(|s| s.name == member.0));
        if let Some((kind, note)) = became(member, part) {
            let place: Vec<&str> = place.iter().copied().chain([member.0.as_ref()]).collect();
            draft.lose(&place, kind, note);
        }
    }
    if parts.iter().any(|(said, read)| said.is_none() && read.is_some()) {
        draft.lose(place, LossKind::Changed, READ_AGAIN);
    }
    person.write()
}

/// What became of a member of a person, given the part that was made of it.
fn became(
    (name, value): &Member<'_>,
    part: Option<&(Option<Said<'_>>, Option<&str>)>,
) -> Option<(LossKind, &'static str)> {
    match part {
        None if !value::says(value) => Some((LossKind::Normalized, "it says nothing")),
        None => Some((LossKind::Dropped, "no part of a person to npm")),
        Some((_, read)) if value::text(value).as_deref() != *read => {
            Some((LossKind::Changed, READ_AGAIN))
        }
        Some(_) => {
            let other = matches!(name.as_ref(), "web" | "mail");
            other.then_some((LossKind::Normalized, "another name of the member"))
        }
    }
}

/// A member of a person.
type Member<'a> = (Cow<'a, str>, &'a RawValue);

/// A part of a person as an object says it.
struct Said<'a> {
    name: &'static str,
    text: Cow<'a, str>,
}

impl<'a> Said<'a> {
    /// The first of the names under which something is said.
    fn find(members: &[Member<'a>], names: &[&'static str]) -> Option<Self> {
        names.iter().copied().find_map(|name| {
            let (_, value) = members.iter().find(|(key, _)| key == name)?;
            value::says(value).then(|| Some(Self { name, text: spelt(value)? }))?
        })
    }
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
    name: Option<&'a str>,
    email: Option<&'a str>,
    url: Option<&'a str>,
}

impl<'a> Person<'a> {
    /// Name up to the first bracket, the first text in angle brackets, the first in round ones.
    fn read(line: &'a str) -> Self {
        let name = line.split(['(', '<']).next().map(trim).filter(|name| !name.is_empty());
        Self { name, email: within(line, '<', '>'), url: within(line, '(', ')') }
    }

    fn line(&self) -> String {
        let mut line = self.name.unwrap_or_default().to_owned();
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
        let members = [("name", self.name), ("email", self.email), ("url", self.url)];
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
