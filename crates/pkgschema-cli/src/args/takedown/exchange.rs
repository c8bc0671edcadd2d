//! The arguments of the commands that make notices of other documents, and those of notices.
//!
//! Invariant: every one of them names its losses in the same way.

use crate::args::ReportFormat;
use std::path::PathBuf;

/// Makes a lifecycle document (CLE) of notices about one package
///
/// Notices that lifecycle events cannot say are refused by name.
#[derive(Debug, clap::Args)]
pub(crate) struct ToCle {
    /// Notices, one a file; `-` is standard input
    #[arg(required = true, value_name = "NOTICE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// Makes notices of a lifecycle document (CLE), a line each
#[derive(Debug, clap::Args)]
pub(crate) struct FromCle {
    #[command(flatten)]
    pub(crate) source: Document,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// Makes an OSV advisory of a notice about malware or a vulnerability
#[derive(Debug, clap::Args)]
pub(crate) struct ToOsv {
    /// The notice; `-` is standard input
    #[arg(value_name = "NOTICE")]
    pub(crate) file: PathBuf,
    /// The advisory's identifier, which a database has given; if not given, an alias of the notice
    #[arg(long, value_name = "ID")]
    pub(crate) id: Option<String>,
    /// The notice that lifts this one; only a retraction withdraws the advisory
    #[arg(long, value_name = "NOTICE")]
    pub(crate) lifted_by: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// Makes notices of an OSV advisory about malware, a line each
///
/// What the registry did, an advisory does not say: status and effects are unknown.
#[derive(Debug, clap::Args)]
pub(crate) struct FromOsv {
    #[command(flatten)]
    pub(crate) source: Document,
    #[command(flatten)]
    pub(crate) telling: Telling,
}

/// A document about packages of a registry.
#[derive(Debug, clap::Args)]
pub(crate) struct Document {
    /// The document; `-` is standard input
    pub(crate) file: PathBuf,
    /// The registry that holds the packages
    #[arg(long, value_name = "URL")]
    pub(crate) registry: String,
    /// When the document was looked at, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
}

/// How losses are told.
#[derive(Debug, clap::Args)]
pub(crate) struct Telling {
    /// Name every place, other spellings too
    #[arg(long)]
    pub(crate) verbose: bool,
    /// How losses and findings are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}
