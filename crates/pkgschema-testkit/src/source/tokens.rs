//! As much of Rust's grammar as paths need.
//!
//! Invariant: works on any text; what is no Rust gives tokens of no meaning, never a panic.

/// A path as it stands in the text, and the inline modules that it stands in.
pub(super) struct Named<'a> {
    pub(super) inside: Vec<&'a str>,
    pub(super) path: Vec<&'a str>,
}

/// Every path in the text, group members one by one. A single name counts only behind `use` and
/// `extern crate`.
pub(super) fn paths(text: &str) -> Vec<Named<'_>> {
    let tokens = tokens(text);
    let before = |i: usize, back: usize| i.checked_sub(back).map_or("", |at| tokens[at]);
    let mut found = Vec::new();
    // one for each open brace: the name of the module that it opens, if it does
    let mut open = Vec::new();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        let named = is_name(token) && *token != "use";
        let starts = before(i, 1) != "::" || !continues(before(i, 2));
        let imported =
            before(i, 1) == "use" || (before(i, 1) == "crate" && before(i, 2) == "extern");
        if named && starts && (imported || tokens.get(i + 1) == Some(&"::")) {
            let mut paths = Vec::new();
            i = tree(&tokens, i, &[], &mut paths);
            let inside: Vec<&str> = open.iter().copied().flatten().collect();
            found.extend(paths.into_iter().map(|path| Named { inside: inside.clone(), path }));
            continue;
        }
        match *token {
            "{" => open.push((before(i, 2) == "mod").then(|| before(i, 1))),
            "}" => drop(open.pop()),
            _ => {}
        }
        i += 1;
    }
    found
}

/// Reads one path or group at `i`; gives the place behind it.
fn tree<'a>(
    tokens: &[&'a str],
    i: usize,
    prefix: &[&'a str],
    found: &mut Vec<Vec<&'a str>>,
) -> usize {
    match tokens.get(i).copied() {
        Some("{") => group(tokens, i + 1, prefix, found),
        Some(token) if token == "*" || is_name(token) => {
            let path = [prefix, &[token]].concat();
            let goes_on = tokens.get(i + 2).is_some_and(|t| matches!(*t, "{" | "*") || is_name(t));
            if tokens.get(i + 1) == Some(&"::") && goes_on {
                return tree(tokens, i + 2, &path, found);
            }
            found.push(path);
            i + 1
        }
        _ => i + 1,
    }
}

fn group<'a>(
    tokens: &[&'a str],
    mut i: usize,
    prefix: &[&'a str],
    found: &mut Vec<Vec<&'a str>>,
) -> usize {
    while let Some(token) = tokens.get(i) {
        match *token {
            "}" => return i + 1,
            "," => i += 1,
            "as" => i += 2,
            _ => i = tree(tokens, i, prefix, found),
        }
    }
    i
}

/// Whether a `::` behind this token goes on with a path instead of starting one.
fn continues(token: &str) -> bool {
    token == ">" || (is_name(token) && token != "use")
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Names, `::` and single other characters; comments, literals and white space left out.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, token) = if let Some(skipped) = skipped(rest) {
            (skipped, false)
        } else if is_name(rest) {
            (name_length(rest), true)
        } else if rest.starts_with("::") {
            (2, true)
        } else {
            (first.len_utf8(), !first.is_whitespace())
        };
        let (head, tail) = rest.split_at(length);
        if token {
            found.push(head);
        }
        rest = tail;
    }
    found
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
}

/// The length of the comment or literal that the text begins with.
fn skipped(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    let bare = ["br", "cr", "b", "c", "r"].iter().find_map(|p| text.strip_prefix(p));
    let bare = bare.unwrap_or(text);
    let prefix = text.len() - bare.len();
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    if text[..prefix].ends_with('r') && bare[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let inner = &bare[hashes + 1..];
        let length = inner.find(&end).map_or(inner.len(), |at| at + end.len());
        return Some(prefix + hashes + 1 + length);
    }
    match bare.chars().next()? {
        '"' => Some(prefix + quoted(bare, '"')),
        '\'' => is_character(bare).then(|| prefix + quoted(bare, '\'')),
        _ => None,
    }
}

/// A character literal, not a lifetime.
fn is_character(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    characters.next() == Some('\\') || characters.next() == Some('\'')
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn block_comment(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while let Some(next) = text[at..].find("/*").into_iter().chain(text[at..].find("*/")).min() {
        depth = if text[at + next..].starts_with("/*") { depth + 1 } else { depth - 1 };
        at += next + 2;
        if depth == 0 {
            return at;
        }
    }
    text.len()
}
