//! Sources in `Cargo.lock`: `registry+URL`, `sparse+URL`, `git+URL?branch=…#COMMIT`.
//!
//! Invariant: text of no known kind stays as it is.

use crate::escapes;
use pkgschema::Text;
use pkgschema::metadata::{DependencySource, SourceKind};
use pkgschema::text::Link;
use std::borrow::Cow;

/// How every lock names crates.io, whichever way its index is fetched.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A source, taken apart.
#[derive(Debug)]
pub(super) enum Source<'t> {
    /// The ecosystem's usual registry.
    Usual,
    /// Another registry, by its index.
    Registry(&'t str),
    /// A git repository.
    Git(Git<'t>),
    /// A folder on the machine.
    Path(&'t str),
    /// None of these.
    Other(&'t str),
}

/// A git repository, and what of it.
#[derive(Debug, Default)]
pub(super) struct Git<'t> {
    url: Cow<'t, str>,
    branch: Option<Cow<'t, str>>,
    tag: Option<Cow<'t, str>>,
    /// What `Cargo.toml` asks for.
    rev: Option<Cow<'t, str>>,
    /// The commit that was chosen.
    commit: Option<&'t str>,
}

impl<'t> Source<'t> {
    /// Reads a source; `encoded` says whether its query is (version 4).
    pub(super) fn read(text: &'t str, encoded: bool) -> Self {
        let (kind, url) = text.split_once('+').unwrap_or(("", text));
        match kind {
            _ if text == CRATES_IO => Self::Usual,
            "registry" => Self::Registry(url),
            // the prefix is a part of the address by which Cargo knows such a registry
            "sparse" => Self::Registry(text),
            "git" => Self::Git(Git::read(url, encoded)),
            "path" => Self::Path(url),
            _ => Self::Other(text),
        }
    }

    /// Where a package comes from, if not from the usual registry.
    pub(super) fn to_record(&self) -> Option<DependencySource> {
        Some(match self {
            Self::Usual => return None,
            Self::Registry(index) => {
                let mut source = DependencySource::new(SourceKind::Registry);
                source.registry_index = Some(Link::from_document(*index));
                source
            }
            Self::Git(git) => git.to_record(),
            Self::Path(path) => {
                let mut source = DependencySource::new(SourceKind::Path);
                source.path = Some(Text::from(*path));
                source
            }
            Self::Other(text) => {
                let mut source = DependencySource::new(SourceKind::Tool);
                source.url = Some(Text::from(*text));
                source
            }
        })
    }

    /// What `Cargo.toml` asks for, where that is a revision and not the beginning of the commit
    /// that was chosen.
    pub(super) fn other_revision(&self) -> Option<&str> {
        let Self::Git(git) = self else { return None };
        let (rev, commit) = (git.rev.as_deref()?, git.commit?);
        (!commit.starts_with(rev)).then_some(rev)
    }
}

impl<'t> Git<'t> {
    fn read(url: &'t str, encoded: bool) -> Self {
        let (url, commit) = match url.split_once('#') {
            Some((url, commit)) => (url, Some(commit).filter(|commit| !commit.is_empty())),
            None => (url, None),
        };
        let (base, query) = url.split_once('?').unwrap_or((url, ""));
        let mut git = Self { url: Cow::Borrowed(base), commit, ..Self::default() };
        let mut others = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = if encoded { decoded(value) } else { Cow::Borrowed(value) };
            match name {
                // the older name
                "branch" | "ref" => git.branch = Some(value),
                "tag" => git.tag = Some(value),
                "rev" => git.rev = Some(value),
                _ => others.push(pair),
            }
        }
        if !others.is_empty() {
            git.url = Cow::Owned(format!("{base}?{}", others.join("&")));
        }
        git
    }

    fn to_record(&self) -> DependencySource {
        let text = |value: &Option<Cow<'_, str>>| value.as_deref().map(Text::from);
        let mut source = DependencySource::new(SourceKind::Git);
        source.url = Some(Text::from(&*self.url));
        source.branch = text(&self.branch);
        source.tag = text(&self.tag);
        source.revision = self.commit.map(Text::from).or_else(|| text(&self.rev));
        source
    }
}

/// The source without the commit: what tells it from another one.
pub(super) fn without_commit(text: &str) -> &str {
    text.split_once('#').map_or(text, |(source, _)| source)
}

/// A value of a query, decoded as forms are (URL standard, `application/x-www-form-urlencoded`);
/// as it is, if that is no text.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains(['%', '+']) {
        return Cow::Borrowed(value);
    }
    let text = String::from_utf8(escapes::octets(&value.replace('+', " ")));
    text.map_or(Cow::Borrowed(value), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries() {
        let cases = [
            ("git+https://g.example/a?branch=b%2Fc+d#12", true, "b/c d"),
            ("git+https://g.example/a?branch=b%2Fc+d#12", false, "b%2Fc+d"),
            ("git+https://g.example/a?ref=x", true, "x"),
            ("git+https://g.example/a?branch=%", true, "%"),
            ("git+https://g.example/a?branch=%ff", true, "%ff"),
            ("git+https://g.example/a?branch=%é", true, "%é"),
        ];
        for (text, encoded, branch) in cases {
            let source = Source::read(text, encoded).to_record().unwrap();
            assert_eq!(source.branch.as_deref(), Some(branch), "{text}");
            assert_eq!(source.url.as_deref(), Some("https://g.example/a"), "{text}");
        }
        let source = Source::read("git+https://g.example/a?x=1&tag=v1#", true).to_record().unwrap();
        assert_eq!(source.url.as_deref(), Some("https://g.example/a?x=1"));
        assert_eq!((source.tag.as_deref(), source.revision), (Some("v1"), None));
    }
}
