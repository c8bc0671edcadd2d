//! The documents that convert to and from trusted publishers, by name.
//!
//! Invariant: a document is listed here once, and everything that goes by names (the command, the
//! tests) goes through this list.

use crate::convert::{Document, FromRecord, ToRecord};
use crate::{Converted, Loss, LossKind};
use pkgschema::object::{Raw, check};
use pkgschema::provenance::{PublisherRegistry, TrustedPublisher};
use pkgschema::{Finding, ParseError, ParseErrorKind, Text};

/// A kind of document that configures a trusted publisher, without its type.
#[derive(Debug, Clone, Copy)]
pub struct PublisherFormat {
    name: &'static str,
    registry: &'static str,
    document: &'static str,
    read: fn(&str) -> Result<PublisherReading, ParseError>,
    write: fn(&TrustedPublisher) -> Converted<String>,
}

/// Every document, in the order of the names.
pub const ALL: &[PublisherFormat] = &[
    #[cfg(feature = "cargo")]
    PublisherFormat::of::<crate::cargo::GitHubConfig>("cargo-github", "cargo"),
    #[cfg(feature = "cargo")]
    PublisherFormat::of::<crate::cargo::GitLabConfig>("cargo-gitlab", "cargo"),
    #[cfg(feature = "formats")]
    PublisherFormat::of::<crate::formats::RubyGemsPublisher>("gem-github", "gem"),
    #[cfg(feature = "npm")]
    PublisherFormat::of::<crate::npm::TrustConfig>("npm", "npm"),
    #[cfg(feature = "pypi")]
    PublisherFormat::of::<crate::pypi::ActiveStatePublisher>("pypi-activestate", "pypi"),
    #[cfg(feature = "pypi")]
    PublisherFormat::of::<crate::pypi::CircleCiPublisher>("pypi-circleci", "pypi"),
    #[cfg(feature = "pypi")]
    PublisherFormat::of::<crate::pypi::GitHubPublisher>("pypi-github", "pypi"),
    #[cfg(feature = "pypi")]
    PublisherFormat::of::<crate::pypi::GitLabPublisher>("pypi-gitlab", "pypi"),
    #[cfg(feature = "pypi")]
    PublisherFormat::of::<crate::pypi::GooglePublisher>("pypi-google", "pypi"),
];

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PublisherReading {
    /// The publisher.
    pub publisher: TrustedPublisher,
    /// What the record does not say as the document did; pointers are into its JSON view.
    pub losses: Vec<Loss>,
    /// The document's JSON view.
    pub view: Raw,
    /// What is odd in the document.
    pub findings: Vec<Finding>,
}

impl PublisherFormat {
    const fn of<D>(name: &'static str, registry: &'static str) -> Self
    where
        D: Document + ToRecord<TrustedPublisher> + FromRecord<TrustedPublisher>,
    {
        Self { name, registry, document: D::NAME, read: read_as::<D>, write: write::<D> }
    }

    /// The document that goes by this name.
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

    /// The registry that keeps such documents.
    pub fn registry(&self) -> PublisherRegistry {
        PublisherRegistry::from(self.registry)
    }

    /// Reads such a document.
    ///
    /// # Errors
    /// If the text is no such document at all.
    pub fn read(&self, text: &str) -> Result<PublisherReading, ParseError> {
        (self.read)(text)
    }

    /// Writes a publisher as such a document; losses point into the record.
    pub fn write(&self, publisher: &TrustedPublisher) -> Converted<String> {
        (self.write)(publisher)
    }
}

/// Reads a publisher: the record, or a document of the registry; where the registry is not said,
/// of the only one whose documents the text fits best.
///
/// ```
/// # #[cfg(all(feature = "cargo", feature = "formats", feature = "pypi"))] {
/// use pkgschema_convert::publisher_format::read;
/// let text = r#"{"repository_owner": "example", "repository_name": "thing",
///     "workflow_filename": "release.yml"}"#;
/// assert!(read(text, None).unwrap_err().to_string().contains("gem-github, pypi-github"));
/// let reading = read(text, Some(&"gem".into())).unwrap();
/// assert_eq!(reading.publisher.registry.as_str(), "gem");
/// # }
/// ```
///
/// # Errors
/// If the text is no such document, if it fits those of several registries, and if it is a record
/// of another registry.
pub fn read(
    text: &str,
    registry: Option<&PublisherRegistry>,
) -> Result<PublisherReading, ParseError> {
    let refuse = |words: String| ParseError::new(ParseErrorKind::NotThisDocument, words, text);
    let record = TrustedPublisher::parse(text);
    if let Ok(publisher) = record {
        if registry.is_some_and(|registry| *registry != publisher.registry) {
            return Err(refuse(format!("it is a publisher of {}", publisher.registry)));
        }
        let view = Raw::from_string(publisher.to_json()).unwrap_or_default();
        let findings = check(&publisher);
        return Ok(PublisherReading { publisher, losses: Vec::new(), view, findings });
    }
    let of_registry = |format: &&PublisherFormat| {
        registry.is_none_or(|registry| registry.as_str() == format.registry)
    };
    let read = |format: &PublisherFormat| Some((format.name, format.read(text).ok()?));
    let mut fitting: Vec<_> = ALL.iter().filter(of_registry).filter_map(read).collect();
    // what is known whole is rather that than something with unknown members
    let is_whole = |(_, reading): &(&str, PublisherReading)| reading.publisher.unread.is_empty();
    if fitting.iter().any(is_whole) {
        fitting.retain(is_whole);
    }
    match (fitting.pop(), fitting.as_slice()) {
        (Some((_, reading)), []) => Ok(reading),
        (Some((last, _)), others) => {
            let names: Vec<_> = others.iter().map(|(name, _)| *name).chain([last]).collect();
            Err(refuse(format!("it could be {}", names.join(", "))))
        }
        (None, _) => Err(record
            .err()
            .filter(|error| error.kind() != ParseErrorKind::NotThisDocument)
            .unwrap_or_else(|| refuse("no configuration of a trusted publisher".to_owned()))),
    }
}

fn read_as<D>(text: &str) -> Result<PublisherReading, ParseError>
where
    D: Document + ToRecord<TrustedPublisher>,
{
    let document = D::parse(text)?;
    let Converted { value: mut publisher, mut losses, .. } = document.to_record();
    let (view, findings) = (document.view(), document.check());
    // the view holds the first of two, and the registry may go by the other
    for finding in findings.iter().filter(|finding| finding.code == "duplicate-member") {
        let note = "it is there twice";
        losses.push(Loss::new(finding.pointer.clone(), LossKind::Dropped, note));
        publisher.unread.extend(finding.pointer.tokens().last().map(Text::from));
    }
    Ok(PublisherReading { publisher, losses, view, findings })
}

fn write<D>(publisher: &TrustedPublisher) -> Converted<String>
where
    D: Document + FromRecord<TrustedPublisher>,
{
    let Converted { value: document, mut losses, .. } = D::from_record(publisher);
    let rendered = document.render();
    losses.extend(rendered.losses);
    Converted::new(rendered.value, losses)
}
