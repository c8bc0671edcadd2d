//! Addresses taken apart as browsers take them apart.
//!
//! Source: the WHATWG URL standard, section 4.4 (without a base address). Names of hosts beyond
//! ASCII are not looked into.
//!
//! Invariant: only text that the standard refuses is no address; reading takes one pass.

use super::host_name;
use crate::escapes;
use std::borrow::Cow;

/// Schemes with a host, in which a backslash is a slash.
const SPECIAL: [&str; 6] = ["http", "https", "ws", "wss", "ftp", "file"];

/// The parts of an address that say where a repository is. Path and fragment are as they were
/// written, but for segments of dots.
#[derive(Debug, PartialEq)]
pub(in crate::npm) struct Address {
    /// The scheme in lower case, without its colon.
    pub(in crate::npm) scheme: String,
    /// User and password as they are written in an address; empty if there are none.
    pub(in crate::npm) user: String,
    /// The host; empty if there is none.
    pub(in crate::npm) host: String,
    /// The path.
    pub(in crate::npm) path: String,
    /// What stands behind the `#`.
    pub(in crate::npm) fragment: String,
}

/// Whether a text is an absolute address.
pub(in crate::npm) fn is_address(text: &str) -> bool {
    Address::read(text).is_some()
}

impl Address {
    /// Takes a text apart; nothing if it is no absolute address.
    pub(in crate::npm) fn read(text: &str) -> Option<Self> {
        let text = cleaned(text.trim_matches(|c| c <= ' '));
        let (scheme, rest) = text.split_once(':')?;
        let scheme = Some(scheme).filter(|scheme| is_scheme(scheme))?.to_ascii_lowercase();
        let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
        let rest = rest.split_once('?').map_or(rest, |(rest, _)| rest);
        let special = SPECIAL.contains(&scheme.as_str());
        let (authority, path) = split(&scheme, special, rest);
        let (user, host) = match authority {
            None => (String::new(), String::new()),
            Some(authority) if scheme == "file" => (String::new(), file_host(authority)?),
            Some(authority) => read_authority(authority, special)?,
        };
        // without a slash the path is one piece
        let whole = authority.is_none() && !path.starts_with('/') && !special;
        let path = if whole { path.to_owned() } else { resolved(path, special) };
        Some(Self { scheme, user, host, path, fragment: fragment.to_owned() })
    }
}

/// A text without tabs and line ends.
fn cleaned(text: &str) -> Cow<'_, str> {
    let gone = ['\t', '\n', '\r'];
    match text.contains(gone) {
        true => Cow::Owned(text.replace(gone, "")),
        false => Cow::Borrowed(text),
    }
}

fn is_scheme(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
    text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.bytes().all(fits)
}

/// What names the host, if anything can, and the path.
fn split<'a>(scheme: &str, special: bool, rest: &'a str) -> (Option<&'a str>, &'a str) {
    let slash = |c: char| c == '/' || (special && c == '\\');
    let body = match scheme {
        "file" => rest.strip_prefix(slash).and_then(|rest| rest.strip_prefix(slash)),
        _ if special => Some(rest.trim_start_matches(slash)),
        _ => rest.strip_prefix("//"),
    };
    let Some(body) = body else { return (None, rest) };
    let end = body.find(slash).unwrap_or(body.len());
    let (authority, path) = body.split_at_checked(end).unwrap_or((body, ""));
    (Some(authority), path)
}

/// User and host of what stands before the path.
fn read_authority(authority: &str, special: bool) -> Option<(String, String)> {
    let (user, host) = match authority.rsplit_once('@') {
        Some((_, "")) => return None,
        Some((user, host)) => (written_user(user), host),
        None => (String::new(), authority),
    };
    let bracketed = host.find(']').filter(|_| host.starts_with('['));
    let (name, port) = match bracketed.and_then(|at| host.split_at_checked(at + 1)) {
        Some((name, "")) => (name, None),
        Some((name, behind)) => (name, Some(behind.strip_prefix(':')?)),
        None => host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port))),
    };
    if port.is_some_and(|port| name.is_empty() || !is_port(port)) {
        return None;
    }
    match (special, name) {
        (false, "") => Some((user, String::new())),
        _ => Some((user, host_name::read(name, special)?)),
    }
}

/// User and password, escaped where an address has them escaped.
fn written_user(text: &str) -> String {
    let escaped = |c: char| !matches!(c, '!'..='~') || "\"#<>?`{}/:;=@[\\]^|".contains(c);
    let (user, password) = text.split_once(':').unwrap_or((text, ""));
    let user = escapes::escape(user, escaped);
    match password {
        "" => user,
        password => format!("{user}:{}", escapes::escape(password, escaped)),
    }
}

fn is_port(text: &str) -> bool {
    let digits = text.trim_start_matches('0');
    let number = digits.is_empty() || digits.len() <= 5 && digits.parse::<u16>().is_ok();
    number && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The host of a file, which may be missing; a drive's letter is none.
fn file_host(authority: &str) -> Option<String> {
    let drive =
        matches!(authority.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic());
    match authority {
        "" => Some(String::new()),
        _ if drive => Some(String::new()),
        name => host_name::read(name, true),
    }
}

/// A path with segments of dots resolved.
fn resolved(path: &str, special: bool) -> String {
    let slash = |c: char| c == '/' || (special && c == '\\');
    if path.is_empty() {
        return if special { "/".to_owned() } else { String::new() };
    }
    let mut segments: Vec<&str> = Vec::new();
    let mut open = false;
    for segment in path.strip_prefix(slash).unwrap_or(path).split(slash) {
        let dots = dots(segment);
        open = dots > 0;
        match dots {
            0 => segments.push(segment),
            1 => {}
            _ => drop(segments.pop()),
        }
    }
    let end = if open && !segments.is_empty() { "/" } else { "" };
    format!("/{}{end}", segments.join("/"))
}

/// How many dots a segment is made of, if it is `.` or `..`, spelt with escapes or without.
fn dots(segment: &str) -> usize {
    let lower = match segment.len() {
        1..=6 => segment.to_ascii_lowercase().replace("%2e", "."),
        _ => return 0,
    };
    if matches!(lower.as_str(), "." | "..") { lower.len() } else { 0 }
}
