//! Who is to be thanked.
//!
//! Invariant: a contact is text; whether it is an address is a lint's question.

use crate::Text;
use crate::object::List;

crate::object! {
    /// A person or organisation that helped (OSV `credits[]`).
    pub struct Credit {
        /// The name.
        pub name: Option<Text>,
        /// Fully qualified addresses: `mailto:…`, `https://…`.
        pub contact: List<Text>,
        /// In which role they helped.
        pub credit_type: Option<CreditType> = "type",
    }
}

crate::open_enum! {
    /// The role in which somebody helped (OSV `credits[].type`).
    pub enum CreditType {
        /// Found the vulnerability.
        Finder = "FINDER",
        /// Told the vendor of it.
        Reporter = "REPORTER",
        /// Validated it.
        Analyst = "ANALYST",
        /// Coordinated the response.
        Coordinator = "COORDINATOR",
        /// Prepared the fix.
        RemediationDeveloper = "REMEDIATION_DEVELOPER",
        /// Reviewed the fix.
        RemediationReviewer = "REMEDIATION_REVIEWER",
        /// Tested the fix.
        RemediationVerifier = "REMEDIATION_VERIFIER",
        /// A tool that found it.
        Tool = "TOOL",
        /// Paid for the work.
        Sponsor = "SPONSOR",
        /// Helped in another way.
        Other = "OTHER",
    }
}
