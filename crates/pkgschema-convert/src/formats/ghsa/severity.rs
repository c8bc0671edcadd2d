//! Severities: vectors, and GitHub's words.
//!
//! Invariant: a vector is taken by what it begins with, and never read further.

use pkgschema::Text;
use pkgschema::advisory::{Severity, SeverityType};

/// The schema whose members the advisories made here have, and the one that has CVSS 4.0.
const SCHEMA: &str = "1.5.0";
const SCHEMA_WITH_CVSS_4: &str = "1.6.2";

/// A CVSS vector as OSV has it.
pub(in crate::formats) fn of_vector(vector: &Text) -> Severity {
    let method = SeverityType::of_vector(vector).unwrap_or(SeverityType::CvssV2);
    Severity::new(method, vector.clone())
}

/// The lowest version of OSV's schema that has all that the severities need.
pub(in crate::formats) fn schema_version(severities: &[Severity]) -> Text {
    let newest = |one: &Severity| one.severity_type == Some(SeverityType::CvssV4);
    Text::from_static(if severities.iter().any(newest) { SCHEMA_WITH_CVSS_4 } else { SCHEMA })
}

/// GitHub's word for how severe it is, as its files in OSV have it. REST says `medium` where
/// GraphQL and the files say `MODERATE`. `None` for `unknown`, which says nothing.
pub(in crate::formats) fn upper_word(word: &str) -> Option<String> {
    match word.to_ascii_uppercase().as_str() {
        "UNKNOWN" | "" => None,
        "MEDIUM" => Some("MODERATE".to_owned()),
        other => Some(other.to_owned()),
    }
}
