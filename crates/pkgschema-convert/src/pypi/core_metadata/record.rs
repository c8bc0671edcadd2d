//! The common members of a core metadata document.
//!
//! Invariant: whatever a field says is in a member, or is a value that is there twice, cannot be
//! read, or has no member at all, and then `kept` in the mapping names it.

use super::CoreFields;
use super::fields::{FormatVersion, rule};
use crate::pypi::shared_fields::{import, publishing, python};
use crate::pypi::words::words;
use crate::pypi::{dependencies, licenses, people, project_urls};
use crate::syntax::headers;
use pkgschema::Text;
use pkgschema::metadata::{Description, PackageMetadata, Platforms, Provided, ProvidedKind, Scope};
use pkgschema::object::{Items, List, Map};
use std::borrow::Cow;
use std::collections::HashSet;

/// What tools wrote for what nobody told them.
pub(in crate::pypi) const UNKNOWN: &str = "UNKNOWN";

/// What the registry knows, or other files beside this one.
const ELSEWHERE: [&str; 7] = [
    "accounts",
    "artifacts",
    "availability",
    "entryPoints",
    "publishTimes",
    "runsCodeAtInstall",
    "signatures",
];

/// Fields, and the member that is unknown where a document cannot state the field.
pub(super) const MEMBERS: &[(&str, &str)] = &[
    ("Name", "name"),
    ("Version", "version"),
    ("Platform", "platforms"),
    ("Summary", "summary"),
    ("Description", "description"),
    ("Description-Content-Type", "description"),
    ("Keywords", "keywords"),
    ("Home-page", "homepage"),
    ("Download-URL", "links"),
    ("Author", "authors"),
    ("Author-email", "authors"),
    ("Maintainer", "maintainers"),
    ("Maintainer-email", "maintainers"),
    ("License", "license"),
    ("License-Expression", "license"),
    ("License-File", "license"),
    ("Classifier", "classifiers"),
    ("Requires-Dist", "dependencies"),
    ("Requires-Python", "runtimeRequirements"),
    ("Provides-Extra", "features"),
    ("Provides-Dist", "provides"),
    ("Obsoletes-Dist", "provides"),
    ("Import-Name", "provides"),
    ("Import-Namespace", "provides"),
];

/// Adds what the fields say to a record.
pub(in crate::pypi) fn read(fields: &CoreFields, record: &mut PackageMetadata) {
    record.name = said(&fields.name).map(Text::from);
    record.version = said(&fields.version).map(Text::from);
    record.summary = said(&fields.summary).map(Text::from);
    record.description = description(fields);
    record.keywords = said(&fields.keywords).map_or_else(List::absent, words);
    urls(fields, record);
    record.authors = people::read(said(&fields.author), said(&fields.author_email));
    record.maintainers = people::read(said(&fields.maintainer), said(&fields.maintainer_email));
    record.classifiers = fields.classifier.clone();
    record.publishing = publishing(&fields.classifier);
    record.license = licenses::read(
        said(&fields.license_expression),
        said(&fields.license).map(unfolded).as_deref(),
        &fields.license_file,
        &fields.classifier,
    );
    let needed = fields.requires_dist.iter();
    let needed = needed.filter_map(|text| dependencies::read(text, Scope::Runtime).ok());
    record.dependencies = List::unless_empty(needed.collect());
    record.features = extras(&fields.provides_extra);
    record.platforms = platforms(&fields.platform);
    if let Some(specifier) = said(&fields.requires_python) {
        record.runtime_requirements.push(python(specifier));
    }
    record.provides = provides(fields);
    leave_open(fields, record);
}

/// The first value of a field, if it says anything.
pub(super) fn said(values: &List<Text>) -> Option<&str> {
    CoreFields::first(values).filter(|text| *text != UNKNOWN)
}

/// Whether a text is blank, or what stands for one that nobody knew.
pub(in crate::pypi) fn says_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | UNKNOWN)
}

/// The text of a value of several lines.
pub(super) fn unfolded(value: &str) -> Cow<'_, str> {
    headers::unfolded(value).map_or(Cow::Borrowed(value), Cow::Owned)
}

fn description(fields: &CoreFields) -> Option<Description> {
    let body = fields.body.as_ref().filter(|body| !says_nothing(body));
    let header = said(&fields.description).map(|text| Text::from(unfolded(text)));
    let mut description = Description::default();
    description.text = body.cloned().or(header);
    description.content_type = said(&fields.description_content_type).map(Text::from);
    (description != Description::default()).then_some(description)
}

fn urls(fields: &CoreFields, record: &mut PackageMetadata) {
    if let Some(url) = said(&fields.home_page) {
        project_urls::add(Some("Homepage"), url, record);
    }
    for text in &fields.project_url {
        let (label, url) = project_urls::parts(text);
        project_urls::add(label, url, record);
    }
    if let Some(url) = said(&fields.download_url) {
        project_urls::add(Some(project_urls::DOWNLOAD), url, record);
    }
}

/// The names of the extras, each once.
fn extras(names: &List<Text>) -> Map<Items<Text>> {
    let mut seen = HashSet::new();
    let new: Vec<_> = names.iter().filter(|name| seen.insert(name.as_str())).collect();
    match new.is_empty() {
        true => Map::absent(),
        false => new.into_iter().map(|name| (name.clone(), Items::new())).collect(),
    }
}

fn platforms(names: &List<Text>) -> Option<Platforms> {
    let said = names.iter().filter(|name| !says_nothing(name)).cloned();
    let mut platforms = Platforms::default();
    platforms.os = List::unless_empty(said.collect());
    (platforms != Platforms::default()).then_some(platforms)
}

fn provides(fields: &CoreFields) -> List<Provided> {
    let plain = |kind: ProvidedKind, text: &Text| Provided::new(kind, text.clone());
    let names = fields.import_name.iter().map(|text| import(ProvidedKind::ImportName, text));
    let spaces = fields.import_namespace.iter();
    let spaces = spaces.map(|text| import(ProvidedKind::ImportNamespace, text));
    let packages = fields.provides_dist.iter().map(|text| plain(ProvidedKind::Package, text));
    let old = fields.obsoletes_dist.iter().map(|text| plain(ProvidedKind::Obsoletes, text));
    List::unless_empty(names.chain(spaces).chain(packages).chain(old).collect())
}

/// Lists as unknown what the document's version of the format has no field for, and what it says
/// that a build decides.
fn leave_open(fields: &CoreFields, record: &mut PackageMetadata) {
    record.mark_unknown(ELSEWHERE);
    let newest: Option<FormatVersion> = fields.format_version().map(|it| it.max((1, 0)));
    if let Some(version) = newest.filter(|version| *version < (2, 1)) {
        let later = |(field, member): &(&str, &'static str)| {
            let first = MEMBERS.iter().find(|(_, other)| other == member);
            let is_first = first.is_some_and(|(name, _)| name == field);
            (is_first && rule(field).is_some_and(|rule| rule.since > version)).then_some(*member)
        };
        record.mark_unknown_if_absent(MEMBERS.iter().filter_map(later));
        if version < (1, 2) {
            record.mark_unknown_if_absent(project_urls::MEMBERS);
        }
    }
    for field in &fields.dynamic {
        let named = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(field.trim());
        let member = MEMBERS.iter().find(named).map(|(_, member)| *member);
        record.mark_unknown_if_absent(member);
        if field.trim().eq_ignore_ascii_case("project-url") {
            record.mark_unknown_if_absent(project_urls::MEMBERS);
        }
    }
    if !fields.requires_dist.is_empty() {
        record.mark_unknown_if_absent(["dependencies"]);
    }
}
