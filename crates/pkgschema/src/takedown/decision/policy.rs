//! What a consumer wants otherwise than the table.
//!
//! Invariant: a rule that names nothing changes nothing, and every change carries the rule's name.

use super::Verdict;
use crate::identity::PurlText;
use crate::object::{List, check, parse, write};
use crate::takedown::trust::unknown_members;
use crate::takedown::{PackageStatus, Registry};
use crate::text::Link;
use crate::version::is_same_release;
use crate::{Finding, ParseError, Pointer, Severity, Text};
use std::borrow::Cow;

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
    /// never applies. Rows about harm (malware, a digest that differs) change only where the rule
    /// names the row, and a claim without authority becomes stricter only where it names the
    /// notice.
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

    /// Everything odd about the policy, as [`check`](crate::object::check) finds it; and what in a
    /// policy of one's own is a slip: members that nobody knows (`unknown-member`), a territory
    /// that is no code (`no-territory`), a rule that names nothing (`names-nothing`) or a verdict
    /// that nobody knows (`unknown-verdict`).
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        unknown_members(&mut findings, self, "");
        if self.territory.as_ref().is_some_and(|code| !is_code(code)) {
            let words = "expected a code of two letters";
            findings.push(wrong("/territory", "no-territory", words));
        }
        for (index, rule) in self.rules.indexed() {
            let place = format!("/rules/{index}");
            unknown_members(&mut findings, rule, &place);
            if !rule.names_something() {
                findings.push(wrong(&place, "names-nothing", "the rule never applies"));
            }
            if !rule.verdict.is_listed() {
                let words = "a verdict that nobody knows blocks";
                findings.push(wrong(&(place + "/verdict"), "unknown-verdict", words));
            }
        }
        findings
    }

    /// The policy as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The first rule for a row that applies because of a notice; `named` asks for one that names
    /// the row.
    pub(super) fn rule(
        &self,
        status: &PackageStatus,
        row: &str,
        notice: Option<&Link>,
        named: bool,
    ) -> Option<&PolicyRule> {
        let fits =
            |rule: &&PolicyRule| rule.fits(status, row, notice) && (rule.row.is_some() || !named);
        self.rules.iter().find(fits)
    }

    /// How many seconds must have passed, if any. A number that cannot be read is never reached.
    pub(super) fn least_age(&self) -> Option<u64> {
        let odd = self.rest.get("minimumAge").map(|_| u64::MAX);
        self.minimum_age.or(odd).filter(|least| *least > 0)
    }

    /// Whether rules are there that cannot be read.
    pub(super) fn is_unreadable(&self) -> bool {
        let odd = self.rules.iter().any(PolicyRule::is_unreadable);
        self.rest.get("rules").is_some() || self.rules.has_odd() || odd
    }

    /// Whether the consumer is in none of these territories. Only codes of two letters tell.
    pub(super) fn is_outside(&self, territory: &List<Text>) -> bool {
        let Some(here) = self.territory.as_ref().filter(|here| is_code(here)) else { return false };
        let known = !territory.is_empty() && !territory.has_odd() && territory.iter().all(is_code);
        known && !territory.iter().any(|there| there.eq_ignore_ascii_case(here))
    }
}

impl PolicyRule {
    /// Whether nobody knows where the rule applies.
    fn is_unreadable(&self) -> bool {
        self.has_odd() || self.purl.as_ref().is_some_and(|purl| purl.to_purl().is_err())
    }

    /// Whether a member is null or of the wrong kind.
    fn has_odd(&self) -> bool {
        ["row", "notice", "purl"].iter().any(|name| self.rest.get(name).is_some())
    }

    fn names_something(&self) -> bool {
        self.row.is_some() || self.notice.is_some() || self.purl.is_some()
    }

    fn fits(&self, status: &PackageStatus, row: &str, notice: Option<&Link>) -> bool {
        self.names_something()
            && !self.has_odd()
            && self.row.as_ref().is_none_or(|own| own == row)
            && self.notice.as_ref().is_none_or(|own| Some(own) == notice)
            && self.purl.as_ref().is_none_or(|own| is_about(own, status))
    }
}

/// Whether it is an ISO 3166-1 alpha-2 code, in either case.
fn is_code(code: &Text) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_alphabetic())
}

fn wrong(place: &str, code: &'static str, words: &str) -> Finding {
    let place = Pointer::parse(place).unwrap_or_default();
    Finding::new(place, code, Severity::Error, words)
}

/// Whether a rule's purl is about what was asked: the same package, and the version, the registry
/// and the other qualifiers that it names.
fn is_about(rule: &PurlText, status: &PackageStatus) -> bool {
    let purls = rule.to_purl().ok().zip(status.purl.to_purl().ok());
    let Some((rule, asked)) = purls else { return false };
    let purl_type = rule.package_type();
    let version = rule.version().is_none_or(|own| {
        asked.version().is_some_and(|asked| is_same_release(purl_type.name(), &own, &asked))
    });
    let fits = |(key, value): (&str, Cow<'_, str>)| match (key, &status.registry) {
        ("repository_url", Some(registry)) => {
            Registry::is_same(registry, &Link::from_document(value.as_ref()))
        }
        _ => asked.qualifier(key).is_some_and(|other| other == value),
    };
    version && rule.package_key() == asked.package_key() && rule.qualifiers().all(fits)
}
