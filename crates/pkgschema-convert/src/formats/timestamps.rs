//! Times as advisories write them.
//!
//! Source: OSV schema 1.7.5, `modified`: RFC 3339 in UTC, ending in `Z`.
//!
//! Invariant: the moment stays the same; what is no time that can be read stays as it is.

use pkgschema::text::Timestamp;

/// The time in UTC, and whether it was so already.
pub(crate) fn in_utc(time: &Timestamp) -> (Timestamp, bool) {
    let moment = time.to_datetime().filter(|_| !time.as_str().ends_with('Z'));
    let Some(moment) = moment else { return (time.clone(), true) };
    let text = moment.naive_utc().format("%Y-%m-%dT%H:%M:%S%.fZ").to_string();
    Timestamp::new(&text).map_or_else(|_| (time.clone(), true), |utc| (utc, false))
}

/// The latest of the times that can be read.
pub(crate) fn latest<'a>(times: impl Iterator<Item = &'a Timestamp>) -> Option<&'a Timestamp> {
    let moments = times.filter_map(|time| time.to_datetime().map(|moment| (moment, time)));
    moments.max_by_key(|(moment, _)| *moment).map(|(_, time)| time)
}
