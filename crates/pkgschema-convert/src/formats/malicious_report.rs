//! Reports to the OpenSSF malicious-packages database, as its contribution guide wants them.
//!
//! Source: that project's `CONTRIBUTING.md` ("Contributing OSV Reports", "OSV Schema Notes"), and
//! the OSV schema 1.7.5.
//!
//! | advisory | report | rule |
//! |---|---|---|
//! | `id` | `aliases` | the database sets its own; `MAL-…` is dropped |
//! | `summary` | | the database writes its own; where there are no details it becomes them |
//! | `affected` | `affected[0]` | one package; entries of one package are joined |
//! | `affected[].database_specific` | the same | `cwes`, `indicators`, `iocs`, `ghsa` |
//! | `affected[].ecosystem_specific`, `severity` | | the database takes none |
//! | `database_specific` | the same | `iocs`; origins are made by its ingestion |
//! | everything else that OSV declares | the same | |
//!
//! Whether the advisory is about malicious code is for the caller to know; vulnerabilities are
//! out of the database's scope. An advisory that is withdrawn is refused.
//!
//! Invariant: a report never has an identifier, and names exactly one package or repository.

mod draft;
mod path;

use crate::syntax::json::JsonDocument;
use pkgschema::advisory::{Affected, Credit, Reference};
use pkgschema::object::{List, NullableList, RawObject};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, Pointer, Severity, Text};

pkgschema::object! {
    /// A report about a malicious package that has no identifier yet.
    ///
    /// ```
    /// use pkgschema::advisory::Advisory;
    /// use pkgschema_convert::{FromAdvisories, formats::MaliciousReport};
    /// let advisory = Advisory::parse(r#"{"id": "X-1", "details": "reads keys", "affected":
    ///     [{"package": {"ecosystem": "npm", "name": "@a/B"}, "versions": ["1.0.0"]}]}"#)?;
    /// let report = MaliciousReport::from_advisories(&[advisory]).unwrap().value;
    /// assert_eq!(report.aliases[0], "X-1");
    /// assert_eq!(report.directory().as_deref(), Some("osv/malicious/npm/@a/b"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct MaliciousReport {
        /// Version of the OSV schema that the report follows.
        pub schema_version: Option<Text>,
        /// When the report last changed.
        pub modified: Option<Timestamp>,
        /// When it was first published.
        pub published: Option<Timestamp>,
        /// Its identifiers in other databases.
        pub aliases: NullableList<Text>,
        /// Identifiers of reports that are close to it.
        pub related: List<Text>,
        /// Identifiers of the upstream reports that this one carries downstream.
        pub upstream: List<Text>,
        /// What the package does, how it is triggered, which campaign it belongs to.
        pub details: Option<Text>,
        /// The package and its malicious versions: one entry.
        pub affected: NullableList<Affected>,
        /// Where to read more.
        pub references: NullableList<Reference>,
        /// Who found and reported it.
        pub credits: List<Credit>,
        /// Indicators of compromise, below `iocs`.
        pub database_specific: Option<RawObject>,
    }
}

impl MaliciousReport {
    /// Where the report's file goes below the database's repository:
    /// `osv/malicious/npm/@scope/name`. `None` without a package, and where the name is not safe
    /// to use as a path.
    pub fn directory(&self) -> Option<String> {
        let package = self.affected.first()?.package.as_ref()?;
        path::directory(package.ecosystem.as_ref()?, package.name.as_deref()?)
    }

    /// The file of a report in [`directory`](Self::directory): `MAL-0000-<label>.json`, with any
    /// label of letters, digits, `.`, `_` and `-`.
    pub fn path(&self, label: &str) -> Option<String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        let usable = !label.is_empty() && label.chars().all(fits);
        usable.then(|| self.directory())?.map(|place| format!("{place}/MAL-0000-{label}.json"))
    }
}

impl JsonDocument for MaliciousReport {
    const DOCUMENT: &'static str = "malicious-packages report";

    fn refusal(&self) -> Option<&'static str> {
        if self.rest.get("id").is_some_and(|id| id.as_str() != "\"\"") {
            return Some("a report has no identifier yet");
        }
        self.affected.is_empty().then_some("no `affected`")
    }

    fn lints(&self) -> Vec<Finding> {
        wanting(self).collect()
    }
}

/// What the guide wants of a report beyond its shape.
fn wanting(report: &MaliciousReport) -> impl Iterator<Item = Finding> {
    let warn = |code, words: &str| Finding::new(Pointer::root(), code, Severity::Warning, words);
    let silent = |entry: &Affected| entry.ranges.is_empty() && entry.versions.is_empty();
    let unsourced = report.credits.is_empty() && report.references.is_empty();
    [
        (report.affected.len() > 1)
            .then(|| warn("several-affected", "`affected` has one entry in a report")),
        report.affected.iter().any(silent).then(|| {
            warn("no-versions", "neither ranges nor versions say which versions are malicious")
        }),
        (report.details.is_none())
            .then(|| warn("no-details", "nothing says what the package does and how")),
        unsourced.then(|| warn("no-source", "neither credits nor references say who found it")),
        (report.rest.get("summary").is_some())
            .then(|| warn("summary-not-kept", "the database writes its own summary")),
    ]
    .into_iter()
    .flatten()
}
