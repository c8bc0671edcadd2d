//! Repositories: their addresses in many spellings, and names of their commits.
//!
//! Invariant: two spellings of one repository at a well-known host give one address, and an
//! address of another host is left alone but for a tool's prefix.

use crate::paths::is_plain_part;
use pkgschema::metadata::Repository;
use pkgschema::text::Link;

/// Hosts at which `owner/name` is a whole address, with npm's short names for them.
const HOSTS: [(&str, &str); 3] =
    [("github", "github.com"), ("gitlab", "gitlab.com"), ("bitbucket", "bitbucket.org")];

/// npm's short name and the host for snippets.
const GIST: (&str, &str) = ("gist", "gist.github.com");

/// A repository from an address in any spelling, npm's short names among them.
pub(crate) fn repository(text: &str) -> Repository {
    let mut repository = Repository::default();
    let plain = || text.strip_prefix("git+").unwrap_or(text).to_owned();
    let url = short_name(text).or_else(|| at_host(text)).unwrap_or_else(plain);
    repository.url = Some(Link::from_document(url));
    repository
}

/// The address as npm writes it after normalising: `git+https://….git` for well-known hosts.
pub(crate) fn npm_url(url: &str) -> String {
    match host_path(url) {
        Some((host, path)) => format!("git+https://{host}/{path}.git"),
        None => url.to_owned(),
    }
}

/// The address of a short name: `owner/name`, `gitlab:owner/name`, `gist:id`.
fn short_name(text: &str) -> Option<String> {
    let (short, path) = text.split_once(':').unwrap_or(("github", text));
    if short == GIST.0 && is_path(path, 1) {
        return Some(format!("https://{}/{path}", GIST.1));
    }
    let (_, host) = HOSTS.iter().find(|(name, _)| *name == short)?;
    is_path(path, 2).then(|| format!("https://{host}/{path}"))
}

/// The browser's address for any address of a repository at a well-known host.
fn at_host(text: &str) -> Option<String> {
    let plain = text.strip_prefix("git+").unwrap_or(text);
    let rest = ["https://", "http://", "git://", "ssh://"]
        .iter()
        .find_map(|scheme| plain.strip_prefix(scheme))
        .map(|rest| rest.strip_prefix("git@").unwrap_or(rest));
    let scp = || plain.strip_prefix("git@")?.split_once(':');
    let (host, path) = match rest {
        Some(rest) => rest.split_once('/')?,
        None => scp()?,
    };
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = path.strip_suffix('/').unwrap_or(path);
    let path = path.strip_suffix(".git").unwrap_or(path);
    let (_, host) = HOSTS.iter().find(|(_, known)| known.eq_ignore_ascii_case(host))?;
    is_path(path, 2).then(|| format!("https://{host}/{path}"))
}

/// Host and path of an address that [`at_host`] gives.
fn host_path(url: &str) -> Option<(&str, &str)> {
    let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
    let known = HOSTS.iter().any(|(_, known)| *known == host);
    (known && is_path(path, 2) && !path.ends_with(".git")).then_some((host, path))
}

/// Whether the text names a commit of git whole, by SHA-1 or SHA-256; what is shorter, or a word,
/// may be a branch or a tag.
pub(crate) fn is_commit(text: &str) -> bool {
    matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `path` is that many plain segments.
fn is_path(path: &str, segments: usize) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let proper = |part: &str| is_plain_part(part) && part.chars().all(plain);
    let mut parts = path.split('/');
    parts.by_ref().take(segments).filter(|part| proper(part)).count() == segments
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_repository() {
        let spellings = [
            "o/n",
            "github:o/n",
            "git+https://github.com/o/n.git",
            "git://github.com/o/n.git",
            "git@github.com:o/n.git",
            "git+ssh://git@github.com/o/n.git",
            "https://www.github.com/o/n/",
        ];
        for spelling in spellings {
            let url = repository(spelling).url;
            assert_eq!(
                url.as_ref().map(Link::as_str),
                Some("https://github.com/o/n"),
                "{spelling}"
            );
        }
        assert_eq!(npm_url("https://github.com/o/n"), "git+https://github.com/o/n.git");
    }

    #[test]
    fn other_addresses_stay() {
        let prefixed = repository("git+https://git.example/a.git").url;
        assert_eq!(prefixed.as_ref().map(Link::as_str), Some("https://git.example/a.git"));
        for text in ["https://git.example/a/b.git", "https://github.com/o/n/tree/main/x", "./here"]
        {
            assert_eq!(repository(text).url.as_ref().map(Link::as_str), Some(text));
            assert_eq!(npm_url(text), text);
        }
    }
}
