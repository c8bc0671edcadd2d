//! The part of a model that says how it is built.
//!
//! Source: Maven 3.8, `ModelMerger`, `DefaultInheritanceAssembler`, `DefaultPluginManagementInjector`.
//!
//! Invariant: of a plugin, coordinates and dependencies merge; how it is configured and run is
//! what the nearest POM says, whole.

use super::dependencies::{Key, Merged, Stays, or_from, overwrite};
use crate::maven::pom::{Build, Extension, Plugin, PluginManagement};
use pkgschema::object::{List, Object, Raw, Rest};
use std::collections::{HashMap, HashSet};

/// What a child inherits.
pub(super) fn inherit(target: &mut Build, source: &Build) {
    or_from(&mut target.final_name, &source.final_name);
    rest(&mut target.rest, &source.rest, Stays::First);
    plugins(&mut target.plugins, &source.plugins, Stays::First);
    if let Some(management) = &source.plugin_management {
        let own = target.plugin_management.get_or_insert_default();
        plugins(&mut own.plugins, &management.plugins, Stays::First);
    }
    extensions(&mut target.extensions, &source.extensions);
}

/// What a profile puts in.
pub(super) fn inject(target: &mut Build, source: &Build) {
    overwrite(&mut target.final_name, &source.final_name);
    rest(&mut target.rest, &source.rest, Stays::Last);
    plugins(&mut target.plugins, &source.plugins, Stays::Last);
    if let Some(management) = &source.plugin_management {
        let own = target.plugin_management.get_or_insert_default();
        plugins(&mut own.plugins, &management.plugins, Stays::Last);
    }
}

/// What the management says of plugins that are used.
pub(super) fn manage(build: &mut Build) {
    let Some(PluginManagement { plugins: managed, .. }) = &build.plugin_management else { return };
    let managed: HashMap<_, &Plugin> = managed.iter().map(|plugin| (key(plugin), plugin)).collect();
    for plugin in build.plugins.iter_mut() {
        if let Some(source) = managed.get(&key(plugin)) {
            let source = *source;
            merge(plugin, source, Stays::First);
        }
    }
}

type PluginKey<'a> = (&'a str, Option<&'a str>);

fn key(plugin: &Plugin) -> PluginKey<'_> {
    let group = plugin.group_id.as_deref().unwrap_or("org.apache.maven.plugins");
    (group, plugin.artifact_id.as_deref())
}

fn owned_key(plugin: &Plugin) -> (String, Option<String>) {
    let (group, artifact) = key(plugin);
    (group.to_owned(), artifact.map(str::to_owned))
}

/// Plugins by their keys: a plugin of one side stands before the next one that both sides have.
/// Inheritance goes by the parent's order, a profile by the model's.
fn plugins(target: &mut List<Plugin>, source: &List<Plugin>, stays: Stays) {
    if source.is_empty() {
        return;
    }
    let own = std::mem::take(target).into_vec();
    let merged = match stays {
        Stays::First => {
            let order = source.iter().filter(|plugin| is_inherited(plugin)).cloned().collect();
            ordered(order, own, |theirs, own| {
                let theirs = std::mem::replace(theirs, own);
                (theirs, Stays::First)
            })
        }
        Stays::Last => ordered(own, source.to_vec(), |_, profile| (profile, Stays::Last)),
    };
    *target = merged.into();
}

/// `others` sorted into `order`. Of two that are one, `pair` leaves in place the one that stays
/// and gives back the other, with what it is worth.
fn ordered(
    mut order: Vec<Plugin>,
    others: Vec<Plugin>,
    pair: impl Fn(&mut Plugin, Plugin) -> (Plugin, Stays),
) -> Vec<Plugin> {
    let places = order.iter().enumerate().map(|(at, plugin)| (owned_key(plugin), at));
    let places: HashMap<_, usize> = places.collect();
    let mut before: Vec<Vec<Plugin>> = vec![Vec::new(); order.len()];
    let mut pending = Vec::new();
    for other in others {
        let place = places.get(&owned_key(&other)).copied();
        let slots = place.and_then(|at| Some((order.get_mut(at)?, before.get_mut(at)?)));
        let Some((slot, before)) = slots else {
            pending.push(other);
            continue;
        };
        let (source, stays) = pair(slot, other);
        merge(slot, &source, stays);
        before.append(&mut pending);
    }
    let sorted = before.into_iter().zip(order);
    let mut all: Vec<Plugin> =
        sorted.flat_map(|(before, plugin)| before.into_iter().chain([plugin])).collect();
    all.append(&mut pending);
    all
}

/// Whether children have the plugin too: unless `inherited` says `false`.
fn is_inherited(plugin: &Plugin) -> bool {
    let word = plugin.rest.get("inherited").map(Raw::as_str);
    word.is_none_or(|word| word.trim_matches('"').eq_ignore_ascii_case("true"))
        || plugin.rest.get("executions").is_some()
}

fn merge(target: &mut Plugin, source: &Plugin, stays: Stays) {
    match stays {
        Stays::First => or_from(&mut target.version, &source.version),
        Stays::Last => overwrite(&mut target.version, &source.version),
    }
    if !source.dependencies.is_empty() {
        let mut merged = Merged::new(Key::of);
        merged.add(&target.dependencies, Stays::Last);
        merged.add(&source.dependencies, stays);
        target.dependencies = merged.into_elements().into_iter().cloned().collect();
    }
    rest(&mut target.rest, &source.rest, stays);
}

fn extensions(target: &mut List<Extension>, source: &List<Extension>) {
    if source.is_empty() {
        return;
    }
    let key = |one: &Extension| (one.group_id.clone(), one.artifact_id.clone());
    let mut merged = Merged::new(key);
    merged.add(target, Stays::Last);
    merged.add(source, Stays::First);
    *target = merged.into_elements().into_iter().cloned().collect();
}

/// Members that are not typed. Members that are, but did not fit, are not handed down.
fn rest(target: &mut Rest, source: &Rest, stays: Stays) {
    if source.is_empty() {
        return;
    }
    let typed = |name: &str| Build::MEMBERS.contains(&name) || Plugin::MEMBERS.contains(&name);
    let handed = source.iter().filter(|(name, _)| !typed(name));
    let mut names = HashSet::new();
    let mut merged = Rest::default();
    let all: Vec<(&str, &Raw)> = match stays {
        Stays::First => target.iter().chain(handed).collect(),
        Stays::Last => handed.chain(target.iter()).collect(),
    };
    for (name, value) in all.into_iter().filter(|(name, _)| names.insert(*name)) {
        merged.push(name, value.clone());
    }
    *target = merged;
}
