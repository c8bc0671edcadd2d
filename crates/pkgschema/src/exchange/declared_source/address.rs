//! Addresses of repositories, taken apart for comparison.
//!
//! Invariant: letters are of either case only at forges that are known to hold them so.

use super::SourceReason;

/// Hosts at which a repository is `owner/name` and letters are of either case, with short names
/// for them.
const FORGES: [(&str, &str); 3] =
    [("github", "github.com"), ("gitlab", "gitlab.com"), ("bitbucket", "bitbucket.org")];

/// What stands between a repository and a place within it.
const WITHIN: [&str; 6] = ["tree", "blob", "-", "src", "commit", "releases"];

/// A repository's address: host and path.
#[derive(Debug, PartialEq)]
pub(super) struct Address {
    host: String,
    path: Vec<String>,
    /// Whether something stood behind the repository.
    is_below: bool,
}

impl Address {
    /// The repository that an address names; `None` for what is no address of one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix("scm:git:").or(text.strip_prefix("scm:")).unwrap_or(text);
        let text = text.strip_prefix("git+").unwrap_or(text);
        let text = text.split(['#', '?']).next().unwrap_or(text);
        let (host, path) = match text.split_once("://") {
            Some((scheme, rest)) => {
                let known = ["https", "http", "git", "ssh"];
                known.iter().any(|known| known.eq_ignore_ascii_case(scheme)).then_some(())?;
                let (authority, path) = rest.split_once('/')?;
                (host(authority), path)
            }
            None => short(text)?,
        };
        Self::of_parts(host, path)
    }

    fn of_parts(host: &str, path: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let is_forge = FORGES.iter().any(|(_, known)| *known == host);
        let path = path.trim_matches('/');
        // behind the path a ref may stand, as in a statement
        let path = path.split('@').next().unwrap_or(path);
        let mut path: Vec<String> = path.split('/').map(str::to_owned).collect();
        let mut is_below = false;
        if is_forge {
            let end = match host.as_str() {
                "gitlab.com" => path.iter().position(|part| part == "-"),
                _ => Some(2),
            };
            let deep = end.filter(|end| *end < path.len());
            is_below = deep.is_some_and(|end| {
                path.get(end).is_some_and(|part| WITHIN.contains(&part.as_str()))
            });
            // what else stands there may be anything, and is none of the repository's name
            path.truncate(deep.unwrap_or(path.len()));
            path.iter_mut().for_each(|part| part.make_ascii_lowercase());
        }
        let last = path.last_mut()?;
        if let Some(bare) = last.strip_suffix(".git") {
            *last = bare.to_owned();
        }
        let plain = |part: &String| !part.is_empty() && part != "." && part != "..";
        let whole = !host.is_empty() && path.iter().all(plain) && (!is_forge || path.len() >= 2);
        whole.then_some(Self { host, path, is_below })
    }

    /// Whether it is this repository or a place in it.
    pub(super) fn is_in(&self, repository: &Self) -> bool {
        self.host == repository.host && self.path == repository.path
    }

    /// How a declared address stands to an attested one.
    pub(super) fn held_against(&self, attested: &Self) -> SourceReason {
        let owner = |address: &Self| {
            address.path.split_last().map(|(_, owner)| owner.to_vec()).unwrap_or_default()
        };
        match () {
            () if self.is_in(attested) && self.is_below => SourceReason::PlaceWithin,
            () if self.is_in(attested) => SourceReason::SameRepository,
            () if self.host != attested.host => SourceReason::OtherHost,
            () if owner(self) != owner(attested) => SourceReason::OtherOwner,
            () => SourceReason::OtherRepository,
        }
    }
}

/// The host of what stands before a path: without a user, and without the usual port.
fn host(authority: &str) -> &str {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.strip_suffix(":443").or(host.strip_suffix(":22")).unwrap_or(host)
}

/// Host and path of a text without a scheme: `git@host:owner/name`, `github:owner/name`,
/// `owner/name`, which is npm's for GitHub.
fn short(text: &str) -> Option<(&str, &str)> {
    if text.chars().any(char::is_whitespace) {
        return None;
    }
    let Some((before, path)) = text.split_once(':') else {
        let two = text.split('/').count() == 2 && !text.starts_with(['.', '/', '@']);
        return two.then_some(("github.com", text));
    };
    if let Some((_, host)) = before.split_once('@') {
        return Some((host, path));
    }
    FORGES.iter().find(|(name, _)| *name == before).map(|(_, host)| (*host, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_repository() {
        let spellings = [
            "https://github.com/o/n",
            "git+https://github.com/O/N.git",
            "git@github.com:o/n.git",
            "git+ssh://git@github.com/o/n.git",
            "ssh://git@github.com:22/o/n",
            "git://github.com/o/n.git#main",
            "http://www.github.com/o/n/",
            "github:o/n",
            "o/n",
            "scm:git:git://github.com/o/n.git",
            "https://github.com/o/n@refs/tags/v1",
            "https://user:secret@github.com/o/n",
        ];
        let first = Address::of(spellings[0]).unwrap();
        for spelling in spellings {
            assert_eq!(Address::of(spelling).as_ref(), Some(&first), "{spelling}");
        }
        let below = Address::of("https://github.com/o/n/tree/main/packages/x").unwrap();
        assert!(below.is_in(&first) && below.is_below);
    }

    #[test]
    fn others_stay_apart() {
        let cases = [
            ("https://github.com/o/n", "https://github.com/o/nn", SourceReason::OtherRepository),
            ("https://github.com/o/n", "https://github.com/p/n", SourceReason::OtherOwner),
            ("https://github.com/o/n", "https://gitlab.com/o/n", SourceReason::OtherHost),
            (
                "https://github.com.evil.example/o/n",
                "https://github.com/o/n",
                SourceReason::OtherHost,
            ),
            (
                "https://github.com@evil.example/o/n",
                "https://github.com/o/n",
                SourceReason::OtherHost,
            ),
            ("https://git.example/O/n", "https://git.example/o/n", SourceReason::OtherOwner),
            ("https://gitlab.com/a/b/c", "https://gitlab.com/a/b", SourceReason::OtherOwner),
        ];
        for (one, other, reason) in cases {
            let found = Address::of(one).unwrap().held_against(&Address::of(other).unwrap());
            assert_eq!(found, reason, "{one} {other}");
        }
        for text in [
            "",
            "n",
            "https://github.com/o",
            "https://github.com",
            "./a/b",
            "see the page",
            "svn://host/x",
            "https://git.example/a/../b",
            "mailto:a@b",
        ] {
            assert_eq!(Address::of(text), None, "{text}");
        }
    }
}
