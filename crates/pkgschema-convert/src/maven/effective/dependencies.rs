//! Lists of dependencies: how they merge, and what the management adds to them.
//!
//! Source: Maven 3.8, `ModelMerger`, `DefaultModelNormalizer`, `DefaultDependencyManagementInjector`.
//!
//! Invariant: two dependencies are one if group, name, type and classifier are equal.

use super::session::Session;
use crate::maven::pom::{Model, PomDependency};
use pkgschema::object::List;
use pkgschema::{Pointer, Severity, Text};
use std::collections::HashMap;
use std::hash::Hash;

const JAR: Text = Text::from_static("jar");
const COMPILE: Text = Text::from_static("compile");

/// What makes a dependency one: Maven's management key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key<'a> {
    group: Option<&'a str>,
    artifact: Option<&'a str>,
    kind: &'a str,
    classifier: Option<&'a str>,
}

impl<'a> Key<'a> {
    pub(super) fn of(dependency: &'a PomDependency) -> Self {
        Self {
            group: dependency.group_id.as_deref(),
            artifact: dependency.artifact_id.as_deref(),
            kind: dependency.r#type.as_deref().unwrap_or("jar"),
            classifier: dependency.classifier.as_deref(),
        }
    }
}

/// Which of two elements of one key stays, in the place of the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stays {
    First,
    Last,
}

/// Elements without duplicates, in the order in which their keys came.
pub(super) struct Merged<'a, T, K> {
    elements: Vec<&'a T>,
    places: HashMap<K, usize>,
    key: fn(&'a T) -> K,
}

impl<'a, T, K: Eq + Hash> Merged<'a, T, K> {
    pub(super) fn new(key: fn(&'a T) -> K) -> Self {
        Self { elements: Vec::new(), places: HashMap::new(), key }
    }

    pub(super) fn add(&mut self, elements: &'a [T], stays: Stays) {
        self.places.reserve(elements.len());
        for element in elements {
            let next = self.elements.len();
            let place = *self.places.entry((self.key)(element)).or_insert(next);
            match self.elements.get_mut(place) {
                Some(old) if stays == Stays::Last => *old = element,
                Some(_) => {}
                None => self.elements.push(element),
            }
        }
    }

    pub(super) fn into_elements(self) -> Vec<&'a T> {
        self.elements
    }
}

impl<'a> Merged<'a, PomDependency, Key<'a>> {
    /// Adds what a further POM says. Of duplicates within it the last one counts.
    fn inherit(&mut self, level: &'a [PomDependency]) {
        let mut own = Merged::new(Key::of);
        own.add(level, Stays::Last);
        for dependency in own.into_elements() {
            self.add(std::slice::from_ref(dependency), Stays::First);
        }
    }

    fn into_owned(self) -> Vec<PomDependency> {
        self.elements.into_iter().cloned().collect()
    }
}

/// The dependencies of several POMs, nearest first.
pub(super) fn inherited(levels: &[&[PomDependency]]) -> Vec<PomDependency> {
    let mut merged = Merged::new(Key::of);
    levels.iter().for_each(|level| merged.inherit(level));
    merged.into_owned()
}

/// The management of several POMs, nearest first. Duplicates stay where there is nothing to
/// merge, and then the first of them counts.
pub(super) fn inherited_management(levels: &[&[PomDependency]]) -> Vec<PomDependency> {
    let saying = levels.iter().rposition(|level| !level.is_empty());
    let saying = levels.get(..=saying.unwrap_or_default()).unwrap_or_default();
    let Some((top, below)) = saying.split_last() else { return Vec::new() };
    if below.is_empty() {
        return top.to_vec();
    }
    let mut merged = Merged::new(Key::of);
    below.iter().for_each(|level| merged.inherit(level));
    merged.add(top, Stays::First);
    merged.into_owned()
}

/// The dependencies of a POM with those of a profile, which count before the POM's own.
pub(super) fn injected(
    own: &List<PomDependency>,
    profile: &List<PomDependency>,
) -> Option<List<PomDependency>> {
    if profile.is_empty() {
        return None;
    }
    let mut merged = Merged::new(Key::of);
    merged.add(own, Stays::Last);
    merged.add(profile, Stays::Last);
    Some(merged.into_owned().into())
}

/// Fills in what the management says: version, scope, path, and exclusions where there are none.
/// Whether a dependency is optional is not managed.
pub(super) fn manage(model: &mut Model) {
    let Some(management) = &model.dependency_management else { return };
    let mut managed: Vec<Vec<&PomDependency>> = vec![Vec::new(); model.dependencies.len()];
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    for (index, dependency) in model.dependencies.iter().enumerate() {
        places.insert(Key::of(dependency), index);
    }
    for source in &management.dependencies {
        let place = places.get(&Key::of(source));
        if let Some(sources) = place.and_then(|place| managed.get_mut(*place)) {
            sources.push(source);
        }
    }
    for (dependency, sources) in model.dependencies.iter_mut().zip(managed) {
        for source in sources {
            fill(dependency, source);
        }
    }
}

fn fill(dependency: &mut PomDependency, source: &PomDependency) {
    or_from(&mut dependency.version, &source.version);
    or_from(&mut dependency.scope, &source.scope);
    or_from(&mut dependency.system_path, &source.system_path);
    if dependency.exclusions.is_empty() && !source.exclusions.is_empty() {
        dependency.exclusions = source.exclusions.clone();
    }
}

/// What is absent, from elsewhere.
pub(super) fn or_from<T: Clone>(target: &mut Option<T>, source: &Option<T>) {
    if target.is_none() {
        target.clone_from(source);
    }
}

/// What somebody else says, if they say something.
pub(super) fn overwrite<T: Clone>(target: &mut Option<T>, source: &Option<T>) {
    if source.is_some() {
        target.clone_from(source);
    }
}

/// What Maven assumes of a dependency, and dependencies whose version nothing tells.
pub(super) fn complete(model: &mut Model, session: &mut Session<'_>) {
    let place = Pointer::root().child("dependencies");
    for (index, dependency) in model.dependencies.iter_mut().enumerate() {
        assume(dependency);
        if dependency.version.as_deref().unwrap_or_default().is_empty() {
            let words = "neither the dependency nor any management tells its version";
            let (place, code) = (place.index(index), "missing-dependency-version");
            session.found(place, code, Severity::Error, words);
        }
    }
    let plugins = model.build.iter_mut().flat_map(|build| build.plugins.iter_mut());
    plugins.flat_map(|plugin| plugin.dependencies.iter_mut()).for_each(assume);
    let management = model.dependency_management.iter_mut();
    for dependency in management.flat_map(|management| management.dependencies.iter_mut()) {
        dependency.r#type.get_or_insert(JAR);
    }
}

fn assume(dependency: &mut PomDependency) {
    dependency.r#type.get_or_insert(JAR);
    if dependency.scope.as_deref().unwrap_or_default().is_empty() {
        dependency.scope = Some(COMPILE);
    }
}
