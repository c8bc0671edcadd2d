//! `maven-metadata.xml`: versions of an artifact, builds of a snapshot, plugins of a group.

use pkgschema::Finding;
use pkgschema::identity::{Artifact, ArtifactKind, Ecosystem};
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::maven::MavenMetadata;
use pkgschema_convert::readable::{RELEASES, Readable, Reading};
use pkgschema_convert::{Document, FromRecord, ToRecord};
use pkgschema_testkit::checks::Outcome;
use pkgschema_testkit::checks::accounted::{Effort, accounted};
use pkgschema_testkit::checks::releases::Releases;
use pkgschema_testkit::corpus::Case;
use pkgschema_testkit::timing::assert_linear;
use std::fmt::Write as _;
use std::time::Instant;

const NAME: &str = "maven-metadata";

const ARTIFACT: &str = "<?xml version='1.0'?>
<!-- by hand -->
<metadata modelVersion='1.1.0'>
  <groupId>org.example</groupId>
  <artifactId>widget</artifactId>
  <version>1.0</version>
  <versioning>
    <latest>1.2-SNAPSHOT</latest>
    <release>1.1</release>
    <versions><version>1.0</version><version>1.1</version><version>1.2-SNAPSHOT</version></versions>
    <lastUpdated>20260131120000</lastUpdated>
  </versioning>
</metadata>";

const SNAPSHOT: &str = "<metadata modelVersion='1.1.0'>
  <groupId>org.example</groupId>
  <artifactId>widget</artifactId>
  <version>1.2-SNAPSHOT</version>
  <versioning>
    <snapshot><timestamp>20260131.120000</timestamp><buildNumber>3</buildNumber></snapshot>
    <lastUpdated>20260131120001</lastUpdated>
    <snapshotVersions>
      <snapshotVersion><extension>pom</extension><value>1.2-20260131.120000-3</value>
        <updated>20260131120000</updated></snapshotVersion>
      <snapshotVersion><classifier>sources</classifier><extension>jar</extension>
        <value>1.2-20260130.110000-2</value></snapshotVersion>
      <snapshotVersion><extension>../jar</extension><value>1.2-20260130.110000-2</value></snapshotVersion>
    </snapshotVersions>
  </versioning>
</metadata>";

const GROUP: &str = "<metadata><plugins>
  <plugin><name>Widgets</name><prefix>widget</prefix><artifactId>widget-maven-plugin</artifactId></plugin>
  <plugin><prefix>gear</prefix></plugin>
</plugins></metadata>";

#[track_caller]
fn read(text: &str) -> Reading<Vec<PackageMetadata>> {
    assert_eq!(detect(text), Some(DocumentKind::MavenMetadata), "{text}");
    let readable = Readable::find(RELEASES, NAME).unwrap();
    let written = readable.rewrite(text).expect(text);
    assert!(written.losses.is_empty(), "{:?}", written.losses);
    assert_eq!(readable.view(text).unwrap(), readable.view(&written.value).unwrap());
    readable.read(text).unwrap()
}

fn losses(reading: &Reading<Vec<PackageMetadata>>) -> Vec<(&str, &str)> {
    reading.losses.iter().map(|it| (it.kind.as_str(), it.pointer.as_str())).collect()
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

fn versions(records: &[PackageMetadata]) -> Vec<&str> {
    records.iter().filter_map(|it| it.version.as_deref()).collect()
}

fn of_versions(versions: &str) -> String {
    format!(
        "<metadata><groupId>g</groupId><artifactId>a</artifactId><versioning><versions>{versions}\
         </versions></versioning></metadata>"
    )
}

#[test]
fn an_artifact() {
    let reading = read(ARTIFACT);
    assert_eq!(versions(&reading.value), ["1.0", "1.1", "1.2-SNAPSHOT"]);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
    let purl = reading.value[1].purl().unwrap().unwrap();
    assert_eq!(purl.as_str(), "pkg:maven/org.example/widget@1.1");
    assert_eq!(
        losses(&reading),
        [
            ("dropped", "/@modelVersion"),
            ("dropped", "/version"),
            ("dropped", "/versioning/latest"),
            ("dropped", "/versioning/release"),
            ("dropped", "/versioning/lastUpdated"),
        ]
    );
    // the time of the file is no version's
    for record in &reading.value {
        assert!(record.publish_times.is_empty() && record.is_unknown("publishTimes"));
        assert!(record.is_unknown("artifacts") && record.is_unknown("license"));
    }
    let metadata = MavenMetadata::parse(ARTIFACT).unwrap();
    assert_eq!(metadata.last_updated().unwrap(), "2026-01-31T12:00:00Z");
    assert_eq!(metadata.model_version(), Some("1.1.0"));
}

#[test]
fn a_snapshot() {
    let reading = read(SNAPSHOT);
    let [record] = reading.value.as_slice() else { panic!("{:?}", reading.value) };
    assert_eq!(record.version.as_deref(), Some("1.2-SNAPSHOT"));
    let names: Vec<_> = record.artifacts.iter().map(|it| it.filename.as_deref().unwrap()).collect();
    let files = ["widget-1.2-20260131.120000-3.pom", "widget-1.2-20260130.110000-2-sources.jar"];
    assert_eq!(names, files);
    assert_eq!(record.artifacts[1].kind, Some(ArtifactKind::Sources));
    assert!(record.artifacts.iter().all(|it| it.publish_times.is_empty()));
    assert_eq!(
        losses(&reading),
        [
            ("dropped", "/@modelVersion"),
            ("dropped", "/versioning/snapshot"),
            ("dropped", "/versioning/lastUpdated"),
            ("dropped", "/versioning/snapshotVersions/0/updated"),
            ("dropped", "/versioning/snapshotVersions/2"),
        ]
    );
    // a file of another version is none of this one
    let reading = read(&SNAPSHOT.replace("1.2-20260131", "1.3-20260131"));
    assert_eq!(reading.value[0].artifacts.len(), 1);
}

#[test]
fn a_group() {
    let reading = read(GROUP);
    assert!(reading.value.is_empty());
    assert_eq!(losses(&reading), [("dropped", "/plugins")]);
}

#[test]
fn old_and_odd_files() {
    // before versions were listed
    let old =
        "<metadata><groupId>g</groupId><artifactId>a</artifactId><version>1.0</version></metadata>";
    assert_eq!(versions(&read(old).value), ["1.0"]);
    let twice =
        read(&of_versions("<version>1</version><version>1</version><version>1.0</version>"));
    assert_eq!(versions(&twice.value), ["1", "1.0"]);
    assert_eq!(losses(&twice), [("normalized", "/versioning/versions/1")]);
    assert_eq!(codes(&twice.findings), [("duplicate-version", "/versioning/versions/1")]);
    let open = read(&of_versions("<version>${revision}</version><version/><x>1</x>"));
    assert!(open.value.is_empty());
    let copy = read(
        "<metadata><modelVersion>1.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId>\
         <version>1-SNAPSHOT</version><versioning><snapshot><localCopy>true</localCopy></snapshot>\
         </versioning></metadata>",
    );
    assert_eq!(versions(&copy.value), ["1-SNAPSHOT"]);
    assert!(copy.value[0].is_unknown("artifacts"));
}

#[test]
fn digits_that_are_no_time() {
    for digits in [
        "20260230120000",
        "20261301000000",
        "2026013112000",
        "2026013112000x",
        "２０２６０１３１１２００００",
        "",
    ] {
        let text = ARTIFACT.replace("20260131120000", digits);
        let metadata = MavenMetadata::parse(&text).unwrap();
        assert_eq!(metadata.last_updated(), None, "{digits}");
        let expected = [("malformed-timestamp", "/versioning/lastUpdated")];
        assert_eq!(codes(&read(&text).findings), expected, "{digits}");
    }
}

#[test]
fn what_is_no_such_document() {
    for text in ["", "<project/>", "<metadata><title>x</title></metadata>", "<metadata", "metadata"]
    {
        assert!(MavenMetadata::parse(text).is_err(), "{text}");
        assert_ne!(detect(text), Some(DocumentKind::MavenMetadata), "{text}");
    }
    assert!(MavenMetadata::parse("<metadata/>").is_ok());
}

#[test]
fn back_from_records() {
    let records: Vec<PackageMetadata> = MavenMetadata::parse(ARTIFACT).unwrap().to_record().value;
    let metadata = MavenMetadata::from_record(&records);
    assert!(metadata.losses.is_empty(), "{:?}", metadata.losses);
    let again: Vec<PackageMetadata> = metadata.value.to_record().value;
    assert_eq!(again, records);
    assert_eq!(metadata.value.versioning.as_ref().unwrap().release, None);

    let records: Vec<PackageMetadata> = MavenMetadata::parse(SNAPSHOT).unwrap().to_record().value;
    let metadata = MavenMetadata::from_record(&records);
    assert!(metadata.losses.is_empty(), "{:?}", metadata.losses);
    let versioning = metadata.value.versioning.clone().unwrap();
    assert_eq!(versioning.snapshot.unwrap().build_number.as_deref(), Some("3"));
    let again: Vec<PackageMetadata> = metadata.value.to_record().value;
    assert_eq!(again, records);
}

#[test]
fn what_records_say_beyond_versions_is_lost() {
    let mut records: Vec<PackageMetadata> =
        MavenMetadata::parse(ARTIFACT).unwrap().to_record().value;
    records[0].summary = Some("widgets".into());
    records[1].name = Some("gear".into());
    let mut of_npm = PackageMetadata::of(Ecosystem::NPM);
    of_npm.name = Some("widget".into());
    records.push(of_npm);
    records.push(records[0].clone());
    let lost = MavenMetadata::from_record(&records).losses;
    let places: Vec<&str> = lost.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(places, ["/0/summary", "/1", "/3", "/4"]);

    let mut records: Vec<PackageMetadata> =
        MavenMetadata::parse(SNAPSHOT).unwrap().to_record().value;
    let mut artifacts = records[0].artifacts.to_vec();
    artifacts[0].size = Some(1);
    let mut other = Artifact::default();
    other.filename = Some("gear-1.jar".into());
    artifacts.push(other);
    records[0].artifacts = artifacts.into();
    let lost = MavenMetadata::from_record(&records).losses;
    let places: Vec<&str> = lost.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(places, ["/0/artifacts/0/size", "/0/artifacts/2"]);
}

#[test]
fn every_leaf_is_in_a_record_or_lost() {
    for text in [ARTIFACT, SNAPSHOT, GROUP] {
        let case = Case::from_row(1, text);
        let outcome = accounted(&case, Effort::FULL, &[&Releases::<MavenMetadata>::of()]);
        let Outcome::Counted { failures, .. } = outcome else { panic!("{text}") };
        assert!(failures.is_empty(), "{failures:?}");
    }
}

#[test]
fn very_many_versions() {
    let list = |count: usize| {
        let mut text = String::new();
        (0..count).for_each(|n| write!(text, "<version>1.{n}</version>").unwrap());
        of_versions(&text)
    };
    assert_linear("versions", 2_000, |count| {
        let text = list(count);
        let begun = Instant::now();
        let reading = Readable::find(RELEASES, NAME).unwrap().read(&text).unwrap();
        let records = MavenMetadata::from_record(&reading.value);
        let elapsed = begun.elapsed();
        assert_eq!((reading.value.len(), records.losses.len()), (count, 0));
        elapsed
    });
}
