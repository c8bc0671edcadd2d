//! A bar that grows with what is done.
//!
//! Invariant: what is told beside it is told in whole lines of its own.

use crate::report;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// What is shown of files: 32 columns and as many as the numbers need.
pub(super) const FILES: &str = "[{bar:30}] {pos} of {len} files, {eta} left";

/// What is shown of bytes.
pub(super) const BYTES: &str = "[{bar:30}] {bytes} of {total_bytes}, {eta} left";

/// How far a run is, shown or not.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar of that length, drawn on a terminal that can if it is to be shown.
    pub(super) fn new(length: Option<u64>, template: &str, shown: bool) -> Self {
        if !shown || !report::able_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template(template);
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

    /// So much more is done.
    pub(super) fn advance(&self, by: u64) {
        self.bar.inc(by);
    }

    /// Takes the bar away.
    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
