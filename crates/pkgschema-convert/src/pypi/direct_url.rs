//! `direct_url.json`: where a distribution was installed from, if not by its name.
//!
//! | file | record | rule |
//! |---|---|---|
//! | `url` with `vcs_info` | `repository.url` | without credentials |
//! | `vcs_info.vcs`, `commit_id` | `repository.kind`, `revision` | |
//! | `subdirectory` of a repository | `repository.directory` | |
//! | `url` with `archive_info` | `artifacts[0].url` | without credentials |
//! | `archive_info.hashes`, `hash` | `artifacts[0].digests` | |
//! | `vcs_info.requested_revision` | | what was asked for, not what came |
//! | `dir_info`, its `url` | | a folder of the machine |
//!
//! Source: the specifications "Recording the Direct URL Origin of installed distributions" and
//! "Direct URL Data Structure" (PEP 610).
//!
//! Invariant: no credentials of the file reach a record.

mod add;
mod address;
mod lints;
mod record;

pub(super) use address::{User, user};

use crate::syntax::json::JsonDocument;
use pkgschema::identity::DigestSet;
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// A `direct_url.json`.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, pypi::DirectUrl};
    /// use pkgschema::metadata::PackageMetadata;
    /// let origin = DirectUrl::parse(r#"{"url": "https://git.example/margin.git",
    ///     "vcs_info": {"vcs": "git", "commit_id": "0123456789abcdef0123456789abcdef01234567"}}"#)?;
    /// assert!(origin.check().is_empty());
    /// let record: Vec<PackageMetadata> = origin.to_record().value;
    /// assert_eq!(record[0].repository.as_ref().unwrap().kind.as_deref(), Some("git"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct DirectUrl {
        /// The address, without credentials.
        pub url: Option<Text>,
        /// If it is of a repository.
        pub vcs_info: Option<VcsInfo>,
        /// If it is of an archive or a wheel.
        pub archive_info: Option<ArchiveInfo>,
        /// If it is of a folder.
        pub dir_info: Option<DirInfo>,
        /// The project's folder in the repository, archive or folder.
        pub subdirectory: Option<Text>,
    }

    /// A repository.
    pub struct VcsInfo {
        /// The kind of version control: `git`, `hg`, `bzr`, `svn`.
        pub vcs: Option<Text>,
        /// The branch, tag or commit that was asked for.
        pub requested_revision: Option<Text>,
        /// The commit that was installed.
        pub commit_id: Option<Text>,
    }

    /// An archive.
    pub struct ArchiveInfo {
        /// Its digests by the names that Python's `hashlib` gives algorithms.
        pub hashes: Option<DigestSet>,
        /// One digest, `sha256=` and hexadecimal digits; superseded by `hashes`.
        pub hash: Option<Text>,
    }

    /// A folder.
    pub struct DirInfo {
        /// Whether changes in the folder show in what is installed. Absent means that they do not.
        pub editable: Option<bool>,
    }
}

impl ArchiveInfo {
    /// Algorithm and digits of `hash`, where it has both.
    pub fn named_hash(&self) -> Option<(&str, &str)> {
        self.hash.as_deref()?.split_once('=').filter(|(name, _)| !name.is_empty())
    }
}

impl JsonDocument for DirectUrl {
    const DOCUMENT: &'static str = "direct_url.json";

    fn refusal(&self) -> Option<&'static str> {
        let there = |member: &str| self.rest.get(member).is_some();
        let typed =
            self.vcs_info.is_some() || self.archive_info.is_some() || self.dir_info.is_some();
        let known = typed || INFOS.into_iter().any(there);
        let url = self.url.is_some() || there("url");
        (!known && !url).then_some("neither an address nor what it is of")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}

/// The members of which a file has exactly one.
const INFOS: [&str; 3] = ["vcs_info", "archive_info", "dir_info"];
