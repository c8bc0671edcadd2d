//! Asking logs of notices about a package.
//!
//! Invariant: a log that is not there, or cannot be read, makes the answer less certain and never
//! more permissive.

use super::{document, values};
use crate::args::ReportFormat;
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

/// Which logs are meant, and whom to believe.
pub(in crate::commands) struct LogArguments<'a> {
    pub(in crate::commands) logs: &'a [PathBuf],
    pub(in crate::commands) checkpoints: &'a [PathBuf],
    pub(in crate::commands) issuers: &'a [String],
    pub(in crate::commands) trust: Option<&'a Path>,
    pub(in crate::commands) format: ReportFormat,
}

/// Logs that were read.
pub(in crate::commands) struct Logs {
    kept: Vec<Kept>,
    trust: TrustTable,
    /// How far they can be relied on.
    pub(in crate::commands) report: LogReport,
    /// Which could not be read, in words.
    pub(in crate::commands) warnings: Vec<String>,
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
    let arguments = LogArguments {
        logs: &asked.logs,
        checkpoints: &asked.checkpoints,
        issuers: &asked.issuers,
        trust: asked.trust.as_deref(),
        format: asked.format,
    };
    let logs = Logs::read(&arguments, &question.known)?;
    let index = logs.index();
    let mut query = Query::of(&question.purl);
    if let Some(registry) = &question.registry {
        query = query.on(registry);
    }
    if let Some(file) = file {
        query = query.file(file);
    }
    let clocks = Clocks::new(question.known, question.at.clone());
    let status = index.status(&query, &clocks, &logs.report);
    let trail = index.follow(&query, &clocks);
    Ok(Answer { status, trail, at: question.at, warnings: logs.warnings })
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
fn issuers(asked: &LogArguments<'_>) -> Result<Vec<String>, Failure> {
    let lists = [("issuer", asked.issuers.len()), ("checkpoint", asked.checkpoints.len())];
    if let Some((name, _)) = lists.iter().find(|(_, given)| *given > asked.logs.len()) {
        return Err(values::refused(name, "", "there are more of them than logs"));
    }
    let one = |(number, path): (usize, &PathBuf)| {
        let named = asked.issuers.get(number).cloned();
        named.unwrap_or_else(|| own_name(path, asked.logs))
    };
    Ok(asked.logs.iter().enumerate().map(one).collect())
}

fn own_name(path: &Path, logs: &[PathBuf]) -> String {
    let alike = logs.iter().filter(|other| other.file_name() == path.file_name()).count();
    let short = path.file_name().filter(|_| alike == 1);
    short.unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

impl Logs {
    /// Reads the logs; one that cannot be read is reported, and known to be missing.
    pub(in crate::commands) fn read(
        asked: &LogArguments<'_>,
        known: &Timestamp,
    ) -> Result<Self, Failure> {
        let (mut kept, mut reports, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
        for (number, (path, issuer)) in asked.logs.iter().zip(issuers(asked)?).enumerate() {
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
        let trust = trust(asked, &kept)?;
        Ok(Self { kept, trust, report: LogReport::of_all(&reports), warnings })
    }

    /// The notices by what they are about.
    pub(in crate::commands) fn index(&self) -> StatusIndex<'_> {
        let mut index = StatusIndex::new(&self.trust);
        for Kept { issuer, log, checkpoint } in &self.kept {
            index.add_log(log, issuer, checkpoint.as_ref());
        }
        index
    }
}

/// Whom to believe: whoever passes a log vouches for it, unless a table says otherwise.
fn trust(asked: &LogArguments<'_>, kept: &[Kept]) -> Result<TrustTable, Failure> {
    if let Some(path) = asked.trust {
        return document(path, asked.format, TrustTable::check);
    }
    let mut table = TrustTable::default();
    kept.iter().for_each(|it| table.vouch(&it.issuer, &it.log));
    Ok(table)
}

/// What is the matter with a log that was not read.
pub(super) fn absence(failure: &Failure) -> LogCondition {
    match failure {
        Failure::File { missing: true, .. } => LogCondition::Missing,
        _ => LogCondition::Unreachable,
    }
}
