//! The directives of a `go.mod`, with their comments.
//!
//! Invariant: each line is looked at once, and a comment of a block is kept once.

use std::rc::Rc;

/// A directive: its verb, its words and its comments.
#[derive(Debug)]
pub(in crate::formats) struct Directive<'t> {
    /// Number of its line in the view.
    pub(in crate::formats) number: usize,
    pub(in crate::formats) verb: &'t str,
    /// Words behind the verb; brackets and commas are words, quotes around words are left out.
    pub(in crate::formats) words: Vec<&'t str>,
    /// The lines of its comments, or else of the block's, without `//` and blanks around.
    pub(in crate::formats) comments: Rc<[&'t str]>,
}

/// A block that is open.
struct Block<'t> {
    verb: &'t str,
    comments: Rc<[&'t str]>,
}

/// The directives with one of these verbs.
pub(super) fn read<'t>(
    lines: impl Iterator<Item = (usize, &'t str)>,
    verbs: &[&str],
) -> Vec<Directive<'t>> {
    let mut directives = Vec::new();
    let mut above: Vec<&'t str> = Vec::new();
    let mut block: Option<Block<'t>> = None;
    for (number, line) in lines {
        let Line { words, comment } = split(line);
        match (&words[..], &block) {
            ([], None) if comment.is_none() => above.clear(),
            ([], _) => above.extend(comment),
            ([")"], Some(_)) => {
                block = None;
                above.clear();
            }
            ([verb, "("], None) => {
                block = Some(Block { verb, comments: std::mem::take(&mut above).into() });
            }
            ([_, "(", ")"], None) => above.clear(),
            ([first, rest @ ..], open) => {
                let (verb, words) = match open {
                    Some(block) => (block.verb, &words[..]),
                    None => (*first, rest),
                };
                above.extend(comment);
                let own = std::mem::take(&mut above);
                if verbs.contains(&verb) {
                    let comments = match open {
                        Some(block) if own.is_empty() => Rc::clone(&block.comments),
                        _ => own.into(),
                    };
                    let words = words.to_vec();
                    directives.push(Directive { number, verb, words, comments });
                }
            }
        }
    }
    directives
}

/// A line taken apart.
struct Line<'t> {
    words: Vec<&'t str>,
    comment: Option<&'t str>,
}

fn split(line: &str) -> Line<'_> {
    let (mut words, mut rest) = (Vec::new(), line.trim());
    while let Some(first) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("//") {
            return Line { words, comment: Some(comment.trim()) };
        }
        let (word, behind) = match first {
            '(' | ')' | '[' | ']' | ',' => rest.split_at(1),
            '"' | '`' => quoted(rest, first),
            _ => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | ',');
                let end = rest.find(ends).unwrap_or(rest.len());
                let word = rest.get(..end).unwrap_or(rest);
                let end = word.find("//").unwrap_or(end);
                rest.split_at_checked(end).unwrap_or((rest, ""))
            }
        };
        words.push(word);
        rest = behind.trim_start();
    }
    Line { words, comment: None }
}

/// A text in quotes without them, and what stands behind. A quote that is never closed, and one
/// with escapes, stays as it is written.
fn quoted(text: &str, quote: char) -> (&str, &str) {
    let inner = text.get(1..).unwrap_or_default();
    match inner.split_once(quote) {
        Some((word, behind)) if !word.contains('\\') => (word, behind),
        _ => (text, ""),
    }
}
