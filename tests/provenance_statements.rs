//! Statements: what the standard says of a valid one with something changed in it, each lint
//! beside its nearest neighbour, and whether an artifact is a subject.

use pkgschema::identity::{Digest, DigestAlgorithm, DigestSet, Purl};
use pkgschema::object::{parse_tolerant, write};
use pkgschema::provenance::{Predicate, ResourceDescriptor, Statement, read_lines};
use pkgschema::text::Link;
use pkgschema::{ParseErrorKind, Severity};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::mutation;

use Severity::{Error, Note, Warning};

/// A statement with nothing odd in it; `A` stands for 64 digits.
const VALID: &str = r#"{"_type": "https://in-toto.io/Statement/v1", "subject": [{"name": "left-margin-1.4.1.tgz",
    "digest": {"sha256": "A"}}], "predicateType": "https://slsa.dev/provenance/v1", "predicate":
    {"buildDefinition": {"buildType": "https://ci.example/make", "externalParameters": {}},
    "runDetails": {"builder": {"id": "https://ci.example"}}}}"#;

/// What the standard demands.
enum Verdict {
    /// It is no statement.
    No(ParseErrorKind),
    /// It is one, with nothing odd.
    Fine,
    /// It is one, and this is wrong with it: severity, code, pointer.
    Odd(Severity, &'static str, &'static str),
}

use Verdict::{Fine, No, Odd};

const WRONG: ParseErrorKind = ParseErrorKind::NotThisDocument;

/// What is put in the place of what.
#[rustfmt::skip]
const MUTATIONS: &[(&str, &str, Verdict)] = &[
    // the form
    ("/Statement/v1", "/Statement/v0.1", Fine),
    ("/Statement/v1", "/Statement/v1.0", Odd(Error, "unknown-statement-type", "/_type")),
    ("/Statement/v1", "/Statement/v2", Odd(Error, "unknown-statement-type", "/_type")),
    ("https://in-toto.io/Statement/v1", "Statement", Odd(Error, "malformed-link", "/_type")),
    (r#""https://in-toto.io/Statement/v1""#, "1", No(WRONG)),
    (r#""https://in-toto.io/Statement/v1""#, "null", No(WRONG)),
    (r#""_type""#, r#""type""#, No(WRONG)),
    (r#""predicateType""#, r#""predicate_type""#, No(WRONG)),
    (r#""https://slsa.dev/provenance/v1""#, "{}", No(WRONG)),
    (r#"{"_type""#, r#"[{"_type""#, No(ParseErrorKind::Syntax)),
    (r#""subject""#, r#""_type": "x:y", "subject""#, Odd(Error, "duplicate-member", "/_type")),
    (r#""subject""#, r#""Subject": [], "subject""#, Fine),
    // the subjects
    (r#""subject""#, r#""subjects""#, Odd(Error, "no-subject", "/subject")),
    (r#"[{"name": "left-margin-1.4.1.tgz",
    "digest": {"sha256": "A"}}]"#, "[]", Odd(Error, "no-subject", "/subject")),
    (r#"[{"name": "left-margin-1.4.1.tgz",
    "digest": {"sha256": "A"}}]"#, "null", Odd(Warning, "null-member", "/subject")),
    (r#"[{"name": "left-margin-1.4.1.tgz",
    "digest": {"sha256": "A"}}]"#, r#"{"a": {"sha256": "A"}}"#, Odd(Error, "wrong-type", "/subject")),
    (r#"[{"name""#, r#"["a", {"name""#, Odd(Error, "wrong-type", "/subject/0")),
    (r#"[{"name""#, r#"[{}, {"name""#, Odd(Error, "subject-without-digest", "/subject/0")),
    (r#"{"sha256": "A"}"#, r#""sha256:A""#, Odd(Error, "wrong-type", "/subject/0/digest")),
    (r#"{"sha256": "A"}"#, r#"["A"]"#, Odd(Error, "wrong-type", "/subject/0/digest")),
    (r#"{"sha256": "A"}"#, "{}", Odd(Error, "subject-without-digest", "/subject/0")),
    (r#"{"sha256": "A"}"#, "null", Odd(Error, "subject-without-digest", "/subject/0")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": 10}"#, Odd(Error, "wrong-type", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": ["A"]}"#, Odd(Error, "wrong-type", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": "A", "sha256": "A"}"#, Odd(Error, "duplicate-member", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": "aaaa"}"#, Odd(Error, "malformed-digest", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha512": "A"}"#, Odd(Error, "malformed-digest", "/subject/0/digest/sha512")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo="}"#, Odd(Error, "malformed-digest", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": "0xA"}"#, Odd(Error, "malformed-digest", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"sha256": "B"}"#, Odd(Warning, "digest-case", "/subject/0/digest/sha256")),
    (r#"{"sha256": "A"}"#, r#"{"SHA256": "A", "arn": "any text"}"#, Fine),
    (r#"{"sha256": "A"}"#, r#"{"gitCommit": "A"}"#, Fine),
    (r#"{"sha256": "A"}"#, r#"{"gitCommit": "abc"}"#, Odd(Error, "malformed-digest", "/subject/0/digest/gitCommit")),
    (r#""name": "left-margin-1.4.1.tgz","#, "", Fine),
    (r#""left-margin-1.4.1.tgz""#, "7", Odd(Error, "wrong-type", "/subject/0/name")),
    (r#""left-margin-1.4.1.tgz""#, r#""x", "uri": "not a uri""#, Odd(Error, "malformed-link", "/subject/0/uri")),
    // the predicate
    ("https://slsa.dev/provenance/v1", "", Odd(Error, "malformed-link", "/predicateType")),
    ("https://slsa.dev/provenance/v1", "provenance", Odd(Error, "malformed-link", "/predicateType")),
    ("https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v1.0?draft", Odd(Warning, "former-predicate-type", "/predicateType")),
    ("https://slsa.dev/provenance/v1", "https://slsa.dev/provenance/v9", Fine),
    (r#""predicate":"#, r#""predicate": "text", "then":"#, Odd(Error, "wrong-type", "/predicate")),
    (r#""predicate":"#, r#""predicate": ["text"], "then":"#, Odd(Error, "wrong-type", "/predicate")),
    (r#""predicate":"#, r#""predicate": null, "then":"#, Odd(Error, "missing-build-type", "/predicate")),
    (r#""predicate":"#, r#""slsaProvenance":"#, Odd(Error, "missing-builder-id", "/predicate")),
    (r#""predicate":"#, r#""predicate": {}, "predicate":"#, Odd(Error, "duplicate-member", "/predicate")),
    (r#""buildType": "https://ci.example/make","#, "", Odd(Error, "missing-build-type", "/predicate/buildDefinition")),
    (r#""https://ci.example/make""#, "[]", Odd(Error, "wrong-type", "/predicate/buildDefinition/buildType")),
    (r#", "externalParameters": {}"#, "", Odd(Note, "no-external-parameters", "/predicate/buildDefinition")),
    (r#""externalParameters": {}"#, r#""externalParameters": []"#, Odd(Error, "wrong-type", "/predicate/buildDefinition/externalParameters")),
    (r#""externalParameters": {}"#, r#""externalParameters": {}, "resolvedDependencies": [{"name": "x"}]"#, Odd(Error, "empty-resource", "/predicate/buildDefinition/resolvedDependencies/0")),
    (r#"{"builder": {"id": "https://ci.example"}}"#, "{}", Odd(Error, "missing-builder-id", "/predicate/runDetails")),
    (r#"{"id": "https://ci.example"}"#, r#"{"ID": "https://ci.example"}"#, Odd(Error, "missing-builder-id", "/predicate/runDetails/builder")),
];

/// The text with its digests spelt out.
fn spelt(text: &str) -> String {
    text.replace("\"A\"", &format!("\"{}\"", "a".repeat(64)))
        .replace("0xA", &format!("0x{}", "a".repeat(64)))
        .replace("\"B\"", &format!("\"{}\"", "AB".repeat(32)))
}

fn statement(text: &str) -> Statement {
    Statement::parse(&spelt(text)).unwrap()
}

#[test]
fn a_valid_statement_changed() {
    assert!(statement(VALID).check().is_empty(), "{:?}", statement(VALID).check());
    assert!(MUTATIONS.len() >= 30);
    for (from, to, verdict) in MUTATIONS {
        assert!(VALID.contains(from), "{from}");
        let text = spelt(&VALID.replacen(from, to, 1));
        let read = Statement::parse(&text);
        let case = format!("{to} instead of {from}");
        let findings = read.as_ref().map(Statement::check);
        match verdict {
            No(kind) => assert_eq!(read.unwrap_err().kind(), *kind, "{case}"),
            Fine => assert!(findings.as_ref().is_ok_and(Vec::is_empty), "{case}: {findings:?}"),
            Odd(severity, code, pointer) => {
                let findings = findings.expect(&case);
                let found = findings.iter().any(|it| {
                    (it.severity, it.code, it.pointer.as_str()) == (*severity, *code, *pointer)
                });
                assert!(found, "{case}: {findings:?}");
                let worst = findings.iter().map(|it| it.severity).max();
                assert!(worst == Some(*severity) || *code == "null-member", "{case}: {findings:?}");
            }
        }
    }
}

/// Whatever is changed: reading never fails for a member that a statement can do without, and
/// what is written is what was read.
#[test]
fn mutated_statements_are_kept() {
    let mut read = 0;
    for number in 0..400 {
        let text = mutation::text(&spelt(VALID), number);
        let Ok(statement) = Statement::parse(&text) else { continue };
        read += 1;
        let source = Json::parse(&text).unwrap();
        let written = Json::parse(&statement.to_json()).unwrap();
        assert_eq!(diff(&source, &written), [], "{text}");
        assert_eq!(parse_tolerant::<Statement>(&text).unwrap(), statement);
        let _ = (statement.check(), statement.typed_predicate().to_slsa_v1());
    }
    assert!(read > 40, "{read}");
}

/// Code, severity, pointer, a statement that raises it, one that does not.
type Case = (&'static str, Severity, &'static str, &'static str, &'static str);

/// `T` stands for the type of statements, `1` or `0.1`.
#[rustfmt::skip]
const CASES: &[Case] = &[
    ("missing-subject-name", Error, "/subject/0", r#"{"T": 0, "subject": [{"digest": {"sha256": "A"}}]}"#, r#"{"T": 1, "subject": [{"digest": {"sha256": "A"}}]}"#),
    ("missing-subject-name", Error, "/subject/0", r#"{"T": 0, "subject": [{"name": "", "digest": {"sha256": "A"}}]}"#, r#"{"T": 0, "subject": [{"name": "_", "digest": {"sha256": "A"}}]}"#),
    ("duplicate-subject-name", Error, "/subject/1/name", r#"{"T": 0, "subject": [{"name": "_", "digest": {"sha256": "A"}}, {"name": "_", "digest": {"sha256": "A"}}]}"#,
        r#"{"T": 1, "subject": [{"name": "_", "digest": {"sha256": "A"}}, {"name": "_", "digest": {"sha256": "A"}}]}"#),
    ("duplicate-subject-name", Warning, "/subject/1/name", r#"{"T": 1, "subject": [{"name": "a", "digest": {"sha256": "A"}}, {"name": "a", "digest": {"sha256": "A"}}]}"#,
        r#"{"T": 1, "subject": [{"name": "a", "digest": {"sha256": "A"}}, {"name": "b", "digest": {"sha256": "A"}}]}"#),
    ("duplicate-subject-uri", Warning, "/subject/1/uri", r#"{"T": 1, "subject": [{"uri": "a:b", "digest": {"sha256": "A"}}, {"uri": "a:b", "digest": {"sha256": "A"}}]}"#,
        r#"{"T": 1, "subject": [{"uri": "a:b", "digest": {"sha256": "A"}}, {"digest": {"sha256": "A"}}]}"#),
    ("former-predicate-type", Warning, "/predicateType", r#"{"T": 0, "predicateType": "https://in-toto.io/Provenance/v0.1"}"#, r#"{"T": 0, "predicateType": "https://slsa.dev/provenance/v0.1"}"#),
    ("predicate-not-empty", Error, "/predicate", r#"{"T": 1, "predicateType": "PYPI", "predicate": {"a": 1}}"#, r#"{"T": 1, "predicateType": "PYPI", "predicate": { }}"#),
    ("predicate-not-empty", Error, "/predicate", r#"{"T": 1, "predicateType": "PYPI", "predicate": ""}"#, r#"{"T": 1, "predicateType": "PYPI", "predicate": null}"#),
    ("null-member", Warning, "/predicate", r#"{"T": 1, "predicateType": "NPM", "predicate": null}"#, r#"{"T": 1, "predicateType": "PYPI", "predicate": null}"#),
    ("not-one-subject", Error, "/subject", r#"{"T": 1, "predicateType": "PYPI", "subject": [{"name": "a", "digest": {"sha256": "A"}}, {"name": "b", "digest": {"sha256": "A"}}]}"#, r#"{"T": 1, "predicateType": "PYPI"}"#),
    ("missing-file-name", Error, "/subject/0", r#"{"T": 1, "predicateType": "PYPI", "subject": [{"digest": {"sha256": "A"}}]}"#, r#"{"T": 1, "predicateType": "PYPI"}"#),
    ("subject-no-npm-purl", Error, "/subject/0", r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:pypi/a@1", "digest": {"sha256": "A"}}]}"#,
        r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:npm/a@1", "digest": {"sha256": "A"}}]}"#),
    ("other-package", Error, "/subject/0/name", r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:npm/%40left/a@1", "digest": {"sha256": "A"}}], "predicate": {"name": "@right/a", "version": "1", "registry": "https://registry.example"}}"#,
        r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:npm/@left/a@1", "digest": {"sha256": "A"}}], "predicate": {"name": "@left/a", "version": "1", "registry": "https://registry.example"}}"#),
    ("other-package", Error, "/subject/0/name", r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:npm/a", "digest": {"sha256": "A"}}], "predicate": {"version": "1"}}"#,
        r#"{"T": 0, "predicateType": "NPM", "subject": [{"name": "pkg:npm/a", "digest": {"sha256": "A"}}], "predicate": {"name": "a"}}"#),
    ("missing-registry", Error, "/predicate", r#"{"T": 0, "predicateType": "NPM", "predicate": {"name": "a"}}"#, r#"{"T": 0, "predicateType": "NPM", "predicate": {"registry": "https://registry.example"}}"#),
    ("missing-purl", Error, "/predicate", r#"{"T": 1, "predicateType": "RELEASE2"}"#, r#"{"T": 1, "predicateType": "RELEASE2", "predicate": {"purl": "pkg:npm/a@1"}}"#),
    ("purl-without-version", Error, "/predicate/purl", r#"{"T": 1, "predicateType": "RELEASE1", "predicate": {"purl": "pkg:npm/a"}}"#, r#"{"T": 1, "predicateType": "RELEASE1", "predicate": {"purl": "pkg:oci/a@1?tag=x"}}"#),
    ("purl-unreadable", Error, "/predicate/purl", r#"{"T": 1, "predicateType": "RELEASE1", "predicate": {"purl": "pkg:npm/"}}"#, r#"{"T": 1, "predicateType": "RELEASE1", "predicate": {"purl": "pkg:npm/a@1"}}"#),
    ("purl-with-subpath", Warning, "/predicate/purl", r#"{"T": 1, "predicateType": "RELEASE2", "predicate": {"purl": "pkg:npm/a@1#b"}}"#, r#"{"T": 1, "predicateType": "RELEASE2", "predicate": {"purl": "pkg:npm/a@1"}}"#),
    ("other-version-member", Warning, "/predicate/releaseId", r#"{"T": 1, "predicateType": "RELEASE2", "predicate": {"purl": "pkg:npm/a@1", "releaseId": "1"}}"#, r#"{"T": 1, "predicateType": "RELEASE1", "predicate": {"purl": "pkg:npm/a@1", "releaseId": "1"}}"#),
    ("missing-recipe-type", Error, "/predicate/recipe", r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {"recipe": {}}}"#, r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {}}"#),
    ("no-such-material", Error, "/predicate/recipe/definedInMaterial", r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {"recipe": {"definedInMaterial": 1}, "materials": [{}]}}"#,
        r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {"recipe": {"definedInMaterial": 1}, "materials": [{}, {}]}}"#),
    ("missing-builder-id", Error, "/predicate", r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {}}"#, r#"{"T": 0, "predicateType": "SLSA0.1", "predicate": {"builder": {"id": "a:b"}}}"#),
    ("missing-build-type", Error, "/predicate", r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {}}"#, r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {"buildType": "a:b"}}"#),
    ("misspelt-member", Warning, "/predicate/metadata/buildInvocationID", r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {"metadata": {"buildInvocationID": "1"}}}"#, r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {"metadata": {"buildInvocationId": "1"}}}"#),
    ("finished-before-started", Warning, "/predicate/metadata/buildFinishedOn", r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {"metadata": {"buildStartedOn": "2026-05-04T10:00:00Z", "buildFinishedOn": "2026-05-04T11:00:00+02:00"}}}"#,
        r#"{"T": 0, "predicateType": "SLSA0.2", "predicate": {"metadata": {"buildStartedOn": "2026-05-04T10:00:00Z", "buildFinishedOn": "2026-05-04T10:00:00Z"}}}"#),
    ("malformed-content", Error, "/predicate/runDetails/byproducts/0/content", r#"{"T": 1, "predicateType": "SLSA1", "predicate": {"runDetails": {"byproducts": [{"content": "?"}]}}}"#, r#"{"T": 1, "predicateType": "SLSA1", "predicate": {"runDetails": {"byproducts": [{"content": "_-8"}]}}}"#),
    ("missing-verifier-id", Error, "/predicate/verifier", r#"{"T": 1, "predicateType": "VSA", "predicate": {"verifier": {}}}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"verifier": {"id": "a:b"}}}"#),
    ("missing-resource-uri", Error, "/predicate", r#"{"T": 1, "predicateType": "VSA"}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"resourceUri": "a:b"}}"#),
    ("missing-policy-uri", Error, "/predicate/policy", r#"{"T": 1, "predicateType": "VSA", "predicate": {"policy": {"digest": {"sha256": "A"}}}}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"policy": {"uri": "a:b"}}}"#),
    ("policy-without-digest", Note, "/predicate/policy", r#"{"T": 1, "predicateType": "VSA", "predicate": {"policy": {"uri": "a:b"}}}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"policy": {"digest": {"sha256": "A"}}}}"#),
    ("missing-verification-result", Error, "/predicate", r#"{"T": 1, "predicateType": "VSA"}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"verificationResult": "FAILED"}}"#),
    ("unlisted-verification-result", Error, "/predicate/verificationResult", r#"{"T": 1, "predicateType": "VSA", "predicate": {"verificationResult": "passed"}}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"verificationResult": "PASSED"}}"#),
    ("missing-verified-levels", Error, "/predicate", r#"{"T": 1, "predicateType": "VSA"}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"verifiedLevels": []}}"#),
    ("two-levels-of-a-track", Error, "/predicate/verifiedLevels/1", r#"{"T": 1, "predicateType": "VSA", "predicate": {"verifiedLevels": ["SLSA_BUILD_LEVEL_3", "SLSA_BUILD_LEVEL_UNEVALUATED"]}}"#,
        r#"{"T": 1, "predicateType": "VSA", "predicate": {"verifiedLevels": ["SLSA_BUILD_LEVEL_3", "SLSA_SOURCE_LEVEL_3", "SLSA_BUILD"]}}"#),
    ("levels-contradict-result", Warning, "/predicate/verifiedLevels", r#"{"T": 1, "predicateType": "VSA", "predicate": {"verificationResult": "PASSED", "verifiedLevels": ["FAILED"]}}"#,
        r#"{"T": 1, "predicateType": "VSA", "predicate": {"verificationResult": "FAILED", "verifiedLevels": ["FAILED"]}}"#),
    ("attestation-without-digest", Error, "/predicate/inputAttestations/0", r#"{"T": 1, "predicateType": "VSA", "predicate": {"inputAttestations": [{"uri": "a:b"}]}}"#, r#"{"T": 1, "predicateType": "VSA", "predicate": {"inputAttestations": [{"digest": {"sha256": "A"}}]}}"#),
];

/// A statement whose members are those given; one subject and an unknown predicate type otherwise.
fn lint_case(text: &str) -> Statement {
    let uris = [
        ("PYPI", pkgschema::provenance::PypiPublish::URI),
        ("NPM", pkgschema::provenance::NpmPublish::URI),
        ("RELEASE1", pkgschema::provenance::ReleaseV0_1::URI),
        ("RELEASE2", pkgschema::provenance::ReleaseV0_2::URI),
        ("SLSA0.1", pkgschema::provenance::slsa::v0_1::Provenance::URI),
        ("SLSA0.2", pkgschema::provenance::slsa::v0_2::Provenance::URI),
        ("SLSA1", pkgschema::provenance::slsa::v1::Provenance::URI),
        ("VSA", pkgschema::provenance::VerificationSummary::URI),
    ];
    let mut text = spelt(text)
        .replace(r#""T": 0"#, r#""_type": "https://in-toto.io/Statement/v0.1""#)
        .replace(r#""T": 1"#, r#""_type": "https://in-toto.io/Statement/v1""#);
    for (short, uri) in uris {
        text = text.replace(&format!("\"{short}\""), &format!("\"{uri}\""));
    }
    let more = |name: &str, value: &str, text: &str| match text.contains(&format!("\"{name}\":")) {
        true => text.to_owned(),
        false => text.replacen('{', &format!("{{\"{name}\": {value}, "), 1),
    };
    let subject = spelt(r#"[{"name": "a", "digest": {"sha256": "A"}}]"#);
    let text = more("subject", &subject, &text);
    Statement::parse(&more("predicateType", "\"urn:x:1\"", &text)).unwrap()
}

#[test]
fn each_lint_and_its_neighbour() {
    for (code, severity, pointer, raises, silent) in CASES {
        let at = |text: &str| {
            let findings = lint_case(text).check();
            findings
                .into_iter()
                .filter(|it| it.code == *code && it.pointer.as_str() == *pointer)
                .map(|it| it.severity)
                .collect::<Vec<_>>()
        };
        assert_eq!(at(raises), [*severity], "{code}: {raises}: {:?}", lint_case(raises).check());
        assert_eq!(at(silent), [], "{code}: {silent}");
    }
}

#[test]
fn predicates_are_typed_by_their_type() {
    let of = |uri: &str, predicate: &str| {
        let text = format!(
            r#"{{"_type": "https://in-toto.io/Statement/v1", "subject": [], "predicateType": "{uri}"{predicate}}}"#
        );
        Statement::parse(&text).unwrap().typed_predicate()
    };
    for (former, present) in Predicate::FORMER {
        assert_eq!(of(former, "").uri(), *present);
        assert_eq!(of(former, r#", "predicate": {}"#), of(present, r#", "predicate": {}"#));
    }
    let v1 = "https://slsa.dev/provenance/v1";
    for empty in ["", r#", "predicate": null"#, r#", "predicate": {}"#] {
        assert_eq!(of(v1, empty), Predicate::SlsaV1(Default::default()), "{empty:?}");
    }
    for odd in [r#""text""#, "[]", "7", "true"] {
        let Predicate::Other { uri, raw } = of(v1, &format!(r#", "predicate": {odd}"#)) else {
            panic!("{odd}")
        };
        assert_eq!((uri.as_str(), raw.unwrap().as_str()), (v1, odd));
    }
    let Predicate::Other { raw: None, .. } = of("urn:x:1", "") else { panic!() };
    // Names differ from near names.
    for near in ["https://slsa.dev/provenance/v1.1", "https://slsa.dev/provenance/v1/", "x"] {
        assert!(matches!(of(near, ""), Predicate::Other { .. }), "{near}");
    }
    let publish = of(pkgschema::provenance::PypiPublish::URI, r#", "predicate": null"#);
    assert_eq!(publish.to_raw().unwrap().as_str(), "null");
}

#[test]
fn predicates_go_into_statements_and_out() {
    let fixtures =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/provenance");
    let uris = [
        ("slsa-provenance-0-1", "https://slsa.dev/provenance/v0.1"),
        ("slsa-provenance-0-2", "https://slsa.dev/provenance/v0.2"),
        ("slsa-provenance-1", "https://slsa.dev/provenance/v1"),
        ("verification-summary", "https://slsa.dev/verification_summary/v1"),
        ("release-0-1", "https://in-toto.io/attestation/release/v0.1"),
        ("release-0-2", "https://in-toto.io/attestation/release/v0.2"),
        ("npm-publish", pkgschema::provenance::NpmPublish::URI),
    ];
    for (name, uri) in uris {
        for file in std::fs::read_dir(fixtures.join(name)).unwrap() {
            let predicate = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let mut read = statement(VALID);
            read.predicate_type = Link::new(uri).unwrap();
            let text = write(&read).replace(read.predicate.as_ref().unwrap().as_str(), &predicate);
            let typed = Statement::parse(&text).unwrap().typed_predicate();
            assert_eq!(typed.uri(), uri);
            let built = Statement::with_predicate(Vec::new(), &typed);
            assert_eq!((built.typed_predicate(), built.predicate_type.as_str()), (typed, uri));
            let source = Json::parse(&predicate).unwrap();
            let written = Json::parse(built.predicate.unwrap().as_str()).unwrap();
            assert_eq!(diff(&source, &written), [], "{name}");
        }
    }
}

#[test]
fn artifacts_are_matched_by_accepted_digests() {
    use DigestAlgorithm::{GitCommit, Md5, Sha256, Sha512};
    let (a, b) = ("aa".repeat(32), "bb".repeat(32));
    let set = |text: &str| -> DigestSet {
        serde_json::from_str(&text.replace('A', &a).replace('B', &b)).unwrap()
    };
    let of = |text: &str| {
        let mut subject = ResourceDescriptor::default();
        subject.digest = Some(set(text));
        Statement::new(Link::new(Statement::V1).unwrap(), vec![subject], Link::new("a:b").unwrap())
    };
    let arn = DigestAlgorithm::from("arn");
    let cases: &[(&str, &str, &[DigestAlgorithm], bool)] = &[
        (r#"{"sha256": "A"}"#, r#"{"sha256": "A"}"#, &[Sha256], true),
        (r#"{"sha256": "A"}"#, r#"{"sha256": "A"}"#, &[Sha512], false),
        (r#"{"sha256": "A"}"#, r#"{"sha256": "A"}"#, &[], false),
        (r#"{"sha256": "A"}"#, r#"{"sha256": "B"}"#, &[Sha256], false),
        // no overlap is no match
        (r#"{"sha256": "A"}"#, r#"{"sha512": "A"}"#, &[Sha256, Sha512], false),
        (r#"{"sha256": "A"}"#, "{}", &[Sha256], false),
        // what is not accepted does not count, whatever it says
        (r#"{"sha256": "A", "arn": "x"}"#, r#"{"sha256": "A", "arn": "y"}"#, &[Sha256], true),
        (r#"{"sha256": "A", "arn": "x"}"#, r#"{"sha256": "B", "arn": "x"}"#, &[Sha256], false),
        (
            r#"{"sha256": "B", "arn": "x"}"#,
            r#"{"sha256": "A", "arn": "x"}"#,
            &[Sha256, arn.clone()],
            true,
        ),
        (r#"{"arn": ""}"#, r#"{"arn": ""}"#, &[arn], false),
        // a malformed digest is none
        (r#"{"sha256": "x"}"#, r#"{"sha256": "x"}"#, &[Sha256], false),
        (r#"{"md5": "A"}"#, r#"{"md5": "A"}"#, &[Md5], false),
        (r#"{"gitCommit": "A"}"#, r#"{"gitCommit": "A"}"#, &[GitCommit], true),
    ];
    for (stated, asked, accepted, expected) in cases {
        let found = of(stated).matches(&set(asked), accepted);
        assert_eq!(found, *expected, "{stated} {asked} {accepted:?}");
    }
    let upper = Digest::from_hex(Sha256, &a.to_uppercase()).unwrap();
    assert!(of(r#"{"sha256": "A"}"#).matches(&DigestSet::from_iter([upper]), &[Sha256]));
    let two = lint_case(
        r#"{"T": 1, "subject": [7, {"name": "b"}, {"name": "c", "digest": {"sha256": "A"}}]}"#,
    );
    let asked = set(r#"{"sha256": "A"}"#);
    let places: Vec<usize> = two.matching_subjects(&asked, &[Sha256]).map(|(at, _)| at).collect();
    assert_eq!(places, [2]);
}

#[test]
fn names_of_packages_are_compared_as_purls() {
    let package: Purl = "pkg:npm/%40left/margin@1.4.1".parse().unwrap();
    let cases = [
        ("pkg:npm/%40left/margin@1.4.1", true),
        ("pkg:npm/@left/margin@1.4.1", true),
        ("PKG:NPM/%40left/margin@1.4.1", true),
        ("pkg:npm/%40Left/margin@1.4.1", false), // old names have capitals of their own
        ("pkg:npm/%40left/margin@1.4.10", false),
        ("pkg:npm/%40left/margin", false),
        ("pkg:npm/left/margin@1.4.1", false),
        ("pkg:npm/margin@1.4.1", false),
        ("pkg:pypi/margin@1.4.1", false),
        ("left-margin-1.4.1.tgz", false),
        ("", false),
    ];
    for (name, expected) in cases {
        let mut subject = ResourceDescriptor::default();
        subject.name = Some(name.into());
        assert_eq!(subject.is_package(&package), expected, "{name}");
        let mut by_uri = ResourceDescriptor::default();
        by_uri.uri = Some(Link::from_document(name));
        assert_eq!(by_uri.is_package(&package), expected, "{name}");
    }
}

#[test]
fn lines_that_are_no_envelopes_are_named() {
    let envelope = r#"{"payloadType": "a/b", "payload": "e30=", "signatures": []}"#;
    let text =
        format!("\u{feff}{envelope}\r\n\n  \n{{\"statement\": 1}}\n{envelope}\n[{envelope}]\nend");
    let lines = read_lines(&text);
    assert_eq!(lines.envelopes.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 5]);
    let skipped: Vec<_> = lines.skipped.iter().map(|it| (it.line, it.error.kind())).collect();
    assert_eq!(skipped, [(4, WRONG), (6, WRONG), (7, ParseErrorKind::Syntax)]);
    assert_eq!(lines.skipped_count, 3);
    let many = read_lines(&"x\n".repeat(5000));
    assert_eq!((many.skipped.len(), many.skipped_count), (1000, 5000));
    assert_eq!(read_lines(""), Default::default());
}
