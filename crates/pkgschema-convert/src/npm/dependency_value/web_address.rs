//! Addresses taken apart as browsers and Node.js do, as far as decisions need it.
//!
//! Source: the WHATWG URL standard, "basic URL parser"; hosts are not resolved and names in other
//! scripts not rewritten.
//!
//! Invariant: what the standard refuses for its port or for want of a host is no address.

/// The parts of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WebAddress {
    /// The scheme in lower case, without its colon.
    pub(super) scheme: String,
    /// The host, in lower case where the standard writes it so.
    pub(super) host: String,
    /// The path.
    pub(super) path: String,
    /// What stands behind the `#`.
    pub(super) hash: String,
}

/// Schemes whose addresses always have a host.
const SPECIAL: [&str; 5] = ["http", "https", "ftp", "ws", "wss"];

impl WebAddress {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim_matches(|c: char| c <= ' ');
        let text: String = text.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
        let (scheme, rest) = text.split_once(':')?;
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
        let proper = scheme.starts_with(|c: char| c.is_ascii_alphabetic());
        if !proper || !scheme.bytes().all(letter) {
            return None;
        }
        let scheme = scheme.to_ascii_lowercase();
        let special = SPECIAL.contains(&scheme.as_str());
        let (rest, hash) = rest.split_once('#').unwrap_or((rest, ""));
        let (rest, _) = rest.split_once('?').unwrap_or((rest, ""));
        let (host, path) = match (special, rest.strip_prefix("//")) {
            (true, _) => authority(rest.trim_start_matches(['/', '\\']), &['/', '\\'], true)?,
            (false, Some(rest)) => authority(rest, &['/'], false)?,
            (false, None) => (String::new(), rest.to_owned()),
        };
        Some(Self { scheme, host, path: normal(path), hash: hash.to_owned() })
    }
}

/// Host and path of what stands behind the slashes.
fn authority(rest: &str, ends: &[char], special: bool) -> Option<(String, String)> {
    let end = rest.find(ends).unwrap_or(rest.len());
    let (authority, path) = rest.split_at_checked(end)?;
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => {
            let fits = port.is_empty() || port.parse::<u16>().is_ok_and(|_| is_digits(port));
            fits.then_some(name).filter(|name| !name.is_empty())?
        }
        _ => host,
    };
    let forbidden = |c: char| c <= ' ' || "#/:<>?@[\\]^|".contains(c) || (special && c == '%');
    let bracketed = host.starts_with('[') && host.ends_with(']');
    let must_have_host = special || authority.contains('@');
    if (must_have_host && host.is_empty()) || (!bracketed && host.contains(forbidden)) {
        return None;
    }
    let path = if special { path.replace('\\', "/") } else { path.to_owned() };
    let host = if special { host.to_ascii_lowercase() } else { host.to_owned() };
    Some((host, path))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The path without steps to the same folder or the one above.
fn normal(path: String) -> String {
    if !path.starts_with('/') || !path.contains("/.") {
        return path;
    }
    let mut parts: Vec<&str> = Vec::new();
    let mut steps = path.split('/').skip(1).peekable();
    while let Some(step) = steps.next() {
        let last = steps.peek().is_none();
        match step {
            ".." => {
                parts.pop();
                parts.extend(last.then_some(""));
            }
            "." => parts.extend(last.then_some("")),
            step => parts.push(step),
        }
    }
    format!("/{}", parts.join("/"))
}

/// The text with its percent escapes replaced; `None` if one is broken.
pub(super) fn decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (pair, behind) = rest.split_first_chunk::<2>()?;
        let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let [high, low] = *pair;
        bytes.push(digit(high)? << 4 | digit(low)?);
        rest = behind;
    }
    String::from_utf8(bytes).ok()
}
