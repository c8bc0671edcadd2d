//! `pkgschema range`.
//!
//! Invariant: the range in the other notation stands on standard output; how its meaning changes
//! is told on standard error, or with it as JSON.

use super::version::range;
use crate::args::{Native, Range as Args, ReportFormat};
use crate::failure::Failure;
use crate::output;
use crate::report::{self, Json, Paint, plain};
use pkgschema::version::{Change, Inexpressible, RangeEvent, Vers};
use serde::Serialize;

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
    let text = vers.value.as_str();
    tell(native.format, ("vers", text), &(plain(text) + "\n"), &vers.changes)
}

fn to_events(native: &Native) -> Result<(), Failure> {
    let range = range(native.scheme, &native.range, native.prereleases)?;
    let told = range.versions().to_events();
    let lists: Vec<Vec<Event<'_>>> =
        told.value.iter().map(|list| list.iter().map(Event).collect()).collect();
    let line = |event: &RangeEvent| format!("{} {}\n", event.name(), plain(event.version()));
    let list = |list: &Vec<RangeEvent>| list.iter().map(line).collect::<String>();
    let lines = told.value.iter().map(list).collect::<Vec<_>>().join("\n");
    tell(native.format, ("ranges", &lists), &lines, &told.changes)
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
    tell(format, ("range", native), &(plain(native) + "\n"), &range.changes)
}

fn inexpressible(error: &Inexpressible) -> Failure {
    Failure::Inexpressible(error.to_string())
}

/// Prints the range and tells the changes.
fn tell<T: Serialize + ?Sized>(
    format: ReportFormat,
    (name, value): (&str, &T),
    text: &str,
    changes: &[Change],
) -> Result<(), Failure> {
    if format == ReportFormat::Json {
        let mut json = Json::object();
        json.member(name, value);
        let changes: Vec<Told<'_>> = changes.iter().map(Told).collect();
        json.member("changes", &changes);
        return output::print(&json.pretty());
    }
    output::print(text)?;
    let paint = Paint::stderr();
    for Change { kind, note, .. } in changes {
        let line = format!("{} {}: {}\n", paint.title("pkgschema:"), kind.as_str(), plain(note));
        report::tell(&line);
    }
    Ok(())
}

/// An event as it stands in OSV.
struct Event<'a>(&'a RangeEvent);

impl Serialize for Event<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0.name(), self.0.version().as_str())?;
        map.end()
    }
}

/// A change for programs.
struct Told<'a>(&'a Change);

impl Serialize for Told<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("kind", self.0.kind.as_str())?;
        map.serialize_entry("note", &self.0.note)?;
        map.end()
    }
}
