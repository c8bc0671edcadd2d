//! The arguments of `pkgschema publisher`.
//!
//! Invariant: an argument is a text until its command has read it with the library; the registries
//! are the library's.

use super::ReportFormat;
use clap::Subcommand;
use clap::builder::PossibleValuesParser;
use pkgschema::provenance::PublisherRegistry;
use std::path::PathBuf;

/// The commands about trusted publishers.
#[derive(Debug, Subcommand)]
pub(crate) enum Publisher {
    Match(Match),
}

impl Publisher {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::Match(asked) => asked.format,
        }
    }
}

/// Asks whether a registry would take a token for a trusted publisher
///
/// Goes by the registry's own rule, and names every reason for a no. Exits with 0 if the registry
/// would take it, and with 1 if not. The signature of the token is not looked at: CLAIMS are those
/// of a token that somebody has verified, and that was not used before.
#[derive(Debug, clap::Args)]
pub(crate) struct Match {
    /// The publisher: a trusted publisher record, or the registry's own configuration
    #[arg(value_name = "CONFIG")]
    pub(crate) config: PathBuf,
    /// The claims of the token, in JSON; `-` is standard input
    #[arg(value_name = "CLAIMS")]
    pub(crate) claims: PathBuf,
    /// The registry whose configuration it is, where that is not to be told from it
    #[arg(long, value_name = "NAME", value_parser = registries())]
    pub(crate) registry: Option<String>,
    /// The time at which the token is shown, as 2026-05-04T14:00:00Z; without it now
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// Whom the token has to be meant for; without it the registry's own name, where it has one
    /// (PyPI, crates.io)
    #[arg(long, value_name = "TEXT")]
    pub(crate) audience: Option<String>,
    /// By how much clocks may differ: 30s, 2m
    #[arg(long, value_name = "DURATION", default_value = "0s")]
    pub(crate) leeway: String,
    /// How the answer is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

fn registries() -> PossibleValuesParser {
    PossibleValuesParser::new(PublisherRegistry::LISTED)
}
