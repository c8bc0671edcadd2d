//! `pkgschema takedown feed export`.
//!
//! Invariant: the checkpoint is written when everything that it counts is on the disk, and no file
//! is ever removed.

use crate::args::ReportFormat;
use crate::args::feed::Export;
use crate::commands::takedown::{document, values};
use crate::failure::Failure;
use crate::input::Source;
use crate::output;
use crate::report::{self, count};
use pkgschema::Text;
use pkgschema::object::check as odd;
use pkgschema::takedown::{Checkpoint, Feed, FeedFile, FeedOptions, FeedReport, Log, Tlp};
use pkgschema::text::Timestamp;
use std::fs::{self, File};
use std::path::Path;

/// Reads the log, and writes what has changed.
pub(super) fn run(args: &Export) -> Result<(), Failure> {
    let source = Source::read_lines(&args.log)?;
    let mut options = FeedOptions::default();
    options.base = args.base_url.as_deref().map(|url| values::link("base-url", url)).transpose()?;
    options.highest_tlp = tlp(&args.max_tlp)?;
    let checkpoint = match &args.checkpoint {
        Some(path) => document(path, args.format, odd)?,
        None => checkpoint(args, &source.text)?,
    };
    let refused = |error: pkgschema::takedown::FeedError| Failure::Inexpressible(error.to_string());
    let feed = Feed::of_log(&source.text, &checkpoint, &options).map_err(refused)?;
    if let Some(before) = before(&args.out)? {
        goes_on(&feed, &checkpoint, &before)?;
    }
    let written = write(&args.out, feed.files())?;
    output::print(&told(args, &written, feed.files().len()))
}

/// What readers have seen must not be taken back.
fn goes_on(feed: &Feed<'_>, now: &Checkpoint, before: &Checkpoint) -> Result<(), Failure> {
    let refused = |words: &str| Err(Failure::Inexpressible(words.to_owned()));
    if feed.since(before).is_err() {
        return refused(
            "the folder holds a feed of another log, or of more lines than this one has",
        );
    }
    let times = now.issued_at.to_datetime().zip(before.issued_at.to_datetime());
    if times.is_some_and(|(now, before)| now < before) {
        return refused("the folder holds a checkpoint that was issued later");
    }
    Ok(())
}

/// The checkpoint of the log as it is.
fn checkpoint(args: &Export, text: &str) -> Result<Checkpoint, Failure> {
    let issued = values::time_or_now("at", args.at.as_deref())?;
    let seconds = values::seconds("valid", &args.valid)?;
    let end = issued.to_datetime().map(|issued| issued.timestamp());
    let end = end.and_then(|issued| issued.checked_add(i64::try_from(seconds).ok()?));
    let Some(expires) = end.and_then(Timestamp::from_unix) else {
        return Err(values::refused("valid", &args.valid, "there is no such day"));
    };
    let base = args.base_url.as_deref().unwrap_or_default().trim_end_matches('/');
    let log = values::link("base-url", &format!("{base}/{}", Feed::LOG))?;
    Ok(Log::parse(text).checkpoint(log, issued, expires))
}

fn tlp(word: &str) -> Result<Tlp, Failure> {
    match Tlp::from(word.to_ascii_uppercase().as_str()) {
        Tlp::Unlisted(_) => {
            let words = format!("expected one of {}", Tlp::LISTED.join(", "));
            Err(values::refused("max-tlp", word, words))
        }
        tlp => Ok(tlp),
    }
}

/// The checkpoint that stands in the folder. One that cannot be read is none that anybody has gone
/// by.
fn before(folder: &Path) -> Result<Option<Checkpoint>, Failure> {
    let path = folder.join(Feed::CHECKPOINT);
    match Source::read(&path) {
        Ok(source) => Ok(Checkpoint::parse(&source.text).ok()),
        Err(Failure::File { missing: true, .. }) => Ok(None),
        Err(failure) => Err(failure),
    }
}

/// Writes the files that differ from what stands there, in their order.
fn write<'f>(folder: &Path, files: &'f [FeedFile<'_>]) -> Result<Vec<&'f str>, Failure> {
    output::create_folder(folder)?;
    let mut written = Vec::new();
    for file in files {
        let path = folder.join(&*file.name);
        if file.name == Feed::CHECKPOINT {
            settle(folder)?;
        }
        if fs::read(&path).is_ok_and(|bytes| bytes == *file.bytes) {
            continue;
        }
        // Every file of a feed is UTF-8.
        let text = std::str::from_utf8(&file.bytes).unwrap_or_default();
        output::write(Some(&path), text)?;
        written.push(&*file.name);
    }
    settle(folder)?;
    Ok(written)
}

/// Waits until the names in a folder are on the disk, where folders can be opened.
fn settle(folder: &Path) -> Result<(), Failure> {
    if !cfg!(unix) {
        return Ok(());
    }
    let failed = |error| Failure::file(&folder.display().to_string(), "write", &error);
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed)
}

fn told(args: &Export, written: &[&str], all: usize) -> String {
    match args.format {
        ReportFormat::Text => {
            let folder = crate::report::plain(&args.out.display().to_string());
            format!("{folder}: {}, {} written\n", count(all, "file"), written.len())
        }
        ReportFormat::Json => {
            let mut report = FeedReport::new("1.0");
            report.files = Some(report::number(all));
            report.written = written.iter().map(|name| Text::from(*name)).collect();
            report::record(&report)
        }
    }
}
