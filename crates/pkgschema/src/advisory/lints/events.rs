//! Lints about events.
//!
//! Invariant: events are compared by the order of the range; without one only their shape is
//! judged.

use crate::advisory::{Event, Range, RangeType};
use crate::finding::Lints;
use crate::version::{RangeEvent, Scheme, Version, stable_sort};
use std::cmp::Ordering;

/// One event by itself.
pub(super) fn one(range: &Range, event: &Event, place: &str, lints: &mut Lints) {
    let members = Event::NAMES.iter().filter(|name| event.holds(name)).count();
    if members != 1 {
        let words = "an event has exactly one of introduced, fixed, last_affected and limit";
        return lints.error(place, "not-one-event", words);
    }
    let Some(event) = event.to_range_event() else { return };
    let (name, version) = (event.name(), event.version());
    let place = format!("{place}/{name}");
    if range.range_type == Some(RangeType::Git) {
        if !is_hash(version) {
            let words = format!("{version:?} is no full hash of a commit");
            lints.error(&place, "short-hash", words);
        }
        return;
    }
    let begins = matches!(event, RangeEvent::Introduced(_));
    if version == "0" && !begins && range.range_type == Some(RangeType::Semver) {
        lints.warning(&place, "zero-as-end", "0 stands before every version");
    }
    if version == "*" && !matches!(event, RangeEvent::Limit(_)) {
        lints.warning(&place, "star-as-version", "only a limit may be *");
    }
}

/// A full hash by SHA-1 or SHA-256, or `0`.
fn is_hash(text: &str) -> bool {
    let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    text == "0" || matches!(text.len(), 40 | 64) && text.bytes().all(hex)
}

/// The events on the line of versions.
pub(super) fn line(range: &Range, scheme: Scheme, place: &str, lints: &mut Lints) {
    let semantic = range.range_type == Some(RangeType::Semver);
    let mut line: Vec<(Option<Version>, RangeEvent)> = Vec::new();
    let mut whole = true;
    for (index, event) in range.events.indexed() {
        let Some(event) = event.to_range_event() else {
            whole = false;
            continue;
        };
        let text = event.version();
        let strict = semantic && Version::parse(Scheme::Semver, text).is_err();
        match Version::parse(scheme, text) {
            _ if matches!(text.as_str(), "0" | "*") => line.push((None, event)),
            Ok(_) if strict => {
                no_version(place, index, &event, semantic, lints);
                line.push((Version::parse(scheme, event.version()).ok(), event));
            }
            Ok(version) => line.push((Some(version), event)),
            Err(_) => {
                whole = false;
                no_version(place, index, &event, semantic, lints);
            }
        }
    }
    line.retain(|(_, event)| !matches!(event, RangeEvent::Limit(_)));
    if whole {
        order(line, &format!("{place}/events"), lints);
    }
}

fn no_version(place: &str, index: usize, event: &RangeEvent, semantic: bool, lints: &mut Lints) {
    let (name, text) = (event.name(), event.version());
    let place = format!("{place}/events/{index}/{name}");
    if semantic {
        let words = format!("{text:?} is no semantic version");
        lints.warning(&place, "no-semantic-version", words);
    } else {
        let words = format!("{text:?} is no version of the ecosystem");
        lints.warning(&place, "no-version", words);
    }
}

fn order(mut line: Vec<(Option<Version>, RangeEvent)>, place: &str, lints: &mut Lints) {
    let before = |left: &Option<Version>, right: &Option<Version>| match (left, right) {
        (Some(left), Some(right)) => left.compare(right).unwrap_or(Ordering::Equal),
        (left, right) => left.is_some().cmp(&right.is_some()),
    };
    if line.windows(2).any(|two| matches!(two, [l, r] if before(&l.0, &r.0).is_gt())) {
        lints.note(place, "unsorted-events", "events are better sorted by version");
        stable_sort(&mut line, |left, right| before(&left.0, &right.0));
    }
    let tie = line.windows(2).find(
        |two| matches!(two, [l, r] if before(&l.0, &r.0).is_eq() && l.1.name() != r.1.name()),
    );
    if let Some([(_, event), _]) = tie {
        let words = format!("several events are at {:?}", event.version());
        lints.note(place, "tied-events", words);
    }
    let first = line.first().map(|(_, event)| event);
    if first.is_some_and(|event| !matches!(event, RangeEvent::Introduced(_))) {
        let words = "the lowest event is an end; nothing is affected below it";
        lints.warning(place, "end-without-beginning", words);
    }
}
