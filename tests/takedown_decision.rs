//! The decision: every case is decided by a named row, and more severe is never more permissive.

use std::collections::BTreeSet;

use pkgschema::takedown::{
    Category, Checkpoint, Clocks, Download, Flag, InstallDecision, InstallPolicy, InstallRequest,
    Log, LogCondition, LogReport, PackageStatus, Query, RequestKind, Resolution, Status,
    StatusIndex, TrustTable, Verdict, decide,
};
use pkgschema::text::Timestamp;
use serde_json::{Value, json};

const KINDS: [&str; 4] = ["new", "exact", "locked", "installed"];

fn one() -> Value {
    json!({"filename": "a.tgz", "digests": {"sha256": "1".repeat(64)}})
}

/// A request of a kind; a locked one with a verified digest.
fn request(kind: &str) -> InstallRequest {
    request_with(kind, json!({}))
}

fn request_with(kind: &str, changes: Value) -> InstallRequest {
    let mut document = json!({"kind": kind});
    if kind == "locked" {
        document["locked"] = one();
        document["found"] = one();
    }
    for (name, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(document.as_object_mut().unwrap().remove(name)),
            value => document[name] = value.clone(),
        }
    }
    InstallRequest::parse(&document.to_string()).unwrap()
}

/// A status with one measure, as it counts in full.
fn status(measure: Value) -> PackageStatus {
    let mut full =
        json!({"notice": "urn:x:1", "status": "active", "issuer": "r", "weight": "full"});
    for (name, value) in measure.as_object().unwrap() {
        full[name] = value.clone();
    }
    let document = json!({"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage": "complete",
        "measures": [full]});
    PackageStatus::parse(&document.to_string()).unwrap()
}

fn clean(coverage: &str) -> PackageStatus {
    let document = json!({"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage": coverage});
    PackageStatus::parse(&document.to_string()).unwrap()
}

fn plain(status: &PackageStatus, kind: &str) -> InstallDecision {
    decide(status, &request(kind), &InstallPolicy::default())
}

/// Verdicts for the four kinds of request.
fn verdicts(measure: Value) -> [String; 4] {
    let status = status(measure);
    KINDS.map(|kind| plain(&status, kind).verdict.to_string())
}

/// The listed words, and one that nobody knows in its place of severity.
fn statuses() -> Vec<&'static str> {
    let mut words = Status::LISTED.to_vec();
    words.push("frozen");
    words.sort_by_key(|word| Status::from(*word).severity());
    words
}

fn optional(words: &[&'static str], unknown: &'static str) -> Vec<Option<&'static str>> {
    let words = words.iter().copied().chain([unknown]).map(Some);
    [None].into_iter().chain(words).collect()
}

#[test]
fn every_case_is_decided_by_a_named_row() {
    let rows: BTreeSet<&str> =
        InstallDecision::TABLE.into_iter().flatten().map(|row| row.name).collect();
    assert!(rows.iter().all(|name| name.len() <= 24), "{rows:?}");
    let resolutions = optional(Resolution::LISTED, "sometimes");
    let downloads = optional(Download::LISTED, "slowly");
    let categories = optional(Category::LISTED, "weather");
    let mut cases = 0;
    for status_word in statuses() {
        for resolution in &resolutions {
            for download in &downloads {
                for category in &categories {
                    let mut measure = json!({"status": status_word, "effects": {}, "reason": {}});
                    if let Some(word) = resolution {
                        measure["effects"]["resolution"] = json!(word);
                    }
                    if let Some(word) = download {
                        measure["effects"]["download"] = json!(word);
                    }
                    if let Some(word) = category {
                        measure["reason"]["category"] = json!(word);
                    }
                    let status = status(measure.clone());
                    for kind in KINDS.into_iter().chain(["borrowed"]) {
                        let decision = plain(&status, kind);
                        assert!(rows.contains(decision.row.as_str()), "{measure}: {decision}");
                        assert!(decision.verdict.is_listed(), "{measure}: {decision}");
                        let rows =
                            decision.because.iter().filter(|it| it.verdict != Verdict::Allow);
                        assert_eq!(rows.count() == 0, decision.verdict == Verdict::Allow);
                        cases += 1;
                    }
                }
            }
        }
    }
    assert_eq!(cases, 12 * 9 * 8 * 18 * 5);
}

/// Along each of the orders no verdict gets milder, whatever the others are.
#[test]
fn more_severe_is_never_more_permissive() {
    let statuses = statuses();
    let resolutions =
        ["normal", "redirected", "only-exact", "unknown", "only-locked", "placeholder", "none"];
    let downloads =
        ["available", "unknown", "territorial", "placeholder", "unlinked", "unavailable"];
    let categories = ["owner-request", "unspecified", "weather", "vulnerability", "malware"];
    let rank = |place: [usize; 4], kind: &str| {
        let measure = json!({"status": statuses[place[0]], "effects": {
            "resolution": resolutions[place[1]], "download": downloads[place[2]],
        }, "reason": {"category": categories[place[3]]}});
        plain(&status(measure), kind).verdict.rank()
    };
    let lengths = [statuses.len(), resolutions.len(), downloads.len(), categories.len()];
    for first in 0..lengths[0] {
        for second in 0..lengths[1] {
            for third in 0..lengths[2] {
                for fourth in 0..lengths[3] {
                    let place = [first, second, third, fourth];
                    for axis in 0..4 {
                        let mut next = place;
                        next[axis] += 1;
                        if next[axis] == lengths[axis] {
                            continue;
                        }
                        for kind in KINDS {
                            assert!(
                                rank(place, kind) <= rank(next, kind),
                                "{place:?} {axis} {kind}"
                            );
                        }
                    }
                }
            }
        }
    }
}

/// The cases that people ask about first.
#[test]
fn the_usual_cases() {
    let cases: &[(&str, &str, &str, [&str; 4])] = &[
        ("active", "normal", "", ["allow", "allow", "allow", "allow"]),
        ("archived", "normal", "unmaintained", ["warn", "warn", "allow", "allow"]),
        ("deprecated", "normal", "superseded", ["warn", "warn", "warn", "warn"]),
        ("relocated", "redirected", "renamed", ["warn", "warn", "warn", "warn"]),
        ("unlisted", "only-exact", "", ["avoid", "warn", "warn", "warn"]),
        ("yanked", "only-exact", "defect", ["avoid", "warn", "warn", "warn"]),
        ("yanked", "only-locked", "defect", ["avoid", "block", "warn", "warn"]),
        ("yanked", "only-exact", "vulnerability", ["avoid", "warn", "warn", "warn"]),
        ("yanked", "only-exact", "malware", ["block", "block", "block", "block"]),
        ("access-restricted", "none", "illegal-content", ["block", "block", "warn", "warn"]),
        ("quarantined", "none", "", ["block", "block", "block", "block"]),
        ("security-held", "placeholder", "", ["block", "block", "warn", "warn"]),
        ("security-held", "placeholder", "malware", ["block", "block", "block", "block"]),
        ("deleted", "none", "owner-request", ["block", "block", "warn", "warn"]),
        ("deleted", "none", "", ["block", "block", "warn", "warn"]),
        ("deleted", "none", "malware", ["block", "block", "block", "block"]),
        ("name-reserved", "none", "name-abuse", ["block", "block", "warn", "warn"]),
        ("frozen", "normal", "", ["avoid", "warn", "warn", "warn"]),
        ("deprecated", "sometimes", "", ["avoid", "warn", "warn", "warn"]),
        ("active", "normal", "weather", ["warn", "warn", "warn", "warn"]),
    ];
    for (status, resolution, category, expected) in cases {
        let mut measure = json!({"status": status, "effects": {"resolution": resolution}});
        if !category.is_empty() {
            measure["reason"] = json!({"category": category});
        }
        assert_eq!(verdicts(measure), *expected, "{status} {resolution} {category}");
    }
    // A notice that says nothing but a status is judged by the status.
    assert_eq!(verdicts(json!({"status": "yanked"})), ["avoid", "warn", "warn", "warn"]);
    assert_eq!(verdicts(json!({"status": "deprecated"})), ["warn", "warn", "warn", "warn"]);
}

#[test]
fn the_row_that_decides_is_named() {
    let held = json!({"status": "security-held", "effects": {"resolution": "placeholder"},
        "reason": {"category": "malware"}});
    let decision = plain(&status(held), "locked");
    assert_eq!((decision.verdict.as_str(), decision.row.as_str()), ("block", "reason-malware"));
    let rows: Vec<&str> = decision.because.iter().map(|because| because.row.as_str()).collect();
    assert_eq!(rows, ["reason-malware", "security-held", "resolution-placeholder"]);
    assert!(decision.because.iter().all(|because| because.notice.as_ref().unwrap() == "urn:x:1"));
    assert_eq!(decision.to_string(), "block: reason-malware (placeholder, incident)");
    assert!(!decision.goes_on());
}

#[test]
fn flags_say_what_to_do() {
    let flags = |measure: Value, kind: &str| {
        let flags: Vec<String> =
            plain(&status(measure), kind).flags.iter().map(Flag::to_string).collect();
        flags.join(" ")
    };
    let gone = json!({"status": "deleted", "effects": {"download": "unavailable"}});
    assert_eq!(flags(gone.clone(), "new"), "unavailable unknown-reason");
    assert_eq!(flags(gone, "locked"), "unavailable use-verified-copy unknown-reason");
    let moved = json!({"status": "relocated", "reason": {"category": "renamed"}});
    assert_eq!(flags(moved, "new"), "follow-replacement");
    assert_eq!(flags(json!({"status": "quarantined"}), "new"), "");
    assert_eq!(flags(json!({"status": "quarantined"}), "installed"), "incident-suspected");
    let malware = json!({"status": "deleted", "reason": {"category": "malware"}});
    assert_eq!(flags(malware.clone(), "exact"), "unavailable");
    assert_eq!(flags(malware, "installed"), "unavailable incident");
    let open =
        json!({"status": "yanked", "reason": {"category": "defect"}, "disputeState": "open"});
    assert_eq!(flags(open, "new"), "disputed");
}

#[test]
fn malware_is_known_by_reason_alias_or_advisory() {
    let alias = json!({"status": "deprecated", "aliases": ["GHSA-1", "MAL-2026-1"]});
    assert_eq!(verdicts(alias), ["block", "block", "block", "block"]);
    let other = json!({"status": "deprecated", "aliases": ["MALICE-1"]});
    assert_eq!(verdicts(other), ["warn", "warn", "warn", "warn"]);
    for kind in KINDS {
        let asked = request_with(kind, json!({"malwareAdvisories": ["MAL-2026-1"]}));
        let decision = decide(&clean("complete"), &asked, &InstallPolicy::default());
        assert_eq!(
            decision.to_string().split(" (").next(),
            Some("block: malware-advisory"),
            "{kind}"
        );
        let none = request_with(kind, json!({"malwareAdvisories": []}));
        let decision = decide(&clean("complete"), &none, &InstallPolicy::default());
        assert_eq!(decision.verdict, Verdict::Allow, "{kind}");
    }
}

#[test]
fn only_a_verified_digest_softens() {
    let (two, weak) = ("2".repeat(64), "3".repeat(40));
    let file = |name: Value, digests: Value| json!({"filename": name, "digests": digests});
    let sha1 = || file(json!("a.tgz"), json!({"sha1": weak}));
    let other = file(json!("a.tgz"), json!({"sha512": "4".repeat(128)}));
    let both = file(json!("a.tgz"), json!({"sha1": weak, "sha256": "1".repeat(64)}));
    let cases = [
        // the lock's file, the file that is there, the verdict for a deleted and an active package
        (one(), one(), "warn", "allow"),
        (one(), file(json!("a.tgz"), json!({"sha256": two})), "block", "block"),
        (one(), file(json!("b.tgz"), json!({"sha256": two})), "block", "warn"),
        (one(), json!({"digests": {"sha256": two}}), "block", "warn"),
        (one(), other.clone(), "block", "warn"),
        (one(), json!({"filename": "a.tgz"}), "block", "warn"),
        (one(), Value::Null, "block", "allow"),
        (Value::Null, Value::Null, "block", "warn"),
        (sha1(), sha1(), "block", "warn"),
        (sha1(), Value::Null, "block", "warn"),
        (sha1(), file(json!("a.tgz"), json!({"sha1": "5".repeat(40)})), "block", "block"),
        (both.clone(), both.clone(), "warn", "allow"),
        (both, file(json!("a.tgz"), json!({"sha1": weak, "sha256": two})), "block", "block"),
        (
            json!({"digests": one()["digests"]}),
            json!({"digests": one()["digests"]}),
            "warn",
            "allow",
        ),
    ];
    let deleted = status(json!({"status": "deleted"}));
    for (locked, found, gone, there) in cases {
        let asked = request_with("locked", json!({"locked": locked, "found": found}));
        let policy = InstallPolicy::default();
        let context = format!("{locked} {found}");
        assert_eq!(decide(&deleted, &asked, &policy).verdict.as_str(), gone, "{context}");
        let decision = decide(&clean("complete"), &asked, &policy);
        assert_eq!(decision.verdict.as_str(), there, "{context}: {decision}");
        if there == "block" {
            assert_eq!(decision.to_string(), "block: digest-differs (resurrected)", "{context}");
        }
    }
}

#[test]
fn an_age_that_nobody_knows_is_never_enough() {
    let policy = InstallPolicy::parse(r#"{"minimumAge": 604800}"#).unwrap();
    let times = |published: Value, at: Value| json!({"publishedAt": published, "at": at});
    let now = "2026-05-08T12:00:00Z";
    let cases = [
        (times(json!("2026-05-01T12:00:00Z"), json!(now)), "allow", "active"),
        (times(json!("2026-05-01T12:00:01Z"), json!(now)), "avoid", "too-young"),
        (times(json!("2026-05-01T14:00:00+02:00"), json!(now)), "allow", "active"),
        (times(json!("2027-01-01T00:00:00Z"), json!(now)), "avoid", "too-young"),
        (times(Value::Null, json!(now)), "avoid", "age-unknown"),
        (times(json!("2020-01-01"), json!(now)), "avoid", "age-unknown"),
        (times(json!("2020-01-01T00:00:00Z"), Value::Null), "avoid", "age-unknown"),
    ];
    for (times, verdict, row) in cases {
        for kind in ["new", "exact"] {
            let decision = decide(&clean("complete"), &request_with(kind, times.clone()), &policy);
            let found = (decision.verdict.as_str(), decision.row.as_str());
            assert_eq!(found, (verdict, row), "{times} {kind}");
        }
        for kind in ["locked", "installed"] {
            let decision = decide(&clean("complete"), &request_with(kind, times.clone()), &policy);
            assert_eq!(decision.verdict, Verdict::Allow, "{times} {kind}");
        }
    }
}

#[test]
fn policies_override_by_name() {
    let deleted = status(json!({"status": "deleted"}));
    let rule = |rule: Value| InstallPolicy::parse(&json!({"rules": [rule]}).to_string()).unwrap();
    let cases = [
        (json!({"name": "a", "verdict": "warn", "row": "deleted"}), "warn", true),
        (json!({"name": "a", "verdict": "allow", "notice": "urn:x:1"}), "allow", true),
        (json!({"name": "a", "verdict": "warn", "purl": "pkg:npm/a"}), "warn", true),
        (json!({"name": "a", "verdict": "warn", "purl": "pkg:npm/a@1.0.0"}), "warn", true),
        (json!({"name": "a", "verdict": "warn", "purl": "pkg:npm/a@1.0.1"}), "block", false),
        (json!({"name": "a", "verdict": "warn", "purl": "pkg:npm/b"}), "block", false),
        (json!({"name": "a", "verdict": "warn", "notice": "urn:x:2"}), "block", false),
        (json!({"name": "a", "verdict": "warn", "row": "yanked"}), "block", false),
        (
            json!({"name": "a", "verdict": "warn", "row": "deleted", "purl": "pkg:npm/b"}),
            "block",
            false,
        ),
        (json!({"name": "a", "verdict": "allow"}), "block", false),
        (json!({"name": "a", "verdict": "perhaps", "row": "deleted"}), "block", true),
    ];
    for (text, expected, told) in cases {
        let decision = decide(&deleted, &request("new"), &rule(text.clone()));
        assert_eq!(decision.verdict.as_str(), expected, "{text}");
        let rules = decision.because.iter().any(|because| because.rule.as_deref() == Some("a"));
        assert_eq!(rules, told, "{text}");
    }
    // A policy may ask for more: no deleted package even from a verified lock.
    let strict = rule(json!({"name": "strict", "verdict": "block", "row": "deleted"}));
    assert_eq!(decide(&deleted, &request("locked"), &strict).verdict, Verdict::Block);
    // Of two rules that fit the first counts.
    let two = json!({"rules": [{"name": "a", "verdict": "warn", "row": "deleted"},
        {"name": "b", "verdict": "allow", "row": "deleted"}]});
    let two = InstallPolicy::parse(&two.to_string()).unwrap();
    assert_eq!(decide(&deleted, &request("new"), &two).verdict, Verdict::Warn);
}

#[test]
fn claims_without_authority_warn_at_most() {
    let malware = |weight: &str| json!({"status": "quarantined", "weight": weight, "reason": {"category": "malware"}});
    assert_eq!(verdicts(malware("full")), ["block"; 4]);
    assert_eq!(verdicts(malware("capped")), ["warn"; 4]);
    for weight in ["unclear", "heavy"] {
        assert_eq!(verdicts(malware(weight)), ["avoid", "avoid", "warn", "warn"], "{weight}");
    }
    let flags = |weight| plain(&status(malware(weight)), "new").flags.to_vec();
    assert_eq!(flags("capped"), [Flag::UntrustedIssuer]);
    assert_eq!(flags("unclear"), [Flag::UnclearMatch]);
}

#[test]
fn territory_counts_where_the_consumer_says_where_it_is() {
    let restricted = json!({"status": "access-restricted", "territory": ["DE", "FR"],
        "effects": {"download": "territorial"}, "reason": {"category": "illegal-content"}});
    let verdict = |policy: &str, measure: &Value| {
        let policy = InstallPolicy::parse(policy).unwrap();
        decide(&status(measure.clone()), &request("new"), &policy).verdict.to_string()
    };
    assert_eq!(verdict("{}", &restricted), "block");
    assert_eq!(verdict(r#"{"territory": "DE"}"#, &restricted), "block");
    assert_eq!(verdict(r#"{"territory": "AT"}"#, &restricted), "warn");
    let mut malware = restricted.clone();
    malware["reason"]["category"] = json!("malware");
    assert_eq!(verdict(r#"{"territory": "AT"}"#, &malware), "block");
    let mut open = restricted;
    open["territory"] = json!([]);
    assert_eq!(verdict(r#"{"territory": "AT"}"#, &open), "block");
}

/// What a client does about a package without measures, by what is the matter with the log.
#[test]
fn logs_decide_too() {
    let notice = |id: u32, previous: Option<&pkgschema::takedown::TakedownNotice>| {
        let mut notice = json!({"schemaVersion": "1.0", "id": format!("urn:x:{id}"), "noticeType":
            "decision", "registry": {"url": "https://registry.example"}, "status": "deleted",
            "subjects": [{"purl": "pkg:npm/gone"}], "issuedAt": "2026-05-01T12:00:00Z"});
        if let Some(before) = previous {
            let sha256 = before.digest().unwrap().to_hex();
            notice["previous"] = json!({"id": before.id, "digest": {"sha256": sha256}});
        }
        pkgschema::takedown::TakedownNotice::parse(&notice.to_string()).unwrap()
    };
    let first = notice(1, None);
    let second = notice(2, Some(&first));
    let text = format!("{}\n{}\n", first.to_json(), second.to_json());
    let checkpoint = |size: u64, head: &str, expires: &str| {
        let digest = if head.is_empty() { json!({}) } else { json!({"sha256": head}) };
        let document = json!({"schemaVersion": "1.0", "log": "https://registry.example/log",
            "size": size, "headDigest": digest, "issuedAt": "2026-05-02T00:00:00Z", "expires": expires});
        Checkpoint::parse(&document.to_string()).unwrap()
    };
    let (later, head) = ("2026-05-03T00:00:00Z", second.digest().unwrap().to_hex());
    let now = Timestamp::new("2026-05-02T12:00:00Z").unwrap();
    let read = |text: &str, checkpoint: Option<Checkpoint>| {
        Log::parse(text).report(checkpoint.as_ref(), Some(&now))
    };
    let first_head = first.digest().unwrap().to_hex();
    let half = &text[..text.len() - 40];
    let cases = [
        ("complete", read(&text, Some(checkpoint(2, &head, later))), "complete", "allow"),
        ("tail", read(&text, Some(checkpoint(1, &first_head, later))), "complete", "allow"),
        (
            "half-written tail",
            read(half, Some(checkpoint(1, &first_head, later))),
            "complete",
            "allow",
        ),
        ("empty", read("", Some(checkpoint(0, "", later))), "complete", "allow"),
        ("unreachable", LogReport::absent(LogCondition::Unreachable), "unknown", "warn"),
        ("missing", LogReport::absent(LogCondition::Missing), "unknown", "warn"),
        ("nothing was looked at", LogReport::unknown(), "unknown", "warn"),
        ("no checkpoint", read(&text, None), "unknown", "warn"),
        ("empty, no checkpoint", read("", None), "unknown", "warn"),
        (
            "expired",
            read(&text, Some(checkpoint(2, &head, "2026-05-02T12:00:00Z"))),
            "unknown",
            "warn",
        ),
        (
            "truncated",
            read(&format!("{}\n", first.to_json()), Some(checkpoint(2, &head, later))),
            "partial",
            "warn",
        ),
        ("half-written", read(half, Some(checkpoint(2, &head, later))), "partial", "warn"),
        ("half-written, no checkpoint", read(half, None), "unknown", "warn"),
        ("forked", read(&text, Some(checkpoint(2, &first_head, later))), "unknown", "warn"),
        (
            "damaged",
            read(&format!("?\n{text}"), Some(checkpoint(3, &head, later))),
            "partial",
            "warn",
        ),
        ("emptied", read("", Some(checkpoint(2, &head, later))), "partial", "warn"),
    ];
    let trust = TrustTable::default();
    let index = StatusIndex::new(&trust);
    let purl = pkgschema::identity::Purl::parse("pkg:npm/a@1.0.0").unwrap();
    for (name, report, coverage, verdict) in cases {
        let status = index.status(&Query::of(&purl), &Clocks::at(now.clone()), &report);
        assert_eq!(status.coverage.as_str(), coverage, "{name}: {report:?}");
        for kind in KINDS {
            let decision = plain(&status, kind);
            assert_eq!(decision.verdict.as_str(), verdict, "{name} {kind}");
            let stale = decision.flags.contains(&Flag::StatusStale);
            assert_eq!(stale, verdict == "warn", "{name} {kind}");
        }
    }
}

#[test]
fn a_stale_status_never_softens_a_measure() {
    for coverage in ["complete", "partial", "unknown", "patchy"] {
        let document = json!({"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage": coverage,
            "measures": [{"notice": "urn:x:1", "status": "quarantined", "issuer": "r", "weight": "full"}]});
        let status = PackageStatus::parse(&document.to_string()).unwrap();
        for kind in KINDS {
            assert_eq!(plain(&status, kind).verdict, Verdict::Block, "{coverage} {kind}");
        }
        let expected = if coverage == "complete" { Verdict::Allow } else { Verdict::Warn };
        assert_eq!(plain(&clean(coverage), "new").verdict, expected, "{coverage}");
    }
}

#[test]
fn words_that_nobody_knows_are_strict() {
    assert_eq!(Verdict::from("perhaps").rank(), 3);
    let yanked = status(json!({"status": "yanked", "effects": {"resolution": "only-locked"}}));
    let decision = decide(
        &yanked,
        &InstallRequest::new(RequestKind::from("borrowed")),
        &InstallPolicy::default(),
    );
    assert_eq!(decision.verdict, Verdict::Block);
}
