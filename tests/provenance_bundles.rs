//! Sigstore bundles: what the standard takes is read, what it forbids is found, and nothing is
//! lost on the way.

use pkgschema::provenance::{BuildProvenance, Bundle, FactName, FactOrigin};
use pkgschema::{ParseErrorKind, Severity};
use pkgschema_testkit::bundles;
use pkgschema_testkit::bundles::changes::{ENTRY, Verdict, at, base64, changes, set};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use serde_json::json;
use std::time::Instant;

#[test]
fn every_change_has_its_verdict() {
    let changes = changes();
    assert!(changes.len() >= 50, "{}", changes.len());
    for (name, change, verdict) in changes {
        let mut document = bundles::of_statement(&bundles::statement());
        change(&mut document);
        let text = document.to_string();
        let bundle = Bundle::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_lossless(name, &text, &bundle);
        let findings = bundle.check();
        let errors = findings.iter().filter(|it| it.severity == Severity::Error);
        let errors: Vec<_> = errors.map(|it| it.code).collect();
        match verdict {
            Verdict::Taken => assert!(errors.is_empty(), "{name}: {findings:?}"),
            Verdict::Wrong(code) => assert!(errors.contains(&code), "{name}: {findings:?}"),
            Verdict::Doubtful(code) => {
                assert!(
                    errors.is_empty() && findings.iter().any(|it| it.code == code),
                    "{name}: {findings:?}"
                );
            }
        }
    }
}

#[track_caller]
fn assert_lossless(name: &str, text: &str, bundle: &Bundle) {
    let read = |text: &str| Json::parse(text).expect("JSON");
    let lost = diff(&read(text), &read(&bundle.to_json()));
    assert!(lost.is_empty(), "{name}: {lost:?}");
}

/// Duplicate names, which `serde_json::Value` cannot hold.
#[test]
fn duplicate_members_are_found() {
    let text = bundles::of_statement(&bundles::statement()).to_string();
    let twice = text.replacen(
        '{',
        r#"{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.1","#,
        1,
    );
    let codes: Vec<_> = Bundle::parse(&twice).unwrap().check().iter().map(|it| it.code).collect();
    assert!(codes.contains(&"duplicate-member"), "{codes:?}");
}

#[test]
fn bundles_over_files_are_well_made() {
    let document = bundles::of_file(b"content");
    let bundle = Bundle::parse(&document.to_string()).unwrap();
    assert_eq!(bundle.check(), []);
    let build = BuildProvenance::of_bundle(&bundle);
    assert!(build.predicate_type.is_none());
    assert_eq!(build.artifacts[0].digest.as_ref().map(|set| set.len()), Some(1));
    for (pointer, value, code) in [
        ("/messageSignature/messageDigest/digest", json!("AAAA"), "digest-length"),
        (
            "/messageSignature/messageDigest/digest",
            json!(base64(&"z".repeat(32))),
            "log-body-mismatch",
        ),
        ("/messageSignature/signature", json!("AAAA"), "log-body-mismatch"),
        ("/messageSignature/messageDigest/algorithm", json!("MD5"), "unknown-digest-algorithm"),
        ("/verificationMaterial/x509CertificateChain/certificates", json!([]), "empty-chain"),
    ] {
        let mut other = document.clone();
        set(pointer, value)(&mut other);
        let findings = Bundle::parse(&other.to_string()).unwrap().check();
        assert!(findings.iter().any(|it| it.code == code), "{code}: {findings:?}");
    }
}

#[test]
fn text_that_is_no_bundle_is_refused_by_kind() {
    let whole = bundles::of_statement(&bundles::statement()).to_string();
    for (text, kind) in [
        ("", ParseErrorKind::Empty),
        (&whole[..whole.len() / 2], ParseErrorKind::Syntax),
        ("[]", ParseErrorKind::NotThisDocument),
        (r#"{"payload": "", "signatures": []}"#, ParseErrorKind::NotThisDocument),
    ] {
        assert_eq!(Bundle::parse(text).map_err(|error| error.kind()), Err(kind), "{text:.40}");
    }
}

#[test]
fn spellings_say_the_same() {
    let document = bundles::of_statement(&bundles::statement());
    let build = BuildProvenance::of_bundle(&Bundle::parse(&document.to_string()).unwrap());
    assert_eq!((build.conflicts.len(), build.unknown.len()), (0, 0), "{:?}", build.conflicts);
    for (name, change, verdict) in changes() {
        if verdict == Verdict::Taken && name.contains("snake")
            || name.contains("quotes")
            || name.contains("URL")
        {
            let mut other = document.clone();
            change(&mut other);
            let other = Bundle::parse(&other.to_string()).unwrap();
            assert_eq!(BuildProvenance::of_bundle(&other), build, "{name}");
            assert_eq!(other.in_proto_form().to_json().len(), document.to_string().len(), "{name}");
        }
    }
}

/// Each fact that certificate and predicate both state: another value there is always reported.
#[test]
fn every_changed_fact_is_a_conflict() {
    let workflow = "/predicate/buildDefinition/externalParameters/workflow";
    let internal = "/predicate/buildDefinition/internalParameters/github";
    let dependency = "/predicate/buildDefinition/resolvedDependencies/0";
    for (pointer, value, fact) in [
        (
            format!("{workflow}/repository"),
            json!("https://forge.example/owner/other"),
            FactName::SourceRepository,
        ),
        (format!("{workflow}/ref"), json!("refs/heads/other"), FactName::SourceRef),
        (format!("{workflow}/path"), json!(".ci/other.yml"), FactName::BuildConfig),
        (format!("{internal}/event_name"), json!("schedule"), FactName::Trigger),
        (format!("{internal}/repository_id"), json!("12"), FactName::SourceRepositoryId),
        (format!("{internal}/repository_owner_id"), json!(23), FactName::SourceOwnerId),
        (
            format!("{dependency}/uri"),
            json!("git+https://forge.example/owner/other@refs/tags/v1"),
            FactName::SourceRepository,
        ),
        (format!("{dependency}/digest/gitCommit"), json!("ffff"), FactName::SourceCommit),
        (
            "/predicate/runDetails/metadata/invocationId".to_owned(),
            json!("https://forge.example/owner/left-pad/runs/34"),
            FactName::Run,
        ),
    ] {
        let mut statement = bundles::statement();
        set(&pointer, value.clone())(&mut statement);
        let bundle = bundles::of_statement(&statement).to_string();
        let build = BuildProvenance::of_bundle(&Bundle::parse(&bundle).unwrap());
        let conflict = build.conflicts.iter().find(|conflict| conflict.fact == fact);
        let conflict = conflict.unwrap_or_else(|| panic!("{pointer}: {:?}", build.conflicts));
        assert_eq!(conflict.kept.origin, FactOrigin::Certificate, "{pointer}");
        assert_eq!(build.fact(&fact), Some(&conflict.kept), "{pointer}");
        assert_eq!(conflict.other.origin, FactOrigin::Predicate, "{pointer}");
    }
}

/// Entries, certificates and signatures by the thousand cost as much each as one does.
#[test]
fn many_parts_take_linear_time() {
    let long = |count: usize| {
        let mut document = bundles::of_statement(&bundles::statement());
        let entry = at(&mut document, ENTRY).clone();
        let certificate = at(&mut document, "/verificationMaterial/certificate").clone();
        let signature = at(&mut document, "/dsseEnvelope/signatures/0").clone();
        set("/verificationMaterial/tlogEntries", json!(vec![entry; count]))(&mut document);
        let chain = json!({"certificates": vec![certificate; count]});
        set("/verificationMaterial/x509CertificateChain", chain)(&mut document);
        set("/dsseEnvelope/signatures", json!(vec![signature; count]))(&mut document);
        document.to_string()
    };
    assert_linear("parts of a bundle", 100, |count| {
        let text = long(count);
        let start = Instant::now();
        let bundle = Bundle::parse(&text).unwrap();
        assert!(!bundle.check().is_empty());
        assert_eq!(BuildProvenance::of_bundle(&bundle).log_entries.len(), count);
        start.elapsed()
    });
}

/// What is read of an attestation never panics, wherever it is cut or changed.
#[test]
fn cut_and_changed_bundles_are_read_or_refused() {
    let whole = bundles::of_statement(&bundles::statement()).to_string();
    for at in (0..whole.len()).step_by(7) {
        let Some((head, tail)) = whole.split_at_checked(at) else { continue };
        assert!(Bundle::parse(head).is_err(), "{at}");
        for other in ["\"", "}", "0", "-"] {
            let rest = tail.get(1..).unwrap_or_default();
            if let Ok(bundle) = Bundle::parse(&format!("{head}{other}{rest}")) {
                bundle.check();
                BuildProvenance::of_bundle(&bundle);
            }
        }
    }
}
