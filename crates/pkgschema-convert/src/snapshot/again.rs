//! What is listed again after it was found to be absent.
//!
//! Invariant: only notices of an absence are reversed, and only where nothing shows that other
//! bytes stand under the old name.

use super::{Key, Keys, Listing, Snapshot, digests, names, of_file, of_version, package};
use crate::convert::{Converted, Refusal};
use crate::loss::{Loss, LossKind};
use crate::signal::{About, Observation, Standing};
use pkgschema::Pointer;
use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{Method, Query, Subject, TakedownNotice};
use std::collections::HashSet;

/// Reversals of the notices of absences about what the document lists: for a package that was
/// gone as a whole, so that there is no old document to hold it against. Losses point into the
/// document's view.
///
/// # Errors
/// If the document does not tell its package.
pub fn back<N: Snapshot>(
    new: &N,
    earlier: &[TakedownNotice],
    seen: &Observation,
) -> Result<Converted<Vec<TakedownNotice>>, Refusal> {
    let listing = new.listing();
    let package = package(&listing)?;
    let nothing = Keys { versions: HashSet::new(), files: HashSet::new() };
    let mut found = Converted::lossless(Vec::new());
    Again { package, earlier, seen, document: N::NAME }.find(&listing, &nothing, &mut found);
    Ok(found)
}

/// The notices that may have to be reversed.
pub(super) struct Again<'a> {
    pub(super) package: &'a Purl,
    pub(super) earlier: &'a [TakedownNotice],
    pub(super) seen: &'a Observation,
    pub(super) document: &'a str,
}

impl Again<'_> {
    /// Adds a reversal for whatever the new listing has and the old one has not.
    pub(super) fn find(
        &self,
        new: &Listing,
        old: &Keys,
        found: &mut Converted<Vec<TakedownNotice>>,
    ) {
        if self.earlier.is_empty() || new.told.is_some() || new.versions.is_empty() {
            return;
        }
        let standing = Standing::of(self.earlier, self.package);
        let whole = standing.about(&Query::of(self.package), None);
        let whole = whole.into_iter().filter(|(about, sure)| *sure && is_absence(*about));
        let whole: Vec<About<'_>> = whole.map(|(about, _)| about).collect();
        let listed: Vec<Artifact> = new.versions.iter().flat_map(|it| it.files.clone()).collect();
        let (other, whole): (Vec<_>, Vec<_>) =
            whole.into_iter().partition(|about| has_other_bytes(about.notice, &listed));
        found.losses.extend(other.iter().map(|_| other_bytes(&Pointer::root())));
        self.reverse(vec![Subject::of_purl(self.package.clone())], &whole, found);
        for listed in &new.versions {
            let Some(purl) = of_version(self.package, &listed.version) else { continue };
            let is_new = !old.versions.contains(&Key::of(self.package, &listed.version));
            let mut absent: Vec<About<'_>> = Vec::new();
            let of_version = standing.about(&Query::of(&purl), Some(&listed.version));
            for (about, sure) in of_version {
                let is_one = sure && is_absence(about) && is_about_versions(about.notice);
                if is_one && is_new && is_whole(about.notice) {
                    match has_other_bytes(about.notice, &listed.files) {
                        true => found.losses.push(other_bytes(&listed.pointer)),
                        false => absent.push(about),
                    }
                }
            }
            self.reverse(vec![Subject::of_purl(purl.clone())], &absent, found);
            for file in listed.files.iter().filter(|file| !old.has(file)) {
                let of_file_ = standing.about(&Query::of(&purl).file(file), Some(&listed.version));
                let files = of_file_.into_iter().map(|(about, _)| about).filter(|about| {
                    is_absence(*about) && !is_whole(about.notice) && names_file(about.notice, file)
                });
                let files: Vec<About<'_>> = files.collect();
                if files
                    .iter()
                    .any(|about| has_other_bytes(about.notice, std::slice::from_ref(file)))
                {
                    found.losses.push(other_bytes(&listed.pointer));
                } else {
                    self.reverse(vec![of_file(&purl, file)], &files, found);
                }
            }
        }
    }

    fn reverse(
        &self,
        subjects: Vec<Subject>,
        absent: &[About<'_>],
        found: &mut Converted<Vec<TakedownNotice>>,
    ) {
        if !absent.is_empty() {
            let targets = absent.iter().map(|about| about.notice.id.clone()).collect();
            found.value.push(self.seen.presence(subjects, targets, self.document));
        }
    }
}

fn other_bytes(place: &Pointer) -> Loss {
    let note = "it is listed again with other bytes, which lifts nothing";
    Loss::new(place.clone(), LossKind::Dropped, note)
}

fn is_absence(about: About<'_>) -> bool {
    let provenance = about.notice.provenance.as_ref();
    provenance.is_some_and(|it| it.method == Some(Method::InferredAbsence))
}

/// Whether a notice is about versions and not about the package.
fn is_about_versions(notice: &TakedownNotice) -> bool {
    let purls = notice.subjects.iter().filter_map(|subject| subject.purl.as_ref());
    purls.filter_map(|purl| purl.to_purl().ok()).all(|purl| purl.version().is_some())
}

/// Whether a notice is about more than single files.
fn is_whole(notice: &TakedownNotice) -> bool {
    notice.subjects.iter().any(|subject| subject.artifacts.is_empty())
}

fn files(notice: &TakedownNotice) -> impl Iterator<Item = &Artifact> {
    notice.subjects.iter().flat_map(|subject| subject.artifacts.iter())
}

fn names_file(notice: &TakedownNotice, file: &Artifact) -> bool {
    let own: HashSet<String> = names(file).collect();
    files(notice).flat_map(names).any(|name| own.contains(&name))
}

/// Whether the digests of a notice and of files that are listed have none in common.
fn has_other_bytes(notice: &TakedownNotice, listed: &[Artifact]) -> bool {
    let was: HashSet<String> = files(notice).flat_map(digests).collect();
    let is: Vec<String> = listed.iter().flat_map(digests).collect();
    !was.is_empty() && !is.is_empty() && !is.iter().any(|digest| was.contains(digest))
}
