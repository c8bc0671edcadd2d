//! XML from its JSON view.
//!
//! Invariant: what is written reads back as the view it was written from, or there is a loss at
//! the place.

use super::view::{ATTRIBUTE, NUMBER, TEXT};
use super::{Shape, is_blank, is_name};
use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;

/// The text of a document with this view, and what XML cannot hold of it.
pub(crate) fn render(view: &RawValue, shape: &Shape) -> (String, Vec<Loss>) {
    let text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut writer = Writer { shape, text, losses: Vec::new(), place: Pointer::root(), depth: 0 };
    writer.object(shape.root, view);
    (writer.text, writer.losses)
}

struct Writer<'s> {
    shape: &'s Shape,
    text: String,
    losses: Vec<Loss>,
    place: Pointer,
    depth: usize,
}

impl Writer<'_> {
    /// What stands at a member: one element, or several of the name.
    fn member(&mut self, name: &str, value: &RawValue) {
        let item = self.shape.item(name);
        match raw::kind(value) {
            Kind::Array => match item {
                Some(item) => self.list(name, item, value),
                None => self.each(value, |writer, element| writer.element(name, element)),
            },
            _ => self.element(name, value),
        }
    }

    /// One element.
    fn element(&mut self, name: &str, value: &RawValue) {
        match raw::kind(value) {
            Kind::String => {
                let text = raw::string(value).unwrap_or_default();
                self.leaf(name, &text);
            }
            Kind::Object => self.object(name, value),
            Kind::Array => self.lose(LossKind::Dropped, "XML has no lists in lists"),
            Kind::Null => self.lose(LossKind::Dropped, "XML has no null"),
            Kind::Boolean | Kind::Number => {
                self.lose(LossKind::Normalized, "XML has texts only");
                self.leaf(name, value.get());
            }
        }
    }

    fn leaf(&mut self, name: &str, text: &str) {
        self.indent();
        if text.is_empty() {
            return self.text.extend(["<", name, "/>\n"]);
        }
        self.text.extend(["<", name, ">"]);
        self.text_alone(text);
        self.text.extend(["</", name, ">\n"]);
    }

    /// An element that holds a list.
    fn list(&mut self, name: &str, item: &str, value: &RawValue) {
        self.indent();
        self.text.extend(["<", name]);
        let elements = raw::elements(value).unwrap_or_default();
        let pairs: Vec<_> = elements.iter().map(|element| pair(element)).collect();
        for (index, pair) in pairs.iter().enumerate() {
            if let Some((name, value)) = pair {
                self.at(&index.to_string(), |writer| writer.attribute(name, value));
            }
        }
        if pairs.iter().all(|it| it.as_ref().is_some_and(|(name, _)| name.starts_with(ATTRIBUTE))) {
            return self.text.push_str("/>\n");
        }
        self.text.push_str(">\n");
        self.depth += 1;
        for (index, (element, pair)) in elements.iter().zip(&pairs).enumerate() {
            self.at(&index.to_string(), |writer| match pair {
                Some((name, _)) if name.starts_with(ATTRIBUTE) => {}
                Some((name, value)) => writer.child(name, value),
                None => writer.element(item, element),
            });
        }
        self.depth -= 1;
        self.close(name);
    }

    /// An element with attributes and others in it.
    fn object(&mut self, name: &str, value: &RawValue) {
        let members = raw::members(value).unwrap_or_default();
        self.indent();
        self.text.extend(["<", name]);
        for (name, value) in &members {
            self.at(name, |writer| writer.attribute(name, value));
        }
        let mut inner = members.iter().filter(|(name, _)| !name.starts_with(ATTRIBUTE));
        match (inner.next(), inner.next()) {
            (None, _) => return self.text.push_str("/>\n"),
            (Some((member, value)), None) if is_text(member) => {
                self.text.push('>');
                let preserves = members.iter().any(|(name, value)| {
                    name == "@xml:space" && raw::string(value).as_deref() == Some("preserve")
                });
                self.at(member, |writer| writer.inner_text(value, preserves));
                return self.text.extend(["</", name, ">\n"]);
            }
            _ => self.text.push_str(">\n"),
        }
        self.depth += 1;
        for (name, value) in members.iter().filter(|(name, _)| !name.starts_with(ATTRIBUTE)) {
            self.at(name, |writer| writer.child(name, value));
        }
        self.depth -= 1;
        self.close(name);
    }

    /// An element or a text in an element.
    fn child(&mut self, name: &str, value: &RawValue) {
        if is_text(name) {
            self.indent();
            self.inner_text(value, false);
            return self.text.push('\n');
        }
        let plain = name.split(NUMBER).next().unwrap_or(name);
        match is_name(plain) {
            true => self.member(plain, value),
            false => self.lose(LossKind::Dropped, "no element can have this name"),
        }
    }

    fn attribute(&mut self, name: &str, value: &RawValue) {
        let Some(name) = name.strip_prefix(ATTRIBUTE) else { return };
        let Some(text) = raw::string(value).filter(|_| is_name(name)) else {
            return self.lose(LossKind::Dropped, "no attribute can say this");
        };
        self.text.extend([" ", name, "=\""]);
        self.escaped(&text, true);
        self.text.push('"');
    }

    fn inner_text(&mut self, value: &RawValue, preserves: bool) {
        match raw::string(value) {
            Some(text) if preserves => self.escaped(&text, false),
            Some(text) => self.text_alone(&text),
            None => self.lose(LossKind::Dropped, "no text"),
        }
    }

    /// Writes a text around which white space says nothing.
    fn text_alone(&mut self, text: &str) {
        if text.trim_matches(is_blank).len() < text.len() {
            self.lose(LossKind::Normalized, "white space around the text falls away in XML");
        }
        self.escaped(text, false);
    }

    /// Writes a text, without the characters that XML does not have.
    fn escaped(&mut self, text: &str, in_attribute: bool) {
        let mut foreign = false;
        for character in text.chars() {
            match character {
                '&' => self.text.push_str("&amp;"),
                '<' => self.text.push_str("&lt;"),
                '>' => self.text.push_str("&gt;"),
                '"' if in_attribute => self.text.push_str("&quot;"),
                '\r' => self.text.push_str("&#13;"),
                '\n' | '\t' if in_attribute => {
                    self.text.extend(["&#", &u32::from(character).to_string(), ";"]);
                }
                '\n' | '\t' => self.text.push(character),
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => foreign = true,
                other => self.text.push(other),
            }
        }
        if foreign {
            self.lose(LossKind::Changed, "XML does not have some of the characters");
        }
    }

    fn each(&mut self, value: &RawValue, mut write: impl FnMut(&mut Self, &RawValue)) {
        for (index, element) in raw::elements(value).unwrap_or_default().iter().enumerate() {
            self.at(&index.to_string(), |writer| write(writer, element));
        }
    }

    fn at(&mut self, token: &str, write: impl FnOnce(&mut Self)) {
        self.place.push(token);
        write(self);
        self.place.pop();
    }

    fn lose(&mut self, kind: LossKind, note: &str) {
        self.losses.push(Loss::new(self.place.clone(), kind, note));
    }

    fn indent(&mut self) {
        self.text.extend(std::iter::repeat_n("  ", self.depth));
    }

    fn close(&mut self, name: &str) {
        self.indent();
        self.text.extend(["</", name, ">\n"]);
    }
}

fn is_text(name: &str) -> bool {
    name.strip_prefix(TEXT).is_some_and(|rest| rest.is_empty() || rest.starts_with(NUMBER))
}

/// The name and value of what is not of the list's kind.
fn pair(element: &RawValue) -> Option<(String, &RawValue)> {
    let parts = raw::elements(element)?;
    let [name, value] = parts.as_slice() else { return None };
    Some((raw::string(name)?.into_owned(), value))
}
