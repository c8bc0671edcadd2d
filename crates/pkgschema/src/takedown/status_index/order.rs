//! The order in which notices are judged.
//!
//! Invariant: the order follows from what the notices say alone, and a notice comes behind those
//! that it targets whenever that is possible.

use super::clocks::Moment;
use super::entry::{Entry, Issuers};
use super::matching::Matching;
use std::collections::{HashMap, VecDeque};

/// A notice that was found, and how clearly it is about what is asked.
pub(super) type Found<'i, 'a> = (&'i Entry<'a>, Matching);

/// Notices that lift others, of one time and identifier.
type Place<'a> = (Option<Moment>, &'a str);

/// Newest first. Of those of one time decisions come before what lifts something, a notice behind
/// the ones it targets, and then identifiers decide.
pub(super) fn newest_first<'i, 'a>(
    found: Vec<Found<'i, 'a>>,
    issuers: &Issuers<'_>,
) -> Vec<Found<'i, 'a>> {
    let levels = levels(&found);
    let level = |entry: &Entry<'a>| levels.get(&place(entry)).copied().unwrap_or_default();
    let name = |entry: &Entry<'_>| issuers.name(entry.issuer);
    let mut found = found;
    found.sort_by(|(left, _), (right, _)| {
        let time = |entry: &Entry<'a>| (entry.issued, entry.lifts());
        let id = |entry: &Entry<'a>| entry.notice.id.as_str();
        time(right)
            .cmp(&time(left))
            .then_with(|| level(right).cmp(&level(left)))
            .then_with(|| id(right).cmp(id(left)))
            .then_with(|| name(right).cmp(name(left)))
    });
    found
}

fn place<'a>(entry: &Entry<'a>) -> Place<'a> {
    (entry.issued, entry.notice.id.as_str())
}

/// How many notices of its own time lie before each place on the longest way. Those that target
/// each other in a circle have no such number and come last. Empty if no two have one time.
fn levels<'a>(found: &[Found<'_, 'a>]) -> HashMap<Place<'a>, usize> {
    let lifters = || found.iter().map(|(entry, _)| *entry).filter(|entry| entry.lifts());
    let mut waiting: HashMap<Place<'a>, usize> = HashMap::new();
    if lifters().nth(1).is_none() {
        return waiting;
    }
    for entry in lifters() {
        waiting.insert(place(entry), 0);
    }
    let mut behind: HashMap<Place<'a>, Vec<Place<'a>>> = HashMap::new();
    for entry in lifters() {
        for target in &entry.notice.targets {
            let target = (entry.issued, target.as_str());
            if waiting.contains_key(&target) {
                behind.entry(target).or_default().push(place(entry));
                waiting.entry(place(entry)).and_modify(|count| *count += 1);
            }
        }
    }
    let free = waiting.iter().filter(|(_, count)| **count == 0).map(|(place, _)| *place);
    let mut queue: VecDeque<Place<'a>> = free.collect();
    let mut levels: HashMap<Place<'a>, usize> =
        waiting.keys().map(|place| (*place, usize::MAX)).collect();
    levels.extend(queue.iter().map(|place| (*place, 0)));
    let mut longest: HashMap<Place<'a>, usize> = HashMap::new();
    while let Some(before) = queue.pop_front() {
        let level = levels.get(&before).copied().unwrap_or_default() + 1;
        for place in behind.remove(&before).unwrap_or_default() {
            let longest = longest.entry(place).or_default();
            *longest = level.max(*longest);
            let Some(count) = waiting.get_mut(&place) else { continue };
            *count -= 1;
            if *count == 0 {
                levels.insert(place, *longest);
                queue.push_back(place);
            }
        }
    }
    levels
}
