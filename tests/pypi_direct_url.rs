//! `direct_url.json`: where a distribution was installed from.

use pkgschema::Finding;
use pkgschema::identity::DigestAlgorithm;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::DirectUrl;
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_testkit::json::{Json, diff};

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const SHA256: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// Reads a document, after what is written again is held to the text.
#[track_caller]
fn read(text: &str) -> Reading<Vec<PackageMetadata>> {
    let readable = Readable::find(RELEASES, "pypi-direct-url").unwrap();
    let written = readable.rewrite(text).expect(text);
    assert!(written.losses.is_empty());
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written.value).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

fn losses(reading: &Reading<Vec<PackageMetadata>>) -> Vec<(&str, &str)> {
    reading.losses.iter().map(|it| (it.kind.as_str(), it.pointer.as_str())).collect()
}

fn git(url: &str, more: &str) -> String {
    format!(r#"{{"url": "{url}", "vcs_info": {{"vcs": "git", "commit_id": "{COMMIT}"}}{more}}}"#)
}

fn archive(info: &str) -> String {
    format!(r#"{{"url": "https://files.example/margin.zip", "archive_info": {info}}}"#)
}

#[track_caller]
fn found(text: &str, code: &str, at: &str) {
    let findings = read(text).findings;
    assert!(codes(&findings).contains(&(code, at)), "{code} {at} in {:?}", codes(&findings));
}

#[track_caller]
fn quiet(text: &str) {
    let findings = read(text).findings;
    assert!(findings.is_empty(), "{findings:?} of {text}");
}

#[test]
fn a_repository() {
    let text = format!(
        r#"{{"url": "https://git@github.com/ada/margin.git", "subdirectory": "python/margin",
            "vcs_info": {{"vcs": "git", "requested_revision": "main", "commit_id": "{COMMIT}", "x": 1.10}}}}"#
    );
    assert_eq!(detect(&text), Some(DocumentKind::DirectUrl));
    assert_eq!(DocumentKind::DirectUrl.as_str(), DirectUrl::NAME);
    quiet(&text);
    let reading = read(&text);
    let repository = reading.value[0].repository.as_ref().unwrap();
    assert_eq!(repository.url.as_ref().unwrap().as_str(), "https://github.com/ada/margin");
    assert_eq!(repository.kind.as_deref(), Some("git"));
    assert_eq!(repository.revision.as_deref(), Some(COMMIT));
    assert_eq!(repository.directory.as_deref(), Some("python/margin"));
    assert_eq!(
        losses(&reading),
        [("dropped", "/vcs_info/requested_revision"), ("dropped", "/vcs_info/x")]
    );
    for member in ["name", "version", "artifacts", "license", "dependencies", "entryPoints"] {
        assert!(reading.value[0].is_unknown(member), "{member}");
    }
    assert!(!reading.value[0].is_unknown("repository"));
}

#[test]
fn an_archive() {
    let text = archive(&format!(
        r#"{{"hash": "sha256={SHA256}", "hashes": {{"sha256": "{SHA256}", "md5": "d41d8cd98f00b204e9800998ecf8427e"}}}}"#
    ));
    assert_eq!(detect(&text), Some(DocumentKind::DirectUrl));
    quiet(&text);
    let reading = read(&text);
    let artifact = &reading.value[0].artifacts[0];
    assert_eq!(artifact.url.as_ref().unwrap().as_str(), "https://files.example/margin.zip");
    assert_eq!(artifact.digests.as_ref().unwrap().len(), 2);
    assert_eq!(losses(&reading), [("normalized", "/archive_info/hash")]);
    assert!(reading.value[0].is_unknown("repository"));
    // the older member alone
    let reading = read(&archive(&format!(r#"{{"hash": "sha256={SHA256}"}}"#)));
    let digests = reading.value[0].artifacts[0].digests.as_ref().unwrap();
    assert_eq!(digests.get(&DigestAlgorithm::Sha256).unwrap().to_hex(), SHA256);
    assert_eq!(losses(&reading), []);
    // none at all: nothing is known
    let reading = read(&archive("{}"));
    assert_eq!(reading.value[0].artifacts[0].digests, None);
    // one that is no digest is no digest of the file
    let reading = read(&archive(r#"{"hash": "sha256=00"}"#));
    assert_eq!(reading.value[0].artifacts[0].digests, None);
    assert_eq!(losses(&reading), [("dropped", "/archive_info/hash")]);
}

/// A folder of a machine is in no record.
#[test]
fn a_folder() {
    let text = r#"{"url": "file:///srv/margin", "dir_info": {"editable": true}}"#;
    quiet(text);
    let reading = read(text);
    assert!(reading.value[0].repository.is_none() && reading.value[0].artifacts.is_empty());
    assert_eq!(losses(&reading), [("dropped", "/url"), ("dropped", "/dir_info")]);
}

#[test]
fn credentials_stay_behind() {
    for (user, is_found, is_lost) in [
        ("ada:secret@", true, true),
        ("ghp_token@", true, true),
        ("git:secret@", true, true),
        ("a:b@secret@", true, true),
        ("${USER}:${PASS_WORD}@", false, true),
        ("${TOKEN}@", false, true),
        ("${TOKEN}:secret@", true, true),
        ("git@", false, false),
        ("", false, false),
    ] {
        for text in [
            git(&format!("https://{user}git.example/margin"), ""),
            archive("{}").replace("https://", &format!("https://{user}")),
        ] {
            let reading = read(&text);
            let told = codes(&reading.findings).contains(&("credentials", "/url"));
            let lost = losses(&reading).contains(&("changed", "/url"));
            assert_eq!((told, lost), (is_found, is_lost), "{text}");
            let said = format!("{:?}{:?}{:?}", reading.value, reading.losses, reading.findings);
            assert!(!is_lost || !said.contains("secret") && !said.contains("ghp_"), "{said}");
        }
    }
    quiet(&git("ssh://ada@git.example/margin", ""));
    found(&git("ssh://ada:secret@git.example/margin", ""), "credentials", "/url");
}

#[test]
fn lints() {
    let dir = r#","dir_info": {}"#;
    found(r#"{"url": "https://a.example/"}"#, "missing-member", "");
    found(r#"{"dir_info": {}}"#, "missing-member", "/url");
    found(&git("https://git.example/a", dir), "several-origins", "/dir_info");
    let reading = read(&git("https://git.example/a", dir));
    assert!(reading.value[0].repository.is_none(), "what it is of is not certain");
    found(&git("git@git.example:a/b", ""), "malformed-url", "/url");
    found(&git("https://git.example/a b", ""), "malformed-url", "/url");
    found(&git("https://git.example/a\\u0000", ""), "malformed-url", "/url");
    found(r#"{"url": "https://a.example/", "dir_info": {}}"#, "not-a-folder", "/url");
    found(r#"{"url": "https://a.example/", "vcs_info": {}}"#, "missing-member", "/vcs_info/vcs");
    let vcs = |vcs: &str, commit: &str| {
        format!(
            r#"{{"url": "https://a.example/", "vcs_info": {{"vcs": "{vcs}", "commit_id": "{commit}"}}}}"#
        )
    };
    found(&vcs("cvs", "1"), "unknown-vcs", "/vcs_info/vcs");
    for (kind, commit) in [
        ("git", "main"),
        ("git", "0123456"),
        ("hg", SHA256),
        ("svn", "r1"),
        ("bzr", "a b"),
        ("svn", ""),
    ] {
        found(&vcs(kind, commit), "malformed-commit", "/vcs_info/commit_id");
        let reading = read(&vcs(kind, commit));
        assert_eq!(reading.value[0].repository.as_ref().unwrap().revision, None, "{commit}");
        assert!(losses(&reading).contains(&("dropped", "/vcs_info/commit_id")));
    }
    for (kind, commit) in
        [("git", SHA256), ("hg", COMMIT), ("svn", "17"), ("bzr", "ada@a.example-1")]
    {
        quiet(&vcs(kind, commit));
    }
    for folder in ["../x", "a/../b", "/a", "a\\\\b", "C:/a", "", "a//b", ".", "a/\\u202eb"] {
        let text = git("https://git.example/a", &format!(r#","subdirectory": "{folder}""#));
        found(&text, "path-out-of-tree", "/subdirectory");
        assert_eq!(read(&text).value[0].repository.as_ref().unwrap().directory, None);
        assert!(losses(&read(&text)).contains(&("dropped", "/subdirectory")));
    }
}

#[test]
fn digests_that_contradict() {
    let other = SHA256.replace('0', "1");
    let hash = "/archive_info/hash";
    let both =
        |hashes: &str| archive(&format!(r#"{{"hash": "sha256={SHA256}", "hashes": {hashes}}}"#));
    let text = both(&format!(r#"{{"sha256": "{other}"}}"#));
    found(&text, "digest-mismatch", hash);
    let reading = read(&text);
    let digests = reading.value[0].artifacts[0].digests.as_ref().unwrap();
    assert_eq!(digests.get(&DigestAlgorithm::Sha256).unwrap().to_hex(), other);
    assert!(losses(&reading).contains(&("dropped", hash)));
    found(&both("{}"), "digest-not-in-hashes", hash);
    found(&both(r#"{"md5": "d41d8cd98f00b204e9800998ecf8427e"}"#), "digest-not-in-hashes", hash);
    for text in ["sha256", "=00", "sha256=", "sha256=0", "sha256=zz", "sha256:00", "x=0g"] {
        found(&archive(&format!(r#"{{"hash": "{text}"}}"#)), "malformed-digest", hash);
    }
    let hashes = archive(r#"{"hashes": {"sha256": "00", "blake9": "zz"}}"#);
    found(&hashes, "malformed-digest", "/archive_info/hashes/sha256");
    found(&hashes, "malformed-digest", "/archive_info/hashes/blake9");
}

#[test]
fn bad_input() {
    for text in ["", "[]", "{}", "null", r#"{"editable": true}"#, r#"{"url""#] {
        assert!(DirectUrl::parse(text).is_err(), "{text}");
    }
    let kinds = ["null", "true", "1e400", r#""x""#, "[1, null, {}]", r#"{"a": [], "a": 2}"#];
    let members = ["url", "vcs_info", "archive_info", "dir_info", "subdirectory"];
    for (member, kind) in members.iter().flat_map(|it| kinds.iter().map(move |kind| (it, kind))) {
        let other = if *member == "url" { "dir_info" } else { "url" };
        let text = format!(r#"{{"{member}": {kind}, "{other}": 1}}"#);
        let reading = read(&text);
        assert!(!reading.losses.is_empty(), "{text}");
    }
    let parts = ["vcs_info", "archive_info", "dir_info"];
    let members = ["vcs", "commit_id", "requested_revision", "hash", "hashes", "editable"];
    for (part, member) in parts.iter().flat_map(|part| members.iter().map(move |it| (part, it))) {
        for kind in kinds {
            let text = format!(r#"{{"url": "file:///x", "{part}": {{"{member}": {kind}}}}}"#);
            read(&text);
        }
    }
    let deep = format!(r#"{{"url": "x:y", "dir_info": {}{}}}"#, "[".repeat(500), "]".repeat(500));
    assert!(
        DirectUrl::parse(&deep).is_err() || !DirectUrl::parse(&deep).unwrap().check().is_empty()
    );
    let long = format!("https://{}@h.example/", "@".repeat(1 << 20));
    assert!(codes(&read(&git(&long, "")).findings).contains(&("credentials", "/url")));
}
