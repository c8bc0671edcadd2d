//! Advisories of a CSAF document.
//!
//! Source: CSAF 2.0 and 2.1, clause 3.2; OSV schema 1.7.5.
//!
//! Invariant: a product that is said to be affected comes out affected, or a loss says why not.

use super::products::Products;
use super::{Csaf, CsafMeta, CsafReference, CsafVulnerability, ProductStatus, identifiers};
use crate::convert::Refusal;
use crate::formats::timestamps;
use crate::formats::vex::{Outcome, Statements, Status};
use crate::identifiers::is_cve;
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind};
use pkgschema::advisory::{Advisory, Reference, ReferenceType};
use pkgschema::object::{List, Raw, RawObject, raw};
use pkgschema::{Pointer, Text};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

mod account;
mod scores;

/// The most text that is copied into advisories from what they share, in bytes.
const MOST_COPIED: usize = 1 << 26;

/// Longest title of the document that stands in for one of a vulnerability, in bytes.
const LONGEST_TITLE: usize = 1 << 12;

/// The advisories.
pub(super) fn of(csaf: &Csaf) -> Result<Converted<Vec<Advisory>>, Refusal> {
    let products = Products::of(csaf.product_tree.as_ref());
    if !products.has_packages() {
        let detail = "no product has a purl of an ecosystem that advisories know";
        return Err(Refusal::new("no-package", detail));
    }
    let mut making = Making::new(csaf, &products);
    for (index, vulnerability) in csaf.vulnerabilities.indexed() {
        making.vulnerability(index, vulnerability)?;
    }
    if making.advisories.is_empty() {
        let detail = "no package is said to be affected or fixed";
        return Err(Refusal::new("nothing-affected", detail));
    }
    let view = csaf.view();
    let Making { advisories, left, .. } = making;
    let losses = left.finish_by(view.as_raw(), &account::why);
    Ok(Converted::new(advisories, losses))
}

struct Making<'a> {
    meta: Option<&'a CsafMeta>,
    products: &'a Products<'a>,
    taken: HashSet<Text>,
    advisories: Vec<Advisory>,
    left: Leftovers,
    /// What counts only if the vulnerability at hand becomes an advisory.
    pending: Leftovers,
    copied: usize,
}

impl<'a> Making<'a> {
    fn new(csaf: &'a Csaf, products: &'a Products<'a>) -> Self {
        let mut left = Leftovers::default();
        let document = Pointer::root().child("document");
        left.take(&document.child("csaf_version"));
        Self {
            meta: csaf.document.as_ref(),
            products,
            taken: HashSet::new(),
            advisories: Vec::new(),
            left,
            pending: Leftovers::default(),
            copied: 0,
        }
    }

    fn vulnerability(&mut self, index: usize, it: &CsafVulnerability) -> Result<(), Refusal> {
        let place = Pointer::root().child("vulnerabilities").index(index);
        let mut scored = scores::Scored::of(it, self.products, &place);
        let outcome = self.statements(it, &place)?;
        let pending = std::mem::take(&mut self.pending);
        if outcome.affected.is_empty() {
            let note = "no package of it is affected or fixed, so there is no advisory for it; \
                        that is no word about other packages";
            self.left.lose(&place, LossKind::Dropped, note);
            return Ok(());
        }
        let mut advisory = self.advisory(index, it, &place)?;
        self.left.join(pending);
        self.left.extend(outcome.losses);
        advisory.affected = outcome.affected.into();
        scored.share(&mut advisory);
        self.left.join(scored.left);
        advisory.database_specific = self.database_specific(it, outcome.kept, &place);
        self.advisories.push(advisory);
        Ok(())
    }

    fn copy(&mut self, size: usize) -> Result<(), Refusal> {
        self.copied += size;
        match self.copied > MOST_COPIED {
            true => Err(Refusal::new("too-large", "the advisories would be many times as long")),
            false => Ok(()),
        }
    }

    fn statements(&mut self, it: &CsafVulnerability, at: &Pointer) -> Result<Outcome, Refusal> {
        let mut statements = Statements::default();
        let Some(status) = &it.product_status else { return Ok(statements.finish()) };
        let at = at.child("product_status");
        for (word, kind, list) in lists(status) {
            let mut seen = HashSet::new();
            for (index, id) in list.indexed() {
                let place = at.child(word).index(index);
                self.pending.take(&place);
                if seen.insert(id) {
                    self.say(&mut statements, (kind, word), id, &place)?;
                }
            }
        }
        self.unread(&mut statements, status, &at)?;
        Ok(statements.finish())
    }

    /// Lists under words that the standard does not know, and what is no list at all.
    fn unread(
        &mut self,
        statements: &mut Statements,
        status: &ProductStatus,
        at: &Pointer,
    ) -> Result<(), Refusal> {
        for (word, list) in status.rest.iter() {
            let place = at.child(word);
            let texts = raw::elements(list.as_raw()).unwrap_or_else(|| vec![list.as_raw()]);
            let mut seen = HashSet::new();
            for id in texts.into_iter().filter_map(raw::string) {
                if seen.insert(id.clone()) {
                    self.say(statements, (Status::Unread, "unread"), &id, &place)?;
                }
            }
        }
        Ok(())
    }

    fn say(
        &mut self,
        statements: &mut Statements,
        (kind, word): (Status, &'static str),
        id: &str,
        place: &Pointer,
    ) -> Result<(), Refusal> {
        match self.products.find(id) {
            Ok(found) => {
                found.marks().for_each(|mark| self.pending.take(mark));
                let size = found.packages.iter().map(|product| product.size()).sum();
                self.copy(size)?;
                for product in found.packages {
                    statements.say(kind, word, product, place);
                }
            }
            Err(why) => self.pending.say(place, LossKind::Dropped, why),
        }
        Ok(())
    }

    fn advisory(
        &mut self,
        index: usize,
        it: &CsafVulnerability,
        place: &Pointer,
    ) -> Result<Advisory, Refusal> {
        let tracking = self.meta.and_then(|meta| meta.tracking.as_ref());
        let (id, by_cve) = identifiers::id_of(it, tracking, index, &mut self.taken);
        let mut advisory = Advisory::new(id);
        advisory.schema_version = Some(Text::from_static(Advisory::SCHEMA_VERSION));
        self.aliases(&mut advisory, it, place, by_cve);
        self.dates(&mut advisory);
        self.summary(&mut advisory, it, place)?;
        self.details(&mut advisory, it, place);
        self.references(&mut advisory, it, place)?;
        self.credits(&mut advisory, it, place);
        Ok(advisory)
    }

    /// Identifiers of the vulnerability are aliases, the document's own is related.
    fn aliases(&mut self, to: &mut Advisory, it: &CsafVulnerability, at: &Pointer, by_cve: bool) {
        let mut aliases = Vec::new();
        let mut seen = HashSet::from([to.id.as_str().to_owned()]);
        if let Some(cve) = it.cve.as_ref().filter(|cve| by_cve || is_cve(cve)) {
            self.left.take(&at.child("cve"));
            if seen.insert(cve.as_str().to_owned()) {
                aliases.push(cve.clone());
            }
        }
        for (index, id) in it.ids.indexed() {
            let Some(text) = id.text.as_ref().filter(|text| identifiers::is_alias(text)) else {
                continue;
            };
            self.left.take(&at.child("ids").index(index).child("text"));
            match seen.insert(text.as_str().to_owned()) {
                true => aliases.push(text.clone()),
                false => {
                    let place = at.child("ids").index(index).child("text");
                    let note = "it is an identifier already";
                    self.left.say(&place, LossKind::Normalized, note);
                }
            }
        }
        if !aliases.is_empty() {
            to.aliases = aliases.into();
        }
        let tracking = self.meta.and_then(|meta| meta.tracking.as_ref());
        if let Some(id) = tracking.and_then(|it| it.id.as_ref()).filter(|id| **id != to.id) {
            to.related = vec![id.clone()].into();
            let place = Pointer::root().child("document").child("tracking");
            self.left.take(&place.child("id"));
        }
    }

    fn dates(&mut self, to: &mut Advisory) {
        let Some(meta) = self.meta else { return };
        let Some(tracking) = &meta.tracking else { return };
        let place = Pointer::root().child("document").child("tracking");
        let dates = [
            ("current_release_date", &tracking.current_release_date),
            ("initial_release_date", &tracking.initial_release_date),
        ];
        let [modified, published] = dates.map(|(name, date)| {
            let (date, is_same) = timestamps::in_utc(date.as_ref()?);
            let place = place.child(name);
            self.left.take(&place);
            // once for the document, not once for each vulnerability
            if !is_same && self.advisories.is_empty() {
                self.left.say(&place, LossKind::Normalized, "the same time in UTC");
            }
            Some(date)
        });
        if meta.category.as_deref() == Some("csaf_withdrawn") {
            to.withdrawn.clone_from(&modified);
            self.left.take(&Pointer::root().child("document").child("category"));
        }
        (to.modified, to.published) = (modified, published);
    }

    fn summary(
        &mut self,
        to: &mut Advisory,
        it: &CsafVulnerability,
        at: &Pointer,
    ) -> Result<(), Refusal> {
        if let Some(title) = &it.title {
            self.left.take(&at.child("title"));
            to.summary = Some(title.clone());
            return Ok(());
        }
        let title = self.meta.and_then(|meta| meta.title.as_ref());
        if let Some(title) = title.filter(|title| title.len() <= LONGEST_TITLE) {
            self.copy(title.len())?;
            self.left.take(&Pointer::root().child("document").child("title"));
            to.summary = Some(title.clone());
        }
        Ok(())
    }

    /// The notes that tell of the vulnerability, one below the other.
    fn details(&mut self, to: &mut Advisory, it: &CsafVulnerability, at: &Pointer) {
        let mut details = String::new();
        for (index, note) in it.notes.indexed() {
            let tells = ["description", "details", "general", "summary"];
            let category = note.category.as_deref().unwrap_or_default();
            let Some(text) = note.text.as_ref().filter(|_| tells.contains(&category)) else {
                continue;
            };
            if !details.is_empty() {
                details.push_str("\n\n");
            }
            details.push_str(text);
            self.left.take_members(&at.child("notes").index(index), &["category", "text"]);
        }
        if !details.is_empty() {
            to.details = Some(Text::from(details));
        }
    }

    fn references(
        &mut self,
        to: &mut Advisory,
        it: &CsafVulnerability,
        at: &Pointer,
    ) -> Result<(), Refusal> {
        let mut references = Vec::new();
        let root = Pointer::root().child("document");
        if let Some(meta) = self.meta {
            let own = meta.references.indexed();
            let own = own.filter(|(_, it)| it.category.as_deref() == Some("self"));
            for (index, reference) in own {
                let place = root.child("references").index(index);
                self.copy(reference.url.as_ref().map_or(0, |url| url.as_str().len() + 64))?;
                self.reference(&mut references, reference, &place, ReferenceType::Advisory);
            }
        }
        for (index, reference) in it.references.indexed() {
            let place = at.child("references").index(index);
            self.reference(&mut references, reference, &place, ReferenceType::Web);
        }
        if !references.is_empty() {
            to.references = references.into();
        }
        Ok(())
    }

    fn reference(
        &mut self,
        to: &mut Vec<Reference>,
        from: &CsafReference,
        place: &Pointer,
        of_type: ReferenceType,
    ) {
        if let Some(url) = &from.url {
            self.left.take(&place.child("url"));
            if of_type == ReferenceType::Advisory {
                self.left.take(&place.child("category"));
            }
            to.push(Reference::new(of_type, url.clone()));
        }
    }

    fn database_specific(
        &mut self,
        it: &CsafVulnerability,
        kept: Map<String, Value>,
        at: &Pointer,
    ) -> Option<RawObject> {
        let mut own = Map::new();
        let weaknesses = self.weaknesses(it, at);
        if !weaknesses.is_empty() {
            own.insert("cwe_ids".to_owned(), json!(weaknesses));
        }
        let mut csaf = Map::new();
        let meta = self.meta;
        let publisher = meta.and_then(|it| it.publisher.as_ref()?.name.as_deref());
        let tracking = meta.and_then(|it| it.tracking.as_ref()?.id.as_deref());
        for (name, value) in [("publisher", publisher), ("tracking_id", tracking)] {
            if let Some(value) = value.filter(|value| value.len() <= LONGEST_TITLE) {
                csaf.insert(name.to_owned(), json!(value));
            }
        }
        if csaf.contains_key("publisher") {
            let place = Pointer::root().child("document").child("publisher").child("name");
            self.left.take(&place);
        }
        if !kept.is_empty() {
            csaf.insert("product_status".to_owned(), Value::Object(kept));
        }
        if !csaf.is_empty() {
            own.insert("csaf".to_owned(), Value::Object(csaf));
        }
        (!own.is_empty()).then(|| RawObject::new(Raw::of(&own)?))?
    }

    fn weaknesses(&mut self, it: &CsafVulnerability, at: &Pointer) -> Vec<Text> {
        let one = it.cwe.iter().map(|cwe| (at.child("cwe"), cwe));
        let many = it.cwes.indexed();
        let many = many.map(|(index, cwe)| (at.child("cwes").index(index), cwe));
        let mut ids: Vec<Text> = Vec::new();
        let mut seen = HashSet::new();
        for (place, cwe) in one.chain(many) {
            if let Some(id) = &cwe.id {
                self.left.take(&place.child("id"));
                if seen.insert(id) {
                    ids.push(id.clone());
                }
            }
        }
        ids
    }
}

/// The lists of a status, with what each means for an advisory.
fn lists(status: &ProductStatus) -> [(&'static str, Status, &List<Text>); 9] {
    [
        ("known_affected", Status::Affected, &status.known_affected),
        ("first_affected", Status::FirstAffected, &status.first_affected),
        ("last_affected", Status::LastAffected, &status.last_affected),
        ("first_fixed", Status::FirstFixed, &status.first_fixed),
        ("fixed", Status::Fixed, &status.fixed),
        ("recommended", Status::Other, &status.recommended),
        ("known_not_affected", Status::Other, &status.known_not_affected),
        ("under_investigation", Status::Other, &status.under_investigation),
        ("unknown", Status::Other, &status.unknown),
    ]
}
