//! The advisory that a notice about malware or a vulnerability makes.
//!
//! | notice | OSV |
//! |---|---|
//! | `subjects` | `affected`, one each; a whole package from `0` on, and the versions that are known |
//! | `issuedAt` | `published` |
//! | `reason.message` | `details` |
//! | `aliases`, `related` | the same |
//! | `evidence` | `references` |
//! | a retraction's `issuedAt` | `withdrawn` |
//! | everything else | `database_specific.takedown`, where OSV's readers do not look |
//!
//! Source: OSV schema 1.7.5. Its identifiers are given by databases, so none is made up here.
//!
//! Invariant: an advisory reaches no version of a package that the notice does not reach, but for
//! what is named; and only a retraction withdraws one.

use super::carried::{Carried, NotCarried, Unplaced, refuse};
use super::malware::{is_about_malware, refer};
use super::withdrawal::withdraw;
use crate::advisory::{Advisory, Affected, AffectedBuilder, Reference, ReferenceType};
use crate::identity::{PackageName, Purl};
use crate::object::{Object, Raw, RawObject, Writer, raw};
use crate::takedown::{Category, Evidence, EvidenceType, NoticeType, Subject, TakedownNotice};
use crate::version::Scheme;
use crate::{Pointer, Text};
use serde_json::value::RawValue;

/// Who knows the versions of a package.
pub type KnownVersions<'a> = &'a dyn Fn(&Purl) -> Vec<Text>;

/// What the caller knows that the notice does not say.
#[derive(Default)]
#[non_exhaustive]
pub struct AdvisoryFacts<'a> {
    /// The advisory's identifier. Without one, an alias of the notice is taken: the first one of
    /// the database `MAL-`, or else the first.
    pub id: Option<Text>,
    /// The notice that lifts this one, if one does.
    pub lifted_by: Option<&'a TakedownNotice>,
    /// The versions of a package that are known, for subjects that are whole packages.
    pub versions: Option<KnownVersions<'a>>,
}

/// The advisory that a decision (or its amendment) about malware or a vulnerability makes.
/// Pointers of what is not carried are into the notice.
///
/// ```
/// use pkgschema::{exchange::{AdvisoryFacts, advisory_of_notice}, takedown::TakedownNotice};
/// let notice = TakedownNotice::parse(r#"{"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
///     "registry": {"url": "https://registry.example"}, "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
///     "status": "deleted", "reason": {"category": "malware"}, "aliases": ["MAL-2026-1"],
///     "issuedAt": "2026-05-04T10:00:00Z"}"#)?;
/// let made = advisory_of_notice(&notice, &AdvisoryFacts::default()).unwrap();
/// assert_eq!((&*made.value.id, &*made.value.affected[0].versions[0]), ("MAL-2026-1", "1.0.0"));
/// assert!(made.unplaced.iter().any(|it| it.pointer.as_str() == "/status"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the notice is about something else, about no package of an ecosystem of OSV's, or has no
/// identifier that an advisory could have, by name.
pub fn advisory_of_notice(
    notice: &TakedownNotice,
    facts: &AdvisoryFacts<'_>,
) -> Result<Carried<Advisory>, NotCarried> {
    let category = category(notice)?;
    let id = facts.id.clone().filter(|id| !id.is_empty()).or_else(|| alias(notice));
    let Some(id) = id else {
        return refuse("no-identifier", "a database gives identifiers, and none is known");
    };
    let mut left = Unplaced::default();
    let mut advisory = Advisory::new(id);
    words(notice, &mut advisory);
    subjects(notice, facts, &mut advisory, &mut left);
    if advisory.affected.is_empty() {
        return refuse("no-package", "no subject is a package that OSV could name");
    }
    advisory.database_specific = rest(notice, category, &advisory, &mut left);
    lifted(notice, facts.lifted_by, &mut advisory, &mut left);
    Ok(left.done(advisory))
}

fn category(notice: &TakedownNotice) -> Result<&Category, NotCarried> {
    if !matches!(notice.notice_type, NoticeType::Decision | NoticeType::Amendment) {
        return refuse("no-decision", "it says what becomes of another notice");
    }
    match notice.reason.as_ref().and_then(|reason| reason.category.as_ref()) {
        Some(category @ (Category::Malware | Category::Vulnerability)) => Ok(category),
        _ => refuse("no-security-reason", "neither malware nor a vulnerability is its reason"),
    }
}

fn alias(notice: &TakedownNotice) -> Option<Text> {
    let of_malware = notice.aliases.iter().find(|id| id.starts_with("MAL-"));
    of_malware.or(notice.aliases.first()).cloned()
}

/// Times, names, details, references.
fn words(notice: &TakedownNotice, advisory: &mut Advisory) {
    advisory.schema_version = Some(Advisory::SCHEMA_VERSION.into());
    advisory.published = Some(notice.issued_at.clone());
    advisory.modified = Some(notice.issued_at.clone());
    let others = notice.aliases.iter().filter(|alias| **alias != advisory.id);
    others.for_each(|alias| advisory.aliases.push(alias.clone()));
    notice.related.iter().for_each(|id| advisory.related.push(id.clone()));
    advisory.details = notice.reason.as_ref().and_then(|reason| reason.message.clone());
    for evidence in notice.evidence.iter() {
        if let Some(url) = &evidence.url {
            advisory.references.push(Reference::new(kind(evidence), url.clone()));
        }
    }
}

fn kind(evidence: &Evidence) -> ReferenceType {
    match evidence.evidence_type {
        Some(EvidenceType::Advisory) => ReferenceType::Advisory,
        Some(EvidenceType::Analysis) => ReferenceType::Report,
        _ => ReferenceType::Web,
    }
}

/// An entry for each subject.
fn subjects(
    notice: &TakedownNotice,
    facts: &AdvisoryFacts<'_>,
    advisory: &mut Advisory,
    left: &mut Unplaced,
) {
    let root = Pointer::root().child("subjects");
    for (index, subject) in notice.subjects.indexed() {
        let place = root.index(index);
        match affected(subject, facts, &place, left) {
            Ok(entry) => advisory.affected.push(entry),
            Err(note) => left.leave(place, note),
        }
    }
    for (index, _) in notice.subjects.odd() {
        left.leave(root.index(index), "no subject, so that it names no package");
    }
}

/// A subject as an entry, or why it is none.
fn affected(
    subject: &Subject,
    facts: &AdvisoryFacts<'_>,
    place: &Pointer,
    left: &mut Unplaced,
) -> Result<Affected, &'static str> {
    if subject.rest.iter().any(|(name, _)| Subject::MEMBERS.contains(&name)) {
        return Err("something of it cannot be read, so that its reach is not known");
    }
    let purl = subject.purl.as_ref().filter(|_| subject.scope.is_none());
    let purl = purl.ok_or("OSV names packages only")?;
    let purl = purl.to_purl().map_err(|_| "the purl cannot be read")?;
    let name = PackageName::of_purl(&purl).ok_or("the purl's type is no ecosystem of OSV")?;
    let is_part = subject.versions.is_present() || subject.version_range.is_some();
    let is_whole = !is_part && purl.version().is_none();
    if subject.artifacts.is_present() {
        if is_whole {
            return Err("OSV knows no single files");
        }
        let note = "OSV knows no single files: all of the version counts";
        left.leave(place.child("artifacts"), note);
    }
    let mut entry = AffectedBuilder::new(&name);
    if is_whole {
        let known = facts.versions.map(|known| known(&purl)).unwrap_or_default();
        entry = known.into_iter().fold(entry.introduced("0"), AffectedBuilder::version);
    }
    named(ranged(subject, &name, listed(subject, &purl, entry, place, left), place, left).into())
}

/// The entry with the subject's versions.
fn listed(
    subject: &Subject,
    purl: &Purl,
    entry: AffectedBuilder,
    place: &Pointer,
    left: &mut Unplaced,
) -> AffectedBuilder {
    for (index, _) in subject.versions.items().into_iter().flat_map(|items| items.odd()) {
        left.leave(place.child("versions").index(index), "no version");
    }
    let own = purl.version().map(Text::from);
    own.into_iter().chain(subject.versions.iter().cloned()).fold(entry, AffectedBuilder::version)
}

/// The entry with the subject's range.
fn ranged(
    subject: &Subject,
    name: &PackageName,
    entry: AffectedBuilder,
    place: &Pointer,
    left: &mut Unplaced,
) -> AffectedBuilder {
    let place = place.child("versionRange");
    let Some(range) = &subject.version_range else { return entry };
    let Ok(vers) = range.to_vers() else {
        left.leave(place, "the range cannot be read");
        return entry;
    };
    let own = Scheme::of_ecosystem(name.ecosystem()).filter(|own| vers.scheme() == Some(*own));
    match (vers.vers_type(), own, vers.versions()) {
        ("all", ..) => entry.introduced("0"),
        (_, Some(_), _) if vers.is_star() => entry.introduced("0"),
        (_, Some(_), Some(set)) => {
            for change in set.to_events().changes {
                left.leave(place.clone(), change.to_string());
            }
            entry.set(&set)
        }
        _ => {
            left.leave(place, "nobody knows the order of the range's versions in the package");
            entry
        }
    }
}

/// An entry without ranges and versions would leave open which are meant.
fn named(entry: Affected) -> Result<Affected, &'static str> {
    match entry.ranges.is_empty() && entry.versions.is_empty() {
        true => Err("it names no version"),
        false => Ok(entry),
    }
}

/// What OSV has no place for, below a name of its own.
fn rest(
    notice: &TakedownNotice,
    category: &Category,
    advisory: &Advisory,
    left: &mut Unplaced,
) -> Option<RawObject> {
    let json = notice.to_json();
    let mut writer = Writer::default();
    let mut outer = writer.object();
    if *category == Category::Malware && !is_about_malware(advisory) {
        outer.member("cwe_ids", |to| to.raw(r#"["CWE-506"]"#));
    }
    outer.member("takedown", |to| {
        let mut inner = to.object();
        for (name, value) in uncarried(&json, left) {
            inner.member(&name, |to| to.raw(value.get()));
        }
        inner.end();
    });
    outer.end();
    RawObject::new(Raw::from_string(writer.into_text())?)
}

/// The members of the notice that stand nowhere in the advisory as they are.
fn uncarried<'a>(
    json: &'a str,
    left: &mut Unplaced,
) -> Vec<(std::borrow::Cow<'a, str>, &'a RawValue)> {
    let root = Pointer::root();
    let whole = !left.has_below(&root.child("subjects"));
    let mut kept = members(json);
    kept.retain(|(name, _)| !(CARRIED.contains(&&**name) || whole && name == "subjects"));
    for (name, _) in &kept {
        if name != "subjects" && !MEANT.contains(&&**name) {
            let note = "kept below `database_specific`, where OSV's readers do not look";
            left.leave(root.child(name), note);
        }
    }
    kept
}

/// Members that OSV has too.
const CARRIED: [&str; 3] = ["issuedAt", "aliases", "related"];

/// Members that say no more than that there is a notice.
const MEANT: [&str; 3] = ["schemaVersion", "id", "noticeType"];

fn members(json: &str) -> Vec<(std::borrow::Cow<'_, str>, &RawValue)> {
    let root = serde_json::from_str::<&RawValue>(json).ok();
    root.and_then(raw::members).unwrap_or_default()
}

/// A retraction withdraws the advisory, since its issue. A reversal says that the notice was
/// right, and so does not.
fn lifted(
    notice: &TakedownNotice,
    lifting: Option<&TakedownNotice>,
    advisory: &mut Advisory,
    left: &mut Unplaced,
) {
    let mut target = notice.clone();
    refer(&mut target, advisory);
    let Some(lifting) = lifting else { return };
    if withdraw(advisory, &target, lifting) {
        advisory.modified = Some(lifting.issued_at.clone());
    } else {
        let note = "what lifts it is no retraction of it: the advisory stands";
        left.leave(Pointer::root(), note);
    }
}
