//! Writing TOML as people do: members in the order of the view, tables as sections, short ones
//! inline where their layout says so.
//!
//! Invariant: scalars are spelt by the `toml` crate; only their arrangement is decided here.

use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{MAX_DEPTH, Raw, Writer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashSet;
use toml::{Table, Value};

/// Arrays longer than this stand one element a line.
const LINE: usize = 80;

/// A string longer than this, in bytes, is written in quotes without looking for a nicer spelling.
const LONG: usize = 1 << 16;

/// Longest place of a section, in bytes: the headers of what lies below repeat it.
const LONGEST: usize = 256;

/// Whether a table of scalars, or an array of tables, by the steps that lead to it, is written in
/// one line.
pub(crate) type Layout = fn(&[String]) -> bool;

/// The TOML text of a view, and what TOML cannot hold of it: null, numbers out of range, what is
/// nested too deeply. `scalars` are the places whose text is no string in TOML.
pub(crate) fn render(view: &Raw, scalars: &[Pointer], inline: Layout) -> (String, Vec<Loss>) {
    let scalars = scalars.iter().map(Pointer::as_str).collect();
    let mut render = Render {
        text: String::new(),
        place: Vec::new(),
        pointer: Pointer::root(),
        scalars,
        losses: Vec::new(),
        inline,
    };
    if let Some(members) = raw::members(view.as_raw()) {
        render.section(members);
    }
    (render.text, render.losses)
}

struct Render<'a> {
    text: String,
    place: Vec<String>,
    /// The same place.
    pointer: Pointer,
    scalars: HashSet<&'a str>,
    losses: Vec<Loss>,
    inline: Layout,
}

type Members<'a> = Vec<(Cow<'a, str>, &'a RawValue)>;

impl Render<'_> {
    /// The members of a table: lines first, then sections.
    fn section(&mut self, mut members: Members<'_>) {
        let mut names = HashSet::new();
        members.retain(|(name, _)| names.insert(name.clone()));
        let (mut lines, mut sections) = (Vec::new(), Vec::new());
        for (name, value) in members {
            let line = self.at(&name, |render| render.is_line(value));
            if line { lines.push((name, value)) } else { sections.push((name, value)) }
        }
        for (name, value) in lines {
            self.line(&name, value);
        }
        for (name, value) in sections {
            self.at(&name, |render| match raw::kind(value) {
                Kind::Array => render.tables(value),
                _ => render.table("[", "]", value),
            });
        }
    }

    /// Whether a member stands on a line of its own, and not as a section.
    fn is_line(&self, value: &RawValue) -> bool {
        let long = self.place.len() >= MAX_DEPTH || self.pointer.as_str().len() > LONGEST;
        match raw::kind(value) {
            Kind::Array | Kind::Object if long => true,
            Kind::Object => {
                let scalar = |value: &RawValue| raw::kind(value) != Kind::Object;
                let flat =
                    || raw::members(value).is_some_and(|all| all.iter().all(|(_, v)| scalar(v)));
                (self.inline)(&self.place) && flat()
            }
            Kind::Array => {
                let (mut any, mut all) = (false, true);
                let look = |one: &RawValue| {
                    any = true;
                    all &= raw::kind(one) == Kind::Object;
                };
                let scalars = raw::each_element(value, look).is_none() || !any || !all;
                scalars || (self.inline)(&self.place)
            }
            _ => true,
        }
    }

    /// `[path]` and what belongs to it. The header is left out where sections alone follow.
    fn table(&mut self, open: &str, close: &str, value: &RawValue) {
        let members = raw::members(value).unwrap_or_default();
        let path = self.place.iter().map(|name| key(name)).collect::<Vec<_>>().join(".");
        let sections_only = open == "["
            && !members.is_empty()
            && members.iter().all(|(name, value)| !self.at(name, |render| render.is_line(value)));
        if !sections_only {
            let gap = if self.text.is_empty() { "" } else { "\n" };
            self.text.push_str(&format!("{gap}{open}{path}{close}\n"));
        }
        self.section(members);
    }

    /// `[[path]]` for each element. Places below an array have no section of their own, so what
    /// is nested in an element is written in its lines.
    fn tables(&mut self, value: &RawValue) {
        for (index, element) in raw::elements(value).unwrap_or_default().into_iter().enumerate() {
            let path = self.place.iter().map(|name| key(name)).collect::<Vec<_>>().join(".");
            let gap = if self.text.is_empty() { "" } else { "\n" };
            self.text.push_str(&format!("{gap}[[{path}]]\n"));
            self.at(&index.to_string(), |render| {
                let mut names = HashSet::new();
                for (name, value) in raw::members(element).unwrap_or_default() {
                    if names.insert(name.clone()) {
                        render.line(&name, value);
                    }
                }
            });
        }
    }

    fn line(&mut self, name: &str, value: &RawValue) {
        if let Some(text) = self.at(name, |render| render.value(value)) {
            [&key(name), " = ", &text, "\n"].iter().for_each(|part| append(&mut self.text, part));
        }
    }

    fn at<T>(&mut self, token: &str, write: impl FnOnce(&mut Self) -> T) -> T {
        self.pointer.push(token);
        // No layout and no header asks for the steps behind a long one.
        self.place.push(if token.len() > LONGEST { String::new() } else { token.to_owned() });
        let written = write(self);
        self.place.pop();
        self.pointer.pop();
        written
    }

    /// A value in TOML's inline spelling.
    fn value(&mut self, value: &RawValue) -> Option<String> {
        if self.place.len() > MAX_DEPTH {
            return self.lost("nested too deeply");
        }
        match raw::kind(value) {
            Kind::Null => self.lost("TOML has no null"),
            Kind::Boolean => Some(value.get().to_owned()),
            Kind::Number => self.number(value.get()),
            Kind::String => self.string(value),
            Kind::Array => Some(self.array(value)),
            Kind::Object => Some(self.inline_table(value)),
        }
    }

    fn array(&mut self, value: &RawValue) -> String {
        let (mut line, mut lines) = (String::from("["), String::from("[\n"));
        let (mut short, mut index) = (true, 0_usize);
        raw::each_element(value, |one| {
            let text = self.at(&index.to_string(), |render| render.value(one));
            index += 1;
            let Some(text) = text else { return };
            short &= line.len() + text.len() < LINE;
            if short {
                line.push_str(if line.len() > 1 { ", " } else { "" });
                line.push_str(&text);
            }
            ["    ", &text, ",\n"].iter().for_each(|part| append(&mut lines, part));
        });
        let mut text = if line.len() < LINE && short { line } else { lines };
        text.push(']');
        text
    }

    fn inline_table(&mut self, value: &RawValue) -> String {
        let (mut names, mut parts) = (HashSet::new(), Vec::new());
        for (name, value) in raw::members(value).unwrap_or_default() {
            if names.insert(name.clone()) {
                let spelt = key(&name);
                let text = self.at(&name, |render| render.value(value));
                parts.extend(text.map(|text| format!("{spelt} = {text}")));
            }
        }
        if parts.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", parts.join(", ")) }
    }

    fn number(&mut self, text: &str) -> Option<String> {
        if text.parse::<i64>().is_ok() {
            return Some(text.trim_start_matches('+').to_owned());
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && text.contains(['.', 'e', 'E']) => {
                Some(Value::Float(number).to_string())
            }
            _ => self.lost("a number out of TOML's range"),
        }
    }

    fn string(&mut self, value: &RawValue) -> Option<String> {
        let Some(text) = raw::string(value) else { return self.lost("not valid text") };
        if self.scalars.contains(self.pointer.as_str()) {
            // A scalar is read by TOML itself; a text that is none any more stays a string.
            let table = toml::from_str::<Table>(&format!("v = {text}")).ok();
            let scalar = table.filter(|table| table.len() == 1).and_then(|mut t| t.remove("v"));
            if let Some(scalar @ (Value::Datetime(_) | Value::Float(_))) = scalar {
                return Some(scalar.to_string());
            }
        }
        if text.len() > LONG {
            return Some(basic(&text));
        }
        Some(Value::String(text.into_owned()).to_string())
    }

    fn lost<T>(&mut self, note: &str) -> Option<T> {
        self.losses.push(Loss::new(self.pointer.clone(), LossKind::Dropped, note));
        None
    }
}

/// A key, quoted where it must be.
fn key(name: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(bare) {
        return name.to_owned();
    }
    basic(name)
}

/// A string in quotes. JSON's escapes are TOML's, but for DEL.
fn basic(text: &str) -> String {
    let mut json = Writer::default();
    json.string(text);
    let json = json.into_text();
    if json.contains('\u{7f}') { json.replace('\u{7f}', "\\u007f") } else { json }
}

/// Adds to a text that may be long already without asking for twice as much.
fn append(text: &mut String, more: &str) {
    if more.len() > LONG && text.capacity() - text.len() < more.len() {
        text.reserve_exact(more.len() + (text.len() + more.len()) / 8);
    }
    text.push_str(more);
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::syntax::toml::view;
    use pkgschema::object::Raw;

    #[test]
    fn odd_tables_come_back() {
        let texts = [
            "a = 1979-05-27T07:32:00Z\nb = inf\nc = 1.0\nd = [1, [2, \"x\\ny\"]]\n",
            "[x.\"a b\".'']\nk = \"\\u007f\"\n[x.y]\n[[t]]\nn = {a = {b = 1}}\n[[t]]\n",
            "mixed = [1, {a = 2}]\nempty = []\n[none]\n",
        ];
        for text in texts {
            let (source, scalars) = view(text).unwrap();
            let (written, losses) = render(&source, &scalars, |_| false);
            assert_eq!((view(&written).unwrap(), losses), ((source, scalars), vec![]), "{written}");
        }
        let (text, losses) = render(&Raw::parse(r#"{"a": null}"#).unwrap(), &[], |_| true);
        assert_eq!((text.as_str(), losses[0].pointer.as_str()), ("", "/a"));
    }
}
