//! Test vectors: questions and answers that other languages read too.
//!
//! Invariant: a file's rows are held against the library one by one; none is passed over.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What the library says of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    verdict: String,
    expected: Option<Value>,
}

impl Answer {
    /// A word that says all.
    pub fn of(verdict: impl Into<String>) -> Self {
        Self { verdict: verdict.into(), expected: None }
    }

    /// A word, and what stands behind it.
    pub fn with(verdict: impl Into<String>, expected: Value) -> Self {
        Self { verdict: verdict.into(), expected: Some(expected) }
    }

    /// `ok` and a value.
    pub fn ok(expected: Value) -> Self {
        Self::with("ok", expected)
    }

    /// `error`: the input is nothing that the question is about.
    pub fn error() -> Self {
        Self::of("error")
    }

    /// `yes` or `no`.
    pub fn yes(it: bool) -> Self {
        Self::of(if it { "yes" } else { "no" })
    }
}

/// Holds the answers of a file of `{"id", "input", "verdict", "expected", "reason"}` lines against
/// what the library says of its inputs, and gives the number of lines. With `UPDATE_VECTORS` set
/// verdicts and values are written anew instead, to be read line by line before they are committed.
///
/// # Panics
/// If an answer is another one, a line is none, or an id stands twice: this is for tests.
#[track_caller]
pub fn ask(path: &Path, question: fn(&Value) -> Answer) -> usize {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let (mut ids, mut wrong, mut lines) = (BTreeSet::new(), Vec::new(), Vec::new());
    for line in text.lines() {
        let row: Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        let answer = question(&row["input"]);
        let written = Answer {
            verdict: row["verdict"].as_str().unwrap_or_default().to_owned(),
            expected: row.get("expected").cloned(),
        };
        let id = row["id"].as_str().unwrap_or_else(|| panic!("{line}: no id")).to_owned();
        if answer != written {
            wrong.push(format!("{id}: {answer:?}, not {written:?}"));
        }
        lines.push(self::line(&id, &row["input"], &answer, &row["reason"]));
        assert!(ids.insert(id), "{line}: the id stands twice");
    }
    if std::env::var_os("UPDATE_VECTORS").is_some() {
        fs::write(path, lines.concat()).unwrap_or_else(|e| panic!("{e}"));
        return ids.len();
    }
    let file = path.display();
    assert!(wrong.is_empty(), "{file}: {} wrong\n{}", wrong.len(), wrong.join("\n"));
    ids.len()
}

/// A line of a file, with its end.
pub fn line(id: &str, input: &Value, answer: &Answer, reason: &Value) -> String {
    let (id, verdict) = (Value::from(id), Value::from(answer.verdict.as_str()));
    let expected = answer.expected.as_ref();
    let expected = expected.map_or(String::new(), |value| format!(r#","expected":{value}"#));
    format!(
        "{{\"id\":{id},\"input\":{input},\"verdict\":{verdict}{expected},\"reason\":{reason}}}\n"
    )
}
