//! A POM and the POMs that it inherits from, each with its active profiles in it.
//!
//! Source: Maven 3.8, `DefaultModelBuilder.build` and `readParent`.
//!
//! Invariant: the chain ends, whatever the POMs say of each other.

use super::session::Session;
use super::{activation, inject, paths};
use crate::maven::coordinates::is_known;
use crate::maven::expressions::first;
use crate::maven::pom::{Model, Parent};
use crate::maven::{Coordinates, Pom};
use pkgschema::version::maven::{Range, RangeKind, Version};
use pkgschema::{Pointer, Text};
use std::cmp::Ordering;
use std::collections::HashSet;
use std::ops::Deref;
use std::sync::Arc;

/// Longest chain of parents.
const LONGEST: usize = 1000;

/// A model of the caller's, or one that is shared.
enum Held<'a> {
    Own(&'a Model),
    Shared(Arc<Pom>),
}

impl Deref for Held<'_> {
    type Target = Model;

    fn deref(&self) -> &Model {
        match self {
            Self::Own(model) => model,
            Self::Shared(pom) => pom,
        }
    }
}

/// One POM of a lineage.
pub(super) struct Level<'a> {
    raw: Held<'a>,
    /// The model with its active profiles in it, where there are any.
    injected: Option<Box<Model>>,
    /// Names of the active profiles.
    pub(super) active: Vec<Text>,
    /// What it was asked for by: group, name, version; of the first POM nothing.
    pub(super) coordinates: Option<Coordinates>,
    /// Its file, as seen from the folder of the first one, if it is known.
    file: Option<String>,
    /// Its folder, if it is known.
    folder: Option<String>,
}

impl Level<'_> {
    pub(super) fn model(&self) -> &Model {
        self.injected.as_deref().unwrap_or(&self.raw)
    }

    /// The name of its folder.
    pub(super) fn folder_name(&self) -> Option<&str> {
        self.folder.as_deref()?.trim_end_matches('/').rsplit('/').next()
    }
}

/// The POM and its parents, nearest first.
pub(super) fn read<'a>(session: &mut Session<'_>, pom: &'a Model) -> Vec<Level<'a>> {
    let main = session.is_main();
    let mut first = Level {
        raw: Held::Own(pom),
        injected: None,
        active: Vec::new(),
        coordinates: None,
        file: main.then(|| "pom.xml".to_owned()),
        folder: session.context.folder.clone().filter(|_| main),
    };
    apply_profiles(session, &mut first, 0);
    let mut levels = vec![first];
    let mut seen: HashSet<String> = own_id(pom).into_iter().collect();
    while let Some(level) = levels.last() {
        let Some(mut next) = parent_of(session, level, &mut seen) else { break };
        if levels.len() > LONGEST {
            let words = format!("more than {LONGEST} parents");
            session.error(Pointer::root().child("parent"), "parents-too-many", words);
            break;
        }
        apply_profiles(session, &mut next, levels.len());
        levels.push(next);
    }
    levels
}

fn apply_profiles(session: &mut Session<'_>, level: &mut Level<'_>, depth: usize) {
    if level.raw.profiles.is_empty() {
        return;
    }
    let active = activation::active(session, &level.raw, depth);
    if active.is_empty() {
        return;
    }
    let mut model: Model = level.raw.clone();
    for profile in active.iter().filter_map(|index| level.raw.profiles.get(*index)) {
        inject::profile(&mut model, profile);
        level.active.push(profile.id.clone().unwrap_or(Text::from_static("default")));
    }
    level.injected = Some(Box::new(model));
}

/// What a POM calls itself, or by way of its parent.
fn own_id(pom: &Model) -> Option<String> {
    let parent = pom.parent.as_ref();
    let group = pom.group_id.as_deref().or(parent.and_then(|p| p.group_id.as_deref()))?;
    let version = pom.version.as_deref().or(parent.and_then(|p| p.version.as_deref()))?;
    Some(format!("{group}:{}:{version}", pom.artifact_id.as_deref()?))
}

fn parent_of<'a>(
    session: &mut Session<'_>,
    level: &Level<'_>,
    seen: &mut HashSet<String>,
) -> Option<Level<'a>> {
    let parent = level.model().parent.as_ref()?;
    let place = Pointer::root().child("parent");
    let next = match local(session, level, parent) {
        Some(next) => next,
        None => match external(session, level, parent) {
            Ok(next) => next,
            Err((code, words)) => {
                session.error(place, code, words);
                return None;
            }
        },
    };
    let id = next.coordinates.as_ref().map(Coordinates::to_string);
    if id.is_some_and(|id| !seen.insert(id)) {
        let words = format!("{} inherits from itself", named(parent));
        session.error(place, "parent-cycle", words);
        return None;
    }
    Some(next)
}

/// The parent in a file, if the file holds it.
fn local<'a>(session: &mut Session<'_>, level: &Level<'_>, parent: &Parent) -> Option<Level<'a>> {
    let from = level.file.as_deref()?;
    let relative = parent.relative_path.as_deref().unwrap_or("../pom.xml");
    if relative.is_empty() || !session.may_read() {
        return None;
    }
    let file = paths::beside(from, relative);
    let pom = session.resolver.file(&file)?;
    session.has_read();
    if !is_it(&pom, parent) {
        return None;
    }
    let folder = session.context.folder.as_deref().map(|root| paths::folder_of(root, &file));
    Some(Level {
        coordinates: coordinates(&pom, parent),
        raw: Held::Shared(pom),
        injected: None,
        active: Vec::new(),
        file: Some(file),
        folder,
    })
}

/// Whether a POM is the parent that is asked for: by its own words, a range of versions allowed.
fn is_it(pom: &Model, parent: &Parent) -> bool {
    let above = pom.parent.as_ref();
    let group = pom.group_id.as_ref().or(above.and_then(|above| above.group_id.as_ref()));
    let version = pom.version.as_ref().or(above.and_then(|above| above.version.as_ref()));
    if group.is_none() || group != parent.group_id.as_ref() {
        return false;
    }
    if pom.artifact_id.is_none() || pom.artifact_id != parent.artifact_id {
        return false;
    }
    match (version, &parent.version) {
        (Some(version), Some(asked)) if version != asked => {
            let range = Range::parse(asked).ok().filter(|range| !range.is_soft());
            range.is_some_and(|range| Version::parse(version).is_ok_and(|v| range.satisfies(&v)))
        }
        _ => true,
    }
}

fn coordinates(pom: &Model, parent: &Parent) -> Option<Coordinates> {
    let version = pom.version.as_deref().or(parent.version.as_deref())?;
    Coordinates::new(parent.group_id.as_deref()?, parent.artifact_id.as_deref()?, version)
}

/// The parent in a repository, or why there is none.
fn external<'a>(
    session: &mut Session<'_>,
    level: &Level<'_>,
    parent: &Parent,
) -> Result<Level<'a>, (&'static str, String)> {
    let part = |text: &Option<Text>| value(session, level.model(), text.as_deref().unwrap_or(""));
    let (group, artifact) = (part(&parent.group_id), part(&parent.artifact_id));
    let version = part(&parent.version);
    let version = fixed(session, &group, &artifact, &version)?;
    let Some(coordinates) = Coordinates::new(&group, &artifact, &version) else {
        return Err(("parent-unknown", format!("{} is not known in full", named(parent))));
    };
    if !session.may_read() {
        return Err(("poms-too-many", "more POMs than are read for one".to_owned()));
    }
    let Some(pom) = session.resolver.pom(&group, &artifact, &version) else {
        return Err(("parent-not-found", format!("there is no parent {coordinates}")));
    };
    session.has_read();
    Ok(Level {
        raw: Held::Shared(pom),
        injected: None,
        active: Vec::new(),
        coordinates: Some(coordinates),
        file: None,
        folder: None,
    })
}

/// A part of a parent's coordinates. Maven 3 takes expressions as they are and finds nothing;
/// Maven 4 puts in the command's properties and the child's own.
fn value(session: &Session<'_>, model: &Model, text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..8 {
        let Some((before, name, behind)) = first(&text) else { break };
        let own = || model.properties.get(name).map(Text::as_str);
        let context = session.context;
        let Some(value) = context.user(name).or_else(own).or_else(|| context.system(name)) else {
            break;
        };
        if value.len() > 1000 {
            break;
        }
        text = format!("{before}{value}{behind}");
    }
    text
}

/// The version, or the highest one that a range contains. A range must have an upper end.
fn fixed(
    session: &Session<'_>,
    group: &str,
    artifact: &str,
    version: &str,
) -> Result<String, (&'static str, String)> {
    if !version.starts_with(['[', '(']) || !is_known(group) || !is_known(artifact) {
        return Ok(version.to_owned());
    }
    let range = Range::parse(version)
        .map_err(|error| ("parent-range-invalid", format!("the version of the parent: {error}")))?;
    let bounded = match range.kind() {
        RangeKind::Hard(parts) => parts.last().is_some_and(|part| part.upper.is_some()),
        _ => true,
    };
    if !bounded {
        let words = format!("the range {version} of the parent has no upper end");
        return Err(("parent-range-unbounded", words));
    }
    let versions = session.resolver.versions(group, artifact);
    let fitting = versions.iter().filter_map(|text| Version::parse(text).ok());
    let fitting = fitting.filter(|version| range.satisfies(version));
    let higher = |a: Version, b: Version| if b.compare(&a) == Ordering::Less { a } else { b };
    match fitting.reduce(higher) {
        Some(highest) => Ok(highest.as_str().to_owned()),
        None => {
            let words = format!("no version of {group}:{artifact} is in the range {version}");
            Err(("parent-not-found", words))
        }
    }
}

fn named(parent: &Parent) -> String {
    let part = |text: &Option<Text>| text.clone().unwrap_or(Text::from_static("?"));
    let (group, artifact) = (part(&parent.group_id), part(&parent.artifact_id));
    format!("{group}:{artifact}:{}", part(&parent.version))
}
