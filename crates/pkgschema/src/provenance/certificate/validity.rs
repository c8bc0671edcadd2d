//! From when until when a certificate holds (RFC 5280 section 4.1.2.5).
//!
//! Invariant: a bound that cannot be read is unknown, and no time counts as within an unknown
//! bound.

use super::element::Element;
use crate::finding::Lints;
use crate::text::Timestamp;
use der::asn1::{GeneralizedTime, UtcTime};
use der::{Decode, Tag};

/// The first and the last second for which a certificate holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) not_before: Option<Bound>,
    pub(super) not_after: Option<Bound>,
}

/// A point in time, in seconds and as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bound {
    pub(super) seconds: i64,
    pub(super) text: Timestamp,
}

impl Validity {
    pub(super) fn read(sequence: Element<'_>, lints: &mut Lints) -> Self {
        let mut elements = sequence.elements();
        let validity = Self {
            not_before: bound(elements.next(), "/notBefore", lints),
            not_after: bound(elements.next(), "/notAfter", lints),
        };
        if !elements.is_done() {
            lints.error("/notAfter", "odd-validity", "something follows the two times");
        }
        if let (Some(first), Some(last)) = (&validity.not_before, &validity.not_after) {
            if first.seconds > last.seconds {
                lints.error("/notAfter", "never-valid", "the certificate ends before it begins");
            }
        }
        validity
    }

    pub(super) fn contains(&self, seconds: i64) -> Option<bool> {
        let first = self.not_before.as_ref().map(|bound| bound.seconds <= seconds);
        let last = self.not_after.as_ref().map(|bound| seconds <= bound.seconds);
        match (first, last) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}

fn bound(element: Option<Element<'_>>, place: &str, lints: &mut Lints) -> Option<Bound> {
    let bound = element.and_then(|element| {
        let since = match element.tag {
            Tag::UtcTime => UtcTime::from_der(element.whole).ok()?.to_unix_duration(),
            Tag::GeneralizedTime => {
                GeneralizedTime::from_der(element.whole).ok()?.to_unix_duration()
            }
            _ => return None,
        };
        let seconds = i64::try_from(since.as_secs()).ok()?;
        Some(Bound { seconds, text: Timestamp::from_unix(seconds)? })
    });
    if bound.is_none() {
        lints.error(place, "odd-validity", "expected a time of RFC 5280, from 1970 on");
    }
    bound
}
