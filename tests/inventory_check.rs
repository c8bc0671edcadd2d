//! Whether the packages of inventories are hit: each reason, and each thing that nobody can tell.

use pkgschema::advisory::Advisory;
use pkgschema::exchange::{
    ActionKind, AdvisoryEvidence, CheckCondition, CheckEvidence, CheckPolicy, CheckVerdict,
    CheckedPackage, NoticeEvidence, PublishTimes, check,
};
use pkgschema::identity::Purl;
use pkgschema::metadata::{Inventory, PackageMetadata};
use pkgschema::takedown::{Clocks, Log, LogReport, StatusIndex, TrustTable};
use pkgschema::text::Timestamp;
use pkgschema_convert::readable::read_inventory;
use pkgschema_testkit::checked::{
    AT, actions, advisory, codes, file, inventory, notice, package, with_advisories, with_log,
    with_notices,
};

#[test]
fn an_advisory_hits_and_its_fix_is_the_lowest_that_no_advisory_affects() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let advisories = vec![
        advisory("X-1", "npm", "a", "1.2.0"),
        advisory("X-2", "npm", "a", "1.4.0"),
        advisory("X-3", "npm", "b", "9.0.0"),
    ];
    let report = with_advisories(&inventory, advisories, &CheckPolicy::default());
    let found = &report.packages[0];
    assert_eq!(found.verdict, CheckVerdict::Avoid);
    assert_eq!(codes(found), ["advisory-affected", "advisory-affected"]);
    assert_eq!(found.reasons[0].score.as_deref(), Some("9.8"));
    assert_eq!(found.reasons[0].fixed[0], "1.2.0");
    assert_eq!(actions(found), ["upgrade to 1.4.0"]);
    assert_eq!((report.counts.hits, report.counts.advisories), (1, Some(3)));
    assert_eq!(found.places[0].pointer, "/packages/0");
}

#[test]
fn versions_of_one_package_are_judged_each_by_itself() {
    let versions = ["1.0.0", "1.3.0", "1.4.0", "no version"];
    let packages = versions.map(|version| package("npm", "a", version, ""));
    let mut packages = packages.to_vec();
    packages.push(package("npm", "b", "1.0.0", ""));
    let inventory = inventory(&packages.join(","));
    let advisories =
        vec![advisory("X-1", "npm", "a", "1.2.0"), advisory("X-2", "npm", "a", "1.4.0")];
    let report = with_advisories(&inventory, advisories, &CheckPolicy::default());
    let found = |name: &str, version: &str| {
        let said = |it: &&CheckedPackage| {
            (it.name.as_deref(), it.version.as_deref()) == (Some(name), Some(version))
        };
        let one = report.packages.iter().find(said).unwrap();
        let fixed: Vec<&str> =
            one.reasons.iter().flat_map(|it| it.fixed.iter()).map(|it| &**it).collect();
        (one.verdict.as_str(), fixed, actions(one))
    };
    let upgrade = || vec!["upgrade to 1.4.0".to_owned()];
    assert_eq!(found("a", "1.0.0"), ("avoid", vec!["1.2.0", "1.4.0"], upgrade()));
    assert_eq!(found("a", "1.3.0"), ("avoid", vec!["1.4.0"], upgrade()));
    assert_eq!(found("a", "1.4.0"), ("allow", vec![], vec![]));
    assert_eq!(found("a", "no version").0, "unknown");
    assert_eq!(found("b", "1.0.0"), ("allow", vec![], vec![]));
}

#[test]
fn names_are_compared_as_the_ecosystem_does() {
    let packages =
        [package("PyPI", "Zope.Interface", "1.0", ""), package("crates.io", "A_b", "1.0.0", "")];
    let inventory = inventory(&packages.join(","));
    let advisories = vec![
        advisory("X-1", "PyPI", "zope-interface", "2.0"),
        advisory("X-2", "crates.io", "a-b", "2.0.0"),
    ];
    let report = with_advisories(&inventory, advisories, &CheckPolicy::default());
    assert_eq!(report.counts.hits, 2);
}

#[test]
fn malware_is_removed_and_no_exception_passes_over_it() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let policy = CheckPolicy::parse(r#"{"ignored": [{"id": "MAL-2026-1"}]}"#).unwrap();
    let found = advisory("MAL-2026-1", "npm", "a", "2.0.0");
    let report = with_advisories(&inventory, vec![found], &policy);
    assert_eq!(report.packages[0].verdict, CheckVerdict::Block);
    assert_eq!(codes(&report.packages[0]), ["malware-advisory"]);
    let kinds: Vec<_> = report.packages[0].actions.iter().map(|it| it.kind.clone()).collect();
    assert_eq!(kinds, [ActionKind::Remove, ActionKind::TreatAsIncident]);
    let rule = r#"{"install": {"rules": [{"name": "seen", "verdict": "warn", "row": "malware-advisory"}]}}"#;
    let policy = CheckPolicy::parse(rule).unwrap();
    let report =
        with_advisories(&inventory, vec![advisory("MAL-2026-1", "npm", "a", "2.0.0")], &policy);
    let reason = &report.packages[0].reasons[0];
    assert_eq!((&reason.verdict, reason.rule.as_deref()), (&CheckVerdict::Warn, Some("seen")));
}

#[test]
fn exceptions_end_and_stay_in_the_report() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let table = [
        (r#"{"id": "X-1"}"#, CheckVerdict::Allow),
        (r#"{"id": "X-1", "until": "2026-07-01T00:00:00Z"}"#, CheckVerdict::Allow),
        (r#"{"id": "X-1", "until": "2026-05-01T00:00:00Z"}"#, CheckVerdict::Avoid),
        (r#"{"id": "X-1", "until": "soon"}"#, CheckVerdict::Avoid),
        (r#"{"id": "X-1", "until": 7}"#, CheckVerdict::Avoid),
        (r#"{"id": "X-1", "purl": "pkg:npm/a@1.0.0"}"#, CheckVerdict::Allow),
        (r#"{"id": "X-1", "purl": "pkg:npm/a@1.0.1"}"#, CheckVerdict::Avoid),
        (r#"{"id": "X-2"}"#, CheckVerdict::Avoid),
    ];
    for (ignored, expected) in table {
        let policy = CheckPolicy::parse(&format!(r#"{{"ignored": [{ignored}]}}"#)).unwrap();
        let report =
            with_advisories(&inventory, vec![advisory("X-1", "npm", "a", "2.0.0")], &policy);
        assert_eq!(report.verdict, expected, "{ignored}");
        assert_eq!(codes(&report.packages[0]), ["advisory-affected"], "{ignored}");
    }
}

#[test]
fn a_notice_in_force_hits() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let subject = r#"{"purl":"pkg:npm/a@1.0.0"}"#;
    let line = notice(
        "urn:x:1",
        "https://registry.example",
        subject,
        "quarantined",
        r#""reason":{"category":"malware"}"#,
    );
    let report = with_notices(&inventory, &[line], &CheckPolicy::default());
    let found = &report.packages[0];
    assert_eq!((&found.verdict, codes(found)), (&CheckVerdict::Block, vec!["notice"]));
    assert_eq!(found.reasons[0].notice.as_ref().unwrap().as_str(), "urn:x:1");
    assert!(found.reasons[0].rows.contains(&"reason-malware".into()));
    assert_eq!(actions(found).len(), 2);
    let yanked = notice("urn:x:2", "https://registry.example", subject, "yanked", "");
    let report = with_notices(&inventory, &[yanked], &CheckPolicy::default());
    assert_eq!(report.packages[0].verdict, CheckVerdict::Warn);
    assert_eq!(actions(&report.packages[0]), ["look at it by hand"]);
}

#[test]
fn a_fixed_version_that_a_notice_is_about_is_not_proposed() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let mut advisories = AdvisoryEvidence::about([&inventory]);
    advisories.extend([advisory("X-1", "npm", "a", "1.1.0"), advisory("X-2", "npm", "a", "1.2.0")]);
    let subject = r#"{"purl":"pkg:npm/a@1.2.0"}"#;
    let log = Log::parse(&notice("urn:x:1", "https://registry.example", subject, "deleted", ""));
    let mut trust = TrustTable::default();
    trust.vouch("log", &log);
    let mut index = StatusIndex::new(&trust);
    index.add_log(&log, "log", None);
    let clocks = Clocks::at(Timestamp::new(AT).unwrap());
    let report = LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).unwrap();
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&advisories);
    evidence.notices = Some(NoticeEvidence::new(&index, &clocks, &report));
    let found = check(&inventory, &evidence, &CheckPolicy::default());
    assert_eq!(actions(&found.packages[0]), ["look at it by hand"]);
}

#[test]
fn a_log_that_may_not_be_all_leaves_everything_open() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let line =
        notice("urn:x:1", "https://registry.example", r#"{"purl":"pkg:npm/b"}"#, "deleted", "");
    let report = with_log(
        &inventory,
        std::slice::from_ref(&line),
        &CheckPolicy::default(),
        &LogReport::unknown(),
    );
    assert_eq!(report.verdict, CheckVerdict::Unknown);
    assert_eq!(codes(&report.packages[0]), ["log-incomplete"]);
    assert!(report.log.is_some());
    let rule = r#"{"install": {"rules": [{"name": "no checkpoints yet", "verdict": "allow", "row": "coverage-unknown"}]}}"#;
    let policy = CheckPolicy::parse(rule).unwrap();
    let report = with_log(&inventory, std::slice::from_ref(&line), &policy, &LogReport::unknown());
    assert!(report.is_clean());
    assert_eq!(report.packages[0].reasons[0].rule.as_deref(), Some("no checkpoints yet"));
    assert!(with_notices(&inventory, &[line], &CheckPolicy::default()).is_clean());
}

#[test]
fn a_file_that_a_notice_names_by_digest_is_hit_wherever_it_comes_from() {
    let git = r#""source": {"kind": "git", "url": "https://forge.example/a"}"#;
    let with_file = format!("{git}, {}", file("tarball", "a"));
    let subject = format!(
        r#"{{"purl":"pkg:npm/a@1.0.0","artifacts":[{{"digests":{{"sha256":"{}"}}}}]}}"#,
        "a".repeat(64)
    );
    let lines = [notice("urn:x:1", "https://registry.example", &subject, "deleted", "")];
    let report = with_notices(
        &inventory(&package("npm", "a", "1.0.0", &with_file)),
        &lines,
        &CheckPolicy::default(),
    );
    assert_eq!(codes(&report.packages[0]), ["notice", "source-elsewhere"]);
    assert_eq!(report.verdict, CheckVerdict::Block);
    // other bytes, or none that could be compared
    let other = format!("{git}, {}", file("tarball", "b"));
    for (more, expected) in [
        (other.as_str(), vec!["source-elsewhere"]),
        (git, vec!["notice-elsewhere", "source-elsewhere"]),
    ] {
        let report = with_notices(
            &inventory(&package("npm", "a", "1.0.0", more)),
            &lines,
            &CheckPolicy::default(),
        );
        assert_eq!(report.verdict, CheckVerdict::Unknown, "{more}");
        assert_eq!(codes(&report.packages[0]), expected, "{more}");
    }
}

#[test]
fn a_package_of_another_registry_is_not_matched_by_its_name() {
    let other = r#""source": {"kind": "registry", "registryIndex": "https://other.example"}"#;
    let inventory = inventory(&package("crates.io", "a", "1.0.0", other));
    let report = with_advisories(
        &inventory,
        vec![advisory("X-1", "crates.io", "a", "2.0.0")],
        &CheckPolicy::default(),
    );
    assert_eq!(report.verdict, CheckVerdict::Unknown);
    assert_eq!(codes(&report.packages[0]), ["advisory-unknown", "other-registry"]);
    assert_eq!(report.packages[0].reasons[0].unknown.as_deref(), Some("other-release"));
    // an advisory that names this registry
    let named = advisory("X-2", "crates.io:https://other.example", "a", "2.0.0");
    let report = with_advisories(&inventory, vec![named], &CheckPolicy::default());
    assert_eq!(codes(&report.packages[0]), ["advisory-affected", "other-registry"]);
    // whoever says that it is the usual one
    let policy = CheckPolicy::parse(r#"{"usualRegistries": ["https://other.example/"]}"#).unwrap();
    let report =
        with_advisories(&inventory, vec![advisory("X-1", "crates.io", "a", "2.0.0")], &policy);
    assert_eq!(codes(&report.packages[0]), ["advisory-affected"]);
    // notices: of this registry, and of another
    let subject = r#"{"purl":"pkg:cargo/a@1.0.0"}"#;
    for (registry, expected) in
        [("https://other.example/", "notice"), ("https://registry.example", "notice-elsewhere")]
    {
        let report = with_notices(
            &inventory,
            &[notice("urn:x:1", registry, subject, "deleted", "")],
            &CheckPolicy::default(),
        );
        assert_eq!(codes(&report.packages[0]), [expected, "other-registry"]);
    }
}

#[test]
fn a_link_to_the_projects_own_folder_is_not_looked_at() {
    let link = |path: &str| {
        let lock = format!(
            r#"{{"name": "own", "version": "1.0.0", "lockfileVersion": 3, "packages": {{
                "": {{"name": "own", "version": "1.0.0", "workspaces": ["packages/*"]}},
                "node_modules/a": {{"resolved": "{path}", "link": true}},
                "packages/a": {{"name": "a", "version": "0.1.0"}}}}}}"#
        );
        let inventory = read_inventory(&lock).unwrap().value;
        let advisories = vec![advisory("X-1", "npm", "a", "2.0.0")];
        with_advisories(&inventory, advisories, &CheckPolicy::default())
    };
    let report = link("packages/a");
    assert_eq!((report.verdict, report.counts.packages), (CheckVerdict::Allow, 0));
    let report = link("../a");
    assert_eq!((report.verdict, report.counts.packages), (CheckVerdict::Unknown, 1));
}

#[test]
fn a_notice_of_another_registry_is_not_about_a_package_of_the_usual_one() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let line = notice("urn:x:1", "https://other.example", r#"{"purl":"pkg:npm/a"}"#, "deleted", "");
    let policy =
        CheckPolicy::parse(r#"{"usualRegistries": ["https://registry.example"]}"#).unwrap();
    assert!(with_notices(&inventory, std::slice::from_ref(&line), &policy).is_clean());
    // without that nobody knows which registry is usual, and every notice counts
    assert!(with_notices(&inventory, &[line], &CheckPolicy::default()).is_hit());
}

#[test]
fn what_cannot_be_told_is_unknown_with_its_reason() {
    let table = [
        (r#"{"ecosystem": "npm", "name": "a"}"#.to_owned(), "no-version"),
        (package("Nowhere", "a", "1.0.0", ""), "ecosystem-unknown"),
        (package("npm", "", "1.0.0", ""), "purl-malformed"),
        (
            package("npm", "a", "1.0.0", r#""source": {"kind": "path", "path": "../a"}"#),
            "source-elsewhere",
        ),
        (package("npm", "a", "1.0.0", r#""source": {"kind": "never seen"}"#), "source-elsewhere"),
        (package("npm", "a", "1.0.0", r#""source": {"kind": "registry"}"#), "other-registry"),
        (package("npm", "a", "1.0.0", r#""source": 7"#), "unreadable"),
        (r#"{"ecosystem": "npm", "name": "a", "version": 7}"#.to_owned(), "unreadable"),
        ("7".to_owned(), "unreadable"),
    ];
    for (package, expected) in table {
        let report = with_advisories(&inventory(&package), Vec::new(), &CheckPolicy::default());
        assert_eq!(report.verdict, CheckVerdict::Unknown, "{package}");
        let found = &report.packages[0];
        assert!(codes(found).contains(&expected), "{package}: {:?}", codes(found));
        assert!(!found.actions.is_empty());
        assert_eq!((report.counts.clean, report.counts.unknown), (0, 1));
    }
}

#[test]
fn without_evidence_nothing_is_clean() {
    let none = inventory("");
    let report = check(&none, &CheckEvidence::default(), &CheckPolicy::default());
    assert_eq!((&report.verdict, report.conditions.len()), (&CheckVerdict::Unknown, 1));
    let one = inventory(&package("npm", "a", "1.0.0", ""));
    let report = check(&one, &CheckEvidence::default(), &CheckPolicy::default());
    assert_eq!(codes(&report.packages[0]), ["no-evidence"]);
    // an empty set of advisories was asked
    assert!(with_advisories(&one, Vec::new(), &CheckPolicy::default()).is_clean());
}

#[test]
fn evidence_or_an_inventory_in_part_makes_nothing_clean() {
    let good = inventory(&package("npm", "a", "1.0.0", ""));
    let broken =
        Advisory::parse(r#"{"id": "X-1", "affected": [{"package": {"name": "a"}}]}"#).unwrap();
    let report = with_advisories(&good, vec![broken], &CheckPolicy::default());
    assert_eq!(report.conditions[0], CheckCondition::AdvisoryPackageUnreadable);
    assert_eq!((&report.verdict, report.counts.clean), (&CheckVerdict::Unknown, 1));
    assert_eq!(report.counts.advisories_without_package, Some(1));
    let odd = Inventory::parse(r#"{"schemaVersion": "1.0", "packages": 7}"#).unwrap();
    let report = with_advisories(&odd, Vec::new(), &CheckPolicy::default());
    assert_eq!(report.conditions[0], CheckCondition::InventoryDamaged);
    let policy = CheckPolicy::parse(r#"{"install": 7}"#).unwrap();
    let report = with_advisories(&good, Vec::new(), &policy);
    assert_eq!(report.conditions[0], CheckCondition::PolicyUnreadable);
    let advisories = AdvisoryEvidence::new();
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&advisories);
    let conditions = [CheckCondition::EvidenceUnreadable];
    evidence.conditions = &conditions;
    assert_eq!(check(&good, &evidence, &CheckPolicy::default()).verdict, CheckVerdict::Unknown);
}

#[test]
fn an_advisory_with_a_range_that_nobody_can_read_is_unknown() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let advisory = Advisory::parse(
        r#"{"id": "X-1", "affected": [{"package": {"ecosystem": "npm", "name": "a"},
        "ranges": [{"type": "SEMVER", "events": [{"introduced": "never"}]}]}]}"#,
    );
    let report = with_advisories(&inventory, vec![advisory.unwrap()], &CheckPolicy::default());
    assert_eq!(codes(&report.packages[0]), ["advisory-unknown"]);
    assert_eq!(report.packages[0].verdict, CheckVerdict::Unknown);
}

#[test]
fn the_youngest_file_tells_the_age() {
    let file = |times: &str| {
        format!(r#"{{"filename": "{}.whl", "publishTimes": [{times}]}}"#, times.len())
    };
    let time =
        |day: u8| format!(r#"{{"time": "2026-05-{day:02}T00:00:00Z", "origin": "registry"}}"#);
    let policy = CheckPolicy::parse(r#"{"install": {"minimumAge": 604800}}"#).unwrap();
    let at = Timestamp::new(AT).unwrap();
    let asked = |files: &[String]| {
        let artifacts = format!(r#""artifacts": [{}]"#, files.join(","));
        let inventory = inventory(&package("PyPI", "a", "1.0", &artifacts));
        let report = check(&inventory, &CheckEvidence::at(&at), &policy);
        report.packages[0].clone()
    };
    assert_eq!(asked(&[file(&time(1)), file(&time(20))]).verdict, CheckVerdict::Allow);
    let young = asked(&[file(&time(1)), file(&time(30))]);
    assert_eq!((&young.verdict, codes(&young)), (&CheckVerdict::Avoid, vec!["too-young"]));
    assert_eq!(
        (young.reasons[0].age, young.reasons[0].minimum_age),
        (Some(172_800), Some(604_800))
    );
    assert_eq!(actions(&young), ["wait until 2026-06-06T00:00:00Z"]);
    // unknown of one file, unless another is too young already
    for files in
        [vec![file(&time(1)), file("")], vec![file(""), file(&time(1))], vec![file("")], vec![]]
    {
        let found = asked(&files);
        assert_eq!(
            (&found.verdict, codes(&found)),
            (&CheckVerdict::Unknown, vec!["age-unknown"]),
            "{files:?}"
        );
    }
    assert_eq!(codes(&asked(&[file(""), file(&time(30))])), ["too-young"]);
    let odd = r#"{"time": "some day", "origin": "registry"}"#;
    assert_eq!(codes(&asked(&[file(&time(1)), file(odd)])), ["age-unknown"]);
}

#[test]
fn a_record_of_the_callers_tells_the_age() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let policy = CheckPolicy::parse(r#"{"install": {"minimumAge": 604800}}"#).unwrap();
    let mut times = PublishTimes::default();
    times.insert(
        &Purl::parse("pkg:npm/a@1.0.0").unwrap(),
        Timestamp::new("2026-01-01T00:00:00Z").unwrap(),
    );
    let at = Timestamp::new(AT).unwrap();
    let mut evidence = CheckEvidence::at(&at);
    evidence.publish_times = Some(&times);
    assert!(check(&inventory, &evidence, &policy).is_clean());
    assert_eq!(times.latest(&Purl::parse("pkg:npm/b@1.0.0").unwrap()), None);
    evidence.at = None;
    assert_eq!(codes(&check(&inventory, &evidence, &policy).packages[0]), ["age-unknown"]);
}

#[test]
fn a_release_tells_its_age_if_a_registry_vouches_for_all_of_it() {
    let old = r#"{"time": "2026-01-01T00:00:00Z", "origin": "registry"}"#;
    let new = r#"{"time": "2026-02-01T00:00:00Z", "origin": "proxy"}"#;
    let own = r#"{"time": "2025-01-01T00:00:00Z", "origin": "document"}"#;
    let file = |times: &str| format!(r#"{{"kind": "wheel", "publishTimes": [{times}]}}"#);
    let table = [
        (String::new(), vec![], None),
        (old.into(), vec![], Some("2026-01-01T00:00:00Z")),
        (own.into(), vec![], None),
        (format!("{own}, {old}"), vec![], Some("2026-01-01T00:00:00Z")),
        (format!("{old}, 7"), vec![], None),
        (String::new(), vec![file(old), file(new)], Some("2026-02-01T00:00:00Z")),
        (String::new(), vec![file(old), file("")], None),
        (String::new(), vec![file(old), file(own)], None),
        (old.into(), vec![file(new), file("")], Some("2026-02-01T00:00:00Z")),
    ];
    for (whole, files, expected) in table {
        let record = format!(
            r#"{{"schemaVersion": "1.0", "ecosystem": "PyPI", "name": "a", "version": "1.0",
                "publishTimes": [{whole}], "artifacts": [{}]}}"#,
            files.join(", ")
        );
        let mut times = PublishTimes::default();
        let known = times.insert_release(&PackageMetadata::parse(&record).unwrap());
        let latest = times.latest(&Purl::parse("pkg:pypi/a@1.0").unwrap());
        assert_eq!(latest.map(Timestamp::as_str), expected, "{record}");
        assert_eq!(known, expected.is_some(), "{record}");
    }
}
