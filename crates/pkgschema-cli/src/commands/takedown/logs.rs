//! Asking logs of notices about a package.
//!
//! Invariant: a log that is not there, or cannot be read, makes the answer less certain and never
//! more permissive.

use super::{document, values};
use crate::args::takedown::Asked;
use crate::failure::Failure;
use crate::input::Source;
use pkgschema::identity::{Artifact, Purl};
use pkgschema::object::check as odd;
use pkgschema::takedown::{
    Checkpoint, Clocks, Log, LogCondition, LogReport, PackageStatus, Query, StatusIndex, Trail,
    TrustTable,
};
use pkgschema::text::{Link, Timestamp};
use std::path::{Path, PathBuf};

/// What logs say about a package.
#[derive(Debug)]
pub(super) struct Answer {
    /// What it is.
    pub(super) status: PackageStatus,
    /// Where its replacements lead.
    pub(super) trail: Trail,
    /// The time for which that is told.
    pub(super) at: Timestamp,
    /// Which logs could not be read, in words.
    pub(super) warnings: Vec<String>,
}

/// A log and the one who issues it.
struct Kept {
    issuer: String,
    log: Log,
    checkpoint: Option<Checkpoint>,
}

/// What is asked, as the arguments have it.
struct Question {
    purl: Purl,
    registry: Option<Link>,
    at: Timestamp,
    known: Timestamp,
}

/// Reads the logs and asks them about the package, or about one file of it.
pub(super) fn ask(asked: &Asked, file: Option<&Artifact>) -> Result<Answer, Failure> {
    let question = Question::read(asked)?;
    let Reading { kept, report, warnings } = read(asked, issuers(asked)?, &question.known)?;
    let trust = match &asked.trust {
        Some(path) => document(path, asked.format, TrustTable::check)?,
        // Whoever passes a log vouches for it.
        None => {
            let mut table = TrustTable::default();
            kept.iter().for_each(|it| table.vouch(&it.issuer, &it.log));
            table
        }
    };
    let mut index = StatusIndex::new(&trust);
    for Kept { issuer, log, checkpoint } in &kept {
        index.add_log(log, issuer, checkpoint.as_ref());
    }
    let mut query = Query::of(&question.purl);
    if let Some(registry) = &question.registry {
        query = query.on(registry);
    }
    if let Some(file) = file {
        query = query.file(file);
    }
    let clocks = Clocks::new(question.known, question.at.clone());
    let status = index.status(&query, &clocks, &report);
    let trail = index.follow(&query, &clocks);
    Ok(Answer { status, trail, at: question.at, warnings })
}

impl Question {
    fn read(asked: &Asked) -> Result<Self, Failure> {
        let at = values::time_or_now("at", asked.at.as_deref())?;
        let known = values::maybe_time("known", asked.known.as_deref())?;
        let registry = asked.registry.as_deref().map(|url| values::link("registry", url));
        Ok(Self {
            purl: values::purl("purl", &asked.purl)?,
            registry: registry.transpose()?,
            known: known.unwrap_or_else(|| at.clone()),
            at,
        })
    }
}

/// Who issues each log: who is named, or else the log's file name. Two files of one name are two
/// issuers, by their paths.
fn issuers(asked: &Asked) -> Result<Vec<String>, Failure> {
    let lists = [("issuer", asked.issuers.len()), ("checkpoint", asked.checkpoints.len())];
    if let Some((name, _)) = lists.iter().find(|(_, given)| *given > asked.logs.len()) {
        return Err(values::refused(name, "", "there are more of them than logs"));
    }
    let one = |(number, path): (usize, &PathBuf)| {
        let named = asked.issuers.get(number).cloned();
        named.unwrap_or_else(|| own_name(path, &asked.logs))
    };
    Ok(asked.logs.iter().enumerate().map(one).collect())
}

fn own_name(path: &Path, logs: &[PathBuf]) -> String {
    let alike = logs.iter().filter(|other| other.file_name() == path.file_name()).count();
    let short = path.file_name().filter(|_| alike == 1);
    short.unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// What came of reading the logs.
struct Reading {
    kept: Vec<Kept>,
    report: LogReport,
    warnings: Vec<String>,
}

fn read(asked: &Asked, issuers: Vec<String>, known: &Timestamp) -> Result<Reading, Failure> {
    let (mut kept, mut reports, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for (number, (path, issuer)) in asked.logs.iter().zip(issuers).enumerate() {
        let checkpoint = asked.checkpoints.get(number);
        let checkpoint = checkpoint.map(|path| document::<Checkpoint>(path, asked.format, odd));
        let checkpoint = checkpoint.transpose()?;
        match Source::read_lines(path) {
            Ok(source) => {
                let log = Log::parse(&source.text);
                reports.push(log.report(checkpoint.as_ref(), Some(known)));
                kept.push(Kept { issuer, log, checkpoint });
            }
            Err(failure) => {
                warnings.push(failure.line());
                reports.push(LogReport::absent(absence(&failure)));
            }
        }
    }
    Ok(Reading { kept, report: LogReport::of_all(&reports), warnings })
}

/// What is the matter with a log that was not read.
pub(super) fn absence(failure: &Failure) -> LogCondition {
    match failure {
        Failure::File { missing: true, .. } => LogCondition::Missing,
        _ => LogCondition::Unreachable,
    }
}
