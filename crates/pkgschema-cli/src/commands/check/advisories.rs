//! Reading the advisories that inventories are held against.
//!
//! Invariant: the advisories come in in the order of the files, whichever was read first; a file
//! that cannot be read is named, and costs no other one.

use super::inventories::Inventories;
use crate::args::ReportFormat;
use crate::args::check::Check;
use crate::commands::progress::{BYTES, Progress};
use crate::failure::Failure;
use crate::input::{Source, lines, name, walk};
use pkgschema::advisory::Advisory;
use pkgschema::exchange::AdvisoryEvidence;
use pkgschema_convert::advisory_format::read_each;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// What was gathered.
#[derive(Default)]
pub(super) struct Gathered {
    /// `None` if none were asked for.
    pub(super) evidence: Option<AdvisoryEvidence>,
    pub(super) failures: Vec<String>,
}

/// What came of one file.
#[derive(Default)]
struct Read {
    advisories: Vec<Advisory>,
    failures: Vec<String>,
}

/// More readers gain little: what comes of them is taken in by one.
const READERS: usize = 8;

/// The longest line of a file that is read line by line, in bytes: 64 MiB.
const LONGEST: u64 = 64 << 20;

/// Reads every file, and keeps what may be about a package of the inventories.
pub(super) fn gather(args: &Check, inventories: &Inventories) -> Gathered {
    if args.advisories.is_empty() {
        return Gathered::default();
    }
    let files: Vec<_> = args.advisories.iter().flat_map(|path| walk(path)).collect();
    let sizes = files.iter().filter_map(|(path, _)| Some(path.metadata().ok()?.len()));
    let progress = Progress::new(Some(sizes.sum()), BYTES, args.told() == ReportFormat::Text);
    let none = AdvisoryEvidence::about(inventories.records());
    let (mut known, mut failures) = (none.clone(), Vec::new());
    in_order(&files, &|file| read(file, &none, &progress), |read: Read| {
        known.extend(read.advisories);
        failures.extend(read.failures);
    });
    progress.end();
    Gathered { evidence: Some(known), failures }
}

/// Does something with each item at once, and takes in what comes of it in the order of the items.
fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: &(impl Fn(&T) -> R + Sync),
    mut take: impl FnMut(R),
) {
    let readers = thread::available_parallelism().map_or(1, usize::from).min(READERS);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let (send, receive) = sync_channel(2 * readers);
        for _ in 0..readers.min(items.len()) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(number) else { break };
                    if send.send((number, work(item))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let (mut due, mut early) = (0, BTreeMap::new());
        for (number, result) in receive {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                take(result);
                due += 1;
            }
        }
    });
}

fn read(
    (path, failure): &(PathBuf, Option<Failure>),
    known: &AdvisoryEvidence,
    progress: &Progress,
) -> Read {
    let mut read = Read::default();
    let Read { advisories, failures } = &mut read;
    if let Some(failure) = failure {
        failures.push(failure.line());
        return read;
    }
    let mut keep = |advisory: Advisory| advisories.push(known.reduce(advisory));
    let done = match is_lines(path) {
        true => by_line(path, &mut keep, failures, progress),
        false => Source::read(path).map(|source| {
            let odd = read_each(&source.text, &mut keep).into_iter();
            let line =
                |line: Option<usize>| line.map(|line| format!(":{line}")).unwrap_or_default();
            failures.extend(odd.map(|(at, words)| format!("{}{}: {words}", source.name, line(at))));
            progress.advance(path.metadata().map_or(0, |it| it.len()));
        }),
    };
    failures.extend(done.err().map(|failure| failure.line()));
    read
}

/// Whether a file is read line by line, however large it is.
fn is_lines(path: &Path) -> bool {
    path.extension().is_some_and(|it| it == "jsonl" || it == "ndjson")
}

fn by_line(
    path: &Path,
    keep: &mut dyn FnMut(Advisory),
    failures: &mut Vec<String>,
    progress: &Progress,
) -> Result<(), Failure> {
    lines(path, LONGEST, |line| {
        let place = format!("{}:{}", name(path), line.number);
        progress.advance(u64::try_from(line.text.len()).unwrap_or_default() + 1);
        match std::str::from_utf8(line.text) {
            _ if line.is_cut => failures.push(format!("{place}: the line is longer than 64 MiB")),
            Ok(text) => {
                let odd = read_each(text, keep).into_iter();
                failures.extend(odd.map(|(_, words)| format!("{place}: {words}")));
            }
            Err(_) => failures.push(format!("{place}: the line is not UTF-8")),
        }
        Ok(())
    })
}
