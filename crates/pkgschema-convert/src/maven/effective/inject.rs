//! Active profiles, put into the model that they belong to.
//!
//! Source: Maven 3.8, `DefaultProfileInjector`.
//!
//! Invariant: what the profile says counts before what the model says.

use super::dependencies::{Stays, injected, overwrite};
use super::{build, raws};
use crate::maven::pom::{DependencyManagement, DistributionManagement, Model, Profile, Site};
use pkgschema::Text;
use pkgschema::object::{List, Map};
use std::collections::HashSet;

pub(super) fn profile(model: &mut Model, profile: &Profile) {
    if let Some(source) = &profile.distribution_management {
        distribution(model.distribution_management.get_or_insert_default(), source);
    }
    modules(&mut model.modules, &profile.modules);
    modules(&mut model.subprojects, &profile.subprojects);
    raws::repositories(&mut model.repositories, &profile.repositories, Stays::Last);
    raws::repositories(&mut model.plugin_repositories, &profile.plugin_repositories, Stays::Last);
    if let Some(merged) = injected(&model.dependencies, &profile.dependencies) {
        model.dependencies = merged;
    }
    raws::members(&mut model.reporting, profile.reporting.as_ref(), Stays::Last);
    if let Some(source) = &profile.dependency_management {
        management(model.dependency_management.get_or_insert_default(), source);
    }
    properties(&mut model.properties, &profile.properties);
    if let Some(source) = &profile.build {
        build::inject(model.build.get_or_insert_default(), source);
    }
}

fn management(target: &mut DependencyManagement, source: &DependencyManagement) {
    if let Some(merged) = injected(&target.dependencies, &source.dependencies) {
        target.dependencies = merged;
    }
}

fn modules(target: &mut List<Text>, source: &List<Text>) {
    if source.is_empty() {
        return;
    }
    let there: HashSet<&str> = target.iter().map(Text::as_str).collect();
    let more: Vec<Text> =
        source.iter().filter(|name| !there.contains(name.as_str())).cloned().collect();
    target.extend(more);
}

fn properties(target: &mut Map<Text>, source: &Map<Text>) {
    if source.is_empty() {
        return;
    }
    // of two of one name the first stays
    let all = source.iter().chain(target.iter());
    *target = all.map(|(name, value)| (name.clone(), value.clone())).collect();
}

fn distribution(target: &mut DistributionManagement, source: &DistributionManagement) {
    overwrite(&mut target.repository, &source.repository);
    overwrite(&mut target.snapshot_repository, &source.snapshot_repository);
    overwrite(&mut target.download_url, &source.download_url);
    overwrite(&mut target.status, &source.status);
    if let Some(site) = &source.site {
        self::site(target.site.get_or_insert_default(), site);
    }
}

fn site(target: &mut Site, source: &Site) {
    overwrite(&mut target.url_inherit_append, &source.url_inherit_append);
    overwrite(&mut target.id, &source.id);
    overwrite(&mut target.name, &source.name);
    overwrite(&mut target.url, &source.url);
}
