//! Identifiers of advisories made of CSAF documents.
//!
//! Source: OSV schema 1.7.5 and later, `id` (prefixes).
//!
//! Invariant: an identifier is a CVE's own only where it looks like one and is not taken.

use super::{CsafVulnerability, Tracking};
use crate::identifiers::is_cve;
use pkgschema::Text;
use std::collections::HashSet;

/// Longest identifier that is taken over, in bytes.
const LONGEST: usize = 256;

/// Databases whose identifiers can stand in `aliases`.
const DATABASES: [&str; 9] =
    ["CVE-", "GHSA-", "PYSEC-", "RUSTSEC-", "GO-", "OSV-", "MAL-", "RSEC-", "GSD-"];

/// The identifier of the vulnerability at `index`, and whether it is its CVE.
pub(super) fn id_of(
    vulnerability: &CsafVulnerability,
    tracking: Option<&Tracking>,
    index: usize,
    taken: &mut HashSet<Text>,
) -> (Text, bool) {
    let cve = vulnerability.cve.as_ref().filter(|cve| is_cve(cve));
    if let Some(cve) = cve.filter(|cve| taken.insert((*cve).clone())) {
        return (cve.clone(), true);
    }
    let tracking = tracking.and_then(|it| it.id.as_deref()).unwrap_or("csaf");
    (Text::from(format!("x_{}_{}", plain(tracking), index + 1)), false)
}

/// Whether an identifier is one of a database that advisories come from.
pub(super) fn is_alias(id: &str) -> bool {
    is_plain(id) && DATABASES.iter().any(|prefix| id.len() > prefix.len() && id.starts_with(prefix))
}

fn is_plain(id: &str) -> bool {
    id.len() <= LONGEST && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The text with `-` for what no identifier should hold.
fn plain(text: &str) -> String {
    let keeps = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
    text.chars().take(LONGEST).map(|c| if keeps(c) { c } else { '-' }).collect()
}
