//! Packages that a document lists or asks for, and its inventory does not list.

use pkgschema::exchange::{
    AdvisoryEvidence, CheckCondition, CheckEvidence, CheckInput, CheckPolicy, CheckVerdict,
    check_all,
};
use pkgschema_convert::cargo::CargoLock;
use pkgschema_convert::pypi::Pylock;
use pkgschema_convert::readable::read_inventory;
use pkgschema_convert::{Document, Loss, ToRecord};

/// The places of packages that are not listed.
fn unlisted(text: &str) -> Vec<String> {
    places(&read_inventory(text).unwrap().losses)
}

fn places(losses: &[Loss]) -> Vec<String> {
    let packages = losses.iter().filter(|loss| loss.is_package);
    packages.map(|loss| loss.pointer.to_string()).collect()
}

#[test]
fn requirements_files() {
    let table: [(&str, &[&str]); 8] = [
        ("a==1.0\nb==2.0\n", &[]),
        ("a==1.0\n-r more.txt\n", &["/1/options/0"]),
        ("a==1.0\n-c limits.txt\n", &[]),
        ("a==1.0\n./wheels/\n", &["/1/requirement"]),
        ("a==1.0\n-e ./local\n", &["/1/requirement"]),
        ("a==1.0\n-e .\n", &[]),
        ("a==1.0\n-e .[dev]\n", &[]),
        ("a==1.0\n-e git+https://git.example/b.git#egg=b\n", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(unlisted(text), expected, "{text}");
    }
}

fn bom(components: &str) -> String {
    format!(
        r#"{{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata":
            {{"component": {{"type": "application", "name": "own"}}}}, "components": [{components}]}}"#
    )
}

#[test]
fn components_of_cyclonedx() {
    let table: [(&str, &[&str]); 6] = [
        (r#"{"type": "library", "name": "a", "purl": "pkg:npm/a@1.0.0"}"#, &[]),
        (r#"{"type": "library", "name": "a", "version": "1.0.0"}"#, &["/components/0/name"]),
        (r#"{"type": "later", "name": "a"}"#, &["/components/0/name"]),
        (r#"{"name": "a", "purl": "pkg:generic/a@1"}"#, &["/components/0/purl"]),
        (r#"{"type": "file", "name": "a.txt"}, {"type": "operating-system", "name": "os"}"#, &[]),
        (
            r#"{"type": "file", "name": "f", "components": [{"type": "library", "name": "a"}]}"#,
            &["/components/0/components/0/name"],
        ),
    ];
    for (components, expected) in table {
        assert_eq!(unlisted(&bom(components)), expected, "{components}");
    }
}

#[test]
fn packages_of_spdx() {
    let purl = r#""externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
        "referenceLocator": "pkg:npm/a@1.0.0"}]"#;
    let table = [
        (purl, 0),
        (r#""versionInfo": "1.0""#, 1),
        (r#""primaryPackagePurpose": "LIBRARY""#, 1),
        (r#""primaryPackagePurpose": "OPERATING-SYSTEM""#, 0),
        (r#""primaryPackagePurpose": "OPERATING_SYSTEM""#, 0),
    ];
    for (member, expected) in table {
        let text = format!(
            r#"{{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "x",
                "documentDescribes": ["SPDXRef-own"], "packages":
                [{{"SPDXID": "SPDXRef-own", "name": "own"}},
                {{"SPDXID": "SPDXRef-a", "name": "a", {member}}}]}}"#
        );
        assert_eq!(unlisted(&text).len(), expected, "{member}");
    }
}

#[test]
fn locks_with_a_package_without_a_name() {
    let cargo = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \
                 \"registry+https://registry.example/index\"\n\n[[package]]\nversion = \"1.0.0\"\n";
    let read = CargoLock::parse(cargo).unwrap().to_record();
    assert_eq!(places(&read.losses), ["/package/1"]);
    let pylock = "lock-version = \"1.0\"\ncreated-by = \"x\"\n\n[[packages]]\nname = \"a\"\n\
                  version = \"1.0\"\n\n[[packages]]\nversion = \"1.0\"\n";
    let read = Pylock::parse(pylock).unwrap().to_record();
    assert_eq!(places(&read.losses), ["/packages/1"]);
}

#[test]
fn nothing_is_clean_beside_what_is_not_listed() {
    let read = read_inventory("a==1.0\n-r more.txt\n").unwrap();
    let advisories = AdvisoryEvidence::about([&read.value]);
    let mut evidence = CheckEvidence::default();
    evidence.advisories = Some(&advisories);
    let verdict = |unlisted: usize| {
        let mut input = CheckInput::new(&read.value);
        input.unlisted = unlisted;
        let report = check_all(&[input], &evidence, &CheckPolicy::default());
        (report.verdict.clone(), report.conditions.to_vec())
    };
    assert_eq!(verdict(0), (CheckVerdict::Allow, vec![]));
    let told = vec![CheckCondition::InventoryIncomplete];
    assert_eq!(verdict(1), (CheckVerdict::Unknown, told));
}
