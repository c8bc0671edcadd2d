//! What a mirror holds, and what it does with it.
//!
//! Invariant: what a mirror does with a file is never taken for more permissive than it says.

use crate::ParseError;
use crate::identity::{Artifact, DigestSet, PurlText};
use crate::object::{parse, write};
use crate::text::Link;

crate::object! {
    /// One file that a mirror holds, or all files of a version that it does not tell apart.
    ///
    /// ```
    /// use pkgschema::takedown::{HeldFile, HeldState};
    /// let held = HeldFile::parse(r#"{"purl": "pkg:npm/a@1.0.0", "state": "hidden"}"#)?;
    /// assert_eq!(held.state, Some(HeldState::Hidden));
    /// assert_eq!(HeldFile::parse(r#"{"purl": "pkg:npm/a@1.0.0"}"#)?.state, None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct HeldFile {
        required {
            /// The package and version.
            pub purl: PurlText,
        }
        /// The file with its digests.
        pub file: Option<Artifact>,
        /// The registry that it was taken from. Absent means the one that the package URL names,
        /// or any.
        pub registry: Option<Link>,
        /// What the mirror does with it. Absent means what its last position implies.
        pub state: Option<HeldState>,
    }
}

crate::open_enum! {
    /// What a mirror does with a file.
    pub enum HeldState {
        /// It serves it.
        Served = "served",
        /// It serves it to whoever names it exactly, and leaves it out of listings and search.
        Delisted = "unlisted",
        /// Somebody is to look at it; what was done with it before still is.
        InReview = "in-review",
        /// It serves it to nobody.
        Hidden = "hidden",
        /// It serves it to nobody, and keeps the bytes apart under their digest.
        Quarantined = "quarantined",
    }
}

impl HeldState {
    /// How strict it is, 0 for `served`. A word that nobody knows is stricter than all.
    pub fn rank(&self) -> u8 {
        match self {
            Self::Served => 0,
            Self::Delisted => 1,
            Self::InReview => 2,
            Self::Hidden => 3,
            Self::Quarantined => 4,
            Self::Unlisted(_) => u8::MAX,
        }
    }
}

impl HeldFile {
    /// Reads an entry in JSON, as one line of a list has it.
    ///
    /// # Errors
    /// Only for text that is no entry at all: empty, no JSON, no object, or without `purl`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The entry as compact JSON in one line.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What the mirror says that it does with it. A word that cannot be read is one that nobody
    /// knows.
    pub(super) fn stated(&self) -> Option<HeldState> {
        let odd = self.rest.get("state").map(|_| HeldState::from(""));
        odd.or_else(|| self.state.clone())
    }

    /// Whether nobody can tell which file it is: a digest or name stands there twice, or cannot be
    /// read.
    pub(super) fn is_ambiguous(&self) -> bool {
        let members = ["digests", "filename"];
        let odd = |file: &Artifact| {
            let set = file.digests.as_ref().is_some_and(|set| !set.odd().is_empty());
            set || members.iter().any(|name| file.rest.get(name).is_some())
        };
        self.rest.get("file").is_some() || self.file.as_ref().is_some_and(odd)
    }

    /// The strong digests of the file, if there are any and nobody can mistake them.
    pub(super) fn strong(&self) -> Option<DigestSet> {
        if self.is_ambiguous() {
            return None;
        }
        let strong = self.file.as_ref()?.digests.as_ref()?.without_weak();
        let known = strong.digests().next().is_some();
        known.then_some(strong)
    }
}
