//! Provenance attestations: statements about artifacts, and the envelopes they are signed in.
//!
//! Invariant: the bytes that a signature is about are kept as they are, never written anew.

mod envelope;
mod statement;

pub use envelope::{Envelope, Signature, pae};
pub use statement::{ResourceDescriptor, Statement};
