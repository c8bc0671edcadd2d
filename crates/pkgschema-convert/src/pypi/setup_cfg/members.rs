//! What `setup.cfg` declares of a distribution.
//!
//! Invariant: a member that the file does not have is `None`; one whose value is elsewhere is
//! there and has no value.

use super::options::{ENTRY_POINTS, EXTRAS, Keys, METADATA, OPTIONS, entries};
use super::stated::{DirectiveKind, Stated};
use super::values::{list, pairs, requirements};
use crate::Document;
use crate::pypi::EntryPointsTxt;
use crate::syntax::ini::{Ini, Section, strip};
use pkgschema::Text;

/// Nothing but a value may stand there.
const PLAIN: &[DirectiveKind] = &[];
const FILE: &[DirectiveKind] = &[DirectiveKind::File];

/// What the file declares, by the names of the core metadata where they have one. Texts are as
/// written; a text of several lines has line feeds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SetupMembers {
    /// `Name`.
    pub name: Option<Stated<Text>>,
    /// `Version`.
    pub version: Option<Stated<Text>>,
    /// `Summary`; the file calls it `description`.
    pub summary: Option<Stated<Text>>,
    /// `Description`; the file calls it `long_description`, and mostly names files.
    pub description: Option<Stated<Text>>,
    /// `Description-Content-Type`.
    pub description_content_type: Option<Stated<Text>>,
    /// `Keywords`, one by one.
    pub keywords: Option<Stated<Vec<Text>>>,
    /// `Classifier`.
    pub classifiers: Option<Stated<Vec<Text>>>,
    /// `Home-page`; the file calls it `url`.
    pub home_page: Option<Stated<Text>>,
    /// `Download-URL`.
    pub download_url: Option<Stated<Text>>,
    /// `Project-URL`: labels with their addresses. A line without `=` has the empty label.
    pub project_urls: Option<Stated<Vec<(Text, Text)>>>,
    /// `Author`.
    pub author: Option<Stated<Text>>,
    /// `Author-email`.
    pub author_email: Option<Stated<Text>>,
    /// `Maintainer`.
    pub maintainer: Option<Stated<Text>>,
    /// `Maintainer-email`.
    pub maintainer_email: Option<Stated<Text>>,
    /// `License`. A file must not stand there.
    pub license: Option<Stated<Text>>,
    /// `License-Expression`.
    pub license_expression: Option<Stated<Text>>,
    /// Patterns of files with licences.
    pub license_files: Option<Stated<Vec<Text>>>,
    /// One more such pattern; the older key.
    pub license_file: Option<Stated<Text>>,
    /// `Platform`.
    pub platforms: Option<Stated<Vec<Text>>>,
    /// `Provides`.
    pub provides: Option<Stated<Vec<Text>>>,
    /// `Requires`, which is of modules and obsolete.
    pub requires: Option<Stated<Vec<Text>>>,
    /// `Obsoletes`.
    pub obsoletes: Option<Stated<Vec<Text>>>,
    /// `Requires-Python`; the file calls it `python_requires`.
    pub requires_python: Option<Stated<Text>>,
    /// Requirements of every installation, each as written.
    pub install_requires: Option<Stated<Vec<Text>>>,
    /// Requirements of the build.
    pub setup_requires: Option<Stated<Vec<Text>>>,
    /// Requirements of the tests; obsolete.
    pub tests_require: Option<Stated<Vec<Text>>>,
    /// Extras with their requirements, in the order of the file.
    pub extras_require: Vec<(Text, Stated<Vec<Text>>)>,
    /// Entry points: of the section, or of the text in `[options]`.
    pub entry_points: Option<Stated<EntryPointsTxt>>,
    /// The packages that are installed.
    pub packages: Option<Stated<Vec<Text>>>,
}

impl SetupMembers {
    pub(super) fn of(ini: &Ini) -> Self {
        let mut members = Self::of_metadata(&Keys::of(ini, METADATA));
        let keys = Keys::of(ini, OPTIONS);
        let needs = |name: &str, kinds| Some(keys.stated(name, kinds)?.map(|it| requirements(&it)));
        members.requires_python = keys.stated("python_requires", PLAIN);
        members.install_requires = needs("install_requires", FILE);
        let semicolons = |name: &str| Some(keys.stated(name, PLAIN)?.map(|it| list(&it, ';')));
        members.setup_requires = semicolons("setup_requires");
        members.tests_require = semicolons("tests_require");
        members.packages = keys.stated("packages", &[DirectiveKind::Find]).map(commas);
        let extras = entries(ini, EXTRAS).into_iter();
        let extra = |stated: Stated<Text>| stated.map(|it| requirements(&it));
        members.extras_require =
            extras.map(|entry| (entry.key.clone(), extra(entry.stated(FILE)))).collect();
        members.entry_points = entry_points(ini, &keys);
        members
    }

    fn of_metadata(keys: &Keys<'_>) -> Self {
        let text = |name: &str| keys.stated(name, PLAIN);
        let file = |name: &str| keys.stated(name, FILE);
        let words = |name: &str| keys.stated(name, PLAIN).map(commas);
        Self {
            name: text("name"),
            version: keys.stated("version", &[DirectiveKind::File, DirectiveKind::Attr]),
            summary: file("description"),
            description: file("long_description"),
            description_content_type: text("long_description_content_type"),
            keywords: words("keywords"),
            classifiers: file("classifiers").map(commas),
            home_page: text("url"),
            download_url: text("download_url"),
            project_urls: text("project_urls").map(|stated| stated.map(|it| pairs(&it))),
            author: text("author"),
            author_email: text("author_email"),
            maintainer: text("maintainer"),
            maintainer_email: text("maintainer_email"),
            license: file("license"),
            license_expression: text("license_expression"),
            license_files: words("license_files"),
            license_file: file("license_file"),
            platforms: words("platforms"),
            provides: words("provides"),
            requires: words("requires"),
            obsoletes: words("obsoletes"),
            ..Self::default()
        }
    }
}

fn commas(stated: Stated<Text>) -> Stated<Vec<Text>> {
    stated.map(|it| list(&it, ','))
}

/// The entry points of the section; without it those of the text. A text that has no group at
/// all has none.
fn entry_points(ini: &Ini, keys: &Keys<'_>) -> Option<Stated<EntryPointsTxt>> {
    if let Some(own) = ini.section(ENTRY_POINTS) {
        let place = pkgschema::Pointer::root().child(&own.name);
        return Some(groups(ini, place));
    }
    let text = keys.stated("entry_points", FILE)?;
    Some(text.map(|it| EntryPointsTxt::parse(&it).unwrap_or_default()))
}

/// Each key is a group, each part of its value an entry point.
fn groups(ini: &Ini, place: pkgschema::Pointer) -> Stated<EntryPointsTxt> {
    let mut all = Ini::default();
    for entry in entries(ini, ENTRY_POINTS) {
        let stated = entry.stated(PLAIN);
        // one that is filled in leaves all of them unknown
        let Some(value) = stated.value() else {
            return stated.map(|_| EntryPointsTxt::default());
        };
        let mut section = Section { name: entry.key.clone(), ..Section::default() };
        for line in list(value, ',') {
            match line.split_once('=') {
                Some((name, value)) if !strip(name).is_empty() => {
                    section.options.push((strip(name).into(), strip(value).into()));
                }
                _ => section.lines.push(line),
            }
        }
        all.sections.push(section);
    }
    Stated { place, said: super::Said::Value(EntryPointsTxt::of(all)) }
}
