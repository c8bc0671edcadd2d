//! Advisories of an OpenVEX document.
//!
//! Source: OpenVEX specification 0.2.0, statements and their order in time; OSV schema 1.7.5.
//!
//! Invariant: only a later statement about the very same product takes back that it is affected.

use super::{OpenVex, VexProduct, VexStatement, VexVulnerability};
use crate::convert::Refusal;
use crate::formats::timestamps;
use crate::formats::vex::{Product, Statements, Status};
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind};
use pkgschema::advisory::Advisory;
use pkgschema::object::{Raw, RawObject};
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};

/// The most text that is copied into advisories from what they share, in bytes.
const MOST_COPIED: usize = 1 << 26;

/// A statement with its place.
type Placed<'a> = (Pointer, &'a VexStatement);

/// The advisories.
pub(super) fn of(vex: &OpenVex) -> Result<Converted<Vec<Advisory>>, Refusal> {
    let mut reading = Reading::new(vex);
    for (name, statements) in by_vulnerability(vex) {
        reading.vulnerability(name, &statements)?;
    }
    if reading.advisories.is_empty() {
        return Err(match reading.has_packages {
            true => Refusal::new("nothing-affected", "no package is said to be affected or fixed"),
            false => Refusal::new("no-package", "no product with a vulnerability is a package"),
        });
    }
    let view = vex.view();
    let Reading { advisories, left, .. } = reading;
    let losses = left.finish_by(view.as_raw(), &why);
    Ok(Converted::new(advisories, losses))
}

/// The statements by the vulnerability's name, in the order of their first naming.
fn by_vulnerability(vex: &OpenVex) -> Vec<(&Text, Vec<Placed<'_>>)> {
    let mut groups: Vec<(&Text, Vec<Placed<'_>>)> = Vec::new();
    let mut places: HashMap<&Text, usize> = HashMap::new();
    for (index, statement) in vex.statements.indexed() {
        let Some(name) = statement.vulnerability.as_ref().and_then(VexVulnerability::name) else {
            continue;
        };
        let at = *places.entry(name).or_insert(groups.len());
        let place = Pointer::root().child("statements").index(index);
        match groups.get_mut(at) {
            Some((_, statements)) => statements.push((place, statement)),
            None => groups.push((name, vec![(place, statement)])),
        }
    }
    groups
}

impl VexVulnerability {
    /// The name; the identifier where there is none.
    fn name(&self) -> Option<&Text> {
        let name = match self {
            Self::Name(name) => Some(name),
            Self::Object(object) => object.name.as_ref().or(object.id.as_ref()),
        };
        name.filter(|name| !name.is_empty())
    }
}

impl VexProduct {
    /// The purl, and where below the product it stands.
    fn purl(&self) -> Option<(&[&'static str], &str)> {
        match self {
            Self::Id(id) => is_purl(id).then_some((&[], id.as_str())),
            Self::Object(object) => {
                let purl = object.identifiers.as_ref().and_then(|it| it.purl.as_ref());
                let purl = purl.map(|purl| (&["identifiers", "purl"][..], purl.as_str()));
                let id = object.id.as_deref().filter(|id| is_purl(id));
                purl.or(id.map(|id| (&["@id"][..], id)))
            }
        }
    }

    /// Whether the statement is about parts of the product alone.
    fn is_of_parts(&self) -> bool {
        matches!(self, Self::Object(object) if !object.subcomponents.is_empty())
    }
}

fn is_purl(text: &str) -> bool {
    text.get(..4).is_some_and(|scheme| scheme.eq_ignore_ascii_case("pkg:"))
}

struct Reading<'a> {
    vex: &'a OpenVex,
    has_packages: bool,
    advisories: Vec<Advisory>,
    left: Leftovers,
    copied: usize,
}

impl<'a> Reading<'a> {
    fn new(vex: &'a OpenVex) -> Self {
        let mut left = Leftovers::default();
        left.take(&Pointer::root().child("@context"));
        Self { vex, has_packages: false, advisories: Vec::new(), left, copied: 0 }
    }

    fn vulnerability(&mut self, name: &Text, group: &[Placed<'a>]) -> Result<(), Refusal> {
        let mut said = Said::of(self.vex, group);
        self.has_packages |= said.has_packages;
        let outcome = std::mem::take(&mut said.statements).finish();
        if outcome.affected.is_empty() {
            let note = "no package is affected or fixed by it, so there is no advisory for it; \
                        that is no word about other packages";
            for (place, _) in group {
                self.left.lose(place, LossKind::Dropped, note);
            }
            return Ok(());
        }
        self.left.join(said.left);
        self.left.extend(outcome.losses);
        let mut advisory = Advisory::new(name.clone());
        advisory.schema_version = Some(Text::from_static(Advisory::SCHEMA_VERSION));
        self.describe(&mut advisory, group);
        self.times(&mut advisory, group);
        advisory.affected = outcome.affected.into();
        advisory.database_specific = self.database_specific(outcome.kept)?;
        self.advisories.push(advisory);
        Ok(())
    }

    /// Other names and what it is about; of several accounts the first counts.
    fn describe(&mut self, to: &mut Advisory, group: &[Placed<'_>]) {
        let mut aliases = Vec::new();
        let mut seen = HashSet::from([&to.id]);
        let mut details: Option<&Text> = None;
        for (place, statement) in group {
            let place = place.child("vulnerability");
            let Some(VexVulnerability::Object(object)) = &statement.vulnerability else {
                self.left.take(&place);
                continue;
            };
            let named = if object.name.is_some() { "name" } else { "@id" };
            self.left.take_members(&place, &[named]);
            let fresh = object.aliases.iter().filter(|alias| seen.insert(alias));
            aliases.extend(fresh.cloned());
            self.left.take_each(&object.aliases, &place.child("aliases"));
            if let Some(text) = &object.description {
                if *details.get_or_insert(text) == text {
                    self.left.take(&place.child("description"));
                }
            }
        }
        let details = details.cloned();
        if !aliases.is_empty() {
            to.aliases = aliases.into();
        }
        to.details = details;
    }

    /// Published with the document; modified when the document or a statement last changed.
    fn times(&mut self, to: &mut Advisory, group: &[Placed<'_>]) {
        let root = Pointer::root();
        let document =
            [("timestamp", &self.vex.timestamp), ("last_updated", &self.vex.last_updated)];
        let of_document = document
            .into_iter()
            .filter_map(|(name, time)| Some((root.child(name), time.as_ref()?)));
        let of_statements = group.iter().flat_map(|(place, it)| {
            let times = [("timestamp", &it.timestamp), ("last_updated", &it.last_updated)];
            times.into_iter().filter_map(|(name, time)| Some((place.child(name), time.as_ref()?)))
        });
        let times: Vec<(Pointer, &Timestamp)> = of_document.chain(of_statements).collect();
        if let Some(time) = &self.vex.timestamp {
            to.published = Some(timestamps::in_utc(time).0);
            self.left.take(&root.child("timestamp"));
        }
        if let Some(last) = timestamps::latest(times.iter().map(|(_, time)| *time)) {
            to.modified = Some(timestamps::in_utc(last).0);
            let same = times.iter().filter(|(_, time)| *time == last);
            same.for_each(|(place, _)| self.left.take(place));
        }
    }

    fn database_specific(
        &mut self,
        kept: Map<String, Value>,
    ) -> Result<Option<RawObject>, Refusal> {
        let mut own = Map::new();
        let members = [("document", "@id", &self.vex.id), ("author", "author", &self.vex.author)];
        for (name, member, text) in members {
            if let Some(text) = text {
                self.copied += text.len();
                own.insert(name.to_owned(), json!(text));
                self.left.take(&Pointer::root().child(member));
            }
        }
        if self.copied > MOST_COPIED {
            return Err(Refusal::new("too-large", "the advisories would be many times as long"));
        }
        if !kept.is_empty() {
            own.insert("product_status".to_owned(), Value::Object(kept));
        }
        let own = (!own.is_empty()).then(|| json!({"openvex": own}));
        Ok(own.and_then(|own| RawObject::new(Raw::of(&own)?)))
    }
}

/// What a group of statements says of packages.
struct Said {
    statements: Statements,
    has_packages: bool,
    left: Leftovers,
}

impl Said {
    fn of(vex: &OpenVex, group: &[Placed<'_>]) -> Self {
        let relieved = relieved(vex, group);
        let mut said = Self {
            statements: Statements::default(),
            has_packages: false,
            left: Leftovers::default(),
        };
        for (place, statement) in group {
            said.statement(place, statement, time(vex, statement), &relieved);
        }
        said
    }

    fn statement(
        &mut self,
        at: &Pointer,
        statement: &VexStatement,
        time: Option<&Timestamp>,
        relieved: &HashMap<&str, &Timestamp>,
    ) {
        let (status, word) = status(statement);
        self.left.take(&at.child("status"));
        if statement.products.is_empty() {
            let note = "it names no product that can be read";
            self.left.say(at, LossKind::Dropped, note);
        }
        for (index, product) in statement.products.indexed() {
            let place = at.child("products").index(index);
            let Some((below, purl)) = product.purl() else {
                let note = "the product has no purl";
                self.left.lose(&place, LossKind::Dropped, note);
                continue;
            };
            let read = match Product::of_purl(purl) {
                Ok(read) => read,
                Err(why) => {
                    self.left.lose(&place, LossKind::Dropped, why);
                    continue;
                }
            };
            self.has_packages = true;
            self.take(&place, below, product, purl);
            let later = relieved.get(purl).filter(|_| status == Status::Affected);
            if later.is_some_and(|later| is_before(time, later)) {
                let note = "a later statement says otherwise of the same product";
                self.left.say(&place, LossKind::Dropped, note);
            } else {
                self.statements.say(status, word, &read, &place);
            }
        }
    }

    /// The purl is used, and the identifier where it is the same.
    fn take(&mut self, place: &Pointer, below: &[&str], product: &VexProduct, purl: &str) {
        let purl_place = below.iter().fold(place.clone(), |place, name| place.child(name));
        self.left.take(&purl_place);
        if let VexProduct::Object(object) = product {
            if object.id.as_deref() == Some(purl) {
                self.left.take(&place.child("@id"));
            }
        }
    }
}

fn status(statement: &VexStatement) -> (Status, &'static str) {
    match statement.status.as_deref() {
        Some("affected") => (Status::Affected, "affected"),
        Some("fixed") => (Status::Fixed, "fixed"),
        Some("not_affected") => (Status::Other, "not_affected"),
        Some("under_investigation") => (Status::Other, "under_investigation"),
        _ => (Status::Unread, "unread"),
    }
}

/// When a statement was known.
fn time<'a>(vex: &'a OpenVex, statement: &'a VexStatement) -> Option<&'a Timestamp> {
    statement.timestamp.as_ref().or(vex.timestamp.as_ref())
}

/// Products, whole and by their purls, of which a statement says that they are fixed or not
/// affected, with the time of the latest one.
fn relieved<'a>(vex: &'a OpenVex, group: &[Placed<'a>]) -> HashMap<&'a str, &'a Timestamp> {
    let mut latest: HashMap<&str, &Timestamp> = HashMap::new();
    for (_, statement) in group {
        let is_relief = matches!(statement.status.as_deref(), Some("fixed" | "not_affected"));
        let Some(time) = time(vex, statement).filter(|_| is_relief) else { continue };
        for product in statement.products.iter().filter(|product| !product.is_of_parts()) {
            let Some((_, purl)) = product.purl() else { continue };
            let known = latest.entry(purl).or_insert(time);
            if is_before(Some(known), time) {
                *known = time;
            }
        }
    }
    latest
}

/// Whether one time is before the other, as far as both can be read.
fn is_before(time: Option<&Timestamp>, other: &Timestamp) -> bool {
    let times = time.and_then(Timestamp::to_datetime).zip(other.to_datetime());
    times.is_some_and(|(time, other)| time < other)
}

/// Why an advisory does not hold what stands at a place.
fn why(place: &Pointer) -> &'static str {
    let last = place.tokens().last().unwrap_or_default();
    match last.as_str() {
        "justification" | "impact_statement" => {
            "an advisory does not say why something is not affected"
        }
        "action_statement" => "an advisory has no place for remedies",
        "subcomponents" => "an advisory is about whole packages",
        "hashes" => "an advisory is about versions, not about files",
        _ => "an advisory has no place for it",
    }
}
