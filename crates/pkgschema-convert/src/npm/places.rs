//! The places that values of `package.json` dependencies name.
//!
//! The order of decisions is npm's: files, protocols, short names of repositories, files again,
//! and what is left comes from the registry. Protocols of other tools (Yarn, pnpm) are told apart
//! where npm would refuse them.
//!
//! Invariant: a protocol that nobody knows is a tool's, never a range and never a repository.

use crate::places;
use pkgschema::Text;
use pkgschema::metadata::{DependencySource, SourceKind};

/// Ends of the names of packed packages.
const ARCHIVES: [&str; 3] = [".tgz", ".tar.gz", ".tar"];

/// Hosts' short names, and what git is reached by.
const GIT: [&str; 7] = ["git", "ssh", "github", "gitlab", "bitbucket", "gist", "sourcehut"];

/// The place that a value names; nothing if it is a range.
pub(super) fn source(spec: &str) -> Option<DependencySource> {
    let spec = spec.trim();
    if is_plain_range(spec) {
        return None;
    }
    let ends_as_archive = || {
        let lower = spec.to_ascii_lowercase();
        ARCHIVES.iter().any(|end| lower.ends_with(end))
    };
    if spec.starts_with(['.', '/']) || spec.starts_with("~/") {
        Some(path(spec))
    } else if let Some((scheme, rest)) = protocol(spec) {
        Some(by_protocol(&scheme, rest, spec))
    } else if is_short_name(spec) || is_scp(spec) {
        Some(git(spec))
    } else if spec.contains('/') || ends_as_archive() {
        Some(path(spec))
    } else {
        is_tag(spec).then(|| DependencySource::new(SourceKind::Tag))
    }
}

/// Nothing but versions and operators, as nearly every value is.
fn is_plain_range(spec: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_digit() || b"^~<>=*|- .".contains(&byte);
    !spec.starts_with('.') && spec.bytes().all(fits)
}

/// The protocol in lower case, and what stands behind its colon.
fn protocol(spec: &str) -> Option<(String, &str)> {
    let (scheme, rest) = spec.split_once(':')?;
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    let proper = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(fits);
    proper.then(|| (scheme.to_ascii_lowercase(), rest))
}

fn by_protocol(scheme: &str, rest: &str, spec: &str) -> DependencySource {
    match scheme {
        "file" | "link" | "portal" => path(rest.strip_prefix("//").unwrap_or(rest)),
        "workspace" => DependencySource::new(SourceKind::Workspace),
        // A page of a well-known host stands for its repository, any other address for a file.
        "http" | "https" if !places::is_repository(address(spec)) => {
            let mut source = DependencySource::new(SourceKind::Url);
            source.url = Some(Text::from(spec));
            source
        }
        "http" | "https" => git(spec),
        // a drive
        _ if scheme.len() == 1 => path(spec),
        _ if GIT.contains(&scheme) || scheme.starts_with("git+") => git(spec),
        _ => DependencySource::new(SourceKind::Tool),
    }
}

fn path(path: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::Path);
    source.path = Some(Text::from(path));
    source
}

/// The part before a `#`.
fn address(spec: &str) -> &str {
    spec.split_once('#').map_or(spec, |(address, _)| address)
}

/// `owner/name`, at GitHub. A scoped name or a longer path is a folder.
fn is_short_name(spec: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && !part.contains(['/', '@', ':', ' ', '\t']);
    address(spec).split_once('/').is_some_and(|(owner, name)| plain(owner) && plain(name))
}

/// `user@host:path`.
fn is_scp(spec: &str) -> bool {
    let behind = spec.split_once('@').filter(|(user, _)| !user.is_empty());
    let host = behind.and_then(|(_, rest)| rest.split_once(':')).map(|(host, _)| host);
    host.is_some_and(|host| host.contains('.') && !host.contains(['/', ' ']))
}

/// A repository. Behind the `#` stand a commit, branch or tag, a range of tags (`semver:`), and
/// a folder (`path:`).
fn git(spec: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::Git);
    let url = places::repository(address(spec)).url;
    source.url = url.map(|url| Text::from(url.as_str()));
    let committish = spec.split_once('#').map_or("", |(_, committish)| committish);
    for part in committish.split("::").filter(|part| !part.is_empty()) {
        match part.split_once(':') {
            Some(("semver", _)) => {}
            Some(("path", folder)) => source.path = Some(Text::from(folder)),
            _ => source.revision = Some(Text::from(part)),
        }
    }
    source
}

/// A word that can be no range: it begins with a letter, other than a lone `x` or the `v` of a
/// version.
fn is_tag(spec: &str) -> bool {
    let word = spec.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!'()".contains(&byte));
    let version = spec.trim_start_matches('v');
    let any = version.strip_prefix(['x', 'X']);
    let range = version.starts_with(|c: char| c.is_ascii_digit())
        || any.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    word && !range && spec.starts_with(|c: char| c.is_ascii_alphabetic())
}
