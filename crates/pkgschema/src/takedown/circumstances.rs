//! What surrounds an act: exposure, replacements, redress, evidence, incident.
//!
//! Invariant: nothing here changes what the act does.

use crate::Text;
use crate::identity::{DigestSet, PurlText};
use crate::text::{Link, Timestamp};
use crate::version::VersText;

crate::object! {
    /// How long and how widely something could be had, for whoever has to find out who was hit.
    pub struct Exposure {
        /// Since when it could be had.
        pub published_at: Option<Timestamp> = "publishedAt",
        /// Until when it could be had.
        pub removed_at: Option<Timestamp> = "removedAt",
        /// How often it was downloaded.
        pub downloads: Option<u64>,
    }

    /// What to use instead.
    pub struct Replacement {
        /// The package, or with a version one of its versions.
        pub purl: Option<PurlText>,
        /// The versions of it that will do.
        pub version_range: Option<VersText> = "versionRange",
        /// How it stands to what it replaces.
        pub relation: Option<Relation>,
        /// Whether it takes the place without any change to the code around it.
        pub drop_in: Option<bool> = "dropIn",
    }

    /// A way to object.
    pub struct Redress {
        /// The kind of way.
        pub redress_type: Option<RedressType> = "type",
        /// Where to go.
        pub url: Option<Link>,
        /// Until when.
        pub deadline: Option<Timestamp>,
    }

    /// What an act rests on.
    pub struct Evidence {
        /// What it is.
        pub evidence_type: Option<EvidenceType> = "type",
        /// Where it can be read.
        pub url: Option<Link>,
        /// Its digests.
        pub digest: Option<DigestSet>,
    }

    /// An incident that several acts belong to.
    pub struct Incident {
        /// The incident's identifier, the same on all of its notices.
        pub id: Option<Text>,
        /// Where it is described.
        pub url: Option<Link>,
    }
}

crate::open_enum! {
    /// How a replacement stands to what it replaces.
    pub enum Relation {
        /// The same package, in versions without the fault.
        FixedIn = "fixed-in",
        /// Another package that its authors recommend.
        Successor = "successor",
        /// Another package that somebody else carries on.
        Fork = "fork",
        /// The same package under other coordinates.
        RelocatedTo = "relocated-to",
        /// The package that the user probably meant.
        Canonical = "canonical",
    }

    /// A way to object.
    pub enum RedressType {
        /// An appeal to the registry.
        InternalAppeal = "internal-appeal",
        /// A counter-notice to a notice that rests on a right.
        CounterNotice = "counter-notice",
        /// A body that settles disputes out of court.
        OutOfCourt = "out-of-court",
        /// A court.
        Judicial = "judicial",
    }

    /// How far an objection has come.
    pub enum DisputeState {
        /// Nobody objects.
        Undisputed = "none",
        /// It is being looked at.
        Open = "open",
        /// The act stands.
        Upheld = "upheld",
        /// The act falls.
        Overturned = "overturned",
        /// The act falls in part.
        PartiallyOverturned = "partially-overturned",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// A kind of evidence.
    pub enum EvidenceType {
        /// A public announcement.
        Announcement = "announcement",
        /// An advisory.
        Advisory = "advisory",
        /// An analysis of the package.
        Analysis = "analysis",
        /// A notice that rests on a right.
        LegalNotice = "legal-notice",
        /// An order of a court or an agency.
        Order = "order",
        /// An entry in a transparency log.
        LogEntry = "log-entry",
        /// A page or document of the registry at a point in time.
        Snapshot = "snapshot",
    }

    /// How far a notice may be passed on (FIRST Traffic Light Protocol 2.0).
    pub enum Tlp {
        /// To the named recipients only.
        Red = "RED",
        /// Within the recipient's organisation only.
        AmberStrict = "AMBER+STRICT",
        /// Within the recipient's organisation and its clients.
        Amber = "AMBER",
        /// Within the recipient's community.
        Green = "GREEN",
        /// To everybody.
        Clear = "CLEAR",
    }
}
