//! Gradle Module Metadata: variants become one record.

use pkgschema::Finding;
use pkgschema::identity::{ArtifactKind, DigestAlgorithm};
use pkgschema::metadata::{OptionalityKind, PackageMetadata, Scope};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::maven::GradleModule;
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Effort, accounted};
use pkgschema_testkit::checks::releases::Releases;
use pkgschema_testkit::corpus::Case;
use pkgschema_testkit::json::{Json, diff};
use std::time::Instant;

const SHA1: &str = "da39a3ee5e6b4b0d3255bfef95601890afd80709";

/// Reads a document, after what is written again is held to the text.
#[track_caller]
fn read(text: &str) -> Reading<Vec<PackageMetadata>> {
    assert_eq!(detect(text), Some(DocumentKind::GradleModule), "{text}");
    let readable = Readable::find(RELEASES, "gradle-module").unwrap();
    let written = readable.rewrite(text).expect(text);
    let lost = diff(&Json::parse(text).unwrap(), &Json::parse(&written.value).unwrap());
    assert!(written.losses.is_empty() && lost.is_empty(), "{lost:?}");
    readable.read(text).unwrap()
}

/// Whether some loss stands at the place, and of which kind.
fn loss<'r>(reading: &'r Reading<Vec<PackageMetadata>>, at: &str) -> Option<&'r str> {
    reading.losses.iter().find(|it| it.pointer.as_str() == at).map(|it| it.kind.as_str())
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

fn module(variants: &str) -> String {
    format!(
        r#"{{"formatVersion": "1.1", "component": {{"group": "org.example", "module": "widget",
            "version": "1.0"}}, "variants": [{variants}]}}"#
    )
}

fn variant(name: &str, usage: &str, more: &str) -> String {
    format!(r#"{{"name": "{name}", "attributes": {{"org.gradle.usage": "{usage}"}}{more}}}"#)
}

fn needs(text: &str) -> String {
    format!(r#", "dependencies": [{text}]"#)
}

fn on(module: &str, version: &str) -> String {
    format!(r#"{{"group": "g", "module": "{module}", "version": {version}}}"#)
}

/// A module with every member of the format.
fn complete() -> String {
    let full = r#"{"group": "g", "module": "full", "version": {"requires": "1.0", "strictly": "[1.0,2.0[",
        "prefers": "1.5", "rejects": ["1.1", "1.2"], "forSubgraph": true},
        "excludes": [{"group": "x", "module": "*"}, {"module": "y"}, {"group": "z", "odd": 1}],
        "reason": "because", "endorseStrictVersions": true, "attributes": {"a": "b"},
        "requestedCapabilities": [{"group": "g", "name": "cap", "version": "1"}],
        "thirdPartyCompatibility": {"artifactSelector": {"name": "full", "type": "zip",
            "extension": "zip", "classifier": "all"}}, "odd": [1.10]}"#;
    let platform = r#"{"group": "g", "module": "bom", "version": {"requires": "3"},
        "attributes": {"org.gradle.category": "platform"}}"#;
    let bounds = r#", "dependencyConstraints": [
        {"group": "g", "module": "plain", "version": {"requires": "2"}},
        {"group": "g", "module": "held", "version": {"strictly": "2", "rejects": ["2.1"]}, "reason": "no"}]"#;
    let files = format!(
        r#", "files": [{{"name": "widget-1.0.jar", "url": "widget-1.0.jar", "size": 12,
            "sha1": "{SHA1}", "md5": "00", "odd": null}}],
            "capabilities": [{{"group": "org.example", "name": "widget", "version": "1.0"}},
            {{"group": "org.old", "name": "widget", "version": "1.0"}}]"#
    );
    let both = format!("{}{bounds}{files}", needs(&format!("{full},{platform}")));
    let elsewhere =
        r#", "available-at": {"url": "../x.module", "group": "g", "module": "x", "version": "1"}"#;
    let docs = r#"{"name": "docs", "attributes": {"org.gradle.category": "documentation",
        "org.gradle.docstype": "sources"}, "files": [{"name": "widget-1.0-sources.jar"}, {"name": "../up"}]}"#;
    let all = [
        variant("api", "java-api", &both),
        variant("runtime", "java-runtime", &both),
        variant("native", "native-link", elsewhere),
        docs.to_owned(),
    ];
    module(&all.join(",")).replacen(
        r#""version": "1.0"},"#,
        r#""version": "1.0", "url": "../up.module", "attributes": {"org.gradle.status": "release"}},
        "createdBy": {"gradle": {"version": "9"}}, "odd": {},"#,
        1,
    )
}

#[test]
fn needed_to_run_or_to_compile() {
    let (gear, bolt, nut) = (
        on("gear", r#"{"requires": "1.0"}"#),
        on("bolt", r#"{"requires": "[1,2)"}"#),
        on("nut", "{}"),
    );
    let text = module(
        &[
            variant("apiElements", "java-api", &needs(&[gear.clone(), nut].join(","))),
            variant("runtimeElements", "java-runtime", &needs(&[gear, bolt].join(","))),
        ]
        .join(","),
    );
    let reading = read(&text);
    let record = &reading.value[0];
    assert_eq!(record.purl().unwrap().unwrap().as_str(), "pkg:maven/org.example/widget@1.0");
    let told: Vec<(&str, &Scope, Option<&str>)> = record
        .dependencies
        .iter()
        .map(|it| (&*it.name, &it.scope, it.requirement.as_ref().map(|it| &*it.text)))
        .collect();
    assert_eq!(
        told,
        [
            ("g:gear", &Scope::Runtime, Some("1.0")),
            ("g:nut", &Scope::Provided, None),
            ("g:bolt", &Scope::Runtime, Some("[1,2)")),
        ]
    );
    assert_eq!(loss(&reading, "/variants/1/dependencies/0"), Some("changed"));
    assert_eq!(loss(&reading, "/variants/0/dependencies/0"), Some("changed"));
    assert_eq!(loss(&reading, "/variants/1/dependencies/1"), None);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    assert!(!record.is_unknown("artifacts") && record.is_unknown("license"));
    // what only compiles, where nothing tells what runs, is needed
    let alone = read(&module(&variant("api", "kotlin-api", &needs(&on("gear", "{}")))));
    assert_eq!(alone.value[0].dependencies[0].scope, Scope::Runtime);
    // and so is what a variant of unknown usage needs
    let other = read(&module(&variant("x", "strange", &needs(&on("gear", "{}")))));
    assert_eq!(other.value[0].dependencies[0].scope, Scope::Runtime);
}

#[test]
fn versions_in_mavens_notation() {
    for (version, expected, lost) in [
        (r#"{"requires": "1.0"}"#, Some("1.0"), &[][..]),
        (r#"{"requires": "1.0+build"}"#, Some("1.0+build"), &[]),
        (r#"{"requires": "[1.0,2.0)"}"#, Some("[1.0,2.0)"), &[]),
        (r#"{"requires": "]1.0,2.0["}"#, Some("(1.0,2.0)"), &[("normalized", "requires")]),
        (r#"{"requires": "[1.0,2.0["}"#, Some("[1.0,2.0)"), &[("normalized", "requires")]),
        (r#"{"requires": "1.+"}"#, None, &[("dropped", "requires")]),
        (r#"{"requires": "+"}"#, None, &[("dropped", "requires")]),
        (r#"{"requires": "latest.release"}"#, None, &[("dropped", "requires")]),
        (r#"{"requires": "[1.0"}"#, None, &[("dropped", "requires")]),
        (r#"{"requires": "${x}"}"#, None, &[("dropped", "requires")]),
        (
            r#"{"requires": "1", "strictly": "1"}"#,
            Some("[1]"),
            &[("changed", "strictly"), ("dropped", "requires")],
        ),
        (
            r#"{"strictly": "1.+", "requires": "1.5"}"#,
            None,
            &[("dropped", "strictly"), ("dropped", "requires")],
        ),
        (r#"{"requires": "1", "rejects": ["2"]}"#, Some("1"), &[("dropped", "rejects")]),
        (r#"{"prefers": "1"}"#, Some("1"), &[("changed", "prefers")]),
        (r#"{"prefers": "[1,2]"}"#, None, &[("dropped", "prefers")]),
        (r#"{"requires": "1", "prefers": "2"}"#, Some("1"), &[("dropped", "prefers")]),
    ] {
        let reading = read(&module(&variant("r", "java-runtime", &needs(&on("gear", version)))));
        let dependency = &reading.value[0].dependencies[0];
        assert_eq!(dependency.requirement.as_ref().map(|it| &*it.text), expected, "{version}");
        assert!(dependency.requirement.as_ref().is_none_or(|it| it.parsed().is_ok()));
        let place = "/variants/0/dependencies/0/version";
        for (kind, member) in lost {
            // nothing of the version is used: it is lost as a whole
            let whole = loss(&reading, place).filter(|_| expected.is_none());
            let found = loss(&reading, &format!("{place}/{member}")).or(whole);
            assert_eq!(found, Some(*kind), "{version}: {member}");
        }
        let count =
            reading.losses.iter().filter(|it| it.pointer.as_str().starts_with(place)).count();
        assert!(count == lost.len() || expected.is_none(), "{version}: {:?}", reading.losses);
    }
}

#[test]
fn features_and_targets() {
    let capability =
        r#", "capabilities": [{"group": "org.example", "name": "widget-extra", "version": "1.0"}]"#;
    let of = |name: &str, platform: &str, more: &str| {
        format!(
            r#"{{"name": "{name}", "attributes": {{"org.gradle.usage": "java-runtime", "platform": "{platform}"}}{more}}}"#
        )
    };
    let text = module(
        &[
            of("jvm", "jvm", &needs(&[on("gear", "{}"), on("bolt", "{}")].join(","))),
            of("js", "js", &needs(&on("gear", "{}"))),
            of("extra", "jvm", &format!("{}{capability}", needs(&on("nut", "{}")))),
        ]
        .join(","),
    );
    let reading = read(&text);
    let record = &reading.value[0];
    // which of the variants have it is not told, nor that only one has it
    assert_eq!(loss(&reading, "/variants/0/dependencies/0"), Some("changed"));
    assert_eq!(loss(&reading, "/variants/0/dependencies/1"), Some("changed"));
    assert_eq!(loss(&reading, "/variants/1/dependencies/0"), Some("changed"));
    let optionality = record.dependencies[2].optionality.as_ref().unwrap();
    assert_eq!(optionality.kind, OptionalityKind::Feature);
    assert_eq!(optionality.feature.as_deref(), Some("widget-extra"));
    assert!(record.features.get("widget-extra").is_some());
    assert_eq!(record.provides[0].name, "org.example:widget-extra:1.0");
}

#[test]
fn constraints_files_and_java() {
    let reading = read(&complete());
    let record = &reading.value[0];
    let names: Vec<&str> = record.constraints.iter().map(|it| &*it.name).collect();
    assert_eq!(names, ["g:bom", "g:plain", "g:held"]);
    assert!(record.constraints[0].value.is_some() && record.constraints[1].value.is_none());
    assert_eq!(record.constraints[2].requirement.as_ref().unwrap().text, "[2]");
    assert!(record.constraints[2].value.as_ref().unwrap().as_str().contains("rejects"));
    let [jar, sources] = &*record.artifacts else { panic!("{:?}", record.artifacts) };
    assert_eq!((jar.kind.clone(), jar.size), (Some(ArtifactKind::Jar), Some(12)));
    let digests = jar.digests.as_ref().unwrap();
    assert_eq!(digests.get(&DigestAlgorithm::Sha1).unwrap().to_hex(), SHA1);
    assert_eq!(digests.len(), 1);
    assert_eq!(sources.kind, Some(ArtifactKind::Sources));
    assert_eq!(record.provides.len(), 1);
    assert_eq!(record.provides[0].name, "org.old:widget:1.0");
    let full = &record.dependencies[0];
    assert_eq!(*full.exclusions, ["x:*", "*:y"]);
    assert_eq!(
        (full.artifact_type.as_deref(), full.classifier.as_deref()),
        (Some("zip"), Some("all"))
    );
    // other files tell more
    assert!(record.is_unknown("features"));
    assert_eq!(
        codes(&reading.findings),
        [
            ("malformed-digest", "/variants/0/files/0/md5"),
            ("malformed-digest", "/variants/1/files/0/md5"),
            ("path-in-name", "/variants/3/files/1/name"),
        ]
    );
    let java = |versions: [&str; 2]| {
        let mut names = ["a", "b"].into_iter();
        let of = |version: &str| {
            let name = names.next().unwrap();
            format!(
                r#"{{"name": "{name}", "attributes": {{"org.gradle.jvm.version": {version}}}}}"#
            )
        };
        let record = read(&module(&versions.map(of).join(","))).value.remove(0);
        record.runtime_requirements.first().map(|it| it.requirement.clone().unwrap().text)
    };
    assert_eq!(java(["8", "8"]).as_deref(), Some("[8,)"));
    assert_eq!(java(["8", "11"]), None);
    assert_eq!(java(["\"8\"", "\"8\""]), None);
}

#[test]
fn every_leaf_is_in_the_record_or_lost() {
    let text = complete();
    let case = Case::from_row(1, &text);
    let outcome = accounted(&case, Effort::FULL, &[&Releases::<GradleModule>::of()]);
    let Outcome::Counted { failures, passed } = outcome else { panic!("{outcome:?}") };
    assert!(failures.is_empty() && passed > 80, "{passed}: {failures:?}");
}

#[test]
fn what_is_no_module() {
    for text in ["", "[]", "{}", r#"{"formatVersion": "1.1"}"#, r#"{"component": {"module": "a"}}"#]
    {
        assert!(GradleModule::parse(text).is_err(), "{text}");
        assert_ne!(detect(text), Some(DocumentKind::GradleModule), "{text}");
    }
    // of another version of the format nothing is taken for absent
    let later = module("").replace("\"1.1\"", "\"2.0\"");
    let reading = read(&later);
    assert!(reading.value[0].is_unknown("dependencies"));
    assert_eq!(codes(&reading.findings), [("unknown-version", "/formatVersion")]);
    let open = read(&module("").replace("org.example", "${group}"));
    assert!(open.value[0].is_unknown("namespace"));
    assert_eq!(loss(&open, "/component/group"), Some("dropped"));
}

#[test]
fn very_many_dependencies() {
    let timed = |count: usize| {
        let each: Vec<String> = (0..count).map(|n| on(&format!("m{n}"), "{}")).collect();
        let list = needs(&each.join(","));
        let text = module(
            &[variant("a", "java-api", &list), variant("r", "java-runtime", &list)].join(","),
        );
        let start = Instant::now();
        let reading = Readable::find(RELEASES, "gradle-module").unwrap().read(&text).unwrap();
        assert_eq!(reading.value[0].dependencies.len(), count);
        start.elapsed().as_secs_f64()
    };
    let (few, many) = (timed(1_000), timed(20_000));
    assert!(many < few * 80.0 + 1.0, "{few} s, and twenty times as many {many} s");
}
