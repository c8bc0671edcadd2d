//! One thing that a registry can do to a package.
//!
//! Invariant: effects are what the registry is known to do; what is not known is absent.

use crate::Text;
use crate::object::List;
use crate::takedown::{Effects, NoticeType, Role, Status};

crate::object! {
    /// One thing that a registry can do to a package, under the registry's own word.
    pub struct Mechanism {
        required {
            /// Its name, `kebab-case`; unique in the profile.
            pub name: Text,
            /// What a package is afterwards.
            pub status: Status,
        }
        /// What the registry's own records call it.
        pub words: List<Text>,
        /// What kind of notice it makes. Absent means a decision.
        pub notice_type: Option<NoticeType> = "noticeType",
        /// What it does.
        pub effects: Option<Effects>,
        /// What it can be done to.
        pub grains: List<Grain>,
        /// Who can do it.
        pub roles: List<Role>,
        /// The name of the mechanism that undoes it. Absent means that none is known.
        pub undone_by: Option<Text> = "undoneBy",
        /// Where that is documented: a specification and its section, or a policy by its title.
        pub source: Option<Text>,
        /// The day on which the source was last looked at, `2026-11-24`.
        pub checked: Option<Text>,
    }
}

crate::open_enum! {
    /// What a mechanism can be done to.
    pub enum Grain {
        /// A name that no package needs to have.
        Name = "name",
        /// A package with all its versions.
        Package = "package",
        /// One version.
        Version = "version",
        /// One file of a version.
        File = "file",
    }
}

impl Mechanism {
    /// Whether this is its name or one of the registry's words for it.
    pub fn is_called(&self, word: &str) -> bool {
        self.name == word || self.words.iter().any(|own| own == word)
    }
}
