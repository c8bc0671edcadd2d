//! The attributes of a section, and the view of a manifest.
//!
//! Invariant: names are as written; an attribute is found by its name in any case.

use super::JarManifest;
use crate::found::Found;
use crate::syntax::jar_manifest as syntax;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use pkgschema::{Pointer, Severity, Text};
use serde_json::value::RawValue;
use std::collections::HashMap;

/// Attributes with their texts, in the order of the first ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    named: Vec<(Text, Vec<Text>)>,
}

impl Section {
    pub(super) fn of(section: syntax::Section<'_>) -> Self {
        let (mut all, mut known) = (Self::default(), HashMap::new());
        for (name, value) in section {
            let next = all.named.len();
            let at = *known.entry(name).or_insert(next);
            if at == next {
                all.named.push((name.into(), Vec::new()));
            }
            all.named.get_mut(at).into_iter().for_each(|(_, it)| it.push((*value).into()));
        }
        all
    }

    /// The spelling of an attribute that counts: the last one of those that differ in case.
    pub(super) fn found(&self, name: &str) -> Option<(&Text, &[Text])> {
        let mut all = self.named.iter().rev();
        let (own, texts) = all.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
        Some((own, texts))
    }

    /// The text of an attribute that counts.
    pub(super) fn last(&self, name: &str) -> Option<&Text> {
        self.found(name)?.1.last()
    }

    /// What a section is about: its first attribute, which is `Name` in any case.
    pub(super) fn entry(&self) -> Option<&Text> {
        let (name, texts) = self.named.first()?;
        texts.first().filter(|_| name.eq_ignore_ascii_case(super::NAME))
    }

    pub(super) fn write(&self, text: &mut String) {
        for (name, values) in &self.named {
            values.iter().for_each(|value| syntax::write(name, value, text));
        }
    }

    pub(super) fn check(&self, place: &Pointer, found: &mut Found) {
        let mut known: HashMap<String, ()> = HashMap::new();
        for (name, values) in &self.named {
            let again = known.insert(name.to_ascii_lowercase(), ()).is_some();
            if again || values.len() > 1 {
                let words = "the attribute is there more than once; the last one counts";
                let place = || place.child(name);
                found.add(place, "duplicate-attribute", Severity::Warning, words);
            }
        }
    }

    fn view(&self, to: &mut Writer) {
        let mut object = to.object();
        for (name, texts) in &self.named {
            object.member(name, |to| match texts.as_slice() {
                [text] => to.string(text),
                texts => to.array(texts, |to, text| to.string(text)),
            });
        }
        object.end();
    }

    fn from_view(view: &RawValue) -> Option<Self> {
        let mut section = Self::default();
        for (name, value) in raw::members(view)? {
            let values = raw::elements(value).unwrap_or_else(|| vec![value]);
            let values: Option<Vec<Text>> = values.into_iter().map(text).collect();
            section.named.push((name.as_ref().into(), values?));
        }
        Some(section)
    }
}

fn text(value: &RawValue) -> Option<Text> {
    let is_text = raw::kind(value) == Kind::String;
    is_text.then(|| raw::string(value)).flatten().map(Text::from)
}

pub(super) fn view(manifest: &JarManifest) -> Raw {
    let mut writer = Writer::default();
    let mut object = writer.object();
    object.member("main", |to| manifest.main.view(to));
    if !manifest.sections.is_empty() {
        object.member("sections", |to| to.array(&manifest.sections, |to, it| it.view(to)));
    }
    if !manifest.lines.is_empty() {
        object.member("lines", |to| to.array(&manifest.lines, |to, it| to.string(it)));
    }
    object.end();
    // the writer writes JSON only
    Raw::from_string(writer.into_text()).unwrap_or_default()
}

/// `None` if it is the view of no manifest.
pub(super) fn from_view(view: &RawValue) -> Option<JarManifest> {
    let mut manifest = JarManifest::default();
    for (name, value) in raw::members(view)? {
        let each = || raw::elements(value).map(Vec::into_iter);
        match &*name {
            "main" => manifest.main = Section::from_view(value)?,
            "sections" => {
                manifest.sections = each()?.map(Section::from_view).collect::<Option<_>>()?;
            }
            "lines" => manifest.lines = each()?.map(text).collect::<Option<_>>()?,
            _ => return None,
        }
    }
    Some(manifest)
}
