//! The native documents that are read into several records, into an inventory, into records of
//! builds, or for themselves, by name.
//!
//! Documents that are written too stand in [`format`](crate::format), those about advisories in
//! [`advisory_format`](crate::advisory_format).
//!
//! A bill of materials stands in two lists: it lists packages, and it tells of the one that it is
//! about.
//!
//! Invariant: a document is listed once in a list, and everything that goes by names (the command, the
//! tests) goes through these lists.

mod inventories;
mod releases;

pub use inventories::read_inventory;
pub use releases::read_releases;

use crate::convert::{Document, ToRecord};
use crate::{Converted, Loss};
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::object::Raw;
use pkgschema::provenance::BuildProvenance;
use pkgschema::version::Version;
use pkgschema::{Finding, ParseError};
use std::cmp::Ordering;

/// A kind of native document that is read into an `R`, without its type.
#[derive(Debug, Clone, Copy)]
pub struct Readable<R: 'static> {
    name: &'static str,
    document: &'static str,
    read: fn(&str) -> Result<Reading<R>, ParseError>,
    view: fn(&str) -> Result<Raw, ParseError>,
    rewrite: fn(&str) -> Result<Converted<String>, ParseError>,
}

/// Documents that tell of several versions of a package, or of one without being written here.
pub const RELEASES: &[Readable<Vec<PackageMetadata>>] = &[
    #[cfg(feature = "cargo")]
    Readable::of::<crate::cargo::IndexFile>("cargo-index"),
    #[cfg(feature = "cargo")]
    Readable::of::<crate::cargo::CargoVcsInfo>("cargo-vcs-info"),
    #[cfg(feature = "cargo")]
    Readable::of::<crate::cargo::CratesIoAnswer>("crates-io-answer"),
    #[cfg(feature = "maven")]
    Readable::of::<crate::maven::GradleModule>("gradle-module"),
    #[cfg(feature = "maven")]
    Readable::of::<crate::maven::JarManifest>("jar-manifest"),
    #[cfg(feature = "maven")]
    Readable::of::<crate::maven::MavenMetadata>("maven-metadata"),
    #[cfg(feature = "maven")]
    Readable::of::<crate::maven::PomProperties>("pom-properties"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::CycloneDxBom>("cyclonedx"),
    #[cfg(feature = "npm")]
    Readable::of::<crate::npm::Packument>("npm-packument"),
    #[cfg(feature = "npm")]
    Readable::of::<crate::npm::PublishPayload>("npm-publish"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::CoreMetadataJson>("pypi-metadata-json"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::DirectUrl>("pypi-direct-url"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::EntryPointsTxt>("pypi-entry-points"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::PypiJsonApi>("pypi-json-api"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::SetupCfg>("pypi-setup-cfg"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::SimpleJson>("pypi-simple"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::SimpleHtml>("pypi-simple-html"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::SpdxDocument>("spdx"),
];

/// Documents that no record holds: they are read, checked and seen for themselves.
pub const UNCONVERTED: &[Readable<()>] = &[
    #[cfg(feature = "formats")]
    Readable::alone::<crate::formats::Cle>("cle"),
    #[cfg(feature = "pypi")]
    Readable::alone::<crate::pypi::WheelRecord>("pypi-record"),
    #[cfg(feature = "pypi")]
    Readable::alone::<crate::pypi::WheelFile>("pypi-wheel-file"),
];

/// Documents that list packages: lock files, bills of materials.
pub const INVENTORIES: &[Readable<Inventory>] = &[
    #[cfg(feature = "cargo")]
    Readable::of::<crate::cargo::CargoLock>("cargo-lock"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::CycloneDxBom>("cyclonedx"),
    #[cfg(feature = "npm")]
    Readable::of::<crate::npm::PackageLock>("npm-lock"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::Pylock>("pylock"),
    #[cfg(feature = "pypi")]
    Readable::of::<crate::pypi::RequirementsTxt>("requirements-txt"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::SpdxDocument>("spdx"),
];

/// Documents that attest how something was built.
pub const BUILDS: &[Readable<Vec<BuildProvenance>>] = &[
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::AttestationLines>("attestation-lines"),
    #[cfg(feature = "formats")]
    Readable::of::<pkgschema::provenance::Envelope>("dsse-envelope"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::GcbSummary>("gcb-summary"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::GithubAttestations>("github-attestations"),
    #[cfg(feature = "formats")]
    Readable::of::<pkgschema::provenance::Statement>("in-toto-statement"),
    #[cfg(feature = "npm")]
    Readable::of::<crate::npm::NpmAttestations>("npm-attestations"),
    #[cfg(feature = "pypi")]
    Readable::of::<pkgschema::provenance::Pep740Attestation>("pypi-attestation"),
    #[cfg(feature = "pypi")]
    Readable::of::<pkgschema::provenance::Pep740Provenance>("pypi-provenance"),
    #[cfg(feature = "formats")]
    Readable::of::<crate::formats::RubygemsAttestations>("rubygems-attestations"),
    #[cfg(feature = "formats")]
    Readable::of::<pkgschema::provenance::Bundle>("sigstore-bundle"),
];

/// The release that people look for among several: the highest version in the ecosystem's order
/// that is neither a pre-release nor yanked or deprecated; without such a one, the highest.
///
/// ```
/// use pkgschema::{identity::Ecosystem, metadata::PackageMetadata};
/// let releases = ["1.9.0", "1.10.0", "2.0.0-rc.1"].map(|version| {
///     let mut release = PackageMetadata::of(Ecosystem::NPM);
///     release.version = Some(version.into());
///     release
/// });
/// let newest = pkgschema_convert::readable::newest(&releases).unwrap();
/// assert_eq!(newest.version.as_deref(), Some("1.10.0"));
/// ```
pub fn newest(releases: &[PackageMetadata]) -> Option<&PackageMetadata> {
    let mut best: Option<(bool, Option<Version>, &PackageMetadata)> = None;
    for release in releases {
        let version = release.version_text().and_then(|text| text.parsed().ok());
        let withdrawn = release.availability.as_ref().is_some_and(|availability| {
            availability.yanked == Some(true) || availability.deprecated == Some(true)
        });
        let wanted = !withdrawn && version.as_ref().is_some_and(|it| !it.is_prerelease());
        let higher = best.as_ref().is_none_or(|(other, lower, _)| match wanted.cmp(other) {
            Ordering::Equal => match (&version, lower) {
                (Some(version), Some(lower)) => version.compare(lower) == Some(Ordering::Greater),
                (version, _) => version.is_some(),
            },
            order => order == Ordering::Greater,
        });
        if higher {
            best = Some((wanted, version, release));
        }
    }
    best.map(|(_, _, release)| release)
}

/// A document that was read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reading<R> {
    /// What was made of it.
    pub value: R,
    /// What that does not hold; pointers are into the document's JSON view.
    pub losses: Vec<Loss>,
    /// What is odd in the document.
    pub findings: Vec<Finding>,
}

impl Readable<()> {
    const fn alone<D: Document>(name: &'static str) -> Self {
        let read = |text: &str| {
            let findings = D::parse(text)?.check();
            Ok(Reading { value: (), losses: Vec::new(), findings })
        };
        let rewrite = |text: &str| Ok(D::parse(text)?.render());
        let view = |text: &str| Ok(D::parse(text)?.view());
        Self { name, document: D::NAME, read, view, rewrite }
    }
}

impl<R> Readable<R> {
    const fn of<D: Document + ToRecord<R>>(name: &'static str) -> Self {
        let rewrite = |text: &str| Ok(D::parse(text)?.render());
        let view = |text: &str| Ok(D::parse(text)?.view());
        Self { name, document: D::NAME, read: read::<D, R>, view, rewrite }
    }

    /// The document of a list that goes by this name: its short one (`npm-packument`) or its usual
    /// one.
    pub fn find(all: &'static [Self], name: &str) -> Option<&'static Self> {
        all.iter().find(|one| one.name == name || one.document == name)
    }

    /// The short name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The document's usual name.
    pub fn document(&self) -> &'static str {
        self.document
    }

    /// Reads a document.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn read(&self, text: &str) -> Result<Reading<R>, ParseError> {
        (self.read)(text)
    }

    /// The JSON view of a document, into which losses and findings point.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn view(&self, text: &str) -> Result<Raw, ParseError> {
        (self.view)(text)
    }

    /// Reads a document and writes it again.
    ///
    /// # Errors
    /// Only for text that is no such document at all.
    pub fn rewrite(&self, text: &str) -> Result<Converted<String>, ParseError> {
        (self.rewrite)(text)
    }
}

fn read<D: Document + ToRecord<R>, R>(text: &str) -> Result<Reading<R>, ParseError> {
    let document = D::parse(text)?;
    let findings = document.check();
    let Converted { value, losses } = document.to_record();
    Ok(Reading { value, losses, findings })
}
