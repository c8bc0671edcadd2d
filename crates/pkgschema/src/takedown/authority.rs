//! Who decided, and how it came to that.
//!
//! Invariant: the role in a document is a claim; it can lower what a verified issuer may do, and
//! never raise it.

use crate::Text;

crate::object! {
    /// Who decided, as the notice says.
    pub struct Authority {
        /// In which role.
        pub role: Option<Role>,
        /// The name of the person or body.
        pub name: Option<Text>,
        /// An identifier of the person or body.
        pub id: Option<Text>,
        /// On whose behalf, where that is another one.
        pub on_behalf_of: Option<Text> = "onBehalfOf",
    }

    /// How far machines found and decided it (Digital Services Act, Article 17(3)(c)).
    pub struct Automation {
        /// Whether it was found by a machine.
        pub detection: Option<Detection>,
        /// How far it was decided by a machine.
        pub decision: Option<AutomationDegree>,
    }
}

crate::open_enum! {
    /// The role of who decides about a package, highest authority first.
    pub enum Role {
        /// A court or an agency that the registry has to obey.
        PublicAuthority = "public-authority",
        /// The people who run the registry.
        RegistryOperator = "registry-operator",
        /// The registry's own machines.
        RegistryAutomation = "registry-automation",
        /// An owner or maintainer of the package.
        Maintainer = "maintainer",
        /// A database that is not the registry's.
        ThirdPartyDatabase = "third-party-database",
        /// Whoever runs a mirror or proxy of the registry.
        MirrorOperator = "mirror-operator",
        /// Anybody who looks on.
        Observer = "observer",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// What set an act off (Digital Services Act, statement of reasons, extended).
    pub enum Origin {
        /// The registry's own initiative.
        OwnInitiative = "own-initiative",
        /// A report by a user.
        UserReport = "user-report",
        /// A report by somebody whom the registry trusts.
        TrustedReporter = "trusted-reporter",
        /// A notice that rests on a right, such as copyright.
        LegalNotice = "legal-notice",
        /// An order of an authority.
        AuthorityOrder = "authority-order",
        /// The wish of the owner.
        OwnerRequest = "owner-request",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// Whether a machine found it.
    pub enum Detection {
        /// One did.
        Yes = "yes",
        /// None did.
        No = "no",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }

    /// How far a machine decided it.
    pub enum AutomationDegree {
        /// It decided alone.
        Fully = "fully",
        /// It decided together with people.
        Partially = "partially",
        /// People decided.
        NotAutomated = "not-automated",
        /// Whoever states it does not know.
        Unknown = "unknown",
    }
}

impl Role {
    /// How much authority the role has within a registry: higher may lift what equal and lower
    /// ones have done. Unknown words and those who only look on have none.
    pub fn rank(&self) -> u8 {
        match self {
            Self::PublicAuthority => 6,
            Self::RegistryOperator => 5,
            Self::RegistryAutomation => 4,
            Self::Maintainer => 3,
            Self::ThirdPartyDatabase => 2,
            Self::MirrorOperator | Self::Observer => 1,
            Self::Unknown | Self::Unlisted(_) => 0,
        }
    }
}
