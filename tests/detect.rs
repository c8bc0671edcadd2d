//! Every document that is known is told from its text alone, and where two coincide the answer is
//! the one that the documentation lists.

use pkgschema::ParseErrorKind;
use pkgschema_convert::advisory_format;
use pkgschema_convert::detect::{DocumentKind, detect, identify, text_of};
use pkgschema_convert::format::{self, Format};
use pkgschema_convert::readable::{BUILDS, INVENTORIES, RELEASES, Readable, UNCONVERTED};
use pkgschema_convert::writable;

const BUNDLE: &str =
    r#"{"mediaType": "application/vnd.dev.sigstore.bundle+json;version=0.2", "dsseEnvelope": {}}"#;
const ENVELOPE: &str = r#"{"payload": "", "payloadType": "", "signatures": []}"#;

/// A text, and what it is.
const CASES: &[(&str, DocumentKind)] = &[
    (r#"{"name": "a"}"#, DocumentKind::PackageJson),
    (r#"{"private": true, "workspaces": ["a"]}"#, DocumentKind::PackageJson),
    (
        r#"{"name": "a", "version": "1.0.0", "dist": {"shasum": "00"}}"#,
        DocumentKind::VersionManifest,
    ),
    (r#"{"_id": "a", "name": "a", "dist-tags": {}, "versions": {}}"#, DocumentKind::Packument),
    (r#"{"name": "a", "modified": "2020", "versions": {"1.0.0": {}}}"#, DocumentKind::Packument),
    (r#"{"_id": "a", "name": "a", "time": {"unpublished": {}}}"#, DocumentKind::Packument),
    (
        r#"{"name": "a", "versions": {"1.0.0": {}}, "_attachments": {"a.tgz": {"data": ""}}}"#,
        DocumentKind::NpmPublish,
    ),
    (r#"{"name": "a", "lockfileVersion": 3, "packages": {}}"#, DocumentKind::PackageLock),
    (r#"{"name": "a", "version": "1", "lockfileVersion": 1}"#, DocumentKind::PackageLock),
    ("[package]\nname = 'a'", DocumentKind::CargoManifest),
    ("[workspace]\nmembers = []", DocumentKind::CargoManifest),
    ("version = 4\n[[package]]\nname = 'a'\nversion = '1.0.0'\n", DocumentKind::CargoLock),
    ("version = 3\n", DocumentKind::CargoLock),
    ("lock-version = '1.0'\n[[packages]]\nname = 'a'\n", DocumentKind::Pylock),
    ("# a\nb==1.0\n", DocumentKind::RequirementsTxt),
    (r#"{"name": "a", "vers": "1.0.0", "deps": [], "cksum": "00"}"#, DocumentKind::IndexLine),
    (
        "{\"name\": \"a\", \"vers\": \"1.0.0\", \"cksum\": \"00\"}\n{\"name\": \"a\", \"vers\": \"1.1.0\"}\n",
        DocumentKind::IndexFile,
    ),
    (r#"{"name": "a", "vers": "1.0.0", "deps": [], "features": {}}"#, DocumentKind::CargoPublish),
    (r#"{"crate": {"id": "a"}, "versions": [{"num": "1.0.0"}]}"#, DocumentKind::CratesIoAnswer),
    (r#"{"version": {"num": "1.0.0", "crate": "a"}}"#, DocumentKind::CratesIoAnswer),
    (r#"{"git": {"sha1": "00"}, "path_in_vcs": ""}"#, DocumentKind::CargoVcsInfo),
    (
        r#"{"meta": {"api-version": "1.1"}, "name": "a", "versions": ["1"], "files": []}"#,
        DocumentKind::SimpleJson,
    ),
    (
        r#"{"info": {"name": "a", "version": "1"}, "releases": {}, "vulnerabilities": []}"#,
        DocumentKind::PypiJson,
    ),
    (r#"{"url": "file:///margin", "dir_info": {}}"#, DocumentKind::DirectUrl),
    ("[console_scripts]\na = b:c\n", DocumentKind::EntryPointsTxt),
    ("# c\n[a.b]\nc = d\ne = f.g:h [i]\n", DocumentKind::EntryPointsTxt),
    ("[metadata]\nname = a\n", DocumentKind::SetupCfg),
    ("[options.extras_require]\na = b\n", DocumentKind::SetupCfg),
    ("a/b.py,sha256=AA,1\na-1.dist-info/RECORD,,\n", DocumentKind::WheelRecord),
    ("Wheel-Version: 1.0\nTag: py3-none-any\n", DocumentKind::WheelFile),
    ("<!DOCTYPE html><a href='a-1.zip'>a-1.zip</a>", DocumentKind::SimpleHtml),
    (
        r#"{"formatVersion": "1.1", "component": {"module": "a"}, "variants": []}"#,
        DocumentKind::GradleModule,
    ),
    ("Created-By: x\nManifest-Version: 1.0\n", DocumentKind::JarManifest),
    (
        "<?xml version='1.0'?><!-- <a> --><metadata><groupId>g</groupId><versioning/></metadata>",
        DocumentKind::MavenMetadata,
    ),
    ("#c\ngroupId=g\nartifactId=a\nversion=1\n", DocumentKind::PomProperties),
    (r#"{"schemaVersion": "1.0", "ecosystem": "npm"}"#, DocumentKind::PackageMetadata),
    (r#"{"schemaVersion": "1.0", "packages": []}"#, DocumentKind::Inventory),
    (r#"{"schemaVersion": "1.0", "artifacts": [], "issuer": {}}"#, DocumentKind::BuildProvenance),
    (BUNDLE, DocumentKind::SigstoreBundle),
    (
        r#"{"verification_material": {}, "message_signature": {}, "x": 1}"#,
        DocumentKind::SigstoreBundle,
    ),
    (ENVELOPE, DocumentKind::DsseEnvelope),
    (
        r#"{"_type": "https://in-toto.io/Statement/v1", "subject": [], "predicateType": "a:b"}"#,
        DocumentKind::InTotoStatement,
    ),
    (
        "{\"payload\": \"\", \"payloadType\": \"\", \"signatures\": []}\n{\"x\": 1}\n",
        DocumentKind::AttestationLines,
    ),
    (r#"{"version": 1, "attestation_bundles": []}"#, DocumentKind::PypiProvenance),
    (
        r#"{"version": 1, "verification_material": {}, "envelope": {}}"#,
        DocumentKind::PypiAttestation,
    ),
    (
        r#"{"attestations": [{"predicateType": "a:b", "bundle": {}}]}"#,
        DocumentKind::NpmAttestations,
    ),
    (r#"{"attestations": [{"bundle": {}, "repository_id": 7}]}"#, DocumentKind::GithubAttestations),
    (
        r#"[{"mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json"}]"#,
        DocumentKind::RubygemsAttestations,
    ),
    (
        r#"{"image_summary": {}, "provenance_summary": {"provenance": []}}"#,
        DocumentKind::GcbSummary,
    ),
    (r#"{"bomFormat": "CycloneDX", "version": 1, "name": "a"}"#, DocumentKind::CycloneDx),
    (r#"{"spdxVersion": "SPDX-2.3", "name": "a"}"#, DocumentKind::Spdx),
    (r#"{"id": "X-1", "modified": "2020-01-01T00:00:00Z"}"#, DocumentKind::Advisory),
    (r#"{"identifier": "pkg:npm/a", "updatedAt": "", "events": []}"#, DocumentKind::Cle),
];

#[test]
fn told_from_the_text() {
    for (text, kind) in CASES {
        assert_eq!(detect(text), Some(*kind), "{text}");
        assert_eq!(detect(&format!("\u{feff}\n {text}")), Some(*kind), "{text}");
    }
}

/// What is told can be read under that name.
#[test]
fn what_is_told_is_read() {
    for (text, kind) in CASES {
        let name = kind.as_str();
        let read = match *kind {
            DocumentKind::PackageMetadata
            | DocumentKind::Inventory
            | DocumentKind::BuildProvenance => continue,
            _ => {
                let format = Format::find(name).map(|it| it.read(text).map(|_| ()));
                let releases = Readable::find(RELEASES, name).map(|it| it.read(text).map(|_| ()));
                let inventory =
                    Readable::find(INVENTORIES, name).map(|it| it.read(text).map(|_| ()));
                let advisory = advisory_format::AdvisoryFormat::find(name)
                    .filter(|it| it.reads())
                    .map(|it| it.read(text).map(|_| ()).map_err(|_| unreachable!("{text}")));
                let alone = Readable::find(UNCONVERTED, name).map(|it| it.read(text).map(|_| ()));
                let build = Readable::find(BUILDS, name).map(|it| it.read(text).map(|_| ()));
                format.or(releases).or(inventory).or(advisory).or(alone).or(build)
            }
        };
        assert_eq!(read.unwrap_or_else(|| panic!("{name} is not listed")), Ok(()), "{text}");
    }
}

/// A bill of materials stands in several lists, under one name.
#[test]
fn names_stand_for_one_document() {
    let formats = format::ALL.iter().map(|it| (it.name(), it.document()));
    let releases = RELEASES.iter().map(|it| (it.name(), it.document()));
    let inventories = INVENTORIES.iter().map(|it| (it.name(), it.document()));
    let alone = UNCONVERTED.iter().map(|it| (it.name(), it.document()));
    let written = writable::ALL.iter().map(|it| (it.name(), it.document()));
    let advisories = advisory_format::ALL.iter().map(|it| (it.name(), it.document()));
    let builds = BUILDS.iter().map(|it| (it.name(), it.document()));
    let listed = formats.chain(releases).chain(alone).chain(builds);
    let mut once: Vec<&str> = listed.flat_map(|(name, document)| [name, document]).collect();
    once.sort_unstable();
    let count = once.len();
    once.dedup();
    assert_eq!(once.len(), count);
    let formats = format::ALL.iter().map(|it| (it.name(), it.document()));
    let releases = RELEASES.iter().map(|it| (it.name(), it.document()));
    let all = formats.chain(releases).chain(inventories).chain(written).chain(advisories);
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all.dedup();
    let mut names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "one name, one document");
}

/// What nobody here knows is refused as what it is.
#[test]
fn xml_that_nobody_knows_is_named() {
    for (text, words) in [
        ("<?xml version=\"1.0\"?>\n<!-- a -->\n<widget:list a='b'/>", "<widget:list>"),
        ("<metadata><a/></metadata>", "<metadata>"),
        ("<!DOCTYPE html><p>a", "neither XML nor HTML"),
        ("<<<<<<< HEAD", "neither XML nor HTML"),
    ] {
        let error = identify(text).unwrap_err();
        assert_eq!(error.kind(), ParseErrorKind::NotThisDocument, "{text}");
        assert!(error.to_string().contains(words), "{error}");
    }
}

/// Files of Java archives that are no UTF-8.
#[test]
fn files_of_archives_in_latin_1() {
    let properties = b"#b\xfccher\ngroupId=g\nartifactId=b\xfccher\nversion=1\n";
    let manifest = b"Manifest-Version: 1.0\nImplementation-Vendor: B\xfccher\n";
    let cut = b"Manifest-Version: 1.0\nImplementation-Vendor: B\xc3\n \xbccher\n";
    for (bytes, kind) in [
        (properties.to_vec(), DocumentKind::PomProperties),
        (manifest.to_vec(), DocumentKind::JarManifest),
        (cut.to_vec(), DocumentKind::JarManifest),
    ] {
        let (text, findings) = text_of(bytes).unwrap();
        assert_eq!(detect(&text), Some(kind), "{text}");
        assert!(text.contains("B\u{fc}cher") || text.contains("=b\u{fc}cher"), "{text}");
        assert_eq!(findings[0].code, "not-utf-8");
    }
    assert!(text_of(b"{\"a\": \"\xfc\"}".to_vec()).is_err());
}

/// The table in the documentation of `detect`.
#[test]
fn documents_that_coincide() {
    let told = |text| detect(text).map(DocumentKind::as_str);
    assert_eq!(
        told(r#"{"name": "a", "version": "1.0.0", "_id": "a@1.0.0"}"#),
        Some("package.json")
    );
    assert_eq!(told(r#"{"name": "a", "dist": {"tarball": "x"}}"#), Some("version manifest"));
    assert_eq!(told(r#"{"name": "a", "dist": {"css": "x"}}"#), Some("package.json"));
    assert_eq!(told("{\"name\":\"a\",\"vers\":\"1.0.0\",\"cksum\":\"0\"}\n"), Some("index line"));
    assert_eq!(told("groupId: g\nartifactId: a\nversion: 1\n"), Some("pom.properties"));
    let stored = r#"{"_id": "a", "versions": {}, "_attachments": {"a-1.tgz": {"data": "AA=="}}}"#;
    assert_eq!(told(stored), Some("npm publish payload"));
    let served = r#"{"_id": "a", "versions": {}, "_attachments": {"a-1.tgz": {"stub": true}}}"#;
    assert_eq!(told(served), Some("packument"));
    assert_eq!(told(r#"{"id": "a", "name": "a", "aliases": {}}"#), Some("OSV advisory"));
    assert_eq!(told("[project]\nname = 'a'\n[dependencies]\n"), Some("Cargo.toml"));
    let project = "[project]\nname = 'a'\n[build-system]\nrequires = []\n";
    assert_eq!(told(project), Some("pyproject.toml"));
    assert_eq!(told("[tool.black]\nline-length = 99\n"), Some("pyproject.toml"));
    assert_eq!(told("[tool]\nline-length = 99\n"), None);
    assert_eq!(told("Metadata-Version: 2.1\nName: a\n\nid: x\nmodified: y\n"), Some("METADATA"));
    assert_eq!(told("Name: a\nVersion: 1\n"), None);
    assert_eq!(told("Note that Metadata-Version: 2.1 is no field here\n"), None);
    assert_eq!(told("[a]\nb = c.d\n"), None);
    assert_eq!(told("[program]\nrun = a:b\n"), Some("entry_points.txt"));
    assert_eq!(told(r#"{"attestations": []}"#), None);
    assert_eq!(detect(&format!("{ENVELOPE}\n")), Some(DocumentKind::DsseEnvelope));
    // locks of other tools have packages too
    assert_eq!(told("requires-python = '>=3'\n[[package]]\nname = 'a'\n"), None);
}
