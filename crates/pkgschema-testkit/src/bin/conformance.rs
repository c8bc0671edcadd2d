//! `conformance DIR`: runs the checks over a folder of corpora and prints one line for each
//! corpus and check: corpus, check, passed, total.
//!
//! Invariant: standard output holds those lines only; everything else goes to standard error.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use pkgschema_testkit::floors::{Floors, compare};
use pkgschema_testkit::runner;
use pkgschema_testkit::tally::Tally;

const USAGE: &str = "usage: conformance DIR [--failures N] [--only PREFIX] [--floors FILE] \
                     [--write-floors FILE]";

fn main() -> ExitCode {
    match Options::read(env::args().skip(1)).and_then(|options| options.run()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("conformance: {error}");
            ExitCode::from(2)
        }
    }
}

#[derive(Default)]
struct Options {
    dir: PathBuf,
    failures: usize,
    only: String,
    floors: Option<PathBuf>,
    write_floors: Option<PathBuf>,
}

impl Options {
    fn read(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{argument} needs a value\n{USAGE}"));
            match argument.as_str() {
                "--failures" => {
                    let count = value()?;
                    let number = count.parse().map_err(|_| format!("no number: {count:?}"));
                    options.failures = number?;
                }
                "--only" => options.only = value()?,
                "--floors" => options.floors = Some(value()?.into()),
                "--write-floors" => options.write_floors = Some(value()?.into()),
                _ if argument.starts_with('-') || !options.dir.as_os_str().is_empty() => {
                    return Err(format!("unexpected {argument:?}\n{USAGE}"));
                }
                _ => options.dir = argument.into(),
            }
        }
        if options.dir.as_os_str().is_empty() { Err(USAGE.to_owned()) } else { Ok(options) }
    }

    /// Whether the run agrees with the table of floors, if one was given.
    fn run(&self) -> Result<bool, String> {
        let run = runner::run(&self.dir, &self.only)
            .map_err(|error| format!("{}: {error}", self.dir.display()))?;
        for tally in &run {
            println!("{}", tally.line());
        }
        self.print_failures(&run);
        if let Some(file) = &self.write_floors {
            let floors = read_floors(file)?.updated(&run, &self.only);
            fs::write(file, floors.to_text()).map_err(|e| format!("{}: {e}", file.display()))?;
        }
        let Some(file) = &self.floors else { return Ok(true) };
        let problems = compare(&run, &read_floors(file)?, &self.only);
        for problem in &problems {
            eprintln!("{problem}");
        }
        Ok(problems.is_empty())
    }

    fn print_failures(&self, run: &[Tally]) {
        for Tally { corpus, check, failures, .. } in run {
            for (id, reason) in failures.iter().take(self.failures) {
                eprintln!("{corpus}\t{check}\t{id}\t{reason}");
            }
        }
    }
}

/// The table in `file`; an empty one where there is no such file yet.
fn read_floors(file: &Path) -> Result<Floors, String> {
    if !file.exists() {
        return Ok(Floors::default());
    }
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    Floors::parse(&text).map_err(|error| format!("{}: {error}", file.display()))
}
