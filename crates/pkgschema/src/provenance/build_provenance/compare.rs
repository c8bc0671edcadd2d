//! When two sources say the same in other words.
//!
//! Invariant: a form that is not known is compared by its text, so that agreement is never
//! assumed.

use super::FactName;
use std::borrow::Cow;

/// Whether two values of a fact say the same.
pub(in crate::provenance) fn same(name: &FactName, one: &str, other: &str) -> bool {
    one == other || key(name, one) == key(name, other)
}

/// The form in which values of a fact are compared: equal for all that say the same.
pub(in crate::provenance) fn key<'a>(name: &FactName, text: &'a str) -> Cow<'a, str> {
    match name {
        FactName::SourceRepository | FactName::SourceOwner => Cow::Owned(folded(&repository(text))),
        FactName::SourceCommit | FactName::BuildConfigDigest | FactName::BuildSignerDigest => {
            Cow::Owned(text.to_ascii_lowercase())
        }
        FactName::BuildConfig | FactName::BuildSigner => {
            let (address, reference) = workflow(text);
            Cow::Owned(match reference {
                Some(reference) => format!("{address}@{reference}"),
                None => address,
            })
        }
        FactName::Run => Cow::Owned(run(text)),
        FactName::StartedOn | FactName::FinishedOn => {
            let moment = crate::text::Timestamp::from_document(text).to_datetime();
            moment.map_or(Cow::Borrowed(text), |moment| Cow::Owned(moment.to_utc().to_string()))
        }
        _ => Cow::Borrowed(text),
    }
}

/// A repository's address without what changes nothing: the tool in front of the scheme, the ref
/// behind, `.git`, a last slash.
pub(in crate::provenance) fn repository(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix("git+").unwrap_or(text);
    let (address, _) = split_ref(text);
    let address = address.trim_end_matches('/');
    Cow::Borrowed(address.strip_suffix(".git").unwrap_or(address))
}

/// An address and the ref behind it. Names of refs may hold `@`, so the first one behind the
/// host counts; one in front of the host is a user's name.
pub(in crate::provenance) fn split_ref(text: &str) -> (&str, Option<&str>) {
    let start = text.find("://").map_or(0, |at| at + 3);
    let path =
        text.get(start..).and_then(|rest| rest.find('/')).map_or(text.len(), |at| start + at);
    match text.get(path..).and_then(|path| path.split_once('@')) {
        Some((before, reference)) => {
            (text.get(..path + before.len()).unwrap_or(text), Some(reference))
        }
        None => (text, None),
    }
}

/// Forges at which the letters of owners and repositories are of either case.
const EITHER_CASE: [&str; 3] = ["github.com", "gitlab.com", "bitbucket.org"];

/// A repository's address in the one case in which it is compared: the host always in lower case,
/// what follows only where the forge is known to hold it so.
fn folded(address: &str) -> String {
    let Some(host) = host(address) else { return address.to_owned() };
    if EITHER_CASE.iter().any(|known| known.eq_ignore_ascii_case(host)) {
        return address.to_ascii_lowercase();
    }
    let end = address.find("://").map_or(0, |at| at + 3) + host.len();
    match address.split_at_checked(end) {
        // with a user in front, the host ends elsewhere, and the text is compared as it is
        Some((before, path)) if before.ends_with(host) => before.to_ascii_lowercase() + path,
        _ => address.to_owned(),
    }
}

/// A workflow by repository, path and ref; the letters of the repository as [`folded`] has them.
fn workflow(text: &str) -> (String, Option<&str>) {
    let (address, reference) = split_ref(text);
    let address = address.strip_prefix("git+").unwrap_or(address);
    match address.split_once("/.github/") {
        Some((repository, path)) => (format!("{}/.github/{path}", folded(repository)), reference),
        None => (address.to_owned(), reference),
    }
}

/// The host of an address with a scheme.
pub(in crate::provenance) fn host(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("://")?;
    let host = rest.split('/').next().filter(|host| !host.is_empty())?;
    Some(host.rsplit_once('@').map_or(host, |(_, host)| host))
}

/// A builder's or workflow's address without a ref: letters of owner and repository in either
/// case, and of GitHub's own runners not whose machine it was, which is a fact for itself.
pub(in crate::provenance) fn builder(address: &str) -> String {
    const RUNNER: &str = "https://github.com/actions/runner";
    match address.strip_prefix(RUNNER) {
        Some("/github-hosted" | "/self-hosted") => RUNNER.to_owned(),
        _ => workflow(address).0,
    }
}

/// A run without the first attempt, which some leave out.
fn run(text: &str) -> String {
    folded(text.strip_suffix("/attempts/1").unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_in_other_words() {
        let cases = [
            (
                FactName::SourceRepository,
                "https://github.com/a/b",
                "git+https://github.com/A/b.git@refs/heads/x@y",
            ),
            (FactName::SourceRepository, "https://github.com/a/b/", "https://github.com/a/b"),
            (FactName::SourceRepository, "https://Forge.example/A/b", "https://forge.example/A/b"),
            (FactName::SourceCommit, "AB", "ab"),
            (
                FactName::Run,
                "https://github.com/a/b/actions/runs/7/attempts/1",
                "https://github.com/a/b/actions/runs/7",
            ),
            (FactName::StartedOn, "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z"),
            (
                FactName::BuildConfig,
                "https://github.com/A/b/.github/workflows/x.yml@refs/heads/m",
                "https://github.com/a/B/.github/workflows/x.yml@refs/heads/m",
            ),
        ];
        for (name, one, other) in cases {
            assert!(same(&name, one, other), "{one} {other}");
        }
        let others = [
            (FactName::SourceRepository, "https://github.com/a/b", "https://gitlab.com/a/b"),
            (FactName::SourceRepository, "https://github.com/a/b", "https://github.com/a/bc"),
            (FactName::SourceRepository, "https://forge.example/A/b", "https://forge.example/a/b"),
            (
                FactName::SourceRepository,
                "https://github.com@forge.example/A/b",
                "https://github.com@forge.example/a/b",
            ),
            (FactName::SourceRef, "refs/heads/A", "refs/heads/a"),
            (FactName::SourceRef, "main", "refs/heads/main"),
            (
                FactName::Run,
                "https://github.com/a/b/actions/runs/7/attempts/2",
                "https://github.com/a/b/actions/runs/7",
            ),
            (
                FactName::BuildConfig,
                "https://github.com/a/b/.github/workflows/X.yml@m",
                "https://github.com/a/b/.github/workflows/x.yml@m",
            ),
            (FactName::StartedOn, "never", "Never"),
        ];
        for (name, one, other) in others {
            assert!(!same(&name, one, other), "{one} {other}");
        }
    }

    #[test]
    fn refs_are_split_behind_the_path() {
        assert_eq!(
            split_ref("git+https://h/a/b@refs/tags/@x/y@1"),
            ("git+https://h/a/b", Some("refs/tags/@x/y@1"))
        );
        assert_eq!(split_ref("ssh://git@h/a/b"), ("ssh://git@h/a/b", None));
        assert_eq!(split_ref("https://h@"), ("https://h@", None));
        assert_eq!(split_ref("a/b@c"), ("a/b", Some("c")));
    }
}
