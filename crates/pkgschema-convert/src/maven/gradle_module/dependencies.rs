//! From what variants need to dependencies and constraints.
//!
//! Invariant: each dependency that any variant has is in the record once, and every place of the
//! file that says less or more than that is lost by name.

use super::variants::{Placed, Role, Variants, attribute_of};
use super::{GradleDependency, ThirdPartyCompatibility, once, requirement};
use crate::LossKind;
use crate::leftovers::Leftovers;
use crate::maven::coordinates;
use crate::syntax::json::view;
use pkgschema::metadata::{
    Constraint, ConstraintKind, Dependency, Optionality, OptionalityKind, PackageMetadata, Scope,
};
use pkgschema::object::{List, Raw, write};
use pkgschema::{Pointer, Text};
use std::collections::{HashMap, HashSet};

const CATEGORY: &str = "org.gradle.category";

/// Where a dependency stands that several variants may have.
struct Need<'m> {
    dependency: &'m GradleDependency,
    feature: Option<&'m Text>,
    /// Where it stands first.
    place: Pointer,
    /// Where it stands again.
    again: Vec<Pointer>,
    /// The targets that have it.
    targets: HashSet<usize>,
    /// Whether it is needed to run.
    runs: bool,
    /// Whether it is compiled against beside that.
    compiles: bool,
}

impl<'m> Need<'m> {
    fn new(dependency: &'m GradleDependency, feature: Option<&'m Text>, place: Pointer) -> Self {
        let (again, targets) = (Vec::new(), HashSet::new());
        Self { dependency, feature, place, again, targets, runs: false, compiles: false }
    }

    /// What the record says less, or more, than the places do.
    fn lose(&self, variants: &Variants<'_>, left: &mut Leftovers) {
        if self.feature.is_none() && !variants.usual.is_subset(&self.targets) {
            let note = "not every variant needs it; the record says that it is needed";
            left.say(&self.place, LossKind::Changed, note);
        }
        if self.runs && self.compiles {
            let note = "a record does not say that it is compiled against as well";
            left.say(&self.place, LossKind::Changed, note);
        }
        once::lose(&self.place, &self.again, left);
    }
}

/// Adds what the variants need.
pub(super) fn add(variants: &Variants<'_>, record: &mut PackageMetadata, left: &mut Leftovers) {
    let mut dependencies = Vec::new();
    for need in needs(variants, Wanted::Packages) {
        if let Some(dependency) = dependency(&need, left) {
            dependencies.push(dependency);
            need.lose(variants, left);
        }
    }
    record.dependencies = List::unless_empty(dependencies);
    record.constraints = List::unless_empty(constraints(variants, left));
}

/// What is looked for in variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Dependencies on packages.
    Packages,
    /// Constraints, and dependencies on platforms.
    Bounds,
}

/// What a variant has of what is wanted, with its places.
fn wanted<'m>(placed: &Placed<'m>, wanted: Wanted) -> Vec<(Pointer, &'m GradleDependency)> {
    let place = Pointer::root().child("variants").index(placed.index);
    let (list, bounds) = (place.child("dependencies"), place.child("dependencyConstraints"));
    let fits = |it: &GradleDependency| is_platform(it) == (wanted == Wanted::Bounds);
    let own = placed.variant.dependencies.indexed().filter(|(_, it)| fits(it));
    let mut all: Vec<_> = own.map(|(index, it)| (list.index(index), it)).collect();
    if wanted == Wanted::Bounds {
        let more = placed.variant.dependency_constraints.indexed();
        all.extend(more.map(|(index, it)| (bounds.index(index), it)));
    }
    all
}

/// Each dependency once, in the order in which they stand first.
fn needs<'m>(variants: &Variants<'m>, what: Wanted) -> Vec<Need<'m>> {
    let mut list: Vec<Need<'m>> = Vec::new();
    let mut known: HashMap<(String, Option<&Text>), usize> = HashMap::new();
    for placed in variants.list.iter().filter(|it| it.role != Role::Aside) {
        for (place, dependency) in wanted(placed, what) {
            let next = list.len();
            let at = *known.entry((write(dependency), placed.feature)).or_insert(next);
            if at == next {
                list.push(Need::new(dependency, placed.feature, place));
            } else if let Some(need) = list.get_mut(at) {
                need.again.push(place);
            }
            if let Some(need) = list.get_mut(at) {
                need.targets.insert(placed.target);
                need.runs |= !variants.is_only_compiled_against(placed);
                need.compiles |= placed.role == Role::Api;
            }
        }
    }
    list
}

/// Whether a dependency is one on the versions that a platform supplies.
fn is_platform(dependency: &GradleDependency) -> bool {
    let category = attribute_of(&dependency.attributes, CATEGORY);
    matches!(category.as_deref(), Some("platform" | "enforced-platform"))
}

/// Group and name of a package.
fn name(dependency: &GradleDependency) -> Option<Text> {
    let group = coordinates::known(&dependency.group)?;
    let module = coordinates::known(&dependency.module)?;
    Some([group.as_str(), ":", module.as_str()].concat().into())
}

fn dependency(need: &Need<'_>, left: &mut Leftovers) -> Option<Dependency> {
    let (read, place) = (need.dependency, &need.place);
    let scope = if need.runs { Scope::Runtime } else { Scope::Provided };
    let mut dependency = Dependency::new(name(read)?, scope);
    left.take_members(place, &["group", "module"]);
    let version = read.version.as_ref();
    dependency.requirement =
        version.and_then(|it| requirement::of(it, &place.child("version"), left));
    let excludes = place.child("excludes");
    for (index, exclude) in read.excludes.indexed() {
        let part = |text: &Option<Text>| text.clone().unwrap_or_else(|| "*".into());
        if exclude.rest.iter().next().is_none() {
            left.take(&excludes.index(index));
            let text = format!("{}:{}", part(&exclude.group), part(&exclude.module));
            dependency.exclusions.push(text.into());
        }
    }
    if let Some(others) = &read.third_party_compatibility {
        file(others, read, &mut dependency, &place.child("thirdPartyCompatibility"), left);
    }
    dependency.optionality = need.feature.map(|feature| {
        let mut optionality = Optionality::new(OptionalityKind::Feature);
        optionality.feature = Some(feature.clone());
        optionality
    });
    Some(dependency)
}

/// Which file of the dependency is meant.
fn file(
    others: &ThirdPartyCompatibility,
    read: &GradleDependency,
    dependency: &mut Dependency,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let Some(selector) = &others.artifact_selector else { return };
    let place = place.child("artifactSelector");
    dependency.artifact_type = left.member(&selector.r#type, &place, "type").cloned();
    dependency.classifier = left.member(&selector.classifier, &place, "classifier").cloned();
    let same = LossKind::Normalized;
    if selector.extension.is_some() && selector.extension == selector.r#type {
        left.lose(&place.child("extension"), same, "the type says the same");
    }
    if selector.name.is_some() && selector.name == read.module {
        left.lose(&place.child("name"), same, "the module says the same");
    }
}

/// Versions that dependencies are held to, and platforms that supply some.
fn constraints(variants: &Variants<'_>, left: &mut Leftovers) -> Vec<Constraint> {
    let mut list = Vec::new();
    for need in needs(variants, Wanted::Bounds) {
        let Some(name) = name(need.dependency) else { continue };
        list.push(constraint(need.dependency, name, &need.place, left));
        if need.feature.is_some() || !variants.usual.is_subset(&need.targets) {
            let note = "not every variant has it; the record says that it holds";
            left.say(&need.place, LossKind::Changed, note);
        }
        once::lose(&need.place, &need.again, left);
    }
    list
}

fn constraint(
    read: &GradleDependency,
    name: Text,
    place: &Pointer,
    left: &mut Leftovers,
) -> Constraint {
    let mut constraint = Constraint::new(ConstraintKind::Managed, name);
    // what was said less of in Maven's notation stands in the value
    let mut aside = Leftovers::default();
    let version = read.version.as_ref();
    constraint.requirement =
        version.and_then(|it| requirement::of(it, &place.child("version"), &mut aside));
    if !is_plain(read) {
        let written: Raw = view(read);
        constraint.value = Some(written);
    }
    left.take(place);
    constraint
}

/// Whether a constraint is a package and one version of Maven's notation, and no more.
fn is_plain(read: &GradleDependency) -> bool {
    let mut plain = GradleDependency::default();
    plain.group = read.group.clone();
    plain.module = read.module.clone();
    plain.version = read.version.clone();
    let of_maven = read.version.as_ref().is_none_or(|version| {
        let mut only = super::GradleVersion::default();
        only.requires = version.requires.clone();
        let same = |text: &Text| requirement::in_maven(text).as_ref() == Some(text);
        only == *version && version.requires.as_ref().is_none_or(same)
    });
    of_maven && plain == *read
}
