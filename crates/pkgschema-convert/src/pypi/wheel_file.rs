//! `WHEEL`: how a wheel was built and what it is compatible with.
//!
//! | field | times | |
//! |---|---|---|
//! | `Wheel-Version` | once | of the format: `1.0` |
//! | `Generator` | once | the tool that wrote the wheel |
//! | `Root-Is-Purelib` | once | `true` or `false` |
//! | `Tag` | many | `py3-none-any`, one for each combination that the file name stands for |
//! | `Build` | once | the build tag of the file name, if it has one |
//!
//! All of it is about one file among those of a release, and about its inside: a record has no
//! member for a file's compatibility tags, and `platforms` holds the words by which a
//! distribution as a whole names its systems. So no record is made of it, as of `RECORD`; its
//! name and its tags are told by [`FileName`](crate::pypi::FileName) too.
//!
//! Its view is an object of the fields, names as written, each with an array of its values; what
//! is no field stands under the empty name:
//! `{"Tag": ["py3-none-any"], "": {"lines": [" stray"], "body": "behind the fields"}}`.
//!
//! Source: the specification "Binary distribution format" ("File contents", "Installing a wheel").
//!
//! Invariant: names and values are as written; a field is found by its name in any case.

mod fields;
mod lints;

use super::file_name::TagSet;
use crate::syntax::headers;
use crate::{Converted, Document};
use fields::Fields;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError, ParseErrorKind};

const WHEEL_VERSION: &str = "Wheel-Version";
const GENERATOR: &str = "Generator";
const ROOT_IS_PURELIB: &str = "Root-Is-Purelib";
const TAG: &str = "Tag";
const BUILD: &str = "Build";

/// A `WHEEL` file.
///
/// ```
/// use pkgschema_convert::{Document, pypi::WheelFile};
/// let text = "Wheel-Version: 1.0\nGenerator: made by hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n";
/// let wheel = WheelFile::parse(text)?;
/// assert_eq!((wheel.wheel_version(), wheel.is_purelib()), (Some("1.0"), Some(true)));
/// let tags: Vec<String> = wheel.tags().map(|tags| tags.unwrap().to_string()).collect();
/// assert_eq!(tags, ["py3-none-any"]);
/// assert!(wheel.check().is_empty());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WheelFile {
    fields: Fields,
}

impl WheelFile {
    /// Version of the format, as written.
    pub fn wheel_version(&self) -> Option<&str> {
        self.fields.first(WHEEL_VERSION)
    }

    /// The tool that wrote the wheel.
    pub fn generator(&self) -> Option<&str> {
        self.fields.first(GENERATOR)
    }

    /// Whether the root of the wheel goes where pure Python goes; `None` for other words than
    /// `true` and `false`, which are read in any case.
    pub fn is_purelib(&self) -> Option<bool> {
        let word = self.fields.first(ROOT_IS_PURELIB)?;
        let known = [("true", true), ("false", false)];
        known.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(word)).map(|(_, is)| is)
    }

    /// The build tag; it begins with a digit.
    pub fn build(&self) -> Option<&str> {
        self.fields.first(BUILD)
    }

    fn known(self, text: &str) -> Result<Self, ParseError> {
        let known = [WHEEL_VERSION, ROOT_IS_PURELIB, TAG];
        if known.into_iter().any(|name| self.fields.of_name(name).next().is_some()) {
            return Ok(self);
        }
        let words = "expected fields that describe a wheel, such as `Wheel-Version: 1.0`";
        Err(ParseError::new(ParseErrorKind::NotThisDocument, words, text))
    }

    /// The compatibility tags, each with the error that it is none.
    pub fn tags(&self) -> impl Iterator<Item = Result<TagSet, ParseError>> {
        self.fields.of_name(TAG).map(|(_, _, value)| TagSet::parse(value.trim()))
    }
}

impl Document for WheelFile {
    const NAME: &'static str = "WHEEL";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let fields = Fields::of(headers::read(text));
        if text.trim().is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "no header fields", text));
        }
        Self { fields }.known(text)
    }

    fn view(&self) -> Raw {
        self.fields.view()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        let fields = Fields::from_view(view.as_raw()).ok_or_else(|| {
            let words = "expected an object of fields, each an array of texts";
            ParseError::new(ParseErrorKind::NotThisDocument, words, view.as_str())
        });
        Self { fields: fields? }.known(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        Converted::lossless(self.fields.text())
    }

    fn check(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
