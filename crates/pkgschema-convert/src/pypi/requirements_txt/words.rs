//! Words of a command line.
//!
//! Source: POSIX, "Shell Command Language", quoting, as Python's `shlex` splits texts.
//!
//! Invariant: one pass; a quote that does not end makes the whole text none.

/// The words of a text; or what is wrong with it.
pub(super) fn split(text: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            ' ' | '\t' | '\r' | '\n' => words.extend(word.take()),
            '\\' => {
                let escaped = characters.next().ok_or("a backslash before nothing")?;
                word.get_or_insert_default().push(escaped);
            }
            '\'' | '"' => quoted(c, &mut characters, word.get_or_insert_default())?,
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    Ok(words)
}

/// What stands between quotes. Between double ones a backslash escapes a quote and itself.
fn quoted(
    quote: char,
    characters: &mut std::str::Chars<'_>,
    word: &mut String,
) -> Result<(), &'static str> {
    const OPEN: &str = "a quote that does not end";
    loop {
        match characters.next().ok_or(OPEN)? {
            c if c == quote => return Ok(()),
            '\\' if quote == '"' => {
                let escaped = characters.next().ok_or(OPEN)?;
                if !matches!(escaped, '"' | '\\') {
                    word.push('\\');
                }
                word.push(escaped);
            }
            other => word.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn words() {
        let cases: [(&str, &[&str]); 5] = [
            (" a  b\t", &["a", "b"]),
            (r#"a"b c"'d e' "" x"#, &["ab cd e", "", "x"]),
            (r#"a\ b "\"\\\x" '\'"#, &["a b", r#""\\x"#, "\\"]),
            ("", &[]),
            ("\u{a0}", &["\u{a0}"]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text).unwrap(), expected, "{text}");
        }
        for text in ["'a", "\"a\\\"", "a\\"] {
            assert!(split(text).is_err(), "{text}");
        }
    }
}
