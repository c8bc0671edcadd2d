//! Which document is this text?
//!
//! A few documents coincide, and there the text alone does not tell:
//!
//! | text | told as | could be |
//! |---|---|---|
//! | a version manifest without `dist` | `package.json` | the answer of a registry that strips it |
//! | a `package.json` with a `dist` that names a tarball or digest | version manifest | a package that keeps its manifest so |
//! | one line of an index | index line | an index file of a crate with one version |
//! | a packument whose `_attachments` hold data | npm publish payload | what some registries store and serve |
//! | an object with `id` and `affected`, `aliases` or `modified`, and `name` | OSV advisory | a `package.json` with members of its own |
//! | lines of which each could be a requirement, one of them with a specifier, hash or option | `requirements.txt` | another list of names and versions |
//! | `[project]` and `[dependencies]` without `[build-system]` | `Cargo.toml` | a `pyproject.toml` with a table of its own |
//! | JSON that is YAML as well | the JSON document | the YAML one |
//! | lines `groupId`, `artifactId` and `version` with plain values behind `=`, `:` or a blank | `pom.properties` | a YAML text or another properties file with the three names |
//! | a line `Manifest-Version: …` among header fields that begin the text | `MANIFEST.MF` | |
//! | an XML text `<metadata>` with a `groupId` and an `artifactId` or `versioning`, or with `plugins` | `maven-metadata.xml` | |
//! | JSON with `formatVersion` and `component` or `variants` | Gradle module | |
//! | `{"attestations": []}` | nothing | npm's answer, or GitHub's |
//! | an array that begins with a Sigstore bundle | RubyGems attestations | another list of bundles |
//! | one line with an envelope or a bundle | the envelope, the bundle | a file of such lines |
//! | an INI text without commands whose values name modules alone | nothing | an `entry_points.txt` |
//! | a `setup.cfg` that declares nothing, or only what TOML can say (`version = 1.0`) | nothing | |
//! | an INI text whose values all name objects, `module:object` | `entry_points.txt` | the configuration of some program |
//!
//! Invariant: the answer comes from the text alone, never from a file's name.

mod json;
#[cfg(feature = "maven")]
mod jvm;
#[cfg(feature = "pypi")]
mod lines;
mod markup;
#[cfg(any(feature = "cargo", feature = "pypi"))]
mod tables;

use crate::source::decode;
use pkgschema::metadata::PackageMetadata;
use pkgschema::{Finding, ParseError, ParseErrorKind};
#[cfg(any(feature = "maven", feature = "pypi"))]
use pkgschema::{Pointer, Severity};

/// A document that can be told from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// npm `package.json`.
    PackageJson,
    /// crates.io `Cargo.toml`.
    CargoManifest,
    /// An advisory in OSV's JSON, or an array of them.
    Advisory,
    /// An advisory in OSV's YAML.
    AdvisoryYaml,
    /// A RustSec advisory.
    Rustsec,
    /// The answer of npm's bulk audit.
    NpmAudit,
    /// PyPI's JSON about a release.
    PypiJson,
    /// The simple repository API's answer about a project.
    SimpleJson,
    /// `direct_url.json` of an installed Python distribution.
    DirectUrl,
    /// `entry_points.txt` of a Python distribution.
    EntryPointsTxt,
    /// The same in HTML.
    SimpleHtml,
    /// A GitHub advisory of the REST interface, or an array of them.
    GhsaRest,
    /// A GitHub advisory of the GraphQL interface.
    GhsaGraphql,
    /// A CVE record.
    Cve,
    /// A CSAF document.
    Csaf,
    /// An OpenVEX document.
    OpenVex,
    /// A CycloneDX document.
    CycloneDx,
    /// An SPDX document.
    Spdx,
    /// A CodeMeta document, which is only written here.
    CodeMeta,
    /// A version manifest of an npm registry.
    VersionManifest,
    /// An npm packument, full or abbreviated.
    Packument,
    /// The body of an npm publish request.
    NpmPublish,
    /// npm `package-lock.json` or `npm-shrinkwrap.json`.
    PackageLock,
    /// One line of a Cargo registry's index.
    IndexLine,
    /// A file of a Cargo registry's index: several lines.
    IndexFile,
    /// The JSON part of a Cargo publish request.
    CargoPublish,
    /// An answer of crates.io about a crate or a version of it.
    CratesIoAnswer,
    /// `Cargo.lock`.
    CargoLock,
    /// Python's `pylock.toml`.
    Pylock,
    /// pip's `requirements.txt`.
    RequirementsTxt,
    /// `.cargo_vcs_info.json`.
    CargoVcsInfo,
    /// Core metadata: `METADATA` or `PKG-INFO`.
    CoreMetadata,
    /// Core metadata in JSON.
    CoreMetadataJson,
    /// `pyproject.toml`.
    Pyproject,
    /// `setup.cfg` of a Python project.
    SetupCfg,
    /// `RECORD`, the list of a wheel's files.
    WheelRecord,
    /// `WHEEL`, how a wheel was built.
    WheelFile,
    /// A POM of Maven's.
    Pom,
    /// Gradle Module Metadata: the `.module` file beside an artifact.
    GradleModule,
    /// `META-INF/MANIFEST.MF` of a Java archive.
    JarManifest,
    /// `maven-metadata.xml` of a Maven repository.
    MavenMetadata,
    /// `pom.properties` in a Java archive.
    PomProperties,
    /// A Sigstore bundle.
    SigstoreBundle,
    /// A signed envelope (DSSE).
    DsseEnvelope,
    /// An in-toto statement.
    InTotoStatement,
    /// Envelopes or Sigstore bundles, a line each.
    AttestationLines,
    /// An attestation of PyPI's (PEP 740).
    PypiAttestation,
    /// All attestations of a file of PyPI's (PEP 740).
    PypiProvenance,
    /// The attestations of a version, as an npm registry answers.
    NpmAttestations,
    /// The attestations of an artifact, as GitHub answers.
    GithubAttestations,
    /// The attestations of a gem.
    RubygemsAttestations,
    /// What gcloud prints of an image and its builds.
    GcbSummary,
    /// A `BuildProvenance` record.
    BuildProvenance,
    /// A `PackageMetadata` record.
    PackageMetadata,
    /// An `Inventory` record.
    Inventory,
    /// A takedown notice.
    TakedownNotice,
    /// A CLE document (ECMA-428).
    Cle,
}

impl DocumentKind {
    /// The document's usual name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PackageJson => "package.json",
            Self::CargoManifest => "Cargo.toml",
            Self::Advisory => "OSV advisory",
            Self::AdvisoryYaml => "PyPA advisory YAML",
            Self::Rustsec => "RustSec advisory",
            Self::NpmAudit => "npm bulk audit",
            Self::PypiJson => "PyPI JSON",
            Self::SimpleJson => "Simple API JSON",
            Self::SimpleHtml => "Simple API HTML",
            Self::DirectUrl => "direct_url.json",
            Self::EntryPointsTxt => "entry_points.txt",
            Self::GhsaRest => "GitHub advisory (REST)",
            Self::GhsaGraphql => "GitHub advisory (GraphQL)",
            Self::Cve => "CVE record",
            Self::Csaf => "CSAF document",
            Self::OpenVex => "OpenVEX document",
            Self::CycloneDx => "CycloneDX document",
            Self::Spdx => "SPDX document",
            Self::CodeMeta => "codemeta.json",
            Self::VersionManifest => "version manifest",
            Self::Packument => "packument",
            Self::NpmPublish => "npm publish payload",
            Self::PackageLock => "package-lock.json",
            Self::IndexLine => "index line",
            Self::IndexFile => "index file",
            Self::CargoPublish => "Cargo publish payload",
            Self::CratesIoAnswer => "crates.io answer",
            Self::CargoLock => "Cargo.lock",
            Self::Pylock => "pylock.toml",
            Self::RequirementsTxt => "requirements.txt",
            Self::CargoVcsInfo => ".cargo_vcs_info.json",
            Self::CoreMetadata => "METADATA",
            Self::CoreMetadataJson => "core metadata in JSON",
            Self::Pyproject => "pyproject.toml",
            Self::SetupCfg => "setup.cfg",
            Self::WheelRecord => "RECORD",
            Self::WheelFile => "WHEEL",
            Self::Pom => "pom.xml",
            Self::GradleModule => "Gradle module",
            Self::JarManifest => "MANIFEST.MF",
            Self::MavenMetadata => "maven-metadata.xml",
            Self::PomProperties => "pom.properties",
            Self::SigstoreBundle => "Sigstore bundle",
            Self::DsseEnvelope => "DSSE envelope",
            Self::InTotoStatement => "in-toto statement",
            Self::AttestationLines => "attestations in JSON Lines",
            Self::PypiAttestation => "PyPI attestation",
            Self::PypiProvenance => "PyPI provenance",
            Self::NpmAttestations => "npm attestations",
            Self::GithubAttestations => "GitHub attestations",
            Self::RubygemsAttestations => "RubyGems attestations",
            Self::GcbSummary => "Cloud Build provenance summary",
            Self::BuildProvenance => "build provenance record",
            Self::PackageMetadata => "package metadata record",
            Self::Inventory => "inventory record",
            Self::TakedownNotice => "takedown notice",
            Self::Cle => "CLE document",
        }
    }
}

/// How far into an XML document its standard is looked for, in bytes.
const LONGEST_PROLOGUE: usize = 4096;

/// Members, beside `id`, of which an OSV document has at least one.
const OSV: [&str; 5] = ["modified", "affected", "schema_version", "aliases", "withdrawn"];

/// The kind of document that a text is, if it is a known one.
///
/// ```
/// use pkgschema_convert::detect::{DocumentKind, detect};
/// assert_eq!(detect(r#"{"name": "left-pad"}"#), Some(DocumentKind::PackageJson));
/// assert_eq!(detect("[package]\nname = \"serde\""), Some(DocumentKind::CargoManifest));
/// assert_eq!(detect("[1, 2]"), None);
/// ```
pub fn detect(text: &str) -> Option<DocumentKind> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let told = match body.as_bytes().first()? {
        b'{' => json::object(body),
        b'[' => json::array(body).or_else(|| toml(body)),
        b'<' => xml(body).or_else(|| bom_in_xml(body)).or_else(|| html(body)),
        b'`' => body.starts_with("```toml").then_some(DocumentKind::Rustsec),
        b'S' if body.starts_with("SPDXVersion:") => Some(DocumentKind::Spdx),
        _ => {
            headers(body).or_else(|| of_archive(body)).or_else(|| toml(body)).or_else(|| yaml(body))
        }
    };
    told.or_else(|| lines(body))
}

/// The kind of document that a text is, or why it is none.
///
/// ```
/// use pkgschema_convert::detect::identify;
/// let error = identify("{\"name\": \"left-pad\",}").unwrap_err();
/// assert_eq!(error.line_column(), Some((1, 21)));
/// ```
///
/// # Errors
/// [`Empty`](ParseErrorKind::Empty) or [`Syntax`](ParseErrorKind::Syntax) if the text is neither
/// JSON nor TOML nor XML, [`NotThisDocument`](ParseErrorKind::NotThisDocument) if it is one of them
/// and no known document; of XML the root element is named.
pub fn identify(text: &str) -> Result<DocumentKind, ParseError> {
    match detect(text) {
        Some(kind) => Ok(kind),
        None => Err(refusal(text)),
    }
}

fn refusal(text: &str) -> ParseError {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    if body.is_empty() {
        return ParseError::new(ParseErrorKind::Empty, "nothing but white space", "");
    }
    if body.starts_with('<') {
        return ParseError::new(ParseErrorKind::NotThisDocument, markup::unknown(body), body);
    }
    let json = PackageMetadata::parse(text).err();
    let is_json = json.as_ref().is_some_and(|it| it.kind() == ParseErrorKind::NotThisDocument);
    let error = if is_json || body.starts_with('{') { json } else { toml_error(text) };
    let broken = error.filter(|error| error.kind() != ParseErrorKind::NotThisDocument);
    broken.unwrap_or_else(|| {
        ParseError::new(ParseErrorKind::NotThisDocument, "no document that is known here", body)
    })
}

/// Bills of materials in XML, which are told to be refused by name: they name their standard at
/// the beginning.
fn bom_in_xml(text: &str) -> Option<DocumentKind> {
    let mut end = text.len().min(LONGEST_PROLOGUE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(..end)?;
    if start.contains("cyclonedx.org/schema/bom") {
        return Some(DocumentKind::CycloneDx);
    }
    start.contains("spdx.org/rdf").then_some(DocumentKind::Spdx)
}

/// An OSV document in YAML: members of it at the beginning of lines.
fn yaml(text: &str) -> Option<DocumentKind> {
    let has = |name: &str| {
        let stated = |line: &str| line.strip_prefix(name).is_some_and(|it| it.starts_with(':'));
        text.lines().any(stated)
    };
    (has("id") && OSV.into_iter().any(has)).then_some(DocumentKind::AdvisoryYaml)
}

#[cfg(feature = "pypi")]
fn lines(text: &str) -> Option<DocumentKind> {
    lines::kind(text)
}

#[cfg(feature = "maven")]
fn xml(text: &str) -> Option<DocumentKind> {
    jvm::xml(text)
}

#[cfg(feature = "maven")]
fn of_archive(text: &str) -> Option<DocumentKind> {
    jvm::of_archive(text)
}

#[cfg(not(feature = "maven"))]
fn xml(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(not(feature = "maven"))]
fn of_archive(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(feature = "pypi")]
fn html(text: &str) -> Option<DocumentKind> {
    crate::pypi::SimpleHtml::is_told(text).then_some(DocumentKind::SimpleHtml)
}

#[cfg(not(feature = "pypi"))]
fn html(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(not(feature = "pypi"))]
fn lines(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(feature = "pypi")]
fn headers(text: &str) -> Option<DocumentKind> {
    lines::headers(text)
}

#[cfg(not(feature = "pypi"))]
fn headers(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(any(feature = "cargo", feature = "pypi"))]
fn toml(text: &str) -> Option<DocumentKind> {
    tables::table(text)
}

#[cfg(not(any(feature = "cargo", feature = "pypi")))]
fn toml(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(any(feature = "cargo", feature = "pypi"))]
fn toml_error(text: &str) -> Option<ParseError> {
    crate::syntax::toml::view(text).err()
}

#[cfg(not(any(feature = "cargo", feature = "pypi")))]
fn toml_error(_: &str) -> Option<ParseError> {
    None
}

/// The text of a document of any kind, and what is odd about its bytes: as [`decode`] gives it,
/// but that XML is read in the encoding that it declares (Latin-1, UTF-16), and as Latin-1 what is
/// no UTF-8 of lines of Python's core metadata, in which old tools wrote them, of a
/// `pom.properties`, as Java reads it, and of a `MANIFEST.MF`, unless a line is only cut within a
/// character. All of it is found (`not-utf-8`).
///
/// ```
/// # #[cfg(feature = "pypi")] {
/// use pkgschema_convert::detect::text_of;
/// let bytes = b"Metadata-Version: 1.0\nName: a\nAuthor: Bj\xf6rn\n".to_vec();
/// let (text, findings) = text_of(bytes).unwrap();
/// assert!(text.ends_with("Author: Bj\u{f6}rn\n"));
/// assert_eq!(findings[0].code, "not-utf-8");
/// assert!(text_of(b"{\"name\": \"Bj\xf6rn\"}".to_vec()).is_err());
/// # }
/// ```
///
/// # Errors
/// As those of [`decode`].
pub fn text_of(bytes: Vec<u8>) -> Result<(String, Vec<Finding>), ParseError> {
    let older = match std::str::from_utf8(&bytes) {
        Ok(_) => None,
        Err(_) => older_xml(&bytes).or_else(|| older(&bytes)).or_else(|| older_archive(&bytes)),
    };
    older.map_or_else(|| decode(bytes), Ok)
}

#[cfg(feature = "maven")]
fn older_xml(bytes: &[u8]) -> Option<(String, Vec<Finding>)> {
    let (text, words) = crate::syntax::xml::encoding::text(bytes)?;
    xml(text.strip_prefix('\u{feff}').unwrap_or(&text).trim_start())?;
    let finding = Finding::new(Pointer::root(), "not-utf-8", Severity::Warning, words);
    Some((text, vec![finding]))
}

#[cfg(feature = "maven")]
fn older_archive(bytes: &[u8]) -> Option<(String, Vec<Finding>)> {
    let (text, words) = jvm::older(bytes)?;
    let finding = Finding::new(Pointer::root(), "not-utf-8", Severity::Warning, words);
    Some((text, vec![finding]))
}

#[cfg(not(feature = "maven"))]
fn older_xml(_: &[u8]) -> Option<(String, Vec<Finding>)> {
    None
}

#[cfg(not(feature = "maven"))]
fn older_archive(_: &[u8]) -> Option<(String, Vec<Finding>)> {
    None
}

#[cfg(feature = "pypi")]
fn older(bytes: &[u8]) -> Option<(String, Vec<Finding>)> {
    use crate::pypi::core_metadata::latin_1;
    let (text, broken) = latin_1::text(bytes);
    (detect(&text) == Some(DocumentKind::CoreMetadata)).then_some(())?;
    let words = format!("{} lines: {}", broken.len(), latin_1::WORDS);
    let finding = Finding::new(Pointer::root(), latin_1::CODE, Severity::Warning, words);
    Some((text, vec![finding]))
}

#[cfg(not(feature = "pypi"))]
fn older(_: &[u8]) -> Option<(String, Vec<Finding>)> {
    None
}
