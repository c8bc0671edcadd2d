//! Dependencies of Python's packages.
//!
//! Invariant: the condition of a dependency says nothing of the extra that asks for it; both
//! together are the marker.

use super::Requirement;
use super::requirement::{Marker, MarkerTree};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Condition, ConditionLanguage, Dependency, DependencySource, Optionality, OptionalityKind,
    PackageMetadata, Scope, SourceKind,
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
            rest.map(|rest| Text::from(rest.as_str()))
        }
        None => Some(Text::from(marker.as_str())),
    };
    dependency.condition = condition.map(|text| Condition::new(ConditionLanguage::Pep508, text));
    Ok(dependency)
}

/// The dependency that a requirement's text asks for where no marker says which extra asks for
/// it.
pub(super) fn read_listed(text: &str, scope: Scope) -> Result<Dependency, ParseError> {
    let (mut dependency, marker) = apart(text, scope)?;
    let text = marker.map(|marker| Text::from(marker.as_str()));
    dependency.condition = text.map(|text| Condition::new(ConditionLanguage::Pep508, text));
    Ok(dependency)
}

/// The dependency without its marker, and the marker.
fn apart(text: &str, scope: Scope) -> Result<(Dependency, Option<Marker>), ParseError> {
    let parts = Requirement::parse(text)?.into_parts();
    let mut dependency = Dependency::new(parts.name, scope);
    let specifier = parts.specifier.filter(|text| !text.is_empty());
    dependency.requirement = specifier.map(|text| RequirementText::new(Ecosystem::PYPI, text));
    dependency.source = parts.url.as_deref().map(source);
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

fn source(url: &str) -> DependencySource {
    let kind = match url.split_once("://") {
        Some((scheme, _)) if scheme.starts_with("git+") || scheme == "git" => SourceKind::Git,
        Some(("file", _)) => SourceKind::Path,
        _ => SourceKind::Url,
    };
    let is_path = kind == SourceKind::Path;
    let mut source = DependencySource::new(kind);
    let text = Some(Text::from(url));
    match is_path {
        true => source.path = text,
        false => source.url = text,
    }
    source
}

/// The address behind `@`: `None` for a source that a requirement cannot name.
fn url(source: &DependencySource) -> Option<&Text> {
    let plain = source.branch.is_none() && source.tag.is_none() && source.revision.is_none();
    match source.kind {
        SourceKind::Git | SourceKind::Url => source.url.as_ref().filter(|_| plain),
        SourceKind::Path => source.path.as_ref().filter(|path| path.contains("://")),
        _ => None,
    }
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
            let url = url(source).filter(|url| is_plain(url) && !url.contains(' '))?;
            text.extend([" @ ", url, " "]);
        }
        _ => return None,
    }
    let extra = extra(dependency).filter(|_| with_extra);
    let marker = marker(dependency.condition.as_ref(), extra)?;
    match marker {
        Some(marker) => text.extend(["; ", &marker]),
        None => text.truncate(text.trim_end().len()),
    }
    Some(text.into())
}

/// The marker of a condition and an extra, if there is one of them; `None` if no marker can say
/// it.
fn marker(condition: Option<&Condition>, extra: Option<&Text>) -> Option<Option<String>> {
    let condition = match condition {
        Some(condition) if condition.language != ConditionLanguage::Pep508 => return None,
        Some(condition) if !is_plain(&condition.text) => return None,
        Some(condition) => Some(&*condition.text),
        None => None,
    };
    let Some(extra) = extra else { return Some(condition.map(str::to_owned)) };
    is_name(extra).then_some(())?;
    let asked = format!("extra == \"{extra}\"");
    Some(Some(match condition {
        None => asked,
        Some(text) => match Marker::parse(text).ok()?.tree() {
            MarkerTree::Or { .. } => format!("({text}) and {asked}"),
            _ => format!("{text} and {asked}"),
        },
    }))
}

/// Names of packages and extras.
fn is_name(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(fits)
}

/// Whether a text stays in its line.
fn is_plain(text: &str) -> bool {
    !text.chars().any(char::is_control)
}
