//! Decoded components on their way to a canonical purl: normalised, checked, written.
//!
//! Invariant: both roads to a [`Purl`], text and builder, end here, so they obey the same rules.

use std::borrow::Cow;

use super::{
    Layout, MAX_LENGTH, Purl,
    definition::{self, ComponentDefinition, Requirement, TypeDefinition},
    hooks::Hook,
    octet, percent,
};
use crate::{ParseError, ParseErrorKind};

/// A decoded component and where its text begins in the input, if there is one.
#[derive(Default)]
pub(super) struct Part<'a> {
    pub(super) value: Cow<'a, str>,
    pub(super) at: Option<usize>,
}

/// A key, its decoded value, and where the pair begins.
pub(super) struct Qualifier<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) value: Cow<'a, str>,
    pub(super) at: Option<usize>,
}

/// All components. Empty values count as absent.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// The text that the components come from.
    pub(super) source: Option<&'a str>,
    pub(super) package_type: Part<'a>,
    pub(super) namespace: Part<'a>,
    pub(super) name: Part<'a>,
    pub(super) version: Part<'a>,
    pub(super) qualifiers: Vec<Qualifier<'a>>,
    pub(super) subpath: Part<'a>,
}

impl Parts<'_> {
    /// The canonical purl of these components, whose type is known to be well-formed.
    pub(super) fn assemble(mut self) -> Result<Purl, ParseError> {
        let index = definition::index(&self.package_type.value);
        let definition = index.and_then(definition::by_index);
        clean(&mut self.namespace.value, |segment| !segment.is_empty());
        clean(&mut self.subpath.value, |segment| !matches!(segment, b"" | b"." | b".."));
        self.sort_qualifiers()?;
        if let Some(definition) = definition {
            self.fold(definition);
            definition.hook.apply(&mut self)?;
        }
        if self.name.value.is_empty() {
            return Err(self.syntax("name is missing", &self.name));
        }
        if let Some(definition) = definition {
            self.check(definition)?;
        }
        self.write(index, definition.map_or(Hook::None, |definition| definition.hook))
    }

    /// The value of a qualifier.
    pub(super) fn qualifier(&self, key: &str) -> Option<&str> {
        let found = self.qualifiers.iter().find(|qualifier| qualifier.key == key);
        found.map(|qualifier| &*qualifier.value)
    }

    /// An error about the grammar at one component.
    pub(super) fn syntax(&self, detail: impl Into<String>, part: &Part<'_>) -> ParseError {
        self.error(ParseErrorKind::Syntax, detail.into(), &part.value, part.at)
    }

    /// An error about a rule of the type at one component.
    pub(super) fn rule_broken(&self, detail: String, part: &Part<'_>) -> ParseError {
        self.error(ParseErrorKind::TypeRule, detail, &part.value, part.at)
    }

    fn error(
        &self,
        kind: ParseErrorKind,
        detail: String,
        value: &str,
        at: Option<usize>,
    ) -> ParseError {
        let error = ParseError::new(kind, detail, self.source.unwrap_or(value));
        match at {
            Some(at) => error.at_offset(at),
            None => error,
        }
    }

    /// Section 5.6.6: lowercase keys, each of them once, empty values as if they were not there.
    fn sort_qualifiers(&mut self) -> Result<(), ParseError> {
        for qualifier in &mut self.qualifiers {
            if qualifier.key.bytes().any(|byte| byte.is_ascii_uppercase()) {
                qualifier.key = Cow::Owned(qualifier.key.to_ascii_lowercase());
            }
        }
        self.qualifiers.sort_by(|a, b| a.key.cmp(&b.key));
        for pair in self.qualifiers.windows(2) {
            match pair {
                [first, second] if first.key == second.key => {
                    let detail = format!("qualifier \"{}\" is there twice", second.key);
                    let kind = ParseErrorKind::Syntax;
                    return Err(self.error(kind, detail, &second.key, second.at));
                }
                _ => {}
            }
        }
        for qualifier in &self.qualifiers {
            if let Some(detail) = key_problem(&qualifier.key) {
                let kind = ParseErrorKind::Syntax;
                return Err(self.error(kind, detail, &qualifier.key, qualifier.at));
            }
        }
        self.qualifiers.retain(|qualifier| !qualifier.value.is_empty());
        Ok(())
    }

    fn fold(&mut self, definition: &TypeDefinition) {
        let components = [
            (&definition.namespace, &mut self.namespace),
            (&definition.package_name, &mut self.name),
            (&definition.version, &mut self.version),
            (&definition.subpath, &mut self.subpath),
        ];
        for (rules, part) in components {
            if !rules.case_sensitive {
                lowercase(&mut part.value);
            }
        }
    }

    fn check(&self, definition: &TypeDefinition) -> Result<(), ParseError> {
        for (label, rules, part) in [
            ("namespace", &definition.namespace, &self.namespace),
            ("name", &definition.package_name, &self.name),
            ("version", &definition.version, &self.version),
            ("subpath", &definition.subpath, &self.subpath),
        ] {
            self.check_component(definition.name, label, rules, part)?;
        }
        for rules in definition.qualifiers {
            if rules.requirement != Requirement::Optional
                && !rules.requirement.allows(self.qualifier(rules.key).is_some())
            {
                let detail = format!(
                    "qualifier \"{}\" is {} for type \"{}\"",
                    rules.key, rules.requirement, definition.name
                );
                let kind = ParseErrorKind::TypeRule;
                return Err(self.error(kind, detail, &self.name.value, self.name.at));
            }
        }
        Ok(())
    }

    fn check_component(
        &self,
        name: &str,
        label: &str,
        rules: &ComponentDefinition,
        part: &Part<'_>,
    ) -> Result<(), ParseError> {
        let present = !part.value.is_empty();
        let kind = ParseErrorKind::TypeRule;
        if !rules.requirement.allows(present) {
            let detail = format!("{label} is {} for type \"{name}\"", rules.requirement);
            // an absent component has no place: its neighbour, the name, stands for it
            let place = if rules.requirement == Requirement::Required { &self.name } else { part };
            return Err(self.error(kind, detail, &place.value, place.at));
        }
        match rules.permitted {
            Some(permitted) if present && !permitted.matches(&part.value) => {
                let pattern = permitted.pattern();
                let detail = format!("{label} does not match {pattern} for type \"{name}\"");
                Err(self.error(kind, detail, &part.value, part.at))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, type_index: Option<u8>, hook: Hook) -> Result<Purl, ParseError> {
        let mut out = String::with_capacity(self.capacity());
        let mut layout = Layout { type_index, ..Layout::default() };
        out.push_str("pkg:");
        out.push_str(&self.package_type.value);
        out.make_ascii_lowercase();
        layout.type_end = mark(&out);
        out.push('/');
        if !self.namespace.value.is_empty() {
            percent::encode_segments(&mut out, &self.namespace.value);
            out.push('/');
        }
        layout.name_start = mark(&out);
        match hook {
            Hook::Git => percent::encode_segments(&mut out, &self.name.value),
            _ => percent::encode(&mut out, &self.name.value),
        }
        layout.name_end = mark(&out);
        if !self.version.value.is_empty() {
            out.push('@');
            percent::encode(&mut out, &self.version.value);
        }
        layout.version_end = mark(&out);
        for (index, qualifier) in self.qualifiers.iter().enumerate() {
            out.push(if index == 0 { '?' } else { '&' });
            out.push_str(&qualifier.key);
            out.push('=');
            percent::encode(&mut out, &qualifier.value);
        }
        layout.qualifiers_end = mark(&out);
        if !self.subpath.value.is_empty() {
            out.push('#');
            percent::encode_segments(&mut out, &self.subpath.value);
        }
        if out.len() > MAX_LENGTH {
            return Err(too_long(self.source.unwrap_or(&out)));
        }
        Ok(Purl { text: out.into(), layout })
    }

    /// Room for the canonical text if little has to be encoded.
    fn capacity(&self) -> usize {
        let values = [&self.namespace, &self.name, &self.version, &self.subpath];
        let values: usize = values.iter().map(|part| part.value.len() + 4).sum();
        let pairs = self.qualifiers.iter().map(|pair| pair.key.len() + pair.value.len() + 10);
        let room = self.package_type.value.len() + values + pairs.sum::<usize>();
        16 + room + room / 4
    }
}

/// Section 5.6.2: what is wrong with a type, and where in it.
pub(super) fn type_problem(package_type: &str) -> Option<(usize, String)> {
    let Some(first) = package_type.bytes().next() else {
        return Some((0, "type is missing".to_owned()));
    };
    if !first.is_ascii_alphabetic() {
        return Some((0, "type does not begin with an ASCII letter".to_owned()));
    }
    let permitted = |byte: u8| matches!(octet::class(byte), octet::PLAIN | octet::UPPER);
    let at = package_type.bytes().position(|byte| !permitted(byte))?;
    let wrong = package_type.get(at..).and_then(|rest| rest.chars().next())?;
    Some((at, format!("{wrong:?} is not permitted in a type")))
}

/// The error for a purl above the limit.
pub(super) fn too_long(text: &str) -> ParseError {
    let detail = format!("a purl of more than {MAX_LENGTH} bytes");
    ParseError::new(ParseErrorKind::TooLong, detail, text)
}

/// The segments of a path that are not empty.
pub(super) fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty())
}

/// Lower case by Unicode's full, culture-invariant mapping (section 5.5).
pub(super) fn lowercase(value: &mut Cow<'_, str>) {
    if value.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        *value = Cow::Owned(value.to_lowercase());
    }
}

/// What is wrong with a lowercased qualifier key.
fn key_problem(key: &str) -> Option<String> {
    if !key.as_bytes().first().is_some_and(u8::is_ascii_lowercase) {
        return Some(format!("qualifier key {key:?} does not begin with an ASCII letter"));
    }
    let permitted = |byte: u8| octet::class(byte) & !octet::UNDERSCORE == octet::PLAIN;
    if key.bytes().all(permitted) {
        return None;
    }
    let wrong = key.chars().find(|c| !u8::try_from(*c).is_ok_and(permitted))?;
    Some(format!("{wrong:?} is not permitted in a qualifier key"))
}

/// Keeps the segments that matter.
fn clean(path: &mut Cow<'_, str>, keep: fn(&[u8]) -> bool) {
    if path.is_empty() || path.as_bytes().split(|byte| *byte == b'/').all(keep) {
        return;
    }
    let kept: Vec<_> = path.split('/').filter(|segment| keep(segment.as_bytes())).collect();
    *path = Cow::Owned(kept.join("/"));
}

/// The end of the text so far; texts beyond the limit are refused in the end.
fn mark(out: &str) -> u16 {
    u16::try_from(out.len()).unwrap_or(u16::MAX)
}
