//! `package.json` in the shapes that real packages have: each is read, means what it says, and
//! comes back as it was.

use pkgschema::metadata::{DeclaredLicense, License, PackageMetadata, Person};
use pkgschema_convert::LossKind;
use pkgschema_convert::format::Format;
use pkgschema_testkit::checks::metadata::view;
use pkgschema_testkit::json::{Json, diff};

fn npm() -> &'static Format {
    Format::find("npm").unwrap()
}

/// The record of a document, after both round trips are held to the document's own text.
#[track_caller]
fn record(text: &str) -> PackageMetadata {
    let source = Json::parse(text).expect(text);
    let reading = npm().read(text).expect(text);
    let back = |written: &str| view(npm(), written).expect(text);
    let rewritten = npm().rewrite(text).expect(text);
    assert!(diff(&source, &back(&rewritten.value)).is_empty(), "{text}: {}", rewritten.value);
    let through = npm().write(&reading.record);
    assert!(diff(&source, &back(&through.value)).is_empty(), "{text}: {}", through.value);
    assert_eq!((rewritten.losses, through.losses), (vec![], vec![]), "{text}");
    // all that reading loses is how a licence was spelt
    assert!(reading.losses.iter().all(|loss| loss.kind == LossKind::Repaired), "{text}");
    reading.record
}

/// Members of a `package.json`, and what stands at one place in the record; `-` for nothing.
type Case = (&'static str, &'static str, &'static str);

#[track_caller]
fn reads(cases: &[Case]) {
    for (members, place, expected) in cases {
        let text = format!(r#"{{"name": "@example/thing", {members}}}"#);
        let read = Json::parse(&record(&text).to_json()).unwrap();
        assert_eq!(read.member("name").and_then(Json::as_str), Some("thing"), "{members}");
        let place = pkgschema::Pointer::parse(place).expect(place);
        let found = read.get(&place);
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        let shown = found.map_or_else(|| "-".to_owned(), Json::to_text);
        assert_eq!(found, expected.as_ref(), "{members}: {place} is {shown}");
    }
}

#[test]
fn licenses() {
    reads(&[
        (r#""license": "MIT""#, "/license", r#"{"declared":[{"name":"MIT"}],"expression":"MIT"}"#),
        (r#""license": "(MIT OR CC0-1.0)""#, "/license/expression", r#""(MIT OR CC0-1.0)""#),
        (r#""license": "MIT/X11""#, "/license/declared/0/name", r#""MIT/X11""#),
        (r#""license": "APACHEv2""#, "/license", r#"{"declared":[{"name":"APACHEv2"}]}"#),
        (r#""license": "UNLICENSED""#, "/license", r#"{"declared":[{"name":"UNLICENSED"}]}"#),
        (r#""license": "SEE LICENSE IN terms.txt""#, "/license", r#"{"files":["terms.txt"]}"#),
        (
            r#""license": {"type": "MIT", "url": "https://thing.example/mit"}"#,
            "/license",
            r#"{"declared":[{"name":"MIT","url":"https://thing.example/mit"}],"expression":"MIT"}"#,
        ),
        (r#""license": {"type": "ISC", "since": 2011}"#, "/license/expression", r#""ISC""#),
        (r#""license": {"name": "MIT"}"#, "/license", r#"{"declared":[{}]}"#),
        (r#""license": ["MIT", {"type": "ISC"}]"#, "/license/expression", r#""MIT OR ISC""#),
        (
            r#""licenses": [{"type": "MIT AND ISC"}, {"type": "0BSD"}]"#,
            "/license/expression",
            r#""(MIT AND ISC) OR 0BSD""#,
        ),
        (r#""licenses": [{"type": "MIT"}, {"type": "mine"}]"#, "/license/expression", "-"),
        (r#""licenses": "MIT""#, "/license/expression", r#""MIT""#),
        (r#""licenses": {"type": "MIT"}"#, "/license/declared", r#"[{"name":"MIT"}]"#),
        (r#""license": "ISC", "licenses": [{"type": "MIT"}]"#, "/license/expression", r#""ISC""#),
        (r#""license": null"#, "/license", "-"),
        (r#""description": "no licence at all""#, "/license", "-"),
    ]);
}

/// Names of another ecosystem that npm would not read as the expression give way to it.
#[test]
fn licences_of_other_ecosystems() {
    let pom = "<project><licenses><license><name>The MIT License</name>\
        <url>https://pad.example/mit</url></license></licenses></project>";
    let maven = Format::find("maven").unwrap();
    let conversion = maven.convert(pom, npm()).unwrap();
    assert_eq!(Json::parse(&conversion.text), Json::parse(r#"{"license": "MIT"}"#));
    let lost: Vec<_> = conversion.losses.iter().map(|it| it.pointer.as_str()).collect();
    assert!(lost.contains(&"/licenses/0/url"), "{lost:?}");
}

#[test]
fn places() {
    reads(&[
        (r#""repository": "o/n""#, "/repository", r#"{"url":"https://github.com/o/n"}"#),
        (r#""repository": "gitlab:o/n""#, "/repository/url", r#""https://gitlab.com/o/n""#),
        (
            r#""repository": "gist:11081aaa281""#,
            "/repository/url",
            r#""https://gist.github.com/11081aaa281""#,
        ),
        (r#""repository": "bitbucket:o/n""#, "/repository/url", r#""https://bitbucket.org/o/n""#),
        (r#""repository": "./here""#, "/repository/url", r#""./here""#),
        (
            r#""repository": {"type": "git", "url": "git+ssh://git@github.com/o/n.git", "directory": "a/b"}"#,
            "/repository",
            r#"{"url":"https://github.com/o/n","kind":"git","directory":"a/b"}"#,
        ),
        (
            r#""repository": {"url": "git+https://code.example/n.git", "web": "https://code.example"}"#,
            "/repository",
            r#"{"url":"https://code.example/n.git"}"#,
        ),
        (
            r#""bugs": "https://thing.example/b""#,
            "/issueTracker/url",
            r#""https://thing.example/b""#,
        ),
        (r#""bugs": "bugs@thing.example""#, "/issueTracker", r#"{"email":"bugs@thing.example"}"#),
        (
            r#""bugs": {"url": "https://thing.example/b", "email": "b@thing.example"}"#,
            "/issueTracker",
            r#"{"url":"https://thing.example/b","email":"b@thing.example"}"#,
        ),
        (r#""funding": "https://pay.example""#, "/funding", r#"[{"url":"https://pay.example"}]"#),
        (
            r#""funding": {"type": "individual", "url": "https://pay.example"}"#,
            "/funding",
            r#"[{"url":"https://pay.example","kind":"individual"}]"#,
        ),
        (
            r#""funding": ["https://a.example", {"url": "https://b.example", "note": 1}]"#,
            "/funding",
            r#"[{"url":"https://a.example"},{"url":"https://b.example"}]"#,
        ),
        (r#""funding": []"#, "/funding", "[]"),
    ]);
}

#[test]
fn people() {
    let ada = r#"[{"name":"Ada","email":"ada@thing.example","url":"https://ada.example"}]"#;
    reads(&[
        (r#""author": "Ada <ada@thing.example> (https://ada.example)""#, "/authors", ada),
        (r#""author": "Ada (https://ada.example) <ada@thing.example>""#, "/authors", ada),
        (
            r#""author": {"name": "Ada", "email": "ada@thing.example", "url": "https://ada.example"}"#,
            "/authors",
            ada,
        ),
        (r#""author": {"name": "Ada", "twitter": "@ada"}"#, "/authors", r#"[{"name":"Ada"}]"#),
        (r#""author": """#, "/authors", r#"[{"name":""}]"#),
        (r#""author": ["Ada", {"name": "Ben"}]"#, "/authors", r#"[{"name":"Ada"},{"name":"Ben"}]"#),
        (r#""contributors": "Ada and others""#, "/contributors", r#"[{"name":"Ada and others"}]"#),
        (
            r#""contributors": ["Ada", 7, {"name": "Ben"}]"#,
            "/contributors",
            r#"[{"name":"Ada"},{"name":"Ben"}]"#,
        ),
        (r#""contributors": {"name": "Ada"}"#, "/contributors", r#"[{"name":"Ada"}]"#),
        (r#""maintainers": "ada <ada@thing.example>""#, "/maintainers/0/name", r#""ada""#),
        (r#""maintainers": []"#, "/maintainers", "[]"),
    ]);
}

#[test]
fn entry_points() {
    let command = r#"[{"kind":"command","name":"thing","target":"./cli.js"}]"#;
    reads(&[
        (r#""bin": "./cli.js""#, "/entryPoints", command),
        (r#""bin": {"thing": "./cli.js"}"#, "/entryPoints", command),
        (r#""bin": {"thing": "./cli.js", "odd": null}"#, "/entryPoints", command),
        (r#""bin": ["./cli.js"]"#, "/entryPoints", "-"),
        (r#""main": "a.js""#, "/entryPoints", r#"[{"kind":"main","target":"a.js"}]"#),
        (r#""module": "a.mjs""#, "/entryPoints/0/kind", r#""module""#),
        (r#""types": "a.d.ts""#, "/entryPoints", r#"[{"kind":"types","target":"a.d.ts"}]"#),
        (r#""typings": "a.d.ts""#, "/entryPoints", r#"[{"kind":"types","target":"a.d.ts"}]"#),
        (
            r#""types": "a.d.ts", "typings": "b.d.ts""#,
            "/entryPoints",
            r#"[{"kind":"types","target":"a.d.ts"}]"#,
        ),
        (r#""browser": "b.js""#, "/entryPoints", r#"[{"kind":"browser","target":"b.js"}]"#),
        (
            r#""browser": {"./a.js": false, "fs": "./fs.js"}"#,
            "/entryPoints",
            r#"[{"kind":"browser","value":{"./a.js":false,"fs":"./fs.js"}}]"#,
        ),
        (r#""exports": "./a.js""#, "/entryPoints", r#"[{"kind":"exports","target":"./a.js"}]"#),
        (
            r#""exports": {".": {"node": null, "default": ["./a.js", "./b.js"]}, "./x": null}"#,
            "/entryPoints/0/value",
            r#"{".":{"node":null,"default":["./a.js","./b.js"]},"./x":null}"#,
        ),
        (r#""exports": ["./a.js"]"#, "/entryPoints/0/value", r#"["./a.js"]"#),
        (r#""exports": null"#, "/entryPoints", "-"),
        (r#""man": "thing.1""#, "/entryPoints", r#"[{"kind":"manual","target":"thing.1"}]"#),
    ]);
    let nameless = record(r#"{"bin": "./cli.js"}"#);
    assert_eq!(nameless.entry_points[0].name, None);
}

#[test]
fn words_and_runtimes() {
    let node = r#"[{"name":"node","requirement":{"ecosystem":"npm","text":">=18"}}]"#;
    reads(&[
        (r#""keywords": ["a", "b c"]"#, "/keywords", r#"["a","b c"]"#),
        (r#""keywords": "a, b c""#, "/keywords", r#"["a","b c"]"#),
        (r#""keywords": """#, "/keywords", "[]"),
        (r#""engines": {"node": ">=18"}"#, "/runtimeRequirements", node),
        (r#""engines": ["node >=18"]"#, "/runtimeRequirements", node),
        (r#""engines": "node>=18""#, "/runtimeRequirements", node),
        (r#""engines": ["node"]"#, "/runtimeRequirements", r#"[{"name":"node"}]"#),
        (
            r#""devEngines": {"runtime": {"name": "node", "version": "^22", "onFail": "warn"}, "packageManager": [{"name": "npm"}, {"name": "yarn"}], "cpu": {"name": "x64"}}"#,
            "/runtimeRequirements",
            r#"[{"name":"node","requirement":{"ecosystem":"npm","text":"^22"},"phase":"development","onFailure":"warn"},
                {"name":"npm","phase":"development-package-manager"},
                {"name":"yarn","phase":"development-package-manager"}]"#,
        ),
        (r#""os": "linux""#, "/platforms", r#"{"os":["linux"]}"#),
        (
            r#""os": ["!win32"], "cpu": ["x64", "arm64"], "libc": "glibc""#,
            "/platforms",
            r#"{"os":["!win32"],"cpu":["x64","arm64"],"libc":["glibc"]}"#,
        ),
        (r#""private": true"#, "/publishing", r#"{"allowed":false}"#),
        (r#""private": false"#, "/publishing", r#"{"allowed":true}"#),
        (r#""workspaces": ["packages/*"]"#, "/publishing", "-"),
        (r#""packageManager": "npm@11.0.0""#, "/runtimeRequirements", "-"),
    ]);
}

#[test]
fn install_scripts() {
    reads(&[
        (r#""scripts": {"install": "make"}"#, "/runsCodeAtInstall", r#""yes""#),
        (r#""scripts": {"preinstall": "true"}"#, "/runsCodeAtInstall", r#""yes""#),
        (
            r#""scripts": {"postinstall": "true"}, "gypfile": false"#,
            "/runsCodeAtInstall",
            r#""yes""#,
        ),
        (r#""gypfile": true"#, "/runsCodeAtInstall", r#""yes""#),
        (r#""gypfile": false"#, "/runsCodeAtInstall", r#""no""#),
        (r#""gypfile": false, "scripts": {"install": 1}"#, "/runsCodeAtInstall", "-"),
        (r#""scripts": {"test": "true", "prepare": "true"}"#, "/runsCodeAtInstall", "-"),
        (r#""scripts": {"install": ""}"#, "/runsCodeAtInstall", "-"),
    ]);
    let unknown = |text| record(text).unknown.iter().any(|one| one == "runsCodeAtInstall");
    assert!(unknown(r#"{"scripts": {"test": "true"}}"#));
    assert!(!unknown(r#"{"scripts": {"install": "true"}}"#));
}

#[test]
fn dependency_values() {
    let git = |url: &str| format!(r#"{{"kind":"git","url":"{url}"}}"#);
    let (github, other) = (git("https://github.com/o/n"), git("ssh://git@code.example/o/n.git"));
    let tag = r#"{"kind":"tag"}"#;
    // value, name, local name, requirement, source
    let cases: &[(&str, &str, &str, &str, &str)] = &[
        ("^1.0.0", "a", "-", "^1.0.0", "-"),
        ("1.x || >=2.5.0 <3", "a", "-", "1.x || >=2.5.0 <3", "-"),
        ("1.0.0 - 2.9999.9999", "a", "-", "1.0.0 - 2.9999.9999", "-"),
        ("", "a", "-", "", "-"),
        ("*", "a", "-", "*", "-"),
        ("x", "a", "-", "x", "-"),
        ("X.x", "a", "-", "X.x", "-"),
        ("v1", "a", "-", "v1", "-"),
        (" 1.2 ", "a", "-", " 1.2 ", "-"),
        ("latest", "a", "-", "latest", tag),
        ("next-11", "a", "-", "next-11", tag),
        ("xyz", "a", "-", "xyz", tag),
        ("vnext", "a", "-", "vnext", tag),
        ("npm:real@^1", "real", "a", "^1", "-"),
        ("npm:@s/real@^1", "@s/real", "a", "^1", "-"),
        ("npm:real", "real", "a", "", "-"),
        ("npm:@s/real", "@s/real", "a", "", "-"),
        ("npm:real@next", "real", "a", "next", tag),
        ("npm:real@", "a", "-", "npm:real@", r#"{"kind":"tool"}"#),
        ("npm:real@github:o/n", "a", "-", "npm:real@github:o/n", r#"{"kind":"tool"}"#),
        ("o/n", "a", "-", "o/n", &github),
        ("github:o/n", "a", "-", "github:o/n", &github),
        ("git+https://github.com/o/n.git", "a", "-", "git+https://github.com/o/n.git", &github),
        ("https://github.com/o/n", "a", "-", "https://github.com/o/n", &github),
        ("git@github.com:o/n.git", "a", "-", "git@github.com:o/n.git", &github),
        (
            "git+ssh://git@code.example/o/n.git",
            "a",
            "-",
            "git+ssh://git@code.example/o/n.git",
            &other,
        ),
        ("o/n#semver:^1.0", "a", "-", "o/n#semver:^1.0", &github),
        (
            "o/n#5f2e::path:packages/x",
            "a",
            "-",
            "o/n#5f2e::path:packages/x",
            r#"{"kind":"git","url":"https://github.com/o/n","revision":"5f2e","path":"packages/x"}"#,
        ),
        (
            "https://files.example/a.tgz",
            "a",
            "-",
            "https://files.example/a.tgz",
            r#"{"kind":"url","url":"https://files.example/a.tgz"}"#,
        ),
        (
            "https://github.com/o/n/archive/v1.tar.gz",
            "a",
            "-",
            "https://github.com/o/n/archive/v1.tar.gz",
            r#"{"kind":"url","url":"https://github.com/o/n/archive/v1.tar.gz"}"#,
        ),
        ("file:../b", "a", "-", "file:../b", r#"{"kind":"path","path":"../b"}"#),
        ("file:///b", "a", "-", "file:///b", r#"{"kind":"path","path":"/b"}"#),
        ("link:../b", "a", "-", "link:../b", r#"{"kind":"path","path":"../b"}"#),
        ("..", "a", "-", "..", r#"{"kind":"path","path":".."}"#),
        ("~/b", "a", "-", "~/b", r#"{"kind":"path","path":"~/b"}"#),
        ("C:\\b", "a", "-", "C:\\b", r#"{"kind":"path","path":"C:\\b"}"#),
        ("path/to/b", "a", "-", "path/to/b", r#"{"kind":"path","path":"path/to/b"}"#),
        ("@s/b", "a", "-", "@s/b", r#"{"kind":"path","path":"@s/b"}"#),
        ("b-1.0.0.tgz", "a", "-", "b-1.0.0.tgz", r#"{"kind":"path","path":"b-1.0.0.tgz"}"#),
        ("workspace:^", "a", "-", "workspace:^", r#"{"kind":"workspace"}"#),
        ("catalog:", "a", "-", "catalog:", r#"{"kind":"tool"}"#),
        ("patch:a@1#./a.patch", "a", "-", "patch:a@1#./a.patch", r#"{"kind":"tool"}"#),
        ("later:thing", "a", "-", "later:thing", r#"{"kind":"tool"}"#),
    ];
    for (value, name, alias, requirement, source) in cases {
        let quoted = serde_json::to_string(value).unwrap();
        let read = record(&format!(r#"{{"dependencies": {{"a": {quoted}}}}}"#));
        let json = Json::parse(&read.to_json()).unwrap();
        let found = json.member("dependencies").and_then(Json::as_array).expect(value);
        let at = |name: &str| found[0].member(name).map_or_else(|| "-".to_owned(), Json::to_text);
        let quote = |text: &str| if text == "-" { "-".to_owned() } else { format!("{text:?}") };
        assert_eq!(found.len(), 1, "{value}");
        assert_eq!((at("name"), at("alias")), (quote(name), quote(alias)), "{value}");
        let asked = read.dependencies[0].requirement.as_ref().map(|asked| asked.text.as_str());
        assert_eq!(asked, Some(*requirement), "{value}");
        let source = (*source != "-").then(|| Json::parse(source).expect(source));
        assert_eq!(found[0].member("source"), source.as_ref(), "{value}: {}", at("source"));
    }
}

#[test]
fn dependency_sections() {
    let asked = r#""requirement":{"ecosystem":"npm","text":"1"}"#;
    let dependency = |more: &str| format!(r#"[{{"name":"a",{asked},{more}}}]"#);
    let (runtime, bundled) =
        (dependency(r#""scope":"runtime""#), dependency(r#""scope":"runtime","bundled":true"#));
    let cases: Vec<(&str, String)> = vec![
        (r#""dependencies": {"a": "1"}"#, runtime.clone()),
        (r#""dependencies": {"a": "1", "b": 2, "c": null}"#, runtime.clone()),
        (r#""dependencies": {"a": "1"}, "bundleDependencies": ["a", "z"]"#, bundled.clone()),
        (r#""dependencies": {"a": "1"}, "bundledDependencies": ["a"]"#, bundled.clone()),
        (r#""dependencies": {"a": "1"}, "bundleDependencies": true"#, bundled),
        (r#""dependencies": {"a": "1"}, "bundleDependencies": false"#, runtime),
        (r#""devDependencies": {"a": "1"}"#, dependency(r#""scope":"development""#)),
        (r#""peerDependencies": {"a": "1"}"#, dependency(r#""scope":"peer""#)),
        (
            r#""peerDependencies": {"a": "1"}, "peerDependenciesMeta": {"a": {"optional": true}, "b": {"optional": true}}"#,
            dependency(r#""scope":"peer","optionality":{"kind":"peer-may-be-missing"}"#),
        ),
        (
            r#""optionalDependencies": {"a": "1"}"#,
            dependency(r#""scope":"runtime","optionality":{"kind":"failure-tolerated"}"#),
        ),
        (r#""dependencies": {}"#, "[]".to_owned()),
        (r#""dependencies": ["a"]"#, "-".to_owned()),
    ];
    for (members, expected) in cases {
        let json = Json::parse(&record(&format!("{{{members}}}")).to_json()).unwrap();
        let expected = (expected != "-").then(|| Json::parse(&expected).unwrap());
        assert_eq!(json.member("dependencies"), expected.as_ref(), "{members}");
    }
    // npm lets the optional entry win; the record shows both, the optional one by its kind.
    let both = record(r#"{"dependencies": {"a": "1"}, "optionalDependencies": {"a": "2"}}"#);
    let optional: Vec<_> = both.dependencies.iter().map(|one| one.optionality.is_some()).collect();
    assert_eq!(optional, [false, true]);
}

#[test]
fn constraints() {
    reads(&[
        (
            r#""overrides": {"a": "1", "b@2": {".": "2.1", "c": "$a"}}"#,
            "/constraints",
            r#"[{"kind":"override","name":"a","requirement":{"ecosystem":"npm","text":"1"}},
                {"kind":"override","name":"b@2","value":{".":"2.1","c":"$a"}}]"#,
        ),
        (
            r#""resolutions": {"**/a": "1"}"#,
            "/constraints",
            r#"[{"kind":"resolution","name":"**/a","requirement":{"ecosystem":"npm","text":"1"}}]"#,
        ),
    ]);
}

#[test]
fn members_of_wrong_kinds_are_unknown() {
    let members = [
        ("version", "version", "1"),
        ("description", "summary", "[]"),
        ("homepage", "homepage", "{}"),
        ("repository", "repository", "[\"o/n\"]"),
        ("bugs", "issueTracker", "true"),
        ("funding", "funding", "5"),
        ("license", "license", "5"),
        ("author", "authors", "false"),
        ("contributors", "contributors", "1"),
        ("maintainers", "maintainers", "1"),
        ("keywords", "keywords", "{}"),
        ("dependencies", "dependencies", "\"a\""),
        ("overrides", "constraints", "[]"),
        ("os", "platforms", "{}"),
        ("engines", "runtimeRequirements", "7"),
        ("exports", "entryPoints", "7"),
        ("private", "publishing", "\"true\""),
    ];
    for (native, member, value) in members {
        let unknown = |value: &str| {
            let read = record(&format!(r#"{{"name": "a", "{native}": {value}}}"#));
            assert_eq!(read.name.as_deref(), Some("a"), "{native}");
            read.unknown.iter().any(|one| one == member)
        };
        assert!(unknown(value), "{native}: {value}");
        assert!(!unknown("null"), "{native}: null");
    }
}

#[test]
fn odd_documents_are_read() {
    let documents = [
        "{}",
        r#"{"name": 5, "version": null}"#,
        r#"{"name": "@a/b/c"}"#,
        r#"{"name": "a", "name": "b"}"#,
        r#"{"name": "a", "dependencies": {"b": "1", "b": "2"}}"#,
        r#"{"license": [5, null], "licenses": [[]], "scripts": [], "bin": {"": ""}}"#,
        r#"{"_id": "a@1", "dist": {"shasum": "0"}, "gitHead": "1e400", "n": 1.10, "e": 1e400}"#,
        r#"{"peerDependenciesMeta": {"a": {"optional": "yes"}}, "peerDependencies": {"a": "*"}}"#,
        r#"{"devEngines": {"runtime": [{"version": "1"}]}, "bundleDependencies": "a"}"#,
        r#"{"keywords": ["a", 1, null], "author": {"name": 7}, "os": [true]}"#,
    ];
    for text in documents {
        let reading = npm().read(text).expect(text);
        let through = npm().write(&reading.record).value;
        assert_eq!(Json::parse(text).unwrap(), Json::parse(&through).unwrap(), "{text}");
    }
}

/// What the record says now stands; what the extension kept of the old text is lost.
#[test]
fn a_changed_record_is_not_overwritten() {
    let text = r#"{"name": "a", "version": "1.0.0", "author": "Ada  <ada@thing.example>",
        "license": {"type": "MIT", "since": 1}, "keywords": "a, b", "custom": {"kept": true}}"#;
    let mut changed = record(text);
    changed.version = Some("2.0.0".into());
    let mut person = Person::default();
    person.name = Some("Ben".into());
    changed.authors = vec![person].into();
    let (mut license, mut declared) = (License::default(), DeclaredLicense::default());
    declared.name = Some("ISC".into());
    license.declared.push(declared);
    license.expression = Some("ISC".into());
    changed.license = Some(license);
    changed.keywords.push("c".into());
    let written = npm().write(&changed);
    let expected = r#"{"name": "a", "version": "2.0.0", "author": "Ben", "license": "ISC",
        "keywords": ["a", "b", "c"], "custom": {"kept": true}}"#;
    assert_eq!(Json::parse(&written.value), Json::parse(expected), "{}", written.value);
    let extension = changed.extensions.get("npm").and_then(|one| Json::parse(one.as_str()).ok());
    let extension = extension.unwrap();
    let stale: Vec<String> = written
        .losses
        .iter()
        .map(|loss| {
            let inside = loss.pointer.as_str().strip_prefix("/extensions/npm").expect("in npm's");
            let place = pkgschema::Pointer::parse(inside).unwrap().child("pointer");
            extension.get(&place).and_then(Json::as_str).expect("an entry").to_owned()
        })
        .collect();
    assert_eq!(stale, ["/keywords", "/license", "/author"]);
}
