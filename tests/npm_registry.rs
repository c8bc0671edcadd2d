//! What npm registries serve and take: version manifests, packuments, publish requests.

use pkgschema::metadata::{AccountRole, PackageMetadata, RunsCode};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::format::Format;
use pkgschema_convert::npm::{Packument, PublishPayload, VersionManifest};
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_convert::{Document, FromRecord, LossKind};
use pkgschema_testkit::json::{Json, diff};

const SHA1: &str = "0123456789012345678901234567890123456789";

/// A manifest as a registry serves it in full.
fn full() -> String {
    let sha512 = format!("sha512-{}==", "A".repeat(86));
    format!(
        r#"{{"name": "@example/thing", "version": "1.2.0", "_id": "@example/thing@1.2.0",
    "description": "a thing", "author": {{"name": "Ada", "email": "ada@thing.example", "since": 2011}},
    "license": "MIT", "scripts": {{"test": "true"}}, "files": ["lib"], "gitHead": "5f2e",
    "repository": {{"type": "git", "url": "git+https://github.com/example/thing.git"}},
    "maintainers": [{{"name": "ada", "email": "ada@thing.example"}}],
    "_npmUser": {{"name": "ci", "email": "ci@thing.example", "trustedPublisher": {{"id": "github", "oidcConfigId": "oidc:1"}}}},
    "dist": {{"shasum": "{SHA1}", "integrity": "{sha512}", "fileCount": 7, "unpackedSize": 4096,
        "tarball": "https://registry.example/@example/thing/-/thing-1.2.0.tgz",
        "signatures": [{{"keyid": "SHA256:x", "sig": "MEUC"}}],
        "attestations": {{"url": "https://registry.example/attestations/thing@1.2.0", "provenance": {{"predicateType": "https://slsa.dev/provenance/v1"}}}}}},
    "directories": {{}}, "_nodeVersion": "22.0.0", "_npmVersion": "11.0.0", "_hasShrinkwrap": false,
    "_npmOperationalInternal": {{"host": "x", "tmp": 1.10}}, "odd": 1e400}}"#
    )
}

fn manifest() -> &'static Format {
    Format::find("npm-manifest").unwrap()
}

/// The record of a manifest, after both round trips are held to the text.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let reading = manifest().read(text).expect(text);
    let source = Json::parse(text).expect(text);
    let ways = [manifest().rewrite(text).unwrap(), manifest().write(&reading.record)];
    for written in ways {
        let lost = diff(&source, &Json::parse(&written.value).unwrap());
        assert!(
            lost.is_empty() && written.losses.is_empty(),
            "{text}: {lost:?} {:?}",
            written.losses
        );
    }
    reading.record
}

fn is_unknown(record: &PackageMetadata, member: &str) -> bool {
    record.unknown.iter().any(|listed| listed == member)
}

#[test]
fn a_full_manifest() {
    let text = full();
    assert_eq!(detect(&text), Some(DocumentKind::VersionManifest));
    assert_eq!(DocumentKind::VersionManifest.as_str(), VersionManifest::NAME);
    let record = record(&text);
    assert_eq!(manifest().read(&text).unwrap().findings, []);
    let [tarball] = &*record.artifacts else { panic!("{:?}", record.artifacts) };
    assert_eq!(tarball.filename.as_deref(), Some("thing-1.2.0.tgz"));
    assert_eq!((tarball.size, tarball.unpacked_size), (None, Some(4096)));
    let digests: Vec<String> =
        tarball.digests.as_ref().unwrap().iter().map(|(name, _)| name.to_string()).collect();
    assert_eq!(digests, ["sha1", "sha512"]);
    let roles: Vec<_> =
        record.accounts.iter().map(|it| (it.name.as_deref(), it.role.clone())).collect();
    assert_eq!(
        roles,
        [(Some("ci"), Some(AccountRole::Publisher)), (Some("ada"), Some(AccountRole::Maintainer))]
    );
    assert!(!record.maintainers.is_present());
    let kinds: Vec<_> = record.signatures.iter().map(|it| it.kind.as_deref().unwrap()).collect();
    assert_eq!(kinds, ["npm-registry-signature", "attestation"]);
    assert_eq!(record.repository.as_ref().unwrap().revision.as_deref(), Some("5f2e"));
    // it was not stripped, so that nothing said is said
    assert_eq!(record.availability.as_ref().unwrap().deprecated, Some(false));
    for member in ["artifacts", "accounts", "signatures", "availability"] {
        assert!(!is_unknown(&record, member), "{member}");
    }
    assert!(is_unknown(&record, "publishTimes") && is_unknown(&record, "runsCodeAtInstall"));
}

#[test]
fn what_a_stripped_manifest_does_not_say_is_unknown() {
    let text = format!(
        r#"{{"name": "a", "version": "1.0.0", "dist": {{"shasum": "{SHA1}", "tarball": "https://r.example/a/-/a-1.0.0.tgz"}}}}"#
    );
    let record = record(&text);
    assert_eq!((record.availability.as_ref(), record.runs_code_at_install.as_ref()), (None, None));
    for member in ["accounts", "availability", "signatures", "runsCodeAtInstall", "publishTimes"] {
        assert!(is_unknown(&record, member), "{member}");
    }
    assert!(!is_unknown(&record, "artifacts"));
}

#[test]
fn deprecated_in_every_form() {
    let cases: [(&str, Option<bool>, Option<&str>); 7] = [
        (r#""use b""#, Some(true), Some("use b")),
        (r#""""#, Some(false), None),
        ("true", Some(true), None),
        ("false", Some(false), None),
        ("null", None, None),
        ("[1]", None, None),
        (r#"{"a": 1}"#, None, None),
    ];
    for (value, deprecated, message) in cases {
        for more in ["", r#", "_npmUser": {"name": "ci"}"#] {
            let record = record(&format!(r#"{{"name": "a", "deprecated": {value}{more}}}"#));
            let availability = record.availability.as_ref();
            assert_eq!(availability.and_then(|it| it.deprecated), deprecated, "{value}{more}");
            let said = availability.and_then(|it| it.deprecation_message.as_deref());
            assert_eq!(said, message, "{value}{more}");
            assert_eq!(is_unknown(&record, "availability"), deprecated.is_none(), "{value}{more}");
        }
    }
}

#[test]
fn code_at_install() {
    let cases = [
        (r#""hasInstallScript": true"#, Some(RunsCode::Yes)),
        (r#""hasInstallScript": false"#, Some(RunsCode::No)),
        (r#""hasInstallScript": false, "scripts": {"install": "x"}"#, Some(RunsCode::Yes)),
        (r#""scripts": {"postinstall": "x"}"#, Some(RunsCode::Yes)),
        (r#""gypfile": true"#, Some(RunsCode::Yes)),
        (r#""scripts": {"test": "x"}"#, None),
        (r#""hasInstallScript": "yes""#, None),
    ];
    for (members, runs) in cases {
        let record = record(&format!(r#"{{"name": "a", {members}}}"#));
        assert_eq!(record.runs_code_at_install, runs, "{members}");
        assert_eq!(is_unknown(&record, "runsCodeAtInstall"), runs.is_none(), "{members}");
    }
}

#[test]
fn digests_that_contradict_each_other_are_left_out() {
    let (a, b) = (format!("sha512-{}==", "A".repeat(86)), format!("sha512-{}Q==", "A".repeat(85)));
    let cases = [
        (format!("{a} {b}"), vec!["sha1"], "contradictory-digests"),
        (format!("{a} {a}?x"), vec!["sha1", "sha512"], "-"),
        (format!("sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA= {a}"), vec!["sha512"], "contradictory-digests"),
        ("sha512-short".to_owned(), vec!["sha1"], "malformed-integrity"),
        (String::new(), vec!["sha1"], "malformed-integrity"),
    ];
    for (integrity, algorithms, code) in cases {
        let text = format!(
            r#"{{"name": "a", "dist": {{"shasum": "{SHA1}", "integrity": "{integrity}"}}}}"#
        );
        let record = record(&text);
        let digests = record.artifacts[0].digests.as_ref().unwrap();
        let found: Vec<&str> = digests.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(found, algorithms, "{integrity}");
        let findings = manifest().read(&text).unwrap().findings;
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        assert_eq!(codes, if code == "-" { vec![] } else { vec![code] }, "{integrity}");
    }
}

#[test]
fn what_is_odd_in_a_manifest() {
    let text = r#"{"name": "a", "version": "2.0.0", "_id": "a@1.0.0", "_id": 1, "_npmUser": [],
        "dist": {"shasum": "xyz", "tarball": "https://r.example/b/-/b-2.0.0.tgz", "fileCount": "7"}}"#;
    let findings = manifest().read(text).unwrap().findings;
    let found: Vec<_> = findings.iter().map(|it| (it.pointer.as_str(), it.code)).collect();
    assert_eq!(
        found,
        [
            ("/dist/fileCount", "wrong-type"),
            ("/_id", "duplicate-member"),
            ("/_npmUser", "wrong-type"),
            ("/_id", "id-mismatch"),
            ("/dist/shasum", "malformed-digest"),
            ("/dist/tarball", "tarball-mismatch"),
        ]
    );
    for name in VersionManifest::parse(&full()).unwrap().registry_names() {
        for value in
            ["null", "7", "true", "\"x\"", "[]", "{}", "[[1]]", r#"{"url": {}, "name": 7}"#]
        {
            record(&format!(r#"{{"name": "a", "{name}": {value}}}"#));
        }
    }
}

/// The names of the members that a full manifest has of the registry.
trait RegistryNames {
    fn registry_names(&self) -> Vec<String>;
}

impl RegistryNames for VersionManifest {
    fn registry_names(&self) -> Vec<String> {
        let view = Json::parse(&pkgschema::object::write(&self.registry)).unwrap();
        view.as_object().unwrap().iter().map(|(name, _)| name.clone()).collect()
    }
}

/// What package.json and the manifest both mean goes from one to the other; the rest is named.
#[test]
fn manifests_and_package_json() {
    let npm = Format::find("npm").unwrap();
    let there = manifest().convert(&full(), npm).unwrap();
    let package = Json::parse(&there.text).unwrap();
    assert!(package.member("files").is_some() && package.member("scripts").is_some());
    for gone in ["_id", "dist", "_npmUser", "_npmVersion", "deprecated", "hasInstallScript"] {
        assert!(package.member(gone).is_none(), "{gone}");
    }
    for place in
        ["/_id", "/dist/shasum", "/_npmUser", "/maintainers/0", "/dist/signatures/0", "/gitHead"]
    {
        let named = there.losses.iter().any(|loss| loss.pointer.as_str() == place);
        assert!(named, "{place}: {:#?}", there.losses);
    }
    let package = r#"{"name": "a", "author": "Ada <ada@a.example>", "files": ["x"], "_id": "mine", "dist": 7, "type": "module"}"#;
    let back = npm.convert(package, manifest()).unwrap();
    let written = Json::parse(&back.text).unwrap();
    assert_eq!(written.member("type").and_then(Json::as_str), Some("module"));
    assert!(written.member("files").is_some() && written.member("dist").is_none());
    assert!(written.member("author").unwrap().as_object().is_some());
    let lost: Vec<&str> = back.losses.iter().map(|loss| loss.pointer.as_str()).collect();
    assert!(lost.contains(&"/_id") && lost.contains(&"/dist"), "{lost:?}");
}

#[test]
fn a_manifest_from_another_ecosystem() {
    let cargo = Format::find("cargo").unwrap();
    let text = "[package]\nname = \"a\"\nversion = \"1.0.0\"\nlicense = \"MIT\"\n";
    let conversion = cargo.convert(text, manifest()).unwrap();
    let written = Json::parse(&conversion.text).unwrap();
    assert_eq!(written.member("version").and_then(Json::as_str), Some("1.0.0"));
    assert!(written.member("dist").is_none() && written.member("deprecated").is_none());
}

fn packument(text: &str) -> Reading<Vec<PackageMetadata>> {
    let readable = Readable::find(RELEASES, "npm-packument").unwrap();
    let written = readable.rewrite(text).unwrap();
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written.value).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

#[test]
fn a_full_packument() {
    let text = format!(
        r#"{{"_id": "@example/thing", "_rev": "1-x", "name": "@example/thing", "dist-tags": {{"latest": "1.2.0", "old": "0.1.0"}},
        "versions": {{"1.2.0": {}, "1.0.0": {{"name": "@example/thing", "version": "1.0.0"}}}},
        "time": {{"created": "2020-01-01T00:00:00.000Z", "modified": "2021-01-01T00:00:00.000Z",
            "1.0.0": "2020-01-01T00:00:00.000Z", "1.2.0": "2021-01-01T00:00:00.000Z", "1.1.0": "2020-06-01T00:00:00.000Z"}},
        "users": {{"ada": true}}, "readme": "read me", "maintainers": [{{"name": "ada"}}], "_attachments": {{}}}}"#,
        full()
    );
    assert_eq!(detect(&text), Some(DocumentKind::Packument));
    let reading = packument(&text);
    let versions: Vec<_> = reading.value.iter().map(|it| it.version.as_deref().unwrap()).collect();
    assert_eq!(versions, ["1.2.0", "1.0.0"]);
    assert_eq!(reading.value[0].publish_times[0].time, "2021-01-01T00:00:00.000Z");
    assert_eq!(reading.value[0].publish_times[0].origin.as_str(), "registry");
    assert!(!is_unknown(&reading.value[0], "publishTimes"));
    let places: Vec<_> = reading.losses.iter().map(|loss| loss.pointer.as_str()).collect();
    let expected = [
        "/_id",
        "/_rev",
        "/dist-tags",
        "/time/created",
        "/time/modified",
        "/time/1.1.0",
        "/maintainers",
        "/users",
        "/readme",
        "/_attachments",
    ];
    let (mut found, mut all) = (places.clone(), expected.to_vec());
    found.sort_unstable();
    all.sort_unstable();
    assert_eq!(found, all);
    let codes: Vec<_> = reading.findings.iter().map(|it| (it.pointer.as_str(), it.code)).collect();
    assert_eq!(codes, [("/dist-tags/old", "dangling-tag")]);
    let document = Packument::parse(&text).unwrap();
    let latest = document.latest().unwrap();
    assert_eq!((latest.version, latest.record()), ("1.2.0", reading.value[0].clone()));
    assert!(!document.is_abbreviated() && document.release("1.1.0").is_none());
    let gone: Vec<_> = document.gone().map(|(version, _)| version.as_str()).collect();
    assert_eq!(gone, ["1.1.0"]);
    // a version's record is a manifest's, with its time
    let back = VersionManifest::from_record(&latest.record());
    let written = Json::parse(back.value.view().as_str()).unwrap();
    assert!(diff(&Json::parse(&full()).unwrap(), &written).is_empty());
    assert!(back.losses.iter().all(|loss| loss.pointer.as_str().starts_with("/publishTimes")));
}

#[test]
fn abbreviated_is_unknown_and_not_none() {
    let versions = r#""versions": {"1.0.0": {"name": "a", "version": "1.0.0", "bin": {"a": "a.js"}, "dependencies": {"b": "1"}}}"#;
    let abbreviated = format!(
        r#"{{"name": "a", "modified": "2021-01-01T00:00:00.000Z", "dist-tags": {{}}, {versions}}}"#
    );
    let proxied =
        format!(r#"{{"_id": "a", "name": "a", "dist-tags": {{}}, "time": {{}}, {versions}}}"#);
    let document = Packument::parse(&abbreviated).unwrap();
    assert!(document.is_abbreviated() && !Packument::parse(&proxied).unwrap().is_abbreviated());
    let (short, long) = (&packument(&abbreviated).value[0], &packument(&proxied).value[0]);
    for member in
        ["license", "authors", "repository", "summary", "keywords", "entryPoints", "publishing"]
    {
        assert!(is_unknown(short, member) && !is_unknown(long, member), "{member}");
    }
    for member in ["accounts", "signatures", "availability", "publishTimes", "runsCodeAtInstall"] {
        assert!(is_unknown(short, member) && is_unknown(long, member), "{member}");
    }
    for member in ["dependencies", "runtimeRequirements", "platforms", "name", "version"] {
        assert!(!is_unknown(short, member), "{member}");
    }
}

#[test]
fn unpublished_and_held() {
    let text = r#"{"_id": "a", "name": "a", "time": {"1.0.0": "2020-01-01T00:00:00.000Z", "unpublished":
        {"name": "ada", "time": "2021-01-01T00:00:00.000Z", "tags": {"latest": "1.0.0"}, "versions": ["1.0.0"]}}}"#;
    assert_eq!(detect(text), Some(DocumentKind::Packument));
    let reading = packument(text);
    assert!(reading.value.is_empty());
    assert!(reading.losses.iter().any(|loss| loss.pointer.as_str() == "/time/unpublished"));
    assert!(reading.losses.iter().any(|loss| loss.pointer.as_str() == "/name"));
    let document = Packument::parse(text).unwrap();
    assert_eq!(document.unpublished().unwrap().versions[0], "1.0.0");
    let held = |version: &str, repository: &str| {
        let text = format!(
            r#"{{"name": "a", "versions": {{"{version}": {{"name": "a", "repository": {repository}}}}}}}"#
        );
        Packument::parse(&text).unwrap().is_security_holder()
    };
    assert!(held("0.0.1-security", r#""npm/security-holder""#));
    assert!(held(
        "0.0.1-security.0",
        r#"{"url": "git+https://github.com/npm/security-holder.git"}"#
    ));
    assert!(!held("0.0.1-security", r#""a/security-holder""#));
    assert!(!held("0.0.1-security", "null"));
    assert!(!held("1.0.0", r#""npm/security-holder""#));
    assert!(!held("0.0.1-securityx", r#""npm/security-holder""#));
}

#[test]
fn versions_that_contradict_their_place() {
    let text = r#"{"name": "a", "versions": {"1.0.0": {"name": "b", "version": "1.0.1", "dist": []}, "2.0.0": 7, "1.0.0": {}}}"#;
    let reading = packument_lossy(text);
    let mut found: Vec<_> =
        reading.findings.iter().map(|it| (it.pointer.as_str(), it.code)).collect();
    found.sort_unstable();
    assert_eq!(
        found,
        [
            ("/versions/1.0.0", "duplicate-member"),
            ("/versions/1.0.0/dist", "wrong-type"),
            ("/versions/1.0.0/name", "name-mismatch"),
            ("/versions/1.0.0/version", "version-mismatch"),
            ("/versions/2.0.0", "wrong-type"),
        ]
    );
    assert_eq!(reading.value.len(), 1);
    assert!(reading.losses.iter().any(|loss| loss.pointer.as_str() == "/versions/2.0.0"));
}

fn packument_lossy(text: &str) -> Reading<Vec<PackageMetadata>> {
    Readable::find(RELEASES, "npm-packument").unwrap().read(text).unwrap()
}

#[test]
fn odd_packuments() {
    let members =
        ["_id", "modified", "dist-tags", "time", "users", "readme", "maintainers", "_attachments"];
    for member in members {
        for value in ["null", "7", "true", "\"x\"", "[]", "{}", r#"{"a": 7, "b": {}, "c": []}"#] {
            packument(&format!(r#"{{"name": "a", "versions": {{}}, "{member}": {value}}}"#));
        }
    }
    for refused in ["[]", "7", "{}", r#"{"name": "a"}"#, ""] {
        assert!(Packument::parse(refused).is_err(), "{refused}");
    }
    for value in ["null", "7", "[]"] {
        packument(&format!(r#"{{"name": "a", "versions": {value}}}"#));
    }
}

/// Findings about very many versions take a bounded amount of memory.
#[test]
fn many_versions() {
    let version = |at: usize| format!(r#""{at}.0.0":{{"name":7,"version":"x","dist":[]}}"#);
    let versions: Vec<String> = (0..20_000).map(version).collect();
    let text = format!(r#"{{"name":"a","versions":{{{}}}}}"#, versions.join(","));
    let reading = packument_lossy(&text);
    assert_eq!(reading.value.len(), 20_000);
    assert_eq!(reading.findings.last().unwrap().code, "more-findings");
    assert!(reading.findings.len() < 40_000);
}

fn publish(attachments: &str, dist: &str) -> Reading<Vec<PackageMetadata>> {
    let text = format!(
        r#"{{"_id": "@s/a", "name": "@s/a", "access": null, "dist-tags": {{"latest": "1.0.0"}}, "versions": {{"1.0.0":
        {{"name": "@s/a", "version": "1.0.0", "dist": {dist}}}}}, "_attachments": {attachments}}}"#
    );
    let readable = Readable::find(RELEASES, "npm-publish").unwrap();
    let written = readable.rewrite(&text).unwrap().value;
    assert!(diff(&Json::parse(&text).unwrap(), &Json::parse(&written).unwrap()).is_empty());
    readable.read(&text).unwrap()
}

#[test]
fn publish_requests() {
    let dist = r#"{"tarball": "https://r.example/@s/a/-/@s/a-1.0.0.tgz"}"#;
    let file = r#"{"content_type": "application/octet-stream", "data": "AAAAAA==", "length": 4}"#;
    let bundle = r#"{"content_type": "application/vnd.dev.sigstore.bundle.v0.3+json", "data": "{\"\u00e9\":1}", "length": 7}"#;
    let reading =
        publish(&format!(r#"{{"@s/a-1.0.0.tgz": {file}, "@s/a-1.0.0.sigstore": {bundle}}}"#), dist);
    assert_eq!(reading.findings, []);
    let artifact = &reading.value[0].artifacts[0];
    assert_eq!(
        (artifact.size, artifact.media_type.as_deref()),
        (Some(4), Some("application/octet-stream"))
    );
    assert!(is_unknown(&reading.value[0], "publishTimes"));
    let lost: Vec<_> = reading.losses.iter().map(|it| (it.pointer.as_str(), it.kind)).collect();
    assert!(lost.contains(&("/_attachments/@s~1a-1.0.0.tgz/data", LossKind::Dropped)), "{lost:?}");
    let codes = |attachments: &str| -> Vec<&'static str> {
        publish(attachments, dist).findings.iter().map(|finding| finding.code).collect()
    };
    assert_eq!(codes("{}"), ["missing-attachment"]);
    assert_eq!(codes(r#"{"@s/a-1.0.0.tgz": {"data": "AAAA", "length": 4}}"#), ["length-mismatch"]);
    assert_eq!(codes(r#"{"@s/a-1.0.0.tgz": {"data": "A", "length": 1}}"#), ["malformed-base64"]);
    assert_eq!(codes(r#"{"@s/a-1.0.0.tgz": {"length": 1}}"#), ["missing-data"]);
    let other = format!(r#"{{"@s/a-1.0.0.tgz": {file}, "b-1.0.0.tgz": {file}, "../x": {file}}}"#);
    assert_eq!(codes(&other), ["unnamed-attachment", "unnamed-attachment", "path-in-name"]);
    let text = r#"{"name": "a", "versions": {"1.0.0": {}}, "_attachments": {"a": {"data": ""}}}"#;
    assert_eq!(detect(text), Some(DocumentKind::NpmPublish));
    assert!(PublishPayload::parse(r#"{"name": "a"}"#).is_err());
    assert_eq!(DocumentKind::NpmPublish.as_str(), PublishPayload::NAME);
}
