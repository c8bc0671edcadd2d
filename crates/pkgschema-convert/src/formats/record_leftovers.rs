//! What the documents that no ecosystem owns make of a record alike: its name, its purl, its
//! description, and the losses of what they do not use.
//!
//! Invariant: a place of the record that says something is used or has a loss.

use crate::leftovers::Leftovers;
use crate::syntax::json::view;
use crate::{Loss, LossKind, carry};
use pkgschema::identity::{PackageName, Purl};
use pkgschema::metadata::{Dependency, License, PackageMetadata};
use pkgschema::object::raw;
use pkgschema::{Pointer, Text};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// Members that say something about the record, not about the package.
const ABOUT_THE_RECORD: [&str; 3] = ["schemaVersion", "unknown", "extensions"];

/// Longest summary, in bytes.
const LONGEST_SUMMARY: usize = 512;

/// The account of a record of which nothing is used yet. What only one ecosystem says has its
/// losses.
pub(super) fn begin(record: &PackageMetadata, target: &str) -> Leftovers {
    let mut left = Leftovers::default();
    left.take_members(&Pointer::root(), &ABOUT_THE_RECORD);
    left.extend(carry::extension_losses(record, target));
    left
}

/// All losses. A member that is lost as a whole has one for each of its parts, which may stand in
/// several places of the document that the record was made of.
pub(super) fn finish(left: Leftovers, record: &PackageMetadata, note: &'static str) -> Vec<Loss> {
    let view = view(record);
    let losses = left.finish(view.as_raw(), note).into_iter();
    let members = raw::members(view.as_raw()).unwrap_or_default().into_iter();
    let members: HashMap<Cow<'_, str>, &RawValue> = members.collect();
    losses.flat_map(|loss| parts(&members, loss, note)).collect()
}

fn parts(members: &HashMap<Cow<'_, str>, &RawValue>, loss: Loss, note: &str) -> Vec<Loss> {
    let tokens: Vec<String> = loss.pointer.tokens().take(2).collect();
    let [member] = tokens.as_slice() else { return vec![loss] };
    if loss.kind != LossKind::Dropped || loss.note != note {
        return vec![loss];
    }
    let Some(value) = members.get(member.as_str()) else { return vec![loss] };
    let below: Vec<Pointer> = match (raw::elements(value), raw::members(value)) {
        (Some(all), _) => (0..all.len()).map(|index| loss.pointer.index(index)).collect(),
        (None, Some(all)) => all.iter().map(|(name, _)| loss.pointer.child(name)).collect(),
        (None, None) => return vec![loss],
    };
    below.into_iter().map(|place| Loss::new(place, loss.kind, note)).collect()
}

/// The name without its namespace; empty, and said to be, where there is none.
pub(super) fn name(record: &PackageMetadata, left: &mut Leftovers) -> Text {
    let root = Pointer::root();
    match left.member(&record.name, &root, "name") {
        Some(name) => name.clone(),
        None => {
            left.say(&root.child("name"), LossKind::Defaulted, "a name has to be there");
            Text::EMPTY
        }
    }
}

/// The purl of the version, which says the ecosystem.
pub(super) fn purl(record: &PackageMetadata, left: &mut Leftovers) -> Option<Purl> {
    let root = Pointer::root();
    match record.purl() {
        Some(Ok(purl)) => {
            left.take(&root.child("ecosystem"));
            Some(purl)
        }
        Some(Err(_)) => {
            let note = "no purl can be made of name and version, which would say it";
            left.lose(&root.child("ecosystem"), LossKind::Dropped, note);
            None
        }
        None => {
            let note = "no purl says it";
            left.lose(&root.child("ecosystem"), LossKind::Dropped, note);
            None
        }
    }
}

/// The name of a dependency and its purl, without a version; lost as a whole where none can be made.
pub(super) fn dependency(
    record: &PackageMetadata,
    dependency: &Dependency,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<(PackageName, Purl)> {
    let name = PackageName::from_document(record.ecosystem.clone(), dependency.name.clone());
    let Some(Ok(purl)) = name.purl(None) else {
        left.lose(place, LossKind::Dropped, "no purl can be made of the name");
        return None;
    };
    left.take(&place.child("name"));
    Some((name, purl))
}

/// The one text that tells what the package is about: the summary, else the description.
pub(super) fn description(record: &PackageMetadata, left: &mut Leftovers) -> Option<Text> {
    let root = Pointer::root();
    let moved = |place: &Pointer, left: &mut Leftovers, note| {
        left.say(place, LossKind::Changed, note);
    };
    if let Some(summary) = left.member(&record.summary, &root, "summary") {
        if !is_summary(summary) {
            let note = "too long for a summary, it stands as the description";
            moved(&root.child("summary"), left, note);
        }
        return Some(summary.clone());
    }
    let place = root.child("description");
    let text = left.member(&record.description.as_ref()?.text, &place, "text")?;
    if is_summary(text) {
        moved(&place.child("text"), left, "as short as a summary, it stands as one");
    }
    Some(text.clone())
}

/// Whether the one text that tells what a package is about is a summary: one line.
pub(super) fn is_summary(text: &str) -> bool {
    text.len() <= LONGEST_SUMMARY && !text.contains(['\n', '\r'])
}

/// Whether a text can be a mail address as the standards' schemas have it.
pub(super) fn is_mail(text: &str) -> bool {
    let parts = text.split_once('@');
    parts.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
}

/// What was declared, where the expression is written for it.
pub(super) fn implied(license: &License, expression: &Text, list: &Pointer, left: &mut Leftovers) {
    let several = license.declared.len() > 1;
    for (index, declared) in license.declared.indexed() {
        let at = list.index(index).child("name");
        match &declared.name {
            Some(name) if name == expression => left.take(&at),
            Some(_) if several => left.lose(&at, LossKind::Normalized, "part of one expression"),
            Some(_) => left.lose(&at, LossKind::Repaired, "the SPDX expression is written"),
            None => {}
        }
    }
}
