//! A package in a few lines.
//!
//! Invariant: a member that is absent gets no line, but for code that is run: there absent is
//! unknown.

use super::Fact;
use pkgschema::Text;
use pkgschema::metadata::{Dependency, License, PackageMetadata, Person, RunsCode};
use pkgschema::text::Link;

/// The lines.
pub(super) fn facts(record: &PackageMetadata) -> Vec<Fact> {
    let authors = || record.authors.iter().filter_map(person).collect::<Vec<_>>().join(", ");
    let facts = [
        ("ecosystem", Some(record.ecosystem.as_str().to_owned())),
        ("namespace", owned(record.namespace.as_ref())),
        ("name", owned(record.name.as_ref())),
        ("version", owned(record.version.as_ref())),
        ("summary", owned(record.summary.as_ref())),
        ("license", record.license.as_ref().map(license)),
        ("homepage", address(record.homepage.as_ref())),
        ("repository", record.repository.as_ref().and_then(|it| address(it.url.as_ref()))),
        ("authors", Some(authors()).filter(|authors| !authors.is_empty())),
        ("dependencies", Some(dependencies(&record.dependencies))),
        ("availability", availability(record)),
        ("runs code", Some(runs_code(record))),
    ];
    facts.into_iter().filter_map(|(about, says)| Some((about, says?))).collect()
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

fn address(link: Option<&Link>) -> Option<String> {
    link.map(|link| link.as_str().to_owned())
}

fn license(license: &License) -> String {
    let declared = license.declared.iter().filter_map(|one| one.name.as_deref());
    let declared = declared.collect::<Vec<_>>().join(", ");
    let files = || license.files.iter().map(|file| format!("see {file}")).collect::<Vec<_>>();
    match &license.expression {
        Some(expression) if declared.is_empty() || *expression == *declared => {
            expression.as_str().to_owned()
        }
        Some(expression) => format!("{expression} (declared as {declared})"),
        None if declared.is_empty() => files().join(", "),
        None => format!("{declared} (no SPDX expression)"),
    }
}

fn person(person: &Person) -> Option<String> {
    owned(person.name.as_ref().or(person.email.as_ref()))
}

/// The number of dependencies by scope, in the order in which the scopes turn up.
fn dependencies(dependencies: &[Dependency]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for dependency in dependencies {
        let scope = dependency.scope.as_str();
        match counts.iter_mut().find(|(name, _)| *name == scope) {
            Some((_, count)) => *count += 1,
            None => counts.push((scope, 1)),
        }
    }
    let parts: Vec<_> = counts.iter().map(|(scope, count)| format!("{count} {scope}")).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

fn availability(record: &PackageMetadata) -> Option<String> {
    let availability = record.availability.as_ref()?;
    let words = [
        (availability.yanked, "yanked", &availability.yanked_reason),
        (availability.deprecated, "deprecated", &availability.deprecation_message),
    ];
    let word = |(is, word, why): (Option<bool>, &str, &Option<Text>)| match (is, why) {
        (Some(true), Some(why)) => Some(format!("{word}: {why}")),
        (Some(true), None) => Some(word.to_owned()),
        _ => None,
    };
    let words: Vec<_> = words.into_iter().filter_map(word).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

fn runs_code(record: &PackageMetadata) -> String {
    let word = |runs: &Option<RunsCode>| match runs {
        Some(runs) => runs.as_str().to_owned(),
        None => RunsCode::Unknown.as_str().to_owned(),
    };
    let (install, build) = (&record.runs_code_at_install, &record.runs_code_at_build);
    format!("at install: {}; at build: {}", word(install), word(build))
}
