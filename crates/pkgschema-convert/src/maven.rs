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
//! | record | `maven-metadata.xml` | Gradle module | `pom.properties` | `MANIFEST.MF` |
//! |---|---|---|---|---|
//! | `namespace`, `name` | `groupId`, `artifactId` | `component.group`, `module` | `groupId`, `artifactId` | |
//! | `version` | `versions`, `version` | `component.version` | `version` | `Implementation-Version` |
//! | `dependencies` | | `dependencies` of variants | | |
//! | `constraints` | | platforms, `dependencyConstraints` | | |
//! | `artifacts` | `snapshotVersions` | `files` of variants | | |
//! | `provides` | | `capabilities` | | `Automatic-Module-Name`, `Bundle-SymbolicName` |
//! | `runtimeRequirements` | | `org.gradle.jvm.version` | | `Require-Capability` |
//! | `displayName`, `summary`, `organization`, `license`, addresses, `entryPoints` | | | | titles, vendors, `Bundle-…`, `Main-Class` |
//!
//! Each module has its own table with the rules. What a document cannot say is unknown in its
//! records.
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
pub mod provenance;
pub mod repository_metadata;
mod scm;
pub mod side_file;
mod snapshot;
mod takedown;
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
