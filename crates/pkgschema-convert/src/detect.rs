//! Which document is this text?
//!
//! Invariant: the answer comes from the text alone, never from a file's name.

use pkgschema::metadata::PackageMetadata;
use pkgschema::object::raw;
use pkgschema::{ParseError, ParseErrorKind};
use serde_json::value::RawValue;
use std::borrow::Cow;

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
    /// A `PackageMetadata` record.
    PackageMetadata,
    /// A takedown notice.
    TakedownNotice,
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
            Self::GhsaRest => "GitHub advisory (REST)",
            Self::GhsaGraphql => "GitHub advisory (GraphQL)",
            Self::Cve => "CVE record",
            Self::Csaf => "CSAF document",
            Self::OpenVex => "OpenVEX document",
            Self::CycloneDx => "CycloneDX document",
            Self::PackageMetadata => "package metadata record",
            Self::TakedownNotice => "takedown notice",
        }
    }
}

/// Members of which a `package.json` has at least one.
const NPM: [&str; 9] = [
    "name",
    "version",
    "dependencies",
    "devDependencies",
    "peerDependencies",
    "private",
    "scripts",
    "main",
    "exports",
];

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
    match body.as_bytes().first()? {
        b'{' => json(body),
        b'[' => array(body).or_else(|| toml(body)),
        b'`' => body.starts_with("```toml").then_some(DocumentKind::Rustsec),
        _ => toml(body).or_else(|| yaml(body)),
    }
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
/// JSON nor TOML, [`NotThisDocument`](ParseErrorKind::NotThisDocument) if it is one of them and
/// no known document.
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
    let json = PackageMetadata::parse(text).err();
    let is_json = json.as_ref().is_some_and(|it| it.kind() == ParseErrorKind::NotThisDocument);
    let error = if is_json || body.starts_with('{') { json } else { toml_error(text) };
    let broken = error.filter(|error| error.kind() != ParseErrorKind::NotThisDocument);
    broken.unwrap_or_else(|| {
        ParseError::new(ParseErrorKind::NotThisDocument, "no document that is known here", body)
    })
}

fn json(text: &str) -> Option<DocumentKind> {
    let root: &RawValue = serde_json::from_str(text).ok()?;
    object(root)
}

fn object(root: &RawValue) -> Option<DocumentKind> {
    let members = raw::members(root)?;
    let has = |name: &str| members.iter().any(|(key, _)| key == name);
    if has("schemaVersion") && has("ecosystem") {
        Some(DocumentKind::PackageMetadata)
    } else if has("schemaVersion") && has("noticeType") {
        Some(DocumentKind::TakedownNotice)
    } else if let Some(kind) = vulnerabilities(&members) {
        Some(kind)
    } else if has("id") && OSV.into_iter().any(has) {
        Some(DocumentKind::Advisory)
    } else if NPM.into_iter().any(has) {
        Some(DocumentKind::PackageJson)
    } else {
        is_audit(&members).then_some(DocumentKind::NpmAudit)
    }
}

/// Documents about vulnerabilities that say what they are.
fn vulnerabilities(members: &[(Cow<'_, str>, &RawValue)]) -> Option<DocumentKind> {
    let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let is = |name: &str, text: &str| get(name).and_then(raw::string).is_some_and(|it| it == text);
    let has = |name: &str| get(name).is_some();
    let within = |name: &str, member: &str| {
        let members = get(name).and_then(raw::members).unwrap_or_default();
        members.iter().any(|(key, _)| key == member)
    };
    let openvex = || {
        let context = get("@context").map(|context| context.get()).unwrap_or_default();
        context.contains("openvex")
    };
    Some(match () {
        () if has("ghsa_id") => DocumentKind::GhsaRest,
        () if has("ghsaId") => DocumentKind::GhsaGraphql,
        () if is("dataType", "CVE_RECORD") || has("cveMetadata") && has("containers") => {
            DocumentKind::Cve
        }
        () if within("document", "csaf_version") => DocumentKind::Csaf,
        () if openvex() => DocumentKind::OpenVex,
        () if is("bomFormat", "CycloneDX") => DocumentKind::CycloneDx,
        () if has("info") && has("vulnerabilities") => DocumentKind::PypiJson,
        () => return None,
    })
}

/// Whether the first member is a package with advisories.
fn is_audit(members: &[(Cow<'_, str>, &RawValue)]) -> bool {
    let first = members.first().and_then(|(_, value)| raw::elements(value)?.into_iter().next());
    let members = first.and_then(raw::members).unwrap_or_default();
    members.iter().any(|(key, _)| key == "vulnerable_versions")
}

/// Arrays of advisories.
fn array(text: &str) -> Option<DocumentKind> {
    let root: &RawValue = serde_json::from_str(text).ok()?;
    let first = raw::elements(root)?.into_iter().next()?;
    object(first).filter(|it| matches!(it, DocumentKind::Advisory | DocumentKind::GhsaRest))
}

/// An OSV document in YAML: members of it at the beginning of lines.
fn yaml(text: &str) -> Option<DocumentKind> {
    let has = |name: &str| {
        let stated = |line: &str| line.strip_prefix(name).is_some_and(|it| it.starts_with(':'));
        text.lines().any(stated)
    };
    (has("id") && OSV.into_iter().any(has)).then_some(DocumentKind::AdvisoryYaml)
}

#[cfg(feature = "cargo")]
fn toml(text: &str) -> Option<DocumentKind> {
    let table = crate::syntax::toml::table(text).ok()?;
    let is_table = |name: &str| table.get(name).is_some_and(toml::Value::is_table);
    let cargo = is_table("package") || is_table("workspace");
    // The older [project] is Python's, unless keys follow that only Cargo has.
    let old = is_table("project") && !is_table("build-system") && is_table("dependencies");
    let advisory = table.get("advisory").and_then(toml::Value::as_table);
    let rustsec = advisory.is_some_and(|it| it.contains_key("id") && it.contains_key("package"));
    let kind = if rustsec { DocumentKind::Rustsec } else { DocumentKind::CargoManifest };
    (cargo || old || rustsec).then_some(kind)
}

#[cfg(not(feature = "cargo"))]
fn toml(_: &str) -> Option<DocumentKind> {
    None
}

#[cfg(feature = "cargo")]
fn toml_error(text: &str) -> Option<ParseError> {
    crate::syntax::toml::view(text).err()
}

#[cfg(not(feature = "cargo"))]
fn toml_error(_: &str) -> Option<ParseError> {
    None
}
