//! Points in time as versions.
//!
//! Invariant: versions are equal that name the same moment, whatever the offset.

use crate::text::Timestamp;
use crate::{ParseError, ParseErrorKind};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A moment in RFC 3339 with upper-case `T` and `Z` (VERS type `datetime`), ordered in time.
///
/// ```
/// use pkgschema::version::datetime::Version;
/// let (here, there) = ("2024-01-01T00:00:00Z".parse::<Version>()?, "2023-12-31T19:00:00-05:00");
/// assert_eq!(here, there.parse()?);
/// assert!(here < "2024-01-01T00:00:00.001Z".parse()?);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Timestamp,
    /// Seconds since 1970, and whether a leap second follows them.
    second: (i64, bool),
}

impl Version {
    /// Reads a moment.
    ///
    /// # Errors
    /// If the text is no date-time of RFC 3339, or its month has no such day.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let timestamp = Timestamp::new(text)?;
        let Some(moment) = timestamp.to_datetime() else {
            let words = "the month has no such day";
            return Err(ParseError::new(ParseErrorKind::TypeRule, words, text));
        };
        let second = (moment.timestamp(), moment.timestamp_subsec_nanos() >= 1_000_000_000);
        Ok(Self { text: timestamp, second })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// The text itself: an offset is not given up.
    pub fn canonical(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }

    /// Never.
    pub fn is_prerelease(&self) -> bool {
        false
    }

    /// The digits of the fraction, without zeros at the end.
    fn fraction(&self) -> &str {
        let behind = self.as_str().get(19..).and_then(|rest| rest.strip_prefix('.'));
        let digits = behind.unwrap_or_default().split(|c: char| !c.is_ascii_digit()).next();
        digits.unwrap_or_default().trim_end_matches('0')
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.second, self.fraction()).cmp(&(other.second, other.fraction()))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.second, self.fraction()).hash(state);
    }
}

super::ordered::ordered_version!(Version);
