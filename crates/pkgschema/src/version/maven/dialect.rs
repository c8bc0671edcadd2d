//! Which Maven's order.
//!
//! Invariant: a dialect agrees with its own reference, not with the other one.

/// The order of a release of Maven. They differ where a word is followed by a number:
///
/// | | 3.9 | 4 |
/// |---|---|---|
/// | `1-alpha-1` beside `1-alpha.1` | lower: a number in a list of its own | higher: one item, `alpha1` |
/// | `1-ga-1` beside `1` | higher: `ga` says nothing, the number does | equal: one item, and `ga` says nothing |
///
/// The default is 3.9, which is what builds use today.
///
/// ```
/// use pkgschema::version::maven::{Dialect, Version};
/// let order = |dialect| Version::new("1-alpha-1", dialect).compare(&Version::new("1-alpha.1", dialect));
/// assert!(order(Dialect::V3_9).is_lt() && order(Dialect::V4).is_gt());
/// assert_eq!(Dialect::default(), Dialect::V3_9);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dialect {
    /// Maven 3.9, and 3.8 with the same answers.
    #[default]
    V3_9,
    /// Maven 4.0 as of its release candidates.
    V4,
}
