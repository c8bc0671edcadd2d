//! Prints the packages that an OSV document on standard input names.
//!
//! `.ci/run` builds this program cold, counts its third-party crates and holds them to the cap.

use std::io::{Read, stdin};
use std::process::ExitCode;

use pkgschema::advisory::Advisory;

fn main() -> ExitCode {
    let mut text = String::new();
    if let Err(error) = stdin().read_to_string(&mut text) {
        eprintln!("standard input: {error}");
        return ExitCode::FAILURE;
    }
    match Advisory::parse(&text) {
        Ok(advisory) => {
            for package in advisory.affected.iter().filter_map(|entry| entry.package.as_ref()) {
                println!("{}", package.name.as_deref().unwrap_or("?"));
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
