//! Which document of Maven's repositories and of Java archives is this?
//!
//! Invariant: a text is told by what only the document has; the name of an element or of a field
//! that others have too does not decide.

use super::DocumentKind;
use super::markup::root;
use crate::Document;
use crate::maven::{MavenMetadata, PomProperties};
use crate::syntax::jar_manifest::mended;

/// The attribute that every manifest has, nearly always first.
const VERSION: &str = "manifest-version";

/// XML, by its root element and what stands in it.
pub(super) fn xml(text: &str) -> Option<DocumentKind> {
    let is_metadata = || MavenMetadata::parse(text).is_ok_and(|it| it.is_certain());
    match root(text)? {
        "project" => Some(DocumentKind::Pom),
        "metadata" if is_metadata() => Some(DocumentKind::MavenMetadata),
        _ => None,
    }
}

/// What stands in a Java archive beside its classes.
pub(super) fn of_archive(text: &str) -> Option<DocumentKind> {
    if is_manifest(text) {
        return Some(DocumentKind::JarManifest);
    }
    let named = ["groupId", "artifactId", "version"].into_iter().all(|name| text.contains(name));
    let is_certain = || PomProperties::parse(text).is_ok_and(|it| it.is_certain());
    (named && is_certain()).then_some(DocumentKind::PomProperties)
}

/// Whether the fields that begin the text say which version of manifests they follow.
fn is_manifest(text: &str) -> bool {
    let name = |line: &str| line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
    let is_field = |line: &&str| {
        let named = name(line).is_some_and(|name| !name.contains(' '));
        named || line.starts_with(' ')
    };
    let fields = text.lines().take_while(is_field);
    fields.filter_map(name).any(|name| name == VERSION)
}

/// The text of a file in an archive whose bytes are no UTF-8, and what is odd about them.
pub(super) fn older(bytes: &[u8]) -> Option<(String, &'static str)> {
    let kind = |text: &str| of_archive(text.trim_start());
    let mended = mended(bytes).filter(|text| kind(text) == Some(DocumentKind::JarManifest));
    if let Some(text) = mended {
        return Some((text, "lines are cut within a character, as older tools did"));
    }
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let words = match kind(&text)? {
        DocumentKind::PomProperties => "the text is Latin-1, as Java reads it",
        _ => "not UTF-8, as it should be, and read as Latin-1",
    };
    Some((text, words))
}
