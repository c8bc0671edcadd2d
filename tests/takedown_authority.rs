//! Who may lift whose notices, and whose word counts.

use pkgschema::takedown::{Log, TakedownNotice, TrustTable};
use pkgschema_testkit::notices::{REGISTRY, about, decision, now, refused, word};
use serde_json::{Value, json};

fn with_role(mut notice: TakedownNotice, role: &str) -> TakedownNotice {
    let mut document: Value = serde_json::from_str(&notice.to_json()).unwrap();
    document["authority"] = json!({"role": role});
    notice = TakedownNotice::parse(&document.to_string()).unwrap();
    notice
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

/// The same purl on another registry is another subject, also for what lifts.
#[test]
fn a_notice_about_another_registry_lifts_nothing_here() {
    let hold = decision(1, "quarantined", 1, json!({}));
    for (url, lifted) in [("https://registry.example/", 1), ("https://mirror.example", 0)] {
        for (issuer, lifter) in [("registry", "registry"), ("registry", "our-team")] {
            let changes = json!({"targets": ["urn:x:1"], "registry": {"url": url}});
            let back = pkgschema_testkit::notices::notice(2, "reversal", "active", 2, changes);
            let status = now(&[(&hold, issuer), (&back, lifter)]);
            assert_eq!(status.lifted.len(), lifted, "{url} {lifter}");
        }
    }
}

/// Who vouches for a log makes its issuer an operator, unless the table gives it another role.
#[test]
fn vouching_gives_a_role_only_where_there_is_none() {
    let line = format!("{}\n", decision(1, "quarantined", 1, json!({})).to_json());
    let log = Log::parse(&line);
    for (rows, role) in [
        (json!([]), Some("registry-operator")),
        (json!([{"issuer": "log", "trusted": true}]), Some("registry-operator")),
        (json!([{"issuer": "log", "role": "maintainer"}]), Some("maintainer")),
        (json!([{"issuer": "log", "role": null}]), None),
    ] {
        let mut table = TrustTable::parse(&json!({ "issuers": rows }).to_string()).unwrap();
        table.vouch("log", &log);
        let row = &table.issuers[0];
        assert_eq!(row.role.as_ref().map(|role| role.as_str()), role, "{rows}");
        assert_eq!(row.registries[0], REGISTRY, "{rows}");
    }
}
