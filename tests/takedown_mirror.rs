//! What a mirror could do about its files: proposals with their evidence, and what makes them less
//! sure.

use pkgschema::takedown::{
    Confidence, Doubt, HeldFile, HeldState, Log, MirrorAction, MirrorOutcome, MirrorReport,
    TrustTable,
};
use pkgschema::text::Link;
use pkgschema_testkit::feeds::{
    ADDRESS, Mirror, chained, copy, delta, digest, held, in_state, laid_out, position, read, time,
};
use pkgschema_testkit::notices::{about, decision};
use serde_json::json;

/// Action, confidence and what makes it less sure, of the only proposal.
fn only(report: &MirrorReport) -> (MirrorAction, Confidence, Vec<Doubt>) {
    assert_eq!((report.proposals.len(), report.withheld.len()), (1, 0), "{report:?}");
    let proposal = &report.proposals[0];
    (proposal.action.clone(), proposal.confidence.clone(), proposal.why.to_vec())
}

#[test]
fn each_status_asks_for_something() {
    let asked = |status: &str, reason: &str| {
        let reason = json!({"reason": {"category": reason}});
        let report = delta(&copy(&[decision(1, status, 4, reason)]), None, &[held("1.0.0")]);
        report.proposals.first().map(|it| it.action.clone())
    };
    for (status, action) in [
        ("archived", None),
        ("deprecated", None),
        ("relocated", None),
        ("unlisted", Some(MirrorAction::Unlist)),
        ("yanked", Some(MirrorAction::Unlist)),
        ("a-new-word", Some(MirrorAction::LookByHand)),
        ("access-restricted", Some(MirrorAction::LookByHand)),
        ("name-reserved", Some(MirrorAction::Hide)),
        ("deleted", Some(MirrorAction::Hide)),
        ("security-held", Some(MirrorAction::Quarantine)),
        ("quarantined", Some(MirrorAction::Quarantine)),
    ] {
        assert_eq!(asked(status, "defect"), action, "{status}");
        assert_eq!(asked(status, "malware"), Some(MirrorAction::Quarantine), "{status}");
    }
}

#[test]
fn a_proposal_has_its_evidence() {
    let notices =
        [decision(1, "quarantined", 4, json!({"authority": {"role": "registry-operator"}}))];
    let report = delta(&copy(&notices), None, &[held("1.0.0"), held("1.0.1")]);
    assert_eq!((report.outcome.as_str(), report.position.as_str()), ("proposals", "first"));
    assert_eq!(only(&report), (MirrorAction::Quarantine, Confidence::High, vec![]));
    let proposal = &report.proposals[0];
    let kept = held("1.0.0").file.unwrap().digests;
    assert_eq!(
        (proposal.digest.clone(), proposal.to.as_ref()),
        (kept, Some(&HeldState::Quarantined))
    );
    let evidence = &proposal.evidence[0];
    let said = (
        evidence.notice.as_str(),
        evidence.effect.as_str(),
        &*evidence.issuer,
        evidence.method.as_str(),
    );
    assert_eq!(said, ("urn:x:1", "in-force", "log", "issued"));
    assert_eq!(evidence.role.as_ref().map(|it| it.as_str()), Some("registry-operator"));
    assert_eq!(MirrorReport::parse(&report.to_json()).unwrap(), report);
    // Nothing in a report says that bytes are to be deleted.
    assert!(!report.to_json().contains("delete"));
    // Bytes that nobody can tell are quarantined, and that is said.
    let bare = HeldFile::parse(r#"{"purl": "pkg:npm/a@1.0.0"}"#).unwrap();
    let report = delta(&copy(&notices), None, &[bare]);
    assert_eq!(
        only(&report),
        (MirrorAction::Quarantine, Confidence::Medium, vec![Doubt::NoDigest])
    );
}

#[test]
fn what_makes_a_proposal_less_sure() {
    let asked = |changes| {
        let notices = [decision(1, "deleted", 4, changes)];
        only(&delta(&copy(&notices), None, &[held("1.0.0")]))
    };
    let method = |word: &str| json!({"provenance": {"method": word}});
    let (hide, look) = (MirrorAction::Hide, MirrorAction::LookByHand);
    let (high, medium, low) = (Confidence::High, Confidence::Medium, Confidence::Low);
    for (changes, action, confidence, why) in [
        (method("issued"), &hide, &high, vec![]),
        (method("native-signal"), &hide, &high, vec![]),
        (method("third-party"), &hide, &medium, vec![Doubt::ThirdParty]),
        (method("inferred-absence"), &look, &low, vec![Doubt::InferredAbsence]),
        (method("a-new-word"), &look, &low, vec![Doubt::UnknownMethod]),
        (json!({"provenance": {}}), &look, &low, vec![Doubt::UnknownMethod]),
        (json!({"provenance": null}), &look, &low, vec![Doubt::UnknownMethod]),
        (json!({"disputeState": "open"}), &hide, &medium, vec![Doubt::Disputed]),
        (json!({"disputeState": "a-new-word"}), &hide, &medium, vec![Doubt::Disputed]),
        (json!({"disputeState": "upheld"}), &hide, &high, vec![]),
        (json!({"territory": ["DE"]}), &look, &low, vec![Doubt::Territorial]),
        (
            json!({"subjects": [{"purl": "pkg:npm/a@1.0.0", "artifacts": [{"digests": {"md5": "0".repeat(32)}}]}]}),
            &look,
            &low,
            vec![Doubt::UnclearMatch],
        ),
    ] {
        let found = asked(changes.clone());
        assert_eq!(found, (action.clone(), confidence.clone(), why), "{changes}");
    }
    let notices = [decision(1, "deleted", 4, json!({}))];
    let stranger = Mirror { trust: TrustTable::default(), ..Mirror::default() };
    let report = stranger.delta(&copy(&notices), None, &[held("1.0.0")]);
    assert_eq!(only(&report), (look, low, vec![Doubt::UnknownIssuer]));
    assert_eq!(report.proposals[0].suggests, Some(HeldState::Hidden));
    // How sure it must be is the mirror's to say; a word that nobody knows asks for the most.
    let third = [decision(1, "deleted", 4, method("third-party"))];
    for (word, action) in
        [("low", "hide"), ("medium", "hide"), ("high", "look-by-hand"), ("odd", "look-by-hand")]
    {
        let mut mirror = Mirror::default();
        mirror.policy.least_confidence = Some(word.into());
        let report = mirror.delta(&copy(&third), None, &[held("1.0.0")]);
        assert_eq!(only(&report).0.as_str(), action, "{word}");
    }
}

#[test]
fn a_reversal_gives_the_bytes_back() {
    let notices =
        [decision(1, "quarantined", 4, json!({})), about(2, "reversal", "active", 5, &[1])];
    let (feed, before) = (copy(&notices), position(&notices[..1]));
    let report = delta(&feed, Some(&before), &[held("1.0.0")]);
    assert_eq!((report.position.as_str(), only(&report).0), ("ahead", MirrorAction::Restore));
    let proposal = &report.proposals[0];
    assert_eq!(
        (proposal.from.as_ref(), proposal.to.as_ref()),
        (Some(&HeldState::Quarantined), Some(&HeldState::Served))
    );
    assert_eq!(proposal.digest, held("1.0.0").file.unwrap().digests, "what must match");
    let evidence = &proposal.evidence[0];
    assert_eq!(
        (evidence.notice.as_str(), evidence.lifts.as_ref().unwrap().as_str()),
        ("urn:x:2", "urn:x:1")
    );
    // Bytes that nobody can tell, and a state that nobody knows, are looked at by hand.
    let mut bare = in_state("1.0.0", HeldState::Quarantined);
    bare.file = None;
    for held in [bare, in_state("1.0.0", HeldState::from("odd"))] {
        let report = delta(&feed, Some(&before), &[held]);
        assert_eq!(only(&report).0, MirrorAction::LookByHand);
        assert_eq!(report.proposals[0].suggests, Some(HeldState::Served));
    }
    // What the mirror hides for reasons of its own, or serves all along, stays so.
    let own = [decision(1, "deprecated", 4, json!({}))];
    let report = delta(&copy(&own), None, &[in_state("1.0.0", HeldState::Hidden)]);
    assert_eq!(report.outcome, MirrorOutcome::Nothing);
    let report = delta(&feed, Some(&before), &[in_state("1.0.0", HeldState::Served)]);
    assert_eq!(report.outcome, MirrorOutcome::Nothing);
    // What is in review is unlisted once that is sure, though nothing was lifted; a state that nobody
    // knows may be stricter than that, so that somebody looks.
    let yanked = [decision(1, "yanked", 4, json!({}))];
    let report = delta(&copy(&yanked), None, &[in_state("1.0.0", HeldState::InReview)]);
    assert_eq!(only(&report).0, MirrorAction::Unlist);
    let report = delta(&copy(&yanked), None, &[in_state("1.0.0", HeldState::from("odd"))]);
    assert_eq!(only(&report).0, MirrorAction::LookByHand);
    assert_eq!(report.proposals[0].suggests, Some(HeldState::Delisted));
    // A state that nobody knows may be looser than what is asked for.
    let report = delta(&copy(&notices[..1]), None, &[in_state("1.0.0", HeldState::from("odd"))]);
    assert_eq!(only(&report).0, MirrorAction::Quarantine);
}

#[test]
fn measures_begin_and_end_by_themselves() {
    let dates =
        json!({"effectiveFrom": "2026-05-10T11:00:00Z", "effectiveUntil": "2026-05-12T00:00:00Z"});
    let notices = [decision(1, "deleted", 4, dates)];
    let (feed, before) = (copy(&notices), position(&notices));
    let mut mirror = Mirror::default();
    let report = mirror.delta(&feed, Some(&before), &[held("1.0.0")]);
    assert_eq!((report.position.as_str(), only(&report).0), ("same", MirrorAction::Hide));
    mirror.at = time("2026-05-10T10:30:00Z");
    let early = mirror.delta(&feed, Some(&before), &[held("1.0.0")]);
    assert_eq!(early.outcome, MirrorOutcome::Nothing);
    let text = chained(&notices).concat();
    let late = Log::parse(&text).checkpoint(
        Link::from_document(ADDRESS),
        time("2026-05-13T00:00:00Z"),
        time("2026-05-14T00:00:00Z"),
    );
    mirror.at = time("2026-05-13T12:00:00Z");
    let after = mirror.delta(
        &read(&laid_out(&text, &late)),
        report.next_position().as_ref(),
        &[held("1.0.0")],
    );
    assert_eq!(only(&after).0, MirrorAction::Restore);
    assert_eq!(after.proposals[0].evidence[0].effect.as_str(), "ended");
}

#[test]
fn what_the_mirror_holds_may_be_odd() {
    let notices = [decision(1, "deleted", 4, json!({}))];
    let odd = HeldFile::parse(r#"{"purl": "not a purl"}"#).unwrap();
    let report = delta(&copy(&notices), None, &[odd, held("1.0.0")]);
    assert_eq!((report.outcome.as_str(), report.unjudged), ("unknown", Some(1)));
    assert_eq!(report.proposals.len(), 1);
    // Of two digests of one file by one algorithm nobody knows which it is.
    let file =
        format!(r#"{{"digests": {{"sha256": "{}", "sha256": "{}"}}}}"#, digest(2), digest(1));
    let twice =
        HeldFile::parse(&format!(r#"{{"purl": "pkg:npm/a@1.0.0", "file": {file}}}"#)).unwrap();
    let artifacts = json!([{"digests": {"sha256": digest(1)}}]);
    let file_alone = json!({"subjects": [{"purl": "pkg:npm/a@1.0.0", "artifacts": artifacts}]});
    for (changes, action) in
        [(file_alone, MirrorAction::LookByHand), (json!({}), MirrorAction::Hide)]
    {
        let report =
            delta(&copy(&[decision(1, "deleted", 4, changes)]), None, std::slice::from_ref(&twice));
        assert_eq!((report.outcome.as_str(), report.unjudged), ("unknown", Some(1)));
        assert_eq!((only(&report).0, report.proposals[0].digest.as_ref()), (action, None));
    }
}
