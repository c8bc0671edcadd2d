//! The answer of npm's bulk advisory endpoint: advisories by package name.
//!
//! Source: the npm CLI's documentation of `npm audit`, "Bulk Advisory Endpoint", and the members
//! that its clients read.
//!
//! Invariant: an entry that does not look like an advisory stays in its list, as it was.

use crate::identifiers::is_ghsa;
use crate::syntax::json;
use crate::{Converted, Document};
use pkgschema::object::raw::{self, Kind};
use pkgschema::object::{Entries, Items, List, Raw, Value, check, write};
use pkgschema::text::Link;
use pkgschema::{Finding, ParseError, ParseErrorKind, Pointer, Severity, Text};
use serde_json::value::RawValue;

/// Advisories by the name of the package.
///
/// ```
/// use pkgschema_convert::{Document, npm::BulkAudit};
/// let audit = BulkAudit::parse(r#"{"left-pad": [{"id": 7, "vulnerable_versions": "<1.3.0"}]}"#)?;
/// let advisories = audit.packages.get("left-pad").unwrap();
/// assert_eq!(advisories[0].vulnerable_versions.as_deref(), Some("<1.3.0"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct BulkAudit {
    /// The advisories about each package.
    pub packages: Entries<Items<BulkAdvisory>>,
}

pkgschema::object! {
    /// One advisory about one range of versions of a package.
    pub struct BulkAdvisory {
        /// The registry's number for it.
        pub id: Option<u64>,
        /// Where it can be read; the advisory's own identifier stands in there alone.
        pub url: Option<Link>,
        /// One line about it.
        pub title: Option<Text>,
        /// How severe it is: `info`, `low`, `moderate`, `high`, `critical`.
        pub severity: Option<Text>,
        /// The affected versions, as a range of node-semver.
        pub vulnerable_versions: Option<Text>,
        /// Identifiers of weaknesses: `CWE-79`.
        pub cwe: List<Text>,
        /// How severe it is by CVSS.
        pub cvss: Option<BulkCvss>,
    }

    /// A CVSS score with its vector.
    pub struct BulkCvss {
        /// The score, digits as written. Zero where there is no vector.
        pub score: Option<Raw>,
        /// The vector; null where there is none.
        pub vector_string: Option<Raw> = "vectorString",
    }
}

impl BulkCvss {
    /// The vector, where there is one.
    pub fn vector(&self) -> Option<Text> {
        raw::string(self.vector_string.as_ref()?.as_raw()).map(Text::from)
    }
}

impl BulkAdvisory {
    /// The GitHub advisory identifier that the address ends with or holds, if it does.
    ///
    /// ```
    /// use pkgschema_convert::npm::bulk_audit::BulkAdvisory;
    /// let mut advisory = BulkAdvisory::default();
    /// advisory.url = Some("https://db.example/advisories/GHSA-aaaa-bbbb-cccc".try_into()?);
    /// assert_eq!(advisory.ghsa_id(), Some("GHSA-aaaa-bbbb-cccc"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn ghsa_id(&self) -> Option<&str> {
        let mut steps = self.url.as_ref()?.as_str().split(['/', '?', '#', '&', '=']);
        steps.find(|step| is_ghsa(step))
    }
}

impl BulkAudit {
    /// Advisories by name. Of a name that stands twice the first counts.
    pub fn new(packages: Entries<Items<BulkAdvisory>>) -> Self {
        Self { packages }
    }

    /// The advisories that fit, each with its package and its place.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Text, Pointer, &BulkAdvisory)> {
        self.packages.iter().flat_map(|(name, list)| {
            let place = Pointer::root().child(name);
            list.indexed().map(move |(index, advisory)| (name, place.index(index), advisory))
        })
    }
}

/// Whether an object may be such an answer: of lists, one of which holds an object, unless all
/// are empty.
fn is_answer(root: &RawValue) -> bool {
    let members = raw::members(root).unwrap_or_default();
    let (mut any, mut all_empty) = (false, true);
    for (_, value) in &members {
        let is_list = raw::kind(value) == Kind::Array;
        let mut elements = 0_usize;
        raw::each_element(value, |element| {
            elements += 1;
            any |= raw::kind(element) == Kind::Object;
        });
        all_empty &= is_list && elements == 0;
    }
    any || all_empty
}

impl Document for BulkAudit {
    const NAME: &'static str = "npm bulk audit";

    fn parse(text: &str) -> Result<Self, ParseError> {
        let root = json::root(text)?;
        let read =
            (raw::kind(root) == Kind::Object && is_answer(root)).then(|| Entries::read(root));
        let words = "expected lists of advisories by package name";
        let packages = read.flatten();
        let refuse = || ParseError::new(ParseErrorKind::NotThisDocument, words, text);
        let packages = packages.ok_or_else(refuse)?;
        Ok(Self { packages })
    }

    fn view(&self) -> Raw {
        Raw::from_string(write(&self.packages)).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(&write(&self.packages))
    }

    fn check(&self) -> Vec<Finding> {
        use pkgschema::version::{Scheme, VersionRange};
        let mut found = check(&self.packages);
        for (_, place, advisory) in self.each() {
            let Some(range) = advisory.vulnerable_versions.as_deref() else { continue };
            if let Err(error) = VersionRange::parse(Scheme::Npm, range) {
                let place = place.child("vulnerable_versions");
                let words = error.to_string();
                found.push(Finding::new(place, "malformed-range", Severity::Error, words));
            }
        }
        found
    }
}
