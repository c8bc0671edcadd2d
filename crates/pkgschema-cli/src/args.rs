//! The arguments.
//!
//! Invariant: names that a library lists (documents, schemas) are taken from its list.

pub(crate) mod advisory;
pub(crate) mod takedown;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use pkgschema::version::Scheme;
use pkgschema_convert::advisory_format::{self, AdvisoryFormat};
use pkgschema_convert::format::{self, Format};
use std::path::PathBuf;

/// What the command says about its exit codes, in `--help` and the manual page.
pub(crate) const EXIT_CODES: &str = "  0  all went well, whatever losses or findings are named
  1  an input could not be read as what it should be, or the output could not be written;
     for a question about versions: no; for one about takedowns: a measure is in force, a log
     or notice has errors, or the decision is to avoid or to block; for one about advisories:
     the version is affected or may be, or an advisory has errors
  2  the arguments are wrong, among them a version or range that cannot be read, or make a
     takedown notice that has errors
  3  the conversion loses meaning, and --deny-losses was given";

/// Examples, in `--help` and the manual page.
pub(crate) const EXAMPLES: &str = "  pkgschema convert package.json --to cargo
  pkgschema convert Cargo.toml --to record -o record.json --deny-losses
  pkgschema inspect advisory.json --format json
  pkgschema purl canonicalize pkg:PyPI/Django_REST@1.0
  pkgschema version satisfies pypi '>=1.0,!=1.5' 1.5.1
  pkgschema range to-vers maven '[1.0,2.0)'
  pkgschema schema export --out schemas
  pkgschema advisory affects advisory.json --purl pkg:pypi/jinja2@2.4.1
  pkgschema convert advisory.json --to openvex
  pkgschema takedown check notice.json
  pkgschema takedown decide --log notices.jsonl --purl pkg:pypi/example@1.0 --request new";

/// What the command says about its input, in `--help` and the manual page.
pub(crate) const INPUT: &str = "  FILE is UTF-8 of at most 256 MiB; `-` is standard input.";

/// Inspects and converts the documents of package registries, and names what is lost.
#[derive(Debug, Parser)]
#[command(name = "pkgschema", version, max_term_width = 100, after_long_help = after_help())]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Convert(Convert),
    Inspect(Inspect),
    /// Lists, shows and exports the JSON Schemas of the records
    #[command(subcommand)]
    Schema(Schema),
    /// Reads and normalizes package URLs
    #[command(subcommand)]
    Purl(Purl),
    /// Compares and sorts versions, and asks whether a range takes one
    #[command(subcommand)]
    Version(Version),
    /// Says ranges of versions in other notations
    #[command(subcommand)]
    Range(Range),
    /// Asks advisories about versions, checks and groups them
    #[command(subcommand)]
    Advisory(advisory::Advisory),
    /// Makes, checks and reads takedown notices
    #[command(subcommand)]
    Takedown(Box<takedown::Takedown>),
    /// Prints a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Prints a manual page in roff
    Man {
        /// The command it is about, word by word; none is the command as a whole
        command: Vec<String>,
    },
}

/// Converts a document into another, and names what is lost
///
/// The document is printed, or written to a file; what could not be carried, and what is odd in
/// the source, is told on standard error.
#[derive(Debug, clap::Args)]
pub(crate) struct Convert {
    /// The document: package.json, Cargo.toml, a package metadata record, or a document about
    /// advisories; `-` is standard input
    pub(crate) file: PathBuf,
    /// What to convert it to
    #[arg(long, value_name = "NAME", value_parser = side())]
    pub(crate) to: Side,
    /// What it is, if that is not to be told from its text
    #[arg(long, value_name = "NAME", value_parser = side())]
    pub(crate) from: Option<Side>,
    /// Write the document here, all of it or nothing
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// How losses and findings are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Write nothing and exit with 3 if meaning is lost
    #[arg(long)]
    pub(crate) deny_losses: bool,
    /// Name every place
    #[arg(short, long)]
    pub(crate) verbose: bool,
}

/// Tells what a document is and what it says
#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// The document: package.json, Cargo.toml, a document about advisories, a package metadata
    /// record or a takedown notice; `-` is standard input
    pub(crate) file: PathBuf,
    /// `json` is the document's JSON view, the record made of it and the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Schema {
    /// Lists the schemas
    List,
    /// Prints one schema
    Show {
        /// The schema's name
        #[arg(value_parser = schema_names())]
        name: String,
        /// The address it is published under, for its `$id`
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
    /// Writes every schema to a file of its own
    Export {
        /// The folder to write to
        #[arg(long, value_name = "DIR", default_value = "schemas")]
        out: PathBuf,
        /// The address they are published under, for their `$id`
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Purl {
    /// Takes a package URL apart
    Parse {
        /// The package URL; `-` is standard input
        text: String,
        /// Refuse what the standard forbids but readers put right
        #[arg(long)]
        strict: bool,
        /// How the parts are told
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: ReportFormat,
    },
    /// Prints package URLs in canonical form, one a line
    Canonicalize {
        /// Package URLs; `-` is standard input, one a line
        #[arg(required = true, value_name = "TEXT")]
        texts: Vec<String>,
        /// Refuse what the standard forbids but readers put right
        #[arg(long)]
        strict: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Version {
    /// Says which of two versions is lower
    Compare {
        /// Whose versions they are
        #[arg(value_parser = scheme())]
        scheme: Scheme,
        /// A version
        #[arg(allow_hyphen_values = true)]
        left: String,
        /// Another version
        #[arg(allow_hyphen_values = true)]
        right: String,
        /// Exit with 1 unless the first version stands so to the second
        #[arg(long, value_name = "OPERATOR", allow_hyphen_values = true)]
        is: Option<Operator>,
        /// How the answer is told
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: ReportFormat,
    },
    /// Asks whether the ecosystem's own resolver would take a version for a range
    Satisfies(Question),
    /// Asks whether a version lies in a range by the order alone, as advisories mean it
    Contains(Question),
    /// Prints versions in order, lowest first, one a line
    Sort {
        /// Whose versions they are
        #[arg(value_parser = scheme())]
        scheme: Scheme,
        /// Versions; `-` is standard input, one a line
        #[arg(required = true, value_name = "VERSION", allow_hyphen_values = true)]
        versions: Vec<String>,
    },
}

/// A question about a range and a version.
#[derive(Debug, clap::Args)]
pub(crate) struct Question {
    /// Whose range and version they are
    #[arg(value_parser = scheme())]
    pub(crate) scheme: Scheme,
    /// The range in the ecosystem's own notation, or a VERS
    #[arg(allow_hyphen_values = true)]
    pub(crate) range: String,
    /// The version
    #[arg(allow_hyphen_values = true)]
    pub(crate) version: String,
    /// Whether the resolver takes pre-releases
    #[arg(long, value_name = "RULE", default_value = "default")]
    pub(crate) prereleases: PrereleaseRule,
    /// How the answer is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Range {
    /// Says a native range as VERS, and how the meaning changes
    ToVers(Native),
    /// Says a native range as the events of an OSV range, and how the meaning changes
    ToEvents(Native),
    /// Says a VERS in its ecosystem's own notation, and how the meaning changes
    FromVers {
        /// The VERS
        vers: String,
        /// Refuse a VERS that is not canonical
        #[arg(long)]
        strict: bool,
        /// How it is told
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: ReportFormat,
    },
}

/// A range in the notation of its ecosystem.
#[derive(Debug, clap::Args)]
pub(crate) struct Native {
    /// Whose range it is
    #[arg(value_parser = scheme())]
    pub(crate) scheme: Scheme,
    /// The range
    #[arg(allow_hyphen_values = true)]
    pub(crate) range: String,
    /// Whether the resolver takes pre-releases
    #[arg(long, value_name = "RULE", default_value = "default")]
    pub(crate) prereleases: PrereleaseRule,
    /// How it is told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Whether a resolver takes pre-releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PrereleaseRule {
    /// As the ecosystem's tools do when they are not told
    Default,
    /// Like other versions
    Include,
    /// Not at all
    Exclude,
}

/// How a version stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Operator {
    /// Lower
    #[value(name = "<", alias = "lt")]
    Less,
    /// Lower or equal
    #[value(name = "<=", alias = "le")]
    LessOrEqual,
    /// Equal
    #[value(name = "=", aliases = ["==", "eq"])]
    Equal,
    /// Not equal
    #[value(name = "!=", alias = "ne")]
    NotEqual,
    /// Higher or equal
    #[value(name = ">=", alias = "ge")]
    GreaterOrEqual,
    /// Higher
    #[value(name = ">", alias = "gt")]
    Greater,
}

/// How something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// For programs: one JSON document
    Json,
}

/// One end of a conversion.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Side {
    /// A native document.
    Document(&'static Format),
    /// The record in JSON.
    Record,
    /// A document about advisories.
    Advisory(&'static AdvisoryFormat),
}

impl Side {
    /// The name of what stands at this end.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document(format) => format.document(),
            Self::Record => "the record",
            Self::Advisory(format) => format.document(),
        }
    }
}

fn side() -> impl TypedValueParser<Value = Side> {
    let value = |format: &Format| PossibleValue::new(format.name()).alias(format.document());
    let advisory = |format: &AdvisoryFormat| PossibleValue::new(format.name());
    let (main, others): (Vec<_>, Vec<_>) = format::ALL.iter().partition(|it| it.is_main());
    let values = main.into_iter().rev().map(value).chain([PossibleValue::new("record")]);
    let values = values.chain(others.into_iter().map(value));
    let values = values.chain(advisory_format::ALL.iter().map(advisory));
    let find = |name: String| match (Format::find(&name), AdvisoryFormat::find(&name)) {
        (Some(format), _) => Side::Document(format),
        (None, Some(format)) => Side::Advisory(format),
        (None, None) => Side::Record,
    };
    PossibleValuesParser::new(values).map(find)
}

fn advisory_format() -> impl TypedValueParser<Value = &'static AdvisoryFormat> {
    let read = advisory_format::ALL.iter().filter(|format| format.reads());
    let values = PossibleValuesParser::new(read.map(AdvisoryFormat::name));
    // The parser lets no other names through.
    values.try_map(|name: String| AdvisoryFormat::find(&name).ok_or("no such document"))
}

fn scheme() -> impl TypedValueParser<Value = Scheme> {
    let values = PossibleValuesParser::new(Scheme::ALL.iter().map(|scheme| scheme.name()));
    // The parser lets no other names through.
    values.map(|name: String| Scheme::find(&name).unwrap_or(Scheme::Lexicographic))
}

fn schema_names() -> PossibleValuesParser {
    PossibleValuesParser::new(pkgschema::schema::ALL.iter().map(|entry| entry.name))
}

fn after_help() -> String {
    format!("Examples:\n{EXAMPLES}\n\nInput:\n{INPUT}\n\nExit codes:\n{EXIT_CODES}")
}
