//! crates.io: documents of Cargo and its registries.
//!
//! | `Cargo.toml` | record | rule |
//! |---|---|---|
//! | `package.name`, `version` | `name`, `version` | |
//! | `package.description` | `summary` | one line |
//! | `package.readme` | `description.file` | `true` is `README.md`, `false` is kept as extension |
//! | `package.homepage`, `documentation` | the same | |
//! | `package.repository` | `repository.url` | spellings of well-known hosts become one |
//! | `package.license` | `license` | a slash is read as `OR`, as a repair |
//! | `package.license-file` | `license.files` | |
//! | `package.authors` | `authors` | `Name <mail>` is taken apart |
//! | `package.keywords`, `categories` | `keywords`, `classifiers` | |
//! | `dependencies` and the others, `target.*` | `dependencies` | renames, features, conditions |
//! | `patch`, `replace` | `constraints` | |
//! | `features` | `features` | |
//! | `package.rust-version`, `edition` | `runtimeRequirements`, `languageEdition` | |
//! | `package.links` | `provides` | |
//! | `package.publish` | `publishing` | |
//! | `package.build`, `lib.proc-macro` | `runsCodeAtBuild` | the values are kept as extension |
//! | `lib`, `bin` | `entryPoints` | name and path |
//!
//! | `Cargo.lock` | inventory | rule |
//! |---|---|---|
//! | `package[]`, `root` | `packages`; `subjects` where there is no `source` | |
//! | `package[].source` | `source` | none for crates.io |
//! | `package[].checksum`, `metadata` | `artifacts[].digests.sha256` | |
//! | `package[].dependencies` | `dependencies` | with the version of the package that is named |
//!
//! | answer of crates.io | record | rule |
//! |---|---|---|
//! | `num`, `crate` | `version`, `name` | one record a version |
//! | `checksum`, `crate_size`, `dl_path` | `artifacts` | an address only below a given one |
//! | `created_at`, `published_by` | `publishTimes`, `accounts` | |
//! | `yanked`, `yank_message` | `availability` | |
//! | `has_lib`, `bin_names`, `lib_links` | `entryPoints`, `provides` | |
//! | `crate.keywords`, `crate.categories` and its other words | `keywords`, `classifiers`, … | of the version published last |
//! | null | `unknown` | |
//!
//! | index line | publish request | record | rule |
//! |---|---|---|---|
//! | `name`, `vers` | the same | `name`, `version` | |
//! | `deps` | the same | `dependencies` | requirements with every operator; aliases the other way round |
//! | `cksum` | | `artifacts` | SHA-256 of the crate file |
//! | `features`, `features2` | `features` | `features` | newer syntax, and what needs it, in `features2` with `v` 2 |
//! | `yanked`, `pubtime` | | `availability`, `publishTimes` | |
//! | `links`, `rust_version` | the same | `provides`, `runtimeRequirements` | |
//! | | `readme`, `readme_file` | `description` | |
//! | | the others | as in `Cargo.toml` | |
//!
//! RustSec advisories and signals have their own tables, in the modules of their conversion.
//!
//! Invariant: every other key is kept in the record's extension, and a key that the workspace
//! supplies (`workspace = true`) is unknown, not absent.

mod advisory;
pub mod api;
pub mod deleted_crates;
mod dependencies;
pub mod index;
mod lints;
pub mod lock;
pub mod manifest;
mod metadata;
mod normalized;
mod origin;
pub mod provenance;
pub mod publish;
mod published;
pub mod publisher;
pub mod reserved_names;
pub mod rustsec;
mod snapshot;
mod table;
mod takedown;
mod target;
mod targets;
pub mod vcs_info;
pub mod workspace;

pub use api::CratesIoAnswer;
pub use deleted_crates::DeletedCrates;
pub use index::{IndexFile, IndexLine};
pub use lock::CargoLock;
pub use manifest::{CargoManifest, DependencySpec, DependencyTable};
pub use publish::CargoPublish;
pub use publisher::{GitHubConfig, GitLabConfig};
pub use reserved_names::ReservedNames;
pub use rustsec::RustsecAdvisory;
pub use table::TableRow;
pub use vcs_info::CargoVcsInfo;
pub use workspace::{Inheritance, Workspace};
