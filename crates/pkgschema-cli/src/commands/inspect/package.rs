//! A package in a few lines.
//!
//! Invariant: a member that is absent gets no line, but for code that is run and what the document
//! cannot say: there absent is unknown, and told so.

mod dependencies;
mod files;
mod people;

use super::Fact;
use crate::report::joined;
use dependencies::dependencies;
use files::{artifacts, commands};
use people::{accounts, people};
use pkgschema::Text;
use pkgschema::metadata::{License, PackageMetadata, RunsCode, RuntimeRequirement};
use pkgschema::text::Link;

/// The lines.
pub(super) fn facts(record: &PackageMetadata) -> Vec<Fact> {
    let mut facts = identity(record);
    facts.extend(people(record));
    facts.extend(links(record));
    facts.extend(dependencies(record));
    facts.extend(record.features.is_present().then(|| ("features", features(record))));
    facts.extend(needs(record).map(|needs| ("needs", needs)));
    facts.extend(commands(record));
    facts.extend(record.artifacts.iter().map(|artifact| ("artifact", artifacts(artifact))));
    let published = record.publish_times.iter().map(|time| time.time.to_string());
    facts.extend(joined(&published.collect::<Vec<_>>()).map(|times| ("published", times)));
    facts.extend(accounts(record));
    facts.extend(availability(record).map(|words| ("availability", words)));
    facts.push(("runs code", runs_code(record)));
    facts.extend(joined(&record.unknown).map(|members| ("unknown", members)));
    facts
}

fn identity(record: &PackageMetadata) -> Vec<Fact> {
    let purl = match record.purl() {
        Some(Ok(purl)) => Some(purl.to_string()),
        Some(Err(error)) => Some(format!("none: {error}")),
        None => None,
    };
    let facts = [
        ("ecosystem", Some(record.ecosystem.as_str().to_owned())),
        ("namespace", owned(record.namespace.as_ref())),
        ("name", owned(record.name.as_ref())),
        ("version", owned(record.version.as_ref())),
        ("purl", purl),
        ("summary", owned(record.summary.as_ref())),
        ("license", record.license.as_ref().map(license)),
        ("keywords", joined(&record.keywords)),
        ("categories", joined(&record.classifiers)),
    ];
    present(facts)
}

fn links(record: &PackageMetadata) -> Vec<Fact> {
    let tracker = record.issue_tracker.as_ref();
    let mail = || owned(tracker?.email.as_ref());
    let funding = record.funding.iter().filter_map(|one| address(one.url.as_ref()));
    let facts = [
        ("homepage", address(record.homepage.as_ref())),
        ("repository", repository(record)),
        ("issues", tracker.and_then(|it| address(it.url.as_ref())).or_else(mail)),
        ("docs", address(record.documentation.as_ref())),
        ("changelog", address(record.changelog.as_ref())),
        ("funding", joined(&funding.collect::<Vec<_>>())),
    ];
    present(facts)
}

/// Address, folder and commit.
fn repository(record: &PackageMetadata) -> Option<String> {
    let repository = record.repository.as_ref()?;
    let folder = repository.directory.as_deref().filter(|folder| !folder.is_empty());
    let parts = [
        address(repository.url.as_ref()),
        folder.map(|folder| format!("folder {folder}")),
        repository.revision.as_deref().map(|commit| format!("at {commit}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    joined(&parts)
}

fn features(record: &PackageMetadata) -> String {
    let names: Vec<_> = record.features.iter().map(|(name, _)| name.as_str()).collect();
    dependencies::shortened(&names)
}

/// Runtimes, tools and platforms.
fn needs(record: &PackageMetadata) -> Option<String> {
    let one = |one: &RuntimeRequirement| {
        let versions = one.requirement.as_ref().map(|it| format!(" {}", it.text));
        let phase = one.phase.as_ref().map(|phase| format!(" ({})", phase.as_str()));
        format!("{}{}{}", one.name, versions.unwrap_or_default(), phase.unwrap_or_default())
    };
    let mut all: Vec<String> = record.runtime_requirements.iter().map(one).collect();
    all.extend(record.language_edition.iter().map(|edition| format!("edition {edition}")));
    if let Some(platforms) = &record.platforms {
        let lists = [("os", &platforms.os), ("cpu", &platforms.cpu), ("libc", &platforms.libc)];
        let listed = lists.into_iter().filter_map(|(what, list)| {
            let words: Vec<&str> = list.iter().map(Text::as_str).collect();
            (!words.is_empty()).then(|| format!("{what} {}", words.join(" ")))
        });
        all.extend(listed);
    }
    joined(&all)
}

fn present<const N: usize>(facts: [(&'static str, Option<String>); N]) -> Vec<Fact> {
    facts.into_iter().filter_map(|(about, says)| Some((about, says?))).collect()
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.as_str().to_owned())
}

fn address(link: Option<&Link>) -> Option<String> {
    link.map(|link| link.as_str().to_owned())
}

pub(super) fn license(license: &License) -> String {
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
