//! The answer of the simple repository API about a project, in JSON: its files.
//!
//! Source: the specification "Simple repository API", JSON serialization, project detail, versions
//! 1.0 to 1.4 (PEP 691, 700, 708, 714, 740, 792); yanking is PEP 592's.
//!
//! Invariant: what the answer says is said of files and of the project; a version is what the
//! names of files tell, or the list of versions.

mod files;
mod groups;
mod lints;
mod record;
mod write;

use crate::syntax::json::JsonDocument;
use pkgschema::identity::DigestSet;
use pkgschema::object::{List, Nullable, Raw};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// A project with its files.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, pypi::SimpleJson};
    /// let project = SimpleJson::parse(r#"{"meta": {"api-version": "1.4"}, "name": "margin",
    ///     "versions": ["1.0"], "files": [{"filename": "margin-1.0.tar.gz", "size": 9,
    ///         "url": "margin-1.0.tar.gz", "hashes": {}, "yanked": "too wide"}]}"#)?;
    /// let releases = project.to_record().value;
    /// assert_eq!(releases[0].artifacts[0].yanked_reason.as_deref(), Some("too wide"));
    /// assert_eq!(releases[0].availability.as_ref().unwrap().yanked, Some(true));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct SimpleJson {
        /// About the answer.
        pub meta: Option<SimpleMeta>,
        /// The project's name; normalised, as the specification asks.
        pub name: Option<Text>,
        /// Addresses of the same project in other repositories (1.2, PEP 708).
        pub alternate_locations: List<Text> = "alternate-locations",
        /// The state of the project (1.4, PEP 792).
        pub project_status: Option<ProjectStatus> = "project-status",
        /// The versions, with or without files (1.1, PEP 700); not all need be of PEP 440.
        pub versions: List<Text>,
        /// The files.
        pub files: List<SimpleFile>,
    }

    /// About the answer, not about what it tells.
    pub struct SimpleMeta {
        /// Version of the API, `1.4`.
        pub api_version: Option<Text> = "api-version",
        /// The repository's serial number of the project; some write a text.
        pub last_serial: Option<Raw> = "_last-serial",
        /// Addresses of the project in the repositories that this one follows (1.2, PEP 708).
        pub tracks: List<Text>,
    }

    /// The state of a project.
    pub struct ProjectStatus {
        /// Which.
        pub status: Option<StatusMarker>,
        /// Why, in words.
        pub reason: Nullable<Text>,
    }

    /// One file.
    pub struct SimpleFile {
        /// Its name.
        pub filename: Option<Text>,
        /// Where it is; may be relative to the answer's address.
        pub url: Option<Text>,
        /// Its digests by the names that Python's `hashlib` gives algorithms.
        pub hashes: Option<DigestSet>,
        /// The versions of Python that it is for. Null where none are named.
        pub requires_python: Nullable<Text> = "requires-python",
        /// Its size in bytes (1.1).
        pub size: Option<u64>,
        /// When it was uploaded (1.1).
        pub upload_time: Option<Timestamp> = "upload-time",
        /// Whether it is yanked, or why. Absent means that it is not.
        pub yanked: Option<Yanked>,
        /// Whether its metadata is at its address with `.metadata`, or digests of it. Absent means
        /// unknown.
        pub core_metadata: Option<MetadataFile> = "core-metadata",
        /// The same, by the name of 1.0.
        pub dist_info_metadata: Option<MetadataFile> = "dist-info-metadata",
        /// The same, by the name of the attribute in HTML.
        pub data_dist_info_metadata: Option<MetadataFile> = "data-dist-info-metadata",
        /// Whether an OpenPGP signature is at its address with `.asc`. Absent means unknown.
        pub gpg_sig: Option<bool> = "gpg-sig",
        /// Where its attestations are (1.3, PEP 740). Null where there are none.
        pub provenance: Nullable<Text>,
    }
}

pkgschema::one_of! {
    /// Whether a file is yanked.
    pub enum Yanked {
        /// It is, or it is not.
        Flag(bool) = boolean,
        /// It is, for this reason.
        Reason(Text) = string,
    }

    /// Whether a file's metadata can be had for itself.
    pub enum MetadataFile {
        /// It can, or it cannot.
        Flag(bool) = boolean,
        /// It can; these are its digests.
        Hashes(DigestSet) = object,
    }
}

pkgschema::open_enum! {
    /// The state of a project (PEP 792).
    pub enum StatusMarker {
        /// Nothing is said against it.
        Active = "active",
        /// No more releases are to be expected.
        Archived = "archived",
        /// It is held to be unsafe; nobody should install it.
        Quarantined = "quarantined",
        /// It is obsolete.
        Deprecated = "deprecated",
    }
}

impl SimpleJson {
    /// Major and minor version of the API, where they are there and well-formed.
    pub fn api_version(&self) -> Option<(u32, u32)> {
        let (major, minor) = self.meta.as_ref()?.api_version.as_deref()?.split_once('.')?;
        let number = |text: &str| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits)
        };
        Some((number(major)?, number(minor)?))
    }

    /// Whether the answer is one of version 1 of the API, or says nothing of its version. What
    /// another major version leaves out is unknown.
    pub fn is_known(&self) -> bool {
        let meta = self.meta.as_ref();
        let stated = meta.is_some_and(|meta| {
            meta.api_version.is_some() || meta.rest.get("api-version").is_some()
        });
        let odd = meta.is_none() && self.rest.get("meta").is_some();
        match self.api_version() {
            Some((major, _)) => major == 1,
            None => !stated && !odd,
        }
    }
}

impl SimpleFile {
    /// Whether it is yanked: unknown where that cannot be read, and where the reason is empty, at
    /// which readers disagree.
    pub fn is_yanked(&self) -> Option<bool> {
        match &self.yanked {
            None => self.rest.get("yanked").is_none().then_some(false),
            Some(Yanked::Flag(yanked)) => Some(*yanked),
            Some(Yanked::Reason(reason)) => (!reason.is_empty()).then_some(true),
        }
    }

    /// Whether its metadata can be had for itself: by the newest name that is there.
    pub fn metadata_file(&self) -> Option<&MetadataFile> {
        let older = self.dist_info_metadata.as_ref().or(self.data_dist_info_metadata.as_ref());
        self.core_metadata.as_ref().or(older)
    }
}

impl JsonDocument for SimpleJson {
    const DOCUMENT: &'static str = "Simple API JSON";

    fn refusal(&self) -> Option<&'static str> {
        let there = |member: &str| self.rest.get(member).is_some();
        if !self.files.is_present() && there("projects") {
            return Some("the list of projects of a repository, not a project");
        }
        let files = self.files.is_present() || there("files");
        let meta = self.meta.is_some() || there("meta");
        (!files || !meta).then_some("no \"files\", or no \"meta\"")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
