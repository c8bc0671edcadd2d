//! Workspace inheritance: what is inherited, what is not and why, and that the authored manifest
//! comes back.

use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::WorkspaceRoot;
use pkgschema_convert::cargo::CargoManifest;
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use proptest::prelude::*;

const ROOT: &str = r#"
[workspace]
members = ["crates/*"]
exclude = ["crates/apart", "old"]
[workspace.package]
version = "1.2.3"
authors = ["A B <a@b.example>"]
description = "one line"
documentation = "https://docs.example"
readme = "README.md"
homepage = "https://home.example"
repository = "https://git.example/r"
license = "MIT"
license-file = "LICENSE"
keywords = ["k"]
categories = ["c"]
publish = ["mine"]
edition = "2021"
rust-version = "1.70"
include = ["src/**"]
exclude = ["*.md"]
[workspace.dependencies]
plain = "1.0"
wide = { version = "2", default-features = false, features = ["a", "b"] }
near = { version = "0.1", path = "crates/near" }
far = { git = "https://git.example/far", branch = "main", package = "far-away" }
[workspace.lints.rust]
unsafe_code = "forbid"
"#;

const EVERY_KEY: [&str; 16] = [
    "version",
    "authors",
    "description",
    "documentation",
    "readme",
    "homepage",
    "repository",
    "license",
    "license-file",
    "keywords",
    "categories",
    "publish",
    "edition",
    "rust-version",
    "include",
    "exclude",
];

fn manifest(text: &str) -> CargoManifest {
    CargoManifest::parse(text).expect(text)
}

fn json(text: &str) -> Json {
    Json::parse(text).expect(text)
}

/// A resolver that answers with this root for a package in that folder.
fn resolver(root: &str, member: Option<&str>) -> impl Fn(Option<&str>) -> Option<WorkspaceRoot> {
    let mut found = WorkspaceRoot::new(root);
    found.member = member.map(str::to_owned);
    move |_| Some(found.clone())
}

/// The record of a member in a workspace, after the way back is held to the authored manifest.
#[track_caller]
fn record(member: &str, root: &str, folder: Option<&str>) -> (PackageMetadata, Vec<String>) {
    let authored = manifest(member);
    let converted = authored.to_record_in(&resolver(root, folder));
    let written = CargoManifest::from_record(&converted.value);
    let differences = diff(&json(authored.view().as_str()), &json(written.value.view().as_str()));
    assert!(differences.is_empty(), "{member}: {differences:?}");
    assert_eq!(written.losses, vec![], "{member}");
    assert_eq!(manifest(&written.value.render().value).view(), written.value.view());
    let losses = converted.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    (converted.value, losses.collect())
}

/// Codes and places of the findings about a member in a root.
fn findings(member: &str, root: &str, folder: Option<&str>) -> Vec<String> {
    let inheritance = manifest(member).inherited(&manifest(root), folder);
    let shown = inheritance.findings.iter().map(|one| format!("{} {}", one.code, one.pointer));
    shown.collect()
}

#[test]
fn every_key_of_the_package() {
    let keys = EVERY_KEY.map(|key| format!("{key}.workspace = true\n")).concat();
    let member = format!("[package]\nname = \"thing\"\n{keys}\n[lints]\nworkspace = true\n");
    let (record, losses) = record(&member, ROOT, Some("crates/thing"));
    assert_eq!(losses, Vec::<String>::new());
    let only_the_registry =
        ["runsCodeAtBuild", "accounts", "artifacts", "availability", "publishTimes", "signatures"];
    assert_eq!(
        record.unknown.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        only_the_registry
    );
    assert_eq!(record.version.as_deref(), Some("1.2.3"));
    assert_eq!(record.license.unwrap().files[0], "../../LICENSE");
    assert_eq!(record.description.unwrap().file.as_deref(), Some("../../README.md"));
    assert_eq!(record.publishing.unwrap().registries[0], "mine");
    assert_eq!(record.authors[0].email.as_deref(), Some("a@b.example"));
    assert_eq!(record.language_edition.as_deref(), Some("2021"));
    let inherited = manifest(&member).inherited(&manifest(ROOT), Some("crates/thing")).manifest;
    let expected = json(r#"{"rust": {"unsafe_code": "forbid"}}"#);
    assert_eq!(json(inherited.rest.get("lints").unwrap().as_str()), expected);
    let package = inherited.package.clone().unwrap();
    assert_eq!(package.rest.get("include").unwrap().as_str(), r#"["src/**"]"#);
    assert_eq!(package.rest.get("exclude").unwrap().as_str(), r#"["*.md"]"#);
}

#[test]
fn dependencies_are_merged() {
    let cases = [
        ("plain = { workspace = true }", r#"{"plain": "1.0"}"#),
        (
            "plain = { workspace = true, optional = true }",
            r#"{"plain": {"version": "1.0", "optional": true}}"#,
        ),
        (
            "wide = { workspace = true, features = ['b', 'c'] }",
            r#"{"wide": {"version": "2", "features": ["a", "b", "c"], "default-features": false}}"#,
        ),
        (
            "wide = { workspace = true, default-features = true }",
            r#"{"wide": {"version": "2", "features": ["a", "b"], "default-features": true}}"#,
        ),
        ("near.workspace = true", r#"{"near": {"version": "0.1", "path": "../near"}}"#),
        (
            "far.workspace = true",
            r#"{"far": {"package": "far-away", "git": "https://git.example/far", "branch": "main"}}"#,
        ),
        ("own = '3'", r#"{"own": "3"}"#),
    ];
    let tables = [
        "dependencies",
        "dev-dependencies",
        "build_dependencies",
        "target.'cfg(unix)'.dependencies",
    ];
    for (line, expected) in cases {
        for table in tables {
            let member = format!("[{table}]\n{line}\n");
            let inheritance = manifest(&member).inherited(&manifest(ROOT), Some("crates/thing"));
            assert_eq!(inheritance.findings, vec![], "{member}");
            let view = json(inheritance.manifest.view().as_str());
            let place = table.replace(".'cfg(unix)'.", "/cfg(unix)/");
            let place = pkgschema::Pointer::parse(&format!("/{place}")).unwrap();
            let shown = diff(&json(expected), view.get(&place).unwrap());
            assert!(shown.is_empty(), "{member}: {shown:?}");
            record(&member, ROOT, Some("crates/thing"));
        }
    }
}

#[test]
fn a_changed_record_is_written_as_it_is() {
    let text = "[package]\nname = 'a'\nversion.workspace = true\nedition.workspace = true\n\
                [dependencies]\nwide = { workspace = true, features = ['c'] }\nplain.workspace = true\n";
    let manifest = manifest(text);
    let mut record = manifest.to_record_in(&resolver(ROOT, None)).value;
    record.version = Some("9.0.0".into());
    let mut dependencies = record.dependencies.to_vec();
    dependencies[1].default_features = Some(true);
    record.dependencies = dependencies.into();
    let written = CargoManifest::from_record(&record);
    let expected = json(
        r#"{"package": {"name": "a", "version": "9.0.0", "edition": {"workspace": true}},
        "dependencies": {"wide": {"version": "2", "features": ["a", "b", "c"],
        "default-features": true}, "plain": {"workspace": true}}}"#,
    );
    let differences = diff(&json(written.value.view().as_str()), &expected);
    assert!(differences.is_empty(), "{differences:?}");
    let stale: Vec<_> = written.losses.iter().map(|loss| loss.kind).collect();
    assert_eq!(stale, [LossKind::Dropped, LossKind::Dropped]);
}

#[test]
fn a_root_that_is_a_package() {
    let text = "[package]\nname = 'root'\nversion.workspace = true\nreadme.workspace = true\n\
                [dependencies]\nx.workspace = true\n[workspace.package]\nversion = '2.0.0'\n\
                readme = true\n[workspace.dependencies]\nx = { path = 'x', version = '1' }\n";
    let never =
        |_: Option<&str>| -> Option<WorkspaceRoot> { unreachable!("nobody is to be asked") };
    let converted = manifest(text).to_record_in(&never);
    assert_eq!(converted.losses, vec![]);
    assert_eq!(converted.value.version.as_deref(), Some("2.0.0"));
    let source = converted.value.dependencies[0].source.as_ref().unwrap();
    assert_eq!(source.path.as_deref(), Some("x"));
    assert_eq!(converted.value.description.unwrap().file.as_deref(), Some("README.md"));
    let inherited = manifest(text).inherited(&manifest(text), Some(""));
    assert_eq!(inherited.findings, vec![]);
    // it has nothing to ask for
    let plain = manifest("[package]\nname = 'a'\n[dependencies]\nworkspace = '1'\n");
    assert_eq!(plain.to_record_in(&never), plain.to_record());
}

#[test]
fn the_resolver_is_told_the_path() {
    let text = "[package]\nworkspace = '../../root'\nlicense-file.workspace = true\n";
    let asked = |path: Option<&str>| {
        assert_eq!(path, Some("../../root"));
        Some(WorkspaceRoot::new("[workspace.package]\nlicense-file = 'LICENSE'"))
    };
    let converted = manifest(text).to_record_in(&asked);
    assert_eq!(converted.losses, vec![]);
    assert_eq!(converted.value.license.unwrap().files[0], "../../root/LICENSE");
    let (record, losses) = record("[package]\nreadme.workspace = true\n", ROOT, None);
    assert_eq!(record.description.unwrap().file.as_deref(), Some("README.md"));
    assert_eq!(losses, ["/package/readme/workspace changed"]);
}

#[test]
fn roots_that_lie() {
    let member = "[package]\nname = 'a'\nversion.workspace = true\n\
                  [dependencies]\nx = { workspace = true }\n";
    let places = ["/package/version", "/dependencies/x"];
    let all = |code: &str| places.map(|place| format!("{code} {place}")).to_vec();
    let cases: &[(&str, Option<&str>, &str)] = &[
        ("[package]\nname = 'b'\n", None, "no-workspace-table"),
        ("workspace = 'yes'", None, "no-workspace-table"),
        (ROOT, Some("crates/apart"), "excluded-by-workspace"),
        (ROOT, Some("old/deep/x"), "excluded-by-workspace"),
        ("[package]\nworkspace = '..'\n[workspace]\n", None, "workspace-cycle"),
        ("[workspace]\n", None, "not-in-workspace"),
        ("[workspace]\npackage = 1\ndependencies = []\n", None, "not-in-workspace"),
        (
            "[workspace.package]\nversion.workspace = true\n[workspace.dependencies]\nx.workspace = true",
            None,
            "workspace-cycle",
        ),
        (
            "[workspace.package]\nversion = 1\n[workspace.dependencies]\nx = ['1']",
            None,
            "workspace-wrong-type",
        ),
        (
            "[workspace.package]\nversion = 2020-01-01\n[workspace.dependencies]\nx = { optional = true }",
            None,
            "workspace-wrong-type",
        ),
    ];
    for (root, folder, code) in cases {
        assert_eq!(findings(member, root, *folder), all(code), "{root}");
        let (record, losses) = record(member, root, *folder);
        assert_eq!(losses, places.map(|place| format!("{place} dropped")), "{root}");
        assert!(record.version.is_none() && record.unknown.iter().any(|one| one == "version"));
    }
    // what a root names as a member is one, though a folder above is excluded
    let root =
        "[workspace]\nmembers = ['old/a']\nexclude = ['old']\n[workspace.package]\nversion = '1'";
    let found = findings("[package]\nversion.workspace = true", root, Some("./old/a/"));
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_no_resolver_supplies() {
    let text = "[package]\nversion.workspace = true\n[lints]\nworkspace = true\n";
    for answer in [None, Some("{"), Some(""), Some("[1, 2]"), Some("a = \"\u{0}\"")] {
        let converted =
            manifest(text).to_record_in(&|_: Option<&str>| answer.map(WorkspaceRoot::new));
        let places: Vec<&str> = converted.losses.iter().map(|loss| loss.pointer.as_str()).collect();
        assert_eq!(places, ["/package/version", "/lints"], "{answer:?}");
        // the record is the one that is made without a root
        assert_eq!(converted.value, manifest(text).to_record().value, "{answer:?}");
    }
}

#[test]
fn odd_members() {
    let cases: &[(&str, &str)] = &[
        ("[package]\nversion.workspace = false", "workspace-false /package/version"),
        ("[dependencies]\nplain.workspace = false", "workspace-false /dependencies/plain"),
        ("[lints]\nworkspace = true\nrust = {}", "beside-workspace /lints"),
        (
            "[dependencies]\nplain = { workspace = true, version = '9' }",
            "beside-workspace /dependencies/plain/version",
        ),
        (
            "[dependencies]\nplain = { workspace = true, default-features = false }",
            "default-features-ignored /dependencies/plain/default-features",
        ),
        (
            "[dependencies]\nplain = { workspace = true, features = [1] }",
            "workspace-wrong-type /dependencies/plain",
        ),
        (
            "[dependencies]\nplain = { workspace = true, optional = 'yes' }",
            "workspace-wrong-type /dependencies/plain",
        ),
        ("[dependencies]\n__proto__.workspace = true", "not-in-workspace /dependencies/__proto__"),
        (
            "[dependencies]\nconstructor.workspace = true",
            "not-in-workspace /dependencies/constructor",
        ),
    ];
    for (member, expected) in cases {
        assert_eq!(findings(member, ROOT, Some("crates/thing")), [*expected], "{member}");
        record(member, ROOT, Some("crates/thing"));
    }
    // not what a workspace supplies: the words stand where they mean nothing
    for member in [
        "[package]\nname.workspace = true",
        "[package.metadata.x]\nworkspace = true",
        "[package]\nversion.workspace = 'true'",
        "[features]\nworkspace = []",
        "[patch.x]\ny = { workspace = true }",
    ] {
        let inheritance = manifest(member).inherited(&manifest(ROOT), None);
        assert_eq!(inheritance.findings, vec![], "{member}");
        assert_eq!(inheritance.manifest.view(), manifest(member).view(), "{member}");
    }
}

#[test]
fn a_large_root_is_not_multiplied() {
    let feature = "f".repeat(1 << 20);
    let root =
        format!("[workspace.dependencies]\nx = {{ version = '1', features = ['{feature}'] }}\n");
    let tables: String = (0..10_000)
        .map(|at| format!("[target.t{at}.dependencies]\nx.workspace = true\n"))
        .collect();
    let inheritance = manifest(&tables).inherited(&manifest(&root), None);
    let view = inheritance.manifest.view();
    assert!(view.as_str().len() < 18 << 20);
    assert_eq!(inheritance.findings.len(), 10_000 - 15);
    assert!(inheritance.findings.iter().all(|one| one.code == "workspace-too-large"));
}

#[test]
fn many_dependencies_in_linear_time() {
    let names: Vec<usize> = (0..40_000).collect();
    let lines = |value: &str| names.iter().map(|at| format!("d{at}{value}\n")).collect::<String>();
    let root = format!("[workspace.dependencies]\n{}", lines(" = '1'"));
    let member = format!("[dependencies]\n{}", lines(".workspace = true"));
    let converted = manifest(&member).to_record_in(&resolver(&root, None));
    assert_eq!((converted.value.dependencies.len(), converted.losses.len()), (40_000, 0));
}

const ODD: &[&str] =
    &["1", "true", "false", "[1]", "{ workspace = true }", "{ workspace = false }", "{}"];

/// A value of a root or member: texts, lists, and things of the wrong kind.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "'[a-z/.0-9]{0,6}'",
        2 => prop::collection::vec("'[a-z]{1,3}'", 0..3).prop_map(|all| format!("[{}]", all.join(","))),
        2 => prop::sample::select(ODD).prop_map(str::to_owned),
    ]
}

fn dependency() -> impl Strategy<Value = String> {
    let member = prop_oneof![
        Just("workspace = true".to_owned()),
        "version = '[0-9]'",
        "features = \\['[a-c]', '[a-c]'\\]",
        "default-features = (true|false)",
        "default_features = (true|false)",
        "optional = (true|false)",
        "path = '[a-z./]{1,5}'",
        "package = '[a-z]{1,3}'",
        "public = true",
    ];
    let table = prop::collection::vec(member, 0..5).prop_map(|members| {
        let mut names = std::collections::HashSet::new();
        let members: Vec<String> = members
            .into_iter()
            .filter(|member| names.insert(member.split(' ').next().unwrap().to_owned()))
            .collect();
        format!("{{ {} }}", members.join(", "))
    });
    prop_oneof![4 => table, 1 => value()]
}

fn table(
    head: &'static str,
    value: impl Strategy<Value = String>,
    keys: &'static [&'static str],
) -> impl Strategy<Value = String> {
    prop::collection::btree_map(prop::sample::select(keys), value, 0..6).prop_map(move |lines| {
        let lines = lines.into_iter().map(|(key, value)| format!("{key} = {value}\n"));
        format!("[{head}]\n{}", lines.collect::<String>())
    })
}

const CRATES: &[&str] = &["a", "b", "c", "__proto__"];

fn member() -> impl Strategy<Value = String> {
    let left = prop_oneof![3 => Just("{ workspace = true }".to_owned()), 1 => value()];
    (
        table("package", left, &EVERY_KEY),
        table("dependencies", dependency(), CRATES),
        table("dev_dependencies", dependency(), CRATES),
        table("target.'cfg(unix)'.build-dependencies", dependency(), CRATES),
        prop_oneof![Just(""), Just("[lints]\nworkspace = true\n")],
    )
        .prop_map(|(package, one, two, three, lints)| {
            [&*package, &one, &two, &three, lints].concat()
        })
}

fn root() -> impl Strategy<Value = String> {
    (
        table("workspace.package", value(), &EVERY_KEY),
        table("workspace.dependencies", dependency(), CRATES),
        table("workspace.lints", value(), CRATES),
    )
        .prop_map(|(package, dependencies, lints)| [package, dependencies, lints].concat())
}

proptest! {
    #[test]
    fn the_authored_manifest_comes_back(
        member in member(),
        root in root(),
        folder in prop::option::of("[a-z./]{0,6}"),
    ) {
        record(&member, &root, folder.as_deref());
        let inheritance = manifest(&member).inherited(&manifest(&root), folder.as_deref());
        // what is inherited is so for good: a second time there is nothing more to do
        let again = inheritance.manifest.inherited(&manifest(&root), folder.as_deref());
        prop_assert_eq!(again.manifest.view(), inheritance.manifest.view());
    }
}
