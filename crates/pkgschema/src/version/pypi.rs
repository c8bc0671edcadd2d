//! The versions and specifiers of PyPI, as PEP 440 has them and `packaging` 26 judges them.
//!
//! Invariant: whatever `packaging` answers is the answer where PEP 440 leaves room; numbers have
//! no limit.

mod grammar;
mod legacy;
mod matching;
mod native;
mod set;
mod specifier;
mod specifier_set;
mod version;

pub use legacy::{AnyVersion, LegacyVersion};
pub use specifier::{Operator, Specifier};
pub use specifier_set::SpecifierSet;
pub use version::{PreKind, Version};

pub(super) use native::write;
pub(super) use set::versions;
