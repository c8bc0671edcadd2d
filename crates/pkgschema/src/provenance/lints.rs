//! What no schema says about a statement.
//!
//! Invariant: a lint never changes what is read; a finding is about the document, never about
//! whether to trust it.

mod registries;
mod subjects;

use super::Statement;
use super::predicate::{Predicate, place};
use crate::finding::Lints;
use crate::object::{Raw, raw::Kind};
use crate::{Finding, Severity};

/// The findings of the structural check, put right for statements, and those of the standards.
pub(super) fn check(statement: &Statement, structural: Vec<Finding>) -> Vec<Finding> {
    let predicate = statement.typed_predicate();
    let null = statement.rest.get("predicate").map(Raw::kind) == Some(Kind::Null);
    let may_be_null = null && matches!(predicate, Predicate::PypiPublish(_));
    let at_predicate = place();
    let mut found: Vec<Finding> = structural
        .into_iter()
        .filter(|it| !(may_be_null && it.code == "null-member" && it.pointer == at_predicate))
        .collect();
    found.extend(predicate.check().into_iter().map(|finding| finding.below(&at_predicate)));
    for finding in found.iter_mut().filter(|finding| finding.code == "digest-case") {
        finding.severity = Severity::Warning; // other readers compare the texts
    }
    let mut lints = Lints { found };
    types(statement, &mut lints);
    subjects::lint(statement, &mut lints);
    registries::lint(statement, &predicate, &mut lints);
    lints.found
}

fn types(statement: &Statement, lints: &mut Lints) {
    let known = [Statement::V1, Statement::V0_1];
    if !known.contains(&statement.statement_type.as_str()) {
        let words = format!("expected {:?} or {:?}", Statement::V1, Statement::V0_1);
        lints.error("/_type", "unknown-statement-type", words);
    }
    let uri = statement.predicate_type.as_str();
    if let Some((_, present)) = Predicate::FORMER.iter().find(|(former, _)| *former == uri) {
        let words = format!("the specification spells it {present:?}");
        lints.warning("/predicateType", "former-predicate-type", words);
    }
}
