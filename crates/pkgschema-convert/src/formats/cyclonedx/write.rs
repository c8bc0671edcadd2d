//! CycloneDX documents of advisories.
//!
//! Source: CycloneDX 1.6, JSON; OSV schema 1.7.5.
//!
//! Invariant: a component stands once, however many advisories are about it.

use super::affects::Versions;
use super::{
    CycloneDx, CycloneDxAdvisory, CycloneDxAffects, CycloneDxComponent, CycloneDxContact,
    CycloneDxCredits, CycloneDxRating, CycloneDxReference, CycloneDxSource, CycloneDxVersion,
    CycloneDxVulnerability,
};
use crate::convert::Refusal;
use crate::formats::{advisory_list, purl_package};
use crate::leftovers::Leftovers;
use crate::{Converted, LossKind};
use pkgschema::advisory::{
    Advisory, Affected, Credit, Package, Reference, ReferenceType, Severity, SeverityType,
};
use pkgschema::identity::PurlText;
use pkgschema::object::{List, Raw, raw};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

/// The document.
pub(super) fn of(advisories: &[Advisory]) -> Result<Converted<CycloneDx>, Refusal> {
    let mut writing = Writing::default();
    let each = advisories.iter().enumerate();
    let vulnerabilities: Vec<CycloneDxVulnerability> =
        each.map(|(index, advisory)| writing.vulnerability(advisory, index)).collect();
    if writing.components.is_empty() {
        return Err(Refusal::new("no-package", "no advisory names a package"));
    }
    let Writing { components, left, .. } = writing;
    let losses = left.finish_by(advisory_list::view(advisories).as_raw(), &why);
    let mut bom = CycloneDx::default();
    bom.bom_format = Some(Text::from_static("CycloneDX"));
    bom.spec_version = Some(Text::from_static("1.6"));
    bom.version = Some(1);
    bom.components = components.into();
    bom.vulnerabilities = vulnerabilities.into();
    Ok(Converted::new(bom, losses))
}

#[derive(Default)]
struct Writing {
    components: Vec<CycloneDxComponent>,
    known: HashSet<Text>,
    left: Leftovers,
}

impl Writing {
    fn vulnerability(&mut self, from: &Advisory, index: usize) -> CycloneDxVulnerability {
        let at = Pointer::root().index(index);
        let mut to = CycloneDxVulnerability::default();
        to.bom_ref = Some(Text::from(format!("vulnerability/{}/{}", index + 1, from.id)));
        to.id = Some(from.id.clone());
        to.description.clone_from(&from.summary);
        to.detail.clone_from(&from.details);
        self.left.take_members(&at, &["id", "summary", "details"]);
        if from.schema_version.is_some() {
            let note = "it is the version of whatever writes OSV";
            self.left.lose(&at.child("schema_version"), LossKind::Normalized, note);
        }
        to.published = self.time(&from.published, at.child("published"));
        to.updated = self.time(&from.modified, at.child("modified"));
        to.rejected = self.time(&from.withdrawn, at.child("withdrawn"));
        to.references = self.aliases(&from.aliases, &at.child("aliases"));
        to.advisories = self.references(&from.references, &at.child("references"));
        to.credits = self.credits(&from.credits, &at.child("credits"));
        to.cwes = self.weaknesses(from, &at);
        to.affects = self.affects(from, &at);
        to.ratings = self.ratings(from, &at);
        to.recommendation = recommendation(from, &at);
        to
    }

    fn time(&mut self, time: &Option<Timestamp>, place: Pointer) -> Option<Timestamp> {
        let time = time.as_ref().filter(|time| time.is_well_formed())?;
        self.left.take(&place);
        Some(time.clone())
    }

    /// The database's name is what the identifier begins with.
    fn aliases(&mut self, aliases: &List<Text>, at: &Pointer) -> List<CycloneDxReference> {
        self.left.take_each(aliases, at);
        let read = |alias: &Text| {
            let mut reference = CycloneDxReference::default();
            reference.id = Some(alias.clone());
            let name = alias.split(['-', '_']).next().unwrap_or_default();
            reference.source = Some(source(name));
            reference
        };
        List::unless_empty(aliases.iter().map(read).collect())
    }

    fn references(&mut self, list: &List<Reference>, at: &Pointer) -> List<CycloneDxAdvisory> {
        let mut advisories = Vec::new();
        for (index, reference) in list.indexed() {
            let place = at.index(index);
            let Some(url) = reference.url.as_ref().filter(|url| url.is_well_formed()) else {
                continue;
            };
            self.left.take(&place.child("url"));
            let mut advisory = CycloneDxAdvisory::default();
            advisory.url = Some(url.clone());
            let of_type = reference.reference_type.as_ref();
            if let Some(other) = of_type.filter(|of_type| **of_type != ReferenceType::Advisory) {
                advisory.title = Some(Text::from(other.as_str()));
                let note = "it stands among advisories, with its type as title";
                self.left.lose(&place.child("type"), LossKind::Changed, note);
            } else if of_type.is_some() {
                self.left.lose(&place.child("type"), LossKind::Normalized, "its place says it");
            }
            advisories.push(advisory);
        }
        List::unless_empty(advisories)
    }

    fn credits(&mut self, credits: &List<Credit>, at: &Pointer) -> Option<CycloneDxCredits> {
        let mut individuals = Vec::new();
        for (index, credit) in credits.indexed() {
            let place = at.index(index);
            let Some(name) = &credit.name else { continue };
            self.left.take(&place.child("name"));
            let mut contact = CycloneDxContact::default();
            contact.name = Some(name.clone());
            let mails = credit.contact.indexed();
            let mut mails = mails.filter_map(|(at, text)| Some((at, mail(text)?)));
            if let Some((at, mail)) = mails.next() {
                self.left.take(&place.child("contact").index(at));
                contact.email = Some(Text::from(mail));
            }
            individuals.push(contact);
        }
        let mut credits = CycloneDxCredits::default();
        credits.individuals = List::unless_empty(individuals);
        credits.individuals.is_present().then_some(credits)
    }

    /// The numbers of the weaknesses that databases keep under `cwe_ids`.
    fn weaknesses(&mut self, from: &Advisory, at: &Pointer) -> List<u64> {
        let ids = from.database_specific.as_ref().and_then(|own| own.get("cwe_ids"));
        let Some(ids) = &ids else { return List::absent() };
        let place = at.child("database_specific").child("cwe_ids");
        let mut numbers = Vec::new();
        for (index, id) in raw::elements(ids.as_raw()).unwrap_or_default().iter().enumerate() {
            let id = raw::string(id).unwrap_or_default();
            let number = id.strip_prefix("CWE-").and_then(|number| number.parse::<u64>().ok());
            if let Some(number) = number.filter(|number| *number > 0) {
                self.left.take(&place.index(index));
                numbers.push(number);
            }
        }
        List::unless_empty(numbers)
    }

    fn affects(&mut self, from: &Advisory, at: &Pointer) -> List<CycloneDxAffects> {
        let mut order: Vec<Text> = Vec::new();
        let mut versions: HashMap<Text, Vec<CycloneDxVersion>> = HashMap::new();
        for (index, entry) in from.affected.indexed() {
            let place = at.child("affected").index(index);
            let Some(component) = self.component(entry, &place) else { continue };
            let mut said = Versions::of(entry, &place, &mut self.left);
            if !versions.contains_key(&component) {
                order.push(component.clone());
            }
            versions.entry(component).or_default().append(&mut said);
        }
        let affects = order.into_iter().map(|component| {
            let mut affects = CycloneDxAffects::default();
            affects.versions = List::unless_empty(versions.remove(&component).unwrap_or_default());
            affects.component = Some(component);
            affects
        });
        List::unless_empty(affects.collect())
    }

    /// The name within the document of the component that an entry is about.
    fn component(&mut self, entry: &Affected, at: &Pointer) -> Option<Text> {
        let package = entry.package.as_ref()?;
        let purl = purl_package::purl_of(package);
        let name = package.name.clone().or_else(|| purl.clone().map(Text::from))?;
        let place = at.child("package");
        self.left.take(&place.child("name"));
        if purl.is_some() {
            let said = purl_package::said_by_purl(package);
            for (name, note) in said.into_iter().filter(|(name, _)| *name != "name") {
                match note {
                    None => self.left.take(&place.child(name)),
                    Some(note) => self.left.lose(&place.child(name), LossKind::Normalized, note),
                }
            }
        }
        let reference = match &purl {
            Some(purl) => Text::from(purl.as_str()),
            None => unregistered(package, &name),
        };
        if self.known.insert(reference.clone()) {
            let mut component = CycloneDxComponent::default();
            component.component_type = Some(Text::from_static("library"));
            component.bom_ref = Some(reference.clone());
            component.name = Some(name);
            component.purl = purl.map(PurlText::from_document);
            self.components.push(component);
        }
        Some(reference)
    }

    fn ratings(&mut self, from: &Advisory, at: &Pointer) -> List<CycloneDxRating> {
        let mut ratings = Vec::new();
        for (index, severity) in from.severity.indexed() {
            let place = at.child("severity").index(index);
            ratings.extend(self.rating(severity, &place));
        }
        for (index, entry) in from.affected.indexed() {
            let below = at.child("affected").index(index).child("severity");
            for (index, severity) in entry.severity.indexed() {
                let place = below.index(index);
                if let Some(rating) = self.rating(severity, &place) {
                    let note = "a rating does not say for which component it is";
                    self.left.say(&place, LossKind::Changed, note);
                    if !ratings.iter().take(MOST_COMPARED).any(|other| *other == rating) {
                        ratings.push(rating);
                    }
                }
            }
        }
        List::unless_empty(ratings)
    }

    fn rating(&mut self, severity: &Severity, at: &Pointer) -> Option<CycloneDxRating> {
        let score = severity.score.as_ref()?;
        let of_type = severity.severity_type.as_ref()?;
        self.left.take_members(at, &["type", "score"]);
        let mut rating = CycloneDxRating::default();
        let method = match of_type {
            SeverityType::CvssV2 => "CVSSv2",
            SeverityType::CvssV3 if score.starts_with("CVSS:3.1/") => "CVSSv31",
            SeverityType::CvssV3 => "CVSSv3",
            SeverityType::CvssV4 => "CVSSv4",
            _ => {
                rating.source = Some(source(of_type.as_str()));
                "other"
            }
        };
        rating.method = Some(Text::from_static(method));
        match of_type {
            SeverityType::Ubuntu => rating.severity = Some(self.priority(score, at)),
            _ => {
                let computed = severity.score();
                rating.score = computed.and_then(|score| Raw::of(&score.value?));
                rating.severity = computed.map(|score| score.rating.as_str().into());
                rating.vector = Some(score.clone());
            }
        }
        Some(rating)
    }

    /// Ubuntu's priority in the document's words.
    fn priority(&mut self, score: &Text, at: &Pointer) -> Text {
        let (word, is_same) = match score.as_str() {
            "critical" | "high" | "medium" | "low" => (score.as_str(), true),
            "negligible" => ("info", false),
            _ => ("unknown", false),
        };
        if !is_same {
            let note = format!("it is written as {word}");
            self.left.say(&at.child("score"), LossKind::Changed, note);
        }
        Text::from(word)
    }
}

/// With how many ratings one of a package is compared, so that it does not stand twice.
const MOST_COMPARED: usize = 64;

fn source(name: &str) -> CycloneDxSource {
    let mut source = CycloneDxSource::default();
    source.name = Some(Text::from(name));
    source
}

fn mail(contact: &str) -> Option<&str> {
    let address = contact.strip_prefix("mailto:")?;
    let (name, host) = address.split_once('@')?;
    let is_plain =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic());
    (is_plain(name) && is_plain(host) && !host.contains(['@', '?'])).then_some(address)
}

/// A name within the document for a package whose ecosystem has no purls.
fn unregistered(package: &Package, name: &str) -> Text {
    let ecosystem = package.ecosystem.as_ref().map_or("", |ecosystem| ecosystem.as_str());
    Text::from(format!("package/{ecosystem}/{name}"))
}

fn recommendation(from: &Advisory, at: &Pointer) -> Option<Text> {
    let advice = from.affected.indexed().filter_map(|(index, entry)| {
        let fixed = advisory_list::fixed(entry, &at.child("affected").index(index));
        let name = entry.package.as_ref().and_then(|package| package.name.as_deref())?;
        advisory_list::advice(name, &fixed)
    });
    let mut seen = HashSet::new();
    let advice: Vec<String> = advice.filter(|advice| seen.insert(advice.clone())).collect();
    (!advice.is_empty()).then(|| Text::from(advice.join("; ")))
}

/// Why a document does not hold what stands at a place of the advisories.
fn why(place: &Pointer) -> &'static str {
    let tokens: Vec<String> = place.tokens().skip(1).take(3).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens[..] {
        ["related" | "upstream", ..] => "references are to the same vulnerability alone",
        ["affected", _, "ranges"] => "a component's versions are no commits",
        ["affected", _, "package", ..] => "the purl does not say this of the package",
        ["credits", ..] => "of people only a name and a mail address are told",
        _ => "a vulnerability has no place for it",
    }
}
