//! A range of npm versions.
//!
//! Invariant: a range is one or more sets of comparators; a version is in it if all comparators
//! of one set hold.

use super::comparator::{Comparator, Operator};
use super::grammar::{is_space, trim};
use super::rewrite;
use super::version::{Reading, Version};
use crate::{ParseError, ParseErrorKind, Text};

/// How ranges, and versions that are tested with them, are read and judged: the options of
/// node-semver.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Options {
    /// Take also what is no valid version or comparator by the strict grammar.
    pub loose: bool,
    /// Pre-releases count like other versions.
    pub include_prerelease: bool,
}

impl Options {
    pub(super) fn reading(self) -> Reading {
        if self.loose { Reading::Loose } else { Reading::Strict }
    }
}

/// A range as node-semver reads it: `^1.2`, `1.x || >=2.5.0`, `1.0 - 2.3`, the empty range for
/// every version. [`satisfies`](Self::satisfies) is npm's answer, without pre-releases that the
/// range does not name; [`contains`](Self::contains) goes by the order alone, as advisories must.
///
/// ```
/// use pkgschema::version::npm::{Range, Version};
/// let range = Range::parse("^1.2.0 || >=2.5")?;
/// assert_eq!(range.canonical(), ">=1.2.0 <2.0.0-0||>=2.5.0");
/// let beta = Version::parse("1.3.0-beta")?;
/// assert!(!range.satisfies(&beta) && range.contains(&beta));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Clone)]
pub struct Range {
    text: Text,
    options: Options,
    comparators: Vec<Comparator>,
    /// Where the second and later sets begin.
    starts: Vec<usize>,
}

impl Range {
    /// Reads a range strictly.
    ///
    /// # Errors
    /// If node-semver refuses it.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::parse_with(text, Options::default())
    }

    /// Reads a range with node-semver's options.
    ///
    /// # Errors
    /// If node-semver refuses it.
    pub fn parse_with(text: &str, options: Options) -> Result<Self, ParseError> {
        let mut sets = Sets::default();
        let mut offset = 0;
        for part in parts(text) {
            let trimmed = trim(part);
            sets.begin_set();
            if let Err(words) = rewrite::comparators(trimmed, options, &mut sets) {
                let kind = ParseErrorKind::Syntax;
                let offset = offset + part.len() - part.trim_start_matches(is_space).len();
                return Err(ParseError::new(kind, words, text).at_offset(offset));
            }
            offset += part.len() + 2;
        }
        sets.end();
        if sets.comparators.is_empty() {
            let words = "no part of the range is one";
            return Err(ParseError::new(ParseErrorKind::Syntax, words, text));
        }
        sets.simplify();
        let Sets { comparators, starts } = sets;
        Ok(Self { text: Text::from(text), options, comparators, starts })
    }

    /// The text as read.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the range was read with.
    pub fn options(&self) -> Options {
        self.options
    }

    /// The range as node-semver prints it; empty for every version.
    pub fn canonical(&self) -> String {
        let set = |set: &[Comparator]| {
            let comparators: Vec<_> = set.iter().map(Comparator::to_string).collect();
            comparators.join(" ")
        };
        self.sets().map(set).collect::<Vec<_>>().join("||")
    }

    /// The sets of comparators, of which one must hold as a whole.
    pub fn sets(&self) -> impl Iterator<Item = &[Comparator]> {
        sets(&self.comparators, &self.starts)
    }

    /// Whether npm takes the version for this range: a pre-release only where the range names
    /// one of the same three numbers, unless all are included.
    pub fn satisfies(&self, version: &Version) -> bool {
        let free = !version.is_prerelease() || self.options.include_prerelease;
        self.any(|set| {
            set.iter().all(|comparator| comparator.contains(version))
                && (free || set.iter().any(|comparator| comparator.names(version)))
        })
    }

    /// Whether the version lies in the range by the order alone, pre-release or not.
    pub fn contains(&self, version: &Version) -> bool {
        self.any(|set| set.iter().all(|comparator| comparator.contains(version)))
    }

    /// Whether it holds for one of the sets; most ranges have only one.
    fn any(&self, holds: impl Fn(&[Comparator]) -> bool) -> bool {
        match self.starts.is_empty() {
            true => holds(&self.comparators),
            false => self.sets().any(holds),
        }
    }

    /// A range of one comparator.
    pub(super) fn of(comparator: &Comparator, options: Options) -> Self {
        let comparators = vec![comparator.clone()];
        Self { text: Text::from(comparator.to_string()), options, comparators, starts: Vec::new() }
    }
}

/// What stands between the double bars.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let bars = text.as_bytes().windows(2).position(|pair| pair == b"||");
        match bars {
            Some(at) => {
                rest = text.get(at + 2..);
                text.get(..at)
            }
            None => rest.take(),
        }
    })
}

/// Sets of comparators in the making.
#[derive(Default)]
pub(super) struct Sets {
    comparators: Vec<Comparator>,
    starts: Vec<usize>,
}

impl Sets {
    /// The comparators of the set that is not ended yet.
    pub(super) fn open(&mut self) -> &mut Vec<Comparator> {
        &mut self.comparators
    }

    /// Where the set that is not ended yet begins.
    pub(super) fn start(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Begins the next set; one without comparators is none.
    fn begin_set(&mut self) {
        if self.comparators.len() > self.start() {
            self.starts.push(self.comparators.len());
        }
    }

    /// Ends the last set.
    fn end(&mut self) {
        if self.starts.last() == Some(&self.comparators.len()) {
            self.starts.pop();
        }
    }

    /// Leaves out the sets that hold no version, unless all do, and everything beside a set that
    /// holds every version. The starts are then those of the second set and later.
    fn simplify(&mut self) {
        let special = |c: &Comparator| c.operator == Operator::Any || c.is_none();
        if self.starts.is_empty() || !self.comparators.iter().any(special) {
            return;
        }
        let sets: Vec<&[Comparator]> = sets(&self.comparators, &self.starts).collect();
        let holds = |set: &&[Comparator]| !set.first().is_some_and(Comparator::is_none);
        let mut kept: Vec<&[Comparator]> = sets.iter().copied().filter(holds).collect();
        if kept.is_empty() {
            kept.extend(sets.first());
        }
        if let Some(any) = kept.iter().copied().find(|set| *set == [Comparator::ANY]) {
            kept = vec![any];
        }
        let mut simple = Self::default();
        for set in kept {
            simple.begin_set();
            simple.comparators.extend_from_slice(set);
        }
        *self = simple;
    }
}

fn sets<'a>(
    comparators: &'a [Comparator],
    starts: &'a [usize],
) -> impl Iterator<Item = &'a [Comparator]> {
    let mut start = 0;
    starts.iter().copied().chain([comparators.len()]).filter_map(move |end| {
        let set = comparators.get(start..end);
        start = end;
        set
    })
}

impl PartialEq for Range {
    /// Ranges are equal that were read alike and print alike.
    fn eq(&self, other: &Self) -> bool {
        (self.options, &self.comparators, &self.starts)
            == (other.options, &other.comparators, &other.starts)
    }
}

impl Eq for Range {}

crate::version::ordered::version_text!(Range);
