//! Checks that every document about advisories gets.
//!
//! Invariant: whatever is refused is refused by name.

use pkgschema::advisory::{Advisory, PackageVersion};
use pkgschema_convert::ToAdvisories;
use pkgschema_convert::advisory_format::{ALL, AdvisoryFormat};

use super::super::Outcome;
use crate::corpus::Case;
use crate::mutation;

/// How many mutations of a document are tried.
pub const MUTATIONS: usize = 8;

/// `convert`: a document that is read gives advisories, each an OSV document with an identifier
/// and a package, or a refusal by name.
pub fn converts<D: ToAdvisories>(case: &Case) -> Outcome {
    let Some(document) = case.text().and_then(|text| D::parse(text).ok()) else {
        return Outcome::NotApplicable;
    };
    match document.to_advisories() {
        Err(refusal) if refusal.code.is_empty() => Outcome::Fail("no name".to_owned()),
        Err(_) => Outcome::Pass,
        Ok(converted) if converted.value.is_empty() => Outcome::Fail("no advisory".to_owned()),
        Ok(converted) => {
            let broken = converted
                .value
                .iter()
                .find(|advisory| Advisory::parse(&advisory.to_json()).as_ref() != Ok(*advisory));
            let fail = |advisory: &Advisory| {
                Outcome::Fail(format!("{} reads back otherwise", advisory.id))
            };
            broken.map_or(Outcome::Pass, fail)
        }
    }
}

/// No mutation of a document makes reading, checking, evaluating or writing panic.
pub fn mutated(case: &Case, format: &str) -> Outcome {
    let Some(text) = case.text() else { return Outcome::NotApplicable };
    let Some(format) = AdvisoryFormat::find(format) else {
        return Outcome::Fail(format!("no document goes by the name {format}"));
    };
    for number in 0..MUTATIONS {
        try_out(&mutation::text(text, number), format);
        if let Some(text) = mutation::json(text, number) {
            try_out(&text, format);
        }
    }
    Outcome::Pass
}

fn try_out(text: &str, format: &AdvisoryFormat) {
    let Ok(reading) = format.read(text) else { return };
    for advisory in &reading.advisories {
        let _ = (advisory.check(), advisory.best_severity(None));
        for entry in &advisory.affected {
            let Some(package) = &entry.package else { continue };
            let (Some(ecosystem), Some(name)) = (&package.ecosystem, &package.name) else {
                continue;
            };
            let _ = advisory.assess(&PackageVersion::new(ecosystem.clone(), name, "1.0.0"));
        }
    }
    for target in ALL.iter().filter(|target| target.writes()) {
        let _ = target.write(&reading.advisories);
    }
}
