//! The address in `direct_url.json`, and the credentials in it.
//!
//! Invariant: an address without its user part has no credentials before its host.

/// What stands before the host.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::pypi) enum User {
    /// Nothing.
    None,
    /// A name that everybody uses, or any name where it is no secret.
    Known,
    /// Names of environment variables: `${TOKEN}`, `${USER}:${PASSWORD}`.
    Variables,
    /// Anything else: a password, a token.
    Secret,
}

/// What stands before the host of an address.
pub(in crate::pypi) fn user(url: &str) -> User {
    let Some((scheme, user, _)) = split(url) else { return User::None };
    let (name, password) = match user.split_once(':') {
        Some((name, password)) => (name, Some(password)),
        None => (user, None),
    };
    let by_key = scheme == "ssh" || scheme.ends_with("+ssh");
    match password {
        Some(password) if is_variable(name) && is_variable(password) => User::Variables,
        None if is_variable(name) => User::Variables,
        None if name == "git" || name.is_empty() || by_key => User::Known,
        _ => User::Secret,
    }
}

/// The address without credentials: what everybody knows stays.
pub(super) fn without_secrets(url: &str) -> String {
    match split(url) {
        Some((scheme, _, rest)) if user(url) != User::Known => format!("{scheme}://{rest}"),
        _ => url.to_owned(),
    }
}

/// Whether it is an address at all, in a spelling at which no two readers see another user part:
/// a scheme, and a host behind two slashes, or a path of the scheme's own without `@`.
pub(super) fn is_url(url: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let led = |scheme: &str| scheme.starts_with(|c: char| c.is_ascii_alphabetic());
    let odd = |c: char| c.is_whitespace() || c == '\\' || pkgschema::text::is_obeyed(c);
    url.split_once(':').is_some_and(|(scheme, rest)| {
        let placed = match rest.strip_prefix("//") {
            Some(behind) => scheme == "file" || !behind.starts_with(['/', '?', '#']),
            None => !rest.contains('@'),
        };
        let whole = placed && !matches!(rest, "" | "//");
        whole && led(scheme) && scheme.chars().all(plain) && !url.contains(odd)
    })
}

/// Scheme, user part, and the rest, if there is a user part. The last `@` before the path ends it.
fn split(url: &str) -> Option<(&str, &str, &str)> {
    let (scheme, behind) = url.split_once("://")?;
    let end = behind.find(['/', '?', '#', '\\']).unwrap_or(behind.len());
    let at = behind.get(..end)?.rfind('@')?;
    Some((scheme, behind.get(..at)?, behind.get(at + 1..)?))
}

/// `${NAME}`.
fn is_variable(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let name = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    name.is_some_and(|name| !name.is_empty() && name.chars().all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials() {
        for (url, expected, rest) in [
            ("https://h.example/a@b", User::None, "https://h.example/a@b"),
            ("https://h.example?u:p@x", User::None, "https://h.example?u:p@x"),
            ("https://git@h.example/a", User::Known, "https://git@h.example/a"),
            ("ssh://ada@h.example/a", User::Known, "ssh://ada@h.example/a"),
            ("https://ada@h.example/a", User::Secret, "https://h.example/a"),
            ("ssh://git:p@h.example/a", User::Secret, "ssh://h.example/a"),
            ("https://u:p@q@h.example/a", User::Secret, "https://h.example/a"),
            ("https://${U}:${P-1}@h.example", User::Variables, "https://h.example"),
            ("https://${U}@h.example", User::Variables, "https://h.example"),
            ("https://${U}:p@h.example", User::Secret, "https://h.example"),
            ("https://${U}x@h.example", User::Secret, "https://h.example"),
            ("git@h.example:a", User::None, "git@h.example:a"),
        ] {
            assert_eq!((user(url), without_secrets(url).as_str()), (expected, rest), "{url}");
        }
    }

    #[test]
    fn spellings_at_which_readers_disagree() {
        for url in [
            "https:/ada:p@h.example",
            "https:ada:p@h.example",
            "https:///ada:p@h.example",
            "https:\\\\ada:p@h.example",
            "https://h.example\\@i.example",
            "ht\ttps://h.example",
            "git@h.example:a",
            "https://",
            "https:",
            "//h.example",
        ] {
            assert!(!is_url(url), "{url}");
        }
        for url in ["https://h.example", "file:///a@b", "file:a", "git+ssh://git@h.example/a@b"] {
            assert!(is_url(url), "{url}");
        }
    }
}
