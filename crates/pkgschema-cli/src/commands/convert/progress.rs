//! A bar that grows with the documents that are done.
//!
//! Invariant: what is told beside it is told in whole lines of its own.

use super::results::Results;
use crate::args::{Convert, ReportFormat};
use crate::report;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};

/// What is shown: 32 columns and as many as the numbers need.
const TEMPLATE: &str = "[{bar:30}] {pos} of {len} files, {eta} left";

/// How far a run is, shown or not.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Shown on a terminal, unless somebody asked for quiet, a program reads along, or the results
    /// themselves go by there.
    pub(super) fn of(args: &Convert, results: &Results, files: usize) -> Self {
        let beside = matches!(results, Results::Lines) && io::stdout().is_terminal();
        let told = args.format == ReportFormat::Text && !args.quiet;
        if files < 2 || !told || beside || !report::able_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let length = u64::try_from(files).ok();
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(TEMPLATE);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        Self { bar }
    }

    /// Tells something on standard error.
    pub(super) fn tell(&self, text: &str) {
        if !text.is_empty() {
            self.bar.suspend(|| report::tell(text));
        }
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.bar.inc(1);
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
