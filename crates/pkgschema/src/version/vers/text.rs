//! A VERS as a document holds it.
//!
//! Invariant: the shape says no more than that a VERS was meant; whether it is one, only
//! [`VersText::to_vers`] tells.

use super::Vers;
use crate::ParseError;
use crate::text::shaped::shaped_text;

shaped_text! {
    /// A range of versions in VERS as a document spells it: `vers:npm/>=1.2.0|<2.0.0`. The shape
    /// is the scheme, a type, a slash and some text without control characters.
    ///
    /// ```
    /// use pkgschema::version::VersText;
    /// let text = VersText::new("vers:PyPI/<2.0|>=1.0")?;
    /// assert_eq!(text.to_vers()?.as_str(), "vers:pypi/>=1.0|<2.0");
    /// assert!(VersText::new("vers:npm/>=")?.to_vers().is_err());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct VersText {
        code: "malformed-vers",
        expected: "a VERS",
        pattern: r"^vers:[^/\x00-\x20\x7f]+/[^\x00-\x1f\x7f]+$",
        check: is_meant_as_vers,
    }
}

impl VersText {
    /// The range, read as the specification asks readers to.
    ///
    /// # Errors
    /// As [`Vers::parse`].
    pub fn to_vers(&self) -> Result<Vers, ParseError> {
        Vers::parse(self.as_str())
    }
}

impl From<&Vers> for VersText {
    fn from(vers: &Vers) -> Self {
        Self::from_document(vers.as_str())
    }
}

fn is_meant_as_vers(text: &str) -> bool {
    let Some((name, rest)) = text.strip_prefix("vers:").and_then(|text| text.split_once('/'))
    else {
        return false;
    };
    let control = |c: char| c <= '\u{1f}' || c == '\u{7f}';
    let named = !name.is_empty() && !name.contains(|c| control(c) || c == ' ');
    named && !rest.is_empty() && !rest.contains(control)
}
