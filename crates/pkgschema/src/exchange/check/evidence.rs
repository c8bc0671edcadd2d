//! What is asked about the packages of an inventory.
//!
//! Invariant: evidence that was not given is never taken for evidence that says nothing.

use super::{AdvisoryEvidence, CheckCondition};
use crate::identity::{Digest, PublishTime, Purl, TimeOrigin};
use crate::metadata::PackageMetadata;
use crate::object::List;
use crate::takedown::{Clocks, LogReport, StatusIndex};
use crate::text::Timestamp;
use std::collections::HashMap;

/// What is asked. What is absent was not asked, and the report says nothing about it.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct CheckEvidence<'a> {
    /// Notices of registries.
    pub notices: Option<NoticeEvidence<'a>>,
    /// Advisories.
    pub advisories: Option<&'a AdvisoryEvidence>,
    /// When versions were published, beside what the inventory says.
    pub publish_times: Option<&'a PublishTimes>,
    /// Which builds are attested.
    pub builds: Option<&'a AttestedBuilds>,
    /// The time for which is asked. Absent means unknown: then nothing is old enough, and no
    /// exception that ends is in force.
    pub at: Option<&'a Timestamp>,
    /// What went wrong when the evidence was gathered.
    pub conditions: &'a [CheckCondition],
}

impl<'a> CheckEvidence<'a> {
    /// Nothing, at that time.
    pub fn at(time: &'a Timestamp) -> Self {
        Self { at: Some(time), ..Self::default() }
    }

    /// Whether nothing is asked at all.
    pub(super) fn is_empty(&self) -> bool {
        self.notices.is_none() && self.advisories.is_none() && self.builds.is_none()
    }
}

/// Notices, for which time they are told, and how far they can be relied on to be all.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct NoticeEvidence<'a> {
    /// The notices.
    pub index: &'a StatusIndex<'a>,
    /// For which time.
    pub clocks: &'a Clocks,
    /// Of the logs that they come from, the worst of several.
    pub report: &'a LogReport,
}

impl<'a> NoticeEvidence<'a> {
    /// Notices of logs.
    pub fn new(index: &'a StatusIndex<'a>, clocks: &'a Clocks, report: &'a LogReport) -> Self {
        Self { index, clocks, report }
    }
}

/// When versions were published.
///
/// ```
/// use pkgschema::{exchange::PublishTimes, identity::Purl, text::Timestamp};
/// let mut times = PublishTimes::default();
/// let purl = Purl::parse("pkg:npm/a@1.0.0")?;
/// times.insert(&purl, Timestamp::new("2026-05-04T10:00:00Z")?);
/// times.insert(&purl, Timestamp::new("2026-05-05T10:00:00Z")?);
/// assert_eq!(times.latest(&purl).unwrap(), "2026-05-05T10:00:00Z");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct PublishTimes {
    by_purl: HashMap<String, Timestamp>,
}

impl PublishTimes {
    /// Adds what somebody says. Of several times the latest counts, and one that cannot be read
    /// before every other.
    pub fn insert(&mut self, purl: &Purl, time: Timestamp) {
        let later = |known: &Timestamp| match (known.to_datetime(), time.to_datetime()) {
            (Some(known), Some(time)) => time > known,
            (known, _) => known.is_some(),
        };
        let key = purl.as_str();
        if self.by_purl.get(key).is_none_or(later) {
            self.by_purl.insert(key.to_owned(), time);
        }
    }

    /// Adds a release, if a registry says of it, or of each of its files, when it was published.
    /// `false` if none does: what a document says of itself is no registry's word.
    ///
    /// ```
    /// use pkgschema::{exchange::PublishTimes, metadata::PackageMetadata};
    /// let mut release = PackageMetadata::parse(r#"{"schemaVersion": "1.0", "ecosystem": "npm",
    ///     "name": "a", "version": "1.0.0", "publishTimes": [{"time": "2026-05-04T10:00:00Z",
    ///     "origin": "registry"}]}"#)?;
    /// let mut times = PublishTimes::default();
    /// assert!(times.insert_release(&release));
    /// release.publish_times = Default::default();
    /// assert!(!times.insert_release(&release));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn insert_release(&mut self, release: &PackageMetadata) -> bool {
        let purl = release.purl().and_then(Result::ok).filter(|_| release.version.is_some());
        let odd = release.rest.get("publishTimes").is_some() || release.artifacts.has_odd();
        let Some(purl) = purl.filter(|_| !odd) else { return false };
        let files = || release.artifacts.iter();
        let each = !release.artifacts.is_empty()
            && files().all(|file| vouched(&file.publish_times).next().is_some());
        if !each && vouched(&release.publish_times).next().is_none() {
            return false;
        }
        let of_files = files().flat_map(|file| vouched(&file.publish_times));
        let all = vouched(&release.publish_times).chain(of_files);
        all.for_each(|time| self.insert(&purl, time.time.clone()));
        true
    }

    /// The latest time at which a file of the version was published.
    pub fn latest(&self, purl: &Purl) -> Option<&Timestamp> {
        self.by_purl.get(purl.as_str())
    }
}

/// The times that somebody else than the package's own author tells; none where one cannot be
/// read.
fn vouched(times: &List<PublishTime>) -> impl Iterator<Item = &PublishTime> {
    let readable = !times.has_odd();
    let by_others = move |it: &&PublishTime| {
        let others = [TimeOrigin::Registry, TimeOrigin::Proxy, TimeOrigin::Log];
        readable && others.contains(&it.origin)
    };
    times.iter().filter(by_others)
}

/// Which files have an attested build, by their digests: plain facts, made of whatever attests
/// them.
///
/// ```
/// use pkgschema::exchange::{AttestedBuilds, BuildTrust};
/// use pkgschema::identity::{Digest, DigestAlgorithm};
/// let mut builds = AttestedBuilds::default();
/// let digest = Digest::from_hex(DigestAlgorithm::Sha256, &"0a".repeat(32))?;
/// builds.insert(digest.clone(), BuildTrust::Stated);
/// builds.insert(digest.clone(), BuildTrust::Verified);
/// assert_eq!(builds.trust(&digest), Some(BuildTrust::Verified));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct AttestedBuilds {
    by_digest: HashMap<Digest, BuildTrust>,
}

/// How far an attestation of a build was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum BuildTrust {
    /// Not at all.
    Stated,
    /// Somebody whom the consumer believes checked who signed it.
    Verified,
    /// It was checked, and it is not right.
    Failed,
}

impl AttestedBuilds {
    /// Adds a file. Of several attestations one that is not right counts before all others, and
    /// one that was checked before one that was not. A weak digest attests nothing.
    pub fn insert(&mut self, digest: Digest, trust: BuildTrust) {
        if !digest.is_weak() {
            let known = self.by_digest.entry(digest).or_insert(trust);
            *known = trust.max(*known);
        }
    }

    /// How far the build of a file is attested; `None` if it is not.
    pub fn trust(&self, digest: &Digest) -> Option<BuildTrust> {
        self.by_digest.get(digest).copied()
    }

    /// How many digests there are.
    pub fn len(&self) -> usize {
        self.by_digest.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_digest.is_empty()
    }

    /// Adds the files of a record of a build, each as far as the record was checked. What a
    /// registry only says by itself is stated, and not checked.
    #[cfg(feature = "provenance")]
    pub fn insert_build(&mut self, build: &crate::provenance::BuildProvenance) {
        use crate::provenance::VerificationStatus as Status;
        let trust = match build.verification.as_ref().map(|it| &it.status) {
            Some(Status::SignatureVerified) => BuildTrust::Verified,
            Some(Status::Failed) => BuildTrust::Failed,
            _ => BuildTrust::Stated,
        };
        let sets = build.artifacts.iter().filter_map(|artifact| artifact.digest.as_ref());
        sets.flat_map(|set| set.digests()).for_each(|digest| self.insert(digest, trust));
    }
}
