//! Lines and files of a Cargo registry's index: each is read, means what it says, and comes back
//! as it was.

use pkgschema::Finding;
use pkgschema::metadata::{PackageMetadata, Scope};
use pkgschema_convert::cargo::{CargoPublish, IndexFile, IndexLine};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::format::Format;
use pkgschema_convert::readable::{RELEASES, Readable};
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::json::{Json, diff};

const V1: &str = include_str!("fixtures/cargo/cargo-index-line/v1.json");
const V2: &str = include_str!("fixtures/cargo/cargo-index-line/v2.json");

fn lines() -> &'static Format {
    Format::find("cargo-index-line").unwrap()
}

fn with(members: &str) -> String {
    let known = r#""name":"a","vers":"1.0.0","deps":[],"features":{},"yanked":false"#;
    format!(r#"{{{known},"cksum":"{}"{members}}}"#, "0".repeat(64))
}

fn dependency(members: &str) -> String {
    let text = with("");
    let one = r#""req":"^1","features":[],"optional":false,"default_features":true,"target":null"#;
    text.replace("[]", &format!(r#"[{{{one},"kind":"normal",{members}}}]"#))
}

/// The record of a line, after both round trips are held to the line's own text.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let reading = lines().read(text).expect(text);
    let through = lines().write(&reading.record);
    for written in [lines().rewrite(text).expect(text), through] {
        let views = (Json::parse(text).unwrap(), Json::parse(&written.value).unwrap());
        assert_eq!(diff(&views.0, &views.1), vec![], "{text}: {}", written.value);
        assert_eq!(written.losses, vec![], "{text}");
    }
    reading.record
}

/// The line that a manifest becomes.
#[track_caller]
fn written(manifest: &str) -> IndexLine {
    let record = Format::find("cargo").unwrap().read(manifest).expect(manifest).record;
    IndexLine::from_record(&record).value
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[test]
fn both_versions() {
    let first = record(V1);
    let names: Vec<_> = first.dependencies.iter().map(|it| (&*it.name, &it.scope)).collect();
    assert_eq!(names[1..3], [("gauge", &Scope::Development), ("ruler-ng", &Scope::Runtime)]);
    let ruler = &first.dependencies[2];
    assert_eq!(ruler.alias.as_deref(), Some("ruler"));
    assert_eq!((ruler.default_features, ruler.features.len()), (Some(false), 1));
    assert!(ruler.optionality.is_some() && ruler.condition.is_some());
    let source = first.dependencies[3].source.as_ref().unwrap();
    assert_eq!(source.registry_index.as_ref().unwrap(), "https://registry.example/index");
    assert_eq!(first.artifacts[0].filename.as_deref(), Some("left-margin-1.4.0.crate"));
    assert_eq!(first.availability.as_ref().unwrap().yanked, Some(true));
    assert_eq!((first.publish_times.len(), first.provides.len()), (1, 1));
    assert!(first.unknown.iter().any(|it| it == "license"));
    assert!(!first.unknown.iter().any(|it| it == "dependencies"));
    assert!(!first.extensions.is_present(), "a usual line leaves nothing over");
    let second = record(V2);
    let names: Vec<_> = second.features.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["lone", "default", "gauge"]);
    assert!(second.unknown.iter().any(|it| it == "publishTimes"));
    assert!(second.extensions.is_present());
}

#[test]
fn a_line_through_the_record_is_the_line() {
    for text in [V1, V2] {
        let line = IndexLine::parse(text).unwrap();
        let back = IndexLine::from_record(&line.to_record().value);
        assert_eq!((back.value, back.losses), (line, vec![]));
    }
}

/// What is odd at one place each: the short way and the long one must not differ.
#[test]
fn unusual_lines() {
    let members = [
        r#","v":1"#,
        r#","v":null,"links":null"#,
        r#","yanked":true"#,
        r#","x":1,"features2":null"#,
        r#","features2":{},"v":2"#,
        r#","features2":{"a":["dep:b"]}"#,
        r#","features2":{"a":[]},"v":2"#,
        r#","features2":{"a":["b"],"b":["a"]},"v":2"#,
        r#","features2":{"b":["dep:x"],"a":["b"]},"v":2"#,
        r#","features2":{"a":["dep:x",5]},"v":2"#,
        r#","rust_version":7,"pubtime":"yesterday""#,
    ];
    members.into_iter().for_each(|members| drop(record(&with(members))));
    let dependencies = [
        r#""name":"a","package":"a""#,
        r#""name":"a","package":null,"registry":null"#,
        r#""name":"a","kind":"dev""#,
        r#""name":"a","lib":false,"artifact":null"#,
        r#""name":7"#,
        r#""package":"b""#,
        r#""name":"constructor","x":{"__proto__":1}"#,
    ];
    dependencies.into_iter().for_each(|members| drop(record(&dependency(members))));
    for (from, to) in [
        ("^1", "1"),
        ("^1", " >= 1"),
        ("^1", "^01"),
        ("^1", "^1.2.3.4"),
        ("null", r#""cfg(any(a,b))""#),
        ("\"normal\"", "\"peer\""),
        ("\"normal\"", "null"),
        ("true", "null"),
        ("\"features\":{}", "\"features\":{\"b\":[],\"a\":[]}"),
        ("\"features\":{}", "\"features\":{\"a\":[\"b/c\",\"dep:x\"]}"),
        ("\"features\":{}", "\"features\":7"),
    ] {
        record(&dependency(r#""name":"a""#).replacen(from, to, 1));
    }
    record(&with("").replace("0000", "FFFF"));
    record(&with("").replace("[]", r#"[{"name":"b"},{"name":"a"},7]"#));
}

/// A version of the schema that nobody knows tells tools to ignore the line.
#[test]
fn unknown_schema_versions() {
    for v in ["3", "0", "\"2\"", "2.0", "-1", "[2]", "true"] {
        let text = V1.replace("\"yanked\"", &format!("\"v\": {v}, \"yanked\""));
        let record = record(&text);
        assert_eq!(record.version.as_deref(), Some("1.4.0"), "{v}");
        assert!(record.dependencies.is_empty() && record.artifacts.is_empty(), "{v}");
        assert!(record.availability.is_none(), "{v}");
        assert!(record.unknown.iter().any(|it| it == "availability"), "{v}");
        let line = IndexLine::parse(&text).unwrap();
        assert!(codes(&line.check()).contains(&("unknown-schema-version", "/v")), "{v}");
        let file = IndexFile::of([line]).to_record();
        assert!(file.value.is_empty() && file.losses[0].pointer.as_str() == "/0", "{v}");
    }
}

#[test]
fn what_is_published_of_dependencies() {
    let line = written(
        "[package]\nname='a'\nversion='1.0.0'\n[dependencies]\nb='1.0'\nc={version='>= 0.3 , <0.5'}\n\
         d={version='*',path='../d'}\ne={git='https://git.example/e'}\nf={version='1',registry='mine'}\n\
         g={version='1',registry-index='https://registry.example/g'}\n\
         [dev-dependencies]\nb={version='=1.2.3',features=['x']}\nh={path='../h'}\n\
         [build-dependencies]\nb={package='real',version='~1',default-features=false}\n\
         [target.'cfg(any(unix,windows,))'.dependencies]\ni={version='1.*',optional=true}\n",
    );
    let text = |it: &Option<pkgschema::Text>| it.as_deref().unwrap_or("-").to_owned();
    let deps: Vec<_> = line.deps.iter().map(|it| (text(&it.name), text(&it.req))).collect();
    let expected = [
        ("b", "^1.0"),
        ("b", "~1"),
        ("b", "=1.2.3"),
        ("c", ">=0.3, <0.5"),
        ("d", "*"),
        ("g", "^1"),
        ("i", "1.*"),
    ];
    assert_eq!(deps, expected.map(|(name, req)| (name.to_owned(), req.to_owned())));
    assert_eq!(line.deps[1].package.get().map(|it| it.as_str()), Some("real"));
    assert_eq!(line.deps[5].registry.get().unwrap(), "https://registry.example/g");
    // the registry takes platforms from the manifest, Cargo respells them in a request
    assert_eq!(line.deps[6].target.get().unwrap(), "cfg(any(unix,windows,))");
    let payload = CargoPublish::from_record(&line.to_record().value).value;
    assert_eq!(payload.deps[6].target.get().unwrap(), "cfg(any(unix, windows))");
}

/// What publishing leaves out is named; what it only spells in another way is no loss of meaning.
#[test]
fn losses_of_a_manifest() {
    let manifest = "[package]\nname='a'\nversion='1.0.0'\n[dependencies]\nb='1.0'\n\
                    c={git='https://git.example/c'}\nd={version='^2',path='../d'}\n";
    let conversion = Format::find("cargo").unwrap().convert(manifest, lines()).unwrap();
    let losses: Vec<_> =
        conversion.losses.iter().map(|it| (it.pointer.as_str(), it.kind)).collect();
    assert!(losses.contains(&("/dependencies/b", LossKind::Normalized)), "{losses:?}");
    assert!(losses.contains(&("/dependencies/c", LossKind::Dropped)), "{losses:?}");
    assert!(losses.iter().any(|(at, _)| at.starts_with("/dependencies/d")), "{losses:?}");
}

#[test]
fn features_are_divided() {
    let line = written(
        "[package]\nname='a'\nversion='1.0.0'\n[features]\nz=['dep:b']\ny=['z']\nx=['y','c/d']\n\
         w=['c?/d']\nv=['c/d']\nu=[]\n",
    );
    let names = |it: &pkgschema::object::Entries<_>| -> Vec<String> {
        it.iter().map(|(name, _): (&pkgschema::Text, &_)| name.to_string()).collect()
    };
    assert_eq!(names(line.features.entries().unwrap()), ["u", "v"]);
    assert_eq!(names(line.features2.get().unwrap()), ["w", "x", "y", "z"]);
    assert_eq!(line.v.get(), Some(&2));
    let old = written("[package]\nname='a'\nversion='1.0.0'\n[features]\nx=['y']\ny=[]\n");
    assert!(old.features2.get().is_none() && old.v.get().is_none());
}

/// The index and a publish request name a renamed dependency the other way round.
#[test]
fn renamed_dependencies() {
    let line = IndexLine::parse(V1).unwrap();
    let payload = CargoPublish::from_record(&line.to_record().value).value;
    let there = &payload.deps[2];
    assert_eq!(there.name.as_deref(), Some("ruler-ng"));
    assert_eq!(there.explicit_name_in_toml.get().unwrap(), "ruler");
    let back = IndexLine::from_record(&payload.to_record().value).value;
    assert_eq!(
        (&back.deps, &back.features, &back.links),
        (&line.deps, &line.features, &line.links)
    );
}

#[test]
fn files() {
    let line = |name: &str, vers: &str| {
        with("").replace("\"a\"", &format!("{name:?}")).replace("1.0.0", vers)
    };
    let text = [
        line("a", "1.0.0"),
        line("a", "1.0.0+build"),
        line("b", "2.0.0"),
        with(",\"v\":9"),
        "{\"x\":1}".into(),
        "\"text\"".into(),
        "no line".into(),
        String::new(),
    ]
    .join("\r\n");
    assert_eq!(detect(&text), Some(DocumentKind::IndexFile));
    let format = Readable::find(RELEASES, "cargo-index").unwrap();
    assert_eq!(format.document(), DocumentKind::IndexFile.as_str());
    let reading = format.read(&text).unwrap();
    assert_eq!((reading.value.len(), reading.losses.len()), (3, 4));
    let found = codes(&reading.findings);
    for expected in [
        ("duplicate-version", "/1/vers"),
        ("several-names", "/2/name"),
        ("unknown-schema-version", "/3/v"),
        ("not-an-index-line", "/4"),
        ("not-an-index-line", "/5"),
        ("not-an-index-line", "/6"),
    ] {
        assert!(found.contains(&expected), "{expected:?} in {found:?}");
    }
    let again = format.rewrite(&text).unwrap().value;
    assert_eq!(again.lines().collect::<Vec<_>>()[4..], ["{\"x\":1}", "\"text\"", "no line"]);
    let file = IndexFile::parse(&text).unwrap();
    assert_eq!(IndexFile::from_view(&file.view()).unwrap(), file);
    assert!(IndexFile::parse("\n\n").is_err() && IndexFile::parse("{}\n[1]\n").is_err());
}

#[test]
fn lints() {
    let found = |text: &str| {
        let findings = IndexLine::parse(text).expect(text).check();
        codes(&findings).first().map(|(code, at)| (code.to_string(), at.to_string()))
    };
    let expect = |text: &str, code: &str, at: &str| {
        assert_eq!(found(text), Some((code.to_owned(), at.to_owned())), "{text}");
    };
    assert_eq!((found(V1), found(&with(""))), (None, None));
    expect(&with("").replace("0000", "000g"), "malformed-digest", "/cksum");
    expect(&with("").replace("0000", "AAAA"), "digest-case", "/cksum");
    expect(&with("").replace("\"1.0.0\"", "\"1.0\""), "malformed-version", "/vers");
    expect(&with("").replace("\"a\"", "\"../a\""), "path-in-name", "/name");
    expect(&with("").replace("\"a\"", "\"a\\u0007\""), "hidden-character", "/name");
    expect(&with("").replace("\"a\"", "\"\u{430}\""), "crates-io-name", "/name");
    expect(&dependency(r#""name":"b","package":"..""#), "path-in-name", "/deps/0/package");
    let other = dependency(r#""name":"b""#);
    expect(&other.replace("^1", "one"), "malformed-requirement", "/deps/0/req");
    expect(&other.replace("normal", "Normal"), "unknown-kind", "/deps/0/kind");
    expect(&with(r#","features2":{"a":["dep:b"]}"#), "features2-without-v2", "/features2");
    expect(&with("").replace("\"yanked\":false,", "\"yanked\":7,"), "wrong-type", "/yanked");
    expect(r#"{"vers":"1.0.0","deps":[],"features":{}}"#, "missing-member", "/name");
}

#[test]
fn bad_input() {
    for text in ["", "[]", "{}", r#"{"name":"a"}"#, r#"{"name":"a","version":"1.0.0"}"#] {
        assert!(IndexLine::parse(text).is_err(), "{text}");
    }
    let twice = with(r#","name":"b","deps":null"#);
    let line = IndexLine::parse(&twice).unwrap();
    assert_eq!(line.name.as_deref(), Some("a"));
    assert_eq!(codes(&line.check()).iter().filter(|it| it.0 == "duplicate-member").count(), 2);
    let odd = r#"{"vers":1,"deps":{},"cksum":[],"name":null,"features":[],"__proto__":{"v":1}}"#;
    let record = record(odd);
    for member in ["dependencies", "features", "artifacts", "availability"] {
        assert!(record.unknown.iter().any(|it| it == member), "{member}");
    }
    assert!(record.name.is_none() && record.artifacts.is_empty());
    let escape = with("").replace("\"a\"", "\"../../a\"");
    assert!(lines().read(&escape).unwrap().record.artifacts[0].filename.is_none());
}

/// Any step that looked at all of them for each would take minutes.
#[test]
fn a_hundred_thousand_dependencies() {
    let all = |count: usize, operator: &str| -> String {
        let one = |at: usize| {
            let known = r#""features":[],"optional":false,"default_features":true,"target":null"#;
            format!(r#"{{"name":"d{at:06}","req":"{operator}1.{at}",{known},"kind":"normal"}}"#)
        };
        let all: Vec<String> = (0..count).map(one).collect();
        with("").replacen("[]", &format!("[{}]", all.join(",")), 1)
    };
    for (count, operator) in [(100_000, "^"), (20_000, "")] {
        let record = lines().read(&all(count, operator)).unwrap().record;
        assert_eq!(record.dependencies.len(), count);
        assert_eq!(record.extensions.is_present(), operator.is_empty());
        assert_eq!(lines().write(&record).losses, vec![]);
    }
    let manifest = Format::find("cargo").unwrap();
    let back = lines().convert(&all(5_000, "^"), manifest).unwrap();
    assert_eq!(back.text.matches("^1.").count(), 5_000);
}
