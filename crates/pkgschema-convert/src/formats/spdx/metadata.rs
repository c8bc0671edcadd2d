//! The record of a package.
//!
//! Invariant: what the document says nobody knows is listed as unknown.

use super::account::{Account, Needed, Part};
use super::actors::Actor;
use super::inventory::origin;
use super::licenses::{Extracted, Said};
use super::{NOASSERTION, NONE, SpdxDocument, SpdxPackage};
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{PublishTime, TimeOrigin};
use pkgschema::metadata::{Dependency, Description, Organization, PackageMetadata, Person, Scope};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// What no document says of a package.
const UNKNOWN: [&str; 16] = [
    "availability",
    "changelog",
    "classifiers",
    "constraints",
    "contributors",
    "documentation",
    "entryPoints",
    "features",
    "funding",
    "issueTracker",
    "keywords",
    "links",
    "platforms",
    "provides",
    "publishing",
    "runtimeRequirements",
];

/// The records.
pub(super) fn of(document: &SpdxDocument) -> Converted<Vec<PackageMetadata>> {
    let mut account = Account::of(document);
    let extracted = Extracted::of(document);
    let all = account.described.is_empty();
    let mut within: HashSet<(usize, usize)> = HashSet::new();
    for (outer, inner, place) in std::mem::take(&mut account.within) {
        if all || account.described.contains(&outer) {
            account.used(&place);
            within.insert((outer, inner));
        }
    }
    let mut records = Vec::new();
    for index in 0..account.parts.len() {
        if all || account.described.contains(&index) {
            records.extend(record(&mut account, &extracted, &within, index));
        }
    }
    let losses = account.left.finish_by(document.view().as_raw(), &why);
    Converted::new(records, losses)
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let text = place.as_str();
    match place.tokens().next().as_deref() {
        Some("packages") if text.ends_with("/versionInfo") => {
            "a record says what is asked for, not what was chosen"
        }
        Some("packages" | "relationships") => "no record has a place for it",
        Some("hasExtractedLicensingInfos") => "a record has no texts of licences",
        _ => "it is about the document, not about a package",
    }
}

fn record(
    account: &mut Account<'_>,
    extracted: &Extracted<'_>,
    within: &HashSet<(usize, usize)>,
    index: usize,
) -> Option<PackageMetadata> {
    let named = account.package(index, true)?;
    let needs = account.needs(index);
    let mut unknown: Vec<&'static str> = UNKNOWN.to_vec();
    let Part { package, place, .. } = account.parts.get(index)?;
    let left = &mut account.left;
    let mut record = named.into_record();
    describe(package, &mut record, place, left, &mut unknown);
    people(package, &mut record, place, left, &mut unknown);
    let declared = package.license_declared.as_ref();
    let at = place.child("licenseDeclared");
    match declared.map(|text| extracted.read(text, &at, left)) {
        Some(Said::License(license)) => record.license = Some(license),
        Some(Said::Unknown) | None => unknown.push("license"),
    }
    let origin = origin(package, place, left);
    if origin.is_unknown || (origin.repository.is_some() && origin.artifacts.is_empty()) {
        unknown.push("artifacts");
    }
    record.artifacts = origin.artifacts;
    if origin.repository.is_none() {
        unknown.push("repository");
    }
    record.repository = origin.repository;
    match needs {
        Some(needs) => {
            let all = needs.into_iter();
            let all = all.filter_map(|needed| dependency(account, within, index, needed));
            record.dependencies = all.collect::<Vec<_>>().into();
        }
        None => unknown.push("dependencies"),
    }
    record.mark_unknown_if_absent(unknown);
    if account.is_partial(index) {
        record.mark_unknown(["dependencies"]);
    }
    Some(record)
}

fn dependency(
    account: &mut Account<'_>,
    within: &HashSet<(usize, usize)>,
    of: usize,
    needed: Needed,
) -> Option<Dependency> {
    let named = account.package(needed.part, false)?;
    let scope = needed.need.scope.unwrap_or(Scope::Runtime);
    let mut dependency = Dependency::new(named.name, scope);
    dependency.bundled = within.contains(&(of, needed.part)).then_some(true);
    Some(dependency)
}

fn describe(
    package: &SpdxPackage,
    record: &mut PackageMetadata,
    place: &Pointer,
    left: &mut Leftovers,
    unknown: &mut Vec<&'static str>,
) {
    record.summary = left.member(&package.summary, place, "summary").cloned();
    if let Some(text) = left.member(&package.description, place, "description") {
        let mut description = Description::default();
        description.text = Some(text.clone());
        record.description = Some(description);
    }
    let at = place.child("homepage");
    match package.homepage.as_deref() {
        Some(NONE) => left.lose(&at, LossKind::Normalized, "there is none"),
        Some(NOASSERTION) => {
            left.lose(&at, LossKind::Normalized, "it is listed as unknown");
            unknown.push("homepage");
        }
        Some(text) => {
            let link = Link::from_document(text);
            if link.is_well_formed() {
                left.take(&at);
                record.homepage = Some(link);
            }
        }
        None => {}
    }
    if package.purpose.as_deref() == Some("LIBRARY") {
        let at = place.child("primaryPackagePurpose");
        left.lose(&at, LossKind::Normalized, "a package is one");
    }
    if let Some(time) = left.member(&package.release_date, place, "releaseDate") {
        record.publish_times.push(PublishTime::new(time.clone(), TimeOrigin::Document));
    } else {
        unknown.push("publishTimes");
    }
}

fn people(
    package: &SpdxPackage,
    record: &mut PackageMetadata,
    place: &Pointer,
    left: &mut Leftovers,
    unknown: &mut Vec<&'static str>,
) {
    for (text, member, list) in [
        (&package.originator, "originator", "authors"),
        (&package.supplier, "supplier", "maintainers"),
    ] {
        let at = place.child(member);
        let Some(text) = text.as_deref() else { continue };
        if text == NOASSERTION {
            left.lose(&at, LossKind::Normalized, "it is listed as unknown");
            unknown.push(list);
            continue;
        }
        let Some(actor) = Actor::read(text) else { continue };
        left.take(&at);
        if actor.line().as_deref() != Some(text) {
            left.say(&at, LossKind::Normalized, "written in the usual spelling");
        }
        match (member, actor.is_person) {
            ("supplier", false) => {
                if actor.email.is_some() {
                    left.say(&at, LossKind::Changed, "an organisation has no mail address");
                }
                let mut organization = Organization::default();
                organization.name = Some(Text::from(actor.name));
                record.organization = Some(organization);
            }
            ("supplier", true) => record.maintainers = List::from(vec![person(&actor)]),
            (_, is_person) => {
                if !is_person {
                    let note = "an author, whether person or organisation";
                    left.say(&at, LossKind::Changed, note);
                }
                record.authors = List::from(vec![person(&actor)]);
            }
        }
    }
}

fn person(actor: &Actor<'_>) -> Person {
    let mut person = Person::default();
    person.name = Some(Text::from(actor.name));
    person.email = actor.email.map(Text::from);
    person
}
