//! The arguments of `pkgschema schema`.
//!
//! Invariant: names of schemas are taken from the library's list.

use super::ReportFormat;
use clap::builder::PossibleValuesParser;
use clap::{Subcommand, ValueEnum};
use pkgschema::schema::diff::SchemaAudience;
use std::path::PathBuf;

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
        base_url: Option<String>,
    },
    Export(Export),
    Diff(Diff),
}

/// Writes every schema to a file of its own, and a catalogue of them for editors
///
/// Each file is self-contained unless asked otherwise. Files of the same names are replaced, each as
/// a whole; nothing else in the folder is touched.
#[derive(Debug, clap::Args)]
pub(crate) struct Export {
    /// The folder to write to, which is made if there is none
    #[arg(value_name = "DIR", default_value = "schemas")]
    pub(crate) folder: PathBuf,
    /// The address they are published under, for their `$id` and the catalogue
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: Option<String>,
    /// Write what several schemas share to files of its own below `parts/`, each part once, and
    /// refer to it: by the address if there is one, else by the path from file to file
    #[arg(long, conflicts_with = "openapi")]
    pub(crate) split: bool,
    /// Write one OpenAPI 3.1 document instead, `openapi.json`, with everything in
    /// `components/schemas`
    #[arg(long)]
    pub(crate) openapi: bool,
    /// Copy the test vectors in this folder (`schemas/vectors` of the repository) to `vectors/`
    #[arg(long, value_name = "DIR")]
    pub(crate) vectors: Option<PathBuf>,
}

/// Says what changed between two states of a schema, and for whom that is compatible
///
/// A change is compatible for readers if the new state accepts every document that the old one
/// accepts; for writers if the old state accepts every document that the new one accepts; else it is
/// breaking, and so is what cannot be decided. Words (titles, descriptions, examples, `$id`) change
/// nothing. What a definition is called does not matter. A member that becomes known is compatible
/// for both, though it could be anything before.
///
/// Exits with 0 if nothing is breaking, with 1 if something is, with 2 if a side cannot be read.
#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The old state: a file, a folder of exported schemas (`*.schema.json`), the name of a schema
    /// of this version of the command; `-` is standard input
    pub(crate) old: PathBuf,
    /// The new state, likewise
    pub(crate) new: PathBuf,
    /// Whom all changes together have to suit
    #[arg(long = "for", value_name = "WHOM", default_value = "either")]
    pub(crate) audience: Audience,
    /// How the changes are told
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,
}

/// Whom changes have to suit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Audience {
    /// Who has the new state, and documents of the old one
    Readers,
    /// Who has the old state, and documents of the new one
    Writers,
    /// Both
    Both,
    /// One of them, whichever
    Either,
}

impl From<Audience> for SchemaAudience {
    fn from(audience: Audience) -> Self {
        match audience {
            Audience::Readers => Self::Readers,
            Audience::Writers => Self::Writers,
            Audience::Both => Self::Both,
            Audience::Either => Self::Either,
        }
    }
}

impl Schema {
    /// How the answer is told.
    pub(crate) fn format(&self) -> ReportFormat {
        match self {
            Self::Diff(diff) => diff.format,
            _ => ReportFormat::Text,
        }
    }
}

fn schema_names() -> PossibleValuesParser {
    PossibleValuesParser::new(pkgschema::schema::ALL.iter().map(|entry| entry.name))
}
