//! PyPI's JSON about a project (`/pypi/<name>/json`) or one release (`/pypi/<name>/<version>/json`).
//!
//! | answer | record | rule |
//! |---|---|---|
//! | `info` | one record | of the release that `info` names, the newest of a project |
//! | `urls`, else `releases[version]` | `artifacts` of it | with digests, size, time of upload, yanking |
//! | `releases` | a record for every other version | of which `info` says nothing: unknown |
//! | `info.yanked`, `yanked_reason` | `availability` | of others: yanked where every file is |
//! | the rest of `info` | of the same meaning | as core metadata has it; what is absent is unknown |
//! | `info.requires_dist` | `dependencies` | null: unknown; an empty list: none |
//! | `ownership` | `accounts` | of the release in `info`; an organisation is a team's account |
//! | `vulnerabilities` | | advisories: [`JsonVulnerabilities`](super::JsonVulnerabilities) |
//!
//! Source: PyPI's documentation, "JSON API"; the deprecated keys as they were served before.
//!
//! Invariant: what is said of one release is said of no other.

mod files;
mod info;
mod lints;
mod record;

use super::json_vulnerabilities::JsonVulnerability;
use super::simple_json::MetadataFile;
use crate::syntax::json::JsonDocument;
use pkgschema::identity::DigestSet;
use pkgschema::object::{Entries, Items, List, Map, Nullable, NullableList, Raw};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// An answer of the JSON API.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, pypi::PypiJsonApi};
    /// let answer = PypiJsonApi::parse(r#"{"info": {"name": "margin", "version": "2.0",
    ///     "requires_dist": null}, "releases": {"1.0": [], "2.0": []}, "urls": []}"#)?;
    /// let releases = answer.to_record().value;
    /// assert_eq!(releases[1].version.as_deref(), Some("2.0"));
    /// assert!(releases[1].is_unknown("dependencies") && releases[0].is_unknown("license"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PypiJsonApi {
        /// The metadata of one release: of the one that was asked for, or of the newest.
        pub info: Option<ReleaseDetail>,
        /// The serial number of the project's last change.
        pub last_serial: Option<u64>,
        /// Who may publish. Absent means unknown.
        pub ownership: Option<Ownership>,
        /// The files of every version, in answers about a project.
        pub releases: Map<Items<JsonApiFile>>,
        /// The files of the release that `info` is about.
        pub urls: List<JsonApiFile>,
        /// What is known against that release.
        pub vulnerabilities: List<JsonVulnerability>,
    }

    /// The metadata of a release, as it was uploaded with its first file. What is null or empty
    /// was not given, but for `requires_dist`, of which null means that nobody knows.
    pub struct ReleaseDetail {
        /// Names of its authors.
        pub author: Nullable<Text>,
        /// Mail addresses of its authors, with names or without.
        pub author_email: Nullable<Text>,
        /// Always null.
        pub bugtrack_url: Nullable<Text>,
        /// Words of the index's list.
        pub classifiers: NullableList<Text>,
        /// The description.
        pub description: Nullable<Text>,
        /// Media type of the description.
        pub description_content_type: Nullable<Text>,
        /// Its documentation at the index, where there still is one.
        pub docs_url: Nullable<Text>,
        /// Where it can be downloaded.
        pub download_url: Nullable<Text>,
        /// Always -1.
        pub downloads: Option<Raw>,
        /// Fields that a build may give another value.
        pub dynamic: NullableList<Text>,
        /// Home page.
        pub home_page: Nullable<Text>,
        /// Words to find it by.
        pub keywords: Nullable<Text>,
        /// The licence as free text.
        pub license: Nullable<Text>,
        /// The licence as an SPDX expression.
        pub license_expression: Nullable<Text>,
        /// Files with licence texts.
        pub license_files: NullableList<Text>,
        /// Names of its maintainers.
        pub maintainer: Nullable<Text>,
        /// Mail addresses of its maintainers, with names or without.
        pub maintainer_email: Nullable<Text>,
        /// Name, as the project spells it.
        pub name: Nullable<Text>,
        /// The project's page.
        pub package_url: Nullable<Text>,
        /// Operating systems that no classifier names.
        pub platform: Nullable<Text>,
        /// The project's page.
        pub project_url: Nullable<Text>,
        /// Addresses by their labels.
        pub project_urls: Nullable<Entries<Text>>,
        /// Names of optional parts.
        pub provides_extra: NullableList<Text>,
        /// The release's page.
        pub release_url: Nullable<Text>,
        /// What it needs to run. Null means unknown.
        pub requires_dist: NullableList<Text>,
        /// Versions of Python that will do.
        pub requires_python: Nullable<Text>,
        /// One line about it.
        pub summary: Nullable<Text>,
        /// Version.
        pub version: Nullable<Text>,
        /// Whether the release is yanked.
        pub yanked: Option<bool>,
        /// Why.
        pub yanked_reason: Nullable<Text>,
    }

    /// Who may publish.
    pub struct Ownership {
        /// The accounts.
        pub roles: List<OwnershipRole>,
        /// The organisation that the project belongs to. Null means none.
        pub organization: Nullable<Text>,
    }

    /// What an account may do.
    pub struct OwnershipRole {
        /// `Owner` or `Maintainer`.
        pub role: Option<Text>,
        /// The account's name.
        pub user: Option<Text>,
    }

    /// A file of a release.
    pub struct JsonApiFile {
        /// A comment that the uploader gave.
        pub comment_text: Nullable<Text>,
        /// Whether its metadata is at its address with `.metadata`, or digests of it.
        pub core_metadata: Option<MetadataFile> = "core-metadata",
        /// Its digests.
        pub digests: Option<DigestSet>,
        /// Always -1.
        pub downloads: Option<Raw>,
        /// Its name.
        pub filename: Option<Text>,
        /// Whether a signature stands beside it; always false today.
        pub has_sig: Option<bool>,
        /// Its MD5, once more.
        pub md5_digest: Nullable<Text>,
        /// Its kind: `sdist`, `bdist_wheel`, `bdist_egg`, ….
        pub packagetype: Option<Text>,
        /// The Python that it is for: `source`, or a tag of the file's name.
        pub python_version: Nullable<Text>,
        /// The versions of Python that it is for.
        pub requires_python: Nullable<Text>,
        /// Its size in bytes.
        pub size: Option<u64>,
        /// When it was uploaded, in UTC and without saying so.
        pub upload_time: Option<Text>,
        /// When it was uploaded.
        pub upload_time_iso_8601: Option<Timestamp>,
        /// Where it is.
        pub url: Option<Text>,
        /// Whether it is yanked.
        pub yanked: Option<bool>,
        /// Why.
        pub yanked_reason: Nullable<Text>,
    }
}

impl PypiJsonApi {
    /// The version that `info` is about.
    pub fn version(&self) -> Option<&Text> {
        self.info.as_ref()?.version.get()
    }
}

impl JsonDocument for PypiJsonApi {
    const DOCUMENT: &'static str = "PyPI JSON";

    fn refusal(&self) -> Option<&'static str> {
        self.info.is_none().then_some("no object `info`")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
