//! `go.mod`: a Go module, what it needs, and which of its versions nobody should use.
//!
//! What is read of it are the directives `module` and `retract`, in one line or in a block, with
//! their comments. They count for the whole module if the file is that of its latest version, which
//! only the caller knows.
//!
//! The view is an array of the lines.
//!
//! Source: Go Modules Reference, "go.mod files" (lexical elements, grammar), "module directive"
//! (deprecation), "retract directive".
//!
//! Invariant: a comment belongs to a directive if it stands right above it or in its line; one
//! above a block belongs to those directives in it that have none.

mod directives;

use super::lines::{Lines, lines_document};
use pkgschema::version::vers::Comparator;
use pkgschema::version::{Vers, VersText};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};

pub(super) use directives::Directive;

/// Longest text that is read, in bytes.
const LONGEST: usize = 4 << 20;

/// A `go.mod`.
///
/// ```
/// use pkgschema_convert::{Document, formats::GoMod, signal::ToSignals};
/// let file = GoMod::parse("module example.org/margin\nretract [v1.0.0, v1.1.0] // too wide\n")?;
/// let signals = file.signals().value;
/// let range = signals[0].version_range.as_ref().unwrap();
/// assert_eq!(range.as_str(), "vers:golang/>=v1.0.0|<=v1.1.0");
/// assert_eq!(signals[0].message.as_deref(), Some("too wide"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoMod {
    lines: Lines,
}

/// Versions that are retracted.
pub(super) enum Retracted<'t> {
    One(&'t str),
    Range(VersText),
}

impl GoMod {
    /// The module's path.
    pub fn module(&self) -> Option<&str> {
        let directives = self.directives();
        directives.into_iter().find_map(|directive| match (directive.verb, &directive.words[..]) {
            ("module", [path]) => Some(*path),
            _ => None,
        })
    }

    /// The directives `module` and `retract`.
    pub(super) fn directives(&self) -> Vec<Directive<'_>> {
        directives::read(self.lines.iter(), &["module", "retract"])
    }

    fn known(self) -> Result<Self, ParseError> {
        let named = self.module().is_some();
        match named {
            true => Ok(self),
            false => {
                let (kind, words) = (ParseErrorKind::NotThisDocument, "no module directive");
                Err(ParseError::new(kind, words, self.lines.text()))
            }
        }
    }

    fn lints(&self) -> Vec<Finding> {
        let retracts = self.directives().into_iter().filter(|it| it.verb == "retract");
        let odd = retracts.filter(|it| it.retracted().is_none()).map(|it| {
            let words = "expected a version, or two of them in brackets";
            Finding::new(Pointer::root().index(it.number), "odd-retract", Severity::Error, words)
        });
        odd.collect()
    }
}

impl<'t> Directive<'t> {
    /// What a `retract` is about.
    pub(super) fn retracted(&self) -> Option<Retracted<'t>> {
        match self.words[..] {
            [version] => Some(Retracted::One(is_version(version)?)),
            ["[", low, ",", high, "]"] if low == high => Some(Retracted::One(is_version(low)?)),
            ["[", low, ",", high, "]"] => {
                let range = Vers::builder("golang")
                    .constraint(Comparator::GreaterOrEqual, is_version(low)?)
                    .constraint(Comparator::LessOrEqual, is_version(high)?)
                    .build();
                Some(Retracted::Range(VersText::from(&range.ok()?)))
            }
            _ => None,
        }
    }
}

/// A version as modules have them: `v` and numbers, and what may follow.
fn is_version(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+');
    let numbers = text.strip_prefix('v')?;
    (numbers.starts_with(|c: char| c.is_ascii_digit()) && numbers.chars().all(plain))
        .then_some(text)
}

lines_document!(GoMod, "go.mod", LONGEST);
