//! The keys of a section, by the names that setuptools knows them by.
//!
//! Invariant: each key as written is there once; of two spellings of one name the last counts.

use super::stated::{DirectiveKind, Said, Stated};
use super::values::{directive, filled_in, list};
use crate::syntax::ini::Ini;
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

pub(super) const METADATA: &str = "metadata";
pub(super) const OPTIONS: &str = "options";
pub(super) const EXTRAS: &str = "options.extras_require";
pub(super) const ENTRY_POINTS: &str = "options.entry_points";

/// The section whose keys every other one has too.
pub(super) const DEFAULT: &str = "DEFAULT";

/// What stands behind `options.` in the names of sections.
pub(super) const KNOWN_SECTIONS: [&str; 6] = [
    "entry_points",
    "extras_require",
    "packages.find",
    "package_data",
    "exclude_package_data",
    "data_files",
];

/// Second names of keys.
const ALIASES: [(&str, &str); 4] = [
    ("home_page", "url"),
    ("summary", "description"),
    ("classifier", "classifiers"),
    ("platform", "platforms"),
];

/// Keys of `[metadata]`.
const OF_METADATA: [&str; 22] = [
    "name",
    "version",
    "url",
    "download_url",
    "project_urls",
    "author",
    "author_email",
    "maintainer",
    "maintainer_email",
    "classifiers",
    "license",
    "license_expression",
    "license_file",
    "license_files",
    "description",
    "long_description",
    "long_description_content_type",
    "keywords",
    "platforms",
    "provides",
    "requires",
    "obsoletes",
];

/// Keys of `[options]`.
const OF_OPTIONS: [&str; 19] = [
    "zip_safe",
    "setup_requires",
    "install_requires",
    "python_requires",
    "tests_require",
    "test_suite",
    "include_package_data",
    "packages",
    "package_dir",
    "package_data",
    "exclude_package_data",
    "namespace_packages",
    "py_modules",
    "scripts",
    "entry_points",
    "data_files",
    "eager_resources",
    "dependency_links",
    "cmdclass",
];

/// A key by the name that setuptools gives it: `_` for `-`, small letters, no second name.
pub(super) fn real_name(section: &str, key: &str) -> String {
    let name = key.replace('-', "_").to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| section == METADATA && *alias == name);
    alias.map_or(name, |(_, real)| (*real).to_owned())
}

/// Whether setuptools knows the key.
pub(super) fn is_known(section: &str, key: &str) -> bool {
    let name = real_name(section, key);
    match section {
        METADATA => OF_METADATA.contains(&name.as_str()),
        _ => OF_OPTIONS.contains(&name.as_str()),
    }
}

/// Whether a key of two names says nothing, so that the other name counts: a list without parts.
fn says_nothing(name: &str, value: &str) -> bool {
    match name {
        "classifiers" | "platforms" => list(value, ',').is_empty(),
        _ => value.is_empty(),
    }
}

/// A key that is there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    /// The section that it stands in.
    pub(super) section: &'a str,
    /// The key as written.
    pub(super) key: &'a Text,
    pub(super) value: &'a Text,
}

impl Entry<'_> {
    pub(super) fn place(&self) -> Pointer {
        Pointer::root().child(self.section).child(self.key)
    }

    /// The value, or where it is to be found.
    pub(super) fn stated(&self, kinds: &[DirectiveKind]) -> Stated<Text> {
        let said = match filled_in(self.value) {
            Said::Elsewhere(found) => Said::Elsewhere(found),
            Said::Value(value) => match directive(&value, kinds) {
                Some(found) => Said::Elsewhere(found),
                None => Said::Value(Text::from(value)),
            },
        };
        Stated { place: self.place(), said }
    }
}

/// Every key of a section as written, in order, and those that every section has.
pub(super) fn entries<'a>(ini: &'a Ini, section: &str) -> Vec<Entry<'a>> {
    let mut names = HashSet::new();
    let own = ini.section(section);
    let shared = own.and_then(|_| ini.section(DEFAULT));
    let all = own.into_iter().chain(shared).flat_map(|section| {
        let name = section.name.as_str();
        section.options.iter().map(move |(key, value)| Entry { section: name, key, value })
    });
    all.filter(|entry| names.insert(entry.key.as_str())).collect()
}

/// The keys of a section by their real names.
pub(super) struct Keys<'a> {
    found: HashMap<String, Entry<'a>>,
    /// Keys that do not count, since another one says it.
    pub(super) shadowed: Vec<Entry<'a>>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(ini: &'a Ini, section: &str) -> Self {
        let mut shadowed = Vec::new();
        // of two spellings the last, in the place of the first
        let mut spelt: Vec<(String, Entry<'a>)> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for entry in entries(ini, section) {
            let name = entry.key.replace('-', "_").to_lowercase();
            let at = *places.entry(name.clone()).or_insert(spelt.len());
            match spelt.get_mut(at) {
                Some((_, old)) => shadowed.push(std::mem::replace(old, entry)),
                None => spelt.push((name, entry)),
            }
        }
        // of two names the first that says something
        let mut found: HashMap<String, Entry<'a>> = HashMap::new();
        for (name, entry) in spelt {
            let name = real_name(section, &name);
            match found.get_mut(&name) {
                Some(first) if says_nothing(&name, first.value) => {
                    shadowed.push(std::mem::replace(first, entry));
                }
                Some(_) => shadowed.push(entry),
                None => drop(found.insert(name, entry)),
            }
        }
        Self { found, shadowed }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Entry<'a>> {
        self.found.get(name)
    }

    /// What a key says; one of the directives may stand there.
    pub(super) fn stated(&self, name: &str, kinds: &[DirectiveKind]) -> Option<Stated<Text>> {
        self.get(name).map(|entry| entry.stated(kinds))
    }
}
