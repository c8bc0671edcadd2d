//! What stands in a Java archive beside its classes: `pom.properties` and the manifest.

use pkgschema::Finding;
use pkgschema::metadata::{EntryPointKind, PackageMetadata, ProvidedKind};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::maven::{JarManifest, PomProperties};
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Conversion, Effort, accounted};
use pkgschema_testkit::checks::releases::Releases;
use pkgschema_testkit::corpus::Case;
use std::time::Instant;

const PROPERTIES: &str = "#by hand\n! Sat Jan 31 12:00:00 UTC 2026\n\
    groupId=org.example\n artifactId : wid\\\n   get\nversion 1.0\nversion=1.1\nplace=C\\:\\\\here\n";

const MANIFEST: &str = "Manifest-Version: 1.0\r\nCreated-By: by hand\r\n\
    implementation-title: Widg\r\n et\r\nImplementation-Version: 1.0\r\n\
    Implementation-Vendor: Example\r\nImplementation-Vendor-Id: org.example\r\n\
    Implementation-URL: https://widget.example/\r\nSpecification-Title: Wheels\r\n\
    Bundle-Name: Widget\r\nBundle-SymbolicName: org.example.widget;singleton:=true\r\n\
    Bundle-Version: 1.0.0.x\r\nBundle-Vendor: Others\r\nBundle-Description: for turning\r\n\
    Bundle-DocURL: https://widget.example/docs\r\n\
    Bundle-License: \"Apache-2.0\";link=\"https://a.example/l\", MIT\r\n\
    Automatic-Module-Name: org.example.widget\r\nMain-Class: org.example.Main\r\n\
    Require-Capability: osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=1.8))\"\r\n\
    Import-Package: org.example\r\nX: 1\r\nX: 2\r\nBuild-Jdk-Spec: 17\r\n\r\n\
    Name: org/example/Main.class\r\nSHA-256-Digest: AAAA\r\n\r\nName: b/\r\nSealed: true\r\nno line\r\n";

#[track_caller]
fn read(name: &str, kind: DocumentKind, text: &str) -> Reading<Vec<PackageMetadata>> {
    assert_eq!(detect(text), Some(kind), "{text}");
    let readable = Readable::find(RELEASES, name).unwrap();
    let written = readable.rewrite(text).expect(text);
    assert!(written.losses.is_empty(), "{:?}", written.losses);
    assert_eq!(readable.view(text).unwrap(), readable.view(&written.value).unwrap());
    readable.read(text).unwrap()
}

fn properties(text: &str) -> Reading<Vec<PackageMetadata>> {
    read("pom-properties", DocumentKind::PomProperties, text)
}

fn manifest(text: &str) -> Reading<Vec<PackageMetadata>> {
    read("jar-manifest", DocumentKind::JarManifest, text)
}

fn losses(reading: &Reading<Vec<PackageMetadata>>) -> Vec<(&str, &str)> {
    reading.losses.iter().map(|it| (it.kind.as_str(), it.pointer.as_str())).collect()
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[track_caller]
fn all_accounted(text: &str, conversion: &dyn Conversion) {
    let case = Case::from_row(1, text);
    let outcome = accounted(&case, Effort::FULL, &[conversion]);
    let Outcome::Counted { failures, .. } = outcome else { panic!("{outcome:?}") };
    assert!(failures.is_empty(), "{failures:?}");
}

#[test]
fn coordinates() {
    let reading = properties(PROPERTIES);
    let purl = reading.value[0].purl().unwrap().unwrap();
    assert_eq!(purl.as_str(), "pkg:maven/org.example/widget@1.1");
    assert_eq!(losses(&reading), [("dropped", "/version/0"), ("dropped", "/place")]);
    assert_eq!(codes(&reading.findings), [("duplicate-entry", "/version")]);
    assert!(reading.value[0].is_unknown("license") && reading.value[0].is_unknown("dependencies"));
    all_accounted(PROPERTIES, &Releases::<PomProperties>::of());
}

#[test]
fn properties_that_are_odd() {
    let of = |version: &str| format!("groupId=g\nartifactId=a\nversion={version}\n");
    let open = properties(&of("$\\{revision}").replace("\\{", "\\u007b"));
    assert_eq!(open.value[0].version, None);
    assert!(open.value[0].is_unknown("version"));
    assert_eq!(losses(&open), [("dropped", "/version")]);
    assert_eq!(codes(&open.findings), [("expression", "/version")]);
    // a broken escape stays as it is written
    for broken in ["1\\u", "1\\u00", "1\\u00g0", "1\\ud83d"] {
        let reading = properties(&of(broken));
        assert_eq!(reading.value[0].version.as_deref(), Some(broken));
        assert_eq!(codes(&reading.findings), [("broken-escape", "/version")], "{broken}");
    }
    assert_eq!(codes(&properties(&of("1\u{e9}")).findings), [("not-ascii", "")]);
    let (up, across) = (properties(&of("1").replace("=a", "=../a")), of("1").replace("=a", "=a/b"));
    assert_eq!(codes(&up.findings)[0].1, "/artifactId");
    assert!(!properties(&across).findings.is_empty());
    let halves = PomProperties::parse("groupId=g").unwrap();
    let missing = codes(&halves.check()).len();
    assert_eq!(missing, 2);
    for text in ["", " \n", "#groupId=g", "a=b", "{}"] {
        assert!(PomProperties::parse(text).is_err(), "{text}");
    }
    for text in
        ["groupId=\"g\"\nartifactId=\"a\"\nversion=\"1\"", "group=g\nartifactId=a\nversion=1"]
    {
        assert_ne!(detect(text), Some(DocumentKind::PomProperties), "{text}");
    }
}

#[test]
fn what_an_archive_says_of_itself() {
    let reading = manifest(MANIFEST);
    let record = &reading.value[0];
    assert_eq!((record.namespace.as_ref(), record.name.as_ref()), (None, None));
    assert!(record.is_unknown("name") && record.is_unknown("namespace"));
    assert_eq!(record.version.as_deref(), Some("1.0"));
    assert_eq!(record.display_name.as_deref(), Some("Widget"));
    assert_eq!(record.summary.as_deref(), Some("for turning"));
    assert_eq!(record.organization.as_ref().unwrap().name.as_deref(), Some("Example"));
    assert_eq!(record.homepage.as_ref().unwrap().as_str(), "https://widget.example/");
    let license = record.license.as_ref().unwrap();
    assert_eq!((license.declared.len(), license.expression.as_ref()), (2, None));
    let provided: Vec<(&ProvidedKind, &str)> =
        record.provides.iter().map(|it| (&it.kind, &*it.name)).collect();
    assert_eq!(
        provided,
        [
            (&ProvidedKind::ImportName, "org.example.widget"),
            (&ProvidedKind::Capability, "osgi.identity:org.example.widget"),
        ]
    );
    assert_eq!(record.entry_points[0].kind, EntryPointKind::Command);
    assert_eq!(record.entry_points[0].target.as_deref(), Some("org.example.Main"));
    assert_eq!(record.runtime_requirements[0].requirement.as_ref().unwrap().text, "[1.8,)");
    assert!(record.is_unknown("dependencies"));
    assert_eq!(
        losses(&reading),
        [
            ("normalized", "/main/Bundle-Name"),
            ("changed", "/main/Bundle-SymbolicName"),
            ("dropped", "/sections/0"),
            ("dropped", "/sections/1"),
            ("dropped", "/main/Manifest-Version"),
            ("dropped", "/main/Created-By"),
            ("dropped", "/main/Implementation-Vendor-Id"),
            ("dropped", "/main/Specification-Title"),
            ("dropped", "/main/Bundle-Version"),
            ("dropped", "/main/Bundle-Vendor"),
            ("dropped", "/main/Import-Package"),
            ("dropped", "/main/X"),
            ("dropped", "/main/Build-Jdk-Spec"),
            ("dropped", "/lines"),
        ]
    );
    let expected = [("duplicate-attribute", "/main/X"), ("no-attribute", "/lines/0")];
    assert_eq!(codes(&reading.findings), expected);
    let read = JarManifest::parse(MANIFEST).unwrap();
    assert_eq!(read.entries().collect::<Vec<_>>(), ["org/example/Main.class", "b/"]);
    // what two attributes say would be taken from the other one
    let once = MANIFEST.replace("Bundle-Name: Widget", "Bundle-Name: Gear");
    assert!(losses(&manifest(&once)).contains(&("dropped", "/main/Bundle-Name")));
    all_accounted(&once, &Releases::<JarManifest>::of());
}

#[test]
fn manifests_that_are_odd() {
    // the last spelling counts, and of it the last text
    let twice = manifest("Manifest-Version: 1.0\nMain-Class: A\nMain-Class: B\nmain-class: C\n");
    assert_eq!(twice.value[0].entry_points[0].target.as_deref(), Some("C"));
    assert_eq!(losses(&twice)[1], ("dropped", "/main/Main-Class"));
    let open = manifest("Manifest-Version: 1.0\nImplementation-Version: ${project.version}\n");
    assert_eq!(open.value[0].version, None);
    assert!(open.value[0].is_unknown("version"));
    let words = manifest("Manifest-Version: 1.0\nImplementation-Version: 1.0 of today\n");
    assert_eq!(words.value[0].version, None);
    let one = manifest("Manifest-Version: 1.0\nBundle-License: MIT/Apache-2.0\n");
    assert_eq!(losses(&one)[0], ("repaired", "/main/Bundle-License"));
    assert_eq!(
        one.value[0].license.as_ref().unwrap().expression.as_deref(),
        Some("MIT OR Apache-2.0")
    );
    let outside = manifest("Manifest-Version: 1.0\nBundle-License: <<EXTERNAL>>\n");
    assert!(outside.value[0].is_unknown("license"));
    let bytes = b"Manifest-Version: 1.0\r\nBundle-Name: x\xc3\r\n \xb6\r\n".to_vec();
    assert_eq!(JarManifest::from_bytes(bytes).unwrap().get("bundle-name"), Some("x\u{f6}"));
    assert!(JarManifest::from_bytes(b"Manifest-Version: \xff".to_vec()).is_err());
    for text in ["", "\r\n", "A: 1", "text", "Metadata-Version: 2.1\nName: a\n"] {
        assert!(JarManifest::parse(text).is_err(), "{text}");
        assert_ne!(detect(text), Some(DocumentKind::JarManifest), "{text}");
    }
}

#[test]
fn long_lines_and_many_sections() {
    let timed = |text: &str| {
        let start = Instant::now();
        let name = detect(text).unwrap().as_str();
        let reading = Readable::find(RELEASES, name).unwrap().read(text).unwrap();
        assert_eq!(reading.value.len(), 1);
        let again = Readable::find(RELEASES, name).unwrap().rewrite(text).unwrap();
        assert!(again.losses.is_empty());
        start.elapsed().as_secs_f64()
    };
    let line = |bytes: usize| {
        format!("Manifest-Version: 1.0\nBundle-License: {}\n", ",a".repeat(bytes / 2))
    };
    let folds = |bytes: usize| format!("Manifest-Version: 1.0\nX: {}\n", "\n y".repeat(bytes / 3));
    let sections =
        |bytes: usize| format!("Manifest-Version: 1.0\n{}", "\nName: a\nB: c\n".repeat(bytes / 15));
    let quoted = |bytes: usize| {
        format!("groupId=g\nartifactId=a\nversion={}", "\\u0041\\\n  ".repeat(bytes / 10))
    };
    let many =
        |bytes: usize| format!("groupId=g\nartifactId=a\nversion=1\n{}", "a\n".repeat(bytes / 2));
    let all: [&dyn Fn(usize) -> String; 5] = [&line, &folds, &sections, &quoted, &many];
    for (index, of) in all.into_iter().enumerate() {
        let (few, more) = (timed(&of(40_000)), timed(&of(800_000)));
        assert!(more < few * 80.0 + 1.0, "{index}: {few} s, and twenty times as much {more} s");
    }
    assert!(timed(&line(20_000_000)) < 120.0);
}

/// A name without a text is in no file, so that no view has it.
#[test]
fn entries_without_a_text_are_refused() {
    for (view, is_one) in [
        (r#"{"groupId": "g", "x": "y"}"#, true),
        (r#"{"groupId": "g", "x": []}"#, false),
        (r#"{"groupId": "g", "x": 7}"#, false),
    ] {
        let view = pkgschema::object::Raw::parse(view).unwrap();
        assert_eq!(PomProperties::from_view(&view).is_ok(), is_one, "{}", view.as_str());
    }
}
