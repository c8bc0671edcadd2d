//! Prints what the notices on standard input, one a line, say about which packages.
//!
//! `.ci/run` builds this program cold, counts its third-party crates and holds them to the cap.

use std::io::{Read, stdin};
use std::process::ExitCode;

use pkgschema::takedown::Log;

fn main() -> ExitCode {
    let mut text = String::new();
    if let Err(error) = stdin().read_to_string(&mut text) {
        eprintln!("standard input: {error}");
        return ExitCode::FAILURE;
    }
    let log = Log::parse(&text);
    for notice in log.notices() {
        for purl in notice.subjects.iter().filter_map(|subject| subject.purl.as_ref()) {
            println!("{purl} {}", notice.status);
        }
    }
    for finding in log.verify(None) {
        eprintln!("{finding}");
    }
    if log.unreadable() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
