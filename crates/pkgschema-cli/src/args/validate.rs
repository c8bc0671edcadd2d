//! The arguments of `pkgschema validate`.
//!
//! Invariant: what a document can be judged as is taken from the library's list.

use super::ReportFormat;
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

/// Says whether documents are valid records, and where and why they are not
///
/// What is wrong is told a line each: file, line, column, how bad it is, the place as a JSON
/// pointer, the finding's code, and what was expected and found. A document is valid if the record's
/// schema accepts it and no lint of the record finds an error. Columns count Unicode characters (a
/// tab is one, a byte order mark is none).
///
/// Exits with 0 if all documents are valid, with 1 if one is not, with 2 if one cannot be read or
/// it cannot be told what it is.
#[derive(Debug, clap::Args)]
pub(crate) struct Validate {
    /// Records in JSON; `-` is standard input. In files called `*.jsonl` or `*.ndjson` each line is
    /// a document
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What the documents are, by the name of their schema; without it each is judged as what it
    /// looks like
    #[arg(long = "as", value_name = "NAME", value_parser = names())]
    pub(crate) record: Option<String>,
    /// Each line that is not blank is a document
    #[arg(long)]
    pub(crate) lines: bool,
    /// Take warnings for errors when it comes to the exit code
    #[arg(long)]
    pub(crate) strict: bool,
    /// How it is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

fn names() -> PossibleValuesParser {
    PossibleValuesParser::new(pkgschema::schema::validation::names())
}
