//! The vulnerabilities of one release in PyPI's JSON API (`/pypi/<name>/<version>/json`).
//!
//! Source: PyPI's documentation of the JSON API, "Known vulnerabilities".
//!
//! Invariant: what the answer says is said of the release in `info` alone.

use crate::syntax::json::JsonDocument;
use pkgschema::Text;
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};

pkgschema::object! {
    /// An answer of the JSON API about a release.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToAdvisories, pypi::JsonVulnerabilities};
    /// let answer = JsonVulnerabilities::parse(r#"{"info": {"name": "Jinja2", "version": "2.4"},
    ///     "vulnerabilities": [{"id": "PYSEC-1", "fixed_in": ["2.5.1"]}]}"#)?;
    /// let advisories = answer.to_advisories().unwrap().value;
    /// assert_eq!(advisories[0].affected[0].versions[0], "2.4");
    /// assert!(advisories[0].affected[0].ranges.is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct JsonVulnerabilities {
        /// Which release the answer is about.
        pub info: Option<ReleaseInfo>,
        /// What is known of it. Absent means unknown, an empty list that nothing is known.
        pub vulnerabilities: List<JsonVulnerability>,
    }

    /// The release; its other metadata stays in the remainder.
    pub struct ReleaseInfo {
        /// Name, as the project spells it.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
    }

    /// A vulnerability of the release.
    pub struct JsonVulnerability {
        /// Identifier.
        pub id: Option<Text>,
        /// Its identifiers elsewhere.
        pub aliases: List<Text>,
        /// The full account.
        pub details: Option<Text>,
        /// One line.
        pub summary: Option<Text>,
        /// Versions that are free of it, one for each line of development.
        pub fixed_in: List<Text>,
        /// Where to read more.
        pub link: Option<Link>,
        /// Which database it comes from.
        pub source: Option<Text>,
        /// Since when the report counts as withdrawn.
        pub withdrawn: Option<Timestamp>,
    }
}

impl JsonDocument for JsonVulnerabilities {
    const DOCUMENT: &'static str = "PyPI JSON";

    fn refusal(&self) -> Option<&'static str> {
        self.info.is_none().then_some("no object `info`")
    }
}
