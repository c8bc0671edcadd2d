//! Which XML document is this?
//!
//! Invariant: only the root element decides, whatever stands in it.

use super::DocumentKind;

pub(super) fn kind(text: &str) -> Option<DocumentKind> {
    match root(text)? {
        "project" => Some(DocumentKind::Pom),
        _ => None,
    }
}

/// The name of the first element, behind the declaration, instructions and comments.
fn root(text: &str) -> Option<&str> {
    let mut rest = text.trim_start();
    loop {
        let (end, inner) = if let Some(inner) = rest.strip_prefix("<?") {
            ("?>", inner)
        } else if let Some(inner) = rest.strip_prefix("<!--") {
            ("-->", inner)
        } else {
            break;
        };
        rest = inner.split_once(end)?.1.trim_start();
    }
    let tag = rest.strip_prefix('<')?;
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
    tag.get(..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots() {
        for (text, expected) in [
            ("<project/>", Some("project")),
            ("<?xml version='1.0'?>\n<!-- <a> -->\n<project xmlns='x'>", Some("project")),
            ("<?xml", None),
            ("<!-- ", None),
            ("<html>", Some("html")),
        ] {
            assert_eq!(root(text), expected, "{text}");
        }
    }
}
