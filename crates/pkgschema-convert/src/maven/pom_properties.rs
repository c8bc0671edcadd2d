//! `pom.properties`: the coordinates that Maven writes into an archive it builds.
//!
//! | entry | record |
//! |---|---|
//! | `groupId`, `artifactId`, `version` | `namespace`, `name`, `version` |
//! | any other | lost: what development tools say of the machine |
//!
//! Its view is an object of the entries, each with its text, or with an array of its texts if it
//! is there several times, of which the last one counts. Comments, among them the time of the
//! build, are not in the view.
//!
//! Source: the Maven Archiver's reference, "addMavenDescriptor"; the documentation of
//! `java.util.Properties`.
//!
//! Invariant: only what stands under the three names is ever part of an identity.

use super::{coordinates, unsaid};
use crate::leftovers::Leftovers;
use crate::names;
use crate::syntax::properties::{self, Entry};
use crate::{Converted, Document, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use std::collections::HashMap;

/// The coordinates by their names here and in a record.
const NAMES: [&str; 3] = ["groupId", "artifactId", "version"];

/// A `pom.properties`.
///
/// ```
/// use pkgschema::metadata::PackageMetadata;
/// use pkgschema_convert::{Document, ToRecord, maven::PomProperties};
/// let text = "#by hand\ngroupId=org.example\nartifactId = wid\\\n  get\nversion: 1.0\n";
/// let properties = PomProperties::parse(text)?;
/// assert_eq!(properties.get("artifactId"), Some("widget"));
/// let records: Vec<PackageMetadata> = properties.to_record().value;
/// assert_eq!(records[0].purl().unwrap()?.as_str(), "pkg:maven/org.example/widget@1.0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PomProperties {
    /// Texts by their names, in the order of the first ones.
    entries: Vec<(Text, Vec<Text>)>,
    /// Names of entries with broken escapes.
    broken: Vec<Text>,
    /// Whether the text has characters beyond ASCII.
    beyond_ascii: bool,
}

impl PomProperties {
    /// The text that counts under a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.entries.iter().find(|(own, _)| own == name);
        found.and_then(|(_, texts)| texts.last()).map(Text::as_str)
    }

    /// Whether all three coordinates are there, plainly.
    pub(crate) fn is_certain(&self) -> bool {
        let plain = |text: &str| !text.is_empty() && !text.starts_with(['"', '\'', '[', '{']);
        NAMES.into_iter().all(|name| self.get(name).is_some_and(plain))
    }

    fn of(entries: Vec<Entry>) -> Self {
        let (mut all, mut known) = (Self::default(), HashMap::new());
        for entry in entries {
            let key = Text::from(entry.key);
            if entry.broken {
                all.broken.push(key.clone());
            }
            let next = all.entries.len();
            let at = *known.entry(key.clone()).or_insert(next);
            if at == next {
                all.entries.push((key, Vec::new()));
            }
            all.entries.get_mut(at).into_iter().for_each(|(_, it)| it.push((*entry.value).into()));
        }
        all
    }

    fn known(self, text: &str) -> Result<Self, ParseError> {
        if NAMES.into_iter().any(|name| self.get(name).is_some()) {
            return Ok(self);
        }
        let words = "expected one of the entries groupId, artifactId, version";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }
}

impl Document for PomProperties {
    const NAME: &'static str = "pom.properties";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim().is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no entries", text));
        }
        let mut all = Self::of(properties::read(text));
        all.beyond_ascii = !text.is_ascii();
        all.known(text)
    }

    fn view(&self) -> Raw {
        let mut writer = Writer::default();
        let mut object = writer.object();
        for (name, texts) in &self.entries {
            object.member(name, |to| match texts.as_slice() {
                [text] => to.string(text),
                texts => to.array(texts, |to, text| to.string(text)),
            });
        }
        object.end();
        // the writer writes JSON only
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let odd = || {
            let words = "expected an object of texts and arrays of texts";
            ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str())
        };
        let mut entries = Vec::new();
        for (name, value) in raw::members(view.as_raw()).ok_or_else(odd)? {
            let values = raw::elements(value).unwrap_or_else(|| vec![value]);
            if values.is_empty() {
                return Err(odd()); // no file says a name without a text
            }
            for value in values {
                let text = Some(value).filter(|it| raw::kind(it) == Kind::String);
                let value = text.and_then(raw::string).ok_or_else(odd)?.into_owned();
                entries.push(Entry { key: name.to_string(), value, broken: false });
            }
        }
        Self::of(entries).known(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        let mut text = String::new();
        for (name, texts) in &self.entries {
            texts.iter().for_each(|value| properties::write(name, value, &mut text));
        }
        Converted::lossless(text)
    }

    fn check(&self) -> Vec<Finding> {
        let (root, mut found) = (Pointer::root(), Vec::new());
        let mut add = |place: Pointer, code, severity, words: &str| {
            found.push(Finding::new(place, code, severity, words));
        };
        for name in NAMES.into_iter().filter(|name| self.get(name).is_none()) {
            add(root.child(name), "missing-entry", Severity::Error, "every archive says it");
        }
        for name in NAMES.into_iter().filter(|it| self.get(it).is_some_and(|it| it.contains("${")))
        {
            let words = "an expression that nobody has replaced";
            add(root.child(name), "expression", Severity::Error, words);
        }
        for (name, _) in self.entries.iter().filter(|(_, texts)| texts.len() > 1).take(100) {
            let words = "the entry is there more than once; the last one counts";
            add(root.child(name), "duplicate-entry", Severity::Warning, words);
        }
        for name in self.broken.iter().take(100) {
            let words = "an escape without four hexadecimal digits; Java refuses the file";
            add(root.child(name), "broken-escape", Severity::Error, words);
        }
        if self.beyond_ascii {
            let words = "characters beyond ASCII, which Java reads as Latin-1";
            add(root.clone(), "not-ascii", Severity::Warning, words);
        }
        if let (Some(group), Some(artifact)) = (self.get("groupId"), self.get("artifactId")) {
            let name = [group, ":", artifact].concat();
            found.extend(names::check(&Ecosystem::MAVEN, &name, &root.child("artifactId")));
        }
        found
    }
}

impl ToRecord<Vec<PackageMetadata>> for PomProperties {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (mut record, mut left) = (PackageMetadata::of(Ecosystem::MAVEN), Leftovers::default());
        let members = [&mut record.namespace, &mut record.name, &mut record.version];
        for (name, member) in NAMES.into_iter().zip(members) {
            let Some(text) = self.get(name).filter(|text| coordinates::is_known(text)) else {
                continue;
            };
            *member = Some(text.into());
            self.take(name, &mut left);
        }
        unsaid::mark(&mut record, &[]);
        Converted::new(vec![record], left.finish_by(self.view().as_raw(), &why))
    }
}

impl PomProperties {
    /// Of several texts of a name the last one is used.
    fn take(&self, name: &str, left: &mut Leftovers) {
        let place = Pointer::root().child(name);
        match self.entries.iter().find(|(own, _)| own == name).map(|(_, texts)| texts.len()) {
            Some(count) if count > 1 => {
                left.take(&place.index(count - 1));
                let note = "the entry is there again, and the last one counts";
                (0..count - 1).for_each(|it| left.lose(&place.index(it), LossKind::Dropped, note));
            }
            _ => left.take(&place),
        }
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    match NAMES.into_iter().any(|name| place.tokens().next().as_deref() == Some(name)) {
        true => "it is no part of an identity",
        false => "it is no coordinate",
    }
}
