//! Maven: documents of Maven Central and the tools that read them.
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

pub mod file_name;
pub mod gradle_module;
pub mod jar_manifest;
pub mod pom;
pub mod pom_properties;
pub mod repository_metadata;
pub mod side_file;
mod unsaid;

pub use file_name::{FileName, RepositoryPath, SnapshotBuild};
pub use gradle_module::GradleModule;
pub use jar_manifest::JarManifest;
pub use pom::Pom;
pub use pom_properties::PomProperties;
pub use repository_metadata::MavenMetadata;
pub use side_file::{SideFile, SideKind, side_of, signature_of};
