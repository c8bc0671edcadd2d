//! Versions, ranges of versions, and requirements on them.
//!
//! A version is text of an ecosystem; without its ecosystem it means nothing. [`Version`] and
//! [`VersionRange`] go by a [`Scheme`]; the modules [`npm`], [`pypi`], [`cargo`] and [`maven`]
//! hold what is special to each. [`VersionSet`] is what all ranges come down to: intervals on
//! the scheme's order, with intersection, union and complement. [`Vers`] and [`RangeEvent`] are
//! the notations that ecosystems share, and a [`Translation`] says what changed on the way.
//!
//! Invariant: what a resolver would take (`satisfies`) and what lies in a range by the order
//! (`contains`) are never mixed up.

mod changes;
mod comparators;
mod events;
mod identifiers;
mod ordered;
mod parsed;
mod range;
mod requirement;
mod scheme;
mod set;
mod sort;
mod text;
mod translation;

pub mod cargo;
pub mod datetime;
pub mod intdot;
pub mod lexicographic;
pub mod maven;
pub mod npm;
pub mod pypi;
pub mod semver;
pub mod vers;

pub use comparators::Comparators;
pub use events::RangeEvent;
pub use parsed::Version;
pub use range::{Notation, Prereleases, VersionRange};
pub use requirement::RequirementText;
pub use scheme::Scheme;
pub use set::{Bound, Interval, VersionSet};
pub use text::VersionText;
pub use translation::{Change, ChangeKind, Inexpressible, Translation};
pub use vers::Vers;
