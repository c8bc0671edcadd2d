//! What packages may be called.
//!
//! Invariant: what is dangerous anywhere is refused everywhere; the rest is each ecosystem's.

use crate::Severity;
use crate::identity::EcosystemName;

/// A rule that a name breaks.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) words: &'static str,
}

/// The rules that a name breaks. The ecosystem's own are looked at only where the general ones
/// are kept: one reason to refuse a name is enough.
pub(super) fn broken(ecosystem: &EcosystemName, name: &str) -> Vec<Broken> {
    let own = rules_of(ecosystem);
    let mut found = Vec::from_iter(everywhere(name).or_else(|| own.and_then(|rule| rule(name))));
    if found.is_empty() && !name.is_ascii() {
        found.push(warning("non-ascii-name", "expected ASCII, which no other letters look like"));
    }
    if found.is_empty() && *ecosystem == EcosystemName::Npm {
        found.extend(npm_legacy(name));
    }
    found
}

type Rule = fn(&str) -> Option<Broken>;

fn rules_of(ecosystem: &EcosystemName) -> Option<Rule> {
    match ecosystem {
        EcosystemName::Npm => Some(npm),
        EcosystemName::PyPi => Some(pypi),
        EcosystemName::CratesIo => Some(crates_io),
        EcosystemName::Maven => Some(maven),
        _ => None,
    }
}

fn everywhere(name: &str) -> Option<Broken> {
    if name.is_empty() {
        return Some(error("empty-name", "a package has a name"));
    }
    if name.contains(is_hidden) {
        return Some(error("hidden-character", "expected only characters that can be seen"));
    }
    let encoded = name.to_ascii_lowercase();
    let path = name.starts_with('/')
        || name.contains('\\')
        || name.split(['/', ':']).any(|part| matches!(part, "." | ".."))
        || ["%2e", "%2f", "%5c", "%00"].iter().any(|escape| encoded.contains(escape));
    path.then(|| error("path-in-name", "expected no way out of a folder"))
}

/// Control characters, white space but the blank, characters without width, those that turn the
/// direction of writing, variation selectors and tags.
fn is_hidden(letter: char) -> bool {
    let invisible = matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}');
    invisible || letter.is_control() || (letter.is_whitespace() && letter != ' ')
}

/// npm's documentation of `package.json`, `name`.
fn npm(name: &str) -> Option<Broken> {
    let (scope, base) = match name.strip_prefix('@').map(|scoped| scoped.split_once('/')) {
        Some(Some((scope, base))) => (Some(scope), base),
        Some(None) => return Some(error("npm-name", "expected a '/' behind the scope")),
        None => (None, name),
    };
    let safe = |part: &str| {
        let letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
        !part.is_empty() && part.bytes().all(letter)
    };
    if !safe(base) || !scope.is_none_or(safe) {
        return Some(error("npm-name", "expected characters that are safe in a URL"));
    }
    if scope.is_none() && base.starts_with(['.', '_']) {
        return Some(error("npm-name", "expected no '.' or '_' at the start"));
    }
    if name.len() > 214 {
        return Some(error("npm-name", "expected at most 214 characters"));
    }
    let reserved =
        ["node_modules", "favicon.ico"].iter().any(|word| name.eq_ignore_ascii_case(word));
    reserved.then(|| error("npm-name", "expected a name that is not reserved"))
}

/// What packages were once called and are no longer.
fn npm_legacy(name: &str) -> Option<Broken> {
    let old = |byte: u8| byte.is_ascii_uppercase() || b"!~*'()".contains(&byte);
    let words = "expected lower case, digits and '-', '_', '.', as new packages have it";
    name.bytes().any(old).then(|| warning("npm-name-legacy", words))
}

/// PEP 508, "Names".
fn pypi(name: &str) -> Option<Broken> {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let end = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
    let ends = end(name.bytes().next()) && end(name.bytes().last());
    let words =
        "expected ASCII letters, digits, '-', '_', '.', with a letter or digit at both ends";
    (!ends || !name.bytes().all(inside)).then(|| error("pypi-name", words))
}

/// The Cargo Book, "The `name` field", and the registry's further limits.
fn crates_io(name: &str) -> Option<Broken> {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let letter = name.starts_with(|first: char| first.is_ascii_alphabetic());
    let words = "expected a letter, then ASCII letters, digits, '-', '_', at most 64 characters";
    let fits = letter && name.len() <= 64 && name.bytes().all(inside);
    (!fits).then(|| error("crates-io-name", words))
}

/// Maven's model validation, in both coordinates.
fn maven(name: &str) -> Option<Broken> {
    let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let fits = |part: &str| part.bytes().all(inside) && part.bytes().any(|byte| byte != b'.');
    let words = "expected groupId:artifactId of ASCII letters, digits, '-', '_', '.'";
    let both = name.split_once(':').is_some_and(|(group, artifact)| fits(group) && fits(artifact));
    (!both).then(|| error("maven-name", words))
}

fn error(code: &'static str, words: &'static str) -> Broken {
    Broken { code, severity: Severity::Error, words }
}

fn warning(code: &'static str, words: &'static str) -> Broken {
    Broken { code, severity: Severity::Warning, words }
}
