//! From a JSON view to YAML in block style.
//!
//! Lists of objects stand as the Python Packaging Advisory Database writes them: the dashes below
//! the name, the first member behind the dash. Below 16 levels a value stands in one line.
//!
//! Invariant: what is written is read as the same JSON by readers of YAML 1.2 and 1.1 alike.

mod flow;
mod text;

use crate::{Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;

/// Deepest level in block style.
const DEEPEST: usize = 16;

/// Longest name in characters that stands before its colon without a mark of its own: readers
/// look no further than 1024 for the colon.
const LONGEST_NAME: usize = 512;

/// The YAML text of a JSON value, and what YAML cannot say of it.
pub(crate) fn render(view: &RawValue) -> (String, Vec<Loss>) {
    let mut yaml = Yaml { out: String::new(), place: Pointer::root(), losses: Vec::new() };
    yaml.document(view);
    (yaml.out, yaml.losses)
}

struct Yaml {
    out: String,
    place: Pointer,
    losses: Vec<Loss>,
}

/// A value as it stands in its line or in lines of its own.
enum Form<'a> {
    Line(String),
    Members(Vec<(std::borrow::Cow<'a, str>, &'a RawValue)>),
    Elements(Vec<&'a RawValue>),
}

impl Yaml {
    fn document(&mut self, view: &RawValue) {
        match self.form(view, 0, None) {
            Form::Members(members) => self.members(&members, 0),
            Form::Elements(elements) => self.elements(&elements, 0),
            Form::Line(line) => {
                self.out.push_str(&line);
                self.out.push('\n');
            }
        }
    }

    /// How a value is written; `indent` is that of lines of text below it, where there may be any.
    fn form<'a>(&mut self, value: &'a RawValue, level: usize, indent: Option<usize>) -> Form<'a> {
        let kind = raw::kind(value);
        if level < DEEPEST && kind == Kind::Object {
            let members = raw::members(value);
            if let Some(members) = members.filter(|members| !members.is_empty()) {
                return Form::Members(members);
            }
        }
        if level < DEEPEST && kind == Kind::Array {
            let elements = raw::elements(value);
            if let Some(elements) = elements.filter(|elements| !elements.is_empty()) {
                return Form::Elements(elements);
            }
        }
        let string = if kind == Kind::String { raw::string(value) } else { None };
        Form::Line(match string {
            Some(string) => text::value(&string, indent),
            None => self.flow(value),
        })
    }

    fn flow(&mut self, value: &RawValue) -> String {
        let (line, is_whole) = flow::line(value.get());
        if !is_whole {
            let note = "half of a surrogate pair is no character; its escape stands as text";
            self.losses.push(Loss::new(self.place.clone(), LossKind::Changed, note));
        }
        line
    }

    /// The members of an object, the first behind what stands in the line already.
    fn members(&mut self, members: &[(std::borrow::Cow<'_, str>, &RawValue)], indent: usize) {
        for (index, (name, value)) in members.iter().enumerate() {
            if index > 0 {
                self.indent(indent);
            }
            self.place.push(name);
            self.member(name, value, indent);
            self.place.pop();
        }
    }

    fn member(&mut self, name: &str, value: &RawValue, indent: usize) {
        let name = text::name(name);
        if name.len() > LONGEST_NAME {
            self.out.push_str("? ");
            self.out.push_str(&name);
            self.out.push('\n');
            self.indent(indent);
            self.out.push_str(": ");
            let line = self.flow(value);
            self.out.push_str(&line);
            self.out.push('\n');
            return;
        }
        self.out.push_str(&name);
        self.out.push(':');
        match self.form(value, indent / 2 + 1, Some(indent + 2)) {
            Form::Line(line) => {
                self.out.push(' ');
                self.out.push_str(&line);
                self.out.push('\n');
            }
            Form::Members(members) => {
                self.out.push('\n');
                self.indent(indent + 2);
                self.members(&members, indent + 2);
            }
            Form::Elements(elements) => {
                self.out.push('\n');
                self.indent(indent);
                self.elements(&elements, indent);
            }
        }
    }

    /// The elements of an array, the first behind what stands in the line already.
    fn elements(&mut self, elements: &[&RawValue], indent: usize) {
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.indent(indent);
            }
            self.out.push_str("- ");
            self.place.push(&index.to_string());
            match self.form(element, indent / 2 + 1, Some(indent + 2)) {
                Form::Line(line) => {
                    self.out.push_str(&line);
                    self.out.push('\n');
                }
                Form::Members(members) => self.members(&members, indent + 2),
                Form::Elements(elements) => self.elements(&elements, indent + 2),
            }
            self.place.pop();
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}
