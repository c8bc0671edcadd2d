//! CSAF documents.
//!
//! Invariant: what is no CSAF document is refused as such, and counts as read.

use pkgschema::ParseErrorKind;
use pkgschema_convert::Document;
use pkgschema_convert::formats::Csaf;

use super::super::{Check, Outcome, generic};
use super::{conversions, documents};
use crate::corpus::Case;

/// Read or refused, and converted or refused by name.
pub const CHECKS: &[Check] = &[
    Check { name: "parse", run: parses_csaf },
    Check { name: "convert", run: |case| documents::converts::<Csaf>(case) },
    Check { name: "accounted", run: |case| conversions::read(case, "csaf") },
    Check { name: "mutated", run: |case| documents::mutated(case, "csaf") },
];

/// CSAF documents are read; the other files of a provider are refused as what they are not.
fn parses_csaf(case: &Case) -> Outcome {
    generic::parses(case, |text| match Csaf::parse(text) {
        Err(error) if error.kind() != ParseErrorKind::NotThisDocument => Err(error),
        _ => Ok(()),
    })
}
