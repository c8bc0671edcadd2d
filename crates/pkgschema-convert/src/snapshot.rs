//! Snapshots: what a registry's document listed at one time, held against what it lists later.
//!
//! Two snapshots are comparable if they are of one package, the new one lists every kind of thing
//! that the old one does, all of it can be read, it lists anything at all, and it does not say
//! itself what became of the package. Anything else is refused by name:
//!
//! | code | why |
//! |---|---|
//! | `no-package` | one of them does not tell its package |
//! | `other-package` | they are of two packages |
//! | `lists-less` | the new one is of an older interface, abbreviated, or stripped on the way |
//! | `unread-parts` | what is missing may stand where the new one cannot be read |
//! | `told-otherwise` | the new one has a native signal: a quarantine, an end of the package |
//! | `lists-nothing` | an empty list is what a filter, a proxy or a quarantine leaves too |
//!
//! A version is the same in every spelling that the registry takes for one; a file is the same by
//! its name or by a digest.
//!
//! Source: native absences as the takedown notice's specification has them, `inferred-absence`.
//!
//! Invariant: only what was listed before is ever said to be absent.

mod again;

pub use again::back;

use crate::convert::{Converted, Document, Refusal};
use crate::loss::{Loss, LossKind};
use crate::signal::Observation;
use again::Again;
use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{Subject, TakedownNotice};
use pkgschema::version::{Scheme, Version};
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// A document that lists the versions or files of a package.
pub trait Snapshot: Document {
    /// What it lists.
    fn listing(&self) -> Listing;
}

/// What a document lists of a package.
///
/// ```
/// use pkgschema::text::{Link, Timestamp};
/// use pkgschema_convert::{Document, cargo::IndexFile, signal::Observation, snapshot};
/// let line = |vers: &str| format!(r#"{{"name": "margin", "vers": "{vers}", "deps": []}}"#);
/// let old = IndexFile::parse(&format!("{}\n{}", line("1.0.0"), line("1.0.1")))?;
/// let new = IndexFile::parse(&line("1.0.1"))?;
/// let seen = Observation::of_registry("cargo", Link::new("https://index.example/")?,
///     Timestamp::new("2026-11-22T13:46:00Z")?);
/// let absent = snapshot::diff(&old, &new, &[], &seen).unwrap().value;
/// assert_eq!(absent[0].subjects[0].purl.as_ref().unwrap().as_str(), "pkg:cargo/margin@1.0.0");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Listing {
    /// The package, without a version.
    pub package: Option<Purl>,
    /// Its versions, each once.
    pub versions: Vec<Listed>,
    /// The kinds of things that the document lists in full: `versions`, `files`, `times`.
    pub lists: Vec<&'static str>,
    /// What in it cannot be read, and may be a version or file.
    pub unread: Vec<Pointer>,
    /// What the document says itself has become of the package.
    pub told: Option<&'static str>,
    /// Versions that the document says itself are gone.
    pub removed: Vec<Text>,
}

/// A version that is listed.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Listed {
    /// The version as the document spells it.
    pub version: Text,
    /// Where it stands in the document's view.
    pub pointer: Pointer,
    /// The files of it that are listed, with their digests.
    pub files: Vec<Artifact>,
}

impl Listed {
    /// A version without files.
    pub fn new(version: Text, pointer: Pointer) -> Self {
        Self { version, pointer, files: Vec::new() }
    }
}

/// Notices of what the old document lists and the new one does not; and for what it lists again,
/// reversals of those of the `earlier` notices that said that it was absent.
///
/// Losses point into the old document's view: what the new one itself says is gone, and what no
/// purl can name.
///
/// # Errors
/// If the two are not comparable, by the name of the reason.
pub fn diff<O: Snapshot, N: Snapshot>(
    old: &O,
    new: &N,
    earlier: &[TakedownNotice],
    seen: &Observation,
) -> Result<Converted<Vec<TakedownNotice>>, Refusal> {
    diff_listings(&old.listing(), &new.listing(), earlier, seen, N::NAME)
}

/// The notice that a package is gone as a whole, which the caller knows: its document is not
/// served any more. Its files are those of the old document.
///
/// # Errors
/// If the old document does not tell its package, or lists nothing of it.
pub fn gone<O: Snapshot>(old: &O, seen: &Observation) -> Result<TakedownNotice, Refusal> {
    gone_listing(&old.listing(), seen, O::NAME)
}

/// As [`gone`], of a listing; `document` names what it is of, where the observation does not.
///
/// # Errors
/// As those of [`gone`].
pub fn gone_listing(
    old: &Listing,
    seen: &Observation,
    document: &str,
) -> Result<TakedownNotice, Refusal> {
    let package = package(old)?;
    if old.versions.is_empty() {
        let words = "the old document lists nothing, so nothing is missing";
        return Err(Refusal::new("lists-nothing", words));
    }
    let files = old.versions.iter().flat_map(|listed| listed.files.iter());
    Ok(seen.absence(subjects(package, files.filter(|file| has_digest(file))), document))
}

/// As [`diff`], of listings; `document` names what the new one is of, where the observation does
/// not.
///
/// # Errors
/// As those of [`diff`].
pub fn diff_listings(
    old: &Listing,
    new: &Listing,
    earlier: &[TakedownNotice],
    seen: &Observation,
    document: &str,
) -> Result<Converted<Vec<TakedownNotice>>, Refusal> {
    let package = comparable(old, new)?;
    let there = Keys::of(new, package);
    let removed: HashSet<Key> = new.removed.iter().map(|it| Key::of(package, it)).collect();
    let mut found = Converted::lossless(Vec::new());
    let mut twice = HashSet::new();
    for listed in &old.versions {
        if !twice.insert(listed.version.as_str()) {
            continue;
        }
        let key = Key::of(package, &listed.version);
        let Some(purl) = of_version(package, &listed.version) else {
            let note = "no purl can name it";
            found.losses.push(Loss::new(listed.pointer.clone(), LossKind::Dropped, note));
            continue;
        };
        if removed.contains(&key) {
            let note = "the new document says itself that it is gone";
            found.losses.push(Loss::new(listed.pointer.clone(), LossKind::Normalized, note));
        } else if !there.versions.contains(&key) {
            let files = listed.files.iter().filter(|file| has_digest(file));
            found.value.push(seen.absence(subjects(&purl, files), document));
        } else if new.lists.contains(&FILES) {
            let missing = listed.files.iter().filter(|file| !there.has(file));
            found
                .value
                .extend(missing.map(|file| seen.absence(vec![of_file(&purl, file)], document)));
        }
    }
    let again = Again { package, earlier, seen, document };
    again.find(new, &Keys::of(old, package), &mut found);
    Ok(found)
}

/// The kind of things that single files are.
pub(crate) const FILES: &str = "files";
/// The kind of things that versions are.
pub(crate) const VERSIONS: &str = "versions";

fn package(listing: &Listing) -> Result<&Purl, Refusal> {
    let words = "the document does not tell its package";
    listing.package.as_ref().ok_or_else(|| Refusal::new("no-package", words))
}

/// The package, if what is missing in the new document is absent.
fn comparable<'a>(old: &'a Listing, new: &Listing) -> Result<&'a Purl, Refusal> {
    let (was, is) = (package(old)?, package(new)?);
    if was.package_key() != is.package_key() {
        return Err(Refusal::new("other-package", format!("{was} and {is}")));
    }
    if let Some(told) = new.told {
        return Err(Refusal::new("told-otherwise", told));
    }
    if let Some(less) = old.lists.iter().find(|kind| !new.lists.contains(kind)) {
        let words = format!("the new document lists no {less}, the old one does");
        return Err(Refusal::new("lists-less", words));
    }
    if let Some(place) = new.unread.first() {
        let words = format!("what stands at {place} of the new document cannot be read");
        return Err(Refusal::new("unread-parts", words));
    }
    let files = |listing: &Listing| listing.versions.iter().any(|it| !it.files.is_empty());
    let lists_files = new.lists.contains(&FILES);
    if new.versions.is_empty() || (lists_files && files(old) && !files(new)) {
        let words = "the new document lists nothing; whoever knows that all is gone says so";
        return Err(Refusal::new("lists-nothing", words));
    }
    Ok(was)
}

/// What a version is known by.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Version(Version),
    Text(Text),
}

impl Key {
    /// As [`is_same_release`](pkgschema::version::is_same_release) has it for the types that are
    /// listed here.
    fn of(package: &Purl, version: &Text) -> Self {
        let scheme = match package.package_type().name() {
            "pypi" => Some(Scheme::Pypi),
            "npm" => Some(Scheme::Npm),
            _ => None,
        };
        let read = scheme.and_then(|scheme| Version::parse(scheme, version).ok());
        read.map_or_else(|| Self::Text(version.clone()), Self::Version)
    }
}

/// What a listing holds, to be asked.
#[derive(Debug)]
struct Keys {
    versions: HashSet<Key>,
    files: HashSet<String>,
}

impl Keys {
    fn of(listing: &Listing, package: &Purl) -> Self {
        let versions = listing.versions.iter();
        let files = versions.clone().flat_map(|listed| &listed.files).flat_map(names);
        let versions = versions.map(|listed| Key::of(package, &listed.version));
        Self { versions: versions.collect(), files: files.collect() }
    }

    fn has(&self, file: &Artifact) -> bool {
        names(file).any(|name| self.files.contains(&name))
    }
}

/// What a file is known by: its name, without regard to case and to which of the separators that
/// projects' names are spelt with, and its digests.
fn names(file: &Artifact) -> impl Iterator<Item = String> {
    let separator = |c: char| matches!(c, '-' | '_' | '.');
    let name = file.filename.as_ref().map(|name| {
        let parts = name.split(separator).filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("-").to_lowercase()
    });
    name.into_iter().chain(digests(file))
}

fn digests(file: &Artifact) -> impl Iterator<Item = String> {
    let digests = file.digests.iter().flat_map(|set| set.digests());
    digests.map(|digest| format!("{}:{}", digest.algorithm().as_str(), digest.to_hex()))
}

fn has_digest(file: &Artifact) -> bool {
    digests(file).next().is_some()
}

fn of_version(package: &Purl, version: &Text) -> Option<Purl> {
    let purl = package.to_builder().version(version.as_str()).build().ok()?;
    purl.version().is_some().then_some(purl)
}

/// What was there, and the files known of it, so that they are found by their digests too.
fn subjects<'a>(purl: &Purl, files: impl Iterator<Item = &'a Artifact>) -> Vec<Subject> {
    let whole = Subject::of_purl(purl.clone());
    let mut of_files = whole.clone();
    of_files.artifacts = files.map(bare).collect();
    if of_files.artifacts.is_empty() { vec![whole] } else { vec![whole, of_files] }
}

fn of_file(purl: &Purl, file: &Artifact) -> Subject {
    let mut subject = Subject::of_purl(purl.clone());
    subject.artifacts = vec![bare(file)].into();
    subject
}

/// What a file is known by, without what else was said of it.
fn bare(file: &Artifact) -> Artifact {
    let mut bare = Artifact::default();
    bare.filename = file.filename.clone();
    bare.digests = file.digests.clone();
    bare
}
