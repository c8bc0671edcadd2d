//! Rows of comma-separated values, as Python's `csv` module reads and writes them by default.
//!
//! | text | read as |
//! |---|---|
//! | `a,b` | two fields |
//! | `"a,""b"` | one field, `a,"b`; line ends in quotes belong to it |
//! | `a"b"` | a field with the quotes: they quote at the beginning only |
//! | `"a"b` | a field, `ab` |
//! | `"a` at the end | a field, `a` |
//! | an empty line | a row without fields |
//!
//! Source: RFC 4180, and the documentation of Python's `csv` for what it leaves open.
//!
//! Invariant: what is written is read back to the same rows, whatever the fields hold.

use pkgschema::{ParseError, ParseErrorKind, Text};

/// Longest text that is read, in bytes: some hundred thousand rows.
const LONGEST: usize = 64 << 20;

/// A row.
pub(crate) type Row = Vec<Text>;

/// The rows of a text of at most 64 MiB.
///
/// # Errors
/// If the text is longer.
pub(crate) fn parse(text: &str) -> Result<Vec<Row>, ParseError> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    if body.len() > LONGEST {
        let detail = format!("{} bytes, {LONGEST} at most", body.len());
        return Err(ParseError::new(ParseErrorKind::TooLong, detail, body));
    }
    let (mut rows, mut rest) = (Vec::new(), body);
    while !rest.is_empty() {
        let (row, behind) = row(rest);
        rows.push(row);
        rest = behind;
    }
    Ok(rows)
}

/// The first row of a text, and what follows its end of line.
fn row(text: &str) -> (Row, &str) {
    if let Some(behind) = line_end(text) {
        return (Row::new(), behind);
    }
    let (mut fields, mut rest) = (Row::new(), text);
    loop {
        let (field, behind) = field(rest);
        fields.push(field);
        match behind.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (fields, line_end(behind).unwrap_or(behind)),
        }
    }
}

/// The first field of a text, and what follows: a comma, a line end or nothing.
fn field(text: &str) -> (Text, &str) {
    let Some(mut rest) = text.strip_prefix('"') else {
        let (field, behind) = plain(text);
        return (field.into(), behind);
    };
    let mut field = String::new();
    loop {
        let (part, behind) = rest.split_once('"').unwrap_or((rest, ""));
        field.push_str(part);
        match behind.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            None => {
                let (part, behind) = plain(behind);
                field.push_str(part);
                return (field.into(), behind);
            }
        }
    }
}

/// What stands before the next comma or line end.
fn plain(text: &str) -> (&str, &str) {
    let end = text.find([',', '\n', '\r']).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// What follows the line end that the text begins with.
fn line_end(text: &str) -> Option<&str> {
    let all = ["\r\n", "\n", "\r"];
    all.into_iter().find_map(|end| text.strip_prefix(end))
}

/// The rows as text, a line feed behind each; in quotes stands only what must.
pub(crate) fn render(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        if let [only] = row.as_slice() {
            if only.is_empty() {
                text.push_str("\"\"");
            }
        }
        for (index, field) in row.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            // a mark at the very beginning would be taken for the byte order
            if field.contains([',', '"', '\n', '\r']) || field.starts_with('\u{feff}') {
                text.extend(["\"", &field.replace('"', "\"\""), "\""]);
            } else {
                text.push_str(field);
            }
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let rows = parse(text).unwrap();
        assert_eq!(parse(&render(&rows)).unwrap(), rows, "{text:?}");
        rows.into_iter().map(|row| row.into_iter().map(String::from).collect()).collect()
    }

    #[test]
    fn fields_and_rows() {
        for (text, rows) in [
            ("", vec![]),
            ("a", vec![vec!["a"]]),
            ("a,b\r\nc,\n", vec![vec!["a", "b"], vec!["c", ""]]),
            ("a\rb\n\n\n", vec![vec!["a"], vec!["b"], vec![], vec![]]),
            ("\"a,\"\"b\nc\",d", vec![vec!["a,\"b\nc", "d"]]),
            ("a\"b\",\"c\"d\"e", vec![vec!["a\"b\"", "cd\"e"]]),
            ("\"a\n", vec![vec!["a\n"]]),
            ("\"\"\n,", vec![vec![""], vec!["", ""]]),
            ("\u{feff}a", vec![vec!["a"]]),
            ("\"\u{feff}a\"", vec![vec!["\u{feff}a"]]),
        ] {
            assert_eq!(read(text), rows, "{text:?}");
        }
    }
}
