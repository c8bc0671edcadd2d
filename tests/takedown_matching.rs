//! Which packages, versions and files a notice is about.

use pkgschema::identity::{Artifact, Purl};
use pkgschema::takedown::{Clocks, Query, StatusIndex, TrustTable};
use pkgschema::text::Link;
use pkgschema_testkit::notices::{REGISTRY, complete, decision, time};
use serde_json::{Value, json};

/// Whether a subject hits a question: yes, no, or nobody can tell.
#[track_caller]
fn hits(subject: Value, purl: &str, file: Option<Value>) -> &'static str {
    let hold = decision(1, "quarantined", 1, json!({"subjects": [subject]}));
    let trust = TrustTable::of_registry("registry", Link::new(REGISTRY).unwrap());
    let mut index = StatusIndex::new(&trust);
    index.add(&hold, "registry");
    let purl = Purl::parse(purl).unwrap();
    let file: Option<Artifact> =
        file.map(|file| pkgschema::object::parse(&file.to_string()).unwrap());
    let query = Query::of(&purl);
    let query = match &file {
        Some(file) => query.file(file),
        None => query,
    };
    let status = index.status(&query, &Clocks::at(time(31)), &complete());
    match status.measures.first().map(|measure| measure.weight.as_str()) {
        Some("full") => "yes",
        Some("unclear") => "unclear",
        Some(other) => panic!("{other}"),
        None => "no",
    }
}

#[test]
fn subjects_reach_as_far_as_they_say() {
    let versions = json!({"purl": "pkg:npm/a", "versions": ["1.0.0", "2.0.0"]});
    let range = json!({"purl": "pkg:npm/a", "versionRange": "vers:npm/>=1.0.0|<2.0.0"});
    let both = json!({"purl": "pkg:npm/a@3.0.0", "versions": ["1.0.0"], "versionRange": "vers:npm/<0.5.0"});
    let cases = [
        (json!({"purl": "pkg:npm/a"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a"}), "pkg:npm/a", "yes"),
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a@1.0.1", "no"),
        // one version says nothing about the package
        (json!({"purl": "pkg:npm/a@1.0.0"}), "pkg:npm/a", "no"),
        (versions.clone(), "pkg:npm/a@2.0.0", "yes"),
        (versions.clone(), "pkg:npm/a@1.5.0", "no"),
        (versions, "pkg:npm/a", "no"),
        (range.clone(), "pkg:npm/a@1.5.0", "yes"),
        (range.clone(), "pkg:npm/a@2.0.0", "no"),
        (range.clone(), "pkg:npm/a@one", "unclear"),
        (range, "pkg:npm/a", "no"),
        (both.clone(), "pkg:npm/a@3.0.0", "yes"),
        (both.clone(), "pkg:npm/a@1.0.0", "yes"),
        (both.clone(), "pkg:npm/a@0.1.0", "yes"),
        (both, "pkg:npm/a@2.0.0", "no"),
        (json!({"purl": "pkg:npm/a", "versions": []}), "pkg:npm/a@1.0.0", "unclear"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:npm/>="}), "pkg:npm/a@1.0.0", "unclear"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:all/*"}), "pkg:npm/a@1.0.0", "yes"),
        (json!({"purl": "pkg:npm/a", "versionRange": "vers:none/*"}), "pkg:npm/a@1.0.0", "no"),
        (
            json!({"purl": "pkg:npm/a", "versionRange": "vers:pypi/1.0"}),
            "pkg:npm/a@1.0.0",
            "unclear",
        ),
        (
            json!({"purl": "pkg:deb/debian/a", "versionRange": "vers:deb/<2"}),
            "pkg:deb/debian/a@1",
            "unclear",
        ),
        (json!({"purl": "pkg:npm/a", "scope": "organization"}), "pkg:npm/a@1.0.0", "unclear"),
        // a qualifier narrows, and an address does not
        (json!({"purl": "pkg:gem/a@1.0?platform=java"}), "pkg:gem/a@1.0?platform=java", "yes"),
        (json!({"purl": "pkg:gem/a@1.0?platform=java"}), "pkg:gem/a@1.0?platform=ruby", "no"),
        (json!({"purl": "pkg:gem/a@1.0?platform=java"}), "pkg:gem/a@1.0", "unclear"),
        (json!({"purl": "pkg:gem/a@1.0"}), "pkg:gem/a@1.0?platform=java", "yes"),
        (json!({"purl": "pkg:gem/a@1.0?download_url=https://x.example"}), "pkg:gem/a@1.0", "yes"),
        // one release in two spellings
        (json!({"purl": "pkg:nuget/A@1.0"}), "pkg:nuget/a@1.0.0.0", "yes"),
        (json!({"purl": "pkg:nuget/A@1.0-Beta"}), "pkg:nuget/a@1.0.0-beta", "yes"),
        (json!({"purl": "pkg:composer/a/b@v1.0"}), "pkg:composer/a/b@1.0.0", "yes"),
        (json!({"purl": "pkg:gem/a@1.10"}), "pkg:gem/a@1.1", "no"),
        (json!({"purl": "pkg:golang/a.example/b@v1.0.0"}), "pkg:golang/a.example/b@1.0.0", "no"),
        (json!({"purl": "pkg:npm/"}), "pkg:npm/a@1.0.0", "no"),
        (json!({}), "pkg:npm/a@1.0.0", "no"),
    ];
    for (subject, purl, expected) in cases {
        assert_eq!(hits(subject.clone(), purl, None), expected, "{subject} {purl}");
    }
}

#[test]
fn namespaces_hold_their_packages_and_no_others() {
    let npm = json!({"scope": "namespace", "purlType": "npm", "namespace": "@acme"});
    let maven = json!({"scope": "namespace", "purlType": "maven", "namespace": "org.acme"});
    let github = json!({"scope": "namespace", "purlType": "github", "namespace": "Acme"});
    for (subject, purl, expected) in [
        (&npm, "pkg:npm/%40acme/a@1.0.0", "yes"),
        (&npm, "pkg:npm/@acme/b", "yes"),
        (&npm, "pkg:npm/%40Acme/a", "no"),
        (&npm, "pkg:npm/%40acme-tools/a", "no"),
        (&npm, "pkg:npm/acme", "no"),
        (&npm, "pkg:npm/acme/a", "no"),
        (&maven, "pkg:maven/org.acme/a@1", "yes"),
        (&maven, "pkg:maven/org.acme.sub/a@1", "no"),
        (&maven, "pkg:golang/org.acme/a@1", "no"),
        (&github, "pkg:github/acme/tool", "yes"),
    ] {
        assert_eq!(hits(subject.clone(), purl, None), expected, "{subject} {purl}");
    }
    let vague = json!({"scope": "namespace", "namespace": "@acme"});
    assert_eq!(hits(vague, "pkg:npm/%40acme/a@1.0.0", None), "no");
}

#[test]
fn files_are_known_by_strong_digests() {
    let (one, two, weak) = ("1".repeat(64), "2".repeat(64), "3".repeat(40));
    let file = |name: &str, digests: Value| json!({"filename": name, "digests": digests});
    let of = |files: Value| json!({"purl": "pkg:npm/a@1.0.0", "artifacts": files});
    let a1 = file("a.tgz", json!({"sha256": one}));
    let cases = [
        (of(json!([a1])), file("a.tgz", json!({"sha256": one})), "yes"),
        (of(json!([a1])), file("renamed.tgz", json!({"sha256": one})), "yes"),
        (of(json!([a1])), file("a.tgz", json!({"sha256": two})), "no"),
        (of(json!([a1])), file("b.tgz", json!({"sha512": "4".repeat(128)})), "no"),
        (of(json!([a1])), file("a.tgz", json!({"sha512": "4".repeat(128)})), "unclear"),
        (of(json!([a1])), json!({"filename": "a.tgz"}), "unclear"),
        (of(json!([a1])), json!({"filename": "b.tgz"}), "no"),
        (of(json!([{"filename": "a.tgz"}])), a1.clone(), "yes"),
        (of(json!([{"filename": "a.tgz"}])), file("b.tgz", json!({"sha256": one})), "no"),
        // SHA-1 alone is no match, and a difference is one
        (
            of(json!([file("a.tgz", json!({"sha1": weak}))])),
            file("a.tgz", json!({"sha1": weak})),
            "unclear",
        ),
        (
            of(json!([file("a.tgz", json!({"sha1": weak}))])),
            file("a.tgz", json!({"sha1": "5".repeat(40)})),
            "no",
        ),
        (of(json!([])), a1.clone(), "unclear"),
        (
            of(json!([a1, file("b.tgz", json!({"sha256": two}))])),
            file("b.tgz", json!({"sha256": two})),
            "yes",
        ),
        (json!({"artifacts": [a1]}), file("other.tgz", json!({"sha256": one})), "yes"),
        (json!({"artifacts": [a1]}), file("other.tgz", json!({"sha256": two})), "no"),
        (
            json!({"artifacts": [file("a", json!({"sha1": weak}))]}),
            file("a", json!({"sha1": weak})),
            "unclear",
        ),
    ];
    for (subject, asked, expected) in cases {
        let context = format!("{subject} {asked}");
        assert_eq!(hits(subject, "pkg:npm/a@1.0.0", Some(asked)), expected, "{context}");
    }
    // Who does not say which file is told that it may be the one.
    assert_eq!(hits(of(json!([a1])), "pkg:npm/a@1.0.0", None), "unclear");
    assert_eq!(hits(of(json!([a1])), "pkg:npm/a@1.0.1", Some(a1.clone())), "no");
}
