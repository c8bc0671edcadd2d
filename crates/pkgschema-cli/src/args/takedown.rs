//! The arguments of `pkgschema takedown`.
//!
//! Invariant: an argument is a text until its command has read it with the library; only words
//! that the command itself gives a meaning are listed here.

pub(crate) mod exchange;

use self::exchange::{FromCle, FromOsv, ToCle, ToOsv};
use super::ReportFormat;
use super::feed::Feed;
use clap::builder::PossibleValuesParser;
use clap::{Subcommand, ValueEnum};
use pkgschema::takedown::RegistryProfile;
use std::path::PathBuf;

/// The commands about takedown notices.
#[derive(Debug, Subcommand)]
pub(crate) enum Takedown {
    New(New),
    Check(Check),
    Status(Status),
    Decide(Decide),
    VerifyLog(VerifyLog),
    Profile(Profile),
    ToCle(ToCle),
    FromCle(FromCle),
    ToOsv(ToOsv),
    FromOsv(FromOsv),
    /// Lays logs out as feeds, and proposes to mirrors what to do about them
    #[command(subcommand)]
    Feed(Feed),
    Signals(Signals),
    Snapshot(Snapshot),
}

impl Takedown {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::New(new) => new.format,
            Self::Check(check) => check.format,
            Self::Status(status) => status.asked.format,
            Self::Decide(decide) => decide.asked.format,
            Self::VerifyLog(verify) => verify.format,
            Self::Profile(profile) => profile.format,
            Self::ToCle(to) => to.telling.format,
            Self::FromCle(from) => from.telling.format,
            Self::ToOsv(to) => to.telling.format,
            Self::FromOsv(from) => from.telling.format,
            Self::Feed(feed) => feed.format(),
            Self::Signals(signals) => signals.seen.format.of_reports(),
            Self::Snapshot(snapshot) => snapshot.seen.format.of_reports(),
        }
    }
}

/// Makes a notice and prints it
///
/// What is odd about the notice is told on standard error; a notice that is wrong is not printed.
#[derive(Debug, clap::Args)]
pub(crate) struct New {
    /// The registry that the act is about
    #[arg(long, value_name = "URL")]
    pub(crate) registry: String,
    #[command(flatten)]
    pub(crate) subjects: Subjects,
    #[command(flatten)]
    pub(crate) act: Act,
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
    /// The notice's identifier, a URI; with a profile it is made from the registry's row, if none
    /// is given
    #[arg(long, value_name = "URI", required_unless_present = "profile")]
    pub(crate) id: Option<String>,
    /// When the notice is issued, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// The log that the notice is to follow in: it names the log's last notice as the one before
    #[arg(long, value_name = "LOG")]
    pub(crate) after: Option<PathBuf>,
    /// Print one line, as a log holds it
    #[arg(long)]
    pub(crate) compact: bool,
    /// `json` prints one line too, and tells findings as JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// What a notice is about.
#[derive(Debug, clap::Args)]
pub(crate) struct Subjects {
    /// A package, or with a version one of its versions; several are several subjects
    #[arg(long = "purl", value_name = "PURL", required_unless_present_any = ["namespace", "artifacts"])]
    pub(crate) purls: Vec<String>,
    /// Every package of a namespace: `npm/@scope`, `maven/org.example`
    #[arg(long, value_name = "TYPE/NAME", conflicts_with = "purls")]
    pub(crate) namespace: Option<String>,
    /// Versions of the one package, with commas between them
    #[arg(long, value_name = "VERSIONS", value_delimiter = ',', conflicts_with = "namespace")]
    pub(crate) versions: Vec<String>,
    /// Versions of the one package as a VERS
    #[arg(long, value_name = "VERS", conflicts_with = "namespace")]
    pub(crate) range: Option<String>,
    /// A file of the one package, or wherever it turns up if no package is named; several digests
    /// of one name are one file
    #[arg(long = "artifact", value_name = "NAME=ALGORITHM:HEX", conflicts_with = "namespace")]
    pub(crate) artifacts: Vec<String>,
}

/// What is done.
#[derive(Debug, clap::Args)]
pub(crate) struct Act {
    /// What the subjects are from now on
    #[arg(long, value_name = "WORD", required_unless_present = "profile")]
    pub(crate) status: Option<String>,
    /// What kind of act it is; `decision`, or what the profile says
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kind: Option<ActKind>,
    /// The notice that is amended, reversed or retracted
    #[arg(long = "target", value_name = "URI")]
    pub(crate) targets: Vec<String>,
    /// Take status and effects from the profile of a public registry
    #[arg(long, value_name = "NAME", value_parser = shipped(), requires = "mechanism",
        conflicts_with = "status")]
    pub(crate) profile: Option<String>,
    /// The registry's own word for what it did
    #[arg(long, value_name = "WORD")]
    pub(crate) mechanism: Option<String>,
    /// What it does: resolution, download, publish, nameReuse, versionReuse, nameAvailableAt
    #[arg(long = "effect", value_name = "NAME=WORD")]
    pub(crate) effects: Vec<String>,
    /// Since when it applies; if not given, since it was issued
    #[arg(long, value_name = "TIME")]
    pub(crate) from: Option<String>,
    /// Until when it applies
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<String>,
}

/// Why, by whom, and what instead.
#[derive(Debug, clap::Args)]
pub(crate) struct Circumstances {
    /// The kind of reason
    #[arg(long, value_name = "WORD")]
    pub(crate) reason: Option<String>,
    /// A word that says the reason closer
    #[arg(long = "keyword", value_name = "WORD")]
    pub(crate) keywords: Vec<String>,
    /// What users are told
    #[arg(long, value_name = "TEXT")]
    pub(crate) message: Option<String>,
    /// In which role it was decided
    #[arg(long, value_name = "WORD")]
    pub(crate) role: Option<String>,
    /// Who decided
    #[arg(long, value_name = "NAME")]
    pub(crate) authority: Option<String>,
    /// An identifier of the same matter in another database
    #[arg(long = "alias", value_name = "ID")]
    pub(crate) aliases: Vec<String>,
    /// What to use instead
    #[arg(long = "replacement", value_name = "PURL")]
    pub(crate) replacements: Vec<String>,
}

/// The kinds of acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActKind {
    /// A measure is taken
    Decision,
    /// Another notice is said anew
    Amendment,
    /// A measure is lifted from now on
    Reversal,
    /// A notice was wrong from the start
    Retraction,
}

/// Tells what is odd about notices
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Notices, one a file; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// `json` is a check report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Tells what a package, version or file is, as logs of notices have it
///
/// Exits with 1 if a measure is in force.
#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) asked: Asked,
}

/// A question to logs of notices.
#[derive(Debug, clap::Args)]
pub(crate) struct Asked {
    /// A log of notices, JSON Lines; one that is missing leaves everything open
    #[arg(long = "log", value_name = "FILE", required = true)]
    pub(crate) logs: Vec<PathBuf>,
    /// The package, or with a version one of its versions
    #[arg(long, value_name = "PURL")]
    pub(crate) purl: String,
    /// The registry; if not given, the one that the purl names, or any
    #[arg(long, value_name = "URL")]
    pub(crate) registry: Option<String>,
    /// The file; several digests of one name are one file
    #[arg(long = "file", value_name = "NAME=ALGORITHM:HEX")]
    pub(crate) files: Vec<String>,
    /// What a log's issuer says about its length, in the order of the logs
    #[arg(long = "checkpoint", value_name = "FILE")]
    pub(crate) checkpoints: Vec<PathBuf>,
    /// Whom to believe; if not given, the issuer of each log, about the registries that it names
    #[arg(long, value_name = "FILE")]
    pub(crate) trust: Option<PathBuf>,
    /// Who issues a log, in the order of the logs; if not given, its file name
    #[arg(long = "issuer", value_name = "NAME")]
    pub(crate) issuers: Vec<String>,
    /// The time for which it is told, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// The time up to which notices and checkpoints are known; as `--at`, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) known: Option<String>,
    /// `json` is the package status or the install decision
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Tells whether to install what logs of notices are about
///
/// Exits with 1 for `avoid` and `block`. The question is about `--file`, or else about the file
/// that was found, or else about the one that is locked.
#[derive(Debug, clap::Args)]
pub(crate) struct Decide {
    #[command(flatten)]
    pub(crate) asked: Asked,
    /// How the version came to be chosen
    #[arg(long, value_name = "KIND")]
    pub(crate) request: RequestWord,
    /// The file that a lock file names; several digests of one name are one file
    #[arg(long, value_name = "NAME=ALGORITHM:HEX")]
    pub(crate) locked: Vec<String>,
    /// The file that is there; several digests of one name are one file
    #[arg(long, value_name = "NAME=ALGORITHM:HEX")]
    pub(crate) found: Vec<String>,
    /// When the version was published
    #[arg(long, value_name = "TIME")]
    pub(crate) published: Option<String>,
    /// How old a version must be to be chosen anew: `7d`, `36h`, `90m`, `30s`, seconds
    #[arg(long, value_name = "DURATION")]
    pub(crate) min_age: Option<String>,
    /// An advisory that says that this version is malware
    #[arg(long = "malware-advisory", value_name = "ID")]
    pub(crate) malware_advisories: Vec<String>,
    /// An install policy in JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Option<PathBuf>,
    /// Where this is, as an ISO 3166-1 alpha-2 code
    #[arg(long, value_name = "CC")]
    pub(crate) territory: Option<String>,
}

/// How a version came to be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RequestWord {
    /// A resolver looks for one among many
    New,
    /// A requirement names exactly this one
    Exact,
    /// A lock file names it
    Locked,
    /// It is installed already
    Installed,
}

/// Tells whether anything in a log was changed or taken out
///
/// Exits with 1 if anything is wrong, or if the log is not all that its checkpoint counts.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyLog {
    /// The log, JSON Lines; `-` is standard input
    pub(crate) file: PathBuf,
    /// What the log's issuer says about its length
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
    /// A checkpoint that was seen before: has the log been rolled back or rewritten since?
    #[arg(long, value_name = "FILE")]
    pub(crate) since: Option<PathBuf>,
    /// The time at which the checkpoint is judged, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// `json` is a log report
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Lists the profiles of public registries, or shows what one says
#[derive(Debug, clap::Args)]
pub(crate) struct Profile {
    /// The profile
    #[arg(value_parser = shipped())]
    pub(crate) name: Option<String>,
    /// The address under which the registry is known
    #[arg(long, value_name = "URL", default_value = "https://registry.example")]
    pub(crate) registry: String,
    /// `json` is the profile, or the list of names
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Prints the notices that a registry's own document makes: what it says of yanks, deletions,
/// deprecations and the like
#[derive(Debug, clap::Args)]
pub(crate) struct Signals {
    /// The document; `-` is standard input
    pub(crate) file: PathBuf,
    /// What it is, where its text does not tell: `cargo-index`, `npm-packument`, ...
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) seen: Seen,
}

/// Prints a notice for whatever a document listed once and does not list any more
///
/// Exits with 1 if the two are not comparable: the new one is stripped, abbreviated or empty.
#[derive(Debug, clap::Args)]
pub(crate) struct Snapshot {
    /// The document as it was seen before
    pub(crate) old: PathBuf,
    /// The document as it is now
    #[arg(required_unless_present = "gone")]
    pub(crate) new: Option<PathBuf>,
    /// The document is not served any more: the package is gone
    #[arg(long, conflicts_with = "new")]
    pub(crate) gone: bool,
    /// Notices of absences, JSON Lines; those of what is listed again are reversed
    #[arg(long, value_name = "FILE")]
    pub(crate) earlier: Option<PathBuf>,
    /// What the documents are, where their text does not tell
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) kind: Option<String>,
    #[command(flatten)]
    pub(crate) seen: Seen,
}

/// Where and when a document was seen, and how its notices are printed.
#[derive(Debug, clap::Args)]
pub(crate) struct Seen {
    /// The registry that the document is of
    #[arg(long, value_name = "URL")]
    pub(crate) registry: String,
    /// When it was seen, by RFC 3339; now, if not given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// `jsonl` is a notice a line, as a log holds them; `json` is a notice list
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: NoticesFormat,
}

/// How notices are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum NoticesFormat {
    /// For people
    Text,
    /// A notice list
    Json,
    /// A notice a line
    Jsonl,
}

impl NoticesFormat {
    /// How failures and losses are told beside them.
    pub(crate) fn of_reports(self) -> ReportFormat {
        match self {
            Self::Text => ReportFormat::Text,
            Self::Json | Self::Jsonl => ReportFormat::Json,
        }
    }
}

/// The names of the profiles that are shipped.
fn shipped() -> PossibleValuesParser {
    PossibleValuesParser::new(RegistryProfile::SHIPPED)
}
