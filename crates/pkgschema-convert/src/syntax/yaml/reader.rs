//! From YAML to JSON text.
//!
//! Invariant: the JSON is written while the YAML is read; nothing but what anchors name is kept.

use super::Shape;
use super::events::{Events, Next, Node, Tag};
use super::scalar::{Plain, resolve};
use pkgschema::object::{MAX_DEPTH, Writer};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};
use saphyr_parser::ScalarStyle;

/// The JSON text of a YAML document, and what JSON does not say of it. Of things of a kind the
/// first is noted, and how many there are.
///
/// # Errors
/// If the text is no YAML, is several documents, or is longer or deeper than is read.
pub(crate) fn read(text: &str, shape: &Shape) -> Result<(String, Vec<Finding>), ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let events = Events::begin(body)?;
    let mut reader = Reader { events, place: Pointer::root(), depth: 0, notes: Vec::new() };
    let mut json = Writer::default();
    reader.value(shape, &mut json)?;
    reader.events.end()?;
    Ok((json.into_text(), reader.notes.into_iter().map(Note::into_finding).collect()))
}

const TAG: &str = "JSON has no tags; the value stands without it";

struct Reader<'a> {
    events: Events<'a>,
    place: Pointer,
    depth: usize,
    notes: Vec<Note>,
}

/// Things of one kind.
struct Note {
    place: Pointer,
    code: &'static str,
    message: &'static str,
    count: usize,
}

impl Note {
    fn into_finding(self) -> Finding {
        let more = match self.count {
            1 => String::new(),
            count => format!("; {count} places, this is the first"),
        };
        Finding::new(self.place, self.code, Severity::Warning, format!("{}{more}", self.message))
    }
}

/// How a value is written: as JSON, or as the text of a name, in which names are values too.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Strings,
    Values,
}

impl<'a> Reader<'a> {
    fn value(&mut self, shape: &Shape, json: &mut Writer) -> Result<(), ParseError> {
        let next = self.events.next()?;
        self.node(next, shape, Names::Strings, json)
    }

    fn node(
        &mut self,
        Next { node, anchor }: Next<'a>,
        shape: &Shape,
        names: Names,
        json: &mut Writer,
    ) -> Result<(), ParseError> {
        match node {
            Node::Scalar(text, style, tag) => self.scalar(&text, style, &tag, shape, json),
            Node::Sequence(tag) => self.sequence(&tag, shape, names, json)?,
            Node::Mapping(tag) => self.mapping(&tag, shape, names, json)?,
            Node::Alias(id) => {
                self.events.replay(id)?;
                let first = self.events.next()?;
                self.deeper()?;
                self.node(first, shape, names, json)?;
                self.depth -= 1;
                self.events.back();
            }
            Node::End => json.raw("null"),
        }
        self.events.close(anchor);
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        tag: &Tag<'_>,
        shape: &Shape,
        json: &mut Writer,
    ) {
        let plain = match (kind(tag), style) {
            (Tagged::Not, ScalarStyle::Plain) => resolve(text),
            (Tagged::Not | Tagged::Text, _) => Plain::Text,
            (Tagged::As(name), _) => of_kind(name, resolve(text)),
            (Tagged::Other, _) => {
                self.note("tag-not-carried", TAG);
                Plain::Text
            }
        };
        match (plain, shape) {
            (Plain::Null, _) => json.raw("null"),
            (_, Shape::Text) | (Plain::Text, _) => json.string(text),
            (Plain::Boolean(flag), _) => json.raw(if flag { "true" } else { "false" }),
            (Plain::Whole(number) | Plain::Decimal(number), _) => json.raw(&number),
            (Plain::NotInJson, _) => {
                self.note("number-as-text", "JSON has no such number; it stands as text");
                json.string(text);
            }
        }
    }

    fn sequence(
        &mut self,
        tag: &Tag<'_>,
        shape: &Shape,
        names: Names,
        json: &mut Writer,
    ) -> Result<(), ParseError> {
        self.collection(tag)?;
        json.raw("[");
        for index in 0_usize.. {
            let next = self.events.next()?;
            if matches!(next.node, Node::End) {
                break;
            }
            json.raw(if index == 0 { "" } else { "," });
            self.place.push(&index.to_string());
            self.node(next, shape, names, json)?;
            self.place.pop();
        }
        json.raw("]");
        self.depth -= 1;
        Ok(())
    }

    fn mapping(
        &mut self,
        tag: &Tag<'_>,
        shape: &Shape,
        names: Names,
        json: &mut Writer,
    ) -> Result<(), ParseError> {
        self.collection(tag)?;
        let mut lead = "{";
        loop {
            let next = self.events.next()?;
            if matches!(next.node, Node::End) {
                break;
            }
            json.raw(lead);
            lead = ",";
            match names {
                Names::Strings => {
                    let name = self.name(next)?;
                    json.string(&name);
                    json.raw(":");
                    self.place.push(&name);
                    self.value(shape.member(&name), json)?;
                    self.place.pop();
                }
                Names::Values => {
                    self.node(next, &Shape::Any, names, json)?;
                    json.raw(":");
                    let next = self.events.next()?;
                    self.node(next, &Shape::Any, names, json)?;
                }
            }
        }
        json.raw(if lead == "{" { "{}" } else { "}" });
        self.depth -= 1;
        Ok(())
    }

    /// The text that a name is.
    fn name(&mut self, next: Next<'a>) -> Result<String, ParseError> {
        let name = match &next.node {
            Node::Scalar(text, style, tag) => {
                if matches!(kind(tag), Tagged::Other) {
                    self.note("tag-not-carried", TAG);
                }
                if *style == ScalarStyle::Plain && text == "<<" {
                    self.note("merge-key", "`<<` is a member like any other; nothing is merged");
                }
                let name = text.clone().into_owned();
                self.events.close(next.anchor);
                return Ok(name);
            }
            _ => {
                let mut text = Writer::default();
                self.node(next, &Shape::Text, Names::Values, &mut text)?;
                text.into_text()
            }
        };
        // an alias of a scalar
        if let Ok(scalar) = serde_json::from_str::<String>(&name) {
            return Ok(scalar);
        }
        self.note("name-not-text", "the name is no text; what it holds stands as text");
        Ok(name)
    }

    fn collection(&mut self, tag: &Tag<'_>) -> Result<(), ParseError> {
        let usual = |tag: &saphyr_parser::Tag| {
            tag.handle == "!" && tag.suffix.is_empty()
                || tag.is_yaml_core_schema() && matches!(&*tag.suffix, "map" | "seq")
        };
        if tag.as_ref().is_some_and(|tag| !usual(tag)) {
            self.note("tag-not-carried", TAG);
        }
        self.deeper()
    }

    fn deeper(&mut self) -> Result<(), ParseError> {
        self.depth += 1;
        match self.depth > MAX_DEPTH {
            true => {
                let detail = format!("more than {MAX_DEPTH} levels");
                Err(self.events.error(ParseErrorKind::TooDeep, detail))
            }
            false => Ok(()),
        }
    }

    fn note(&mut self, code: &'static str, message: &'static str) {
        match self.notes.iter_mut().find(|note| note.code == code) {
            Some(note) => note.count += 1,
            None => {
                let place = self.place.clone();
                self.notes.push(Note { place, code, message, count: 1 });
            }
        }
    }
}

enum Tagged<'a> {
    Not,
    Text,
    As(&'a str),
    Other,
}

fn kind<'t>(tag: &'t Tag<'_>) -> Tagged<'t> {
    match tag.as_deref() {
        None => Tagged::Not,
        Some(tag) if tag.is_yaml_core_schema() => match tag.suffix.as_str() {
            "str" => Tagged::Text,
            name @ ("null" | "bool" | "int" | "float") => Tagged::As(name),
            _ => Tagged::Other,
        },
        Some(tag) if tag.handle == "!" && tag.suffix.is_empty() => Tagged::Text,
        Some(tag) if tag.handle.is_empty() && tag.suffix == "!" => Tagged::Text,
        Some(_) => Tagged::Other,
    }
}

/// A value where it is of the kind that a tag names, else text.
fn of_kind<'a>(name: &str, plain: Plain<'a>) -> Plain<'a> {
    let fits = match &plain {
        Plain::Null => name == "null",
        Plain::Boolean(_) => name == "bool",
        Plain::Whole(_) => matches!(name, "int" | "float"),
        Plain::Decimal(_) | Plain::NotInJson => name == "float",
        Plain::Text => false,
    };
    if fits { plain } else { Plain::Text }
}
