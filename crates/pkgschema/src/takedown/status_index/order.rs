//! The order in which notices are judged.
//!
//! Invariant: the order of an issuer's notices follows from what those who may lift them say, and
//! from nobody else's.

use super::clocks::Moment;
use super::entry::{Entry, Issuers, Name};
use super::matching::Matching;
use std::collections::{HashMap, HashSet, VecDeque};

/// A notice that was found, and how clearly it is about what is asked.
pub(super) type Found<'i, 'a> = (&'i Entry<'a>, Matching);

/// Newest first. Of those of one time decisions come before what lifts something, a notice behind
/// the ones that it targets and may lift, and then identifiers decide.
pub(super) fn newest_first<'i, 'a>(
    mut found: Vec<Found<'i, 'a>>,
    reused: &HashSet<Name<'a>>,
    issuers: &Issuers<'_>,
) -> Vec<Found<'i, 'a>> {
    let acting = found.iter().map(|(entry, _)| *entry);
    let acting = acting.filter(|entry| entry.can_act() && !reused.contains(&entry.name()));
    let levels = Levels::of(&acting.collect::<Vec<_>>(), issuers);
    let name = |entry: &Entry<'_>| issuers.name(entry.issuer);
    found.sort_by(|(left, _), (right, _)| {
        let time = |entry: &Entry<'a>| (entry.issued, entry.lifts());
        let id = |entry: &Entry<'a>| entry.notice.id.as_str();
        time(right)
            .cmp(&time(left))
            .then_with(|| levels.level(right).cmp(&levels.level(left)))
            .then_with(|| id(right).cmp(id(left)))
            .then_with(|| name(right).cmp(name(left)))
    });
    found
}

/// Notices of one time and name that lift others.
type Place<'a> = (Option<Moment>, Name<'a>);

/// How many notices of its own time lie before each place on the longest way. Those that target
/// each other in a circle, and what lies behind them, have no such number and come last.
struct Levels<'a> {
    levels: HashMap<Place<'a>, usize>,
}

impl<'a> Levels<'a> {
    /// Of the notices that can lift others; what cannot moves nothing.
    fn of(lifters: &[&Entry<'a>], issuers: &Issuers<'_>) -> Self {
        Self { levels: Ways::between(lifters, issuers).longest() }
    }

    fn level(&self, entry: &Entry<'a>) -> usize {
        self.levels.get(&place(entry)).copied().unwrap_or_default()
    }
}

fn place<'a>(entry: &Entry<'a>) -> Place<'a> {
    (entry.issued, entry.name())
}

/// What lies behind what.
#[derive(Default)]
struct Ways<'a> {
    /// How many ways lead to each place.
    leading: HashMap<Place<'a>, usize>,
    behind: HashMap<Place<'a>, Vec<Place<'a>>>,
}

impl<'a> Ways<'a> {
    fn between(lifters: &[&Entry<'a>], issuers: &Issuers<'_>) -> Self {
        let mut ways = Self::default();
        // Of several under one name the one that is lifted most easily stands for all.
        let mut named: HashMap<(Option<Moment>, &str), HashMap<Name<'a>, &Entry<'a>>> =
            HashMap::new();
        for entry in lifters {
            ways.leading.insert(place(entry), 0);
            let same = named.entry((entry.issued, entry.notice.id.as_str())).or_default();
            let weakest = same.entry(entry.name()).or_insert(entry);
            if entry.rank < weakest.rank {
                *weakest = entry;
            }
        }
        for entry in lifters {
            for target in &entry.notice.targets {
                let targets = named.get(&(entry.issued, target.as_str()));
                for other in targets.into_iter().flat_map(HashMap::values) {
                    if issuers.may(entry, other).is_some() {
                        ways.add(place(other), place(entry));
                    }
                }
            }
        }
        ways
    }

    fn add(&mut self, from: Place<'a>, to: Place<'a>) {
        self.behind.entry(from).or_default().push(to);
        self.leading.entry(to).and_modify(|count| *count += 1);
    }

    /// The length of the longest way to each place.
    fn longest(mut self) -> HashMap<Place<'a>, usize> {
        let free = self.leading.iter().filter(|(_, count)| **count == 0).map(|(place, _)| *place);
        let mut queue: VecDeque<Place<'a>> = free.collect();
        let mut lengths: HashMap<Place<'a>, usize> = HashMap::new();
        let mut levels: HashMap<Place<'a>, usize> =
            self.leading.keys().map(|place| (*place, usize::MAX)).collect();
        while let Some(place) = queue.pop_front() {
            let length = lengths.get(&place).copied().unwrap_or_default();
            levels.insert(place, length);
            for next in self.behind.remove(&place).unwrap_or_default() {
                let longest = lengths.entry(next).or_default();
                *longest = (*longest).max(length + 1);
                let Some(count) = self.leading.get_mut(&next) else { continue };
                *count -= 1;
                if *count == 0 {
                    queue.push_back(next);
                }
            }
        }
        levels
    }
}
