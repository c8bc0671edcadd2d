//! The Python Packaging Advisory Database's files: OSV documents as YAML, as OSS-Fuzz and others
//! write them too.
//!
//! Source: the OSV schema 1.7.5 for the members, YAML 1.2.2 for the text.
//!
//! Members that OSV declares as text are read from what is written, quoted or not (`introduced: 0`
//! and `fixed: 1.10` are versions, `modified: 2026-01-31T12:00:00Z` is the text of a time); below
//! `database_specific`, `ecosystem_specific` and unknown members the core schema of YAML 1.2 says
//! what a plain scalar is. Plain `null` is null at every place, as `severity: null` is.
//!
//! Of the syntax, comments, quoting and the order of members are not kept; tags, merge keys and
//! names that are no text are found by [`check`](Document::check). A stream of several documents
//! is refused.
//!
//! Invariant: the view is the OSV document in JSON, and the record is the document.

use crate::syntax::yaml::{Shape, read, render};
use crate::{Converted, Document};
use pkgschema::advisory::Advisory;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError};

use Shape::{Object, Text};

/// Where OSV has text.
const OSV: Shape = Object(&[
    ("schema_version", Text),
    ("id", Text),
    ("modified", Text),
    ("published", Text),
    ("withdrawn", Text),
    ("aliases", Text),
    ("related", Text),
    ("upstream", Text),
    ("summary", Text),
    ("details", Text),
    ("severity", SEVERITY),
    ("affected", Object(AFFECTED)),
    ("references", Object(&[("type", Text), ("url", Text)])),
    ("credits", Object(&[("name", Text), ("contact", Text), ("type", Text)])),
]);

const SEVERITY: Shape = Object(&[("type", Text), ("score", Text)]);

const AFFECTED: &[(&str, Shape)] = &[
    ("package", Object(&[("ecosystem", Text), ("name", Text), ("purl", Text)])),
    ("severity", SEVERITY),
    ("ranges", Object(&[("type", Text), ("repo", Text), ("events", Object(EVENT))])),
    ("versions", Text),
];

const EVENT: &[(&str, Shape)] =
    &[("introduced", Text), ("fixed", Text), ("last_affected", Text), ("limit", Text)];

/// One advisory in OSV's YAML.
///
/// ```
/// use pkgschema_convert::{Document, pypi::PypaYaml};
/// let text = "id: PYSEC-1\naffected:\n- ranges:\n  - type: ECOSYSTEM\n    events:\n    - fixed: 1.10\n";
/// let document = PypaYaml::parse(text)?;
/// let event = &document.advisory().affected[0].ranges[0].events[0];
/// assert_eq!(event.fixed.as_deref(), Some("1.10"));
/// assert_eq!(document.render().value, text.replace("1.10", "\"1.10\""));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct PypaYaml {
    advisory: Advisory,
    /// What is odd in the syntax.
    syntax: Vec<Finding>,
}

impl PypaYaml {
    /// The advisory.
    pub fn advisory(&self) -> &Advisory {
        &self.advisory
    }
}

impl From<Advisory> for PypaYaml {
    fn from(advisory: Advisory) -> Self {
        Self { advisory, syntax: Vec::new() }
    }
}

impl Document for PypaYaml {
    const NAME: &'static str = "PyPA advisory YAML";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let (json, syntax) = read(text, &OSV)?;
        // the place of an error in the JSON is none in the YAML
        let in_yaml = |error: ParseError| ParseError::new(error.kind(), error.detail(), text);
        Ok(Self { advisory: Advisory::parse(&json).map_err(in_yaml)?, syntax })
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.advisory.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Advisory::parse(view.as_str()).map(Self::from)
    }

    fn render(&self) -> Converted<String> {
        let (text, losses) = render(self.view().as_raw());
        Converted::new(text, losses)
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = self.syntax.clone();
        found.extend(pkgschema::object::check(&self.advisory));
        found
    }
}
