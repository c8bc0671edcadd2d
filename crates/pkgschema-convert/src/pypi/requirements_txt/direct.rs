//! What a requirement in a file means: a requirement of PEP 508, or an address or path that may
//! tell no name.
//!
//! Invariant: whether a file or folder is there is never asked; the text alone tells.

use crate::pypi::direct_reference::{self, fragment, vcs, without_parts};
use crate::pypi::requirement::Requirement;
use crate::pypi::{FileName, places};
use pkgschema::Text;
use pkgschema::identity::{Digest, DigestAlgorithm};
use pkgschema::metadata::{DependencySource, SourceKind};

/// What a requirement means.
pub(super) enum Meant<'t> {
    /// A requirement of PEP 508.
    Named(Box<Requirement>),
    /// An address or a path.
    Direct(Direct<'t>),
    /// Neither.
    Nothing,
}

/// An address or a path.
pub(super) struct Direct<'t> {
    /// The address or path, without extras and condition.
    pub(super) place: &'t str,
    is_url: bool,
    /// The extras in brackets.
    pub(super) extras: Option<&'t str>,
    /// The condition.
    pub(super) marker: Option<&'t str>,
}

/// Endings of files that pip installs.
const ARCHIVES: [&str; 11] = [
    ".whl",
    ".zip",
    ".tar.gz",
    ".tgz",
    ".tar",
    ".tar.bz2",
    ".tbz",
    ".tar.xz",
    ".txz",
    ".tlz",
    ".tar.lzma",
];

/// What a text means.
pub(super) fn meant(text: &str, editable: bool) -> Meant<'_> {
    let direct = Direct::of(text);
    let named = || Requirement::parse(text).ok().map(Box::new).map(Meant::Named);
    let by_name = match direct.is_url || direct.is_archive() {
        true => None,
        false => named().filter(|it| {
            // `-e` takes a requirement with an address, or a path
            let Meant::Named(requirement) = it else { return false };
            !editable || requirement.url().is_some()
        }),
    };
    match by_name {
        Some(named) => named,
        None if direct.is_url || direct.is_archive() || looks_like_path(direct.place) => {
            Meant::Direct(direct)
        }
        None if editable && !direct.place.contains([' ', '@', ';', '=']) => Meant::Direct(direct),
        None => Meant::Nothing,
    }
}

fn looks_like_path(text: &str) -> bool {
    // an address in angle brackets or with a scheme that nobody knows is none
    let other = text.split_once("://").is_some() || text.starts_with('<');
    !other && !text.contains(" @ ") && (text.contains(['/', '\\']) || text.starts_with('.'))
}

impl<'t> Direct<'t> {
    /// Whether it is the project's own folder.
    pub(super) fn is_own(&self) -> bool {
        matches!(self.place, "." | "./")
    }

    fn of(text: &'t str) -> Self {
        let is_url = is_url(text);
        let separator = if is_url { "; " } else { ";" };
        let (place, marker) = match text.split_once(separator) {
            Some((place, marker)) => (place.trim(), Some(marker.trim())),
            None => (text, None),
        };
        let (place, extras) = match is_url {
            true => (place, None),
            false => without_extras(place),
        };
        Self { place, is_url, extras, marker: marker.filter(|marker| !marker.is_empty()) }
    }

    fn is_archive(&self) -> bool {
        let lower = self.place.to_ascii_lowercase();
        let ends = ARCHIVES.iter().any(|ending| lower.ends_with(ending));
        let named = self.place.split_once('@').is_some_and(|(name, _)| !looks_like_path(name));
        ends && !named && !lower.contains("://")
    }

    /// Whether it is an address or a file, not just any path.
    pub(super) fn is_file(&self) -> bool {
        self.is_url || self.is_archive()
    }

    /// The address or path as a source.
    pub(super) fn source(&self) -> DependencySource {
        match self.is_url {
            true => source(self.place),
            false => {
                let mut source = DependencySource::new(SourceKind::Path);
                source.path = Some(Text::from(self.place));
                source
            }
        }
    }

    /// The name of the file, if it can be one that pip installs.
    pub(super) fn file_name(&self) -> Option<FileName> {
        let name = match self.is_url {
            true => places::name_in_url(self.place)?,
            false => places::name_in_path(self.place)?.into(),
        };
        FileName::parse(&name).ok()
    }

    /// The package's name: a wheel's is certain, the one behind `#egg=` is what pip goes by.
    pub(super) fn name(&self) -> Option<Text> {
        if let Some(FileName::Wheel(wheel)) = self.file_name() {
            return Some(wheel.name().into());
        }
        let egg = self.is_url.then(|| fragment(self.place, "egg")).flatten()?;
        let name = egg.split('[').next().unwrap_or(egg);
        Requirement::parse(name).is_ok().then(|| name.into())
    }

    /// Whether it is an address.
    pub(super) fn is_url(&self) -> bool {
        self.is_url
    }
}

/// Whether a text is an address that pip knows: of a file, or of a repository.
fn is_url(text: &str) -> bool {
    let Some((scheme, _)) = text.split_once(':') else { return false };
    let scheme = scheme.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "file" | "ftp") || vcs(&scheme).is_some()
}

/// The path before extras in brackets, and the extras.
fn without_extras(path: &str) -> (&str, Option<&str>) {
    let inner = path.strip_suffix(']').and_then(|path| path.rsplit_once('['));
    match inner {
        Some((before, extras)) if !before.is_empty() && !extras.is_empty() => {
            (before.trim_end(), Some(extras))
        }
        _ => (path, None),
    }
}

/// The digest that an address ends in, as `#sha256=…`.
pub(super) fn digest(url: &str) -> Option<Digest> {
    let algorithms = [
        DigestAlgorithm::Sha256,
        DigestAlgorithm::Sha384,
        DigestAlgorithm::Sha512,
        DigestAlgorithm::Sha1,
        DigestAlgorithm::Md5,
    ];
    let read = |algorithm: DigestAlgorithm| {
        Digest::from_hex(algorithm.clone(), fragment(url, algorithm.as_str())?).ok()
    };
    algorithms.into_iter().find_map(read)
}

/// An address as a source. The digest that it ends in is the file's.
pub(super) fn source(url: &str) -> DependencySource {
    let mut source = direct_reference::source(url);
    if let Some(digest) = digest(url) {
        let name = digest.algorithm().as_str();
        source.url = source.url.map(|url| without_parts(&url, &[name]).into());
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requirements_paths_and_addresses() {
        let kind = |text: &str, editable| match meant(text, editable) {
            Meant::Named(named) => format!("named {}", named.name()),
            Meant::Direct(direct) => format!("direct {}", direct.place),
            Meant::Nothing => "nothing".to_owned(),
        };
        let cases = [
            ("attrs", "named attrs"),
            ("attrs @ https://files.example/attrs.zip", "named attrs"),
            ("attrs@https://files.example/attrs.zip ; os_name == 'x'", "named attrs"),
            ("attrs-1.0.tar.gz", "direct attrs-1.0.tar.gz"),
            ("./attrs[x] ; os_name == 'x'", "direct ./attrs"),
            (".", "direct ."),
            (
                "https://files.example/a;b.zip; os_name == 'x'",
                "direct https://files.example/a;b.zip",
            ),
            ("git+ssh://git@git.example/a@v1#egg=a", "direct git+ssh://git@git.example/a@v1#egg=a"),
            ("one two", "nothing"),
            ("gopher://files.example/a", "nothing"),
        ];
        for (text, expected) in cases {
            assert_eq!(kind(text, false), expected, "{text}");
        }
        assert_eq!(kind("attrs", true), "direct attrs");
        assert_eq!(kind("attrs @ git+https://git.example/a", true), "named attrs");
    }

    #[test]
    fn digests_are_of_the_file() {
        let digits = "0".repeat(64);
        let source = source(&format!("https://files.example/a#sha256={digits}&x=y"));
        assert_eq!(source.url.as_deref(), Some("https://files.example/a#x=y"));
        assert!(digest("https://files.example/a#sha256=00").is_none());
    }
}
