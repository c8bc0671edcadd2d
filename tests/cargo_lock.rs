//! `Cargo.lock` in its versions: what the inventory holds, what is odd, and hostile locks.

use pkgschema::Finding;
use pkgschema::identity::DigestAlgorithm;
use pkgschema::metadata::{Inventory, InventoryPackage, SourceKind};
use pkgschema_convert::cargo::CargoLock;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::readable::{INVENTORIES, Readable};
use pkgschema_convert::{Document, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use proptest::prelude::*;

const USUAL: &str = "registry+https://github.com/rust-lang/crates.io-index";
const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

/// The inventory of a lock, after text and view came back as they were.
#[track_caller]
fn read(text: &str) -> (Inventory, Vec<String>, Vec<Finding>) {
    let reading = Readable::find(INVENTORIES, "cargo-lock").unwrap().read(text).expect(text);
    let lock = CargoLock::parse(text).unwrap();
    let written = lock.render();
    let again = CargoLock::parse(&written.value).expect(&written.value);
    let views = (Json::parse(lock.view().as_str()), Json::parse(again.view().as_str()));
    assert!(diff(&views.0.unwrap(), &views.1.unwrap()).is_empty(), "{}", written.value);
    assert_eq!(CargoLock::from_view(&lock.view()).unwrap().view(), lock.view());
    let again = Inventory::parse(&reading.value.to_json()).unwrap();
    assert_eq!(again, reading.value);
    let losses = reading.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (reading.value, losses.collect(), reading.findings)
}

fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|one| format!("{} {}", one.code, one.pointer)).collect()
}

fn digest(package: &InventoryPackage) -> String {
    let digests = package.artifacts[0].digests.as_ref().unwrap();
    digests.get(&DigestAlgorithm::Sha256).unwrap().to_hex()
}

/// Names, versions and sources of what a package needs.
fn needs(package: &InventoryPackage) -> Vec<String> {
    let one = |part: &Option<pkgschema::Text>| part.as_deref().unwrap_or("-").to_owned();
    let all = package.dependencies.iter();
    all.map(|it| format!("{} {} {}", it.name, one(&it.version), one(&it.source))).collect()
}

#[test]
fn version_four() {
    let text = format!(
        "version = 4
[[package]]
name = \"app\"
version = \"0.1.0\"
dependencies = [\"far\", \"lib\", \"serde 1.0.0\"]
[[package]]
name = \"far\"
version = \"2.0.0\"
source = \"git+https://git.example/far?branch=a%2Fb#0123456789abcdef0123456789abcdef01234567\"
[[package]]
name = \"lib\"
version = \"0.2.0\"
source = \"sparse+https://registry.example/index/\"
checksum = \"{A}\"
[[package]]
name = \"serde\"
version = \"0.9.0\"
source = \"{USUAL}\"
checksum = \"{B}\"
[[package]]
name = \"serde\"
version = \"1.0.0\"
source = \"{USUAL}\"
checksum = \"{B}\"
"
    );
    assert_eq!(detect(&text), Some(DocumentKind::CargoLock));
    let (inventory, losses, findings) = read(&text);
    assert_eq!((losses, findings), (vec![], vec![]));
    assert_eq!(inventory.document.as_deref(), Some("Cargo.lock"));
    assert_eq!(inventory.document_version.as_deref(), Some("4"));
    assert_eq!((inventory.subjects.len(), inventory.packages.len()), (1, 4));
    assert_eq!(needs(&inventory.subjects[0]), ["far 2.0.0 -", "lib 0.2.0 -", "serde 1.0.0 -"]);
    let [far, lib, old, _] = &inventory.packages[..] else { panic!("four packages") };
    let source = far.source.as_ref().unwrap();
    assert_eq!((&source.kind, source.branch.as_deref()), (&SourceKind::Git, Some("a/b")));
    assert_eq!(source.url.as_deref(), Some("https://git.example/far"));
    assert_eq!(source.revision.as_deref(), Some("0123456789abcdef0123456789abcdef01234567"));
    assert!(!far.artifacts.is_present());
    let index = lib.source.as_ref().unwrap().registry_index.as_ref().unwrap();
    assert_eq!(index.as_str(), "sparse+https://registry.example/index/");
    assert_eq!((old.source.as_ref(), digest(old)), (None, B.to_owned()));
    assert_eq!(old.purl().unwrap().unwrap().as_str(), "pkg:cargo/serde@0.9.0");
    assert!(inventory.unknown.iter().any(|member| member == "scope"));
}

#[test]
fn version_one() {
    let text = format!(
        "[root]
name = \"app\"
version = \"0.1.0\"
dependencies = [\"serde 1.0.0 ({USUAL})\", \"near 0.3.0\"]
[[package]]
name = \"near\"
version = \"0.3.0\"
[[package]]
name = \"serde\"
version = \"1.0.0\"
source = \"{USUAL}\"
replace = \"serde 1.0.0 (git+https://git.example/serde#01)\"
[[package]]
name = \"serde\"
version = \"1.0.0\"
source = \"git+https://git.example/serde#01\"
[metadata]
\"checksum serde 1.0.0 ({USUAL})\" = \"{A}\"
\"checksum serde 1.0.0 (git+https://git.example/serde#01)\" = \"<none>\"
"
    );
    let (inventory, losses, findings) = read(&text);
    assert_eq!(findings, vec![]);
    let names: Vec<&str> = inventory.subjects.iter().map(|one| one.name.as_str()).collect();
    assert_eq!((names, inventory.document_version), (vec!["app", "near"], None));
    let expected = [format!("serde 1.0.0 {USUAL}"), "near 0.3.0 -".to_owned()];
    assert_eq!(needs(&inventory.subjects[0]), expected);
    assert_eq!(digest(&inventory.packages[0]), A);
    assert!(!inventory.packages[1].artifacts.is_present());
    let git = "/metadata/checksum serde 1.0.0 (git+https:~1~1git.example~1serde#01) normalized";
    assert_eq!(losses, [git, "/package/1/replace dropped"]);
}

#[test]
fn a_version_before_the_fourth_encodes_nothing() {
    let package = |version: &str, query: &str| {
        let text = format!(
            "{version}\n[[package]]\nname = 'a'\nversion = '1.0.0'\nsource = 'git+https://git.example/a?{query}'\n"
        );
        let (inventory, losses, _) = read(&text);
        (inventory.packages[0].source.clone().unwrap(), losses)
    };
    assert_eq!(package("version = 3", "tag=v%2B1").0.tag.as_deref(), Some("v%2B1"));
    assert_eq!(package("version = 4", "tag=v%2B1").0.tag.as_deref(), Some("v+1"));
    assert_eq!(package("", "ref=main").0.branch.as_deref(), Some("main"));
    assert_eq!(package("", "rev=0123").0.revision.as_deref(), Some("0123"));
    let (source, losses) = package("", "rev=0123#01234567");
    assert_eq!((source.revision.as_deref(), losses), (Some("01234567"), vec![]));
    let (source, losses) = package("", "rev=refs/pull/1#01234567");
    assert_eq!(source.revision.as_deref(), Some("01234567"));
    assert_eq!(losses, ["/package/0/source changed"]);
}

#[test]
fn what_is_odd_is_found() {
    let package = |name: &str, more: &str| {
        format!("[[package]]\nname = {name:?}\nversion = '1.0.0'\n{more}\n")
    };
    let usual = format!("source = '{USUAL}'");
    let with = |digest: &str| package("a", &format!("{usual}\nchecksum = '{digest}'"));
    let cases: Vec<(String, Vec<&str>)> = vec![
        (with(A) + &with(B), vec!["contradictory-digest /package/1/checksum"]),
        (with(A) + &with(&A.to_uppercase()), vec!["duplicate-package /package/1"]),
        (
            format!("{}[metadata]\n'checksum a 1.0.0 ({USUAL})' = '{B}'", with(A)),
            vec!["contradictory-digest /metadata/checksum a 1.0.0 (registry+https:~1~1github.com~1rust-lang~1crates.io-index)"],
        ),
        (
            format!("{}[metadata]\n'checksum b 1.0.0 (x)' = '{B}'\nother = 'y'", with(A)),
            vec!["checksum-of-no-package /metadata/checksum b 1.0.0 (x)"],
        ),
        (with("00ff"), vec!["malformed-digest /package/0/checksum"]),
        (package("a", "dependencies = ['b']"), vec!["unknown-dependency /package/0/dependencies/0"]),
        (
            package("a", "dependencies = ['a 2.0.0', 'a 1.0.0 (git+https://g.example)', '']"),
            vec![
                "unknown-dependency /package/0/dependencies/0",
                "unknown-dependency /package/0/dependencies/1",
                "unknown-dependency /package/0/dependencies/2",
            ],
        ),
        (
            package("b", &usual)
                + &package("b", "source = 'git+https://g.example/b'")
                + &package("a", "dependencies = ['b']"),
            vec!["ambiguous-dependency /package/2/dependencies/0"],
        ),
        (format!("version = 9\n{}", package("a", "")), vec!["unknown-lock-version /version"]),
        (package("../a", ""), vec!["path-in-name /package/0/name"]),
        ("[[package]]\nname = \"a\\u0007\"\nversion = '1.0.0'\n".to_owned(), vec!["hidden-character /package/0/name"]),
        (package("sеrde", ""), vec!["crates-io-name /package/0/name"]),
        (package("__proto__", ""), vec!["crates-io-name /package/0/name"]),
        (package("constructor", "dependencies = ['constructor']"), vec![]),
        ("[[package]]\nname = 'a'\nversion = '../1'".to_owned(), vec!["malformed-version /package/0/version"]),
        ("[[package]]\nversion = '1.0.0'".to_owned(), vec!["unnamed-package /package/0"]),
        (package("a", "source = 'else'"), vec!["unknown-source-kind /package/0/source"]),
        (
            "version = '3'\nmetadata = 1\n[[package]]\nname = 1\nversion = true\nsource = []\ndependencies = [1, 'x']\nchecksum = {}".to_owned(),
            vec![
                "wrong-type /package/0/dependencies/0",
                "wrong-type /package/0/checksum",
                "wrong-type /package/0/name",
                "wrong-type /package/0/source",
                "wrong-type /package/0/version",
                "wrong-type /metadata",
                "wrong-type /version",
                "unnamed-package /package/0",
                "unknown-dependency /package/0/dependencies/1",
            ],
        ),
    ];
    for (text, expected) in cases {
        let (inventory, _, findings) = read(&text);
        assert_eq!(codes(&findings), expected, "{text}");
        let lock = CargoLock::parse(&text).unwrap();
        let named = lock.package.iter().filter(|package| package.name.is_some()).count();
        assert_eq!(inventory.packages.len() + inventory.subjects.len(), named, "{text}");
    }
}

#[test]
fn contradictory_digests_are_no_third_one() {
    let text = format!(
        "[[package]]\nname = 'a'\nversion = '1.0.0'\nsource = '{USUAL}'\nchecksum = '{A}'\n\
         [metadata]\n'checksum a 1.0.0 ({USUAL})' = '{B}'\n"
    );
    let (inventory, losses, _) = read(&text);
    assert_eq!(digest(&inventory.packages[0]), A);
    let place =
        "/metadata/checksum a 1.0.0 (registry+https:~1~1github.com~1rust-lang~1crates.io-index)";
    assert_eq!(losses, [format!("{place} dropped")]);
    // a source of the wrong kind does not make a package the workspace's own
    let text = "[[package]]\nname = 'a'\nversion = '1.0.0'\nsource = 1\nchecksum = 'no'\n";
    let (inventory, losses, _) = read(text);
    assert_eq!((inventory.subjects.len(), inventory.packages.len()), (0, 1));
    assert!(!inventory.packages[0].artifacts.is_present());
    assert_eq!(losses, ["/package/0/checksum dropped", "/package/0/source dropped"]);
}

#[test]
fn what_is_no_lock() {
    let whole = format!("version = 3\n[[package]]\nname = 'a'\nchecksum = '{A}'\n");
    for cut in [whole.len() - 3, 21, 14] {
        assert!(CargoLock::parse(&whole[..cut]).is_err(), "{}", &whole[..cut]);
    }
    for text in ["", "{}", "[package]\nname = 'a'", "package = 'a'", "x = 1", "version = -1"] {
        assert!(CargoLock::parse(text).is_err(), "{text}");
    }
    for text in [
        "version = 1\nrequires-python = '>=3.9'\n[[package]]\nname = 'a'\n",
        "[[package]]\nname = 'a'\n[metadata]\nlock-version = '2.0'\n",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
    assert_eq!(detect("version = 4\n"), Some(DocumentKind::CargoLock));
}

#[test]
fn many_packages() {
    let count = 100_000;
    let mut text = String::from("version = 4\n");
    for at in 0..count {
        // one name in many versions, each needing the next
        let next = (at + 1) % count;
        text.push_str(&format!(
            "[[package]]\nname = \"p\"\nversion = \"{at}.0.0\"\nsource = \"{USUAL}\"\ndependencies = [\"p {next}.0.0\", \"p\"]\n"
        ));
    }
    let lock = CargoLock::parse(&text).unwrap();
    let inventory = lock.to_record();
    assert_eq!((inventory.value.packages.len(), inventory.losses.len()), (count, 0));
    let findings = lock.check();
    assert_eq!(findings.len(), count);
    assert!(findings.iter().all(|one| one.code == "ambiguous-dependency"));
}

proptest! {
    #[test]
    fn any_lock_reads(
        version in prop::option::of(0_u64..6),
        packages in prop::collection::vec(
            ("[a-b]", "[1-2]\\.0\\.0", prop::option::of("(git|registry|path)\\+[a-b]{1,2}(#[0-9])?"),
             prop::collection::vec("[a-c]( [1-2]\\.0\\.0( \\(git\\+[a-b]\\))?)?", 0..3)),
            0..6,
        ),
    ) {
        let mut text = version.map(|it| format!("version = {it}\n")).unwrap_or_default();
        for (name, version, source, dependencies) in &packages {
            text += &format!("[[package]]\nname = '{name}'\nversion = '{version}'\n");
            text += &source.iter().map(|it| format!("source = '{it}'\n")).collect::<String>();
            text += &format!("dependencies = {dependencies:?}\n");
        }
        prop_assume!(version.is_some() || !packages.is_empty());
        let (inventory, losses, findings) = read(&text);
        prop_assert_eq!(losses, Vec::<String>::new());
        prop_assert_eq!(inventory.packages.len() + inventory.subjects.len(), packages.len());
        // each dependency has a version, or a finding says why not
        let all = inventory.packages.iter().chain(inventory.subjects.iter());
        let open = all.flat_map(|it| it.dependencies.iter()).filter(|it| it.version.is_none());
        let unresolved = findings.iter().filter(|one| one.code.ends_with("-dependency"));
        prop_assert!(open.count() <= unresolved.count());
    }
}
