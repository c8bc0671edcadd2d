//! Whose source it is: repository and owner, by name and by number.
//!
//! A forge keeps a number when something is renamed, and gives it to nothing else; a name that
//! became free can be taken by anybody.
//!
//! Invariant: a number wins over a name only at the same host, and only where it comes from a
//! source of at least the same weight.

use super::baseline::Baseline;
use super::changes::{Before, Changes};
use super::evidence::Known;
use super::{ChangeCode, ChangeSeverity};
use crate::provenance::build_provenance::compare;
use crate::provenance::{Fact, FactName, FactOrigin};
use std::borrow::Cow;
use std::collections::HashSet;

/// What is named, and how its changes are called.
struct Kind {
    name: FactName,
    number: FactName,
    changed: ChangeCode,
    renamed: ChangeCode,
    resurrected: ChangeCode,
    number_changed: ChangeCode,
}

const KINDS: [Kind; 2] = [
    Kind {
        name: FactName::SourceRepository,
        number: FactName::SourceRepositoryId,
        changed: ChangeCode::RepositoryChanged,
        renamed: ChangeCode::RepositoryRenamed,
        resurrected: ChangeCode::RepositoryResurrected,
        number_changed: ChangeCode::RepositoryIdChanged,
    },
    Kind {
        name: FactName::SourceOwner,
        number: FactName::SourceOwnerId,
        changed: ChangeCode::OwnerChanged,
        renamed: ChangeCode::OwnerRenamed,
        resurrected: ChangeCode::OwnerResurrected,
        number_changed: ChangeCode::OwnerIdChanged,
    },
];

/// How a value stands to those of an earlier release.
enum Verdict<'a> {
    Same,
    Differs(Before<'a>),
    Unknown,
}

/// What earlier releases say of one kind of place.
struct Earlier<'a> {
    names: Option<Stated<'a>>,
    numbers: Option<Stated<'a>>,
    /// The hosts of the release that states the number.
    hosts: HashSet<String>,
}

/// What the nearest release that states a fact says.
struct Stated<'a> {
    first: Before<'a>,
    keys: HashSet<Cow<'a, str>>,
}

/// What changed about repository and owner.
pub(super) fn places(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    for kind in &KINDS {
        let before = Earlier::of(kind, earlier);
        for record in &new.records {
            let (name, number) = (record.fact(&kind.name), record.fact(&kind.number));
            let by_name = verdict(before.names.as_ref(), &kind.name, name);
            let by_number = match before.is_at_host(name) {
                true => verdict(before.numbers.as_ref(), &kind.number, number),
                false => Verdict::Unknown,
            };
            kind.report((by_name, name), (by_number, number), changes);
        }
    }
}

impl<'a> Earlier<'a> {
    fn of(kind: &Kind, earlier: &Baseline<'a>) -> Self {
        let numbered = earlier.stating(&kind.number).map(|(known, _)| known);
        let hosts = numbered.iter().flat_map(|known| known.facts(&kind.name));
        let hosts = hosts.filter_map(host).map(str::to_ascii_lowercase).collect();
        let numbers = Stated::of(&kind.number, earlier);
        Self { names: Stated::of(&kind.name, earlier), numbers, hosts }
    }

    /// Whether numbers can be compared: those of two hosts have nothing to do with each other.
    fn is_at_host(&self, name: Option<&Fact>) -> bool {
        let here = name.and_then(host).map(str::to_ascii_lowercase);
        here.is_none_or(|here| self.hosts.is_empty() || self.hosts.contains(&here))
    }
}

impl<'a> Stated<'a> {
    fn of(name: &FactName, earlier: &Baseline<'a>) -> Option<Self> {
        let (known, facts) = earlier.stating(name)?;
        let keys = facts.iter().map(|fact| compare::key(name, &fact.value)).collect();
        let first = Before { version: known.version(), fact: facts.first()? };
        Some(Self { first, keys })
    }
}

fn verdict<'a>(before: Option<&Stated<'a>>, name: &FactName, after: Option<&Fact>) -> Verdict<'a> {
    match (before, after) {
        (Some(before), Some(after)) if before.keys.contains(&compare::key(name, &after.value)) => {
            Verdict::Same
        }
        (Some(before), Some(_)) => Verdict::Differs(before.first),
        _ => Verdict::Unknown,
    }
}

impl Kind {
    fn report(
        &self,
        (by_name, name): (Verdict<'_>, Option<&Fact>),
        (by_number, number): (Verdict<'_>, Option<&Fact>),
        changes: &mut Changes,
    ) {
        use ChangeSeverity::{Error, Note};
        let changed = (self.changed.clone(), Error);
        let number_changed = (self.number_changed.clone(), Error);
        match (by_name, by_number) {
            (Verdict::Same, Verdict::Differs(before)) => {
                let resurrected = (self.resurrected.clone(), Error);
                changes.fact(resurrected, &self.number, Some(before), number);
            }
            (Verdict::Differs(before), Verdict::Same) if outweighs(number, name) => {
                let renamed = (self.renamed.clone(), Note);
                changes.fact(renamed, &self.name, Some(before), name);
            }
            (Verdict::Differs(before), Verdict::Differs(number_before)) => {
                changes.fact(changed, &self.name, Some(before), name);
                changes.fact(number_changed, &self.number, Some(number_before), number);
            }
            (Verdict::Differs(before), _) => {
                changes.fact(changed, &self.name, Some(before), name);
            }
            (Verdict::Unknown, Verdict::Differs(before)) => {
                changes.fact(number_changed, &self.number, Some(before), number);
            }
            (Verdict::Same | Verdict::Unknown, _) => {}
        }
    }
}

fn host(fact: &Fact) -> Option<&str> {
    compare::host(&fact.value)
}

/// Whether a number may be believed where it says otherwise than a name.
fn outweighs(number: Option<&Fact>, name: Option<&Fact>) -> bool {
    let weight = |fact: Option<&Fact>| match fact.map(|fact| &fact.origin) {
        Some(FactOrigin::Certificate) => 3,
        Some(FactOrigin::Tlog) => 2,
        Some(FactOrigin::Predicate | FactOrigin::Registry) => 1,
        _ => 0,
    };
    weight(number) >= weight(name)
}
