//! Dependencies of Python's packages.
//!
//! Invariant: the condition of a dependency says nothing of the extra that asks for it; both
//! together are the marker.

use super::direct_reference;
use super::requirement::{Marker, MarkerTree, RequirementParts, Target};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Condition, ConditionLanguage, Dependency, Optionality, OptionalityKind, PackageMetadata, Scope,
};
use pkgschema::object::List;
use pkgschema::version::RequirementText;
use pkgschema::{ParseError, Text};

/// The dependency that a requirement's text asks for, with the extra that asks for it in its
/// marker.
pub(super) fn read(text: &str, scope: Scope) -> Result<Dependency, ParseError> {
    let (mut dependency, marker) = apart(text, scope)?;
    let Some(marker) = marker else { return Ok(dependency) };
    let condition = match marker.asked_extra() {
        Some((extra, rest)) => {
            dependency.optionality = Some(of_extra(extra));
            rest
        }
        None => Some(marker),
    };
    dependency.condition = condition.map(condition_of);
    Ok(dependency)
}

/// The dependency that a requirement's text asks for where no marker says which extra asks for
/// it.
pub(super) fn read_listed(text: &str, scope: Scope) -> Result<Dependency, ParseError> {
    let (mut dependency, marker) = apart(text, scope)?;
    dependency.condition = marker.map(condition_of);
    Ok(dependency)
}

fn condition_of(marker: Marker) -> Condition {
    Condition::new(ConditionLanguage::Pep508, marker.into_text())
}

/// The dependency without its marker, and the marker.
fn apart(text: &str, scope: Scope) -> Result<(Dependency, Option<Marker>), ParseError> {
    let parts = RequirementParts::parse(text)?;
    let mut dependency = Dependency::new(parts.name, scope);
    match parts.target {
        Target::Specifier(text) if !text.is_empty() => {
            dependency.requirement = Some(RequirementText::new(Ecosystem::PYPI, text));
        }
        Target::Url(url) => dependency.source = Some(direct_reference::source(&url)),
        _ => {}
    }
    dependency.features = List::unless_empty(parts.extras);
    Ok((dependency, parts.marker))
}

/// The optionality of what an extra asks for.
pub(super) fn of_extra(extra: &str) -> Optionality {
    let mut optionality = Optionality::new(OptionalityKind::Extra);
    optionality.feature = Some(Text::from(extra));
    optionality
}

/// The extra that asks for a dependency.
pub(super) fn extra(dependency: &Dependency) -> Option<&Text> {
    let optionality = dependency.optionality.as_ref()?;
    optionality.feature.as_ref().filter(|_| optionality.kind == OptionalityKind::Extra)
}

/// Whether a requirement can name the dependencies of a record at all.
pub(super) fn are_of(record: &PackageMetadata) -> bool {
    record.ecosystem == Ecosystem::PYPI
}

/// The requirement that asks for a dependency, with or without the extra that asks for it in its
/// marker. `None` if no requirement can.
pub(super) fn write(dependency: &Dependency, with_extra: bool) -> Option<Text> {
    let mut text = String::with_capacity(64);
    text.push_str(Some(&*dependency.name).filter(|name| is_name(name))?);
    if !dependency.features.is_empty() {
        let plain = dependency.features.iter().all(|extra| is_name(extra));
        plain.then_some(())?;
        text.extend(["[", &dependency.features.join(","), "]"]);
    }
    match (&dependency.source, &dependency.requirement) {
        (None, None) => {}
        (None, Some(requirement)) => {
            let specifier = &*requirement.text;
            let fits = specifier.starts_with(['<', '>', '=', '!', '~']) && is_plain(specifier);
            text.push_str(Some(specifier).filter(|it| fits && !it.contains(';'))?);
        }
        (Some(source), None) => {
            let plain = |url: &String| is_plain(url) && !url.contains(' ');
            text.extend([" @ ", &direct_reference::address(source).filter(plain)?, " "]);
        }
        _ => return None,
    }
    let extra = extra(dependency).filter(|_| with_extra);
    push_marker(dependency.condition.as_ref(), extra, &mut text)?;
    Some(text.into())
}

/// Adds the marker of a condition and an extra, if there is one of them; `None` if no marker can
/// say it.
fn push_marker(
    condition: Option<&Condition>,
    extra: Option<&Text>,
    text: &mut String,
) -> Option<()> {
    let pep508 = |condition: &Condition| {
        condition.language == ConditionLanguage::Pep508 && is_plain(&condition.text)
    };
    (condition.is_none_or(pep508) && extra.is_none_or(|extra| is_name(extra))).then_some(())?;
    match (condition.map(|condition| &*condition.text), extra) {
        (None, None) => text.truncate(text.trim_end().len()),
        (Some(condition), None) => text.extend(["; ", condition]),
        (None, Some(extra)) => text.extend(["; extra == \"", extra, "\""]),
        (Some(condition), Some(extra)) => {
            let (open, close) = match Marker::parse(condition).ok()?.tree() {
                MarkerTree::Or { .. } => ("(", ")"),
                _ => ("", ""),
            };
            text.extend(["; ", open, condition, close, " and extra == \"", extra, "\""]);
        }
    }
    Some(())
}

/// Names of packages and extras.
fn is_name(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.bytes().all(fits)
}

/// Whether a text stays in its line.
fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
