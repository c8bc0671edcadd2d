//! Many documents, one at a time.
//!
//! Invariant: a document that fails costs no other one, and only one is in memory.

use super::list::{Item, items};
use super::results::Results;
use super::tally::Tally;
use super::{convert_source, told};
use crate::args::{Convert, ReportFormat};
use crate::commands::progress::{FILES, Progress};
use crate::failure::Failure;
use crate::input::{Source, name};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

/// Converts, writes and tells each, and counts at the end.
pub(super) fn run(args: &Convert) -> Result<(), Failure> {
    let items = items(args);
    let sources: Vec<_> = items.iter().map(|item| item.path.as_path()).collect();
    let results = Results::open(args, &sources)?;
    let progress = progress(args, &results, items.len());
    let mut run = Run { args, results, progress, tally: Tally::of("file") };
    let ended = items.into_iter().try_for_each(|item| run.one(item));
    run.progress.end();
    run.tally.verdict(args, ended)
}

/// Shown unless somebody asked for quiet, a program reads along, or the results themselves go by on
/// the terminal.
fn progress(args: &Convert, results: &Results, files: usize) -> Progress {
    let beside = matches!(results, Results::Lines) && io::stdout().is_terminal();
    let told = args.format == ReportFormat::Text && !args.quiet;
    Progress::new(u64::try_from(files).ok(), FILES, files > 1 && told && !beside)
}

struct Run<'a> {
    args: &'a Convert,
    results: Results,
    progress: Progress,
    tally: Tally,
}

impl Run<'_> {
    /// Writes the results of a source, and gives the path of the first. Without any the source
    /// still keeps its name.
    fn put(&mut self, path: &Path, texts: Option<&[String]>) -> Result<Option<PathBuf>, Failure> {
        let Some((first, others)) = texts.and_then(<[_]>::split_first) else {
            return self.results.put(path, None);
        };
        let written = self.results.put(path, Some(first))?;
        others.iter().try_for_each(|text| self.results.put(path, Some(text)).map(drop))?;
        Ok(written)
    }

    /// One document. Only standard output that cannot be written ends the run.
    fn one(&mut self, Item { path, failure }: Item) -> Result<(), Failure> {
        let read = failure.map_or_else(|| Source::read(&path), Err);
        let converted = read.and_then(|source| convert_source(self.args, source, Some(&path)));
        let lost = converted.as_ref().map_or(0, |(_, outcome)| outcome.meaning_lost());
        let denied = self.args.deny_losses && lost > 0;
        let kept = converted.as_ref().ok().filter(|_| !denied);
        let written = self.put(&path, kept.map(|(_, outcome)| outcome.texts.as_slice()));
        let written = match (written, &self.results) {
            (Err(failure), Results::Lines) => return Err(failure),
            (written, _) => written,
        };
        self.tally.all += 1;
        let name = name(&path);
        let told = match converted.and_then(|converted| Ok((converted, written?))) {
            Ok(((from, outcome), written)) => {
                self.tally.denied += usize::from(denied);
                told::of_many(self.args, from, &outcome, &name, written.as_deref())
            }
            Err(failure) => {
                self.tally.failed += 1;
                told::failed(self.args.format, &name, &failure)
            }
        };
        self.progress.tell(&told);
        self.progress.step();
        Ok(())
    }
}
