//! The licence of a package, and the licences that are on no list.
//!
//! Source: SPDX 2.3, clauses 7.15 and 10, annex D.
//!
//! Invariant: a licence that is no SPDX expression is a `LicenseRef-` with its words beside it.

use super::{NOASSERTION, NONE, SpdxDocument, SpdxLicense};
use crate::formats::record_leftovers::implied;
use crate::leftovers::Leftovers;
use crate::{LossKind, licensing};
use pkgschema::identity::EcosystemName;
use pkgschema::metadata::{DeclaredLicense, License, PackageMetadata};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

const REFERENCE: &str = "LicenseRef-";

/// The licences of a document that are on no list, by their names.
pub(super) struct Extracted<'d> {
    by_name: HashMap<&'d str, (usize, &'d SpdxLicense)>,
}

/// What a package says of its licence.
pub(super) enum Said {
    Unknown,
    License(License),
}

impl<'d> Extracted<'d> {
    pub(super) fn of(document: &'d SpdxDocument) -> Self {
        let mut by_name = HashMap::new();
        for (index, license) in document.extracted_licenses.indexed() {
            if let Some(name) = license.license_id.as_deref() {
                by_name.entry(name).or_insert((index, license));
            }
        }
        Self { by_name }
    }

    /// The licence that a package declares.
    pub(super) fn read(&self, text: &Text, place: &Pointer, left: &mut Leftovers) -> Said {
        let mut license = License::default();
        match text.as_str() {
            NOASSERTION => {
                left.lose(place, LossKind::Normalized, "unknown, as where nothing is said");
                return Said::Unknown;
            }
            NONE => license.declared = List::from(Vec::new()),
            text => {
                let known = self.by_name.get(text).filter(|_| is_reference(text));
                match known.and_then(|(index, own)| extracted(own, *index, left)) {
                    Some(declared) => license.declared.push(declared),
                    None => license = licensing::declared(text),
                }
            }
        }
        left.take(place);
        Said::License(license)
    }
}

/// Whether a text is the name of one licence that is on no list.
fn is_reference(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    text.strip_prefix(REFERENCE).is_some_and(|rest| !rest.is_empty() && rest.chars().all(plain))
}

/// The licence in its own words.
fn extracted(own: &SpdxLicense, index: usize, left: &mut Leftovers) -> Option<DeclaredLicense> {
    let place = Pointer::root().child("hasExtractedLicensingInfos").index(index);
    let said = |text: &&Text| text.as_str() != NOASSERTION;
    let text = own.extracted_text.as_ref().filter(said);
    let name = own.name.as_ref().filter(said);
    let mut declared = DeclaredLicense::default();
    declared.name = name.or(text).cloned();
    declared.name.as_ref()?;
    let note = "a name within the document";
    left.lose(&place.child("licenseId"), LossKind::Normalized, note);
    if name.is_some() {
        left.take(&place.child("name"));
    }
    if text.is_some() && text == declared.name.as_ref() {
        left.take(&place.child("extractedText"));
    }
    let mut links = own.see_alsos.indexed().map(|(at, url)| (at, Link::from_document(url.clone())));
    if let Some((at, url)) = links.find(|(_, url)| url.is_well_formed()) {
        left.take(&place.child("seeAlsos").index(at));
        declared.url = Some(url);
    }
    declared.comments = left.member(&own.comment, &place, "comment").cloned();
    Some(declared)
}

/// The words for the licence of a record, and what they refer to.
pub(super) fn write(
    record: &PackageMetadata,
    left: &mut Leftovers,
) -> Option<(Text, Vec<SpdxLicense>)> {
    let Some(license) = &record.license else {
        let unknown = record.is_unknown("license");
        return unknown.then(|| (Text::from_static(NOASSERTION), Vec::new()));
    };
    let place = Pointer::root().child("license");
    let list = place.child("declared");
    if let Some(expression) = license.expression.as_ref().filter(|it| is_written(it)) {
        left.take(&place.child("expression"));
        implied(license, expression, &list, left);
        return Some((expression.clone(), references(expression)));
    }
    if license.declared.is_present() && license.declared.is_empty() {
        left.take(&list);
        return (!license.declared.has_odd()).then(|| (Text::from_static(NONE), Vec::new()));
    }
    own_words(record, license, &list, left)
}

/// Whether an expression needs no other document.
fn is_written(expression: &str) -> bool {
    licensing::is_expression(expression) && !expression.contains("DocumentRef-")
}

/// Each licence in its own words.
fn own_words(
    record: &PackageMetadata,
    license: &License,
    list: &Pointer,
    left: &mut Leftovers,
) -> Option<(Text, Vec<SpdxLicense>)> {
    let (mut words, mut infos): (Vec<String>, Vec<SpdxLicense>) = (Vec::new(), Vec::new());
    for (index, declared) in license.declared.indexed() {
        let place = list.index(index);
        let Some(name) = left.member(&declared.name, &place, "name") else { continue };
        let several = license.declared.len() > 1;
        if several {
            let note = "part of one expression";
            left.say(&place.child("name"), LossKind::Changed, note);
        }
        if is_written(name) {
            words.push(if several { format!("({name})") } else { name.to_string() });
            infos.extend(references(name));
            continue;
        }
        let id = format!("{REFERENCE}declared-{}", index + 1);
        infos.push(info(&id, declared, &place, left));
        words.push(id);
    }
    let choice = matches!(record.ecosystem.base(), EcosystemName::Npm | EcosystemName::Maven);
    let joined = words.join(if choice { " OR " } else { " AND " });
    (!words.is_empty()).then(|| (Text::from(joined), infos))
}

fn info(
    id: &str,
    declared: &DeclaredLicense,
    place: &Pointer,
    left: &mut Leftovers,
) -> SpdxLicense {
    let mut info = SpdxLicense::default();
    info.license_id = Some(Text::from(id));
    info.extracted_text.clone_from(&declared.name);
    if let Some(url) = declared.url.as_ref().filter(|url| url.is_well_formed()) {
        left.take(&place.child("url"));
        info.see_alsos = List::from(vec![Text::from(url.as_str())]);
    }
    info.comment = left.member(&declared.comments, place, "comments").cloned();
    info
}

/// The licences of an expression that are on no list, of which nobody knows the text.
fn references(expression: &str) -> Vec<SpdxLicense> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let mut names: Vec<&str> = expression.split(|c| !inside(c)).collect();
    names.retain(|name| is_reference(name));
    names.sort_unstable();
    names.dedup();
    let info = |name: &str| {
        let mut info = SpdxLicense::default();
        info.license_id = Some(Text::from(name));
        info.extracted_text = Some(Text::from_static(NOASSERTION));
        info
    };
    names.into_iter().map(info).collect()
}
