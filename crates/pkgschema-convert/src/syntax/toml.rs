//! TOML documents and their JSON view.
//!
//! Invariant: date-times and the floats that JSON lacks are text in the view, and their places
//! are kept so that they are written as what they were.

mod render;

pub(crate) use render::render;

use pkgschema::object::Raw;
use pkgschema::{ParseError, ParseErrorKind, Pointer};
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
