//! Advisories of PyPI's documents.
//!
//! | document | advisories | rule |
//! |---|---|---|
//! | PyPA's YAML | one, both ways | the advisory is the document |
//!
//! Invariant: a document of one advisory is made of exactly one.

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
