//! The registries that know trusted publishers.
//!
//! Invariant: a registry that is not listed has no rule, and nothing matches there.

crate::open_enum! {
    /// A registry that knows trusted publishers, by the type of its package URLs.
    pub enum PublisherRegistry {
        /// PyPI.
        PyPi = "pypi",
        /// npm.
        Npm = "npm",
        /// crates.io.
        CratesIo = "cargo",
        /// RubyGems.
        RubyGems = "gem",
    }
}

impl PublisherRegistry {
    /// The audience of tokens, where it is a name of the registry's own. Elsewhere it holds the
    /// registry's address, which the caller knows.
    pub fn audience(&self) -> Option<&'static str> {
        match self {
            Self::PyPi => Some("pypi"),
            Self::CratesIo => Some("crates.io"),
            Self::Npm | Self::RubyGems | Self::Unlisted(_) => None,
        }
    }

    /// Triggers of GitHub Actions from which the registry takes no token, because whoever opens
    /// a pull request can set them off with the rights of the repository.
    ///
    /// ```
    /// use pkgschema::provenance::PublisherRegistry;
    /// let refused = PublisherRegistry::CratesIo.refused_triggers();
    /// assert_eq!(refused, ["pull_request_target", "workflow_run"]);
    /// ```
    pub fn refused_triggers(&self) -> &'static [&'static str] {
        match self {
            Self::PyPi => &["pull_request_target"],
            Self::CratesIo => &["pull_request_target", "workflow_run"],
            Self::Npm | Self::RubyGems | Self::Unlisted(_) => &[],
        }
    }
}
