//! A version of npm.
//!
//! Invariant: numbers are at most 2^53-1; the pre-release is a slice of the source text.

use super::grammar::{MAX_LENGTH, is_plain, is_space, number, split_digits, trim};
use crate::version::identifiers::{
    are_identifiers, are_strict_identifiers, compare_pre, is_number,
};
use crate::{ParseError, ParseErrorKind, Text};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

/// A version as node-semver reads it: Semantic Versioning 2.0.0 with white space around it and a
/// leading `v` allowed; read loosely also `=1.2.3`, `01.2.3` and `1.2.3beta`. Order, `Eq` and
/// `Hash` are those of precedence, without build metadata.
///
/// Deviation: of numbers beyond 2^53 in a pre-release, node-semver takes two that round to the
/// same double for the end of the comparison, whatever follows them, so that its order goes in
/// circles. Here the comparison goes on behind them, and the order is total.
///
/// ```
/// use pkgschema::version::npm::Version;
/// let (old, new) = (Version::parse("v1.2.0")?, Version::parse("1.10.0")?);
/// assert!(old < new);
/// assert_eq!((old.as_str(), old.canonical().as_ref()), ("v1.2.0", "1.2.0"));
/// assert_eq!(Version::parse_loose("=1.2.3beta")?.pre(), "beta");
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Version {
    text: Text,
    release: Release,
    /// Where the pre-release begins and ends, and where the build metadata ends.
    pre: (u16, u16),
    build: u16,
}

/// Major, minor and patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Release {
    pub(super) numbers: [u64; 3],
    /// All three in one number of the same order, if they are small enough; else the largest.
    packed: u64,
}

impl Release {
    /// Bits of minor and of patch; major has what is left.
    const BITS: u32 = 21;
    const TOO_LARGE: u64 = u64::MAX;

    pub(super) const fn new(numbers: [u64; 3]) -> Self {
        let [major, minor, patch] = numbers;
        let fits = (major >> Self::BITS) | (minor >> Self::BITS) | (patch >> Self::BITS) == 0;
        let packed = match fits {
            true => (major << (2 * Self::BITS)) | (minor << Self::BITS) | patch,
            false => Self::TOO_LARGE,
        };
        Self { numbers, packed }
    }

    #[inline]
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        match self.packed.max(other.packed) {
            Self::TOO_LARGE => self.numbers.cmp(&other.numbers),
            _ => self.packed.cmp(&other.packed),
        }
    }
}

/// How a version is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As Semantic Versioning writes it.
    Strict,
    /// With what else is found in the registry.
    Loose,
}

impl Version {
    /// Reads a version strictly.
    ///
    /// # Errors
    /// If node-semver refuses it: wrong grammar, longer than 256 characters, a number above
    /// 2^53-1.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::read(text, Reading::Strict)
    }

    /// Reads a version loosely: node-semver's option `loose`.
    ///
    /// # Errors
    /// As [`parse`](Self::parse).
    pub fn parse_loose(text: &str) -> Result<Self, ParseError> {
        Self::read(text, Reading::Loose)
    }

    pub(super) fn read(text: &str, reading: Reading) -> Result<Self, ParseError> {
        if let Some(plain) = Plain::read(text) {
            return Ok(Self {
                text: Text::from(text),
                release: Release::new(plain.numbers),
                pre: (plain.pre.0, plain.pre.1),
                build: plain.end,
            });
        }
        if text.len() > MAX_LENGTH && text.encode_utf16().count() > MAX_LENGTH {
            let words = "a version of npm has at most 256 characters";
            return Err(ParseError::new(ParseErrorKind::TooLong, words, text));
        }
        let trimmed = trim(text);
        match Parts::read(trimmed, reading) {
            Ok(Some(parts)) => Ok(Self::of_parts(text, trimmed, &parts)),
            Ok(None) => Err(not_a_version(text)),
            Err(TooLarge) => {
                let words = "a number is above 9007199254740991";
                Err(ParseError::new(ParseErrorKind::TypeRule, words, text))
            }
        }
    }

    fn of_parts(text: &str, trimmed: &str, parts: &Parts<'_>) -> Self {
        // The parts end where the trimmed text ends.
        let end = text.len() - text.trim_start_matches(is_space).len() + trimmed.len();
        let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
        let build = parts.build.map_or(0, |build| build.len() + 1);
        let pre_end = end - build;
        Self {
            text: Text::from(text),
            release: Release::new(parts.numbers),
            pre: (place(pre_end - parts.pre.len()), place(pre_end)),
            build: place(end),
        }
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Major, minor and patch.
    pub fn numbers(&self) -> [u64; 3] {
        self.release.numbers
    }

    pub(super) fn release(&self) -> &Release {
        &self.release
    }

    /// The pre-release identifiers as written; empty if there are none.
    pub fn pre(&self) -> &str {
        self.text.get(usize::from(self.pre.0)..usize::from(self.pre.1)).unwrap_or_default()
    }

    /// The build metadata; empty if there is none.
    pub fn build(&self) -> &str {
        self.text.get(usize::from(self.pre.1) + 1..usize::from(self.build)).unwrap_or_default()
    }

    /// Whether this is a pre-release.
    pub fn is_prerelease(&self) -> bool {
        self.pre.1 > self.pre.0
    }

    /// The version as node-semver prints it: without `v` and build metadata.
    pub fn canonical(&self) -> Cow<'_, str> {
        let [major, minor, patch] = self.numbers();
        let canonical = match self.is_prerelease() {
            true => format!("{major}.{minor}.{patch}-{}", canonical_pre(self.pre())),
            false => format!("{major}.{minor}.{patch}"),
        };
        match canonical == self.as_str() {
            true => Cow::Borrowed(&self.text),
            false => Cow::Owned(canonical),
        }
    }

    /// The lowest version above this one: there is none between them. `None` where the next one
    /// is beyond what a version can hold.
    pub(in crate::version) fn successor(&self) -> Option<Self> {
        let [major, minor, patch] = self.numbers();
        let text = match self.is_prerelease() {
            true => format!("{}.0", self.canonical()),
            false => format!("{major}.{minor}.{}-0", patch + 1),
        };
        Self::parse(&text).ok()
    }
}

/// The places in a text that is a version in the strict grammar, with nothing before it and
/// numbers that surely fit: one pass tells. What is not plain is read as [`Parts`].
struct Plain {
    numbers: [u64; 3],
    pre: (u16, u16),
    end: u16,
}

impl Plain {
    fn read(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let end = u16::try_from(bytes.len()).ok().filter(|end| usize::from(*end) <= MAX_LENGTH)?;
        let (major, at) = plain_number(bytes, 0)?;
        let (minor, at) = plain_number(bytes, behind(bytes, at, b'.')?)?;
        let (patch, at) = plain_number(bytes, behind(bytes, at, b'.')?)?;
        let numbers = [major, minor, patch];
        if at == bytes.len() {
            return Some(Self { numbers, pre: (end, end), end });
        }
        let pre_start = behind(bytes, at, b'-')?;
        let pre_end = plain_labels(bytes, pre_start)?;
        if pre_end < bytes.len() {
            let build = behind(bytes, pre_end, b'+')?;
            are_identifiers(text.get(build..)?).then_some(())?;
        }
        let place = |at| u16::try_from(at).ok();
        Some(Self { numbers, pre: (place(pre_start)?, place(pre_end)?), end })
    }
}

/// The place behind the byte, if it stands there.
fn behind(bytes: &[u8], at: usize, byte: u8) -> Option<usize> {
    (bytes.get(at) == Some(&byte)).then_some(at + 1)
}

/// A number without leading zeros of at most fifteen digits, and the place behind it.
pub(super) fn plain_number(bytes: &[u8], start: usize) -> Option<(u64, usize)> {
    let (mut at, mut value) = (start, 0);
    while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
        value = value * 10 + u64::from(digit - b'0');
        at += 1;
        if at - start > 15 {
            return None;
        }
    }
    let zero = bytes.get(start) == Some(&b'0');
    (at > start && (!zero || at == start + 1)).then_some((value, at))
}

/// The place behind strict pre-release identifiers: the end, or a byte that is in none of them.
pub(super) fn plain_labels(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut word, mut digits) = (start, start, true);
    loop {
        match bytes.get(at) {
            Some(b'0'..=b'9') => at += 1,
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'-') => {
                digits = false;
                at += 1;
            }
            other => {
                let leading_zero = digits && at - word > 1 && bytes.get(word) == Some(&b'0');
                if at == word || leading_zero {
                    return None;
                }
                if other != Some(&b'.') {
                    return Some(at);
                }
                at += 1;
                (word, digits) = (at, true);
            }
        }
    }
}

/// A number that is too large.
pub(super) struct TooLarge;

/// A version's parts. Whatever follows the numbers ends where the text ends.
pub(super) struct Parts<'a> {
    pub(super) numbers: [u64; 3],
    pub(super) pre: &'a str,
    pub(super) build: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Takes a text without white space around it apart. `None` if it is no version.
    pub(super) fn read(text: &'a str, reading: Reading) -> Result<Option<Self>, TooLarge> {
        let text = match reading {
            Reading::Strict => text.strip_prefix('v').unwrap_or(text),
            Reading::Loose => text.trim_start_matches(|c| matches!(c, 'v' | '=') || is_space(c)),
        };
        let Some((digits, rest)) = three_numbers(text) else { return Ok(None) };
        let Some((digits, pre, build)) = behind_numbers(digits, rest, text, reading) else {
            return Ok(None);
        };
        if reading == Reading::Strict && !digits.into_iter().all(is_plain) {
            return Ok(None);
        }
        let [major, minor, patch] = digits.map(number);
        match (major, minor, patch) {
            (Some(major), Some(minor), Some(patch)) => {
                Ok(Some(Self { numbers: [major, minor, patch], pre, build }))
            }
            _ => Err(TooLarge),
        }
    }
}

fn three_numbers(text: &str) -> Option<([&str; 3], &str)> {
    let (major, rest) = split_digits(text);
    let (minor, rest) = split_digits(rest.strip_prefix('.')?);
    let (patch, rest) = split_digits(rest.strip_prefix('.')?);
    let all = !(major.is_empty() || minor.is_empty() || patch.is_empty());
    all.then_some(([major, minor, patch], rest))
}

type Behind<'a> = ([&'a str; 3], &'a str, Option<&'a str>);

/// Pre-release and build metadata. Read loosely, digits at the end of the patch may turn out to
/// be the pre-release's: `1.2.12.3` is `1.2.1-2.3` to node-semver.
fn behind_numbers<'a>(
    digits: [&'a str; 3],
    rest: &'a str,
    text: &'a str,
    reading: Reading,
) -> Option<Behind<'a>> {
    if rest.is_empty() {
        return Some((digits, "", None));
    }
    let (pre, build) = rest.split_once('+').map_or((rest, None), |(pre, b)| (pre, Some(b)));
    if !build.is_none_or(are_identifiers) {
        return None;
    }
    if let Some(pre) = prerelease(pre, reading) {
        return Some((digits, pre, build));
    }
    let [major, minor, patch] = digits;
    let (kept, last) = patch.split_at_checked(patch.len().checked_sub(1)?)?;
    if reading == Reading::Strict || kept.is_empty() || pre.is_empty() {
        return None;
    }
    let start = text.len() - rest.len() - last.len();
    let pre = text.get(start..text.len() - rest.len() + pre.len())?;
    are_identifiers(pre).then_some(([major, minor, kept], pre, build))
}

/// The identifiers of what stands between the numbers and the build metadata.
pub(super) fn prerelease(text: &str, reading: Reading) -> Option<&str> {
    if text.is_empty() {
        return Some("");
    }
    if text.len() > MAX_WORD && has_long_word(text) {
        return None;
    }
    let behind_hyphen = text.strip_prefix('-');
    match reading {
        Reading::Strict => behind_hyphen.filter(|pre| are_strict_identifiers(pre)),
        Reading::Loose => behind_hyphen
            .filter(|pre| are_identifiers(pre))
            .or_else(|| are_identifiers(text).then_some(text)),
    }
}

/// Longest identifier that node-semver's expressions match, leading digits aside.
const MAX_WORD: usize = 251;

pub(super) fn has_long_word(text: &str) -> bool {
    let word = |part: &str| part.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    text.strip_prefix('-').unwrap_or(text).split('.').any(|part| word(part) > MAX_WORD)
}

fn not_a_version(text: &str) -> ParseError {
    match trim(text) {
        "" => ParseError::new(ParseErrorKind::Empty, "expected a version", text),
        _ => ParseError::new(ParseErrorKind::Syntax, "expected a version such as 1.2.3-rc.1", text),
    }
}

/// The identifiers with numbers as numbers: `01` is `1`. Beyond 2^53-1 they stay as written.
pub(super) fn canonical_pre(pre: &str) -> Cow<'_, str> {
    if pre.is_empty() || are_strict_identifiers(pre) {
        return Cow::Borrowed(pre);
    }
    let canonical = |part: &'_ str| match number(part) {
        Some(value) if is_number(part.as_bytes()) && value < super::grammar::MAX_NUMBER => {
            value.to_string()
        }
        _ => part.to_owned(),
    };
    Cow::Owned(pre.split('.').map(canonical).collect::<Vec<_>>().join("."))
}

/// Numbers of a pre-release as JavaScript compares them: as doubles, so that two of them beyond
/// 2^53 may be equal.
fn compare_numbers(left: &str, right: &str) -> Ordering {
    match (left.len().max(right.len()) < 16, left.parse::<u64>(), right.parse::<u64>()) {
        (true, Ok(left), Ok(right)) => left.cmp(&right),
        _ => double(left).total_cmp(&double(right)),
    }
}

fn double(digits: &str) -> f64 {
    digits.parse().unwrap_or(f64::INFINITY)
}

/// Precedence of numbers and pre-release.
pub(super) fn compare(left: ([u64; 3], &str), right: ([u64; 3], &str)) -> Ordering {
    left.0.cmp(&right.0).then_with(|| compare_labels(left.1, right.1))
}

/// Precedence of pre-releases.
pub(super) fn compare_labels(left: &str, right: &str) -> Ordering {
    compare_pre(left, right, compare_numbers)
}

impl Version {
    /// What is compared.
    pub(super) fn key(&self) -> ([u64; 3], &str) {
        (self.numbers(), self.pre())
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.release.compare(&other.release).then_with(|| compare_labels(self.pre(), other.pre()))
    }
}

impl Hash for Version {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.numbers().hash(state);
        for part in self.pre().split('.').filter(|part| !part.is_empty()) {
            match is_number(part.as_bytes()) {
                true => double(part).to_bits().hash(state),
                false => part.hash(state),
            }
        }
    }
}

crate::version::ordered::ordered_version!(Version);
