//! `pylock.toml`: the lock file that Python's installers share.
//!
//! | lock | inventory | rule |
//! |---|---|---|
//! | `lock-version` | `documentVersion` | |
//! | `[[packages]]` | `packages` | the folder of the lock itself (`directory.path` is `.`) is a subject |
//! | `name`, `version`, `marker` | `name`, `version`, `condition` | |
//! | `wheels`, `sdist` | `artifacts` | with digests, size and time of upload |
//! | `archive` | `artifacts[0]` and `source` | a file that no index has |
//! | `vcs`, `directory`, `index` | `source` | the commit is the revision |
//! | `dependencies` | `dependencies` | with the version, if one package alone is meant |
//!
//! Source: the packaging specifications, "`pylock.toml` Specification", version 1.0 (PEP 751).
//!
//! Invariant: every package with a name is one of the inventory, whatever its sources are.

mod index;
mod inventory;
mod lints;
mod packages;

use crate::syntax::toml::{self, document::toml_document};
use crate::{Converted, ToRecord};
use pkgschema::identity::DigestSet;
use pkgschema::metadata::Inventory;
use pkgschema::object::{List, RawObject};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{ParseError, Text};

toml_document! {
    /// A `pylock.toml`. Derefs to its keys.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, pypi::Pylock};
    /// let lock = Pylock::parse("lock-version = '1.0'\ncreated-by = 'margin'\n[[packages]]\n\
    ///     name = 'attrs'\nversion = '25.1.0'\nwheels = [{ hashes = { sha256 = 'c0ff' },\n\
    ///     url = 'https://files.example/attrs-25.1.0-py3-none-any.whl' }]")?;
    /// let inventory = lock.to_record().value;
    /// let wheel = &inventory.packages[0].artifacts[0];
    /// assert_eq!(wheel.filename.as_deref(), Some("attrs-25.1.0-py3-none-any.whl"));
    /// assert_eq!(lock.check()[0].code, "malformed-digest");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pylock(PylockKeys) = "pylock.toml" {
        read: read,
        refusal: refusal,
        layout: |_| false,
        lints: lints::of,
    }
}

pkgschema::object! {
    /// The keys of a `pylock.toml`.
    pub struct PylockKeys {
        /// Version of the format.
        pub lock_version: Option<Text> = "lock-version",
        /// The environments that the lock is for, as markers. Absent means all.
        pub environments: List<Text>,
        /// The versions of Python that it is for.
        pub requires_python: Option<Text> = "requires-python",
        /// The extras that can be asked for.
        pub extras: List<Text>,
        /// The groups of dependencies that can be asked for.
        pub dependency_groups: List<Text> = "dependency-groups",
        /// The groups that are installed unless others are asked for.
        pub default_groups: List<Text> = "default-groups",
        /// The tool that wrote it.
        pub created_by: Option<Text> = "created-by",
        /// The packages.
        pub packages: List<PylockPackage>,
        /// What tools keep here.
        pub tool: Option<RawObject>,
    }

    /// A package in a lock. Its files are in an index (`wheels`, `sdist`), or it is taken from one
    /// place: `vcs`, `directory` or `archive`.
    pub struct PylockPackage {
        /// Name, normalised.
        pub name: Option<Text>,
        /// Version; absent where the source has none that stays.
        pub version: Option<Text>,
        /// The condition under which it is installed.
        pub marker: Option<Text>,
        /// The versions of Python that it is for.
        pub requires_python: Option<Text> = "requires-python",
        /// The other packages of the lock that it needs.
        pub dependencies: List<PylockDependency>,
        /// The repository.
        pub vcs: Option<PylockVcs>,
        /// The folder.
        pub directory: Option<PylockDirectory>,
        /// The file that is no index's.
        pub archive: Option<PylockFile>,
        /// The index that has the files.
        pub index: Option<Link>,
        /// The source distribution.
        pub sdist: Option<PylockFile>,
        /// The wheels.
        pub wheels: List<PylockFile>,
        /// Who has to have signed the files.
        pub attestation_identities: List<AttestationIdentity> = "attestation-identities",
        /// What tools keep here.
        pub tool: Option<RawObject>,
    }

    /// A package of the lock by as many of its keys as tell it from the others.
    pub struct PylockDependency {
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
    }

    /// A repository in a version control system.
    pub struct PylockVcs {
        /// The system: `git`.
        pub r#type: Option<Text> = "type",
        /// Its address; absent where a path is given.
        pub url: Option<Text>,
        /// Its path, from the lock's folder.
        pub path: Option<Text>,
        /// The branch, tag or revision that was asked for.
        pub requested_revision: Option<Text> = "requested-revision",
        /// The commit that was chosen.
        pub commit_id: Option<Text> = "commit-id",
        /// The package's folder within.
        pub subdirectory: Option<Text>,
    }

    /// A folder on the machine.
    pub struct PylockDirectory {
        /// Its path, from the lock's folder.
        pub path: Option<Text>,
        /// Whether it is installed so that changes there take effect. Absent means no.
        pub editable: Option<bool>,
        /// The package's folder within.
        pub subdirectory: Option<Text>,
    }

    /// A file: a wheel, a source distribution, an archive.
    pub struct PylockFile {
        /// Its name, where it is not the last part of the path or address.
        pub name: Option<Text>,
        /// When it was uploaded.
        pub upload_time: Option<Timestamp> = "upload-time",
        /// Its address.
        pub url: Option<Text>,
        /// Its path, from the lock's folder.
        pub path: Option<Text>,
        /// Its size in bytes.
        pub size: Option<u64>,
        /// Its digests by the names that Python's `hashlib` gives algorithms.
        pub hashes: Option<DigestSet>,
        /// The package's folder within; of archives only.
        pub subdirectory: Option<Text>,
    }

    /// Who has to have signed files; what else is said depends on the kind.
    pub struct AttestationIdentity {
        /// The kind of publisher.
        pub kind: Option<Text>,
    }
}

impl ToRecord<Inventory> for Pylock {
    fn to_record(&self) -> Converted<Inventory> {
        inventory::of(self)
    }
}

impl Pylock {
    /// Whether the format's major version is the known one. Of another one, what is absent is
    /// unknown.
    pub fn is_known(&self) -> bool {
        self.format_version().is_some_and(|(major, _)| major == 1)
    }

    /// Major and minor version of the format, where they are there and well-formed.
    fn format_version(&self) -> Option<(u32, u32)> {
        let text = self.lock_version.as_deref()?;
        let (major, minor) = text.split_once('.').unwrap_or((text, "0"));
        let number = |text: &str| {
            let digits = text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| digits)
        };
        Some((number(major)?, number(minor)?))
    }
}

impl PylockFile {
    /// The file's name: the one that is given, or the last part of its path or address.
    pub fn file_name(&self) -> Option<Text> {
        let by_path = || super::places::name_in_path(self.path.as_deref()?).map(Text::from);
        let by_url = || super::places::name_in_url(self.url.as_deref()?).map(Text::from);
        self.name.clone().or_else(by_path).or_else(by_url)
    }
}

/// Reads a text; the strict pass stops at the first date-time, and times of upload are such.
fn read(text: &str) -> Result<toml::document::Parts<PylockKeys>, ParseError> {
    match text.contains("upload-time") {
        true => toml::document::read(text, toml::LONGEST_LOCK),
        false => toml::document::read_fast(text, toml::LONGEST_LOCK),
    }
}

/// Whether the keys have nothing that only a lock has.
fn refusal(keys: &PylockKeys) -> Option<&'static str> {
    let there = keys.rest.get("packages").is_some();
    let known = keys.lock_version.is_some() || keys.packages.is_present() || there;
    (!known).then_some("neither packages nor the version of a lock")
}
