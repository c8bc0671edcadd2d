//! Documents that are read line by line.
//!
//! The view of such a document is an array of its lines, each a text without its line feed; a
//! carriage return before it stays.
//!
//! Invariant: the lines of the view, joined by line feeds, are the text.

use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Raw, Writer};
use pkgschema::{ParseError, ParseErrorKind};

/// A text and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    text: String,
}

impl Lines {
    /// A text of at most `longest` bytes, without a byte order mark.
    ///
    /// # Errors
    /// If the text is longer.
    pub(super) fn new(text: &str, longest: usize) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.len() > longest {
            let detail = format!("{} bytes, {longest} at most", text.len());
            return Err(ParseError::new(ParseErrorKind::TooLong, detail, text));
        }
        Ok(Self { text: text.to_owned() })
    }

    /// The lines whose view this is, as a text. `None` for any other value.
    pub(super) fn text_of(view: &Raw) -> Option<String> {
        let line = |line| match raw::kind(line) {
            Kind::String => raw::string(line),
            _ => None,
        };
        let lines = raw::elements(view.as_raw())?.into_iter().map(line);
        let lines: Vec<_> = lines.collect::<Option<_>>()?;
        let whole = lines.iter().all(|line| !line.contains('\n'));
        whole.then(|| lines.join("\n"))
    }

    /// The lines with their numbers in the view, without carriage returns at their ends.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.split('\n').enumerate();
        lines.map(|(number, line)| (number, line.strip_suffix('\r').unwrap_or(line)))
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn view(&self) -> Raw {
        let lines: Vec<&str> = self.text.split('\n').collect();
        let mut writer = Writer::default();
        writer.array(&lines, |to, line| to.string(line));
        // the writer writes JSON only
        Raw::from_string(writer.into_text()).unwrap_or_default()
    }
}

/// Makes types around [`Lines`] documents, each with its own `known`.
macro_rules! lines_document {
    ($Type:ident, $name:literal, $longest:expr) => {
        impl $crate::Document for $Type {
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Result<Self, pkgschema::ParseError> {
                Self { lines: $crate::formats::lines::Lines::new(text, $longest)? }.known()
            }

            fn view(&self) -> pkgschema::object::Raw {
                self.lines.view()
            }

            fn from_view(view: &pkgschema::object::Raw) -> Result<Self, pkgschema::ParseError> {
                let text = $crate::formats::lines::Lines::text_of(view).ok_or_else(|| {
                    let kind = pkgschema::ParseErrorKind::NotThisDocument;
                    let words = "expected an array of lines, each a text";
                    pkgschema::ParseError::new(kind, words, view.as_str())
                });
                <Self as $crate::Document>::parse(&text?)
            }

            fn render(&self) -> $crate::Converted<String> {
                $crate::Converted::lossless(self.lines.text().to_owned())
            }

            fn check(&self) -> Vec<pkgschema::Finding> {
                self.lints()
            }
        }
    };
}
pub(super) use lines_document;
