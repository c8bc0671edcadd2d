//! `package.json` in the registry's spelling: what npm makes of each member before it publishes,
//! and what is said of the change.

use pkgschema_convert::npm::{PackageFiles, PackageJson};
use pkgschema_convert::{Converted, Document, LossKind};
use pkgschema_testkit::json::Json;

fn read(text: &str) -> PackageJson {
    PackageJson::parse(text).expect(text)
}

fn shown(prepared: &Converted<PackageJson>) -> (Json, String) {
    let view = Json::parse(prepared.value.view().as_str()).unwrap();
    let losses = prepared.losses.iter().map(|loss| format!("{} {}", loss.kind, loss.pointer));
    (view, losses.collect::<Vec<_>>().join(", "))
}

/// Members of a manifest that needs nothing else; a place in the result and what stands there,
/// `-` for nothing; the losses.
type Case = (&'static str, &'static str, &'static str, &'static str);

#[track_caller]
fn prepares(cases: &[Case]) {
    for (members, place, expected, losses) in cases {
        let text = format!(r#"{{"name":"a","version":"1.0.0","_id":"a@1.0.0",{members}}}"#);
        let (view, said) = shown(&read(&text).prepared());
        let found = view.get(&pkgschema::Pointer::parse(place).expect(place));
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        assert_eq!((found, said.as_str()), (expected.as_ref(), *losses), "{members}: {place}");
    }
}

/// A name, a version and an identifier; the three in the result, and the losses.
#[track_caller]
fn identifies(cases: &[(&str, &str, &str)]) {
    for (members, expected, losses) in cases {
        let (view, said) = shown(&read(members).prepared());
        let member = |name| view.member(name).map_or("-".to_owned(), Json::to_text);
        let found = ["name", "version", "_id"].map(member).join(" ");
        assert_eq!((found.as_str(), said.as_str()), (*expected, *losses), "{members}");
    }
}

#[test]
fn names_and_versions() {
    identifies(&[
        (r#"{"name":"a","version":"1.0.0"}"#, r#""a" "1.0.0" "a@1.0.0""#, "defaulted /_id"),
        (
            r#"{"name":" @s/A ","version":" v1.2.3"}"#,
            r#""@s/A" "1.2.3" "@s/A@1.2.3""#,
            "repaired /name, normalized /version, defaulted /_id",
        ),
        (
            r#"{"name":"a","version":"=1.2.3beta","_id":"x"}"#,
            r#""a" "1.2.3-beta" "a@1.2.3-beta""#,
            "normalized /version, repaired /_id",
        ),
        (
            r#"{"name":"a","version":"1.2.3+b","_id":"a@1.2.3"}"#,
            r#""a" "1.2.3" "a@1.2.3""#,
            "dropped /version",
        ),
        ("{}", r#""" "" -"#, "defaulted /name, defaulted /version"),
        (r#"{"name":null,"version":"","_id":"x"}"#, r#""" "" -"#, "defaulted /name, dropped /_id"),
    ]);
}

#[test]
fn what_npm_refuses_stays() {
    let names = ["a b", ".a", "@s", "@s/", "@/n", "@s/a/b", "a/b", "é", "node_modules", "A%20"];
    for name in names {
        let package = read(&format!(r#"{{"name":"{name}","version":"1.0.0"}}"#)).prepared();
        assert_eq!(package.value.name.as_deref(), Some(name));
        let loss = package.losses.first().unwrap();
        assert_eq!((loss.pointer.as_str(), loss.kind), ("/name", LossKind::Changed), "{name}");
        assert!(loss.note.starts_with("npm refuses to publish"), "{loss}");
    }
    for version in ["1.2", "latest", "1.2.3.4", "1.2.3-a..b"] {
        let package = read(&format!(r#"{{"name":"a","version":"{version}"}}"#)).prepared();
        assert_eq!(package.value.version.as_deref(), Some(version));
        assert!(package.losses[0].note.starts_with("npm refuses"), "{version}");
    }
    for name in ["a-b", "@s/.n", "Http", "~a", "@S/n_"] {
        let package = read(&format!(r#"{{"name":"{name}","version":"1.0.0"}}"#)).prepared();
        assert_eq!(package.losses.len(), 1, "{name}");
    }
    identifies(&[
        (r#"{"name":5,"version":[]}"#, "5 [] -", "changed /name, changed /version"),
        (
            r#"{"name":"a","version":"1.0.0","_id":"a@1.0.0","main":{},"contributors":[null]}"#,
            r#""a" "1.0.0" "a@1.0.0""#,
            "changed /main, changed /contributors/0",
        ),
    ]);
}

#[test]
fn people() {
    let both = r#"{"name":"A B","email":"a@b.example","url":"https://b.example"}"#;
    let author = "normalized /author";
    prepares(&[
        (r#""author":"A B <a@b.example> (https://b.example)""#, "/author", both, author),
        (r#""author":"A B (https://b.example) <a@b.example>""#, "/author", both, author),
        (r#""author":"A (u) x""#, "/author", r#"{"name":"A","url":"u"}"#, "dropped /author"),
        (r#""author":"<a@b.example>""#, "/author", r#"{"email":"a@b.example"}"#, author),
        (r#""author":"A ((u))""#, "/author", r#"{"name":"A","url":"u"}"#, "dropped /author"),
        (r#""author":"A <""#, "/author", r#"{"name":"A"}"#, "dropped /author"),
        (r#""author":"""#, "/author", r#""""#, ""),
        (r#""author":{"name":"A"}"#, "/author", r#"{"name":"A"}"#, ""),
        (
            r#""author":{"name":"A","mail":"m","web":"u","since":2}"#,
            "/author",
            r#"{"name":"A","email":"m","url":"u"}"#,
            "normalized /author/mail, normalized /author/web, dropped /author/since",
        ),
        (
            r#""author":{"name":"A <m>","email":""}"#,
            "/author",
            r#"{"name":"A","email":"m"}"#,
            "changed /author/name, normalized /author/email, changed /author",
        ),
        (r#""author":7"#, "/author", "{}", "dropped /author"),
        (r#""author":{"name":["A"]}"#, "/author", "{}", "dropped /author/name"),
        (
            r#""contributors":["A",{"name":"B"},7]"#,
            "/contributors",
            r#"[{"name":"A"},{"name":"B"},{}]"#,
            "normalized /contributors/0, dropped /contributors/2",
        ),
        (r#""contributors":"A <m>""#, "/contributors", r#""A <m>""#, ""),
        (
            r#""maintainers":["A <m>"]"#,
            "/maintainers/0/email",
            r#""m""#,
            "normalized /maintainers/0",
        ),
    ]);
}

/// An address of a repository, and the address, the tracker and the page that npm makes of it;
/// `-` for nothing.
#[track_caller]
fn hosts(cases: &[(&str, &str, &str, &str)]) {
    for (address, url, bugs, homepage) in cases {
        let text = format!(r#"{{"repository":{{"url":"{address}"}}}}"#);
        let package = read(&text).prepared().value;
        let (view, _) = shown(&Converted::lossless(package));
        let at = |place| view.get(&pkgschema::Pointer::parse(place).unwrap());
        let at = |place| at(place).map_or("-", |json| json.as_str().unwrap());
        let found = (at("/repository/url"), at("/bugs/url"), at("/homepage"));
        assert_eq!(found, (*url, *bugs, *homepage), "{address}");
        let short = read(&format!(r#"{{"repository":"{address}"}}"#)).prepared();
        let (view, losses) = shown(&short);
        let at = |place| view.get(&pkgschema::Pointer::parse(place).unwrap()).unwrap();
        assert_eq!(at("/repository/url").as_str(), Some(*url));
        assert_eq!(at("/repository/type").as_str(), Some("git"));
        assert!(losses.contains("normalized /repository"));
    }
}

#[test]
fn repositories_at_well_known_hosts() {
    let issues = "https://github.com/o/n/issues";
    let readme = "https://github.com/o/n#readme";
    let main = "https://github.com/o/n/tree/main#readme";
    let https = "git+https://github.com/o/n.git";
    let ssh = "git+ssh://git@github.com/o/n.git";
    hosts(&[
        ("o/n", https, issues, readme),
        ("github:o/n#main", "git+https://github.com/o/n.git#main", issues, main),
        ("https://www.github.com/o/n/", https, issues, readme),
        ("https://GitHub.com/o/n.git", https, issues, readme),
        ("git+https://GitHub.com/o/n.git", "git+https://GitHub.com/o/n.git", "-", "-"),
        ("https://u:p@github.com/o/n", "git+https://u:p@github.com/o/n.git", issues, readme),
        ("https://github.com/o/n/tree/main", &format!("{https}#main"), issues, main),
        ("https://github.com/o/n/blob/main/x", "https://github.com/o/n/blob/main/x", "-", "-"),
        ("git://github.com/o/n", "git://github.com/o/n.git", issues, readme),
        ("http://github.com/o/n", ssh, issues, readme),
        ("git@github.com:o/n.git", ssh, issues, readme),
        ("ssh://git@github.com/o/n", ssh, issues, readme),
        ("git+ssh://git@github.com:o/n", ssh, issues, readme),
        ("github.com:o/n", "github.com:o/n", "-", "-"),
    ]);
    hosts(&[
        (
            "gitlab:g/h/n",
            "git+https://gitlab.com/g/h/n.git",
            "https://gitlab.com/g/h/n/issues",
            "https://gitlab.com/g/h/n#readme",
        ),
        ("https://gitlab.com/o/n/-/tree/x", "https://gitlab.com/o/n/-/tree/x", "-", "-"),
        (
            "bitbucket:o/n#a b",
            "git+https://bitbucket.org/o/n.git#a b",
            "https://bitbucket.org/o/n/issues",
            "https://bitbucket.org/o/n/src/a%20b#readme",
        ),
        (
            "gist:o/12ab#v1",
            "git+https://gist.github.com/12ab.git#v1",
            "https://gist.github.com/12ab",
            "https://gist.github.com/12ab/v1",
        ),
        ("sourcehut:~o/n", "https://git.sr.ht/~o/n", "-", "https://git.sr.ht/~o/n#readme"),
        ("https://git.example/o/n", "https://git.example/o/n", "-", "-"),
        ("o/n/m", "o/n/m", "-", "-"),
        ("./o/n", "./o/n", "-", "-"),
        ("o/%zz", "o/%zz", "-", "-"),
    ]);
}

#[test]
fn repositories_in_odd_shapes() {
    prepares(&[
        (r#""repository":{"directory":"x"}"#, "/repository", r#"{"directory":"x"}"#, ""),
        (r#""repository":["o/n"]"#, "/repository", r#"["o/n"]"#, ""),
        (r#""repository":null"#, "/repository", "null", ""),
        (r#""repository":{"url":5}"#, "/repository/url", "5", ""),
        (
            r#""repositories":["./x","o/n"]"#,
            "/repository/url",
            r#""./x""#,
            "changed /repository, normalized /repository",
        ),
        (r#""repositories":[],"repository":"o/n""#, "/repository", "-", "dropped /repository"),
    ]);
}

#[test]
fn pages() {
    let url = r#"{"url":"https://t.example/"}"#;
    prepares(&[
        (r#""bugs":"https://t.example/""#, "/bugs", url, "normalized /bugs"),
        (r#""bugs":"m@t.example""#, "/bugs", r#"{"email":"m@t.example"}"#, "normalized /bugs"),
        (r#""bugs":"there""#, "/bugs", "-", "dropped /bugs"),
        (r#""bugs":{"url":"https://t.example/"}"#, "/bugs", url, ""),
        (
            r#""bugs":{"web":"https://t.example/","x":1,"email":"m"}"#,
            "/bugs",
            url,
            "normalized /bugs/web, dropped /bugs/x, dropped /bugs/email",
        ),
        (
            r#""bugs":{"name":"https://n.example/","url":"https://t.example/"}"#,
            "/bugs",
            r#"{"url":"https://n.example/"}"#,
            "dropped /bugs/url, normalized /bugs/name",
        ),
        (r#""bugs":{"url":"t.example"}"#, "/bugs", "-", "dropped /bugs/url, dropped /bugs"),
        (r#""bugs":[1]"#, "/bugs", "-", "dropped /bugs"),
        (
            r#""homepage":"t.example/x""#,
            "/homepage",
            r#""http://t.example/x""#,
            "repaired /homepage",
        ),
        (r#""homepage":"localhost:80""#, "/homepage", r#""localhost:80""#, ""),
        (
            r#""homepage":"http://a b/""#,
            "/homepage",
            r#""http://http://a b/""#,
            "repaired /homepage",
        ),
        (r#""homepage":["x"]"#, "/homepage", "-", "dropped /homepage"),
        (r#""homepage":false"#, "/homepage", "false", ""),
    ]);
}

#[test]
fn commands() {
    prepares(&[
        (r#""bin":"./cli.js""#, "/bin", r#"{"a":"cli.js"}"#, "normalized /bin, normalized /bin/a"),
        (r#""bin":["bin/x.js"]"#, "/bin", r#"{"x.js":"bin/x.js"}"#, "normalized /bin"),
        (
            r#""bin":{"@s/b":"../b.js","c":"c\\c.js","d":"./","e":5,"..":"x"}"#,
            "/bin",
            r#"{"b":"b.js","c":"c/c.js"}"#,
            "repaired /bin/@s~1b, normalized /bin/@s~1b, normalized /bin/c, dropped /bin/d, \
             dropped /bin/.., dropped /bin/e",
        ),
        (
            r#""bin":{"x/b":"x.js","b":"y.js"}"#,
            "/bin",
            r#"{"b":"x.js"}"#,
            "repaired /bin/x~1b, dropped /bin/b",
        ),
        (r#""bin":{}"#, "/bin", "-", "dropped /bin"),
        (r#""bin":null"#, "/bin", "-", "dropped /bin"),
        (r#""bin":[1]"#, "/bin", "[1]", "changed /bin"),
        (r#""man":"./m.1""#, "/man", r#"["m.1"]"#, "normalized /man"),
        (r#""man":["m.1",5]"#, "/man", r#"["m.1"]"#, "dropped /man/1, normalized /man"),
    ]);
    let scoped = read(r#"{"name":"@s/n","bin":"n.js"}"#).prepared();
    assert_eq!(shown(&scoped).0.member("bin").unwrap().to_text(), r#"{"n":"n.js"}"#);
    let nameless = read(r#"{"bin":"n.js"}"#).prepared();
    assert_eq!(nameless.value.bin, None);
}

#[test]
fn dependencies() {
    let list = r#"{"a":"1","b":">=2","c":""}"#;
    prepares(&[
        (
            r#""dependencies":["a@1","b >=2","c"]"#,
            "/dependencies",
            list,
            "normalized /dependencies",
        ),
        (r#""dependencies":"a@1, b>=2  c""#, "/dependencies", list, "normalized /dependencies"),
        (
            r#""devDependencies":["a",5]"#,
            "/devDependencies",
            r#"{"a":""}"#,
            "dropped /devDependencies/1, normalized /devDependencies",
        ),
        (
            r#""dependencies":{"a":"o/n","b":"https://github.com/o/n","c":"file:../c","d":"^1"}"#,
            "/dependencies",
            r#"{"a":"github:o/n","b":"git+https://github.com/o/n.git","c":"file:../c","d":"^1"}"#,
            "normalized /dependencies/a, normalized /dependencies/b",
        ),
        (
            r#""dependencies":{"a":null,"b":"1"}"#,
            "/dependencies",
            r#"{"b":"1"}"#,
            "dropped /dependencies/a",
        ),
        (r#""dependencies":null"#, "/dependencies", "-", "dropped /dependencies"),
        (r#""devDependencies":5"#, "/devDependencies", "-", "dropped /devDependencies"),
        (
            r#""optionalDependencies":{"a":"o/n","b":null},"peerDependencies":{"c":"o/n"}"#,
            "/optionalDependencies",
            r#"{"a":"o/n","b":null}"#,
            "",
        ),
        (r#""peerDependencies":["a"]"#, "/peerDependencies", r#"["a"]"#, ""),
    ]);
}

#[test]
fn bundled_dependencies() {
    prepares(&[
        (
            r#""bundledDependencies":["b"],"dependencies":{"b":"1"}"#,
            "/bundleDependencies",
            r#"["b"]"#,
            "normalized /bundledDependencies",
        ),
        (
            r#""bundledDependencies":["b"],"bundleDependencies":[]"#,
            "/bundledDependencies",
            "-",
            "dropped /bundledDependencies",
        ),
        (
            r#""bundleDependencies":true,"dependencies":{"b":"1","c":"2"}"#,
            "/bundleDependencies",
            r#"["b","c"]"#,
            "normalized /bundleDependencies",
        ),
        (
            r#""bundleDependencies":["b","",5]"#,
            "/dependencies",
            r#"{"b":"*"}"#,
            "dropped /bundleDependencies/1, dropped /bundleDependencies/2, \
             defaulted /dependencies/b",
        ),
        (
            r#""bundleDependencies":{"b":1}"#,
            "/bundleDependencies",
            r#"["b"]"#,
            "normalized /bundleDependencies, defaulted /dependencies/b",
        ),
        (
            r#""bundleDependencies":false"#,
            "/bundleDependencies",
            "-",
            "dropped /bundleDependencies",
        ),
    ]);
}

#[test]
fn texts_and_lists() {
    prepares(&[
        (r#""keywords":"a, b,c""#, "/keywords", r#"["a","b,c"]"#, "normalized /keywords"),
        (
            r#""keywords":["a","",null]"#,
            "/keywords",
            r#"["a"]"#,
            "dropped /keywords/1, dropped /keywords/2",
        ),
        (r#""keywords":{"a":1}"#, "/keywords", "-", "dropped /keywords"),
        (r#""description":["d"]"#, "/description", "-", "dropped /description"),
        (
            r##""readme":"# A\n\nDoes\nit.\n\nMore.""##,
            "/description",
            r#""Does it.""#,
            "defaulted /description",
        ),
        (
            r#""files":["a",1],"modules":{}"#,
            "/files",
            r#"["a"]"#,
            "dropped /modules, dropped /files/1",
        ),
        (
            r#""scripts":{"t":"./node_modules/.bin/t x","u":5}"#,
            "/scripts",
            r#"{"t":"t x"}"#,
            "normalized /scripts/t, dropped /scripts/u",
        ),
        (r#""scripts":"x""#, "/scripts", "-", "dropped /scripts"),
        (r#""_from":"x","unknown":{"y":1.0}"#, "/unknown", r#"{"y":1.0}"#, "dropped /_from"),
        (r#""license":{"type":"MIT"},"engines":["node"]"#, "/license/type", r#""MIT""#, ""),
    ]);
}

#[test]
fn facts_about_files() {
    let text = r#"{"name":"a","version":"1.0.0","_id":"a@1.0.0",
        "directories":{"bin":"./bin","man":"man"}}"#;
    assert_eq!(read(text).prepared().losses, []);
    let mut files = PackageFiles::default();
    files.readme = Some(("README".into(), "Does it.".into()));
    files.authors = Some("# all\nA <m>\n\nB\n".into());
    files.has_gyp = true;
    files.has_server = true;
    files.bins = Some(vec!["a.js".into(), ".hidden".into()]);
    files.mans = Some(vec!["a.1".into()]);
    files.types = Some("./index.d.ts".into());
    files.git_head = Some("0123".into());
    let (view, losses) = shown(&read(text).prepared_with(&files));
    let expected = r#"{"name":"a","version":"1.0.0","_id":"a@1.0.0",
        "directories":{"bin":"./bin","man":"man"},"description":"Does it.","readme":"Does it.",
        "readmeFilename":"README","contributors":[{"name":"A","email":"m"},{"name":"B"}],
        "scripts":{"install":"node-gyp rebuild","start":"node server.js"},"gypfile":true,
        "bin":{"a.js":"bin/a.js"},"man":["man/a.1"],"types":"./index.d.ts","gitHead":"0123"}"#;
    assert_eq!(view, Json::parse(expected).unwrap(), "{}", view.to_text());
    assert!(losses.contains("defaulted /readme,") && losses.contains("defaulted /bin"), "{losses}");
    // what the manifest says goes before what the files say
    let said = r#"{"name":"a","version":"1.0.0","_id":"a@1.0.0","description":"d","gypfile":false,
        "readme":"r","contributors":[{"name":"C"}],"scripts":{"start":"x"},"bin":{"a":"b"},
        "man":["m.1"],"types":"t","gitHead":"4567"}"#;
    let (view, losses) = shown(&read(said).prepared_with(&files));
    assert_eq!((view, losses.as_str()), (Json::parse(said).unwrap(), ""));
}

#[test]
fn prepared_twice_is_prepared_once() {
    let text = r#"{"name":" a","version":"v1.0.0","repository":"o/n#x","author":"A <m> (u)",
        "bin":{"@s/b":"./b"},"bundledDependencies":true,"dependencies":["c@o/n"],"keywords":"a, b",
        "bugs":"m@x.example","man":"./m.1"}"#;
    let once = read(text).prepared().value;
    let twice = once.prepared();
    assert_eq!(twice.losses, []);
    assert_eq!(twice.value, once);
}

#[test]
fn names_of_prototypes_are_names() {
    prepares(&[
        (
            r#""dependencies":{"__proto__":"o/n","constructor":"1","toString":null}"#,
            "/dependencies",
            r#"{"__proto__":"github:o/n","constructor":"1"}"#,
            "normalized /dependencies/__proto__, dropped /dependencies/toString",
        ),
        (
            r#""bundleDependencies":["constructor","hasOwnProperty"]"#,
            "/dependencies",
            r#"{"constructor":"*","hasOwnProperty":"*"}"#,
            "defaulted /dependencies/constructor, defaulted /dependencies/hasOwnProperty",
        ),
        (r#""bin":{"__proto__":"./x"}"#, "/bin/__proto__", r#""x""#, "normalized /bin/__proto__"),
        (r#""__proto__":{"name":"b"}"#, "/name", r#""a""#, "dropped /__proto__"),
        (r#""constructor":{"x":1}"#, "/constructor", r#"{"x":1}"#, ""),
        (r#""repository":"https://constructor/o/n""#, "/bugs", "-", "normalized /repository"),
    ]);
}
