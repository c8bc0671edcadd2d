//! Addresses that are relative to another one.
//!
//! Source: RFC 3986 section 5.2, and that white space around an address means nothing in HTML.
//!
//! Invariant: an address that stands for itself stays as it is written.

use crate::syntax::html::is_space;

/// An address, resolved with the one that it is relative to.
pub(super) fn resolve(base: &str, address: &str) -> String {
    let address = address.trim_matches(is_space);
    let base = base.split('#').next().unwrap_or(base);
    let Some((scheme, rest)) = base.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) else {
        return address.to_owned();
    };
    if address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme)) {
        return address.to_owned();
    }
    if address.starts_with("//") {
        return format!("{scheme}:{address}");
    }
    let (authority, path) = authority(rest);
    let (path, query) = path.split_once('?').map_or((path, None), |(path, it)| (path, Some(it)));
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (own, behind) = address.split_at_checked(end).unwrap_or((address, ""));
    let merged = match own {
        "" => path.to_owned(),
        _ if own.starts_with('/') => without_dots(own),
        _ if path.is_empty() => without_dots(&format!("/{own}")),
        _ => without_dots(&format!(
            "{}{own}",
            path.rsplit_once('/').map_or("", |it| it.0).to_owned() + "/"
        )),
    };
    let query = query.filter(|_| own.is_empty() && !behind.starts_with('?'));
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{scheme}:{authority}{merged}{query}{behind}")
}

/// Letters, digits and signs, beginning with a letter.
fn is_scheme(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(fits)
}

/// The authority with its slashes, and what follows.
fn authority(rest: &str) -> (&str, &str) {
    let Some(behind) = rest.strip_prefix("//") else { return ("", rest) };
    let end = behind.find(['/', '?']).unwrap_or(behind.len());
    rest.split_at_checked(end + 2).unwrap_or((rest, ""))
}

/// The path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').peekable();
    let rooted = path.starts_with('/');
    if rooted {
        parts.next();
    }
    while let Some(part) = parts.next() {
        let last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    format!("{}{}", if rooted { "/" } else { "" }, kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn relative_addresses() {
        let base = "http://a/b/c/d;p?q";
        let cases = [
            ("g:h", "g:h"),
            ("g", "http://a/b/c/g"),
            ("./g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y#s", "http://a/b/c/g?y#s"),
            ("#s", "http://a/b/c/d;p?q#s"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../..", "http://a/"),
            ("../../../g", "http://a/g"),
            ("/./g/../h", "http://a/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"),
            (" g ", "http://a/b/c/g"),
        ];
        for (address, expected) in cases {
            assert_eq!(resolve(base, address), expected, "{address}");
        }
        assert_eq!(resolve("https://registry.example", "a"), "https://registry.example/a");
        assert_eq!(resolve("no address", "a"), "a");
    }
}
