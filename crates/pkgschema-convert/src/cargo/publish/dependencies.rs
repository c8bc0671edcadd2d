//! Dependencies in a publish request.
//!
//! Invariant: a name of the depending crate's own is an alias, never the crate's name.

use super::PublishDependency;
use crate::cargo::published::{Published, Said};
use crate::cargo::target;
use pkgschema::metadata::Dependency;
use pkgschema::object::{List, Nullable};

/// What the crate depends on. An empty list says no more than an absent one.
pub(super) fn read(dependencies: &List<PublishDependency>) -> List<Dependency> {
    List::unless_empty(dependencies.iter().filter_map(one).collect())
}

fn one(dependency: &PublishDependency) -> Option<Dependency> {
    let said = Said {
        name: dependency.name.as_ref()?,
        alias: dependency.explicit_name_in_toml.get(),
        requirement: dependency.version_req.as_ref(),
        kind: dependency.kind.get(),
        target: dependency.target.get(),
        registry: dependency.registry.get(),
        features: &dependency.features,
        optional: dependency.optional == Some(true),
        default_features: dependency.default_features,
    };
    Some(said.dependency())
}

/// What is published of the dependencies, in their order.
pub(super) fn write(dependencies: &List<Dependency>) -> List<PublishDependency> {
    dependencies.iter().filter_map(Published::of).map(to_payload).collect()
}

fn to_payload(published: Published<'_>) -> PublishDependency {
    let dependency = published.dependency;
    let mut payload = PublishDependency::default();
    payload.optional = Some(published.is_optional());
    payload.default_features = Some(published.default_features());
    payload.name = Some(dependency.name.clone());
    payload.features = published.features();
    payload.explicit_name_in_toml = dependency.alias.clone().into();
    payload.version_req = Some(published.requirement);
    payload.target = Nullable::or_null(published.target.as_ref().map(target::normalized));
    payload.kind = Nullable::Is(published.kind);
    payload.registry = published.registry.into();
    payload
}
