//! Dependencies in an index line.
//!
//! Invariant: the record's name is the crate's own, whichever member of the line says it.

use super::IndexDependency;
use crate::cargo::published::{self, Published, Said};
use pkgschema::Text;
use pkgschema::metadata::Dependency;
use pkgschema::object::{List, Nullable};
use std::cmp::Ordering;

/// What a line depends on. An empty list says no more than an absent one.
pub(super) fn read(dependencies: &List<IndexDependency>) -> List<Dependency> {
    let mut all = Vec::with_capacity(dependencies.len());
    all.extend(dependencies.iter().filter_map(one));
    List::unless_empty(all)
}

/// A dependency that has a name.
fn one(dependency: &IndexDependency) -> Option<Dependency> {
    let local = dependency.name.as_ref();
    let package = dependency.package.get();
    let said = Said {
        name: package.or(local)?,
        alias: local.filter(|_| package.is_some()),
        requirement: dependency.req.as_ref(),
        kind: dependency.kind.get(),
        target: dependency.target.get(),
        registry: dependency.registry.get(),
        features: &dependency.features,
        optional: dependency.optional == Some(true),
        default_features: dependency.default_features,
    };
    Some(said.dependency())
}

/// What is published of the dependencies, in the order in which crates.io writes them.
pub(super) fn write(dependencies: &List<Dependency>) -> List<IndexDependency> {
    let mut all: Vec<_> = dependencies.iter().filter_map(Published::of).map(to_line).collect();
    all.sort_by(order);
    List::from(all)
}

fn to_line(published: Published<'_>) -> IndexDependency {
    let dependency = published.dependency;
    let mut line = IndexDependency::default();
    line.name = Some(dependency.alias.as_ref().unwrap_or(&dependency.name).clone());
    line.features = published.features();
    line.optional = Some(published.is_optional());
    line.default_features = Some(published.default_features());
    line.package = dependency.alias.as_ref().map(|_| dependency.name.clone()).into();
    line.req = Some(published.requirement);
    line.target = Nullable::or_null(published.target);
    line.kind = Nullable::Is(published.kind);
    line.registry = published.registry.into();
    line
}

/// By name; of one name those needed to run come first, then those of build scripts: older
/// versions of Cargo misread them in another order. The rest only makes the order one.
fn order(left: &IndexDependency, right: &IndexDependency) -> Ordering {
    let rank = |one: &IndexDependency| match one.kind.get().map(Text::as_str) {
        None | Some("normal") => 0,
        Some("build") => 1,
        Some(_) => 2,
    };
    let by_name = left.name.cmp(&right.name).then_with(|| rank(left).cmp(&rank(right)));
    let by_flags = |one: &IndexDependency| (one.optional, one.default_features);
    let by_texts = || {
        let target = left.target.get().cmp(&right.target.get());
        target.then_with(|| left.package.get().cmp(&right.package.get()))
    };
    by_name
        .then_with(|| left.req.cmp(&right.req))
        .then_with(|| by_flags(left).cmp(&by_flags(right)))
        .then_with(by_texts)
        .then_with(|| left.features.iter().cmp(right.features.iter()))
}

/// Whether [`write()`] gives the list again.
pub(super) fn is_usual(dependencies: &List<IndexDependency>) -> bool {
    let sorted = dependencies.is_sorted_by(|left, right| order(left, right).is_le());
    dependencies.is_present()
        && !dependencies.has_odd()
        && dependencies.iter().all(is_usual_one)
        && sorted
}

fn is_usual_one(one: &IndexDependency) -> bool {
    let there = one.name.is_some() && one.optional.is_some() && one.default_features.is_some();
    let kind = one.kind.get().map(Text::as_str);
    let of_artifacts = one.artifact != Nullable::Absent
        || one.bindep_target != Nullable::Absent
        || one.lib != Nullable::Absent
        || one.public != Nullable::Absent;
    there
        && matches!(kind, Some("normal" | "dev" | "build"))
        && !of_artifacts
        && !one.package.is_null()
        && !one.registry.is_null()
        && one.features.is_present()
        && !one.features.has_odd()
        && one.rest.is_empty()
        && one.target != Nullable::Absent
        && one.req.as_ref().is_some_and(published::is_normalized)
}
