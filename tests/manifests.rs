//! The manifests: versions and their reasons, features, and the compiler they ask for.

use std::path::Path;
use std::process::Command;

use pkgschema_testkit::source::Source;
use serde_json::Value;

const PUBLISHED: [&str; 3] = ["pkgschema", "pkgschema-convert", "pkgschema-cli"];

const FEATURES: [(&str, &[&str]); 2] = [
    (
        "pkgschema",
        &[
            "metadata",
            "provenance",
            "sigstore-verify",
            "advisory",
            "takedown",
            "cvss",
            "json-schema",
            "url",
        ],
    ),
    ("pkgschema-convert", &["npm", "pypi", "cargo", "maven", "formats"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn dependencies_come_from_the_workspace() {
    let tree = Source::walk(&root().join("crates")).unwrap();
    let found: Vec<String> =
        tree.iter().filter(|s| s.path.ends_with("Cargo.toml")).flat_map(own_versions).collect();
    assert!(found.is_empty(), "{found:?}");
    let planted = Source::new("a/Cargo.toml", "[dependencies]\na = \"1\"\nb.workspace = true");
    assert_eq!(own_versions(&planted), ["a/Cargo.toml: a"]);
}

/// The dependencies of a member that do not say `workspace = true`.
fn own_versions(source: &Source) -> Vec<String> {
    let manifest: toml::Table = source.text.parse().unwrap();
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .filter_map(|section| manifest.get(*section)?.as_table())
        .flatten()
        .filter(|(_, entry)| entry.get("workspace").and_then(|w| w.as_bool()) != Some(true))
        .map(|(name, _)| format!("{}: {name}", source.path))
        .collect()
}

#[test]
fn dependencies_have_reasons() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert_eq!(without_reason(&manifest), [""; 0]);
    let planted = "[workspace.dependencies]\na = \"1\"\nb = \"1\" # for c\n[package]\nd = 1";
    assert_eq!(without_reason(planted), ["a = \"1\""]);
}

/// The third-party dependencies of the workspace with no comment beside them.
fn without_reason(manifest: &str) -> Vec<&str> {
    manifest
        .lines()
        .skip_while(|line| *line != "[workspace.dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| line.contains('=') && !line.contains("path =") && !line.contains(" # "))
        .collect()
}

/// `cargo metadata` for this machine alone, so that nothing has to be downloaded.
fn metadata() -> Value {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let run = |arguments: &[&str]| {
        let output = Command::new(&cargo).args(arguments).current_dir(root()).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "cargo {arguments:?}: {errors}");
        String::from_utf8(output.stdout).unwrap()
    };
    let version = run(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host line");
    let text = run(&["metadata", "--format-version", "1", "--locked", "--filter-platform", host]);
    serde_json::from_str(&text).unwrap()
}

fn package<'a>(metadata: &'a Value, key: &str, value: &str) -> &'a Value {
    let packages = metadata["packages"].as_array().unwrap();
    packages.iter().find(|p| p[key] == value).unwrap_or_else(|| panic!("no package {value}"))
}

/// Three numbers of a version text; those left out are 0.
fn numbers(text: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = text.split('.').map(|n| n.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

#[test]
fn rust_version_is_the_highest_among_dependencies() {
    let metadata = metadata();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let normal =
        |dep: &&Value| dep["dep_kinds"].as_array().unwrap().iter().any(|k| k["kind"] != "dev");
    let mut queue: Vec<&str> = PUBLISHED
        .iter()
        .map(|name| package(&metadata, "name", name)["id"].as_str().unwrap())
        .collect();
    let mut highest = (Vec::new(), "", "");
    let mut seen = Vec::new();
    while let Some(id) = queue.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let this = package(&metadata, "id", id);
        let name = this["name"].as_str().unwrap();
        if let Some(wanted) = this["rust_version"].as_str().filter(|_| !PUBLISHED.contains(&name)) {
            highest = highest.max((numbers(wanted), name, wanted));
        }
        let node = nodes.iter().find(|node| node["id"] == id).unwrap();
        let deps = node["deps"].as_array().unwrap();
        queue.extend(deps.iter().filter(normal).map(|dep| dep["pkg"].as_str().unwrap()));
    }
    for name in PUBLISHED {
        let ours = package(&metadata, "name", name)["rust_version"].as_str().unwrap();
        assert_eq!(numbers(ours), highest.0, "{name}: {} needs {}", highest.1, highest.2);
    }
}

/// The compiler refuses newer library items by a lint; newer syntax has none.
#[test]
fn syntax_is_no_newer_than_rust_version() {
    let manifest: toml::Table =
        std::fs::read_to_string(root().join("Cargo.toml")).unwrap().parse().unwrap();
    let ours = manifest["workspace"]["package"]["rust-version"].as_str().unwrap();
    if numbers(ours) >= numbers("1.88") {
        return;
    }
    for source in Source::walk(&root().join("crates")).unwrap() {
        let chain = source.is_rust() && chains(&source.text);
        assert!(!chain, "{}: a chain of `let` needs 1.88, rust-version is {ours}", source.path);
    }
    assert!(chains("if let Some(a) = b\n        && c\n    {"));
    assert!(chains("if c && let Some(a) = b {"));
    assert!(!chains("if let Some(a) = b.filter(|b| x && y) {\n c && d"));
}

/// Whether a condition with `let` in it has `&&` beside it.
fn chains(text: &str) -> bool {
    let conditions = text.split("if let ").skip(1).chain(text.split("while let ").skip(1));
    let beside = |condition: &str| {
        let head = condition.split("{\n").next().unwrap_or(condition);
        let mut depth = 0_usize;
        head.split_inclusive(['(', ')']).any(|part| {
            let found = depth == 0 && part.contains(" && ");
            depth = if part.ends_with('(') { depth + 1 } else { depth.saturating_sub(1) };
            found
        })
    };
    text.contains("&& let ") || conditions.into_iter().any(beside)
}

#[test]
fn features_drop_something() {
    let metadata = metadata();
    let tree = Source::walk(&root().join("crates")).unwrap();
    for (name, known) in FEATURES {
        let features = package(&metadata, "name", name)["features"].as_object().unwrap();
        for (feature, parts) in features.iter().filter(|(feature, _)| *feature != "default") {
            // an optional dependency that no feature names is a feature too, and not meant
            assert!(known.contains(&feature.as_str()), "{name}: feature {feature} is not known");
            let dependency = parts.to_string().contains("dep:");
            let gate = format!("#[cfg(feature = \"{feature}\")]\npub mod ");
            let gated = tree
                .iter()
                .any(|s| s.path == format!("{name}/src/lib.rs") && s.text.contains(&gate));
            assert!(dependency || gated, "{name}: feature {feature} drops nothing");
        }
    }
}

#[test]
fn number_and_order_features_of_serde_json_stay_off() {
    let metadata = metadata();
    for member in metadata["workspace_members"].as_array().unwrap() {
        let this = package(&metadata, "id", member.as_str().unwrap());
        for dependency in this["dependencies"].as_array().unwrap() {
            let features = dependency["features"].to_string();
            for refused in ["arbitrary_precision", "preserve_order"] {
                let named = dependency["name"] == "serde_json" && features.contains(refused);
                assert!(!named, "{} turns {refused} on", this["name"]);
            }
        }
    }
}
