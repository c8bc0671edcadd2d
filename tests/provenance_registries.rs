//! What registries serve about where packages come from: documents made here, their records, and
//! what is found in them.

use pkgschema::Finding;
use pkgschema::object::parse;
use pkgschema::provenance::{
    BuildProvenance, Bundle, FactOrigin, FactTrust, Pep740Attestation, Pep740Provenance,
    VerificationStatus,
};
use pkgschema::text::encoding::to_base64;
use pkgschema_convert::cargo::CratesIoAnswer;
use pkgschema_convert::formats::{
    AttestationLines, GcbSummary, GithubAttestations, RubygemsAttestations,
};
use pkgschema_convert::npm::{NpmAttestations, VersionManifest};
use pkgschema_convert::pypi::provenance::{from_bundle, names_file, to_bundle};
use pkgschema_convert::readable::{BUILDS, Readable};
use pkgschema_convert::served::Served;
use pkgschema_convert::{Document, LossKind, ToRecord, maven};
use pkgschema_testkit::certificates::{Parts, complete, current};
use pkgschema_testkit::json::{Json, diff};

const PUBLISH: &str = "https://docs.pypi.org/attestations/publish/v1";
const SLSA: &str = "https://slsa.dev/provenance/v1";
const IN_TOTO: &str = "application/vnd.in-toto+json";

/// A statement about the source distribution of a project, in base64.
fn statement(predicate_type: &str, predicate: &str) -> String {
    let digest = "aa".repeat(32);
    to_base64(
        format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"left_margin-1.4.0.tar.gz","digest":{{"sha256":"{digest}"}}}}],"predicateType":"{predicate_type}","predicate":{predicate}}}"#
        )
        .as_bytes(),
    )
}

/// An attestation with that certificate, statement and list of log entries.
fn attestation(der: &[u8], statement: &str, entries: &str) -> String {
    let certificate = to_base64(der);
    format!(
        r#"{{"version":1,"verification_material":{{"certificate":"{certificate}","transparency_entries":{entries}}},"envelope":{{"statement":"{statement}","signature":"c2ln"}}}}"#
    )
}

/// Two entries, which say nothing of the signature.
const ENTRIES: &str =
    r#"[{"logIndex":"7","logId":{"keyId":"AQI="}},{"logIndex":"8","integratedTime":"1767323045"}]"#;

fn published() -> String {
    attestation(&complete(), &statement(PUBLISH, "null"), ENTRIES)
}

fn provenance(publisher: &str, attestations: &[String]) -> Pep740Provenance {
    let all = attestations.join(",");
    let text = format!(
        r#"{{"version":1,"attestation_bundles":[{{"publisher":{publisher},"attestations":[{all}]}}]}}"#
    );
    Pep740Provenance::parse(&text).unwrap()
}

fn codes(found: &[Finding]) -> Vec<&'static str> {
    found.iter().map(|finding| finding.code).collect()
}

#[track_caller]
fn found(found: &[Finding], code: &str, place: &str) {
    let there = found.iter().any(|it| it.code == code && it.pointer.as_str() == place);
    assert!(there, "{code} at {place} is not among {found:?}");
}

const GITHUB: &str =
    r#"{"kind":"GitHub","repository":"owner/left-pad","workflow":"release.yml","environment":""}"#;

#[test]
fn an_attestation_is_checked_as_the_bundle_that_it_is() {
    let text = published();
    let read = Pep740Attestation::parse(&text).unwrap();
    assert_eq!(read.to_json(), text);
    let check = read.check();
    // what the bundle's check finds stands at the attestation's own places
    found(&check, "incomplete-log-entry", "/verification_material/transparency_entries/1");
    found(&check, "no-inclusion-proof", "/verification_material/transparency_entries/0");
    assert!(!codes(&check).contains(&"malformed-certificate"));
    let broken = text.replace(&to_base64(&complete()), "AAAA");
    let check = Pep740Attestation::parse(&broken).unwrap().check();
    found(&check, "malformed-certificate", "/verification_material/certificate");
}

#[test]
fn a_log_entry_about_another_signature_is_found() {
    let body = r#"{"apiVersion":"0.0.1","kind":"dsse","spec":{"payloadHash":{"algorithm":"sha256","value":"00"},"signatures":[]}}"#;
    let entries = format!(r#"[{{"canonicalizedBody":"{}"}}]"#, to_base64(body.as_bytes()));
    let text = attestation(&complete(), &statement(PUBLISH, "{}"), &entries);
    let place = "/verification_material/transparency_entries/0/canonicalizedBody";
    found(&Pep740Attestation::parse(&text).unwrap().check(), "log-body-mismatch", place);
}

#[test]
fn what_the_index_asks_of_attestations() {
    let cases = [
        (r#""version":1"#, r#""version":2"#, "unknown-version", "/version"),
        (r#""version":1,"#, "", "missing-version", ""),
        (ENTRIES, "[]", "no-transparency-entry", "/verification_material"),
        ("c2ln", "", "no-signature", "/envelope"),
        (r#","signature":"c2ln""#, "", "no-signature", "/envelope"),
    ];
    for (from, to, code, place) in cases {
        let check = Pep740Attestation::parse(&published().replace(from, to)).unwrap().check();
        found(&check, code, place);
    }
    let statements = [
        (SLSA, "sha256", "name", None),
        ("https://type.example/v1", "sha256", "name", Some("unaccepted-predicate-type")),
        (PUBLISH, "sha512", "name", Some("no-sha256")),
    ];
    for (kind, digest, name, code) in statements {
        let body = format!(
            r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"{name}":"a-1.zip","digest":{{"{digest}":"{}"}}}}],"predicateType":"{kind}"}}"#,
            "aa".repeat(if digest == "sha256" { 32 } else { 64 })
        );
        let text = attestation(&complete(), &to_base64(body.as_bytes()), ENTRIES);
        let codes = codes(&Pep740Attestation::parse(&text).unwrap().check());
        let own = ["unaccepted-predicate-type", "no-sha256", "not-one-subject"];
        let own: Vec<_> = codes.into_iter().filter(|code| own.contains(code)).collect();
        assert_eq!(own, Vec::from_iter(code), "{kind} {digest}");
    }
    for subjects in ["[]", r#"[{"digest":{}},{"digest":{}}]"#] {
        let body = format!(r#"{{"_type":"x","subject":{subjects},"predicateType":"{PUBLISH}"}}"#);
        let text = attestation(&complete(), &to_base64(body.as_bytes()), ENTRIES);
        let check = Pep740Attestation::parse(&text).unwrap().check();
        found(&check, "not-one-subject", "/envelope/statement/subject");
    }
}

#[test]
fn the_attestations_of_a_file_together() {
    let slsa = attestation(&complete(), &statement(SLSA, "{}"), ENTRIES);
    let good = codes(&provenance(GITHUB, &[published(), slsa.clone()]).check());
    for code in ["duplicate-predicate-type", "other-subject", "incomplete-publisher"] {
        assert!(!good.contains(&code), "{code}");
    }
    let twice = provenance(GITHUB, &[slsa.clone(), slsa]).check();
    let place = "/attestation_bundles/0/attestations/1/envelope/statement/predicateType";
    found(&twice, "duplicate-predicate-type", place);
    let publishers = [
        (r#"{"kind":"GitHub","repository":"a/b"}"#, "incomplete-publisher", "/publisher"),
        (r#"{"kind":"Google"}"#, "incomplete-publisher", "/publisher"),
        (r#"{"kind":"CircleCI","project_id":"1"}"#, "incomplete-publisher", "/publisher"),
        (r#"{"kind":"Forge"}"#, "unknown-publisher-kind", "/publisher/kind"),
        ("{}", "no-kind", "/publisher"),
    ];
    for (publisher, code, place) in publishers {
        let place = format!("/attestation_bundles/0{place}");
        found(&provenance(publisher, &[published()]).check(), code, &place);
    }
    found(&provenance(GITHUB, &[]).check(), "no-attestations", "/attestation_bundles/0");
}

#[test]
fn environments_and_claims_that_say_nothing_stay_apart() {
    for publisher in [
        r#"{"kind":"GitHub","claims":null,"environment":null}"#,
        r#"{"kind":"GitHub","claims":{},"environment":""}"#,
        r#"{"kind":"GitHub"}"#,
        r#"{"kind":"Forge","answer":[42.0]}"#,
    ] {
        let read = provenance(publisher, &[]);
        let written = read.to_json();
        assert!(written.contains(publisher), "{written}");
        assert_eq!(read.to_record().value, []);
    }
}

#[test]
fn the_index_stands_behind_the_certificate() {
    let build = |publisher: &str, certificate: &[u8]| {
        let one = attestation(certificate, &statement(PUBLISH, "{}"), ENTRIES);
        provenance(publisher, &[one]).to_record().value.remove(0)
    };
    let with_environment = GITHUB.replace(r#""environment":"""#, r#""environment":"pypi""#);
    let bare = Parts::with([]).der();
    let stated = build(&with_environment, &bare);
    let repository = stated.source_repository.unwrap();
    assert_eq!(repository.value, "https://github.com/owner/left-pad");
    assert_eq!(
        (repository.origin, repository.trust),
        (FactOrigin::Registry, FactTrust::RegistryAsserted)
    );
    assert_eq!(
        stated.build_config.unwrap().value,
        "https://github.com/owner/left-pad/.github/workflows/release.yml"
    );
    assert_eq!(stated.environment.unwrap().place.unwrap(), "/publisher/environment");
    assert_eq!(stated.log_entries[1].log_index.as_deref(), Some("8"));
    // the same in the certificate, with the branch behind it: no conflict
    let own = Parts::with([
        current(8, "https://token.example"),
        current(12, "https://github.com/Owner/left-pad"),
        current(18, "https://github.com/Owner/left-pad/.github/workflows/release.yml@refs/tags/v1"),
    ]);
    let agreed = build(GITHUB, &own.der());
    assert_eq!(agreed.conflicts.len(), 0, "{:?}", agreed.conflicts);
    assert_eq!(agreed.source_repository.unwrap().origin, FactOrigin::Certificate);
    // another workflow and another repository are reported
    let torn =
        build(&GITHUB.replace("release", "publish").replace("left-pad", "right-pad"), &own.der());
    let about: Vec<&str> = torn.conflicts.iter().map(|it| it.fact.as_str()).collect();
    assert_eq!(about, ["sourceRepository", "buildConfig"]);
}

#[test]
fn a_self_managed_forge_is_told_by_the_certificate() {
    let own = Parts::with([
        current(8, "https://forge.example"),
        current(12, "https://forge.example/group/margin"),
        current(18, "https://forge.example/group/margin//ci/release.yml@refs/heads/main"),
    ]);
    let one = attestation(&own.der(), &statement(PUBLISH, "{}"), ENTRIES);
    let publisher = r#"{"kind":"GitLab","repository":"group/margin","workflow_filepath":"ci/release.yml","environment":null}"#;
    let build = provenance(publisher, &[one]).to_record().value.remove(0);
    assert_eq!(build.conflicts.len(), 0, "{:?}", build.conflicts);
    let google = provenance(r#"{"kind":"Google","email":"who@else.example"}"#, &[published()]);
    let build = google.to_record().value.remove(0);
    assert_eq!(build.conflicts[0].other.value, "who@else.example");
}

#[test]
fn attestations_become_bundles_and_come_back() {
    let own = Pep740Attestation::parse(&published()).unwrap();
    let bundle = to_bundle(&own);
    assert_eq!(bundle.losses, []);
    let back = from_bundle(&bundle.value).unwrap();
    assert_eq!(back.value, own);
    let lost: Vec<_> = back.losses.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(lost, ["/mediaType"]);
    // all log entries went along
    assert_eq!(back.value.verification_material.unwrap().transparency_entries.len(), 2);
}

#[test]
fn what_an_attestation_has_no_place_for_is_named() {
    let statement = statement(PUBLISH, "{}");
    let text = format!(
        r#"{{"mediaType":"application/vnd.dev.sigstore.bundle+json;version=0.2","x":1,"verificationMaterial":{{"x509CertificateChain":{{"certificates":[{{"rawBytes":"AA=="}},{{"rawBytes":"AQ=="}}]}},"tlogEntries":[{{"logIndex":7}}],"timestampVerificationData":{{"rfc3161Timestamps":[{{"signedTimestamp":"AA=="}}]}}}},"dsseEnvelope":{{"payload":"{statement}","payloadType":"{IN_TOTO}","signatures":[{{"sig":"_-8=","keyid":"k"}},{{"sig":"AA==","keyid":""}}]}}}}"#
    );
    let converted = from_bundle(&Bundle::parse(&text).unwrap()).unwrap();
    let lost: Vec<_> = converted.losses.iter().map(|it| (it.kind, it.pointer.as_str())).collect();
    let dropped = [
        "/x",
        "/mediaType",
        "/dsseEnvelope/signatures/0/keyid",
        "/dsseEnvelope/signatures/1",
        "/verificationMaterial/x509CertificateChain/certificates/1",
        "/verificationMaterial/timestampVerificationData",
    ];
    for place in dropped {
        assert!(lost.contains(&(LossKind::Dropped, place)), "{place} of {lost:?}");
    }
    // the number in quotes, the other alphabet
    for place in ["/verificationMaterial/tlogEntries/0/logIndex", "/dsseEnvelope/signatures/0/sig"]
    {
        assert!(lost.contains(&(LossKind::Normalized, place)), "{place} of {lost:?}");
    }
    assert_eq!(lost.len(), dropped.len() + 2, "{lost:?}");
    let envelope = converted.value.envelope.unwrap();
    assert_eq!(envelope.signature.unwrap().as_str(), "/+8=");
    let material = converted.value.verification_material.unwrap();
    assert_eq!(material.certificate.unwrap().as_str(), "AA==");
}

#[test]
fn bundles_that_are_no_attestations_are_refused_by_name() {
    let bundle = |rest: &str| Bundle::parse(&format!(r#"{{"mediaType":"x"{rest}}}"#)).unwrap();
    let envelope = |kind: &str, signatures: &str| {
        format!(
            r#","dsseEnvelope":{{"payload":"e30=","payloadType":"{kind}","signatures":{signatures}}}"#
        )
    };
    let signed = r#"[{"sig":"AA=="}]"#;
    let key = r#","verificationMaterial":{"publicKey":{"hint":"k"}}"#;
    let cases = [
        (r#","messageSignature":{}"#.to_owned(), "no-envelope"),
        (envelope("text/plain", signed), "other-payload-type"),
        (envelope(IN_TOTO, "[]"), "no-signature"),
        (envelope(IN_TOTO, signed), "no-certificate"),
        (envelope(IN_TOTO, signed) + key, "no-certificate"),
    ];
    for (rest, code) in cases {
        assert_eq!(from_bundle(&bundle(&rest)).unwrap_err().code, code, "{rest}");
    }
}

#[test]
fn files_are_named_as_they_are_read() {
    let own = Pep740Attestation::parse(&published()).unwrap();
    let cases = [
        ("left_margin-1.4.0.tar.gz", true),
        ("Left.Margin-1.4.tar.gz", true),
        ("left-margin-1.4.0.tar.gz", true),
        ("left_margin-1.4.0.zip", false),
        ("left_margin-1.4.0-py3-none-any.whl", false),
        ("left_margin-1.4.1.tar.gz", false),
        ("right_margin-1.4.0.tar.gz", false),
        ("", false),
    ];
    for (file, same) in cases {
        assert_eq!(names_file(&own, file), Some(same), "{file}");
    }
}

/// A bundle with a statement of that type, as npm serves it.
fn npm_bundle(stated: &str, inside: &str, sha512: &str) -> String {
    let body = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v1","subject":[{{"name":"pkg:npm/left-margin@1.4.1","digest":{{"sha512":"{}"}}}}],"predicateType":"{inside}"}}"#,
        sha512.repeat(64)
    );
    let payload = to_base64(body.as_bytes());
    format!(
        r#"{{"predicateType":"{stated}","bundle":{{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","dsseEnvelope":{{"payload":"{payload}","payloadType":"{IN_TOTO}","signatures":[{{"sig":"AA=="}}]}}}}}}"#
    )
}

#[test]
fn npm_attestations() {
    let answer = |all: &[String]| {
        NpmAttestations::parse(&format!(r#"{{"attestations":[{}]}}"#, all.join(","))).unwrap()
    };
    let publish = "https://github.com/npm/attestation/tree/main/specs/publish/v0.1";
    let good = answer(&[npm_bundle(SLSA, SLSA, "aa"), npm_bundle(publish, publish, "aa")]);
    for code in ["other-predicate-type", "other-subject", "no-bundle"] {
        assert!(!codes(&good.check()).contains(&code), "{code}");
    }
    let records = good.to_record();
    assert_eq!(records.value.len(), 2);
    assert_eq!(records.value[0].artifacts[0].name.as_deref(), Some("pkg:npm/left-margin@1.4.1"));
    assert!(good.of_type(publish).is_some() && good.of_type("x").is_none());
    let lost: Vec<_> = records.losses.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(lost, ["/attestations/0/bundle", "/attestations/1/bundle"]);
    let torn = answer(&[npm_bundle(SLSA, SLSA, "aa"), npm_bundle(publish, SLSA, "bb")]).check();
    found(&torn, "other-predicate-type", "/attestations/1/predicateType");
    found(&torn, "other-subject", "/attestations/1/bundle");
    found(&answer(&["{}".to_owned()]).check(), "no-bundle", "/attestations/0");
}

#[test]
fn a_stripped_manifest_does_not_say_that_there_is_none() {
    let read = |text: &str| VersionManifest::parse(text).unwrap();
    let stripped = read(r#"{"name":"@left/margin","version":"1.4.1","dist":{"shasum":"aa"}}"#);
    assert_eq!(stripped.attested(), Served::Unknown);
    assert_eq!(stripped.trusted_publisher(), Served::Unknown);
    assert_eq!(stripped.approver(), Served::Unknown);
    let builds = stripped.builds().value;
    assert_eq!(builds[0].artifacts[0].name.as_deref(), Some("pkg:npm/%40left/margin@1.4.1"));
    assert_eq!(builds[0].unknown.len(), pkgschema::provenance::FactName::LISTED.len());
    let plain = r#"{"name":"a","version":"1.0.0","_npmUser":{"name":"who"},"dist":{"signatures":[{"keyid":"k","sig":"AA=="}]}}"#;
    let plain = read(plain);
    assert_eq!((plain.attested(), plain.trusted_publisher()), (Served::Nothing, Served::Nothing));
    assert_eq!(plain.builds().value, []);
    let attested = r#"{"name":"a","version":"1.0.0","_npmUser":{"name":"ci","trustedPublisher":{"id":"github","oidcConfigId":"oidc:1"},"approver":{"name":"who"}},"dist":{"signatures":[{"keyid":"k","sig":"AA=="}],"attestations":{"url":"https://registry.example/a","provenance":{"predicateType":"https://slsa.dev/provenance/v1"}}}}"#;
    let attested = read(attested);
    assert_eq!(attested.approver().get().unwrap().as_str(), r#"{"name":"who"}"#);
    let build = attested.builds().value.remove(0);
    assert_eq!(build.predicate_type.unwrap(), SLSA);
    let issuer = build.issuer.unwrap();
    assert_eq!(issuer.value, "https://token.actions.githubusercontent.com");
    assert_eq!(issuer.trust, FactTrust::RegistryAsserted);
    assert_eq!(build.verification.unwrap().status, VerificationStatus::RegistryAsserted);
    assert!(build.unknown.iter().any(|name| name.as_str() == "sourceCommit"));
}

#[test]
fn crates_io_publications() {
    let version = |data: &str| {
        let text = format!(r#"{{"version":{{"crate":"margin","num":"1.0.0"{data}}}}}"#);
        CratesIoAnswer::parse(&text).unwrap()
    };
    let gitlab = r#","trustpub_data":{"provider":"gitlab","project_path":"group/sub/margin","job_id":"9","sha":"0a"}"#;
    let build = version(gitlab).builds().value.remove(0);
    assert_eq!(build.run.unwrap().value, "https://gitlab.com/group/sub/margin/-/jobs/9");
    assert_eq!(build.source_commit.unwrap().place.unwrap(), "/version/trustpub_data/sha");
    assert_eq!(build.artifacts[0].name.as_deref(), Some("pkg:cargo/margin@1.0.0"));
    assert_eq!(version(r#","trustpub_data":null"#).builds().value, []);
    let unknown = version("").builds().value.remove(0);
    assert!(unknown.unknown.iter().any(|name| name.as_str() == "sourceRepository"));
    let other = version(r#","trustpub_data":{"provider":"forge","project":"a","sha":"0a"}"#);
    let other = other.builds();
    assert_eq!(other.value[0].source_repository, None);
    assert_eq!(other.value[0].issuer, None);
    let lost: Vec<_> = other.losses.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(lost, ["/version/trustpub_data/provider", "/version/trustpub_data/project"]);
}

#[test]
fn maven_side_files() {
    let text = r#"{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo="},"signature":"AA=="}}"#;
    let bundle = Bundle::parse(text).unwrap();
    let build = maven::provenance::build_of("widget-1.0.jar.sigstore.json", &bundle).unwrap();
    let artifact = &build.artifacts[0];
    assert_eq!(artifact.name.as_deref(), Some("widget-1.0.jar"));
    assert_eq!(artifact.digest.as_ref().unwrap().digests().count(), 1);
    assert_eq!(maven::provenance::build_of(".sigstore.json", &bundle), None);
    assert_eq!(maven::provenance::bundle_file("a.pom"), "a.pom.sigstore.json");
    let codes =
        codes(&maven::provenance::check(&Bundle::parse(r#"{"dsseEnvelope":null}"#).unwrap()));
    assert!(codes.contains(&"not-a-file-signature"));
}

/// A summary with a copy of that text beside what is signed.
fn summary(copy: &str, digest: &str) -> GcbSummary {
    let signed = format!(
        r#"{{"_type":"https://in-toto.io/Statement/v0.1","subject":[{{"name":"image","digest":{{"sha256":"{}"}}}}],"predicateType":"https://slsa.dev/provenance/v0.1","predicate":{{"builder":{{"id":"https://builder.example"}}}}}}"#,
        "aa".repeat(32)
    );
    let payload = to_base64(signed.as_bytes());
    let text = format!(
        r#"{{"image_summary":{{"digest":"sha256:{digest}"}},"provenance_summary":{{"provenance":[{{"kind":"BUILD","build":{{"intotoStatement":{copy}}},"envelope":{{"payload":"{payload}","payloadType":"{IN_TOTO}","signatures":[{{"sig":"AA==","keyid":"k"}}]}}}}]}}}}"#
    );
    GcbSummary::parse(&text).unwrap()
}

#[test]
fn cloud_build_summaries() {
    let place = "/provenance_summary/provenance/0";
    let copy = r#"{"slsaProvenance":{"builder":{"id":"https://builder.example"}}}"#;
    let good = summary(copy, &"aa".repeat(32));
    assert_eq!(codes(&good.check()), [""; 0]);
    let build = good.to_record().value.remove(0);
    assert_eq!(build.builder.unwrap().value, "https://builder.example");
    let torn = summary(&copy.replace("builder.example", "other.example"), &"bb".repeat(32));
    let at = format!("{place}/build/intotoStatement/slsaProvenance/builder/id");
    found(&torn.check(), "copy-differs", &at);
    found(&torn.check(), "other-image", &format!("{place}/envelope"));
    // the copy is never taken for what is signed
    assert_eq!(
        torn.to_record().value[0].builder.as_ref().unwrap().value,
        "https://builder.example"
    );
    let text =
        r#"{"provenance_summary":{"provenance":[{"kind":"NOTE","envelope":{"signatures":[]}}]}}"#;
    let unsigned = GcbSummary::parse(text).unwrap();
    found(&unsigned.check(), "no-envelope", place);
    found(&unsigned.check(), "not-a-build", &format!("{place}/kind"));
    assert!(!unsigned.to_record().value[0].unknown.is_empty());
}

#[test]
fn answers_with_bundles() {
    let bundle = r#"{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","messageSignature":{"signature":"AA=="}}"#;
    let text = format!(r#"{{"attestations":[{{"repository_id":7,"bundle":{bundle}}},{{}}]}}"#);
    let answer = GithubAttestations::parse(&text).unwrap();
    found(&answer.check(), "no-bundle", "/attestations/1");
    let records = answer.to_record().value;
    assert_eq!(records[0].source_repository_id.as_ref().unwrap().origin, FactOrigin::Registry);
    let gems = RubygemsAttestations::parse(&format!("[{bundle},{bundle}]")).unwrap();
    assert_eq!(gems.to_record().value.len(), 2);
    assert!(RubygemsAttestations::parse("{}").is_err());
    let lines = format!("{bundle}\n{{\"a\":1}}\n\"text\"\nnot json\n");
    let lines = AttestationLines::parse(&lines).unwrap();
    assert_eq!((lines.lines.len(), lines.to_record().value.len()), (4, 1));
    assert_eq!(AttestationLines::from_view(&lines.view()).unwrap(), lines);
    assert_eq!(AttestationLines::parse(&lines.render().value).unwrap(), lines);
    assert!(AttestationLines::parse("{\"a\":1}\n").is_err());
}

/// Every document is read and written as it was, tolerantly and by name.
#[test]
fn documents_come_back() {
    let documents = [
        ("pypi-attestation", published()),
        ("pypi-provenance", provenance(GITHUB, &[published()]).to_json()),
        ("npm-attestations", format!(r#"{{"attestations":[{},7]}}"#, npm_bundle("a", "b", "aa"))),
        ("github-attestations", r#"{"attestations":[{"bundle":null,"x":1.0}]}"#.to_owned()),
        ("rubygems-attestations", r#"[{"mediaType":7},null]"#.to_owned()),
        ("gcb-summary", r#"{"provenance_summary":{"provenance":[{"envelope":{}}]}}"#.to_owned()),
        ("dsse-envelope", r#"{"payload":"","payloadType":"","signatures":[7]}"#.to_owned()),
        ("in-toto-statement", r#"{"_type":"","subject":[],"predicateType":"","x":1}"#.to_owned()),
        ("sigstore-bundle", r#"{"media_type":"x","dsseEnvelope":7}"#.to_owned()),
    ];
    for (name, text) in documents {
        let document = Readable::find(BUILDS, name).unwrap();
        let written = document.rewrite(&text).unwrap().value;
        let (source, back) = (Json::parse(&text).unwrap(), Json::parse(&written).unwrap());
        let lost: Vec<String> = diff(&source, &back).iter().map(ToString::to_string).collect();
        assert_eq!(lost, [""; 0], "{name}");
        for record in document.read(&text).unwrap().value {
            assert_eq!(parse::<BuildProvenance>(&record.to_json()).unwrap(), record, "{name}");
        }
    }
}
