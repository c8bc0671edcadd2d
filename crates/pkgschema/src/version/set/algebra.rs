//! Working with sorted intervals.
//!
//! Invariant: sorting uses [`stable_sort`], which no order can make panic, and everything else
//! is one walk.

use super::{Bound, Interval};
use crate::version::sort::stable_sort;
use std::cmp::Ordering;

/// The intervals sorted, without empty ones, and those joined that overlap or touch.
pub(super) fn normalized(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|interval| !interval.is_empty());
    if intervals.len() > 1 {
        stable_sort(&mut intervals, compare_lower);
    }
    let mut joined: Vec<Interval> = Vec::with_capacity(intervals.len());
    for interval in intervals {
        match joined.last_mut() {
            Some(last) if touches(last, &interval) => {
                if compare_upper(&last.upper, &interval.upper).is_lt() {
                    last.upper = interval.upper;
                }
            }
            _ => joined.push(interval),
        }
    }
    joined.first_mut().into_iter().for_each(Interval::settle_lowest);
    joined
}

/// What lies between sorted intervals, below and above them; empty gaps included.
pub(super) fn gaps(intervals: &[Interval]) -> Vec<Interval> {
    let mut gaps = Vec::with_capacity(intervals.len() + 1);
    let mut lower = None;
    for interval in intervals {
        if let Some(upper) = &interval.lower {
            gaps.push(Interval { lower, upper: Some(turned(upper)) });
        }
        match &interval.upper {
            Some(upper) => lower = Some(turned(upper)),
            None => return gaps,
        }
    }
    gaps.push(Interval { lower, upper: None });
    gaps
}

/// What two lists of sorted intervals share.
pub(super) fn intersection(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    let mut shared = Vec::new();
    while let (Some(first), Some(second)) = (left.peek(), right.peek()) {
        let (lower, upper) =
            (compare_lower(first, second), compare_upper(&first.upper, &second.upper));
        let both = Interval {
            lower: if lower.is_lt() { second.lower.clone() } else { first.lower.clone() },
            upper: if upper.is_gt() { second.upper.clone() } else { first.upper.clone() },
        };
        if !both.is_empty() {
            shared.push(both);
        }
        if upper.is_lt() {
            left.next()
        } else {
            right.next()
        };
    }
    shared
}

/// The same end for what lies on the other side of it.
fn turned(bound: &Bound) -> Bound {
    Bound { version: bound.version.clone(), inclusive: !bound.inclusive }
}

pub(super) fn compare_lower(left: &Interval, right: &Interval) -> Ordering {
    match (&left.lower, &right.lower) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        // An end that belongs to the interval begins earlier.
        (Some(left), Some(right)) => {
            compare(left, right).then(right.inclusive.cmp(&left.inclusive))
        }
    }
}

pub(super) fn compare_upper(left: &Option<Bound>, right: &Option<Bound>) -> Ordering {
    match (left, right) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        // An end that belongs to the interval ends later.
        (Some(left), Some(right)) => {
            compare(left, right).then(left.inclusive.cmp(&right.inclusive))
        }
    }
}

fn compare(left: &Bound, right: &Bound) -> Ordering {
    // Sets hold versions of one scheme only.
    left.version.compare(&right.version).unwrap_or(Ordering::Equal)
}

/// Whether no version lies between the first interval and the second, which begins later.
fn touches(first: &Interval, second: &Interval) -> bool {
    match (&first.upper, &second.lower) {
        (None, _) | (_, None) => true,
        (Some(upper), Some(lower)) => match compare(upper, lower) {
            Ordering::Greater => true,
            Ordering::Equal => upper.inclusive || lower.inclusive,
            Ordering::Less => false,
        },
    }
}
