//! Maven: documents of Maven's repositories and the tools that read them.
//!
//! | `pom.xml` | record | rule |
//! |---|---|---|
//! | `groupId`, `artifactId`, `version` | `namespace`, `name`, `version` | group and version of the parent where the POM has none |
//! | `name` | `displayName` | |
//! | `description` | `summary` | in one line |
//! | `url` | `homepage` | |
//! | `scm` | `repository` | kind and address are read from `scm:` notation |
//! | `issueManagement` | `issueTracker` | |
//! | `licenses` | `license` | a choice; names in common use are read as SPDX, as a repair |
//! | `developers` | `authors`, `maintainers` | a maintainer has no other role |
//! | `contributors`, `organization` | the same | |
//! | `dependencies` | `dependencies` | `compile` and `runtime` are both needed to run |
//! | `build.plugins` | `dependencies` | scope `build` |
//! | `dependencyManagement` | `constraints` | kind `managed` |
//! | `distributionManagement.relocation` | `availability` | deprecated, with the new name |
//! | `distributionManagement.downloadUrl` | `links` | |
//! | `prerequisites.maven`, `maven.compiler.release` | `runtimeRequirements` | the lowest version |
//! | `packaging` | `packaging` | |
//!
//! Expressions are resolved as far as the POM alone can tell them. What holds one that nobody can
//! resolve, and what a parent may say, is unknown.
//!
//! Invariant: a version is text in Maven's own order, and nothing with an expression `${…}` in it
//! is ever part of an identity.

mod coordinates;
mod dependencies;
pub mod effective;
mod expressions;
pub mod file_name;
pub mod gradle_module;
pub mod jar_manifest;
mod licenses;
mod metadata;
mod origin;
mod people;
pub mod pom;
pub mod pom_properties;
pub mod repository_metadata;
mod scm;
pub mod side_file;
mod unsaid;

pub use coordinates::Coordinates;
pub use effective::Effective;
pub use file_name::{FileName, RepositoryPath, SnapshotBuild};
pub use gradle_module::GradleModule;
pub use jar_manifest::JarManifest;
pub use pom::Pom;
pub use pom_properties::PomProperties;
pub use repository_metadata::MavenMetadata;
pub use side_file::{SideFile, SideKind, side_of, signature_of};
