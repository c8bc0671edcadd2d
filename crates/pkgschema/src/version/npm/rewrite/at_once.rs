//! Sets that are written plainly, read in one pass.
//!
//! Invariant: whatever is not certain to be plain gives `None`, and the other way decides.

use crate::version::identifiers::is_identifier_byte;
use crate::version::npm::comparator::{Comparator, Operator};
use crate::version::npm::desugar::{Desugar, Sign};
use crate::version::npm::partial::{Number, Partial};
use crate::version::npm::range::Options;
use crate::version::npm::version::{plain_labels, plain_number};

/// Reads a set. `None` if it is not plain; some comparators may have been added by then.
pub(super) fn read(text: &str, options: Options, to: &mut Vec<Comparator>) -> Option<()> {
    if text.is_empty() {
        to.push(Comparator::ANY);
        return Some(());
    }
    let mut desugar = Desugar { lowest: options.include_prerelease, loose: false, to };
    let mut rest = text;
    loop {
        let (sign, behind) = sign(rest)?;
        let (partial, behind) = partial(behind)?;
        let next = behind.trim_start_matches(' ');
        if let Some(high) = next.strip_prefix("- ").filter(|_| next.len() < behind.len()) {
            let bare = sign == Sign::Equal && rest.len() == text.len() && !rest.starts_with('=');
            let (high, "") = self::partial(high.trim_start_matches(' '))? else { return None };
            return if bare { desugar.hyphen(&partial, &high).ok() } else { None };
        }
        let comparison = matches!(sign, Sign::Equal | Sign::Compare(_));
        if comparison && partial.is_out_of_order() {
            return None;
        }
        desugar.one(sign, &partial).ok()?;
        if behind.is_empty() {
            return Some(());
        }
        rest = next;
    }
}

/// The sign, and what follows it and spaces.
fn sign(text: &str) -> Option<(Sign, &str)> {
    let (sign, length) = match text.as_bytes() {
        [b'>', b'=', ..] => (Sign::Compare(Operator::GreaterOrEqual), 2),
        [b'<', b'=', ..] => (Sign::Compare(Operator::LessOrEqual), 2),
        [b'~', b'>', ..] => (Sign::Tilde, 2),
        [b'>', ..] => (Sign::Compare(Operator::Greater), 1),
        [b'<', ..] => (Sign::Compare(Operator::Less), 1),
        [b'=', ..] => (Sign::Equal, 1),
        [b'~', ..] => (Sign::Tilde, 1),
        [b'^', ..] => (Sign::Caret, 1),
        _ => return Some((Sign::Equal, text)),
    };
    let behind = text.get(length..)?;
    Some((sign, behind.trim_start_matches(' ')))
}

/// A partial version in the strict grammar with numbers that surely fit, and what follows it:
/// nothing or a space.
fn partial(text: &str) -> Option<(Partial<'_>, &str)> {
    let prefixed = text.starts_with('v');
    let text = text.get(usize::from(prefixed)..)?;
    let bytes = text.as_bytes();
    let (mut numbers, mut zero) = ([Number::Any; 3], [false; 3]);
    let mut at = 0;
    let mut given = 0;
    for (number, zero) in numbers.iter_mut().zip(&mut zero) {
        (*number, *zero, at) = one(bytes, at)?;
        given += 1;
        match bytes.get(at) {
            Some(b'.') if given < 3 => at += 1,
            _ => break,
        }
    }
    let start = at;
    if given == 3 && bytes.get(at) == Some(&b'-') {
        at = plain_labels(bytes, at + 1)?;
    }
    let pre = text.get(start..at)?;
    if bytes.get(at) == Some(&b'+') {
        at += 1 + build_length(bytes.get(at + 1..)?)?;
    }
    let rest = text.get(at..)?;
    if !(rest.is_empty() || rest.starts_with(' ')) || at > MAX_PLAIN {
        return None;
    }
    let [major, minor, patch] = numbers;
    let pre = pre.strip_prefix('-').unwrap_or(pre);
    Some((Partial { major, minor, patch, zero, prefixed, pre }, rest))
}

/// So long a version surely is no longer than one may be.
const MAX_PLAIN: usize = 200;

fn one(bytes: &[u8], at: usize) -> Option<(Number, bool, usize)> {
    if let Some(b'x' | b'X' | b'*') = bytes.get(at) {
        return Some((Number::Any, false, at + 1));
    }
    let (value, end) = plain_number(bytes, at)?;
    Some((Number::Is(value), value == 0, end))
}

/// Length of build identifiers; `None` if one is empty.
fn build_length(bytes: &[u8]) -> Option<usize> {
    let inside = |byte: &&u8| is_identifier_byte(**byte) || **byte == b'.';
    let length = bytes.iter().take_while(inside).count();
    let words = bytes.get(..length)?.split(|byte| *byte == b'.');
    (words.into_iter().all(|word| !word.is_empty())).then_some(length)
}
