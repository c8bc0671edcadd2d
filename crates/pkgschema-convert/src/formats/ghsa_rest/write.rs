//! From an advisory to GitHub's object.
//!
//! Invariant: members that the object requires and the advisory does not say are null, empty or
//! `unknown`, never invented; addresses follow from the identifier.

use super::{
    GhsaAdvisory, GhsaCredit, GhsaCvss, GhsaCwe, GhsaIdentifier, GhsaSeverities, GhsaUser, ranges,
};
use crate::LossKind;
use crate::convert::Refusal;
use crate::formats::ghsa;
use crate::identifiers::is_ghsa;
use crate::leftovers::Leftovers;
use pkgschema::advisory::{Advisory, Credit, Rating, ReferenceType, SeverityType};
use pkgschema::object::{List, Raw, Rest};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The object that says what the advisory at the place says.
///
/// # Errors
/// `no-ghsa-id` if the advisory has no identifier of GitHub's database.
pub(super) fn object(
    advisory: &Advisory,
    place: &Pointer,
    left: &mut Leftovers,
) -> Result<GhsaAdvisory, Refusal> {
    let mut object = GhsaAdvisory::new(ghsa_id(advisory, place, left)?);
    // Which schema a document follows is no statement of its own.
    let note = "it is the version of whatever writes OSV";
    left.imply(advisory.schema_version.as_ref(), place, "schema_version", note);
    identifiers(&mut object, advisory, place, left);
    let (url, page) = addresses(&object.ghsa_id);
    object.url = Some(Link::from_document(url));
    object.html_url = Some(Link::from_document(page));
    object.updated_at = left.member(&advisory.modified, place, "modified").cloned();
    object.published_at = left.member(&advisory.published, place, "published").cloned();
    object.withdrawn_at = left.member(&advisory.withdrawn, place, "withdrawn").cloned();
    object.summary = left.member(&advisory.summary, place, "summary").cloned();
    object.description = left.member(&advisory.details, place, "details").cloned();
    scores(&mut object, advisory, place, left);
    references(&mut object, advisory, place, left);
    specific(&mut object, advisory, place, left);
    let affected = advisory.affected.indexed();
    let at = |index| place.child("affected").index(index);
    let all = affected.flat_map(|(index, one)| ranges::vulnerabilities(one, &at(index), left));
    object.vulnerabilities = List::from(all.collect::<Vec<_>>());
    credits(&mut object, advisory, place, left);
    nulls(&mut object);
    Ok(object)
}

/// The addresses of an advisory: in GitHub's interface, and its page.
pub(super) fn addresses(id: &str) -> (String, String) {
    let page = format!("github.com/advisories/{id}");
    (format!("https://api.{page}"), format!("https://{page}"))
}

fn ghsa_id(advisory: &Advisory, place: &Pointer, left: &mut Leftovers) -> Result<Text, Refusal> {
    if is_ghsa(&advisory.id) {
        left.take(&place.child("id"));
        return Ok(advisory.id.clone());
    }
    let alias = advisory.aliases.iter().find(|alias| is_ghsa(alias));
    let Some(alias) = alias else {
        let shown: String = advisory.id.chars().take(80).collect();
        let words = format!("{shown:?} is no identifier of GitHub's database, nor is an alias");
        return Err(Refusal::new("no-ghsa-id", words));
    };
    let note = format!("the object goes by the alias {alias}");
    left.lose(&place.child("id"), LossKind::Changed, note);
    Ok(alias.clone())
}

/// GitHub's identifiers are its own and CVE's.
fn identifiers(
    object: &mut GhsaAdvisory,
    advisory: &Advisory,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let mut values = vec![object.ghsa_id.clone()];
    let is_cve = |text: &str| text.starts_with("CVE-");
    if is_cve(&advisory.id) {
        values.push(advisory.id.clone());
    }
    let mut known: HashSet<Text> = values.iter().cloned().collect();
    for (index, alias) in advisory.aliases.indexed() {
        if is_cve(alias) || is_ghsa(alias) {
            left.take(&place.child("aliases").index(index));
            match known.insert(alias.clone()) {
                true => values.push(alias.clone()),
                false => {
                    let place = place.child("aliases").index(index);
                    left.say(&place, LossKind::Normalized, "it is an identifier already");
                }
            }
        }
    }
    object.cve_id = values.iter().find(|value| is_cve(value)).cloned();
    let identifier = |value: Text| {
        let mut identifier = GhsaIdentifier::default();
        let kind = if is_cve(&value) { "CVE" } else { "GHSA" };
        identifier.identifier_type = Some(Text::from_static(kind));
        identifier.value = Some(value);
        identifier
    };
    object.identifiers = values.into_iter().map(identifier).collect();
}

fn scores(object: &mut GhsaAdvisory, advisory: &Advisory, place: &Pointer, left: &mut Leftovers) {
    let mut newer = GhsaSeverities::default();
    for (index, severity) in advisory.severity.indexed() {
        let slot = match severity.severity_type {
            Some(SeverityType::CvssV3) => &mut newer.cvss_v3,
            Some(SeverityType::CvssV4) => &mut newer.cvss_v4,
            _ => continue,
        };
        let place = place.child("severity").index(index);
        if let (Some(vector), None) = (&severity.score, &slot) {
            *slot = Some(score(Some(vector), severity.score().and_then(|score| score.value)));
            left.take(&place.child("score"));
            left.take(&place.child("type"));
        }
    }
    object.cvss = newer.cvss_v3.clone().or_else(|| Some(score(None, None)));
    newer.cvss_v3.get_or_insert_with(|| score(None, None));
    newer.cvss_v4.get_or_insert_with(|| score(None, None));
    object.cvss_severities = Some(newer);
}

/// A vector with its number, null for one that has none; 0 is how GitHub says that there is no
/// vector.
fn score(vector: Option<&Text>, number: Option<f64>) -> GhsaCvss {
    let mut made = GhsaCvss::default();
    let number = match (vector, number) {
        (None, _) => "0.0".to_owned(),
        (Some(_), None) => "null".to_owned(),
        (Some(_), Some(number)) => format!("{number:.1}"),
    };
    made.vector_string = vector.cloned();
    if vector.is_none() {
        made.rest.push("vector_string", Raw::default());
    }
    made.rest.push("score", Raw::from_string(number).unwrap_or_default());
    made
}

/// The first reference to the package is the source's place; GitHub's other references have no
/// type.
fn references(
    object: &mut GhsaAdvisory,
    advisory: &Advisory,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let mut urls = Vec::new();
    for (index, reference) in advisory.references.indexed() {
        let place = place.child("references").index(index);
        let Some(url) = left.member(&reference.url, &place, "url") else { continue };
        let is_package = reference.reference_type == Some(ReferenceType::Package);
        if is_package && object.source_code_location.is_none() {
            object.source_code_location = Some(url.clone());
            left.take(&place.child("type"));
            continue;
        }
        urls.push(url.clone());
        if reference.reference_type == Some(ghsa::reference_type(url.as_str())) {
            let note = "the address says it";
            left.lose(&place.child("type"), LossKind::Normalized, note);
        }
    }
    object.references = List::from(urls);
}

/// What GitHub's files keep in `database_specific`.
fn specific(object: &mut GhsaAdvisory, advisory: &Advisory, place: &Pointer, left: &mut Leftovers) {
    let place = place.child("database_specific");
    let text = |name: &str, left: &mut Leftovers| {
        let found = advisory.database_specific.as_ref()?.get(name)?.to::<String>().ok()?;
        left.take(&place.child(name));
        Some(Text::from(found))
    };
    let timestamp = |text: Text| Timestamp::from_document(text);
    object.github_reviewed_at = text("github_reviewed_at", left).map(timestamp);
    object.nvd_published_at = text("nvd_published_at", left).map(timestamp);
    let url = text("repository_advisory_url", left);
    object.repository_advisory_url = url.map(Link::from_document);
    let word = text("severity", left).map(|word| match word.to_ascii_lowercase().as_str() {
        "moderate" => Text::from_static("medium"),
        word => Text::from(word),
    });
    let rating = || advisory.best_severity(None).map(|best| best.score.rating);
    let rated = || rating().filter(|rating| *rating != Rating::None).map(|it| it.as_str().into());
    object.severity = Some(word.or_else(rated).unwrap_or(Text::from_static("unknown")));
    object.advisory_type = text("type", left);
    let get = |name: &str| advisory.database_specific.as_ref()?.get(name);
    let reviewed = get("github_reviewed").and_then(|raw| raw.to::<bool>().ok());
    if reviewed.is_some() {
        left.take(&place.child("github_reviewed"));
    }
    let kind = if reviewed == Some(true) { "reviewed" } else { "unreviewed" };
    object.advisory_type.get_or_insert(Text::from_static(kind));
    let ids = get("cwe_ids").and_then(|raw| raw.to::<Vec<String>>().ok());
    if ids.is_some() {
        left.take(&place.child("cwe_ids"));
    }
    let weakness = |id: String| {
        let mut weakness = GhsaCwe::default();
        weakness.cwe_id = Some(Text::from(id));
        weakness
    };
    object.cwes = ids.unwrap_or_default().into_iter().map(weakness).collect();
}

fn credits(object: &mut GhsaAdvisory, advisory: &Advisory, place: &Pointer, left: &mut Leftovers) {
    let mut credits = Vec::new();
    for (index, credit) in advisory.credits.indexed() {
        let place = place.child("credits").index(index);
        match account(credit) {
            Some(user) => {
                left.take(&place.child("name"));
                if user.html_url.is_some() {
                    left.take(&place.child("contact").index(0));
                }
                let role = left.member(&credit.credit_type, &place, "type");
                let mut made = GhsaCredit::default();
                made.user = Some(user);
                made.credit_type = role.map(|role| Text::from(role.as_str().to_ascii_lowercase()));
                credits.push(made);
            }
            None => left.lose(&place, LossKind::Dropped, "the name is no account at GitHub"),
        }
    }
    object.credits = List::from(credits);
}

/// The account that a credit names: letters, digits, hyphens, and the underscore of accounts that
/// an enterprise manages; 39 at most.
fn account(credit: &Credit) -> Option<GhsaUser> {
    let name = credit.name.as_ref()?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if name.is_empty() || name.len() > 39 || !name.bytes().all(fits) {
        return None;
    }
    let mut user = GhsaUser::default();
    user.login = Some(name.clone());
    let page = credit.contact.first().filter(|_| !credit.contact.has_odd());
    user.html_url = page
        .filter(|page| page.starts_with("https://"))
        .map(|page| Link::from_document(page.clone()));
    Some(user)
}

/// Members that the object always has.
fn nulls(object: &mut GhsaAdvisory) {
    let absent = [
        ("cve_id", object.cve_id.is_none()),
        ("repository_advisory_url", object.repository_advisory_url.is_none()),
        ("description", object.description.is_none()),
        ("source_code_location", object.source_code_location.is_none()),
        ("github_reviewed_at", object.github_reviewed_at.is_none()),
        ("nvd_published_at", object.nvd_published_at.is_none()),
        ("withdrawn_at", object.withdrawn_at.is_none()),
    ];
    let mut rest = Rest::default();
    for (name, _) in absent.iter().filter(|(_, absent)| *absent) {
        rest.push(name, Raw::default());
    }
    object.rest = rest;
}
