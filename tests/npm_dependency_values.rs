//! Values of dependencies, as npm takes them and as other tools do.

use std::time::Instant;

use pkgschema::metadata::SourceKind;
use pkgschema_convert::npm::DependencyKind::{self as Kind, *};
use pkgschema_convert::npm::DependencyValue;

fn value(text: &str) -> DependencyValue {
    let value = DependencyValue::parse("a", text);
    assert_eq!((value.name(), value.text()), ("a", text));
    value
}

#[track_caller]
fn kinds(kind: Kind, by_npm: bool, texts: &[&str]) {
    for text in texts {
        let value = value(text);
        assert_eq!((value.kind(), value.is_read_by_npm()), (kind, by_npm), "{text:?}");
    }
}

#[test]
fn from_the_registry() {
    kinds(Version, true, &["1.2.3", " 1.2.3 ", "v1.2.3", "=1.2.3", "1.2.3-beta.1", "1.2.3+b"]);
    kinds(Range, true, &["", "*", "x", "^1.2", "1.x || >=2.5 <3", "1.0.0 - 2", "~> 1", "v1"]);
    kinds(Tag, true, &["latest", "next-11", "vnext", "1.2.3.4", "canary!", "(x)"]);
    kinds(Invalid, false, &["two words", "a%20b", "a,b", "\u{e9}", "(x y"]);
    assert_eq!(value(" ^1 ").range().as_deref(), Some("^1"));
    assert_eq!(value("latest").real_name().as_deref(), Some("a"));
    assert_eq!((value("two words").range(), value("^1").source()), (None, None));
    assert_eq!(value("latest").source().unwrap().kind, SourceKind::Tag);
}

#[test]
fn aliases() {
    let named = |text: &str| {
        let value = value(text);
        assert_eq!(value.kind(), Alias, "{text}");
        (value.real_name().unwrap().into_owned(), value.range().unwrap().into_owned())
    };
    let pair = |name: &str, range: &str| (name.to_owned(), range.to_owned());
    assert_eq!(named("npm:real@^1"), pair("real", "^1"));
    assert_eq!(named("NPM:@s/real@next"), pair("@s/real", "next"));
    assert_eq!(named("npm:@s/real"), pair("@s/real", ""));
    assert_eq!(named("npm:real@"), pair("real", ""));
    let no = ["npm:", "npm:real@github:o/n", "npm:npm:real", "npm:real@./x", "npm:o/n", "npm:.x"];
    kinds(Invalid, false, &no);
    kinds(Invalid, false, &["npm:real@two words", "npm:node_modules", "npm:a.tgz", "npm:x@npm:y"]);
}

#[test]
fn repositories() {
    let hosted = [
        "o/n",
        "o/n#main",
        "github:o/n",
        "gitlab:o/n",
        "gist:11081aaa281",
        "bitbucket:o/n",
        "sourcehut:~o/n",
        "git@github.com:o/n.git",
        "git@github.com/o/n",
        "https://github.com/o/n",
        "https://github.com/o/n/tree/main",
        "git://github.com/o/n",
        "https://gitlab.com/g/h/n",
        "ssh://git@github.com/o/n",
        "git+ssh://git@github.com:o/n",
    ];
    kinds(Git, true, &hosted);
    let others = [
        "git+https://code.example/n.git",
        "git+ssh://git@code.example:o/n.git#semver:^1",
        "git://code.example/n",
        "git+file:///n",
        "git+ssh://git@code.example:22/n",
    ];
    kinds(Git, true, &others);
    // npm refuses them, or the two that stand behind the `#`
    kinds(Git, false, &["ssh://git@code.example/n", "git+https://code.example:port", "o/n#a::b"]);
    kinds(Git, false, &["o/n#semver:1::b", "o/n#path:a::path:b", "o/n#path:a::path:b::c"]);
    // what looks like one
    kinds(
        Directory,
        true,
        &["git@code.example:o/n.git", "github.com/o/n", "o/g/n", "@s/n", "o/n/", "o/n#semver:%zz"],
    );
    kinds(Remote, true, &["https://github.com/o/n/archive/v1.tar.gz", "https://code.example/n"]);
    let range = |text: &str| value(text).range().map(|range| range.into_owned());
    assert_eq!(range("o/n#semver:%5E1.0").as_deref(), Some("^1.0"));
    assert_eq!(range("o/n#v1"), None);
    assert_eq!(value("o/n").real_name(), None);
    let revision = |text: &str| value(text).source().unwrap().revision.map(String::from);
    assert_eq!(revision("o/n#5f2e::path:x").as_deref(), Some("5f2e"));
    assert_eq!(revision("https://github.com/o/n/tree/main").as_deref(), Some("main"));
    assert_eq!((revision("o/n#semver:1"), revision("o/n#later:x")), (None, None));
}

#[test]
fn files_and_addresses() {
    kinds(Directory, true, &["..", "./x", "~/x", "/x", "file:../x", "FILE:x", "C:\\x", "a/b/c"]);
    kinds(File, true, &["x.tgz", "./x.tar.gz", "file:x.TAR", "a/b/x.tgz"]);
    kinds(Remote, true, &["https://files.example/a.tgz", "http://user@files.example:8080/a"]);
    kinds(Remote, false, &["https://", "http://files.example:port/a"]);
    let path = |text: &str| value(text).source().unwrap().path.map(String::from);
    assert_eq!(path("file:../x").as_deref(), Some("../x"));
    assert_eq!(path("FILE:x.tgz").as_deref(), Some("x.tgz"));
    assert_eq!(path("portal:../x").as_deref(), Some("../x"));
}

#[test]
fn other_tools() {
    kinds(
        Workspace,
        false,
        &["workspace:*", "workspace:^1.0.0", "workspace:b@*", "workspace:../b"],
    );
    kinds(Catalog, false, &["catalog:", "catalog:react18"]);
    kinds(Patch, false, &["patch:a@npm%3A1.0.0#./a.patch"]);
    kinds(Link, false, &["link:../b"]);
    kinds(Portal, false, &["portal:../b"]);
    kinds(Jsr, false, &["jsr:@s/b@^1", "jsr:^1"]);
    kinds(Tool, false, &["later:thing", "svn://code.example/n"]);
    let named = |text: &str| {
        let value = value(text);
        let name = value.real_name().map(|name| name.into_owned());
        (name, value.range().map(|range| range.into_owned()))
    };
    let pair = |name: &str, range: &str| (Some(name.to_owned()), Some(range.to_owned()));
    assert_eq!(named("workspace:^"), pair("a", "^"));
    assert_eq!(named("workspace:@s/b@*"), pair("@s/b", "*"));
    assert_eq!(named("workspace:../b"), (None, None));
    assert_eq!(named("jsr:@s/b@^1"), pair("@s/b", "^1"));
    assert_eq!(named("jsr:^1"), pair("a", "^1"));
    assert_eq!(named("patch:left-pad@npm%3A1.0.0#./p"), pair("left-pad", "1.0.0"));
    assert_eq!(named("catalog:"), (Some("a".to_owned()), None));
    assert_eq!(value("workspace:*").source().unwrap().kind, SourceKind::Workspace);
    assert_eq!(value("jsr:^1").source().unwrap().kind, SourceKind::Tool);
}

/// Long values are read in linear time.
#[test]
fn long_values() {
    let pieces = [
        "a", "/", ":", "@", "#", "::", "%", ".", " ", "^1 ", "||", "git@", "semver:", "/../", "1.",
    ];
    let time = |length: usize| {
        let start = Instant::now();
        for piece in pieces {
            for lead in ["", "npm:", "git+ssh://", "https://github.com/o/n/", "github:", "o/n#"] {
                let text = format!("{lead}{}", piece.repeat(length));
                let value = DependencyValue::parse("a", text);
                let _ = (value.real_name(), value.range(), value.source());
            }
        }
        start.elapsed()
    };
    let (short, long) = (time(5_000).max(time(5_000)), time(50_000));
    assert!(long < short * 40, "{short:?} {long:?}");
}
