//! Where the source of a project is kept, by POMs.
//!
//! Source: the POM reference, "SCM"; Maven SCM, "SCM URL Format": `scm:<provider><delimiter>…`,
//! with `:` or `|` between the parts.
//!
//! Invariant: the addresses of `scm:` notation are kept verbatim beside what is read from them.

use super::expressions::Expressions;
use super::pom::Scm;
use pkgschema::Text;
use pkgschema::metadata::Repository;
use pkgschema::text::Link;

/// The repository that a POM names.
pub(super) fn read(scm: &Scm, expressions: &Expressions<'_>) -> Option<Repository> {
    let mut repository = Repository::default();
    let connection = expressions.said(scm.connection.as_ref());
    let writing = expressions.said(scm.developer_connection.as_ref());
    let known = connection.as_deref().or(writing.as_deref()).and_then(parts);
    repository.kind = known.map(|(provider, _)| Text::from(provider));
    let url = expressions.said(scm.url.as_ref());
    repository.url = match (url, known) {
        (Some(url), _) => Some(Link::from_document(plain(&url))),
        (None, Some((_, address))) if address.contains("://") => Some(Link::from_document(address)),
        _ => None,
    };
    repository.revision = expressions.said(scm.tag.as_ref());
    (repository.connection, repository.developer_connection) = (connection, writing);
    (repository != Repository::default()).then_some(repository)
}

/// Whether the address for browsers is the one that a connection names.
pub(super) fn is_said_twice(scm: &Scm) -> bool {
    let connection = scm.connection.as_deref().or(scm.developer_connection.as_deref());
    let address = connection.and_then(parts).map(|(_, address)| address);
    scm.url.is_some() && address == scm.url.as_deref().map(plain)
}

/// Provider and address of `scm:` notation.
fn parts(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix("scm:")?;
    let (provider, address) = rest.split_once([':', '|'])?;
    let named = !provider.is_empty() && provider.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named.then_some((provider, address))
}

/// The address, without `scm:` notation, in which some POMs have it.
fn plain(url: &str) -> &str {
    parts(url).map_or(url, |(_, address)| address)
}

/// The repository of a record.
pub(super) fn write(repository: &Repository) -> Option<Scm> {
    let mut scm = Scm::default();
    scm.url = repository.url.as_ref().map(|url| url.as_str().into());
    scm.connection = repository.connection.clone();
    scm.developer_connection = repository.developer_connection.clone();
    scm.tag = repository.revision.clone();
    (scm != Scm::default()).then_some(scm)
}
