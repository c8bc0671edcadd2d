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

/// Words to find a package by. Without any comma there are blanks between them, as PEP 314 has
/// them.
pub(super) fn words(text: &str) -> List<Text> {
    let parts: Vec<&str> = match text.contains(',') {
        true => text.split(',').map(str::trim).collect(),
        false => text.split_whitespace().collect(),
    };
    let words = parts.into_iter().filter(|word| !word.is_empty()).map(Text::from);
    List::unless_empty(words.collect())
}
