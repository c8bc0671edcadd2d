//! Dependency groups, with the groups that they include.
//!
//! Source: the packaging specifications, "Dependency Groups" (PEP 735).
//!
//! Invariant: every group is gone through once on each way that leads to it, and no way leads
//! through a group twice; what is listed in all takes a bounded amount of memory.

use super::{GroupEntry, Pyproject};
use crate::pypi::requirement::normalized;
use pkgschema::Text;
use pkgschema::object::Items;
use std::collections::{HashMap, HashSet};

/// Most steps in which one group is listed: groups that include each other twice over would be
/// without end.
pub(super) const MOST: usize = 1_000_000;

/// The steps that an entry counts as: a long text is as good as many short ones.
pub(super) fn step(entry: &GroupEntry) -> usize {
    const SHORT: usize = 64;
    let length = match entry {
        GroupEntry::Requirement(text) => text.len(),
        GroupEntry::Include(include) => include.include_group.len(),
    };
    1 + length / SHORT
}

/// A group with all that it includes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resolved {
    /// The requirements, those of included groups where these are named.
    pub requirements: Vec<Text>,
    /// Groups that are named and not there, by their names as written.
    pub missing: Vec<Text>,
    /// Groups that include themselves, directly or through others.
    pub cycles: Vec<Text>,
    /// Whether there was more than can be listed.
    pub is_cut: bool,
}

impl Pyproject {
    /// The requirements of a group, by its name in any spelling that normalises to the same, with
    /// those of the groups that it includes. `None` if there is no such group.
    ///
    /// ```
    /// use pkgschema_convert::{Document, pypi::Pyproject};
    /// let text = "[dependency-groups]\ntest = [\"pytest\"]\n\
    ///     dev = [{include-group = \"Test\"}, \"ruff\", {include-group = \"dev\"}]\n";
    /// let group = Pyproject::parse(text)?.dependency_group("dev").unwrap();
    /// assert_eq!(group.requirements, ["pytest", "ruff"]);
    /// assert_eq!(group.cycles, ["dev"]);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn dependency_group(&self, name: &str) -> Option<Resolved> {
        let mut groups = HashMap::new();
        for (name, entries) in self.dependency_groups.iter() {
            groups.entry(normalized(name)).or_insert(entries);
        }
        let (open, on_way) = (Vec::new(), HashSet::new());
        let mut walk = Walk { groups, open, on_way, steps: 0, found: Resolved::default() };
        let entries = *walk.groups.get(&normalized(name))?;
        walk.group(normalized(name), entries);
        Some(walk.found)
    }
}

struct Walk<'g> {
    groups: HashMap<String, &'g Items<GroupEntry>>,
    /// The groups that lead here, in order and to be asked.
    open: Vec<String>,
    on_way: HashSet<String>,
    steps: usize,
    found: Resolved,
}

impl<'g> Walk<'g> {
    /// Goes through a group and those that it includes, without recursion: a chain of groups may
    /// be long.
    fn group(&mut self, name: String, entries: &'g Items<GroupEntry>) {
        self.enter(name);
        let mut waiting = vec![entries.iter()];
        while let Some(entries) = waiting.last_mut() {
            if self.steps >= MOST {
                self.found.is_cut = true;
                return;
            }
            let entry = entries.next();
            self.steps += entry.map_or(1, step);
            match entry {
                None => {
                    waiting.pop();
                    self.leave();
                }
                Some(GroupEntry::Requirement(text)) => self.found.requirements.push(text.clone()),
                Some(GroupEntry::Include(include)) => {
                    waiting.extend(self.included(&include.include_group));
                }
            }
        }
    }

    fn included(&mut self, name: &Text) -> Option<std::slice::Iter<'g, GroupEntry>> {
        let normal = normalized(name);
        if self.on_way.contains(&normal) {
            self.found.cycles.push(name.clone());
            return None;
        }
        let Some(entries) = self.groups.get(&normal).copied() else {
            self.found.missing.push(name.clone());
            return None;
        };
        self.enter(normal);
        Some(entries.iter())
    }

    fn leave(&mut self) {
        if let Some(name) = self.open.pop() {
            self.on_way.remove(&name);
        }
    }

    fn enter(&mut self, name: String) {
        self.on_way.insert(name.clone());
        self.open.push(name);
    }
}
