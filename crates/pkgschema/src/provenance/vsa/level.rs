//! Levels and properties that a verifier attests.
//!
//! Invariant: a word that begins with `SLSA_` and ends in no level of a track is none.

crate::open_enum! {
    /// What an artifact was found to be (SLSA verification summary 1, SlsaResult): a level of a
    /// track, a property, or a word of the verifier's own, which does not begin with `SLSA_`.
    ///
    /// ```
    /// use pkgschema::provenance::SlsaResult;
    /// assert_eq!(SlsaResult::BuildLevel2.track(), Some("BUILD"));
    /// assert_eq!(SlsaResult::from("SLSA_DEPENDENCY_LEVEL_1").level(), Some(1));
    /// assert_eq!(SlsaResult::BuildUnevaluated.level(), None);
    /// assert_eq!(SlsaResult::from("REVIEWED").track(), None);
    /// ```
    pub enum SlsaResult {
        /// No level of the build track is claimed.
        BuildUnevaluated = "SLSA_BUILD_LEVEL_UNEVALUATED",
        /// No requirement of the build track is met.
        BuildLevel0 = "SLSA_BUILD_LEVEL_0",
        /// There is provenance.
        BuildLevel1 = "SLSA_BUILD_LEVEL_1",
        /// There is provenance signed by a hosted platform.
        BuildLevel2 = "SLSA_BUILD_LEVEL_2",
        /// The platform is hardened.
        BuildLevel3 = "SLSA_BUILD_LEVEL_3",
        /// No level of the source track is claimed.
        SourceUnevaluated = "SLSA_SOURCE_LEVEL_UNEVALUATED",
        /// The source is version controlled.
        SourceLevel1 = "SLSA_SOURCE_LEVEL_1",
        /// History and provenance of the source are kept.
        SourceLevel2 = "SLSA_SOURCE_LEVEL_2",
        /// Technical controls are continuous.
        SourceLevel3 = "SLSA_SOURCE_LEVEL_3",
        /// Two parties review changes.
        SourceLevel4 = "SLSA_SOURCE_LEVEL_4",
        /// The policy was not met.
        Failed = "FAILED",
    }
}

impl SlsaResult {
    /// The track that it is a level of, listed or not: `BUILD`.
    pub fn track(&self) -> Option<&str> {
        self.parts().map(|(track, _)| track)
    }

    /// The level's number; `None` where no level is claimed.
    pub fn level(&self) -> Option<u32> {
        self.parts()?.1.parse().ok()
    }

    fn parts(&self) -> Option<(&str, &str)> {
        let (track, level) = self.as_str().strip_prefix("SLSA_")?.rsplit_once("_LEVEL_")?;
        let number = !level.is_empty() && level.bytes().all(|digit| digit.is_ascii_digit());
        (!track.is_empty() && (number || level == "UNEVALUATED")).then_some((track, level))
    }
}
