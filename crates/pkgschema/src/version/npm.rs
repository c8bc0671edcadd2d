//! npm's versions and ranges, as node-semver 7.8 reads and judges them.
//!
//! Invariant: whatever node-semver answers is the answer, oddities included; the reference is
//! the behaviour of its classes `SemVer`, `Range` and `Comparator`, its documentation the second
//! source.

mod comparator;
mod desugar;
mod grammar;
mod native;
mod outside;
mod partial;
mod range;
mod rewrite;
mod set;
mod version;

pub use comparator::{Comparator, Operator};
pub use range::{Options, Range};
pub use version::Version;

pub(super) use native::write;
pub(super) use set::versions;
