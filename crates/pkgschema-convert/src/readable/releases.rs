//! Any document that tells of releases, told from its text.
//!
//! Invariant: what a document says of several releases is never taken for one of them.

use super::{RELEASES, Readable, Reading};
use crate::detect::{DocumentKind, identify};
use crate::format::Format;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::check;
use pkgschema::{ParseError, ParseErrorKind};

/// Reads a document that tells of releases: one of [`RELEASES`], a package's manifest or index
/// line, or a metadata record.
///
/// ```
/// use pkgschema_convert::readable::read_releases;
/// let packument = r#"{"name": "a", "time": {"1.0.0": "2026-05-01T10:00:00Z"},
///     "versions": {"1.0.0": {"name": "a", "version": "1.0.0"}}}"#;
/// let releases = read_releases(packument)?.value;
/// assert_eq!(releases[0].publish_times[0].time, "2026-05-01T10:00:00Z");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
///
/// # Errors
/// If the text is no such document.
pub fn read_releases(text: &str) -> Result<Reading<Vec<PackageMetadata>>, ParseError> {
    let kind = identify(text)?;
    if kind == DocumentKind::PackageMetadata {
        let record = PackageMetadata::parse(text)?;
        let findings = check(&record);
        return Ok(Reading { value: vec![record], losses: Vec::new(), findings });
    }
    if let Some(format) = Readable::find(RELEASES, kind.as_str()) {
        return format.read(text);
    }
    let format = Format::find(kind.as_str()).ok_or_else(|| {
        let detail = format!("{} tells of no release", kind.as_str());
        ParseError::new(ParseErrorKind::NotThisDocument, detail, "")
    })?;
    let read = format.read(text)?;
    Ok(Reading { value: vec![read.record], losses: read.losses, findings: read.findings })
}
