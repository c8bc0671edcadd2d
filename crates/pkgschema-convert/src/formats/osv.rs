//! OSV documents: one advisory, or an array of them.
//!
//! Source: the OSV schema 1.7.5.
//!
//! Invariant: an advisory is the document; nothing is converted.

use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use crate::view::pretty;
use crate::{Converted, Document};
use pkgschema::advisory::Advisory;
use pkgschema::object::Raw;
use pkgschema::object::raw;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer};
use serde_json::value::RawValue;

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
    advisories: Vec<Advisory>,
    is_array: bool,
}

impl OsvDocument {
    /// The advisories.
    pub fn advisories(&self) -> &[Advisory] {
        &self.advisories
    }

    fn array(text: &str) -> Result<Self, ParseError> {
        let refuse = |detail: String| ParseError::new(ParseErrorKind::Syntax, detail, text);
        let root: &RawValue = serde_json::from_str(text).map_err(|e| refuse(e.to_string()))?;
        let elements = raw::elements(root).unwrap_or_default().into_iter().enumerate();
        let read = |(index, element): (usize, &RawValue)| {
            let place = Pointer::root().index(index);
            Advisory::parse(element.get()).map_err(|error| error.at_pointer(place))
        };
        let advisories = elements.map(read).collect::<Result<_, _>>()?;
        Ok(Self { advisories, is_array: true })
    }

    fn to_json(&self) -> String {
        match (&self.advisories[..], self.is_array) {
            ([only], false) => only.to_json(),
            (many, _) => {
                let many: Vec<String> = many.iter().map(Advisory::to_json).collect();
                format!("[{}]", many.join(","))
            }
        }
    }
}

impl Document for OsvDocument {
    const NAME: &'static str = "OSV advisory";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        match body.trim_start().starts_with('[') {
            true => Self::array(body),
            false => Ok(Self { advisories: vec![Advisory::parse(text)?], is_array: false }),
        }
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        Converted::lossless(pretty(&self.to_json()) + "\n")
    }

    fn check(&self) -> Vec<Finding> {
        let found = self.advisories.iter().enumerate().flat_map(|(index, advisory)| {
            let place = if self.is_array { format!("/{index}") } else { String::new() };
            pkgschema::object::check(advisory).into_iter().map(move |mut finding| {
                let pointer = format!("{place}{}", finding.pointer.as_str());
                finding.pointer = Pointer::parse(&pointer).unwrap_or_default();
                finding
            })
        });
        found.collect()
    }
}

impl ToAdvisories for OsvDocument {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        Ok(Converted::lossless(self.advisories.clone()))
    }
}

impl FromAdvisories for OsvDocument {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        let is_array = advisories.len() != 1;
        Ok(Converted::lossless(Self { advisories: advisories.to_vec(), is_array }))
    }
}
