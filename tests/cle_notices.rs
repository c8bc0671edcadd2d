//! Notices as lifecycle events and back: only what both say, and everything else by name.

use pkgschema::takedown::{Lifecycle, Registry, TakedownNotice};
use pkgschema::text::{Link, Timestamp};
use pkgschema_convert::formats::{Cle, ClePublication, CleSupport};
use pkgschema_convert::{Document, Loss, LossKind};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Conversion, Effort, Way, accounted};
use pkgschema_testkit::corpus::Case;
use pkgschema_testkit::json::Json;
use serde_json::{Value, json};

const NINE: &str = include_str!("fixtures/cle/nine-events.json");

fn minimal() -> Value {
    json!({"schemaVersion": "1.0", "id": "urn:x:1", "noticeType": "decision",
        "registry": {"url": "https://registry.example"},
        "subjects": [{"purl": "pkg:npm/left-margin"}], "status": "archived",
        "issuedAt": "2026-05-04T10:00:00Z"})
}

/// The minimal notice with these members.
fn notice(members: Value) -> TakedownNotice {
    let mut all = minimal();
    for (name, value) in members.as_object().unwrap() {
        all[name] = value.clone();
    }
    TakedownNotice::parse(&all.to_string()).unwrap()
}

fn written(notices: &[TakedownNotice]) -> Result<(Value, Vec<Loss>), &'static str> {
    let made = Cle::of_notices(notices, &ClePublication::default()).map_err(|it| it.code)?;
    assert_eq!(made.value.check(), [], "{}", made.value.view().as_str());
    Ok((serde_json::from_str(made.value.view().as_str()).unwrap(), made.losses))
}

fn registry() -> Registry {
    Registry::new(Link::new("https://registry.example").unwrap())
}

fn seen() -> Timestamp {
    Timestamp::new("2026-10-01T00:00:00Z").unwrap()
}

fn read(document: &Value) -> Result<(Vec<TakedownNotice>, Vec<Loss>), &'static str> {
    let cle = Cle::parse(&document.to_string()).unwrap();
    let made = cle.to_notices(&registry(), &seen()).map_err(|it| it.code)?;
    for notice in &made.value {
        let codes: Vec<_> = notice.check().into_iter().map(|it| it.code).collect();
        assert!(codes.iter().all(|code| code.starts_with("range-hits")), "{codes:?}");
    }
    Ok((made.value, made.losses))
}

fn told(losses: &[Loss]) -> Vec<String> {
    let lost = losses.iter().filter(|loss| loss.kind.loses_meaning());
    let mut told: Vec<String> =
        lost.map(|loss| format!("{} {}", loss.kind, loss.pointer.as_str())).collect();
    told.sort();
    told
}

#[test]
fn what_is_planned_becomes_an_event() {
    let (made, losses) = written(&[notice(json!({"effectiveFrom": "2027-01-01T01:00:00+01:00",
        "authority": {"role": "maintainer"}}))])
    .unwrap();
    assert_eq!(
        made["events"],
        json!([{"id": 1, "type": "endOfSupport", "effective": "2027-01-01T00:00:00Z",
            "published": "2026-05-04T10:00:00Z", "versions": [{"range": "vers:npm/*"}],
            "supportId": "unstated"}])
    );
    assert_eq!(made["identifier"], "pkg:npm/left-margin");
    assert_eq!(made["updatedAt"], "2026-05-04T10:00:00Z");
    assert_eq!(told(&losses), ["changed /0/id", "defaulted ", "defaulted ", "dropped /0/registry"]);

    let (made, losses) = written(&[notice(json!({"status": "deprecated",
        "subjects": [{"purl": "pkg:npm/left-margin@1.0.0"},
            {"purl": "pkg:npm/left-margin", "versions": ["1.2.0", "1.1.0"], "versionRange": "vers:npm/<0.9.0"}],
        "reason": {"category": "superseded", "message": "move on"},
        "replacements": [{"purl": "pkg:npm/left-margin@2.0.0", "dropIn": true}]}))])
    .unwrap();
    let event = &made["events"][0];
    assert_eq!(
        (&event["type"], &event["supersededByVersion"]),
        (&json!("supersededBy"), &json!("2.0.0"))
    );
    assert_eq!(
        event["versions"],
        json!([{"range": "vers:npm/1.0.0"}, {"range": "vers:npm/<0.9.0"}, {"range": "vers:npm/1.1.0|1.2.0"}])
    );
    let lost = told(&losses);
    for place in [
        "changed /0/status",
        "dropped /0/reason/message",
        "dropped /0/replacements/0/dropIn",
        "defaulted /0",
    ] {
        assert!(lost.iter().any(|it| it == place), "{place}: {lost:?}");
    }

    let (made, _) = written(&[notice(json!({"status": "relocated",
        "reason": {"category": "renamed", "message": "see there"},
        "evidence": [{"type": "announcement", "url": "https://margin.example/name"}],
        "replacements": [{"purl": "pkg:npm/margin-left", "relation": "relocated-to"}]}))])
    .unwrap();
    assert_eq!(
        made["events"][0],
        json!({"id": 1, "type": "componentRenamed", "effective": "2026-05-04T10:00:00Z",
            "published": "2026-05-04T10:00:00Z", "identifiers": [{"type": "PURL", "value": "pkg:npm/margin-left"}],
            "description": "see there", "references": ["https://margin.example/name"]})
    );
    assert_eq!(made.get("definitions"), None);
}

#[test]
fn a_retraction_withdraws_and_a_reversal_does_not() {
    let decision = notice(json!({}));
    let lifting = |kind: &str| {
        notice(
            json!({"id": "urn:x:2", "noticeType": kind, "status": "active", "targets": ["urn:x:1"],
            "issuedAt": "2026-06-01T00:00:00Z", "reason": {"message": "a slip"}}),
        )
    };
    // newest first, whatever the order in which they are given
    let (made, _) = written(&[lifting("retraction"), decision.clone()]).unwrap();
    let events = made["events"].as_array().unwrap();
    assert_eq!(events[0]["type"], "withdrawn");
    assert_eq!(
        (&events[0]["id"], &events[0]["eventId"], &events[0]["reason"]),
        (&json!(2), &json!(1), &json!("a slip"))
    );
    assert_eq!(written(&[decision.clone(), lifting("reversal")]).unwrap_err(), "reversal");
    assert_eq!(written(&[decision.clone(), lifting("amendment")]).unwrap_err(), "no-decision");
    assert_eq!(written(&[lifting("retraction")]).unwrap_err(), "withdraws-nothing");
    assert_eq!(written(&[decision.clone(), decision]).unwrap_err(), "same-id-twice");
    assert_eq!(written(&[]).unwrap_err(), "no-package");
}

#[test]
fn what_events_do_not_say_is_refused_by_name() {
    let reason = |word: &str| json!({"category": word});
    let other = json!([{"purl": "pkg:npm/b"}]);
    for (members, code) in [
        (json!({"reason": reason("malware")}), "security-status"),
        (json!({"status": "deprecated", "reason": reason("vulnerability")}), "security-status"),
        (json!({"status": "quarantined"}), "security-status"),
        (json!({"status": "security-held"}), "security-status"),
        (json!({"status": "yanked"}), "no-plan"),
        (json!({"status": "deleted", "reason": reason("unmaintained")}), "no-plan"),
        (json!({"status": "active"}), "no-plan"),
        (json!({"status": "retired"}), "no-plan"),
        (json!({"status": "unlisted"}), "no-plan"),
        (json!({"status": "deprecated"}), "other-reason"),
        (json!({"reason": reason("spam")}), "other-reason"),
        (json!({"reason": reason("brand-new")}), "other-reason"),
        (json!({"authority": {"role": "registry-operator"}}), "not-the-maintainers"),
        (json!({"authority": {"role": "owner"}}), "not-the-maintainers"),
        (json!({"provenance": {"method": "third-party"}}), "third-party"),
        (json!({"provenance": {"method": "inferred-absence"}}), "third-party"),
        (json!({"effects": {"resolution": "none"}}), "measure"),
        (json!({"effects": {"download": "unlinked"}}), "measure"),
        (json!({"effects": {"resolution": "redirected"}}), "measure"),
        (json!({"effects": {"resolution": "new-word"}}), "measure"),
        (json!({"effectiveUntil": "2027-01-01T00:00:00Z"}), "limited"),
        (json!({"territory": ["DE"]}), "limited"),
        (json!({"tlp": "AMBER"}), "not-clear"),
        (json!({"tlp": "PURPLE"}), "not-clear"),
        (json!({"effects": [1]}), "unreadable"),
        (json!({"territory": "DE"}), "unreadable"),
        (json!({"subjects": [{"purl": "pkg:npm/a"}, {"purl": "pkg:npm/b"}]}), "several-packages"),
        (
            json!({"subjects": [{"scope": "namespace", "purlType": "npm", "namespace": "@a"}]}),
            "no-package",
        ),
        (
            json!({"subjects": [{"purl": "pkg:npm/a", "artifacts": [{"filename": "a.tgz"}]}]}),
            "no-package",
        ),
        (json!({"subjects": [{"purl": "pkg:npm/a", "versions": []}]}), "no-versions"),
        (json!({"status": "relocated", "replacements": []}), "no-new-name"),
        (json!({"status": "relocated", "replacements": [{"purl": "pkg:npm/b@1"}]}), "no-new-name"),
        (
            json!({"status": "relocated", "replacements": [{"purl": "pkg:npm/b", "relation": "fork"}]}),
            "no-new-name",
        ),
        (
            json!({"status": "relocated", "replacements": other, "subjects": [{"purl": "pkg:npm/a@1.0.0"}]}),
            "versions-renamed",
        ),
        (json!({"status": "deprecated", "reason": reason("superseded")}), "no-superseding-version"),
        (
            json!({"status": "deprecated", "reason": reason("superseded"), "replacements": other}),
            "no-superseding-version",
        ),
        (json!({"issuedAt": "2026-02-30T00:00:00Z"}), "no-time"),
    ] {
        assert_eq!(written(&[notice(members.clone())]).unwrap_err(), code, "{members}");
    }
}

#[test]
fn a_publisher_says_what_notices_do_not() {
    let mut publication = ClePublication::default();
    publication.updated_at = Some(seen());
    let mut support = CleSupport::default();
    (support.id, support.description) = (Some("community".into()), Some("as time permits".into()));
    publication.support = Some(support);
    let notices = [notice(json!({"authority": {"role": "maintainer"}}))];
    let made = Cle::of_notices(&notices, &publication).unwrap();
    assert!(made.losses.iter().all(|loss| loss.kind != LossKind::Defaulted));
    assert_eq!(made.value.events[0].support_id.as_deref(), Some("community"));
    assert_eq!(made.value.updated_at, Some(seen()));
}

#[test]
fn events_become_notices_only_where_the_words_fit() {
    let document: Value = serde_json::from_str(NINE).unwrap();
    let (notices, losses) = read(&document).unwrap();
    let words: Vec<(&str, &str)> =
        notices.iter().map(|it| (it.notice_type.as_str(), it.status.as_str())).collect();
    assert_eq!(
        words,
        [
            ("decision", "deprecated"), // endOfSupport
            ("decision", "deprecated"), // endOfLife
            ("decision", "relocated"),
            ("retraction", "active"),
        ]
    );
    let [support, life, renamed, withdrawn] = &notices[..] else { panic!() };
    assert_eq!(support.effective_from.as_ref().unwrap().as_str(), "2027-06-01T00:00:00Z");
    assert_eq!(support.issued_at.as_str(), "2026-04-01T00:00:00Z");
    assert_eq!(support.authority, None);
    assert_eq!(life.subjects.len(), 2);
    assert_eq!(life.effects.as_ref().unwrap().download.as_ref().unwrap().as_str(), "unknown");
    assert_eq!(renamed.replacements[0].purl.as_ref().unwrap().as_str(), "pkg:npm/margin-left");
    assert_eq!(*withdrawn.targets, *std::slice::from_ref(&life.id));
    for notice in &notices {
        let provenance = notice.provenance.as_ref().unwrap();
        assert_eq!(provenance.method.as_ref().unwrap().as_str(), "third-party");
        assert_eq!(provenance.observed_at, Some(seen()));
    }
    let lost = told(&losses);
    for place in [
        "dropped /events/2",
        "dropped /events/3",
        "dropped /events/4",
        "dropped /events/7",
        "dropped /events/8",
        "changed /events/5/type",
        "dropped /events/6/supportId",
        "dropped /identifier/1",
        "dropped /updatedAt",
    ] {
        assert!(lost.iter().any(|it| it == place), "{place}: {lost:?}");
    }
}

#[test]
fn what_cannot_be_known_gives_no_notice() {
    let document: Value = serde_json::from_str(NINE).unwrap();
    let count = |change: &dyn Fn(&mut Value)| {
        let mut document = document.clone();
        change(&mut document);
        read(&document).map(|(notices, _)| notices.len())
    };
    assert_eq!(count(&|_| {}), Ok(4));
    // another policy may go on
    let policies =
        json!([{"id": "community", "description": "a"}, {"id": "paid", "description": "b"}]);
    assert_eq!(count(&|it| it["definitions"]["support"] = policies.clone()), Ok(3));
    assert_eq!(count(&|it| it["events"][6]["supportId"] = json!("paid")), Ok(3));
    assert_eq!(count(&|it| it["events"][6]["versions"] = json!([{"range": "vers:npm/>="}])), Ok(3));
    assert_eq!(
        count(&|it| it["events"][6]["versions"] = json!([{"range": "vers:npm/*"}, 7])),
        Ok(3)
    );
    assert_eq!(count(&|it| it["events"][6]["effective"] = json!("soon")), Ok(3));
    // what is withdrawn gave none, so that there is nothing to retract
    assert_eq!(count(&|it| it["events"][0]["eventId"] = json!(5)), Ok(3));
    assert_eq!(count(&|it| it["events"][0]["eventId"] = json!(77)), Ok(3));
    assert_eq!(count(&|it| it["events"][1]["identifiers"][0]["type"] = json!("CPE")), Ok(3));
    assert_eq!(
        count(&|it| it["identifier"] = json!("pkg:npm/left-margin@1")),
        Err("identifier-with-version")
    );
    assert_eq!(
        count(&|it| it["identifier"] = json!(["pkg:npm/a", "pkg:pypi/a"])),
        Err("several-packages")
    );
    assert_eq!(count(&|it| it["identifier"] = json!(["pkg:npm/a", 7])), Err("several-packages"));
    assert_eq!(count(&|it| it["identifier"] = json!("a")), Err("no-package"));
}

#[test]
fn a_notice_comes_back_as_it_was_said() {
    for members in [
        json!({"effectiveFrom": "2027-01-01T00:00:00Z"}),
        json!({"status": "deprecated", "reason": {"category": "unmaintained"},
            "subjects": [{"purl": "pkg:npm/left-margin", "versionRange": "vers:npm/<2.0.0"}]}),
        json!({"status": "relocated", "reason": {"category": "renamed", "message": "see there"},
            "replacements": [{"purl": "pkg:npm/margin-left", "relation": "relocated-to"}]}),
    ] {
        let before = notice(members);
        let (document, _) = written(std::slice::from_ref(&before)).unwrap();
        let (again, _) = read(&document).unwrap();
        let [after] = &again[..] else { panic!("{again:?}") };
        assert_eq!(after.subjects, before.subjects);
        assert_eq!(
            (&after.issued_at, &after.effective_from),
            (&before.issued_at, &before.effective_from)
        );
        assert_eq!(after.replacements, before.replacements);
        let step = |it: &TakedownNotice| {
            let mut own = it.clone();
            own.provenance = None;
            own.lifecycle()
        };
        assert_eq!(step(after), step(&before));
        assert!(
            step(after)
                .is_ok_and(|step| matches!(step, Lifecycle::EndOfSupport | Lifecycle::Renamed))
        );
        // third parties make no lifecycle events
        assert_eq!(written(&again).unwrap_err(), "third-party");
    }
}

#[track_caller]
fn is_accounted(text: &str, way: &Way) {
    match accounted(&Case::from_row(1, text), Effort::FULL, &[way]) {
        Outcome::Counted { passed, failures } => {
            assert!(passed > 10 && failures.is_empty(), "{}", failures.join("\n"));
        }
        other => panic!("{other:?}"),
    }
    let (view, converted) = (Json::parse(text).unwrap(), way.convert(text).unwrap());
    let astray: Vec<_> = converted.losses.iter().filter(|loss| view.get(loss).is_none()).collect();
    assert!(astray.is_empty(), "{astray:?}");
}

#[test]
fn every_leaf_shows_or_is_named() {
    let reading = Way::new("notices", |text| {
        let made = Cle::parse(text).ok()?.to_notices(&registry(), &seen()).ok()?;
        let all: Vec<String> = made.value.iter().map(TakedownNotice::to_json).collect();
        Some((all.join("\n"), made.losses))
    });
    is_accounted(NINE, &reading);
    let writing = Way::new("cle", |text| {
        let all: Vec<Value> = serde_json::from_str(text).ok()?;
        let all: Option<Vec<TakedownNotice>> =
            all.iter().map(|it| TakedownNotice::parse(&it.to_string()).ok()).collect();
        let made = Cle::of_notices(&all?, &ClePublication::default()).ok()?;
        Some((made.value.render().value, made.losses))
    });
    let notices = json!([
        notice(
            json!({"status": "deprecated", "mechanism": "deprecate", "reason": {"category": "unmaintained",
            "message": "use another", "keywords": ["old"]}, "authority": {"role": "maintainer", "name": "Ann"},
            "effects": {"resolution": "normal", "download": "available", "publish": "open"},
            "subjects": [{"purl": "pkg:npm/left-margin", "versions": ["1.0.0"], "versionRange": "vers:npm/<0.9.0"}],
            "evidence": [{"type": "announcement", "url": "https://margin.example/end"}],
            "replacements": [{"purl": "pkg:npm/other"}], "aliases": ["X-1"], "registrySpecific": {"a": [1]}})
        ),
        notice(
            json!({"id": "urn:x:2", "noticeType": "retraction", "status": "active", "targets": ["urn:x:1"],
            "issuedAt": "2026-06-01T00:00:00Z", "reason": {"message": "a slip", "language": "en"},
            "evidence": [{"type": "announcement", "url": "https://margin.example/slip"}]})
        ),
    ]);
    is_accounted(&notices.to_string(), &writing);
}
