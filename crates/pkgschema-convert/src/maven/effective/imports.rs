//! Management that is taken over from other POMs: scope `import`.
//!
//! Source: Maven 3.8, `DefaultModelBuilder.importDependencyManagement` and
//! `DefaultDependencyManagementImporter`.
//!
//! Invariant: a POM is imported once for each call, and no POM imports itself.

use super::dependencies::{Key, Merged, Stays};
use super::session::Session;
use super::{inherit, interpolate, lineage};
use crate::maven::Coordinates;
use crate::maven::pom::{Model, PomDependency};
use pkgschema::{Pointer, Text};
use std::sync::Arc;

/// How deep imports may lie within each other.
const DEEPEST: usize = 40;

/// Where imports stand.
pub(super) fn place() -> Pointer {
    Pointer::root().child("dependencyManagement").child("dependencies")
}

fn is_import(dependency: &PomDependency) -> bool {
    let kind = dependency.r#type.as_deref().unwrap_or("jar");
    kind == "pom" && dependency.scope.as_deref() == Some("import")
}

/// Puts what the imports say in their place: behind the POM's own management, each key as the
/// first import has it.
pub(super) fn resolve(session: &mut Session<'_>, model: &mut Model) {
    let part = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
    let id = [part(&model.group_id), part(&model.artifact_id), part(&model.version)].join(":");
    let Some(management) = &mut model.dependency_management else { return };
    if !management.dependencies.iter().any(is_import) {
        return;
    }
    let all = std::mem::take(&mut management.dependencies).into_vec();
    let (imports, own): (Vec<_>, Vec<_>) = all.into_iter().partition(is_import);
    session.importing.push(id);
    let mut sources = Vec::new();
    for import in &imports {
        sources.extend(management_of(session, import));
    }
    management.dependencies = match sources.is_empty() {
        true => own.into(),
        false => merged(session, &own, &sources).into(),
    };
    session.importing.pop();
}

fn merged(
    session: &mut Session<'_>,
    own: &[PomDependency],
    sources: &[Arc<Vec<PomDependency>>],
) -> Vec<PomDependency> {
    let mut merged = Merged::new(Key::of);
    merged.add(own, Stays::Last);
    for source in sources {
        match session.imports_left.checked_sub(source.len()) {
            Some(left) => session.imports_left = left,
            None => {
                session.error(
                    place(),
                    "imports-too-many",
                    "more imports than are read for one POM",
                );
                break;
            }
        }
        merged.add(source, Stays::First);
    }
    merged.into_elements().into_iter().cloned().collect()
}

/// The management of an imported POM: an effective POM of its own.
fn management_of(
    session: &mut Session<'_>,
    import: &PomDependency,
) -> Option<Arc<Vec<PomDependency>>> {
    let part = |text: &Option<Text>| text.clone().unwrap_or_default();
    let (group, artifact) = (part(&import.group_id), part(&import.artifact_id));
    let version = part(&import.version);
    let name = format!("{group}:{artifact}:{version}");
    let Some(coordinates) = Coordinates::new(&group, &artifact, &version) else {
        let words = format!("the import {name} is not known in full");
        session.error(place(), "import-unknown", words);
        return None;
    };
    if session.importing.contains(&name) {
        session.error(place(), "import-cycle", format!("{name} imports itself"));
        return None;
    }
    if let Some(known) = session.imported.get(&name) {
        return known.clone();
    }
    session.importing.push(name.clone());
    let found = read(session, &coordinates, &name);
    session.importing.pop();
    session.imported.insert(name, found.clone());
    found
}

fn read(
    session: &mut Session<'_>,
    coordinates: &Coordinates,
    name: &str,
) -> Option<Arc<Vec<PomDependency>>> {
    if session.importing.len() > 2 * DEEPEST || !session.may_read() {
        let words = "imports lie too deep, or are too many";
        session.error(place(), "imports-too-many", words);
        return None;
    }
    let (group, artifact) = (coordinates.group_id(), coordinates.artifact_id());
    let Some(pom) = session.resolver.pom(group, artifact, coordinates.version()) else {
        session.error(place(), "import-not-found", format!("there is no import {name}"));
        return None;
    };
    session.has_read();
    let levels = lineage::read(session, &pom);
    let mut model = Box::new(inherit::assemble(&levels));
    interpolate::management(session, &mut model);
    resolve(session, &mut model);
    let management = model.dependency_management.unwrap_or_default();
    Some(Arc::new(management.dependencies.into_vec()))
}
