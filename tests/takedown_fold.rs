//! The fold: which notices count for which package, and which were lifted by which.

use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{
    Clocks, Log, LogReport, PackageStatus, Query, StatusIndex, TakedownNotice, TrustTable,
};
use pkgschema::text::{Link, Timestamp};
use serde_json::{Value, json};

const REGISTRY: &str = "https://registry.example";
const OTHER: &str = "https://mirror.example";

/// A notice about `pkg:npm/a@1.0.0` at noon of a day in May 2026, changed by what is given.
fn notice(id: u32, kind: &str, status: &str, day: u32, changes: Value) -> TakedownNotice {
    let mut notice = json!({
        "schemaVersion": "1.0",
        "id": format!("urn:x:{id}"),
        "noticeType": kind,
        "registry": {"url": REGISTRY},
        "subjects": [{"purl": "pkg:npm/a@1.0.0"}],
        "status": status,
        "issuedAt": format!("2026-05-{day:02}T12:00:00Z"),
    });
    for (name, value) in changes.as_object().unwrap() {
        notice[name] = value.clone();
    }
    TakedownNotice::parse(&notice.to_string()).unwrap()
}

fn decision(id: u32, status: &str, day: u32, changes: Value) -> TakedownNotice {
    notice(id, "decision", status, day, changes)
}

/// A notice of a kind that names its targets.
fn about(id: u32, kind: &str, status: &str, day: u32, targets: &[u32]) -> TakedownNotice {
    notice(id, kind, status, day, json!({"targets": urns(targets)}))
}

fn urns(ids: &[u32]) -> Vec<String> {
    ids.iter().map(|id| format!("urn:x:{id}")).collect()
}

fn with_role(mut notice: TakedownNotice, role: &str) -> TakedownNotice {
    let mut document: Value = serde_json::from_str(&notice.to_json()).unwrap();
    document["authority"] = json!({"role": role});
    notice = TakedownNotice::parse(&document.to_string()).unwrap();
    notice
}

fn trust() -> TrustTable {
    TrustTable::parse(
        &json!({"issuers": [
            {"issuer": "registry", "role": "registry-operator", "registries": [REGISTRY]},
            {"issuer": "scanner", "role": "registry-automation", "registries": [REGISTRY]},
            {"issuer": "owner", "role": "maintainer", "registries": [REGISTRY]},
            {"issuer": "mirror", "role": "registry-operator", "registries": [OTHER]},
            {"issuer": "database", "role": "third-party-database", "trusted": true},
            {"issuer": "our-team", "role": "observer", "trusted": true, "lifts": ["database", "registry"]},
        ]})
        .to_string(),
    )
    .unwrap()
}

fn time(day: u32) -> Timestamp {
    Timestamp::new(&format!("2026-05-{day:02}T13:00:00Z")).unwrap()
}

/// The status of a purl at one o'clock of two days: what was known, and for when.
#[track_caller]
fn ask(notices: &[(&TakedownNotice, &str)], purl: &str, known: u32, effect: u32) -> PackageStatus {
    let trust = trust();
    let complete = complete();
    let purl = Purl::parse(purl).unwrap();
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

fn complete() -> LogReport {
    LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).unwrap()
}

/// The status by everything that is known at the end of the month, for then.
#[track_caller]
fn now(notices: &[(&TakedownNotice, &str)]) -> PackageStatus {
    ask(notices, "pkg:npm/a@1.0.0", 31, 31)
}

fn word(status: &PackageStatus) -> &str {
    status.status.as_ref().map_or("unknown", |status| status.as_str())
}

fn refused(status: &PackageStatus) -> Vec<(String, String)> {
    let pair = |it: &pkgschema::takedown::Refused| (it.notice.to_string(), it.why.to_string());
    status.refused.iter().map(pair).collect()
}

#[test]
fn a_measure_is_in_force_and_gets_lifted() {
    let yank = decision(1, "yanked", 1, json!({}));
    let back = about(2, "reversal", "active", 5, &[1]);
    let log = [(&yank, "registry"), (&back, "registry")];
    let status = now(&log);
    assert_eq!((word(&status), status.measures.len()), ("active", 0));
    let lifted = &status.lifted[0];
    assert_eq!((lifted.notice.as_str(), lifted.by.as_str()), ("urn:x:1", "urn:x:2"));
    assert_eq!(lifted.how.as_str(), "reversal");
    // Before the reversal it was yanked, whatever is known today.
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 4)), "yanked");
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 4, 4)), "yanked");
    // A retraction says that it never was.
    let wrong = about(3, "retraction", "active", 5, &[1]);
    let log = [(&yank, "registry"), (&wrong, "registry")];
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 4)), "active");
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 4, 4)), "yanked");
}

#[test]
fn the_most_severe_measure_counts() {
    let words = ["archived", "deprecated", "relocated", "unlisted", "yanked", "frozen"];
    let severe = ["access-restricted", "name-reserved", "deleted", "security-held", "quarantined"];
    let words = [&words[..], &severe[..]].concat();
    for (at, milder) in words.iter().enumerate() {
        for stronger in &words[at..] {
            let (one, two) =
                (decision(1, milder, 2, json!({})), decision(2, stronger, 1, json!({})));
            let status = now(&[(&one, "registry"), (&two, "registry")]);
            assert_eq!(word(&status), *stronger, "{milder}");
            assert_eq!(status.measures.len(), 2);
        }
    }
}

#[test]
fn measures_begin_and_end() {
    let limited =
        json!({"effectiveFrom": "2026-05-10T00:00:00Z", "effectiveUntil": "2026-05-20T00:00:00Z"});
    let hold = decision(1, "quarantined", 1, limited);
    for (day, expected) in [(9, "active"), (10, "quarantined"), (19, "quarantined"), (20, "active")]
    {
        assert_eq!(
            word(&ask(&[(&hold, "registry")], "pkg:npm/a@1.0.0", 31, day)),
            expected,
            "{day}"
        );
    }
    // What cannot be read neither delays nor ends a measure, and lifts nothing.
    for odd in [
        json!({"effectiveFrom": "tomorrow"}),
        json!({"effectiveUntil": "yesterday"}),
        json!({"issuedAt": "2026-13-01"}),
        json!({"issuedAt": "2026-02-30T00:00:00Z"}),
    ] {
        let hold = decision(1, "quarantined", 1, odd.clone());
        assert_eq!(word(&now(&[(&hold, "registry")])), "quarantined", "{odd}");
        let yank = decision(2, "yanked", 1, json!({}));
        let mut lift = odd.clone();
        lift["targets"] = json!(["urn:x:2"]);
        let back = notice(3, "reversal", "active", 5, lift);
        assert_eq!(word(&now(&[(&yank, "registry"), (&back, "registry")])), "yanked", "{odd}");
    }
    let back =
        notice(3, "reversal", "active", 5, json!({"targets": ["urn:x:1"], "issuedAt": "soon"}));
    let yank = decision(1, "yanked", 1, json!({}));
    let status = now(&[(&yank, "registry"), (&back, "registry")]);
    assert_eq!(refused(&status), [("urn:x:3".to_owned(), "undated".to_owned())]);
}

#[test]
fn a_lift_can_end() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let pause = json!({"targets": ["urn:x:1"], "effectiveUntil": "2026-05-10T00:00:00Z"});
    let back = notice(2, "reversal", "active", 5, pause);
    let log = [(&hold, "registry"), (&back, "registry")];
    for (day, expected) in [(4, "quarantined"), (5, "active"), (9, "active"), (10, "quarantined")] {
        assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, day)), expected, "{day}");
    }
}

#[test]
fn authority_decides_who_lifts() {
    let cases = [
        // issuer and claimed role of the measure, and of the reversal; whether it is lifted
        ("registry", "", "registry", "", true),
        ("scanner", "", "registry", "", true),
        ("registry", "", "scanner", "", false),
        ("registry", "", "owner", "", false),
        ("owner", "", "owner", "", true),
        ("owner", "", "registry", "", true),
        ("owner", "", "scanner", "", true),
        // the registry passes an owner's act on: it lifts what owners did, and no more
        ("registry", "maintainer", "registry", "maintainer", true),
        ("registry", "", "registry", "maintainer", false),
        ("registry", "registry-operator", "registry", "maintainer", false),
        ("registry", "maintainer", "owner", "", true),
        // a claim never raises
        ("registry", "", "owner", "public-authority", false),
        ("registry", "", "owner", "registry-operator", false),
        // a word that nobody knows lifts nothing, and does not make it easier to lift
        ("registry", "", "registry", "steward", false),
        ("registry", "steward", "registry", "", true),
        ("registry", "steward", "scanner", "", false),
        ("registry", "unknown", "owner", "", false),
        // another registry's operator has no say here
        ("registry", "", "mirror", "", false),
        ("registry", "", "database", "", false),
        ("registry", "", "stranger", "", false),
        // own notices, without any authority
        ("stranger", "", "stranger", "", true),
        ("database", "", "database", "", true),
        ("stranger", "", "passer-by", "", false),
        ("database", "", "registry", "", false),
        // only where the consumer says so
        ("database", "", "our-team", "", true),
        ("registry", "", "our-team", "", true),
        ("scanner", "", "our-team", "", false),
    ];
    for (issuer, role, lifter, claim, expected) in cases {
        for kind in ["reversal", "retraction", "amendment"] {
            let mut one = decision(1, "quarantined", 1, json!({}));
            let mut two = about(2, kind, "active", 5, &[1]);
            if !role.is_empty() {
                one = with_role(one, role);
            }
            if !claim.is_empty() {
                two = with_role(two, claim);
            }
            let status = now(&[(&one, issuer), (&two, lifter)]);
            let context = format!("{issuer} as {role:?}, {kind} by {lifter} as {claim:?}");
            assert_eq!(status.measures.is_empty(), expected, "{context}");
            assert_eq!(status.lifted.len(), usize::from(expected), "{context}");
            if expected {
                let overruled = status.lifted[0].overruled == Some(true);
                assert_eq!(overruled, lifter == "our-team", "{context}");
            } else {
                let why = [("urn:x:2".to_owned(), "not-authorized".to_owned())];
                assert_eq!(refused(&status), why, "{context}");
            }
        }
    }
}

#[test]
fn an_owner_cannot_lift_a_hold_by_going_around_it() {
    let hold = decision(1, "quarantined", 1, json!({}));
    // An amendment that says less, by somebody who may not amend, changes nothing …
    let milder = about(2, "amendment", "deprecated", 2, &[1]);
    let status = now(&[(&hold, "registry"), (&milder, "owner")]);
    assert_eq!((word(&status), status.measures.len()), ("quarantined", 2));
    // … nor does a decision that says "active", nor lifting that amendment.
    let active = decision(3, "active", 3, json!({}));
    let lifts = about(4, "retraction", "active", 4, &[2]);
    let log = [(&hold, "registry"), (&milder, "owner"), (&active, "owner"), (&lifts, "owner")];
    assert_eq!(word(&now(&log)), "quarantined");
    // A notice of the same identifier by another issuer does not stand in the way of either.
    let shadow = decision(1, "active", 20, json!({}));
    let clear = about(5, "reversal", "active", 10, &[1]);
    let log = [(&hold, "registry"), (&shadow, "owner"), (&clear, "registry")];
    assert_eq!(word(&now(&log)), "active");
    assert_eq!(word(&now(&log[..2])), "quarantined");
}

#[test]
fn amendments_take_the_place_of_what_they_amend() {
    let first = decision(1, "quarantined", 1, json!({}));
    let second = about(2, "amendment", "deleted", 2, &[1]);
    let third = about(3, "amendment", "yanked", 3, &[2]);
    let log = [(&first, "registry"), (&second, "registry"), (&third, "registry")];
    assert_eq!(word(&now(&log[..2])), "deleted");
    let status = now(&log);
    assert_eq!((word(&status), status.measures.len(), status.lifted.len()), ("yanked", 1, 2));
    // Whichever of them a reversal names, the matter is lifted.
    for target in [1, 2, 3] {
        let back = about(4, "reversal", "active", 4, &[target]);
        let log = [log[0], log[1], log[2], (&back, "registry")];
        let expected = if target == 3 || target == 1 || target == 2 { "active" } else { "yanked" };
        assert_eq!(word(&now(&log)), expected, "{target}");
    }
    // An amendment that was wrong from the start leaves what it amended.
    let wrong = about(4, "retraction", "active", 4, &[2]);
    let status = now(&[(&first, "registry"), (&second, "registry"), (&wrong, "registry")]);
    assert_eq!(word(&status), "quarantined");
    // Until it applies, it changes nothing.
    let later = json!({"targets": ["urn:x:1"], "effectiveFrom": "2026-05-20T00:00:00Z"});
    let later = notice(2, "amendment", "deprecated", 2, later);
    let log = [(&first, "registry"), (&later, "registry")];
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 19)), "quarantined");
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 20)), "deprecated");
}

#[test]
fn lifting_can_be_lifted() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(2, "reversal", "active", 2, &[1]);
    for kind in ["reversal", "retraction"] {
        let again = about(3, kind, "active", 3, &[2]);
        let log = [(&hold, "registry"), (&back, "registry"), (&again, "registry")];
        assert_eq!(word(&now(&log)), "quarantined", "{kind}");
        let before = if kind == "reversal" { "active" } else { "quarantined" };
        assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 2)), before, "{kind}");
    }
    let wrong = about(2, "retraction", "active", 2, &[1]);
    let not_wrong = about(3, "retraction", "active", 3, &[2]);
    let log = [(&hold, "registry"), (&wrong, "registry"), (&not_wrong, "registry")];
    assert_eq!(word(&now(&log)), "quarantined");
}

#[test]
fn notices_act_on_older_ones_only() {
    // A reversal from before, or replayed, does not reach a new measure.
    let old = about(1, "reversal", "active", 1, &[2]);
    let hold = decision(2, "quarantined", 5, json!({}));
    let status = now(&[(&old, "registry"), (&hold, "registry")]);
    assert_eq!(word(&status), "quarantined");
    assert_eq!(refused(&status), [("urn:x:1".to_owned(), "precedes-target".to_owned())]);
    let first = decision(3, "quarantined", 1, json!({}));
    let lift = about(4, "reversal", "active", 2, &[3]);
    let log = [(&first, "registry"), (&lift, "registry"), (&hold, "registry"), (&lift, "registry")];
    assert_eq!(word(&now(&log)), "quarantined");
    // At one time a decision comes before what lifts it, whatever their identifiers.
    for (id, lifter) in [(1, 2), (2, 1)] {
        let hold = decision(id, "quarantined", 5, json!({}));
        let lift = about(lifter, "reversal", "active", 5, &[id]);
        assert_eq!(word(&now(&[(&hold, "registry"), (&lift, "registry")])), "active", "{id}");
    }
    // Two that retract each other: only one is the later.
    let one = about(5, "retraction", "active", 5, &[6, 2]);
    let two = about(6, "retraction", "active", 5, &[5, 2]);
    let status = now(&[(&hold, "registry"), (&one, "registry"), (&two, "registry")]);
    assert_eq!(word(&status), "active");
    let itself = about(7, "retraction", "active", 5, &[7]);
    assert_eq!(word(&now(&[(&hold, "registry"), (&itself, "registry")])), "quarantined");
}

#[test]
fn what_is_not_known_yet_does_not_count() {
    let hold = decision(1, "quarantined", 10, json!({}));
    let status = ask(&[(&hold, "registry")], "pkg:npm/a@1.0.0", 9, 31);
    assert_eq!((word(&status), status.measures.len()), ("active", 0));
    assert_eq!(refused(&status), [("urn:x:1".to_owned(), "issued-later".to_owned())]);
    let early = decision(2, "yanked", 1, json!({}));
    let back = about(3, "reversal", "active", 28, &[2]);
    let log = [(&early, "registry"), (&back, "registry")];
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 27, 31)), "yanked");
}

#[test]
fn one_identifier_with_two_contents_lifts_nothing() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let back = about(2, "reversal", "active", 2, &[1]);
    let other =
        notice(2, "reversal", "active", 2, json!({"targets": ["urn:x:1"], "mechanism": "x"}));
    let status = now(&[(&hold, "registry"), (&back, "registry"), (&other, "registry")]);
    assert_eq!(word(&status), "quarantined");
    assert_eq!(refused(&status), [("urn:x:2".to_owned(), "id-reused".to_owned())]);
    // Of two measures under one identifier both count, and one reversal lifts both.
    let milder = decision(1, "yanked", 1, json!({}));
    let status = now(&[(&hold, "registry"), (&milder, "registry")]);
    assert_eq!((word(&status), status.measures.len()), ("quarantined", 2));
    let status = now(&[(&hold, "registry"), (&milder, "registry"), (&back, "registry")]);
    assert_eq!((word(&status), status.measures.len()), ("active", 0));
    // Under two issuers it is two notices.
    let status = now(&[(&hold, "registry"), (&milder, "owner")]);
    assert_eq!(status.refused.len(), 0);
}

#[test]
fn issuers_without_authority_are_shown_and_do_not_set_the_status() {
    let claim = decision(1, "deleted", 1, json!({"reason": {"category": "malware"}}));
    for (issuer, expected, weight) in [
        ("registry", "deleted", "full"),
        ("database", "deleted", "full"),
        ("stranger", "active", "capped"),
        ("mirror", "active", "capped"),
    ] {
        let status = now(&[(&claim, issuer)]);
        assert_eq!(word(&status), expected, "{issuer}");
        assert_eq!(status.measures[0].weight.as_str(), weight, "{issuer}");
        assert_eq!(status.measures[0].issuer, issuer);
    }
    let role = |issuer, claimed: &str| {
        let claim = with_role(claim.clone(), claimed);
        now(&[(&claim, issuer)]).measures[0].role.as_ref().unwrap().to_string()
    };
    assert_eq!(role("registry", "maintainer"), "maintainer");
    assert_eq!(role("registry", "public-authority"), "registry-operator");
    assert_eq!(role("stranger", "registry-operator"), "observer");
    assert_eq!(role("registry", "steward"), "registry-operator");
}

#[test]
fn nothing_found_is_active_only_if_everything_was_read() {
    let trust = trust();
    let index = StatusIndex::new(&trust);
    let purl = Purl::parse("pkg:npm/a@1.0.0").unwrap();
    for (coverage, expected) in
        [("complete", "active"), ("partial", "unknown"), ("unknown", "unknown")]
    {
        let report = format!(r#"{{"schemaVersion": "1.0", "coverage": "{coverage}"}}"#);
        let report = LogReport::parse(&report).unwrap();
        let status = index.status(&Query::of(&purl), &Clocks::at(time(1)), &report);
        assert_eq!((word(&status), status.coverage.as_str()), (expected, coverage));
    }
}

/// Whether a subject hits a question: yes, no, or nobody can tell.
#[track_caller]
fn hits(subject: Value, purl: &str, file: Option<Value>) -> &'static str {
    let hold = decision(1, "quarantined", 1, json!({"subjects": [subject]}));
    let trust = trust();
    let mut index = StatusIndex::new(&trust);
    index.add(&hold, "registry");
    let purl = Purl::parse(purl).unwrap();
    let file: Option<Artifact> =
        file.map(|file| pkgschema::object::parse(&file.to_string()).unwrap());
    let query = Query::of(&purl);
    let query = match &file {
        Some(file) => query.file(file),
        None => query,
    };
    let status = index.status(&query, &Clocks::at(time(31)), &complete());
    match status.measures.first().map(|measure| measure.weight.as_str()) {
        Some("full") => "yes",
        Some("unclear") => "unclear",
        Some(other) => panic!("{other}"),
        None => "no",
    }
}

#[test]
fn subjects_reach_as_far_as_they_say() {
    let versions = json!({"purl": "pkg:npm/a", "versions": ["1.0.0", "2.0.0"]});
    let range = json!({"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.0.0|<2.0.0"});
    let both = json!({"purl": "pkg:npm/a@3.0.0", "versions": ["1.0.0"], "versionRange": "vers:npm/<0.5.0"});
    let cases = [
        (json!({"purl": "pkg:npm/a"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a"}), "pkg:npm/a", "yes"),
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a@1.0.1", "no"),
        // one version says nothing about the package
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a", "no"),
        (versions.clone(), "pkg:npm/a@2.0.0", "yes"),
        (versions.clone(), "pkg:npm/a@1.5.0", "no"),
        (versions, "pkg:npm/a", "no"),
        (range.clone(), "pkg:npm/a@1.5.0", "yes"),
        (range.clone(), "pkg:npm/a@2.0.0", "no"),
        (range.clone(), "pkg:npm/a@one", "unclear"),
        (range, "pkg:npm/a", "no"),
        (both.clone(), "pkg:npm/a@3.0.0", "yes"),
        (both.clone(), "pkg:npm/a@1.0.0", "yes"),
        (both.clone(), "pkg:npm/a@0.1.0", "yes"),
        (both, "pkg:npm/a@2.0.0", "no"),
        (json!({"purl": "pkg:npm/a", "versions": []}), "pkg:npm/a@1.0.0", "unclear"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:npm/>="}), "pkg:npm/a@1.0.0", "unclear"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:all/*"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:none/*"}), "pkg:npm/a@1.0.0", "no"),
        (
            json!({"purl": "pkg:npm/a", "versionRange": "vers:pypi/1.0"}),
            "pkg:npm/a@1.0.0",
            "unclear",
        ),
        (
            json!({"purl": "pkg:deb/debian/a", "versionRange": "vers:deb/<2"}),
            "pkg:deb/debian/a@1",
            "unclear",
        ),
        (json!({"purl": "pkg:npm/a", "scope": "organization"}), "pkg:npm/a@1.0.0", "unclear"),
        (json!({"purl": "pkg:npm/"}), "pkg:npm/a@1.0.0", "no"),
        (json!({}), "pkg:npm/a@1.0.0", "no"),
    ];
    for (subject, purl, expected) in cases {
        assert_eq!(hits(subject.clone(), purl, None), expected, "{subject} {purl}");
    }
}

#[test]
fn namespaces_hold_their_packages_and_no_others() {
    let npm = json!({"scope": "namespace", "purlType": "npm", "namespace": "@acme"});
    let maven = json!({"scope": "namespace", "purlType": "maven", "namespace": "org.acme"});
    for (subject, purl, expected) in [
        (&npm, "pkg:npm/%40acme/a@1.0.0", "yes"),
        (&npm, "pkg:npm/@acme/b", "yes"),
        (&npm, "pkg:npm/%40Acme/a", "no"),
        (&npm, "pkg:npm/%40acme-tools/a", "no"),
        (&npm, "pkg:npm/acme", "no"),
        (&npm, "pkg:npm/acme/a", "no"),
        (&maven, "pkg:maven/org.acme/a@1", "yes"),
        (&maven, "pkg:maven/org.acme.sub/a@1", "no"),
        (&maven, "pkg:golang/org.acme/a@1", "no"),
    ] {
        assert_eq!(hits(subject.clone(), purl, None), expected, "{subject} {purl}");
    }
    let vague = json!({"scope": "namespace", "namespace": "@acme"});
    assert_eq!(hits(vague, "pkg:npm/%40acme/a@1.0.0", None), "no");
}

#[test]
fn files_are_known_by_strong_digests() {
    let (one, two, weak) = ("1".repeat(64), "2".repeat(64), "3".repeat(40));
    let file = |name: &str, digests: Value| json!({"filename": name, "digests": digests});
    let of = |files: Value| json!({"purl": "pkg:npm/a@1.0.0", "artifacts": files});
    let a1 = file("a.tgz", json!({"sha256": one}));
    let cases = [
        (of(json!([a1])), file("a.tgz", json!({"sha256": one})), "yes"),
        (of(json!([a1])), file("renamed.tgz", json!({"sha256": one})), "yes"),
        (of(json!([a1])), file("a.tgz", json!({"sha256": two})), "no"),
        (of(json!([a1])), file("b.tgz", json!({"sha512": "4".repeat(128)})), "no"),
        (of(json!([a1])), file("a.tgz", json!({"sha512": "4".repeat(128)})), "unclear"),
        (of(json!([a1])), json!({"filename": "a.tgz"}), "unclear"),
        (of(json!([a1])), json!({"filename": "b.tgz"}), "no"),
        (of(json!([{"filename": "a.tgz"}])), a1.clone(), "yes"),
        (of(json!([{"filename": "a.tgz"}])), file("b.tgz", json!({"sha256": one})), "no"),
        // SHA-1 alone is no match, and a difference is one
        (
            of(json!([file("a.tgz", json!({"sha1": weak}))])),
            file("a.tgz", json!({"sha1": weak})),
            "unclear",
        ),
        (
            of(json!([file("a.tgz", json!({"sha1": weak}))])),
            file("a.tgz", json!({"sha1": "5".repeat(40)})),
            "no",
        ),
        (of(json!([])), a1.clone(), "unclear"),
        (
            of(json!([a1, file("b.tgz", json!({"sha256": two}))])),
            file("b.tgz", json!({"sha256": two})),
            "yes",
        ),
        (json!({"artifacts": [a1]}), file("other.tgz", json!({"sha256": one})), "yes"),
        (json!({"artifacts": [a1]}), file("other.tgz", json!({"sha256": two})), "no"),
        (
            json!({"artifacts": [file("a", json!({"sha1": weak}))]}),
            file("a", json!({"sha1": weak})),
            "unclear",
        ),
    ];
    for (subject, asked, expected) in cases {
        let context = format!("{subject} {asked}");
        assert_eq!(hits(subject, "pkg:npm/a@1.0.0", Some(asked)), expected, "{context}");
    }
    // Who does not say which file is told that it may be the one.
    assert_eq!(hits(of(json!([a1])), "pkg:npm/a@1.0.0", None), "unclear");
    assert_eq!(hits(of(json!([a1])), "pkg:npm/a@1.0.1", Some(a1.clone())), "no");
}

#[test]
fn a_partial_reversal_lifts_a_part() {
    let two = json!({"subjects": [{"purl": "pkg:npm/a", "versions": ["1.0.0", "2.0.0"]}]});
    let hold = decision(1, "quarantined", 1, two);
    let part = json!({"targets": ["urn:x:1"], "subjects": [{"purl": "pkg:npm/a@2.0.0"}]});
    let back = notice(2, "reversal", "active", 2, part);
    let log = [(&hold, "registry"), (&back, "registry")];
    assert_eq!(word(&ask(&log, "pkg:npm/a@1.0.0", 31, 31)), "quarantined");
    assert_eq!(word(&ask(&log, "pkg:npm/a@2.0.0", 31, 31)), "active");
}

#[test]
fn what_surrounds_a_measure_is_shown() {
    let gone = json!({
        "effects": {"resolution": "none", "nameReuse": "after", "nameAvailableAt": "2026-05-20T00:00:00Z"},
        "replacements": [{"purl": "pkg:npm/b", "relation": "successor"}],
        "disputeState": "open", "mechanism": "unpublish", "territory": ["DE"], "aliases": ["GHSA-1"],
        "reason": {"category": "owner-request", "message": "gone"},
    });
    let gone = decision(1, "deleted", 1, gone);
    let status = now(&[(&gone, "registry")]);
    assert_eq!(status.disputed, Some(true));
    assert_eq!(status.replacements[0].purl.as_ref().unwrap(), "pkg:npm/b");
    let name = status.name.as_ref().unwrap();
    assert_eq!(name.name_available_at.as_ref().unwrap(), "2026-05-20T00:00:00Z");
    let measure = &status.measures[0];
    assert_eq!(measure.mechanism.as_deref(), Some("unpublish"));
    assert_eq!(measure.since.as_ref().unwrap(), "2026-05-01T12:00:00Z");
    assert_eq!(measure.reason.as_ref().unwrap().message.as_deref(), Some("gone"));
    assert_eq!((measure.territory[0].as_str(), measure.aliases[0].as_str()), ("DE", "GHSA-1"));
    let shown = status.to_string();
    assert_eq!(shown, "pkg:npm/a@1.0.0 is deleted (coverage complete)");
}

#[test]
fn hostile_numbers_are_linear() {
    // As many notices about one package as in a bad week, each amending the one before.
    let notices: Vec<TakedownNotice> = (0..20_000)
        .map(|id| {
            let kind = if id == 0 { "decision" } else { "amendment" };
            let targets = if id == 0 { vec![] } else { urns(&[id - 1, 0]) };
            let issued = format!("2026-05-01T{:02}:{:02}:{:02}Z", id / 3600, id / 60 % 60, id % 60);
            let mut changes =
                json!({"issuedAt": issued, "registry": {"url": REGISTRY, "name": id.to_string()}});
            if id > 0 {
                changes["targets"] = json!(targets);
            }
            notice(id, kind, "quarantined", 1, changes)
        })
        .collect();
    for issuer in ["registry", "stranger"] {
        let trust = trust();
        let mut index = StatusIndex::new(&trust);
        notices.iter().for_each(|notice| index.add(notice, issuer));
        let purl = Purl::parse("pkg:npm/a@1.0.0").unwrap();
        let status = index.status(&Query::of(&purl), &Clocks::at(time(31)), &complete());
        assert_eq!((status.measures.len(), status.lifted.len()), (1, 19_999), "{issuer}");
    }
    // A notice with very many subjects.
    let subjects: Vec<Value> =
        (0..100_000).map(|at| json!({"purl": format!("pkg:npm/p{at}@1.0.0")})).collect();
    let hold = decision(1, "quarantined", 1, json!({"subjects": subjects}));
    let log = {
        let mut log = Log::default();
        log.push(hold);
        log
    };
    let trust = TrustTable::of_registry("log", Link::new(REGISTRY).unwrap());
    let mut index = StatusIndex::new(&trust);
    index.add_log(&log, "log");
    for at in [0, 99_999] {
        let purl = Purl::parse(&format!("pkg:npm/p{at}@1.0.0")).unwrap();
        let status = index.status(&Query::of(&purl), &Clocks::at(time(31)), &complete());
        assert_eq!(word(&status), "quarantined");
    }
}
