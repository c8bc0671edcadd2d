//! Which profiles of a POM are active.
//!
//! Source: Maven 3.8, `DefaultProfileSelector` and the activators beside it; packaging and
//! condition since model 4.1.0.
//!
//! Invariant: a profile whose condition cannot be decided is not active, and is a finding.

mod jdk;
mod os;

use super::session::Session;
use super::{Context, paths};
use crate::maven::expressions::first;
use crate::maven::pom::{Activation, ActivationFile, ActivationProperty, Model, Profile};
use pkgschema::{Pointer, Severity, Text};

/// Longest path that is asked for, in bytes.
const LONGEST_PATH: usize = 1 << 16;

/// What the names of properties begin with that the machine has, not the command.
const OF_THE_MACHINE: [&str; 7] = ["env.", "java.", "os.", "user.", "file.", "path.", "line."];

/// Whether a condition holds, or why that cannot be said.
type Verdict = Result<bool, String>;

/// The indices of the active profiles of a raw model, in the order in which they are injected.
pub(super) fn active(session: &mut Session<'_>, model: &Model, depth: usize) -> Vec<usize> {
    let main = session.is_main();
    let (mut active, mut by_default) = (Vec::new(), Vec::new());
    for (index, profile) in model.profiles.iter().enumerate() {
        let id = profile.id.as_deref().unwrap_or("default");
        if main && session.context.inactive.contains(id) {
            continue;
        }
        let asked = main && session.context.active.contains(id);
        let Some(activation) = &profile.activation else {
            if asked {
                active.push(index);
            }
            continue;
        };
        if asked || is_active(session, model, profile, activation, (depth, index)) {
            active.push(index);
        } else if is_true(activation.active_by_default.as_ref()) {
            by_default.push(index);
        }
    }
    if active.is_empty() { by_default } else { active }
}

fn is_true(text: Option<&Text>) -> bool {
    text.is_some_and(|text| text.eq_ignore_ascii_case("true"))
}

fn is_active(
    session: &mut Session<'_>,
    model: &Model,
    profile: &Profile,
    activation: &Activation,
    (depth, index): (usize, usize),
) -> bool {
    let main = session.is_main();
    match verdict(session.context, model, activation, main) {
        Ok(active) => active,
        Err(why) => {
            let place = match depth {
                0 => Pointer::root().child("profiles").index(index),
                _ => Pointer::root().child("parent"),
            };
            let id = profile.id.as_deref().unwrap_or("default");
            let words = format!("whether the profile {id} is active cannot be said: {why}");
            session.leave_open(profile);
            session.found(place, "profile-undecided", Severity::Warning, words);
            false
        }
    }
}

/// Whether all that is said holds. One condition that does not hold decides, whatever is not
/// known of the others.
fn verdict(context: &Context, model: &Model, activation: &Activation, main: bool) -> Verdict {
    let conditions = [
        activation.file.as_ref().map(|file| file_verdict(context, model, file, main)),
        activation.jdk.as_deref().map(|jdk| jdk::verdict(jdk, context)),
        activation.os.as_ref().map(|os| os::verdict(os, context)),
        activation.property.as_ref().map(|property| property_verdict(context, property)),
        activation.packaging.as_deref().map(|packaging| {
            let own = model.packaging.as_deref().unwrap_or("jar");
            Ok(context.packaging.as_deref().unwrap_or(own) == packaging)
        }),
        activation.condition.as_ref().map(|_| Err("it has a condition of Maven 4".to_owned())),
        unread(activation).map(|name| Err(format!("its {name} cannot be read"))),
    ];
    all(conditions)
}

/// Whether all of the conditions that are there hold, if there is one.
fn all<const N: usize>(conditions: [Option<Verdict>; N]) -> Verdict {
    let (mut holds, mut unknown) = (false, None);
    for condition in conditions.into_iter().flatten() {
        match condition {
            Ok(false) => return Ok(false),
            Ok(true) => holds = true,
            Err(why) => unknown = Some(why),
        }
    }
    unknown.map_or(Ok(holds), Err)
}

/// A condition that is there without saying anything that is understood.
fn unread(activation: &Activation) -> Option<&'static str> {
    let conditions = ["file", "jdk", "os", "property", "packaging", "condition"];
    conditions.into_iter().find(|name| activation.rest.get(name).is_some())
}

fn property_verdict(context: &Context, property: &ActivationProperty) -> Verdict {
    let name = property.name.as_deref().unwrap_or_default();
    let (reversed, name) = match name.strip_prefix('!') {
        Some(name) => (true, name),
        None => (false, name),
    };
    if name.is_empty() {
        return Err("its property has no name".to_owned());
    }
    let there = context.user(name).or_else(|| context.system(name));
    // a property that the command does not give is not there; one of the machine may be
    if there.is_none() && OF_THE_MACHINE.iter().any(|prefix| name.starts_with(prefix)) {
        return Err(format!("the property {name} is not known"));
    }
    match property.value.as_deref().unwrap_or_default() {
        "" => Ok(there.is_some_and(|value| !value.is_empty()) != reversed),
        value => Ok(match value.strip_prefix('!') {
            Some(other) => there != Some(other),
            None => there == Some(value),
        }),
    }
}

fn file_verdict(context: &Context, model: &Model, file: &ActivationFile, main: bool) -> Verdict {
    let said = |text: &Option<Text>| text.clone().filter(|text| !text.is_empty());
    let (path, wanted) = match (said(&file.exists), said(&file.missing)) {
        (Some(path), _) => (path, true),
        (None, Some(path)) => (path, false),
        (None, None) => return Ok(false),
    };
    let folder = context.folder.as_deref().filter(|_| main);
    let Some(path) = absolute(context, model, &path, folder) else {
        return Err(format!("where {path} is is not known"));
    };
    match &context.exists {
        Some(exists) => Ok(exists(&path) == wanted),
        None => Err(format!("whether {path} exists is not known")),
    }
}

/// The path with values in it, as seen from the folder of the project; `None` if a value is not
/// known, or the path would be too long.
fn absolute(context: &Context, model: &Model, path: &str, folder: Option<&str>) -> Option<String> {
    let mut whole = String::new();
    let mut rest = path;
    while let Some((before, name, behind)) = first(rest) {
        let own = || model.properties.get(name).map(Text::as_str);
        let basedir = folder.filter(|_| name == "basedir" || name == "project.basedir");
        let value = basedir.or_else(own).or_else(|| context.user(name));
        whole.push_str(before);
        whole.push_str(value.or_else(|| context.system(name))?);
        (whole.len() <= LONGEST_PATH).then_some(())?;
        rest = behind;
    }
    whole.push_str(rest);
    match folder {
        Some(folder) => Some(paths::within(folder, &whole)),
        None => Some(whole).filter(|path| paths::is_absolute(path)),
    }
}
