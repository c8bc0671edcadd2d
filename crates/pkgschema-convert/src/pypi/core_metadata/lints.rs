//! What is odd in core metadata beyond the shape of its fields.
//!
//! Invariant: what `packaging` refuses of a field is an error at that field.

mod licenses;
mod texts;

use super::fields::{FormatVersion, Rule, VERSIONS, rule};
use super::record::UNKNOWN;
use super::{CoreFields, STRAY};
use crate::found::Found;
use crate::names;
use crate::pypi::import_names::is_import;
use crate::pypi::people::is_encoded;
use crate::pypi::{Requirement, project_urls};
use pkgschema::identity::Ecosystem;
use pkgschema::object::{List, raw};
use pkgschema::version::pypi::{SpecifierSet, Version};
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

/// Fields without which a document is none to the registry.
const NEEDED: [&str; 3] = ["Metadata-Version", "Name", "Version"];

/// Fields that no build decides.
const NEVER_DYNAMIC: [&str; 3] = NEEDED;

/// All findings.
pub(super) fn of(fields: &CoreFields) -> Vec<Finding> {
    let mut lints = Lints { fields, found: Found::default() };
    lints.stray();
    lints.needed();
    lints.format();
    for (rule, values) in fields.stated() {
        lints.times(rule, values);
        lints.plain(rule, values);
    }
    lints.identity();
    lints.urls();
    lints.dynamic();
    lints.needs();
    licenses::check(&mut lints);
    texts::check(&mut lints);
    lints.found.done()
}

/// A document under the eye, with what was found so far.
struct Lints<'f> {
    fields: &'f CoreFields,
    found: Found,
}

impl<'f> Lints<'f> {
    fn error(&mut self, field: &str, index: usize, code: &'static str, words: &str) {
        let place = || Pointer::root().child(field).index(index);
        self.found.add(place, code, Severity::Error, words);
    }

    fn warn(&mut self, field: &str, index: usize, code: &'static str, words: &str) {
        let place = || Pointer::root().child(field).index(index);
        self.found.add(place, code, Severity::Warning, words);
    }

    fn stray(&mut self) {
        let lines = self.fields.rest.get(STRAY).and_then(|raw| raw::elements(raw.as_raw()));
        for index in 0..lines.unwrap_or_default().len() {
            self.warn(STRAY, index, "stray-line", "no field, and passed over by every reader");
        }
    }

    fn needed(&mut self) {
        for name in NEEDED {
            let stated = self
                .fields
                .stated()
                .any(|(rule, values)| rule.name == name && CoreFields::first(values).is_some());
            if !stated {
                let words = format!("expected the field {name}");
                self.found.add(Pointer::root, "missing-field", Severity::Error, &words);
            }
        }
    }

    fn format(&mut self) {
        let Some(whole) = self.fields.metadata_version.first() else { return };
        let stated = whole.trim();
        if stated.is_empty() {
            return;
        }
        let newest = VERSIONS.last().copied().unwrap_or_default();
        match self.fields.format_version() {
            None => {
                let words = "expected a version of the format such as 2.4";
                self.error("Metadata-Version", 0, "format-version", words);
            }
            Some((major, minor)) if **whole != *format!("{major}.{minor}") => {
                let words = "expected a version of the format such as 2.4, and nothing around it";
                self.error("Metadata-Version", 0, "format-version", words);
            }
            Some(version) if VERSIONS.contains(&version) => self.newer_fields(version, stated),
            // the specification has tools warn of a later minor version and fail at a major one
            Some(version) if version > newest && version.0 == newest.0 => {
                let words = "a later version of the format than is known here";
                self.warn("Metadata-Version", 0, "later-format", words);
            }
            Some(_) => {
                let words = "the format has no such version";
                self.error("Metadata-Version", 0, "format-version", words);
            }
        }
    }

    /// Fields that came with a later version than the one stated.
    fn newer_fields(&mut self, version: FormatVersion, stated: &str) {
        let newer: Vec<&Rule> = self.fields.stated().map(|(rule, _)| rule).collect();
        for rule in newer.into_iter().filter(|rule| rule.since > version) {
            let (major, minor) = rule.since;
            let words = format!("came with version {major}.{minor}, and this is {stated}");
            // setuptools has named licence files since long before they were a field
            match rule.name {
                "License-File" => self.warn(rule.name, 0, "later-field", &words),
                _ => self.error(rule.name, 0, "later-field", &words),
            }
        }
    }

    fn times(&mut self, rule: &Rule, values: &List<Text>) {
        let more = if rule.is_multiple { 0..0 } else { 1..values.len().max(1) };
        for index in more {
            let words = "stands twice, and only the first value counts";
            self.error(rule.name, index, "duplicate-field", words);
        }
    }

    /// Texts that no field should have.
    fn plain(&mut self, rule: &Rule, values: &List<Text>) {
        for (index, value) in values.indexed() {
            if value.trim() == UNKNOWN {
                let place = || Pointer::root().child(rule.name).index(index);
                let words = "what tools wrote where nothing was said";
                self.found.add(place, "unknown-value", Severity::Note, words);
            }
            if value.chars().any(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r')) {
                self.warn(rule.name, index, "control-character", "holds a control character");
            }
            if value.contains("=?") && is_encoded(value) {
                let words = "words in the encoding of mail headers, where UTF-8 stands";
                self.warn(rule.name, index, "encoded-word", words);
            }
        }
    }

    fn identity(&mut self) {
        let name = self.fields.name.first().filter(|name| !name.trim().is_empty());
        if let Some(name) = name {
            let place = Pointer::root().child("Name").index(0);
            self.found.extend(names::odd(&Ecosystem::PYPI, name), &place);
        }
        let version = CoreFields::first(&self.fields.version);
        if let Some(Err(error)) = version.map(Version::parse) {
            self.error("Version", 0, "malformed-version", &error.to_string());
        }
        for (index, extra) in self.fields.provides_extra.indexed() {
            let place = Pointer::root().child("Provides-Extra").index(index);
            self.found.extend(names::odd(&Ecosystem::PYPI, extra), &place);
        }
        let lists = [
            ("Import-Name", &self.fields.import_name),
            ("Import-Namespace", &self.fields.import_namespace),
        ];
        for (field, values) in lists {
            for (index, value) in values.indexed().filter(|(_, value)| !is_import(value)) {
                // no names at all are said by one empty field
                if !(value.is_empty() && field == "Import-Name" && values.len() == 1) {
                    let words = "expected a dotted name, maybe with `; private` behind it";
                    self.error(field, index, "import-name", words);
                }
            }
        }
    }

    fn urls(&mut self) {
        let mut labels = HashSet::new();
        for (index, text) in self.fields.project_url.indexed() {
            let (label, _) = project_urls::parts(text);
            match label {
                None => {
                    let words = "expected a label, a comma and an address";
                    self.error("Project-URL", index, "project-url", words);
                }
                Some(label) if !labels.insert(label) => {
                    self.error("Project-URL", index, "duplicate-label", "the label stands twice");
                }
                Some(label) if label.chars().count() > 32 => {
                    let words = "the label is longer than 32 characters";
                    self.warn("Project-URL", index, "long-label", words);
                }
                Some(_) => {}
            }
        }
    }

    fn dynamic(&mut self) {
        for (index, name) in self.fields.dynamic.indexed() {
            match rule(name) {
                None => self.error("Dynamic", index, "dynamic", "no field of this name"),
                Some(rule) if NEVER_DYNAMIC.contains(&rule.name) => {
                    self.error("Dynamic", index, "dynamic", "no build may change this field");
                }
                Some(_) => {}
            }
        }
    }

    fn needs(&mut self) {
        let python = CoreFields::first(&self.fields.requires_python);
        if let Some(Err(error)) = python.map(SpecifierSet::parse) {
            self.error("Requires-Python", 0, "malformed-specifier", &error.to_string());
        }
        for (index, text) in self.fields.requires_dist.indexed() {
            let place = Pointer::root().child("Requires-Dist").index(index);
            match Requirement::parse(text) {
                Ok(requirement) => self.found.extend(requirement.check(), &place),
                Err(error) => {
                    let words = error.to_string();
                    self.error("Requires-Dist", index, "malformed-requirement", &words);
                }
            }
        }
    }
}
