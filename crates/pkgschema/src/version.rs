//! Versions, ranges of versions, and requirements on them.
//!
//! A version is text of an ecosystem; without its ecosystem it means nothing. [`Version`] and
//! [`VersionRange`] go by a [`Scheme`]; the modules [`npm`], [`pypi`], [`cargo`] and [`maven`]
//! hold what is special to each. [`VersionSet`] is what all ranges come down to: intervals on
//! the scheme's order, with intersection, union and complement. [`Vers`] and [`RangeEvent`] are
//! the notations that ecosystems share, and a [`Translation`] says what changed on the way.
//!
//! # Four orders
//!
//! The same twelve versions, lowest first. npm and crates.io agree, up to numbers beyond 2^53 and
//! 2^64; so do both dialects of Maven here. `=` marks a version that is equal to the one above.
//!
//! | npm, crates.io | PyPI | Maven |
//! |---|---|---|
//! | `1.0.0-1` | `1.0.0-dev1` | `1.0.0-alpha` |
//! | `1.0.0-alpha` | `1.0.0-alpha` | `1.0.0-beta.2` |
//! | `1.0.0-beta.2` | `1.0.0-beta.2` | `1.0.0-beta.11` |
//! | `1.0.0-beta.11` | `1.0.0-beta.11` | `1.0.0-rc.1` |
//! | `1.0.0-c1` | `1.0.0-c1` | `1.0.0` |
//! | `1.0.0-dev1` | = `1.0.0-rc.1` | `1.0.0+build` |
//! | `1.0.0-post1` | `1.0.0-preview.2` | `1.0.0-c1` |
//! | `1.0.0-preview.2` | `1.0.0` | `1.0.0-dev1` |
//! | `1.0.0-rc.1` | `1.0.0+build` | `1.0.0-post1` |
//! | `1.0.0` | `1.0.0-1` | `1.0.0-preview.2` |
//! | = `1.0.0+build` | = `1.0.0-post1` | `1.0.0-1` |
//! | `1.0.1-rc.1` | `1.0.1-rc.1` | `1.0.1-rc.1` |
//!
//! - What stands behind a hyphen is before the release for npm and crates.io whatever it says; for
//!   PyPI if it says so (`dev`, `a`, `b`, `rc` and their other names), and a bare number is a
//!   post-release; for Maven if it is one of five words (`alpha`, `beta`, `milestone`, `rc`,
//!   `snapshot`), and anything else, `dev` and `preview` too, is after it.
//! - Build metadata does not count for npm and crates.io; for PyPI it is a local version, above
//!   the release; for Maven it is one more word.
//! - `1` and `1.0` are no versions for npm and crates.io; for PyPI and Maven they are `1.0.0`.
//!
//! ```
//! use pkgschema::version::{Scheme, Version};
//! let lowest = |scheme| -> Result<String, pkgschema::ParseError> {
//!     let texts = ["1.0.0", "1.0.0-1", "1.0.0-dev1", "1.0.0-alpha"];
//!     let versions = texts.into_iter().map(|text| Version::parse(scheme, text));
//!     let mut versions = versions.collect::<Result<Vec<_>, _>>()?;
//!     Version::sort(&mut versions);
//!     Ok(versions[0].to_string())
//! };
//! assert_eq!(lowest(Scheme::Npm)?, "1.0.0-1");
//! assert_eq!(lowest(Scheme::Pypi)?, "1.0.0-dev1");
//! assert_eq!(lowest(Scheme::MAVEN)?, "1.0.0-alpha");
//! # Ok::<(), pkgschema::ParseError>(())
//! ```
//!
//! Invariant: what a resolver would take (`satisfies`) and what lies in a range by the order
//! (`contains`) are never mixed up.

mod answer;
mod changes;
mod comparators;
mod events;
mod identifiers;
mod ordered;
mod parsed;
mod range;
mod release;
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

pub use answer::{
    ChangeWord, RangeAnswer, RangeChange, RangeEventRecord, RangeQuestion, RangeTranslation,
    VersionComparison, VersionOrder,
};
pub use comparators::Comparators;
pub use events::RangeEvent;
pub use parsed::Version;
pub use range::{Notation, Prereleases, VersionRange};
pub use release::is_same_release;
pub use requirement::RequirementText;
pub use scheme::Scheme;
pub use set::{Bound, Interval, VersionSet};
#[cfg(feature = "advisory")]
pub(crate) use sort::stable_sort;
pub use text::VersionText;
pub use translation::{Change, ChangeKind, Inexpressible, Translation};
pub use vers::{Vers, VersText};
