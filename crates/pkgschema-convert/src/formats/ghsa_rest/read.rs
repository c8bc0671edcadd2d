//! From GitHub's object to an advisory.
//!
//! Invariant: what stands in the object as a text stands in the advisory as the same text.

use super::{GhsaAdvisory, GhsaCredit, GhsaCvss, GhsaVulnerability};
use crate::affected_ranges::range_type;
use crate::formats::ghsa::{self, PatchedVersion, Stretch, Unpatched, VulnerableRange};
use crate::formats::order::common_scheme;
use crate::leftovers::Leftovers;
use crate::{LossKind, specific};
use pkgschema::advisory::{
    Advisory, Affected, Credit, CreditType, Package, Range, RangeType, Reference, ReferenceType,
    Severity,
};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::object::{List, Raw, RawObject};
use pkgschema::version::Scheme;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The advisory that the object at the place is.
pub(super) fn advisory(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> Advisory {
    let mut advisory = Advisory::new(object.ghsa_id.clone());
    left.take(&place.child("ghsa_id"));
    advisory.aliases = aliases(object, place, left).into();
    advisory.modified = left.member(&object.updated_at, place, "updated_at").cloned();
    advisory.published = left.member(&object.published_at, place, "published_at").cloned();
    advisory.withdrawn = left.member(&object.withdrawn_at, place, "withdrawn_at").cloned();
    advisory.summary = left.member(&object.summary, place, "summary").cloned();
    advisory.details = left.member(&object.description, place, "description").cloned();
    advisory.severity = severities(object, place, left).into();
    advisory.references = references(object, place, left).into();
    advisory.credits = credits(object, place, left);
    advisory.database_specific = database_specific(object, place, left);
    addresses(object, place, left);
    if object.vulnerabilities.is_present() {
        let all = object.vulnerabilities.indexed();
        let at = |index| place.child("vulnerabilities").index(index);
        let read = |(index, one): (usize, &GhsaVulnerability)| affected(one, &at(index), left);
        advisory.affected = List::from(all.map(read).collect::<Vec<_>>()).into();
    }
    advisory.schema_version = Some(ghsa::schema_version(&advisory.severity));
    advisory
}

/// The two addresses of the object, where they follow from its identifier.
fn addresses(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) {
    let (url, page) = super::write::addresses(&object.ghsa_id);
    if object.url.as_ref().is_some_and(|found| found.as_str() == url) {
        left.lose(&place.child("url"), LossKind::Normalized, FOLLOWS);
    }
    if object.html_url.as_ref().is_some_and(|found| found.as_str() == page) {
        left.lose(&place.child("html_url"), LossKind::Normalized, FOLLOWS);
    }
}

const FOLLOWS: &str = "it follows from the identifier";

fn aliases(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> List<Text> {
    let mut aliases: Vec<Text> = Vec::new();
    let mut known = HashSet::from([&object.ghsa_id]);
    let mut add = |value| {
        let is_new = known.insert(value);
        if is_new {
            aliases.push(value.clone());
        }
        is_new
    };
    let note = "it stands already";
    for (index, identifier) in object.identifiers.indexed() {
        let place = place.child("identifiers").index(index);
        if let Some(value) = left.member(&identifier.value, &place, "value") {
            if !add(value) {
                left.say(&place.child("value"), LossKind::Normalized, note);
            }
            let kind = identifier.identifier_type.as_ref();
            left.imply(kind, &place, "type", "the identifier begins with it");
        }
    }
    if left.member(&object.cve_id, place, "cve_id").is_some_and(|id| !add(id)) {
        left.say(&place.child("cve_id"), LossKind::Normalized, note);
    }
    let is_there = object.identifiers.is_present() || !aliases.is_empty();
    if is_there { List::from(aliases) } else { List::absent() }
}

fn severities(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> List<Severity> {
    let mut severities: Vec<Severity> = Vec::new();
    let newer = object.cvss_severities.as_ref();
    let within = place.child("cvss_severities");
    let all = [
        (within.child("cvss_v3"), newer.and_then(|scores| scores.cvss_v3.as_ref())),
        (within.child("cvss_v4"), newer.and_then(|scores| scores.cvss_v4.as_ref())),
        (place.child("cvss"), object.cvss.as_ref()),
    ];
    for (place, score) in all {
        let Some(vector) = score.and_then(|score| vector(score, &place, left)) else { continue };
        let severity = ghsa::of_vector(vector);
        match severities.contains(&severity) {
            false => severities.push(severity),
            true => left.say(&place, LossKind::Normalized, "it stands among the severities"),
        }
    }
    List::unless_empty(severities)
}

/// The vector of a score. A score of zero without one is how GitHub says that there is none.
fn vector<'a>(score: &'a GhsaCvss, place: &Pointer, left: &mut Leftovers) -> Option<&'a Text> {
    let number = score.rest.get("score");
    let place_of_number = place.child("score");
    let vector = left.member(&score.vector_string, place, "vector_string");
    match (vector, number) {
        (Some(_), Some(number)) if number.as_str() != "null" => {
            left.lose(&place_of_number, LossKind::Normalized, "the vector says it");
        }
        (None, Some(number)) if number.to::<f64>().is_ok_and(|score| score == 0.0) => {
            left.lose(&place_of_number, LossKind::Normalized, "no vector, no score");
        }
        _ => {}
    }
    vector
}

fn references(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> List<Reference> {
    let mut references = Vec::new();
    left.take_each(&object.references, &place.child("references"));
    for url in object.references.iter() {
        references.push(Reference::new(ghsa::reference_type(url.as_str()), url.clone()));
    }
    let source = left.member(&object.source_code_location, place, "source_code_location");
    if let Some(url) = source.filter(|url| !url.as_str().is_empty()) {
        references.push(Reference::new(ReferenceType::Package, url.clone()));
    }
    let is_there = object.references.is_present() || !references.is_empty();
    if is_there { List::from(references) } else { List::absent() }
}

fn credits(object: &GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> List<Credit> {
    if !object.credits.is_present() {
        return List::absent();
    }
    let at = |index| place.child("credits").index(index);
    let read = |(index, one): (usize, &GhsaCredit)| credit(one, &at(index), left);
    List::from(object.credits.indexed().filter_map(read).collect::<Vec<_>>())
}

fn credit(credit: &GhsaCredit, place: &Pointer, left: &mut Leftovers) -> Option<Credit> {
    let user = credit.user.as_ref()?;
    let login = user.login.as_ref()?;
    let mut made = Credit::default();
    made.name = Some(login.clone());
    made.contact = match &user.html_url {
        Some(page) => List::from(vec![Text::from(page.as_str())]),
        None => List::absent(),
    };
    let role = left.member(&credit.credit_type, place, "type");
    made.credit_type = role.map(|role| CreditType::from(&*role.to_ascii_uppercase()));
    let user_place = place.child("user");
    match user.rest.is_empty() {
        true => left.take(&user_place),
        false => left.lose(&user_place, LossKind::Changed, "name and page of the account stay"),
    }
    Some(made)
}

fn database_specific(
    object: &GhsaAdvisory,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<RawObject> {
    let mut members: Vec<(&str, Option<Raw>)> = Vec::new();
    let mut put = |name, value: Option<Raw>| members.push((name, value));
    if object.cwes.is_present() {
        put("cwe_ids", Raw::of(&cwe_ids(object, place, left)));
    }
    let word = left.member(&object.severity, place, "severity");
    put("severity", word.and_then(|word| Raw::of(&ghsa::upper_word(word)?)));
    match object.advisory_type.as_deref() {
        Some("reviewed") => put("github_reviewed", Raw::of(&true)),
        Some("unreviewed") => put("github_reviewed", Raw::of(&false)),
        Some(other) => put("type", Raw::of(other)),
        None => {}
    }
    left.member(&object.advisory_type, place, "type");
    let reviewed = left.member(&object.github_reviewed_at, place, "github_reviewed_at");
    put("github_reviewed_at", reviewed.and_then(Raw::of));
    let published = left.member(&object.nvd_published_at, place, "nvd_published_at");
    put("nvd_published_at", published.and_then(Raw::of));
    let url = left.member(&object.repository_advisory_url, place, "repository_advisory_url");
    put("repository_advisory_url", url.and_then(Raw::of));
    specific::object(members)
}

fn cwe_ids<'a>(object: &'a GhsaAdvisory, place: &Pointer, left: &mut Leftovers) -> Vec<&'a Text> {
    let mut ids = Vec::new();
    for (index, weakness) in object.cwes.indexed() {
        let place = place.child("cwes").index(index);
        let Some(id) = left.member(&weakness.cwe_id, &place, "cwe_id") else { continue };
        ids.push(id);
        if weakness.rest.get("name").is_some() {
            left.lose(&place.child("name"), LossKind::Normalized, "the identifier says it");
        }
    }
    ids
}

fn affected(one: &GhsaVulnerability, place: &Pointer, left: &mut Leftovers) -> Affected {
    let mut affected = Affected::default();
    affected.package = package(one, place, left);
    let ecosystem = affected.ecosystem().cloned();
    let mut unplaced = None;
    let patched = one.first_patched_version.as_ref().and_then(PatchedVersion::version);
    let made = versions(one, patched, ecosystem.as_ref(), place, left);
    let patched_place = place.child("first_patched_version");
    match patched {
        Some(patched) if !made.has_patch => {
            let note = "the range does not end there; it stands beside the range";
            left.lose(&patched_place, LossKind::Changed, note);
            unplaced = Raw::of(patched);
        }
        Some(_) => left.lose(&patched_place, LossKind::Normalized, "the range ends there"),
        None => {}
    }
    let hint = made.hint.and_then(|hint| Raw::of(&hint));
    if !made.events.is_empty() {
        let of_type = type_of(ecosystem.as_ref(), &made.events);
        affected.ranges = List::from(vec![Range::of(of_type, made.events)]);
    }
    if !made.versions.is_empty() {
        affected.versions = List::from(made.versions);
    }
    affected.database_specific = specific::object([
        ("first_patched_version", unplaced),
        ("last_known_affected_version_range", hint),
    ]);
    affected.ecosystem_specific = functions(one, place, left);
    affected
}

fn package(one: &GhsaVulnerability, place: &Pointer, left: &mut Leftovers) -> Option<Package> {
    let found = one.package.as_ref()?;
    let place = place.child("package");
    let mut package = Package::default();
    let word = left.member(&found.ecosystem, &place, "ecosystem");
    let named = word.map(|word| ghsa::of_word(word));
    if let Some(ghsa::Named::Unknown(_)) = named {
        let note = "no OSV ecosystem is known for it";
        left.lose(&place.child("ecosystem"), LossKind::Changed, note);
    }
    package.ecosystem = named.and_then(ghsa::Named::into_ecosystem);
    let name = left.member(&found.name, &place, "name");
    package.name = match (name, &package.ecosystem) {
        (Some(name), Some(ecosystem)) => {
            let full = PackageName::from_document(ecosystem.clone(), name.clone());
            let normalized = Text::from(full.normalized());
            if normalized != *name {
                let note = "the ecosystem's spelling";
                left.lose(&place.child("name"), LossKind::Normalized, note);
            }
            Some(normalized)
        }
        (name, _) => name.cloned(),
    };
    Some(package)
}

fn versions(
    one: &GhsaVulnerability,
    patched: Option<&Text>,
    ecosystem: Option<&Ecosystem>,
    place: &Pointer,
    left: &mut Leftovers,
) -> Stretch {
    let place = place.child("vulnerable_version_range");
    let Some(text) = &one.vulnerable_version_range else { return Stretch::default() };
    let range = VulnerableRange::parse(text);
    let made = range
        .as_ref()
        .and_then(|range| ghsa::stretch(range, patched, ecosystem, Unpatched::LastAffected));
    let Some(made) = made else {
        let what = if range.is_some() { "holds no version" } else { "cannot be read" };
        let note = format!("the range {what}; which versions are affected is not known");
        left.lose(&place, LossKind::Dropped, note);
        return Stretch::default();
    };
    left.take(&place);
    for note in &made.notes {
        left.lose(&place, LossKind::Changed, note.clone());
    }
    made
}

/// Semantic versions, where that is the ecosystem's order and these are such.
fn type_of(ecosystem: Option<&Ecosystem>, events: &[pkgschema::version::RangeEvent]) -> RangeType {
    let own = ecosystem.and_then(Scheme::of_ecosystem);
    let texts = events.iter().map(|event| event.version().as_str());
    let texts = texts.filter(|text| *text != "0");
    match own {
        Some(own) if common_scheme(ecosystem, texts) == Some(own) => range_type(own),
        _ => RangeType::Ecosystem,
    }
}

fn functions(one: &GhsaVulnerability, place: &Pointer, left: &mut Leftovers) -> Option<RawObject> {
    if one.vulnerable_functions.is_empty() {
        return None;
    }
    left.take_each(&one.vulnerable_functions, &place.child("vulnerable_functions"));
    let names = one.vulnerable_functions.to_vec();
    specific::object([("affected_functions", Raw::of(&names))])
}
