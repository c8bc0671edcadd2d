//! node-semver's own tables of cases.
//!
//! Invariant: every list that asks about versions or ranges is judged row by row; rows whose
//! question is no text (an object in place of a version) are no question to a typed reader.

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use pkgschema::version::npm::{Comparator, Options, Range, Version};
use serde_json::Value;

use crate::tally::Tally;

/// Judges the file, one tally a list; lists about what is not here are skipped.
pub fn run(path: &Path, corpus: &str) -> Vec<Tally> {
    let path = if path.is_dir() { path.to_owned() } else { path.with_extension("json") };
    let text = fs::read_to_string(path).unwrap_or_default();
    let file: Value = serde_json::from_str(&text).unwrap_or_default();
    let lists = file.as_object().into_iter().flatten();
    lists
        .map(|(name, rows)| list(corpus, name, rows.as_array().map_or(&[], Vec::as_slice)))
        .collect()
}

/// A version under the options.
pub fn version(text: &str, options: Options) -> Option<Version> {
    if options.loose { Version::parse_loose(text).ok() } else { Version::parse(text).ok() }
}

fn list(corpus: &str, name: &str, rows: &[Value]) -> Tally {
    let Some(judge) = judge(name) else {
        return Tally { total: rows.len(), ..Tally::new(corpus, Tally::SKIPPED) };
    };
    let mut tally = Tally::new(corpus, name);
    for (number, row) in rows.iter().enumerate() {
        let id = format!("{number} {row}");
        match catch_unwind(|| judge(&Row(row))) {
            Ok(Some(true)) => tally.pass(),
            Ok(Some(false)) => tally.fail(id, "another answer"),
            Ok(None) => {}
            Err(_) => tally.fail(id, "panicked"),
        }
    }
    tally
}

struct Row<'a>(&'a Value);

impl Row<'_> {
    fn text(&self, index: usize) -> Option<&str> {
        self.0.get(index)?.as_str()
    }

    /// The options behind the questions: `true` is loose, an object says which.
    fn options(&self, index: usize) -> Options {
        let truthy = |value: &Value| match value {
            Value::Bool(bool) => *bool,
            Value::Number(number) => number.as_f64() != Some(0.0),
            Value::Null => false,
            _ => true,
        };
        match self.0.get(index) {
            Some(Value::Object(options)) => {
                let on = |name| options.get(name).is_some_and(truthy);
                Options { loose: on("loose"), include_prerelease: on("includePrerelease") }
            }
            Some(other) => Options { loose: truthy(other), ..Options::default() },
            None => Options::default(),
        }
    }

    fn range(&self, index: usize, options: Options) -> Option<Range> {
        Range::parse_with(self.text(index)?, options).ok()
    }

    fn version(&self, index: usize, options: Options) -> Option<Version> {
        version(self.text(index)?, options)
    }
}

/// `None` where the row is no question.
type Judge = fn(&Row<'_>) -> Option<bool>;

fn judge(list: &str) -> Option<Judge> {
    Some(match list {
        "comparisons" => |row| Some(both(row)?.is_some_and(|(left, right)| left > right)),
        "equality" => |row| Some(both(row)?.is_some_and(|(left, right)| left == right)),
        "valid-versions" => |row| Some(valid(row, row.text(0)?).is_some_and(|valid| valid)),
        "invalid-versions" => |row| Some(version(row.text(0)?, row.options(2)).is_none()),
        "range-include" => |row| Some(satisfies(row) == Some(true)),
        "range-exclude" => |row| Some(satisfies(row) == Some(false)),
        "range-parse" => |row| Some(printed(row) == row.text(1).map(str::to_owned)),
        "range-intersection" => |row| {
            let ranges = row.range(0, Options::default()).zip(row.range(1, Options::default()));
            Some(ranges.is_some_and(|(a, b)| Some(a.intersects(&b)) == row.0[2].as_bool()))
        },
        "comparator-intersection" => |row| Some(comparators_meet(row) == row.0[2].as_bool()),
        "version-gt-range" => |row| Some(outside(row, Range::is_below) == Some(true)),
        "version-not-gt-range" => |row| Some(outside(row, Range::is_below) == Some(false)),
        "version-lt-range" => |row| Some(outside(row, Range::is_above) == Some(true)),
        "version-not-lt-range" => |row| Some(outside(row, Range::is_above) == Some(false)),
        _ => return None,
    })
}

fn both(row: &Row<'_>) -> Option<Option<(Version, Version)>> {
    row.text(0)?;
    Some(row.version(0, row.options(2)).zip(row.version(1, row.options(2))))
}

/// Text, major, minor, patch, pre-release and build identifiers.
fn valid(row: &Row<'_>, text: &str) -> Option<bool> {
    let version = Version::parse(text).ok()?;
    let numbers = [1, 2, 3].map(|index| row.0[index].as_u64());
    let words = |index: usize| {
        let words = row.0[index].as_array()?.iter().map(|word| match word {
            Value::String(word) => word.clone(),
            other => other.to_string(),
        });
        Some(words.collect::<Vec<_>>().join("."))
    };
    Some(
        numbers == version.numbers().map(Some)
            && words(4)? == version.pre()
            && words(5)? == version.build(),
    )
}

fn satisfies(row: &Row<'_>) -> Option<bool> {
    let options = row.options(2);
    let range = row.range(0, options)?;
    Some(row.version(1, options).is_some_and(|version| range.satisfies(&version)))
}

fn printed(row: &Row<'_>) -> Option<String> {
    let text = row.range(0, row.options(2))?.canonical();
    Some(if text.is_empty() { "*".to_owned() } else { text })
}

fn outside(row: &Row<'_>, side: fn(&Range, &Version) -> bool) -> Option<bool> {
    let options = row.options(2);
    Some(side(&row.range(0, options)?, &row.version(1, options)?))
}

/// Here a bare `true` includes pre-releases.
fn comparators_meet(row: &Row<'_>) -> Option<bool> {
    let options = match row.0.get(3) {
        Some(Value::Bool(include_prerelease)) => {
            Options { include_prerelease: *include_prerelease, ..Options::default() }
        }
        _ => row.options(3),
    };
    let comparator = |index| Comparator::parse(row.text(index)?, options).ok();
    Some(comparator(0)?.intersects(&comparator(1)?, options))
}
