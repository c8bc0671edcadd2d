//! What is odd in a `pyproject.toml` beyond the kinds of its values.
//!
//! Source: the packaging specifications, "pyproject.toml" and "Dependency Groups".
//!
//! Invariant: what the specification calls an error is one here.

mod groups;
mod objects;
mod provided;

use super::record::MEMBERS;
use super::{LicenseSpec, Project, Pyproject, ReadmeSpec};
use crate::found::Found;
use crate::names;
use crate::paths::leaves;
use crate::pypi::licenses;
use crate::pypi::requirement::normalized;
use crate::pypi::{ObjectReference, Requirement};
use pkgschema::identity::Ecosystem;
use pkgschema::object::{Map, Object, Raw, raw};
use pkgschema::version::pypi::{SpecifierSet, Version};
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashMap;

pub(super) fn of(document: &Pyproject) -> Vec<Finding> {
    let mut lints = Lints(Found::default());
    match &document.project {
        Some(project) => lints.project(project),
        None => lints.no_project(document),
    }
    if let Some(build) = &document.build_system {
        let place = Pointer::root().child("build-system");
        if !build.requires.is_present() {
            lints.error(&place, "missing-requires", "expected the key requires");
        }
        lints.requirements(&build.requires, &place.child("requires"));
        if build.build_backend.as_deref().is_some_and(|it| ObjectReference::parse(it).is_err()) {
            let words = "expected a module, or an object in one: module:object";
            lints.error(&place.child("build-backend"), "object-reference", words);
        }
        let paths = build.backend_path.iter().enumerate();
        for (index, _) in paths.filter(|(_, path)| leaves(path)) {
            let place = place.child("backend-path").index(index);
            lints.error(&place, "path-out-of-tree", "the path leaves the package");
        }
    }
    groups::check(&mut lints, &document.dependency_groups);
    lints.0.done()
}

struct Lints(Found);

impl Lints {
    fn error(&mut self, place: &Pointer, code: &'static str, words: &str) {
        self.0.add(|| place.clone(), code, Severity::Error, words);
    }

    /// Metadata that other tables seem to hold is none.
    fn no_project(&mut self, document: &Pyproject) {
        let tool = document.rest.get("tool");
        let poetry = tool.and_then(|tool| member(tool, "poetry"));
        let says = |table: Raw| ["name", "version"].iter().any(|key| member(&table, key).is_some());
        if poetry.is_some_and(says) {
            let place = Pointer::root().child("tool").child("poetry");
            let words = "Poetry's own notation, which is no [project] table and is not read as one";
            self.0.add(|| place, "poetry-metadata", Severity::Warning, words);
        }
    }

    fn project(&mut self, project: &Project) {
        let place = Pointer::root().child("project");
        let is_dynamic = |key: &str| project.dynamic.iter().any(|name| name == key);
        match &project.name {
            None => self.error(&place, "missing-name", "expected the key name"),
            Some(name) => {
                let place = place.child("name");
                self.0.extend(names::odd(&Ecosystem::PYPI, name), &place);
            }
        }
        if project.version.is_none() && !is_dynamic("version") {
            let words = "expected the key version, or version in dynamic";
            self.error(&place, "missing-version", words);
        }
        if let Some(Err(error)) = project.version.as_deref().map(Version::parse) {
            self.error(&place.child("version"), "malformed-version", &error.to_string());
        }
        if let Some(Err(error)) = project.requires_python.as_deref().map(SpecifierSet::parse) {
            let place = place.child("requires-python");
            self.error(&place, "malformed-specifier", &error.to_string());
        }
        self.dynamic(project, &place);
        self.readme(project, &place);
        self.license(project, &place);
        self.people(project, &place);
        objects::check(self, project, &place);
        provided::check(self, project, &place);
        self.requirements(&project.dependencies, &place.child("dependencies"));
        let extras = place.child("optional-dependencies");
        self.distinct(&project.optional_dependencies, &extras, "duplicate-extra");
        for (extra, texts) in project.optional_dependencies.iter() {
            self.0.extend(names::odd(&Ecosystem::PYPI, extra), &extras.child(extra));
            self.requirements(texts, &extras.child(extra));
        }
        self.members(project, &place);
    }

    /// Keys of the table that nobody knows: the specification allows none.
    fn members(&mut self, project: &Project, place: &Pointer) {
        for (name, _) in project.rest.iter() {
            if !Project::MEMBERS.contains(&name) {
                let words = "no key of this table";
                self.0.add(|| place.child(name), "unknown-key", Severity::Warning, words);
            }
        }
    }

    fn dynamic(&mut self, project: &Project, place: &Pointer) {
        for (index, key) in project.dynamic.indexed() {
            let place = || place.child("dynamic").index(index);
            let known = MEMBERS.iter().any(|(name, _)| *name == key.as_str());
            if key == "name" || !known {
                let words = "no key that a build may decide";
                self.0.add(place, "dynamic", Severity::Error, words);
            } else if project.has(key) {
                let words = "stands in the table as well, and cannot be decided by the build";
                self.0.add(place, "dynamic", Severity::Error, words);
            }
        }
    }

    fn readme(&mut self, project: &Project, place: &Pointer) {
        let place = place.child("readme");
        let Some(readme) = &project.readme else { return };
        let file = match readme {
            ReadmeSpec::File(file) => Some(file),
            ReadmeSpec::Table(table) => {
                if table.file.is_some() == table.text.is_some() {
                    self.error(&place, "readme", "expected either file or text");
                }
                if table.content_type.is_none() {
                    self.error(&place, "readme", "expected the key content-type");
                }
                table.file.as_ref()
            }
        };
        if file.is_some_and(|file| leaves(file)) {
            self.error(&place, "path-out-of-tree", "the path leaves the package");
        }
    }

    fn license(&mut self, project: &Project, place: &Pointer) {
        let at = place.child("license");
        match &project.license {
            Some(LicenseSpec::Expression(text)) if !licenses::is_expression(text) => {
                self.error(&at, "license-expression", "expected an SPDX licence expression");
            }
            Some(LicenseSpec::Table(table)) => {
                if table.file.is_some() == table.text.is_some() {
                    self.error(&at, "license", "expected either file or text");
                }
                if project.license_files.is_present() {
                    let words = "license-files cannot stand beside a licence in a table";
                    self.error(&place.child("license-files"), "license-files", words);
                }
                let words = "a table, where an SPDX expression stands since PEP 639";
                self.0.add(|| at, "license-table", Severity::Note, words);
            }
            _ => {}
        }
        for (index, path) in project.license_files.indexed() {
            let place = place.child("license-files").index(index);
            if leaves(path) {
                let words = format!("the pattern {path:?} leaves the package");
                self.error(&place, "path-out-of-tree", &words);
            } else if path.is_empty() || !stars_stand_alone(path) {
                let words = "expected a pattern in which ** is a whole part of the path";
                self.error(&place, "license-files", words);
            }
        }
    }

    fn people(&mut self, project: &Project, place: &Pointer) {
        for (list, people) in [("authors", &project.authors), ("maintainers", &project.maintainers)]
        {
            for (index, one) in people.indexed() {
                let place = || place.child(list).index(index);
                if one.name.is_none() && one.email.is_none() {
                    let words = "expected a name or a mail address";
                    self.0.add(place, "nobody", Severity::Error, words);
                } else if one.name.as_ref().is_some_and(|name| name.contains(',')) {
                    let words = "a comma in a name parts two people in core metadata";
                    self.0.add(place, "comma-in-name", Severity::Error, words);
                }
            }
        }
    }

    fn requirements(&mut self, texts: &[Text], place: &Pointer) {
        texts.iter().enumerate().for_each(|(index, text)| self.requirement(text, place, index));
    }

    fn requirement(&mut self, text: &str, place: &Pointer, index: usize) {
        match Requirement::parse(text) {
            Ok(requirement) => self.0.extend(requirement.check(), &place.index(index)),
            Err(error) => {
                let words = error.to_string();
                let place = || place.index(index);
                self.0.add(place, "malformed-requirement", Severity::Error, &words);
            }
        }
    }

    /// Names that normalise to the same are one.
    fn distinct<T>(&mut self, map: &Map<T>, place: &Pointer, code: &'static str) {
        let mut seen: HashMap<String, &Text> = HashMap::new();
        for (name, _) in map.iter() {
            if let Some(other) = seen.insert(normalized(name), name) {
                let words = format!("the same name as {other:?}");
                self.0.add(|| place.child(name), code, Severity::Error, &words);
            }
        }
    }
}

/// The member of an object.
fn member(object: &Raw, name: &str) -> Option<Raw> {
    let members = raw::members(object.as_raw())?;
    members.into_iter().find(|(key, _)| key == name).map(|(_, value)| Raw::from(value))
}

/// Whether `**` is a part of the path of its own wherever it stands.
fn stars_stand_alone(pattern: &str) -> bool {
    pattern.split('/').all(|part| part == "**" || !part.contains("**"))
}
