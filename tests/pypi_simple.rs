//! The simple repository API in JSON, and the names of its files.

use pkgschema::Finding;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::file_name::{SDIST_EXTENSIONS, SdistName, TagSet, WheelName};
use pkgschema_convert::pypi::{FileName, SimpleJson};
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use std::cmp::Ordering;
use std::time::{Duration, Instant};

const SHA256: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

/// Reads a document, after what is written again is held to the text.
#[track_caller]
fn read(text: &str) -> Reading<Vec<PackageMetadata>> {
    let readable = Readable::find(RELEASES, "pypi-simple").unwrap();
    let written = readable.rewrite(text).expect(text);
    assert!(written.losses.is_empty());
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written.value).unwrap());
    assert!(lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

/// A project with these members of a file each.
fn project(files: &[&str]) -> String {
    let meta = r#"{"api-version": "1.4"}"#;
    format!(r#"{{"meta": {meta}, "name": "margin", "files": [{}]}}"#, files.join(","))
}

fn file(name: &str, more: &str) -> String {
    format!(r#"{{"filename": "{name}", "url": "{name}", "hashes": {{}}, "size": 1{more}}}"#)
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[track_caller]
fn found(text: &str, code: &str, at: &str) {
    let findings = read(text).findings;
    assert!(codes(&findings).contains(&(code, at)), "{code} {at} in {:?}", codes(&findings));
}

fn is_unknown(record: &PackageMetadata, member: &str) -> bool {
    record.unknown.iter().any(|it| it == member)
}

fn yanked(record: &PackageMetadata) -> Option<bool> {
    record.availability.as_ref().and_then(|it| it.yanked)
}

fn full() -> String {
    format!(
        r#"{{"meta": {{"api-version": "1.4", "_last-serial": 17, "tracks": ["https://up.example/margin/"]}},
    "name": "left-margin", "alternate-locations": ["https://other.example/left-margin/"],
    "project-status": {{"status": "deprecated", "reason": "use right-margin"}},
    "versions": ["2.0", "1.0", "0.9"], "_private": {{"a": 1.10}},
    "files": [
      {{"filename": "Left-Margin-1.0.tar.gz", "url": "https://files.example/s.tar.gz", "hashes": {{"sha256": "{SHA256}"}},
        "requires-python": ">=3.8", "size": 12, "upload-time": "2024-05-06T07:08:09.123456Z", "yanked": "broken", "provenance": null}},
      {{"filename": "left_margin-1.0.0-py3-none-any.whl", "url": "https://files.example/w.whl", "hashes": {{"sha256": "{SHA256}", "md5": "d41d8cd98f00b204e9800998ecf8427e"}},
        "requires-python": ">=3.8", "size": 13, "upload-time": "2024-05-06T07:08:10Z", "yanked": true,
        "core-metadata": {{"sha256": "{SHA256}"}}, "data-dist-info-metadata": {{"sha256": "{SHA256}"}}, "gpg-sig": true}},
      {{"filename": "left_margin-2.0-py3-none-any.whl", "url": "https://files.example/w2.whl", "hashes": {{"sha256": "{SHA256}"}}, "size": 14,
        "requires-python": ">=3.9", "yanked": false, "provenance": "https://files.example/w2/provenance"}},
      {{"filename": "left_margin-2.0.tar.gz", "url": "s2.tar.gz", "hashes": {{"sha256": "{SHA256}"}}, "size": 15,
        "requires-python": null, "yanked": true, "core-metadata": false}},
      {{"filename": "notes.txt", "url": "notes.txt", "hashes": {{}}, "size": 1}}
    ]}}"#
    )
}

#[test]
fn a_project() {
    let text = full();
    assert_eq!(detect(&text), Some(DocumentKind::SimpleJson));
    let reading = read(&text);
    let versions: Vec<_> = reading.value.iter().map(|it| it.version.as_deref().unwrap()).collect();
    assert_eq!(versions, ["2.0", "1.0", "0.9"]);
    let [second, first, oldest] = reading.value.as_slice() else { unreachable!() };
    assert_eq!(first.purl().unwrap().unwrap().as_str(), "pkg:pypi/left-margin@1.0");
    let kinds: Vec<_> =
        first.artifacts.iter().map(|it| it.kind.as_ref().unwrap().as_str()).collect();
    assert_eq!(kinds, ["sdist", "wheel"]);
    let sdist = &first.artifacts[0];
    assert_eq!(sdist.url.as_ref().unwrap().as_str(), "https://files.example/s.tar.gz");
    assert_eq!((sdist.size, sdist.yanked), (Some(12), Some(true)));
    assert_eq!(sdist.yanked_reason.as_deref(), Some("broken"));
    assert_eq!(sdist.publish_times[0].time, "2024-05-06T07:08:09.123456Z");
    assert_eq!(sdist.publish_times[0].origin.as_str(), "registry");
    assert_eq!(first.artifacts[1].digests.as_ref().unwrap().digests().count(), 2);
    // every file is yanked, though not for one reason
    assert_eq!(yanked(first), Some(true));
    assert_eq!(first.availability.as_ref().unwrap().yanked_reason, None);
    assert_eq!(first.runtime_requirements[0].requirement.as_ref().unwrap().text, ">=3.8");
    assert_eq!(
        first.signatures[0].url.as_ref().unwrap().as_str(),
        "https://files.example/w.whl.asc"
    );
    // an address that is relative to one that nobody knows is none
    assert_eq!(second.artifacts[1].url, None);
    // one file is not, so the version is not
    assert_eq!(yanked(second), Some(false));
    assert_eq!(second.signatures[0].kind.as_deref(), Some("attestation"));
    assert!(second.runtime_requirements.is_empty() && is_unknown(second, "runtimeRequirements"));
    // a version without files, of which nothing is known: one file has found no version
    assert!(is_unknown(oldest, "artifacts") && is_unknown(oldest, "availability"));
    for member in ["dependencies", "license", "summary", "authors", "entryPoints"] {
        assert!(is_unknown(first, member), "{member}");
    }
    let mut lost: Vec<_> = reading.losses.iter().map(|it| it.pointer.as_str()).collect();
    lost.sort_unstable();
    let expected = [
        "/_private",
        "/alternate-locations",
        "/files/0/provenance",
        "/files/1/core-metadata",
        "/files/1/data-dist-info-metadata",
        "/files/2/requires-python",
        "/files/3/core-metadata",
        "/files/3/requires-python",
        "/files/3/url",
        "/files/4",
        "/meta",
        "/project-status",
    ];
    assert_eq!(lost, expected);
    assert!(reading.losses.iter().all(|it| it.kind == LossKind::Dropped));
    let found: Vec<_> = codes(&reading.findings);
    assert!(found.contains(&("odd-file-name", "/files/4/filename")), "{found:?}");
}

#[test]
fn yanked_or_not_or_unknown() {
    let names = ["margin-1.0.tar.gz", "margin-1.0-py3-none-any.whl"];
    let version = |one: &str, two: &str| {
        let reading = read(&project(&[&file(names[0], one), &file(names[1], two)]));
        assert_eq!(reading.value.len(), 1);
        yanked(&reading.value[0])
    };
    let (yes, why) = (r#","yanked":true"#, r#","yanked":"why""#);
    let (no, null, odd, empty) =
        (r#","yanked":false"#, r#","yanked":null"#, r#","yanked":1"#, r#","yanked":"""#);
    for (one, two, expected) in [
        ("", "", Some(false)),
        (no, no, Some(false)),
        (yes, why, Some(true)),
        (why, why, Some(true)),
        (yes, "", Some(false)),
        (yes, no, Some(false)),
        (null, null, None),
        (odd, yes, None),
        (empty, yes, None),
        (odd, no, Some(false)),
    ] {
        assert_eq!(version(one, two), expected, "{one} {two}");
    }
    let one = read(&project(&[&file(names[0], why)]));
    assert_eq!(one.value[0].availability.as_ref().unwrap().yanked_reason.as_deref(), Some("why"));
    found(&project(&[&file(names[0], empty)]), "empty-reason", "/files/0/yanked");
    found(&project(&[&file(names[0], odd)]), "wrong-type", "/files/0/yanked");
}

/// What is absent means nothing where nobody knows the rules.
#[test]
fn an_unknown_version_of_the_api() {
    for version in [r#""2.0""#, r#""one""#, "1.4", "null", r#""1""#] {
        let text =
            project(&[&file("margin-1.0.zip", ""), &file("margin-2.0.zip", r#","yanked":true"#)]);
        let text = text.replace(r#""1.4""#, version);
        let reading = read(&text);
        assert_eq!(yanked(&reading.value[0]), None, "{version}");
        assert!(is_unknown(&reading.value[0], "availability"));
        assert_eq!(yanked(&reading.value[1]), Some(true), "{version}");
        assert!(reading.findings.iter().any(|it| it.pointer.as_str() == "/meta/api-version"));
    }
    let text = project(&[&file("margin-1.0.zip", "")]);
    found(&text.replace("1.4", "2.0"), "unknown-api-version", "/meta/api-version");
    let later = read(&text.replace("1.4", "1.9"));
    assert_eq!(yanked(&later.value[0]), Some(false));
    assert!(codes(&later.findings).contains(&("later-api-version", "/meta/api-version")));
}

#[test]
fn python_as_the_files_agree() {
    let names = ["margin-1.0.tar.gz", "margin-1.0-py3-none-any.whl"];
    let of = |one: &str, two: &str| {
        let record = read(&project(&[&file(names[0], one), &file(names[1], two)])).value.remove(0);
        let text = record.runtime_requirements.first();
        let text = text.map(|it| it.requirement.as_ref().unwrap().text.to_string());
        (text, is_unknown(&record, "runtimeRequirements"))
    };
    let (three, four) = (r#","requires-python":">=3""#, r#","requires-python":">=4""#);
    let (null, empty, odd) =
        (r#","requires-python":null"#, r#","requires-python":"""#, r#","requires-python":3"#);
    assert_eq!(of(three, three), (Some(">=3".to_owned()), false));
    assert_eq!(of(null, null), (None, false));
    assert_eq!(of(null, empty), (None, false));
    assert_eq!(of("", ""), (None, true));
    for (one, two) in
        [(three, four), (three, ""), ("", three), (three, null), (odd, odd), (null, "")]
    {
        assert_eq!(of(one, two), (None, true), "{one} {two}");
    }
}

#[test]
fn lints() {
    let one = |name: &str| project(&[&file(name, "")]);
    for (name, code) in [
        ("../margin-1.0.tar.gz", "path-in-name"),
        ("margin\\\\x-1.0.tar.gz", "path-in-name"),
        ("C:margin-1.0.zip", "path-in-name"),
        ("margin%2f..-1.0.zip", "path-in-name"),
        ("margin-1.0\\u0000.tar.gz", "hidden-character"),
        ("margin-1.0\\u202egz.tar.gz", "hidden-character"),
        ("", "empty-name"),
        ("right-1.0.tar.gz", "other-project"),
        ("margin-extra-1.0-py3-none-any.whl", "malformed-version"),
        ("margin.exe", "odd-file-name"),
        ("margin-1.0-x-py3-none-any.whl", "malformed-build"),
        ("margin-1.0-py3..py2-none-any.whl", "empty-tag"),
        ("margin-1.0.zip", "legacy-extension"),
        ("margin-1.00.tar.gz", "version-not-normalized"),
    ] {
        found(&one(name), code, "/files/0/filename");
    }
    let twice = project(&[&file("margin-1.0.zip", ""), &file("margin-1.0.zip", "")]);
    found(&twice, "duplicate-file", "/files/1/filename");
    let listed = |versions: &str| {
        one("margin-1.0.tar.gz")
            .replace("\"files\"", &format!("\"versions\": {versions}, \"files\""))
    };
    found(&listed("[\"2.0\"]"), "unlisted-version", "/files/0/filename");
    let quiet = read(&listed("[\"1\"]"));
    assert_eq!(codes(&quiet.findings), [("no-digest", "/files/0/hashes")]);
    found(&one("margin-1.0.tar.gz"), "missing-member", "/versions");
    found(&one("margin-1.0.tar.gz").replace("margin\"", "-\""), "pypi-name", "/name");
    let hashes = |text: &str| one("margin-1.0.tar.gz").replace("{}", text);
    found(&hashes(r#"{"sha256": "00"}"#), "malformed-digest", "/files/0/hashes/sha256");
    found(&hashes(r#"{"blake9": "zz"}"#), "malformed-digest", "/files/0/hashes/blake9");
    let differ = r#","core-metadata":true,"dist-info-metadata":false"#;
    let differ = project(&[&file("margin-1.0.tar.gz", differ)]);
    found(&differ, "metadata-mismatch", "/files/0/dist-info-metadata");
}

#[test]
fn files_of_other_projects_are_nobodys() {
    let text = project(&[&file("right-1.0.tar.gz", ""), &file("margin-1.0.tar.gz", "")]);
    let reading = read(&text);
    assert_eq!(reading.value.len(), 1);
    assert_eq!(reading.value[0].artifacts.len(), 1);
    assert!(reading.losses.iter().any(|it| it.pointer.as_str() == "/files/0"));
    // hyphens of the project's own name may stand in a wheel's, where nothing else fits
    let text = project(&[&file("left-margin-1.0-py3-none-any.whl", "")]);
    let text = text.replace("\"margin\"", "\"left-margin\"");
    assert_eq!(read(&text).value[0].version.as_deref(), Some("1.0"));
    found(&text, "name-escape", "/files/0/filename");
    let other = text.replace("left-margin", "a-2").replace("1.0-py3", "py3");
    assert!(read(&other).value.is_empty());
    // a name that could be the project's with a version that nobody has listed
    let text = project(&[&file("margin-tool-1.0.zip", "")]);
    let text = text.replace("\"files\"", "\"versions\": [\"1.0\"], \"files\"");
    let reading = read(&text);
    assert!(reading.value[0].artifacts.is_empty() && is_unknown(&reading.value[0], "artifacts"));
}

/// A project whose files are held back still has its state named.
#[test]
fn a_quarantined_project() {
    let text = r#"{"meta": {"api-version": "1.4"}, "name": "margin", "versions": [], "files": [],
        "project-status": {"status": "quarantined"}}"#;
    let reading = read(text);
    assert!(reading.value.is_empty());
    assert!(reading.losses.iter().any(|it| it.pointer.as_str() == "/project-status"));
    // its files may be held back, those of an active project are not
    let listed = text.replace("\"versions\": []", "\"versions\": [\"1.0\"]");
    assert!(is_unknown(&read(&listed).value[0], "artifacts"));
    let active = read(&listed.replace("quarantined", "active")).value.remove(0);
    assert!(active.artifacts.is_present() && !is_unknown(&active, "artifacts"));
}

#[test]
fn bad_input() {
    for text in ["", "[]", "{}", r#"{"name": "a", "files": []}"#, r#"{"meta": {}, "name": "a"}"#] {
        assert!(SimpleJson::parse(text).is_err(), "{text}");
    }
    let list = r#"{"meta": {"api-version": "1.0"}, "projects": [{"name": "margin"}]}"#;
    let refused = SimpleJson::parse(list).unwrap_err().to_string();
    assert!(refused.contains("list of projects"), "{refused}");
    let kinds = ["null", "true", "1e400", r#""x""#, "[1, null, {}]", r#"{"a": [], "a": 2}"#];
    let members = ["meta", "name", "versions", "files", "project-status", "alternate-locations"];
    for (member, kind) in members.iter().flat_map(|it| kinds.iter().map(move |kind| (it, kind))) {
        let others = members.iter().filter(|it| *it != member && ["meta", "files"].contains(it));
        let others: Vec<_> = others.map(|it| format!("\"{it}\": {{}}")).collect();
        let text = format!("{{\"{member}\": {kind}, {}}}", others.join(","));
        let project = SimpleJson::parse(&text).expect(&text);
        let (_, _) = (project.check(), project.to_record());
        let view = project.view();
        let again = SimpleJson::from_view(&view).unwrap();
        assert_eq!(again.view().as_str(), view.as_str(), "{text}");
    }
    let members = [
        "filename",
        "url",
        "hashes",
        "requires-python",
        "size",
        "upload-time",
        "yanked",
        "core-metadata",
        "dist-info-metadata",
        "data-dist-info-metadata",
        "gpg-sig",
        "provenance",
    ];
    for (member, kind) in members.iter().flat_map(|it| kinds.iter().map(move |kind| (it, kind))) {
        let more = format!(",\"{member}\": {kind}");
        let odd = if member == &"filename" { "x" } else { "filename" };
        let text = project(&[&format!(r#"{{"{odd}": "margin-1.zip"{more}}}"#)]);
        let reading = read(&text);
        assert!(!reading.losses.is_empty(), "{text}");
    }
    let twice = project(&[&file("margin-1.zip", r#","yanked":true,"yanked":false"#)]);
    let document = SimpleJson::parse(&twice).unwrap();
    assert!(codes(&document.check()).contains(&("duplicate-member", "/files/0/yanked")));
}

/// The time that a project with so many files takes, ten of a version.
fn time(count: usize) -> Duration {
    let name = |at: usize| format!("margin-1.{}-{}-py3-none-any.whl", at / 10, at % 10);
    let files: Vec<String> =
        (0..count).map(|at| file(&name(at), r#","yanked":1,"odd":{}"#)).collect();
    let text = project(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let start = Instant::now();
    let reading = Readable::find(RELEASES, "pypi-simple").unwrap().read(&text).unwrap();
    assert_eq!(reading.value.len(), count / 10);
    start.elapsed()
}

#[test]
fn very_many_files_take_linear_time() {
    assert_linear("files", 10_000, time);
}

#[test]
fn names_read_and_built() {
    let wheel = "Left.Margin-1.0-2b-cp311.cp310-abi3-manylinux1_x86_64.whl";
    let FileName::Wheel(read) = FileName::parse(wheel).unwrap() else { unreachable!() };
    assert_eq!((read.name(), read.version(), read.build()), ("Left.Margin", "1.0", Some("2b")));
    assert_eq!(read.tags().iter().count(), 2);
    let built = WheelName::new("left-margin", "1.0", Some("2b"), read.tags()).unwrap();
    assert_eq!(built.as_str(), "left_margin-1.0-2b-cp311.cp310-abi3-manylinux1_x86_64.whl");
    assert_eq!(built, read);
    for tags in [
        TagSet::new("", "none", "any"),
        TagSet::new("py3", "a-b", "any"),
        TagSet::new("py3", "none", "../any"),
        TagSet::new("py3", "none", "a."),
    ] {
        assert!(WheelName::new("margin", "1", None, &tags).is_err(), "{tags}");
    }
    assert!(SdistName::new("margin", "one").is_err() && SdistName::new("a/b", "1").is_err());
    for extension in SDIST_EXTENSIONS {
        let text = format!("margin-1.0{extension}");
        let name = FileName::parse(&text).unwrap();
        assert_eq!((name.version(), name.to_string()), ("1.0", text));
    }
    for text in [
        "margin.whl",
        "a-1-py3-none.whl",
        "a-1-2-3-4-5-6.whl",
        "-1.0.tar.gz",
        "margin.zip",
        "a--py3-none-any.whl",
        "margin-.zip",
        ".tar.gz",
        "margin-1.0",
        "margin.egg",
    ] {
        assert!(FileName::parse(text).is_err(), "{text}");
    }
    assert!(FileName::parse(&format!("{}-1.zip", "a".repeat(2000))).is_err());
}

#[test]
fn where_a_name_ends() {
    let split = |text: &str, project: Option<&str>| {
        let name =
            project.map_or_else(|| FileName::parse(text), |it| FileName::parse_for(text, it));
        let name = name.expect(text);
        let ambiguous = matches!(&name, FileName::Sdist(it) if it.is_ambiguous());
        (name.name().to_owned(), name.version().to_owned(), ambiguous)
    };
    for (text, project, name, version, ambiguous) in [
        ("a-b-1.0.tar.gz", None, "a-b", "1.0", false),
        ("a-1.0-1.tar.gz", None, "a-1.0", "1", true),
        ("a-1.0-1.tar.gz", Some("a"), "a", "1.0-1", false),
        ("a-1.0-1.tar.gz", Some("A_1.0"), "a-1.0", "1", false),
        ("a-1.0-beta.tar.gz", None, "a", "1.0-beta", false),
        ("a._B--c-1.zip", Some("a-b-c"), "a._B--c", "1", false),
        ("a-dev.zip", Some("a"), "a", "dev", false),
        ("other-1.zip", Some("a"), "other", "1", false),
    ] {
        assert_eq!(
            split(text, project),
            (name.to_owned(), version.to_owned(), ambiguous),
            "{text}"
        );
    }
}

#[test]
fn names_are_compared_by_what_they_say() {
    let order = |one: &str, two: &str| {
        let (one, two) = (FileName::parse(one).unwrap(), FileName::parse(two).unwrap());
        one.compare(&two)
    };
    assert_eq!(order("a-1.9.zip", "A-1.10-py3-none-any.whl"), Some(Ordering::Less));
    assert_eq!(order("a-1.0rc1.zip", "a-1.0.zip"), Some(Ordering::Less));
    assert_eq!(order("a-1.zip", "b-1.zip"), None);
    assert_eq!(order("a-1-2-py3-none-any.whl", "a-1-10-py3-none-any.whl"), Some(Ordering::Less));
    assert_eq!(order("a-1-py3-none-any.whl", "a-1-0-py3-none-any.whl"), Some(Ordering::Less));
    let same =
        |one: &str, two: &str| FileName::parse(one).unwrap() == FileName::parse(two).unwrap();
    assert!(same("A.b-1.0-py2.py3-none-any.whl", "a_b-1-py3.py2-none-any.whl"));
    assert!(!same("a-1-py3-none-any.whl", "a-1-py2.py3-none-any.whl"));
    assert!(!same("a-1.zip", "a-1.tar.gz"));
}

/// Records, written as the answer and read again, are the records.
#[test]
fn records_are_written_as_the_answer() {
    let files = [
        file("margin-1.0.tar.gz", r#", "yanked": "broken", "gpg-sig": true"#),
        file("margin-1.0-py3-none-any.whl", r#", "requires-python": ">=3.8", "yanked": false"#),
        file("margin-2.0.tar.gz", r#", "provenance": "https://files.example/p""#),
    ];
    let text =
        project(&[&files[0].replace("\"url\": \"", "\"url\": \"https://f.example/"), &files[2]]);
    let records = read(&text).value;
    let written = SimpleJson::from_record(&records);
    assert_eq!(written.losses, []);
    assert_eq!(written.value.versions.len(), 2);
    assert_eq!(SimpleJson::to_record(&written.value).value, records);

    let mut records = read(&project(&[&files[1]])).value;
    records[0].summary = Some("Puts margins".into());
    records[0].name = Some("Mar.Gin".into());
    let mut other = PackageMetadata::of(pkgschema::identity::Ecosystem::NPM);
    other.name = Some("margin".into());
    records.push(other);
    let written = SimpleJson::from_record(&records);
    assert_eq!(written.value.name.as_deref(), Some("mar-gin"));
    assert_eq!(written.value.files[0].requires_python.get().map(|it| &**it), Some(">=3.8"));
    let lost: Vec<_> = written.losses.iter().map(|loss| loss.pointer.as_str()).collect();
    assert_eq!(lost, ["/0/summary", "/1"]);
    let named = written.losses.iter().all(|loss| loss.kind == LossKind::Dropped);
    assert!(named && SimpleJson::from_record(&Vec::new()).losses.is_empty());
}
