//! The published spelling of an authored manifest: what changes, and that every change is named.

use pkgschema_convert::Document;
use pkgschema_convert::cargo::CargoManifest;
use pkgschema_testkit::json::{Json, diff};

/// What is published of a manifest, as JSON, and the places that changed.
#[track_caller]
fn publishes(authored: &str, expected: &str, changed: &[&str]) {
    let manifest = CargoManifest::parse(authored).expect(authored);
    let normalized = manifest.normalized();
    let view = Json::parse(normalized.value.view().as_str()).unwrap();
    let differences = diff(&Json::parse(expected).expect(expected), &view);
    assert!(differences.is_empty(), "{authored}: {differences:?}");
    let losses = normalized.losses.iter().map(|loss| format!("{} {}", loss.pointer, loss.kind));
    assert_eq!(losses.collect::<Vec<_>>(), changed, "{authored}");
    // what is published is published again as it is; only a registry's name still is to be one
    let mut again = normalized.value.normalized();
    again.losses.retain(|loss| !loss.pointer.as_str().ends_with("/registry"));
    assert_eq!((again.value.view(), again.losses), (normalized.value.view(), vec![]));
}

#[test]
fn dependencies() {
    publishes(
        "[dependencies]\na = '1'\nb = { path = '../b', version = '2', optional = true }\n\
         c = { git = 'https://g.example/c', branch = 'm', version = '3', default_features = false }",
        r#"{"dependencies": {"a": {"version": "1"}, "b": {"version": "2", "optional": true},
            "c": {"version": "3", "default-features": false}}}"#,
        &[
            "/dependencies/b/path dropped",
            "/dependencies/c/git dropped",
            "/dependencies/c/branch dropped",
            "/dependencies/c/default_features normalized",
        ],
    );
    publishes(
        "[target.'cfg(unix)'.build_dependencies]\na = { version = '1', registry = 'mine' }",
        r#"{"target": {"cfg(unix)": {"build-dependencies": {"a": {"version": "1", "registry": "mine"}}}}}"#,
        &[
            "/target/cfg(unix)/build_dependencies/a/registry changed",
            "/target/cfg(unix)/build_dependencies normalized",
        ],
    );
}

#[test]
fn dependencies_for_development() {
    publishes(
        "[dependencies]\nboth = '1'\n[dev-dependencies]\ngone = { path = 'g' }\n\
         both = { path = 'b' }\nleft = { workspace = true }\nkept = { path = 'k', version = '1' }\n\
         [features]\nx = ['gone/a', 'both/b', 'gone?/c', 'y']\ny = ['dep:gone']",
        r#"{"dependencies": {"both": {"version": "1"}},
            "dev-dependencies": {"left": {"workspace": true}, "kept": {"version": "1"}},
            "features": {"x": ["both/b", "y"], "y": []}}"#,
        &[
            "/dev-dependencies/both dropped",
            "/dev-dependencies/gone dropped",
            "/dev-dependencies/kept/path dropped",
            "/features/x/0 dropped",
            "/features/x/2 dropped",
            "/features/y/0 dropped",
        ],
    );
}

#[test]
fn tables_and_files() {
    publishes(
        "[project]\nname = 'a'\nlicense-file = '../../LICENSE'\nreadme = 'docs/../README.md'\n\
         workspace = '..'\n[workspace]\n[patch.x]\na = { path = 'a' }\n[replace]\n[profile.dev]\n[lints]\n",
        r#"{"package": {"name": "a", "license-file": "LICENSE", "readme": "docs/../README.md"},
            "profile": {"dev": {}}, "lints": {}}"#,
        &[
            "/workspace dropped",
            "/patch dropped",
            "/replace dropped",
            "/project normalized",
            "/package/workspace dropped",
            "/package/license-file changed",
        ],
    );
}

#[test]
fn what_nobody_can_read_stays() {
    for text in [
        "dependencies = 1",
        "[dependencies]\na = 1\nb = { path = 'b' }",
        "target = ['x']",
        "[dev-dependencies]\na = []\nb = { path = 'b' }\n[features]\nx = ['b/y']",
        "[features]\nx = 1",
    ] {
        let view = CargoManifest::parse(text).unwrap().view();
        publishes(text, view.as_str(), &[]);
    }
}
