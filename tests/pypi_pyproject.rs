//! `pyproject.toml` in the shapes that projects have, and in those that nobody should write.

use pkgschema::identity::Ecosystem;
use pkgschema::metadata::PackageMetadata;
use pkgschema::{Pointer, Severity, Text};
use pkgschema_convert::format::Format;
use pkgschema_convert::pypi::Pyproject;
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::alloc::{Counting, measure};
use pkgschema_testkit::json::{Json, diff};
use std::fmt::Write;
use std::time::{Duration, Instant};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const HEAD: &str = "[project]\nname = 'left-margin'\nversion = '4.0.0'\n";

/// The document, after what is written again is held to it.
#[track_caller]
fn document(text: &str) -> Pyproject {
    let document = Pyproject::parse(text).expect(text);
    let written = document.render();
    assert!(written.losses.is_empty(), "{text}: {:?}", written.losses);
    let again = Pyproject::parse(&written.value).expect(&written.value);
    let json = |document: &Pyproject| Json::parse(document.view().as_str()).unwrap();
    assert!(diff(&json(&document), &json(&again)).is_empty(), "{text}: {}", written.value);
    let through = Pyproject::from_record(&document.to_record().value).value;
    assert!(
        diff(&json(&document), &json(&through)).is_empty(),
        "{text}: {}",
        through.view().as_str()
    );
    document
}

#[track_caller]
fn record(text: &str) -> PackageMetadata {
    document(text).to_record().value
}

/// A text, and what stands at one place in the record; `-` for nothing.
#[track_caller]
fn reads(cases: &[(&str, &str, &str)]) {
    for (keys, place, expected) in cases {
        let read = Json::parse(&record(&format!("{HEAD}{keys}")).to_json()).unwrap();
        let found = read.get(&Pointer::parse(place).expect(place));
        let expected = (*expected != "-").then(|| Json::parse(expected).expect(expected));
        let shown = found.map_or_else(|| "-".to_owned(), Json::to_text);
        assert_eq!(found, expected.as_ref(), "{keys}: {place} is {shown}");
    }
}

/// The findings of a text that are no notes, as `code at`.
fn found(text: &str) -> Vec<String> {
    let found = Pyproject::parse(text).expect(text).check().into_iter();
    let found = found.filter(|it| it.severity != Severity::Note);
    found.map(|it| format!("{} {}", it.code, it.pointer)).collect()
}

#[test]
fn keys_have_their_members() {
    reads(&[
        ("description = 'One line'", "/summary", r#""One line""#),
        ("readme = 'README.md'", "/description", r#"{"file":"README.md"}"#),
        (
            "readme = {file = 'a.md', content-type = 'text/markdown'}",
            "/description",
            r#"{"file":"a.md","contentType":"text/markdown"}"#,
        ),
        (
            "readme = {text = 'a', content-type = 'text/plain'}",
            "/description",
            r#"{"text":"a","contentType":"text/plain"}"#,
        ),
        ("license = 'MIT'", "/license/expression", r#""MIT""#),
        ("license = {text = 'MIT License'}", "/license/declared/0/name", r#""MIT License""#),
        ("license = {file = 'LICENSE'}", "/license/files", r#"["LICENSE"]"#),
        ("license-files = ['LICEN[CS]E*']", "/license/files", r#"["LICEN[CS]E*"]"#),
        (
            "authors = [{name = 'A'}, {email = 'b@x'}]",
            "/authors",
            r#"[{"name":"A"},{"email":"b@x"}]"#,
        ),
        ("authors = []", "/authors", "-"),
        ("keywords = ['a b', 'c']", "/keywords", r#"["a b","c"]"#),
        ("classifiers = ['Private :: Do Not Upload']", "/publishing", r#"{"allowed":false}"#),
        ("requires-python = '>=3.9'", "/runtimeRequirements/0/requirement/text", r#"">=3.9""#),
        (
            "dependencies = ['a>=1; os_name == \"nt\"']",
            "/dependencies/0/condition/text",
            r#""os_name == \"nt\"""#,
        ),
        ("optional-dependencies = {x = ['a']}", "/dependencies/0/optionality/feature", r#""x""#),
        ("optional-dependencies = {x = []}", "/features", r#"{"x":[]}"#),
        ("import-names = ['a; private']", "/provides/0/private", "true"),
        ("import-namespaces = ['a']", "/provides/0/kind", r#""import-namespace""#),
        ("[dependency-groups]\ndev = ['a']", "/dependencies/0/group", r#""dev""#),
        ("[build-system]\nrequires = ['a']", "/dependencies/0/scope", r#""build""#),
        ("[build-system]\nrequires = ['a']\nbackend-path = ['.']", "/runsCodeAtBuild", r#""yes""#),
    ]);
}

#[test]
fn addresses_by_their_labels() {
    for keys in [
        "urls = {Homepage = 'https://h.example', Docs = 'https://d.example', source = 'https://s.example/x', Chat = 'https://c.example'}",
        "urls = {Chat = 'https://c.example', source = 'https://s.example/x', Docs = 'https://d.example', Homepage = 'https://h.example'}",
    ] {
        reads(&[
            (keys, "/homepage", r#""https://h.example""#),
            (keys, "/documentation", r#""https://d.example""#),
            (keys, "/repository/url", r#""https://s.example/x""#),
            (keys, "/links", r#"[{"label":"Chat","url":"https://c.example"}]"#),
        ]);
    }
    // of two with one purpose, the one that is labelled as usual is the member's
    let two = "urls = {docs = 'https://a.example', Documentation = 'https://b.example'}";
    reads(&[
        (two, "/documentation", r#""https://b.example""#),
        (two, "/links/0/label", r#""docs""#),
    ]);
}

#[test]
fn commands_and_entry_points() {
    let keys =
        "scripts = {a = 'm:f'}\ngui-scripts = {b = 'm:g'}\nentry-points = {'x.y' = {c = 'm'}}\n";
    reads(&[(
        keys,
        "/entryPoints",
        r#"[{"kind":"command","name":"a","target":"m:f"},{"kind":"gui-command","name":"b","target":"m:g"},
            {"kind":"plugin","name":"c","group":"x.y","target":"m"}]"#,
    )]);
    let npm = Format::find("npm").unwrap();
    let text = format!("{HEAD}{keys}");
    let lost = Format::find("pypi").unwrap().convert(&text, npm).unwrap().losses;
    let named = lost.iter().any(|it| it.pointer.as_str().starts_with("/project/entry-points"));
    assert!(named, "{lost:?}");
}

#[test]
fn what_the_build_decides_is_unknown() {
    let unknown = |keys: &str, member: &str| record(&format!("{HEAD}{keys}")).is_unknown(member);
    for (dynamic, member) in [
        ("dependencies", "dependencies"),
        ("optional-dependencies", "features"),
        ("license", "license"),
        ("readme", "description"),
        ("urls", "homepage"),
        ("classifiers", "classifiers"),
        ("scripts", "entryPoints"),
    ] {
        assert!(unknown(&format!("dynamic = ['{dynamic}']"), member), "{dynamic}");
        assert!(!unknown("dynamic = ['description']", member), "{dynamic}");
    }
    assert!(record("[build-system]\nrequires = []\n").is_unknown("license"));
    // whatever else is needed, and listed
    for beside in ["[build-system]\nrequires = ['a']", "[dependency-groups]\ndev = ['a']"] {
        let keys = |dynamic: &str| format!("dynamic = [{dynamic}]\n{beside}\n");
        assert!(unknown(&keys("'dependencies'"), "dependencies"), "{beside}");
        assert!(!unknown(&keys(""), "dependencies"), "{beside}");
    }
}

#[test]
fn other_tools_notation_is_said_and_not_read() {
    let text = "[tool.poetry]\nname = 'a'\nversion = '1'\nlicense = 'MIT'\n";
    let read = record(text);
    assert!(read.name.is_none() && read.is_unknown("name") && read.is_unknown("license"));
    assert_eq!(found(text), ["poetry-metadata /tool/poetry"]);
    assert_eq!(found("[tool.other]\nname = 'a'\n"), [""; 0]);
    assert_eq!(found(&format!("{HEAD}[tool.poetry]\nname = 'a'\n")), [""; 0]);
}

#[test]
fn what_the_specification_refuses() {
    for (keys, expected) in [
        (
            "readme = {file = 'a', text = 'b', content-type = 'text/plain'}",
            "readme /project/readme",
        ),
        ("readme = {text = 'b'}", "readme /project/readme"),
        ("readme = '../a.md'", "path-out-of-tree /project/readme"),
        ("license = 'All rights'", "license-expression /project/license"),
        ("license = 'MIT WITH AdditionRef-x'", "license-expression /project/license"),
        ("license = {}", "license /project/license"),
        ("license = {text = 'a'}\nlicense-files = []", "license-files /project/license-files"),
        ("license-files = ['../a']", "path-out-of-tree /project/license-files/0"),
        ("license-files = ['a/**b']", "license-files /project/license-files/0"),
        ("authors = [{}]", "nobody /project/authors/0"),
        ("authors = [{name = 'B, A'}]", "comma-in-name /project/authors/0"),
        ("scripts = {a = 'm f'}", "object-reference /project/scripts/a"),
        ("scripts = {'../a' = 'm:f'}", "path-in-name /project/scripts/..~1a"),
        ("scripts = {'a=b' = 'm:f'}", "malformed-name /project/scripts/a=b"),
        (
            "entry-points = {console_scripts = {a = 'm:f'}}",
            "ambiguous-group /project/entry-points/console_scripts",
        ),
        ("entry-points = {'a b' = {a = 'm:f'}}", "malformed-group /project/entry-points/a b"),
        ("dependencies = ['a b']", "malformed-requirement /project/dependencies/0"),
        (
            "optional-dependencies = {a-b = [], a_b = []}",
            "duplicate-extra /project/optional-dependencies/a_b",
        ),
        ("dynamic = ['name']", "dynamic /project/dynamic/0"),
        ("dynamic = ['version']", "dynamic /project/dynamic/0"),
        ("dynamic = ['other']", "dynamic /project/dynamic/0"),
        ("import-names = ['class']", "import-name /project/import-names/0"),
        ("import-names = ['a.b']", "import-parent /project/import-names/0"),
        (
            "import-names = ['a']\nimport-namespaces = ['a']",
            "duplicate-import-name /project/import-namespaces/0",
        ),
        ("other = 1", "unknown-key /project/other"),
        ("[build-system]\nbuild-backend = 'b'", "missing-requires /build-system"),
        (
            "[build-system]\nrequires = []\nbuild-backend = 'b c'",
            "object-reference /build-system/build-backend",
        ),
        (
            "[build-system]\nrequires = []\nbackend-path = ['..']",
            "path-out-of-tree /build-system/backend-path/0",
        ),
    ] {
        assert_eq!(found(&format!("{HEAD}{keys}\n")), [expected], "{keys}");
    }
    assert_eq!(found("[project]\n"), ["missing-name /project", "missing-version /project"]);
    assert_eq!(found("[project]\nname = 'a'\ndynamic = ['version']\n"), [""; 0]);
    let good =
        "import-names = ['a', 'a.b; private']\nlicense = 'mit'\nlicense-files = ['**/LICENSE']\n";
    assert_eq!(found(&format!("{HEAD}{good}")), [""; 0]);
}

#[test]
fn wrong_kinds_are_kept_and_found() {
    for (keys, place) in [
        ("readme = 3", "/project/readme"),
        ("license = []", "/project/license"),
        ("authors = ['A']", "/project/authors/0"),
        ("authors = {name = 'A'}", "/project/authors"),
        ("dependencies = 'a'", "/project/dependencies"),
        ("dependencies = ['a', 1]", "/project/dependencies/1"),
        ("urls = ['a']", "/project/urls"),
        ("urls = {a = 1}", "/project/urls/a"),
        ("scripts = {a = []}", "/project/scripts/a"),
        ("entry-points = {a = {b = 1}}", "/project/entry-points/a/b"),
        ("optional-dependencies = {a = 'b'}", "/project/optional-dependencies/a"),
        ("[dependency-groups]\na = 'b'", "/dependency-groups/a"),
        ("[dependency-groups]\na = [{include = 'b'}]", "/dependency-groups/a/0"),
    ] {
        let text = format!("{HEAD}{keys}\n");
        let document = document(&text);
        let found = document.check();
        assert!(found.iter().any(|it| it.pointer.as_str() == place), "{keys}: {found:?}");
        let npm = Format::find("npm").unwrap();
        let lost = Format::find("pypi").unwrap().convert(&text, npm).unwrap().losses;
        let named = |it: &Pointer| place.starts_with(it.as_str()) || it.as_str().starts_with(place);
        assert!(
            lost.iter().any(|it| named(&it.pointer) && it.kind == LossKind::Dropped),
            "{keys}: {lost:?}"
        );
    }
    let read = record(&format!("{HEAD}dependencies = ['a', 1]\n"));
    assert_eq!(read.dependencies.len(), 1);
    assert!(record(&format!("{HEAD}dependencies = 'a'\n")).is_unknown("dependencies"));
}

#[test]
fn private_packages_of_three_ecosystems() {
    let formats = [
        ("npm", r#"{"name":"a","version":"1.0.0","private":true}"#),
        ("cargo", "[package]\nname = \"a\"\nversion = \"1.0.0\"\npublish = false\n"),
        (
            "pypi",
            "[project]\nname = 'a'\nversion = '1.0.0'\nclassifiers = ['Private :: Do Not Upload']\n",
        ),
    ];
    for (from, text) in formats {
        for (to, _) in formats {
            let (from, to) = (Format::find(from).unwrap(), Format::find(to).unwrap());
            let made = from.convert(text, to).unwrap().text;
            let allowed = to.read(&made).unwrap().record.publishing.and_then(|it| it.allowed);
            assert_eq!(allowed, Some(false), "{made}");
        }
    }
}

fn groups(text: &str) -> Pyproject {
    Pyproject::parse(&format!("[dependency-groups]\n{text}")).expect(text)
}

#[test]
fn groups_with_what_they_include() {
    let document = groups(
        "Test = ['pytest', {include-group = 'cov_erage'}]\nCOV-erage = ['coverage']\n\
         dev = [{include-group = 'test'}, 'ruff', {include-group = 'none'}, {include-group = 'test'}]\n",
    );
    let dev = document.dependency_group("Dev").unwrap();
    assert_eq!(dev.requirements, ["pytest", "coverage", "ruff", "pytest", "coverage"]);
    assert_eq!((dev.missing, dev.cycles, dev.is_cut), (vec![Text::from("none")], vec![], false));
    assert!(document.dependency_group("other").is_none());
    let found: Vec<String> =
        document.check().iter().map(|it| format!("{} {}", it.code, it.pointer)).collect();
    assert_eq!(found, ["missing-group /dependency-groups/dev/2"]);
}

#[test]
fn groups_that_include_themselves() {
    let document = groups(
        "a = ['x', {include-group = 'b'}]\nb = [{include-group = 'c'}, 'y']\nc = [{include-group = 'A'}]\n\
         d = [{include-group = 'd'}]\n",
    );
    let a = document.dependency_group("a").unwrap();
    assert_eq!(
        (a.requirements, a.cycles),
        (vec![Text::from("x"), Text::from("y")], vec![Text::from("A")])
    );
    let found: Vec<String> =
        document.check().iter().map(|it| format!("{} {}", it.code, it.pointer)).collect();
    let expected = ["group-cycle /dependency-groups/c/0", "group-cycle /dependency-groups/d/0"];
    assert_eq!(found, expected);
    let twice: Vec<&str> = groups("a = []\nA = []\n").check().iter().map(|it| it.code).collect();
    assert_eq!(twice, ["duplicate-group"]);
}

#[test]
fn a_chain_of_a_hundred_thousand_groups() {
    let count = 100_000;
    let mut text = String::new();
    for index in 0..count {
        writeln!(text, "g{index}=['r',{{include-group='g{}'}}]", index + 1).unwrap();
    }
    writeln!(text, "g{count} = ['last', {{include-group = 'g7'}}, {{include-group = 'x'}}]")
        .unwrap();
    let document = groups(&text);
    let first = document.dependency_group("g0").unwrap();
    assert_eq!(first.requirements.len(), count + 1);
    assert_eq!((first.missing.len(), first.cycles.len(), first.is_cut), (1, 1, false));
    let found: Vec<&str> = document.check().iter().map(|it| it.code).collect();
    assert_eq!(found, ["group-cycle", "missing-group"]);
}

/// Thirty groups, each of which includes the next one twice.
fn doubling(requirement: &str) -> Pyproject {
    let mut text = String::new();
    for index in 0..30 {
        let next = index + 1;
        writeln!(text, "g{index} = [{{include-group = 'g{next}'}}, {{include-group = 'g{next}'}}]")
            .unwrap();
    }
    groups(&format!("{text}g30 = ['{requirement}']\n"))
}

#[test]
fn groups_that_double_are_cut() {
    let document = doubling("r");
    let group = document.dependency_group("g0").unwrap();
    assert!(group.is_cut && group.requirements.len() > 100_000, "{}", group.requirements.len());
    assert!(!document.dependency_group("g20").unwrap().is_cut);
    let found = document.check();
    assert!(found.iter().all(|it| it.code == "group-too-large"), "{found:?}");
    assert_eq!(found[found.len() - 1].pointer.as_str(), "/dependency-groups/g0");
    // a long text counts as many: a thousand times the input would be 1 GB
    let long = doubling(&format!("a[{}]", "x".repeat(1_000_000)));
    let (group, stats) = measure(|| long.dependency_group("g0").unwrap());
    assert!(group.is_cut && stats.peak_extra_bytes < 200_000_000, "{stats:?}");
}

/// Four times the length takes at most sixteen times the time.
#[track_caller]
fn linear(what: &str, text: impl Fn(usize) -> String, count: usize) {
    let work = |text: &str| {
        let start = Instant::now();
        let document = Pyproject::parse(text).unwrap();
        document.check();
        let read = document.to_record();
        Pyproject::from_record(&read.value).value.render();
        start.elapsed()
    };
    let fastest = |text: String| (0..3).map(|_| work(&text)).min().unwrap();
    let (short, long) = (fastest(text(count)), fastest(text(4 * count)));
    assert!(long < 16 * short + Duration::from_millis(100), "{what}: {short:?}, then {long:?}");
}

#[test]
fn many_of_everything() {
    type Part = fn(usize) -> String;
    let lists: [(&str, Part); 5] = [
        ("dependencies", |i| format!("'a{i}>=1',")),
        ("authors", |i| format!("{{name = 'A{i}'}},")),
        ("import-names", |i| format!("'a{i}',")),
        ("license-files", |i| format!("'a{i}',")),
        ("dynamic", |_| "'urls',".to_owned()),
    ];
    for (key, part) in lists {
        let list = |count: usize| (0..count).map(part).collect::<String>();
        linear(key, |count| format!("{HEAD}{key} = [{}]\n", list(count)), 500);
    }
    let tables: [(&str, Part); 5] = [
        ("project.urls", |i| format!("L{i} = 'https://a.example/{i}'\n")),
        ("project.scripts", |i| format!("s{i} = 'm:f'\n")),
        ("project.entry-points", |i| format!("g{i} = {{a = 'm:f'}}\n")),
        ("project.optional-dependencies", |i| format!("x{i} = ['a']\n")),
        ("dependency-groups", |i| format!("g{i} = [{{include-group = 'g0'}}, 'a']\n")),
    ];
    for (table, part) in tables {
        let rows = |count: usize| (0..count).map(part).collect::<String>();
        linear(table, |count| format!("{HEAD}[{table}]\n{}", rows(count)), 500);
    }
}

#[test]
fn nothing_of_a_record_leaves_its_string() {
    for line_break in
        ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{b}", "\u{c}", "\u{0}", "\"\"\"\n", "'''\n"]
    {
        let text = format!("a{line_break}[evil]{line_break}b = 1");
        let mut record = PackageMetadata::of(Ecosystem::PYPI);
        record.name = Some(Text::from(text.as_str()));
        record.summary = Some(Text::from(text.as_str()));
        record.keywords.push(Text::from(text.as_str()));
        record.classifiers.push(Text::from(text.as_str()));
        let document = Pyproject::from_record(&record).value;
        let written = document.render();
        let again = Pyproject::parse(&written.value).expect(&written.value);
        assert_eq!(again.view(), document.view(), "{line_break:?}");
        let project = again.project.as_ref().unwrap();
        assert_eq!(project.keywords[0].as_str(), text, "{line_break:?}");
        assert!(again.rest.get("evil").is_none());
    }
}
