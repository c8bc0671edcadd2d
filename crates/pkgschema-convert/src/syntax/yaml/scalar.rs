//! What a plain scalar is by YAML 1.2's core schema.
//!
//! Invariant: digits that are JSON's stay as they are written.

use std::borrow::Cow;

/// What a plain text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Plain<'a> {
    Null,
    Boolean(bool),
    /// A whole number, as JSON writes it.
    Whole(Cow<'a, str>),
    /// Another number, as JSON writes it.
    Decimal(Cow<'a, str>),
    /// A number that JSON does not have.
    NotInJson,
    Text,
}

/// What a plain text stands for.
pub(super) fn resolve(text: &str) -> Plain<'_> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Plain::Null,
        "true" | "True" | "TRUE" => return Plain::Boolean(true),
        "false" | "False" | "FALSE" => return Plain::Boolean(false),
        ".nan" | ".NaN" | ".NAN" => return Plain::NotInJson,
        _ => {}
    }
    if let Some((digits, radix)) = prefixed(text) {
        return match u64::from_str_radix(digits, radix) {
            Ok(number) => Plain::Whole(Cow::Owned(number.to_string())),
            Err(_) => Plain::NotInJson,
        };
    }
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Plain::NotInJson;
    }
    decimal(text, unsigned).unwrap_or(Plain::Text)
}

/// The digits of an octal or hexadecimal number.
fn prefixed(text: &str) -> Option<(&str, u32)> {
    let (digits, radix) = match (text.strip_prefix("0o"), text.strip_prefix("0x")) {
        (Some(digits), _) => (digits, 8),
        (_, Some(digits)) => (digits, 16),
        _ => return None,
    };
    let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    all.then_some((digits, radix))
}

/// A decimal number: `[-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?`.
fn decimal<'a>(text: &'a str, unsigned: &str) -> Option<Plain<'a>> {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let some = |text: &str| !text.is_empty() && digits(text);
    let power = exponent.map(|text| text.strip_prefix(['-', '+']).unwrap_or(text));
    let mantissa_fits = match fraction {
        Some(fraction) if whole.is_empty() => some(fraction),
        Some(fraction) => digits(whole) && digits(fraction),
        None => some(whole),
    };
    if !mantissa_fits || !power.is_none_or(some) {
        return None;
    }
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    let bare = whole.is_empty() || fraction.is_some_and(str::is_empty);
    let json = match leading_zero || bare || text.starts_with('+') {
        false => Cow::Borrowed(text),
        true => Cow::Owned(as_json(text.starts_with('-'), whole, fraction, exponent)),
    };
    let is_whole = fraction.is_none() && exponent.is_none();
    Some(if is_whole { Plain::Whole(json) } else { Plain::Decimal(json) })
}

fn as_json(negative: bool, whole: &str, fraction: Option<&str>, exponent: Option<&str>) -> String {
    let whole = whole.trim_start_matches('0');
    let mut json = String::from(if negative { "-" } else { "" });
    json.push_str(if whole.is_empty() { "0" } else { whole });
    if let Some(fraction) = fraction {
        json.push('.');
        json.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        json.push('e');
        json.push_str(exponent);
    }
    json
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let number = |text: &'static str| match resolve(text) {
            Plain::Whole(json) | Plain::Decimal(json) => json.into_owned(),
            other => format!("{other:?}"),
        };
        for (text, json) in [
            ("0", "0"),
            ("1.10", "1.10"),
            ("-3", "-3"),
            ("+3", "3"),
            ("007", "7"),
            ("1e5", "1e5"),
            ("1E400", "1E400"),
            (".5", "0.5"),
            ("-.5e-3", "-0.5e-3"),
            ("5.", "5.0"),
            ("00.", "0.0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0x10000000000000000", "NotInJson"),
            ("-.INF", "NotInJson"),
            ("0b1", "Text"),
            ("1_000", "Text"),
            ("1.2.3", "Text"),
            ("1e", "Text"),
            (".", "Text"),
            ("+", "Text"),
            ("e5", "Text"),
            ("-0x1", "Text"),
            ("1e+", "Text"),
            ("yes", "Text"),
        ] {
            assert_eq!(number(text), json, "{text}");
        }
    }
}
