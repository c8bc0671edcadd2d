//! Configurations of trusted publishers: their members and those of the record, by tables.
//!
//! Invariant: a member that the record cannot say stands in its `unread`, so that nothing matches
//! what was read in part.

use crate::{Converted, Document, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, write};
use pkgschema::provenance::{Provider, PublisherRegistry, TrustedPublisher};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

/// How a member of a configuration says what a member of the record says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// The same text.
    Text,
    /// A number.
    Number,
    /// The same list of texts.
    Texts,
    /// The only text of a list.
    Only,
    /// Owner and repository in one text; the record's member is the repository.
    Path,
    /// An object with the member `file`.
    File,
}

/// A member of a configuration, the record's, and how the one says the other.
pub(crate) type Field = (&'static str, &'static str, Shape);

/// What of a configuration the record says.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    members: Map<String, Value>,
    unread: Vec<String>,
    pub(crate) losses: Vec<Loss>,
}

impl Reading {
    /// Reads the members of an object that stands at `place`; those named in `passed` are read by
    /// somebody else.
    pub(crate) fn read(
        &mut self,
        object: &RawValue,
        place: &Pointer,
        fields: &[Field],
        passed: &[&str],
    ) {
        let mut seen: Vec<String> = Vec::new();
        for (name, raw) in raw::members(object).unwrap_or_default() {
            let place = place.child(&name);
            let field = fields.iter().find(|(native, ..)| *native == name);
            let is_second = seen.contains(&name.to_string());
            seen.push(name.to_string());
            match field {
                _ if passed.contains(&&*name) && !is_second => {}
                _ if says_nothing(raw) => self.losses.push(Loss::of_nothing(place)),
                Some(field) if !is_second && self.take(field, raw) => {
                    if field.2 == Shape::Text && raw::kind(raw) == Kind::Number {
                        self.losses.push(Loss::spelt(place));
                    }
                }
                _ => self.unread(&name, place),
            }
        }
    }

    /// Keeps the name of what the record does not say.
    pub(crate) fn unread(&mut self, name: &str, place: Pointer) {
        let note = "the record has no place for it";
        self.losses.push(Loss::new(place, LossKind::Dropped, note));
        self.unread.push(name.to_owned());
    }

    /// The value as the record says it, if it is of the right kind.
    fn take(&mut self, (_, member, shape): &Field, raw: &RawValue) -> bool {
        let text = raw::string(raw);
        let text = text.as_deref();
        let value = match (shape, raw::kind(raw)) {
            (Shape::Text, Kind::String) => text.map(|text| json!(text)),
            (Shape::Number, Kind::Number) => Some(json!(raw.get())),
            (Shape::Text, Kind::Number) if is_identifier(member) => Some(json!(raw.get())),
            (Shape::Only, Kind::String) => text.map(|text| json!([text])),
            (Shape::Texts, Kind::Array) => texts(raw),
            (Shape::File, Kind::Object) => file(raw),
            (Shape::Path, Kind::String) => {
                let parts = text.and_then(|text| text.rsplit_once('/'));
                let Some((owner, name)) = parts else { return false };
                self.members.insert("owner".to_owned(), json!(owner));
                Some(json!(name))
            }
            _ => None,
        };
        let Some(value) = value else { return false };
        self.members.insert((*member).to_owned(), value);
        true
    }

    /// The record.
    pub(crate) fn record(
        mut self,
        registry: PublisherRegistry,
        provider: Provider,
    ) -> Converted<TrustedPublisher> {
        let empty = TrustedPublisher::of(registry, provider);
        let mut whole: Map<String, Value> =
            serde_json::from_str(&empty.to_json()).unwrap_or_default();
        whole.append(&mut self.members);
        if !self.unread.is_empty() {
            whole.insert("unread".to_owned(), json!(self.unread));
        }
        let record = TrustedPublisher::parse(&Value::Object(whole).to_string());
        Converted::new(record.unwrap_or(empty), self.losses)
    }
}

/// Null, and what is empty, restrict nothing: registries write so what is not set.
fn says_nothing(raw: &RawValue) -> bool {
    matches!(raw.get(), "null" | "\"\"" | "[]")
}

/// Identifiers are texts in one place and numbers in another; nothing else is.
fn is_identifier(member: &str) -> bool {
    member == "id" || member.ends_with("Id")
}

fn texts(raw: &RawValue) -> Option<Value> {
    let elements = raw::elements(raw)?;
    let texts = elements.into_iter().map(|it| raw::string(it).map(|text| json!(text)));
    texts.collect::<Option<Vec<_>>>().map(Value::from)
}

fn file(raw: &RawValue) -> Option<Value> {
    match raw::members(raw)?.as_slice() {
        [(name, file)] if name == "file" => raw::string(file).map(|text| json!(text)),
        _ => None,
    }
}

/// What of a record a configuration says.
#[derive(Debug)]
pub(crate) struct Writing {
    /// The record's members.
    record: Map<String, Value>,
    pub(crate) losses: Vec<Loss>,
}

impl Writing {
    /// A record for a registry and a provider; whatever the record says of others is a loss.
    pub(crate) fn of(record: &TrustedPublisher, registry: &str, provider: &str) -> Self {
        let members: Map<String, Value> = serde_json::from_str(&write(record)).unwrap_or_default();
        let mut writing = Self { record: members, losses: Vec::new() };
        let place = |name: &str| Pointer::root().child(name);
        writing.record.remove("schemaVersion");
        for (name, of_document) in [("registry", registry), ("provider", provider)] {
            if writing.record.remove(name) != Some(json!(of_document)) {
                let note = format!("the document is one of {of_document}");
                writing.losses.push(Loss::new(place(name), LossKind::Changed, note));
            }
        }
        writing
    }

    /// The members that a configuration has for the record's; those named in `needed` are written
    /// empty where the record does not say them.
    pub(crate) fn write(&mut self, fields: &[Field], needed: &[&str]) -> Map<String, Value> {
        let mut members = Map::new();
        for (native, member, shape) in fields {
            let value = match shape {
                Shape::Path => self.path(member),
                _ => self.record.get(*member).and_then(|value| native_value(value, *shape)),
            };
            if let Some(value) = value {
                self.record.remove(*member);
                members.insert((*native).to_owned(), value);
            } else if needed.contains(native) {
                let place = Pointer::root().child(member);
                let note = format!("{native} has to be there, and is empty");
                self.losses.push(Loss::new(place, LossKind::Defaulted, note));
                members.insert((*native).to_owned(), json!(""));
            }
        }
        members
    }

    fn path(&mut self, member: &str) -> Option<Value> {
        let path = match (self.record.get("owner"), self.record.get(member)) {
            (Some(Value::String(owner)), Some(Value::String(name))) => format!("{owner}/{name}"),
            _ => return None,
        };
        self.record.remove("owner");
        Some(json!(path))
    }

    /// All losses: what was said, and every member of the record that was not written.
    pub(crate) fn finish(mut self) -> Vec<Loss> {
        for (name, _) in &self.record {
            let place = Pointer::root().child(name);
            let note = "the registry has no place for it";
            self.losses.push(Loss::new(place, LossKind::Dropped, note));
        }
        self.losses
    }
}

fn native_value(value: &Value, shape: Shape) -> Option<Value> {
    match (shape, value) {
        (Shape::Text, Value::String(_)) | (Shape::Texts, Value::Array(_)) => Some(value.clone()),
        (Shape::Number, Value::String(text)) => text.parse::<u64>().ok().map(Value::from),
        (Shape::Only, Value::Array(items)) => match items.as_slice() {
            [only] if only.is_string() => Some(only.clone()),
            _ => None,
        },
        (Shape::File, Value::String(file)) => Some(json!({ "file": file })),
        _ => None,
    }
}

/// A configuration of one registry and provider, all of whose members stand side by side.
pub(crate) trait Configuration: Document + Default {
    /// The registry, by its word in the record.
    const REGISTRY: &'static str;
    /// The provider, by its word in the record.
    const PROVIDER: &'static str;
    /// The members.
    const FIELDS: &'static [Field];
    /// Members without which there is no such configuration.
    const NEEDED: &'static [&'static str];
    /// Members that only say in words what others say.
    const WORDS: &'static [&'static str] = &[];
}

/// The record of a configuration.
pub(crate) fn to_record<C: Configuration>(document: &C) -> Converted<TrustedPublisher> {
    let (view, root) = (document.view(), Pointer::root());
    let mut reading = Reading::default();
    reading.read(view.as_raw(), &root, C::FIELDS, C::WORDS);
    for (name, raw) in raw::members(view.as_raw()).unwrap_or_default() {
        if C::WORDS.contains(&&*name) && !says_nothing(raw) {
            let note = "it follows from the other members";
            reading.losses.push(Loss::new(root.child(&name), LossKind::Normalized, note));
        }
    }
    reading.record(C::REGISTRY.into(), C::PROVIDER.into())
}

/// The configuration of a record.
pub(crate) fn from_record<C: Configuration>(record: &TrustedPublisher) -> Converted<C> {
    let mut writing = Writing::of(record, C::REGISTRY, C::PROVIDER);
    let members = writing.write(C::FIELDS, C::NEEDED);
    let view = Raw::from_string(Value::Object(members).to_string()).unwrap_or_default();
    Converted::new(C::from_view(&view).unwrap_or_default(), writing.finish())
}

/// Why an object is no such configuration: a member that it needs is missing.
pub(crate) fn refusal<C: Configuration + pkgschema::object::Object>(
    document: &C,
    words: &'static str,
) -> Option<&'static str> {
    let missing = |name: &&&str| !document.has(name);
    C::NEEDED.iter().find(missing).map(|_| words)
}

/// Conversion and reading of a configuration.
// not every ecosystem has configurations of such a form
#[allow(unused_macros)]
macro_rules! configuration {
    ($Name:ident, $document:literal, $registry:literal, $provider:literal,
     needed: $needed:expr, fields: $fields:expr $(, words: $words:expr)?) => {
        impl crate::publishing::Configuration for $Name {
            const REGISTRY: &'static str = $registry;
            const PROVIDER: &'static str = $provider;
            const FIELDS: &'static [crate::publishing::Field] = $fields;
            const NEEDED: &'static [&'static str] = $needed;
            $( const WORDS: &'static [&'static str] = $words; )?
        }

        impl crate::syntax::json::JsonDocument for $Name {
            const DOCUMENT: &'static str = $document;

            fn refusal(&self) -> Option<&'static str> {
                crate::publishing::refusal(self, "a member that such a publisher has is missing")
            }
        }

        impl crate::ToRecord<pkgschema::provenance::TrustedPublisher> for $Name {
            fn to_record(&self) -> crate::Converted<pkgschema::provenance::TrustedPublisher> {
                crate::publishing::to_record(self)
            }
        }

        impl crate::FromRecord<pkgschema::provenance::TrustedPublisher> for $Name {
            fn from_record(
                record: &pkgschema::provenance::TrustedPublisher,
            ) -> crate::Converted<Self> {
                crate::publishing::from_record(record)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use configuration;
