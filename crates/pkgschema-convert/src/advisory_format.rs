//! The documents that convert to or from advisories, by name.
//!
//! Invariant: a document is listed here once, and everything that goes by names (the command, the
//! tests) goes through this list.

mod any;

pub use any::{Unreadable, format_of, read_each};

use crate::convert::{Document, FromAdvisories, Refusal, ToAdvisories};
use crate::{Converted, Loss};
use pkgschema::advisory::Advisory;
use pkgschema::object::Raw;
use pkgschema::{Finding, ParseError, Pointer};

/// A kind of document about advisories, without its type.
#[derive(Debug, Clone, Copy)]
pub struct AdvisoryFormat {
    name: &'static str,
    document: &'static str,
    read: Option<Read>,
    write: Option<Write>,
    unview: Unview,
}

type Read = fn(&str) -> Result<AdvisoryReading, AdvisoryError>;
type Write = fn(&[Advisory]) -> Result<Converted<String>, Refusal>;

type Unview = fn(&Raw) -> Result<Converted<String>, ParseError>;

/// Every document, in the order of the names.
pub const ALL: &[AdvisoryFormat] = &[
    #[cfg(feature = "formats")]
    AdvisoryFormat::read_only::<crate::formats::Csaf>("csaf"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::read_only::<crate::formats::CveRecord>("cve"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::write_only::<crate::formats::CycloneDx>("cyclonedx"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::both::<crate::formats::GhsaRest>("ghsa"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::read_only::<crate::formats::GhsaGraphql>("ghsa-graphql"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::read_only::<crate::formats::MaliciousPackage>("malicious-packages"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::write_only::<crate::formats::MaliciousReport>("malicious-report"),
    #[cfg(feature = "npm")]
    AdvisoryFormat::both::<crate::npm::BulkAudit>("npm-audit"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::both::<crate::formats::OpenVex>("openvex"),
    #[cfg(feature = "formats")]
    AdvisoryFormat::both::<crate::formats::OsvDocument>("osv"),
    #[cfg(feature = "pypi")]
    AdvisoryFormat::both::<crate::pypi::PypaYaml>("pypa-yaml"),
    #[cfg(feature = "pypi")]
    AdvisoryFormat::read_only::<crate::pypi::JsonVulnerabilities>("pypi-json"),
    #[cfg(feature = "cargo")]
    AdvisoryFormat::both::<crate::cargo::RustsecAdvisory>("rustsec"),
];

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AdvisoryReading {
    /// The advisories made of it.
    pub advisories: Vec<Advisory>,
    /// What they do not hold; pointers are into the document's JSON view.
    pub losses: Vec<Loss>,
    /// The document's JSON view.
    pub view: Raw,
    /// What is odd in the document.
    pub findings: Vec<Finding>,
}

/// Why there are no advisories.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AdvisoryError {
    /// The text is no such document.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// The document says nothing that an advisory could hold.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl AdvisoryFormat {
    const fn of<D: Document>(name: &'static str) -> Self {
        let unview = |view: &Raw| Ok(D::from_view(view)?.render());
        Self { name, document: D::NAME, read: None, write: None, unview }
    }

    const fn both<D: ToAdvisories + FromAdvisories>(name: &'static str) -> Self {
        Self { read: Some(read::<D>), write: Some(write::<D>), ..Self::of::<D>(name) }
    }

    const fn read_only<D: ToAdvisories>(name: &'static str) -> Self {
        Self { read: Some(read::<D>), ..Self::of::<D>(name) }
    }

    const fn write_only<D: FromAdvisories>(name: &'static str) -> Self {
        Self { write: Some(write::<D>), ..Self::of::<D>(name) }
    }

    /// The document that goes by this name: its short one (`osv`) or its usual one.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|format| format.name == name || format.document == name)
    }

    /// The short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// Whether advisories can be made of it.
    pub fn reads(&self) -> bool {
        self.read.is_some()
    }

    /// Whether it can be made of advisories.
    pub fn writes(&self) -> bool {
        self.write.is_some()
    }

    /// Reads a document into advisories.
    ///
    /// # Errors
    /// If the text is no such document, if the document says nothing that an advisory could hold,
    /// or if this document is only written.
    pub fn read(&self, text: &str) -> Result<AdvisoryReading, AdvisoryError> {
        let read = self.read.ok_or_else(|| self.one_way("read"))?;
        read(text)
    }

    /// Writes advisories as such a document. Losses point into the advisory where there is one,
    /// and into the list of them where there are several.
    ///
    /// # Errors
    /// If the document cannot say these advisories at all, or is only read.
    pub fn write(&self, advisories: &[Advisory]) -> Result<Converted<String>, Refusal> {
        let write = self.write.ok_or_else(|| self.one_way("written"))?;
        let mut written = write(advisories)?;
        if advisories.len() == 1 {
            written.losses.iter_mut().for_each(|loss| loss.pointer = below_first(&loss.pointer));
        }
        Ok(written)
    }

    /// The text of the document whose JSON view this is.
    ///
    /// # Errors
    /// If it is the view of no such document.
    pub fn unview(&self, view: &Raw) -> Result<Converted<String>, ParseError> {
        (self.unview)(view)
    }

    fn one_way(&self, how: &str) -> Refusal {
        Refusal::new("one-way", format!("{} is not {how} here", self.document))
    }
}

/// The place below the first element of a list.
fn below_first(pointer: &Pointer) -> Pointer {
    let rest = pointer.as_str().strip_prefix("/0");
    rest.and_then(Pointer::parse).unwrap_or_else(|| pointer.clone())
}

fn read<D: ToAdvisories>(text: &str) -> Result<AdvisoryReading, AdvisoryError> {
    let document = D::parse(text)?;
    let Converted { value: advisories, losses } = document.to_advisories()?;
    Ok(AdvisoryReading { advisories, losses, view: document.view(), findings: document.check() })
}

fn write<D: FromAdvisories>(advisories: &[Advisory]) -> Result<Converted<String>, Refusal> {
    let Converted { value: document, mut losses } = D::from_advisories(advisories)?;
    let rendered = document.render();
    let note = |loss: Loss| {
        let note = format!("{} of the document written: {}", loss.pointer, loss.note);
        Loss::new(Pointer::root(), loss.kind, note)
    };
    losses.extend(rendered.losses.into_iter().map(note));
    Ok(Converted::new(rendered.value, losses))
}
