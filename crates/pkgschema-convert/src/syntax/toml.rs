//! TOML documents and their JSON view.
//!
//! Invariant: date-times and the floats that JSON lacks are text in the view, and their places
//! are kept so that they are written as what they were.

use crate::{Loss, LossKind};
use pkgschema::object::{MAX_DEPTH, Raw, raw};
use pkgschema::{ParseError, ParseErrorKind, Pointer};
use raw::Kind;
use serde_json::value::RawValue;
use std::collections::HashSet;
use toml::{Table, Value};

/// The JSON view of a TOML text, and the places whose text is no string in TOML.
///
/// # Errors
/// If the text is no TOML.
pub(crate) fn view(text: &str) -> Result<(Raw, Vec<Pointer>), ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.trim_ascii().is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no TOML table", text));
    }
    let table: Table = toml::from_str(body).map_err(|error| syntax(body, &error))?;
    let mut view = View { json: String::new(), place: Pointer::root(), scalars: Vec::new() };
    view.table(&table);
    let raw = Raw::parse(&view.json).unwrap_or_default();
    Ok((raw, view.scalars))
}

/// The TOML text of a view, and what TOML cannot hold of it: null, numbers out of range.
pub(crate) fn render(view: &Raw, scalars: &[Pointer]) -> (String, Vec<Loss>) {
    let scalars = scalars.iter().map(Pointer::as_str).collect();
    let mut build = Build { place: Pointer::root(), scalars, losses: Vec::new() };
    let table = match build.value(view.as_raw(), 0) {
        Some(Value::Table(table)) => table,
        _ => Table::new(),
    };
    let text = toml::to_string_pretty(&table).unwrap_or_else(|error| {
        let note = format!("not expressible in TOML: {}", error.to_string().to_lowercase());
        build.losses.push(Loss::new(Pointer::root(), LossKind::Dropped, note));
        String::new()
    });
    (text, build.losses)
}

fn syntax(text: &str, error: &toml::de::Error) -> ParseError {
    let offset = error.span().map_or(0, |span| span.start);
    let detail = error.message().replace('\n', " ");
    let kind = match detail.contains("recursion limit") {
        true => ParseErrorKind::TooDeep,
        false => ParseErrorKind::Syntax,
    };
    ParseError::new(kind, detail, text).in_text(text, offset)
}

struct View {
    json: String,
    place: Pointer,
    scalars: Vec<Pointer>,
}

impl View {
    fn table(&mut self, table: &Table) {
        self.json.push('{');
        let mut lead = "";
        for (name, value) in table {
            self.json.push_str(lead);
            self.string(name);
            self.json.push(':');
            self.at(name, value);
            lead = ",";
        }
        self.json.push('}');
    }

    fn at(&mut self, token: &str, value: &Value) {
        let deeper = self.place.child(token);
        let here = std::mem::replace(&mut self.place, deeper);
        self.value(value);
        self.place = here;
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.string(text),
            Value::Integer(number) => self.json.push_str(&number.to_string()),
            Value::Float(number) if number.is_finite() => {
                self.json.push_str(&format!("{number:?}"));
            }
            Value::Float(number) => self.scalar(&format!("{number:?}").to_lowercase()),
            Value::Boolean(flag) => self.json.push_str(if *flag { "true" } else { "false" }),
            Value::Datetime(time) => self.scalar(&time.to_string()),
            Value::Array(elements) => {
                self.json.push('[');
                for (index, element) in elements.iter().enumerate() {
                    self.json.push_str(if index == 0 { "" } else { "," });
                    self.at(&index.to_string(), element);
                }
                self.json.push(']');
            }
            Value::Table(table) => self.table(table),
        }
    }

    fn string(&mut self, text: &str) {
        self.json.push_str(&pkgschema::object::write(&pkgschema::Text::from(text)));
    }

    fn scalar(&mut self, text: &str) {
        self.scalars.push(self.place.clone());
        self.string(text);
    }
}

struct Build<'a> {
    place: Pointer,
    scalars: HashSet<&'a str>,
    losses: Vec<Loss>,
}

impl Build<'_> {
    fn value(&mut self, raw: &RawValue, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return self.lost("nested too deeply");
        }
        match raw::kind(raw) {
            Kind::Null => self.lost("TOML has no null"),
            Kind::Boolean => Some(Value::Boolean(raw.get() == "true")),
            Kind::Number => self.number(raw.get()),
            Kind::String => self.string(raw),
            Kind::Array => {
                let elements = raw::elements(raw)?.into_iter().enumerate();
                let values = elements
                    .filter_map(|(index, element)| self.at(&index.to_string(), element, depth));
                Some(Value::Array(values.collect()))
            }
            Kind::Object => {
                let mut table = Table::new();
                for (name, value) in raw::members(raw)? {
                    if !table.contains_key(&*name) {
                        let value = self.at(&name, value, depth);
                        value.and_then(|value| table.insert(name.into_owned(), value));
                    }
                }
                Some(Value::Table(table))
            }
        }
    }

    fn at(&mut self, token: &str, raw: &RawValue, depth: usize) -> Option<Value> {
        let deeper = self.place.child(token);
        let here = std::mem::replace(&mut self.place, deeper);
        let value = self.value(raw, depth + 1);
        self.place = here;
        value
    }

    fn number(&mut self, text: &str) -> Option<Value> {
        if let Ok(number) = text.parse::<i64>() {
            return Some(Value::Integer(number));
        }
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() && text.contains(['.', 'e', 'E']) => {
                Some(Value::Float(number))
            }
            _ => self.lost("a number out of TOML's range"),
        }
    }

    fn string(&mut self, raw: &RawValue) -> Option<Value> {
        let Some(text) = raw::string(raw) else { return self.lost("not valid text") };
        if self.scalars.contains(self.place.as_str()) {
            // A scalar is read by TOML itself; a text that is none any more stays a string.
            let line = format!("v = {text}");
            let table = toml::from_str::<Table>(&line).ok().filter(|table| table.len() == 1);
            let scalar = table.and_then(|mut table| table.remove("v"));
            if let Some(scalar @ (Value::Datetime(_) | Value::Float(_))) = scalar {
                return Some(scalar);
            }
        }
        Some(Value::String(text.into_owned()))
    }

    fn lost(&mut self, note: &str) -> Option<Value> {
        self.losses.push(Loss::new(self.place.clone(), LossKind::Dropped, note));
        None
    }
}
