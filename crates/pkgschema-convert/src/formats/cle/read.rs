//! The notices that a CLE document makes, as somebody else than its maker states them.
//!
//! | event | notice |
//! |---|---|
//! | `endOfSupport`, if no other support policy is defined | `deprecated`, `unmaintained` |
//! | `endOfLife` | `deprecated`, `unmaintained`; what the registry serves is unknown |
//! | `componentRenamed` | `relocated`, `renamed` |
//! | `withdrawn` | a retraction of the other event's notice: both say "as if it had never been" |
//! | the others | none: they neither end support nor say what a registry did |
//!
//! Invariant: a registry's act is never concluded from what the maker of a component plans.

use super::{Cle, CleEvent, CleEventType, CleVersions};
use crate::convert::{Document, Refusal};
use crate::leftovers::Leftovers;
use crate::{Converted, LossKind};
use pkgschema::Pointer;
use pkgschema::identity::{Purl, PurlText};
use pkgschema::object::{Items, List};
use pkgschema::takedown::{
    Category, Download, Effects, Evidence, EvidenceType, Method, NoticeType, Provenance, Reason,
    Registry, Relation, Replacement, Resolution, SchemaVersion, Status, Subject, TakedownNotice,
};
use pkgschema::text::{Link, Timestamp};
use std::collections::HashMap;

/// The notices.
pub(super) fn of(
    cle: &Cle,
    registry: &Registry,
    observed_at: &Timestamp,
) -> Result<Converted<Vec<TakedownNotice>>, Refusal> {
    let (purl, place) = component(cle, registry)?;
    let mut left = Leftovers::default();
    left.take(&place);
    let mut reading = Reading { cle, registry, observed_at, purl, left, made: HashMap::new() };
    let mut notices = Vec::new();
    let mut events: Vec<(usize, &CleEvent)> = cle.events.indexed().collect();
    // consumers process events from the oldest number to the newest
    events.sort_by_key(|(index, event)| (event.id, std::cmp::Reverse(*index)));
    for (index, event) in events {
        let place = Pointer::root().child("events").index(index);
        match reading.notice(event, &place) {
            Ok(notice) => notices.push(notice),
            Err(note) => reading.left.lose(&place, LossKind::Dropped, note),
        }
    }
    let view = cle.view();
    let losses = reading.left.finish_by(view.as_raw(), &|_| "a notice has no place for it");
    Ok(Converted::new(notices, losses))
}

/// The component's purl that the registry can hold, and where it stands.
fn component(cle: &Cle, registry: &Registry) -> Result<(Purl, Pointer), Refusal> {
    let root = Pointer::root().child("identifier");
    let several = matches!(cle.identifier, Some(super::CleComponent::Several(_)));
    let place = |index: usize| if several { root.index(index) } else { root.clone() };
    let mut fitting = Vec::new();
    for (index, text) in cle.identifiers().into_iter().enumerate() {
        let Ok(purl) = text.to_purl() else { continue };
        let kind = registry.purl_type.as_deref();
        if kind.is_none_or(|kind| kind == purl.package_type().name()) {
            fitting.push((purl, place(index)));
        }
    }
    let odd = match &cle.identifier {
        Some(super::CleComponent::Several(list)) => list.has_odd(),
        _ => false,
    };
    let Some((first, at)) = fitting.first().cloned() else {
        return Err(Refusal::new(
            "no-package",
            "no identifier is a package of the registry's type",
        ));
    };
    if odd || fitting.iter().any(|(other, _)| other.package_key() != first.package_key()) {
        let words = "which of its identifiers the registry holds is not known";
        return Err(Refusal::new("several-packages", words));
    }
    if first.version().is_some() {
        let words = "an identifier has a version, so that it is not known what events are about";
        return Err(Refusal::new("identifier-with-version", words));
    }
    Ok((first, at))
}

struct Reading<'a> {
    cle: &'a Cle,
    registry: &'a Registry,
    observed_at: &'a Timestamp,
    purl: Purl,
    left: Leftovers,
    /// The notices by the events that they were made of.
    made: HashMap<u64, TakedownNotice>,
}

impl Reading<'_> {
    fn notice(
        &mut self,
        event: &CleEvent,
        place: &Pointer,
    ) -> Result<TakedownNotice, &'static str> {
        let kind = event.event_type.as_ref().ok_or("nothing says what happens")?;
        let time =
            |time: &Option<Timestamp>| time.clone().filter(|time| time.to_datetime().is_some());
        let published = time(&event.published).ok_or("when it was published cannot be read")?;
        let effective = time(&event.effective).ok_or("when it takes effect cannot be read")?;
        let mut notice = self.blank(published);
        match kind {
            CleEventType::EndOfSupport => self.support(event, &mut notice, place)?,
            CleEventType::EndOfLife => self.life(event, &mut notice, place)?,
            CleEventType::ComponentRenamed => self.renamed(event, &mut notice, place)?,
            CleEventType::Withdrawn => self.withdrawn(event, &mut notice, place)?,
            other => return Err(no_notice(other)),
        }
        if effective != notice.issued_at {
            notice.effective_from = Some(effective);
        }
        self.left.take_members(place, &["type", "effective", "published"]);
        let notice = notice.named_by_content();
        match event.id {
            Some(id) if self.made.insert(id, notice.clone()).is_some() => {
                let note = "another event has this number; a withdrawal means the later one";
                self.left.lose(&place.child("id"), LossKind::Changed, note);
            }
            _ => self.left.lose(&place.child("id"), LossKind::Changed, "notices have names"),
        }
        Ok(notice)
    }

    /// A decision of which nothing is said yet.
    fn blank(&self, issued: Timestamp) -> TakedownNotice {
        let (id, kind) = (Link::from_document("urn:uuid:"), NoticeType::Decision);
        let subject = Subject::of_purl(&self.purl);
        let (version, status) = (SchemaVersion::CURRENT, Status::Deprecated);
        let registry = self.registry.clone();
        let mut notice =
            TakedownNotice::new(version, id, kind, registry, vec![subject], status, issued);
        let mut provenance = Provenance::default();
        provenance.method = Some(Method::ThirdParty);
        provenance.source = Some("CLE (ECMA-428)".into());
        provenance.observed_at = Some(self.observed_at.clone());
        notice.provenance = Some(provenance);
        notice
    }

    /// The end of the only support policy is the end of support.
    fn support(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        let policies = self.cle.definitions.as_ref().map(|it| &it.support);
        let only = policies.filter(|list| list.len() == 1 && !list.has_odd());
        let only = only.and_then(|list| list.first()?.id.as_ref());
        if only.is_none() || only != event.support_id.as_ref() {
            return Err("whether another support policy goes on is not known");
        }
        self.unmaintained(event, notice, place)?;
        let note = "a notice names no support policy";
        self.left.lose(&place.child("supportId"), LossKind::Dropped, note);
        Ok(())
    }

    fn life(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        self.unmaintained(event, notice, place)?;
        let mut effects = Effects::default();
        effects.resolution = Some(Resolution::Unknown);
        effects.download = Some(Download::Unknown);
        notice.effects = Some(effects);
        let note = "that its distribution ends is not said: what the registry serves is unknown";
        self.left.say(&place.child("type"), LossKind::Changed, note);
        Ok(())
    }

    fn unmaintained(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        notice.subjects = Items::from(self.subjects(event)?);
        notice.reason = Some(reason(Category::Unmaintained));
        for (index, versions) in event.versions.indexed() {
            let place = place.child("versions").index(index);
            let read = if versions.range.is_some() { "range" } else { "version" };
            self.left.take(&place.child(read));
        }
        Ok(())
    }

    /// The versions, one subject each; none is left out.
    fn subjects(&self, event: &CleEvent) -> Result<Vec<Subject>, &'static str> {
        if event.versions.is_empty() || event.versions.has_odd() {
            return Err("which versions it is about cannot be read");
        }
        event.versions.iter().map(|versions| self.subject(versions)).collect()
    }

    fn subject(&self, versions: &CleVersions) -> Result<Subject, &'static str> {
        let mut subject = Subject::of_purl(&self.purl);
        match (&versions.range, &versions.version) {
            (Some(_), Some(_)) => return Err("a range and a version stand in one place"),
            (None, None) => return Err("which versions it is about cannot be read"),
            (None, Some(version)) => subject.versions.push(version.clone()),
            (Some(text), None) => {
                let vers = text.to_vers().map_err(|_| "a range cannot be read")?;
                match (vers.is_star(), vers.vers_type()) {
                    (_, "none") => return Err("it is about no version"),
                    (true, _) => {}
                    (false, _) => subject.version_range = Some(text.clone()),
                }
            }
        }
        Ok(subject)
    }

    fn renamed(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        if event.versions.is_present() || event.rest.get("versions").is_some() {
            return Err("a renaming is one of the whole component, and it names versions");
        }
        self.names(event, notice, place)?;
        notice.status = Status::Relocated;
        let mut reason = reason(Category::Renamed);
        reason.message = event.description.clone();
        notice.reason = Some(reason);
        self.left.take(&place.child("description"));
        notice.evidence = self.evidence(event, place);
        Ok(())
    }

    /// The new names as what takes the package's place.
    fn names(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        for (index, identifier) in event.identifiers.indexed() {
            let place = place.child("identifiers").index(index);
            let readable = |purl: &PurlText| purl.to_purl().is_ok();
            let Some(purl) = identifier.purl().filter(readable) else { continue };
            let mut replacement = Replacement::default();
            replacement.purl = Some(purl);
            replacement.relation = Some(Relation::RelocatedTo);
            notice.replacements.push(replacement);
            self.left.take_members(&place, &["type", "value"]);
        }
        if notice.replacements.is_empty() {
            return Err("no new identifier is a package URL");
        }
        Ok(())
    }

    /// What is withdrawn counts as if it had never been, which is what a retraction says.
    fn withdrawn(
        &mut self,
        event: &CleEvent,
        notice: &mut TakedownNotice,
        place: &Pointer,
    ) -> Result<(), &'static str> {
        let earlier = event.event_id.filter(|target| event.id.is_some_and(|id| *target < id));
        let target = earlier.ok_or("it does not withdraw an earlier event")?;
        let target = self.made.get(&target).ok_or("no notice was made of what it withdraws")?;
        notice.notice_type = NoticeType::Retraction;
        notice.status = Status::Active;
        notice.subjects = target.subjects.clone();
        notice.targets.push(target.id.clone());
        if let Some(message) = &event.reason {
            let mut reason = Reason::default();
            reason.message = Some(message.clone());
            notice.reason = Some(reason);
        }
        notice.evidence = self.evidence(event, place);
        self.left.take_members(place, &["eventId", "reason"]);
        Ok(())
    }

    fn evidence(&mut self, event: &CleEvent, place: &Pointer) -> List<Evidence> {
        self.left.take_each(&event.references, &place.child("references"));
        let one = |link: &Link| {
            let mut evidence = Evidence::default();
            evidence.evidence_type = Some(EvidenceType::Announcement);
            evidence.url = Some(link.clone());
            evidence
        };
        List::unless_empty(event.references.iter().map(one).collect())
    }
}

fn reason(category: Category) -> Reason {
    let mut reason = Reason::default();
    reason.category = Some(category);
    reason
}

/// Why no notice is made of an event of this type.
fn no_notice(kind: &CleEventType) -> &'static str {
    match kind {
        CleEventType::Released => "to be released is nothing that a notice says",
        CleEventType::EndOfDevelopment => "it is supported still",
        CleEventType::EndOfDistribution => "what the registry holds and serves is not known",
        CleEventType::EndOfMarketing => "it may be available and supported still",
        CleEventType::SupersededBy => "what is superseded may be supported still",
        _ => "nobody knows what such an event says",
    }
}
