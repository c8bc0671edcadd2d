//! One row of `RECORD`.
//!
//! Invariant: a digest or size that is not well-formed is an error, never another one.

use crate::syntax::csv;
use pkgschema::identity::{Digest, DigestAlgorithm};
use pkgschema::text::encoding::standard_base64;
use pkgschema::{ParseError, ParseErrorKind};

/// A file with its digest and size, as they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordRow<'a> {
    /// Its path, with `/` between the parts.
    pub path: &'a str,
    /// Its digest: an algorithm by the name of Python's `hashlib`, `=`, and base64 with `-` and
    /// `_` and without padding. Empty where there is none.
    pub digest_text: &'a str,
    /// Its size in bytes, in decimal digits. Empty where it is not said.
    pub size_text: &'a str,
}

impl<'a> RecordRow<'a> {
    pub(super) fn of(row: &'a csv::Row) -> Option<Self> {
        let field = |index: usize| row.get(index).map_or("", |field| field.as_str());
        let path = row.first()?.as_str();
        Some(Self { path, digest_text: field(1), size_text: field(2) })
    }

    /// The digest; `None` where there is none.
    ///
    /// # Errors
    /// If it lacks its algorithm, or is no base64 of this kind, or not as long as the
    /// algorithm's digests are.
    pub fn digest(&self) -> Option<Result<Digest, ParseError>> {
        (!self.digest_text.is_empty()).then(|| digest(self.digest_text))
    }

    /// The size in bytes; `None` where it is not said.
    ///
    /// # Errors
    /// If it is no decimal number below 2^64.
    pub fn size(&self) -> Option<Result<u64, ParseError>> {
        let text = self.size_text;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let error = || ParseError::new(ParseErrorKind::Syntax, "expected a number of bytes", text);
        let size = || text.parse().ok().filter(|_| digits).ok_or_else(error);
        (!text.is_empty()).then(size)
    }

    /// Whether it is the list of the files itself, which has no digest of itself.
    pub fn is_list(&self) -> bool {
        self.is_info("RECORD")
    }

    /// Whether it may have no digest: the list itself, and its signatures.
    pub(super) fn may_lack_digest(&self) -> bool {
        self.is_list() || self.is_info("RECORD.jws") || self.is_info("RECORD.p7s")
    }

    /// Whether it is a module that was compiled, which the list of an installation may name
    /// without a digest.
    pub(super) fn is_compiled(&self) -> bool {
        self.path.ends_with(".pyc")
    }

    /// Whether it is that file of the distribution's `.dist-info`, which is at the root: one
    /// below is of another distribution that is brought along.
    pub(super) fn is_info(&self, name: &str) -> bool {
        let folder = self.path.strip_suffix(name).and_then(|path| path.strip_suffix('/'));
        folder.is_some_and(|folder| folder.ends_with(".dist-info") && !folder.contains('/'))
    }
}

fn digest(text: &str) -> Result<Digest, ParseError> {
    let named = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let Some((name, digest)) = named else {
        let words = "expected an algorithm, = and a digest";
        return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
    };
    if digest.contains(['+', '/', '=']) {
        let words = "expected base64 with - and _ and without padding";
        return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
    }
    Digest::from_base64(DigestAlgorithm::from(name), &standard_base64(digest))
}
