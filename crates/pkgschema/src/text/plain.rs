//! Text for people to see.
//!
//! Invariant: nothing in the result is obeyed by a terminal or reorders what stands around it.

use std::borrow::Cow;

/// The text with everything spelt out that a terminal could obey, that could change the direction
/// of what is shown, or that hides other text: control characters (escape sequences begin with
/// one), line ends, bidirectional controls, tags and the byte order mark.
///
/// ```
/// use pkgschema::text::plain;
/// assert_eq!(plain("a\u{1b}[2Jb\u{202e}c"), "a\\u{1b}[2Jb\\u{202e}c");
/// assert_eq!(plain("naïve"), "naïve");
/// ```
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_obeyed(character) {
            true => out.extend(character.escape_default()),
            false => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// Whether [`plain`] spells the character out.
pub fn is_obeyed(character: char) -> bool {
    let reorders = matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(character, '\u{2066}'..='\u{2069}' | '\u{61c}');
    let hides = matches!(character, '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    character.is_control() || reorders || hides
}
/// The first characters of a text, at most so many, with an ellipsis where there are more.
///
/// ```
/// use pkgschema::text::shortened;
/// assert_eq!(shortened("naïve", 3), "naï…");
/// assert_eq!(shortened("naïve", 5), "naïve");
/// ```
pub fn shortened(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        None => Cow::Borrowed(text),
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
    }
}
