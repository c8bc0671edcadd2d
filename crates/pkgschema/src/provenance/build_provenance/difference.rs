//! Two records side by side: which facts one has and the other has not.
//!
//! Invariant: facts that say the same in other words are no difference; a fact that nobody can
//! read is not called absent.

use super::{BuildProvenance, Conflict, Fact, FactName, FactOrigin, Verification, compare};
use crate::object::{List, check, parse, write};
use crate::text::{Link, plain};
use crate::{Finding, ParseError, Text};
use std::collections::HashSet;
use std::fmt;

crate::object! {
    /// What is different between two records. Artifacts, log entries and times of a build, which
    /// are those of one build only, are left out of it.
    pub struct ProvenanceDifference {
        required {
            /// The version of this schema, `1.0`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The facts that differ, in the record's order.
        pub facts: List<FactDifference>,
        /// The old record's predicate type, where the two differ.
        pub old_predicate_type: Option<Link> = "oldPredicateType",
        /// The new record's predicate type, where the two differ.
        pub new_predicate_type: Option<Link> = "newPredicateType",
        /// How far the old record was checked, where the two differ. Absent then means not at all.
        pub old_verification: Option<Verification> = "oldVerification",
        /// How far the new record was checked, where the two differ. Absent then means not at all.
        pub new_verification: Option<Verification> = "newVerification",
        /// Conflicts that the new record has and the old one has not.
        pub new_conflicts: List<Conflict> = "newConflicts",
        /// Conflicts that the old record had and the new one has not.
        pub settled_conflicts: List<Conflict> = "settledConflicts",
    }

    /// A fact that differs.
    pub struct FactDifference {
        required {
            /// What it is about.
            pub fact: FactName,
            /// How it differs.
            pub kind: DifferenceKind,
        }
        /// The fact in the old record.
        pub before: Option<Fact>,
        /// The fact in the new record.
        pub after: Option<Fact>,
    }
}

crate::open_enum! {
    /// How a fact differs.
    pub enum DifferenceKind {
        /// The new record states it, the old one does not.
        Added = "added",
        /// The old record states it, the new one does not.
        Lost = "lost",
        /// Both state it, and not the same.
        Changed = "changed",
        /// Both state the same, from other sources or with other trust.
        TrustChanged = "trust-changed",
        /// The old record states it, and nobody can tell of the new one.
        Unknown = "unknown",
        /// The new record states it, and nobody can tell of the old one.
        WasUnknown = "was-unknown",
    }
}

impl ProvenanceDifference {
    /// The version of the schema that is described here.
    pub const SCHEMA_VERSION: &'static str = "1.0";

    /// Reads a difference in JSON.
    ///
    /// # Errors
    /// Only for text that is no such document at all: empty, no JSON, no object, or without
    /// `schemaVersion`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The difference as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the difference.
    pub fn check(&self) -> Vec<Finding> {
        check(self)
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::new(Self::SCHEMA_VERSION)
    }
}

impl fmt::Display for FactDifference {
    /// One line for people. Nothing in it is obeyed by a terminal.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", plain(self.kind.as_str()), plain(self.fact.as_str()))?;
        let facts = [&self.before, &self.after].into_iter().flatten();
        let sourced = self.kind == DifferenceKind::TrustChanged;
        for (index, fact) in facts.enumerate() {
            let before = if index == 0 { ": " } else { " -> " };
            write!(f, "{before}{}", plain(&fact.value))?;
            if sourced {
                let (origin, trust) = (plain(fact.origin.as_str()), plain(fact.trust.as_str()));
                write!(f, " ({origin}, {trust})")?;
            }
        }
        Ok(())
    }
}

/// What is different between two records of a package's builds.
///
/// ```
/// use pkgschema::provenance::{BuildProvenance, DifferenceKind, Fact, FactOrigin, FactTrust, diff};
/// let mut old = BuildProvenance::parse(r#"{"schemaVersion": "1.0"}"#)?;
/// let fact = |text: &str| Some(Fact::new(text, FactOrigin::Certificate, FactTrust::Unverified));
/// let mut new = old.clone();
/// old.source_repository = fact("https://github.com/a/b");
/// new.source_repository = fact("git+https://github.com/A/B.git");
/// assert!(diff(&old, &new).is_empty());
/// new.source_repository = None;
/// assert_eq!(diff(&old, &new).facts[0].kind, DifferenceKind::Lost);
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn diff(old: &BuildProvenance, new: &BuildProvenance) -> ProvenanceDifference {
    let mut found = ProvenanceDifference::new(ProvenanceDifference::SCHEMA_VERSION);
    let facts = BuildProvenance::NAMES.iter().filter_map(|name| difference(name, old, new));
    found.facts = List::unless_empty(facts.collect());
    if old.predicate_type != new.predicate_type {
        found.old_predicate_type = old.predicate_type.clone();
        found.new_predicate_type = new.predicate_type.clone();
    }
    let status = |record: &BuildProvenance| {
        let verification = record.verification.as_ref()?;
        Some((verification.status.clone(), verification.by.clone(), verification.reason.clone()))
    };
    if status(old) != status(new) {
        found.old_verification = old.verification.clone();
        found.new_verification = new.verification.clone();
    }
    found.new_conflicts = conflicts_without(new, old);
    found.settled_conflicts = conflicts_without(old, new);
    found
}

fn difference(
    name: &FactName,
    old: &BuildProvenance,
    new: &BuildProvenance,
) -> Option<FactDifference> {
    if matches!(name, FactName::StartedOn | FactName::FinishedOn) {
        return None;
    }
    let (before, after) = (old.fact(name), new.fact(name));
    let kind = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) if old.unknown.contains(name) => DifferenceKind::WasUnknown,
        (None, Some(_)) => DifferenceKind::Added,
        (Some(_), None) if new.unknown.contains(name) => DifferenceKind::Unknown,
        (Some(_), None) => DifferenceKind::Lost,
        (Some(before), Some(after)) if !compare::same(name, &before.value, &after.value) => {
            DifferenceKind::Changed
        }
        (Some(before), Some(after)) => {
            let same = before.origin == after.origin && before.trust == after.trust;
            return (!same)
                .then(|| entry(name, DifferenceKind::TrustChanged, Some(before), Some(after)));
        }
    };
    Some(entry(name, kind, before, after))
}

fn entry(
    name: &FactName,
    kind: DifferenceKind,
    before: Option<&Fact>,
    after: Option<&Fact>,
) -> FactDifference {
    let mut difference = FactDifference::new(name.clone(), kind);
    difference.before = before.cloned();
    difference.after = after.cloned();
    difference
}

/// The conflicts of one record that the other has not, about whatever values.
fn conflicts_without(one: &BuildProvenance, other: &BuildProvenance) -> List<Conflict> {
    fn key(conflict: &Conflict) -> (&FactName, &FactOrigin, &FactOrigin) {
        (&conflict.fact, &conflict.kept.origin, &conflict.other.origin)
    }
    let known: HashSet<_> = other.conflicts.iter().map(key).collect();
    let found = one.conflicts.iter().filter(|conflict| !known.contains(&key(conflict)));
    List::unless_empty(found.cloned().collect())
}
