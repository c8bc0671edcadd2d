//! Whether a version can be had, and what comes with it.
//!
//! Invariant: absent is unknown here, never "no".

use crate::Text;
use crate::object::List;
use crate::text::Link;

crate::object! {
    /// Whether this version is yanked or deprecated, as the registry shows it. Where files are
    /// yanked one by one (PyPI), the artifacts say so.
    pub struct Availability {
        /// Whether it is yanked. Absent means unknown.
        pub yanked: Option<bool>,
        /// Why.
        pub yanked_reason: Option<Text> = "yankedReason",
        /// Whether its use is discouraged. Absent means unknown.
        pub deprecated: Option<bool>,
        /// What users are told about it.
        pub deprecation_message: Option<Text> = "deprecationMessage",
    }

    /// Whether and where the package may be published, as its authors say.
    pub struct Publishing {
        /// Whether it may be published at all. Absent means that it may.
        pub allowed: Option<bool>,
        /// The registries it may go to, where they are named (Cargo `publish`).
        pub registries: List<Text>,
    }

    /// A signature or attestation published beside the package.
    pub struct SignatureReference {
        /// What it is: `npm-registry-signature`, `attestation`, `openpgp`.
        pub kind: Option<Text>,
        /// The key it was made with.
        pub key_id: Option<Text> = "keyId",
        /// The signature itself.
        pub signature: Option<Text>,
        /// Where it can be fetched.
        pub url: Option<Link>,
        /// The file it is about, by name. Absent means the version as a whole.
        pub filename: Option<Text>,
    }
}

crate::open_enum! {
    /// Whether a package runs code that it brings.
    pub enum RunsCode {
        /// It does.
        Yes = "yes",
        /// It does not.
        No = "no",
        /// The document cannot tell.
        Unknown = "unknown",
    }
}
