//! Runtimes and tools in `package.json`.
//!
//! Invariant: a line of `engines` is a name and a requirement only if a blank or an operator
//! parts them.

use super::PackageJson;
use super::package_json::{DevEngine, DevEngineSpec, DevEngines, EnginesSpec};
use pkgschema::Text;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{RuntimePhase, RuntimeRequirement};
use pkgschema::object::{Entries, Items, List};
use pkgschema::version::RequirementText;

/// What the document needs to run and to be worked on.
pub(super) fn read(package: &PackageJson) -> List<RuntimeRequirement> {
    let mut all = Vec::new();
    match &package.engines {
        Some(EnginesSpec::Map(map)) => all.extend(map.iter().map(|(name, text)| run(name, text))),
        Some(EnginesSpec::Lines(lines)) => all.extend(lines.iter().map(line)),
        Some(EnginesSpec::Line(text)) => all.push(line(text)),
        _ => {}
    }
    if let Some(engines) = &package.dev_engines {
        let manager = RuntimePhase::DevelopmentPackageManager;
        all.extend(development(engines.runtime.as_ref(), &RuntimePhase::Development));
        all.extend(development(engines.package_manager.as_ref(), &manager));
    }
    let present = package.engines.is_some() || package.dev_engines.is_some();
    if present { List::from(all) } else { List::absent() }
}

/// Writes what npm can say of it.
pub(super) fn write(requirements: &List<RuntimeRequirement>, package: &mut PackageJson) {
    let of = |phase: Option<RuntimePhase>| {
        requirements.iter().filter(move |one| one.phase == phase && is_npm(one))
    };
    let text = |one: &RuntimeRequirement| one.requirement.as_ref().map(|r| r.text.clone());
    let run: Entries<Text> =
        of(None).filter_map(|one| Some((one.name.clone(), text(one)?))).collect();
    if !run.is_empty() {
        package.engines = Some(EnginesSpec::Map(run));
    }
    let engine = |one: &RuntimeRequirement| {
        let mut engine = DevEngine::default();
        engine.name = Some(one.name.clone());
        engine.version = text(one);
        engine.on_fail = one.on_failure.clone();
        engine
    };
    let mut engines = DevEngines::default();
    engines.runtime = spec(of(Some(RuntimePhase::Development)).map(engine).collect());
    let manager = Some(RuntimePhase::DevelopmentPackageManager);
    engines.package_manager = spec(of(manager).map(engine).collect());
    if engines.runtime.is_some() || engines.package_manager.is_some() {
        package.dev_engines = Some(engines);
    }
}

fn is_npm(requirement: &RuntimeRequirement) -> bool {
    requirement.requirement.as_ref().is_none_or(|text| text.ecosystem == Ecosystem::NPM)
}

fn run(name: &Text, text: &Text) -> RuntimeRequirement {
    let mut requirement = RuntimeRequirement::new(name.clone());
    requirement.requirement = Some(RequirementText::new(Ecosystem::NPM, text.clone()));
    requirement
}

/// `node >= 0.8` or `node>=0.8`; a line without versions is a name.
fn line(text: &Text) -> RuntimeRequirement {
    let at = text.find(|c: char| c.is_whitespace() || "<>=^~".contains(c));
    match at.and_then(|at| text.split_at_checked(at)) {
        Some((name, versions)) => run(&Text::from(name), &Text::from(versions.trim())),
        None => RuntimeRequirement::new(text.clone()),
    }
}

fn development(spec: Option<&DevEngineSpec>, phase: &RuntimePhase) -> Vec<RuntimeRequirement> {
    let engines = match spec {
        Some(DevEngineSpec::One(engine)) => std::slice::from_ref(engine),
        Some(DevEngineSpec::Many(engines)) => engines,
        _ => &[],
    };
    let named = engines.iter().filter_map(|engine| {
        let mut requirement = RuntimeRequirement::new(engine.name.clone()?);
        let version = engine.version.clone();
        requirement.requirement =
            version.map(|version| RequirementText::new(Ecosystem::NPM, version));
        requirement.phase = Some(phase.clone());
        requirement.on_failure = engine.on_fail.clone();
        Some(requirement)
    });
    named.collect()
}

fn spec(engines: Vec<DevEngine>) -> Option<DevEngineSpec> {
    match engines.len() {
        0 => None,
        1 => engines.into_iter().next().map(DevEngineSpec::One),
        _ => Some(DevEngineSpec::Many(Items::from(engines))),
    }
}
