//! Gradle Module Metadata: the `.module` file beside an artifact.
//!
//! | file | record | rule |
//! |---|---|---|
//! | `component.group`, `module`, `version` | `namespace`, `name`, `version` | |
//! | `variants[].dependencies` | `dependencies` | each once; `runtime`, but for what only the variant to compile against has beside one to run: `provided` |
//! | the same, of a variant with a capability of its own | `dependencies[].optionality` | a feature called by the capability |
//! | the same, of category `platform` or `enforced-platform` | `constraints` | `managed`, as written |
//! | `variants[].dependencyConstraints` | `constraints` | `managed`; as written where there is more than a version |
//! | `version.requires` | `requirement` | in Maven's notation |
//! | `version.strictly` | `requirement` | one version alone, `[1.0]`, or a range: less than was said |
//! | `version.prefers` | `requirement` | where nothing is required: less than was said |
//! | `excludes` | `exclusions` | `group:module`, `*` for any |
//! | `thirdPartyCompatibility.artifactSelector` | `artifactType`, `classifier` | |
//! | `variants[].files` | `artifacts` | each once; `url` as seen from the file |
//! | `variants[].capabilities` | `provides` | `group:name:version`; the component itself is none |
//! | `attributes["org.gradle.jvm.version"]` | `runtimeRequirements` | `java`, where all variants agree |
//! | `available-at`, `component.url` | | the rest of the component is told elsewhere: what is absent is unknown |
//!
//! Variants belong together if they differ only in the attributes of their usage: one to compile
//! against and one to run. Variants of documentation have files and nothing that is needed.
//! Everything else (other attributes, `rejects`, `reason`, `endorseStrictVersions`, …) is lost by
//! name, and so is that not all variants need a dependency.
//!
//! Source: the specification "Gradle Module Metadata", version 1.1.
//!
//! Invariant: a dependency of a variant that runs is never weaker in the record than in the file,
//! and a notation that Maven does not have is never written as if it had.

mod dependencies;
mod lints;
mod once;
mod record;
mod requirement;
mod variants;

use crate::syntax::json::JsonDocument;
use pkgschema::object::{List, Map, Raw};
use pkgschema::{Finding, Text};

pkgschema::object! {
    /// A `.module` file.
    ///
    /// ```
    /// use pkgschema::metadata::PackageMetadata;
    /// use pkgschema_convert::{Document, ToRecord, maven::GradleModule};
    /// let module = GradleModule::parse(r#"{"formatVersion": "1.1",
    ///     "component": {"group": "org.example", "module": "widget", "version": "1.0"},
    ///     "variants": [{"name": "runtimeElements", "attributes": {"org.gradle.usage": "java-runtime"},
    ///         "dependencies": [{"group": "org.example", "module": "gear",
    ///             "version": {"requires": "2.0"}}]}]}"#)?;
    /// let records: Vec<PackageMetadata> = module.to_record().value;
    /// assert_eq!(records[0].dependencies[0].name, "org.example:gear");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GradleModule {
        /// Version of the format: `1.1`.
        pub format_version: Option<Text> = "formatVersion",
        /// What is described.
        pub component: Option<GradleComponent>,
        /// What wrote the file.
        pub created_by: Option<Raw> = "createdBy",
        /// The variants.
        pub variants: List<GradleVariant>,
    }

    /// What is described.
    pub struct GradleComponent {
        /// Group.
        pub group: Option<Text>,
        /// Name.
        pub module: Option<Text>,
        /// Version.
        pub version: Option<Text>,
        /// Where the file about the whole component is, if this one is about a part.
        pub url: Option<Text>,
        /// Attributes of the component, by their names: texts, numbers, truth values.
        pub attributes: Map<Raw>,
    }

    /// A variant.
    pub struct GradleVariant {
        /// Its name.
        pub name: Option<Text>,
        /// Attributes that it is chosen by: texts, numbers, truth values.
        pub attributes: Map<Raw>,
        /// The module that tells of it, if this one does not.
        pub available_at: Option<AvailableAt> = "available-at",
        /// What it needs.
        pub dependencies: List<GradleDependency>,
        /// What bounds the versions of what it needs.
        pub dependency_constraints: List<GradleDependency> = "dependencyConstraints",
        /// Its files.
        pub files: List<GradleFile>,
        /// What it stands for: the component if none is listed.
        pub capabilities: List<GradleCapability>,
    }

    /// The module that tells of a variant.
    pub struct AvailableAt {
        /// Where its file is, as seen from this one.
        pub url: Option<Text>,
        /// Group.
        pub group: Option<Text>,
        /// Name.
        pub module: Option<Text>,
        /// Version.
        pub version: Option<Text>,
    }

    /// A dependency, or a constraint of one.
    pub struct GradleDependency {
        /// Group.
        pub group: Option<Text>,
        /// Name.
        pub module: Option<Text>,
        /// Which versions will do.
        pub version: Option<GradleVersion>,
        /// What is not to come along with it.
        pub excludes: List<GradleExclude>,
        /// Why it is needed.
        pub reason: Option<Text>,
        /// Attributes that its variant is to have.
        pub attributes: Map<Raw>,
        /// Capabilities that its variant is to have.
        pub requested_capabilities: List<GradleCapability> = "requestedCapabilities",
        /// Whether its strict versions count as if they were the component's own.
        pub endorse_strict_versions: Option<bool> = "endorseStrictVersions",
        /// What other tools are to be told.
        pub third_party_compatibility: Option<ThirdPartyCompatibility> = "thirdPartyCompatibility",
    }

    /// Which versions will do: a version, which stands for itself and any later one, or a range.
    pub struct GradleVersion {
        /// What is needed at least.
        pub requires: Option<Text>,
        /// What is needed, whatever others ask for.
        pub strictly: Option<Text>,
        /// What is best among those that will do.
        pub prefers: Option<Text>,
        /// Versions that will not do.
        pub rejects: List<Text>,
        /// Whether it counts for all below it, of old versions of the format.
        pub for_subgraph: Option<bool> = "forSubgraph",
    }

    /// What is not to come along with a dependency.
    pub struct GradleExclude {
        /// Group; `*` for any.
        pub group: Option<Text>,
        /// Name; `*` for any.
        pub module: Option<Text>,
    }

    /// What tools are told that know no variants.
    pub struct ThirdPartyCompatibility {
        /// Which file of the dependency is meant.
        pub artifact_selector: Option<ArtifactSelector> = "artifactSelector",
    }

    /// A file of a dependency.
    pub struct ArtifactSelector {
        /// Its name: that of the module.
        pub name: Option<Text>,
        /// Its type.
        pub r#type: Option<Text> = "type",
        /// Its extension: the type if absent.
        pub extension: Option<Text>,
        /// Its classifier.
        pub classifier: Option<Text>,
    }

    /// A file.
    pub struct GradleFile {
        /// What it is to be called where it is used.
        pub name: Option<Text>,
        /// Where it is, as seen from this file.
        pub url: Option<Text>,
        /// Its size in bytes.
        pub size: Option<u64>,
        /// Its SHA-512 digest.
        pub sha512: Option<Text>,
        /// Its SHA-256 digest.
        pub sha256: Option<Text>,
        /// Its SHA-1 digest.
        pub sha1: Option<Text>,
        /// Its MD5 digest.
        pub md5: Option<Text>,
    }

    /// What a variant stands for.
    pub struct GradleCapability {
        /// Group.
        pub group: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Text>,
    }
}

impl GradleFile {
    /// The digests by the names of their algorithms.
    fn digests(&self) -> [(&'static str, &Option<Text>); 4] {
        [
            ("sha512", &self.sha512),
            ("sha256", &self.sha256),
            ("sha1", &self.sha1),
            ("md5", &self.md5),
        ]
    }
}

impl GradleModule {
    /// Whether the format's version is one that is known here.
    pub fn is_known(&self) -> bool {
        let version = self.format_version.as_deref().unwrap_or_default();
        version.split('.').next() == Some("1")
    }
}

impl JsonDocument for GradleModule {
    const DOCUMENT: &'static str = "Gradle module";

    fn refusal(&self) -> Option<&'static str> {
        let there = |member: &str| self.rest.get(member).is_some();
        let version = self.format_version.is_some() || there("formatVersion");
        let component = self.component.is_some() || there("component");
        let variants = self.variants.is_present() || there("variants");
        (!version || !(component || variants))
            .then_some("no \"formatVersion\", or neither \"component\" nor \"variants\"")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
