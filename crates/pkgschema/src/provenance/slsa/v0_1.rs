//! SLSA provenance 0.1, which began as in-toto's own provenance and which Google Cloud Build
//! writes still.
//!
//! Source: the specification "Provenance", version 0.1; each member names its section.
//!
//! Invariant: no member is needed for reading; what the specification requires is a finding.

use super::times;
use crate::finding::Lints;
use crate::identity::DigestSet;
use crate::object::{self, List, RawObject};
use crate::text::{Link, Timestamp};
use crate::{Finding, Text};

crate::object! {
    /// How the subjects were built (SLSA provenance 0.1).
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::slsa::v0_1::Provenance};
    /// let provenance: Provenance = parse(r#"{"builder": {"id": "https://ci.example"},
    ///     "recipe": {"type": "https://ci.example/make", "definedInMaterial": 0},
    ///     "materials": [{"uri": "git+https://git.example/a"}]}"#)?;
    /// assert_eq!(provenance.defining_material().unwrap().uri.as_ref().unwrap(), "git+https://git.example/a");
    /// assert!(provenance.check().is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Provenance {
        /// Who ran the build, and is trusted to have recorded it (`builder`, required).
        pub builder: Option<Builder>,
        /// What was run, and with what (`recipe`). Absent means that it is not known.
        pub recipe: Option<Recipe>,
        /// Other properties of the build (`metadata`). The builder sets it.
        pub metadata: Option<Metadata>,
        /// What went into the build: sources, tools, images (`materials`). Complete only where
        /// `metadata.completeness.materials` says so; absent means the same as empty.
        pub materials: List<Material>,
    }

    /// Who runs builds (SLSA provenance 0.1 and 0.2, `builder`).
    pub struct Builder {
        /// The builder's identity, a URI (`builder.id`, required). To be believed only together
        /// with who signed.
        pub id: Option<Link>,
    }

    /// What was run (SLSA provenance 0.1, `recipe`).
    pub struct Recipe {
        /// What kind of recipe it is, a URI (`recipe.type`, required): the meaning of the other
        /// members depends on it.
        pub recipe_type: Option<Link> = "type",
        /// Which material has the steps, from 0 (`recipe.definedInMaterial`). Absent means that
        /// they come from none.
        pub defined_in_material: Option<u64> = "definedInMaterial",
        /// Where the build begins, such as a file's path (`recipe.entryPoint`). Absent means the
        /// default of the recipe's type.
        pub entry_point: Option<Text> = "entryPoint",
        /// What else somebody outside had a say in (`recipe.arguments`). Complete only where
        /// `metadata.completeness.arguments` says so; absent means the same as empty.
        pub arguments: Option<RawObject>,
        /// What the builder added (`recipe.environment`). Complete only where
        /// `metadata.completeness.environment` says so; absent means the same as empty.
        pub environment: Option<RawObject>,
    }

    /// Other properties of a build (SLSA provenance 0.1, `metadata`).
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
        /// Whether the same recipe and materials give the same bytes, as the builder claims
        /// (`metadata.reproducible`). Absent means that it claims nothing.
        pub reproducible: Option<bool>,
    }

    /// What a builder claims to be complete (SLSA provenance 0.1, `metadata.completeness`). Absent
    /// means that no such claim is made.
    pub struct Completeness {
        /// Whether `recipe.arguments` is (`metadata.completeness.arguments`).
        pub arguments: Option<bool>,
        /// Whether `recipe.environment` is (`metadata.completeness.environment`).
        pub environment: Option<bool>,
        /// Whether `materials` is (`metadata.completeness.materials`).
        pub materials: Option<bool>,
    }

    /// What went into a build (SLSA provenance 0.1 and 0.2, `materials[]`).
    pub struct Material {
        /// How the build referred to it, a URI (`materials[*].uri`).
        pub uri: Option<Link>,
        /// Its digests by algorithm (`materials[*].digest`).
        pub digest: Option<DigestSet>,
    }
}

impl Provenance {
    /// The predicate type.
    pub const URI: &'static str = "https://slsa.dev/provenance/v0.1";

    /// The builder's identity.
    pub fn builder_id(&self) -> Option<&Link> {
        self.builder.as_ref()?.id.as_ref()
    }

    /// The material that has the recipe's steps.
    pub fn defining_material(&self) -> Option<&Material> {
        let index = self.recipe.as_ref()?.defined_in_material?;
        let index = usize::try_from(index).ok()?;
        self.materials.indexed().find(|(at, _)| *at == index).map(|(_, material)| material)
    }

    /// What is odd: what the schema refuses; as errors `missing-builder-id`,
    /// `missing-recipe-type` and `no-such-material`; as warnings `misspelt-member` and
    /// `finished-before-started`.
    pub fn check(&self) -> Vec<Finding> {
        let mut lints = Lints { found: object::check(self) };
        let place = if self.builder.is_some() { "/builder" } else { "" };
        lints.missing(place, "missing-builder-id", self.builder_id().is_none());
        if let Some(recipe) = &self.recipe {
            lints.missing("/recipe", "missing-recipe-type", recipe.recipe_type.is_none());
            if recipe.defined_in_material.is_some() && self.defining_material().is_none() {
                let words = "no material stands at that place";
                lints.error("/recipe/definedInMaterial", "no-such-material", words);
            }
        }
        if let Some(metadata) = &self.metadata {
            metadata.lint(&mut lints);
        }
        lints.found
    }
}

impl Metadata {
    /// This run of the builder, in the specification's spelling or in `buildInvocationID`, which
    /// some builders write.
    pub fn invocation_id(&self) -> Option<Text> {
        invocation_id(self.build_invocation_id.as_ref(), &self.rest)
    }

    fn lint(&self, lints: &mut Lints) {
        spelling(lints, &self.rest);
        let (start, end) = (self.build_started_on.as_ref(), self.build_finished_on.as_ref());
        times(lints, "/metadata/buildFinishedOn", start, end);
    }
}

/// The name that some builders write for `buildInvocationId`.
pub(in crate::provenance) const MISSPELT: &str = "buildInvocationID";

/// The invocation's identifier in either spelling; the specification's counts first.
pub(super) fn invocation_id(typed: Option<&Text>, rest: &object::Rest) -> Option<Text> {
    let misspelt = || rest.get(MISSPELT).and_then(|raw| object::raw::string(raw.as_raw()));
    typed.cloned().or_else(|| misspelt().map(|text| Text::from(text.as_ref())))
}

pub(super) fn spelling(lints: &mut Lints, rest: &object::Rest) {
    if rest.get(MISSPELT).is_some() {
        let words = "the specification spells it \"buildInvocationId\"";
        lints.warning("/metadata/buildInvocationID", "misspelt-member", words);
    }
}
