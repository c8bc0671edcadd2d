//! Whether the packages of inventories are hit: each reason, each thing that nobody can tell, and
//! what goes for all of them.

use pkgschema::advisory::{Advisory, PackageVersion, UnknownReason, Verdict};
use pkgschema::exchange::{
    ActionKind, AdvisoryEvidence, AttestedBuilds, BuildTrust, CheckCondition, CheckEvidence,
    CheckInput, CheckPolicy, CheckVerdict, CheckedPackage, InventoryReport, NoticeEvidence,
    PublishTimes, ReasonCode, check, check_all,
};
use pkgschema::identity::{Digest, DigestAlgorithm, Purl};
use pkgschema::metadata::Inventory;
use pkgschema::takedown::{Clocks, Log, LogReport, StatusIndex, TrustTable};
use pkgschema::text::{Link, Timestamp};
use proptest::prelude::*;

const AT: &str = "2026-06-01T00:00:00Z";

fn inventory(packages: &str) -> Inventory {
    Inventory::parse(&format!(r#"{{"schemaVersion": "1.0", "packages": [{packages}]}}"#)).unwrap()
}

fn package(ecosystem: &str, name: &str, version: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(", {more}") };
    format!(r#"{{"ecosystem": "{ecosystem}", "name": "{name}", "version": "{version}"{more}}}"#)
}

fn file(kind: &str, digest: &str) -> String {
    format!(
        r#""artifacts": [{{"kind": "{kind}", "digests": {{"sha256": "{}"}}}}]"#,
        digest.repeat(64)
    )
}

/// An advisory about versions below a fix.
fn advisory(id: &str, ecosystem: &str, name: &str, fixed: &str) -> Advisory {
    Advisory::parse(&format!(
        r#"{{"id": "{id}", "modified": "{AT}", "summary": "a fault", "severity": [{{"type": "CVSS_V3",
        "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}], "affected": [{{"package":
        {{"ecosystem": "{ecosystem}", "name": "{name}"}}, "ranges": [{{"type": "ECOSYSTEM", "events":
        [{{"introduced": "0"}}, {{"fixed": "{fixed}"}}]}}]}}]}}"#
    ))
    .unwrap()
}

/// A notice of a registry about a purl, as a line of a log.
fn notice(id: &str, registry: &str, subject: &str, status: &str, more: &str) -> String {
    let more = if more.is_empty() { String::new() } else { format!(", {more}") };
    format!(
        r#"{{"schemaVersion":"1.0","id":"{id}","noticeType":"decision","registry":{{"url":"{registry}"}},"subjects":[{subject}],"status":"{status}","issuedAt":"2026-05-04T10:00:00Z"{more}}}"#
    )
}

fn with_advisories(
    inventory: &Inventory,
    advisories: Vec<Advisory>,
    policy: &CheckPolicy,
) -> InventoryReport {
    let mut known = AdvisoryEvidence::about([inventory]);
    known.extend(advisories);
    let at = Timestamp::new(AT).unwrap();
    let mut evidence = CheckEvidence::at(&at);
    evidence.advisories = Some(&known);
    check(inventory, &evidence, policy)
}

/// Asks a log that is complete.
fn with_notices(inventory: &Inventory, lines: &[String], policy: &CheckPolicy) -> InventoryReport {
    let report = LogReport::parse(r#"{"schemaVersion": "1.0", "coverage": "complete"}"#).unwrap();
    with_log(inventory, lines, policy, &report)
}

fn with_log(
    inventory: &Inventory,
    lines: &[String],
    policy: &CheckPolicy,
    report: &LogReport,
) -> InventoryReport {
    let log = Log::parse(&(lines.join("\n") + "\n"));
    assert_eq!(log.unreadable(), 0);
    let mut trust = TrustTable::default();
    trust.vouch("log", &log);
    let mut index = StatusIndex::new(&trust);
    index.add_log(&log, "log", None);
    let at = Timestamp::new(AT).unwrap();
    let clocks = Clocks::at(at.clone());
    let mut evidence = CheckEvidence::at(&at);
    evidence.notices = Some(NoticeEvidence::new(&index, &clocks, report));
    check(inventory, &evidence, policy)
}

fn codes(package: &CheckedPackage) -> Vec<&str> {
    package.reasons.iter().map(|reason| reason.code.as_str()).collect()
}

fn actions(package: &CheckedPackage) -> Vec<String> {
    package.actions.iter().map(ToString::to_string).collect()
}

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
    let report =
        with_log(&inventory, &[line.clone()], &CheckPolicy::default(), &LogReport::unknown());
    assert_eq!(report.verdict, CheckVerdict::Unknown);
    assert_eq!(codes(&report.packages[0]), ["log-incomplete"]);
    assert!(report.log.is_some());
    let rule = r#"{"install": {"rules": [{"name": "no checkpoints yet", "verdict": "allow", "row": "coverage-unknown"}]}}"#;
    let policy = CheckPolicy::parse(rule).unwrap();
    let report = with_log(&inventory, &[line.clone()], &policy, &LogReport::unknown());
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
fn a_notice_of_another_registry_is_not_about_a_package_of_the_usual_one() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let line = notice("urn:x:1", "https://other.example", r#"{"purl":"pkg:npm/a"}"#, "deleted", "");
    let policy =
        CheckPolicy::parse(r#"{"usualRegistries": ["https://registry.example"]}"#).unwrap();
    assert!(with_notices(&inventory, &[line.clone()], &policy).is_clean());
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
    evidence.at = None;
    assert_eq!(codes(&check(&inventory, &evidence, &policy).packages[0]), ["age-unknown"]);
}

#[test]
fn builds_are_attested_file_by_file() {
    let policy = CheckPolicy::parse(r#"{"requireProvenance": true}"#).unwrap();
    let digest =
        |digit: &str| Digest::from_hex(DigestAlgorithm::Sha256, &digit.repeat(64)).unwrap();
    let mut builds = AttestedBuilds::default();
    builds.insert(digest("a"), BuildTrust::Verified);
    builds.insert(digest("b"), BuildTrust::Stated);
    builds.insert(digest("c"), BuildTrust::Verified);
    builds.insert(digest("c"), BuildTrust::Failed);
    let mut evidence = CheckEvidence::default();
    evidence.builds = Some(&builds);
    let table = [
        ("a", CheckVerdict::Allow, vec![]),
        ("b", CheckVerdict::Unknown, vec!["provenance-unverified"]),
        ("c", CheckVerdict::Block, vec!["provenance-failed"]),
        ("d", CheckVerdict::Warn, vec!["provenance-missing"]),
    ];
    for (digit, verdict, expected) in table {
        let inventory = inventory(&package("npm", "a", "1.0.0", &file("tarball", digit)));
        let report = check(&inventory, &evidence, &policy);
        assert_eq!((&report.verdict, codes(&report.packages[0])), (&verdict, expected), "{digit}");
    }
    let bare = inventory(&package("npm", "a", "1.0.0", ""));
    assert_eq!(codes(&check(&bare, &evidence, &policy).packages[0]), ["provenance-unknown"]);
    evidence.builds = None;
    let one = inventory(&package("npm", "a", "1.0.0", &file("tarball", "a")));
    assert_eq!(codes(&check(&one, &evidence, &policy).packages[0]), ["provenance-unknown"]);
}

#[test]
fn digests_of_one_file_that_contradict_each_other() {
    let named = |digest: &str| {
        format!(
            r#""artifacts": [{{"filename": "a.whl", "digests": {{"sha256": "{}"}}}}]"#,
            digest.repeat(64)
        )
    };
    let twice = format!(
        r#""artifacts": [{{"filename": "a.whl", "digests": {{"sha256": "{}", "sha256": "{}"}}}}]"#,
        "a".repeat(64),
        "b".repeat(64)
    );
    let pair = |left: &str, right: &str| {
        let both = [package("npm", "a", "1.0.0", left), package("npm", "a", "1.0.0", right)];
        with_advisories(&inventory(&both.join(",")), Vec::new(), &CheckPolicy::default())
    };
    let disagree = [
        pair(&file("tarball", "a"), &file("tarball", "b")),
        pair(&named("a"), &named("b")),
        with_advisories(
            &inventory(&package("npm", "a", "1.0.0", &twice)),
            Vec::new(),
            &CheckPolicy::default(),
        ),
    ];
    for report in disagree {
        assert_eq!(report.verdict, CheckVerdict::Block);
        for found in &report.packages {
            assert_eq!(codes(found), ["digests-disagree"]);
            assert_eq!(found.reasons[0].digests.len(), 2);
        }
    }
    // hashes of files without names may be of several, and another algorithm says nothing
    let nameless = format!(
        r#""artifacts": [{{"digests": {{"sha256": "{}"}}}}, {{"digests": {{"sha256": "{}"}}}}]"#,
        "a".repeat(64),
        "b".repeat(64)
    );
    let one = inventory(&package("PyPI", "a", "1.0", &nameless));
    assert!(with_advisories(&one, Vec::new(), &CheckPolicy::default()).is_clean());
    assert!(pair(&named("a"), &named("A")).is_clean());
}

#[test]
fn what_stands_in_several_places_counts_once() {
    let text = [
        package("npm", "a", "1.0.0", &file("tarball", "a")),
        package("npm", "b", "1.0.0", ""),
        package("npm", "a", "1.0.0", &file("tarball", "a")),
    ];
    let (first, second) = (inventory(&text.join(",")), inventory(&text[0]));
    let mut inputs = [CheckInput::new(&first), CheckInput::new(&second)];
    inputs[0].name = Some("one");
    inputs[1].name = Some("two");
    let advisories = AdvisoryEvidence::new();
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&advisories);
    let report = check_all(&inputs, &evidence, &CheckPolicy::default());
    assert_eq!((report.counts.packages, report.counts.places), (2, 4));
    let places: Vec<_> = report.packages.iter().flat_map(|it| it.places.iter()).collect();
    let named: Vec<_> =
        places.iter().map(|it| (it.inventory.as_deref().unwrap(), it.pointer.as_str())).collect();
    assert!(named.contains(&("one", "/packages/2")) && named.contains(&("two", "/packages/0")));
}

#[test]
fn a_later_entry_that_is_about_another_package_takes_the_earlier_one_out() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let earlier = advisory("X-1", "npm", "a", "2.0.0");
    let mut later = advisory("X-1", "npm", "b", "2.0.0");
    later.modified = Some(Timestamp::new("2026-06-02T00:00:00Z").unwrap());
    for order in [vec![earlier.clone(), later.clone()], vec![later, earlier]] {
        let report = with_advisories(&inventory, order, &CheckPolicy::default());
        assert!(report.is_clean());
        assert_eq!(report.counts.advisories, Some(1));
    }
}

#[test]
fn text_for_people_is_obeyed_by_no_terminal() {
    let inventory = inventory(&package("npm", "a", "1.0.0", ""));
    let mut advisory = advisory("X-1", "npm", "a", "2.0.0");
    advisory.summary = Some("\u{1b}[2J gone \u{202e}".into());
    let report = with_advisories(&inventory, vec![advisory], &CheckPolicy::default());
    let line = report.packages[0].reasons[0].to_string();
    assert!(!line.contains('\u{1b}') && !line.contains('\u{202e}'), "{line:?}");
}

#[test]
fn a_registrys_link_is_one_in_any_spelling() {
    let link = |text: &str| Link::from_document(text);
    let mut policy = CheckPolicy::default();
    policy.usual_registries.push(link("HTTPS://Registry.example:443/"));
    let inventory = inventory(&package(
        "npm",
        "a",
        "1.0.0",
        r#""source": {"kind": "registry", "registryIndex": "https://registry.example"}"#,
    ));
    assert!(with_advisories(&inventory, Vec::new(), &policy).is_clean());
}

prop_compose! {
    fn some_package()(
        ecosystem in prop::sample::select(vec!["npm", "PyPI", "crates.io", "Go", "Nowhere"]),
        name in prop::sample::select(vec!["a", "B", "a_b", "a-b", "A.b"]),
        version in prop::sample::select(vec!["1.0.0", "1.5.0", "2.0.0", "x", ""]),
        more in prop::sample::select(vec![String::new(), file("tarball", "a"), file("crate", "b")]),
    ) -> String {
        let package = package(ecosystem, name, version, &more);
        if version.is_empty() { package.replace(r#", "version": """#, "") } else { package }
    }
}

prop_compose! {
    fn some_advisory()(
        id in 0..12_u8,
        ecosystem in prop::sample::select(vec!["npm", "PyPI", "crates.io", "Go", "Maven"]),
        name in prop::sample::select(vec!["a", "b", "a_b", "a.b"]),
        fixed in prop::sample::select(vec!["1.2.0", "2.0.0", "x"]),
        prefix in prop::sample::select(vec!["X", "MAL"]),
    ) -> Advisory {
        advisory(&format!("{prefix}-{id}"), ecosystem, name, fixed)
    }
}

/// What every advisory says of a package, one by one.
fn naive(advisories: &[Advisory], asked: &PackageVersion) -> Vec<(String, bool)> {
    let mut last: std::collections::BTreeMap<&str, &Advisory> = Default::default();
    advisories.iter().for_each(|it| drop(last.insert(it.id.as_str(), it)));
    let judged = last.into_values().filter_map(|it| match it.affects(asked) {
        Verdict::Affected => Some((it.id.to_string(), true)),
        Verdict::NotAffected(_) | Verdict::Unknown(UnknownReason::NoPackage) => None,
        _ => Some((it.id.to_string(), false)),
    });
    judged.collect()
}

/// What the report says of a package.
fn reported(package: &CheckedPackage) -> Vec<(String, bool)> {
    let about = package
        .reasons
        .iter()
        .filter_map(|it| Some((it.advisory.as_ref()?.to_string(), it.unknown.is_none())));
    let mut all: Vec<_> = about.collect();
    all.sort();
    all
}

proptest! {
    #[test]
    fn the_join_agrees_with_a_naive_one(
        packages in prop::collection::vec(some_package(), 0..12),
        advisories in prop::collection::vec(some_advisory(), 0..12),
    ) {
        let inventory = inventory(&packages.join(","));
        let report = with_advisories(&inventory, advisories.clone(), &CheckPolicy::default());
        let mut seen = 0;
        for found in &report.packages {
            for place in &found.places {
                let index: usize = place.pointer.trim_start_matches("/packages/").parse().unwrap();
                let package = &inventory.packages[index];
                let asked = PackageVersion::of_package(package.package_name());
                let asked = match &package.version {
                    Some(version) => asked.at(version),
                    None => asked,
                };
                prop_assert_eq!(reported(found), naive(&advisories, &asked));
                seen += 1;
            }
        }
        prop_assert_eq!(seen, packages.len());
    }

    #[test]
    fn worst_first_and_the_order_of_an_inventory_changes_only_places(
        packages in prop::collection::vec(some_package(), 0..12),
        advisories in prop::collection::vec(some_advisory(), 0..8),
    ) {
        let backwards: Vec<String> = packages.iter().rev().cloned().collect();
        let one = with_advisories(&inventory(&packages.join(",")), advisories.clone(), &CheckPolicy::default());
        let two = with_advisories(&inventory(&backwards.join(",")), advisories, &CheckPolicy::default());
        let ranks: Vec<u8> = one.packages.iter().map(|it| it.verdict.rank()).collect();
        prop_assert!(ranks.is_sorted_by(|left, right| left >= right));
        let without_places = |report: &InventoryReport| -> Vec<CheckedPackage> {
            report.packages.iter().cloned().map(|mut it| { it.places = Default::default(); it.name = None; it }).collect()
        };
        prop_assert_eq!(without_places(&one), without_places(&two));
        prop_assert_eq!(&one.counts, &two.counts);
        for found in &one.packages {
            let worst = found.reasons.iter().map(|it| it.verdict.rank()).max().unwrap_or(0);
            prop_assert_eq!(found.verdict.rank(), worst);
            prop_assert_eq!(found.verdict == CheckVerdict::Allow, found.actions.is_empty());
        }
        let read = InventoryReport::parse(&one.to_json()).unwrap();
        prop_assert_eq!(&read, &one);
        prop_assert!(read.packages.iter().flat_map(|it| it.reasons.iter()).all(|it| ReasonCode::is_listed(&it.code)));
    }
}
