//! Measures pkgschema beside other crates: `peers DIR [--only PREFIX] [--rounds N]`, where DIR
//! holds the corpora. Prints one tab-separated line for each case and peer:
//!
//! ```text
//! <case> <unit> <ours> <peer name> <peer> <ratio> [note]
//! ```
//!
//! A ratio above 1 means that we are faster. The note says what a peer loses, if it does.
//!
//! Invariant: both sides of a line do the same work over the same bytes in memory, in turns, and
//! with the same compiler settings.

mod cases;
mod harness;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use harness::Bench;

const USAGE: &str = "usage: peers DIR [--only PREFIX] [--rounds N]";

fn main() -> ExitCode {
    match read_arguments(env::args().skip(1)).and_then(|(dir, bench)| cases::run(&dir, &bench)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peers: {error}");
            ExitCode::from(2)
        }
    }
}

fn read_arguments(mut arguments: impl Iterator<Item = String>) -> Result<(PathBuf, Bench), String> {
    let (mut dir, mut bench) = (None, Bench::default());
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value\n{USAGE}"));
        match argument.as_str() {
            "--only" => bench.only = value()?,
            "--rounds" => {
                let count = value()?;
                let rounds: usize = count.parse().map_err(|_| format!("no number: {count:?}"))?;
                bench.rounds = rounds.max(1);
            }
            _ if argument.starts_with('-') || dir.is_some() => {
                return Err(format!("unexpected {argument:?}\n{USAGE}"));
            }
            _ => dir = Some(PathBuf::from(argument)),
        }
    }
    Ok((dir.ok_or(USAGE)?, bench))
}
