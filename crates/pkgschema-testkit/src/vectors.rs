//! Test vectors: questions and answers that other languages read too.
//!
//! Invariant: a file's rows are held against the library one by one; none is passed over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Holds the answers of a file of `{"id", "input", "expected"}` lines against what the library
/// says of its inputs, and gives the number of lines. With `UPDATE_VECTORS` set the answers are
/// written anew instead, to be read line by line before they are committed.
///
/// # Panics
/// If an answer is another one, a line is none, or an id stands twice: this is for tests.
#[track_caller]
pub fn ask(path: &Path, question: fn(&Value) -> Value) -> usize {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let (mut ids, mut wrong, mut lines) = (BTreeSet::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let mut row: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let answer = question(&row["input"]);
        let id = row["id"].as_str().unwrap_or_else(|| panic!("{line}: no id")).to_owned();
        if answer != row["expected"] {
            wrong.push(format!("{id}: {answer}, not {}", row["expected"]));
        }
        row["expected"] = answer;
        let (input, expected) = (&row["input"], &row["expected"]);
        lines.push(format!(r#"{{"id":{},"input":{input},"expected":{expected}}}"#, row["id"]));
        assert!(ids.insert(id), "{line}: the id stands twice");
    }
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(path, lines.join("\n") + "\n").unwrap_or_else(|e| panic!("{e}"));
        return ids.len();
    }
    let file = path.display();
    assert!(wrong.is_empty(), "{file}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
    ids.len()
}
