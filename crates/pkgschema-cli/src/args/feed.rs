//! The arguments of `pkgschema takedown feed`.
//!
//! Invariant: an argument is a text until its command has read it with the library.

use super::ReportFormat;
use clap::Subcommand;
use std::path::PathBuf;

/// The commands about feeds.
#[derive(Debug, Subcommand)]
pub(crate) enum Feed {
    Export(Export),
    Delta(Delta),
}

/// Lays a log of notices out as static files
///
/// Files that are as they should be are left alone, and nothing is ever deleted. The checkpoint is
/// written last, so that who reads meanwhile sees the earlier one.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The log, JSON Lines; `-` is standard input
    pub(crate) log: PathBuf,
    /// The folder
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
    /// The address of the folder, for links
    #[arg(long, value_name = "URL", required_unless_present = "checkpoint")]
    pub(crate) base_url: Option<String>,
    /// The log's checkpoint; if not given, one is made
    #[arg(long, value_name = "FILE", conflicts_with_all = ["at", "valid"])]
    pub(crate) checkpoint: Option<PathBuf>,
    /// When the checkpoint is issued, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// For how long the checkpoint can be relied on: `7d`, `36h`, `90m`, `30s`, seconds
    #[arg(long, value_name = "DURATION", default_value = "1d")]
    pub(crate) valid: String,
    /// The highest marking of the notices that may be shown
    #[arg(long, value_name = "TLP", default_value = "CLEAR")]
    pub(crate) max_tlp: String,
    /// `json` names the files that were written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Proposes what a mirror could do about a feed, and does nothing itself
///
/// Exits with 0 if there is nothing to do, with 1 if there is something, and with 2 if nothing must
/// be done or nobody can tell.
#[derive(Debug, clap::Args)]
pub(crate) struct Delta {
    /// The folder with the feed's files
    pub(crate) feed: PathBuf,
    /// Where the mirror last stood: a checkpoint, or the report of an earlier run
    #[arg(long, value_name = "FILE")]
    pub(crate) position: Option<PathBuf>,
    /// What the mirror holds: an inventory record, or lines of package URLs or of held files in
    /// JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) holds: PathBuf,
    /// A policy of a mirror in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// How many files may stop being served at once
    #[arg(long, value_name = "N")]
    pub(crate) max_removals: Option<u64>,
    /// How large a part of what the mirror holds may: `5%`, `0.5%`
    #[arg(long, value_name = "PERCENT")]
    pub(crate) max_share: Option<String>,
    /// How old the feed's checkpoint may be: `7d`, `36h`, `90m`, `30s`, seconds
    #[arg(long, value_name = "DURATION")]
    pub(crate) max_age: Option<String>,
    /// Whom to believe; if not given, the issuer of the log, about the registries that it names
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Who issues the log
    #[arg(long, value_name = "NAME", default_value = "all.jsonl")]
    pub(crate) issuer: String,
    /// The time for which it is told, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// `json` is a mirror report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

impl Feed {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::Export(export) => export.format,
            Self::Delta(delta) => delta.format,
        }
    }
}
