//! The CLE document that notices make.
//!
//! | notice | event |
//! |---|---|
//! | `archived`; `deprecated` as `unmaintained` | `endOfSupport` |
//! | `deprecated` as `superseded`, by a version of the same package | `supersededBy` |
//! | `relocated`; `deprecated` as `renamed`: a whole package | `componentRenamed` |
//! | a retraction of one of these | `withdrawn`: as if it had never been |
//!
//! A reversal is none: what it lifts was right until then, and a withdrawn event never was. The
//! other ends are more or less than what a notice says: `endOfLife` ends distribution, which a
//! notice that leaves a package installable does not; `endOfDevelopment` goes on with fixes.
//!
//! Invariant: an event says nothing that its notice does not say, but for what is named.

use super::{
    Cle, CleComponent, CleDefinitions, CleEvent, CleEventType, CleIdentifier, ClePublication,
    CleVersions, event::PURL,
};
use crate::convert::Refusal;
use crate::formats::{purl_package, timestamps};
use crate::leftovers::Leftovers;
use crate::syntax::json::array;
use crate::{Converted, LossKind};
use pkgschema::identity::{Purl, PurlText};
use pkgschema::object::{List, Raw};
use pkgschema::takedown::{Lifecycle, NoticeType, Subject, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema::version::{Vers, VersText, vers::Comparator};
use pkgschema::{Pointer, Text};
use std::collections::HashMap;

/// The document.
pub(super) fn of(
    notices: &[TakedownNotice],
    by: &ClePublication,
) -> Result<Converted<Cle>, Refusal> {
    let mut writing =
        Writing { by, ids: HashMap::new(), left: Leftovers::default(), support: None };
    let mut cle = Cle::default();
    cle.schema = Some(Link::from_document(Cle::SCHEMA));
    cle.identifier = Some(CleComponent::One(component(notices)?));
    let mut events = Vec::with_capacity(notices.len());
    for (index, notice) in in_order(notices)? {
        let place = Pointer::root().index(index);
        let event = writing.event(notice, &place).map_err(|refusal| at(refusal, &place))?;
        events.push(event);
    }
    events.reverse();
    cle.events = List::from(events);
    cle.updated_at = writing.updated(notices)?;
    cle.definitions = writing.support.take();
    let view = Raw::from_string(array(notices.iter().map(TakedownNotice::to_json)));
    let view = view.unwrap_or_default();
    let losses = writing.left.finish_by(view.as_raw(), &|_| "an event has no place for it");
    Ok(Converted::new(cle, losses))
}

/// The refusal of one notice among several.
fn at(refusal: Refusal, place: &Pointer) -> Refusal {
    Refusal::new(refusal.code, format!("{place}: {}", refusal.detail))
}

/// The notices in the order of their issue, each with its place.
fn in_order(notices: &[TakedownNotice]) -> Result<Vec<(usize, &TakedownNotice)>, Refusal> {
    let mut timed = Vec::with_capacity(notices.len());
    for (index, notice) in notices.iter().enumerate() {
        let from = notice.applies_from().to_datetime();
        let Some((moment, _)) = notice.issued_at.to_datetime().zip(from) else {
            let refusal = Refusal::new("no-time", "a time in it cannot be read");
            return Err(at(refusal, &Pointer::root().index(index)));
        };
        timed.push((moment, index, notice));
    }
    timed.sort_by_key(|(moment, index, _)| (*moment, *index));
    Ok(timed.into_iter().map(|(_, index, notice)| (index, notice)).collect())
}

/// The one package that all notices are about.
fn component(notices: &[TakedownNotice]) -> Result<PurlText, Refusal> {
    let mut found: Option<PurlText> = None;
    for subject in notices.iter().flat_map(|notice| notice.subjects.iter()) {
        let purl = subject.purl.as_ref().and_then(|purl| purl.to_purl().ok());
        let Some(purl) = purl else {
            return Err(Refusal::new("no-package", "a subject is no package or version of one"));
        };
        let own = PurlText::from_document(purl_package::without_version(&purl));
        if *found.get_or_insert_with(|| own.clone()) != own {
            return Err(Refusal::new("several-packages", "a document is about one package"));
        }
    }
    found.ok_or_else(|| Refusal::new("no-package", "there is no notice about a package"))
}

struct Writing<'a> {
    by: &'a ClePublication,
    /// The events by the identifiers of their notices.
    ids: HashMap<Link, u64>,
    left: Leftovers,
    support: Option<CleDefinitions>,
}

impl Writing<'_> {
    fn updated(&mut self, notices: &[TakedownNotice]) -> Result<Option<Timestamp>, Refusal> {
        if let Some(time) = &self.by.updated_at {
            return Ok(Some(time.clone()));
        }
        let latest = timestamps::latest(notices.iter().map(|notice| &notice.issued_at));
        let note = "`updatedAt` is when the last of the notices was issued";
        self.left.say(&Pointer::root(), LossKind::Defaulted, note);
        let latest = latest.ok_or_else(|| Refusal::new("no-time", "no notice has a time"))?;
        Ok(Some(timestamps::in_utc(latest).0))
    }

    fn event(&mut self, notice: &TakedownNotice, place: &Pointer) -> Result<CleEvent, Refusal> {
        let mut event = CleEvent::default();
        event.published = Some(self.time(&notice.issued_at, &place.child("issuedAt")));
        event.effective = Some(match &notice.effective_from {
            Some(time) => self.time(time, &place.child("effectiveFrom")),
            None => timestamps::in_utc(&notice.issued_at).0,
        });
        match notice.notice_type {
            NoticeType::Decision => self.decision(notice, &mut event, place)?,
            NoticeType::Retraction => self.withdrawn(notice, &mut event, place)?,
            NoticeType::Reversal => {
                let words = "what is reversed was right until then; a withdrawn event never was";
                return Err(Refusal::new("reversal", words));
            }
            _ => return Err(Refusal::new("no-decision", "events are never changed")),
        }
        let id = self.ids.len() as u64 + 1;
        if self.ids.insert(notice.id.clone(), id).is_some() {
            return Err(Refusal::new("same-id-twice", "another notice has this identifier"));
        }
        event.id = Some(id);
        self.left.take_members(place, &["schemaVersion", "noticeType", "status"]);
        self.left.lose(&place.child("id"), LossKind::Changed, "events are numbered");
        Ok(event)
    }

    /// The time in UTC.
    fn time(&mut self, time: &Timestamp, place: &Pointer) -> Timestamp {
        let (utc, same) = timestamps::in_utc(time);
        match same {
            true => self.left.take(place),
            false => self.left.lose(place, LossKind::Normalized, "events are dated in UTC"),
        }
        utc
    }

    fn decision(
        &mut self,
        notice: &TakedownNotice,
        event: &mut CleEvent,
        place: &Pointer,
    ) -> Result<(), Refusal> {
        let step = notice.lifecycle().map_err(|why| Refusal::new(why.code, why.detail))?;
        self.left.take(&place.child("reason").child("category"));
        self.speaker(notice, place);
        let versions = place.child("subjects");
        match step {
            Lifecycle::EndOfSupport => {
                event.event_type = Some(CleEventType::EndOfSupport);
                event.support_id = Some(self.policy());
                event.versions = self.versions(notice, &versions)?;
            }
            Lifecycle::Superseded => {
                event.event_type = Some(CleEventType::SupersededBy);
                event.superseded_by_version = notice.superseding_version().map(Text::from);
                event.versions = self.versions(notice, &versions)?;
                self.left.take(&place.child("replacements").index(0).child("purl"));
                let note = "that it is no longer supported is not said";
                self.left.lose(&place.child("status"), LossKind::Changed, note);
            }
            Lifecycle::Renamed => self.renamed(notice, event, place),
            _ => return Err(Refusal::new("no-event", "no event says this")),
        }
        Ok(())
    }

    /// Whoever publishes events does so as the maker of the component.
    fn speaker(&mut self, notice: &TakedownNotice, place: &Pointer) {
        let role = notice.authority.as_ref().and_then(|authority| authority.role.as_ref());
        match role.map(|role| role.as_str()) {
            Some("maintainer") => {
                let place = place.child("authority").child("role");
                self.left.lose(&place, LossKind::Normalized, "events are always the maintainers'");
            }
            _ => {
                let note = "events are the maintainers' own; who decided is not known";
                self.left.say(place, LossKind::Defaulted, note);
            }
        }
    }

    /// The support policy, which stands in the document once.
    fn policy(&mut self) -> Text {
        let (support, id, loss) = self.by.support();
        if self.support.is_none() {
            self.left.extend(loss);
            let mut definitions = CleDefinitions::default();
            definitions.support.push(support);
            self.support = Some(definitions);
        }
        id
    }

    fn versions(
        &mut self,
        notice: &TakedownNotice,
        place: &Pointer,
    ) -> Result<List<CleVersions>, Refusal> {
        let mut list = List::absent();
        for (index, subject) in notice.subjects.indexed() {
            let place = place.index(index);
            for range in ranges(subject)? {
                let mut versions = CleVersions::default();
                versions.range = Some(range);
                if !list.contains(&versions) {
                    list.push(versions);
                }
            }
            self.left.take_members(&place, &["purl", "versions", "versionRange"]);
        }
        Ok(list)
    }

    fn renamed(&mut self, notice: &TakedownNotice, event: &mut CleEvent, place: &Pointer) {
        event.event_type = Some(CleEventType::ComponentRenamed);
        for (index, replacement) in notice.replacements.indexed() {
            let place = place.child("replacements").index(index);
            let mut identifier = CleIdentifier::default();
            identifier.identifier_type = Some(PURL.into());
            identifier.value = replacement.purl.as_ref().map(|purl| Text::from(purl.as_str()));
            if !event.identifiers.contains(&identifier) {
                event.identifiers.push(identifier);
            }
            self.left.take_members(&place, &["purl", "relation"]);
        }
        for (index, _) in notice.subjects.indexed() {
            self.left.take(&place.child("subjects").index(index).child("purl"));
        }
        let message = notice.reason.as_ref().and_then(|reason| reason.message.clone());
        event.description = message;
        self.left.take(&place.child("reason").child("message"));
        event.references = self.references(notice, place);
    }

    fn references(&mut self, notice: &TakedownNotice, place: &Pointer) -> List<Link> {
        let mut references = List::absent();
        for (index, evidence) in notice.evidence.indexed() {
            let Some(url) = &evidence.url else { continue };
            self.left.take(&place.child("evidence").index(index).child("url"));
            if !references.contains(url) {
                references.push(url.clone());
            }
        }
        references
    }

    /// The event that takes back the event of a notice.
    fn withdrawn(
        &mut self,
        notice: &TakedownNotice,
        event: &mut CleEvent,
        place: &Pointer,
    ) -> Result<(), Refusal> {
        notice.may_be_an_event().map_err(|why| Refusal::new(why.code, why.detail))?;
        self.speaker(notice, place);
        let targets: Vec<u64> =
            notice.targets.iter().filter_map(|target| self.ids.get(target).copied()).collect();
        let [target] = targets[..] else {
            let words = "it does not retract exactly one of the notices that were issued before";
            return Err(Refusal::new("withdraws-nothing", words));
        };
        if notice.targets.len() > 1 || notice.targets.has_odd() {
            return Err(Refusal::new("several-targets", "an event withdraws one other"));
        }
        event.event_type = Some(CleEventType::Withdrawn);
        event.event_id = Some(target);
        event.reason = notice.reason.as_ref().and_then(|reason| reason.message.clone());
        event.references = self.references(notice, place);
        self.left.take_members(place, &["targets", "subjects"]);
        self.left.take(&place.child("reason").child("message"));
        Ok(())
    }
}

/// The versions of a subject; all of them where it is the whole package.
fn ranges(subject: &Subject) -> Result<Vec<VersText>, Refusal> {
    let unreadable = || Refusal::new("no-package", "a subject's package cannot be read");
    let purl = subject.purl.as_ref().and_then(|purl| purl.to_purl().ok()).ok_or_else(unreadable)?;
    let mut ranges: Vec<VersText> = subject.version_range.iter().cloned().collect();
    let single = purl.version().map(|version| version.into_owned());
    let listed = subject.versions.iter().map(|version| version.as_str().to_owned());
    let listed: Vec<String> = single.into_iter().chain(listed).collect();
    if !listed.is_empty() {
        ranges.push(points(&purl, &listed)?);
    } else if ranges.is_empty() && subject.versions.is_present() {
        return Err(Refusal::new("no-versions", "an empty list leaves open which are meant"));
    } else if ranges.is_empty() {
        ranges.push(every(&purl)?);
    }
    Ok(ranges)
}

fn points(purl: &Purl, listed: &[String]) -> Result<VersText, Refusal> {
    let start = Vers::builder(purl.package_type().name());
    let add = |built: pkgschema::version::vers::Builder, version: &String| {
        built.constraint(Comparator::Equal, version)
    };
    finished(listed.iter().fold(start, add))
}

fn every(purl: &Purl) -> Result<VersText, Refusal> {
    finished(Vers::builder(purl.package_type().name()).star())
}

fn finished(builder: pkgschema::version::vers::Builder) -> Result<VersText, Refusal> {
    let vers = builder.build().map_err(|error| Refusal::new("no-range", error.to_string()))?;
    Ok(VersText::from(&vers))
}
