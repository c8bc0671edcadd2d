//! SLSA provenance 1: the same form in the specification's versions 1.0, 1.1 and 1.2.
//!
//! Absent, null and empty mean the same here; the reader keeps them apart all the same. Extension
//! members are named `<vendor>_<name>`.
//!
//! Source: the specification "Build: Provenance", version 1; each member names its section.
//!
//! Invariant: no member is needed for reading; what the specification requires is a finding.

use super::times;
use crate::finding::Lints;
use crate::object::{self, List, Map, Raw, RawObject};
use crate::provenance::ResourceDescriptor;
use crate::text::{Link, Timestamp};
use crate::{Finding, Text};

crate::object! {
    /// How the subjects were built (SLSA provenance 1).
    ///
    /// ```
    /// use pkgschema::provenance::slsa::v1::Provenance;
    /// let provenance = Provenance::new("https://ci.example/make", "https://ci.example");
    /// assert_eq!(provenance.build_type().unwrap(), "https://ci.example/make");
    /// let codes: Vec<_> = provenance.check().iter().map(|finding| finding.code).collect();
    /// assert_eq!(codes, ["no-external-parameters"]);
    /// ```
    pub struct Provenance {
        /// What went into the build (`buildDefinition`, required from Build L1).
        pub build_definition: Option<BuildDefinition> = "buildDefinition",
        /// What is so of this run only (`runDetails`, required from Build L1).
        pub run_details: Option<RunDetails> = "runDetails",
    }

    /// What went into a build (SLSA provenance 1, BuildDefinition).
    pub struct BuildDefinition {
        /// What kind of build it is, a URI (`buildType`, required from Build L1): the meaning of
        /// the other members depends on it.
        pub build_type: Option<Link> = "buildType",
        /// What somebody outside had a say in (`externalParameters`, required from Build L1). To
        /// be checked by whoever relies on the artifact; members that are not expected are to be
        /// refused.
        pub external_parameters: Option<RawObject> = "externalParameters",
        /// What the builder added (`internalParameters`). Absent means the same as empty.
        pub internal_parameters: Option<RawObject> = "internalParameters",
        /// What the build fetched (`resolvedDependencies`), in no order, as far as the builder
        /// knows. Absent means the same as empty.
        pub resolved_dependencies: List<ResourceDescriptor> = "resolvedDependencies",
    }

    /// What is so of one run (SLSA provenance 1, RunDetails).
    pub struct RunDetails {
        /// Which platform built it, and is trusted to have recorded it (`builder`, required from
        /// Build L1).
        pub builder: Option<Builder>,
        /// Other properties of the run (`metadata`). The builder sets it.
        pub metadata: Option<BuildMetadata>,
        /// What else came out, such as logs (`byproducts`). Absent means the same as empty.
        pub byproducts: List<ResourceDescriptor>,
    }

    /// A platform that builds (SLSA provenance 1, Builder).
    pub struct Builder {
        /// The platform's identity, a URI (`builder.id`, required from Build L1). To be believed
        /// only together with who signed.
        pub id: Option<Link>,
        /// What the platform itself depends on (`builderDependencies`). Absent means the same as
        /// empty.
        pub builder_dependencies: List<ResourceDescriptor> = "builderDependencies",
        /// The versions of the platform's parts, by name (`builder.version`). Absent means the
        /// same as empty.
        pub version: Map<Text>,
    }

    /// Other properties of a run (SLSA provenance 1, BuildMetadata).
    pub struct BuildMetadata {
        /// This run of the builder (`invocationId`); its form is the builder's, often an address.
        pub invocation_id: Option<Text> = "invocationId",
        /// When the build began (`startedOn`).
        pub started_on: Option<Timestamp> = "startedOn",
        /// When the build ended (`finishedOn`).
        pub finished_on: Option<Timestamp> = "finishedOn",
    }
}

impl Provenance {
    /// The predicate type.
    pub const URI: &'static str = "https://slsa.dev/provenance/v1";

    /// A build of a type on a platform; both are URIs.
    pub fn new(build_type: &str, builder_id: &str) -> Self {
        let id = Some(Link::from_document(builder_id));
        let builder = Some(Builder { id, ..Builder::default() });
        let build_type = Some(Link::from_document(build_type));
        Self {
            build_definition: Some(BuildDefinition { build_type, ..Default::default() }),
            run_details: Some(RunDetails { builder, ..Default::default() }),
            ..Self::default()
        }
    }

    /// What kind of build it is.
    pub fn build_type(&self) -> Option<&Link> {
        self.build_definition.as_ref()?.build_type.as_ref()
    }

    /// The platform's identity.
    pub fn builder_id(&self) -> Option<&Link> {
        self.run_details.as_ref()?.builder.as_ref()?.id.as_ref()
    }

    /// Other properties of the run.
    pub fn metadata(&self) -> Option<&BuildMetadata> {
        self.run_details.as_ref()?.metadata.as_ref()
    }

    /// What is odd: what the schema refuses; as errors `missing-build-type`, `missing-builder-id`
    /// and `empty-resource`; as a warning `finished-before-started`; as a note
    /// `no-external-parameters`, since absent ones are the same as empty ones.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: object::check(self) };
        let definition = self.build_definition.as_ref();
        let place = if definition.is_some() { "/buildDefinition" } else { "" };
        lints.missing(place, "missing-build-type", self.build_type().is_none());
        if definition.is_none_or(|it| it.external_parameters.is_none()) {
            let words = "absent means that nobody outside had a say in the build";
            lints.note(place, "no-external-parameters", words);
        }
        let place = match &self.run_details {
            Some(run) if run.builder.is_some() => "/runDetails/builder",
            Some(_) => "/runDetails",
            None => "",
        };
        lints.missing(place, "missing-builder-id", self.builder_id().is_none());
        self.resources(&mut lints);
        if let Some(metadata) = self.metadata() {
            let (start, end) = (metadata.started_on.as_ref(), metadata.finished_on.as_ref());
            times(&mut lints, "/runDetails/metadata/finishedOn", start, end);
        }
        lints.found
    }

    fn resources(&self, lints: &mut Lints) {
        if let Some(definition) = &self.build_definition {
            let place = "/buildDefinition/resolvedDependencies";
            ResourceDescriptor::lint_all(&definition.resolved_dependencies, place, lints);
        }
        let Some(run) = &self.run_details else { return };
        ResourceDescriptor::lint_all(&run.byproducts, "/runDetails/byproducts", lints);
        if let Some(builder) = &run.builder {
            let place = "/runDetails/builder/builderDependencies";
            ResourceDescriptor::lint_all(&builder.builder_dependencies, place, lints);
        }
    }
}

impl BuildDefinition {
    /// What the builder added, in the specification's spelling or in that of its drafts, which
    /// was `systemParameters`.
    pub fn internal_parameters(&self) -> Option<RawObject> {
        let draft = || self.rest.get("systemParameters").cloned().and_then(RawObject::new);
        self.internal_parameters.clone().or_else(draft)
    }

    /// The member `name` of what somebody outside had a say in.
    pub fn external_parameter(&self, name: &str) -> Option<Raw> {
        self.external_parameters.as_ref()?.get(name)
    }
}
