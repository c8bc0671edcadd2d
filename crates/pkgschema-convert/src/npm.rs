//! npm: documents of the npm registry and its clients.
//!
//! | `package.json` | record | rule |
//! |---|---|---|
//! | `name` | `namespace`, `name` | a scope is the namespace, with its `@` |
//! | `version`, `homepage` | the same | |
//! | `description` | `summary` | one line |
//! | `readme` | `description.text` | Markdown |
//! | `keywords` | `keywords` | a string is split at commas |
//! | `bugs` | `issueTracker` | a string is an address or a mail address |
//! | `license`, `licenses` | `license` | several are a choice; `SEE LICENSE IN` names a file |
//! | `author` | `authors` | `Name <mail> (address)` is taken apart |
//! | `contributors`, `maintainers` | the same | |
//! | `funding` | `funding` | |
//! | `repository` | `repository` | short names and tool prefixes are resolved |
//! | `main`, `module`, `types`, `browser`, `exports`, `bin`, `man` | `entryPoints` | |
//! | `dependencies` and the four others | `dependencies` | aliases, tags and addresses told apart |
//! | `overrides`, `resolutions` | `constraints` | |
//! | `engines`, `devEngines` | `runtimeRequirements` | |
//! | `os`, `cpu`, `libc` | `platforms` | |
//! | `private` | `publishing.allowed` | |
//! | `scripts`, `gypfile` | `runsCodeAtInstall` | install scripts only; both are kept as extension |
//!
//! Version manifests, packuments, publish requests, locks, the values of dependencies and the
//! answers of the audit endpoint have tables of their own, in their modules.
//!
//! Invariant: every other member is kept in the record's extension.

mod advisory;
pub mod bulk_audit;
mod characters;
mod dependencies;
pub mod dependency_value;
mod engines;
mod entry_points;
mod hosted;
mod licenses;
pub mod lock;
mod metadata;
mod origin;
pub mod package_json;
pub mod packument;
mod people;
mod places;
mod prepared;
pub mod provenance;
pub mod publish;
pub mod publisher;
mod snapshot;
mod takedown;
pub mod version_manifest;

pub use bulk_audit::BulkAudit;
pub use dependency_value::{DependencyKind, DependencyValue};
pub use lock::PackageLock;
pub use package_json::PackageJson;
pub use packument::Packument;
pub use prepared::PackageFiles;
pub use provenance::NpmAttestations;
pub use publish::PublishPayload;
pub use publisher::{TrustClaims, TrustConfig, TrustFile};
pub use version_manifest::VersionManifest;
