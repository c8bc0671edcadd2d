//! Documents that inherit from others, with all that these say: so far POMs.
//!
//! Invariant: nothing is read but what the caller gives; what is missing is a finding, and unknown
//! in the record.

#[cfg(feature = "maven")]
mod poms;

use crate::Loss;
use crate::format::Format;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError};

/// Who finds the documents that one inherits from, by the names of packages: of POMs group, name
/// and version. The library reads no files.
pub trait Ancestors {
    /// The text of the document of a version.
    fn text(&self, namespace: &str, name: &str, version: &str) -> Option<String>;

    /// The versions that there are, in any order, for documents that name a range of them.
    fn versions(&self, _namespace: &str, _name: &str) -> Vec<String> {
        Vec::new()
    }
}

impl<F: Fn(&str, &str, &str) -> Option<String>> Ancestors for F {
    fn text(&self, namespace: &str, name: &str, version: &str) -> Option<String> {
        self(namespace, name, version)
    }
}

/// A document with all that it inherits.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Whole {
    /// The document that says all of it by itself.
    pub text: String,
    /// Its JSON view, into which losses point.
    pub view: Raw,
    /// The record made of it.
    pub record: PackageMetadata,
    /// What the record does not hold.
    pub losses: Vec<Loss>,
    /// What is odd in the document, and in those that it inherits from or that are missing.
    pub findings: Vec<Finding>,
}

/// The document with all that it inherits; `None` if documents of this kind inherit nothing.
/// Nothing is known of the machine: what asks for it is not decided.
///
/// ```
/// # #[cfg(feature = "maven")] {
/// use pkgschema_convert::{format::Format, whole};
/// let parent = |_: &str, _: &str, _: &str| Some("<project><url>https://e.example</url></project>".into());
/// let text = "<project><artifactId>a</artifactId><parent><groupId>g</groupId>
///     <artifactId>p</artifactId><version>1</version></parent></project>";
/// let whole = whole::of(Format::find("maven").unwrap(), text, &parent)?.unwrap();
/// assert_eq!(whole.record.homepage.unwrap().as_str(), "https://e.example/a");
/// # }
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// Only for text that is no such document at all.
pub fn of(
    format: &Format,
    text: &str,
    ancestors: &dyn Ancestors,
) -> Result<Option<Whole>, ParseError> {
    match inherits(format) {
        true => maven(text, ancestors),
        false => Ok(None),
    }
}

/// Whether documents of this kind inherit from others.
pub fn inherits(format: &Format) -> bool {
    cfg!(feature = "maven") && format.name() == "maven"
}

#[cfg(feature = "maven")]
fn maven(text: &str, ancestors: &dyn Ancestors) -> Result<Option<Whole>, ParseError> {
    use crate::maven::{Pom, effective::Context};
    use crate::{Converted, Document, ToRecord};
    let pom = Pom::parse(text)?;
    let poms = poms::Poms::of(ancestors);
    let effective = pom.effective(&poms, &Context::new());
    let Converted { value: record, losses } = effective.to_record();
    let whole = effective.to_pom();
    let mut findings = pom.check();
    findings.extend(effective.findings);
    findings.extend(poms.findings());
    let (view, text) = (whole.view(), whole.render().value);
    Ok(Some(Whole { text, view, record, losses, findings }))
}

#[cfg(not(feature = "maven"))]
fn maven(_: &str, _: &dyn Ancestors) -> Result<Option<Whole>, ParseError> {
    Ok(None)
}
