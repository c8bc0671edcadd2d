//! The `pkgschema` command: arguments in, the library crates called, their answers printed.
//!
//! Invariant: standard output holds the result and nothing else; everything said about it goes
//! to standard error.

mod args;
mod clock;
mod commands;
mod failure;
mod input;
mod output;
mod outputs;
mod report;

use std::process::ExitCode;

fn main() -> ExitCode {
    commands::run(args::parse().command)
}
