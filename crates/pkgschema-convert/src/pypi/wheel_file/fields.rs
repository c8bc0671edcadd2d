//! The fields of a file of header fields by their names, and its view.
//!
//! Invariant: what is written is read back to the same fields.

use crate::syntax::headers::{self, Grouped, Headers};
use pkgschema::Text;
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use serde_json::value::RawValue;

/// Fields with their values, and what is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields {
    /// Names as written, in the order of their first values.
    named: Vec<(Text, Vec<Text>)>,
    /// Lines among the fields that are none.
    pub(super) lines: Vec<Text>,
    /// What stands behind the fields.
    pub(super) body: Option<Text>,
}

impl Fields {
    pub(super) fn of(headers: Headers<'_>) -> Self {
        let mut fields = Self::default();
        fields.body = headers.whole_body().map(|body| Text::from(&*body));
        let mut grouped = Grouped::default();
        for field in headers.fields {
            grouped.add(field);
        }
        let named = grouped.into_named().into_iter();
        let texts = |values: Vec<&str>| values.into_iter().map(Text::from).collect();
        fields.named = named.map(|(name, values)| (name.into(), texts(values))).collect();
        fields.lines = headers.stray.into_iter().map(Text::from).collect();
        fields
    }

    /// The names as written.
    pub(super) fn names(&self) -> impl Iterator<Item = &Text> {
        self.named.iter().map(|(name, _)| name)
    }

    /// The values of a field: its name as written, the index and the value.
    pub(super) fn of_name<'f>(
        &'f self,
        name: &'f str,
    ) -> impl Iterator<Item = (&'f Text, usize, &'f Text)> {
        let found = self.named.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        found.flat_map(|(own, values)| {
            values.iter().enumerate().map(move |(index, value)| (own, index, value))
        })
    }

    /// The first value of a field, if it says anything.
    pub(super) fn first(&self, name: &str) -> Option<&str> {
        let mut found = self.named.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let value = found.next()?.1.first()?.trim();
        Some(value).filter(|value| !value.is_empty())
    }

    /// The text: lines that are no fields go first, where they can only be passed over again.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.extend([line, "\n"]);
        }
        for (name, values) in &self.named {
            values.iter().for_each(|value| {
                headers::write(name, value, &mut text);
            });
        }
        if let Some(body) = &self.body {
            text.extend(["\n", body]);
        }
        text
    }

    pub(super) fn view(&self) -> Raw {
        let mut writer = Writer::default();
        let mut object = writer.object();
        if !self.lines.is_empty() || self.body.is_some() {
            object.member("", |to| self.view_of_others(to));
        }
        for (name, values) in &self.named {
            object.member(name, |to| to.array(values, |to, value| to.string(value)));
        }
        object.end();
        // the writer writes JSON only
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }

    fn view_of_others(&self, to: &mut Writer) {
        let mut object = to.object();
        if !self.lines.is_empty() {
            object.member("lines", |to| to.array(&self.lines, |to, line| to.string(line)));
        }
        if let Some(body) = &self.body {
            object.member("body", |to| to.string(body));
        }
        object.end();
    }

    /// `None` if it is the view of no such text.
    pub(super) fn from_view(view: &RawValue) -> Option<Self> {
        let mut fields = Self::default();
        for (name, value) in raw::members(view)? {
            match name.is_empty() {
                true => fields.read_others(value)?,
                false => fields.named.push((name.as_ref().into(), texts(value)?)),
            }
        }
        // whatever would be read back as something else is no view
        let text = fields.text();
        (Self::of(headers::read(&text)) == fields).then_some(fields)
    }

    fn read_others(&mut self, value: &RawValue) -> Option<()> {
        for (name, value) in raw::members(value)? {
            match &*name {
                "lines" => self.lines = texts(value)?,
                "body" => self.body = Some(text(value)?),
                _ => return None,
            }
        }
        Some(())
    }
}

fn texts(value: &RawValue) -> Option<Vec<Text>> {
    raw::elements(value)?.into_iter().map(text).collect()
}

fn text(value: &RawValue) -> Option<Text> {
    let is_text = raw::kind(value) == Kind::String;
    is_text.then(|| raw::string(value)).flatten().map(Text::from)
}
