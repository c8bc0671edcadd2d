//! `pkgschema range`.
//!
//! Invariant: the range in the other notation stands on standard output; how its meaning changes
//! is told on standard error, or with it as JSON.

use super::version::range;
use crate::args::{Native, Range as Args, ReportFormat};
use crate::failure::Failure;
use crate::output;
use crate::report::{self, Paint, plain};
use pkgschema::version::{Change, Inexpressible, RangeEvent, RangeTranslation, Vers, VersText};

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match args {
        Args::ToVers(native) => to_vers(native),
        Args::ToEvents(native) => to_events(native),
        Args::FromVers { vers, strict, format } => from_vers(vers, *strict, *format),
    }
}

fn to_vers(native: &Native) -> Result<(), Failure> {
    let range = range(native.scheme, &native.range, native.prereleases)?;
    let vers = range.to_vers().map_err(|error| inexpressible(&error))?;
    let mut record = RangeTranslation::changing(&vers.changes);
    record.vers = Some(VersText::from(&vers.value));
    tell(native.format, &record, &(plain(vers.value.as_str()) + "\n"), &vers.changes)
}

fn to_events(native: &Native) -> Result<(), Failure> {
    let range = range(native.scheme, &native.range, native.prereleases)?;
    let told = range.versions().to_events();
    let line = |event: &RangeEvent| format!("{} {}\n", event.name(), plain(event.version()));
    let list = |list: &Vec<RangeEvent>| list.iter().map(line).collect::<String>();
    let lines = told.value.iter().map(list).collect::<Vec<_>>().join("\n");
    tell(native.format, &RangeTranslation::of_events(&told), &lines, &told.changes)
}

fn from_vers(text: &str, strict: bool, format: ReportFormat) -> Result<(), Failure> {
    let vers = if strict { Vers::parse_strict(text) } else { Vers::parse(text) };
    let vers = vers.map_err(|error| Failure::argument("vers", text, error))?;
    let range = vers.to_range().ok_or_else(|| {
        let name = vers.vers_type();
        Failure::Inexpressible(format!("{}: no notation is known for {name}", plain(text)))
    })?;
    let range = range.map_err(|error| inexpressible(&error))?;
    let native = range.value.as_str();
    let mut record = RangeTranslation::changing(&range.changes);
    record.range = Some(native.into());
    tell(format, &record, &(plain(native) + "\n"), &range.changes)
}

fn inexpressible(error: &Inexpressible) -> Failure {
    Failure::Inexpressible(error.to_string())
}

/// Prints the range and tells the changes.
fn tell(
    format: ReportFormat,
    record: &RangeTranslation,
    text: &str,
    changes: &[Change],
) -> Result<(), Failure> {
    if format == ReportFormat::Json {
        return output::print(&report::record(record));
    }
    output::print(text)?;
    let paint = Paint::stderr();
    for Change { kind, note, .. } in changes {
        let line = format!("{} {}: {}\n", paint.title("pkgschema:"), kind.as_str(), plain(note));
        report::tell(&line);
    }
    Ok(())
}
