//! Where a package was taken from.
//!
//! Invariant: a host is never asked whether it is a registry; the layout of the path tells.

use crate::npm::places;
use crate::npm::version_manifest::{file_name, sri};
use pkgschema::Text;
use pkgschema::identity::{Artifact, ArtifactKind, Digest};
use pkgschema::metadata::{DependencySource, SourceKind};
use pkgschema::text::Link;

/// What separates name and file at a registry.
const AT_REGISTRY: &str = "/-/";

/// The place, if it is no registry's.
pub(super) fn source(resolved: &str) -> Option<DependencySource> {
    let source = places::source(resolved)?;
    let plain = matches!(source.kind, SourceKind::Tag)
        || (source.kind == SourceKind::Url && is_at_registry(resolved));
    (!plain).then_some(source)
}

/// Whether an address is laid out as registries do.
pub(super) fn is_at_registry(url: &str) -> bool {
    let address = url.split(['?', '#']).next().unwrap_or(url);
    let path = address.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let by_download = path.is_some_and(|(_, path)| path.starts_with("download/"));
    is_web(url) && (address.contains(AT_REGISTRY) || by_download)
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"].into_iter().any(|scheme| url.starts_with(scheme))
}

/// The file that was taken, with its digests.
pub(super) fn artifact(resolved: Option<&str>, integrity: Option<&str>) -> Option<Artifact> {
    let mut artifact = Artifact::default();
    if let Some(resolved) = resolved {
        let is_git = places::source(resolved).is_some_and(|it| it.kind == SourceKind::Git);
        if is_web(resolved) && !is_git {
            artifact.url = Some(Link::from_document(resolved));
            artifact.filename = file_name(resolved).map(Text::from);
        } else if let Some(path) = resolved.strip_prefix("file:") {
            artifact.filename = path.rsplit('/').next().map(Text::from);
        }
    }
    let digests = integrity.map(digests).unwrap_or_default();
    if !digests.is_empty() {
        artifact.digests = Some(digests.into_iter().collect());
    }
    if artifact == Artifact::default() {
        return None;
    }
    artifact.kind = Some(ArtifactKind::Tarball);
    Some(artifact)
}

/// The digests of an `integrity`. Of several of one algorithm any may match, so that none of them
/// is *the* digest.
fn digests(integrity: &str) -> Vec<Digest> {
    let all = sri(integrity).0;
    let twice = |digest: &Digest| {
        let mut same = all.iter().take(MOST).filter(|it| it.algorithm() == digest.algorithm());
        same.any(|it| it != digest)
    };
    all.iter().take(MOST).filter(|digest| !twice(digest)).cloned().collect()
}

/// How many hashes of one `integrity` are looked at; npm writes one.
const MOST: usize = 16;

/// What a registry's address says of the package: its name, if that stands there, and the file
/// without its ending.
pub(super) fn told(url: &str) -> Option<(Option<&str>, &str)> {
    let (path, file) = is_web(url).then(|| url.split_once(AT_REGISTRY))??;
    let file = file.split(['?', '#']).next()?.rsplit('/').next()?;
    let stem = file.strip_suffix(".tgz").or_else(|| file.strip_suffix(".tar.gz"))?;
    let (_, path) = path.split_once("://")?;
    let mut parts = path.rsplit('/');
    let last = parts.next()?;
    let name = match parts.next().filter(|scope| scope.starts_with('@')) {
        Some(scope) => path.get(path.len().checked_sub(scope.len() + 1 + last.len())?..),
        None => Some(last),
    };
    Some((name.filter(|name| !name.contains('%') && path.contains('/') && !name.is_empty()), stem))
}
