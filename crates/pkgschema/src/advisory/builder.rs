//! Advisories from code.
//!
//! Invariant: what a builder builds is valid: the official schema accepts it.

use super::{
    Advisory, Affected, Credit, CreditType, Range, RangeType, Reference, ReferenceType, Severity,
    SeverityType,
};
use crate::Text;
use crate::finding::{Finding, Severity as FindingSeverity};
use crate::identity::{EcosystemName, PackageName};
use crate::text::{Link, Timestamp};
use crate::version::{RangeEvent, Scheme, VersionSet};

/// An advisory in the making. Identifier and time of the last change are all that it needs.
///
/// ```
/// use pkgschema::advisory::{Advisory, AffectedBuilder};
/// use pkgschema::{identity::{Ecosystem, PackageName}, text::Timestamp};
/// let package = PackageName::new(Ecosystem::NPM, "left-margin")?;
/// let modified = Timestamp::new("2026-05-04T14:00:00Z")?;
/// let advisory = Advisory::builder("MAL-2026-1", modified)
///     .summary("Malicious code in left-margin")
///     .affected(AffectedBuilder::new(&package).introduced("1.4.1").fixed("1.4.2"))
///     .build().unwrap();
/// assert_eq!(advisory.affected[0].ranges[0].events.len(), 2);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct AdvisoryBuilder {
    advisory: Advisory,
}

impl Advisory {
    /// A builder for an advisory with this identifier, last changed at this time. The version of
    /// the schema is the one that this library follows, 1.7.5.
    pub fn builder(id: impl Into<Text>, modified: Timestamp) -> AdvisoryBuilder {
        let mut advisory = Self::new(id);
        advisory.schema_version = Some(Self::SCHEMA_VERSION.into());
        advisory.modified = Some(modified);
        AdvisoryBuilder { advisory }
    }

    /// The version of the OSV schema that this library follows.
    pub const SCHEMA_VERSION: &'static str = "1.7.5";
}

impl AdvisoryBuilder {
    /// When it was first published.
    #[must_use]
    pub fn published(mut self, time: Timestamp) -> Self {
        self.advisory.published = Some(time);
        self
    }

    /// Since when it is withdrawn.
    #[must_use]
    pub fn withdrawn(mut self, time: Timestamp) -> Self {
        self.advisory.withdrawn = Some(time);
        self
    }

    /// One more identifier of the same vulnerability.
    #[must_use]
    pub fn alias(mut self, id: impl Into<Text>) -> Self {
        self.advisory.aliases.push(id.into());
        self
    }

    /// One line about it.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<Text>) -> Self {
        self.advisory.summary = Some(summary.into());
        self
    }

    /// The full account in CommonMark.
    #[must_use]
    pub fn details(mut self, details: impl Into<Text>) -> Self {
        self.advisory.details = Some(details.into());
        self
    }

    /// One more severity for all packages.
    #[must_use]
    pub fn severity(mut self, kind: SeverityType, score: impl Into<Text>) -> Self {
        self.advisory.severity.push(Severity::new(kind, score));
        self
    }

    /// One more affected package.
    #[must_use]
    pub fn affected(mut self, affected: impl Into<Affected>) -> Self {
        self.advisory.affected.push(affected.into());
        self
    }

    /// One more reference.
    #[must_use]
    pub fn reference(mut self, kind: ReferenceType, url: impl Into<Link>) -> Self {
        self.advisory.references.push(Reference::new(kind, url));
        self
    }

    /// One more person or organisation to thank.
    #[must_use]
    pub fn credit(mut self, name: impl Into<Text>, role: CreditType) -> Self {
        let mut credit = Credit::default();
        credit.name = Some(name.into());
        credit.credit_type = Some(role);
        self.advisory.credits.push(credit);
        self
    }

    /// The advisory.
    ///
    /// # Errors
    /// The errors that [`Advisory::check`] finds, if there are any.
    pub fn build(self) -> Result<Advisory, Vec<Finding>> {
        let mut errors = self.advisory.check();
        errors.retain(|finding| finding.severity == FindingSeverity::Error);
        if errors.is_empty() { Ok(self.advisory) } else { Err(errors) }
    }
}

/// An affected package in the making.
#[derive(Debug, Clone)]
pub struct AffectedBuilder {
    affected: Affected,
    range_type: RangeType,
    events: Vec<RangeEvent>,
}

impl AffectedBuilder {
    /// A package of which nothing is said about versions yet.
    pub fn new(name: &PackageName) -> Self {
        let range_type = match name.ecosystem().base() {
            EcosystemName::Npm
            | EcosystemName::CratesIo
            | EcosystemName::Go
            | EcosystemName::Hex
            | EcosystemName::Pub
            | EcosystemName::SwiftUrl
            | EcosystemName::Bitnami => RangeType::Semver,
            _ => RangeType::Ecosystem,
        };
        Self { affected: Affected::of(name), range_type, events: Vec::new() }
    }

    /// Affected from this version on; `0` is before every version.
    #[must_use]
    pub fn introduced(self, version: impl Into<Text>) -> Self {
        self.event(RangeEvent::Introduced(version.into()))
    }

    /// Not affected any more from this version on.
    #[must_use]
    pub fn fixed(self, version: impl Into<Text>) -> Self {
        self.event(RangeEvent::Fixed(version.into()))
    }

    /// The last affected version.
    #[must_use]
    pub fn last_affected(self, version: impl Into<Text>) -> Self {
        self.event(RangeEvent::LastAffected(version.into()))
    }

    /// One more event of the range.
    #[must_use]
    pub fn event(mut self, event: RangeEvent) -> Self {
        self.events.push(event);
        self
    }

    /// One more affected version by itself.
    #[must_use]
    pub fn version(mut self, version: impl Into<Text>) -> Self {
        self.affected.versions.push(version.into());
        self
    }

    /// Every version of a set, as ranges. A beginning that events cannot express is widened:
    /// [`VersionSet::to_events`].
    #[must_use]
    pub fn set(mut self, set: &VersionSet) -> Self {
        let range_type = match set.scheme() {
            Scheme::Npm | Scheme::Cargo | Scheme::Semver => RangeType::Semver,
            _ => RangeType::Ecosystem,
        };
        for events in set.to_events().value {
            self.affected.ranges.push(Range::of(range_type.clone(), events));
        }
        self
    }
}

impl From<AffectedBuilder> for Affected {
    fn from(builder: AffectedBuilder) -> Self {
        let AffectedBuilder { mut affected, range_type, events } = builder;
        if !events.is_empty() {
            affected.ranges.push(Range::of(range_type, events));
        }
        affected
    }
}
