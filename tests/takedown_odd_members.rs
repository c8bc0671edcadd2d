//! Members that are null or of the wrong kind: they say something that nobody knows, and are never
//! taken for absent where that would let more through.

use pkgschema::takedown::{
    InstallPolicy, InstallRequest, PackageStatus, RequestKind, TakedownNotice, Verdict, decide,
};
use pkgschema_testkit::notices::{about, ask, decision, notice, now, word};
use serde_json::{Value, json};

const ODD: [fn() -> Value; 3] = [|| Value::Null, || json!(7), || json!({"x": 1})];

fn new(status: &PackageStatus) -> Verdict {
    let request = InstallRequest::new(RequestKind::NewResolution);
    decide(status, &request, &InstallPolicy::default()).verdict
}

/// How clearly a notice about this subject is about a version.
fn weight(subject: &Value, purl: &str) -> Option<String> {
    let hold = decision(1, "quarantined", 1, json!({"subjects": [subject]}));
    let status = ask(&[(&hold, "registry")], purl, 31, 31);
    status.measures.first().map(|measure| measure.weight.to_string())
}

#[test]
fn subjects_reach_nobody_knows_how_far() {
    for odd in ODD {
        for name in ["versions", "versionRange", "artifacts", "scope", "namespace"] {
            let mut subject = json!({"purl": "pkg:npm/a"});
            subject[name] = odd();
            for purl in ["pkg:npm/a@1.0.0", "pkg:npm/a"] {
                let found = weight(&subject, purl);
                assert_eq!(found.as_deref(), Some("unclear"), "{subject} {purl}");
            }
            assert_eq!(weight(&subject, "pkg:npm/b@1.0.0"), None, "{subject}");
        }
        let some = json!({"purl": "pkg:npm/a", "versions": ["1.0.0", odd()]});
        assert_eq!(weight(&some, "pkg:npm/a@1.0.0").as_deref(), Some("full"), "{some}");
        assert_eq!(weight(&some, "pkg:npm/a@2.0.0").as_deref(), Some("unclear"), "{some}");
        let listed = json!({"purl": "pkg:npm/a", "versions": ["1.0.0"], "versionRange": odd()});
        assert_eq!(weight(&listed, "pkg:npm/a@1.0.0").as_deref(), Some("full"), "{listed}");
        assert_eq!(weight(&listed, "pkg:npm/a@2.0.0").as_deref(), Some("unclear"), "{listed}");
    }
}

/// A reversal of which nobody knows how far it reaches lifts nothing.
#[test]
fn odd_subjects_lift_nothing() {
    let hold = decision(1, "quarantined", 1, json!({}));
    for odd in ODD {
        for name in ["versions", "versionRange", "artifacts"] {
            let mut subject = json!({"purl": "pkg:npm/a"});
            subject[name] = odd();
            let changes = json!({"targets": ["urn:x:1"], "subjects": [subject]});
            let back = notice(2, "reversal", "active", 2, changes);
            let status = now(&[(&hold, "registry"), (&back, "registry")]);
            assert_eq!(word(&status), "quarantined", "{name}");
        }
    }
}

#[test]
fn odd_dates_neither_delay_nor_lift() {
    let changed = |kind: &str, name: &str, value: Value| -> TakedownNotice {
        let mut changes = json!({"targets": ["urn:x:1"]});
        if kind == "decision" {
            changes = json!({});
        }
        changes[name] = value;
        let (id, status) = if kind == "decision" { (1, "quarantined") } else { (2, "active") };
        notice(id, kind, status, 2, changes)
    };
    let hold = decision(1, "quarantined", 1, json!({}));
    for odd in ODD {
        for name in ["effectiveFrom", "effectiveUntil"] {
            let back = changed("reversal", name, odd());
            let status = now(&[(&hold, "registry"), (&back, "registry")]);
            assert_eq!(word(&status), "quarantined", "{name}");
            let measure = changed("decision", name, odd());
            assert_eq!(word(&now(&[(&measure, "registry")])), "quarantined", "{name}");
        }
        // It may have begun before it was issued.
        let measure = changed("decision", "effectiveFrom", odd());
        let status = ask(&[(&measure, "registry")], "pkg:npm/a@1.0.0", 31, 1);
        assert_eq!(word(&status), "quarantined");
    }
}

#[test]
fn odd_roles_lift_nothing() {
    let hold = decision(1, "quarantined", 1, json!({}));
    for odd in ODD {
        for authority in [odd(), json!({ "role": odd() })] {
            if authority == json!({"x": 1}) {
                continue; // an authority without a role, and a member that nobody knows
            }
            let changes = json!({"targets": ["urn:x:1"], "authority": authority});
            let back = notice(2, "reversal", "active", 2, changes.clone());
            let status = now(&[(&hold, "registry"), (&back, "registry")]);
            assert_eq!(word(&status), "quarantined", "{changes}");
        }
    }
    let plain = about(2, "reversal", "active", 2, &[1]);
    assert_eq!(word(&now(&[(&hold, "registry"), (&plain, "registry")])), "active");
}

#[test]
fn odd_effects_and_reasons_are_unknown_ones() {
    let verdict = |changes: Value| {
        let mild = decision(1, "archived", 1, changes);
        new(&now(&[(&mild, "registry")]))
    };
    assert_eq!(verdict(json!({})), Verdict::Warn);
    for odd in ODD {
        assert_eq!(verdict(json!({"effects": {"resolution": odd()}})), Verdict::Avoid);
        let reason = decision(1, "archived", 1, json!({"reason": {"category": odd()}}));
        let status = now(&[(&reason, "registry")]);
        let request = InstallRequest::new(RequestKind::Installed);
        let decided = decide(&status, &request, &InstallPolicy::default());
        assert_eq!((decided.verdict, decided.row.as_str()), (Verdict::Warn, "reason-unknown"));
    }
    for odd in [Value::Null, json!(7), json!(["none"])] {
        assert_eq!(verdict(json!({ "effects": odd })), Verdict::Avoid);
    }
}

#[test]
fn odd_policies_and_requests_are_strict() {
    let clean = r#"{"schemaVersion": "1.0", "purl": "pkg:npm/a@1.0.0", "coverage": "complete"}"#;
    let clean = PackageStatus::parse(clean).unwrap();
    let decided = |policy: Value, request: Value| {
        let mut document = json!({"kind": "new"});
        for (name, value) in request.as_object().unwrap() {
            document[name] = value.clone();
        }
        let request = InstallRequest::parse(&document.to_string()).unwrap();
        let decision =
            decide(&clean, &request, &InstallPolicy::parse(&policy.to_string()).unwrap());
        format!("{} {}", decision.verdict, decision.row)
    };
    assert_eq!(decided(json!({}), json!({})), "allow active");
    for odd in [Value::Null, json!("7d"), json!([7])] {
        let times = json!({"publishedAt": "2020-01-01T00:00:00Z", "at": "2026-01-01T00:00:00Z"});
        assert_eq!(decided(json!({ "minimumAge": odd }), times), "avoid too-young");
    }
    for odd in ODD {
        assert_eq!(decided(json!({ "rules": odd() }), json!({})), "warn policy-unreadable");
        assert_eq!(decided(json!({ "rules": [odd()] }), json!({})), "warn policy-unreadable");
        let rule = json!({"name": "x", "verdict": "allow", "row": odd(), "purl": "pkg:npm/a"});
        assert_eq!(decided(json!({ "rules": [rule] }), json!({})), "warn policy-unreadable");
        let advisories = json!({ "malwareAdvisories": odd() });
        assert_eq!(decided(json!({}), advisories), "block malware-advisory");
        let advisories = json!({ "malwareAdvisories": [odd()] });
        assert_eq!(decided(json!({}), advisories), "block malware-advisory");
        let mut lost = serde_json::from_str::<Value>(&clean.to_json()).unwrap();
        for measures in [odd(), json!([odd()])] {
            lost["measures"] = measures;
            let lost = PackageStatus::parse(&lost.to_string()).unwrap();
            assert_eq!(new(&lost), Verdict::Warn);
        }
    }
}
