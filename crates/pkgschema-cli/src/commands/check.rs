//! `pkgschema check`.
//!
//! Invariant: what speaks against a package is the library's answer; what could not be read is
//! handed to it, so that nothing is called clean that was not looked at.

mod advisories;
mod builds;
mod inventories;
mod lines;
mod published;
mod sarif;
mod table;

use crate::args::check::{Check, CheckFormat};
use crate::commands::takedown::logs::{LogArguments, Logs};
use crate::commands::takedown::{document, values};
use crate::failure::Failure;
use crate::output;
use crate::report::{pretty, warn};
use inventories::Inventories;
use pkgschema::exchange::{
    CheckCondition, CheckEvidence, CheckPolicy, InventoryReport, NoticeEvidence, check_all,
};
use pkgschema::takedown::Clocks;
use pkgschema::text::Timestamp;

/// Reads, asks and prints. Whatever keeps it from that is no answer, and exits as one that nobody
/// can tell.
pub(super) fn run(args: &Check) -> Result<(), Failure> {
    let undecided = |failure| match failure {
        closed @ (Failure::Closed | Failure::No | Failure::Undecided(_)) => closed,
        other => Failure::Undecided(Some(Box::new(other))),
    };
    ask(args).map_err(undecided)
}

fn ask(args: &Check) -> Result<(), Failure> {
    let at = values::time_or_now("at", args.at.as_deref())?;
    let policy = policy(args)?;
    let (inventories, mut warnings) = Inventories::read(args);
    let advisories = advisories::gather(args, &inventories);
    let builds = builds::gather(args);
    let published = published::gather(args);
    let logs = logs(args, &at)?;
    let mut conditions = Vec::new();
    if !warnings.is_empty() {
        conditions.push(CheckCondition::InventoryUnreadable);
    }
    warnings.extend(inventories.warnings());
    let failed = [advisories.failures, builds.failures, published.failures].concat();
    if !failed.is_empty() {
        conditions.push(CheckCondition::EvidenceUnreadable);
    }
    warnings.extend(failed);
    warnings.extend(logs.iter().flat_map(|logs| logs.warnings.iter().cloned()));
    let index = logs.as_ref().map(Logs::index);
    let clocks = Clocks::at(at.clone());
    let mut evidence = CheckEvidence::at(&at);
    evidence.notices = logs
        .as_ref()
        .zip(index.as_ref())
        .map(|(logs, index)| NoticeEvidence::new(index, &clocks, &logs.report));
    evidence.advisories = advisories.evidence.as_ref();
    evidence.builds = builds.evidence.as_ref();
    evidence.publish_times = Some(&published.times);
    evidence.conditions = &conditions;
    let report = check_all(&inventories.inputs(), &evidence, &policy);
    warn(&warnings, args.told());
    answer(&report, output::print(&told(args, &report, &inventories)))
}

fn told(args: &Check, report: &InventoryReport, inventories: &Inventories) -> String {
    match args.format {
        CheckFormat::Text => table::text(report, inventories),
        CheckFormat::Json => pretty(&report.to_json()),
        CheckFormat::Sarif => pretty(&sarif::log(report, inventories).to_string()),
    }
}

/// The exit that says what the report says. A reader that has gone changes no answer.
fn answer(report: &InventoryReport, printed: Result<(), Failure>) -> Result<(), Failure> {
    match printed {
        Ok(()) | Err(Failure::Closed) if report.is_hit() => Err(Failure::No),
        Ok(()) | Err(Failure::Closed) if !report.is_clean() => Err(Failure::Undecided(None)),
        printed => printed,
    }
}

/// The policy of the file, with what the arguments ask for beside it.
fn policy(args: &Check) -> Result<CheckPolicy, Failure> {
    let read = |path| document(path, args.told(), CheckPolicy::check);
    let mut policy: CheckPolicy = args.policy.as_deref().map(read).transpose()?.unwrap_or_default();
    if let Some(text) = &args.min_age {
        let install = policy.install.get_or_insert_default();
        install.minimum_age = Some(values::seconds("min-age", text)?);
    }
    for url in &args.registries {
        policy.usual_registries.push(values::link("registry", url)?);
    }
    if !args.provenance.is_empty() {
        policy.require_provenance = Some(true);
    }
    Ok(policy)
}

fn logs(args: &Check, known: &Timestamp) -> Result<Option<Logs>, Failure> {
    let arguments = LogArguments {
        logs: &args.logs,
        checkpoints: &args.checkpoints,
        issuers: &args.issuers,
        trust: args.trust.as_deref(),
        format: args.told(),
    };
    let given = !args.logs.is_empty();
    given.then(|| Logs::read(&arguments, known)).transpose()
}
