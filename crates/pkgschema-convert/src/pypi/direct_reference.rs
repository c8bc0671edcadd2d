//! Direct references: where a requirement names an address instead of a version.
//!
//! | address | source |
//! |---|---|
//! | `https://files.example/a.zip#subdirectory=b` | an address, and a folder in the archive |
//! | `git+https://git.example/a@v1#subdirectory=b` | a repository, a revision, and a folder |
//! | `file:///srv/a.zip` | a path |
//!
//! Source: the packaging specifications, "Version specifiers", "Direct references" (PEP 440); what
//! stands behind `@` and `#`, by pip's documentation ("VCS Support").
//!
//! Invariant: what is written is read back as the same source.

use pkgschema::Text;
use pkgschema::metadata::{DependencySource, SourceKind};
use std::borrow::Cow;

/// Systems of version control that pip knows.
const SYSTEMS: [&str; 4] = ["git", "hg", "svn", "bzr"];

/// What stands behind `#` before the folder.
const FOLDER: &str = "subdirectory";

/// An address as a source. The name behind `#egg=`, which the requirement has, falls away; so
/// does whatever else stands behind `#` of a repository.
pub(super) fn source(url: &str) -> DependencySource {
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme).to_ascii_lowercase();
    if let Some(system) = vcs(&scheme) {
        return repository(system, url.get(system.len() + 1..).unwrap_or(url));
    }
    match scheme.as_str() {
        "git" => repository("git", url),
        "file" => {
            let path = without_fragment(url).get("file:".len()..).unwrap_or_default();
            let mut source = DependencySource::new(SourceKind::Path);
            source.path = Some(path.strip_prefix("//").unwrap_or(path).into());
            source
        }
        _ => {
            let mut source = DependencySource::new(SourceKind::Url);
            source.url = Some(without_parts(url, &["egg", FOLDER]).into());
            source.path = fragment(url, FOLDER).map(Text::from);
            source
        }
    }
}

/// A repository. In its path, `@` stands before a commit, a branch or a tag.
fn repository(system: &str, url: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::from(system));
    let plain = without_fragment(url);
    let path = plain.split_once("://").and_then(|(_, behind)| Some(behind.split_once('/')?.1));
    let revision = path.filter(|path| !path.contains('?')).and_then(|path| path.rsplit_once('@'));
    let revision = revision.map(|(_, revision)| revision).filter(|revision| !revision.is_empty());
    let address = revision.and_then(|it| plain.strip_suffix(it)?.strip_suffix('@'));
    source.url = Some(address.unwrap_or(plain).into());
    source.revision = revision.map(Text::from);
    source.path = fragment(url, FOLDER).map(Text::from);
    source
}

/// The address of a source; `None` for one that no requirement can name.
pub(super) fn address(of: &DependencySource) -> Option<String> {
    let mut wanted = of.clone();
    let names = [of.revision.as_ref(), wanted.tag.take().as_ref(), wanted.branch.take().as_ref()]
        .into_iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>();
    // pip asks for a branch or tag as it asks for a commit
    wanted.revision = names.first().filter(|_| names.len() == 1).cloned();
    let (url, path) = (of.url.as_deref(), of.path.as_deref());
    let mut text = match &of.kind {
        SourceKind::Path => {
            let path = path.filter(|path| path.starts_with('/'))?;
            return Some(["file://", path].concat()).filter(|text| reads_as(text, of));
        }
        SourceKind::Url => url?.to_owned(),
        system => [system.as_str(), "+", url?].concat(),
    };
    if let Some(name) = &wanted.revision {
        text.extend(["@", name]);
    }
    if let Some(path) = path {
        let before = if text.contains('#') { "&" } else { "#" };
        text.extend([before, FOLDER, "=", path]);
    }
    Some(text).filter(|text| names.len() < 2 && reads_as(text, &wanted))
}

fn reads_as(text: &str, wanted: &DependencySource) -> bool {
    source(text) == *wanted
}

/// The system of version control in the scheme of an address: what stands before `+`.
pub(super) fn vcs(scheme: &str) -> Option<&str> {
    let (system, transport) = scheme.split_once('+')?;
    let plain = transport.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain && SYSTEMS.contains(&system)).then_some(system)
}

/// A value in what stands behind `#`: `name=value`, with `&` between several.
pub(super) fn fragment<'t>(url: &'t str, name: &str) -> Option<&'t str> {
    let (_, fragment) = url.split_once('#')?;
    let mut pairs = fragment.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// The address without what stands behind `#` by these names.
pub(super) fn without_parts<'t>(url: &'t str, names: &[&str]) -> Cow<'t, str> {
    let Some((plain, fragment)) = url.split_once('#') else { return url.into() };
    let named = |part: &&str| part.split_once('=').is_some_and(|(name, _)| names.contains(&name));
    if !fragment.split('&').any(|part| named(&part)) {
        return url.into();
    }
    let others: Vec<&str> = fragment.split('&').filter(|part| !named(part)).collect();
    match others.is_empty() {
        true => plain.into(),
        false => [plain, "#", &others.join("&")].concat().into(),
    }
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(plain, _)| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> [String; 4] {
        let DependencySource { kind, url, revision, path, .. } = source(url);
        let text = |text: Option<Text>| text.map(String::from).unwrap_or_default();
        [kind.as_str().to_owned(), text(url), text(revision), text(path)]
    }

    #[test]
    fn sources_of_addresses() {
        for (url, expected) in [
            (
                "git+https://git.example/a@v1#egg=a&subdirectory=b",
                ["git", "https://git.example/a", "v1", "b"],
            ),
            ("git+ssh://git@git.example/a", ["git", "ssh://git@git.example/a", "", ""]),
            ("GIT+file:///a@b/c@d", ["git", "file:///a@b/c", "d", ""]),
            ("git+https://me@git.example", ["git", "https://me@git.example", "", ""]),
            ("git+https://git.example/a@", ["git", "https://git.example/a@", "", ""]),
            ("git://git.example/a", ["git", "git://git.example/a", "", ""]),
            ("hg+http://hg.example/a", ["hg", "http://hg.example/a", "", ""]),
            ("x+http://x.example/a@1", ["url", "x+http://x.example/a@1", "", ""]),
            ("file:///srv/a#egg=a", ["path", "", "", "/srv/a"]),
            ("file:a", ["path", "", "", "a"]),
            (
                "https://h.example/a.zip#sha256=00&egg=a&subdirectory=b",
                ["url", "https://h.example/a.zip#sha256=00", "", "b"],
            ),
            ("https://h.example/a.zip#egg=a", ["url", "https://h.example/a.zip", "", ""]),
            ("https://h.example/a.zip#", ["url", "https://h.example/a.zip#", "", ""]),
        ] {
            assert_eq!(parts(url), expected, "{url}");
        }
    }

    #[test]
    fn sources_come_back() {
        for url in [
            "git+https://git.example/a@v1#subdirectory=b",
            "git+ssh://git@git.example/a",
            "svn+http://svn.example/a@2019",
            "file:///srv/a",
            "https://h.example/a.zip#sha256=00&subdirectory=b",
            "https://h.example/a.zip",
        ] {
            assert_eq!(address(&source(url)).as_deref(), Some(url));
        }
        let mut tagged = source("git+https://git.example/a");
        tagged.tag = Some("v1".into());
        assert_eq!(address(&tagged).as_deref(), Some("git+https://git.example/a@v1"));
        tagged.branch = Some("main".into());
        assert_eq!(address(&tagged), None);
    }

    #[test]
    fn what_would_be_read_as_another_source_is_not_written() {
        let mut relative = DependencySource::new(SourceKind::Path);
        relative.path = Some("file:///a".into());
        assert_eq!(address(&relative), None);
        relative.path = Some("/a#b".into());
        assert_eq!(address(&relative), None);
        let mut git = DependencySource::new(SourceKind::Git);
        git.url = Some("git@git.example:a".into());
        assert_eq!(address(&git), None);
        git.url = Some("https://git.example/a@b".into());
        assert_eq!(address(&git), None);
        let tool = DependencySource::new(SourceKind::Tool);
        assert_eq!(address(&tool), None);
    }
}
