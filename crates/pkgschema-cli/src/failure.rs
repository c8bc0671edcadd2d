//! Why the command failed, and how that is told.
//!
//! Invariant: every failure has one exit code; a closed pipe is none.

use crate::args::ReportFormat;
use crate::report::{self, Paint, plain};
use pkgschema::report::{FailureRecord, LossReport};
use pkgschema::{ParseError, ParseErrorKind};
use std::io;
use std::process::ExitCode;

/// Why the command ends without having done its job.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input could not be read as what it should be.
    Unreadable(Box<Unreadable>),
    /// A file could not be read or written.
    File {
        /// Its name.
        name: String,
        /// What was tried and why it failed.
        reason: String,
        /// Whether there is no such file.
        missing: bool,
    },
    /// An argument is not what it should be.
    Argument(Box<Unreadable>),
    /// There is no way to say it as asked.
    Inexpressible(String),
    /// The answer is no, and told already.
    No,
    /// The conversion loses meaning, in so many places.
    Denied(usize),
    /// Whoever reads the output has gone.
    Closed,
    /// Everything was told already.
    Told,
    /// Documents that lose meaning were kept back, and that was told already.
    KeptBack,
    /// The arguments do not go together.
    Usage(String),
    /// The arguments ask for something that is wrong, and that was told already.
    Misled,
    /// Nobody can tell: because of another failure, or as the answer, which was told already.
    Undecided(Option<Box<Failure>>),
}

/// A text that could not be read.
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// Where the text comes from.
    pub(crate) name: String,
    /// The text, as far as there is one.
    pub(crate) text: String,
    /// What is wrong with it.
    pub(crate) error: ParseError,
    /// What to do about it.
    pub(crate) hint: Option<&'static str>,
}

impl Failure {
    /// A text that could not be read.
    pub(crate) fn unreadable(name: &str, text: String, error: ParseError) -> Self {
        Self::Unreadable(Box::new(Unreadable { name: name.to_owned(), text, error, hint: None }))
    }

    /// An argument that could not be read; `name` says which one.
    pub(crate) fn argument(name: &str, text: &str, error: ParseError) -> Self {
        // An error that names no place is about the whole of it.
        let error = if error.offset().is_none() { error.at_offset(0) } else { error };
        let (name, text) = (format!("<{name}>"), text.to_owned());
        Self::Argument(Box::new(Unreadable { name, text, error, hint: None }))
    }

    /// The same failure, with advice where a text is of no known kind.
    pub(crate) fn advise(mut self, hint: &'static str) -> Self {
        match &mut self {
            Self::Unreadable(it) if it.error.kind() == ParseErrorKind::NotThisDocument => {
                it.hint = Some(hint);
            }
            _ => {}
        }
        self
    }

    /// A file operation that failed.
    pub(crate) fn file(name: &str, doing: &str, error: &io::Error) -> Self {
        let words = error.to_string();
        let mut words = words.split(" (os error").next().unwrap_or_default().chars();
        let first = words.next().map(|first| first.to_ascii_lowercase());
        let words: String = first.into_iter().chain(words).collect();
        let missing = error.kind() == io::ErrorKind::NotFound;
        Self::File { name: name.to_owned(), reason: format!("cannot {doing}: {words}"), missing }
    }

    /// Tells the failure on standard error and gives the exit code.
    pub(crate) fn tell(&self, format: ReportFormat) -> ExitCode {
        match (self, format) {
            (Self::Undecided(because), _) => {
                if let Some(failure) = because {
                    failure.tell(format);
                }
            }
            (Self::Closed | Self::Told | Self::KeptBack | Self::Misled | Self::No, _) => {}
            // The report of the conversion says so already, and it is to stay one document.
            (Self::Denied(_), ReportFormat::Json) => {}
            (_, ReportFormat::Text) => report::tell(&self.text(Paint::stderr())),
            (_, ReportFormat::Json) => {
                let mut told = LossReport::default();
                told.error = Some(self.record());
                report::tell(&report::record(&told));
            }
        }
        self.code()
    }

    fn code(&self) -> ExitCode {
        match self {
            Self::Closed => ExitCode::SUCCESS,
            Self::Denied(_) | Self::KeptBack => ExitCode::from(3),
            Self::Argument(_) | Self::Misled | Self::Usage(_) => ExitCode::from(2),
            Self::Undecided(_) => ExitCode::from(2),
            Self::Unreadable(_) | Self::File { .. } | Self::Told => ExitCode::FAILURE,
            Self::Inexpressible(_) | Self::No => ExitCode::FAILURE,
        }
    }

    /// What is wrong, without the place.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Unreadable(unreadable) | Self::Argument(unreadable) => unreadable.reason(),
            Self::Inexpressible(reason) | Self::Usage(reason) => reason.clone(),
            Self::File { reason, .. } => reason.clone(),
            Self::Denied(1) => "1 loss is denied, nothing is written".to_owned(),
            Self::Denied(count) => format!("{count} losses are denied, nothing is written"),
            Self::Undecided(Some(failure)) => failure.reason(),
            Self::Closed | Self::Told | Self::KeptBack | Self::Misled | Self::No => String::new(),
            Self::Undecided(None) => String::new(),
        }
    }

    /// Place and reason in one line, for people.
    pub(crate) fn line(&self) -> String {
        let place = match self {
            Self::Unreadable(unreadable) | Self::Argument(unreadable) => unreadable.place() + ": ",
            Self::File { name, .. } => plain(name) + ": ",
            _ => String::new(),
        };
        place + &plain(&self.reason())
    }

    fn text(&self, paint: Paint) -> String {
        let mut text = format!("{} {}\n", paint.error("pkgschema:"), self.line());
        if let Self::Unreadable(unreadable) | Self::Argument(unreadable) = self {
            text.push_str(&unreadable.shown(paint));
        }
        text
    }

    /// Place and reason for programs.
    pub(crate) fn record(&self) -> FailureRecord {
        let mut record = match self {
            Self::Unreadable(unreadable) | Self::Argument(unreadable) => unreadable.record(),
            _ => FailureRecord::default(),
        };
        if let Self::File { name, .. } = self {
            record.file = Some(name.as_str().into());
        }
        record.reason = Some(self.reason().as_str().into());
        record
    }
}

impl Unreadable {
    fn reason(&self) -> String {
        let error = &self.error;
        let mut reason = format!("{}: {}", error.kind().as_str(), error.detail());
        match (error.kind(), error.offset(), error.pointer()) {
            (ParseErrorKind::Encoding, Some(offset), _) => {
                reason.push_str(&format!(" (byte {offset})"));
            }
            (_, None, Some(pointer)) => reason.push_str(&format!(" at {pointer}")),
            _ => {}
        }
        if let Some(hint) = self.hint {
            reason.push_str("; ");
            reason.push_str(hint);
        }
        reason
    }

    /// Line and column, from 1. An error in a value that is one line knows only the offset.
    fn line_column(&self) -> Option<(usize, usize)> {
        let before = || self.text.get(..self.error.offset()?);
        let in_line = || before().map(|before| (1, before.chars().count() + 1));
        self.error.line_column().or_else(in_line)
    }

    fn place(&self) -> String {
        let name = plain(&self.name);
        match self.line_column() {
            Some((line, column)) => format!("{name}:{line}:{column}"),
            None => name,
        }
    }

    fn shown(&self, paint: Paint) -> String {
        let place = self.line_column();
        place.map(|place| report::excerpt(&self.text, place, paint)).unwrap_or_default()
    }

    fn record(&self) -> FailureRecord {
        let mut record = FailureRecord::default();
        record.file = Some(self.name.as_str().into());
        record.kind = Some(self.error.kind().as_str().into());
        let place = self.line_column();
        record.line = place.map(|(line, _)| report::number(line));
        record.column = place.map(|(_, column)| report::number(column));
        record.offset = self.error.offset().map(report::number);
        record
    }
}
