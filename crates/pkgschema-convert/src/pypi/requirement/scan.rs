//! Reads text from a place on.
//!
//! Invariant: the place is a character's, and only moves forward.

use pkgschema::{ParseError, ParseErrorKind};

/// White space of Python.
pub(in crate::pypi) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// The white space of the grammar (PEP 508, `wsp`).
pub(super) fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t')
}

/// A text and a place in it.
#[derive(Debug, Clone)]
pub(super) struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    /// What stands between a place before and this one.
    pub(super) fn since(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Takes characters as long as they fit.
    pub(super) fn take_while(&mut self, fits: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Takes blanks, and says whether there were some.
    pub(super) fn blanks(&mut self) -> bool {
        !self.take_while(is_blank).is_empty()
    }

    /// Takes a sign if it is there.
    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let is = self.rest().starts_with(sign);
        self.at += if is { sign.len() } else { 0 };
        is
    }

    /// Takes a word if it is there as a whole.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let Some(behind) = self.rest().strip_prefix(word) else {
            return false;
        };
        let whole = !behind.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        self.at += if whole { word.len() } else { 0 };
        whole
    }

    /// Moves forward by bytes that have been looked at.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes).min(self.text.len());
    }

    /// What is wrong here.
    pub(super) fn error(&self, words: &str) -> ParseError {
        self.error_at(self.at, words)
    }

    /// What is wrong at a place before.
    pub(super) fn error_at(&self, at: usize, words: &str) -> ParseError {
        ParseError::new(ParseErrorKind::Syntax, words, "").in_text(self.text, at)
    }

    /// The nesting is too deep here.
    pub(super) fn too_deep(&self, words: String) -> ParseError {
        ParseError::new(ParseErrorKind::TooDeep, words, "").in_text(self.text, self.at)
    }
}
