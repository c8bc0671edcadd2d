//! The arguments of `pkgschema advisory`.
//!
//! Invariant: an argument is a text until its command has read it with the library; only words
//! that the command itself gives a meaning are listed here.

use super::{ReportFormat, advisory_format};
use clap::Subcommand;
use pkgschema_convert::advisory_format::AdvisoryFormat;
use std::path::PathBuf;

/// The commands about advisories.
#[derive(Debug, Subcommand)]
pub(crate) enum Advisory {
    Affects(Affects),
    Lint(Lint),
    Group(Group),
}

impl Advisory {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::Affects(affects) => affects.format,
            Self::Lint(lint) => lint.format,
            Self::Group(group) => group.format,
        }
    }
}

/// Where advisories are read.
#[derive(Debug, clap::Args)]
pub(crate) struct Inputs {
    /// Documents about advisories, or folders that hold nothing else (names that begin with a dot
    /// are passed over); `-` is standard input
    #[arg(required = true, value_name = "ADVISORY")]
    pub(crate) paths: Vec<PathBuf>,
    /// What the documents are, if that is not to be told from their text
    #[arg(long, value_name = "NAME", value_parser = advisory_format())]
    pub(crate) from: Option<&'static AdvisoryFormat>,
}

/// Asks whether advisories affect a version of a package
///
/// Exits with 0 if none does, and with 1 if one does or if nobody can tell.
#[derive(Debug, clap::Args)]
pub(crate) struct Affects {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// The package and its version
    #[arg(long, value_name = "PURL", required_unless_present = "ecosystem")]
    pub(crate) purl: Option<String>,
    /// The package's ecosystem by its name in OSV
    #[arg(long, value_name = "NAME", requires = "name", conflicts_with = "purl")]
    pub(crate) ecosystem: Option<String>,
    /// The package's name in the ecosystem
    #[arg(long, value_name = "NAME", requires = "ecosystem")]
    pub(crate) name: Option<String>,
    /// The version
    #[arg(long, value_name = "VERSION", requires = "ecosystem")]
    pub(crate) version: Option<String>,
    /// Answer as if withdrawn advisories still stood
    #[arg(long)]
    pub(crate) include_withdrawn: bool,
    /// Name the advisories too that do not affect it
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// How the answer is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Checks advisories by what schema and specification say
///
/// Exits with 1 if one has errors, which are what the official OSV schema refuses.
#[derive(Debug, clap::Args)]
pub(crate) struct Lint {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// How the findings are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Groups the identifiers of advisories that are aliases of each other
///
/// Prints a group a line, those of one identifier too.
#[derive(Debug, clap::Args)]
pub(crate) struct Group {
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Do not follow the aliases of a record with more than these
    #[arg(long, value_name = "NUMBER", default_value_t = 5)]
    pub(crate) max_aliases: usize,
    /// Take groups of more identifiers apart
    #[arg(long, value_name = "NUMBER", default_value_t = 32)]
    pub(crate) max_ids: usize,
    /// How the groups are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}
