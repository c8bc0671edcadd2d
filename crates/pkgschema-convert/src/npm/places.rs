//! The places that values of `package.json` dependencies name.
//!
//! Invariant: a protocol that nobody knows is a tool's, never a range and never a repository.

use super::dependency_value::{DependencyKind, classify, committish};
use crate::places;
use pkgschema::Text;
use pkgschema::metadata::{DependencySource, SourceKind};

/// The place that a value names; nothing if it is a range.
pub(super) fn source(spec: &str) -> Option<DependencySource> {
    use DependencyKind as Kind;
    if is_plainly_a_range(spec) {
        return None;
    }
    let (kind, is_read_by_npm) = classify(spec);
    match kind {
        Kind::Version | Kind::Range => None,
        // an alias is told by its own name, and what is none names nothing
        Kind::Invalid if !spec.starts_with("npm:") => None,
        Kind::Tag => Some(DependencySource::new(SourceKind::Tag)),
        Kind::Git => Some(git(spec)),
        Kind::File | Kind::Directory | Kind::Link | Kind::Portal => Some(path(spec)),
        Kind::Remote if is_read_by_npm => {
            let mut source = DependencySource::new(SourceKind::Url);
            source.url = Some(Text::from(spec));
            Some(source)
        }
        Kind::Workspace => Some(DependencySource::new(SourceKind::Workspace)),
        _ => Some(DependencySource::new(SourceKind::Tool)),
    }
}

/// Whether a value can be neither a place nor a tag, without looking into it: most are ranges.
fn is_plainly_a_range(spec: &str) -> bool {
    let operator = spec.bytes().next().is_some_and(|byte| b"^<>=~".contains(&byte));
    let of_a_place = |byte: u8| matches!(byte, b'/' | b':');
    match operator {
        true => !spec.bytes().any(of_a_place) && !spec.ends_with(|c: char| c.is_ascii_alphabetic()),
        false => is_version(spec),
    }
}

/// Three numbers with dots between them.
fn is_version(spec: &str) -> bool {
    let (mut dots, mut digits) = (0, 0);
    for byte in spec.bytes() {
        match byte {
            b'.' if digits > 0 => (dots, digits) = (dots + 1, 0),
            b'0'..=b'9' if digits < 15 => digits += 1,
            _ => return false,
        }
    }
    dots == 2 && digits > 0
}

/// A folder or file, without the protocol before it.
fn path(spec: &str) -> DependencySource {
    let protocols = ["file:", "link:", "portal:"];
    let start = |protocol: &&&str| {
        spec.get(..protocol.len()).is_some_and(|start| start.eq_ignore_ascii_case(protocol))
    };
    let rest = protocols.iter().find(start).and_then(|protocol| spec.get(protocol.len()..));
    let path = rest.map_or(spec.trim(), |rest| rest.strip_prefix("//").unwrap_or(rest));
    let mut source = DependencySource::new(SourceKind::Path);
    source.path = Some(Text::from(path));
    source
}

/// The part before a `#`.
fn address(spec: &str) -> &str {
    spec.split_once('#').map_or(spec, |(address, _)| address)
}

/// A repository. Behind the `#` stand a commit, branch or tag, a range of tags (`semver:`), and
/// a folder (`path:`).
fn git(spec: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::Git);
    let url = places::repository(address(spec)).url;
    source.url = url.map(|url| Text::from(url.as_str()));
    for part in committish(spec).split("::").filter(|part| !part.is_empty()) {
        match part.split_once(':') {
            Some(("path", folder)) => source.path = Some(Text::from(folder)),
            // a range of tags, or a key that npm does not know either
            Some(_) => {}
            None => source.revision = Some(Text::from(part)),
        }
    }
    source
}
