//! The notice that a malware advisory makes, as somebody else than the registry states it.
//!
//! An advisory says what is in a package and nothing about what the registry did: its status has no
//! word that is listed (`unknown`), which readers take for more severe than `yanked`, and its
//! effects are unknown. A withdrawn advisory of the database `MAL-` was wrong, so that a retraction
//! follows; elsewhere it may have been a duplicate.
//!
//! Invariant: nothing here says what a registry did, and what is not known about versions is
//! named.

use super::carried::{Carried, NotCarried, Unplaced, refuse};
use super::malware::{is_about_malware, refer};
use super::withdrawal::retraction_of;
use crate::advisory::{Advisory, Affected, Package, Reference, ReferenceType};
use crate::identity::PackageName;
use crate::identity::Purl;
use crate::object::{Items, Object, raw::Kind};
use crate::takedown::{
    Authority, Category, Download, Effects, Evidence, EvidenceType, Method, NameReuse, NoticeType,
    Provenance, Publish, Reason, Registry, Resolution, Role, SchemaVersion, Status, Subject,
    TakedownNotice, VersionReuse,
};
use crate::text::{Link, Timestamp};
use crate::version::{Vers, VersText, VersionSet};
use crate::{Pointer, Text};

/// The notices that a malware advisory makes about a registry's packages: one, and for an advisory
/// of the database `MAL-` that is withdrawn its retraction behind it. Identifiers are made from the
/// content. `observed_at` is when the advisory was looked at. Pointers of what is not carried are
/// into the advisory.
///
/// ```
/// use pkgschema::{advisory::Advisory, exchange, takedown::Registry, text::{Link, Timestamp}};
/// let advisory = Advisory::parse(r#"{"id": "MAL-2026-1", "modified": "2026-05-04T10:00:00Z",
///     "affected": [{"package": {"ecosystem": "npm", "name": "a"}, "versions": ["1.0.0"]}]}"#)?;
/// let registry = Registry::new(Link::new("https://registry.example")?);
/// let seen = Timestamp::new("2026-05-05T00:00:00Z")?;
/// let made = exchange::notices_of_advisory(&advisory, &registry, seen).unwrap();
/// assert_eq!(made.value[0].reason.as_ref().unwrap().category.as_ref().unwrap().as_str(), "malware");
/// assert!(!made.value[0].status.is_listed());
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the advisory is not about malware, withdrawn for who knows what reason, of no known time, or
/// about no package of the registry's type, by name.
pub fn notices_of_advisory(
    advisory: &Advisory,
    registry: &Registry,
    observed_at: Timestamp,
) -> Result<Carried<Vec<TakedownNotice>>, NotCarried> {
    if !is_about_malware(advisory) {
        return refuse("not-malware", "only malware makes registries act");
    }
    if advisory.is_withdrawn() && !advisory.id.starts_with("MAL-") {
        return refuse("withdrawn", "a withdrawn advisory of this database may be a duplicate");
    }
    let issued = [&advisory.published, &advisory.modified].into_iter().flatten();
    let Some(issued) = issued.into_iter().find(|time| time.to_datetime().is_some()) else {
        return refuse("no-time", "the advisory does not say when it was published");
    };
    let mut left = Unplaced::default();
    let subjects = subjects(advisory, registry, &mut left)?;
    leave(advisory, &mut left);
    let notice = notice(advisory, registry, subjects, issued, observed_at).named_by_content();
    let retraction = retraction(&notice, advisory);
    Ok(left.done([notice].into_iter().chain(retraction).collect()))
}

/// The retraction of a notice whose advisory was withdrawn.
fn retraction(notice: &TakedownNotice, advisory: &Advisory) -> Option<TakedownNotice> {
    let (mut notice, mut advisory) = (notice.clone(), advisory.clone());
    refer(&mut notice, &mut advisory);
    let id = Link::from_document("urn:uuid:");
    retraction_of(&notice, &advisory, id).map(TakedownNotice::named_by_content)
}

fn notice(
    advisory: &Advisory,
    registry: &Registry,
    subjects: Vec<Subject>,
    issued: &Timestamp,
    observed_at: Timestamp,
) -> TakedownNotice {
    let id = Link::from_document("urn:uuid:");
    let (version, kind) = (SchemaVersion::CURRENT, NoticeType::Decision);
    let (subjects, status) = (Items::from(subjects), Status::from(UNKNOWN));
    let registry = registry.clone();
    let mut notice =
        TakedownNotice::new(version, id, kind, registry, subjects, status, issued.clone());
    notice.effects = Some(unknown_effects());
    notice.reason = Some(reason(advisory));
    let mut authority = Authority::default();
    authority.role = Some(Role::ThirdPartyDatabase);
    notice.authority = Some(authority);
    let names = [&advisory.id].into_iter().chain(advisory.aliases.iter());
    notice.aliases = names.cloned().collect();
    advisory.related.iter().for_each(|id| notice.related.push(id.clone()));
    notice.evidence = evidence(advisory).collect();
    let mut provenance = Provenance::default();
    provenance.method = Some(Method::ThirdParty);
    provenance.source = Some(advisory.id.clone());
    provenance.observed_at = Some(observed_at);
    notice.provenance = Some(provenance);
    notice
}

fn reason(advisory: &Advisory) -> Reason {
    let mut reason = Reason::default();
    reason.category = Some(Category::Malware);
    reason.message = advisory.details.clone().or_else(|| advisory.summary.clone());
    reason
}

/// A word that nobody lists: what the registry did is not known.
const UNKNOWN: &str = "unknown";

fn unknown_effects() -> Effects {
    let mut effects = Effects::default();
    effects.resolution = Some(Resolution::Unknown);
    effects.download = Some(Download::Unknown);
    effects.publish = Some(Publish::Unknown);
    effects.name_reuse = Some(NameReuse::Unknown);
    effects.version_reuse = Some(VersionReuse::Unknown);
    effects
}

fn evidence(advisory: &Advisory) -> impl Iterator<Item = Evidence> {
    advisory.references.iter().filter_map(|reference| {
        let mut evidence = Evidence::default();
        evidence.url = Some(reference.url.clone()?);
        evidence.evidence_type = evidence_type(reference);
        Some(evidence)
    })
}

fn evidence_type(reference: &Reference) -> Option<EvidenceType> {
    match reference.reference_type {
        Some(ReferenceType::Advisory) => Some(EvidenceType::Advisory),
        Some(ReferenceType::Report) => Some(EvidenceType::Analysis),
        Some(ReferenceType::Article) => Some(EvidenceType::Announcement),
        _ => None,
    }
}

/// The packages of the registry's type. Without a type, all of one type.
fn subjects(
    advisory: &Advisory,
    registry: &Registry,
    left: &mut Unplaced,
) -> Result<Vec<Subject>, NotCarried> {
    let place = Pointer::root().child("affected");
    let mut subjects = Vec::new();
    let mut of_type = registry.purl_type.clone();
    for (index, entry) in advisory.affected.indexed() {
        let place = place.index(index);
        let Some(purl) = purl(entry) else {
            left.leave(place, "no package of an ecosystem that has purls");
            continue;
        };
        let kind = Text::from(purl.package_type().name());
        if registry.purl_type.is_none() && *of_type.get_or_insert_with(|| kind.clone()) != kind {
            return refuse("several-registries", "its packages are not all of one registry");
        }
        match of_type.as_ref() == Some(&kind) {
            true => subjects.push(subject(entry, &purl, &place, left)),
            false => left.leave(place, "no package of this registry's type"),
        }
    }
    match subjects.is_empty() {
        true => refuse("no-package", "it names no package that the registry could hold"),
        false => Ok(subjects),
    }
}

fn purl(entry: &Affected) -> Option<Purl> {
    let package = entry.package.as_ref()?;
    let name = PackageName::new(package.ecosystem.clone()?, package.name.as_deref()?).ok()?;
    Purl::parse(Package::of(&name).purl.as_deref()?).ok()
}

/// The versions as they are listed, or else as a range. Where nobody knows which are meant, the
/// whole package is, since none is known to be harmless.
fn subject(entry: &Affected, purl: &Purl, place: &Pointer, left: &mut Unplaced) -> Subject {
    let mut subject = Subject::of_purl(purl);
    let odd = |name: &str| entry.rest.get(name).is_some();
    let broken = entry.versions.has_odd() || odd("versions") || odd("ranges");
    if entry.ranges.is_empty() && !entry.versions.is_empty() && !broken {
        subject.versions = entry.versions.clone();
        return subject;
    }
    match entry.to_version_set() {
        Ok(set) if set == VersionSet::all(set.scheme()) => {
            if entry.versions.is_present() {
                let note = "the range takes in every version";
                left.leave(place.child("versions"), note);
            }
        }
        Ok(set) => match Vers::of_versions(&set) {
            Ok(vers) => subject.version_range = Some(VersText::from(&vers)),
            Err(_) => left.leave(place.clone(), "which versions are meant is not known: all are"),
        },
        Err(_) => left.leave(place.clone(), "which versions are meant is not known: all are"),
    }
    subject
}

/// What a notice has no place for.
fn leave(advisory: &Advisory, left: &mut Unplaced) {
    let root = Pointer::root();
    let summary = advisory.details.is_some() && advisory.summary.is_some();
    let modified = advisory.published.is_some() && advisory.modified != advisory.published;
    let told = [("summary", summary), ("modified", modified)];
    let others = ["severity", "credits", "upstream", "database_specific"];
    let all = told.into_iter().chain(others.map(|name| (name, advisory.has(name))));
    for (name, _) in all.filter(|(_, stands)| *stands) {
        left.leave(root.child(name), NO_PLACE);
    }
    leave_rest(advisory, &root, left);
    for (index, entry) in advisory.affected.indexed() {
        let place = root.child("affected").index(index);
        for name in ["severity", "ecosystem_specific", "database_specific"] {
            if entry.has(name) {
                left.leave(place.child(name), NO_PLACE);
            }
        }
        leave_rest(entry, &place, left);
    }
    if advisory.affected.has_odd() {
        left.leave(root.child("affected"), "something in it is no package");
    }
    leave_references(advisory, &root.child("references"), left);
}

const NO_PLACE: &str = "a notice has no place for it";

fn leave_rest<T: Object>(object: &T, place: &Pointer, left: &mut Unplaced) {
    for (name, _) in object.rest().iter().filter(|(_, raw)| raw.kind() != Kind::Null) {
        left.leave(place.child(name), NO_PLACE);
    }
}

/// Evidence has fewer kinds than references have.
fn leave_references(advisory: &Advisory, place: &Pointer, left: &mut Unplaced) {
    for (index, reference) in advisory.references.indexed() {
        let place = place.index(index);
        if reference.url.is_none() {
            left.leave(place, "without an address it is no evidence");
        } else if reference.reference_type.is_some() && evidence_type(reference).is_none() {
            left.leave(place.child("type"), "evidence has no such kind");
        }
    }
}
