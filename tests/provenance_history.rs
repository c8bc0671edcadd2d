//! Releases held against those before them: what is found, what is not, and what blocks.

use pkgschema::identity::Ecosystem;
use pkgschema::provenance::{
    BuildProvenance, ChangeCode as Code, Conflict, Fact, FactName, FactOrigin, FactTrust,
    HistoryPolicy, HistoryReport, Release, ReleaseHistory, ReviewOutcome, Verification,
    VerificationStatus, review,
};
use pkgschema::text::Timestamp;
use proptest::prelude::*;
use std::fs;

const REPOSITORY: &str = "https://github.com/left/margin";

/// The complete record, without its conflict and what it does not know.
fn record() -> BuildProvenance {
    let text = fs::read_to_string("tests/fixtures/provenance/build/complete.json").unwrap();
    let mut record = BuildProvenance::parse(&text).unwrap();
    record.conflicts = vec![].into();
    record.unknown = vec![].into();
    record
}

fn release(version: &str, provenance: Vec<BuildProvenance>) -> Release {
    let mut release = Release::new(version);
    release.provenance = provenance.into();
    release.trusted_publisher = Some(true);
    release
}

fn history(releases: impl IntoIterator<Item = Release>) -> ReleaseHistory {
    let mut history = ReleaseHistory::of(Ecosystem::NPM);
    history.name = Some("left-margin".into());
    history.releases = releases.into_iter().collect();
    history
}

fn policy(text: &str) -> HistoryPolicy {
    let policy = HistoryPolicy::parse(text).unwrap();
    assert_eq!(policy.check(), []);
    policy
}

fn plain(history: &ReleaseHistory, release: &Release) -> HistoryReport {
    review(history, release, &HistoryPolicy::default(), None)
}

fn codes(report: &HistoryReport) -> Vec<Code> {
    report.changes.iter().map(|change| change.code.clone()).collect()
}

/// What is found in a record that follows the complete one.
fn found(change: impl FnOnce(&mut BuildProvenance)) -> Vec<Code> {
    let mut changed = record();
    change(&mut changed);
    let before = history([release("1.0.0", vec![record()])]);
    codes(&plain(&before, &release("1.0.1", vec![changed])))
}

fn fact(value: &str) -> Option<Fact> {
    Some(Fact::new(value, FactOrigin::Certificate, FactTrust::Unverified))
}

#[test]
fn an_unchanged_release_is_unchanged() {
    let before = history([release("1.0.0", vec![record()])]);
    let report = plain(&before, &release("1.0.1", vec![record()]));
    assert_eq!((report.outcome, report.changes.len()), (ReviewOutcome::Unchanged, 0));
    assert_eq!(report.earlier[0], "1.0.0");
}

#[test]
fn lost_and_unknown_are_two() {
    let before = history([release("1.0.0", vec![record()]), release("1.0.1", vec![])]);
    let report = plain(&before, &release("1.0.2", vec![]));
    assert_eq!(codes(&report), [Code::ProvenanceLost]);
    assert_eq!(report.changes[0].compared_with.as_deref(), Some("1.0.0"), "a gap hides nothing");
    assert!(report.is_blocked());
    let mut stripped = Release::new("1.0.2");
    stripped.trusted_publisher = Some(true);
    let report = plain(&before, &stripped);
    assert_eq!(codes(&report), [Code::ProvenanceUnknown]);
    assert!(!report.is_blocked());
    let nothing_known = history([stripped]);
    let report = plain(&nothing_known, &release("1.0.3", vec![record()]));
    assert_eq!(codes(&report), [Code::HistoryUnknown]);
}

#[test]
fn trusted_publishing_is_no_provenance() {
    // what a registry asserts beside an attestation, as crates.io does
    let mut asserted = BuildProvenance::new("1.0");
    asserted.source_repository = Some(Fact::of_registry(REPOSITORY, ""));
    let before = history([release("1.0.0", vec![record()])]);
    let report = plain(&before, &release("1.0.1", vec![asserted.clone()]));
    assert_eq!(codes(&report), [Code::ProvenanceLost]);
    let mut by_hand = release("1.0.1", vec![record()]);
    by_hand.trusted_publisher = Some(false);
    assert_eq!(codes(&plain(&before, &by_hand)), [Code::TrustedPublishingLost]);
    by_hand.trusted_publisher = None;
    assert_eq!(codes(&plain(&before, &by_hand)), [Code::TrustedPublishingUnknown]);
    // an attestation that a registry's key signs says who published, and not how it was built
    let mut publish = BuildProvenance::new("1.0");
    publish.signer = fact("SHA256:key");
    assert_eq!(codes(&plain(&before, &release("1.0.1", vec![publish]))), [Code::ProvenanceLost]);
    // the repository that a registry asserts is compared all the same
    let mut moved = asserted.clone();
    moved.source_repository = Some(Fact::of_registry("https://github.com/right/margin", ""));
    let before = history([release("1.0.0", vec![asserted])]);
    let report = plain(&before, &release("1.0.1", vec![moved]));
    assert_eq!(codes(&report), [Code::RepositoryChanged]);
}

#[test]
fn names_and_numbers() {
    let other = "https://github.com/right/margin";
    assert_eq!(found(|it| it.source_repository = fact(other)), [Code::RepositoryRenamed]);
    let moved = |it: &mut BuildProvenance| {
        it.source_repository = fact(other);
        it.source_repository_id = fact("7");
    };
    assert_eq!(found(moved), [Code::RepositoryChanged, Code::RepositoryIdChanged]);
    assert_eq!(found(|it| it.source_repository_id = fact("7")), [Code::RepositoryResurrected]);
    assert_eq!(found(|it| it.source_owner_id = fact("7")), [Code::OwnerResurrected]);
    assert_eq!(found(|it| it.source_owner = fact("https://github.com/x")), [Code::OwnerRenamed]);
    let elsewhere = |it: &mut BuildProvenance| {
        it.source_repository = fact("https://gitlab.com/left/margin");
    };
    assert_eq!(found(elsewhere), [Code::RepositoryChanged], "numbers of two hosts");
    let claimed = |it: &mut BuildProvenance| {
        it.source_repository = fact(other);
        let number = Fact::new("1001", FactOrigin::Predicate, FactTrust::Unverified);
        it.source_repository_id = Some(number);
    };
    assert_eq!(found(claimed), [Code::RepositoryChanged], "the build's own word on its number");
}

#[test]
fn workflows_builders_and_machines() {
    let workflow = |path: &str| fact(&format!("{REPOSITORY}/.github/workflows/{path}"));
    let sign = |it: &mut BuildProvenance| it.build_signer = workflow("x.yml@refs/tags/v1.4.2");
    assert_eq!(found(sign), [Code::SignerChanged]);
    let next = |it: &mut BuildProvenance| {
        it.build_signer = workflow("release.yml@refs/tags/v1.4.2");
        it.build_config = it.build_signer.clone();
        it.signer = it.build_signer.clone();
        it.source_ref = fact("refs/tags/v1.4.2");
    };
    assert_eq!(found(next), [], "every release has a tag of its own");
    let with = |it: &mut BuildProvenance| it.build_config = workflow("x.yml@refs/tags/v1.4.1");
    assert_eq!(found(with), [Code::WorkflowChanged]);
    let shared = |version: &str| {
        let mut it = record();
        let base = "https://github.com/shared/build/.github/workflows/b.yml@refs/tags/";
        it.build_signer = fact(&format!("{base}{version}"));
        it
    };
    let before = history([release("1.0.0", vec![shared("v1")])]);
    let report = plain(&before, &release("1.0.1", vec![shared("v2")]));
    assert_eq!(codes(&report), [Code::SignerVersionChanged]);
    assert_eq!(report.outcome, ReviewOutcome::Changed);
    let runner = |it: &mut BuildProvenance| it.runner_environment = fact("self-hosted");
    assert_eq!(found(runner), [Code::RunnerSelfHosted]);
    let builder = |it: &mut BuildProvenance| it.builder = fact("https://builder.example/1");
    assert_eq!(found(builder), [Code::BuilderChanged]);
    let same = |it: &mut BuildProvenance| it.builder = fact("https://github.com/actions/runner");
    assert_eq!(found(same), []);
}

#[test]
fn commits_and_refs() {
    assert_eq!(found(|it| it.source_commit = None), [Code::CommitMissing]);
    let unknown = |it: &mut BuildProvenance| {
        it.source_commit = None;
        it.unknown.push(FactName::SourceCommit);
    };
    assert_eq!(found(unknown), [Code::FactUnknown]);
    assert_eq!(found(|it| it.source_ref = fact("refs/heads/main")), [Code::RefNotATag]);
    let on = |branch: &str| {
        let mut it = record();
        it.source_ref = fact(branch);
        it
    };
    let before = history([release("1.0.0", vec![on("refs/heads/main")])]);
    let report = plain(&before, &release("1.0.1", vec![on("refs/heads/main")]));
    assert_eq!(codes(&report), [Code::RefNotATag]);
    assert_eq!(report.changes[0].severity.as_str(), "note");
    let report = plain(&before, &release("1.0.1", vec![on("refs/heads/other")]));
    assert_eq!(codes(&report), [Code::RefNotATag, Code::BranchChanged]);
}

#[test]
fn trust_and_disagreement() {
    let unchecked = |it: &mut BuildProvenance| it.verification = None;
    assert_eq!(found(unchecked), [Code::TrustLowered]);
    let failed = |it: &mut BuildProvenance| {
        it.verification = Some(Verification::new(VerificationStatus::Failed));
    };
    assert_eq!(found(failed), [Code::VerificationFailed, Code::ProvenanceLost]);
    let conflict = |it: &mut BuildProvenance| {
        let (kept, other) = (fact("a").unwrap(), fact("b").unwrap());
        it.conflicts = vec![Conflict::new(FactName::SourceRef, kept, other)].into();
    };
    assert_eq!(found(conflict), [Code::SourcesDisagree]);
    let mut second = record();
    second.source_commit = fact("1234");
    let report = plain(&history([]), &release("1.0.0", vec![record(), second]));
    assert_eq!(codes(&report), [Code::RecordsDisagree], "the first release, by itself");
}

#[test]
fn an_old_line_raises_no_alarm_in_its_scope() {
    let at = |mut release: Release, day: u32| {
        release.published = Some(Timestamp::new(&format!("2026-01-{day:02}T00:00:00Z")).unwrap());
        release
    };
    let before = history([
        at(release("6.3.0", vec![]), 1),
        at(release("7.5.2", vec![record()]), 2),
        at(release("8.0.0", vec![]), 9),
    ]);
    let old_line = at(release("6.3.1", vec![]), 3);
    assert_eq!(codes(&plain(&before, &old_line)), [Code::ProvenanceLost]);
    let same_major = policy(r#"{"scope": "same-major"}"#);
    let report = review(&before, &old_line, &same_major, None);
    assert_eq!((report.earlier.len(), report.changes.len()), (1, 0));
    let new_line = at(release("9.0.0", vec![]), 4);
    let report = review(&before, &new_line, &same_major, None);
    assert_eq!(codes(&report), [Code::ProvenanceLost], "a new line has to be held to something");
    assert_eq!(*report.earlier, ["7.5.2", "6.3.0"], "8.0.0 came later");
}

#[test]
fn policies_block_except_and_ignore() {
    let before = history([release("1.0.0", vec![record()])]);
    let mut lost = release("1.0.1", vec![]);
    let outcome = |policy_text: &str, lost: &Release| {
        let now = Timestamp::new("2026-02-01T00:00:00Z").unwrap();
        review(&before, lost, &policy(policy_text), Some(&now)).outcome
    };
    assert_eq!(outcome("{}", &lost), ReviewOutcome::Blocked);
    assert_eq!(outcome(r#"{"blocks": []}"#, &lost), ReviewOutcome::Changed);
    assert_eq!(outcome(r#"{"blocks": ["commit-missing"]}"#, &lost), ReviewOutcome::Changed);
    let except = |purl: &str| {
        outcome(&format!(r#"{{"exceptions": [{{"name": "x", "purl": "{purl}"}}]}}"#), &lost)
    };
    assert_eq!(except("pkg:npm/left-margin"), ReviewOutcome::Changed);
    assert_eq!(except("pkg:npm/left-margin@1.0.1"), ReviewOutcome::Changed);
    assert_eq!(except("pkg:npm/left-margin@1.0.2"), ReviewOutcome::Blocked);
    assert_eq!(except("pkg:npm/right-margin"), ReviewOutcome::Blocked);
    assert_eq!(except("pkg:pypi/left-margin"), ReviewOutcome::Blocked);
    assert_eq!(outcome(r#"{"exceptions": [{"name": "x"}]}"#, &lost), ReviewOutcome::Blocked);
    let ignore = r#"{"ignoreAfter": 86400}"#;
    assert_eq!(outcome(ignore, &lost), ReviewOutcome::Blocked, "no time of publication");
    lost.published = Some(Timestamp::new("2026-01-01T00:00:00Z").unwrap());
    assert_eq!(outcome(ignore, &lost), ReviewOutcome::TooOld);
    lost.published = Some(Timestamp::new("2027-01-01T00:00:00Z").unwrap());
    assert_eq!(outcome(ignore, &lost), ReviewOutcome::Blocked, "the time is yet to come");
}

#[test]
fn an_unreadable_policy_is_stricter() {
    let before = history([release("1.0.0", vec![record()])]);
    let release = Release::new("1.0.1"); // unknown: two warnings
    let blocked = |text: &str| {
        let policy = HistoryPolicy::parse(text).unwrap();
        review(&before, &release, &policy, None).is_blocked()
    };
    assert!(!blocked("{}"));
    assert!(blocked(r#"{"blocks": 1}"#));
    assert!(blocked(r#"{"blocks": [1]}"#));
}

/// Facts that every release is held to.
const HELD: &[&str] = &[
    "sourceRepository",
    "sourceRepositoryId",
    "sourceOwner",
    "sourceOwnerId",
    "sourceRef",
    "sourceVisibility",
    "buildConfig",
    "buildSigner",
    "builder",
    "runnerEnvironment",
    "trigger",
    "environment",
    "issuer",
];

/// The complete record with another value of a fact, or without it.
fn with(name: &str, value: Option<&str>) -> BuildProvenance {
    let mut document: serde_json::Value = serde_json::from_str(&record().to_json()).unwrap();
    match value {
        Some(value) => document[name]["value"] = value.into(),
        None => drop(document.as_object_mut().unwrap().remove(name)),
    }
    BuildProvenance::parse(&document.to_string()).unwrap()
}

proptest! {
    #[test]
    fn every_changed_fact_is_reported(index in 0..HELD.len(), value in "[a-z]{3,12}") {
        let name = HELD[index];
        let before = history([release("1.0.0", vec![record()])]);
        let old = record();
        prop_assume!(old.fact(&FactName::from(name)).unwrap().value != *value);
        let report = plain(&before, &release("1.0.1", vec![with(name, Some(&value))]));
        let of_fact = |it: &&pkgschema::provenance::HistoryChange| it.fact == Some(name.into());
        let change = report.changes.iter().find(of_fact);
        prop_assert!(change.is_some(), "{name} {value}: {:?}", codes(&report));
        prop_assert_eq!(report.check(), []);
    }

    #[test]
    fn unknown_never_yields_less(index in 0..HELD.len(), count in 1usize..4) {
        let name = HELD[index];
        let releases = (0..count).map(|it| release(&format!("1.0.{it}"), vec![record()]));
        let before = history(releases);
        let equal = plain(&before, &release("1.1.0", vec![record()])).changes.len();
        let mut unknown = with(name, None);
        let lost = plain(&before, &release("1.1.0", vec![unknown.clone()])).changes.len();
        unknown.unknown.push(name.into());
        let one = plain(&before, &release("1.1.0", vec![unknown])).changes.len();
        let all = plain(&before, &Release::new("1.1.0")).changes.len();
        prop_assert!(equal == 0 && all > 0);
        // a workflow that signed stands in the certificate's name as well
        prop_assert!(name == "buildSigner" || (lost > 0 && one > 0), "{name}: {lost} {one}");
    }

    #[test]
    fn order_in_the_list_is_no_matter(seed in any::<u64>()) {
        let versions = ["1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1"];
        let mut releases: Vec<Release> = versions.map(|it| release(it, vec![record()])).into();
        let shift = usize::try_from(seed % 4).unwrap();
        releases.rotate_left(shift);
        let report = plain(&history(releases), &release("2.0.0", vec![record()]));
        prop_assert_eq!(&*report.earlier, ["2.0.0-rc.1", "1.10.0", "1.2.0", "1.0.0"]);
    }
}
