//! OSV documents: one advisory, or an array of them.
//!
//! Source: the OSV schema 1.7.5.
//!
//! Invariant: an advisory is the document; nothing is converted.

use super::one_or_many::OneOrMany;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::{Converted, Document};
use pkgschema::advisory::Advisory;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError};

/// One advisory in OSV's JSON, or an array of them.
///
/// ```
/// use pkgschema_convert::{Document, formats::OsvDocument};
/// let text = r#"[{"id": "X-1", "modified": "2026-01-31T12:00:00Z"}]"#;
/// let document = OsvDocument::parse(text)?;
/// assert_eq!(document.advisories()[0].id, "X-1");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct OsvDocument {
    advisories: OneOrMany<Advisory>,
}

impl OsvDocument {
    /// The advisories.
    pub fn advisories(&self) -> &[Advisory] {
        self.advisories.items()
    }
}

impl Document for OsvDocument {
    const NAME: &'static str = "OSV advisory";

    fn parse(text: &str) -> Result<Self, ParseError> {
        Ok(Self { advisories: OneOrMany::parse(text)? })
    }

    fn view(&self) -> Raw {
        self.advisories.view()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        self.advisories.render()
    }

    fn check(&self) -> Vec<Finding> {
        self.advisories.check()
    }
}

impl ToAdvisories for OsvDocument {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        Ok(Converted::lossless(self.advisories().to_vec()))
    }
}

impl FromAdvisories for OsvDocument {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let advisories = OneOrMany::new(advisories.to_vec());
        Ok(Converted::lossless(Self { advisories }))
    }
}
