//! Notices for tests, in few words.
//!
//! Invariant: each is about `pkg:npm/a@1.0.0` on [`REGISTRY`] and issued at noon of a day in May
//! 2026, unless it is said otherwise.

use pkgschema::identity::Purl;
use pkgschema::takedown::{
    Clocks, LogReport, PackageStatus, Query, Refused, StatusIndex, TakedownNotice, TrustTable,
};
use pkgschema::text::Timestamp;
use serde_json::{Value, json};

/// The registry that the notices are about.
pub const REGISTRY: &str = "https://registry.example";

/// A notice of a kind, with the members that are given in the place of the usual ones.
///
/// # Panics
/// If what comes out is no notice.
pub fn notice(id: u32, kind: &str, status: &str, day: u32, changes: Value) -> TakedownNotice {
    let mut notice = json!({
        "schemaVersion": "1.0",
        "id": urn(id),
        "noticeType": kind,
        "registry": {"url": REGISTRY},
        "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
        "status": status,
        "issuedAt": format!("2026-05-{day:02}T12:00:00Z"),
    });
    for (name, value) in changes.as_object().into_iter().flatten() {
        notice[name] = value.clone();
    }
    TakedownNotice::parse(&notice.to_string()).expect("a notice")
}

/// A decision.
pub fn decision(id: u32, status: &str, day: u32, changes: Value) -> TakedownNotice {
    notice(id, "decision", status, day, changes)
}

/// A notice of a kind that names its targets.
pub fn about(id: u32, kind: &str, status: &str, day: u32, targets: &[u32]) -> TakedownNotice {
    let targets: Vec<String> = targets.iter().map(|id| urn(*id)).collect();
    notice(id, kind, status, day, json!({ "targets": targets }))
}

/// The identifier of the notice with this number.
pub fn urn(id: u32) -> String {
    format!("urn:x:{id}")
}

/// One o'clock of a day in May 2026.
pub fn time(day: u32) -> Timestamp {
    Timestamp::from_document(format!("2026-05-{day:02}T13:00:00Z"))
}

/// The report on a log of which everything was read.
pub fn complete() -> LogReport {
    LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).expect("a report")
}

/// A consumer's trust table: a registry with its operator, scanner and owners, another registry, a
/// database, and a team that may overrule some of them.
///
/// # Panics
/// Never: the table is one.
pub fn trust() -> TrustTable {
    TrustTable::parse(
        &json!({"issuers": [
            {"issuer": "registry", "role": "registry-operator", "registries": [REGISTRY]},
            {"issuer": "scanner", "role": "registry-automation", "registries": [REGISTRY]},
            {"issuer": "owner", "role": "maintainer", "registries": [REGISTRY]},
            {"issuer": "mirror", "role": "registry-operator", "registries": ["https://mirror.example"]},
            {"issuer": "database", "role": "third-party-database", "trusted": true},
            {"issuer": "our-team", "role": "observer", "trusted": true, "lifts": ["database", "registry"]},
        ]})
        .to_string(),
    )
    .expect("well-formed")
}

/// The status of a purl at one o'clock of two days: what was known, and for when.
///
/// # Panics
/// If the order in which notices are added counts, or adding them twice.
#[track_caller]
pub fn ask(
    notices: &[(&TakedownNotice, &str)],
    purl: &str,
    known: u32,
    effect: u32,
) -> PackageStatus {
    let trust = trust();
    let complete = complete();
    let purl = Purl::parse(purl).expect("well-formed");
    let clocks = Clocks::new(time(known), time(effect));
    let answer = |order: &[usize]| {
        let mut index = StatusIndex::new(&trust);
        for at in order {
            index.add(notices[*at].0, notices[*at].1);
        }
        index.status(&Query::of(&purl), &clocks, &complete)
    };
    let order: Vec<usize> = (0..notices.len()).collect();
    let status = answer(&order);
    let backwards: Vec<usize> = order.iter().rev().copied().collect();
    assert_eq!(answer(&backwards), status, "the order counts");
    assert_eq!(answer(&[order.clone(), order].concat()), status, "adding twice counts");
    status
}

/// The status by everything that is known at the end of the month, for then.
#[track_caller]
pub fn now(notices: &[(&TakedownNotice, &str)]) -> PackageStatus {
    ask(notices, "pkg:npm/a@1.0.0", 31, 31)
}

/// The status in a word.
pub fn word(status: &PackageStatus) -> &str {
    status.status.as_ref().map_or("unknown", |status| status.as_str())
}

/// What does not do what it says, and why.
pub fn refused(status: &PackageStatus) -> Vec<(String, String)> {
    let pair = |it: &Refused| (it.notice.to_string(), it.why.to_string());
    status.refused.iter().map(pair).collect()
}
