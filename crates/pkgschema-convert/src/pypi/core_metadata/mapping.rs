//! Core metadata and package metadata.
//!
//! Invariant: `read` and `write` are each other's inverse wherever the fields have one spelling.

use super::record::says_nothing;
use super::{CoreFields, CoreMetadata, origin, record};
use crate::carry::{self, Mapping, Source};
use crate::pypi::words::one_line;
use crate::pypi::{dependencies, licenses, people, project_urls, shared_fields as fields};
use crate::syntax::headers::folded;
use crate::{Converted, FromRecord, Loss, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{PackageMetadata, Provided, ProvidedKind, Scope};
use pkgschema::object::{List, Raw, raw};
use pkgschema::{Pointer, Text};

/// Fields of which the record takes every value that says something, whatever the spelling.
const TAKEN: [&str; 8] = [
    "Home-page",
    "Download-URL",
    "Project-URL",
    "Author",
    "Author-email",
    "Maintainer",
    "Maintainer-email",
    "Keywords",
];

impl ToRecord<PackageMetadata> for CoreMetadata {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for CoreMetadata {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for CoreMetadata {
    const KEY: &'static str = "pypi";
    const EXTENSION: &'static str = "metadata";
    const FORMAT: Option<&'static str> = Some("pypi-metadata");
    const ECOSYSTEM: Ecosystem = Ecosystem::PYPI;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/namespace", "Python's packages have no namespace"),
        ("/dependencies", "METADATA can only name packages of PyPI, needed to run"),
        ("/constraints", "METADATA has no place for constraints"),
        ("/description", "METADATA holds a description's text, and names no file"),
        ("/repository", "METADATA gives the repository's address only"),
        ("/issueTracker", "METADATA gives the issue tracker's address only"),
        ("/funding", "METADATA gives addresses for funding only"),
        ("/authors", "METADATA names people by name and mail address only"),
        ("/maintainers", "METADATA names people by name and mail address only"),
        ("/contributors", "METADATA names authors and maintainers only"),
        ("/classifiers", "the words are not of PyPI's list"),
        ("/platforms", "METADATA names platforms in PyPI's words only"),
        ("/features", "METADATA names extras, without what they switch on"),
        ("/runtimeRequirements", "METADATA can only ask for a version of Python"),
        ("/entryPoints", "METADATA holds no entry points; entry_points.txt does"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[];
    const IN_ONE_LINE: &'static [&'static str] = &[];
    const NOTHING_IF_EMPTY: &'static [&'static str] = &["body"];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        record::read(self, &mut record);
        carry::note_unread(&mut record, &self.rest, record::MEMBERS);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut metadata = common(record);
        let text = record.description.as_ref().and_then(|description| description.text.clone());
        metadata.body = text.filter(|text| !text.is_empty());
        state_version(&mut metadata);
        metadata
    }

    fn write_lent(record: &mut PackageMetadata) -> Self {
        let mut metadata = common(record);
        let text = record.description.as_mut().and_then(|description| description.text.take());
        metadata.body = text;
        state_version(&mut metadata);
        metadata
    }

    fn return_to(mut self, record: &mut PackageMetadata) {
        if let Some(description) = &mut record.description {
            description.text = self.body.take();
        }
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::places(source, pointer)
    }

    fn about_itself(&self) -> Vec<Loss> {
        let note = "the version of the format, which only this document has";
        let place = Pointer::root().child("Metadata-Version");
        let stated = self.metadata_version.is_present();
        stated.then(|| Loss::new(place, LossKind::Normalized, note)).into_iter().collect()
    }

    fn kept(source: &Source<'_>, place: &Pointer, said: &Raw) -> Option<Vec<Loss>> {
        let field = place.tokens().next()?;
        if field == "Metadata-Version" {
            return Some(Vec::new()); // the document says that of itself
        }
        let nothing = |raw: &Raw| raw::string(raw.as_raw()).is_some_and(|it| says_nothing(&it));
        let elements = raw::elements(said.as_raw()).unwrap_or_default();
        let empty = || elements.iter().all(|value| nothing(&Raw::from(*value)));
        if nothing(said) || (!elements.is_empty() && empty()) {
            return Some(vec![Loss::of_nothing(place.clone())]);
        }
        let single = super::rule(&field).is_some_and(|rule| !rule.is_multiple);
        if single && elements.len() > 1 {
            let later = (1..elements.len()).map(|index| {
                let note = "only the first value of this field counts";
                Loss::new(place.index(index), LossKind::Dropped, note)
            });
            return Some(later.chain([Loss::spelt(place.index(0))]).collect());
        }
        if field == "Requires-Dist" && !elements.is_empty() {
            return Some(unreadable(place, &elements));
        }
        let spelt = TAKEN.contains(&&*field) || is_alone(source, &field);
        spelt.then(|| vec![Loss::spelt(place.clone())])
    }

    fn why_kept(place: &Pointer, _: &Raw) -> Option<&'static str> {
        Some(match &*place.tokens().next()? {
            "Dynamic" => "that a build may decide it has no place elsewhere",
            "License" => "License-Expression says it",
            "Description" => "the body says it",
            "Requires" | "Provides" | "Obsoletes" => "it names modules, not packages",
            "Requires-External" => "it names what no registry of Python's has",
            "Supported-Platform" => "it names what a binary was built for",
            _ => return None,
        })
    }
}

/// The fields of a record's common members, but for the body and the version of the format.
fn common(record: &PackageMetadata) -> CoreMetadata {
    let mut metadata = CoreMetadata::default();
    metadata.name = one(record.name.as_deref().map(one_line));
    metadata.version = one(record.version.as_deref().map(one_line));
    metadata.summary = one(record.summary.as_deref().map(one_line));
    let description = record.description.as_ref();
    let media = description.and_then(|description| description.content_type.as_deref());
    metadata.description_content_type = one(media.map(one_line));
    metadata.keywords = one(keywords(&record.keywords));
    write_people(record, &mut metadata);
    write_urls(record, &mut metadata);
    write_license(record, &mut metadata);
    write_needs(record, &mut metadata);
    write_provided(&record.provides, &mut metadata);
    metadata
}

/// States the oldest version of the format that has all the fields.
fn state_version(metadata: &mut CoreMetadata) {
    if *metadata != CoreMetadata::default() {
        let (major, minor) = metadata.needed_version();
        metadata.metadata_version = one(Some(format!("{major}.{minor}")));
    }
}

/// Whether a field that gives way to another one stands without it, so that the record has it.
fn is_alone(source: &Source<'_>, field: &str) -> bool {
    let fields = source.document::<CoreFields>();
    fields.is_some_and(|fields| match field {
        "License" => record::said(&fields.license_expression).is_none(),
        "Description" => fields.body.is_none(),
        _ => false,
    })
}

/// The requirements that cannot be read; the others are only spelt in another way.
fn unreadable(place: &Pointer, values: &[&serde_json::value::RawValue]) -> Vec<Loss> {
    let broken = values.iter().enumerate().filter_map(|(index, value)| {
        let text = raw::string(value)?;
        let error = dependencies::read(&text, Scope::Runtime).err()?;
        Some(Loss::new(place.index(index), LossKind::Dropped, format!("no requirement: {error}")))
    });
    std::iter::once(Loss::spelt(place.clone())).chain(broken).collect()
}

fn one(value: Option<impl Into<Text>>) -> List<Text> {
    value.map_or_else(List::absent, |value| List::from(vec![value.into()]))
}

/// Words with commas between them. One that holds a comma itself would be read as two.
fn keywords(words: &List<Text>) -> Option<String> {
    let joined = words.iter().map(|word| one_line(word)).collect::<Vec<_>>().join(",");
    Some(joined).filter(|text| !text.is_empty())
}

fn write_people(record: &PackageMetadata, metadata: &mut CoreMetadata) {
    let (names, addresses) = people::write(&record.authors);
    (metadata.author, metadata.author_email) = (one(names), one(addresses));
    let (names, addresses) = people::write(&record.maintainers);
    (metadata.maintainer, metadata.maintainer_email) = (one(names), one(addresses));
}

fn write_urls(record: &PackageMetadata, metadata: &mut CoreMetadata) {
    let urls = project_urls::all(record).into_iter();
    let plain = |label: &str| match label.contains([',', '\n', '\r']) {
        true => Text::from(one_line(&label.replace(',', " ")).trim()),
        false => Text::from(label.trim()),
    };
    let mut urls: Vec<_> = urls.map(|(label, url)| (label.map(|it| plain(&it)), url)).collect();
    project_urls::distinct(&mut urls);
    let urls = urls.into_iter().map(|(label, url)| {
        let url = one_line(&url);
        match label {
            Some(label) => Text::from([&*label, ", ", &*url].concat()),
            None => url,
        }
    });
    metadata.project_url = List::unless_empty(urls.collect());
}

fn write_license(record: &PackageMetadata, metadata: &mut CoreMetadata) {
    if let Some(license) = &record.license {
        let (expression, text) = licenses::write(license);
        metadata.license_expression = one(expression.as_deref().map(one_line));
        metadata.license = one(text.as_ref().map(folded));
        let files = license.files.iter().map(|file| one_line(file));
        metadata.license_file = List::unless_empty(files.collect());
    }
    metadata.classifier = fields::classifiers(record);
}

fn write_needs(record: &PackageMetadata, metadata: &mut CoreMetadata) {
    if dependencies::are_of(record) {
        let needed = record.dependencies.iter();
        let needed = needed.filter(|one| one.scope == Scope::Runtime && one.group.is_none());
        let needed = needed.filter_map(|one| dependencies::write(one, true));
        metadata.requires_dist = List::unless_empty(needed.collect());
        let extras = record.features.iter().map(|(name, _)| name.clone());
        metadata.provides_extra = List::unless_empty(extras.collect());
        let platforms = record.platforms.as_ref().map(|platforms| platforms.os.clone());
        metadata.platform = platforms.unwrap_or_default();
    }
    metadata.requires_python = one(fields::requires_python(record));
}

fn write_provided(provided: &List<Provided>, metadata: &mut CoreMetadata) {
    for one in provided {
        let values = match one.kind {
            ProvidedKind::ImportName => &mut metadata.import_name,
            ProvidedKind::ImportNamespace => &mut metadata.import_namespace,
            ProvidedKind::Package => &mut metadata.provides_dist,
            ProvidedKind::Obsoletes => &mut metadata.obsoletes_dist,
            _ => continue,
        };
        values.push(fields::provided(one));
    }
}
