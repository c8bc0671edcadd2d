//! The long road from text to purl (ECMA-427 section 5.6): split, decode, refuse with a place.
//!
//! Invariant: a text is split at its first unencoded `#` and `?`; where that and splitting from the
//! right would differ, the text is refused rather than guessed at.

use std::borrow::Cow;

use super::{
    MAX_LENGTH, Purl, canonical, octet,
    parts::{Part, Parts, Qualifier, too_long, type_problem},
    percent, rewrite,
};
use crate::{ParseError, ParseErrorKind, Text};

/// How much a reader lets pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// What can be read in one way only is read and normalised.
    Tolerant,
    /// What the standard says shall not be is refused.
    Strict,
}

/// The purl that `text` is.
pub(super) fn parse(text: &str, mode: Mode) -> Result<Purl, ParseError> {
    if text.len() > MAX_LENGTH {
        return Err(too_long(text));
    }
    if let Some(layout) = canonical::layout(text) {
        return Ok(Purl { text: Text::from(text), layout });
    }
    if mode == Mode::Tolerant {
        if let Some(purl) = rewrite::rewrite(text) {
            return Ok(purl);
        }
    }
    Reader { text, mode, holds: octet::classes_in(text) }.read()
}

struct Reader<'a> {
    text: &'a str,
    mode: Mode,
    /// One bit for each class of byte in the text.
    holds: u32,
}

/// A part of the text and where it begins.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Piece<'a> {
    /// What stands before and after the byte at `index`.
    fn cut(self, index: usize) -> (Self, Self) {
        let before = self.text.get(..index).unwrap_or_default();
        let after = self.text.get(index + 1..).unwrap_or_default();
        (Self { text: before, at: self.at }, Self { text: after, at: self.at + index + 1 })
    }

    /// What stands before and, if there is one, after the first such byte.
    fn cut_first(self, separator: u8) -> (Self, Option<Self>) {
        match self.text.bytes().position(|byte| byte == separator) {
            Some(index) => {
                let (before, after) = self.cut(index);
                (before, Some(after))
            }
            None => (self, None),
        }
    }

    /// Without slashes at both ends.
    fn trim_slashes(self) -> Self {
        let slash = |byte: u8| byte == b'/';
        let start = self.text.bytes().position(|byte| !slash(byte)).unwrap_or(self.text.len());
        let end = self.text.bytes().rposition(|byte| !slash(byte)).map_or(start, |last| last + 1);
        Self { text: self.text.get(start..end).unwrap_or_default(), at: self.at + start }
    }

    fn end(self) -> usize {
        self.at + self.text.len()
    }
}

impl<'a> Reader<'a> {
    fn read(&self) -> Result<Purl, ParseError> {
        let rest = self.after_scheme()?;
        self.check_octets()?;
        let (rest, subpath) = self.cut_first(rest, b'#', octet::HASH);
        let (path, qualifiers) = self.cut_first(rest, b'?', octet::QUESTION);
        self.refuse_second(b'#', subpath)?;
        self.refuse_second(b'?', qualifiers)?;
        let (package_type, path) = path.cut_first(b'/');
        if let Some((at, detail)) = type_problem(package_type.text) {
            return Err(self.error(detail, package_type.at + at));
        }
        let path = path.unwrap_or(Piece { text: "", at: package_type.end() }).trim_slashes();
        let (path, version) = self.split_version(path)?;
        let (namespace, name) = self.split_name(path)?;
        let parts = Parts {
            source: Some(self.text),
            package_type: Part { value: package_type.text.into(), at: Some(package_type.at) },
            namespace: self.path(namespace, "namespace", false)?,
            name: self.part(name)?,
            version: version.map_or(Ok(Part::default()), |version| self.part(version))?,
            qualifiers: qualifiers.map_or(Ok(Vec::new()), |pairs| self.qualifiers(pairs))?,
            subpath: match subpath {
                Some(subpath) => self.path(subpath.trim_slashes(), "subpath", true)?,
                None => Part::default(),
            },
        };
        parts.assemble()
    }

    /// [`Piece::cut_first`] where the text holds such a byte at all.
    fn cut_first(
        &self,
        piece: Piece<'a>,
        separator: u8,
        class: u8,
    ) -> (Piece<'a>, Option<Piece<'a>>) {
        if self.holds(class) { piece.cut_first(separator) } else { (piece, None) }
    }

    fn holds(&self, class: u8) -> bool {
        self.holds & (1 << class) != 0
    }

    /// Section 5.6.1: `pkg:`, and slashes after it mean nothing.
    fn after_scheme(&self) -> Result<Piece<'a>, ParseError> {
        let scheme = self.text.get(..4).unwrap_or_default();
        let is_scheme = match self.mode {
            Mode::Strict => scheme == "pkg:",
            Mode::Tolerant => scheme.eq_ignore_ascii_case("pkg:"),
        };
        if !is_scheme {
            return Err(match self.text.trim().is_empty() {
                true => ParseError::new(ParseErrorKind::Empty, "no purl", self.text),
                false => self.error("a purl begins with `pkg:`", 0),
            });
        }
        let text = self.text.get(4..).unwrap_or_default().trim_start_matches('/');
        Ok(Piece { text, at: self.text.len() - text.len() })
    }

    /// Bytes that no reading makes sense of.
    fn check_octets(&self) -> Result<(), ParseError> {
        if !self.holds(octet::ESCAPE) && !self.holds(octet::OTHER) {
            return Ok(());
        }
        let bytes = self.text.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        for (at, byte) in bytes.iter().enumerate() {
            let class = octet::class(*byte);
            if class == octet::ESCAPE && !(digit(at + 1) && digit(at + 2)) {
                return Err(self.error(percent::STRAY, at));
            }
            if class == octet::OTHER && byte.is_ascii_control() {
                return Err(self.error("a control character, not percent-encoded", at));
            }
            if class == octet::OTHER && self.mode == Mode::Strict && !octet::in_urls(*byte) {
                return Err(self.error("a character that has to be percent-encoded", at));
            }
        }
        let trimmed = self.text.trim_end();
        if trimmed.len() < self.text.len() {
            return Err(self.error("white space at the end", trimmed.len()));
        }
        Ok(())
    }

    fn refuse_second(&self, separator: u8, rest: Option<Piece<'a>>) -> Result<(), ParseError> {
        match rest.and_then(|rest| rest.cut_first(separator).1) {
            Some(second) => {
                let detail = format!("a second `{}`, not percent-encoded", char::from(separator));
                Err(self.error(detail, second.at - 1))
            }
            None => Ok(()),
        }
    }

    /// The version begins at the last `@`, except that an `@` that opens a segment before the last
    /// one is a scope's, as in `pkg:npm/@scope/name`.
    fn split_version(&self, path: Piece<'a>) -> Result<(Piece<'a>, Option<Piece<'a>>), ParseError> {
        if !self.holds(octet::AT) {
            return Ok((path, None));
        }
        let last_segment = last_slash(path).map_or(0, |slash| slash + 1);
        let opens = |at: usize| at == 0 || path.text.as_bytes().get(at - 1) == Some(&b'/');
        let mut bytes = path.text.bytes().enumerate().rev();
        let separates = |at| at >= last_segment || !opens(at);
        let Some((at, _)) = bytes.find(|(at, byte)| *byte == b'@' && separates(*at)) else {
            self.refuse_strictly(path, '@')?;
            return Ok((path, None));
        };
        let (path, version) = path.cut(at);
        self.refuse_strictly(path, '@')?;
        self.refuse_strictly(version, '@')?;
        self.refuse_strictly(version, '/')?;
        if version.text.is_empty() && self.mode == Mode::Strict {
            return Err(self.error("version is missing after `@`", version.at));
        }
        Ok((path, Some(version)))
    }

    fn split_name(&self, path: Piece<'a>) -> Result<(Piece<'a>, Piece<'a>), ParseError> {
        let (namespace, name) = match last_slash(path) {
            Some(slash) => path.cut(slash),
            None => (Piece { text: "", at: path.at }, path),
        };
        if name.text.is_empty() {
            return Err(self.error("name is missing", name.at));
        }
        if name.text.starts_with('@') {
            return Err(self.error("name begins with `@`, not percent-encoded", name.at));
        }
        Ok((namespace, name))
    }

    /// Namespace or subpath: segments, none of which hides a slash.
    fn path(&self, piece: Piece<'a>, label: &str, dots: bool) -> Result<Part<'a>, ParseError> {
        let bytes = piece.text.as_bytes();
        let slash = |escape: &[u8]| matches!(escape, [b'%', b'2', b'F' | b'f']);
        let escaped = self.holds(octet::ESCAPE);
        if let Some(at) = escaped.then(|| bytes.windows(3).position(slash)).flatten() {
            let detail = format!("a segment of the {label} holds an encoded `/`");
            return Err(self.error(detail, piece.at + at));
        }
        let part = self.part(piece)?;
        let wrong = |segment: &str| segment.is_empty() || dots && matches!(segment, "." | "..");
        if self.mode == Mode::Strict && !part.value.is_empty() && part.value.split('/').any(wrong) {
            let detail = format!("a segment of the {label} is empty or relative");
            return Err(self.error(detail, piece.at));
        }
        Ok(part)
    }

    fn part(&self, piece: Piece<'a>) -> Result<Part<'a>, ParseError> {
        Ok(Part { value: self.decode(piece)?, at: Some(piece.at) })
    }

    /// Section 5.6.6: pairs, each with a `=`.
    fn qualifiers(&self, piece: Piece<'a>) -> Result<Vec<Qualifier<'a>>, ParseError> {
        let mut rest = Some(piece);
        let mut pairs = Vec::new();
        while let Some(piece) = rest {
            let (pair, next) = piece.cut_first(b'&');
            rest = next;
            if !pair.text.is_empty() {
                pairs.push(self.pair(pair)?);
            } else if self.mode == Mode::Strict {
                return Err(self.error("an empty qualifier", pair.at));
            }
        }
        Ok(pairs)
    }

    fn pair(&self, pair: Piece<'a>) -> Result<Qualifier<'a>, ParseError> {
        let (key, Some(value)) = pair.cut_first(b'=') else {
            return Err(self.error("a qualifier without `=`", pair.at));
        };
        let upper = key.text.bytes().position(|byte| byte.is_ascii_uppercase());
        if let (Some(at), Mode::Strict) = (upper, self.mode) {
            return Err(self.error("a qualifier key that is not lower case", key.at + at));
        }
        let value = self.decode(value)?;
        Ok(Qualifier { key: Cow::Borrowed(key.text), value, at: Some(key.at) })
    }

    fn decode(&self, piece: Piece<'a>) -> Result<Cow<'a, str>, ParseError> {
        percent::decode(piece.text).map_err(|bad| self.error(bad.why, piece.at + bad.at))
    }

    fn refuse_strictly(&self, piece: Piece<'a>, character: char) -> Result<(), ParseError> {
        if self.mode == Mode::Tolerant {
            return Ok(());
        }
        match piece.text.find(character) {
            Some(at) => {
                let detail = format!("`{character}` that has to be percent-encoded");
                Err(self.error(detail, piece.at + at))
            }
            None => Ok(()),
        }
    }

    fn error(&self, detail: impl Into<String>, at: usize) -> ParseError {
        ParseError::new(ParseErrorKind::Syntax, detail, self.text).at_offset(at)
    }
}

fn last_slash(path: Piece<'_>) -> Option<usize> {
    path.text.bytes().rposition(|byte| byte == b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text and layout, or the words of the refusal.
    fn outcome(purl: &Result<Purl, ParseError>) -> String {
        match purl {
            Ok(purl) => format!("{purl} {:?}", purl.layout),
            Err(error) => error.to_string(),
        }
    }

    /// All texts of three pieces after each beginning.
    fn texts() -> impl Iterator<Item = String> {
        const HEADS: [&str; 9] = [
            "pkg:x/",
            "PKG://NPM/",
            "pkg:pypi/A_",
            "pkg:cpan/a/",
            "pkg:mlflow/A",
            "pkg:git/H/",
            "pkg:julia/a?uuid",
            "pkg:rpm/A%2b/",
            "pkg:otp/a#A",
        ];
        const PIECES: [&str; 27] = [
            "", "a", "B", "_", "é", ".", "..", "/", "@", "?", "#", "&", "=", "%", "%2F", "%41",
            "%2e", "%40", "%c3%a9", "%ff", "%3a", ":", "+", " ", "\u{1}", "a=1", "?B=2&a=",
        ];
        let pairs = || PIECES.iter().flat_map(|a| PIECES.iter().map(move |b| format!("{a}{b}")));
        let endings = move || pairs().flat_map(|pair| PIECES.map(|piece| format!("{pair}{piece}")));
        HEADS.into_iter().flat_map(move |head| endings().map(move |end| format!("{head}{end}")))
    }

    #[test]
    fn the_quick_roads_lead_where_the_long_one_does() {
        let (mut canonical, mut rewritten) = (0, 0);
        for text in texts() {
            let mode = Mode::Tolerant;
            let long = || Reader { text: &text, mode, holds: octet::classes_in(&text) }.read();
            if let Some(layout) = canonical::layout(&text) {
                canonical += 1;
                let short = Ok(Purl { text: Text::from(&*text), layout });
                assert_eq!(outcome(&short), outcome(&long()), "{text}");
            }
            if let Some(purl) = rewrite::rewrite(&text) {
                rewritten += 1;
                assert_eq!(outcome(&Ok(purl)), outcome(&long()), "{text}");
            }
        }
        assert!(canonical > 1_000 && rewritten > 10_000, "{canonical} and {rewritten}");
    }
}
