//! `pkgschema provenance show`.
//!
//! Invariant: every conflict of a record is shown, and what nobody checked is said to be so.

use super::read;
use crate::args::ReportFormat;
use crate::args::provenance::Show;
use crate::failure::Failure;
use crate::output;
use crate::report::{self, plain};
use pkgschema::provenance::{
    AttestedArtifact, BuildProvenance, Conflict, Fact, FactName, LogEntry, ProvenanceReport,
    ReportedBuild, VerificationStatus,
};

/// The sections, each with its facts by the words that people read.
const SECTIONS: &[(&str, &[(&str, FactName)])] = &[
    (
        "source",
        &[
            ("repository", FactName::SourceRepository),
            ("repository id", FactName::SourceRepositoryId),
            ("owner", FactName::SourceOwner),
            ("owner id", FactName::SourceOwnerId),
            ("visibility", FactName::SourceVisibility),
            ("commit", FactName::SourceCommit),
            ("ref", FactName::SourceRef),
        ],
    ),
    (
        "build",
        &[
            ("instructions", FactName::BuildConfig),
            ("at", FactName::BuildConfigDigest),
            ("signed by", FactName::BuildSigner),
            ("at", FactName::BuildSignerDigest),
            ("builder", FactName::Builder),
            ("type", FactName::BuildType),
            ("runner", FactName::RunnerEnvironment),
            ("trigger", FactName::Trigger),
            ("environment", FactName::Environment),
            ("run", FactName::Run),
            ("started", FactName::StartedOn),
            ("finished", FactName::FinishedOn),
        ],
    ),
    (
        "signer",
        &[
            ("name", FactName::Signer),
            ("issuer", FactName::Issuer),
            ("token", FactName::TokenSubject),
        ],
    ),
];

/// Shows every attestation of every file.
pub(super) fn run(args: &Show) -> Result<(), Failure> {
    let (mut texts, mut report) = (Vec::new(), ProvenanceReport::new("1.0"));
    for path in &args.files {
        let attestations = read(path)?;
        let (name, kind) = (&attestations.name, attestations.kind.as_str());
        let count = attestations.builds.len();
        for (index, build) in attestations.builds.into_iter().enumerate() {
            let title = match count {
                1 => format!("{name}: {kind}"),
                _ => format!("{name}: {kind}, {} of {count}", index + 1),
            };
            texts.push(text(&title, &build, args.verbose));
            let mut reported = ReportedBuild::new(name.as_str(), build);
            reported.document = Some(kind.into());
            report.attestations.push(reported);
        }
    }
    output::print(&match args.format {
        ReportFormat::Text => texts.join("\n"),
        ReportFormat::Json => report::record(&report),
    })
}

fn text(title: &str, build: &BuildProvenance, verbose: bool) -> String {
    let mut text = format!("{}\n", plain(title));
    if let Some(predicate) = &build.predicate_type {
        text.push_str(&line("predicate", predicate.as_str()));
    }
    build.artifacts.iter().for_each(|it| text.push_str(&line("artifact", &artifact(it))));
    for (section, facts) in SECTIONS {
        let stated = facts.iter().filter_map(|(word, name)| Some((word, build.fact(name)?)));
        let lines: String =
            stated.map(|(word, it)| line(&format!("  {word}"), &fact(it, verbose))).collect();
        if !lines.is_empty() {
            text.push_str(&format!("  {section}\n{lines}"));
        }
    }
    build.log_entries.iter().for_each(|it| text.push_str(&line("logged", &logged(it))));
    if !build.conflicts.is_empty() {
        text.push_str("  disagreements\n");
        build.conflicts.iter().for_each(|it| text.push_str(&conflict(it)));
    }
    if let Some(unknown) = report::joined(&build.unknown) {
        text.push_str(&line("unknown", &unknown));
    }
    text + &line("verified", &verified(build))
}

fn line(word: &str, says: &str) -> String {
    format!("  {word:<16} {}\n", plain(says))
}

/// The value, whose word it is, and on demand the place.
fn fact(fact: &Fact, verbose: bool) -> String {
    match fact.place.as_ref().filter(|_| verbose) {
        Some(place) => format!("{} ({} {place})", fact.value, fact.origin),
        None => format!("{} ({})", fact.value, fact.origin),
    }
}

fn artifact(artifact: &AttestedArtifact) -> String {
    let name = artifact.name.as_deref().or(artifact.uri.as_ref().map(|uri| uri.as_str()));
    let digests = artifact.digest.iter().flat_map(|set| set.iter());
    let digests: Vec<_> = digests.map(|(name, digest)| format!("{name}:{digest}")).collect();
    [name.unwrap_or("without a name"), &digests.join(" ")].join(" ").trim_end().to_owned()
}

fn logged(entry: &LogEntry) -> String {
    let index = entry.log_index.as_deref().unwrap_or("?");
    let mut says = format!("entry {index}");
    if let Some(log) = &entry.log_id {
        says.push_str(&format!(" of log {}", log.get(..12).unwrap_or(log)));
    }
    if let Some(time) = &entry.integrated_time {
        says.push_str(&format!(" at {time}"));
    }
    says
}

fn conflict(conflict: &Conflict) -> String {
    let (kept, other) = (fact(&conflict.kept, true), fact(&conflict.other, true));
    let name = plain(conflict.fact.as_str());
    format!("    {name}: {}\n      but also {}\n", plain(&kept), plain(&other))
}

/// What was checked, in words; nothing that the record does not say.
fn verified(build: &BuildProvenance) -> String {
    let Some(verification) = &build.verification else {
        return "no: nobody has checked a signature here".to_owned();
    };
    let by = verification.by.as_ref().map(|by| format!(" by {by}")).unwrap_or_default();
    let reason = verification.reason.as_ref().map(|it| format!(": {it}")).unwrap_or_default();
    match verification.status {
        VerificationStatus::SignatureVerified => format!("yes{by}"),
        VerificationStatus::RegistryAsserted => format!("a registry says so{by}"),
        VerificationStatus::SubjectMatched => {
            format!("no: the file is the one that is named; no signature was checked{by}")
        }
        VerificationStatus::Failed => format!("no: it was checked and failed{by}{reason}"),
        _ => "no: nobody has checked a signature here".to_owned(),
    }
}
