//! Advisories of PyPI's documents.
//!
//! | document | advisories | rule |
//! |---|---|---|
//! | PyPA's YAML | one, both ways | the advisory is the document |
//! | PyPI's JSON, `info` | `affected[].package`, `versions` | this one release |
//! | `vulnerabilities[]` `id`, `aliases`, `summary`, `details`, `withdrawn` | the same | |
//! | `link` | `references[]` | of type `ADVISORY` |
//! | `source` | `database_specific.source` | |
//! | `fixed_in` | `affected[].database_specific.fixed_in` | no range: its beginning is not known |
//!
//! Invariant: a document of one advisory is made of exactly one.

mod release;

use super::PypaYaml;
use crate::Converted;
use crate::convert::{FromAdvisories, Refusal, ToAdvisories};
use pkgschema::advisory::Advisory;

impl ToAdvisories for PypaYaml {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        Ok(Converted::lossless(vec![self.advisory().clone()]))
    }
}

impl FromAdvisories for PypaYaml {
    fn from_advisories(advisories: &[Advisory]) -> Result<Converted<Self>, Refusal> {
        match advisories {
            [advisory] => Ok(Converted::lossless(Self::from(advisory.clone()))),
            [] => Err(Refusal::new("no-advisory", "a file holds one advisory, there is none")),
            many => {
                let detail = format!("a file holds one advisory, there are {}", many.len());
                Err(Refusal::new("several-advisories", detail))
            }
        }
    }
}
