//! Hexadecimal and base64 (RFC 4648 sections 4 and 8).
//!
//! Invariant: each byte sequence has one base64 text; every other text is refused. Both ways take
//! linear time.

/// Whether the text is pairs of hexadecimal digits.
pub fn is_hex(text: &str) -> bool {
    text.len() % 2 == 0 && text.bytes().all(|digit| digit.is_ascii_hexdigit())
}

/// The bytes of hexadecimal digits of either case; `None` for any other text.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| u8::try_from(char::from(byte).to_digit(16)?).ok();
    let byte = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    text.as_bytes().chunks(2).map(byte).collect()
}

/// Lower-case hexadecimal.
pub fn to_hex(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| char::from_digit(nibble.into(), 16)).collect()
}

/// Base64 with padding.
pub fn to_base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let padded = [0, 1, 2].map(|at| u32::from(group.get(at).copied().unwrap_or(0)));
        let [first, second, third] = padded;
        let bits = first << 16 | second << 8 | third;
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            text.push(if at <= group.len() { letter(bits >> shift & 63) } else { '=' });
        }
    }
    text
}

/// The bytes of canonical base64: with padding, without anything between, unused bits zero. `None`
/// for any other text.
///
/// ```
/// use pkgschema::text::encoding::{from_base64, from_any_base64};
/// assert_eq!(from_base64("_-8"), None);
/// assert_eq!(from_any_base64("_-8"), Some(vec![0xff, 0xef]));
/// ```
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (bytes, seen) = decoded(text)?;
    (text.len() % 4 == 0 && seen & URL_SAFE == 0).then_some(bytes)
}

/// The bytes of base64 in the standard or the URL-safe alphabet, but not both, padded or not;
/// unused bits are zero. `None` for any other text.
pub fn from_any_base64(text: &str) -> Option<Vec<u8>> {
    let (bytes, seen) = decoded(text)?;
    (seen & (STANDARD | URL_SAFE) != STANDARD | URL_SAFE).then_some(bytes)
}

/// The bytes, and what kinds of letters were seen. Padding is whole or not there.
fn decoded(text: &str) -> Option<(Vec<u8>, u16)> {
    let data = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    if text.len() > data.len() && (text.len() % 4 != 0 || data.len() % 4 == 0) {
        return None;
    }
    let (groups, mut seen) = (data.as_bytes().chunks_exact(4), 0);
    let rest = groups.remainder();
    let mut bytes = Vec::with_capacity(data.len() / 4 * 3 + 2);
    bytes.resize(data.len() / 4 * 3, 0);
    for (group, three) in groups.zip(bytes.chunks_exact_mut(3)) {
        let [first, second, third, fourth] = *group else { return None };
        let values = [value(first), value(second), value(third), value(fourth)];
        let [first, second, third, fourth] = values;
        seen |= first | second | third | fourth;
        let [first, second, third, fourth] = values.map(|value| u32::from(value & 63));
        let bits = first << 18 | second << 12 | third << 6 | fourth;
        let [_, high, middle, low] = bits.to_be_bytes();
        three.copy_from_slice(&[high, middle, low]);
    }
    match *rest {
        [] => {}
        [first, second] => match tail([first, second, b'A'], &mut seen)? {
            [byte, 0] => bytes.push(byte),
            _ => return None,
        },
        [first, second, third] => {
            bytes.extend_from_slice(&tail([first, second, third], &mut seen)?);
        }
        _ => return None,
    }
    (seen & NO_LETTER == 0).then_some((bytes, seen))
}

/// The two bytes of three letters; `None` if a bit belongs to no byte.
fn tail(letters: [u8; 3], seen: &mut u16) -> Option<[u8; 2]> {
    let [first, second, third] = letters.map(value);
    *seen |= first | second | third;
    let [first, second, third] = [first, second, third].map(|value| u32::from(value & 63));
    let [_, high, low, spare] = (first << 18 | second << 12 | third << 6).to_be_bytes();
    (spare == 0).then_some([high, low])
}

/// Base64 in the standard alphabet and with padding, for a text in the URL-safe alphabet or
/// without padding (RFC 4648 sections 5 and 3.2).
pub fn standard_base64(text: &str) -> String {
    let mut standard = text.replace('-', "+").replace('_', "/");
    while standard.len() % 4 != 0 && !text.ends_with('=') {
        standard.push('=');
    }
    standard
}

fn letter(value: u32) -> char {
    let byte = u8::try_from(value & 63).unwrap_or_default();
    char::from(match byte {
        0..=25 => b'A' + byte,
        26..=51 => b'a' + byte - 26,
        52..=61 => b'0' + byte - 52,
        62 => b'+',
        _ => b'/',
    })
}

/// A byte that is no letter; a letter of the standard alphabet alone; one of the URL-safe alone.
const NO_LETTER: u16 = 1 << 6;
const STANDARD: u16 = 1 << 7;
const URL_SAFE: u16 = 1 << 8;

/// The value of each byte as a letter of either alphabet, and what kind of letter it is.
// the compiler fills the table, so an index out of bounds would not compile
#[allow(clippy::indexing_slicing)]
const VALUES: [u16; 256] = {
    let mut values = [NO_LETTER; 256];
    let mut at = 0;
    while at < 64 {
        let (letter, kind) = match at {
            0..=25 => (b'A' + at, 0),
            26..=51 => (b'a' + at - 26, 0),
            52..=61 => (b'0' + at - 52, 0),
            62 => (b'+', STANDARD),
            _ => (b'/', STANDARD),
        };
        values[letter as usize] = at as u16 | kind;
        at += 1;
    }
    values[b'-' as usize] = 62 | URL_SAFE;
    values[b'_' as usize] = 63 | URL_SAFE;
    values
};

fn value(letter: u8) -> u16 {
    VALUES.get(usize::from(letter)).copied().unwrap_or(NO_LETTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The test vectors of RFC 4648 section 10.
    const VECTORS: [(&str, &str, &str); 7] = [
        ("", "", ""),
        ("f", "Zg==", "66"),
        ("fo", "Zm8=", "666f"),
        ("foo", "Zm9v", "666f6f"),
        ("foob", "Zm9vYg==", "666f6f62"),
        ("fooba", "Zm9vYmE=", "666f6f6261"),
        ("foobar", "Zm9vYmFy", "666f6f626172"),
    ];

    #[test]
    fn vectors_go_both_ways() {
        for (plain, base64, hex) in VECTORS {
            assert_eq!(to_base64(plain.as_bytes()), base64);
            assert_eq!(from_base64(base64).as_deref(), Some(plain.as_bytes()), "{base64}");
            assert_eq!(to_hex(plain.as_bytes()), hex);
            assert_eq!(from_hex(hex).as_deref(), Some(plain.as_bytes()), "{hex}");
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(from_base64(&to_base64(&all)), Some(all.clone()));
        assert_eq!(from_hex(&to_hex(&all)), Some(all));
    }

    #[test]
    fn other_texts_are_refused() {
        let base64 = [
            "Zg", "Zg=", "Zh==", "Zm9=", "Z===", "====", "=", "Zg==Zg==", "Zm9v\n", "Zm 9v",
            "-_8=", "Zm9v=", "Zm9v====", "A", "é",
        ];
        for text in base64 {
            assert_eq!(from_base64(text), None, "{text:?}");
        }
        for text in ["0", "0x", "g0", " 0", "é", "+1", "-1"] {
            assert_eq!(from_hex(text), None, "{text:?}");
            assert!(!is_hex(text), "{text:?}");
        }
    }
}
