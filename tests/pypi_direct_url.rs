//! `direct_url.json`: where a distribution was installed from.

use pkgschema::Finding;
use pkgschema::identity::{Artifact, Digest, DigestAlgorithm, Ecosystem};
use pkgschema::metadata::PackageMetadata;
use pkgschema::text::Link;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::{CoreMetadata, DirectUrl};
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_convert::{Document, ToRecord};
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
    // where readers disagree about the user part, nothing is carried
    for url in ["https:/ada:secret@git.example/", "https:///ada:secret@git.example/"] {
        for text in [git(url, ""), archive("{}").replace("https://files.example/", url)] {
            let reading = read(&text);
            assert!(codes(&reading.findings).contains(&("malformed-url", "/url")));
            assert!(!format!("{:?}{:?}", reading.value, reading.losses).contains("secret"));
            assert!(losses(&reading).contains(&("dropped", "/url")), "{text}");
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

/// Adds the file to the record, and gives the losses.
fn add(text: &str, record: &mut PackageMetadata) -> Vec<(String, String)> {
    let losses = DirectUrl::parse(text).unwrap().add_to(record);
    losses.into_iter().map(|it| (it.kind.to_string(), it.pointer.to_string())).collect()
}

fn lost(places: &[&str]) -> Vec<(String, String)> {
    places.iter().map(|place| ("dropped".to_owned(), (*place).to_owned())).collect()
}

fn of_metadata(more: &str) -> PackageMetadata {
    let text = format!("Metadata-Version: 2.1\nName: margin\nVersion: 1\n{more}");
    CoreMetadata::parse(&text).unwrap().to_record().value
}

#[test]
fn a_repository_added_to_a_record() {
    let text = git("https://github.com/ada/margin.git", r#", "subdirectory": "python""#);
    // unknown until now
    let mut record = PackageMetadata::of(Ecosystem::PYPI);
    record.mark_unknown(["name", "repository", "artifacts"]);
    assert_eq!(add(&text, &mut record), lost(&[]));
    assert!(!record.is_unknown("repository") && record.is_unknown("artifacts"));
    assert_eq!(record.repository.as_ref().unwrap().revision.as_deref(), Some(COMMIT));
    // again: nothing new
    let once = record.clone();
    assert_eq!(add(&text, &mut record), lost(&[]));
    assert_eq!(record, once);
    // the same address, of which the record does not say the commit
    let mut record = of_metadata("Project-URL: Source, https://github.com/ada/margin\n");
    assert_eq!(add(&text, &mut record), lost(&[]));
    let repository = record.repository.as_ref().unwrap();
    assert_eq!(repository.revision.as_deref(), Some(COMMIT));
    assert_eq!(repository.directory.as_deref(), Some("python"));
    // what it says stays
    let mut other = record.clone();
    let repository = other.repository.as_mut().unwrap();
    (repository.revision, repository.directory) = (Some("v1".into()), Some("py".into()));
    let before = other.clone();
    assert_eq!(add(&text, &mut other), lost(&["/vcs_info/commit_id", "/subdirectory"]));
    assert_eq!(other, before);
    // a commit of another repository is none of this one
    for url in ["https://git.example/fork", "git@git.example:a/b"] {
        let mut record = before.clone();
        let losses = add(&git(url, ""), &mut record);
        assert!(losses.iter().any(|(_, place)| place == "/vcs_info"), "{losses:?}");
        assert_eq!(record, before, "{url}");
    }
}

#[test]
fn a_file_added_to_a_record() {
    let md5 = "d41d8cd98f00b204e9800998ecf8427e";
    let hashes = |more: &str| archive(&format!(r#"{{"hashes": {{"sha256": "{SHA256}"{more}}}}}"#));
    let file = |url: Option<&'static str>, digests: &[(DigestAlgorithm, &str)]| {
        let mut artifact = Artifact::default();
        artifact.url = url.map(Link::from_document);
        let digests = digests.iter().map(|(name, text)| Digest::from_hex(name.clone(), text));
        artifact.digests = Some(digests.map(Result::unwrap).collect());
        artifact
    };
    let with = |files: Vec<Artifact>| {
        let mut record = of_metadata("");
        record.artifacts = files.into();
        record
    };
    let url = "https://files.example/margin.zip";
    // a file that is not there yet
    let mut record = of_metadata("");
    assert!(record.is_unknown("artifacts"));
    assert_eq!(add(&hashes(""), &mut record), lost(&[]));
    assert_eq!(record.artifacts.len(), 1);
    assert!(!record.is_unknown("artifacts"));
    let once = record.clone();
    assert_eq!(add(&hashes(""), &mut record), lost(&[]));
    assert_eq!(record, once);
    // the same by its digest: the address and the other digest are new
    let other = file(Some("https://files.example/other.zip"), &[]);
    let bare = file(None, &[(DigestAlgorithm::Sha256, SHA256)]);
    let mut record = with(vec![other.clone(), bare]);
    assert_eq!(add(&hashes(&format!(r#", "md5": "{md5}""#)), &mut record), lost(&[]));
    assert_eq!(record.artifacts.len(), 2);
    let merged = &record.artifacts[1];
    assert_eq!(merged.url.as_ref().unwrap().as_str(), url);
    assert!(merged.digests.as_ref().unwrap().get(&DigestAlgorithm::Md5).is_some());
    // the same at another address
    let elsewhere = file(Some("https://a.example/"), &[(DigestAlgorithm::Sha256, SHA256)]);
    let mut record = with(vec![elsewhere]);
    let before = record.clone();
    assert_eq!(add(&hashes(""), &mut record), lost(&["/url"]));
    assert_eq!(record, before);
    // the same address, but not the same bytes
    let changed = SHA256.replace('0', "1");
    let mut record = with(vec![file(Some(url), &[(DigestAlgorithm::Sha256, &changed)])]);
    let before = record.clone();
    assert_eq!(add(&hashes(""), &mut record), lost(&["/archive_info"]));
    assert_eq!(record, before);
    // a weak digest makes no two files one
    let mut record = with(vec![file(None, &[(DigestAlgorithm::Md5, md5)])]);
    let text = archive(&format!(r#"{{"hashes": {{"md5": "{md5}"}}}}"#));
    assert_eq!(add(&text, &mut record), lost(&[]));
    assert_eq!(record.artifacts.len(), 2);
    // digests that the record cannot take over
    let mut record = with(vec![file(Some(url), &[])]);
    let text = archive(&format!(
        r#"{{"hash": "blake9=00", "hashes": {{"sha256": "{SHA256}", "sha512": "00", "x": 1}}}}"#
    ));
    let places = ["/archive_info/hashes/sha512", "/archive_info/hash", "/archive_info/hashes"];
    assert_eq!(add(&text, &mut record), lost(&places));
    let digests = record.artifacts[0].digests.as_ref().unwrap();
    assert_eq!((digests.len(), digests.get(&DigestAlgorithm::Sha256).is_some()), (1, true));
}

/// A folder of a machine, or an address of two things, changes nothing.
#[test]
fn nothing_added_to_a_record() {
    let folder = r#"{"url": "file:///srv/margin", "dir_info": {}}"#.to_owned();
    for text in [folder, git("https://git.example/a", r#","archive_info": {}"#)] {
        let mut record = of_metadata("");
        let before = record.clone();
        assert!(add(&text, &mut record).contains(&lost(&["/url"])[0]));
        assert_eq!(record, before);
    }
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
