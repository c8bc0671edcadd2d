//! `pkgschema schema diff`.
//!
//! Invariant: a side that cannot be read as a whole is compared with nothing.

use crate::args::ReportFormat;
use crate::args::schema::Diff;
use crate::failure::Failure;
use crate::input::{self, Source};
use crate::output;
use crate::report::{Paint, plain, record};
use pkgschema::schema::Entry;
use pkgschema::schema::diff::{SchemaChange, SchemaComparison, SchemaDiff, SchemaVerdict, changes};
use pkgschema::{ParseError, ParseErrorKind};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// How the names of schemas end in a folder of them.
const ENDING: &str = ".schema.json";

/// One state of what is compared.
enum State {
    /// A schema and what it is called.
    One(String, Value),
    /// Schemas by their path below a folder.
    Folder(BTreeMap<String, Value>),
}

/// Compares, prints.
pub(super) fn run(args: &Diff) -> Result<(), Failure> {
    let unread = |failure| Failure::Undecided(Some(Box::new(failure)));
    let old = State::read(&args.old).map_err(unread)?;
    let new = State::read(&args.new).map_err(unread)?;
    let diff = SchemaDiff::of(match (old, new) {
        (State::One(_, old), State::One(name, new)) => {
            vec![SchemaComparison::with(name, changes(&old, &new))]
        }
        (State::Folder(old), State::Folder(new)) => compared(old, new),
        _ => {
            let words = "a folder of schemas is compared with another folder".to_owned();
            return Err(Failure::Usage(words));
        }
    });
    let printed = output::print(&match args.format {
        ReportFormat::Text => text(&diff),
        ReportFormat::Json => record(&diff),
    });
    output::answered(printed, diff.verdict.suits(&args.audience.into()))
}

/// The schemas of two folders, by their paths.
fn compared(
    mut old: BTreeMap<String, Value>,
    new: BTreeMap<String, Value>,
) -> Vec<SchemaComparison> {
    let mut all = Vec::new();
    for (path, schema) in new {
        all.push(match old.remove(&path) {
            Some(before) => SchemaComparison::with(path, changes(&before, &schema)),
            None => SchemaComparison::added(path),
        });
    }
    all.extend(old.into_keys().map(SchemaComparison::removed));
    all.sort_by(|left, right| left.name.cmp(&right.name));
    all
}

impl State {
    /// What stands at a path, or else is called so here.
    fn read(path: &Path) -> Result<Self, Failure> {
        let named = path.to_str().and_then(Entry::find).filter(|_| !path.exists());
        if let Some(entry) = named {
            return Ok(Self::One(entry.path(), entry.schema(None).into()));
        }
        if input::is_standard_input(path) || !path.is_dir() {
            return schema(path).map(|(name, schema)| Self::One(name, schema));
        }
        let mut schemas = BTreeMap::new();
        for file in input::files_below(path)? {
            let below = file.strip_prefix(path).unwrap_or(&file);
            let name = below.to_string_lossy().replace('\\', "/");
            if name.ends_with(ENDING) {
                schemas.insert(name, schema(&file)?.1);
            }
        }
        if schemas.is_empty() {
            let words = format!("no file below it ends in {ENDING}");
            let error = ParseError::new(ParseErrorKind::NotThisDocument, words, "");
            return Err(Failure::unreadable(&input::name(path), String::new(), error));
        }
        Ok(Self::Folder(schemas))
    }
}

/// The schema in a file, with the file's name.
fn schema(path: &Path) -> Result<(String, Value), Failure> {
    let Source { name, text, .. } = Source::read(path)?;
    let schema = match serde_json::from_str::<Value>(&text) {
        Ok(schema) if schema.is_object() || schema.is_boolean() => Ok(schema),
        Ok(_) => {
            let words = "a schema is an object or a boolean";
            Err(ParseError::new(ParseErrorKind::NotThisDocument, words, &text))
        }
        Err(error) => {
            let words = error.to_string();
            Err(ParseError::new(ParseErrorKind::Syntax, words, &text))
        }
    };
    match schema {
        Ok(schema) => Ok((name, schema)),
        Err(error) => Err(Failure::unreadable(&name, text, error)),
    }
}

fn text(diff: &SchemaDiff) -> String {
    let paint = Paint::stdout();
    let mut out = String::new();
    for schema in &diff.schemas {
        for change in &schema.changes {
            out.push_str(&line(&schema.name, change, paint));
        }
    }
    let verdict = match &diff.verdict {
        SchemaVerdict::Words => "no document is judged otherwise",
        SchemaVerdict::Compatible => "compatible for readers and writers",
        SchemaVerdict::Readers => "compatible for readers, not for writers",
        SchemaVerdict::Writers => "compatible for writers, not for readers",
        _ => "breaking",
    };
    out + verdict + "\n"
}

fn line(schema: &str, change: &SchemaChange, paint: Paint) -> String {
    let verdict = change.verdict.as_str();
    let verdict = match change.verdict {
        SchemaVerdict::Words | SchemaVerdict::Compatible => paint.note(verdict),
        SchemaVerdict::Readers | SchemaVerdict::Writers => paint.warning(verdict),
        _ => paint.error(verdict),
    };
    let values = match (change.old.as_deref(), change.new.as_deref()) {
        (Some(old), Some(new)) => format!(" ({old} -> {new})"),
        (Some(old), None) => format!(" ({old} -> nothing)"),
        (None, Some(new)) => format!(" (nothing -> {new})"),
        (None, None) => String::new(),
    };
    let place = if change.pointer.is_empty() { "the root" } else { &change.pointer };
    let (schema, place) = (plain(schema), plain(place));
    let kind = change.kind.as_str();
    let words = plain(&format!("{}{values}", change.message));
    format!("{schema}: {place}: {verdict} {kind}: {words}\n")
}
