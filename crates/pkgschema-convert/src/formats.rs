//! Documents that no ecosystem owns.
//!
//! Invariant: each is read by its own standard, whatever the ecosystems of the packages in it.

pub mod cve;
mod ghsa;
pub mod ghsa_graphql;
pub mod ghsa_rest;
mod leftovers;
mod order;
pub mod osv;

pub use cve::{Collections, CveRecord};
pub use ghsa::{PatchedObject, PatchedVersion};
pub use ghsa_graphql::GhsaGraphql;
pub use ghsa_rest::GhsaRest;
pub use osv::OsvDocument;
