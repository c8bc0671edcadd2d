//! `package-lock.json` and `npm-shrinkwrap.json`: what is installed where, with its digests.
//!
//! | lock | inventory | rule |
//! |---|---|---|
//! | `lockfileVersion` | `documentVersion` | |
//! | `packages[""]` and folders | `subjects` | the project and what is linked from folders |
//! | `packages["…/node_modules/x"]` | `packages` | |
//! | `dependencies` | `packages` | of version 1; version 2 repeats `packages` there for old clients |
//! | the key, `name` | `location`, `name`, `alias` | the key's name is an alias where `name` differs |
//! | `resolved` | `artifacts[0].url` or `source` | a tarball, a repository with its commit, a folder |
//! | `integrity` | `artifacts[0].digests` | |
//! | `dev`, `peer`, `optional` | `scope`, `optionality` | without any of them it is needed to run |
//! | `devOptional`, `extraneous` | no `scope` | the inventory cannot say it |
//! | `inBundle`, `bundled` | `bundled` | |
//! | `dependencies` and the like, `requires` | `dependencies` | |
//! | `license`, `os`, `cpu`, `libc`, `deprecated`, `hasInstallScript` | of the same meaning | absent is unknown |
//!
//! Source: the npm CLI's documentation of `package-lock.json` (version 11), and what npm 5 to 11
//! write.
//!
//! Invariant: every package of the lock is one of the inventory, whatever its key looks like.

mod compare;
mod entry;
mod inventory;
mod lints;
mod losses;
mod place;
mod resolved;
mod tree;

use super::package_json::{
    BinSpec, BundleSpec, EnginesSpec, FundingSpec, LicenseSpec, PeerMeta, Words,
};
use super::version_manifest::Deprecated;
use crate::syntax::json::JsonDocument;
use pkgschema::object::{Entries, Map, Raw};
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// A lock of npm, in any of its three versions.
    ///
    /// ```
    /// use pkgschema::metadata::Inventory;
    /// use pkgschema_convert::{Document, ToRecord, npm::PackageLock};
    /// let lock = PackageLock::parse(r#"{"name": "app", "lockfileVersion": 3, "packages": {"": {"name": "app"},
    ///     "node_modules/pad": {"name": "left-pad", "version": "1.3.0", "dev": true}}}"#)?;
    /// let inventory: Inventory = lock.to_record().value;
    /// assert_eq!((&*inventory.subjects[0].name, inventory.packages.len()), ("app", 1));
    /// let package = &inventory.packages[0];
    /// assert_eq!((&*package.name, package.alias.as_deref()), ("left-pad", Some("pad")));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PackageLock {
        /// The project's name.
        pub name: Option<Text>,
        /// The project's version.
        pub version: Option<Text>,
        /// Version of the lock's format: 1, 2 or 3.
        pub lockfile_version: Option<u64> = "lockfileVersion",
        /// Whether entries say what they need (version 1).
        pub requires: Option<Requires>,
        /// What stands in which folder (versions 2 and 3).
        pub packages: Map<LockEntry>,
        /// The tree (version 1, and repeated in version 2).
        pub dependencies: Map<TreeEntry>,
    }

    /// What stands in a folder: a package, a link, the project itself.
    pub struct LockEntry {
        /// The package's name, where the folder has another.
        pub name: Option<Text>,
        /// Its version.
        pub version: Option<Text>,
        /// Where it was taken from; for a link the folder that it leads to.
        pub resolved: Option<Text>,
        /// Digests as subresource integrity.
        pub integrity: Option<Text>,
        /// Whether it is a link.
        pub link: Option<bool>,
        /// Whether only development needs it.
        pub dev: Option<bool>,
        /// Whether it may fail to install.
        pub optional: Option<bool>,
        /// Whether development needs it, and something optional does.
        pub dev_optional: Option<bool> = "devOptional",
        /// Whether only peers need it.
        pub peer: Option<bool>,
        /// Whether another package brings it along.
        pub in_bundle: Option<bool> = "inBundle",
        /// Whether nothing needs it.
        pub extraneous: Option<bool>,
        /// Whether it has a script that runs when it is installed.
        pub has_install_script: Option<bool> = "hasInstallScript",
        /// Whether it brings an `npm-shrinkwrap.json`.
        pub has_shrinkwrap: Option<bool> = "hasShrinkwrap",
        /// Whether its use is discouraged, or why.
        pub deprecated: Option<Deprecated>,
        /// Its licence.
        pub license: Option<LicenseSpec>,
        /// Runtimes and tools that it needs.
        pub engines: Option<EnginesSpec>,
        /// Its commands.
        pub bin: Option<BinSpec>,
        /// Ways to pay for the work.
        pub funding: Option<FundingSpec>,
        /// Operating systems.
        pub os: Option<Words>,
        /// Processor architectures.
        pub cpu: Option<Words>,
        /// C libraries.
        pub libc: Option<Words>,
        /// What it needs to run.
        pub dependencies: Map<Text>,
        /// What it needs, and works without.
        pub optional_dependencies: Map<Text> = "optionalDependencies",
        /// What is needed to work on it; of folders only.
        pub dev_dependencies: Map<Text> = "devDependencies",
        /// What the one who installs it brings.
        pub peer_dependencies: Map<Text> = "peerDependencies",
        /// More about those.
        pub peer_dependencies_meta: Map<PeerMeta> = "peerDependenciesMeta",
        /// What it brings along.
        pub bundle_dependencies: Option<BundleSpec> = "bundleDependencies",
        /// The folders of a workspace.
        pub workspaces: Option<Raw>,
    }

    /// A package of the tree (version 1).
    pub struct TreeEntry {
        /// Its version, or where it was taken from if that is no registry.
        pub version: Option<Text>,
        /// Where it was taken from.
        pub resolved: Option<Text>,
        /// Digests as subresource integrity.
        pub integrity: Option<Text>,
        /// What was asked for.
        pub from: Option<Text>,
        /// Whether another package brings it along.
        pub bundled: Option<bool>,
        /// Whether only development needs it.
        pub dev: Option<bool>,
        /// Whether it may fail to install.
        pub optional: Option<bool>,
        /// Whether only peers need it.
        pub peer: Option<bool>,
        /// What it needs.
        pub requires: Option<Requires>,
        /// What stands in its own folder.
        pub dependencies: Map<TreeEntry>,
    }
}

pkgschema::one_of! {
    /// What a package of a tree needs, or whether that is said.
    pub enum Requires {
        /// Whether entries say it.
        Flag(bool) = boolean,
        /// Ranges by name.
        Names(Entries<Text>) = object,
    }
}

impl JsonDocument for PackageLock {
    const DOCUMENT: &'static str = "package-lock.json";

    fn refusal(&self) -> Option<&'static str> {
        let typed = self.lockfile_version.is_some()
            || self.packages.is_present()
            || self.dependencies.is_present();
        let kept = ["lockfileVersion", "packages", "dependencies"];
        let kept = kept.into_iter().any(|member| self.rest.get(member).is_some());
        (!typed && !kept).then_some("neither packages nor dependencies")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
