//! Many documents, one at a time.
//!
//! Invariant: a document that fails costs no other one, and only one is in memory.

use super::list::{Item, items};
use super::progress::Progress;
use super::results::Results;
use super::tally::Tally;
use super::{convert_source, told};
use crate::args::Convert;
use crate::failure::Failure;
use crate::input::{Source, name};

/// Converts, writes and tells each, and counts at the end.
pub(super) fn run(args: &Convert) -> Result<(), Failure> {
    let items = items(args);
    let sources: Vec<_> = items.iter().map(|item| item.path.as_path()).collect();
    let results = Results::open(args, &sources)?;
    let progress = Progress::of(args, &results, items.len());
    let mut run = Run { args, results, progress, tally: Tally::of("file") };
    let ended = items.into_iter().try_for_each(|item| run.one(item));
    run.progress.end();
    run.tally.verdict(args, ended)
}

struct Run<'a> {
    args: &'a Convert,
    results: Results,
    progress: Progress,
    tally: Tally,
}

impl Run<'_> {
    /// One document. Only standard output that cannot be written ends the run.
    fn one(&mut self, Item { path, failure }: Item) -> Result<(), Failure> {
        let read = failure.map_or_else(|| Source::read(&path), Err);
        let converted = read.and_then(|source| convert_source(self.args, source));
        let lost = converted.as_ref().map_or(0, |(_, outcome)| outcome.meaning_lost());
        let denied = self.args.deny_losses && lost > 0;
        let kept = converted.as_ref().ok().filter(|_| !denied);
        let written = self.results.put(&path, kept.map(|(_, outcome)| outcome.text.as_str()));
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
