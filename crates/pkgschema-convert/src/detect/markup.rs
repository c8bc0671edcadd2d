//! What a text in XML calls itself.
//!
//! Invariant: no more of the text is looked at than stands before its first element's name ends.

/// Longest name that is told, in characters.
const LONGEST: usize = 80;

/// The name of the first element.
pub(super) fn root(text: &str) -> Option<&str> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let end = match rest.strip_prefix('<')? {
            comment if comment.starts_with("!--") => "-->",
            instruction if instruction.starts_with('?') => "?>",
            other => {
                let ends = |c: char| c.is_whitespace() || matches!(c, '>' | '/');
                return other.get(..other.find(ends)?).filter(|name| !name.starts_with('!'));
            }
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
}

/// Why a text in XML is no document, by the name of its root element.
pub(super) fn unknown(text: &str) -> String {
    let is_start = |c: char| c.is_alphabetic() || c == '_';
    match root(text).filter(|name| name.starts_with(is_start)) {
        Some(name) => {
            let name: String = name.chars().take(LONGEST).collect();
            format!("an XML document <{name}>, which is none that is known here")
        }
        None => "neither XML nor HTML that is known here".to_owned(),
    }
}
