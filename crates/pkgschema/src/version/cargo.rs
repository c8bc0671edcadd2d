//! The versions and requirements of crates.io.
//!
//! Invariant: reading and matching are those of the crate `semver`, which cargo uses; order and
//! equality are by precedence, so that build metadata counts for neither.

mod native;
mod requirement;
mod set;
mod version;

pub use requirement::Requirement;
pub use version::Version;

pub(super) use native::write;
