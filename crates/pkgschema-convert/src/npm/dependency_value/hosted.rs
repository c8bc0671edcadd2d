//! Repositories at well-known hosts, in all the spellings that npm knows.
//!
//! Source: how npm's `hosted-git-info` 9 answers.
//!
//! Invariant: only the spelling decides; nothing is asked of a host.

use super::web_address::{WebAddress, decoded};

/// A host: its short name, its domain, and the schemes by which repositories there are reached.
struct Host {
    short: &'static str,
    domain: &'static str,
    schemes: &'static [&'static str],
    path: fn(&[&str]) -> bool,
}

const HOSTS: [Host; 5] = [
    Host {
        short: "github",
        domain: "github.com",
        schemes: &["git", "http", "git+ssh", "git+https", "ssh", "https"],
        path: |parts| two(parts) && matches!(parts.get(2), None | Some(&"" | &"tree")),
    },
    Host {
        short: "bitbucket",
        domain: "bitbucket.org",
        schemes: &["git+ssh", "git+https", "ssh", "https"],
        path: |parts| two(parts) && parts.get(2) != Some(&"get"),
    },
    Host {
        short: "gitlab",
        domain: "gitlab.com",
        schemes: &["git+ssh", "git+https", "ssh", "https"],
        path: in_groups,
    },
    Host {
        short: "gist",
        domain: "gist.github.com",
        schemes: &["git", "git+ssh", "git+https", "ssh", "https"],
        path: |parts| parts.get(2) != Some(&"raw") && parts.iter().take(2).any(|it| !it.is_empty()),
    },
    Host {
        short: "sourcehut",
        domain: "git.sr.ht",
        schemes: &["git+ssh", "https"],
        path: |parts| two(parts) && parts.get(2) != Some(&"archive"),
    },
];

/// Schemes that are taken as they stand.
const SCHEMES: [&str; 7] = ["git+ssh", "ssh", "git+https", "git", "http", "https", "git+http"];

/// An owner and a repository.
fn two(parts: &[&str]) -> bool {
    let named = |part: Option<&&str>| part.is_some_and(|part| !without_git(part).is_empty());
    parts.first().is_some_and(|owner| !owner.is_empty()) && named(parts.get(1))
}

/// A repository in groups of groups.
fn in_groups(parts: &[&str]) -> bool {
    let path = parts.join("/");
    let Some((groups, name)) = path.rsplit_once('/') else { return false };
    let other = path.contains("/-/") || path.contains("/archive.tar.gz");
    !other && !groups.is_empty() && !without_git(name).is_empty()
}

fn without_git(name: &str) -> &str {
    name.strip_suffix(".git").unwrap_or(name)
}

/// What stands behind the `#` of a repository at a well-known host; `None` if it is none.
pub(super) fn committish(spec: &str) -> Option<String> {
    if !spec.contains(['/', ':']) {
        return None;
    }
    let short = is_short(spec).then(|| format!("github:{spec}"));
    let address = address(short.as_deref().unwrap_or(spec))?;
    if HOSTS.iter().any(|host| host.short == address.scheme) {
        return of_short(&address);
    }
    let domain = address.host.strip_prefix("www.").unwrap_or(&address.host);
    let host = HOSTS.iter().find(|host| host.domain == domain)?;
    let path = address.path.strip_prefix('/').unwrap_or(&address.path);
    let parts: Vec<&str> = path.split('/').collect();
    let fits = host.schemes.contains(&address.scheme.as_str()) && (host.path)(&parts);
    let tree = (host.short == "github" && parts.get(2) == Some(&"tree")).then(|| parts.get(3));
    let hash = match tree {
        Some(branch) => branch.copied().unwrap_or("undefined"),
        None => address.hash.as_str(),
    };
    let names = parts.iter().take(2).all(|part| decoded(part).is_some());
    decoded(hash).filter(|_| fits && names)
}

fn of_short(address: &WebAddress) -> Option<String> {
    decoded(&address.path)?;
    decoded(&address.hash)
}

/// `owner/name`: no second slash, white space, `@` or `:` before a `#`, and no slash at either
/// end. The one slash may stand behind the `#`, where it makes a repository without an owner.
fn is_short(spec: &str) -> bool {
    let path = spec.split('#').next().unwrap_or(spec);
    let forbidden = |c: char| c.is_whitespace() || matches!(c, '@' | ':');
    let slashes = path.matches('/').count();
    let slash = spec.find('/').is_some_and(|at| at > 0);
    slash
        && slashes < 2
        && !path.ends_with('/')
        && !path.contains(forbidden)
        && !spec.starts_with('.')
}

/// The address that a spelling stands for.
fn address(spec: &str) -> Option<WebAddress> {
    let text = with_slashes(spec);
    WebAddress::parse(&text).or_else(|| WebAddress::parse(&with_path(&text)))
}

/// `name:rest` with slashes behind the colon, unless the scheme is known or `name` is a user.
fn with_slashes(spec: &str) -> String {
    let Some((scheme, rest)) = spec.split_once(':') else {
        let lead = if spec.contains('@') { "git+ssh:" } else { "" };
        return format!("{lead}//{spec}");
    };
    let known = SCHEMES.contains(&scheme) || HOSTS.iter().any(|host| host.short == scheme);
    if known || rest.starts_with("//") {
        return spec.to_owned();
    }
    match spec.find('@') {
        Some(at) if at > scheme.len() => format!("git+ssh://{spec}"),
        Some(_) => spec.to_owned(),
        None => format!("{scheme}://{rest}"),
    }
}

/// The last colon behind the user, which leads to a path, replaced by a slash.
fn with_path(text: &str) -> String {
    let end = text.find('#').unwrap_or(text.len());
    let before = text.get(..end).unwrap_or(text);
    let (at, colon) = (before.rfind('@'), before.rfind(':'));
    let mut text = text.to_owned();
    if let Some(colon) = colon.filter(|colon| at.is_none_or(|at| *colon > at)) {
        text.replace_range(colon..=colon, "/");
    }
    let end = text.find('#').unwrap_or(text.len());
    let has_colon = text.get(..end).is_some_and(|before| before.contains(':'));
    match has_colon || text.contains("//") {
        true => text,
        false => format!("git+ssh://{text}"),
    }
}
