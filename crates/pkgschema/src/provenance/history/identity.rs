//! Who signed and what built: workflows, with or without the repository that they stand in.
//!
//! Invariant: a workflow of the source repository is known by its path there, so that a change of
//! the repository is reported once, as that.

use super::baseline::Baseline;
use super::changes::{Before, Changes};
use super::evidence::{Known, is_attested};
use super::{ChangeCode, ChangeSeverity};
use crate::provenance::build_provenance::compare;
use crate::provenance::{BuildProvenance, Fact, FactName};
use std::collections::{HashMap, HashSet};

/// Who signed: the workflow, else the name in the certificate.
pub(super) const SIGNER: [FactName; 2] = [FactName::BuildSigner, FactName::Signer];

/// A build's word for a workflow or a builder, taken apart.
struct Place<'a> {
    fact: &'a Fact,
    /// The address without the ref behind it, as it is compared.
    address: String,
    /// The path, of a workflow of the source repository.
    own: Option<String>,
    reference: Option<&'a str>,
}

/// What changed about signer, build instructions and builder.
pub(super) fn builds(new: &Known<'_>, earlier: &Baseline<'_>, changes: &mut Changes) {
    use ChangeSeverity::{Error, Warning};
    let signer = (ChangeCode::SignerChanged, Error);
    held_against(new, earlier, &SIGNER, signer, changes);
    let workflow = (ChangeCode::WorkflowChanged, Warning);
    held_against(new, earlier, &[FactName::BuildConfig], workflow, changes);
    let builder = (ChangeCode::BuilderChanged, Warning);
    held_against(new, earlier, &[FactName::Builder], builder, changes);
}

fn held_against(
    new: &Known<'_>,
    earlier: &Baseline<'_>,
    names: &[FactName],
    change: (ChangeCode, ChangeSeverity),
    changes: &mut Changes,
) {
    let mut before = earlier.iter().map(|known| (known, places(known, names)));
    let Some((known, before)) = before.find(|(_, found)| !found.is_empty()) else { return };
    let before = Stated::of(&before);
    for (name, after) in places(new, names) {
        if !before.has(&after) {
            let first =
                before.first.map(|place| Before { version: known.version(), fact: place.fact });
            changes.fact(change.clone(), &name, first, Some(after.fact));
        } else if let Some(other) = before.at_other_ref(&after).filter(|_| SIGNER.contains(&name)) {
            let change = (ChangeCode::SignerVersionChanged, ChangeSeverity::Note);
            let before = Before { version: known.version(), fact: other.fact };
            changes.fact(change, &name, Some(before), Some(after.fact));
        }
    }
}

/// What an earlier release says.
struct Stated<'b, 'a> {
    first: Option<&'b Place<'a>>,
    by_address: HashMap<&'b str, &'b Place<'a>>,
    own: HashSet<&'b str>,
    /// Addresses with the refs behind them.
    at_refs: HashSet<(&'b str, Option<&'a str>)>,
}

impl<'b, 'a> Stated<'b, 'a> {
    fn of(places: &'b [(FactName, Place<'a>)]) -> Self {
        let all = || places.iter().map(|(_, place)| place);
        Self {
            first: all().next(),
            by_address: all().rev().map(|place| (place.address.as_str(), place)).collect(),
            own: all().filter_map(|place| place.own.as_deref()).collect(),
            at_refs: all().map(|place| (place.address.as_str(), place.reference)).collect(),
        }
    }

    fn has(&self, place: &Place<'_>) -> bool {
        self.by_address.contains_key(place.address.as_str())
            || place.own.as_deref().is_some_and(|own| self.own.contains(own))
    }

    /// The same at another ref, where it is not at this one as well. The ref of a workflow of
    /// the source repository is the source's own.
    fn at_other_ref(&self, place: &Place<'_>) -> Option<&'b Place<'a>> {
        let address = place.address.as_str();
        let elsewhere = place.own.is_none() && !self.at_refs.contains(&(address, place.reference));
        self.by_address.get(address).copied().filter(|_| elsewhere)
    }
}

/// The values of the first of the names that each attestation of the build states; a registry's
/// key is none of its signers.
fn places<'a>(known: &Known<'a>, names: &[FactName]) -> Vec<(FactName, Place<'a>)> {
    let of_record = |record: &&'a BuildProvenance| {
        let (name, fact) = names.iter().find_map(|name| Some((name, record.fact(name)?)))?;
        Some((name.clone(), Place::of(fact, record.source_repository.as_ref())))
    };
    let attested = known.records.iter().copied().filter(|record| is_attested(record));
    attested.filter_map(|record| of_record(&record)).collect()
}

impl<'a> Place<'a> {
    fn of(fact: &'a Fact, repository: Option<&Fact>) -> Self {
        let (address, reference) = match fact.value.contains("://") {
            true => compare::split_ref(&fact.value),
            false => (fact.value.as_str(), None), // an address of mail, or a key
        };
        let repository = repository.map(|fact| compare::repository(&fact.value));
        let own = repository.and_then(|repository| {
            let (start, path) = address.split_at_checked(repository.len())?;
            let path = path.strip_prefix('/')?;
            compare::same(&FactName::SourceRepository, start, &repository).then(|| path.to_owned())
        });
        Self { fact, address: compare::builder(address), own, reference }
    }
}
