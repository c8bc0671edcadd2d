//! Where a package is from: `git+https://host.example/a.git@v1#folder`, or the address of a file.
//!
//! Source: SPDX 2.3, clause 7.7.
//!
//! Invariant: a location of a repository is written only where the kind of version control is
//! known.

use crate::places;
use pkgschema::Text;
use pkgschema::metadata::Repository;
use pkgschema::text::Link;

/// The kinds of version control that locations begin with.
const KINDS: [&str; 4] = ["git", "hg", "svn", "bzr"];

/// A location that is read.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Location {
    Repository(Box<Repository>),
    File(Link),
}

/// The location that a text names.
pub(super) fn read(text: &str) -> Option<Location> {
    let Some((kind, address)) = kind(text) else {
        let link = Link::from_document(text);
        let of_web = matches!(link.scheme(), Some("http" | "https" | "ftp"));
        return of_web.then_some(Location::File(link));
    };
    let (address, folder) = match address.split_once('#') {
        Some((address, folder)) => (address, Some(folder)),
        None => (address, None),
    };
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = host + address.get(host..)?.find('/').unwrap_or(0);
    let (before, behind) = address.split_at_checked(path)?;
    let (url, revision) = match behind.rsplit_once('@') {
        Some((behind, revision)) if !revision.is_empty() => {
            (format!("{before}{behind}"), Some(revision))
        }
        _ => (address.to_owned(), None),
    };
    let mut repository = places::repository(&url);
    repository.kind = Some(Text::from_static(kind));
    repository.revision = revision.map(Text::from);
    repository.directory = folder.filter(|folder| !folder.is_empty()).map(Text::from);
    let is_address = repository.url.as_ref().is_some_and(Link::is_well_formed);
    is_address.then(|| Location::Repository(Box::new(repository)))
}

/// The kind of version control, and the address behind it.
fn kind(text: &str) -> Option<(&'static str, &str)> {
    if text.starts_with("git://") {
        return Some(("git", text));
    }
    let (scheme, rest) = text.split_once('+')?;
    KINDS.into_iter().find(|kind| *kind == scheme).map(|kind| (kind, rest))
}

/// The location of a repository, and whether its kind follows from the address alone.
pub(super) fn write(repository: &Repository) -> Option<(String, bool)> {
    let url = repository.url.as_ref().filter(|url| url.is_well_formed())?.as_str();
    let whole = places::npm_url(url);
    let is_known = whole != url;
    let kind = match repository.kind.as_deref() {
        Some(kind) => KINDS.into_iter().find(|known| *known == kind)?,
        None => is_known.then_some("git")?,
    };
    let plain = whole.strip_prefix("git+").unwrap_or(&whole);
    let mut text = format!("{kind}+{plain}");
    for (mark, part) in [('@', &repository.revision), ('#', &repository.directory)] {
        if let Some(part) = part {
            text.push(mark);
            text.push_str(part);
        }
    }
    let odd = |c: char| c.is_whitespace() || c.is_control();
    let comes_back = match read(&text) {
        Some(Location::Repository(read)) => {
            let Repository { url, revision, directory, .. } = &*read;
            *url == repository.url
                && *revision == repository.revision
                && *directory == repository.directory
        }
        _ => false,
    };
    (comes_back && !text.contains(odd)).then_some((text, repository.kind.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_come_back() {
        for text in [
            "git+https://github.com/o/n.git@v1#a/b",
            "hg+https://hg.example/a",
            "git+ssh://git@git.example/a.git",
            "git+https://git.example/a.git#folder",
        ] {
            let Some(Location::Repository(read)) = read(text) else { panic!("{text}") };
            assert_eq!(write(&read).map(|it| it.0).as_deref(), Some(text));
        }
        assert!(matches!(read("https://files.example/a.tgz"), Some(Location::File(_))));
        for text in ["NONE", "NOASSERTION", "", "a b", "git+", "file:a"] {
            assert_eq!(read(text), None, "{text}");
        }
        let mut alone = Repository::default();
        alone.url = Some(Link::from_document("https://git.example/a"));
        assert_eq!(write(&alone), None, "nobody says that it is git");
    }
}
