//! Records as they are shown, compared, held against metadata, and summed up.

use pkgschema::exchange::{SourceReason, SourceResult, compare_sources};
use pkgschema::metadata::PackageMetadata;
use pkgschema::provenance::{
    BuildProvenance, DifferenceKind, DisplayLevel, DisplaySection, DisplayTerms, Fact, FactName,
    FactOrigin, FactTrust, NoSummary, Predicate, ProvenanceDisplay, SlsaResult, SummaryTerms,
    Verification, VerificationResult, VerificationStatus, diff,
};
use pkgschema::text::{Link, is_obeyed};
use proptest::prelude::*;
use std::fs;

fn record() -> BuildProvenance {
    let text = fs::read_to_string("tests/fixtures/provenance/build/complete.json").unwrap();
    BuildProvenance::parse(&text).unwrap()
}

fn fact(value: &str) -> Option<Fact> {
    Some(Fact::new(value, FactOrigin::Certificate, FactTrust::Unverified))
}

fn terms() -> DisplayTerms {
    let link = |text: &str| Some(Link::from_document(text));
    let mut terms = DisplayTerms::default();
    terms.log_search = link("https://log.example/?logIndex=");
    terms.documentation = link("https://registry.example/docs/checksums");
    terms.page = link("https://registry.example/left-margin/security");
    terms.advisories = link("https://registry.example/left-margin/advisories");
    terms
}

/// Label and link of each row.
fn rows(shown: &ProvenanceDisplay) -> Vec<(&str, Option<&str>)> {
    shown.rows.iter().map(|it| (it.label.as_str(), it.link.as_ref().map(Link::as_str))).collect()
}

#[test]
fn the_least_has_a_statement_and_six_links() {
    let mut record = record();
    record.conflicts = vec![].into();
    let shown = record.display(&DisplayLevel::A, &terms());
    assert_eq!(shown.heading, "Build confirmed");
    assert_eq!(
        shown.statement,
        "The attestation of a build from github.com/left/margin was confirmed by verifier.example."
    );
    let commit = "c0ffee0000000000000000000000000000000000";
    let base = "https://github.com/left/margin";
    assert_eq!(
        rows(&shown),
        [
            ("Source repository", Some(base)),
            ("Source commit", Some(&*format!("{base}/commit/{commit}"))),
            (
                "Build workflow",
                Some(&*format!("{base}/blob/{commit}/.github/workflows/release.yml"))
            ),
            ("Build log", Some(&*format!("{base}/actions/runs/7/attempts/1"))),
            ("Signed by", None),
            ("Transparency log", Some("https://log.example/?logIndex=123456")),
        ]
    );
    assert!(!shown.sidebar.is_present());
    assert_eq!(shown.check(), []);
}

#[test]
fn cards_have_checksums_and_a_page_has_sections_in_order() {
    let record = record();
    let cards = record.display(&DisplayLevel::Aa, &terms());
    let integrity = cards.rows.iter().filter(|row| row.section == DisplaySection::Integrity);
    let integrity: Vec<_> = integrity.map(|row| row.label.as_str()).collect();
    assert_eq!(integrity, ["SHA-256 of left-margin-1.4.1.tgz", "Documentation"]);
    let page = record.display(&DisplayLevel::Aaa, &terms());
    let mut sections: Vec<_> = page.rows.iter().map(|row| row.section.as_str()).collect();
    sections.dedup();
    let order = ["build", "source", "integrity", "attestation", "signals", "advisories"];
    assert_eq!(sections, order);
    assert_eq!(page.sidebar[0].value, page.statement, "the statement is shown in full");
    let leads = page.sidebar[1].link.as_ref().map(Link::as_str);
    assert_eq!(leads, Some("https://registry.example/left-margin/security#build"));
    let bare = record.display(&DisplayLevel::Aaa, &DisplayTerms::default());
    assert!(bare.rows.iter().all(|row| row.section != DisplaySection::Advisories));
    assert!(bare.sidebar.iter().all(|row| row.link.is_none()));
    for level in [DisplayLevel::A, DisplayLevel::Aa, DisplayLevel::Aaa] {
        let shown = record.display(&level, &terms());
        let conflict = shown.rows.iter().find(|row| row.label.starts_with("Sources disagree"));
        assert!(conflict.is_some_and(|row| row.value.contains("predicate")), "{level}");
    }
}

#[test]
fn only_what_was_checked_is_confirmed() {
    let states = [
        (None, "Build attested"),
        (Some(VerificationStatus::NotChecked), "Build attested"),
        (Some(VerificationStatus::SubjectMatched), "Build attested"),
        (Some("somehow".into()), "Build attested"),
        (Some(VerificationStatus::RegistryAsserted), "Build confirmed"),
        (Some(VerificationStatus::SignatureVerified), "Build confirmed"),
        (Some(VerificationStatus::Failed), "Attestation not right"),
    ];
    for (status, heading) in states {
        let mut record = record();
        record.verification = status.map(Verification::new);
        let shown = record.display(&DisplayLevel::Aaa, &terms());
        assert_eq!(shown.heading, heading);
        let text = shown.to_json().to_lowercase();
        assert!(!text.contains("safe"), "{text}");
        if heading == "Build attested" {
            assert!(!shown.statement.contains("confirmed"), "{}", shown.statement);
            assert!(shown.rows.iter().all(|row| row.trust != Some(FactTrust::Verified)));
        }
    }
    let mut asserted = BuildProvenance::new("1.0");
    asserted.source_repository = Some(Fact::of_registry("https://github.com/a/b", ""));
    let shown = asserted.display(&DisplayLevel::A, &terms());
    assert_eq!(shown.heading, "Build stated by the registry");
    let nothing = BuildProvenance::new("1.0").display(&DisplayLevel::A, &terms());
    assert_eq!((nothing.heading.as_str(), nothing.rows.len()), ("No build attested", 0));
    let mut unknown = BuildProvenance::new("1.0");
    unknown.unknown = vec![FactName::SourceRepository].into();
    let shown = unknown.display(&DisplayLevel::A, &terms());
    assert_eq!(shown.rows[0].value, "cannot be read");
}

proptest! {
    #[test]
    fn nothing_shown_is_obeyed(text in any::<String>(), tail in "[\u{202e}\u{1b}\u{7}a]{1,4}") {
        let text = format!("{text}{tail}");
        let mut record = record();
        record.source_repository = fact(&text);
        record.run = fact(&format!("https://x.example/{text}"));
        record.signer = fact(&text);
        record.build_signer = None;
        record.log_entries[0].log_index = Some(text.as_str().into());
        record.artifacts[0].name = Some(text.as_str().into());
        record.conflicts[0].other.value = text.as_str().into();
        let mut terms = terms();
        terms.page = Some(Link::from_document(text.as_str()));
        terms.advisories = Some(Link::from_document("javascript:alert(1)"));
        for level in [DisplayLevel::A, DisplayLevel::Aa, DisplayLevel::Aaa] {
            let shown = record.display(&level, &terms);
            prop_assert!(!shown.statement.contains(is_obeyed));
            for row in shown.rows.iter().chain(shown.sidebar.iter()) {
                prop_assert!(!row.value.contains(is_obeyed) && !row.label.contains(is_obeyed));
                let web = |link: &Link| {
                    link.as_str().starts_with("https://") && !link.as_str().contains(is_obeyed)
                };
                prop_assert!(row.link.as_ref().is_none_or(web), "{:?}", row.link);
            }
        }
    }
}

#[test]
fn differences() {
    let old = record();
    assert!(diff(&old, &old).is_empty());
    let mut new = old.clone();
    new.source_repository = fact("git+https://github.com/Left/margin.git");
    new.runner_environment = fact("self-hosted");
    new.trigger = None;
    new.environment = None;
    new.unknown.push(FactName::Environment);
    new.builder = fact("https://github.com/actions/runner/github-hosted");
    new.conflicts = vec![].into();
    let found = diff(&old, &new);
    let kinds: Vec<_> = found.facts.iter().map(|it| (it.fact.as_str(), it.kind.clone())).collect();
    assert_eq!(
        kinds,
        [
            ("builder", DifferenceKind::TrustChanged),
            ("runnerEnvironment", DifferenceKind::Changed),
            ("trigger", DifferenceKind::Lost),
            ("environment", DifferenceKind::Unknown),
        ]
    );
    assert_eq!(found.settled_conflicts.len(), 1);
    assert_eq!(
        found.facts[1].to_string(),
        "changed runnerEnvironment: github-hosted -> self-hosted"
    );
    let back = diff(&new, &old);
    assert_eq!(back.facts[2].kind, DifferenceKind::Added);
    assert_eq!(back.facts[3].kind, DifferenceKind::WasUnknown);
    assert_eq!((back.new_conflicts.len(), back.check().len()), (1, 0));
}

#[test]
fn summaries_of_what_was_checked() {
    let terms = SummaryTerms::new("https://verifier.example", "pkg:npm/left-margin@1.4.1", "p:1");
    let summed = record().to_verification_summary(&terms).unwrap();
    let Predicate::Vsa(summary) = summed.typed_predicate() else { panic!("{summed:?}") };
    assert!(summary.is_passed() && summary.check().iter().all(|it| it.severity.as_str() == "note"));
    assert_eq!(*summary.verified_levels, [SlsaResult::BuildUnevaluated]);
    assert_eq!(summary.time_verified.unwrap(), "2026-05-04T10:00:00Z");
    assert_eq!(summed.subject[0].digest, record().artifacts[0].digest);
    let with = |status: VerificationStatus, by: Option<&str>| {
        let mut record = record();
        let mut verification = Verification::new(status);
        verification.by = by.map(Link::from_document);
        record.verification = Some(verification);
        record.to_verification_summary(&terms)
    };
    let verified = VerificationStatus::SignatureVerified;
    assert!(with(verified.clone(), None).is_ok());
    assert_eq!(with(verified, Some("https://other.example")), Err(NoSummary::SomebodyElse));
    let asserted = VerificationStatus::RegistryAsserted;
    assert_eq!(with(asserted.clone(), None), Err(NoSummary::SomebodyElse));
    assert!(with(asserted, Some("https://verifier.example")).is_ok(), "the registry itself");
    for status in ["not-checked", "subject-matched", "somehow"] {
        assert_eq!(with(status.into(), None), Err(NoSummary::NotChecked), "{status}");
    }
    let failed = with(VerificationStatus::Failed, None).unwrap();
    let Predicate::Vsa(failed) = failed.typed_predicate() else { panic!("{failed:?}") };
    assert_eq!(failed.verification_result, Some(VerificationResult::Failed));
    assert_eq!(*failed.verified_levels, [SlsaResult::Failed]);
    let mut bare = record();
    bare.artifacts[0].digest = None;
    assert_eq!(bare.to_verification_summary(&terms), Err(NoSummary::NoSubject));
}

#[test]
fn declared_against_attested() {
    let compare = |declared: &str, record: &BuildProvenance| {
        let text = format!(r#"{{"schemaVersion": "1.0", "ecosystem": "npm"{declared}}}"#);
        let comparison = compare_sources(&PackageMetadata::parse(&text).unwrap(), record);
        (comparison.result, comparison.reason)
    };
    let url = |url: &str| format!(r#", "repository": {{"url": "{url}", "directory": "x"}}"#);
    let record = record();
    let cases = [
        (url("https://github.com/left/margin"), SourceResult::Same, SourceReason::EqualText),
        (url("git@github.com:Left/Margin.git"), SourceResult::Same, SourceReason::SameRepository),
        (
            url("https://github.com/left/margin/tree/main/x"),
            SourceResult::Same,
            SourceReason::PlaceWithin,
        ),
        (url("https://github.com/left/m"), SourceResult::Differs, SourceReason::OtherRepository),
        (url("https://github.com/right/margin"), SourceResult::Differs, SourceReason::OtherOwner),
        (url("https://gitlab.com/left/margin"), SourceResult::Differs, SourceReason::OtherHost),
        (url("see below"), SourceResult::DeclaredUnknown, SourceReason::DeclaredUnreadable),
        (String::new(), SourceResult::DeclaredUnknown, SourceReason::NotDeclared),
        (
            r#", "unknown": ["repository"]"#.to_owned(),
            SourceResult::DeclaredUnknown,
            SourceReason::NotSupplied,
        ),
        (
            r#", "repository": {"url": "https://project.example", "connection":
                "scm:git:git://github.com/left/margin.git"}"#
                .to_owned(),
            SourceResult::Same,
            SourceReason::SameRepository,
        ),
    ];
    for (declared, result, reason) in cases {
        assert_eq!(compare(&declared, &record), (result, reason), "{declared}");
    }
    let here = url("https://github.com/left/margin");
    let mut unknown = record.clone();
    unknown.source_repository = None;
    let not_attested = (SourceResult::AttestedUnknown, SourceReason::NotAttested);
    assert_eq!(compare(&here, &unknown), not_attested);
    unknown.unknown.push(FactName::SourceRepository);
    let unreadable = (SourceResult::AttestedUnknown, SourceReason::AttestedUnreadable);
    assert_eq!(compare(&here, &unknown), unreadable);
}
