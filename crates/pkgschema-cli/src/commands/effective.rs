//! A POM with what it inherits and imports, for `convert` and `inspect`.
//!
//! Invariant: what the repository does not hold is a finding, and never taken from elsewhere.

use crate::input::Repository;
use pkgschema::{Finding, ParseError};
use pkgschema_convert::Document;
use pkgschema_convert::maven::effective::Context;
use pkgschema_convert::maven::{Effective, Pom};
use std::path::Path;

/// The effective POM of a text, and what is odd about it and the POMs that it is made of.
pub(super) fn of(text: &str, parents: &Path) -> Result<(Effective, Vec<Finding>), ParseError> {
    let pom = Pom::parse(text)?;
    let repository = Repository::of(parents);
    let effective = pom.effective(&repository, &Context::new());
    let mut findings = pom.check();
    findings.extend(effective.findings.iter().cloned());
    findings.extend(repository.findings());
    Ok((effective, findings))
}
