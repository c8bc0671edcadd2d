//! What a consumer wants otherwise than the table.
//!
//! Invariant: a rule that names nothing changes nothing, and every change carries the rule's name.

use super::Verdict;
use crate::identity::PurlText;
use crate::object::{List, parse, write};
use crate::takedown::PackageStatus;
use crate::text::Link;
use crate::version::is_same_release;
use crate::{ParseError, Text};

crate::object! {
    /// What a consumer wants otherwise than the table says.
    pub struct InstallPolicy {
        /// How many seconds must have passed since a version was published before it is chosen
        /// anew. Absent means none.
        pub minimum_age: Option<u64> = "minimumAge",
        /// Where the consumer is, as an ISO 3166-1 alpha-2 code. Absent means unknown: then a
        /// measure applies wherever it says.
        pub territory: Option<Text>,
        /// Other verdicts for rows, packages or notices; the first that fits counts.
        pub rules: List<PolicyRule>,
    }

    /// Another verdict. It applies where everything that it names fits; one that names nothing
    /// never applies.
    pub struct PolicyRule {
        required {
            /// Its name, under which the decision tells of it.
            pub name: Text,
            /// The verdict instead. A word that nobody knows blocks.
            pub verdict: Verdict,
        }
        /// The row whose verdict it changes.
        pub row: Option<Text>,
        /// The notice whose rows it changes.
        pub notice: Option<Link>,
        /// The package, or with a version one of its versions.
        pub purl: Option<PurlText>,
    }
}

impl InstallPolicy {
    /// Reads a policy in JSON.
    ///
    /// # Errors
    /// Only for text that is no JSON object.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The policy as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The first rule for a row that applies because of a notice.
    pub(super) fn rule(
        &self,
        status: &PackageStatus,
        row: &str,
        notice: Option<&Link>,
    ) -> Option<&PolicyRule> {
        self.rules.iter().find(|rule| rule.fits(status, row, notice))
    }
}

impl PolicyRule {
    fn fits(&self, status: &PackageStatus, row: &str, notice: Option<&Link>) -> bool {
        let names = self.row.is_some() || self.notice.is_some() || self.purl.is_some();
        names
            && self.row.as_ref().is_none_or(|own| own == row)
            && self.notice.as_ref().is_none_or(|own| Some(own) == notice)
            && self.purl.as_ref().is_none_or(|own| is_about(own, &status.purl))
    }
}

/// Whether a rule's purl is about the one that was asked about.
fn is_about(rule: &PurlText, asked: &PurlText) -> bool {
    let Some((rule, asked)) = rule.to_purl().ok().zip(asked.to_purl().ok()) else { return false };
    let purl_type = rule.package_type();
    let version = rule.version().is_none_or(|own| {
        asked.version().is_some_and(|asked| is_same_release(purl_type.name(), &own, &asked))
    });
    version && rule.package_key() == asked.package_key()
}
