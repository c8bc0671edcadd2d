//! SLSA 0.1 → 0.2: what the change history of version 0.2 says.
//!
//! Invariant: a member that was only renamed is carried whatever its value is.

use crate::Pointer;
use crate::provenance::slsa::migrated::{Carrier, Migrated, Unplaced};
use crate::provenance::slsa::{v0_1, v0_2, v1};

impl v0_1::Provenance {
    /// The same in version 0.2.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::slsa::v0_1::Provenance};
    /// let earlier: Provenance = parse(r#"{"recipe": {"type": "https://ci.example/make",
    ///     "definedInMaterial": 0, "entryPoint": "all"}, "materials": [{"uri": "git+https://git.example/a"}]}"#)?;
    /// let later = earlier.to_v0_2();
    /// let config = later.value.config_source().unwrap();
    /// assert_eq!(config.uri.as_ref().unwrap(), "git+https://git.example/a");
    /// assert!(later.unplaced.is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn to_v0_2(&self) -> Migrated<v0_2::Provenance> {
        const SAME: &[(&str, &str)] = &[
            ("builder", "builder"),
            ("recipe", "invocation"),
            ("metadata", "metadata"),
            ("materials", "materials"),
        ];
        let (mut carrier, root) = (Carrier::default(), Pointer::root());
        let recipe = self.recipe.as_ref();
        let invocation = recipe.map(|recipe| invocation(self, recipe, &mut carrier));
        let value = v0_2::Provenance {
            builder: self.builder.clone(),
            build_type: recipe.and_then(|recipe| recipe.recipe_type.clone()),
            invocation,
            build_config: None,
            metadata: self.metadata.as_ref().map(|it| metadata(it, &mut carrier)),
            materials: self.materials.clone(),
            rest: carrier.rest::<_, v0_2::Provenance>(self, &root, SAME),
        };
        carrier.done(value)
    }

    /// The same in version 1, by way of 0.2. The pointers lead into this predicate.
    pub fn to_v1(&self) -> Migrated<v1::Provenance> {
        let middle = self.to_v0_2();
        let last = middle.value.to_v1();
        let back = |step: Unplaced| Unplaced { pointer: back(&step.pointer), note: step.note };
        let unplaced = middle.unplaced.into_iter().chain(last.unplaced.into_iter().map(back));
        Migrated { value: last.value, unplaced: unplaced.collect() }
    }
}

/// Where a place of 0.2 that was carried over stands in 0.1.
fn back(pointer: &Pointer) -> Pointer {
    let text = pointer.as_str();
    let swap = |to: &str, from: &str| {
        let rest = text.strip_prefix(to).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
        Pointer::parse(&format!("{from}{rest}"))
    };
    swap("/invocation/parameters", "/recipe/arguments")
        .or_else(|| swap("/invocation", "/recipe"))
        .or_else(|| swap("/metadata/completeness/parameters", "/metadata/completeness/arguments"))
        .unwrap_or_else(|| pointer.clone())
}

fn invocation(
    source: &v0_1::Provenance,
    recipe: &v0_1::Recipe,
    carrier: &mut Carrier,
) -> v0_2::Invocation {
    const SAME: &[(&str, &str)] = &[("arguments", "parameters"), ("environment", "environment")];
    let place = Pointer::root().child("recipe");
    let mut config = recipe.entry_point.clone().map(|entry_point| v0_2::ConfigSource {
        entry_point: Some(entry_point),
        ..Default::default()
    });
    match source.defining_material() {
        Some(material) => {
            let config = config.get_or_insert_default();
            (config.uri, config.digest) = (material.uri.clone(), material.digest.clone());
        }
        None if recipe.defined_in_material.is_some() => {
            carrier.leave(place.child("definedInMaterial"), "no material stands at that place");
        }
        None => {}
    }
    v0_2::Invocation {
        config_source: config,
        parameters: recipe.arguments.clone(),
        environment: recipe.environment.clone(),
        rest: carrier.rest::<_, v0_2::Invocation>(recipe, &place, SAME),
    }
}

fn metadata(source: &v0_1::Metadata, carrier: &mut Carrier) -> v0_2::Metadata {
    const SAME: &[(&str, &str)] = &[
        ("buildInvocationId", "buildInvocationId"),
        ("buildStartedOn", "buildStartedOn"),
        ("buildFinishedOn", "buildFinishedOn"),
        ("completeness", "completeness"),
        ("reproducible", "reproducible"),
    ];
    let place = Pointer::root().child("metadata");
    v0_2::Metadata {
        build_invocation_id: source.build_invocation_id.clone(),
        build_started_on: source.build_started_on.clone(),
        build_finished_on: source.build_finished_on.clone(),
        completeness: source.completeness.as_ref().map(|it| completeness(it, carrier)),
        reproducible: source.reproducible,
        rest: carrier.rest::<_, v0_2::Metadata>(source, &place, SAME),
    }
}

fn completeness(source: &v0_1::Completeness, carrier: &mut Carrier) -> v0_2::Completeness {
    const SAME: &[(&str, &str)] =
        &[("arguments", "parameters"), ("environment", "environment"), ("materials", "materials")];
    let place = Pointer::root().child("metadata").child("completeness");
    v0_2::Completeness {
        parameters: source.arguments,
        environment: source.environment,
        materials: source.materials,
        rest: carrier.rest::<_, v0_2::Completeness>(source, &place, SAME),
    }
}
