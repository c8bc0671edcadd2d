//! Corpora: files with one case a line.
//!
//! Invariant: a line that is no case is an error with its number, never a case left out.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::json::Json;

/// One document of a corpus.
///
/// A `.jsonl` line is an object with `id`, `text` (or `base64` where the document is not UTF-8),
/// and `expected` where a reference implementation answered. A `.tsv` line is a case whose id is
/// its line number and whose bytes are the line.
#[derive(Debug, Clone)]
pub struct Case {
    /// Name of the case within its corpus.
    pub id: String,
    /// The document's exact bytes.
    pub bytes: Vec<u8>,
    /// The reference answer; `null` is an answer too.
    pub expected: Option<Json>,
    /// Everything else on the line, such as `orig` and `source`.
    pub extra: BTreeMap<String, Json>,
}

impl Case {
    /// Reads a `.jsonl` line.
    ///
    /// # Errors
    /// The line is no JSON object, has no `id`, or has not exactly one of `text` and `base64`.
    pub fn from_json_line(line: &str) -> Result<Self, String> {
        let json = Json::parse(line)?;
        if json.as_object().is_none() {
            return Err("the line is no object".to_owned());
        }
        let mut extra: BTreeMap<String, Json> = json.into_members().into_iter().collect();
        let id = take_string(&mut extra, "id")?.ok_or("no id")?;
        let text = take_string(&mut extra, "text").map_err(|e| format!("{id}: {e}"))?;
        let base64 = take_string(&mut extra, "base64").map_err(|e| format!("{id}: {e}"))?;
        let bytes = match (text, base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(base64)) => {
                STANDARD.decode(base64).map_err(|error| format!("{id}: base64: {error}"))?
            }
            (None, None) => return Err(format!("{id}: neither text nor base64")),
            (Some(_), Some(_)) => return Err(format!("{id}: both text and base64")),
        };
        Ok(Self { id, bytes, expected: extra.remove("expected"), extra })
    }

    /// The case that a line of a table is.
    pub fn from_row(number: usize, line: &str) -> Self {
        let (bytes, extra) = (line.as_bytes().to_vec(), BTreeMap::new());
        Self { id: format!("line {number}"), bytes, expected: None, extra }
    }

    /// The document as text, where it is UTF-8.
    pub fn text(&self) -> Option<&str> {
        str::from_utf8(&self.bytes).ok()
    }

    /// The columns of a table's line.
    pub fn columns(&self) -> Vec<&str> {
        self.text().map(|text| text.split('\t').collect()).unwrap_or_default()
    }

    /// A further member of the line, where it is a string.
    pub fn extra_text(&self, name: &str) -> Option<&str> {
        self.extra.get(name).and_then(Json::as_str)
    }
}

/// The documents of a corpus, each with its id.
///
/// # Errors
/// If the file cannot be read, a line is no case, or a document is not UTF-8.
pub fn texts(path: &Path) -> Result<Vec<(String, String)>, String> {
    let at = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = |case: Result<Case, String>| {
        let case = case.map_err(|error| at(&error))?;
        let text = case.text().ok_or_else(|| at(&"a document is not UTF-8"))?.to_owned();
        Ok((case.id, text))
    };
    cases(path).map_err(|error| at(&error))?.map(text).collect()
}

/// The cases of a file, read line by line; empty lines do not count.
///
/// # Errors
/// The file cannot be opened. An unreadable line is an error in its place, with its number.
pub fn cases(path: &Path) -> io::Result<impl Iterator<Item = Result<Case, String>> + use<>> {
    let table = path.extension().is_some_and(|extension| extension == "tsv");
    let lines = BufReader::new(File::open(path)?).split(b'\n').enumerate();
    Ok(lines.filter_map(move |(index, line)| {
        let number = index + 1;
        let case = line.map_err(|error| error.to_string()).and_then(|line| {
            let line = line.strip_suffix(b"\r").unwrap_or(&line);
            let line = str::from_utf8(line).map_err(|error| error.to_string())?;
            match (line.is_empty(), table) {
                (true, _) => Ok(None),
                (false, true) => Ok(Some(Case::from_row(number, line))),
                (false, false) => Case::from_json_line(line).map(Some),
            }
        });
        case.map_err(|error| format!("line {number}: {error}")).transpose()
    }))
}

/// Takes a member that must be a string where it is there.
fn take_string(members: &mut BTreeMap<String, Json>, name: &str) -> Result<Option<String>, String> {
    match members.remove(name) {
        None => Ok(None),
        Some(value) => match value.as_str() {
            Some(text) => Ok(Some(text.to_owned())),
            None => Err(format!("{name} is no string")),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let case = Case::from_json_line(
            r#"{"id":"x","text":"a\nb","expected":null,"orig":"o","source":1}"#,
        )
        .unwrap();
        assert_eq!((case.id.as_str(), case.text()), ("x", Some("a\nb")));
        assert_eq!(case.expected, Some(Json::Null));
        assert_eq!(case.extra_text("orig"), Some("o"));
        assert_eq!(case.extra.keys().collect::<Vec<_>>(), ["orig", "source"]);
        let case = Case::from_json_line(r#"{"id":"y","base64":"/wA="}"#).unwrap();
        assert_eq!((case.bytes.as_slice(), case.text()), (&[0xff, 0][..], None));
        assert_eq!(Case::from_row(3, ">=1 \t2\t-\ttrue").columns(), [">=1 ", "2", "-", "true"]);
    }

    #[test]
    fn bad_lines_are_named() {
        for (line, expected) in [
            ("[]", "the line is no object"),
            (r#"{"text":""}"#, "no id"),
            (r#"{"id":1,"text":""}"#, "id is no string"),
            (r#"{"id":"x"}"#, "x: neither text nor base64"),
            (r#"{"id":"x","text":null}"#, "x: text is no string"),
            (r#"{"id":"x","text":"","base64":""}"#, "x: both text and base64"),
            (r#"{"id":"x","text":"}"#, "string without an end at byte 19"),
        ] {
            assert_eq!(Case::from_json_line(line).unwrap_err(), expected, "{line}");
        }
        assert!(Case::from_json_line(r#"{"id":"x","base64":"?"}"#).is_err());
    }
}
