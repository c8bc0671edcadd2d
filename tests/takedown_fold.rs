//! The fold: which notices count for which package, and which were lifted by which.

use pkgschema::identity::Purl;
use pkgschema::takedown::{
    Clocks, InstallPolicy, InstallRequest, Log, Query, RequestKind, StatusIndex, TakedownNotice,
    TrailEnd, TrustTable, Verdict, decide,
};
use pkgschema::text::Link;
use pkgschema_testkit::notices::{
    REGISTRY, about, ask, complete, decision, notice, now, refused, time, trust, urn, word,
};
use serde_json::{Value, json};

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
fn nothing_found_is_active_only_if_everything_was_read() {
    let trust = trust();
    let index = StatusIndex::new(&trust);
    let purl = Purl::parse("pkg:npm/a@1.0.0").unwrap();
    for (coverage, expected) in
        [("complete", "active"), ("partial", "unknown"), ("unknown", "unknown")]
    {
        let report = format!(r#"{{"schemaVersion": "1.0", "coverage": "{coverage}"}}"#);
        let report = pkgschema::takedown::LogReport::parse(&report).unwrap();
        let status = index.status(&Query::of(&purl), &Clocks::at(time(1)), &report);
        assert_eq!((word(&status), status.coverage.as_str()), (expected, coverage));
    }
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

/// A lift that may be about another file lifts nothing, unless it is about the very same ones.
#[test]
fn an_unclear_reversal_lifts_its_own_subjects_only() {
    let files =
        |name: &str| json!([{"purl": "pkg:npm/a@1.0.0", "artifacts": [{"filename": name}]}]);
    let whole = decision(1, "quarantined", 1, json!({}));
    let one = decision(2, "quarantined", 1, json!({"subjects": files("a.tgz")}));
    for (name, expected) in [("a.tgz", 1), ("b.tgz", 2)] {
        let changes = json!({"targets": ["urn:x:1", "urn:x:2"], "subjects": files(name)});
        let back = notice(3, "reversal", "active", 2, changes);
        let log = [(&whole, "registry"), (&one, "registry"), (&back, "registry")];
        assert_eq!(now(&log).measures.len(), expected, "{name}");
    }
}

/// At one time a notice comes behind the ones that it targets, whatever their identifiers.
#[test]
fn notices_of_one_time_stand_in_the_order_of_their_targets() {
    for ids in [[1, 2, 3], [3, 2, 1], [2, 3, 1], [1, 3, 2], [9, 10, 11], [100, 20, 3]] {
        let [first, second, third] = ids;
        let hold = decision(first, "quarantined", 5, json!({}));
        let more = about(second, "amendment", "deleted", 5, &[first]);
        let back = about(third, "reversal", "active", 5, &[second]);
        let log = [(&hold, "registry"), (&more, "registry"), (&back, "registry")];
        let status = now(&log);
        assert_eq!((word(&status), status.refused.len()), ("active", 0), "{ids:?}");
    }
}

/// Wherever it stands in a log, and after its message was erased, it is the same notice.
#[test]
fn a_notice_is_one_whatever_its_place() {
    let hold = decision(1, "quarantined", 1, json!({}));
    let told =
        json!({"targets": ["urn:x:1"], "reason": {"category": "other", "message": "by A. B."}});
    let back = notice(2, "reversal", "active", 2, told.clone());
    let mut placed = told.clone();
    placed["previous"] = json!({"id": "urn:x:1", "digest": {"sha256": "1".repeat(64)}});
    let placed = notice(2, "reversal", "active", 2, placed);
    let mut left = told;
    left["reason"] = json!({"category": "other"});
    let sha256 = back.digest().unwrap().to_hex();
    left["erased"] = json!({"digest": {"sha256": sha256}, "members": ["/reason/message"]});
    let erased = notice(2, "reversal", "active", 2, left.clone());
    for copy in [&placed, &erased] {
        let status = now(&[(&hold, "registry"), (&back, "registry"), (copy, "registry")]);
        assert_eq!((word(&status), status.refused.len()), ("active", 0));
    }
    // What was changed besides is another notice.
    left["status"] = json!("yanked");
    let changed = notice(2, "reversal", "active", 2, left);
    let status = now(&[(&hold, "registry"), (&back, "registry"), (&changed, "registry")]);
    assert_eq!(refused(&status), [("urn:x:2".to_owned(), "id-reused".to_owned())]);
}

/// Behind a checkpoint anybody may have added lines.
#[test]
fn lines_behind_a_checkpoint_lift_nothing() {
    let mut log = Log::default();
    log.push(decision(1, "quarantined", 1, json!({})));
    let address = Link::new("https://registry.example/log").unwrap();
    let checkpoint = log.checkpoint(address, time(1), time(30));
    log.push(about(2, "reversal", "active", 2, &[1]));
    log.push(decision(3, "deleted", 2, json!({})));
    let trust = TrustTable::of_registry("log", Link::new(REGISTRY).unwrap());
    let purl = Purl::parse("pkg:npm/a@1.0.0").unwrap();
    let status = |checkpoint| {
        let mut index = StatusIndex::new(&trust);
        index.add_log(&log, "log", checkpoint);
        index.status(&Query::of(&purl), &Clocks::at(time(31)), &complete())
    };
    let behind = status(Some(&checkpoint));
    assert_eq!((word(&behind), behind.measures.len()), ("quarantined", 2));
    assert_eq!(refused(&behind), [("urn:x:2".to_owned(), "behind-checkpoint".to_owned())]);
    assert_eq!(word(&status(None)), "deleted");
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
            let targets = if id == 0 { vec![] } else { vec![urn(id - 1), urn(0)] };
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
    index.add_log(&log, "log", None);
    for at in [0, 99_999] {
        let purl = Purl::parse(&format!("pkg:npm/p{at}@1.0.0")).unwrap();
        let status = index.status(&Query::of(&purl), &Clocks::at(time(31)), &complete());
        assert_eq!(word(&status), "quarantined");
    }
}

/// Replacements that point at each other end somewhere.
#[test]
fn a_trail_of_replacements_ends() {
    let step = |id: u32, from: &str, to: &str| {
        let purls = json!({"subjects": [{"purl": from}], "replacements": [{"purl": to}]});
        decision(id, "relocated", 1, purls)
    };
    let name = |at: usize| format!("pkg:npm/p{at}");
    let long: Vec<TakedownNotice> =
        (0..100).map(|at| step(at as u32, &name(at), &name(at + 1))).collect();
    let circle = [step(1, "pkg:npm/a", "pkg:npm/b"), step(2, "pkg:npm/b", "pkg:npm/a")];
    let itself = [step(1, "pkg:npm/a", "pkg:npm/a")];
    let odd = [step(1, "pkg:npm/a", "pkg:npm/b"), step(2, "pkg:npm/b", "pkg:npm/")];
    let cases: [(&[TakedownNotice], &str, usize, TrailEnd); 7] = [
        (&circle, "pkg:npm/a", 1, TrailEnd::Circular),
        (&circle[..1], "pkg:npm/a", 1, TrailEnd::Reached),
        (&itself, "pkg:npm/a", 0, TrailEnd::Circular),
        (&odd, "pkg:npm/a", 1, TrailEnd::Unreadable),
        (&long, "pkg:npm/p0", 64, TrailEnd::TooLong),
        (&long, "pkg:npm/p90", 10, TrailEnd::Reached),
        (&long, "pkg:npm/a", 0, TrailEnd::Reached),
    ];
    let trust = trust();
    for (notices, from, length, end) in cases {
        let mut index = StatusIndex::new(&trust);
        notices.iter().for_each(|notice| index.add(notice, "registry"));
        let purl = Purl::parse(from).unwrap();
        let trail = index.follow(&Query::of(&purl), &Clocks::at(time(31)));
        assert_eq!((trail.purls.len(), trail.end), (length, end), "{from}");
        // What a stranger says leads nowhere.
        let mut index = StatusIndex::new(&trust);
        notices.iter().for_each(|notice| index.add(notice, "stranger"));
        let trail = index.follow(&Query::of(&purl), &Clocks::at(time(31)));
        assert_eq!((trail.purls.len(), trail.end), (0, TrailEnd::Reached), "{from}");
    }
}

/// A notice of a later minor version, full of words that nobody knows, counts.
#[test]
fn later_versions_and_unknown_words_count() {
    let path = "tests/fixtures/takedown/notice/unlisted-words.json";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let notice = TakedownNotice::parse(&std::fs::read_to_string(path).unwrap()).unwrap();
    let trust = trust();
    let mut index = StatusIndex::new(&trust);
    index.add(&notice, "registry");
    let purl = Purl::parse("pkg:npm/left-margin@1.0.0").unwrap();
    let status = index.status(&Query::of(&purl), &Clocks::at(time(31)), &complete());
    let measure = &status.measures[0];
    let effects = measure.effects.as_ref().unwrap();
    assert_eq!((measure.status.as_str(), measure.weight.as_str()), ("frozen", "unclear"));
    assert_eq!(effects.resolution.as_ref().unwrap().as_str(), "sometimes");
    let category = measure.reason.as_ref().and_then(|reason| reason.category.as_ref());
    assert_eq!(category.unwrap().as_str(), "weather");
    let request = InstallRequest::new(RequestKind::NewResolution);
    let decision = decide(&status, &request, &InstallPolicy::default());
    assert_eq!(decision.verdict, Verdict::Avoid);
}

/// The worked examples are read, are in order, and are written back.
#[test]
fn worked_examples_are_in_order() {
    let folder =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/takedown/notice");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.file_name().unwrap().to_str().unwrap().starts_with("worked-") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let notice = TakedownNotice::parse(&text).unwrap();
        let doubtful = |it: &pkgschema::Finding| it.severity >= pkgschema::Severity::Warning;
        let found: Vec<_> = notice.check().into_iter().filter(doubtful).collect();
        assert_eq!(found, [], "{}", path.display());
        let (source, back): (Value, Value) = (
            serde_json::from_str(&text).unwrap(),
            serde_json::from_str(&notice.to_json()).unwrap(),
        );
        assert_eq!(source, back, "{}", path.display());
        count += 1;
    }
    assert_eq!(count, 8);
}
