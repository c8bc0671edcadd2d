//! SLSA provenance 0.2, which most builders wrote until 2023 and many write still.
//!
//! Source: the specification "Provenance", version 0.2; each member names its section.
//!
//! Invariant: no member is needed for reading; what the specification requires is a finding.

pub use super::v0_1::{Builder, Material};

use super::{times, v0_1};
use crate::finding::Lints;
use crate::identity::DigestSet;
use crate::object::{self, List, RawObject};
use crate::text::{Link, Timestamp};
use crate::{Finding, Text};

crate::object! {
    /// How the subjects were built (SLSA provenance 0.2).
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::slsa::v0_2::Provenance};
    /// let provenance: Provenance = parse(r#"{"builder": {"id": "https://ci.example"},
    ///     "buildType": "https://ci.example/make", "metadata": {"buildInvocationID": "7"}}"#)?;
    /// assert_eq!(provenance.metadata.as_ref().unwrap().invocation_id().as_deref(), Some("7"));
    /// assert_eq!(provenance.check()[0].code, "misspelt-member");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Provenance {
        /// Who ran the build, and is trusted to have recorded it (`builder`, required).
        pub builder: Option<Builder>,
        /// What kind of build it was, a URI (`buildType`, required): the meaning of `invocation`,
        /// `buildConfig` and `materials` depends on it.
        pub build_type: Option<Link> = "buildType",
        /// What set the build off (`invocation`). Absent means that it is not known.
        pub invocation: Option<Invocation>,
        /// The steps of the build (`buildConfig`); the shape is the build type's. Absent means
        /// that the builder does not list them.
        pub build_config: Option<RawObject> = "buildConfig",
        /// Other properties of the build (`metadata`). The builder sets it.
        pub metadata: Option<Metadata>,
        /// What went into the build: sources, tools, images (`materials`). Complete only where
        /// `metadata.completeness.materials` says so; absent means the same as empty.
        pub materials: List<Material>,
    }

    /// What set a build off (SLSA provenance 0.2, `invocation`).
    pub struct Invocation {
        /// Where the configuration comes from (`invocation.configSource`).
        pub config_source: Option<ConfigSource> = "configSource",
        /// What else somebody outside had a say in (`invocation.parameters`). Complete only where
        /// `metadata.completeness.parameters` says so; absent means the same as empty.
        pub parameters: Option<RawObject>,
        /// What the builder added (`invocation.environment`). Complete only where
        /// `metadata.completeness.environment` says so; absent means the same as empty.
        pub environment: Option<RawObject>,
    }

    /// Where the configuration of a build comes from (SLSA provenance 0.2,
    /// `invocation.configSource`).
    pub struct ConfigSource {
        /// The source, a URI (`invocation.configSource.uri`): often a repository with a ref
        /// behind `@`.
        pub uri: Option<Link>,
        /// Its digests by algorithm (`invocation.configSource.digest`): often a commit as `sha1`.
        pub digest: Option<DigestSet>,
        /// Where the build begins, such as a workflow's path (`invocation.configSource.entryPoint`).
        /// Absent means the default of the build type.
        pub entry_point: Option<Text> = "entryPoint",
    }

    /// Other properties of a build (SLSA provenance 0.2, `metadata`).
    pub struct Metadata {
        /// This run of the builder (`metadata.buildInvocationId`); its form is the builder's.
        pub build_invocation_id: Option<Text> = "buildInvocationId",
        /// When the build began (`metadata.buildStartedOn`).
        pub build_started_on: Option<Timestamp> = "buildStartedOn",
        /// When the build ended (`metadata.buildFinishedOn`).
        pub build_finished_on: Option<Timestamp> = "buildFinishedOn",
        /// What the builder claims to be complete (`metadata.completeness`). Absent means that it
        /// claims nothing.
        pub completeness: Option<Completeness>,
        /// Whether the same invocation and materials give the same bytes, as the builder claims
        /// (`metadata.reproducible`). Absent means that it claims nothing.
        pub reproducible: Option<bool>,
    }

    /// What a builder claims to be complete (SLSA provenance 0.2, `metadata.completeness`). Absent
    /// means that no such claim is made.
    pub struct Completeness {
        /// Whether `invocation.parameters` is (`metadata.completeness.parameters`).
        pub parameters: Option<bool>,
        /// Whether `invocation.environment` is (`metadata.completeness.environment`).
        pub environment: Option<bool>,
        /// Whether `materials` is (`metadata.completeness.materials`).
        pub materials: Option<bool>,
    }
}

impl Provenance {
    /// The predicate type.
    pub const URI: &'static str = "https://slsa.dev/provenance/v0.2";

    /// The builder's identity.
    pub fn builder_id(&self) -> Option<&Link> {
        self.builder.as_ref()?.id.as_ref()
    }

    /// Where the configuration comes from.
    pub fn config_source(&self) -> Option<&ConfigSource> {
        self.invocation.as_ref()?.config_source.as_ref()
    }

    /// What is odd: what the schema refuses; as errors `missing-builder-id` and
    /// `missing-build-type`; as warnings `misspelt-member` and `finished-before-started`.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: object::check(self) };
        let place = if self.builder.is_some() { "/builder" } else { "" };
        lints.missing(place, "missing-builder-id", self.builder_id().is_none());
        lints.missing("", "missing-build-type", self.build_type.is_none());
        if let Some(metadata) = &self.metadata {
            v0_1::spelling(&mut lints, &metadata.rest);
            let start = metadata.build_started_on.as_ref();
            let end = metadata.build_finished_on.as_ref();
            times(&mut lints, "/metadata/buildFinishedOn", start, end);
        }
        lints.found
    }
}

impl Metadata {
    /// This run of the builder, in the specification's spelling or in `buildInvocationID`, which
    /// some builders write.
    pub fn invocation_id(&self) -> Option<Text> {
        v0_1::invocation_id(self.build_invocation_id.as_ref(), &self.rest)
    }
}
