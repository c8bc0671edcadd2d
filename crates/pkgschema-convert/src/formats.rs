//! Documents that no ecosystem owns.
//!
//! Invariant: each is read by its own standard, whatever the ecosystems of the packages in it.

mod advisory_list;
mod carried;
pub mod csaf;
pub mod cyclonedx;
pub mod openvex;
pub mod osv;
mod purl_package;
mod timestamps;
mod vers_ranges;
mod vex;

pub use csaf::Csaf;
pub use cyclonedx::CycloneDx;
pub use openvex::{OpenVex, VexAuthor};
pub use osv::OsvDocument;
