//! From the origin to a record.
//!
//! Invariant: the record says what was installed, not what was asked for, and nothing of the
//! machine.

use super::address::{User, is_url, user, without_secrets};
use super::lints::{is_commit, is_inside};
use super::{ArchiveInfo, DirectUrl, VcsInfo, add};
use crate::leftovers::Leftovers;
use crate::pypi::unsaid;
use crate::syntax::json::view;
use crate::{Converted, Loss, LossKind, ToRecord, places};
use pkgschema::Pointer;
use pkgschema::identity::{Artifact, Digest, DigestAlgorithm, DigestSet, Ecosystem};
use pkgschema::metadata::{PackageMetadata, Repository};
use pkgschema::text::Link;

impl ToRecord<Vec<PackageMetadata>> for DirectUrl {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        let losses = self.add_to(&mut record);
        unsaid::mark(&mut record, &[]);
        Converted::new(vec![record], losses)
    }
}

impl DirectUrl {
    /// Adds the repository or the file that the distribution was installed from to the
    /// distribution's record, and takes what is added off the list of what is unknown. What the
    /// record says already stays; where it says otherwise there is a loss, as for everything that
    /// it has no place for. A file is the same as one of the record if they have a digest in
    /// common that is not weak, or the address. Pointers are into this file.
    pub fn add_to(&self, record: &mut PackageMetadata) -> Vec<Loss> {
        let mut left = Leftovers::default();
        let before = (record.repository.is_some(), !record.artifacts.is_empty());
        // an address of two things is of neither
        match (&self.vcs_info, &self.archive_info, &self.dir_info) {
            (Some(vcs), None, None) => {
                let repository = self.repository(vcs, &mut left);
                add::repository(self, repository, record, &mut left);
            }
            (None, Some(archive), None) => {
                let artifact = self.artifact(archive, &mut left);
                add::artifact(archive, artifact, record, &mut left);
            }
            _ if self.url.is_some() => {
                // named for itself though nothing of the file is used
                let place = Pointer::root().child("url");
                left.lose(&place, LossKind::Dropped, why(&place));
            }
            _ => {}
        }
        if !before.0 && record.repository.is_some() {
            record.mark_known(["repository"]);
        }
        if !before.1 && !record.artifacts.is_empty() {
            record.mark_known(["artifacts"]);
        }
        left.finish_by(view(self).as_raw(), &why)
    }
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    match place.as_str() {
        "/vcs_info/requested_revision" => "a record says what came, not what was asked for",
        "/vcs_info/commit_id" => "no name of a commit",
        "/subdirectory" => "no folder of a repository",
        "/url" => "the address of a folder, or of nobody knows what",
        "/dir_info" | "/dir_info/editable" => "a record says nothing of a machine",
        _ => "a record has no place for it",
    }
}

impl DirectUrl {
    /// The address without credentials.
    fn address(&self, left: &mut Leftovers) -> Option<String> {
        let (url, place) = (self.url.as_deref()?, Pointer::root().child("url"));
        if !is_url(url) {
            left.lose(&place, LossKind::Dropped, "no address with a scheme and a host");
            return None;
        }
        let note = match user(url) {
            User::None | User::Known => {
                left.take(&place);
                return Some(url.to_owned());
            }
            User::Variables => "the names of environment variables are left out",
            User::Secret => "the credentials are left out",
        };
        left.lose(&place, LossKind::Changed, note);
        Some(without_secrets(url))
    }

    fn repository(&self, info: &VcsInfo, left: &mut Leftovers) -> Repository {
        let (root, place) = (Pointer::root(), Pointer::root().child("vcs_info"));
        let url = self.address(left);
        let mut repository = url.map_or_else(Repository::default, |it| places::repository(&it));
        repository.kind = left.member(&info.vcs, &place, "vcs").cloned();
        if info.commit_id.as_deref().is_some_and(|it| is_commit(info.vcs.as_deref(), it)) {
            repository.revision = left.member(&info.commit_id, &place, "commit_id").cloned();
        }
        if self.subdirectory.as_deref().is_some_and(is_inside) {
            repository.directory = left.member(&self.subdirectory, &root, "subdirectory").cloned();
        }
        repository
    }

    fn artifact(&self, info: &ArchiveInfo, left: &mut Leftovers) -> Artifact {
        let place = Pointer::root().child("archive_info");
        let mut artifact = Artifact::default();
        artifact.url = self.address(left).map(Link::from_document);
        artifact.digests = left.member(&info.hashes, &place, "hashes").cloned();
        hash(info, &place.child("hash"), &mut artifact.digests, left);
        artifact
    }
}

/// Adds the digest in `hash` where there is none of its algorithm.
fn hash(info: &ArchiveInfo, place: &Pointer, set: &mut Option<DigestSet>, left: &mut Leftovers) {
    let Some((name, digits)) = info.named_hash() else { return };
    let known = |set: &DigestSet| {
        set.iter().find(|(algorithm, _)| *algorithm == name).map(|(_, other)| other.clone())
    };
    let other = set.as_ref().and_then(known);
    match other {
        Some(other) if other.eq_ignore_ascii_case(digits) => {
            left.lose(place, LossKind::Normalized, "hashes has the digest too");
        }
        Some(_) => {
            left.lose(place, LossKind::Dropped, "hashes has another digest of this algorithm");
        }
        None => match Digest::from_hex(DigestAlgorithm::from(name), digits) {
            Ok(digest) => {
                set.get_or_insert_default().insert(&digest);
                left.take(place);
            }
            Err(_) => left.lose(place, LossKind::Dropped, "no digest of this algorithm"),
        },
    }
}
