//! Sets in whatever shape, rewritten as node-semver does it.
//!
//! Invariant: each step is one of node-semver's replacements and takes linear time.

use crate::version::identifiers::is_identifier_byte;
use crate::version::npm::comparator::{Comparator, Operator};
use crate::version::npm::desugar::{Desugar, Refused, Sign, ceiling, floor};
use crate::version::npm::grammar::{MAX_LENGTH, is_space, split_digits, trim};
use crate::version::npm::partial::{Number, Partial};
use crate::version::npm::range::Options;
use crate::version::npm::version::Reading;

/// Words of the error.
const NOT_A_RANGE: &str = "expected comparators such as >=1.2.3, ^1.2 or 1.x";
const TOO_LARGE: &str = "a number is above 9007199254740991";

/// Reads a set. Loosely, comparators that are none are left out.
pub(super) fn read(
    text: &str,
    options: Options,
    to: &mut Vec<Comparator>,
) -> Result<(), &'static str> {
    let text = without_build(&single_spaces(text));
    let text = without_hyphen(&text, options).unwrap_or(text);
    let text = spaces_behind(&trimmed_operators(&text), "~");
    let text = spaces_behind(&text, "^");
    let words = text.split(' ').count();
    let all_any = text.split(' ').all(str::is_empty);
    for (index, word) in text.split(' ').enumerate() {
        // What means "any" counts only where it is not between others.
        let counts = all_any || index == 0 || index + 1 == words;
        let start = to.len();
        match one(word, options, to) {
            Ok(()) if !counts && word.contains(['x', 'X', '*']) && is_any(to, start) => {
                to.truncate(start);
            }
            Ok(()) => {}
            Err(Refused::NotAComparator) if options.loose => {}
            Err(Refused::NotAComparator) => return Err(NOT_A_RANGE),
            Err(Refused::TooLarge) => return Err(TOO_LARGE),
            Err(Refused::TooLong) => return Err("a version has more than 256 characters"),
        }
        if word.is_empty() && counts {
            to.push(Comparator::ANY);
        }
    }
    Ok(())
}

fn is_any(comparators: &[Comparator], start: usize) -> bool {
    comparators.get(start..).unwrap_or_default() == [Comparator::ANY]
}

/// Each run of white space as one space.
fn single_spaces(text: &str) -> String {
    text.split(is_space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The text without every `+` that identifiers follow, and without these.
fn without_build(text: &str) -> String {
    let mut pieces = text.split('+');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let length = identifiers_length(piece);
        if length == 0 {
            out.push('+');
        }
        out.push_str(piece.get(length..).unwrap_or_default());
    }
    out
}

/// Length of the identifiers, with dots between them, that the text begins with.
fn identifiers_length(text: &str) -> usize {
    let mut length = 0;
    for part in text.split('.') {
        let word = part.bytes().take_while(|byte| is_identifier_byte(*byte)).count();
        if word == 0 {
            break;
        }
        length += word + usize::from(length > 0);
        if word < part.len() {
            break;
        }
    }
    length
}

/// A hyphen range written as two comparisons, if the whole set is one.
fn without_hyphen(text: &str, options: Options) -> Option<String> {
    let (low, high) = text.split_once(" - ")?;
    let (low, high) = (low.trim_matches(' '), high.trim_matches(' '));
    let from = Partial::read(low, options.reading())?;
    let until = Partial::read(high, options.reading())?;
    let pre = if options.include_prerelease { "-0" } else { "" };
    let from = match () {
        () if from.major.is_any() => String::new(),
        () if from.is_open() => {
            let [major, minor, _] = floor(&from).map(printed);
            format!(">={}.{}.0{pre}", written(low, 0, major), written(low, 1, minor))
        }
        () if from.pre.is_empty() => format!(">={low}{pre}"),
        () => format!(">={low}"),
    };
    let [major, minor, patch] = until.numbers();
    let until = match () {
        () if until.major.is_any() => String::new(),
        () if until.is_open() => {
            let [major, minor, patch] = ceiling(&until).map(printed);
            format!("<{major}.{minor}.{patch}-0")
        }
        () if !until.pre.is_empty() => {
            let [major, minor, patch] = until.numbers().map(printed);
            format!("<={major}.{minor}.{patch}-{}", until.pre)
        }
        () if options.include_prerelease => {
            let [major, minor, patch] = [major, minor, patch.next()].map(printed);
            format!("<{major}.{minor}.{patch}-0")
        }
        () => format!("<={high}"),
    };
    Some(format!("{from} {until}").trim_matches(' ').to_owned())
}

/// A number in a text that is read again; one too large stays so.
fn printed(number: Number) -> String {
    match number {
        Number::Any => "0".to_owned(),
        Number::Is(value) => value.to_string(),
        Number::TooLarge(_) => "9".repeat(20),
        Number::Exponent => "1e".to_owned(),
    }
}

/// A zero as it is written in the partial version, leading zeros and all; others as they are.
fn written(partial: &str, index: usize, number: String) -> String {
    let digits = partial.trim_start_matches(['v', '=', ' ']).split('.').nth(index);
    match digits {
        Some(digits) if number == "0" && digits.starts_with('0') => digits.to_owned(),
        _ => number,
    }
}

/// The text without the space between an operator and the version behind it. As in node-semver's
/// expression, `v`, `=` and spaces before the version belong to the version, and only one
/// operator is looked at.
fn trimmed_operators(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let run = rest.find(|c: char| !matches!(c, ' ' | 'v' | '=' | '<' | '>'));
        let (before, behind) =
            rest.split_at_checked(run.unwrap_or(rest.len())).unwrap_or((rest, ""));
        let length = version_length(behind);
        match length {
            0 => out.push_str(before),
            _ => push_trimmed(before, &mut out),
        }
        let taken = match length {
            0 => behind.chars().next().map_or(0, char::len_utf8),
            length => length,
        };
        let (version, behind) = behind.split_at_checked(taken).unwrap_or((behind, ""));
        out.push_str(version);
        rest = behind;
    }
    out
}

/// Adds what stands before a version, without the space behind the operator.
fn push_trimmed(before: &str, out: &mut String) {
    let at = before
        .rfind(['<', '>'])
        .unwrap_or_else(|| before.len() - before.trim_start_matches(' ').len());
    let (head, tail) = before.split_at_checked(at).unwrap_or((before, ""));
    out.push_str(head);
    let angle = usize::from(tail.starts_with(['<', '>']));
    let equals = usize::from(tail.get(angle..).is_some_and(|tail| tail.starts_with('=')));
    let (operator, behind) = tail.split_at_checked(angle + equals).unwrap_or((tail, ""));
    out.push_str(operator);
    out.push_str(if operator.is_empty() { behind } else { behind.trim_start_matches(' ') });
}

/// Length of the version, whole or partial, that the text begins with: what node-semver's
/// expression takes of it.
fn version_length(text: &str) -> usize {
    loose_length(text).unwrap_or_else(|| partial_length(text))
}

fn loose_length(text: &str) -> Option<usize> {
    let mut rest = text;
    for dot in [false, true, true] {
        let behind = if dot { rest.strip_prefix('.')? } else { rest };
        let (digits, behind) = split_digits(behind);
        if digits.is_empty() {
            return None;
        }
        rest = behind;
    }
    let hyphen = usize::from(rest.starts_with('-'));
    let label = identifiers_length(rest.get(hyphen..).unwrap_or_default());
    let label = if label > 0 { hyphen + label } else { identifiers_length(rest) };
    Some(text.len() - rest.len() + label)
}

fn partial_length(text: &str) -> usize {
    let one = |text: &str| match text.as_bytes() {
        [b'x' | b'X' | b'*' | b'0', ..] => 1,
        _ => split_digits(text).0.len(),
    };
    let zeros = text.len() - text.trim_start_matches('0').len();
    if zeros > 1 {
        // One after the other, until the one that a dot may follow.
        let digit =
            text.get(zeros..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        return if digit { zeros } else { zeros - 1 };
    }
    let mut length = one(text);
    if length == 0 {
        return 0;
    }
    for number in 1..3 {
        let behind = text.get(length..).and_then(|rest| rest.strip_prefix('.'));
        let Some(next) = behind.map(one).filter(|next| *next > 0) else { return length };
        length += 1 + next;
        if number == 2 {
            let rest = text.get(length..).unwrap_or_default();
            length += rest.strip_prefix('-').map_or(0, strict_label);
        }
    }
    length
}

/// Length of the strict pre-release that follows a hyphen, with the hyphen; 0 if there is none.
fn strict_label(text: &str) -> usize {
    let mut length = 0;
    for part in text.split('.') {
        let word = part.bytes().take_while(|byte| is_identifier_byte(*byte)).count();
        let word_text = part.get(..word).unwrap_or_default();
        let number = word_text.bytes().all(|byte| byte.is_ascii_digit());
        let taken = if number && word_text.starts_with('0') { 1 } else { word };
        if word == 0 {
            break;
        }
        length += taken + usize::from(length > 0);
        if taken < part.len() {
            break;
        }
    }
    if length == 0 { 0 } else { length + 1 }
}

/// The text without the space behind the sign; a tilde's `>` goes with the space.
fn spaces_behind(text: &str, sign: &str) -> String {
    let mut pieces = text.split(sign);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        out.push_str(sign);
        let behind = if sign == "~" { piece.strip_prefix('>').unwrap_or(piece) } else { piece };
        out.push_str(behind.strip_prefix(' ').unwrap_or(piece));
    }
    out
}

/// Reads one condition without spaces in it; an empty one is none.
fn one(text: &str, options: Options, to: &mut Vec<Comparator>) -> Result<(), Refused> {
    let reading = options.reading();
    let mut desugar = Desugar { lowest: options.include_prerelease, loose: options.loose, to };
    if text.is_empty() {
        return Ok(());
    }
    let caret = text.strip_prefix('^').map(|rest| (Sign::Caret, rest));
    let tilde = text.strip_prefix("~>").or_else(|| text.strip_prefix('~'));
    if let Some((sign, rest)) = caret.or(tilde.map(|rest| (Sign::Tilde, rest))) {
        let partial = Partial::read(rest, reading).ok_or(Refused::NotAComparator)?;
        return desugar.one(sign, &partial);
    }
    let (sign, rest) = split_operator(text);
    match Partial::read(rest, reading) {
        Some(partial) if partial.is_open() && !partial.is_out_of_order() => {
            desugar.one(sign, &partial)
        }
        Some(partial) if !partial.is_open() => whole(sign, rest, &partial, reading, &mut desugar),
        _ => without_star(text, reading, &mut desugar),
    }
}

/// What is no x-range loses its first star, with the operator before it, and has to be a
/// comparator then.
fn without_star(text: &str, reading: Reading, to: &mut Desugar<'_>) -> Result<(), Refused> {
    let (before, behind) = text.split_once('*').ok_or(Refused::NotAComparator)?;
    let before = before.strip_suffix('=').unwrap_or(before);
    let before = before.strip_suffix(['<', '>']).unwrap_or(before);
    let text = without_build(&format!("{before}{behind}"));
    let (sign, rest) = split_operator(&text);
    match Partial::read(rest, reading) {
        _ if text.is_empty() => {
            to.to.push(Comparator::ANY);
            Ok(())
        }
        Some(partial) if !partial.is_open() => whole(sign, rest, &partial, reading, to),
        _ => Err(Refused::NotAComparator),
    }
}

/// A comparator with a whole version. Strictly, no more than a `v` may stand before it.
fn whole(
    sign: Sign,
    text: &str,
    partial: &Partial<'_>,
    reading: Reading,
    to: &mut Desugar<'_>,
) -> Result<(), Refused> {
    let plain = trim(text).strip_prefix('v').unwrap_or(trim(text));
    if reading == Reading::Strict && !plain.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Refused::NotAComparator);
    }
    if text.len() > MAX_LENGTH {
        return Err(Refused::TooLong);
    }
    to.one(sign, partial)
}

/// The sign of a comparison and what follows it.
fn split_operator(text: &str) -> (Sign, &str) {
    let (operator, behind) = Operator::split(text);
    match operator {
        Operator::Equal => (Sign::Equal, behind),
        operator => (Sign::Compare(operator), behind),
    }
}
