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
//! RustSec advisories have their own table, in the module of their conversion.
//!
//! Invariant: every other key is kept in the record's extension, and a key that the workspace
//! supplies (`workspace = true`) is unknown, not absent.

mod advisory;
mod dependencies;
pub mod index;
mod lints;
pub mod manifest;
mod metadata;
mod origin;
pub mod publish;
mod published;
pub mod rustsec;
mod target;
mod targets;

pub use index::{IndexFile, IndexLine};
pub use manifest::CargoManifest;
pub use publish::CargoPublish;
pub use rustsec::RustsecAdvisory;
