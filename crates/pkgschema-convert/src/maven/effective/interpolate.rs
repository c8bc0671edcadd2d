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

/// What stands before the first expression, its name, and what is behind it.
pub(super) fn expression(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${")?;
    let (name, behind) = rest.split_once('}')?;
    Some((before, name, behind))
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
        if expression(text).is_none() {
            return Ok(None);
        }
        let worked_out = self.work_out(text);
        self.within.clear();
        let worked_out = worked_out?;
        match self.session.text_left.checked_sub(worked_out.len()) {
            Some(left) => self.session.text_left = left,
            None => return Err(Trouble::TooLong),
        }
        Ok(Some(Text::from(worked_out)))
    }

    fn work_out(&mut self, text: &str) -> Result<String, Trouble> {
        let mut result = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, name, behind)) = expression(rest) {
            result.push_str(before);
            match self.answer(name)? {
                Some(value) => result.push_str(&value),
                None => {
                    result.push_str("${");
                    result.push_str(name);
                    result.push('}');
                }
            }
            if result.len() > LONGEST.max(text.len()) {
                return Err(Trouble::TooLong);
            }
            rest = behind;
        }
        result.push_str(rest);
        Ok(result)
    }

    /// The value of an expression, worked out in full.
    fn answer(&mut self, name: &str) -> Result<Option<Text>, Trouble> {
        let bare = name.strip_prefix('.').unwrap_or(name);
        if let Some(answer) = self.answers.get(bare) {
            return answer.clone().map(Some);
        }
        let synonym = without_prefix(bare).unwrap_or(bare);
        if self.within.iter().any(|outer| outer == synonym) {
            return Err(Trouble::Cycle(bare.to_owned()));
        }
        let deepest = if self.session.steps_left > 0 { DEEPEST } else { DEEPEST_LATER };
        if self.within.len() >= deepest {
            // what was too deep is not remembered, since it may be less deep elsewhere
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
        let answer = worked_out.and_then(|text| self.budgeted(self.placed(bare, text)));
        if answer != Err(Trouble::TooDeep) {
            self.answers.insert(bare.to_owned(), answer.clone());
        }
        answer.map(Some)
    }

    fn budgeted(&mut self, text: String) -> Result<Text, Trouble> {
        let left = self.session.text_left.checked_sub(text.len()).ok_or(Trouble::TooLong)?;
        self.session.text_left = left;
        Ok(Text::from(text))
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
