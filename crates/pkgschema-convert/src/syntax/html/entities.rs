//! Characters that stand for others: `&amp;`, `&#62;`, `&#x3e;`.
//!
//! Source: the HTML standard, "Character reference state"; of the names the five that XML has.
//!
//! Invariant: what is no reference stays as it is.

use std::borrow::Cow;

/// The names, and the character. Those of the first eight are read without a semicolon too.
const NAMES: [(&str, char); 9] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("AMP", '&'),
    ("LT", '<'),
    ("GT", '>'),
    ("QUOT", '"'),
    ("apos", '\''),
];

/// What the numbers 128 to 159 stand for, where they stand for anything: Windows-1252.
const OLD: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The text with its references read. In an attribute a name without a semicolon is none before
/// a letter, a digit or `=`.
pub(crate) fn decoded(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        match reference(behind, in_attribute) {
            Some((character, behind)) => {
                out.push(character);
                rest = behind;
            }
            None => {
                out.push('&');
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that a reference stands for, and what follows it.
fn reference(text: &str, in_attribute: bool) -> Option<(char, &str)> {
    if let Some(number) = text.strip_prefix('#') {
        return numeric(number);
    }
    NAMES.into_iter().find_map(|(name, character)| {
        let behind = text.strip_prefix(name)?;
        if let Some(behind) = behind.strip_prefix(';') {
            return Some((character, behind));
        }
        let goes_on = behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '=');
        (name != "apos" && !(in_attribute && goes_on)).then_some((character, behind))
    })
}

fn numeric(text: &str) -> Option<(char, &str)> {
    let hex = text.strip_prefix(['x', 'X']);
    let (digits, radix) = hex.map_or((text, 10), |digits| (digits, 16));
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (number, behind) = digits.split_at_checked(end)?;
    if number.is_empty() {
        return None;
    }
    let character = match u32::from_str_radix(number, radix) {
        Ok(old @ 0x80..=0x9f) => OLD.chars().nth(usize::try_from(old - 0x80).ok()?)?,
        Ok(code) if code != 0 => char::from_u32(code).unwrap_or('\u{fffd}'),
        _ => '\u{fffd}',
    };
    Some((character, behind.strip_prefix(';').unwrap_or(behind)))
}

/// The text with references for what would mean something else.
pub(crate) fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\r']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        let cases = [
            ("&gt;=3.8,&lt4", ">=3.8,<4", ">=3.8,&lt4"),
            ("&amp;lt; &apos; &apos", "&lt; ' &apos", "&lt; ' &apos"),
            ("&#62;&#x3E&#X3e;;", ">>>;", ">>>;"),
            ("&#0;&#xD800;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&#150;&#128;&#159;", "–€Ÿ", "–€Ÿ"),
            ("&; &#; &#x; &nbsp; &", "&; &#; &#x; &nbsp; &", "&; &#; &#x; &nbsp; &"),
            ("a?b&lt=c&amp=d", "a?b<=c&=d", "a?b&lt=c&amp=d"),
        ];
        for (text, in_text, in_attribute) in cases {
            assert_eq!(decoded(text, false), in_text, "{text}");
            assert_eq!(decoded(text, true), in_attribute, "{text}");
        }
        let text = "a&lt;\"<>'\r\n";
        assert_eq!(decoded(&escaped(text), true), text);
    }
}
