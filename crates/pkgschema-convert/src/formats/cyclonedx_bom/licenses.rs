//! The licences of a component.
//!
//! Invariant: what somebody else concluded is never read as declared, and of several licences
//! nobody is told whether all count or one is to be chosen.

use super::{BomLicense, BomLicenseChoice};
use crate::formats::record_leftovers::implied;
use crate::leftovers::Leftovers;
use crate::{LossKind, licensing};
use pkgschema::metadata::{DeclaredLicense, License};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};

/// What a licence that is known from looking at the files is marked with.
const CONCLUDED: &str = "concluded";
const DECLARED: &str = "declared";

/// The licence that the component's authors declared. A list without any is kept.
pub(super) fn read(
    choices: &List<BomLicenseChoice>,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<License> {
    if !choices.is_present() {
        return None;
    }
    let mut license = License::default();
    let mut declared = Vec::new();
    for (index, choice) in choices.indexed() {
        declared.extend(one(choice, &place.index(index), left));
    }
    if let [only] = declared.as_slice() {
        license.expression = only.name.as_deref().and_then(licensing::expression).map(Text::from);
        let named = only.name.as_deref().zip(license.expression.as_deref());
        if named.is_some_and(|(name, read)| name != read) {
            let note = "the expression is put right beside it";
            left.say(place, LossKind::Repaired, note);
        }
    }
    if declared.is_empty() && !choices.is_empty() {
        return None;
    }
    if choices.is_empty() && !choices.has_odd() {
        left.take(place);
    }
    license.declared = declared.into();
    Some(license)
}

fn one(
    choice: &BomLicenseChoice,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<DeclaredLicense> {
    let at = place.child("license");
    let (acknowledgement, owner) = match &choice.license {
        Some(license) => (&license.acknowledgement, &at),
        None => (&choice.acknowledgement, place),
    };
    match acknowledgement.as_deref() {
        Some(CONCLUDED) => {
            left.lose(owner, LossKind::Dropped, "concluded by others, not declared");
            return None;
        }
        Some(DECLARED) => {
            let note = "every licence of a record is";
            left.lose(&owner.child("acknowledgement"), LossKind::Normalized, note);
        }
        _ => {}
    }
    match &choice.license {
        Some(license) => named(license, &at, left),
        None => {
            let mut declared = DeclaredLicense::default();
            declared.name = left.member(&choice.expression, place, "expression").cloned();
            declared.name.is_some().then_some(declared)
        }
    }
}

fn named(license: &BomLicense, place: &Pointer, left: &mut Leftovers) -> Option<DeclaredLicense> {
    let mut declared = DeclaredLicense::default();
    declared.name = match &license.id {
        Some(_) => left.member(&license.id, place, "id").cloned(),
        None => left.member(&license.name, place, "name").cloned(),
    };
    let url = license.url.as_ref().map(|url| Link::from_document(url.clone()));
    declared.url = url.filter(Link::is_well_formed);
    if declared.url.is_some() {
        left.take(&place.child("url"));
    }
    (declared.name.is_some() || declared.url.is_some()).then_some(declared)
}

/// The licences of a record: its expression, else what was declared, one by one.
pub(super) fn write(license: &License, left: &mut Leftovers) -> List<BomLicenseChoice> {
    let place = Pointer::root().child("license");
    let list = place.child("declared");
    if let Some(expression) = &license.expression {
        left.take(&place.child("expression"));
        implied(license, expression, &list, left);
        let only = license.declared.first().filter(|_| license.declared.len() == 1);
        let url = only.and_then(|only| only.url.as_ref()).filter(|url| url.is_well_formed());
        let mut choice = BomLicenseChoice::default();
        match url {
            // an expression has no address; a licence with one is named
            Some(url) if only.is_some_and(|only| only.name.as_ref() == Some(expression)) => {
                let mut license = BomLicense::default();
                license.name = Some(expression.clone());
                license.url = Some(url.as_str().into());
                choice.license = Some(license);
                left.take(&list.index(0).child("url"));
            }
            _ => choice.expression = Some(expression.clone()),
        }
        return List::from(vec![choice]);
    }
    if !license.declared.is_present() {
        return List::absent();
    }
    if license.declared.is_empty() {
        left.take(&list);
    }
    let mut choices = Vec::new();
    for (index, declared) in license.declared.indexed() {
        let at = list.index(index);
        let Some(name) = left.member(&declared.name, &at, "name") else { continue };
        let mut license = BomLicense::default();
        license.name = Some(name.clone());
        if let Some(url) = declared.url.as_ref().filter(|url| url.is_well_formed()) {
            left.take(&at.child("url"));
            license.url = Some(url.as_str().into());
        }
        let mut choice = BomLicenseChoice::default();
        choice.license = Some(license);
        choices.push(choice);
    }
    choices.into()
}
