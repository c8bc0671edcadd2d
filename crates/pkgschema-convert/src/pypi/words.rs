//! Texts of one line, and lists of words in one.
//!
//! Invariant: a text of one line is left as it is.

use pkgschema::Text;
use pkgschema::object::List;

/// The text in one line: line breaks and the blanks around them become one blank.
pub(super) fn one_line(text: &str) -> Text {
    if !text.bytes().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Text::from(text);
    }
    let lines = text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ").into()
}

/// What stands between commas or, where there is none, between blanks, as PEP 314 has it.
pub(super) fn split(text: &str) -> impl Iterator<Item = &str> {
    let commas = text.contains(',').then(|| text.split(',').map(str::trim));
    let blanks = commas.is_none().then(|| text.split_whitespace());
    commas.into_iter().flatten().chain(blanks.into_iter().flatten())
}

/// Words to find a package by.
pub(super) fn words(text: &str) -> List<Text> {
    let words = split(text).filter(|word| !word.is_empty()).map(Text::from);
    List::unless_empty(words.collect())
}
