//! Expressions `${…}`, and their values as far as one POM alone can tell them.
//!
//! An effective POM works its expressions out in a way of its own (`effective::interpolate`): there
//! what no value is known for stays, the machine is asked, and Maven's own defaults count. Here a
//! text with such an expression has no value at all, since what it stands for may be a parent's.
//!
//! Source: the POM reference, "Properties".
//!
//! Invariant: a text that holds an expression nobody can resolve has no value, and neither one text
//! nor all that are made for a POM grow beyond a bound.

use super::pom::{Model, Parent};
use pkgschema::Text;
use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;

/// Longest text that expressions may give, in bytes.
const LONGEST: usize = 64 * 1024;

/// Most text that expressions may give over all that is made of one POM, in bytes.
const MOST_TEXT: usize = 64 << 20;

/// So many properties may lead to each other.
const DEEPEST: usize = 32;

/// What stands before the first expression, its name, and what is behind it.
pub(super) fn first(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${")?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
}

/// The name behind `project.` or `pom.`.
pub(super) fn without_prefix(name: &str) -> Option<&str> {
    name.strip_prefix("pom.").or_else(|| name.strip_prefix("project."))
}

/// Why an expression has no value.
enum Without {
    /// Nobody tells it, whoever asks.
    Value,
    /// Too many lie within each other, or too much was made already.
    Room,
}

/// The values that a POM gives to expressions.
pub(super) struct Expressions<'m> {
    model: &'m Model,
    properties: OnceCell<HashMap<&'m str, &'m str>>,
    /// What names were worked out to; `None` where there is no value.
    known: RefCell<HashMap<String, Option<Text>>>,
    /// How many bytes may still be made.
    left: Cell<usize>,
}

impl<'m> Expressions<'m> {
    pub(super) fn of(model: &'m Model) -> Self {
        let (properties, known) = Default::default();
        Self { model, properties, known, left: Cell::new(MOST_TEXT) }
    }

    /// The text with its expressions resolved; `None` if one cannot be, or the text would be too
    /// long.
    pub(super) fn text<'t>(&self, text: &'t str) -> Option<Cow<'t, str>> {
        match memchr::memchr(b'$', text.as_bytes()).is_some() && text.contains("${") {
            true => self.resolved(text, 0).ok().map(Cow::Owned),
            false => Some(text.into()),
        }
    }

    /// The same for an element that may be absent. An empty one says nothing.
    pub(super) fn said(&self, text: Option<&Text>) -> Option<Text> {
        let text = text.filter(|text| !text.is_empty())?;
        match self.text(text)? {
            Cow::Borrowed(_) => Some(text.clone()),
            Cow::Owned(text) => Some(text.into()),
        }
    }

    fn resolved(&self, text: &str, depth: usize) -> Result<String, Without> {
        let (mut out, mut rest) = (String::new(), text);
        while rest.contains("${") {
            let (before, name, behind) = first(rest).ok_or(Without::Value)?;
            out.push_str(before);
            self.append(name, depth, &mut out)?;
            rest = behind;
        }
        out.push_str(rest);
        Ok(out)
    }

    /// Appends the value of a name, worked out in full.
    fn append(&self, name: &str, depth: usize, out: &mut String) -> Result<(), Without> {
        if let Some(known) = self.known.borrow().get(name) {
            let value = known.as_ref().ok_or(Without::Value)?;
            self.make(out.len(), value.len())?;
            out.push_str(value);
            return Ok(());
        }
        if depth >= DEEPEST {
            return Err(Without::Room);
        }
        let value = match self.value(name) {
            Some(raw) => {
                self.make(out.len(), raw.len()).and_then(|()| self.resolved(raw, depth + 1))
            }
            None => Err(Without::Value),
        };
        // where there was no room there may be some for whoever asks next
        if !matches!(value, Err(Without::Room)) {
            self.known.borrow_mut().insert(name.to_owned(), value.as_deref().ok().map(Text::from));
        }
        let value = value?;
        self.make(out.len(), value.len())?;
        out.push_str(&value);
        Ok(())
    }

    /// Whether so many bytes may be made behind those that are there.
    fn make(&self, there: usize, more: usize) -> Result<(), Without> {
        let fits = there + more <= LONGEST;
        let left = self.left.get().checked_sub(more).filter(|_| fits);
        self.left.set(left.ok_or(Without::Room)?);
        Ok(())
    }

    fn value(&self, name: &str) -> Option<&'m str> {
        let of_project = without_prefix(name).and_then(|own| self.of_project(own));
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
        let of_parent =
            |text: fn(&Parent) -> &Option<Text>| parent.and_then(|parent| text(parent).as_deref());
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

    /// A chain that is too deep from its beginning still ends for whoever asks further down.
    #[test]
    fn who_asks_first_decides_nothing() {
        let chain: String = (0..40).map(|n| format!("<p{n}>${{p{}}}</p{n}>", n + 1)).collect();
        let text = format!("<project><properties>{chain}<p40>x</p40></properties></project>");
        let pom = Pom::parse(&text).unwrap();
        let expressions = Expressions::of(&pom);
        assert_eq!(expressions.text("${p0}"), None);
        assert_eq!(expressions.text("${p20}").as_deref(), Some("x"));
        assert_eq!(expressions.text("${p0}").as_deref(), Some("x"));
    }

    #[test]
    fn all_that_is_made_is_bounded() {
        let large = "x".repeat(60_000);
        let text = format!("<project><properties><a>{large}</a></properties></project>");
        let pom = Pom::parse(&text).unwrap();
        let expressions = Expressions::of(&pom);
        let all = (0..5_000).filter_map(|_| expressions.text("${a}").map(|it| it.len()));
        assert!(all.sum::<usize>() <= MOST_TEXT);
        assert_eq!(expressions.text("plain").as_deref(), Some("plain"));
    }

    #[test]
    fn nothing_grows_without_bound() {
        let doubled: String =
            (0..31).map(|n| format!("<p{n}>${{p{}}}${{p{}}}</p{n}>", n + 1, n + 1)).collect();
        let p0 = |last: &str| resolved(&format!("{doubled}<p31>{last}</p31>"), "${p0}");
        assert_eq!(p0("xxxxxxxx"), None);
        assert_eq!(p0("").as_deref(), Some("")); // each is worked out once
    }
}
