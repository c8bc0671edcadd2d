//! The arguments of `pkgschema provenance`.
//!
//! Invariant: no argument makes an attestation count as verified.

use super::ReportFormat;
use clap::Subcommand;
use std::path::PathBuf;

/// The commands about attestations.
#[derive(Debug, Subcommand)]
pub(crate) enum Provenance {
    Show(Show),
    Check(Check),
    Diff(Diff),
}

impl Provenance {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::Show(show) => show.format,
            Self::Check(check) => check.format,
            Self::Diff(diff) => diff.format,
        }
    }
}

/// Shows who built it, from where, by what, when, where it is logged, and what disagrees
///
/// The certificate is believed before the predicate, which is the build's own word; where they do
/// not agree, both are shown. Nothing that is shown is verified unless it says so.
#[derive(Debug, clap::Args)]
pub(crate) struct Show {
    /// Bundles, envelopes, statements, what registries answer about provenance, or lines of them;
    /// `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Say of each fact where in the document it stands
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// How it is told; `json` is a provenance report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Checks attestations by everything that can be told without a key
///
/// Form and version of the bundle, the log's proof and checkpoint, whether the log entry is about
/// this signature and this certificate, whether the certificate was valid then, the statement
/// inside. Exits with 1 if one has errors. One without errors is well made, and not verified.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// As for `show`
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// How the findings are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Compares what two releases were built from and by
///
/// Exits with 0 if every fact that both state is the same, and with 1 if one differs or is gone.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The attestation of the earlier release
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The attestation of the later one
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// How the differences are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}
