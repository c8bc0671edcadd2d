//! The grammar of a version (PEP 440, appendix B, in the spelling rules of its "normalization").
//!
//! Invariant: reading is one pass over the bytes and records places only.

use super::version::PreKind;

/// A piece of the text, as two places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// Where the parts of a version stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spans {
    /// Digits; empty if there is no epoch.
    pub(super) epoch: Span,
    /// Digits and dots.
    pub(super) release: Span,
    /// Digits, maybe none; of no meaning without a kind.
    pub(super) pre: Span,
    pub(super) pre_kind: Option<PreKind>,
    /// Digits, maybe none.
    pub(super) post: Option<Span>,
    /// Digits, maybe none.
    pub(super) dev: Option<Span>,
    /// Everything behind the plus sign; empty if there is none.
    pub(super) local: Span,
}

/// White space of Python: what `str.strip` removes.
pub(super) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

/// Reads bytes from a place on.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn span(&self, start: usize) -> Span {
        // The caller refuses longer texts.
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { start: place(start), end: place(self.at) }
    }

    fn digits(&mut self) -> Span {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.span(start)
    }

    fn separator(&mut self) {
        if matches!(self.peek(), Some(b'.' | b'_' | b'-')) {
            self.at += 1;
        }
    }

    /// Takes a word of lower-case letters, in whatever case it is written.
    fn word(&mut self, word: &[u8]) -> bool {
        let here = self.bytes.get(self.at..self.at + word.len());
        let is = here.is_some_and(|here| here.eq_ignore_ascii_case(word));
        self.at += if is { word.len() } else { 0 };
        is
    }

    /// Takes one of the words, maybe with separators around it, and a number. Takes nothing if
    /// no word is there.
    fn label<T: Copy>(&mut self, words: &[(&[u8], T)]) -> Option<(T, Span)> {
        let start = self.at;
        self.separator();
        let Some((_, kind)) = words.iter().find(|(word, _)| self.word(word)) else {
            self.at = start;
            return None;
        };
        self.separator();
        Some((*kind, self.digits()))
    }
}

const PRE: [(&[u8], PreKind); 8] = [
    (b"alpha", PreKind::Alpha),
    (b"a", PreKind::Alpha),
    (b"beta", PreKind::Beta),
    (b"b", PreKind::Beta),
    (b"preview", PreKind::Candidate),
    (b"pre", PreKind::Candidate),
    (b"c", PreKind::Candidate),
    (b"rc", PreKind::Candidate),
];
const POST: [(&[u8], ()); 3] = [(b"post", ()), (b"rev", ()), (b"r", ())];
const DEV: [(&[u8], ()); 1] = [(b"dev", ())];

/// Reads the whole text between two places; `None` if it is no version.
pub(super) fn read(text: &str, start: usize, end: usize) -> Option<Spans> {
    let mut scan = Scan { bytes: text.as_bytes().get(..end)?, at: start };
    let mut spans = Spans::default();
    if matches!(scan.peek(), Some(b'v' | b'V')) {
        scan.at += 1;
    }
    let mut release_start = scan.at;
    let mut first = scan.digits();
    if scan.peek() == Some(b'!') && first.start < first.end {
        spans.epoch = first;
        scan.at += 1;
        release_start = scan.at;
        first = scan.digits();
    }
    if first.start == first.end {
        return None;
    }
    release(&mut scan);
    spans.release = scan.span(release_start);
    if scan.at < end {
        labels(&mut scan, &mut spans)?;
    }
    (scan.at == end).then_some(spans)
}

/// The further numbers of the release.
fn release(scan: &mut Scan<'_>) {
    while scan.peek() == Some(b'.') && scan.bytes.get(scan.at + 1).is_some_and(u8::is_ascii_digit) {
        scan.at += 1;
        scan.digits();
    }
}

/// What follows the release. `None` for a plus sign with nothing readable behind it.
fn labels(scan: &mut Scan<'_>, spans: &mut Spans) -> Option<()> {
    if let Some((kind, number)) = scan.label(&PRE) {
        (spans.pre_kind, spans.pre) = (Some(kind), number);
    }
    spans.post = implicit_post(scan).or_else(|| Some(scan.label(&POST)?.1));
    spans.dev = scan.label(&DEV).map(|(_, number)| number);
    if scan.peek() == Some(b'+') {
        scan.at += 1;
        let start = scan.at;
        local(scan)?;
        spans.local = scan.span(start);
    }
    Some(())
}

/// `-1`: a post-release without a word.
fn implicit_post(scan: &mut Scan<'_>) -> Option<Span> {
    let digit = scan.bytes.get(scan.at + 1).is_some_and(u8::is_ascii_digit);
    if scan.peek() != Some(b'-') || !digit {
        return None;
    }
    scan.at += 1;
    Some(scan.digits())
}

/// Words of letters and digits with separators between them.
fn local(scan: &mut Scan<'_>) -> Option<()> {
    loop {
        let start = scan.at;
        while scan.peek().is_some_and(|byte| byte.is_ascii_alphanumeric()) {
            scan.at += 1;
        }
        if scan.at == start {
            return None;
        }
        match (scan.peek(), scan.bytes.get(scan.at + 1)) {
            (Some(b'.' | b'_' | b'-'), Some(next)) if next.is_ascii_alphanumeric() => scan.at += 1,
            _ => return Some(()),
        }
    }
}
