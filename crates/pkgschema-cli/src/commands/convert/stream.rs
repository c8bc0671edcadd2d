//! A document a line, an answer a line.
//!
//! Invariant: each line that is not blank has its answer, at once and in order.

mod answer;
mod line;

use super::tally::Tally;
use super::{Refusal, convert_text, told};
use crate::args::Convert;
use crate::failure::Failure;
use crate::input::{self, LIMIT, Line, name};
use crate::output;
use answer::Answer;
use line::Held;
use std::path::{Path, PathBuf};

/// Answers every line of every file, or of standard input.
pub(super) fn run(args: &Convert) -> Result<(), Failure> {
    let standard_input = [PathBuf::from("-")];
    let files = if args.files.is_empty() { &standard_input[..] } else { &args.files };
    let mut stream = Stream { args, tally: Tally::of("line"), broken: None };
    for (path, failure) in files.iter().flat_map(|file| input::walk(file)) {
        let read = failure.map_or_else(|| stream.file(&path), Err);
        if let Some(failure) = stream.broken.take() {
            return stream.tally.verdict(args, Err(failure));
        }
        if let Err(failure) = read {
            stream.tally.unread = true;
            crate::report::tell(&told::failed(args.format, &name(&path), &failure));
        }
    }
    stream.tally.verdict(args, Ok(()))
}

struct Stream<'a> {
    args: &'a Convert,
    tally: Tally,
    /// Why no answer can be written any more.
    broken: Option<Failure>,
}

impl Stream<'_> {
    fn file(&mut self, path: &Path) -> Result<(), Failure> {
        let name = (!self.args.files.is_empty()).then(|| name(path));
        input::lines(path, LIMIT, |line| {
            let answer = self.answer(&line);
            self.tally.all += 1;
            self.tally.failed += usize::from(answer.is_failure());
            self.tally.denied += usize::from(answer.is_denial());
            let printed = output::print(&answer.line(self.args.to, name.as_deref(), line.number));
            printed.map_err(|failure| {
                self.broken = Some(failure);
                Failure::Told
            })
        })
    }

    fn answer(&self, line: &Line<'_>) -> Answer {
        let (text, findings) = match line::read(line) {
            Ok(Held::Document { text, findings }) => (text, findings),
            Ok(Held::Error(error)) => return Answer::Passed(error),
            Err(error) => return Answer::unreadable(error, false),
        };
        match convert_text(self.args, &text, None) {
            Ok((_, mut outcome)) => {
                outcome.findings.splice(0..0, findings);
                Answer::of(outcome, self.args.deny_losses)
            }
            Err(Refusal::Inexpressible(reason)) => Answer::inexpressible(reason),
            Err(Refusal::Unreadable(error)) => Answer::unreadable(error, self.args.from.is_none()),
        }
    }
}
