//! Sets that are written plainly, read in one pass.
//!
//! Invariant: whatever is not certain to be plain gives `None`, and the other way decides.

use crate::version::identifiers::{are_identifiers, are_strict_identifiers, is_identifier_byte};
use crate::version::npm::comparator::{Comparator, Operator};
use crate::version::npm::desugar::{Desugar, Sign};
use crate::version::npm::partial::{Number, Partial};
use crate::version::npm::range::Options;

/// Reads a set. `None` if it is not plain; some comparators may have been added by then.
pub(super) fn read(text: &str, options: Options, to: &mut Vec<Comparator>) -> Option<()> {
    if text.is_empty() {
        to.push(Comparator::ANY);
        return Some(());
    }
    let mut desugar = Desugar { lowest: options.include_prerelease, to };
    let mut rest = text;
    loop {
        let (sign, behind) = sign(rest)?;
        let (partial, behind) = partial(behind)?;
        if let Some(high) = behind.strip_prefix(" - ") {
            let bare = sign == Sign::Equal && rest.len() == text.len() && !rest.starts_with('=');
            let (high, "") = self::partial(high)? else { return None };
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
        rest = behind.strip_prefix(' ')?.trim_start_matches(' ');
    }
}

/// The sign, and what follows it and a space.
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
    Some((sign, behind.strip_prefix(' ').unwrap_or(behind)))
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
    let [major, minor, patch] = numbers;
    let (pre, rest) = match bytes.get(at) {
        None | Some(b' ') => ("", text.get(at..)?),
        Some(b'-' | b'+') if given == 3 => labels(text.get(at..)?)?,
        Some(_) => return None,
    };
    Some((Partial { major, minor, patch, zero, prefixed, pre }, rest))
}

fn one(bytes: &[u8], at: usize) -> Option<(Number, bool, usize)> {
    let mut end = at;
    let mut value = 0;
    while let Some(digit @ b'0'..=b'9') = bytes.get(end) {
        value = value * 10 + u64::from(digit - b'0');
        end += 1;
        if end - at > 15 {
            return None;
        }
    }
    match (bytes.get(at)?, end - at) {
        (b'x' | b'X' | b'*', _) => Some((Number::Any, false, at + 1)),
        (b'0', 1) => Some((Number::Is(0), true, end)),
        (b'1'..=b'9', _) => Some((Number::Is(value), false, end)),
        _ => None,
    }
}

/// Pre-release and build metadata, and what follows them.
fn labels(text: &str) -> Option<(&str, &str)> {
    let inside = |byte: &u8| is_identifier_byte(*byte) || *byte == b'.' || *byte == b'+';
    let end = text.bytes().take_while(|byte| inside(byte)).count();
    let (labels, rest) = text.split_at_checked(end)?;
    if !(rest.is_empty() || rest.starts_with(' ')) || labels.len() > 200 {
        return None;
    }
    let (pre, build) = labels.split_once('+').map_or((labels, None), |(pre, b)| (pre, Some(b)));
    let pre = match pre.strip_prefix('-') {
        Some(pre) if are_strict_identifiers(pre) => pre,
        None if pre.is_empty() => "",
        _ => return None,
    };
    let plain = build.is_none_or(are_identifiers);
    plain.then_some((pre, rest))
}
