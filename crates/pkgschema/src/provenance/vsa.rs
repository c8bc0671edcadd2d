//! SLSA verification summary 1: that somebody has checked an artifact, and what came of it.
//!
//! Source: the specification "Verification Summary Attestation (VSA)", version 1 with the changes
//! up to 1.2; each member names its section.
//!
//! Invariant: a summary without `dependencyLevels` says nothing about dependencies; an empty one
//! says that there are none.

mod level;

pub use level::SlsaResult;

use super::ResourceDescriptor;
use crate::finding::Lints;
use crate::object::{self, List, Map};
use crate::text::{Link, Timestamp};
use crate::{Finding, Text};
use std::collections::HashSet;

crate::open_enum! {
    /// Whether the artifact meets the policy (VSA 1, `verificationResult`).
    pub enum VerificationResult {
        /// It does.
        Passed = "PASSED",
        /// It does not.
        Failed = "FAILED",
    }
}

crate::object! {
    /// What a verifier says about the subjects (SLSA verification summary 1). It is worth as much
    /// as its signature and the trust in its verifier.
    ///
    /// ```
    /// use pkgschema::provenance::{SlsaResult, VerificationResult, VerificationSummary};
    /// let mut summary = VerificationSummary::new("https://verifier.example", "pkg:npm/a@1",
    ///     "https://verifier.example/policy", VerificationResult::Passed);
    /// summary.verified_levels.push(SlsaResult::BuildLevel3);
    /// assert_eq!(summary.level("BUILD"), Some(3));
    /// assert_eq!(summary.check()[0].code, "policy-without-digest"); // a note
    /// assert!(!summary.dependency_levels.is_present());
    /// ```
    pub struct VerificationSummary {
        /// Who checked (`verifier`, required).
        pub verifier: Option<Verifier>,
        /// When (`timeVerified`). Absent means that it is not said.
        pub time_verified: Option<Timestamp> = "timeVerified",
        /// What the artifact was checked as: the URI that it is to be fetched from
        /// (`resourceUri`, required). Set by the verifier; compared with what one expects.
        pub resource_uri: Option<Link> = "resourceUri",
        /// What it was checked against (`policy`, required): with a URI, better with digests too.
        pub policy: Option<ResourceDescriptor>,
        /// The attestations that were looked at (`inputAttestations`), each with digests. Absent
        /// means that they are not listed; a list that is not empty has all of them.
        pub input_attestations: List<ResourceDescriptor> = "inputAttestations",
        /// Whether the artifact meets the policy (`verificationResult`, required).
        pub verification_result: Option<VerificationResult> = "verificationResult",
        /// The highest level in each track, and other properties (`verifiedLevels`, required).
        pub verified_levels: List<SlsaResult> = "verifiedLevels",
        /// How many of all dependencies were found at each level (`dependencyLevels`). Absent
        /// means that nothing is said about dependencies; empty means that there are none.
        pub dependency_levels: Map<u64> = "dependencyLevels",
        /// Which version of SLSA was gone by, such as `1.0` (`slsaVersion`). Absent means some
        /// version 1.
        pub slsa_version: Option<Text> = "slsaVersion",
    }

    /// Who checked (SLSA verification summary 1, `verifier`).
    pub struct Verifier {
        /// The verifier's identity, a URI (`verifier.id`, required). To be believed only together
        /// with who signed.
        pub id: Option<Link>,
        /// The versions of the verifier's parts, by name (`verifier.version`). Absent means that
        /// none is said.
        pub version: Map<Text>,
    }
}

impl VerificationSummary {
    /// The predicate type.
    pub const URI: &'static str = "https://slsa.dev/verification_summary/v1";

    /// A summary by a verifier, about a resource, against a policy; the three are URIs. A failure
    /// has its level, which is `FAILED`; the levels of what passed are the caller's to add.
    pub fn new(verifier: &str, resource: &str, policy: &str, result: VerificationResult) -> Self {
        let link = |uri: &str| Some(Link::from_document(uri));
        let failed = result == VerificationResult::Failed;
        let levels = if failed { vec![SlsaResult::Failed] } else { Vec::new() };
        Self {
            verifier: Some(Verifier { id: link(verifier), ..Default::default() }),
            resource_uri: link(resource),
            policy: Some(ResourceDescriptor { uri: link(policy), ..Default::default() }),
            verification_result: Some(result),
            verified_levels: levels.into(),
            ..Self::default()
        }
    }

    /// Whether the summary says `PASSED`. Every other word, and none, is a no.
    pub fn is_passed(&self) -> bool {
        self.verification_result == Some(VerificationResult::Passed)
    }

    /// The level in a track, such as `BUILD`: the highest where several stand there. `None` for a
    /// summary that did not pass, and where no number is said.
    pub fn level(&self, track: &str) -> Option<u32> {
        let of_track = self.verified_levels.iter().filter(|it| it.track() == Some(track));
        of_track.filter_map(SlsaResult::level).max().filter(|_| self.is_passed())
    }

    /// What is odd: what the schema refuses; as errors `missing-verifier-id`,
    /// `missing-resource-uri`, `missing-policy-uri`, `missing-verification-result`,
    /// `unlisted-verification-result`, `missing-verified-levels`, `two-levels-of-a-track` and
    /// `attestation-without-digest`; as a warning `levels-contradict-result`; as a note
    /// `policy-without-digest`.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: object::check(self) };
        self.members(&mut lints);
        self.levels(&mut lints);
        for (index, input) in self.input_attestations.indexed() {
            if !input.has_digests() {
                let place = format!("/inputAttestations/{index}");
                lints.error(
                    &place,
                    "attestation-without-digest",
                    "which one it was is not certain",
                );
            }
        }
        lints.found
    }

    fn members(&self, lints: &mut Lints) {
        let id = self.verifier.as_ref().and_then(|it| it.id.as_ref());
        let place = if self.verifier.is_some() { "/verifier" } else { "" };
        lints.missing(place, "missing-verifier-id", id.is_none());
        lints.missing("", "missing-resource-uri", self.resource_uri.is_none());
        let policy = self.policy.as_ref();
        let place = if policy.is_some() { "/policy" } else { "" };
        lints.missing(place, "missing-policy-uri", policy.is_none_or(|it| it.uri.is_none()));
        if policy.is_some_and(|policy| !policy.has_digests()) {
            lints.note("/policy", "policy-without-digest", "which version it was is not certain");
        }
        let result = self.verification_result.as_ref();
        lints.missing("", "missing-verification-result", result.is_none());
        if result.is_some_and(|result| !result.is_listed()) {
            let words = "expected \"PASSED\" or \"FAILED\"";
            lints.error("/verificationResult", "unlisted-verification-result", words);
        }
    }

    fn levels(&self, lints: &mut Lints) {
        lints.missing("", "missing-verified-levels", !self.verified_levels.is_present());
        let mut tracks = HashSet::new();
        for (index, level) in self.verified_levels.indexed() {
            if level.track().is_some_and(|track| !tracks.insert(track)) {
                let place = format!("/verifiedLevels/{index}");
                lints.error(&place, "two-levels-of-a-track", "a level implies those below it");
            }
        }
        let failed = self.verified_levels.contains(&SlsaResult::Failed);
        if self.is_passed() && failed {
            let words = "\"FAILED\" stands among the levels of what passed";
            lints.warning("/verifiedLevels", "levels-contradict-result", words);
        }
    }
}
