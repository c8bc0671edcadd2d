//! SLSA 0.2 → 1: "Migrating from 0.2" of the specification of version 1.
//!
//! Where a parameter has the name of a member that the migration adds, the added one counts, as
//! the specification's sum of the two has it.
//!
//! Invariant: a parameter of the build never takes the place of where its configuration comes
//! from.

use crate::Pointer;
use crate::object::{List, Object, Raw, RawObject, Rest, Value, Writer, raw};
use crate::provenance::ResourceDescriptor;
use crate::provenance::slsa::migrated::{Carrier, Migrated};
use crate::provenance::slsa::v0_1::MISSPELT;
use crate::provenance::slsa::{v0_2, v1};
use std::collections::HashSet;

impl v0_2::Provenance {
    /// The same in version 1. The build type stays as it is; the specification wants another one,
    /// which only its owner can know.
    pub fn to_v1(&self) -> Migrated<v1::Provenance> {
        const SAME: &[(&str, &str)] = &[];
        let (mut carrier, root) = (Carrier::default(), Pointer::root());
        let definition = definition(self, &mut carrier);
        let run = v1::RunDetails {
            builder: self.builder.as_ref().map(|it| builder(it, &mut carrier)),
            metadata: self.metadata.as_ref().map(|it| metadata(it, &mut carrier)),
            ..Default::default()
        };
        if self.build_config.is_some() {
            let note = "version 1 does not inline the steps of a build";
            carrier.leave(root.child("buildConfig"), note);
        }
        let value = v1::Provenance {
            build_definition: (definition != Default::default()).then_some(definition),
            run_details: (run != Default::default()).then_some(run),
            rest: carrier.rest::<_, v1::Provenance>(self, &root, SAME),
        };
        carrier.done(value)
    }
}

fn definition(source: &v0_2::Provenance, carrier: &mut Carrier) -> v1::BuildDefinition {
    let place = Pointer::root().child("invocation");
    let mut definition = v1::BuildDefinition {
        build_type: source.build_type.clone(),
        resolved_dependencies: materials(source, carrier),
        ..Default::default()
    };
    let Some(invocation) = &source.invocation else { return definition };
    let config = invocation.config_source.as_ref();
    if let Some(config) = config.and_then(|config| config_dependency(config, carrier)) {
        definition.resolved_dependencies.push(config);
    }
    definition.external_parameters = external_parameters(invocation, carrier);
    definition.internal_parameters = invocation.environment.clone();
    for (name, raw) in invocation.rest.iter() {
        if name == "environment" && invocation.environment.is_none() {
            definition.rest.push("internalParameters", raw.clone());
        } else {
            carrier.leave(place.child(name), "version 1 has no invocation that could hold it");
        }
    }
    if *invocation == Default::default() {
        carrier.leave(place, "version 1 has no invocation that could be empty");
    }
    definition
}

fn materials(source: &v0_2::Provenance, carrier: &mut Carrier) -> List<ResourceDescriptor> {
    const SAME: &[(&str, &str)] = &[("uri", "uri"), ("digest", "digest")];
    let place = Pointer::root().child("materials");
    let Some(materials) = source.materials.items() else { return List::absent() };
    for (index, _) in materials.odd() {
        carrier.leave(place.index(index), "no object, so that it names no material");
    }
    let resource = |(index, material): (usize, &v0_2::Material)| ResourceDescriptor {
        uri: material.uri.clone(),
        digest: material.digest.clone(),
        rest: carrier.rest::<_, ResourceDescriptor>(material, &place.index(index), SAME),
        ..Default::default()
    };
    materials.indexed().map(resource).collect()
}

/// Where the configuration comes from, as a dependency; `None` where neither URI nor digest says.
fn config_dependency(
    config: &v0_2::ConfigSource,
    carrier: &mut Carrier,
) -> Option<ResourceDescriptor> {
    let place = Pointer::root().child("invocation").child("configSource");
    let (mut rest, mut seen) = (Rest::default(), HashSet::new());
    for (name, raw) in config.rest.iter() {
        if config.has(name) || !seen.insert(name) {
            carrier.leave(place.child(name), "the name stands there twice; the first counts");
        } else if matches!(name, "uri" | "digest") {
            rest.push(name, raw.clone());
        } else if name != "entryPoint" {
            carrier.leave(place.child(name), "version 1 has no such source that could hold it");
        }
    }
    if *config == Default::default() {
        carrier.leave(place, "version 1 has no such source that could be empty");
    }
    let (uri, digest) = (config.uri.clone(), config.digest.clone());
    let says = uri.is_some() || digest.is_some() || !rest.is_empty();
    says.then(|| ResourceDescriptor { uri, digest, rest, ..Default::default() })
}

/// The parameters, and behind them entry point and source.
fn external_parameters(invocation: &v0_2::Invocation, carrier: &mut Carrier) -> Option<RawObject> {
    let config = invocation.config_source.as_ref();
    let odd = |name: &str| config.and_then(|it| it.rest.get(name)).cloned();
    let entry_point = config.and_then(|it| it.entry_point.as_ref()).map(Value::to_raw);
    let source = config.and_then(|it| it.uri.as_ref()).map(Value::to_raw);
    let added: Vec<(&str, Raw)> = [
        ("entryPoint", entry_point.or_else(|| odd("entryPoint"))),
        ("source", source.or_else(|| odd("uri"))),
    ]
    .into_iter()
    .filter_map(|(name, raw)| Some((name, raw?)))
    .collect();
    if added.is_empty() {
        return invocation.parameters.clone();
    }
    let mut writer = Writer::default();
    let mut members = writer.object();
    for (name, raw) in parameters(invocation, &added, carrier) {
        members.member(&name, |to| to.raw(raw.as_str()));
    }
    for (name, raw) in &added {
        members.member(name, |to| to.raw(raw.as_str()));
    }
    members.end();
    RawObject::new(Raw::from_string(writer.into_text())?)
}

/// The parameters that keep their names.
fn parameters(
    invocation: &v0_2::Invocation,
    added: &[(&str, Raw)],
    carrier: &mut Carrier,
) -> Vec<(String, Raw)> {
    let place = Pointer::root().child("invocation").child("parameters");
    let Some(parameters) = &invocation.parameters else { return Vec::new() };
    let Some(members) = raw::members(parameters.as_raw().as_raw()) else {
        carrier.leave(place, "a name in it is no valid text");
        return Vec::new();
    };
    if members.is_empty() {
        carrier.leave(place.clone(), "empty, which is the same as absent");
    }
    let (mut kept, mut seen) = (Vec::new(), HashSet::new());
    for (name, raw) in members {
        if added.iter().any(|(taken, _)| *taken == name) {
            carrier.leave(place.child(&name), "the migration gives this name to something else");
        } else if seen.insert(name.clone()) {
            kept.push((name.into_owned(), Raw::from(raw)));
        } else {
            carrier.leave(place.child(&name), "the name stands there twice; the first counts");
        }
    }
    kept
}

fn builder(source: &v0_2::Builder, carrier: &mut Carrier) -> v1::Builder {
    let place = Pointer::root().child("builder");
    let rest = carrier.rest::<_, v1::Builder>(source, &place, &[("id", "id")]);
    v1::Builder { id: source.id.clone(), rest, ..Default::default() }
}

fn metadata(source: &v0_2::Metadata, carrier: &mut Carrier) -> v1::BuildMetadata {
    const SAME: &[(&str, &str)] = &[
        ("buildInvocationId", "invocationId"),
        ("buildStartedOn", "startedOn"),
        ("buildFinishedOn", "finishedOn"),
    ];
    let place = Pointer::root().child("metadata");
    for (name, stands) in [
        ("completeness", source.completeness.is_some()),
        ("reproducible", source.reproducible.is_some()),
    ] {
        if stands {
            carrier.leave(place.child(name), "in version 1 the builder's identity implies it");
        }
    }
    let mut metadata = v1::BuildMetadata {
        invocation_id: source.build_invocation_id.clone(),
        started_on: source.build_started_on.clone(),
        finished_on: source.build_finished_on.clone(),
        rest: carrier.rest::<_, v1::BuildMetadata>(source, &place, SAME),
    };
    if metadata.invocation_id.is_none() && metadata.rest.get("invocationId").is_none() {
        metadata.invocation_id = source.invocation_id();
        if metadata.invocation_id.is_some() {
            metadata.rest.remove(MISSPELT);
        }
    }
    metadata
}
