//! Evidence: facts in the order of their weight.
//!
//! Invariant: what was offered first stays; what is offered later and differs is a conflict.

use super::{
    BuildProvenance, Conflict, Fact, FactName, compare, from_certificate, from_log, from_statement,
};
use crate::object::List;
use crate::provenance::{Envelope, Statement, VerificationMaterial};
use crate::text::Link;
use std::collections::HashSet;

/// A record in the making.
#[derive(Debug)]
pub(super) struct Evidence {
    record: BuildProvenance,
}

impl Default for Evidence {
    fn default() -> Self {
        Self { record: BuildProvenance::new(BuildProvenance::SCHEMA_VERSION) }
    }
}

impl Evidence {
    /// Offers a fact; the caller comes with the weightiest source first.
    pub(super) fn offer(&mut self, name: FactName, fact: Fact) {
        let Some(slot) = self.record.slot(&name) else { return };
        let Some(kept) = slot else {
            *slot = Some(fact);
            return;
        };
        if compare::same(&name, &kept.value, &fact.value) {
            return;
        }
        let kept = kept.clone();
        let is_known = self.record.conflicts.iter().any(|known| {
            known.fact == name && compare::same(&name, &known.other.value, &fact.value)
        });
        if !is_known {
            self.record.conflicts.push(Conflict::new(name, kept, fact));
        }
    }

    /// The fact of that name, where one was offered.
    pub(super) fn stated(&self, name: &FactName) -> Option<&Fact> {
        self.record.fact(name)
    }

    /// Facts about which a part that cannot be read would have said something.
    pub(super) fn unknown(&mut self, names: &[FactName]) {
        for name in names {
            self.record.unknown.push(name.clone());
        }
    }

    pub(super) fn artifact(&mut self, artifact: Option<super::AttestedArtifact>) {
        if let Some(artifact) = artifact {
            self.record.artifacts.push(artifact);
        }
    }

    /// The predicate's type.
    pub(super) fn of_type(&mut self, predicate_type: Link) {
        self.record.predicate_type = Some(predicate_type);
    }

    pub(super) fn log_entry(&mut self, entry: super::LogEntry) {
        self.record.log_entries.push(entry);
    }

    /// What a certificate and log entries say.
    pub(super) fn material(&mut self, material: &VerificationMaterial) {
        from_certificate::read(material, self);
        from_log::read(&material.tlog_entries, self);
    }

    /// What an envelope's statement says.
    pub(super) fn envelope(&mut self, envelope: &Envelope) {
        if !envelope.is_of_statement() {
            return;
        }
        let payload = envelope.payload.lenient_bytes();
        let Some(text) = payload.and_then(|bytes| String::from_utf8(bytes).ok()) else {
            return self.unknown(from_statement::NAMES);
        };
        if from_statement::read_text(&text, self).is_some() {
            return;
        }
        match Statement::parse(&text) {
            Ok(statement) => self.statement(&statement),
            Err(_) => self.unknown(from_statement::NAMES),
        }
    }

    pub(super) fn statement(&mut self, statement: &Statement) {
        from_statement::read(statement, self);
    }

    /// The record. A fact that another source does state is not unknown.
    pub(super) fn into_record(mut self) -> BuildProvenance {
        if self.record.unknown.is_empty() {
            return self.record;
        }
        let stated: HashSet<FactName> = self.record.facts().map(|(name, _)| name).collect();
        let unknown = std::mem::take(&mut self.record.unknown).into_vec();
        let mut seen = HashSet::new();
        let unknown = unknown.into_iter().filter(|name| !stated.contains(name));
        let unknown: Vec<_> = unknown.filter(|name| seen.insert(name.clone())).collect();
        self.record.unknown = List::unless_empty(unknown);
        self.record
    }
}
