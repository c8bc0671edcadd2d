//! Records of the OpenSSF malicious-packages database: OSV documents whose identifiers begin
//! with `MAL-`.
//!
//! Source: that project's description of what it adds to the OSV schema
//! (`docs/schema_additions.md`), and the OSV schema 1.7.5.
//!
//! Each record is merged from reports of several sources; `database_specific` lists them with the
//! ranges and versions that each named. Those are history: what the database says is affected is
//! `affected`.
//!
//! Invariant: the record is the advisory, and nothing of an origin reaches `affected`.

use crate::convert::{Refusal, ToAdvisories};
use crate::syntax::json;
use crate::{Converted, Document};
use pkgschema::advisory::{Advisory, Range};
use pkgschema::object::{List, Raw, check, parse};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Text};

/// What the identifiers of the database begin with.
pub(super) const PREFIX: &str = "MAL-";

/// The member of `database_specific` that lists where a record comes from.
pub(super) const ORIGINS: &str = "malicious-packages-origins";

/// A record about a malicious package.
///
/// ```
/// use pkgschema_convert::{Document, formats::MaliciousPackage};
/// let record = MaliciousPackage::parse(r#"{"id": "MAL-2026-1", "database_specific":
///     {"malicious-packages-origins": [{"source": "example", "versions": ["9.9.9"]}]}}"#)?;
/// assert_eq!(record.origins()[0].versions[0], "9.9.9");
/// assert!(record.advisory().affected.is_empty());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct MaliciousPackage {
    advisory: Advisory,
    specific: Option<MaliciousSpecific>,
}

pkgschema::object! {
    /// What the database adds to a record (`database_specific`).
    pub struct MaliciousSpecific {
        /// The reports that the record was merged from.
        pub origins: List<Origin> = "malicious-packages-origins",
        /// How to recognise an attack.
        pub iocs: Option<Indicators>,
    }

    /// A report that a record was merged from.
    pub struct Origin {
        /// Who reported, by the database's short name.
        pub source: Option<Text>,
        /// SHA-256 of the report's file, hexadecimal.
        pub sha256: Option<Text>,
        /// Identifier that the report had.
        pub id: Option<Text>,
        /// When it was taken in.
        pub import_time: Option<Timestamp>,
        /// When it last changed before.
        pub modified_time: Option<Timestamp>,
        /// Ranges that the report named; not what the record says is affected.
        pub ranges: List<Range>,
        /// Versions that the report named; not what the record says is affected.
        pub versions: List<Text>,
        /// Digests that the report named.
        pub shas: List<Text>,
    }

    /// Indicators of compromise.
    pub struct Indicators {
        /// Host names.
        pub domains: List<Text>,
        /// Addresses of resources.
        pub urls: List<Text>,
        /// Network addresses.
        pub ip_addresses: List<Text>,
        /// Network addresses, by the shorter name that records use as well.
        pub ips: List<Text>,
    }
}

impl MaliciousPackage {
    /// The advisory.
    pub fn advisory(&self) -> &Advisory {
        &self.advisory
    }

    /// What the database adds.
    pub fn specific(&self) -> Option<&MaliciousSpecific> {
        self.specific.as_ref()
    }

    /// The reports that the record was merged from.
    pub fn origins(&self) -> &[Origin] {
        self.specific.as_ref().map(|specific| &*specific.origins).unwrap_or_default()
    }
}

impl Document for MaliciousPackage {
    const NAME: &'static str = "malicious-packages record";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let advisory = Advisory::parse(text)?;
        if !advisory.id.starts_with(PREFIX) {
            let detail = format!("the identifier does not begin with `{PREFIX}`");
            return Err(ParseError::new(ParseErrorKind::NotThisDocument, detail, &advisory.id));
        }
        let specific = advisory.database_specific.as_ref();
        let specific = specific.and_then(|object| parse(object.as_str()).ok());
        Ok(Self { advisory, specific })
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.advisory.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(&self.advisory.to_json())
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.advisory);
        let place = Pointer::root().child("database_specific");
        let below = self.specific.iter().flat_map(check);
        found.extend(below.map(|finding| finding.below(&place)));
        found
    }
}

impl ToAdvisories for MaliciousPackage {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        Ok(Converted::lossless(vec![self.advisory.clone()]))
    }
}
