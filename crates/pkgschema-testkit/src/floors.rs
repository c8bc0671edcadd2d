//! The two-sided table of figures that a run must reach exactly.
//!
//! Invariant: a figure changes only together with the table, in either direction, and a figure
//! below its total says why.

use std::collections::{BTreeMap, BTreeSet};

use crate::tally::Tally;

/// A figure of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Floor {
    /// Cases that pass.
    pub passed: usize,
    /// Cases the check applies to.
    pub total: usize,
    /// Why not all of them pass.
    pub reason: Option<String>,
}

/// The table, one line a corpus and check: `corpus`, `check`, `passed`, `total` and, where not
/// all pass, `reason`, tab-separated. Lines that begin with `#` are comments.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Floors {
    comments: Vec<String>,
    lines: BTreeMap<(String, String), Floor>,
}

impl Floors {
    /// Reads a table.
    ///
    /// # Errors
    /// Names the first line that is none, or that repeats a corpus and check.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut floors = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') {
                floors.comments.push(line.to_owned());
            } else if !line.is_empty() {
                let at = |what: &str| format!("line {}: {what}: {line:?}", index + 1);
                let (key, floor) = parse_line(line).ok_or_else(|| at("no line of a table"))?;
                if floors.lines.insert(key, floor).is_some() {
                    return Err(at("a corpus and check twice"));
                }
            }
        }
        Ok(floors)
    }

    /// The table with the figures of a run. Reasons stay where a figure is still below its total;
    /// lines of corpora that do not begin with `only` stay as they are; all others go.
    #[must_use]
    pub fn updated(&self, run: &[Tally], only: &str) -> Self {
        let others = self.lines.iter().filter(|((corpus, _), _)| !corpus.starts_with(only));
        let mut lines: BTreeMap<_, _> = others.map(|(k, v)| (k.clone(), v.clone())).collect();
        for tally in run.iter().filter(|tally| !tally.is_skipped()) {
            let (passed, total) = (tally.passed, tally.total);
            let known = self.lines.get(&key(tally)).and_then(|floor| floor.reason.clone());
            let reason = known.filter(|_| passed < total);
            lines.insert(key(tally), Floor { passed, total, reason });
        }
        Self { comments: self.comments.clone(), lines }
    }

    /// The table's text: comments first, then the lines sorted by corpus and check.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for comment in &self.comments {
            out.push_str(comment);
            out.push('\n');
        }
        for ((corpus, check), Floor { passed, total, reason }) in &self.lines {
            out.push_str(&format!("{corpus}\t{check}\t{passed}\t{total}"));
            out.extend(reason.iter().flat_map(|reason| ["\t", reason]));
            out.push('\n');
        }
        out
    }
}

/// What is wrong with a run of the corpora that begin with `only`: a figure lower or higher than
/// written down, a line on one side only, a shortfall without a reason. Nothing if all is well.
pub fn compare(run: &[Tally], floors: &Floors, only: &str) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    for tally in run.iter().filter(|tally| !tally.is_skipped()) {
        let floor = floors.lines.get(&key(tally));
        problems.extend(judge(tally, floor));
        if !seen.insert(key(tally)) {
            problems.push(format!("{} {}: counted twice", tally.corpus, tally.check));
        }
    }
    for ((corpus, check), floor) in &floors.lines {
        let name = format!("{corpus} {check}");
        if corpus.starts_with(only) && !seen.contains(&(corpus.clone(), check.clone())) {
            problems.push(format!("{name}: in the table, not in the run"));
        }
        if floor.passed < floor.total && floor.reason.is_none() {
            problems.push(format!("{name}: {} of {}, no reason", floor.passed, floor.total));
        }
    }
    problems
}

fn judge(tally: &Tally, floor: Option<&Floor>) -> Option<String> {
    let Tally { corpus, check, passed, total, .. } = tally;
    let name = format!("{corpus} {check}");
    let Some(floor) = floor else {
        return Some(format!("{name}: {passed} of {total}, not in the table"));
    };
    if (floor.passed, floor.total) == (*passed, *total) {
        return None;
    }
    // a change of the total alone is neither: the missing share decides
    let (missing, floor_missing) = (total.abs_diff(*passed), floor.total.abs_diff(floor.passed));
    let how = match (passed.cmp(&floor.passed), missing > floor_missing) {
        (std::cmp::Ordering::Less, _) | (_, true) => "lower than",
        _ => "higher than",
    };
    let written = format!("{} of {}", floor.passed, floor.total);
    Some(format!("{name}: {passed} of {total}, {how} the written {written}"))
}

fn key(tally: &Tally) -> (String, String) {
    (tally.corpus.clone(), tally.check.clone())
}

fn parse_line(line: &str) -> Option<((String, String), Floor)> {
    let mut columns = line.split('\t');
    let key = (columns.next()?.to_owned(), columns.next()?.to_owned());
    let (passed, total) = (columns.next()?.parse().ok()?, columns.next()?.parse().ok()?);
    let reason = columns.next().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let sound = columns.next().is_none() && passed <= total && key.1 != Tally::SKIPPED;
    sound.then_some((key, Floor { passed, total, reason }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "# head\na/x\tparse\t9\t10\tbroken upstream\na/y\tparse\t5\t5\n";

    fn tally(corpus: &str, check: &str, passed: usize, total: usize) -> Tally {
        Tally { passed, total, ..Tally::new(corpus, check) }
    }

    #[track_caller]
    fn assert_problems(table: &str, x: (usize, usize), expected: &[&str]) {
        let run = [
            tally("a/skip", "skipped", 0, 3),
            tally("a/x", "parse", x.0, x.1),
            tally("a/y", "parse", 5, 5),
        ];
        assert_eq!(compare(&run, &Floors::parse(table).unwrap(), ""), expected, "{x:?}");
    }

    #[test]
    fn both_sides_are_guarded() {
        assert_problems(TABLE, (9, 10), &[]);
        let lower = "a/x parse: 8 of 10, lower than the written 9 of 10";
        assert_problems(TABLE, (8, 10), &[lower]);
        let higher = "a/x parse: 10 of 10, higher than the written 9 of 10";
        assert_problems(TABLE, (10, 10), &[higher]);
        let more = "a/x parse: 10 of 12, lower than the written 9 of 10";
        assert_problems(TABLE, (10, 12), &[more]);
        let unknown = "a/y parse: 5 of 5, not in the table";
        assert_problems("a/x\tparse\t1\t1\n", (1, 1), &[unknown]);
        let gone = "a/z c: in the table, not in the run";
        assert_problems(&format!("{TABLE}a/z\tc\t1\t1\n"), (9, 10), &[gone]);
        let unreasoned = "a/x parse: 9 of 10, no reason";
        assert_problems(&TABLE.replace("\tbroken upstream", ""), (9, 10), &[unreasoned]);
        let part = [tally("a/x", "parse", 9, 10)];
        assert_eq!(compare(&part, &Floors::parse(TABLE).unwrap(), "a/x"), [""; 0]);
    }

    #[test]
    fn an_update_keeps_reasons_and_other_corpora() {
        let floors = Floors::parse(TABLE).unwrap();
        assert_eq!(floors.to_text(), TABLE);
        let run = [tally("a/x", "parse", 8, 10), tally("a/x", "skipped", 0, 1)];
        let part = floors.updated(&run, "a/x").to_text();
        assert_eq!(part, TABLE.replace("9\t10", "8\t10"));
        let run = [tally("a/x", "parse", 10, 10)];
        assert_eq!(floors.updated(&run, "").to_text(), "# head\na/x\tparse\t10\t10\n");
        for bad in ["a/x\tparse\t1", "a\tb\t2\t1", "a\tskipped\t0\t1", "a\tb\t1\t1\tr\tx"] {
            assert!(Floors::parse(bad).is_err(), "{bad:?}");
        }
        assert!(Floors::parse("a\tb\t1\t1\na\tb\t1\t1").unwrap_err().contains("twice"));
    }
}
