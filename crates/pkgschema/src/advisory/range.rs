//! Ranges of affected versions.
//!
//! Invariant: an event with two keys keeps both; evaluation refuses it, and never guesses.

use super::UnknownReason;
use crate::Text;
use crate::identity::{Ecosystem, EcosystemName};
use crate::object::{List, RawObject};
use crate::text::Link;
use crate::version::{RangeEvent, Scheme, VersionSet};

crate::object! {
    /// A range of affected versions, as events on a version line (OSV `affected[].ranges[]`).
    pub struct Range {
        /// How versions are ordered.
        pub range_type: Option<RangeType> = "type",
        /// The repository, for ranges of type `GIT`.
        pub repo: Option<Link>,
        /// What happens along the line, in any order.
        pub events: List<Event>,
        /// What the database adds; never part of the evaluation.
        pub database_specific: Option<RawObject>,
    }

    /// One event of a range: exactly one of the four members in a document that keeps to the
    /// specification (OSV `affected[].ranges[].events[]`).
    pub struct Event {
        /// From this version on affected; `0` stands before every version.
        pub introduced: Option<Text>,
        /// From this version on not affected any more.
        pub fixed: Option<Text>,
        /// The last version that is affected.
        pub last_affected: Option<Text>,
        /// Where the range ends without a statement about what follows; `*` is no limit.
        pub limit: Option<Text>,
    }
}

impl Range {
    /// A range with these events.
    ///
    /// ```
    /// use pkgschema::advisory::{Range, RangeType};
    /// use pkgschema::identity::Ecosystem;
    /// use pkgschema::version::{RangeEvent, Scheme, Version};
    /// let events = [RangeEvent::Fixed("1.4.2".into()), RangeEvent::BEGINNING];
    /// let range = Range::of(RangeType::Semver, events);
    /// let affected = range.versions(&Ecosystem::NPM).unwrap();
    /// assert!(affected.contains(&Version::parse(Scheme::Npm, "1.4.1")?));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn of(range_type: RangeType, events: impl IntoIterator<Item = RangeEvent>) -> Self {
        Self {
            range_type: Some(range_type),
            events: events.into_iter().map(Event::from).collect(),
            ..Self::default()
        }
    }

    /// What happens along the line, in the order of the source.
    ///
    /// # Errors
    /// [`BrokenEvents`](UnknownReason::BrokenEvents) if an event has not exactly one member, if
    /// anything in the list is of the wrong kind, or if nothing is ever introduced: then nobody
    /// can tell what the range says.
    pub fn line(&self) -> Result<Vec<RangeEvent>, UnknownReason> {
        let broken = UnknownReason::BrokenEvents;
        if self.events.has_odd() || self.rest.get("events").is_some() {
            return Err(broken);
        }
        let events = self.events.iter().map(Event::to_range_event);
        let events = events.collect::<Option<Vec<_>>>().ok_or(broken)?;
        let introduces = |event: &RangeEvent| matches!(event, RangeEvent::Introduced(_));
        if events.iter().any(introduces) { Ok(events) } else { Err(broken) }
    }

    /// The affected versions, for a package of the ecosystem.
    ///
    /// # Errors
    /// Why nobody can tell: the versions are commits, the type or the ecosystem's order is not
    /// known here, or the events are broken or name what is no version.
    pub fn versions(&self, ecosystem: &Ecosystem) -> Result<VersionSet, UnknownReason> {
        let scheme = self.scheme(ecosystem)?;
        let line = self.line()?;
        VersionSet::of_events(scheme, &line).map_err(|_| UnknownReason::NotAnEventVersion)
    }

    /// Whether the versions of the range are commits of a repository.
    pub fn is_of_commits(&self) -> bool {
        self.range_type == Some(RangeType::Git) && self.rest.get("type").is_none()
    }

    /// Whose order the versions of the range follow. `SEMVER` is the ecosystem's own order where
    /// that is semantic, which takes a little more than the standard (npm, crates.io), and
    /// Semantic Versioning 2.0.0 elsewhere.
    ///
    /// # Errors
    /// As [`versions`](Self::versions).
    pub fn scheme(&self, ecosystem: &Ecosystem) -> Result<Scheme, UnknownReason> {
        if self.rest.get("type").is_some() {
            return Err(UnknownReason::RangeType);
        }
        match &self.range_type {
            Some(RangeType::Git) => Err(UnknownReason::Commits),
            Some(RangeType::Semver) => Ok(match ecosystem.base() {
                EcosystemName::Npm => Scheme::Npm,
                EcosystemName::CratesIo => Scheme::Cargo,
                _ => Scheme::Semver,
            }),
            Some(RangeType::Ecosystem) => {
                Scheme::of_ecosystem(ecosystem).ok_or(UnknownReason::NoOrder)
            }
            Some(RangeType::Unlisted(_)) | None => Err(UnknownReason::RangeType),
        }
    }
}

impl Event {
    /// The event, if it is exactly one: one of the four members, and none of them twice or null.
    pub fn to_range_event(&self) -> Option<RangeEvent> {
        if Self::NAMES.iter().any(|name| self.rest.get(name).is_some()) {
            return None;
        }
        match (&self.introduced, &self.fixed, &self.last_affected, &self.limit) {
            (Some(version), None, None, None) => Some(RangeEvent::Introduced(version.clone())),
            (None, Some(version), None, None) => Some(RangeEvent::Fixed(version.clone())),
            (None, None, Some(version), None) => Some(RangeEvent::LastAffected(version.clone())),
            (None, None, None, Some(version)) => Some(RangeEvent::Limit(version.clone())),
            _ => None,
        }
    }

    /// Whether the member is there, whatever it holds.
    pub(super) fn holds(&self, name: &str) -> bool {
        let typed = match name {
            "introduced" => &self.introduced,
            "fixed" => &self.fixed,
            "last_affected" => &self.last_affected,
            _ => &self.limit,
        };
        typed.is_some() || self.rest.get(name).is_some()
    }

    /// The four members of which an event has one.
    pub(super) const NAMES: [&str; 4] = ["introduced", "fixed", "last_affected", "limit"];
}

impl From<RangeEvent> for Event {
    fn from(event: RangeEvent) -> Self {
        let mut this = Self::default();
        match event {
            RangeEvent::Introduced(version) => this.introduced = Some(version),
            RangeEvent::Fixed(version) => this.fixed = Some(version),
            RangeEvent::LastAffected(version) => this.last_affected = Some(version),
            RangeEvent::Limit(version) => this.limit = Some(version),
        }
        this
    }
}

crate::open_enum! {
    /// How the versions of a range are ordered (OSV `affected[].ranges[].type`).
    pub enum RangeType {
        /// Semantic Versioning 2.0.0, without a leading `v`.
        Semver = "SEMVER",
        /// The ecosystem's own order.
        Ecosystem = "ECOSYSTEM",
        /// The commit graph of a repository; versions are full commit hashes.
        Git = "GIT",
    }
}
