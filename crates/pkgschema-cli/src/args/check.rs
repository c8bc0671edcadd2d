//! The arguments of `pkgschema check`.
//!
//! Invariant: an argument adds to what is asked; none makes something clean that was not looked
//! at.

use super::ReportFormat;
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use pkgschema::metadata::Inventory;
use pkgschema_convert::readable::{INVENTORIES, Readable};
use std::path::PathBuf;

/// Tells whether packages are hit: by notices, by advisories, by their age
///
/// One verdict a package, worst first, with every reason and what to do. Without evidence
/// (`--advisories`, `--log`, `--min-age`, `--provenance`) nobody can tell, and that is the answer.
/// Advisories and notices that are about other packages cost little: every file that is known is
/// read once, and nothing is fetched.
///
/// Exits with 1 if something speaks against a package; else with 2 if nobody can tell about one,
/// or if something could not be read; else with 0.
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Lock files and bills of materials: Cargo.lock, package-lock.json, pylock.toml,
    /// requirements.txt, CycloneDX, SPDX, or an inventory; `-` is standard input
    #[arg(required = true, value_name = "INVENTORY")]
    pub(crate) inventories: Vec<PathBuf>,
    /// What the inventories are, if that is not to be told from their text
    #[arg(long = "as", value_name = "NAME", value_parser = inventory())]
    pub(crate) document: Option<&'static Readable<Inventory>>,
    /// Advisories: a folder, a document, an array of them, or JSON Lines
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) advisories: Vec<PathBuf>,
    /// A log of notices, JSON Lines; one that is missing leaves everything open
    #[arg(long = "log", value_name = "FILE")]
    pub(crate) logs: Vec<PathBuf>,
    /// What a log's issuer says about its length, in the order of the logs
    #[arg(long = "checkpoint", value_name = "FILE", requires = "logs")]
    pub(crate) checkpoints: Vec<PathBuf>,
    /// Whom to believe; if not given, the issuer of each log, about the registries that it names
    #[arg(long, value_name = "FILE", requires = "logs")]
    pub(crate) trust: Option<PathBuf>,
    /// Who issues a log, in the order of the logs; if not given, its file name
    #[arg(long = "issuer", value_name = "NAME", requires = "logs")]
    pub(crate) issuers: Vec<String>,
    /// How old a version must be: `7d`, `36h`, `90m`, `30s`, seconds
    #[arg(long, value_name = "DURATION")]
    pub(crate) min_age: Option<String>,
    /// What registries say of releases, for their age: packuments, Simple JSON, index files,
    /// answers of APIs, metadata records; a folder or a document
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) releases: Vec<PathBuf>,
    /// The time for which it is told, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// Attestations of builds, without which no file is clean: a folder or a document
    #[arg(long, value_name = "DIR|FILE")]
    pub(crate) provenance: Vec<PathBuf>,
    /// An address under which an ecosystem's usual registry or its index is known
    #[arg(long = "registry", value_name = "URL")]
    pub(crate) registries: Vec<String>,
    /// A check policy in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// `json` is an inventory report, `sarif` a log for code scanning
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CheckFormat,
}

/// How a report on inventories is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// For people
    Text,
    /// The record
    Json,
    /// SARIF 2.1.0
    Sarif,
}

impl Check {
    /// How failures are told.
    pub(crate) fn told(&self) -> ReportFormat {
        match self.format {
            CheckFormat::Text => ReportFormat::Text,
            CheckFormat::Json | CheckFormat::Sarif => ReportFormat::Json,
        }
    }
}

fn inventory() -> impl TypedValueParser<Value = &'static Readable<Inventory>> {
    let values = PossibleValuesParser::new(INVENTORIES.iter().map(Readable::name));
    // The parser lets no other names through.
    values.try_map(|name: String| Readable::find(INVENTORIES, &name).ok_or("no such document"))
}
