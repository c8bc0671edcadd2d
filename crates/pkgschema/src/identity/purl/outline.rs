//! What the quick roads know of a canonical text, and whether its type lets it be.
//!
//! Invariant: a text whose type refuses or changes it does not conform. One that conforms not may
//! still be a purl: the long road decides.

use super::{
    Layout,
    definition::{self, ComponentDefinition, Requirement, TypeDefinition},
    octet::{ESCAPE, ESCAPED_SLASH, UPPER},
};

/// Text that is canonical apart from the rules of its type.
pub(super) struct Outline<'a> {
    pub(super) text: &'a str,
    pub(super) layout: Layout,
    pub(super) holds: Holds,
}

/// The classes of the bytes that a component holds; of one that is encoded, only that it is.
#[derive(Default)]
pub(super) struct Holds {
    pub(super) namespace: u8,
    pub(super) name: u8,
    pub(super) version: u8,
    pub(super) subpath: u8,
}

impl Outline<'_> {
    /// Whether the rules of the type hold and change nothing, and no segment hides a slash.
    pub(super) fn conforms(&self) -> bool {
        let slashed = (self.holds.namespace | self.holds.subpath) & ESCAPED_SLASH != 0;
        let definition = self.layout.type_index.and_then(definition::by_index);
        !slashed && definition.is_none_or(|definition| self.obeys(definition))
    }

    fn obeys(&self, definition: &TypeDefinition) -> bool {
        let (layout, holds) = (&self.layout, &self.holds);
        let namespace = layout.namespace().map(|place| self.slice(place));
        let version = layout.version().map(|place| self.slice(place));
        let subpath = layout.subpath(self.text.len()).map(|place| self.slice(place));
        let name = self.slice(layout.name());
        let qualifiers = layout.qualifiers().map(|place| self.slice(place));
        component(&definition.namespace, namespace, holds.namespace)
            && component(&definition.package_name, Some(name), holds.name)
            && component(&definition.version, version, holds.version)
            && component(&definition.subpath, subpath, holds.subpath)
            && definition.hook.leaves(namespace, holds.name, qualifiers)
            && has_required(definition, qualifiers.unwrap_or_default())
    }

    fn slice(&self, (start, end): (usize, usize)) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }
}

fn has_required(definition: &TypeDefinition, pairs: &str) -> bool {
    definition.qualifiers.iter().all(|rules| {
        let there = || pairs.split('&').any(|pair| pair.split('=').next() == Some(rules.key));
        rules.requirement == Requirement::Optional || rules.requirement.allows(there())
    })
}

fn component(rules: &ComponentDefinition, value: Option<&str>, holds: u8) -> bool {
    let folded = rules.case_sensitive || holds & UPPER == 0;
    let restricted = |value: &str| {
        rules.permitted.is_none_or(|permitted| holds & ESCAPE == 0 && permitted.matches(value))
    };
    folded && rules.requirement.allows(value.is_some()) && value.is_none_or(restricted)
}
