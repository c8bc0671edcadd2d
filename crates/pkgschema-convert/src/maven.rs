//! Maven: documents of Maven Central and the tools that read them.
//!
//! Invariant: a version is text in Maven's own order, and nothing with an expression `${…}` in it
//! is ever part of an identity.

pub mod pom;

pub use pom::Pom;
