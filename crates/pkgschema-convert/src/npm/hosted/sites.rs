//! The hosts of repositories that npm knows, each with its own rules.
//!
//! Source: npm CLI 11, its table of hosts.
//!
//! Invariant: an address of a page beside a repository (a file, an archive) is no repository's.

use super::address::Address;

/// A host.
#[derive(Debug)]
pub(super) struct Site {
    /// Its short name, before the colon.
    pub(super) short: &'static str,
    /// Its domain.
    pub(super) domain: &'static str,
    /// Schemes by which repositories are named there.
    pub(super) schemes: &'static [&'static str],
    /// What stands before a branch in an address for browsers.
    pub(super) tree: &'static str,
    /// Whether owners are no part of an address.
    pub(super) is_flat: bool,
    /// Whether git fetches by the browser's address.
    pub(super) is_plain: bool,
    /// Whether problems can be reported there.
    pub(super) has_issues: bool,
    /// What an address names there.
    pub(super) find: fn(&Address) -> Option<Found<'_>>,
}

/// What an address names, with its escapes.
pub(super) struct Found<'a> {
    pub(super) owner: Option<&'a str>,
    pub(super) name: &'a str,
    pub(super) committish: &'a str,
}

const USUAL: [&str; 4] = ["git+ssh", "git+https", "ssh", "https"];

/// The hosts.
pub(super) const SITES: [Site; 5] = [
    Site {
        short: "github",
        domain: "github.com",
        schemes: &["git", "http", "git+ssh", "git+https", "ssh", "https"],
        find: github,
        ..SITE
    },
    Site { short: "bitbucket", domain: "bitbucket.org", tree: "src", find: bitbucket, ..SITE },
    Site { short: "gitlab", domain: "gitlab.com", find: gitlab, ..SITE },
    Site {
        short: "gist",
        domain: "gist.github.com",
        schemes: &["git", "git+ssh", "git+https", "ssh", "https"],
        is_flat: true,
        find: gist,
        ..SITE
    },
    Site {
        short: "sourcehut",
        domain: "git.sr.ht",
        schemes: &["git+ssh", "https"],
        is_plain: true,
        has_issues: false,
        find: sourcehut,
        ..SITE
    },
];

/// What most of them have in common.
const SITE: Site = Site {
    short: "",
    domain: "",
    schemes: &USUAL,
    tree: "tree",
    is_flat: false,
    is_plain: false,
    has_issues: true,
    find: bitbucket,
};

/// `/owner/name`, or `/owner/name/tree/branch`; of a branch with slashes the first part.
fn github(address: &Address) -> Option<Found<'_>> {
    let [owner, name, page, branch] = segments(&address.path);
    let committish = match page {
        None | Some("") => &address.fragment,
        // npm takes a tree without a branch for one of this name
        Some("tree") => branch.unwrap_or("undefined"),
        _ => return None,
    };
    found(owner, name, committish)
}

fn bitbucket(address: &Address) -> Option<Found<'_>> {
    beside(address, "get")
}

fn sourcehut(address: &Address) -> Option<Found<'_>> {
    beside(address, "archive")
}

/// `/owner/name` and anything behind it but one page.
fn beside<'a>(address: &'a Address, page: &str) -> Option<Found<'a>> {
    let [owner, name, behind, _] = segments(&address.path);
    if behind == Some(page) { None } else { found(owner, name, &address.fragment) }
}

/// `/group/group/name`.
fn gitlab(address: &Address) -> Option<Found<'_>> {
    let path = address.path.get(1..).unwrap_or_default();
    if path.contains("/-/") || path.contains("/archive.tar.gz") {
        return None;
    }
    let (owner, name) = path.rsplit_once('/')?;
    found(Some(owner), Some(name), &address.fragment)
}

/// `/id` or `/owner/id`.
fn gist(address: &Address) -> Option<Found<'_>> {
    let [first, second, behind, _] = segments(&address.path);
    if behind == Some("raw") {
        return None;
    }
    let (owner, name) = match second.filter(|name| !name.is_empty()) {
        Some(name) => (first, name),
        None => (None, first.filter(|name| !name.is_empty())?),
    };
    let name = name.strip_suffix(".git").unwrap_or(name);
    Some(Found { owner, name, committish: &address.fragment })
}

fn found<'a>(
    owner: Option<&'a str>,
    name: Option<&'a str>,
    committish: &'a str,
) -> Option<Found<'a>> {
    let owner = owner.filter(|owner| !owner.is_empty());
    let name = name.map(|name| name.strip_suffix(".git").unwrap_or(name));
    let name = name.filter(|name| !name.is_empty())?;
    Some(Found { owner: Some(owner?), name, committish })
}

/// The first segments of a path.
fn segments(path: &str) -> [Option<&str>; 4] {
    let mut segments = path.split('/').skip(1);
    [segments.next(), segments.next(), segments.next(), segments.next()]
}
