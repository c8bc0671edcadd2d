//! What is odd about a requirement.
//!
//! Invariant: what `packaging` refuses and is read all the same is an error here.

use super::Requirement;
use super::marker::Marker;
use super::variable::MarkerVariable;
use crate::names;
use pkgschema::identity::Ecosystem;
use pkgschema::{Finding, Pointer, Severity};
use std::collections::BTreeSet;

pub(super) fn requirement(requirement: &Requirement) -> Vec<Finding> {
    let mut found = names::odd(&Ecosystem::PYPI, requirement.name());
    let extras: BTreeSet<&str> = requirement.extras().iter().map(|extra| &**extra).collect();
    found.extend(extras.into_iter().flat_map(|extra| names::odd(&Ecosystem::PYPI, extra)));
    if let Some(Err(error)) = requirement.specifier_set() {
        found.push(at_root("requirement-specifier", Severity::Error, error.to_string()));
    }
    found.extend(requirement.marker().into_iter().flat_map(marker));
    found
}

/// Variables that the specification does not have, each once, and comparisons without a meaning,
/// once.
pub(super) fn marker(marker: &Marker) -> Vec<Finding> {
    let mut unknown = BTreeSet::new();
    let mut vain = None;
    for comparison in marker.tree().comparisons() {
        let others = comparison.variables().filter(|variable| !variable.is_known());
        unknown.extend(others.map(MarkerVariable::as_str));
        if vain.is_none() && !comparison.has_meaning() {
            vain = Some(comparison);
        }
    }
    let variable = |name: &str| {
        let words = format!("no environment has the variable {name:?}");
        at_root("unknown-marker-variable", Severity::Error, words)
    };
    let mut found: Vec<Finding> = unknown.into_iter().map(variable).collect();
    found.extend(vain.map(|comparison| {
        let words = format!("the comparison {:?} has no meaning", comparison.to_string());
        at_root("marker-comparison", Severity::Warning, words)
    }));
    found
}

fn at_root(code: &'static str, severity: Severity, words: String) -> Finding {
    Finding::new(Pointer::root(), code, severity, words)
}
