//! Which document of Maven's repositories and of Java archives is this?
//!
//! Invariant: a text is told by what only the document has; the name of an element or of a field
//! that others have too does not decide.

use super::DocumentKind;
use crate::Document;
use crate::maven::MavenMetadata;

/// XML, by its root element and what stands in it.
pub(super) fn xml(text: &str) -> Option<DocumentKind> {
    let is_metadata = root(text) == Some("metadata")
        && MavenMetadata::parse(text).is_ok_and(|it| it.is_certain());
    is_metadata.then_some(DocumentKind::MavenMetadata)
}

/// The name of the first element.
fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest.strip_prefix('<')? {
            comment if comment.starts_with("!--") => "-->",
            instruction if instruction.starts_with('?') => "?>",
            other => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
                return other.get(..other.find(ends)?).filter(|name| !name.starts_with('!'));
            }
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
}
