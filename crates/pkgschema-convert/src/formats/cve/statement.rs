//! One statement about versions: a single one, or a range with changes of status.
//!
//! Source: the CVE record format's document on product and version encodings.
//!
//! Invariant: a statement that cannot be read whole is not read at all.

use super::CveVersion;
use crate::formats::ghsa::{Comparator, VulnerableRange};
use pkgschema::Text;

/// Whether versions are affected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Affected,
    Unaffected,
    /// Nobody knows, or nobody knows the word.
    Unknown,
}

impl Status {
    /// The status by its word; absent it is unknown.
    pub(super) fn of(word: Option<&Text>) -> Self {
        match word.map(Text::as_str) {
            Some("affected") => Self::Affected,
            Some("unaffected") => Self::Unaffected,
            _ => Self::Unknown,
        }
    }
}

/// Where a range ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) version: Text,
    pub(super) inclusive: bool,
    /// The version is the beginning of a series, and the range ends with the series: `2.*`.
    pub(super) is_series: bool,
}

/// The versions of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    Single(Text),
    Range {
        /// `None` is before every version.
        from: Option<Text>,
        from_is_in: bool,
        /// `None` is no end.
        to: Option<End>,
        changes: Vec<(Text, Status)>,
    },
    Unreadable,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) shape: Shape,
    pub(super) status: Status,
    pub(super) version_type: Option<Text>,
    /// What was taken otherwise than it stands.
    pub(super) note: Option<&'static str>,
}

impl Statement {
    /// Reads a statement.
    pub(super) fn of(entry: &CveVersion) -> Self {
        let status = Status::of(entry.status.as_ref());
        let (shape, note) = shape(entry, status);
        Self { shape, status, version_type: entry.version_type.clone(), note }
    }

    /// Whether the versions are commits.
    pub(super) fn is_of_commits(&self) -> bool {
        self.version_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("git"))
    }

    /// Every version that the statement names.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        let (single, from, to, changes) = match &self.shape {
            Shape::Single(version) => (Some(version), None, None, &[][..]),
            Shape::Range { from, to, changes, .. } => {
                (None, from.as_ref(), to.as_ref(), &changes[..])
            }
            Shape::Unreadable => (None, None, None, &[][..]),
        };
        let ends = to.filter(|end| !end.is_series).map(|end| &end.version);
        let named = single.into_iter().chain(from).chain(ends);
        named.chain(changes.iter().map(|(at, _)| at)).map(Text::as_str)
    }
}

fn shape(entry: &CveVersion, status: Status) -> (Shape, Option<&'static str>) {
    let odd = |name: &&str| entry.rest.get(name).is_some_and(|raw| raw.as_str() != "null");
    let is_odd = ["version", "lessThan", "lessThanOrEqual", "changes", "status"].iter().any(odd);
    let (Some(version), Some(changes), false) = (&entry.version, changes(entry), is_odd) else {
        return (Shape::Unreadable, None);
    };
    let end = match (&entry.less_than, &entry.less_than_or_equal) {
        (Some(_), Some(_)) => return (Shape::Unreadable, None),
        (Some(end), None) => Some((end, false)),
        (None, Some(end)) => Some((end, true)),
        (None, None) if changes.is_empty() => return single(version),
        (None, None) => None,
    };
    let guessed = is_placeholder(version) || end.is_some_and(|(end, _)| is_placeholder(end));
    // What is guessed may only make more versions affected.
    if guessed && status != Status::Affected {
        return (Shape::Unreadable, None);
    }
    let note = guessed.then_some("no version is named; every one may be meant");
    let named = |text: &&str| !matches!(*text, "0" | "*") && !is_placeholder(text);
    let from = Some(version.trim()).filter(named).map(Text::from);
    let end = end.filter(|(end, _)| end.trim() != "*" && !is_placeholder(end));
    let to = end.map(|(end, inclusive)| self::end(end, inclusive));
    match to {
        Some(None) => (Shape::Unreadable, None),
        to => (Shape::Range { from, from_is_in: true, to: to.flatten(), changes }, note),
    }
}

fn changes(entry: &CveVersion) -> Option<Vec<(Text, Status)>> {
    if entry.changes.has_odd() {
        return None;
    }
    let read = |change: &super::CveChange| {
        let at = change.at.as_ref().filter(|at| !is_placeholder(at))?;
        Some((at.clone(), Status::of(change.status.as_ref())))
    };
    entry.changes.iter().map(read).collect()
}

/// An entry without an end is one version. Some authorities write GitHub's notation there.
fn single(version: &Text) -> (Shape, Option<&'static str>) {
    let version = version.trim();
    let range = |from: Option<Comparator>, to: Option<Comparator>| {
        let from = from.filter(|from| !(from.inclusive && from.version == "0"));
        let from_is_in = from.as_ref().is_none_or(|from| from.inclusive);
        let end = |end: Comparator| self::end(&end.version, end.inclusive);
        let to = to.and_then(end);
        Shape::Range { from: from.map(|from| from.version), from_is_in, to, changes: Vec::new() }
    };
    let note = "a range stands in the place of a version";
    match VulnerableRange::parse(version) {
        Some(VulnerableRange::Exactly(version)) => (Shape::Single(version), Some(note)),
        Some(VulnerableRange::Between { lower, upper }) => (range(lower, upper), Some(note)),
        None if version == "*" => (range(None, None), None),
        None if is_placeholder(version) || version.contains(char::is_whitespace) => {
            (Shape::Unreadable, None)
        }
        None => (Shape::Single(Text::from(version)), None),
    }
}

/// The end of a range; `None` for what is none.
fn end(text: &str, inclusive: bool) -> Option<End> {
    let text = text.trim();
    let (version, is_series) = match text.strip_suffix(".*") {
        Some(series) => (series, true),
        None => (text, false),
    };
    let odd = |c: char| c.is_whitespace() || c == '*';
    let fits = !version.is_empty() && !version.contains(odd);
    fits.then(|| End { version: Text::from(version), inclusive, is_series })
}

/// Words that stand where a version is not known.
fn is_placeholder(text: &str) -> bool {
    const WORDS: [&str; 8] =
        ["", "-", "n/a", "na", "none", "unknown", "unspecified", "not specified"];
    WORDS.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
}
