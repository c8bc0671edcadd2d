//! Preparing a `package.json` that nobody would write: wrong kinds, large maps, long addresses.

use std::time::Instant;

use pkgschema_convert::Document;
use pkgschema_convert::npm::{PackageFiles, PackageJson};
use pkgschema_testkit::json::Json;
use pkgschema_testkit::timing::assert_linear;

fn read(text: &str) -> PackageJson {
    PackageJson::parse(text).expect(text)
}

fn view(package: &PackageJson) -> Json {
    Json::parse(package.view().as_str()).unwrap()
}

/// Every member with every kind of value: nothing panics, the result is a manifest, and a member
/// that came out otherwise has a loss.
#[test]
fn wrong_kinds_everywhere() {
    let members = "name version _id description readme keywords homepage bugs license author \
        contributors maintainers repository repositories dependencies devDependencies \
        optionalDependencies peerDependencies bundleDependencies bundledDependencies bin man main \
        scripts files modules directories gypfile engines";
    let kinds = r#"null|true|false|0|-0.0|1e400|5|""|" "|"x"|"o/n"|"\ud800"|[]|{}|[null]|[[[]]]|["x"]|["\ud800",1]|{"x":"\ud800"}|{"url":{}}|{"url":"o/n","x":1,"x":2}|{"name":{"name":1}}|{"bin":[],"man":{}}"#;
    let mut files = PackageFiles::default();
    files.has_gyp = true;
    files.bins = Some(vec!["".into(), "/".into()]);
    files.mans = Some(vec!["..".into()]);
    for member in members.split_whitespace() {
        for kind in kinds.split('|') {
            let text = format!(r#"{{"{member}":{kind},"repository":"o/n","{member}":1}}"#);
            let package = read(&text);
            let source = view(&package);
            for prepared in [package.prepared(), package.prepared_with(&files)] {
                let view = view(&prepared.value);
                let losses: String =
                    prepared.losses.iter().map(|l| format!(" {}", l.pointer)).collect();
                for (name, _) in source.as_object().unwrap().iter().chain(view.as_object().unwrap())
                {
                    // a loss of what came from another name stands there
                    let name = if name == "bundleDependencies" { member } else { name };
                    let same = source.member(name) == view.member(name);
                    assert!(same || losses.contains(&format!(" /{name}")), "{text}: {name}");
                }
            }
        }
    }
}

#[test]
fn large_manifests_take_linear_time() {
    let time = |size: usize| {
        let many =
            |entry: &dyn Fn(usize) -> String| (0..size).map(entry).collect::<Vec<_>>().join(",");
        let text = format!(
            r#"{{"name":"a","version":"1.0.0","dependencies":{{{}}},"devDependencies":[{}],
            "bundleDependencies":[{}],"bin":{{{}}},"contributors":[{}],"author":"{}",
            "keywords":"{}","homepage":"{}","optionalDependencies":"{}",{}}}"#,
            many(&|n| format!(r#""d{n}":"o/n{n}""#)),
            many(&|n| format!(r#""d{n} >= {n}""#)),
            many(&|n| format!(r#""b{n}""#)),
            many(&|n| format!(r#""x/c{n}":"./{n}","c{n}":"y""#)),
            many(&|n| format!(r#""P{n} <m> (u)""#)),
            "(<".repeat(size),
            ",".repeat(size),
            "http:/../".repeat(size),
            "a,".repeat(size),
            many(&|n| format!(r#""_{n}":1"#)),
        );
        let package = read(&text);
        let start = Instant::now();
        let prepared = package.prepared();
        assert_eq!(prepared.value.dependencies.len(), 2 * size);
        assert_eq!(prepared.value.dependencies.get("d0").unwrap(), "github:o/n0");
        start.elapsed()
    };
    assert_linear("a package", 1_000, time);
}

#[test]
fn hostile_addresses() {
    let long = "x".repeat(100_000);
    let addresses = [
        format!("{long}/{long}"),
        format!("git@{long}:{long}"),
        "/".repeat(100_000),
        format!("https://github.com/{}", "../".repeat(30_000)),
        format!("https://{}github.com/o/n", "@".repeat(50_000)),
        format!("https://{}", ".1".repeat(50_000)),
        format!("github:{}", "%41".repeat(30_000)),
        ":".repeat(100_000),
        "#".repeat(100_000),
    ];
    for address in addresses {
        let text = format!(r#"{{"name":"a","repository":"{address}","homepage":"{address}"}}"#);
        let prepared = read(&text).prepared();
        assert!(prepared.value.repository.is_some(), "{}", &address[..20]);
    }
}
