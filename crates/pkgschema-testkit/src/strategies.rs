//! Generated inputs for the property tests.
//!
//! Invariant: what is generated is at least as strange as what registries hold.

pub mod advisory;
pub mod purl;
pub mod takedown;
pub mod version;
