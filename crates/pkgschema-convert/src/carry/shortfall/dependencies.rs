//! What a document does not say of a record's dependencies, where it orders them in its own way.
//!
//! Invariant: a dependency is compared with the one that was written of it, not with the one that
//! stands in its place.

use super::super::Mapping;
use super::{DEPENDENCIES, loss};
use crate::Loss;
use pkgschema::Pointer;
use pkgschema::metadata::{Dependency, PackageMetadata};
use pkgschema::object::{Differing, Value, differences, raw};

/// A loss for every dependency, or part of one, that does not come back. `None` if the mapping
/// does not tell which is which, or where there are none on one side.
pub(super) fn shortfall<D: Mapping>(
    record: &PackageMetadata,
    back: &PackageMetadata,
) -> Option<Vec<Loss>> {
    if record.dependencies.is_empty() || back.dependencies.is_empty() {
        return None;
    }
    let pairs = D::pairs(record, back)?;
    let root = Pointer::parse(DEPENDENCIES)?;
    let mut losses = Vec::new();
    for (index, (ours, place)) in record.dependencies.iter().zip(pairs).enumerate() {
        let place_of_ours = root.index(index);
        match place.and_then(|place| back.dependencies.get(place)) {
            Some(theirs) if ours == theirs => {}
            Some(theirs) => compare::<D>(ours, theirs, &place_of_ours, &mut losses),
            None => {
                let lost = Differing::new(place_of_ours, Some(ours.to_raw()), None);
                losses.push(loss(&lost, D::NAME, D::REASONS));
            }
        }
    }
    Some(losses)
}

fn compare<D: Mapping>(
    ours: &Dependency,
    theirs: &Dependency,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) {
    for mut difference in differences(ours, theirs) {
        let texts = difference.left.as_ref().zip(difference.right.as_ref());
        let texts = texts
            .and_then(|(left, right)| raw::string(left.as_raw()).zip(raw::string(right.as_raw())));
        let member = difference.pointer.as_str();
        let same = texts.is_some_and(|(left, right)| D::same_meaning(member, &left, &right));
        difference.pointer = place.join(&difference.pointer);
        losses.push(match same {
            true => Loss::spelt(difference.pointer),
            false => loss(&difference, D::NAME, D::REASONS),
        });
    }
}
