//! From the containers of a record to an advisory.
//!
//! Invariant: what the assigning authority says comes first; others add to it and replace
//! nothing.

use super::entries::entries;
use super::reference::reference_type;
use super::{Collections, CveContainer, CveRecord, CveScore, CveText};
use crate::convert::Refusal;
use crate::formats::ghsa::{of_vector, schema_version};
use crate::leftovers::Leftovers;
use crate::specific::{fitting, object};
use crate::{Converted, Document, LossKind};
use pkgschema::advisory::{Advisory, Credit, CreditType, Reference, Severity};
use pkgschema::object::{List, Raw};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// The advisory that a record is.
pub(super) fn advisory(
    record: &CveRecord,
    collections: &Collections,
) -> Result<Converted<Vec<Advisory>>, Refusal> {
    let mut left = Leftovers::default();
    let mut advisory = Advisory::new(record.metadata.cve_id.clone());
    let is_rejected = metadata(&mut advisory, record, &mut left);
    let mut gathered = Gathered::default();
    for (place, container) in containers(record) {
        let is_first = place.as_str().ends_with("/cna");
        if is_first {
            account(&mut advisory, container, &place, &mut left);
        }
        gathered.products(container, collections, &place, &mut left);
        gathered.references(container, &place, &mut left);
        gathered.severities(container, is_first, &place, &mut left);
        gathered.weaknesses(container, &place, &mut left);
        gathered.credits(container, &place, &mut left);
    }
    if !gathered.names_packages && !is_rejected {
        let words = "no product is a package of a collection that is known";
        return Err(Refusal::new("no-package", words));
    }
    if is_rejected && advisory.withdrawn.is_none() {
        let words = "the record is rejected, and does not say since when";
        return Err(Refusal::new("rejected-without-date", words));
    }
    gathered.put(&mut advisory);
    let note = "the advisory has no place for it";
    let losses = left.finish(record.view().as_raw(), note);
    Ok(Converted::new(vec![advisory], losses))
}

/// The containers with their places, the authority's first.
fn containers(record: &CveRecord) -> impl Iterator<Item = (Pointer, &CveContainer)> {
    let root = Pointer::root().child("containers");
    let all = record.containers.iter();
    all.flat_map(move |all| {
        let cna = all.cna.iter().map(|one| (root.child("cna"), one)).collect::<Vec<_>>();
        let adp = root.child("adp");
        let others = all.adp.indexed().map(move |(index, one)| (adp.index(index), one));
        cna.into_iter().chain(others)
    })
}

/// Identifier and dates; whether the record is rejected.
fn metadata(advisory: &mut Advisory, record: &CveRecord, left: &mut Leftovers) -> bool {
    let root = Pointer::root();
    // What format the record is in is no statement of its own.
    let note = "which format the record is in is no statement of its own";
    left.imply(record.data_type.as_ref(), &root, "dataType", note);
    left.imply(record.data_version.as_ref(), &root, "dataVersion", note);
    let place = root.child("cveMetadata");
    left.take(&place.child("cveId"));
    let metadata = &record.metadata;
    let mut date = |value: &Option<Timestamp>, name: &str| {
        let time = left.member(value, &place, name)?;
        Some(utc(time, &place.child(name), left))
    };
    advisory.modified = date(&metadata.date_updated, "dateUpdated");
    advisory.published = date(&metadata.date_published, "datePublished");
    if advisory.modified.is_none() {
        advisory.modified = last_change(record, left).or_else(|| advisory.published.clone());
    }
    let state = metadata.state.as_deref();
    let is_rejected = state == Some("REJECTED");
    if matches!(state, Some("PUBLISHED" | "REJECTED")) {
        match is_rejected {
            true => left.take(&place.child("state")),
            false => left.lose(&place.child("state"), LossKind::Normalized, "every advisory is"),
        }
    }
    if is_rejected {
        let rejected = left.member(&metadata.date_rejected, &place, "dateRejected");
        let rejected = rejected.map(|time| utc(time, &place.child("dateRejected"), left));
        if rejected.is_none() && advisory.modified.is_some() {
            let note = "withdrawn since the last change: no date of the rejection is stated";
            left.say(&place.child("state"), LossKind::Defaulted, note);
        }
        advisory.withdrawn = rejected.or_else(|| advisory.modified.clone());
    }
    is_rejected
}

/// When the authority last changed what it says.
fn last_change(record: &CveRecord, left: &mut Leftovers) -> Option<Timestamp> {
    let provider = record.containers.as_ref()?.cna.as_ref()?.provider.as_ref()?;
    let place = Pointer::root().child("containers").child("cna").child("providerMetadata");
    let time = left.member(&provider.date_updated, &place, "dateUpdated")?;
    Some(utc(time, &place.child("dateUpdated"), left))
}

/// A time without a zone is in UTC there; OSV has it said.
fn utc(time: &Timestamp, place: &Pointer, left: &mut Leftovers) -> Timestamp {
    if time.is_well_formed() {
        return time.clone();
    }
    match Timestamp::new(&format!("{time}Z")) {
        Ok(zoned) => {
            left.say(place, LossKind::Normalized, "times without a zone are in UTC");
            zoned
        }
        Err(_) => time.clone(),
    }
}

/// Title and description, in English if there are several; of a rejected record its reason.
fn account(
    advisory: &mut Advisory,
    container: &CveContainer,
    place: &Pointer,
    left: &mut Leftovers,
) {
    advisory.summary = left.member(&container.title, place, "title").cloned();
    let texts = [
        ("descriptions", &container.descriptions),
        ("rejectedReasons", &container.rejected_reasons),
    ];
    for (name, list) in texts {
        if advisory.details.is_none() {
            advisory.details = in_english(list, &place.child(name), left);
        }
    }
    let place = place.child("replacedBy");
    if !container.replaced_by.is_empty() {
        left.take_each(&container.replaced_by, &place);
        advisory.related = fitting(&container.replaced_by);
    }
}

fn in_english(texts: &List<CveText>, place: &Pointer, left: &mut Leftovers) -> Option<Text> {
    let english = |text: &CveText| is_english(text.lang.as_ref());
    let said = || texts.indexed().filter(|(_, text)| text.value.is_some());
    let (index, text) = said().find(|(_, text)| english(text)).or_else(|| said().next())?;
    let place = place.index(index);
    if english(text) {
        left.imply(text.lang.as_ref(), &place, "lang", "an advisory's text is in English");
    }
    left.member(&text.value, &place, "value").cloned()
}

fn is_english(lang: Option<&Text>) -> bool {
    lang.is_some_and(|lang| {
        let language = lang.split(['-', '_']).next().unwrap_or_default();
        language.eq_ignore_ascii_case("en") || language.eq_ignore_ascii_case("eng")
    })
}

/// What the containers say, all together.
#[derive(Default)]
struct Gathered {
    /// Whether a product is a package, be it affected or not.
    names_packages: bool,
    affected: Vec<pkgschema::advisory::Affected>,
    references: Vec<Reference>,
    urls: HashSet<String>,
    severities: Vec<Severity>,
    weaknesses: Vec<Text>,
    known_weaknesses: HashSet<Text>,
    credits: Vec<Credit>,
}

impl Gathered {
    fn put(self, advisory: &mut Advisory) {
        advisory.schema_version = Some(schema_version(&self.severities));
        advisory.affected = List::unless_empty(self.affected).into();
        advisory.references = List::unless_empty(self.references).into();
        advisory.severity = List::unless_empty(self.severities).into();
        advisory.credits = List::unless_empty(self.credits);
        let ids = Raw::of(&self.weaknesses).filter(|_| !self.weaknesses.is_empty());
        advisory.database_specific = object([("cwe_ids", ids)]);
    }

    fn products(
        &mut self,
        container: &CveContainer,
        collections: &Collections,
        place: &Pointer,
        left: &mut Leftovers,
    ) {
        for (index, product) in container.affected.indexed() {
            let place = place.child("affected").index(index);
            if let Some(found) = entries(product, collections, &place, left) {
                self.names_packages = true;
                self.affected.extend(found);
            }
        }
    }

    fn references(&mut self, container: &CveContainer, place: &Pointer, left: &mut Leftovers) {
        for (index, reference) in container.references.indexed() {
            let place = place.child("references").index(index);
            let Some(url) = left.member(&reference.url, &place, "url") else { continue };
            let (of_type, says_all) = reference_type(&reference.tags);
            if !self.urls.insert(url.as_str().to_owned()) {
                // The page is there; what else is said of it is left over.
                left.say(&place.child("url"), LossKind::Normalized, "it stands there already");
                continue;
            }
            let tags = place.child("tags");
            match says_all {
                true if reference.tags.is_empty() => {}
                true => left.take(&tags),
                false => left.lose(&tags, LossKind::Changed, format!("{} stays", of_type.as_str())),
            }
            self.references.push(Reference::new(of_type, url.clone()));
        }
    }

    /// Scores of others count only for methods by which the authority gives none.
    fn severities(
        &mut self,
        container: &CveContainer,
        is_first: bool,
        place: &Pointer,
        left: &mut Leftovers,
    ) {
        let known: Vec<_> = match is_first {
            true => Vec::new(),
            false => self.severities.iter().map(|one| one.severity_type.clone()).collect(),
        };
        for (index, metric) in container.metrics.indexed() {
            let place = place.child("metrics").index(index);
            let scores = [
                ("cvssV4_0", &metric.cvss_v4_0),
                ("cvssV3_1", &metric.cvss_v3_1),
                ("cvssV3_0", &metric.cvss_v3_0),
                ("cvssV2_0", &metric.cvss_v2_0),
            ];
            for (name, score) in scores {
                let Some(vector) = vector(score) else { continue };
                let severity = of_vector(vector);
                let is_there = self.severities.contains(&severity);
                let fits = self.severities.len() < MOST_SEVERITIES;
                if !is_there && fits && !known.contains(&severity.severity_type) {
                    self.severities.push(severity);
                } else if !is_there {
                    continue;
                }
                let note = "the vector says it";
                left.lose(&place.child(name), LossKind::Normalized, note);
                left.imply(metric.format.as_ref(), &place, "format", note);
            }
        }
    }

    fn weaknesses(&mut self, container: &CveContainer, place: &Pointer, left: &mut Leftovers) {
        for (index, problem) in container.problem_types.indexed() {
            let place = place.child("problemTypes").index(index).child("descriptions");
            for (index, weakness) in problem.descriptions.indexed() {
                let place = place.index(index);
                let stated = weakness.cwe_id.as_deref().and_then(cwe_id);
                let written = weakness.description.as_deref().and_then(cwe_id);
                let Some(id) = stated.or(written) else { continue };
                left.lose(&place, LossKind::Normalized, "the identifier says it");
                let id = Text::from(id);
                if self.known_weaknesses.insert(id.clone()) {
                    self.weaknesses.push(id);
                }
            }
        }
    }

    fn credits(&mut self, container: &CveContainer, place: &Pointer, left: &mut Leftovers) {
        for (index, credit) in container.credits.indexed() {
            let place = place.child("credits").index(index);
            let Some(name) = left.member(&credit.value, &place, "value") else { continue };
            // Names are names in every language.
            let note = "names are names in every language";
            left.imply(credit.lang.as_ref(), &place, "lang", note);
            let mut made = Credit::default();
            made.name = Some(name.clone());
            let role = left.member(&credit.credit_type, &place, "type");
            made.credit_type = role.map(|role| {
                let word = role.trim().to_ascii_uppercase().replace([' ', '-'], "_");
                CreditType::from(&*word)
            });
            self.credits.push(made);
        }
    }
}

/// Severities that one advisory has at most: every one is held against the others.
const MOST_SEVERITIES: usize = 100;

fn vector(score: &Option<CveScore>) -> Option<&Text> {
    score.as_ref()?.vector_string.as_ref()
}

/// The identifier that a text begins with: `CWE-79: …`.
fn cwe_id(text: &str) -> Option<&str> {
    let digits = text.trim_start().strip_prefix("CWE-")?;
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let behind = digits.get(end..)?;
    let is_id = end > 0 && !behind.starts_with(|c: char| c.is_alphanumeric());
    is_id.then(|| text.trim_start().get(..end + 4)).flatten()
}
