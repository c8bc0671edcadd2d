//! The Markdown of a RustSec advisory: where the front matter ends, the title, the description.
//!
//! Source: CommonMark 0.31, "Fenced code blocks", "ATX headings".
//!
//! Invariant: every part is a piece of the source; nothing is moved or respelt.

use std::ops::Range;

/// Where the parts of a text stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    front: Range<usize>,
    /// Where the line behind the closing fence begins.
    body: usize,
}

impl Parts {
    pub(super) fn front<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.front.clone()).unwrap_or_default()
    }

    pub(super) fn body<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.body..).unwrap_or_default()
    }

    /// Everything before the body, both fences included.
    pub(super) fn head<'a>(&self, text: &'a str) -> &'a str {
        text.get(..self.body).unwrap_or_default()
    }

    /// Everything behind the front matter: the closing fence and the body.
    pub(super) fn tail<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.front.end..).unwrap_or_default()
    }
}

/// The front matter and the body of a text that begins with a fence; `None` if it does not, or
/// if the fence has no end.
pub(super) fn split(text: &str) -> Option<Parts> {
    let (start, fence) = opening(text)?;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        let end = at + line.len();
        let closing = line.trim();
        if closing.len() >= fence && closing.bytes().all(|byte| byte == b'`') {
            return Some(Parts { front: start..at, body: end });
        }
        at = end;
    }
    None
}

/// Whether the text begins with a fence.
pub(super) fn has_fence(text: &str) -> bool {
    opening(text).is_some()
}

/// Where the line behind the opening fence begins, and how many backticks the fence has. Blank
/// lines may stand before it.
fn opening(text: &str) -> Option<(usize, usize)> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
    let fence = body.len() - body.trim_start_matches('`').len();
    let line = body.split_inclusive('\n').next()?;
    let word = line.get(fence..)?.trim();
    let start = text.len() - body.len() + line.len();
    (fence >= 3 && word.eq_ignore_ascii_case("toml")).then_some((start, fence))
}

/// The title, if a heading of the first level comes first, and the description.
pub(super) fn read(body: &str) -> (Option<&str>, &str) {
    let body = without_blank_lines(body);
    let (line, behind) = body.split_once('\n').unwrap_or((body, ""));
    match heading(line) {
        Some(title) => (Some(title), without_blank_lines(behind)),
        None => (None, body),
    }
}

/// The text of a heading of the first level.
pub(super) fn heading(line: &str) -> Option<&str> {
    let text = line.strip_prefix('#')?;
    let is_heading = text.trim_end().is_empty() || text.starts_with([' ', '\t']);
    is_heading.then(|| text.trim())
}

/// The text without blank lines before it and white space behind it. Indentation stays, which
/// means something in Markdown.
pub(in crate::cargo) fn without_blank_lines(text: &str) -> &str {
    let text = text.trim_end();
    let blank = text.len() - text.trim_start().len();
    let start = text.get(..blank).and_then(|gap| gap.rfind('\n')).map_or(0, |end| end + 1);
    text.get(start..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found() {
        let text = "```toml\r\na = 1\r\n```\r\n\r\n# T \r\n\r\n    code\r\n";
        let parts = split(text).unwrap();
        assert_eq!((parts.front(text), parts.tail(text)), ("a = 1\r\n", &text[16..]));
        assert_eq!(read(parts.body(text)), (Some("T"), "    code"));
        let long = "\n````TOML\n```\n````\n#\n";
        let parts = split(long).unwrap();
        assert_eq!((parts.front(long), read(parts.body(long))), ("```\n", (Some(""), "")));
        for text in ["", "```", "```toml", "```toml\n``\n", "```json\n```\n", "# x"] {
            assert_eq!(split(text), None, "{text}");
        }
        assert!(has_fence("```toml\n[a]\n") && !has_fence("``toml"));
        assert_eq!(read("## Two\n"), (None, "## Two"));
        assert_eq!(read("  \n\n#Not\n"), (None, "#Not"));
    }
}
