//! What whoever may write somewhere could try, to lift what is not theirs to lift or to stand in
//! the way of those who may.

use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{
    Clocks, InstallPolicy, InstallRequest, Log, LogCondition, LogState, PackageStatus, Query,
    StatusIndex, TakedownNotice, TrustTable, decide,
};
use pkgschema::text::Timestamp;
use pkgschema_testkit::notices::{
    REGISTRY, about, complete, decision, notice, now, refused, time, trust, word,
};
use serde_json::{Value, json};

/// The status by a trust table of its own, for a time.
fn by(notices: &[(&TakedownNotice, &str)], trust: &TrustTable, known: Timestamp) -> PackageStatus {
    let purl = Purl::parse("pkg:npm/a@1.0.0").unwrap();
    let mut index = StatusIndex::new(trust);
    for (notice, issuer) in notices {
        index.add(notice, issuer);
    }
    index.status(&Query::of(&purl), &Clocks::new(known, time(31)), &complete())
}

fn table(rows: &Value) -> TrustTable {
    TrustTable::parse(&json!({ "issuers": rows }).to_string()).unwrap()
}

fn decided(status: &PackageStatus, request: Value, policy: Value) -> (String, String) {
    let request = InstallRequest::parse(&request.to_string()).unwrap();
    let policy = InstallPolicy::parse(&policy.to_string()).unwrap();
    let decision = decide(status, &request, &policy);
    (decision.verdict.to_string(), decision.row.to_string())
}

/// A notice with a member that stands there twice.
fn twice(notice: &TakedownNotice, member: &str) -> TakedownNotice {
    let text = notice.to_json();
    let text = format!("{},{member}}}", text.strip_suffix('}').unwrap());
    TakedownNotice::parse(&text).unwrap()
}

/// A retraction takes a reversal of its own time back, whatever would close a circle of them.
#[test]
fn what_cannot_act_moves_nothing() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(9, "reversal", "active", 2, &[1, 5]);
    let retracted = about(3, "retraction", "active", 2, &[9]);
    let remark = about(5, "remark", "active", 2, &[3]);
    let reused =
        [about(5, "reversal", "active", 2, &[3]), about(5, "retraction", "active", 2, &[])];
    let unclear = twice(&about(5, "reversal", "active", 2, &[3]), r#""status": "deleted""#);
    let log = [(&hold, "registry"), (&back, "registry"), (&retracted, "registry")];
    assert_eq!(word(&now(&log)), "quarantined");
    for added in [vec![&remark], reused.iter().collect(), vec![&unclear]] {
        let added = added.into_iter().map(|notice| (notice, "registry"));
        let log: Vec<_> = log.iter().copied().chain(added).collect();
        let status = now(&log);
        let lifted: Vec<_> = status.lifted.iter().map(|it| it.notice.as_str()).collect();
        assert!(lifted.contains(&"urn:x:9"), "{lifted:?}");
        assert!(!lifted.contains(&"urn:x:1"), "{lifted:?}");
    }
}

#[test]
fn a_notice_that_says_something_twice_lifts_nothing() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(2, "reversal", "active", 2, &[1]);
    assert_eq!(word(&now(&[(&hold, "registry"), (&back, "registry")])), "active");
    for member in
        [r#""status": "deleted""#, r#""noticeType": "decision""#, r#""targets": ["urn:x:8"]"#]
    {
        let status = now(&[(&hold, "registry"), (&twice(&back, member), "registry")]);
        assert_eq!(word(&status), "quarantined", "{member}");
        let why = ("urn:x:2".to_owned(), "unreadable".to_owned());
        assert!(refused(&status).contains(&why), "{member}");
    }
    // As a measure it may mean either, and the more severe one is taken.
    let mild = decision(3, "active", 1, json!({}));
    let either = twice(&mild, r#""status": "quarantined""#);
    assert_eq!(word(&now(&[(&either, "registry")])), "quarantined");
}

#[test]
fn unclear_notices_do_not_crowd_out_the_one_that_fits() {
    let file = |number: usize| json!([{"purl": "pkg:npm/a@1.0.0", "artifacts": [{"filename": format!("a-{number}.tgz")}]}]);
    let hold = decision(1, "quarantined", 1, json!({"subjects": file(0)}));
    let change = |number| json!({"targets": ["urn:x:1"], "subjects": file(number)});
    let crowd: Vec<_> = (1..=200)
        .map(|it| notice(100 + it, "reversal", "active", 3, change(it as usize)))
        .collect();
    let fits = notice(2, "reversal", "active", 2, change(0));
    let mut log = vec![(&hold, "registry")];
    log.extend(crowd.iter().map(|notice| (notice, "registry")));
    assert_eq!(now(&log).lifted.len(), 0);
    log.push((&fits, "registry"));
    assert_eq!(now(&log).lifted.len(), 1);
}

#[test]
fn slips_in_the_trust_table_let_nothing_through() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(2, "reversal", "active", 2, &[1]);
    for role in [json!({}), json!({"role": "registry-oprator"}), json!({"role": null})] {
        let mut row = json!({"issuer": "registry", "registries": [REGISTRY]});
        row.as_object_mut().unwrap().extend(role.as_object().unwrap().clone());
        let owner =
            json!({"issuer": "owner", "role": "registry-operator", "registries": [REGISTRY]});
        let trust = table(&json!([row, owner]));
        for lifter in ["registry", "owner"] {
            let status = by(&[(&hold, "registry"), (&back, lifter)], &trust, time(31));
            assert_eq!(status.lifted.len(), 0, "{role} {lifter}");
        }
        assert!(trust.check().iter().any(|it| it.code == "unknown-role"), "{role}");
    }
    let lists = json!([{"issuer": "team", "role": "steward", "trusted": true, "lifts": ["registry"]},
        {"issuer": "registry", "role": "registry-operator", "registries": [REGISTRY]}]);
    let status = by(&[(&hold, "registry"), (&back, "team")], &table(&lists), time(31));
    assert_eq!(word(&status), "quarantined");
    // What cannot be read may be the row of the issuer that says no.
    for issuers in [json!(null), json!([7]), json!([{"issuer": "registry", "registries": [7]}])] {
        let status = by(&[], &table(&issuers), time(31));
        assert_eq!(status.coverage, LogState::Unknown, "{issuers}");
        assert_eq!(*status.conditions, [LogCondition::TrustUnreadable], "{issuers}");
        assert_eq!(decided(&status, json!({"kind": "new"}), json!({})).0, "warn", "{issuers}");
    }
}

#[test]
fn without_a_clock_nothing_lifts() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(2, "reversal", "active", 2, &[1]);
    let log = [(&hold, "registry"), (&back, "registry")];
    assert_eq!(word(&by(&log, &trust(), time(31))), "active");
    let status = by(&log, &trust(), Timestamp::from_document("now"));
    assert_eq!((word(&status), status.lifted.len()), ("quarantined", 0));
}

#[test]
fn odd_files_are_not_taken_for_other_files() {
    let strong = |digit: &str| json!({"sha256": digit.repeat(64)});
    let weight = |named: Value, asked: Value| {
        let subject = json!([{"purl": "pkg:npm/a@1.0.0", "artifacts": [named]}]);
        let hold = decision(1, "quarantined", 1, json!({"subjects": subject}));
        let asked: Artifact = serde_json::from_value(asked).unwrap();
        let (trust, purl) = (trust(), Purl::parse("pkg:npm/a@1.0.0").unwrap());
        let mut index = StatusIndex::new(&trust);
        index.add(&hold, "registry");
        let query = Query::of(&purl).file(&asked);
        let status = index.status(&query, &Clocks::at(time(31)), &complete());
        status.measures.first().map(|measure| measure.weight.to_string())
    };
    let other = json!({"filename": "b.tgz", "digests": strong("2")});
    assert_eq!(weight(json!({"filename": "a.tgz", "digests": strong("1")}), other.clone()), None);
    for odd in [json!({"filename": "a.tgz", "digests": 7}), json!({"filename": null})] {
        assert_eq!(weight(odd.clone(), other.clone()).as_deref(), Some("unclear"), "{odd}");
        assert_eq!(weight(other.clone(), odd.clone()).as_deref(), Some("unclear"), "{odd}");
    }
    // Strong digests say which file it is, whatever its name.
    let nameless = json!({"filename": 7, "digests": strong("2")});
    assert_eq!(weight(nameless.clone(), other).as_deref(), Some("full"));
    assert_eq!(weight(nameless, json!({"digests": strong("1")})), None);
}

#[test]
fn odd_aliases_may_be_malware() {
    let row = |aliases: Value| {
        let mild = decision(1, "archived", 1, json!({ "aliases": aliases }));
        decided(&now(&[(&mild, "registry")]), json!({"kind": "installed"}), json!({})).1
    };
    assert_eq!(row(json!(["GHSA-1"])), "active");
    assert_eq!(row(json!(["MAL-2026-1"])), "reason-malware");
    assert_eq!(row(json!("MAL-2026-1")), "reason-malware");
    assert_eq!(row(json!([["MAL-2026-1"]])), "reason-malware");
    assert_eq!(row(json!([7])), "reason-unknown");
    assert_eq!(row(json!(null)), "reason-unknown");
}

#[test]
fn odd_locks_verify_nothing() {
    let file = json!({"filename": "a.tgz", "digests": {"sha256": "1".repeat(64)}});
    let clean = now(&[]);
    let row = |locked: Value, found: Value| {
        let request = json!({"kind": "locked", "locked": locked, "found": found});
        decided(&clean, request, json!({})).1
    };
    assert_eq!(row(file.clone(), file.clone()), "active");
    assert_eq!(row(json!(7), file.clone()), "digest-not-comparable");
    assert_eq!(row(file, json!(null)), "digest-not-comparable");
}

#[test]
fn rules_for_one_registry_or_platform_stay_there() {
    let hold = decision(1, "deleted", 1, json!({}));
    let status = now(&[(&hold, "registry")]);
    let verdict = |purl: &str| {
        let rule =
            json!({"rules": [{"name": "x", "verdict": "allow", "row": "deleted", "purl": purl}]});
        decided(&status, json!({"kind": "new"}), rule)
    };
    assert_eq!(verdict("pkg:npm/a@1.0.0").0, "allow");
    assert_eq!(verdict("pkg:npm/a?platform=linux").0, "block");
    assert_eq!(verdict("pkg:npm/a?repository_url=https://mirror.example").0, "block");
    let unreadable = verdict("left-margin");
    assert_eq!(unreadable.0, "block");
}

/// Whoever can append to a log cannot take its coverage from the lines that a checkpoint counts.
#[test]
fn lines_behind_the_checkpoint_damage_nothing() {
    let first = decision(1, "deleted", 1, json!({}));
    let counted = format!("{}\n", first.to_json());
    let head = first.digest().unwrap();
    let checkpoint = json!({"schemaVersion": "1.0", "log": "https://registry.example/log",
        "size": 1, "headDigest": {head.algorithm().as_str(): head.to_hex()},
        "issuedAt": "2026-05-02T00:00:00Z", "expires": "2026-06-10T00:00:00Z"});
    let checkpoint = pkgschema::takedown::Checkpoint::parse(&checkpoint.to_string()).unwrap();
    for (text, coverage) in [
        (counted.clone(), LogState::Complete),
        (format!("{counted}garbage\n"), LogState::Complete),
        (format!("garbage\n{counted}"), LogState::Partial),
    ] {
        let report = Log::parse(&text).report(Some(&checkpoint), Some(&time(31)));
        assert_eq!(report.coverage, coverage, "{text}");
    }
}
