//! The commands, one file each.
//!
//! Invariant: a command calls the library crates and prints; it holds no rule about documents.

mod advisory;
mod check;
mod convert;
mod inspect;
mod progress;
mod provenance;
mod publisher;
mod purl;
mod range;
mod schema;
mod shell;
mod takedown;
mod validate;
mod version;

use crate::args::{Command, Purl, Range, ReportFormat, Version};
use std::process::ExitCode;

/// Runs the command and tells its failure.
pub(crate) fn run(command: Command) -> ExitCode {
    let format = match &command {
        Command::Check(check) => check.told(),
        Command::Convert(convert) => convert.format,
        Command::Inspect(inspect) => inspect.format,
        Command::Purl(Purl::Parse { format, .. }) => *format,
        Command::Version(Version::Compare { format, .. }) => *format,
        Command::Version(Version::Satisfies(question) | Version::Contains(question)) => {
            question.format
        }
        Command::Range(Range::ToVers(native) | Range::ToEvents(native)) => native.format,
        Command::Range(Range::FromVers { format, .. }) => *format,
        Command::Advisory(advisory) => advisory.format(),
        Command::Provenance(provenance) => provenance.format(),
        Command::Publisher(publisher) => publisher.format(),
        Command::Schema(schema) => schema.format(),
        Command::Validate(validate) => validate.format,
        Command::Takedown(takedown) => takedown.format(),
        _ => ReportFormat::Text,
    };
    let done = match command {
        Command::Check(check) => check::run(&check),
        Command::Convert(convert) => convert::run(&convert),
        Command::Inspect(inspect) => inspect::run(&inspect),
        Command::Schema(schema) => schema::run(&schema),
        Command::Validate(validate) => validate::run(&validate),
        Command::Purl(purl) => purl::run(&purl),
        Command::Version(version) => version::run(&version),
        Command::Range(range) => range::run(&range),
        Command::Advisory(advisory) => advisory::run(&advisory),
        Command::Provenance(provenance) => provenance::run(&provenance),
        Command::Publisher(publisher) => publisher::run(&publisher),
        Command::Takedown(takedown) => takedown::run(&takedown),
        Command::Completions { shell } => shell::completions(shell),
        Command::Man { command } => shell::man(&command),
    };
    done.map_or_else(|failure| failure.tell(format), |()| ExitCode::SUCCESS)
}
