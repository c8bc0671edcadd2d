//! The attestations of a gem: an array of Sigstore bundles.
//!
//! Source: the RubyGems.org repository, the interface's `attestations` of a version.
//!
//! Invariant: an element that is no bundle keeps its place.

use crate::served::{Builds, with_bundles};
use crate::syntax::json;
use crate::{Converted, Document, ToRecord};
use pkgschema::object::{Items, Raw, Value, raw};
use pkgschema::provenance::{BuildProvenance, Bundle};
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity};

/// The attestations of a gem.
///
/// ```
/// use pkgschema_convert::{Document, formats::RubygemsAttestations};
/// let text = r#"[{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}, 7]"#;
/// let attestations = RubygemsAttestations::parse(text)?;
/// assert_eq!(attestations.bundles()[0].version(), Some("0.3"));
/// assert_eq!(attestations.check()[0].code, "not-a-bundle");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RubygemsAttestations {
    bundles: Items<Bundle>,
}

impl RubygemsAttestations {
    /// The bundles.
    pub fn bundles(&self) -> &[Bundle] {
        &self.bundles
    }

    fn placed(&self) -> impl Iterator<Item = (Pointer, &Bundle)> {
        self.bundles.indexed().map(|(index, bundle)| (Pointer::root().index(index), bundle))
    }
}

impl Document for RubygemsAttestations {
    const NAME: &'static str = "RubyGems attestations";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let body = text.strip_prefix('\u{feff}').unwrap_or(text);
        if body.trim_ascii().is_empty() {
            return Err(ParseError::new(ParseErrorKind::Empty, "nothing but white space", ""));
        }
        let raw: Raw = serde_json::from_str(body)
            .map_err(|error| ParseError::new(ParseErrorKind::Syntax, error.to_string(), text))?;
        let bundles = match raw.kind() {
            raw::Kind::Array => Items::read(raw.as_raw()),
            _ => None,
        };
        let words = "expected an array of bundles";
        let none = || ParseError::new(ParseErrorKind::NotThisDocument, words, text);
        Ok(Self { bundles: bundles.ok_or_else(none)? })
    }

    fn view(&self) -> Raw {
        self.bundles.to_raw()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(self.view().as_str())
    }

    /// What is odd in the bundles, and as errors elements that are none (`not-a-bundle`).
    fn check(&self) -> Vec<Finding> {
        let odd = self.bundles.odd().map(|(index, raw)| {
            let words = format!("expected an object, found {}", raw.kind().as_str());
            Finding::new(Pointer::root().index(index), "not-a-bundle", Severity::Error, words)
        });
        with_bundles(odd.collect(), self.placed())
    }
}

impl ToRecord<Vec<BuildProvenance>> for RubygemsAttestations {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        self.placed().for_each(|(place, bundle)| builds.bundle(bundle, &place));
        builds.finish(&self.view())
    }
}
