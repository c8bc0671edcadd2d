//! Answers of PyPI's JSON API: a record for each version, what is odd, and hostile answers.

use pkgschema::Finding;
use pkgschema::identity::{ArtifactKind, DigestAlgorithm};
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::Document;
use pkgschema_convert::advisory_format::AdvisoryFormat;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::PypiJsonApi;
use pkgschema_convert::readable::{RELEASES, Readable, newest};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use std::time::Instant;

const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

#[track_caller]
fn read(text: &str) -> (Vec<PackageMetadata>, Vec<String>, Vec<Finding>) {
    let reading = Readable::find(RELEASES, "pypi-json-api").unwrap().read(text).expect(text);
    let written = PypiJsonApi::parse(text).unwrap().render();
    let views = (Json::parse(text).unwrap(), Json::parse(&written.value).unwrap());
    assert!(diff(&views.0, &views.1).is_empty(), "{}", written.value);
    let losses = reading.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (reading.value, losses.collect(), reading.findings)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

/// A file, with more members.
fn file(name: &str, kind: &str, more: &str) -> String {
    format!(
        r#"{{"filename": "{name}", "packagetype": "{kind}", "url": "https://files.example/{name}", "size": 9,
            "digests": {{"md5": "{md5}", "sha256": "{A}", "blake2b_256": "{A}"}}, "md5_digest": "{md5}",
            "upload_time": "2026-01-31T12:00:00", "upload_time_iso_8601": "2026-01-31T12:00:00.5Z",
            "python_version": "py3", "comment_text": "", "has_sig": false, "downloads": -1{more}}}"#,
        md5 = &A[..32]
    )
}

fn wheel(version: &str, more: &str) -> String {
    file(&format!("margin-{version}-py3-none-any.whl"), "bdist_wheel", more)
}

#[test]
fn a_project_with_its_releases() {
    let yanked = r#", "yanked": true, "yanked_reason": "too wide", "requires_python": ">=3.8""#;
    let free = r#", "yanked": false, "yanked_reason": null, "requires_python": ">=3.9""#;
    let latest = wheel("2.0", free);
    let text = format!(
        r#"{{"info": {{"name": "Margin", "version": "2.0", "summary": "Edges", "requires_python": ">=3.9",
            "requires_dist": null, "yanked": false, "yanked_reason": null}},
          "last_serial": 7,
          "ownership": {{"roles": [{{"role": "Owner", "user": "ada"}}, {{"role": "Maintainer", "user": "bot"}}], "organization": "edges"}},
          "releases": {{"0.1": [], "1.0": [{}], "2.0": [{latest}]}},
          "urls": [{latest}],
          "vulnerabilities": [{{"id": "PYSEC-1", "fixed_in": ["2.1"]}}]}}"#,
        wheel("1.0", yanked)
    );
    assert_eq!(detect(&text), Some(DocumentKind::PypiJson));
    let (releases, losses, findings) = read(&text);
    assert_eq!(codes(&findings), [""; 0]);
    let versions: Vec<_> = releases.iter().map(|it| it.version.as_deref().unwrap()).collect();
    assert_eq!(versions, ["0.1", "1.0", "2.0"]);
    assert_eq!(newest(&releases).unwrap().version.as_deref(), Some("2.0"));
    let [none, old, new] = &releases[..] else { panic!("three") };
    assert!(none.artifacts.is_present() && none.availability.is_none());
    let availability = old.availability.as_ref().unwrap();
    assert_eq!(availability.yanked_reason.as_deref(), Some("too wide"));
    assert!(old.is_unknown("dependencies") && old.is_unknown("accounts"));
    assert_eq!(new.availability.as_ref().unwrap().yanked, Some(false));
    assert!(new.is_unknown("dependencies") && !new.is_unknown("accounts"));
    let names: Vec<_> = new.accounts.iter().map(|it| it.name.as_deref().unwrap()).collect();
    assert_eq!(names, ["ada", "bot", "edges"]);
    assert_eq!(new.accounts[1].role.as_ref().unwrap().as_str(), "maintainer");
    let [artifact] = &new.artifacts[..] else { panic!("one file") };
    assert_eq!(artifact.kind, Some(ArtifactKind::Wheel));
    let digests = artifact.digests.as_ref().unwrap();
    assert!(digests.get(&DigestAlgorithm::Blake2b256).is_some() && digests.len() == 3);
    assert_eq!(artifact.publish_times[0].time, "2026-01-31T12:00:00.5Z");
    let python = |it: &PackageMetadata| {
        it.runtime_requirements
            .iter()
            .next()
            .map(|it| it.requirement.as_ref().unwrap().text.clone())
    };
    assert_eq!((python(old), python(new)), (Some(">=3.8".into()), Some(">=3.9".into())));
    let meant: Vec<_> = losses.iter().filter(|it| !it.ends_with("normalized")).collect();
    let expected = ["/last_serial dropped", "/vulnerabilities dropped"];
    assert_eq!(meant, expected);
    assert!(losses.contains(&"/releases/2.0 normalized".to_owned()), "{losses:?}");
    // the same text gives advisories too
    let advisories = AdvisoryFormat::find("pypi-json").unwrap().read(&text).unwrap().advisories;
    assert_eq!(advisories[0].affected[0].versions[0], "2.0");
}

#[test]
fn what_info_says() {
    let text = r##"{"info": {
        "author": "", "author_email": "Ada <ada@people.example>", "bugtrack_url": null,
        "classifiers": ["Topic :: Printing", 7], "description": "# Edges", "description_content_type": "text/markdown",
        "docs_url": null, "download_url": "", "downloads": {"last_day": -1, "last_month": -1, "last_week": -1},
        "dynamic": null, "home_page": null, "keywords": "paper,edge", "license": "MIT/X11\nand more",
        "license_expression": "MIT", "license_files": ["LICENSE"], "maintainer": null, "maintainer_email": null,
        "name": "margin", "package_url": "https://index.example/project/margin/", "platform": null,
        "project_url": "https://index.example/project/margin/",
        "project_urls": {"Source": "https://git.example/margin", "Fun, and games": "https://fun.example"},
        "provides_extra": ["wide"], "release_url": "https://index.example/project/margin/1.0/",
        "requires_dist": ["paper>=2", "ink ; extra == 'wide'", "= no"], "requires_python": ">=3.9",
        "summary": "Edges", "version": "1.0", "yanked": true, "yanked_reason": "crooked", "more": 1},
        "urls": []}"##;
    let (releases, losses, findings) = read(text);
    assert_eq!(
        codes(&findings),
        ["wrong-type /info/classifiers/1", "malformed-requirement /info/requires_dist/2"]
    );
    let [release] = &releases[..] else { panic!("one release") };
    assert_eq!(release.authors[0].name.as_deref(), Some("Ada"));
    assert_eq!(*release.classifiers, ["Topic :: Printing"]);
    assert_eq!(*release.keywords, ["paper", "edge"]);
    let license = release.license.as_ref().unwrap();
    assert_eq!(
        (license.expression.as_deref(), &*license.files),
        (Some("MIT"), &["LICENSE".into()][..])
    );
    let repository = release.repository.as_ref().unwrap().url.as_ref().unwrap();
    assert_eq!(repository.as_str(), "https://git.example/margin");
    let needs: Vec<_> = release.dependencies.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(needs, ["paper", "ink"]);
    assert!(release.dependencies[1].optionality.is_some());
    assert_eq!(release.runtime_requirements.len(), 1);
    let availability = release.availability.as_ref().unwrap();
    assert_eq!(availability.yanked_reason.as_deref(), Some("crooked"));
    for member in ["classifiers", "homepage", "dependencies", "artifacts", "availability"] {
        assert!(!release.is_unknown(member), "{member}: {:?}", release.unknown);
    }
    assert!(release.is_unknown("accounts") && release.is_unknown("entryPoints"));
    let meant: Vec<_> = losses.iter().filter(|it| !it.ends_with("normalized")).collect();
    let places = [
        "/info/classifiers/1 dropped",
        "/info/project_urls/Fun, and games dropped",
        "/info/more dropped",
    ];
    assert_eq!(meant, places);
}

#[test]
fn a_stripped_answer_leaves_open_what_it_does_not_have() {
    let (releases, ..) =
        read(r#"{"info": {"name": "a", "version": "1", "license": null}, "urls": []}"#);
    let mut unknown: Vec<_> = releases[0].unknown.iter().map(|it| it.as_str()).collect();
    unknown.sort_unstable();
    for member in ["authors", "dependencies", "description", "homepage", "keywords", "license"] {
        assert!(unknown.contains(&member), "{member}: {unknown:?}");
    }
    assert!(!unknown.contains(&"name") && !unknown.contains(&"artifacts"));
    unknown.dedup();
    assert_eq!(unknown.len(), releases[0].unknown.len());
}

#[test]
fn null_is_unknown_and_empty_is_none() {
    let unknown = |member: &str| {
        let text = format!(
            r#"{{"info": {{"name": "a", "version": "1"{member}}}, "urls": [], "vulnerabilities": []}}"#
        );
        let (releases, ..) = read(&text);
        let listed = |name| releases[0].is_unknown(name);
        (listed("dependencies"), listed("availability"))
    };
    let stripped = r#"{"info": {"name": "a", "version": "1"}, "urls": []}"#;
    assert_eq!(detect(stripped), Some(DocumentKind::PypiJson));
    assert_eq!(unknown(""), (true, true));
    assert_eq!(unknown(r#", "requires_dist": null, "yanked": true"#), (true, false));
    assert_eq!(unknown(r#", "requires_dist": []"#), (false, true));
    assert_eq!(unknown(r#", "requires_dist": 7"#), (true, true));
}

#[test]
fn what_the_answer_says_twice() {
    let more = r#", "yanked": false"#;
    let other = wheel("1", more).replace("_digest\": \"a", "_digest\": \"b");
    assert_ne!(other, wheel("1", more));
    let text = format!(
        r#"{{"info": {{"name": "margin", "version": "1.0"}}, "releases": {{"1": [{other}]}}, "urls": [{}]}}"#,
        wheel("1", more)
    );
    let (releases, losses, findings) = read(&text);
    assert_eq!((releases.len(), releases[0].version.as_deref()), (1, Some("1.0")));
    assert!(losses.contains(&"/releases/1 dropped".to_owned()), "{losses:?}");
    assert_eq!(
        codes(&findings),
        ["release-mismatch /releases/1", "contradictory-digest /releases/1/0/md5_digest"]
    );
}

#[test]
fn what_is_odd() {
    let info = r#""info": {"name": "margin", "version": "1"}"#;
    let cases = [
        (r#"{"info": {}, "urls": []}"#.to_owned(), "missing-member /info/name"),
        (
            r#"{"info": {"name": "a", "version": "x y", "requires_python": "3"}}"#.to_owned(),
            "requirement-specifier /info/requires_python",
        ),
        (
            r#"{"info": {"name": "a", "version": "1", "requires_dist": ["b", "b ==", "=c"]}}"#
                .to_owned(),
            "malformed-requirement /info/requires_dist/2",
        ),
        (format!(r#"{{{info}, "urls": [{{}}]}}"#), "missing-member /urls/0/digests"),
        (format!(r#"{{{info}, "urls": [{}]}}"#, wheel("2", "")), "other-version /urls/0/filename"),
        (
            format!(r#"{{{info}, "urls": [{}]}}"#, file("edge-1.zip", "sdist", "")),
            "other-project /urls/0/filename",
        ),
        (
            format!(r#"{{{info}, "urls": [{}]}}"#, file("../margin-1.zip", "sdist", "")),
            "path-in-name /urls/0/filename",
        ),
        (
            format!(r#"{{{info}, "urls": [{0}, {0}]}}"#, wheel("1", "")),
            "duplicate-file /urls/1/filename",
        ),
        (
            format!(r#"{{{info}, "releases": {{"1": [], "1.0": []}}}}"#),
            "duplicate-version /releases/1.0",
        ),
        (
            r#"{"info": {"name": "a\u0007", "version": "1"}}"#.to_owned(),
            "hidden-character /info/name",
        ),
    ];
    for (text, expected) in cases {
        let found = codes(&read(&text).2);
        assert!(found.iter().any(|it| it == expected), "{text}: {found:?}");
    }
    let old = file("margin-1.win32.exe", "bdist_wininst", "");
    let (releases, _, findings) = read(&format!(r#"{{{info}, "urls": [{old}]}}"#));
    assert_eq!((codes(&findings), &releases[0].artifacts[0].kind), (vec![], &None));
    for text in ["{}", "[]", r#"{"info": 7}"#, r#"{"name": "a"}"#] {
        assert!(PypiJsonApi::parse(text).is_err(), "{text}");
    }
}

/// Ten times the versions take not much more than ten times as long.
#[test]
fn very_many_versions() {
    let time = |count: usize| {
        let one = |at: usize| format!(r#""{at}": [{}]"#, wheel(&at.to_string(), ""));
        let releases: Vec<String> = (0..count).map(one).collect();
        let text = format!(
            r#"{{"info": {{"name": "margin", "version": "0"}}, "releases": {{{}}}}}"#,
            releases.join(",")
        );
        let start = Instant::now();
        let reading = Readable::find(RELEASES, "pypi-json-api").unwrap().read(&text).unwrap();
        assert_eq!((reading.value.len(), reading.findings), (count, vec![]));
        start.elapsed()
    };
    assert_linear("versions", 1_000, time);
}
