//! What a consumer asks of the packages of an inventory.
//!
//! Invariant: an exception names one advisory and ends when it says; one that cannot be read, or
//! whose end nobody can compare, excepts nothing.

use crate::advisory::Advisory;
use crate::identity::{Purl, PurlText};
use crate::object::{List, check, parse, write};
use crate::takedown::{InstallPolicy, Registry, unknown_members};
use crate::text::{Link, Timestamp};
use crate::version::is_same_release;
use crate::{Finding, ParseError, Text};

crate::object! {
    /// What a consumer asks of the packages of an inventory, beside what notices and advisories
    /// say of themselves.
    ///
    /// ```
    /// use pkgschema::exchange::CheckPolicy;
    /// let policy = CheckPolicy::parse(r#"{"ignored": [{"id": "GHSA-1", "reason": "not reached"}],
    ///     "install": {"minimumAge": 604800}}"#)?;
    /// assert_eq!(policy.ignored[0].id, "GHSA-1");
    /// assert!(policy.check().is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CheckPolicy {
        /// What goes for installing: the minimum age, the territory, and other verdicts for the
        /// rows of the table of install decisions.
        pub install: Option<InstallPolicy>,
        /// Addresses under which usual registries or their indexes are known: a package that
        /// names one of them as its source comes from the usual registry, and a notice of another
        /// registry is not about a package of the usual one. Absent means that every notice is.
        pub usual_registries: List<Link> = "usualRegistries",
        /// Whether the build of every file must be attested. Absent means no.
        pub require_provenance: Option<bool> = "requireProvenance",
        /// Advisories that are known and accepted. Those about malware are not passed over here.
        pub ignored: List<IgnoredAdvisory>,
    }

    /// An advisory that is known and accepted.
    pub struct IgnoredAdvisory {
        required {
            /// Its identifier, or an alias of it.
            pub id: Text,
        }
        /// Why.
        pub reason: Option<Text>,
        /// Only for this package, or version of it.
        pub purl: Option<PurlText>,
        /// Until when. Absent means for good.
        pub until: Option<Timestamp>,
    }
}

impl CheckPolicy {
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

    /// Everything odd about the policy, and members that nobody knows (`unknown-member`), which
    /// in a policy of one's own are slips; the install policy's findings among them.
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        unknown_members(&mut findings, self, "");
        for (index, ignored) in self.ignored.indexed() {
            unknown_members(&mut findings, ignored, &format!("/ignored/{index}"));
        }
        let own = self.install.as_ref().map(InstallPolicy::check).unwrap_or_default();
        for finding in own {
            let pointer = crate::Pointer::root().child("install").join(&finding.pointer);
            let finding = Finding { pointer, ..finding };
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        }
        findings
    }

    /// Whether something in it is there that could have asked for more.
    pub(super) fn is_unreadable(&self) -> bool {
        let members = ["install", "requireProvenance", "usualRegistries"];
        members.iter().any(|name| self.rest.get(name).is_some()) || self.usual_registries.has_odd()
    }

    /// Whether an address is one of a usual registry.
    pub(super) fn is_usual(&self, address: &Link) -> bool {
        self.usual_registries.iter().any(|usual| Registry::is_same(usual, address))
    }

    /// The name of the exception for an advisory about a version: its reason, or else its
    /// identifier.
    pub(super) fn ignores(
        &self,
        advisory: &Advisory,
        purl: Option<&Purl>,
        at: Option<&Timestamp>,
    ) -> Option<Text> {
        let fits = |it: &&IgnoredAdvisory| {
            (it.id == advisory.id || advisory.aliases.contains(&it.id)) && it.holds(purl, at)
        };
        let found = self.ignored.iter().find(fits)?;
        Some(found.reason.clone().unwrap_or_else(|| found.id.clone()))
    }
}

impl IgnoredAdvisory {
    fn holds(&self, purl: Option<&Purl>, at: Option<&Timestamp>) -> bool {
        let odd = ["purl", "until"].iter().any(|name| self.rest.get(name).is_some());
        let ended = self.until.as_ref().is_some_and(|until| {
            let both = until.to_datetime().zip(at.and_then(Timestamp::to_datetime));
            both.is_none_or(|(until, at)| at >= until)
        });
        !odd && !ended && self.purl.as_ref().is_none_or(|own| is_about(own, purl))
    }
}

/// Whether a purl is that of the version, or of its package.
fn is_about(own: &PurlText, asked: Option<&Purl>) -> bool {
    let Some((own, asked)) = own.to_purl().ok().zip(asked) else { return false };
    let same = |version: &str| {
        let asked = asked.version();
        asked.is_some_and(|it| is_same_release(own.package_type().name(), version, &it))
    };
    own.package_key() == asked.package_key() && own.version().is_none_or(|version| same(&version))
}
