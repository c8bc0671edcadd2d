//! The JSON view of INI text.
//!
//! Invariant: the view of what a view gives is that view.

use super::{Ini, Section};
use pkgschema::object::{Raw, Writer, raw};
use pkgschema::{ParseError, ParseErrorKind, Text};
use serde_json::value::RawValue;

/// The view: an object of the sections, each an object of its options.
pub(crate) fn view(ini: &Ini) -> Raw {
    let mut writer = Writer::default();
    let mut object = writer.object();
    if !ini.lines.is_empty() {
        object.member("", |to| stray(to, "", &ini.lines));
    }
    for section in &ini.sections {
        object.member(&section.name, |to| {
            let mut object = to.object();
            for (name, value) in &section.options {
                object.member(name, |to| to.string(value));
            }
            if !section.lines.is_empty() || !section.behind.is_empty() {
                object.member("", |to| stray(to, &section.behind, &section.lines));
            }
            object.end();
        });
    }
    object.end();
    // the writer writes JSON only
    Raw::from_string(writer.into_text()).unwrap_or_default()
}

fn stray(to: &mut Writer, behind: &str, lines: &[Text]) {
    let mut object = to.object();
    if !behind.is_empty() {
        object.member("behind", |to| to.string(behind));
    }
    if !lines.is_empty() {
        object.member("lines", |to| to.array(lines, |to, line| to.string(line)));
    }
    object.end();
}

/// The content whose view this is.
///
/// # Errors
/// If it is the view of no INI text.
pub(crate) fn from_view(view: &Raw) -> Result<Ini, ParseError> {
    read(view.as_raw()).ok_or_else(|| {
        let words = "expected an object of sections, each an object of texts";
        ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str())
    })
}

fn read(view: &RawValue) -> Option<Ini> {
    let mut ini = Ini::default();
    for (name, value) in raw::members(view)? {
        if name.is_empty() {
            (_, ini.lines) = read_stray(value)?;
            continue;
        }
        let mut section = Section { name: Text::from(name), ..Section::default() };
        for (name, value) in raw::members(value)? {
            match name.is_empty() {
                true => (section.behind, section.lines) = read_stray(value)?,
                false => section.options.push((Text::from(name), text(value)?)),
            }
        }
        ini.sections.push(section);
    }
    Some(ini)
}

fn read_stray(value: &RawValue) -> Option<(Text, Vec<Text>)> {
    let (mut behind, mut lines) = (Text::default(), Vec::new());
    for (name, value) in raw::members(value)? {
        match &*name {
            "behind" => behind = text(value)?,
            "lines" => {
                lines = raw::elements(value)?.into_iter().map(text).collect::<Option<_>>()?
            }
            _ => return None,
        }
    }
    Some((behind, lines))
}

fn text(value: &RawValue) -> Option<Text> {
    raw::string(value).map(Text::from)
}
