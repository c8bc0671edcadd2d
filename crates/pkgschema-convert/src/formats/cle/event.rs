//! The events of a CLE document.
//!
//! Source: ECMA-428, 1st edition, clauses "Event object" and "Event types".
//!
//! Invariant: one struct holds the members of every type of event, so that a member beside a type
//! that does not have it is kept.

use pkgschema::Text;
use pkgschema::identity::PurlText;
use pkgschema::object::List;
use pkgschema::text::{Link, Timestamp};
use pkgschema::version::VersText;

pkgschema::object! {
    /// Something that happens in the life of a component. Published once, it never changes.
    ///
    /// ```
    /// use pkgschema::object::parse;
    /// use pkgschema_convert::formats::{CleEvent, CleEventType};
    /// let event: CleEvent = parse(r#"{"id": 2, "type": "withdrawn", "eventId": 1,
    ///     "effective": "2026-05-05T00:00:00Z", "published": "2026-05-05T00:00:00Z"}"#)?;
    /// assert_eq!(event.event_type, Some(CleEventType::Withdrawn));
    /// assert_eq!(event.event_id, Some(1));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CleEvent {
        /// The event's number, from 1, in the order in which events are added.
        pub id: Option<u64>,
        /// What happens.
        pub event_type: Option<CleEventType> = "type",
        /// When it takes effect, in UTC.
        pub effective: Option<Timestamp>,
        /// When the event was first published, in UTC.
        pub published: Option<Timestamp>,
        /// The version that is released.
        pub version: Option<Text>,
        /// The licence of the version that is released, in short.
        pub license: Option<Text>,
        /// The versions that it is about.
        pub versions: List<CleVersions>,
        /// The support policy that ends.
        pub support_id: Option<Text> = "supportId",
        /// The version that takes the place of others.
        pub superseded_by_version: Option<Text> = "supersededByVersion",
        /// The component's new identifiers.
        pub identifiers: List<CleIdentifier>,
        /// Why the component gets another name.
        pub description: Option<Text>,
        /// Where to read more.
        pub references: List<Link>,
        /// The event that is withdrawn.
        pub event_id: Option<u64> = "eventId",
        /// Why it is withdrawn.
        pub reason: Option<Text>,
    }

    /// Versions of the component.
    pub struct CleVersions {
        /// A range of versions as a VERS.
        pub range: Option<VersText>,
        /// A single version, which the standard names and its schema does not have.
        pub version: Option<Text>,
    }

    /// An identifier that a component gets.
    pub struct CleIdentifier {
        /// What kind of identifier it is: `PURL`.
        pub identifier_type: Option<Text> = "type",
        /// The identifier.
        pub value: Option<Text>,
    }
}

pkgschema::open_enum! {
    /// What happens to a component.
    pub enum CleEventType {
        /// A version is there to be used.
        Released = "released",
        /// No more than bugs and weaknesses are worked on.
        EndOfDevelopment = "endOfDevelopment",
        /// Not even those are worked on any more, under the support policy that is named.
        EndOfSupport = "endOfSupport",
        /// All work ends, distribution too.
        EndOfLife = "endOfLife",
        /// Whoever makes it no longer distributes it.
        EndOfDistribution = "endOfDistribution",
        /// Whoever makes it no longer advertises it.
        EndOfMarketing = "endOfMarketing",
        /// Another version takes the place of some.
        SupersededBy = "supersededBy",
        /// The component goes on under other identifiers.
        ComponentRenamed = "componentRenamed",
        /// An earlier event counts as if it had never been.
        Withdrawn = "withdrawn",
    }
}

/// The kind of the identifiers that are package URLs.
pub(super) const PURL: &str = "PURL";

/// Members of every event.
pub(super) const COMMON: [&str; 4] = ["id", "type", "effective", "published"];

impl CleEventType {
    /// The members that an event of this type must have, and those that it may have, beside those
    /// of every event. `None` for a word that nobody knows.
    pub(super) fn members(&self) -> Option<(&'static [&'static str], &'static [&'static str])> {
        Some(match self {
            Self::Released => (&["version"], &["license"]),
            Self::EndOfDevelopment | Self::EndOfSupport => (&["versions", "supportId"], &[]),
            Self::EndOfLife | Self::EndOfDistribution | Self::EndOfMarketing => {
                (&["versions"], &[])
            }
            Self::SupersededBy => (&["supersededByVersion"], &["versions"]),
            Self::ComponentRenamed => (&["identifiers"], &["description", "references"]),
            Self::Withdrawn => (&["eventId"], &["references", "reason"]),
            Self::Unlisted(_) => return None,
        })
    }
}

impl CleIdentifier {
    /// The purl, where it is one.
    pub(super) fn purl(&self) -> Option<PurlText> {
        let is_purl = self.identifier_type.as_deref() == Some(PURL);
        self.value.as_ref().filter(|_| is_purl).map(|value| PurlText::from_document(value.as_str()))
    }
}
