//! The documents that are written from package metadata and do not keep all of it, by name: those
//! that no ecosystem owns.
//!
//! Documents that convert both ways stand in [`format`](crate::format).
//!
//! Invariant: a document is listed here once, and everything that goes by names (the command, the
//! tests) goes through this list.

use crate::convert::{Document, FromRecord};
use crate::{Converted, Loss, LossKind};
use pkgschema::Pointer;
use pkgschema::metadata::PackageMetadata;

/// A kind of document that is written from a record, without its type.
#[derive(Debug, Clone, Copy)]
pub struct Writable {
    name: &'static str,
    document: &'static str,
    write: fn(&PackageMetadata) -> Converted<String>,
}

/// Every document, in the order of the names.
pub const ALL: &[Writable] = &[
    #[cfg(feature = "formats")]
    Writable::of::<crate::formats::CodeMeta>("codemeta"),
    #[cfg(feature = "formats")]
    Writable::of::<crate::formats::CycloneDxBom>("cyclonedx"),
    #[cfg(feature = "formats")]
    Writable::of::<crate::formats::SpdxDocument>("spdx"),
];

impl Writable {
    const fn of<D: Document + FromRecord<PackageMetadata>>(name: &'static str) -> Self {
        Self { name, document: D::NAME, write: write::<D> }
    }

    /// The document that goes by this name: its short one (`cyclonedx`) or its usual one.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|one| one.name == name || one.document == name)
    }

    /// The short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// Writes a record as such a document; losses point into the record.
    ///
    /// ```
    /// # #[cfg(feature = "formats")] {
    /// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
    /// use pkgschema_convert::writable::Writable;
    /// let mut record = PackageMetadata::of(Ecosystem::NPM);
    /// record.name = Some("left-pad".into());
    /// let written = Writable::find("cyclonedx").unwrap().write(&record);
    /// assert!(written.value.contains("\"purl\": \"pkg:npm/left-pad\""));
    /// assert!(written.losses.is_empty());
    /// # }
    /// ```
    pub fn write(&self, record: &PackageMetadata) -> Converted<String> {
        (self.write)(record)
    }
}

fn write<D: Document + FromRecord<PackageMetadata>>(record: &PackageMetadata) -> Converted<String> {
    let Converted { value: document, mut losses } = D::from_record(record);
    let rendered = document.render();
    let note = |loss: Loss| {
        let note = format!("{} of the document written: {}", loss.pointer, loss.note);
        Loss::new(Pointer::root(), LossKind::Dropped, note)
    };
    losses.extend(rendered.losses.into_iter().map(note));
    Converted::new(rendered.value, losses)
}
