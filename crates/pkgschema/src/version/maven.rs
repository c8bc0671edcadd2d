//! Maven's versions and ranges.
//!
//! Invariant: the order is that of the class `ComparableVersion` of the named release of Maven.
//! It is not transitive, so versions have no `Ord`: [`compare`](Version::compare) answers for
//! two, and [`sort`] sorts without a panic.

mod compare;
mod dialect;
mod digits;
mod item;
mod masks;
mod native;
mod range;
mod set;
mod short;
mod tokens;
mod version;

pub use dialect::Dialect;
pub use range::{Range, RangeKind, Restriction};
pub use version::{Version, sort};

pub(super) use native::write;
pub(super) use set::versions;
