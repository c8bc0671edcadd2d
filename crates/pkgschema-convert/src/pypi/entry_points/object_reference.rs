//! What an entry point stands for: `module:object.attribute [extra]`.
//!
//! Source: the specification "Entry points", data model.
//!
//! Invariant: an object reference names a module, and what it is written as is read to it again.

use crate::syntax::ini::{is_space, strip};
use pkgschema::{ParseError, ParseErrorKind, Text};
use std::fmt;

/// Longer texts than these bytes are not read.
const LONGEST: usize = 64 * 1024;

/// A module, or an object in it, with the extras that it asks for.
///
/// ```
/// use pkgschema_convert::pypi::ObjectReference;
/// let object = ObjectReference::parse("margin.cli : App.main [colour, net]")?;
/// assert_eq!((object.module(), object.attr()), ("margin.cli", Some("App.main")));
/// assert_eq!(object.extras(), ["colour", "net"]);
/// assert_eq!(object.to_string(), "margin.cli:App.main [colour,net]");
/// assert!(ObjectReference::parse("margin/cli.py").is_err());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ObjectReference {
    module: Text,
    attr: Option<Text>,
    extras: Vec<Text>,
}

impl ObjectReference {
    /// Reads an object reference of at most 64 KiB. White space around its parts is passed over.
    ///
    /// # Errors
    /// If the text is longer, empty, or holds anything but identifiers with dots between them, a
    /// colon with more of them, and extras in square brackets.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let error = |kind, words: &str| ParseError::new(kind, words, text);
        if text.len() > LONGEST {
            return Err(error(ParseErrorKind::TooLong, "no object reference is this long"));
        }
        let body = strip(text);
        if body.is_empty() {
            return Err(error(ParseErrorKind::Empty, "expected an object reference"));
        }
        Self::read(body).map_err(|words| error(ParseErrorKind::Syntax, words))
    }

    fn read(body: &str) -> Result<Self, &'static str> {
        let (object, extras) = match body.strip_suffix(']') {
            None => (body, Vec::new()),
            Some(rest) => {
                let (object, list) = rest.split_once('[').ok_or("no bracket opens the extras")?;
                (object.trim_end_matches(is_space), read_extras(list)?)
            }
        };
        let (module, attr) = match object.split_once(':') {
            None => (object, None),
            Some((module, attr)) => (strip(module), Some(strip(attr))),
        };
        if !is_dotted(module) {
            return Err("expected a module, identifiers with dots between them");
        }
        if !attr.is_none_or(is_dotted) {
            return Err("expected an object, identifiers with dots between them");
        }
        Ok(Self { module: module.into(), attr: attr.map(Text::from), extras })
    }

    /// The module, `margin.cli`.
    pub fn module(&self) -> &str {
        &self.module
    }

    /// The object in the module, `App.main`; without one the module is meant.
    pub fn attr(&self) -> Option<&str> {
        self.attr.as_deref()
    }

    /// The extras that have to be installed for it, in their order. The specification advises
    /// against them.
    pub fn extras(&self) -> &[Text] {
        &self.extras
    }

    /// Module and object without the extras, `margin.cli:App.main`.
    pub fn target(&self) -> String {
        match &self.attr {
            None => self.module.as_str().to_owned(),
            Some(attr) => format!("{}:{attr}", self.module),
        }
    }
}

impl fmt::Display for ObjectReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.target())?;
        match self.extras.is_empty() {
            true => Ok(()),
            false => write!(f, " [{}]", self.extras.join(",")),
        }
    }
}

impl std::str::FromStr for ObjectReference {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        Self::parse(text)
    }
}

/// Names with commas between them, or nothing.
fn read_extras(list: &str) -> Result<Vec<Text>, &'static str> {
    if strip(list).is_empty() {
        return Ok(Vec::new());
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name = |part: &str| {
        let name = strip(part);
        let fits = !name.is_empty() && name.chars().all(plain);
        fits.then(|| Text::from(name)).ok_or("expected names of extras, with commas between them")
    };
    list.split(',').map(name).collect()
}

/// Identifiers with dots between them. Letters and digits of any script count, as Python has it.
fn is_dotted(text: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    let identifier = |part: &str| {
        part.chars().all(letter) && part.chars().next().is_some_and(|first| !first.is_numeric())
    };
    text.split('.').all(identifier)
}
