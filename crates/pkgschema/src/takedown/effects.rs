//! What an act does.
//!
//! Invariant: an effect that is not stated is unknown, and never follows from the registry's word
//! for the act.

use crate::text::Timestamp;

crate::object! {
    /// What an act does to the subjects, effect by effect. What is absent is unknown.
    pub struct Effects {
        /// What a resolver finds.
        pub resolution: Option<Resolution>,
        /// What a download gives.
        pub download: Option<Download>,
        /// Whether new versions can be published.
        pub publish: Option<Publish>,
        /// Whether the package's name can be registered anew.
        pub name_reuse: Option<NameReuse> = "nameReuse",
        /// When the name can be registered anew, where `nameReuse` is `after`.
        pub name_available_at: Option<Timestamp> = "nameAvailableAt",
        /// Whether the version's number can be published anew.
        pub version_reuse: Option<VersionReuse> = "versionReuse",
    }
}

crate::open_enum! {
    /// What a resolver finds, from all to nothing.
    pub enum Resolution {
        /// What it always found.
        Normal = "normal",
        /// Other coordinates, which it follows.
        Redirected = "redirected",
        /// The version only where a requirement names it exactly (PEP 592).
        OnlyExact = "only-exact",
        /// The version only where a lock file names it already (crates.io).
        OnlyLocked = "only-locked",
        /// A placeholder in the package's place.
        Placeholder = "placeholder",
        /// Nothing.
        Nothing = "none",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// What a download gives.
    pub enum Download {
        /// The bytes as published.
        Available = "available",
        /// A placeholder's bytes.
        Placeholder = "placeholder",
        /// The index shows no file, and who has the address may still get the bytes.
        Unlinked = "unlinked",
        /// The bytes only in some territories.
        Territorial = "territorial",
        /// No bytes.
        Unavailable = "unavailable",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// Whether new versions can be published.
    pub enum Publish {
        /// They can.
        Open = "open",
        /// They are accepted and held back until a review.
        Held = "held",
        /// They cannot.
        Blocked = "blocked",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// Whether a name can be registered anew.
    pub enum NameReuse {
        /// Never.
        Never = "never",
        /// When the registry is asked and agrees.
        OnRequest = "on-request",
        /// From a point in time on.
        After = "after",
        /// At once, by anybody.
        Open = "open",
        /// The name stays with its package.
        NotApplicable = "not-applicable",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// Whether a version's number can be published anew.
    pub enum VersionReuse {
        /// Never.
        Never = "never",
        /// It can.
        Open = "open",
        /// The version stays where it is.
        NotApplicable = "not-applicable",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }
}
