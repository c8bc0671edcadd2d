//! Points in time as documents write them.
//!
//! Invariant: the digits of the source, fraction included, are what is stored and written.

use super::shaped::shaped_text;
use chrono::{DateTime, FixedOffset, SecondsFormat};

shaped_text! {
    /// An RFC 3339 date-time: `2026-01-31T12:00:00Z`, any number of fraction digits, `Z` or a
    /// numeric offset (section 5.6). Upper case `T` and `Z`; a leap second is well-formed.
    /// Whether the month has that day is no matter of shape.
    ///
    /// ```
    /// use pkgschema::text::Timestamp;
    /// let time = Timestamp::new("2026-01-31T12:00:00.120Z")?;
    /// assert_eq!(time.as_str(), "2026-01-31T12:00:00.120Z");
    /// assert_eq!(time.to_datetime().map(|time| time.timestamp()), Some(1_769_860_800));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Timestamp {
        code: "malformed-timestamp",
        expected: "an RFC 3339 date-time",
        pattern: r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
        check: is_date_time,
    }
}

impl Timestamp {
    /// The time so many seconds after the beginning of 1970, in UTC, as many registries store it.
    /// `None` outside the years 0 to 9999, which RFC 3339 has.
    ///
    /// ```
    /// use pkgschema::text::Timestamp;
    /// assert_eq!(Timestamp::from_unix(1_777_903_200).unwrap(), "2026-05-04T14:00:00Z");
    /// assert_eq!(Timestamp::from_unix(i64::MAX), None);
    /// ```
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let time = DateTime::from_timestamp(seconds, 0)?;
        Self::new(&time.to_rfc3339_opts(SecondsFormat::Secs, true)).ok()
    }

    /// The moment, for a well-formed text that names an existing day.
    pub fn to_datetime(&self) -> Option<DateTime<FixedOffset>> {
        self.is_well_formed().then(|| DateTime::parse_from_rfc3339(self.as_str()).ok())?
    }
}

fn is_date_time(text: &str) -> bool {
    let Some((seconds, rest)) = text.split_at_checked(19) else { return false };
    let shape = seconds.bytes().zip(*b"dddd-dd-ddTdd:dd:dd").all(|(byte, shape)| match shape {
        b'd' => byte.is_ascii_digit(),
        exact => byte == exact,
    });
    let number = |from: usize| seconds.get(from..from + 2).and_then(|two| two.parse::<u8>().ok());
    let within = |from, least, most| number(from).is_some_and(|n| (least..=most).contains(&n));
    let ranges = [(5, 1, 12), (8, 1, 31), (11, 0, 23), (14, 0, 59), (17, 0, 60)];
    shape
        && ranges.into_iter().all(|(from, least, most)| within(from, least, most))
        && is_offset(fraction(rest).unwrap_or_default())
}

/// What follows the fraction, if there is one; `None` for a fraction without digits.
fn fraction(rest: &str) -> Option<&str> {
    let Some(digits) = rest.strip_prefix('.') else { return Some(rest) };
    let end = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    (end.len() < digits.len()).then_some(end)
}

fn is_offset(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes {
        [b'Z'] => true,
        [b'+' | b'-', h1, h2, b':', m1, m2] => {
            let hour = matches!((h1, h2), (b'0' | b'1', b'0'..=b'9') | (b'2', b'0'..=b'3'));
            hour && matches!((m1, m2), (b'0'..=b'5', b'0'..=b'9'))
        }
        _ => false,
    }
}
