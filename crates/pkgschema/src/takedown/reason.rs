//! Why, and by which rule.
//!
//! Invariant: a reason is what the issuer says, never what the status suggests.

use crate::Text;
use crate::object::List;
use crate::text::Link;

crate::object! {
    /// Why an act was done.
    pub struct Reason {
        /// The kind of reason. Absent means unspecified.
        pub category: Option<Category>,
        /// Words that say it closer: `typosquatting`, `copyright`, `court-order`.
        pub keywords: List<Text>,
        /// What users are told, as plain text. It is hostile input to whoever shows it.
        pub message: Option<Text>,
        /// The language of the message (BCP 47). Absent means unknown.
        pub language: Option<Text>,
    }

    /// The rule that an act goes by.
    pub struct Ground {
        /// The kind of rule.
        pub ground_type: Option<GroundType> = "type",
        /// The rule by its citation: `17 U.S.C. 512(c)`. A law is named by one.
        pub reference: Option<Text>,
        /// Where the rule can be read.
        pub url: Option<Link>,
        /// Whose law it is, as an ISO 3166 code.
        pub jurisdiction: Option<Text>,
    }
}

crate::open_enum! {
    /// The kind of reason.
    pub enum Category {
        /// It means harm (CWE-506).
        Malware = "malware",
        /// It has a weakness that its author did not intend.
        Vulnerability = "vulnerability",
        /// It is broken or incompatible.
        Defect = "defect",
        /// It was not meant to be published.
        AccidentalPublish = "accidental-publish",
        /// Nobody looks after it any more.
        Unmaintained = "unmaintained",
        /// Something newer takes its place.
        Superseded = "superseded",
        /// It goes on under another name.
        Renamed = "renamed",
        /// Somebody's copyright, trademark, patent, trade secret or licence is concerned.
        IntellectualProperty = "intellectual-property",
        /// It holds secrets or personal data.
        SensitiveData = "sensitive-data",
        /// Its name misleads or only occupies a place; with a harmful payload it is malware.
        NameAbuse = "name-abuse",
        /// It only advertises, or is one of many made by a machine.
        Spam = "spam",
        /// A law or court forbids what it holds.
        IllegalContent = "illegal-content",
        /// It breaks another rule of the registry.
        PolicyViolation = "policy-violation",
        /// Its owner wanted it so.
        OwnerRequest = "owner-request",
        /// Another reason, which the message may tell.
        Other = "other",
        /// The issuer tells no reason.
        Unspecified = "unspecified",
    }

    /// The kind of rule that an act goes by.
    pub enum GroundType {
        /// A law; the reference says which.
        Law = "law",
        /// The registry's terms of use.
        Terms = "terms",
        /// A published policy of the registry.
        RegistryPolicy = "registry-policy",
        /// The owner may do so.
        OwnerDiscretion = "owner-discretion",
        /// The issuer names no rule.
        Unspecified = "unspecified",
    }
}
