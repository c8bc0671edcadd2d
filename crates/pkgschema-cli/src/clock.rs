//! The time by the system's clock.
//!
//! Invariant: the clock is read only where no argument names a time.

use pkgschema::text::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

/// Seconds of a day.
const DAY: u64 = 86_400;

/// Now, to the second, in UTC. A clock that stands before 1970 is taken for 1970.
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_document(rfc3339(since.as_secs()))
}

/// Seconds since 1970 as an RFC 3339 date-time in UTC.
fn rfc3339(seconds: u64) -> String {
    let (year, month, day) = date(seconds / DAY);
    let second = seconds % DAY;
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The date so many days after 1 January 1970. Years are counted from March, so that the leap
/// day is the last of its year, and in eras of 400 years, which all have the same days.
fn date(days: u64) -> (u64, u64, u64) {
    // Days from 1 March of the year 0 to 1 January 1970.
    let days = days.saturating_add(719_468);
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + next, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_769_860_800, "2026-01-31T12:00:00Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (253_402_300_799, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(seconds), text);
        }
    }

    #[test]
    fn every_day_of_eight_centuries_is_read_back() {
        for day in 0..=800 * 365 + 194 {
            let text = rfc3339(day * DAY + 1);
            let read = Timestamp::from_document(text.as_str()).to_datetime();
            let read = read.and_then(|time| u64::try_from(time.timestamp()).ok());
            assert_eq!(read, Some(day * DAY + 1), "{text}");
        }
    }

    #[test]
    fn now_is_a_moment_in_utc() {
        let now = now();
        assert!(now.to_datetime().is_some() && now.as_str().ends_with('Z'), "{now}");
    }
}
