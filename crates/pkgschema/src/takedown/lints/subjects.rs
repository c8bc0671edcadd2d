//! Lints about what the notice names.
//!
//! Invariant: each finding stands at the subject's member that it is about.

use crate::finding::Lints;
use crate::identity::{Purl, PurlText};
use crate::takedown::{Registry, Scope, Subject, TakedownNotice};
use crate::text::Link;
use crate::version::Vers;
use crate::version::vers::Comparator;

pub(super) fn lint(notice: &TakedownNotice, lints: &mut Lints) {
    if notice.subjects.is_empty() {
        lints.error("/subjects", "no-subject", "a notice without a subject is about nothing");
    }
    for (index, subject) in notice.subjects.indexed() {
        let place = format!("/subjects/{index}");
        scope(notice, subject, &place, lints);
        let purl = subject.purl.as_ref().and_then(|text| purl(text, &place, lints));
        if let Some(purl) = &purl {
            registry(&notice.registry, purl, &place, lints);
        }
        versions(subject, purl.as_ref(), &place, lints);
        artifacts(subject, &place, lints);
    }
    for (index, replacement) in notice.replacements.indexed() {
        let place = format!("/replacements/{index}");
        let Some(text) = &replacement.purl else { continue };
        let Some(other) = purl(text, &place, lints) else { continue };
        // Other versions of the same package are what replaces some of them.
        let whole = |subject: &&Subject| {
            let part = subject.versions.is_present() || subject.version_range.is_some();
            !part && !subject.artifacts.is_present() && replacement.version_range.is_none()
        };
        let own = |subject: &Subject| subject.purl.as_ref().and_then(|own| own.to_purl().ok());
        let mut same = notice.subjects.iter().filter(whole).filter_map(own);
        if same.any(|own| own == other) {
            let words = "a package is no replacement for itself";
            lints.error(&(place + "/purl"), "replaces-itself", words);
        }
    }
}

fn purl(text: &PurlText, place: &str, lints: &mut Lints) -> Option<Purl> {
    let read = text.to_purl();
    if let (Err(error), true) = (&read, text.is_well_formed()) {
        lints.error(&format!("{place}/purl"), "purl-unreadable", error.to_string());
    }
    read.ok()
}

fn scope(notice: &TakedownNotice, subject: &Subject, place: &str, lints: &mut Lints) {
    let named = subject.purl.is_some() || subject.names_a_file();
    match &subject.scope {
        Some(Scope::Namespace) => {
            let key = subject.namespace_key(&notice.registry);
            match subject.full_namespace(&notice.registry) {
                None => {
                    let words = "a namespace is known by its purl type and its name";
                    lints.error(place, "namespace-incomplete", words);
                }
                Some((kind, name)) if key.is_none() || name.contains('%') => {
                    let words = format!("no {kind} purl has the namespace {name:?}");
                    lints.error(&format!("{place}/namespace"), "namespace-unreadable", words);
                }
                Some(_) => {}
            }
        }
        Some(other) => {
            let words = format!("nobody knows how far {:?} reaches", other.as_str());
            lints.warning(&format!("{place}/scope"), "unknown-scope", words);
        }
        None if subject.namespace.is_some() => {
            let words = "without the scope \"namespace\" the namespace says nothing";
            lints.error(&format!("{place}/namespace"), "namespace-without-scope", words);
        }
        None if !named => {
            let words = "neither a package nor a file with a digest is named";
            lints.error(place, "names-nothing", words);
        }
        None => {}
    }
}

fn registry(registry: &Registry, purl: &Purl, place: &str, lints: &mut Lints) {
    let place = format!("{place}/purl");
    let purl_type = purl.package_type();
    if let Some(expected) = registry.purl_type.as_ref().filter(|name| **name != *purl_type.name()) {
        let words = format!("the registry holds {expected:?}, the purl is {:?}", purl_type.name());
        lints.error(&place, "purl-type-differs", words);
    }
    let elsewhere = purl
        .qualifier("repository_url")
        .is_some_and(|url| !Registry::is_same(&Link::from_document(&*url), &registry.url));
    if elsewhere {
        lints.warning(&place, "repository-differs", "the purl names another registry");
    }
    if purl.subpath().is_some() {
        lints.note(&place, "subpath-does-not-count", "a subpath does not narrow a subject");
    }
}

fn versions(subject: &Subject, purl: Option<&Purl>, place: &str, lints: &mut Lints) {
    let listed = subject.versions.is_present() || subject.version_range.is_some();
    if subject.versions.is_present() && subject.versions.is_empty() {
        let words = "an empty list leaves open which versions are meant";
        lints.error(&format!("{place}/versions"), "versions-empty", words);
    }
    if listed && purl.is_some_and(|purl| purl.version().is_some()) {
        let words = "the purl has a version already; all of them count";
        lints.error(place, "version-twice", words);
    }
    if listed && subject.purl.is_none() {
        lints.error(place, "versions-of-nothing", "versions belong to a purl");
    }
    if let Some(range) = &subject.version_range {
        let place = format!("{place}/versionRange");
        match range.to_vers() {
            Ok(vers) => range_of(&vers, purl, &place, lints),
            Err(error) if range.is_well_formed() => {
                lints.error(&place, "range-unreadable", error.to_string());
            }
            Err(_) => {}
        }
    }
}

fn range_of(vers: &Vers, purl: Option<&Purl>, place: &str, lints: &mut Lints) {
    let known = purl.map(|purl| purl.package_type());
    let types = known.is_none_or(|known| [known.name(), "all", "none"].contains(&vers.vers_type()));
    if !types {
        let words = format!("versions of {:?} are no versions of the purl's", vers.vers_type());
        lints.error(place, "range-of-another-type", words);
    }
    let exact = |comparator: Comparator| comparator == Comparator::Equal;
    let mut constraints = vers.constraints().iter();
    if !vers.is_star() && constraints.all(|constraint| exact(constraint.comparator)) {
        return;
    }
    let words = "versions that are published later may lie in it too";
    let last = vers.versions().and_then(|set| set.intervals().last().cloned());
    if last.is_some_and(|last| last.upper.is_some()) {
        lints.note(place, "range-hits-later-versions", words);
    } else {
        lints.warning(place, "range-hits-later-versions", words);
    }
}

fn artifacts(subject: &Subject, place: &str, lints: &mut Lints) {
    let place = format!("{place}/artifacts");
    if subject.artifacts.is_present() && subject.artifacts.is_empty() {
        let words = "an empty list leaves open which files are meant";
        lints.error(&place, "artifacts-empty", words);
    }
    for (index, artifact) in subject.artifacts.indexed() {
        let place = format!("{place}/{index}");
        let digests = artifact.digests.as_ref();
        if digests.is_none_or(|digests| digests.digests().next().is_none()) {
            lints.warning(&place, "file-without-digest", "a file is known by its digests");
        } else if digests.is_some_and(|digests| digests.without_weak().is_empty()) {
            let words = "others can make a second file of an MD5 or SHA-1 digest";
            lints.warning(&place, "weak-digests-only", words);
        }
    }
}
