//! Runs the checks over a folder of corpora.
//!
//! Invariant: no document ends the run: a panic in a check is a failure of that case. The result
//! does not depend on how many threads there are.

mod panics;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::{fs, thread};

use crate::checks::{self, Check, Outcome, Suite};
use crate::corpus::cases;
use crate::tally::Tally;

/// Stack of a worker: what a main thread usually has.
const STACK: usize = 8 << 20;

/// The folder of the first run.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

/// The folder of corpora that is run over, for checks that need another file in it.
pub fn folder() -> Option<&'static Path> {
    FOLDER.get().map(PathBuf::as_path)
}

/// Runs all checks over the corpora below `dir` whose name begins with `only`, and returns the
/// counts in the order of the corpora's names. A corpus without checks counts as `skipped`.
///
/// # Errors
/// The folder or a file in it cannot be read.
pub fn run(dir: &Path, only: &str) -> io::Result<Vec<Tally>> {
    FOLDER.get_or_init(|| dir.to_owned());
    let jobs = jobs(dir, only)?;
    let mut results = work(&jobs)?;
    results.retain(|tally| tally.corpus.starts_with(only));
    results.sort_by(|left, right| left.corpus.cmp(&right.corpus));
    Ok(results)
}

/// One file, or one suite's folder.
struct Job {
    corpus: String,
    path: PathBuf,
    suite: Option<&'static Suite>,
}

impl Job {
    fn run(&self) -> io::Result<Vec<Tally>> {
        if let Some(suite) = self.suite {
            let found = panics::caught(|| (suite.run)(&self.path, &self.corpus));
            return Ok(found.unwrap_or_else(|panic| {
                let mut tally = Tally::new(&self.corpus, "suite");
                tally.fail("suite", panic);
                vec![tally]
            }));
        }
        match checks::of_corpus(&self.corpus) {
            [] => Ok(vec![skipped(&self.corpus, &self.path)?]),
            checks => run_cases(&self.corpus, &self.path, checks),
        }
    }
}

/// What there is to do, in the order of the corpora's names.
fn jobs(dir: &Path, only: &str) -> io::Result<Vec<Job>> {
    let mut jobs: Vec<Job> = Vec::new();
    for (corpus, path) in files(dir)? {
        let suite = checks::suite_of(&corpus);
        let (corpus, path) = match suite {
            Some(suite) if suite.name != corpus => (suite.name.to_owned(), dir.join(suite.name)),
            _ => (corpus, path),
        };
        let wanted = corpus.starts_with(only) || suite.is_some() && only.starts_with(&corpus);
        let known = suite.is_some() && jobs.iter().any(|job| job.corpus == corpus);
        if wanted && !known {
            jobs.push(Job { corpus, path, suite });
        }
    }
    Ok(jobs)
}

/// All files below `dir` with their corpus names, sorted; hidden files and read-me files are no
/// corpora.
fn files(dir: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    let mut pending = vec![(String::new(), dir.to_owned())];
    while let Some((prefix, folder)) = pending.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if name.starts_with('.') || name.starts_with("README") {
                continue;
            }
            if path.is_dir() {
                pending.push((format!("{prefix}{name}/"), path));
            } else {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                found.push((format!("{prefix}{stem}"), path));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Runs the jobs on all cores, the largest files first.
fn work(jobs: &[Job]) -> io::Result<Vec<Tally>> {
    let size = |job: &Job| job.path.metadata().map_or(0, |data| data.len());
    let mut order: Vec<&Job> = jobs.iter().collect();
    order.sort_by_key(|job| (job.suite.is_none(), std::cmp::Reverse(size(job))));
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Progress::new(jobs.len()));
    let worker = || -> io::Result<Vec<Tally>> {
        let mut tallies = Vec::new();
        while let Some(job) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            tallies.extend(job.run()?);
            if let Ok(mut progress) = done.lock() {
                progress.step(&job.corpus);
            }
        }
        Ok(tallies)
    };
    let threads = thread::available_parallelism()?.get().min(jobs.len().max(1));
    thread::scope(|scope| {
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        let workers = (0..threads).map(spawn).collect::<io::Result<Vec<_>>>()?;
        let mut all = Vec::new();
        for worker in workers {
            all.extend(worker.join().map_err(|_| io::Error::other("a worker panicked"))??);
        }
        Ok(all)
    })
}

/// Runs checks over the cases of a file. A line that is no case fails every check.
fn run_cases(corpus: &str, path: &Path, checks: &[Check]) -> io::Result<Vec<Tally>> {
    let mut tallies: Vec<Tally> =
        checks.iter().map(|check| Tally::new(corpus, check.name)).collect();
    for case in cases(path)? {
        for (check, tally) in checks.iter().zip(&mut tallies) {
            match &case {
                Ok(case) => count(tally, &case.id, || (check.run)(case)),
                Err(error) => tally.fail("unreadable", error),
            }
        }
    }
    // a check that says nothing about any case has no figure; the floors notice if it had one
    tallies.retain(|tally| tally.total > 0);
    Ok(tallies)
}

/// Counts what a check says of a case; a panic is a failure.
pub(crate) fn count(tally: &mut Tally, id: &str, check: impl FnOnce() -> Outcome) {
    match panics::caught(check) {
        Ok(Outcome::Pass) => tally.pass(),
        Ok(Outcome::Fail(reason)) | Err(reason) => tally.fail(id, reason),
        Ok(Outcome::NotApplicable) => {}
        Ok(Outcome::Counted { passed, failures }) => {
            tally.passed += passed;
            tally.total += passed;
            for reason in failures {
                tally.fail(id, reason);
            }
        }
    }
}

/// The line of a file that nothing checks; its total is how many cases that leaves.
fn skipped(corpus: &str, path: &Path) -> io::Result<Tally> {
    let lines = path.extension().is_some_and(|kind| kind == "jsonl" || kind == "tsv");
    let mut tally = Tally::new(corpus, Tally::SKIPPED);
    tally.total = if lines {
        let bytes = fs::read(path)?;
        bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count()
    } else {
        1
    };
    Ok(tally)
}

/// Says on a terminal how far the run is.
struct Progress {
    done: usize,
    of: usize,
    shown: bool,
}

impl Progress {
    fn new(of: usize) -> Self {
        Self { done: 0, of, shown: io::stderr().is_terminal() }
    }

    fn step(&mut self, corpus: &str) {
        self.done += 1;
        if self.shown {
            let end = if self.done == self.of { "\r\x1b[K" } else { "" };
            let mut stderr = io::stderr();
            let _ = write!(stderr, "\r\x1b[K{}/{} {corpus}{end}", self.done, self.of);
            let _ = stderr.flush();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Case;

    #[test]
    fn a_panic_is_a_failure_of_its_case() {
        let run: fn(&Case) -> Outcome = |case| match case.columns()[..] {
            ["pass"] => Outcome::Pass,
            ["none"] => Outcome::NotApplicable,
            ["count"] => Outcome::Counted { passed: 3, failures: vec!["two\nlines".to_owned()] },
            [word] => panic!("no {word}"),
            _ => Outcome::Fail("columns".to_owned()),
        };
        let path = std::env::temp_dir().join(format!("pkgschema-{}.tsv", std::process::id()));
        fs::write(&path, b"pass\nnone\n\nodd\n\xff\ncount\na\tb\n").unwrap();
        let tallies = run_cases("a/b", &path, &[Check { name: "c", run }]).unwrap();
        assert_eq!(skipped("a/b", &path).unwrap().line(), "a/b\tskipped\t0\t6");
        fs::remove_file(&path).unwrap();
        let [tally] = &tallies[..] else { panic!("{tallies:?}") };
        assert_eq!(tally.line(), "a/b\tc\t4\t8");
        let [odd, unreadable, counted, columns] = &tally.failures[..] else { panic!("{tally:?}") };
        assert!(odd.0 == "line 4" && odd.1.starts_with("panicked: no odd at "), "{odd:?}");
        assert!(unreadable.1.starts_with("line 5: "), "{unreadable:?}");
        assert_eq!(counted, &("line 6".to_owned(), "two lines".to_owned()));
        assert_eq!(columns.0, "line 7");
    }
}
