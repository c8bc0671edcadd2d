//! Whether a subject is about what is asked.
//!
//! Invariant: what cannot be told is unclear, never no; and another package's notice is never
//! more than no.

use super::Query;
use super::entry::Entry;
use crate::identity::{Artifact, DigestComparison, DigestSet, Purl};
use crate::takedown::registry::normalized;
use crate::takedown::{Scope, Subject};
use crate::version::{Scheme, VersText, Version, is_same_release};

/// Whether a subject is about what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Matching {
    No,
    /// Nobody can tell.
    Unclear,
    Yes,
}

impl Matching {
    /// `None` if nobody can tell.
    pub(super) fn to_bool(self) -> Option<bool> {
        match self {
            Self::No => Some(false),
            Self::Unclear => None,
            Self::Yes => Some(true),
        }
    }

    fn of(holds: Option<bool>) -> Self {
        match holds {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unclear,
        }
    }
}

/// The subject was found under the package, namespace or digests that are asked about.
pub(super) fn of(entry: &Entry<'_>, subject: &Subject, query: &Query<'_>) -> Matching {
    on(&entry.registry, subject, query)
}

/// As [`of`], of a notice about the registry with this address in its one spelling.
pub(super) fn on(registry: &str, subject: &Subject, query: &Query<'_>) -> Matching {
    if query.only_by_digest {
        return Matching::of(Some(names_bytes(subject, query)));
    }
    let asked = query.registry.as_ref();
    if asked.is_some_and(|asked| normalized(asked.as_str()) != registry) {
        return Matching::No;
    }
    match (&subject.scope, &subject.purl) {
        _ if is_odd(subject, &["scope", "purl", "namespace"]) => Matching::Unclear,
        (Some(Scope::Namespace), _) => Matching::Yes,
        (Some(_), _) => Matching::Unclear,
        (None, None) => file(subject, query),
        (None, Some(text)) => match text.to_purl() {
            Ok(purl) => {
                let files = file(subject, query).min(qualifiers(&purl, query.purl));
                version(subject, &purl, query).min(files)
            }
            Err(_) => Matching::No,
        },
    }
}

/// Whether members are there that are null or of the wrong kind. They say something, and nobody
/// knows what.
fn is_odd(subject: &Subject, names: &[&str]) -> bool {
    names.iter().any(|name| subject.rest.get(name).is_some())
}

/// Whether the subject's versions hold the one that is asked about.
fn version(subject: &Subject, purl: &Purl, query: &Query<'_>) -> Matching {
    let found = readable_version(subject, purl, query);
    let whole = purl.version().is_none()
        && !subject.versions.is_present()
        && subject.version_range.is_none();
    match is_odd(subject, &["versions", "versionRange"]) || subject.versions.has_odd() {
        true if whole || found == Matching::No => Matching::Unclear,
        _ => found,
    }
}

fn readable_version(subject: &Subject, purl: &Purl, query: &Query<'_>) -> Matching {
    let own = purl.version();
    let (versions, range) = (&subject.versions, &subject.version_range);
    if own.is_none() && !versions.is_present() && range.is_none() {
        return Matching::Yes; // the whole package
    }
    let Some(asked) = query.purl.version() else { return Matching::No };
    let purl_type = purl.package_type();
    let same = |version: &str| is_same_release(purl_type.name(), version, &asked);
    if own.as_deref().is_some_and(same) || versions.iter().any(|version| same(version)) {
        return Matching::Yes;
    }
    match range {
        Some(range) => Matching::of(within(range, purl_type.name(), &asked)),
        // An empty list leaves open what is meant.
        None if own.is_none() && versions.is_empty() => Matching::Unclear,
        None => Matching::No,
    }
}

/// Qualifiers that say where something is, and not which of a version's packages it is.
const PLACES: [&str; 4] = ["repository_url", "download_url", "vcs_url", "checksum"];

/// Whether the subject's qualifiers (a platform, a classifier) are those that are asked about.
fn qualifiers(named: &Purl, asked: &Purl) -> Matching {
    let narrowing = named.qualifiers().filter(|(key, _)| !PLACES.contains(key));
    let matches = narrowing.map(|(key, value)| match asked.qualifier(key) {
        Some(other) => Matching::of(Some(other == value)),
        None => Matching::Unclear,
    });
    matches.min().unwrap_or(Matching::Yes)
}

/// Whether a range of a package's versions holds one; `None` if nobody can tell. A general type
/// (`semver`) will do where the purl type has no order of its own.
fn within(range: &VersText, purl_type: &str, version: &str) -> Option<bool> {
    let vers = range.to_vers().ok()?;
    match vers.vers_type() {
        "all" => return Some(true),
        "none" => return Some(false),
        own if own != purl_type && Scheme::of_vers_type(purl_type).is_some() => return None,
        _ => {}
    }
    vers.contains(&Version::parse(vers.scheme()?, version).ok()?)
}

/// Whether the subject's files hold the one that is asked about.
fn file(subject: &Subject, query: &Query<'_>) -> Matching {
    let files = &subject.artifacts;
    let odd = is_odd(subject, &["artifacts"]) || files.has_odd();
    match query.file {
        _ if odd && files.is_empty() => Matching::Unclear,
        _ if !files.is_present() => Matching::Yes,
        None => Matching::Unclear, // one of the files is meant, and nobody knows which is asked
        Some(_) if files.is_empty() => Matching::Unclear,
        Some(asked) => {
            let found = files.iter().map(|file| one_file(file, asked)).max();
            let least = if odd { Matching::Unclear } else { Matching::No };
            found.unwrap_or(Matching::Unclear).max(least)
        }
    }
}

/// Whether a file of the subject is the very one that is asked about.
fn names_bytes(subject: &Subject, query: &Query<'_>) -> bool {
    let asked = query.file.and_then(|file| file.digests.as_ref()).map(DigestSet::without_weak);
    let Some(asked) = asked else { return false };
    let mut named = subject.artifacts.iter().filter_map(|file| file.digests.as_ref());
    named.any(|named| named.without_weak().compare(&asked) == DigestComparison::Equal)
}

/// Digests decide if they can; MD5 and SHA-1 alone never say that it is the same file.
fn one_file(named: &Artifact, asked: &Artifact) -> Matching {
    let odd = [named, asked]
        .iter()
        .any(|file| ["digests", "filename"].iter().any(|name| file.rest.get(name).is_some()));
    let strong = named.digests.as_ref().zip(asked.digests.as_ref());
    let strong = strong.map(|(left, right)| left.without_weak().compare(&right.without_weak()));
    match strong {
        None | Some(DigestComparison::NotComparable) if odd => Matching::Unclear,
        _ => readable_file(named, asked),
    }
}

fn readable_file(named: &Artifact, asked: &Artifact) -> Matching {
    let names = named.filename.as_ref().zip(asked.filename.as_ref());
    let same_name = names.map(|(named, asked)| named == asked);
    let Some((left, right)) = named.digests.as_ref().zip(asked.digests.as_ref()) else {
        // Without digests on one side the name is all there is.
        return match (named.digests.is_some(), same_name) {
            (_, Some(false)) => Matching::No,
            (false, Some(true)) => Matching::Yes,
            _ => Matching::Unclear,
        };
    };
    match (left.without_weak().compare(&right.without_weak()), same_name) {
        (DigestComparison::Equal, _) => Matching::Yes,
        (DigestComparison::Different, _) | (_, Some(false)) => Matching::No,
        (DigestComparison::NotComparable, _) => match left.compare(right) {
            DigestComparison::Different => Matching::No,
            _ => Matching::Unclear,
        },
    }
}
