//! Which document is this text?
//!
//! Invariant: the answer comes from the text alone, never from a file's name.

use pkgschema::metadata::PackageMetadata;
use pkgschema::object::raw;
use pkgschema::{ParseError, ParseErrorKind};
use serde_json::value::RawValue;

/// A document that can be told from its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DocumentKind {
    /// npm `package.json`.
    PackageJson,
    /// crates.io `Cargo.toml`.
    CargoManifest,
    /// An advisory in OSV's JSON.
    Advisory,
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
    if body.starts_with('{') { json(body) } else { toml(body) }
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
    let members = raw::members(root)?;
    let has = |name: &str| members.iter().any(|(key, _)| key == name);
    if has("schemaVersion") && has("ecosystem") {
        Some(DocumentKind::PackageMetadata)
    } else if has("schemaVersion") && has("noticeType") {
        Some(DocumentKind::TakedownNotice)
    } else if has("id") && OSV.into_iter().any(has) {
        Some(DocumentKind::Advisory)
    } else {
        NPM.into_iter().any(has).then_some(DocumentKind::PackageJson)
    }
}

#[cfg(feature = "cargo")]
fn toml(text: &str) -> Option<DocumentKind> {
    let table = crate::syntax::toml::table(text).ok()?;
    let is_table = |name: &str| table.get(name).is_some_and(toml::Value::is_table);
    let cargo = is_table("package") || is_table("workspace");
    // The older [project] is Python's, unless keys follow that only Cargo has.
    let old = is_table("project") && !is_table("build-system") && is_table("dependencies");
    (cargo || old).then_some(DocumentKind::CargoManifest)
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
