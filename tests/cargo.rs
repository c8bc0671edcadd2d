//! `Cargo.toml` in the shapes that real packages have: each is read, means what it says, and
//! comes back as it was.

use pkgschema::metadata::{License, PackageMetadata};
use pkgschema_convert::cargo::CargoManifest;
use pkgschema_convert::format::Format;
use pkgschema_convert::{Document, LossKind};
use pkgschema_testkit::checks::metadata::view;
use pkgschema_testkit::json::{Json, diff};

fn cargo() -> &'static Format {
    Format::find("cargo").unwrap()
}

/// The record of a manifest, after both round trips are held to the manifest's own text.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let source: toml::Table = toml::from_str(text).expect(text);
    let reading = cargo().read(text).expect(text);
    let rewritten = cargo().rewrite(text).expect(text);
    let through = cargo().write(&reading.record);
    for written in [&rewritten, &through] {
        let views = (view(cargo(), text), view(cargo(), &written.value));
        let lost = diff(&views.0.expect(text), &views.1.expect(text));
        assert!(lost.is_empty(), "{text}: {}: {}", lost[0], written.value);
        // Date-times and floats that JSON lacks are compared as what they are in TOML.
        assert_eq!(toml::from_str::<toml::Table>(&written.value).expect(text), source, "{text}");
        assert_eq!(written.losses, vec![], "{text}");
    }
    // all that reading loses is how a licence was spelt
    assert!(reading.losses.iter().all(|loss| loss.kind == LossKind::Repaired), "{text}");
    reading.record
}

/// A manifest, and what stands at one place in the record; `-` for nothing.
type Case = (&'static str, &'static str, &'static str);

#[track_caller]
fn reads(cases: &[Case]) {
    for (text, place, expected) in cases {
        let read = Json::parse(&record(text).to_json()).unwrap();
        let place = pkgschema::Pointer::parse(place).expect(place);
        let found = read.get(&place);
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        let shown = found.map_or_else(|| "-".to_owned(), Json::to_text);
        assert_eq!(found, expected.as_ref(), "{text}: {place} is {shown}");
    }
}

#[test]
fn package_table() {
    reads(&[
        ("[package]\nname = 'a-b_c'", "/name", r#""a-b_c""#),
        ("[project]\nname = 'a'\nversion = '1.0.0'", "/version", r#""1.0.0""#),
        ("[package]\ndescription = 'one line'", "/summary", r#""one line""#),
        ("[package]\nreadme = 'README.md'", "/description", r#"{"file":"README.md"}"#),
        ("[package]\nreadme = true", "/description", r#"{"file":"README.md"}"#),
        ("[package]\nreadme = false", "/description", "-"),
        ("[package]\nname = 'a'", "/description", "-"),
        (
            "[package]\nlicense = 'MIT/Apache-2.0'",
            "/license",
            r#"{"declared":[{"name":"MIT/Apache-2.0"}],"expression":"MIT OR Apache-2.0"}"#,
        ),
        ("[package]\nlicense-file = 'terms.txt'", "/license", r#"{"files":["terms.txt"]}"#),
        (
            "[package]\nlicense = 'non-standard'\nlicense-file = '../LICENSE'",
            "/license",
            r#"{"declared":[{"name":"non-standard"}],"files":["../LICENSE"]}"#,
        ),
        ("[package]\nname = 'a'", "/authors", "-"),
        ("[package]\nauthors = []", "/authors", "[]"),
        (
            "[package]\nauthors = ['Ada <ada@a.example>', 'Ben', 'The A Developers (see AUTHORS)']",
            "/authors",
            r#"[{"name":"Ada","email":"ada@a.example"},{"name":"Ben"},
                {"name":"The A Developers","url":"see AUTHORS"}]"#,
        ),
        ("[package]\nkeywords = []\ncategories = ['parsing']", "/classifiers", r#"["parsing"]"#),
        (
            "[package]\nedition = '2024'\nrust-version = '1.85'",
            "/runtimeRequirements",
            r#"[{"name":"rust","requirement":{"ecosystem":"crates.io","text":"1.85"}}]"#,
        ),
        ("[package]\nedition = '2024'", "/languageEdition", r#""2024""#),
        ("[package]\nlinks = 'z'", "/provides", r#"[{"kind":"native-library","name":"z"}]"#),
        ("[package]\npublish = false", "/publishing", r#"{"allowed":false}"#),
        ("[package]\npublish = ['inside']", "/publishing", r#"{"registries":["inside"]}"#),
        ("[package]\npublish = []", "/publishing", r#"{"registries":[]}"#),
        (
            "[package]\nrepository = 'https://github.com/o/n/'",
            "/repository/url",
            r#""https://github.com/o/n""#,
        ),
    ]);
}

#[test]
fn code_that_runs_at_build() {
    reads(&[
        ("[package]\nbuild = 'build.rs'", "/runsCodeAtBuild", r#""yes""#),
        ("[package]\nbuild = ['a.rs', 'b.rs']", "/runsCodeAtBuild", r#""yes""#),
        ("[package]\nbuild = true", "/runsCodeAtBuild", r#""yes""#),
        ("[package]\nbuild = false", "/runsCodeAtBuild", r#""no""#),
        ("[package]\nname = 'a'", "/runsCodeAtBuild", "-"),
        ("[lib]\nproc-macro = true\n[package]\nbuild = false", "/runsCodeAtBuild", r#""yes""#),
        ("[lib]\nproc_macro = true", "/runsCodeAtBuild", r#""yes""#),
        ("[lib]\ncrate-type = ['proc-macro']", "/runsCodeAtBuild", r#""yes""#),
        ("[lib]\ncrate-type = ['cdylib']", "/runsCodeAtBuild", "-"),
    ]);
    assert!(record("[package]\nname = 'a'").unknown.iter().any(|one| one == "runsCodeAtBuild"));
}

#[test]
fn targets() {
    reads(&[
        (
            "[lib]\nname = 'a'\npath = 'src/a.rs'\nbench = false",
            "/entryPoints",
            r#"[{"kind":"library","name":"a","target":"src/a.rs"}]"#,
        ),
        (
            "[[bin]]\nname = 'a'\n[[bin]]\nname = 'b'\npath = 'b.rs'\nrequired-features = ['x']",
            "/entryPoints",
            r#"[{"kind":"command","name":"a"},{"kind":"command","name":"b","target":"b.rs"}]"#,
        ),
        ("[[example]]\nname = 'e'\n[profile.release]\nlto = true", "/entryPoints", "-"),
    ]);
}

#[test]
fn dependency_tables() {
    let cases: &[(&str, &str)] = &[
        ("a = '1'", r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"}"#),
        ("a = {version = '1'}", r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"}"#),
        (
            "a = {package = 'real-a', version = '=1.2'}",
            r#""name":"real-a","alias":"a","requirement":{"ecosystem":"crates.io","text":"=1.2"}"#,
        ),
        (
            "a = {version = '1', default-features = false, features = ['x', 'y']}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"features":["x","y"],"defaultFeatures":false"#,
        ),
        (
            "a = {version = '1', default_features = false}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"defaultFeatures":false"#,
        ),
        (
            "a = {version = '1', optional = true}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"optionality":{"kind":"feature"}"#,
        ),
        (
            "a = {version = '1', optional = false}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"}"#,
        ),
        (
            "a = {path = '../a', version = '1'}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"source":{"kind":"path","path":"../a"}"#,
        ),
        ("a = {path = '../a'}", r#""name":"a","source":{"kind":"path","path":"../a"}"#),
        (
            "a = {git = 'https://code.example/a', branch = 'next'}",
            r#""name":"a","source":{"kind":"git","url":"https://code.example/a","branch":"next"}"#,
        ),
        (
            "a = {git = 'https://code.example/a', tag = 'v1', version = '1'}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"source":{"kind":"git","url":"https://code.example/a","tag":"v1"}"#,
        ),
        (
            "a = {git = 'https://code.example/a', rev = '5f2e'}",
            r#""name":"a","source":{"kind":"git","url":"https://code.example/a","revision":"5f2e"}"#,
        ),
        (
            "a = {version = '1', registry = 'inside'}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"source":{"kind":"registry","registry":"inside"}"#,
        ),
        (
            "a = {version = '1', registry-index = 'https://registry.example/index'}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"},"source":{"kind":"registry","registryIndex":"https://registry.example/index"}"#,
        ),
        ("a.workspace = true", r#""name":"a","source":{"kind":"workspace"}"#),
        (
            "a = {workspace = true, optional = true, features = ['x']}",
            r#""name":"a","source":{"kind":"workspace"},"optionality":{"kind":"feature"},"features":["x"]"#,
        ),
        ("a = {features = ['x']}", r#""name":"a","features":["x"]"#),
        (
            "a = {version = '1', artifact = 'bin', public = true}",
            r#""name":"a","requirement":{"ecosystem":"crates.io","text":"1"}"#,
        ),
    ];
    let sections = [
        ("[dependencies]", r#""scope":"runtime""#),
        ("[dev-dependencies]", r#""scope":"development""#),
        ("[dev_dependencies]", r#""scope":"development""#),
        ("[build-dependencies]", r#""scope":"build""#),
        ("[build_dependencies]", r#""scope":"build""#),
        (
            "[target.'cfg(any(unix, target_os = \"wasi\"))'.dependencies]",
            r#""scope":"runtime","condition":{"language":"cargo-target","text":"cfg(any(unix, target_os = \"wasi\"))"}"#,
        ),
        (
            "[target.x86_64-pc-windows-msvc.dev-dependencies]",
            r#""scope":"development","condition":{"language":"cargo-target","text":"x86_64-pc-windows-msvc"}"#,
        ),
    ];
    for (table, expected) in cases {
        for (section, scope) in sections {
            let text = format!("[package]\nname = 'p'\n{section}\n{table}\n");
            let read = Json::parse(&record(&text).to_json()).unwrap();
            let expected = Json::parse(&format!("[{{{expected},{scope}}}]")).expect(expected);
            let found = read.member("dependencies");
            assert_eq!(found, Some(&expected), "{text}: {}", found.unwrap().to_text());
        }
    }
}

#[test]
fn features_and_constraints() {
    reads(&[
        (
            "[features]\ndefault = ['std']\nstd = []\nx = ['dep:y', 'z?/std']",
            "/features",
            r#"{"default":["std"],"std":[],"x":["dep:y","z?/std"]}"#,
        ),
        (
            "[patch.crates-io]\na = {path = '../a'}\n[patch.'https://code.example/b']\nb = {git = 'https://code.example/c'}",
            "/constraints",
            r#"[{"kind":"patch","name":"crates-io a","value":{"path":"../a"}},
                {"kind":"patch","name":"https://code.example/b b","value":{"git":"https://code.example/c"}}]"#,
        ),
        (
            "[replace]\n'a:1.0.0' = {path = 'a'}",
            "/constraints",
            r#"[{"kind":"replace","name":"a:1.0.0","value":{"path":"a"}}]"#,
        ),
    ]);
}

/// What the workspace supplies is neither absent nor guessed.
#[test]
fn what_the_workspace_supplies_is_unknown() {
    let keys = [
        ("version", "version"),
        ("description", "summary"),
        ("homepage", "homepage"),
        ("documentation", "documentation"),
        ("repository", "repository"),
        ("readme", "description"),
        ("license", "license"),
        ("license-file", "license"),
        ("authors", "authors"),
        ("keywords", "keywords"),
        ("categories", "classifiers"),
        ("edition", "languageEdition"),
        ("rust-version", "runtimeRequirements"),
        ("publish", "publishing"),
    ];
    for (key, member) in keys {
        for text in [
            format!("[package]\nname = 'a'\n{key}.workspace = true\n"),
            format!("[project]\nname = 'a'\n{key} = {{ workspace = true }}\n"),
        ] {
            let read = record(&text);
            assert_eq!(read.name.as_deref(), Some("a"), "{text}");
            let listed = read.unknown.iter().filter(|one| *one == member).count();
            assert_eq!(listed, 1, "{text}: {:?}", read.unknown);
            assert!(Json::parse(&read.to_json()).unwrap().member(member).is_none(), "{text}");
        }
        let absent = record("[package]\nname = 'a'\n");
        assert!(!absent.unknown.iter().any(|one| one == member), "{key}");
    }
}

#[test]
fn scalars_of_toml_stay_what_they_are() {
    let text = "[package]\nname = 'a'\n[package.metadata.release]\nat = 2026-01-02T03:04:05Z\n\
        day = 2026-01-02\ntime = 03:04:05\nlimit = inf\nleast = -inf\nratio = 1.0\n\
        times = [2026-01-02, 2026-01-03]\ntext = '2026-01-02'\n";
    let read = record(text);
    let again = PackageMetadata::parse(&read.to_json()).unwrap();
    let written = cargo().write(&again).value;
    assert_eq!(
        toml::from_str::<toml::Table>(&written).unwrap(),
        toml::from_str::<toml::Table>(text).unwrap(),
        "{written}"
    );
    let nan = cargo().rewrite("[package.metadata]\nx = nan\n").unwrap().value;
    assert!(nan.contains("x = nan"), "{nan}");
}

#[test]
fn syntax_of_toml() {
    // Inline tables over several lines, with a comma at the end, are TOML 1.1.
    let text = "[package]\nname = 'a'\n[dependencies]\nb = {\n  version = '1', # new in 1.1\n  optional = true,\n}\n";
    assert_eq!(record(text).dependencies[0].name, "b");
    let dotted = "package.name = 'a'\npackage.version = '1.0.0'\ndependencies.b = '1'\n";
    assert_eq!(record(dotted).version.as_deref(), Some("1.0.0"));
    let quoted = "[package]\nname = 'a'\n[package.metadata.'x.y'.\"\"]\n'z w' = \"\\u0007\"\n";
    record(quoted);
    record("[workspace]\nmembers = ['a']\n[workspace.package]\nversion = '1.0.0'\n");
    for (text, offset) in [("[package\n", 8), ("a = 1\na = 2\n", 6)] {
        let error = CargoManifest::parse(text).unwrap_err();
        assert_eq!(error.offset(), Some(offset), "{text}: {error}");
    }
}

#[test]
fn keys_of_wrong_kinds_are_unknown() {
    let cases = [
        ("version = 1.0", "version"),
        ("edition = 2021", "languageEdition"),
        ("rust-version = 1.70", "runtimeRequirements"),
        ("authors = 'Ada'", "authors"),
        ("description = ['a']", "summary"),
        ("license = ['MIT']", "license"),
        ("keywords = 'a, b'", "keywords"),
        ("categories = 1", "classifiers"),
        ("links = ['z']", "provides"),
        ("publish = 'no'", "publishing"),
        ("readme = 1", "description"),
        ("repository.url = 'https://code.example'", "repository"),
    ];
    for (line, member) in cases {
        let read =
            record(&format!("[package]\nname = 'a'\n{line}\n[dependencies]\nb = 1\nc = '1'"));
        assert_eq!(read.name.as_deref(), Some("a"), "{line}");
        assert!(read.unknown.iter().any(|one| one == member), "{line}: {:?}", read.unknown);
        assert_eq!(read.dependencies.len(), 1, "{line}");
    }
}

/// crates.io takes `-` and `_` for one letter; the record keeps what the author wrote.
#[test]
fn names() {
    let name = |text: &str| record(&format!("[package]\nname = '{text}'")).package_name().unwrap();
    assert_eq!(name("a-b").registry_key(), name("A_b").registry_key());
    assert_eq!(name("a-b").as_source(), "a-b");
    assert_ne!(name("a-b").registry_key(), name("ab").registry_key());
}

/// What the record says now stands; what the extension kept of the old text is lost.
#[test]
fn a_changed_record_is_not_overwritten() {
    let text = "[package]\nname = 'a'\nversion.workspace = true\nlicense = 'MIT/ISC'\nbuild = false\n\
        [dependencies]\nb = {version = '1', artifact = 'bin'}\n";
    let mut changed = record(text);
    changed.version = Some("2.0.0".into());
    changed.license = Some(License::default());
    changed.license.as_mut().unwrap().expression = Some("ISC".into());
    changed.dependencies = Vec::new().into();
    let written = cargo().write(&changed);
    let expected =
        "[package]\nname = \"a\"\nversion = \"2.0.0\"\nlicense = \"ISC\"\nbuild = false\n";
    assert_eq!(written.value, expected);
    let lost: Vec<_> = written.losses.iter().filter(|loss| loss.kind.loses_meaning()).collect();
    assert_eq!(lost.len(), 3, "{lost:?}");
    assert!(lost.iter().all(|loss| loss.note.contains("has changed")), "{lost:?}");
}
