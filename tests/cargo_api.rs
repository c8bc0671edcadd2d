//! Answers of crates.io and `.cargo_vcs_info.json`: what the records hold, what is unknown, and
//! what is odd.

use pkgschema::identity::{DigestAlgorithm, Ecosystem};
use pkgschema::metadata::{AccountRole, EntryPointKind, PackageMetadata, Repository};
use pkgschema::text::Link;
use pkgschema_convert::cargo::{CargoVcsInfo, CratesIoAnswer};
use pkgschema_convert::detect::detect;
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_convert::{Converted, Document, ToRecord};
use pkgschema_testkit::json::{Json, diff};

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// A document by its short name, after its text came back as it was.
#[track_caller]
fn read(name: &str, text: &str) -> Reading<Vec<PackageMetadata>> {
    let format = Readable::find(RELEASES, name).unwrap();
    let reading = format.read(text).expect(text);
    let written = format.rewrite(text).unwrap();
    let views = (Json::parse(text).unwrap(), Json::parse(&written.value).unwrap());
    assert!(diff(&views.0, &views.1).is_empty(), "{}", written.value);
    for record in &reading.value {
        assert_eq!(PackageMetadata::parse(&record.to_json()).as_ref(), Ok(record));
    }
    reading
}

fn answer(text: &str) -> Reading<Vec<PackageMetadata>> {
    read("crates-io-answer", text)
}

fn places(reading: &Reading<Vec<PackageMetadata>>) -> Vec<&str> {
    let lost = reading.losses.iter().filter(|loss| loss.kind.loses_meaning());
    lost.map(|loss| loss.pointer.as_str()).collect()
}

fn codes(reading: &Reading<Vec<PackageMetadata>>) -> Vec<String> {
    reading.findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

fn is_unknown(record: &PackageMetadata, member: &str) -> bool {
    record.unknown.iter().any(|listed| listed == member)
}

const WHOLE: &str = r#"{
    "crate": {"id": "thing", "name": "thing", "newest_version": "1.1.0", "downloads": 9,
        "description": "newer words", "homepage": null, "documentation": "https://docs.example",
        "repository": "git@github.com:o/thing.git", "keywords": ["k1"], "categories": ["c1"]},
    "versions": [
        {"id": 2, "crate": "thing", "num": "1.1.0", "dl_path": "/api/v1/crates/thing/1.1.0/download",
         "readme_path": "/api/v1/crates/thing/1.1.0/readme", "created_at": "2024-05-06T07:08:09.123456Z",
         "updated_at": "2024-05-06T07:08:09.123456Z", "yanked": false, "yank_message": null,
         "license": "MIT/Apache-2.0", "crate_size": 1234, "checksum": "CHECKSUM", "edition": "2021",
         "rust_version": "1.70", "has_lib": true, "bin_names": ["it"], "lib_links": "z",
         "features": {"default": ["std"], "std": []}, "links": {"dependencies": "/x"},
         "published_by": {"id": 1, "login": "someone", "name": "Some One", "url": "https://u.example"},
         "audit_actions": [{"action": "publish", "user": {"login": "someone"}, "time": "2024-05-06T07:08:09Z"}],
         "trustpub_data": {"provider": "forge", "run_id": "7"},
         "description": "newer words", "homepage": null, "documentation": "https://docs.example",
         "repository": "https://github.com/o/thing"},
        {"crate": "thing", "num": "1.0.0", "yanked": true, "yank_message": "broken", "license": null,
         "published_by": null, "bin_names": null, "has_lib": null, "rust_version": null,
         "description": "older words", "features": {}, "audit_actions": []}
    ],
    "keywords": [{"id": "k1", "keyword": "k1"}, {"id": "k2", "keyword": "k2"}],
    "categories": [{"slug": "c1", "category": "C"}]
}"#;

#[test]
fn a_crate_with_versions() {
    let reading = answer(&WHOLE.replace("CHECKSUM", A));
    assert_eq!(reading.findings, vec![]);
    let [newest, oldest] = &reading.value[..] else { panic!("two versions") };
    assert_eq!(newest.purl().unwrap().unwrap().as_str(), "pkg:cargo/thing@1.1.0");
    let artifact = &newest.artifacts[0];
    let digest = artifact.digests.as_ref().unwrap().get(&DigestAlgorithm::Sha256).unwrap();
    assert_eq!((digest.to_hex().as_str(), artifact.size), (A, Some(1234)));
    assert_eq!(artifact.url, None);
    assert_eq!(newest.publish_times[0].time.as_str(), "2024-05-06T07:08:09.123456Z");
    assert_eq!(newest.accounts[0].name.as_deref(), Some("someone"));
    assert_eq!(newest.accounts[0].role, Some(AccountRole::Publisher));
    let kinds: Vec<_> = newest.entry_points.iter().map(|entry| entry.kind.clone()).collect();
    assert_eq!(kinds, [EntryPointKind::Library, EntryPointKind::Command]);
    let license = newest.license.as_ref().unwrap();
    assert_eq!(license.expression.as_deref(), Some("MIT OR Apache-2.0"));
    assert_eq!(newest.features.get("default").unwrap()[0], "std");
    assert_eq!((newest.keywords[0].as_str(), newest.classifiers[0].as_str()), ("k1", "c1"));
    assert_eq!(newest.provides[0].name, "z");
    assert!(is_unknown(newest, "dependencies") && is_unknown(newest, "homepage"));
    assert!(!is_unknown(newest, "license") && !is_unknown(newest, "keywords"));
    let availability = oldest.availability.as_ref().unwrap();
    assert_eq!(availability.yanked, Some(true));
    assert_eq!(availability.yanked_reason.as_deref(), Some("broken"));
    // what is said of the crate is not said of an older version
    assert_eq!(oldest.summary.as_deref(), Some("older words"));
    let members = [
        "license",
        "accounts",
        "entryPoints",
        "runtimeRequirements",
        "keywords",
        "classifiers",
        "documentation",
        "artifacts",
        "publishTimes",
    ];
    for member in members {
        assert!(is_unknown(oldest, member), "{member}");
    }
    assert!(oldest.features.is_present() && !is_unknown(oldest, "features"));
    let lost = places(&reading);
    for place in [
        "/versions/0/dl_path",
        "/versions/0/trustpub_data",
        "/versions/0/audit_actions",
        "/versions/0/published_by/name",
        "/versions/0/readme_path",
        "/keywords/1/keyword",
    ] {
        assert!(lost.contains(&place) || lost.iter().any(|it| place.starts_with(it)), "{place}");
    }
    for place in ["/crate/description", "/crate/repository", "/crate/keywords", "/versions/0/num"] {
        assert!(!lost.iter().any(|it| place.starts_with(it)), "{place}");
    }
}

#[test]
fn file_addresses_need_a_base() {
    let read = |path: &str| {
        let text = format!(r#"{{"version": {{"num": "1.0.0", "dl_path": "{path}"}}}}"#);
        let base = Link::new("https://registry.example/").unwrap();
        let Converted { value, losses, .. } =
            CratesIoAnswer::parse(&text).unwrap().to_records_at(&base);
        let url = value[0].artifacts.first().and_then(|file| file.url.clone());
        (url.map(|url| url.as_str().to_owned()), losses.len())
    };
    let expected = "https://registry.example/api/thing.crate".to_owned();
    assert_eq!(read("/api/thing.crate"), (Some(expected), 0));
    for path in ["//evil.example/x", "https://evil.example/x", "@evil.example", "/../x", "/\\\\x"] {
        assert_eq!(read(path), (None, 1), "{path}");
    }
}

#[test]
fn absent_null_empty_and_wrong() {
    let entry_points = |members: &str| {
        let reading = answer(&format!(r#"{{"version": {{"num": "1.0.0", {members}}}}}"#));
        let record = &reading.value[0];
        let found = record.entry_points.is_present().then(|| record.entry_points.len());
        (found, is_unknown(record, "entryPoints"), codes(&reading))
    };
    assert_eq!(entry_points(r#""yanked": null"#), (None, true, vec![]));
    assert_eq!(entry_points(r#""bin_names": [], "has_lib": false"#), (Some(0), false, vec![]));
    assert_eq!(entry_points(r#""bin_names": [], "has_lib": null"#), (None, true, vec![]));
    assert_eq!(entry_points(r#""bin_names": [null, "a"]"#), (Some(1), false, vec![]));
    let wrong = vec!["wrong-type /version/bin_names".to_owned()];
    assert_eq!(entry_points(r#""bin_names": "a", "has_lib": null"#), (None, true, wrong));
    let odd = r#"{"crate": {"name": 1, "keywords": {}}, "version": {"crate": [], "num": 1,
        "checksum": "00", "crate_size": "9", "yanked": "no", "features": [], "license": {},
        "created_at": 5, "published_by": "x", "audit_actions": 1, "has_lib": 1, "edition": 2021},
        "versions": {}, "keywords": "k", "categories": 1}"#;
    let reading = answer(odd);
    let record = &reading.value[0];
    assert_eq!((record.name.as_ref(), record.availability.as_ref()), (None, None));
    for member in ["name", "version", "license", "artifacts", "availability", "accounts"] {
        assert!(is_unknown(record, member), "{member}");
    }
    let found = codes(&reading);
    assert_eq!(found.iter().filter(|code| code.starts_with("wrong-type")).count(), 16, "{found:?}");
    assert!(found.contains(&"malformed-digest /version/checksum".to_owned()));
    assert!(places(&reading).contains(&"/version/checksum"));
}

#[test]
fn answers_in_part() {
    // without versions the record is of the crate
    let reading = answer(r#"{"crate": {"name": "a", "description": "words"}, "versions": null}"#);
    assert_eq!(reading.value.len(), 1);
    assert_eq!(reading.value[0].summary.as_deref(), Some("words"));
    assert!(is_unknown(&reading.value[0], "version"));
    // which version the crate is about is not told: it is not guessed
    let text = r#"{"crate": {"name": "a", "description": "words", "keywords": ["k"]},
        "versions": [{"num": "2.0.0"}, {"num": "1.0.0"}]}"#;
    let reading = answer(text);
    assert!(reading.value.iter().all(|it| it.summary.is_none() && it.keywords.is_empty()));
    assert!(reading.value.iter().all(|it| it.name.as_deref() == Some("a")));
    assert_eq!(places(&reading), ["/crate/keywords", "/crate/description"]);
    let text = r#"{"crate": {"name": "a"}, "version": {"crate": "b", "num": "1.0.0"}}"#;
    assert_eq!(codes(&answer(text)), ["other-crate /version/crate"]);
    for name in ["../a", "a\\u202eb", "сrate", "__proto__"] {
        let text = format!(r#"{{"version": {{"crate": "{name}", "num": "1.0.0"}}}}"#);
        assert_eq!(answer(&text).findings[0].pointer.as_str(), "/version/crate", "{name}");
    }
    for text in ["{}", "[]", "{\"crate\": 1}", "{\"crate\": {\"name\": \"a\"}", "", "null"] {
        assert!(CratesIoAnswer::parse(text).is_err(), "{text}");
    }
}

#[test]
fn many_versions_and_keywords() {
    let version = |at: usize| format!(r#"{{"crate": "a", "num": "{at}.0.0", "yanked": false}}"#);
    let versions: Vec<String> = (0..20_000).map(version).collect();
    let keyword = |at: usize| format!(r#"{{"keyword": "k{at}"}}"#);
    let keywords: Vec<String> = (0..20_000).map(keyword).collect();
    let text = format!(
        r#"{{"crate": {{"name": "a", "newest_version": "19999.0.0"}}, "versions": [{}], "keywords": [{}]}}"#,
        versions.join(","),
        keywords.join(",")
    );
    let converted = CratesIoAnswer::parse(&text).unwrap().to_record();
    assert_eq!((converted.value.len(), converted.losses.len()), (20_000, 0));
    let with: Vec<usize> = converted.value.iter().map(|it| it.keywords.len()).collect();
    assert_eq!((with.iter().sum::<usize>(), with[19_999]), (20_000, 20_000));
}

fn vcs(text: &str) -> Reading<Vec<PackageMetadata>> {
    read("cargo-vcs-info", text)
}

#[test]
fn vcs_info() {
    let text = format!(r#"{{"git": {{"sha1": "{COMMIT}"}}, "path_in_vcs": "crates/a"}}"#);
    assert_eq!(detect(&text).map(|kind| kind.as_str()), Some(CargoVcsInfo::NAME));
    let reading = vcs(&text);
    assert_eq!((reading.losses.len(), reading.findings.len()), (0, 0));
    let repository = reading.value[0].repository.clone().unwrap();
    assert_eq!(repository.revision.as_deref(), Some(COMMIT));
    assert_eq!(repository.directory.as_deref(), Some("crates/a"));
    assert_eq!(repository.kind.as_deref(), Some("git"));
    // the top of the repository, and an older file that does not say
    let directory = |path: &str| {
        let reading = vcs(&format!(r#"{{"git": {{"sha1": "{COMMIT}"}}{path}}}"#));
        reading.value[0].repository.clone().unwrap().directory
    };
    assert_eq!(directory(r#", "path_in_vcs": """#).as_deref(), Some(""));
    assert_eq!(directory(""), None);
}

#[test]
fn odd_vcs_info() {
    let cases = [
        (r#"{"git": {"sha1": "01"}}"#, "malformed-commit /git/sha1", "/git/sha1"),
        (r#"{"git": {"sha1": 1}}"#, "wrong-type /git/sha1", "/git/sha1"),
        (r#"{"git": {"dirty": true}}"#, "dirty-commit /git/dirty", "/git/dirty"),
        (
            r#"{"git": {}, "path_in_vcs": "../a"}"#,
            "path-out-of-repository /path_in_vcs",
            "/path_in_vcs",
        ),
        (
            r#"{"git": {}, "path_in_vcs": "/a"}"#,
            "path-out-of-repository /path_in_vcs",
            "/path_in_vcs",
        ),
        (
            r#"{"git": {}, "path_in_vcs": "C:/a"}"#,
            "path-out-of-repository /path_in_vcs",
            "/path_in_vcs",
        ),
        (r#"{"git": {}, "path_in_vcs": []}"#, "wrong-type /path_in_vcs", "/path_in_vcs"),
    ];
    for (text, code, place) in cases {
        let reading = vcs(text);
        assert_eq!(codes(&reading), [code], "{text}");
        // a loss of all that there is stands at the root
        assert!(places(&reading).iter().all(|lost| place.starts_with(lost)), "{text}");
        assert_eq!(places(&reading).len(), 1, "{text}");
        let repository = reading.value[0].repository.clone().unwrap();
        assert_eq!((repository.revision, repository.directory), (None, None), "{text}");
    }
    for text in ["{}", r#"{"git": null}"#, r#"{"git": {"sha1": "#, "[]"] {
        assert!(CargoVcsInfo::parse(text).is_err(), "{text}");
    }
}

#[test]
fn vcs_info_never_overwrites() {
    let text = format!(r#"{{"git": {{"sha1": "{COMMIT}"}}, "path_in_vcs": "a"}}"#);
    let info = CargoVcsInfo::parse(&text).unwrap();
    let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
    let mut repository = Repository::default();
    repository.url = Some(Link::new("https://git.example/r").unwrap());
    record.repository = Some(repository);
    assert_eq!(info.add_to(&mut record), vec![]);
    let added = record.repository.clone().unwrap();
    assert_eq!(added.url.as_ref().map(Link::as_str), Some("https://git.example/r"));
    assert_eq!(added.revision.as_deref(), Some(COMMIT));
    assert_eq!(info.add_to(&mut record), vec![], "a second time");
    let mut other = added.clone();
    (other.revision, other.directory, other.kind) =
        (Some("v1".into()), Some("b".into()), Some("hg".into()));
    record.repository = Some(other.clone());
    let losses = info.add_to(&mut record);
    let places: Vec<&str> = losses.iter().map(|loss| loss.pointer.as_str()).collect();
    assert_eq!(places, ["/git/sha1", "/path_in_vcs", "/git"]);
    assert_eq!(record.repository, Some(other));
}
