//! Which Maven's order.
//!
//! Invariant: a dialect agrees with its own reference, not with the other one.

/// The order of a release of Maven. They differ on about a tenth of unusual pairs: to 3.9
/// `1-alpha-1` is a qualifier and a number below it, to 4 one qualifier; to 3.9 `1-ga.1` is
/// `1.1`, to 4 it is not.
///
/// The default is 3.9, which is what builds use today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dialect {
    /// Maven 3.9, and 3.8 with the same answers.
    #[default]
    V3_9,
    /// Maven 4.0 as of its release candidates.
    V4,
}
