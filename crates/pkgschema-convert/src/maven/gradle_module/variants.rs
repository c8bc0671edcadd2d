//! Which variants belong together, and what each is for.
//!
//! Invariant: a variant whose usage nobody knows is one that runs.

use super::{GradleCapability, GradleComponent, GradleModule, GradleVariant};
use pkgschema::Text;
use pkgschema::object::{Map, Raw, raw, write};
use std::collections::{HashMap, HashSet};

const CATEGORY: &str = "org.gradle.category";
const USAGE: &str = "org.gradle.usage";
const ELEMENTS: &str = "org.gradle.libraryelements";
const DOCUMENTATION: &str = "org.gradle.docstype";

/// What a variant is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// To compile against.
    Api,
    /// To run.
    Runtime,
    /// To read about it, or of a build's results: nothing that is needed.
    Aside,
}

/// A variant with what is made out about it.
pub(super) struct Placed<'m> {
    pub(super) index: usize,
    pub(super) variant: &'m GradleVariant,
    pub(super) role: Role,
    /// The variants that belong together have the same number.
    pub(super) target: usize,
    /// The name of the capability that asks for it, if it is not the component's own.
    pub(super) feature: Option<&'m Text>,
}

/// The variants of a module.
pub(super) struct Variants<'m> {
    pub(super) list: Vec<Placed<'m>>,
    /// Targets that have a variant to run.
    runs: HashSet<usize>,
    /// Targets that everyone gets who asks for nothing more.
    pub(super) usual: HashSet<usize>,
}

impl<'m> Variants<'m> {
    pub(super) fn of(module: &'m GradleModule) -> Self {
        let component = module.component.as_ref();
        let (mut numbers, mut list) = (HashMap::new(), Vec::new());
        for (index, variant) in module.variants.indexed() {
            let next = numbers.len();
            let target = *numbers.entry(key(variant)).or_insert(next);
            let feature = feature(variant, component);
            list.push(Placed { index, variant, role: role(variant), target, feature });
        }
        let of = |fits: &dyn Fn(&Placed<'_>) -> bool| {
            list.iter().filter(|it| fits(it)).map(|it| it.target).collect()
        };
        let runs = of(&|it| it.role == Role::Runtime);
        let usual = of(&|it| it.role != Role::Aside && it.feature.is_none() && it.is_here());
        Self { list, runs, usual }
    }

    /// Whether what only this variant needs is not needed to run.
    pub(super) fn is_only_compiled_against(&self, placed: &Placed<'_>) -> bool {
        placed.role == Role::Api && self.runs.contains(&placed.target)
    }
}

impl Placed<'_> {
    /// Whether this file tells of it.
    pub(super) fn is_here(&self) -> bool {
        let variant = self.variant;
        variant.available_at.is_none() && variant.rest.get("available-at").is_none()
    }

    /// What it documents: `sources`, `javadoc`.
    pub(super) fn documentation(&self) -> Option<String> {
        attribute(self.variant, DOCUMENTATION)
    }
}

/// An attribute of a variant that is a text.
fn attribute(variant: &GradleVariant, name: &str) -> Option<String> {
    attribute_of(&variant.attributes, name)
}

/// An attribute that is a text.
pub(super) fn attribute_of(attributes: &Map<Raw>, name: &str) -> Option<String> {
    let value = attributes.get(name)?;
    (value.kind() == raw::Kind::String).then(|| raw::string(value.as_raw()).map(String::from))?
}

fn role(variant: &GradleVariant) -> Role {
    let category = attribute(variant, CATEGORY);
    if matches!(category.as_deref(), Some("documentation" | "verification")) {
        return Role::Aside;
    }
    let usage = attribute(variant, USAGE).unwrap_or_default();
    match usage.ends_with("-api") || usage.contains("-api-") {
        true => Role::Api,
        false => Role::Runtime,
    }
}

/// What variants that belong together have in common.
fn key(variant: &GradleVariant) -> Vec<String> {
    let others = variant.attributes.iter().filter(|(name, _)| *name != USAGE && *name != ELEMENTS);
    let mut key: Vec<String> = others.map(|(name, value)| format!("{name} {value}")).collect();
    key.sort_unstable();
    key.extend(variant.capabilities.iter().map(write));
    key
}

/// Whether a capability is the component's own.
pub(super) fn is_own(capability: &GradleCapability, component: Option<&GradleComponent>) -> bool {
    component.is_some_and(|it| it.group == capability.group && it.module == capability.name)
}

/// The first capability of a variant that does not have the component's own.
fn feature<'m>(
    variant: &'m GradleVariant,
    component: Option<&GradleComponent>,
) -> Option<&'m Text> {
    let all = &variant.capabilities;
    match all.iter().any(|it| is_own(it, component)) || component.is_none() {
        true => None,
        false => all.iter().find_map(|it| it.name.as_ref()),
    }
}
