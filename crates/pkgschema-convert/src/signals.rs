//! The documents that have signals, by name, and the table of all kinds of signals.
//!
//! [`kinds`] gives the rows of `schemas/signals.csv`. Its columns:
//!
//! | column | what it means |
//! |---|---|
//! | signal | name of the kind: [`SignalKind::name`] |
//! | purl type | type of the purl that names what it is about |
//! | document | usual name of the document that it stands in |
//! | place | where it stands in the document's JSON view, `*` for any name or number |
//! | grain | what it is about: a name, a package, a version or range, a file |
//! | mechanism | the registry's word for it, as the registry's profile has it |
//! | status | what the package is afterwards |
//! | resolution | who is still given it, by the profile; `unknown` where no source tells |
//! | download | whether its files can be had, by the profile; `unknown` where no source tells |
//! | reason | the kind of reason that it always has; `unspecified` where documents tell it or nobody |
//! | method | `native-signal`, `inferred-absence` or `third-party` |
//! | lifts | whether it takes back what another signal did |
//! | written back | whether notices are written into the document |
//! | source | where it is specified, or how it was found |
//!
//! What registries do and no document tells of, so that no row can be there:
//!
//! | registry | what is not told |
//! |---|---|
//! | npm | by whom and when a version was deprecated; why one is gone; what a holding package took the place of |
//! | PyPI | that a release is quarantined: it is missing from the answers, and the project stays `active`; when something was yanked; why it was removed |
//! | crates.io | in the index: that a crate was deleted, or its name reserved: both are missing |
//! | Maven Central | that something was removed: it has no signal for it, a file is missing |
//! | RubyGems | in the compact index: yanks of before the list was last made anew, and why or when one was |
//! | NuGet | when and by whom a version was unlisted |
//! | Go | that the public proxy serves something no more |
//! | Packagist | that a package was deleted, and since when one is abandoned |
//! | Hex | that a release was reverted or removed |
//! | pub | when a version was retracted, and why |
//!
//! A document in which something is missing says nothing of it: it may never have been there, and a
//! proxy may have taken it out.
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
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::ComposerPackages>("composer-packages"),
    #[cfg(feature = "cargo")]
    SignalDocument::both::<crate::cargo::CratesIoAnswer>("crates-io-answer"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::GemDetails>("gem-details"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::GemVersions>("gem-versions"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::GoMod>("go-mod"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::HexPackage>("hex-package"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::HexRelease>("hex-release"),
    #[cfg(feature = "maven")]
    SignalDocument::both::<crate::maven::Pom>("maven-pom"),
    #[cfg(feature = "npm")]
    SignalDocument::both::<crate::npm::Packument>("npm-packument"),
    #[cfg(feature = "npm")]
    SignalDocument::both::<crate::npm::VersionManifest>("npm-version-manifest"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::NuGetCatalogLeaf>("nuget-catalog-leaf"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::NuGetRegistration>("nuget-registration"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::PackagistPackage>("packagist-package"),
    #[cfg(feature = "formats")]
    SignalDocument::read_only::<crate::formats::PubPackage>("pub-package"),
    #[cfg(feature = "pypi")]
    SignalDocument::read_only::<crate::pypi::PypiJournal>("pypi-journal"),
    #[cfg(feature = "pypi")]
    SignalDocument::read_only::<crate::pypi::PypiJsonApi>("pypi-json-api"),
    #[cfg(feature = "pypi")]
    SignalDocument::both::<crate::pypi::SimpleJson>("pypi-simple"),
    #[cfg(feature = "pypi")]
    SignalDocument::both::<crate::pypi::SimpleHtml>("pypi-simple-html"),
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
