//! Expressions `${…}` as far as one POM alone can tell their values.
//!
//! Source: the POM reference, "Properties".
//!
//! Invariant: a text that holds an expression nobody can resolve has no value, and no text grows
//! beyond a bound.

use super::pom::Model;
use pkgschema::Text;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Longest text that expressions may give, in bytes.
const LONGEST: usize = 64 * 1024;

/// So many properties may lead to each other.
const DEEPEST: usize = 32;

/// So many expressions one text may come to.
const MOST: usize = 10_000;

/// The values that a POM gives to expressions.
pub(super) struct Expressions<'m> {
    model: &'m Model,
    properties: OnceCell<HashMap<&'m str, &'m str>>,
}

impl<'m> Expressions<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        Self { model, properties: OnceCell::new() }
    }

    /// The text with its expressions resolved; `None` if one cannot be, or the text would be too
    /// long.
    pub(super) fn text<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        if memchr::memchr(b'$', text.as_bytes()).is_none() || !text.contains("${") {
            return Some(text.into());
        }
        let mut out = String::with_capacity(text.len());
        self.resolve(text, &mut out, 0, &mut 0)?;
        Some(out.into())
    }

    /// The same for an element that may be absent. An empty one says nothing.
    pub(super) fn said(&self, text: Option<&Text>) -> Option<Text> {
        let text = text.filter(|text| !text.is_empty())?;
        match self.text(text)? {
            Cow::Borrowed(_) => Some(text.clone()),
            Cow::Owned(text) => Some(text.into()),
        }
    }

    fn resolve(&self, text: &str, out: &mut String, depth: usize, steps: &mut usize) -> Option<()> {
        let mut rest = text;
        while let Some((before, behind)) = rest.split_once("${") {
            let (name, after) = behind.split_once('}')?;
            out.push_str(before);
            *steps += 1;
            let value = self.value(name).filter(|_| depth < DEEPEST && *steps <= MOST)?;
            self.resolve(value, out, depth + 1, steps)?;
            (out.len() <= LONGEST).then_some(())?;
            rest = after;
        }
        out.push_str(rest);
        Some(())
    }

    fn value(&self, name: &str) -> Option<&'m str> {
        let own = name.strip_prefix("project.").or_else(|| name.strip_prefix("pom."));
        let of_project = own.and_then(|own| self.of_project(own));
        of_project.or_else(|| self.property(name)).or_else(|| self.of_project(name))
    }

    fn property(&self, name: &str) -> Option<&'m str> {
        let read = || {
            let all = self.model.properties.iter();
            all.map(|(name, value)| (name.as_str(), value.as_str())).collect()
        };
        self.properties.get_or_init(read).get(name).copied()
    }

    fn of_project(&self, name: &str) -> Option<&'m str> {
        let (model, parent) = (self.model, self.model.parent.as_ref());
        let of_parent = |text: fn(&super::pom::Parent) -> &Option<Text>| {
            parent.and_then(|parent| text(parent).as_deref())
        };
        match name {
            "groupId" => model.group_id.as_deref().or_else(|| of_parent(|it| &it.group_id)),
            "version" => model.version.as_deref().or_else(|| of_parent(|it| &it.version)),
            "artifactId" => model.artifact_id.as_deref(),
            "packaging" => Some(model.packaging.as_deref().unwrap_or("jar")),
            "name" => model.name.as_deref(),
            "url" => model.url.as_deref(),
            "inceptionYear" => model.inception_year.as_deref(),
            "parent.groupId" => of_parent(|it| &it.group_id),
            "parent.artifactId" => of_parent(|it| &it.artifact_id),
            "parent.version" => of_parent(|it| &it.version),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, maven::Pom};

    fn resolved(properties: &str, text: &str) -> Option<String> {
        let text_of = format!(
            "<project><parent><groupId>g</groupId><version>2</version></parent>
            <artifactId>a</artifactId><properties>{properties}</properties></project>"
        );
        let pom = Pom::parse(&text_of).unwrap();
        Expressions::of(&pom).text(text).map(Cow::into_owned)
    }

    #[test]
    fn what_one_pom_can_tell() {
        for (text, expected) in [
            ("a", Some("a")),
            ("${project.groupId}.${artifactId}", Some("g.a")),
            ("${pom.version}-${project.parent.version}", Some("2-2")),
            ("${x}", Some("v2")),
            ("${nobody}", None),
            ("${x", None),
            ("$x {}", Some("$x {}")),
            ("${y}", None),
            ("${project.url}", None),
        ] {
            let properties = "<x>v${version}</x><y>${z}</y><z>${y}</z>";
            assert_eq!(resolved(properties, text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn nothing_grows_without_bound() {
        let doubled: String =
            (0..31).map(|n| format!("<p{n}>${{p{}}}${{p{}}}</p{n}>", n + 1, n + 1)).collect();
        for last in ["", "xxxxxxxx"] {
            assert_eq!(resolved(&format!("{doubled}<p31>{last}</p31>"), "${p0}"), None);
        }
    }
}
