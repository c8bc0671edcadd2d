//! `versions` of RubyGems' compact index: which versions there are of every gem.
//!
//! What stands before the line `---` is opaque. Every line behind it is a gem's name, versions with
//! commas between them, and a digest: `margin 1.0.0,-1.1.0-java 0cc1…`. A `-` before a version
//! says that it was yanked since the list was last made anew; a version goes on with `-` and its
//! platform. What stands further down counts.
//!
//! The view is an array of the lines.
//!
//! Source: RubyGems guides, "Compact Index API", `versions` file format.
//!
//! Invariant: a line of another shape tells nothing, and is a finding.

use super::lines::{Lines, lines_document};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};

/// Longest text that is read, in bytes: some times that of the public registry.
const LONGEST: usize = 256 << 20;

/// The versions of every gem.
///
/// ```
/// use pkgschema_convert::{Document, formats::GemVersions, signal::ToSignals};
/// let versions = GemVersions::parse("---\nmargin 1.0.0,1.1.0 00\nmargin -1.1.0 01\n")?;
/// let signals = versions.signals().value;
/// assert_eq!(signals[0].purl.as_str(), "pkg:gem/margin@1.1.0");
/// assert_eq!(signals[0].pointer.as_str(), "/2");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GemVersions {
    lines: Lines,
}

/// A line: its number in the view, the gem's name and its versions.
pub(super) struct Row<'t> {
    pub(super) number: usize,
    pub(super) name: &'t str,
    pub(super) versions: &'t str,
}

impl GemVersions {
    /// The lines behind the head that are not empty; an error is the number of one of another
    /// shape.
    pub(super) fn rows(&self) -> impl Iterator<Item = Result<Row<'_>, usize>> {
        let behind = self.lines.iter().skip_while(|(_, line)| *line != HEAD_END).skip(1);
        behind.filter(|(_, line)| !line.is_empty()).map(|(number, line)| {
            let mut parts = line.split(' ');
            let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
            match parts {
                [Some(name), Some(versions), Some(digest), None]
                    if ![name, versions, digest].contains(&"") =>
                {
                    Ok(Row { number, name, versions })
                }
                _ => Err(number),
            }
        })
    }

    fn known(self) -> Result<Self, ParseError> {
        let ended = self.lines.iter().any(|(_, line)| line == HEAD_END);
        match ended {
            true => Ok(self),
            false => {
                let (kind, words) = (ParseErrorKind::NotThisDocument, "no line `---`");
                Err(ParseError::new(kind, words, self.lines.text()))
            }
        }
    }

    fn lints(&self) -> Vec<Finding> {
        let odd = self.rows().filter_map(Result::err).map(|number| {
            let words = "expected a name, versions and a digest";
            Finding::new(Pointer::root().index(number), "odd-line", Severity::Error, words)
        });
        odd.collect()
    }
}

/// The line at which the head ends.
const HEAD_END: &str = "---";

lines_document!(GemVersions, "RubyGems versions", LONGEST);
