//! Expressions `${…}`, and the values that take their place.
//!
//! Source: Maven 3.8, `AbstractStringBasedModelInterpolator`; plexus-interpolation 1.26,
//! `StringSearchInterpolator`.
//!
//! Invariant: a text is either worked out in full or stays as it was; what no value is known for
//! stays where it is.

use super::session::Session;
use super::values::{Values, without_prefix};
use super::visit;
use super::{paths, urls};
use crate::maven::expressions::first;
use crate::maven::pom::Model;
use pkgschema::Text;
use std::borrow::Cow;
use std::collections::HashMap;

/// How many expressions may lie within each other.
const DEEPEST: usize = 200;

/// The same, once too many steps have led nowhere.
const DEEPEST_LATER: usize = 4;

/// Longest text that expressions may grow to, in bytes.
const LONGEST: usize = 1 << 20;

/// Names whose values are addresses, and are made normal.
const ADDRESSES: [&str; 5] = [
    "project.url",
    "project.scm.url",
    "project.scm.connection",
    "project.scm.developerConnection",
    "project.distributionManagement.site.url",
];

/// Names whose values are folders, as seen from the project's.
const FOLDERS: [&str; 7] = [
    "build.directory",
    "build.outputDirectory",
    "build.testOutputDirectory",
    "build.sourceDirectory",
    "build.testSourceDirectory",
    "build.scriptSourceDirectory",
    "reporting.outputDirectory",
];

/// Why a text stays as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The value of this expression holds the expression itself.
    Cycle(String),
    /// Too many expressions lie within each other.
    TooDeep,
    /// The text would be too long.
    TooLong,
}

/// Puts values into all texts of a model.
pub(super) fn model(session: &mut Session<'_>, model: &mut Model) {
    let source = model.clone();
    let mut interpolator = Interpolator::new(session, &source);
    visit::model(&mut interpolator, model);
}

/// Puts values into what imports need of a model.
pub(super) fn management(session: &mut Session<'_>, model: &mut Model) {
    let management = model.dependency_management.take();
    let source = model.clone();
    model.dependency_management = management;
    let mut interpolator = Interpolator::new(session, &source);
    visit::management(&mut interpolator, model);
}

pub(super) struct Interpolator<'s, 'a> {
    pub(super) session: &'s mut Session<'a>,
    values: Values<'s>,
    folder: Option<&'a str>,
    /// What expressions were worked out to.
    answers: HashMap<String, Result<Text, Trouble>>,
    /// Names of the expressions that are being worked out, without prefixes.
    within: Vec<String>,
}

impl<'s, 'a: 's> Interpolator<'s, 'a> {
    fn new(session: &'s mut Session<'a>, source: &'s Model) -> Self {
        let main = session.is_main();
        let context = session.context;
        Self {
            values: Values::new(source, context, main),
            folder: context.folder.as_deref().filter(|_| main),
            session,
            answers: HashMap::new(),
            within: Vec::new(),
        }
    }

    /// Notes what a property of the model was worked out to: Maven works properties out first.
    pub(super) fn set_property(&mut self, name: &str, value: &str) {
        self.values.set(name, value);
    }

    /// The text with values in it; `None` if it holds no expression that has one.
    pub(super) fn text(&mut self, text: &str) -> Result<Option<Text>, Trouble> {
        if first(text).is_none() {
            return Ok(None);
        }
        let worked_out = self.work_out(text);
        self.within.clear();
        Ok(Some(Text::from(worked_out?)))
    }

    fn work_out(&mut self, text: &str) -> Result<String, Trouble> {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, behind)) = first(rest) {
            result.push_str(before);
            if !self.append(name, &mut result)? {
                result.extend(["${", name, "}"]);
            }
            if result.len() > LONGEST.max(text.len()) {
                return Err(Trouble::TooLong);
            }
            rest = behind;
        }
        result.push_str(rest);
        Ok(result)
    }

    /// Appends the value of an expression, worked out in full; nothing if it has none. What is
    /// appended is taken from what may still be made, whether a text comes of it or not.
    fn append(&mut self, name: &str, to: &mut String) -> Result<bool, Trouble> {
        let bare = name.strip_prefix('.').unwrap_or(name);
        if !self.answers.contains_key(bare) {
            match self.answer(name, bare) {
                // what was too deep is not remembered, since it may be less deep elsewhere
                Err(Trouble::TooDeep) => return Err(Trouble::TooDeep),
                Ok(None) => return Ok(false),
                Ok(Some(value)) => self.answers.insert(bare.to_owned(), Ok(value)),
                Err(trouble) => self.answers.insert(bare.to_owned(), Err(trouble)),
            };
        }
        let Some(answer) = self.answers.get(bare) else { return Ok(false) };
        let value = answer.as_ref().map_err(Trouble::clone)?;
        let left = self.session.text_left.checked_sub(value.len()).ok_or(Trouble::TooLong)?;
        self.session.text_left = left;
        to.push_str(value);
        Ok(true)
    }

    fn answer(&mut self, name: &str, bare: &str) -> Result<Option<Text>, Trouble> {
        let synonym = without_prefix(bare).unwrap_or(bare);
        if self.within.iter().any(|outer| outer == synonym) {
            return Err(Trouble::Cycle(bare.to_owned()));
        }
        let deepest = if self.session.steps_left > 0 { DEEPEST } else { DEEPEST_LATER };
        if self.within.len() >= deepest {
            self.session.steps_left = self.session.steps_left.saturating_sub(deepest);
            return Err(Trouble::TooDeep);
        }
        let Some(value) = self.values.find(bare, &format!("${{{name}}}"))? else {
            return Ok(None);
        };
        let value = value.into_owned();
        self.within.push(synonym.to_owned());
        let worked_out = self.work_out(&value);
        self.within.pop();
        Ok(Some(Text::from(self.placed(bare, worked_out?))))
    }

    /// Addresses made normal, folders put where they are.
    fn placed(&self, name: &str, value: String) -> String {
        if ADDRESSES.contains(&name) {
            return match urls::normalised(&value) {
                Cow::Borrowed(_) => value,
                Cow::Owned(normal) => normal,
            };
        }
        let bare = without_prefix(name).unwrap_or(name);
        match self.folder {
            Some(folder) if FOLDERS.contains(&bare) => paths::within(folder, &value),
            _ => value,
        }
    }
}
