//! Maven: documents of Maven Central and the tools that read them.
//!
//! Invariant: a version is text in Maven's own order, and nothing with an expression `${…}` in it
//! is ever part of an identity.

mod coordinates;
pub mod effective;
pub mod pom;

pub use coordinates::Coordinates;
pub use effective::Effective;
pub use pom::Pom;
