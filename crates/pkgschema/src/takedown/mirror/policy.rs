//! How far a mirror lets itself be led.
//!
//! Invariant: what is absent has a documented default, and what cannot be read lets nothing
//! through.

use super::Confidence;
use crate::object::{Object, check, parse, write};
use crate::takedown::FeedLimits;
use crate::takedown::trust::unknown_members;
use crate::text::Link;
use crate::{Finding, ParseError, Pointer, Severity};

/// How many pairs are held against each other for each line and file.
const EACH: usize = 64;

crate::object! {
    /// How far a mirror lets itself be led by a log of notices.
    ///
    /// ```
    /// use pkgschema::takedown::MirrorPolicy;
    /// let policy = MirrorPolicy::parse(r#"{"maxRemovals": 10, "maxAge": "a day"}"#)?;
    /// assert_eq!((policy.removals(), policy.share()), (10, MirrorPolicy::SHARE));
    /// assert_eq!(policy.age(), 0);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct MirrorPolicy {
        /// How many files may stop being served at once. Absent means 100.
        pub max_removals: Option<u64> = "maxRemovals",
        /// How many of a million that the mirror holds may. Absent means 50,000, which is 5 %.
        pub max_share: Option<u64> = "maxSharePerMillion",
        /// How old the feed's checkpoint may be, in seconds. Absent means seven days.
        pub max_age: Option<u64> = "maxAge",
        /// The largest file of a feed, in bytes. Absent means 256 MiB.
        pub max_bytes: Option<u64> = "maxBytes",
        /// The most lines of a log. Absent means a million.
        pub max_lines: Option<u64> = "maxLines",
        /// How many pairs of a notice and a file are held against each other, beside 64 for each
        /// line and file. Absent means 20 million.
        pub max_comparisons: Option<u64> = "maxComparisons",
        /// How sure a proposal must be at least; what is less so is to be looked at by hand. Absent
        /// means `medium`, and a word that nobody knows `high`.
        pub least_confidence: Option<Confidence> = "leastConfidence",
        /// The address of the log that is meant. Absent means the one that the position names, or
        /// any.
        pub log: Option<Link>,
    }
}

impl MirrorPolicy {
    /// How many files may stop being served at once, where nothing else is said.
    pub const REMOVALS: u64 = 100;
    /// How many of a million may, where nothing else is said.
    pub const SHARE: u64 = 50_000;
    /// How old a checkpoint may be in seconds, where nothing else is said: seven days.
    pub const AGE: u64 = 7 * 24 * 60 * 60;

    /// How many pairs of a notice and a file are held against each other in any case, where nothing
    /// else is said.
    pub const COMPARISONS: u64 = 20_000_000;

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

    /// Everything odd about the policy, as [`check`](crate::object::check) finds it; and what in a
    /// policy of one's own is a slip: members that nobody knows (`unknown-member`), a confidence
    /// that nobody knows (`unknown-confidence`), a share above a million (`share-above-all`).
    pub fn check(&self) -> Vec<Finding> {
        let mut findings = check(self);
        unknown_members(&mut findings, self, "");
        let mut wrong = |place: &str, code, words: &str| {
            let place = Pointer::parse(place).unwrap_or_default();
            findings.push(Finding::new(place, code, Severity::Error, words));
        };
        if self.least_confidence.as_ref().is_some_and(|word| !word.is_listed()) {
            wrong("/leastConfidence", "unknown-confidence", "expected low, medium or high");
        }
        if self.max_share.is_some_and(|share| share > 1_000_000) {
            wrong("/maxSharePerMillion", "share-above-all", "a million is all of them");
        }
        findings
    }

    /// How many files may stop being served at once.
    pub fn removals(&self) -> u64 {
        self.number("maxRemovals", self.max_removals, Self::REMOVALS)
    }

    /// How many of a million may.
    pub fn share(&self) -> u64 {
        self.number("maxSharePerMillion", self.max_share, Self::SHARE)
    }

    /// How old a checkpoint may be, in seconds.
    pub fn age(&self) -> u64 {
        self.number("maxAge", self.max_age, Self::AGE)
    }

    /// How much of a feed is read.
    pub fn limits(&self) -> FeedLimits {
        let mut limits = FeedLimits::default();
        limits.max_bytes = self.number("maxBytes", self.max_bytes, limits.max_bytes);
        limits.max_lines = self.number("maxLines", self.max_lines, limits.max_lines);
        limits
    }

    /// How many pairs are held against each other for so many lines and files.
    pub(super) fn comparisons(&self, each: usize) -> usize {
        let most = self.number("maxComparisons", self.max_comparisons, Self::COMPARISONS);
        usize::try_from(most).unwrap_or(usize::MAX).saturating_add(each.saturating_mul(EACH))
    }

    /// The rank that a proposal must have at least.
    pub(super) fn least(&self) -> u8 {
        match &self.least_confidence {
            _ if self.is_odd("leastConfidence") => Confidence::High.rank(),
            None => Confidence::Medium.rank(),
            Some(Confidence::Unlisted(_)) => Confidence::High.rank(),
            Some(word) => word.rank(),
        }
    }

    /// Whether a log at this address is meant.
    pub(super) fn means(&self, address: &Link) -> bool {
        let other = |log: &Link| !crate::takedown::Registry::is_same(log, address);
        !self.is_odd("log") && !self.log.as_ref().is_some_and(other)
    }

    /// A number, its default where it is absent, and nothing where it cannot be read.
    fn number(&self, name: &str, given: Option<u64>, default: u64) -> u64 {
        if self.is_odd(name) { 0 } else { given.unwrap_or(default) }
    }

    fn is_odd(&self, name: &str) -> bool {
        self.rest().get(name).is_some()
    }
}
