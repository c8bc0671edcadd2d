//! What a package can be.
//!
//! Invariant: of two statuses the more severe one never lets more through.

crate::open_enum! {
    /// What a package, version or file is. The words are ordered by how much a consumer has to
    /// refrain from; what exactly happens stands in the effects, since registries use the same
    /// word for different things.
    pub enum Status {
        /// Nothing is known against its use.
        Active = "active",
        /// No updates are expected and none are accepted; it stays installable (PEP 792).
        Archived = "archived",
        /// It stays installable, and its author marks it as unsupported (OpenSSF, package deletion
        /// policies).
        Deprecated = "deprecated",
        /// It goes on under other coordinates, as the replacements say (Maven relocation).
        Relocated = "relocated",
        /// Search and listings leave it out; who names it exactly gets it (NuGet unlist).
        Hidden = "unlisted",
        /// It is kept, and installers avoid it unless it is asked for exactly (OpenSSF, package
        /// deletion policies; PEP 592).
        Yanked = "yanked",
        /// It can be had only in some territories or with some accounts.
        AccessRestricted = "access-restricted",
        /// The name is kept by the registry, and no package may exist under it.
        NameReserved = "name-reserved",
        /// It is no longer available for download or installation (OpenSSF, package deletion
        /// policies).
        Deleted = "deleted",
        /// The registry holds the name and serves a placeholder in its place.
        SecurityHeld = "security-held",
        /// It is thought unsafe and nothing of it is offered, until a review has ended (PEP 792).
        Quarantined = "quarantined",
    }
}

impl Status {
    /// How severe the status is, 0 for `active`. A word that is not listed stands between
    /// `yanked`, the last status that leaves a package installable, and those that do not.
    ///
    /// The order of the vocabulary is that of consequences: `quarantined` stands above `deleted`,
    /// so that deleting what is under review never softens what a consumer does about it.
    pub fn severity(&self) -> u8 {
        match self {
            Self::Active => 0,
            Self::Archived => 1,
            Self::Deprecated => 2,
            Self::Relocated => 3,
            Self::Hidden => 4,
            Self::Yanked => 5,
            Self::AccessRestricted => 7,
            Self::NameReserved => 8,
            Self::Deleted => 9,
            Self::SecurityHeld => 10,
            Self::Quarantined => 11,
            Self::Unlisted(_) => 6,
        }
    }
}
