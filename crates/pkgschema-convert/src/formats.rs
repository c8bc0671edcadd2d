//! Documents that no ecosystem owns.
//!
//! Invariant: each is read by its own standard, whatever the ecosystems of the packages in it.

pub mod malicious_packages;
pub mod malicious_report;
pub mod osv;

pub use malicious_packages::MaliciousPackage;
pub use malicious_report::MaliciousReport;
pub use osv::OsvDocument;
