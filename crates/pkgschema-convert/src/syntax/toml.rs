//! TOML documents and their JSON view.
//!
//! Invariant: date-times and the floats that JSON lacks are text in the view, and their places
//! are kept so that they are written as what they were.

pub(crate) mod document;
mod render;

pub(crate) use render::render;

use pkgschema::object::{Raw, Value as Readable, Writer};
use pkgschema::{ParseError, ParseErrorKind, Pointer};
use toml::{Table, Value};

/// Longest TOML text that is read, in bytes: no manifest is near it, and the reader below takes
/// about eight times as much memory.
pub(crate) const LONGEST: usize = 4 << 20;

/// The same for a lock file: the longest ones that are known have some ten thousand packages.
pub(crate) const LONGEST_LOCK: usize = 32 << 20;

/// The JSON view of a TOML text, and the places whose text is no string in TOML.
///
/// # Errors
/// If the text is no TOML.
pub(crate) fn view(text: &str) -> Result<(Raw, Vec<Pointer>), ParseError> {
    view_within(text, LONGEST)
}

/// The same for a text of at most that many bytes.
pub(crate) fn view_within(text: &str, longest: usize) -> Result<(Raw, Vec<Pointer>), ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.trim_ascii().is_empty() {
        return Err(ParseError::new(ParseErrorKind::Empty, "no TOML table", body));
    }
    let table = table_within(body, longest)?;
    let mut view = View { json: Writer::default(), place: Pointer::root(), scalars: Vec::new() };
    view.table(table);
    let raw = Raw::from_string(view.json.into_text()).unwrap_or_default();
    Ok((raw, view.scalars))
}

/// The table that a TOML text is.
///
/// # Errors
/// If the text is no TOML, or longer than [`LONGEST`].
pub(crate) fn table(text: &str) -> Result<Table, ParseError> {
    table_within(text, LONGEST)
}

/// The same for a text of at most that many bytes.
pub(crate) fn table_within(text: &str, longest: usize) -> Result<Table, ParseError> {
    if text.len() > longest {
        let detail = format!("{} bytes of TOML, {longest} at most", text.len());
        return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
    }
    toml::from_str(text).map_err(|error| syntax(text, &error))
}

/// The TOML text as a value of its own type, in one pass without a view; `None` if it is too long,
/// no TOML, or if anything in it is odd, date-times included.
pub(crate) fn strict<T: Readable>(text: &str) -> Option<T> {
    strict_within(text, LONGEST)
}

/// The same for a text of at most that many bytes.
pub(crate) fn strict_within<T: Readable>(text: &str, longest: usize) -> Option<T> {
    if text.len() > longest {
        return None;
    }
    T::strict(toml::Deserializer::parse(text).ok()?).ok()
}

fn syntax(text: &str, error: &toml::de::Error) -> ParseError {
    let offset = error.span().map_or(0, |span| span.start);
    let detail = error.message().replace('\n', " ");
    let kind = match detail.contains("recurs") {
        true => ParseErrorKind::TooDeep,
        false => ParseErrorKind::Syntax,
    };
    ParseError::new(kind, detail, text).in_text(text, offset)
}

struct View {
    json: Writer,
    place: Pointer,
    scalars: Vec<Pointer>,
}

impl View {
    fn table(&mut self, table: Table) {
        self.json.raw("{");
        let mut lead = "";
        for (name, value) in table {
            self.json.raw(lead);
            self.json.string(&name);
            self.json.raw(":");
            self.at(&name, value);
            lead = ",";
        }
        self.json.raw("}");
    }

    fn at(&mut self, token: &str, value: Value) {
        self.place.push(token);
        self.value(value);
        self.place.pop();
    }

    fn value(&mut self, value: Value) {
        match value {
            Value::String(text) => self.json.string(&text),
            Value::Integer(number) => self.json.raw(&number.to_string()),
            Value::Float(number) if number.is_finite() => self.json.raw(&format!("{number:?}")),
            Value::Float(number) => self.scalar(&format!("{number:?}").to_lowercase()),
            Value::Boolean(flag) => self.json.raw(if flag { "true" } else { "false" }),
            Value::Datetime(time) => self.scalar(&time.to_string()),
            Value::Array(elements) => {
                self.json.raw("[");
                for (index, element) in elements.into_iter().enumerate() {
                    self.json.raw(if index == 0 { "" } else { "," });
                    self.at(&index.to_string(), element);
                }
                self.json.raw("]");
            }
            Value::Table(table) => self.table(table),
        }
    }

    fn scalar(&mut self, text: &str) {
        self.scalars.push(self.place.clone());
        self.json.string(text);
    }
}
