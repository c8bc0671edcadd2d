//! The tags and texts of an HTML document, without a tree.
//!
//! Source: the HTML standard, "Tokenization", read tolerantly: what no browser refuses is not
//! refused. Scripts are passed over to their first end tag.
//!
//! Invariant: every character is looked at a bounded number of times, whatever is left open.

mod entities;

pub(crate) use entities::{decoded, escaped};

/// A piece of a document.
pub(crate) enum Piece<'t> {
    /// A start tag; its name in lower case.
    Open(String, Vec<Attribute<'t>>),
    /// An end tag; its name in lower case.
    Close(String),
    /// Text, entities and all.
    Text(&'t str),
    /// A tag or comment that does not end: all that follows is lost in it.
    Unfinished,
}

/// An attribute: its name in lower case, and its value, entities and all, if it has one.
pub(crate) type Attribute<'t> = (String, Option<&'t str>);

/// Elements in which no tags are but their own end tag.
const RAW: [&str; 7] = ["script", "style", "title", "textarea", "xmp", "iframe", "noembed"];

/// Hands the pieces of a text to `take`, in order.
pub(crate) fn scan<'t>(text: &'t str, mut take: impl FnMut(Piece<'t>)) {
    let mut rest = text;
    while !rest.is_empty() {
        let (before, tag) = rest.split_at_checked(start(rest)).unwrap_or((rest, ""));
        if !before.is_empty() {
            take(Piece::Text(before));
        }
        if tag.is_empty() {
            return;
        }
        let Some((piece, behind)) = piece(tag) else { return take(Piece::Unfinished) };
        rest = behind;
        let raw = match &piece {
            Some(Piece::Open(name, _)) => RAW.iter().find(|raw| *raw == name),
            _ => None,
        };
        piece.into_iter().for_each(&mut take);
        if let Some(name) = raw {
            let end = raw_end(rest, name);
            let (inner, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !inner.is_empty() {
                take(Piece::Text(inner));
            }
            rest = behind;
        }
    }
}

/// Where the next tag or comment begins; the end if there is none.
fn start(text: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find('<')) {
        let behind = text.get(from + at + 1..).unwrap_or_default();
        if behind.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '!' | '?' | '/')) {
            return from + at;
        }
        from += at + 1;
    }
    text.len()
}

/// The piece that a text begins with, and what follows; `None` if it does not end. Comments are
/// no piece.
fn piece(text: &str) -> Option<(Option<Piece<'_>>, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        return Some((None, after_comment(comment)?));
    }
    let ends = text.strip_prefix("</");
    let begins = text.strip_prefix('<').unwrap_or(text);
    let inner = ends.unwrap_or(begins);
    if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
        let (_, behind) = inner.split_once('>')?;
        return Some((None, behind));
    }
    let end = inner.find(|c: char| is_space(c) || matches!(c, '/' | '>'))?;
    let (name, behind) = inner.split_at_checked(end)?;
    let (attributes, behind) = attributes(behind)?;
    let name = name.to_ascii_lowercase();
    let piece = match ends {
        Some(_) => Piece::Close(name),
        None => Piece::Open(name, attributes),
    };
    Some((Some(piece), behind))
}

/// What follows a comment.
fn after_comment(inner: &str) -> Option<&str> {
    // `<!-->` and `<!--->` are whole comments
    let empty = inner.strip_prefix('>').or_else(|| inner.strip_prefix("->"));
    if empty.is_some() {
        return empty;
    }
    let mut rest = inner;
    loop {
        let (_, behind) = rest.split_once("--")?;
        let end = behind.strip_prefix('>').or_else(|| behind.strip_prefix("!>"));
        if end.is_some() {
            return end;
        }
        // a third hyphen may be the second of the end
        rest = rest.get(rest.len() - behind.len() - 1..)?;
    }
}

/// The attributes of a tag, and what follows it.
fn attributes(text: &str) -> Option<(Vec<Attribute<'_>>, &str)> {
    let (mut all, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == '/');
        if let Some(behind) = rest.strip_prefix('>') {
            return Some((all, behind));
        }
        // a sign of equality may begin a name
        let first = rest.chars().next()?.len_utf8();
        let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
        let end = first + rest.get(first..)?.find(ends)?;
        let (name, behind) = rest.split_at_checked(end)?;
        let (value, behind) = value(behind)?;
        all.push((name.to_ascii_lowercase(), value));
        rest = behind;
    }
}

/// The value behind an attribute's name, if there is one, and what follows.
fn value(text: &str) -> Option<(Option<&str>, &str)> {
    let Some(behind) = text.trim_start_matches(is_space).strip_prefix('=') else {
        return Some((None, text));
    };
    let behind = behind.trim_start_matches(is_space);
    for quote in ['"', '\''] {
        if let Some(inner) = behind.strip_prefix(quote) {
            let (value, behind) = inner.split_once(quote)?;
            return Some((Some(value), behind));
        }
    }
    let end = behind.find(|c: char| is_space(c) || c == '>')?;
    let (value, behind) = behind.split_at_checked(end)?;
    Some((Some(value), behind))
}

/// Where the end tag of a raw element begins; the end if there is none.
fn raw_end(text: &str, name: &str) -> usize {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("</")) {
        let behind = text.get(from + at + 2..).unwrap_or_default();
        let own = behind.get(..name.len()).is_some_and(|it| it.eq_ignore_ascii_case(name));
        let next = behind.get(name.len()..).and_then(|rest| rest.chars().next());
        if own && next.is_none_or(|c| is_space(c) || matches!(c, '/' | '>')) {
            return from + at;
        }
        from += at + 2;
    }
    text.len()
}

/// White space of HTML.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> String {
        let mut out = String::new();
        scan(text, |piece| {
            out += &match piece {
                Piece::Open(name, attributes) => format!("<{name} {attributes:?}>"),
                Piece::Close(name) => format!("</{name}>"),
                Piece::Text(text) => format!("{text:?}"),
                Piece::Unfinished => "!".to_owned(),
            };
        });
        out
    }

    #[test]
    fn tags_texts_and_comments() {
        let cases = [
            ("a<b>c</B >", r#""a"<b []>"c"</b>"#),
            (
                "<A HREF = 'x>y' b c=d/e>",
                r#"<a [("href", Some("x>y")), ("b", None), ("c", Some("d/e"))]>"#,
            ),
            ("<a/b=\"\"=c>", r#"<a [("b", Some("")), ("=c", None)]>"#),
            ("1 < 2 <3 <", r#""1 < 2 <3 <""#),
            ("<!-- <a> --><!--><!--->-->x", r#""-->x""#),
            ("<!----!>x<!-- -- --->y", r#""x""y""#),
            ("<!DOCTYPE html><?x?></ a></>t", r#""t""#),
            ("<script><a></scripty></SCRIPT\n>x", r#"<script []>"<a></scripty>"</script>"x""#),
            ("x<a href='", r#""x"!"#),
            ("<a href", "!"),
            ("<!-- x", "!"),
            ("<style>x", r#"<style []>"x""#),
        ];
        for (text, expected) in cases {
            assert_eq!(pieces(text), expected, "{text}");
        }
    }
}
