//! The one error of reading: what kind, where, and which input.
//!
//! Invariant: an error is returned only for text that is no such document or value at all;
//! everything milder is a [`Finding`](crate::Finding).

use crate::finding::Pointer;
use std::fmt;

/// Longest piece of the offending input that an error carries, in bytes.
const EXCERPT: usize = 80;

/// Why a text could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// The text is empty or holds only white space.
    Empty,
    /// The bytes are not UTF-8.
    Encoding,
    /// The text breaks the grammar of its format (JSON, TOML, purl, …).
    Syntax,
    /// The text is longer than the reader takes.
    TooLong,
    /// The text nests deeper than the reader's limit.
    TooDeep,
    /// The text is well-formed, but not this kind of document: wrong type at the root, or a
    /// member is missing without which there is no such document.
    NotThisDocument,
    /// The grammar is kept, but a rule of the package type or ecosystem is broken.
    TypeRule,
}

impl ParseErrorKind {
    /// The kind in words, as error messages begin.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty text",
            Self::Encoding => "not UTF-8",
            Self::Syntax => "syntax error",
            Self::TooLong => "too long",
            Self::TooDeep => "nested too deeply",
            Self::NotThisDocument => "not this kind of document",
            Self::TypeRule => "type rule broken",
        }
    }
}

/// A text that could not be read: kind, place and offending input.
///
/// ```
/// use pkgschema::{ParseErrorKind, identity::Purl};
/// let error = "pkg:npm/".parse::<Purl>().unwrap_err();
/// assert_eq!(error.kind(), ParseErrorKind::Syntax);
/// assert_eq!(error.input(), "pkg:npm/");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Message(self))]
pub struct ParseError {
    inner: Box<Inner>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Inner {
    kind: ParseErrorKind,
    detail: String,
    pointer: Option<Pointer>,
    offset: Option<usize>,
    line_column: Option<(usize, usize)>,
    input: String,
}

impl ParseError {
    /// An error about `input` (kept up to 80 bytes); `detail` says what is wrong, lower case,
    /// without a final stop.
    pub fn new(kind: ParseErrorKind, detail: impl Into<String>, input: &str) -> Self {
        let inner = Inner {
            kind,
            detail: detail.into(),
            pointer: None,
            offset: None,
            line_column: None,
            input: excerpt(input).to_owned(),
        };
        Self { inner: Box::new(inner) }
    }

    /// The same error at a byte offset of the input.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.inner.offset = Some(offset);
        self
    }

    /// The same error at a byte offset of `text`: adds line and column, and the line it is on as
    /// the offending input.
    #[must_use]
    pub fn in_text(mut self, text: &str, offset: usize) -> Self {
        let offset = floor_boundary(text, offset);
        let before = text.get(..offset).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(start..).map_or(0, |line| line.chars().count()) + 1;
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let shown = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
        self.inner.offset = Some(offset);
        self.inner.line_column = Some((line, column));
        self.inner.input = window(shown, offset - start).to_owned();
        self
    }

    /// The same error at a member of the document.
    #[must_use]
    pub fn at_pointer(mut self, pointer: Pointer) -> Self {
        self.inner.pointer = Some(pointer);
        self
    }

    /// Why the text could not be read.
    pub fn kind(&self) -> ParseErrorKind {
        self.inner.kind
    }

    /// What exactly is wrong, in words.
    pub fn detail(&self) -> &str {
        &self.inner.detail
    }

    /// The member that is wrong, where the error lies in one.
    pub fn pointer(&self) -> Option<&Pointer> {
        self.inner.pointer.as_ref()
    }

    /// Byte offset into the text, where known.
    pub fn offset(&self) -> Option<usize> {
        self.inner.offset
    }

    /// Line and column (both from 1, columns in characters), where known.
    pub fn line_column(&self) -> Option<(usize, usize)> {
        self.inner.line_column
    }

    /// The offending input, at most 80 bytes of it.
    pub fn input(&self) -> &str {
        &self.inner.input
    }
}

struct Message<'a>(&'a ParseError);

impl fmt::Display for Message<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0.inner;
        write!(f, "{}: {}", inner.kind.as_str(), inner.detail)?;
        match (inner.line_column, inner.offset, &inner.pointer) {
            (Some((line, column)), ..) => write!(f, " at line {line} column {column}")?,
            (None, Some(offset), _) => write!(f, " at byte {offset}")?,
            (None, None, Some(pointer)) => write!(f, " at {pointer}")?,
            (None, None, None) => {}
        }
        if inner.input.is_empty() { Ok(()) } else { write!(f, " in {:?}", inner.input) }
    }
}

/// The first bytes of `input`, cut at a character.
fn excerpt(input: &str) -> &str {
    input.get(..floor_boundary(input, EXCERPT)).unwrap_or_default()
}

/// At most [`EXCERPT`] bytes of `line` around `at`.
fn window(line: &str, at: usize) -> &str {
    let start = floor_boundary(line, at.saturating_sub(EXCERPT / 2));
    line.get(start..).map(excerpt).unwrap_or_default()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
