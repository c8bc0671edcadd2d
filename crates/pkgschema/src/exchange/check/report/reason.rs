//! Why a package has its verdict.
//!
//! Invariant: a reason is data; its words are made of nothing but that.

use super::CheckVerdict;
use crate::Text;
use crate::identity::DigestSet;
use crate::metadata::SourceKind;
use crate::object::List;
use crate::takedown::{Category, Status};
use crate::text::{Link, Timestamp, plain};
use std::fmt;

crate::object! {
    /// One thing that speaks against a package, or leaves something open.
    pub struct CheckReason {
        required {
            /// What it is.
            pub code: ReasonCode,
            /// What it asks for, after the policy.
            pub verdict: CheckVerdict,
        }
        /// The advisory.
        pub advisory: Option<Text>,
        /// Identifiers of the same matter in other databases.
        pub aliases: List<Text>,
        /// What it is about, in one line.
        pub summary: Option<Text>,
        /// How severe it is, in a word: `none`, `low`, `medium`, `high`, `critical`.
        pub severity: Option<Text>,
        /// The base score of CVSS, `0.0` to `10.0`.
        pub score: Option<Text>,
        /// The versions above this one in which it is fixed, lowest first.
        pub fixed: List<Text>,
        /// Why nobody can tell, in a word
        /// ([`UnknownReason`](crate::advisory::UnknownReason)).
        pub unknown: Option<Text>,
        /// The notice.
        pub notice: Option<Link>,
        /// Who issued it, as the consumer verified it.
        pub issuer: Option<Text>,
        /// What the package is by it.
        pub status: Option<Status>,
        /// Why, by it.
        pub category: Option<Category>,
        /// Since when.
        pub since: Option<Timestamp>,
        /// The rows of the table of install decisions that apply, strictest first.
        pub rows: List<Text>,
        /// The policy's rule or exception that changed the verdict, by name.
        pub rule: Option<Text>,
        /// When the last of the files was published.
        pub published_at: Option<Timestamp> = "publishedAt",
        /// How old it is, in seconds.
        pub age: Option<u64>,
        /// How old it must be, in seconds.
        pub minimum_age: Option<u64> = "minimumAge",
        /// The kind of place that it comes from.
        pub source: Option<SourceKind>,
        /// The file.
        pub filename: Option<Text>,
        /// Digests that contradict each other; not all, if there are many.
        pub digests: List<DigestSet>,
    }
}

crate::open_enum! {
    /// What speaks against a package, or leaves something open.
    pub enum ReasonCode {
        /// An advisory says that it is malware, or may be.
        MalwareAdvisory = "malware-advisory",
        /// An advisory says that it is affected.
        AdvisoryAffected = "advisory-affected",
        /// Nobody can tell whether an advisory is about it.
        AdvisoryUnknown = "advisory-unknown",
        /// A notice is in force.
        Notice = "notice",
        /// Nobody can tell whether a notice is about it.
        NoticeUnclear = "notice-unclear",
        /// A notice is in force about the package of this name at another registry.
        NoticeElsewhere = "notice-elsewhere",
        /// The notices that were read may not be all.
        LogIncomplete = "log-incomplete",
        /// Digests of one file contradict each other.
        DigestsDisagree = "digests-disagree",
        /// The inventory says that it is yanked.
        Yanked = "yanked",
        /// It was published too short a time ago.
        TooYoung = "too-young",
        /// Nobody knows how old it is.
        AgeUnknown = "age-unknown",
        /// No build of a file is attested.
        ProvenanceMissing = "provenance-missing",
        /// A build is attested, and nobody has checked by whom.
        ProvenanceUnverified = "provenance-unverified",
        /// An attestation of a build was checked, and it is not right.
        ProvenanceFailed = "provenance-failed",
        /// Without a digest nobody can tell which build is meant.
        ProvenanceUnknown = "provenance-unknown",
        /// The inventory names no version.
        NoVersion = "no-version",
        /// The ecosystem is none that notices or advisories could be about.
        EcosystemUnknown = "ecosystem-unknown",
        /// Name or version are none of the ecosystem's.
        PurlMalformed = "purl-malformed",
        /// It comes from elsewhere than a registry: a repository, an address, a folder.
        SourceElsewhere = "source-elsewhere",
        /// It comes from another registry than the ecosystem's usual one.
        OtherRegistry = "other-registry",
        /// Parts of what the inventory says cannot be read.
        Unreadable = "unreadable",
        /// Nothing was asked.
        NoEvidence = "no-evidence",
        /// The install policy cannot be read in part.
        PolicyUnreadable = "policy-unreadable",
    }
}

impl ReasonCode {
    /// What it is, in words.
    pub fn words(&self) -> &str {
        match self {
            Self::MalwareAdvisory => "an advisory calls it malware",
            Self::AdvisoryAffected => "affected by an advisory",
            Self::AdvisoryUnknown => "nobody can tell whether an advisory is about it",
            Self::Notice => "a notice is in force",
            Self::NoticeUnclear => "nobody can tell whether a notice is about it",
            Self::NoticeElsewhere => "a notice is about this name at another registry",
            Self::LogIncomplete => "the notices that were read may not be all",
            Self::DigestsDisagree => "digests of one file contradict each other",
            Self::Yanked => "the inventory says that it is yanked",
            Self::TooYoung => "published too short a time ago",
            Self::AgeUnknown => "nobody knows how old it is",
            Self::ProvenanceMissing => "no build of it is attested",
            Self::ProvenanceUnverified => "nobody has checked who attested its build",
            Self::ProvenanceFailed => "the attestation of its build is not right",
            Self::ProvenanceUnknown => "without a digest nobody can tell which build it is",
            Self::NoVersion => "the inventory names no version",
            Self::EcosystemUnknown => "no notice or advisory could be about its ecosystem",
            Self::PurlMalformed => "its name or version is none of the ecosystem's",
            Self::SourceElsewhere => "it comes from no registry",
            Self::OtherRegistry => "it comes from another registry",
            Self::Unreadable => "the inventory cannot be read here",
            Self::NoEvidence => "nothing was asked",
            Self::PolicyUnreadable => "the policy cannot be read in part",
            Self::Unlisted(other) => other.as_str(),
        }
    }
}

impl fmt::Display for CheckReason {
    /// One line for people. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&plain(self.code.words()))?;
        let severity = self.severity.as_ref().map(|word| match &self.score {
            Some(score) => format!("{word} {score}"),
            None => word.to_string(),
        });
        let seconds = |name: &str, it: Option<u64>| it.map(|it| format!("{name} {}", Span(it)));
        let parts = [
            self.advisory.as_ref().map(Text::to_string),
            self.notice.as_ref().map(Link::to_string),
            self.status.as_ref().map(Status::to_string),
            self.category.as_ref().map(Category::to_string),
            self.source.as_ref().map(SourceKind::to_string),
            severity,
            self.unknown.as_ref().map(Text::to_string),
            seconds("age", self.age),
            seconds("of", self.minimum_age),
            self.filename.as_ref().map(Text::to_string),
            self.summary.as_ref().map(|summary| summary.chars().take(LONGEST).collect()),
            self.rule.as_ref().map(|rule| format!("by the rule {rule}")),
        ];
        for (index, part) in parts.into_iter().flatten().enumerate() {
            write!(f, "{}{}", if index == 0 { ": " } else { ", " }, plain(&part))?;
        }
        Ok(())
    }
}

/// How many characters of a summary are shown.
const LONGEST: usize = 120;

/// Seconds as people say them, in the largest unit that they reach.
struct Span(u64);

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            days if days >= 2 * 86_400 => write!(f, "{} days", days / 86_400),
            hours if hours >= 2 * 3_600 => write!(f, "{} hours", hours / 3_600),
            minutes if minutes >= 120 => write!(f, "{} minutes", minutes / 60),
            seconds => write!(f, "{seconds} seconds"),
        }
    }
}
