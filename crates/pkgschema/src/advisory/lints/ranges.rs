//! Lints about ranges.
//!
//! Invariant: every event is judged, whatever stands beside it.

use super::events;
use crate::advisory::{Range, RangeType};
use crate::finding::Lints;
use crate::identity::Ecosystem;

pub(super) fn lint(range: &Range, ecosystem: Option<&Ecosystem>, place: &str, lints: &mut Lints) {
    let absent = |name: &str| range.rest.get(name).is_none();
    match &range.range_type {
        None if absent("type") => {
            lints.error(place, "missing-range-type", "how versions are ordered is not said");
        }
        Some(RangeType::Unlisted(word)) => {
            let words = format!("{:?} is no listed type", word.as_str());
            lints.error(&format!("{place}/type"), "unlisted-range-type", words);
        }
        Some(RangeType::Git) if range.repo.is_none() && absent("repo") => {
            lints.error(place, "git-without-repo", "of which repository is not said");
        }
        _ => {}
    }
    if !range.events.is_present() && absent("events") {
        lints.error(place, "missing-events", "there are no events");
    }
    contents(range, place, lints);
    for (index, event) in range.events.indexed() {
        events::one(range, event, &format!("{place}/events/{index}"), lints);
    }
    if let Some(scheme) = ecosystem.and_then(|ecosystem| range.scheme(ecosystem).ok()) {
        events::line(range, scheme, place, lints);
    }
}

/// What the events say together.
fn contents(range: &Range, place: &str, lints: &mut Lints) {
    let place = format!("{place}/events");
    let any = |has: fn(&crate::advisory::Event) -> bool| range.events.iter().any(has);
    let introduced =
        any(|event| event.introduced.is_some() || event.rest.get("introduced").is_some());
    if range.events.is_present() && !introduced {
        lints.error(&place, "never-introduced", "nothing says where the range begins");
    }
    let fixed = any(|event| event.fixed.is_some() || event.rest.get("fixed").is_some());
    let last =
        any(|event| event.last_affected.is_some() || event.rest.get("last_affected").is_some());
    if fixed && last {
        let words = "a range ends with fixed or with last affected versions, not with both";
        lints.error(&place, "fixed-and-last-affected", words);
    }
}
