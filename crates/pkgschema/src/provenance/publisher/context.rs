//! What the caller knows when a token comes in.
//!
//! Invariant: there is no clock here; the time is the caller's.

use crate::Text;
use crate::text::Timestamp;

/// When a token is looked at, and for whom it has to be meant.
///
/// ```
/// use pkgschema::{provenance::MatchContext, text::Timestamp};
/// let context = MatchContext::at(&Timestamp::new("2026-05-04T14:00:00Z")?).unwrap();
/// assert_eq!(context, MatchContext::new(1_777_903_200));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MatchContext {
    /// The time, in seconds after the beginning of 1970.
    pub at: u64,
    /// The audience that the token has to name; without it the registry's own, where it has one.
    pub audience: Option<Text>,
    /// By how many seconds clocks may differ; 0 unless it is set. PyPI allows 30.
    pub leeway: u64,
}

impl MatchContext {
    /// At a time in seconds after the beginning of 1970.
    pub fn new(at: u64) -> Self {
        Self { at, audience: None, leeway: 0 }
    }

    /// At a time; `None` if it is no time, or before 1970.
    pub fn at(time: &Timestamp) -> Option<Self> {
        let seconds = time.to_datetime()?.timestamp();
        u64::try_from(seconds).ok().map(Self::new)
    }

    /// With an audience.
    #[must_use]
    pub fn with_audience(mut self, audience: impl Into<Text>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// With clocks that may differ by so many seconds.
    #[must_use]
    pub fn with_leeway(mut self, seconds: u64) -> Self {
        self.leeway = seconds;
        self
    }
}
