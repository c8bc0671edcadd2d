//! Lints about the statements of registries: what their subjects have to be.
//!
//! Invariant: names are compared as they are read, never by their text.

use crate::finding::Lints;
use crate::identity::{Ecosystem, PackageName, Purl};
use crate::provenance::{NpmPublish, Predicate, Statement};

pub(super) fn lint(statement: &Statement, predicate: &Predicate, lints: &mut Lints) {
    match predicate {
        Predicate::NpmPublish(publish) => npm(statement, publish, lints),
        Predicate::PypiPublish(_) => pypi(statement, lints),
        _ => {}
    }
}

fn npm(statement: &Statement, publish: &NpmPublish, lints: &mut Lints) {
    for (index, subject) in statement.subject.indexed() {
        let place = format!("/subject/{index}");
        let purl = subject.name.as_deref().and_then(|name| Purl::parse(name).ok());
        let Some(purl) = purl.filter(|purl| purl.package_type().name() == "npm") else {
            let words = "expected the package's purl, which begins with \"pkg:npm/\", as name";
            lints.error(&place, "subject-no-npm-purl", words);
            continue;
        };
        if is_other(&purl, publish) {
            let words = "the purl and the predicate name two packages or versions";
            lints.error(&format!("{place}/name"), "other-package", words);
        }
    }
}

/// Whether the purl is of another version, or of another package, than the predicate's.
fn is_other(purl: &Purl, publish: &NpmPublish) -> bool {
    let version = publish.version.as_deref();
    let other_version = version.is_some_and(|it| purl.version().as_deref() != Some(it));
    let full = match purl.namespace() {
        Some(scope) => format!("{scope}/{}", purl.name()),
        None => purl.name().into_owned(),
    };
    let npm = |name: &str| PackageName::from_document(Ecosystem::NPM, name);
    let name = publish.name.as_deref();
    other_version || name.is_some_and(|name| npm(name) != npm(&full))
}

fn pypi(statement: &Statement, lints: &mut Lints) {
    if statement.subject.len() > 1 {
        let words = "the index vouches for one file at a time";
        lints.error("/subject", "not-one-subject", words);
    }
    for (index, subject) in statement.subject.indexed() {
        if subject.name.as_deref().unwrap_or_default().is_empty() {
            let place = format!("/subject/{index}");
            lints.error(&place, "missing-file-name", "the subject's name is the file's");
        }
    }
}
