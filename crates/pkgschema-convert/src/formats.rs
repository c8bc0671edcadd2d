//! Documents that no ecosystem owns.
//!
//! Invariant: each is read by its own standard, whatever the ecosystems of the packages in it.

pub mod osv;

pub use osv::OsvDocument;
