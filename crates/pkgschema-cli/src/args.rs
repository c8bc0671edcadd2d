//! The arguments.
//!
//! Invariant: names that a library lists (documents, schemas) are taken from its list.

pub(crate) mod advisory;
pub(crate) mod check;
pub(crate) mod feed;
mod help;
pub(crate) mod provenance;
pub(crate) mod publisher;
pub(crate) mod schema;
pub(crate) mod takedown;
mod tree;
pub(crate) mod validate;

pub(crate) use help::{EXAMPLES, EXIT_CODES, INPUT};
pub(crate) use tree::{parse, says, tree};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::version::Scheme;
use pkgschema_convert::advisory_format::{self, AdvisoryFormat};
use pkgschema_convert::format::{self, Format};
use pkgschema_convert::readable::{self, Readable};
use pkgschema_convert::writable::{self, Writable};
use std::path::PathBuf;

/// Inspects and converts the documents of package registries, and names what is lost.
#[derive(Debug, Parser)]
#[command(name = "pkgschema", version, max_term_width = 100, after_long_help = after_help())]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Check(Box<check::Check>),
    Convert(Convert),
    Inspect(Inspect),
    /// Lists, shows, exports and compares the JSON Schemas of the records
    #[command(subcommand)]
    Schema(schema::Schema),
    Validate(validate::Validate),
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
    /// Asks whether a token is one of a trusted publisher
    #[command(subcommand)]
    Publisher(publisher::Publisher),
    /// Makes, checks and reads takedown notices
    #[command(subcommand)]
    Takedown(Box<takedown::Takedown>),
    /// Shows, checks and compares attestations of builds
    #[command(subcommand)]
    Provenance(provenance::Provenance),
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

/// Converts documents into others, and names what is lost
///
/// One document is printed, or written to a file; what could not be carried, and what is odd in
/// the source, is told on standard error.
///
/// Several documents, or those of a folder, are converted one after the other. With `-o DIR` each
/// result is a file below DIR: it keeps the folders that the source lies in below the folder that
/// all arguments share, and its name but for the extension; where two would have one name, the
/// second is numbered (`a-2.json`). A source is never written over, and what lies in DIR already is
/// not read. Without `-o` the results are printed in the order of the arguments, one JSON document
/// a line (NDJSON); what is no JSON needs `-o DIR`. A document that fails costs one line on standard
/// error and no other document. What is lost is counted, a line a document; `--verbose` names it,
/// and `--format json` is one object a line: {"file", "output", "losses", "findings", "denied"} or
/// {"file", "error"}.
///
/// `--ndjson` reads one document a line, and answers each line that is not blank with one of its
/// own, at once and in order: {"value": …, "losses": […], "findings": […]}, or
/// {"error": {"line": N, "kind": …, "reason": …}}, with the place in the document ("at") and the
/// file where there is one. What `--deny-losses` keeps back is an error with its losses and
/// findings. A document that is not JSON stands in a line as a JSON string that holds its text,
/// going in and coming out. An answer that goes in again is the document that it holds, and losses
/// are those of the last run; an error stays one.
#[derive(Debug, clap::Args)]
pub(crate) struct Convert {
    /// Documents: package.json, Cargo.toml, pyproject.toml, METADATA, what registries of npm, Cargo
    /// and PyPI serve and take, lock files, package metadata records, documents about advisories,
    /// or folders with them, of which every file is read whose name does not begin with a dot; `-`
    /// is standard input
    #[arg(value_name = "FILE", required_unless_present = "ndjson")]
    pub(crate) files: Vec<PathBuf>,
    /// What to convert it to
    #[arg(long, value_name = "NAME", value_parser = side())]
    pub(crate) to: Side,
    /// What it is, if that is not to be told from its text
    #[arg(long, value_name = "NAME", value_parser = source())]
    pub(crate) from: Option<Side>,
    /// Write the spelling that the ecosystem's client publishes (what npm prepares, what Cargo
    /// normalizes); the source is a document of the same kind
    #[arg(long)]
    pub(crate) published: bool,
    /// Of a document about several versions of a package, the one to convert
    #[arg(long, value_name = "VERSION")]
    pub(crate) release: Option<String>,
    /// Of a POM, the folder with the POMs that it inherits from and imports, in the layout of a
    /// Maven repository (org/example/parent/1/parent-1.pom): what is converted is the effective POM, and
    /// places are those in it
    #[arg(long, value_name = "DIR")]
    pub(crate) parents: Option<PathBuf>,
    /// Write the document here, all of it or nothing; of several documents, the folder to write
    /// them to, which is made if there is none
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// One document a line goes in, one answer a line comes out; without FILE from standard input
    #[arg(long, conflicts_with = "output")]
    pub(crate) ndjson: bool,
    /// How losses and findings are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
    /// Keep back a document that loses meaning, and exit with 3
    #[arg(long)]
    pub(crate) deny_losses: bool,
    /// Name every place
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Tell only what fails: no losses, no findings, no progress
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
}

/// Tells what a document is and what it says
#[derive(Debug, clap::Args)]
pub(crate) struct Inspect {
    /// The document: package.json, Cargo.toml, pyproject.toml, METADATA or another file of a wheel,
    /// what registries of npm, Cargo and PyPI serve and take, a lock file, a document about
    /// advisories, a package metadata record, an inventory or a takedown notice; `-` is standard
    /// input
    pub(crate) file: PathBuf,
    /// Of a document about several versions of a package, the one to tell of; without it the
    /// newest
    #[arg(long, value_name = "VERSION")]
    pub(crate) release: Option<String>,
    /// Of a POM, the folder with the POMs that it inherits from and imports, in the layout of a
    /// Maven repository (org/example/parent/1/parent-1.pom): what is told of is the effective POM
    #[arg(long, value_name = "DIR")]
    pub(crate) parents: Option<PathBuf>,
    /// `json` is the document's JSON view, the record made of it and the findings
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
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
    /// A document about several versions of a package, or one that is only read.
    Releases(&'static Readable<Vec<PackageMetadata>>),
    /// A document that lists packages.
    Inventory(&'static Readable<Inventory>),
    /// A document that is only written.
    Written(&'static Writable),
}

impl Side {
    /// The name of what stands at this end.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Document(format) => format.document(),
            Self::Record => "the record",
            Self::Advisory(format) => format.document(),
            Self::Releases(format) => format.document(),
            Self::Inventory(format) => format.document(),
            Self::Written(format) => format.document(),
        }
    }

    /// How the names of files with what stands at this end usually go on.
    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Document(format) => format.extension(),
            Self::Record => "record.json",
            Self::Releases(_) | Self::Inventory(_) | Self::Written(_) => "json",
            Self::Advisory(format) => match format.name() {
                "pypa-yaml" => "yaml",
                "rustsec" => "md",
                _ => "json",
            },
        }
    }

    /// The name that a file with what stands at this end has to have, if there is one.
    pub(crate) fn file_name(self) -> Option<&'static str> {
        match self {
            Self::Document(format) => format.file_name(),
            _ => None,
        }
    }

    /// Whether it is JSON.
    pub(crate) fn is_json(self) -> bool {
        self.extension().ends_with("json")
    }
}

/// What can be converted from.
fn source() -> impl TypedValueParser<Value = Side> {
    let read = readable::RELEASES.iter().map(Readable::name);
    // a bill of materials stands in both lists, under one name
    let alone = |it: &&Readable<Inventory>| Readable::find(readable::RELEASES, it.name()).is_none();
    let lists = readable::INVENTORIES.iter().filter(alone);
    let read = read.chain(lists.map(Readable::name));
    let values = sides(AdvisoryFormat::reads).chain(read.map(PossibleValue::new));
    let find = |name: String| {
        let releases = Readable::find(readable::RELEASES, &name).map(Side::Releases);
        let inventory = || Readable::find(readable::INVENTORIES, &name).map(Side::Inventory);
        releases.or_else(inventory).unwrap_or_else(|| find_side(&name))
    };
    PossibleValuesParser::new(values).map(find)
}

/// What can be converted to.
fn side() -> impl TypedValueParser<Value = Side> {
    let named = |writable: &&Writable| AdvisoryFormat::find(writable.name()).is_none();
    let written = writable::ALL.iter().filter(named).map(|it| PossibleValue::new(it.name()));
    let values = sides(AdvisoryFormat::writes).chain(written);
    PossibleValuesParser::new(values).map(|name| find_side(&name))
}

/// Documents that are read and written, and of those about advisories the ones that are meant.
fn sides(meant: fn(&AdvisoryFormat) -> bool) -> impl Iterator<Item = PossibleValue> {
    let value = |format: &Format| PossibleValue::new(format.name()).alias(format.document());
    let advisory = |format: &AdvisoryFormat| PossibleValue::new(format.name());
    let (main, others): (Vec<_>, Vec<_>) = format::ALL.iter().partition(|format| format.is_main());
    let main = main.into_iter().rev().map(value);
    let values = main.chain([PossibleValue::new("record")]).chain(others.into_iter().map(value));
    values.chain(advisory_format::ALL.iter().filter(move |it| meant(it)).map(advisory))
}

fn find_side(name: &str) -> Side {
    match (Format::find(name), AdvisoryFormat::find(name)) {
        (Some(format), _) => Side::Document(format),
        (None, Some(format)) => Side::Advisory(format),
        (None, None) => Writable::find(name).map_or(Side::Record, Side::Written),
    }
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

fn after_help() -> String {
    format!("Examples:\n{EXAMPLES}\n\nInput:\n{INPUT}\n\nExit codes:\n{EXIT_CODES}")
}
