//! What is odd in how an XML document is written.
//!
//! Invariant: nothing here keeps a document from being read.

use super::Shape;
use super::view::{ATTRIBUTE, NUMBER, TEXT};
use pkgschema::object::raw::{self, Kind};
use pkgschema::{Finding, Pointer, Severity};
use serde_json::value::RawValue;
use std::collections::BTreeSet;

/// The attributes that declare prefixes begin so.
const DECLARES: &str = "@xmlns:";

/// Entities that XML does not have, elements that are there twice, prefixes that nobody declares.
pub(crate) fn of(view: &RawValue, entities: &[String], shape: &Shape) -> Vec<Finding> {
    let mut found = Vec::new();
    if !entities.is_empty() {
        let words = format!("XML does not have the entities {}", entities.join(", "));
        found.push(Finding::new(Pointer::root(), "foreign-entity", Severity::Warning, words));
    }
    let mut walk = Walk { shape, place: Pointer::root(), found, prefixes: BTreeSet::new() };
    walk.prefixes.insert("xml".to_owned());
    walk.object(view, true, &BTreeSet::new());
    walk.found
}

struct Walk<'s> {
    shape: &'s Shape,
    place: Pointer,
    found: Vec<Finding>,
    /// Prefixes that are known, or have been found.
    prefixes: BTreeSet<String>,
}

impl Walk<'_> {
    fn object(&mut self, value: &RawValue, is_known: bool, declared: &BTreeSet<String>) {
        let members = raw::members(value).unwrap_or_default();
        let own = members.iter().filter_map(|(name, _)| name.strip_prefix(DECLARES));
        let declared: BTreeSet<String> =
            declared.iter().cloned().chain(own.map(str::to_owned)).collect();
        for (name, value) in &members {
            self.place.push(name);
            self.name(name, is_known, &declared);
            self.value(name, value, &declared);
            self.place.pop();
        }
    }

    fn name(&mut self, name: &str, is_known: bool, declared: &BTreeSet<String>) {
        if is_known && name.contains(NUMBER) && !name.starts_with(TEXT) {
            let words = "the element is there more than once";
            self.add("duplicate-element", Severity::Error, words.to_owned());
        }
        let plain = name.strip_prefix(ATTRIBUTE).unwrap_or(name);
        let Some((prefix, _)) = plain.split_once(':') else { return };
        if prefix == "xmlns" || declared.contains(prefix) || !self.prefixes.insert(prefix.into()) {
            return;
        }
        self.add(
            "undeclared-prefix",
            Severity::Warning,
            format!("nobody declares the prefix {prefix}"),
        );
    }

    fn value(&mut self, name: &str, value: &RawValue, declared: &BTreeSet<String>) {
        match raw::kind(value) {
            Kind::Object => self.object(value, self.shape.is_object(name), declared),
            Kind::Array => {
                let item = self.shape.item(name).unwrap_or(name);
                let elements = raw::elements(value).unwrap_or_default();
                for (index, element) in elements.iter().enumerate() {
                    self.place.push(&index.to_string());
                    self.value(item, element, declared);
                    self.place.pop();
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, code: &'static str, severity: Severity, words: String) {
        self.found.push(Finding::new(self.place.clone(), code, severity, words));
    }
}
