//! The records as the cross-cutting tests see them: one line a record.
//!
//! Invariant: every published schema of an object has its record here, under the same name.

use pkgschema::advisory::{Advisory, AffectsReport, AliasReport};
use pkgschema::exchange::{CheckPolicy, InventoryReport};
use pkgschema::identity::{Artifact, PurlParts};
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::object::{Object, check, parse, parse_tolerant, write};
use pkgschema::provenance::slsa::{v0_1, v0_2, v1};
use pkgschema::provenance::{
    ActiveStateClaims, BuildProvenance, BuildkiteClaims, Bundle, CircleCiClaims, Envelope,
    GitHubClaims, GitLabClaims, GoogleClaims, HistoryPolicy, HistoryReport, NpmPublish,
    Pep740Attestation, Pep740Provenance, ProvenanceDifference, ProvenanceDisplay, ProvenanceReport,
    PublisherMatch, ReleaseHistory, ReleaseV0_1, ReleaseV0_2, ResourceDescriptor, Statement,
    TrustedPublisher, VerificationSummary,
};
use pkgschema::report::{
    ConversionAnswer, FindingRecord, Inspection, LintReport, LossRecord, LossReport,
};
use pkgschema::schema::diff::SchemaDiff;
use pkgschema::schema::validation::ValidationReport;
use pkgschema::takedown::{
    CheckReport, Checkpoint, FeedReport, HeldFile, InstallDecision, InstallPolicy, InstallRequest,
    LogReport, MirrorPolicy, MirrorReport, NoticeList, PackageStatus, ProfileList, RegistryProfile,
    TakedownNotice, TrustTable,
};
use pkgschema::version::{RangeAnswer, RangeTranslation, VersionComparison};
use pkgschema::{Finding, ParseError, Severity};

/// Every record, in the order of the schema catalogue.
pub const ALL: &[Record] = &[
    Record::of::<PurlParts>("purl-parts", "identity/purl-parts/complete.json"),
    Record::of::<Artifact>("artifact", "identity/artifact/complete.json"),
    Record::of::<VersionComparison>("version-comparison", "version/comparison/complete.json"),
    Record::of::<RangeAnswer>("range-answer", "version/answer/complete.json"),
    Record::of::<RangeTranslation>("range-translation", "version/translation/complete.json"),
    Record::of::<FindingRecord>("finding", "report/finding/complete.json"),
    Record::of::<LossRecord>("loss", "report/loss/complete.json"),
    Record::of::<LossReport>("loss-report", "report/loss-report/complete.json"),
    Record::of::<ConversionAnswer>("conversion-answer", "report/conversion-answer/complete.json"),
    Record::of::<Inspection>("inspection", "report/inspection/complete.json"),
    Record::of::<LintReport>("lint-report", "report/lint-report/complete.json"),
    Record::of::<PackageMetadata>("package-metadata", "record/package-metadata/complete.json"),
    Record::of::<Inventory>("inventory", "record/inventory/complete.json"),
    Record::of::<Statement>("statement", "provenance/statement/complete.json"),
    Record::of::<ResourceDescriptor>(
        "resource-descriptor",
        "provenance/resource-descriptor/complete.json",
    ),
    Record::of::<v0_1::Provenance>(
        "slsa-provenance-0-1",
        "provenance/slsa-provenance-0-1/complete.json",
    ),
    Record::of::<v0_2::Provenance>(
        "slsa-provenance-0-2",
        "provenance/slsa-provenance-0-2/complete.json",
    ),
    Record::of::<v1::Provenance>("slsa-provenance-1", "provenance/slsa-provenance-1/complete.json"),
    Record::of::<VerificationSummary>(
        "verification-summary",
        "provenance/verification-summary/complete.json",
    ),
    Record::of::<ReleaseV0_1>("release-0-1", "provenance/release-0-1/complete.json"),
    Record::of::<ReleaseV0_2>("release-0-2", "provenance/release-0-2/complete.json"),
    Record::of::<NpmPublish>("npm-publish", "provenance/npm-publish/complete.json"),
    Record::of::<Envelope>("envelope", "provenance/envelope/complete.json"),
    Record::of::<TrustedPublisher>(
        "trusted-publisher",
        "provenance/trusted-publisher/complete.json",
    ),
    Record::of::<PublisherMatch>("publisher-match", "provenance/publisher-match/complete.json"),
    Record::of::<GitHubClaims>("github-claims", "provenance/github-claims/complete.json"),
    Record::of::<GitLabClaims>("gitlab-claims", "provenance/gitlab-claims/complete.json"),
    Record::of::<CircleCiClaims>("circleci-claims", "provenance/circleci-claims/complete.json"),
    Record::of::<GoogleClaims>("google-claims", "provenance/google-claims/complete.json"),
    Record::of::<ActiveStateClaims>(
        "activestate-claims",
        "provenance/activestate-claims/complete.json",
    ),
    Record::of::<BuildkiteClaims>("buildkite-claims", "provenance/buildkite-claims/complete.json"),
    Record::of::<Bundle>("sigstore-bundle", "provenance/bundle/complete.json"),
    Record::of::<Pep740Attestation>(
        "pep740-attestation",
        "provenance/pep740-attestation/complete.json",
    ),
    Record::of::<Pep740Provenance>(
        "pep740-provenance",
        "provenance/pep740-provenance/complete.json",
    ),
    Record::of::<BuildProvenance>("build-provenance", "provenance/build/complete.json"),
    Record::of::<ProvenanceReport>("provenance-report", "provenance/report/complete.json"),
    Record::of::<ProvenanceDifference>(
        "provenance-difference",
        "provenance/difference/complete.json",
    ),
    Record::of::<ProvenanceDisplay>("provenance-display", "provenance/display/complete.json"),
    Record::of::<ReleaseHistory>("release-history", "provenance/history/complete.json"),
    Record::of::<HistoryPolicy>("history-policy", "provenance/history-policy/complete.json"),
    Record::of::<HistoryReport>("history-report", "provenance/history-report/complete.json"),
    Record::of::<Advisory>("advisory", "osv/advisory/complete.json"),
    Record::of::<AffectsReport>("affects-report", "advisory/affects-report/complete.json"),
    Record::of::<AliasReport>("alias-report", "advisory/alias-report/complete.json"),
    Record::of::<TakedownNotice>("takedown-notice", "takedown/notice/complete.json"),
    Record::of::<NoticeList>("notice-list", "takedown/notice-list/complete.json"),
    Record::of::<FeedReport>("feed-report", "takedown/feed-report/complete.json"),
    Record::of::<RegistryProfile>("registry-profile", "takedown/profile/complete.json"),
    Record::of::<ProfileList>("registry-profiles", "takedown/profile-list/complete.json"),
    Record::of::<Checkpoint>("checkpoint", "takedown/checkpoint/complete.json"),
    Record::of::<TrustTable>("trust-table", "takedown/trust-table/complete.json"),
    Record::of::<PackageStatus>("package-status", "takedown/status/complete.json"),
    Record::of::<InstallRequest>("install-request", "takedown/request/complete.json"),
    Record::of::<InstallPolicy>("install-policy", "takedown/policy/complete.json"),
    Record::of::<InstallDecision>("install-decision", "takedown/decision/complete.json"),
    Record::of::<LogReport>("log-report", "takedown/log-report/complete.json"),
    Record::of::<CheckReport>("check-report", "takedown/check-report/complete.json"),
    Record::of::<HeldFile>("held-file", "takedown/held-file/complete.json"),
    Record::of::<MirrorPolicy>("mirror-policy", "takedown/mirror-policy/complete.json"),
    Record::of::<MirrorReport>("mirror-report", "takedown/mirror-report/complete.json"),
    Record::of::<CheckPolicy>("check-policy", "exchange/check-policy/complete.json"),
    Record::of::<InventoryReport>("inventory-report", "exchange/inventory-report/complete.json"),
    Record::of::<SchemaDiff>("schema-diff", "schema/diff/complete.json"),
    Record::of::<ValidationReport>("validation-report", "schema/validation/complete.json"),
];

/// A record type.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The name that it has in the schema catalogue.
    pub name: &'static str,
    /// A document below `tests/fixtures` with every member that is known and nothing odd.
    pub complete: &'static str,
    /// The members without which there is no such record.
    pub required: fn() -> Vec<&'static str>,
    read: fn(&str) -> Result<Reading, ParseError>,
    parses: fn(&str) -> bool,
}

/// What came of reading a document as a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The record, written by its own writer.
    pub written: String,
    /// The record, written by `serde_json`.
    pub serialised: String,
    /// Whether the tolerant pass alone gives an equal record.
    pub passes_agree: bool,
    /// What the check found.
    pub findings: Vec<Finding>,
}

impl Record {
    const fn of<T: Object + PartialEq>(name: &'static str, complete: &'static str) -> Self {
        Self { name, complete, required: T::required, read: read::<T>, parses: parses::<T> }
    }

    /// Reads a document.
    ///
    /// # Errors
    /// The record's own.
    pub fn read(&self, text: &str) -> Result<Reading, ParseError> {
        (self.read)(text)
    }

    /// Reads a document into the type and does nothing else.
    pub fn parse(&self, text: &str) -> bool {
        (self.parses)(text)
    }
}

impl Reading {
    /// Whether the record's schema must accept the document: nothing was found that a schema can
    /// see. It sees neither depth nor duplicates, and notes say that nothing is wrong.
    pub fn is_valid(&self) -> bool {
        let unseen = |finding: &Finding| {
            finding.severity == Severity::Note
                || matches!(finding.code, "nested-too-deeply" | "duplicate-member")
        };
        self.findings.iter().all(unseen)
    }
}

fn parses<T: Object>(text: &str) -> bool {
    parse::<T>(text).is_ok()
}

fn read<T: Object + PartialEq>(text: &str) -> Result<Reading, ParseError> {
    let record: T = parse(text)?;
    Ok(Reading {
        written: write(&record),
        serialised: serde_json::to_string(&record).unwrap_or_default(),
        passes_agree: parse_tolerant(text).is_ok_and(|other: T| other == record),
        findings: check(&record),
    })
}
