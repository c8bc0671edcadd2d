//! Inventories, advisories and notices in a few words, and what a check says of them.
//!
//! Invariant: everything made here is read without an odd member.

use pkgschema::advisory::Advisory;
use pkgschema::exchange::{
    AdvisoryEvidence, CheckEvidence, CheckPolicy, CheckedPackage, InventoryReport, NoticeEvidence,
    check,
};
use pkgschema::metadata::Inventory;
use pkgschema::takedown::{Clocks, Log, LogReport, StatusIndex, TrustTable};
use pkgschema::text::Timestamp;

/// The time at which is asked.
pub const AT: &str = "2026-06-01T00:00:00Z";

/// An inventory of these packages.
pub fn inventory(packages: &str) -> Inventory {
    Inventory::parse(&format!(r#"{{"schemaVersion": "1.0", "packages": [{packages}]}}"#)).unwrap()
}

/// A package, with more members.
pub fn package(ecosystem: &str, name: &str, version: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(", {more}") };
    format!(r#"{{"ecosystem": "{ecosystem}", "name": "{name}", "version": "{version}"{more}}}"#)
}

/// The member of a package that names one file of that kind, its digest made of one digit.
pub fn file(kind: &str, digest: &str) -> String {
    format!(
        r#""artifacts": [{{"kind": "{kind}", "digests": {{"sha256": "{}"}}}}]"#,
        digest.repeat(64)
    )
}

/// An advisory about versions below a fix.
pub fn advisory(id: &str, ecosystem: &str, name: &str, fixed: &str) -> Advisory {
    Advisory::parse(&format!(
        r#"{{"id": "{id}", "modified": "{AT}", "summary": "a fault", "severity": [{{"type": "CVSS_V3",
        "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}], "affected": [{{"package":
        {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "ranges": [{{"type": "ECOSYSTEM", "events":
        [{{"introduced": "0"}}, {{"fixed": "{fixed}"}}]}}]}}]}}"#
    ))
    .unwrap()
}

/// A notice of a registry about a purl, as a line of a log.
pub fn notice(id: &str, registry: &str, subject: &str, status: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(", {more}") };
    format!(
        r#"{{"schemaVersion":"1.0","id":"{id}","noticeType":"decision","registry":{{"url":"{registry}"}},"subjects":[{subject}],"status":"{status}","issuedAt":"2026-05-04T10:00:00Z"{more}}}"#
    )
}

/// What a check against these advisories says.
pub fn with_advisories(
    inventory: &Inventory,
    advisories: Vec<Advisory>,
    policy: &CheckPolicy,
) -> InventoryReport {
    let mut known = AdvisoryEvidence::about([inventory]);
    known.extend(advisories);
    let at = Timestamp::new(AT).unwrap();
    let mut evidence = CheckEvidence::at(&at);
    evidence.advisories = Some(&known);
    check(inventory, &evidence, policy)
}

/// Asks a log that is complete.
pub fn with_notices(
    inventory: &Inventory,
    lines: &[String],
    policy: &CheckPolicy,
) -> InventoryReport {
    let report = LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).unwrap();
    with_log(inventory, lines, policy, &report)
}

/// Asks a log that is worth what the report says.
pub fn with_log(
    inventory: &Inventory,
    lines: &[String],
    policy: &CheckPolicy,
    report: &LogReport,
) -> InventoryReport {
    let log = Log::parse(&(lines.join("\n") + "\n"));
    assert_eq!(log.unreadable(), 0);
    let mut trust = TrustTable::default();
    trust.vouch("log", &log);
    let mut index = StatusIndex::new(&trust);
    index.add_log(&log, "log", None);
    let at = Timestamp::new(AT).unwrap();
    let clocks = Clocks::at(at.clone());
    let mut evidence = CheckEvidence::at(&at);
    evidence.notices = Some(NoticeEvidence::new(&index, &clocks, report));
    check(inventory, &evidence, policy)
}

/// The codes of a package's reasons.
pub fn codes(package: &CheckedPackage) -> Vec<&str> {
    package.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

/// What is to be done, in words.
pub fn actions(package: &CheckedPackage) -> Vec<String> {
    package.actions.iter().map(ToString::to_string).collect()
}
