//! The documents that have signals, by name, and the table of all kinds of signals.
//!
//! Invariant: a document is listed here once, and everything that goes by names (the command, the
//! tests) goes through this list.

use crate::convert::{Converted, Document};
use crate::detect::detect;
use crate::signal::{FromNotices, Signal, SignalKind, ToSignals};
use pkgschema::ParseError;
use pkgschema::takedown::TakedownNotice;

/// A kind of native document with signals, without its type.
#[derive(Debug, Clone, Copy)]
pub struct SignalDocument {
    name: &'static str,
    document: &'static str,
    kinds: &'static [&'static SignalKind],
    read: fn(&str) -> Result<Converted<Vec<Signal>>, ParseError>,
    write: Option<Write>,
}

type Write = fn(&str, Option<&[TakedownNotice]>) -> Result<Converted<String>, ParseError>;

/// Every document, in the order of the names.
pub const ALL: &[SignalDocument] = &[
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::DeletedCrates>("cargo-deleted-crates"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::IndexFile>("cargo-index"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::IndexLine>("cargo-index-line"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::ReservedNames>("cargo-reserved-names"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::CratesIoAnswer>("crates-io-answer"),
    #[cfg(feature = "maven")]
    SignalDocument::both::<crate::maven::Pom>("maven-pom"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::RustsecAdvisory>("rustsec"),
];

/// Every kind of signal, in the order of the documents.
pub fn kinds() -> impl Iterator<Item = &'static SignalKind> {
    ALL.iter().flat_map(|document| document.kinds.iter().copied())
}

impl SignalDocument {
    const fn both<D: FromNotices>(name: &'static str) -> Self {
        let mut document = Self::read_only::<D>(name);
        document.write = Some(write::<D>);
        document
    }

    const fn read_only<D: ToSignals>(name: &'static str) -> Self {
        let read = |text: &str| D::signals_in(text);
        Self { name, document: D::NAME, kinds: D::SIGNALS, read, write: None }
    }

    /// The document that goes by this name: its short one (`npm-packument`) or its usual one.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().find(|one| one.name == name || one.document == name)
    }

    /// The document that a text is, where the text alone tells.
    pub fn of_text(text: &str) -> Option<&'static Self> {
        let told = detect(text).map(|kind| Self::find(kind.as_str()));
        // a table is told by its columns, of which one alone says too little
        told.unwrap_or_else(|| {
            let table = Self::find("cargo-deleted-crates")?;
            table.read(text).is_ok().then_some(table)
        })
    }

    /// The short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// The kinds of signals that it can have.
    pub fn kinds(&self) -> &'static [&'static SignalKind] {
        self.kinds
    }

    /// Whether notices are written into it.
    pub fn is_written(&self) -> bool {
        self.write.is_some()
    }

    /// The signals of a document.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn read(&self, text: &str) -> Result<Converted<Vec<Signal>>, ParseError> {
        (self.read)(text)
    }

    /// The document's text with what the notices say of it in place of its own signals; `None` if
    /// notices are not written into it. Losses point into the list of notices.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn write(
        &self,
        text: &str,
        notices: &[TakedownNotice],
    ) -> Result<Option<Converted<String>>, ParseError> {
        self.write.map(|write| write(text, Some(notices))).transpose()
    }

    /// The document's text without its signals; `None` if notices are not written into it.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn clear(&self, text: &str) -> Result<Option<Converted<String>>, ParseError> {
        self.write.map(|write| write(text, None)).transpose()
    }
}

fn write<D: FromNotices>(
    text: &str,
    notices: Option<&[TakedownNotice]>,
) -> Result<Converted<String>, ParseError> {
    let cleared = D::parse(text)?.without_signals();
    let Some(notices) = notices else { return Ok(Document::render(&cleared)) };
    let Converted { value, mut losses } = cleared.with_notices(notices);
    let rendered = value.render();
    losses.extend(rendered.losses);
    Ok(Converted::new(rendered.value, losses))
}
