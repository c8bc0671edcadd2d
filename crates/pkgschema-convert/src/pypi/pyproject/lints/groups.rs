//! What is odd in dependency groups.
//!
//! Source: the packaging specifications, "Dependency Groups" (PEP 735).
//!
//! Invariant: every group is gone through once, however many others include it.

use super::super::GroupEntry;
use super::super::groups::{MOST, step};
use super::Lints;
use crate::names;
use crate::pypi::requirement::normalized;
use pkgschema::identity::Ecosystem;
use pkgschema::object::{Items, Map};
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

pub(super) fn check(lints: &mut Lints, groups: &Map<Items<GroupEntry>>) {
    let place = Pointer::root().child("dependency-groups");
    lints.distinct(groups, &place, "duplicate-group");
    for (name, entries) in groups.iter() {
        let place = place.child(name);
        lints.0.extend(names::odd(&Ecosystem::PYPI, name), &place);
        for (index, entry) in entries.indexed() {
            match entry {
                GroupEntry::Requirement(text) => lints.requirement(text, &place, index),
                GroupEntry::Include(include) if !include.rest.is_empty() => {
                    let words = "expected no other key beside include-group";
                    lints.error(&place.index(index), "include-group", words);
                }
                GroupEntry::Include(_) => {}
            }
        }
    }
    let mut walk = Walk { lints, groups: Vec::new(), by_name: HashMap::new() };
    for (name, entries) in groups.iter() {
        let next = walk.groups.len();
        walk.by_name.entry(normalized(name)).or_insert(next);
        walk.groups.push(Group { name, entries, state: State::New });
    }
    (0..walk.groups.len()).for_each(|group| walk.from(group));
}

struct Walk<'l, 'g> {
    lints: &'l mut Lints,
    groups: Vec<Group<'g>>,
    by_name: HashMap<String, usize>,
}

struct Group<'g> {
    name: &'g Text,
    entries: &'g Items<GroupEntry>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    /// On the way to the group that is looked at.
    Open,
    /// Gone through, with the steps that listing all of it takes.
    Done(usize),
}

/// A group on the way, with the entries that are still ahead.
struct Visit<'g> {
    group: usize,
    ahead: Box<dyn Iterator<Item = (usize, &'g GroupEntry)> + 'g>,
    steps: usize,
}

impl<'g> Walk<'_, 'g> {
    /// Goes through a group and what it includes, without recursion: a chain may be long.
    fn from(&mut self, group: usize) {
        let mut way = Vec::new();
        self.open(group, &mut way);
        while let Some(visit) = way.last_mut() {
            let Some((index, entry)) = visit.ahead.next() else {
                let steps = visit.steps.saturating_add(1);
                self.close(visit.group, steps);
                way.pop();
                if let Some(before) = way.last_mut() {
                    before.steps = before.steps.saturating_add(steps);
                }
                continue;
            };
            visit.steps = visit.steps.saturating_add(step(entry));
            if let GroupEntry::Include(include) = entry {
                match self.included(&include.include_group, visit.group, index) {
                    Some((_, State::Done(steps))) => {
                        visit.steps = visit.steps.saturating_add(steps)
                    }
                    Some((other, _)) => self.open(other, &mut way),
                    None => {}
                }
            }
        }
    }

    fn open(&mut self, group: usize, way: &mut Vec<Visit<'g>>) {
        if let Some(one) = self.groups.get_mut(group).filter(|one| one.state == State::New) {
            one.state = State::Open;
            way.push(Visit { group, ahead: Box::new(one.entries.indexed()), steps: 0 });
        }
    }

    fn close(&mut self, group: usize, steps: usize) {
        let Some(one) = self.groups.get_mut(group) else { return };
        one.state = State::Done(steps);
        if steps > MOST {
            let place = Pointer::root().child("dependency-groups").child(one.name);
            self.lints.error(&place, "group-too-large", "too many requirements to be listed");
        }
    }

    /// The group that an entry includes; `None` with a finding if it cannot be.
    fn included(&mut self, name: &Text, group: usize, index: usize) -> Option<(usize, State)> {
        let other = self.by_name.get(&normalized(name)).copied();
        let found = other.and_then(|at| Some((at, self.groups.get(at)?.state)));
        let (code, words) = match found {
            Some((_, State::Open)) => ("group-cycle", "the group includes itself"),
            None => ("missing-group", "there is no such group"),
            Some(_) => return found,
        };
        let name = self.groups.get(group)?.name;
        let place = Pointer::root().child("dependency-groups").child(name).index(index);
        self.lints.error(&place, code, words);
        None
    }
}
