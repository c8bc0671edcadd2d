//! The time by the system's clock.
//!
//! Invariant: the clock is read only where no argument names a time.

use pkgschema::text::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Now, to the second, in UTC. A clock that stands before 1970 or behind the year 9999 has no time,
/// and an empty text is none that anything could be compared with.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).ok();
    seconds.and_then(Timestamp::from_unix).unwrap_or_else(|| Timestamp::from_document(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_a_moment_in_utc() {
        let now = now();
        assert!(now.to_datetime().is_some() && now.as_str().ends_with('Z'), "{now}");
    }
}
