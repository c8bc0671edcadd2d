//! A package URL as a document holds it.
//!
//! Invariant: the shape says no more than that a purl was meant; whether it is one, only
//! [`PurlText::to_purl`] tells.

use super::Purl;
use crate::ParseError;
use crate::text::shaped::shaped_text;

shaped_text! {
    /// A package URL (ECMA-427) as a document spells it: `pkg:npm/left-pad@1.3.0`. The shape is
    /// the scheme and some text without control characters; the rules of the purl's type are no
    /// matter of shape.
    ///
    /// ```
    /// use pkgschema::identity::PurlText;
    /// let text = PurlText::new("pkg:PyPI/Django")?;
    /// assert_eq!(text.as_str(), "pkg:PyPI/Django");
    /// assert_eq!(text.to_purl()?.as_str(), "pkg:pypi/django");
    /// assert!(PurlText::new("pkg:npm/")?.to_purl().is_err());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PurlText {
        code: "malformed-purl",
        expected: "a package URL",
        pattern: r"^[Pp][Kk][Gg]:[^\x00-\x1f\x7f]+$",
        check: is_meant_as_purl,
    }
}

impl PurlText {
    /// The package URL, read as the standard asks readers to.
    ///
    /// # Errors
    /// As [`Purl::parse`].
    pub fn to_purl(&self) -> Result<Purl, ParseError> {
        Purl::parse(self.as_str())
    }
}

impl From<&Purl> for PurlText {
    fn from(purl: &Purl) -> Self {
        Self::from_document(purl.as_str())
    }
}

impl From<Purl> for PurlText {
    fn from(purl: Purl) -> Self {
        Self::from(&purl)
    }
}

fn is_meant_as_purl(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let control = |c: char| c <= '\u{1f}' || c == '\u{7f}';
    scheme.eq_ignore_ascii_case("pkg") && !rest.is_empty() && !rest.contains(control)
}
