//! The document of a record.
//!
//! Invariant: nothing stands in the document that the record does not say.

use super::software::{self, Software};
use super::{CodeMeta, CodeMetaAffiliation, CodeMetaAgent, CodeMetaLicense, CodeMetaWork};
use crate::formats::record_leftovers as left_of;
use crate::formats::record_leftovers::implied;
use crate::leftovers::Leftovers;
use crate::specific::fitting;
use crate::{Converted, Document, LossKind, licensing};
use pkgschema::metadata::{
    Account, AccountRole, Availability, DeclaredLicense, License, PackageMetadata, Person,
    Platforms,
};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};

/// The note for what has no place.
const NO_PLACE: &str = "codemeta.json has no place for it";
/// The address of the terms.
const CONTEXT: &str = "https://w3id.org/codemeta/3.0";
/// Where the SPDX list has its licences.
const SPDX_LIST: &str = "https://spdx.org/licenses/";

/// The document.
pub(super) fn of(record: &PackageMetadata) -> Converted<CodeMeta> {
    let mut left = left_of::begin(record, CodeMeta::NAME);
    let root = Pointer::root();
    let mut document = CodeMeta::default();
    document.context = Some(Text::from_static(CONTEXT));
    document.of_type = Some(Text::from_static("SoftwareSourceCode"));
    identify(record, &mut document, &mut left);
    document.description = description(record, &mut left);
    addresses(record, &mut document, &mut left);
    if let Some(license) = &record.license {
        document.license = licenses(license, &mut left);
    }
    document.author = people(&record.authors, &root.child("authors"), &mut left);
    document.maintainer = people(&record.maintainers, &root.child("maintainers"), &mut left);
    document.contributor = people(&record.contributors, &root.child("contributors"), &mut left);
    document.producer = producer(record, &mut left);
    document.publisher = publisher(record, &mut left);
    left.take_each(&record.keywords, &root.child("keywords"));
    document.keywords = fitting(&record.keywords);
    left.take_each(&record.classifiers, &root.child("classifiers"));
    document.application_category = fitting(&record.classifiers);
    let Software { requirements, suggestions } = software::of(record, &mut left);
    document.software_requirements = List::unless_empty(requirements);
    document.software_suggestions = List::unless_empty(suggestions);
    document.runtime_platform = software::runtimes(record, &mut left);
    if let Some(platforms) = &record.platforms {
        on(platforms, &mut document, &mut left);
    }
    file(record, &mut document, &mut left);
    document.date_published = published(record, &mut left);
    document.development_status = record.availability.as_ref().and_then(|it| status(it, &mut left));
    Converted::new(document, left_of::finish(left, record, NO_PLACE))
}

fn identify(record: &PackageMetadata, document: &mut CodeMeta, left: &mut Leftovers) {
    let root = Pointer::root();
    let purl = left_of::purl(record, left);
    let is_named = purl.is_some();
    document.identifier = purl.map(|purl| Text::from(purl.as_str()));
    document.version = left.member(&record.version, &root, "version").cloned();
    if is_named {
        // the purl says them
        left.take_members(&root, &["namespace", "name"]);
    }
    document.name = match left.member(&record.display_name, &root, "displayName") {
        Some(name) => Some(name.clone()),
        None => Some(left_of::name(record, left)),
    };
}

fn description(record: &PackageMetadata, left: &mut Leftovers) -> Option<Text> {
    let root = Pointer::root();
    if let Some(summary) = left.member(&record.summary, &root, "summary") {
        return Some(summary.clone());
    }
    let description = record.description.as_ref()?;
    left.member(&description.text, &root.child("description"), "text").cloned()
}

/// An address that is one.
fn address(link: Option<&Link>, place: &Pointer, left: &mut Leftovers) -> Option<Text> {
    let link = link.filter(|link| link.is_well_formed())?;
    left.take(place);
    Some(Text::from(link.as_str()))
}

fn addresses(record: &PackageMetadata, document: &mut CodeMeta, left: &mut Leftovers) {
    let root = Pointer::root();
    document.url = address(record.homepage.as_ref(), &root.child("homepage"), left);
    let repository = record.repository.as_ref().and_then(|it| it.url.as_ref());
    let place = root.child("repository").child("url");
    document.code_repository = address(repository, &place, left);
    let tracker = record.issue_tracker.as_ref().and_then(|it| it.url.as_ref());
    let place = root.child("issueTracker").child("url");
    document.issue_tracker = address(tracker, &place, left);
    let help = address(record.documentation.as_ref(), &root.child("documentation"), left);
    document.software_help = help.map(|url| work(None, Some(url)));
    document.release_notes = address(record.changelog.as_ref(), &root.child("changelog"), left);
    let mut related = Vec::new();
    for (index, link) in record.links.indexed() {
        let place = root.child("links").index(index).child("url");
        related.extend(address(Some(&link.url), &place, left));
    }
    for (index, funding) in record.funding.indexed() {
        let place = root.child("funding").index(index).child("url");
        if let Some(url) = address(funding.url.as_ref(), &place, left) {
            let note = "a related link; funding is for grants";
            left.say(&place, LossKind::Changed, note);
            related.push(url);
        }
    }
    document.related_link = List::unless_empty(related);
}

fn work(name: Option<Text>, url: Option<Text>) -> CodeMetaWork {
    let mut work = CodeMetaWork::default();
    work.of_type = Some(Text::from_static("CreativeWork"));
    work.name = name;
    work.url = url;
    work
}

/// The licences: the expression if there is one, else what was declared.
fn licenses(license: &License, left: &mut Leftovers) -> List<CodeMetaLicense> {
    let place = Pointer::root().child("license");
    let list = place.child("declared");
    let Some(expression) = &license.expression else {
        let mut all = Vec::new();
        for (index, declared) in license.declared.indexed() {
            all.extend(own_words(declared, &list.index(index), left));
        }
        return List::unless_empty(all);
    };
    left.take(&place.child("expression"));
    implied(license, expression, &list, left);
    let one = match licensing::is_listed(expression) {
        true => CodeMetaLicense::Address(Text::from(format!("{SPDX_LIST}{expression}"))),
        false => CodeMetaLicense::Work(work(Some(expression.clone()), None)),
    };
    List::from(vec![one])
}

fn own_words(
    declared: &DeclaredLicense,
    place: &Pointer,
    left: &mut Leftovers,
) -> Option<CodeMetaLicense> {
    let name = left.member(&declared.name, place, "name").cloned();
    let url = address(declared.url.as_ref(), &place.child("url"), left);
    let any = name.is_some() || url.is_some();
    any.then(|| CodeMetaLicense::Work(work(name, url)))
}

fn agent(of_type: &'static str) -> CodeMetaAgent {
    let mut agent = CodeMetaAgent::default();
    agent.of_type = Some(Text::from_static(of_type));
    agent
}

fn people(people: &List<Person>, place: &Pointer, left: &mut Leftovers) -> List<CodeMetaAgent> {
    let mut all = Vec::new();
    for (index, person) in people.indexed() {
        let at = place.index(index);
        let mut agent = agent("Person");
        agent.name = left.member(&person.name, &at, "name").cloned();
        agent.email = left.member(&person.email, &at, "email").cloned();
        agent.url = address(person.url.as_ref(), &at.child("url"), left);
        if let Some(name) = left.member(&person.organization, &at, "organization") {
            let mut affiliation = CodeMetaAffiliation::default();
            affiliation.of_type = Some(Text::from_static("Organization"));
            affiliation.name = Some(name.clone());
            let place = at.child("organizationUrl");
            affiliation.url = address(person.organization_url.as_ref(), &place, left);
            agent.affiliation = Some(affiliation);
        }
        if agent.name.is_some() || agent.email.is_some() || agent.url.is_some() {
            all.push(agent);
        } else {
            left.lose(&at, LossKind::Dropped, "nobody without a name, mail or home page");
        }
    }
    List::unless_empty(all)
}

fn producer(record: &PackageMetadata, left: &mut Leftovers) -> Option<CodeMetaAgent> {
    let organization = record.organization.as_ref()?;
    let place = Pointer::root().child("organization");
    let mut agent = agent("Organization");
    agent.name = left.member(&organization.name, &place, "name").cloned();
    agent.url = address(organization.url.as_ref(), &place.child("url"), left);
    (agent.name.is_some() || agent.url.is_some()).then_some(agent)
}

/// The account that published this version.
fn publisher(record: &PackageMetadata, left: &mut Leftovers) -> Option<CodeMetaAgent> {
    let is_publisher = |account: &Account| account.role == Some(AccountRole::Publisher);
    let mut accounts = record.accounts.indexed();
    let (index, account) = accounts.find(|(_, account)| is_publisher(account))?;
    let place = Pointer::root().child("accounts").index(index);
    let mut agent = CodeMetaAgent::default();
    agent.of_type = account.team.map(|team| match team {
        true => Text::from_static("Organization"),
        false => Text::from_static("Person"),
    });
    agent.name = Some(account.name.clone()?);
    left.take_members(&place, &["team", "role"]);
    let note = "the name of an account stands as a name";
    left.lose(&place.child("name"), LossKind::Changed, note);
    agent.email = left.member(&account.email, &place, "email").cloned();
    Some(agent)
}

/// Where it runs. What it does not run on has no place.
fn on(platforms: &Platforms, document: &mut CodeMeta, left: &mut Leftovers) {
    let place = Pointer::root().child("platforms");
    let mut named = |list: &List<Text>, member: &str| {
        let place = place.child(member);
        let named = list.indexed().filter(|(_, word)| !word.starts_with('!'));
        let named = named.map(|(index, word)| {
            left.take(&place.index(index));
            word.clone()
        });
        List::unless_empty(named.collect())
    };
    document.operating_system = named(&platforms.os, "os");
    document.processor_requirements = named(&platforms.cpu, "cpu");
}

/// The only file.
fn file(record: &PackageMetadata, document: &mut CodeMeta, left: &mut Leftovers) {
    let Some([only]) = record.artifacts.items().map(|items| &items[..]) else { return };
    if record.artifacts.has_odd() {
        return;
    }
    let place = Pointer::root().child("artifacts").index(0);
    document.download_url = address(only.url.as_ref(), &place.child("url"), left);
    let size = left.member(&only.size, &place, "size");
    document.file_size = size.map(|size| Text::from(format!("{size} B")));
}

/// The day, in UTC.
fn published(record: &PackageMetadata, left: &mut Leftovers) -> Option<Text> {
    let (index, first) = record.publish_times.indexed().next()?;
    let place = Pointer::root().child("publishTimes").index(index);
    let day = first.time.to_datetime()?.to_utc().date_naive();
    left.lose(&place.child("time"), LossKind::Changed, "only the day is said");
    left.lose(&place.child("origin"), LossKind::Changed, "who tells the time is not said");
    Some(Text::from(day.to_string()))
}

fn status(availability: &Availability, left: &mut Leftovers) -> Option<Text> {
    let is_deprecated = availability.deprecated == Some(true);
    is_deprecated.then(|| {
        left.take(&Pointer::root().child("availability").child("deprecated"));
        Text::from_static("deprecated")
    })
}
