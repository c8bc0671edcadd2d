//! `entry_points.txt`, and the rules of INI text.

use pkgschema::Finding;
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{EntryPoint, EntryPointKind, PackageMetadata};
use pkgschema::object::Raw;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::{EntryPointsTxt, ObjectReference};
use pkgschema_convert::readable::{RELEASES, Readable};
use pkgschema_convert::{Document, FromRecord, LossKind, ToRecord};
use pkgschema_testkit::json::{Json, diff};
use pkgschema_testkit::timing::assert_linear;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Reads a file, after what is written again is held to its view.
#[track_caller]
fn read(text: &str) -> EntryPointsTxt {
    let file = EntryPointsTxt::parse(text).expect(text);
    let written = file.render();
    assert!(written.losses.is_empty(), "{:?}", written.losses);
    assert_eq!(EntryPointsTxt::parse(&written.value).expect(&written.value), file);
    assert_eq!(EntryPointsTxt::from_view(&file.view()).unwrap(), file);
    file
}

#[track_caller]
fn view(text: &str, expected: &str) {
    assert_eq!(read(text).view().as_str(), expected, "{text:?}");
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[track_caller]
fn found(text: &str, code: &str, at: &str) {
    let findings = read(text).check();
    assert!(codes(&findings).contains(&(code, at)), "{code} {at} in {:?}", codes(&findings));
}

fn record(text: &str) -> PackageMetadata {
    let mut records: Vec<PackageMetadata> = read(text).to_record().value;
    records.remove(0)
}

const FULL: &str = "\
# what can be run
[console_scripts]
Margin=margin.cli:main
margin-wide = margin.cli : Wide.run [colour, net]

[gui_scripts]
margin-window = margin.window:open

[margin.indents]
left = margin.left
broken = margin/left.py
";

#[test]
fn a_file() {
    assert_eq!(detect(FULL), Some(DocumentKind::EntryPointsTxt));
    assert_eq!(DocumentKind::EntryPointsTxt.as_str(), EntryPointsTxt::NAME);
    let file = read(FULL);
    assert_eq!(
        file.groups().collect::<Vec<_>>(),
        ["console_scripts", "gui_scripts", "margin.indents"]
    );
    let wide = file.get("console_scripts", "margin-wide").unwrap().object().unwrap();
    assert_eq!((wide.target(), wide.extras().len()), ("margin.cli:Wide.run".to_owned(), 2));
    assert_eq!(file.get("console_scripts", "margin"), None, "names keep their case");
    let converted: Vec<PackageMetadata> = file.to_record().value;
    assert!(file.to_record().losses.is_empty());
    let entries: Vec<_> = converted[0]
        .entry_points
        .iter()
        .map(|it| (it.kind.as_str(), it.group.as_deref(), it.target.as_deref().unwrap()))
        .collect();
    let expected = [
        ("command", None, "margin.cli:main"),
        ("command", None, "margin.cli:Wide.run"),
        ("gui-command", None, "margin.window:open"),
        ("plugin", Some("margin.indents"), "margin.left"),
        ("plugin", Some("margin.indents"), "margin/left.py"),
    ];
    assert_eq!(entries, expected);
    let wide = converted[0].entry_points[1].value.as_ref().unwrap();
    assert_eq!(wide.as_str(), r#""margin.cli : Wide.run [colour, net]""#);
    for member in ["name", "version", "dependencies", "license"] {
        assert!(converted[0].is_unknown(member), "{member}");
    }
    assert!(!converted[0].is_unknown("entryPoints"));
    let back = EntryPointsTxt::from_record(&converted[0]);
    assert_eq!((back.value, back.losses), (file, vec![]));
    found(FULL, "malformed-object-reference", "/margin.indents/broken");
}

#[test]
fn lines_of_ini_text() {
    view("[a]\nk = v\n", r#"{"a":{"k":"v"}}"#);
    view("[a]\r\nk=v\rl = w = x:y", r#"{"a":{"k":"v","l":"w = x:y"}}"#);
    view("[a]\nk: l = v", r#"{"a":{"k: l":"v"}}"#);
    view("[a]\nk = v\n  w\n\n\n\tx\n\n[b]", r#"{"a":{"k":"v\nw\n\n\nx"},"b":{}}"#);
    view("[a]\nk =\n  v\n; no\n  w", r#"{"a":{"k":"\nv\nw"}}"#);
    view("[a]\n  k = v\n  l = w\n", r#"{"a":{"k":"v","l":"w"}}"#);
    view("[a]\nk = v\n [b]\n", r#"{"a":{"k":"v\n[b]"}}"#);
    view("[a]\nk = # v ; w\n", r##"{"a":{"k":"# v ; w"}}"##);
    view("[a]]\n[ b ] c\n", r#"{"a]":{}," b ":{"":{"behind":"c"}}}"#);
    view("[a]\nk = 1\nk = 2\n[a]\nl = 3", r#"{"a":{"k":"1","k":"2"},"a":{"l":"3"}}"#);
    let stray = "k = v\n[a]\nstray\n= w\n  k = 1\nmore\n  two\n[]\n[b";
    let expected = concat!(
        r#"{"":{"lines":["k = v"]},"#,
        r#""a":{"k":"1\ntwo","":{"lines":["stray","= w","more","[]","[b"]}}}"#
    );
    view(stray, expected);
    view("\n\u{feff}[a]\n[b]", "{\"\":{\"lines\":[\"\u{feff}[a]\"]},\"b\":{}}");
    view("\u{feff}[a]\n[] = \u{1f}v\u{a0}\n[x = y\n", r#"{"a":{"[]":"v","[x":"y"}}"#);
}

#[test]
fn lints() {
    found("x\n[a]", "stray-line", "//lines/0");
    found("[a]\nx\n", "stray-line", "/a//lines/0");
    found("[a] b\n", "text-behind-header", "/a//behind");
    found("[a]\nb = c\n[a]\n", "duplicate-member", "/a");
    found("[a]\nb = c\nb = d\n", "duplicate-member", "/a/b");
    found("[a]\nb = c\u{2028}d\n", "hidden-character", "/a/b");
    found("[a]\nb\u{1b} = c\n", "hidden-character", "/a/b\u{1b}");
    found("[DEFAULT]\nb = c\n", "default-section", "/DEFAULT");
    found("[a-b]\nb = c\n", "malformed-group", "/a-b");
    found("[a]\n[b = c\n", "malformed-name", "/a/[b");
    found("[a]\nb:c = d\n", "colon-in-name", "/a/b:c");
    found("[a]\nb c = d\n", "unusual-name", "/a/b c");
    found("[a]\nb = c:d [e]\n", "entry-point-extras", "/a/b");
    found("[a]\nb = c\n  d\n", "several-lines", "/a/b");
    found("[console_scripts]\nb = c\n", "no-object", "/console_scripts/b");
    for name in ["../b", "b\\c", "..", "C:b"] {
        let pointer = format!("/console_scripts/{}", name.replace('/', "~1"));
        found(&format!("[console_scripts]\n{name} = c:d\n"), "path-in-name", &pointer);
    }
    assert!(read("[a]\nb = c\n[console_scripts]\nd = e:f\n").check().is_empty());
}

#[test]
fn object_references() {
    for (text, target, extras) in [
        ("a", "a", 0),
        ("a.b:c.d", "a.b:c.d", 0),
        (" a : b [ x , y-z ] ", "a:b", 2),
        ("a[]", "a", 0),
        ("é_1:naïf", "é_1:naïf", 0),
    ] {
        let object = ObjectReference::parse(text).unwrap();
        assert_eq!((object.target().as_str(), object.extras().len()), (target, extras), "{text}");
        assert_eq!(ObjectReference::parse(&object.to_string()).unwrap(), object);
    }
    let long = "a.".repeat(40_000);
    for text in [
        "", " ", ":", "a:", ":b", "a..b", ".a", "1a:b", "a b", "a:b c", "a:b:c", "a]", "a[b",
        "a[,]", "a[b]c", "a-b", "a/b.py", "a;b", &long,
    ] {
        assert!(ObjectReference::parse(text).is_err(), "{text:?}");
    }
}

#[test]
fn what_does_not_count_has_a_loss() {
    let text = "x\n[console_scripts] y\na = b:c\na = b:d\nz\nm = n:o\n  p\n[console_scripts]\na = b:e\nf = g:h\n[e]\n";
    let converted: pkgschema_convert::Converted<Vec<PackageMetadata>> = read(text).to_record();
    assert_eq!(converted.value[0].entry_points.len(), 1);
    let lost: Vec<_> = converted
        .losses
        .iter()
        .filter(|it| it.kind == LossKind::Dropped)
        .map(|it| it.pointer.as_str())
        .collect();
    let expected = [
        "/console_scripts/a",
        "/console_scripts/m",
        "/console_scripts",
        "//lines/0",
        "/console_scripts//behind",
        "/console_scripts//lines/0",
    ];
    let expected: Vec<_> = expected.into_iter().collect();
    for place in &expected {
        assert!(
            lost.iter().any(|it| it == place || place.starts_with(&format!("{it}/"))),
            "{place} in {lost:?}"
        );
    }
}

#[test]
fn added_to_a_record() {
    let mut package = record("[console_scripts]\na = b:c\n[x]\ny = z\n");
    package.mark_unknown(["entryPoints"]);
    let file = read("[console_scripts]\na = b:d\n[x]\ny = z\nnew = w\n");
    let losses = file.add_to(&mut package);
    assert_eq!(losses.len(), 1, "{losses:?}");
    assert_eq!(losses[0].pointer.as_str(), "/console_scripts/a");
    assert_eq!(package.entry_points.len(), 3);
    assert!(!package.is_unknown("entryPoints") && package.is_unknown("name"));
}

fn entry(kind: EntryPointKind, group: Option<&str>, name: &str, target: &str) -> EntryPoint {
    let mut entry = EntryPoint::new(kind);
    (entry.name, entry.target) = (Some(name.into()), Some(target.into()));
    entry.group = group.map(Into::into);
    entry
}

/// What would add something else to the file, or be read as something else, is not written.
#[test]
fn nothing_is_injected() {
    let mut package = PackageMetadata::of(Ecosystem::PYPI);
    let bad =
        ["a\nb = c:d", "a\rb", "a\u{2028}b", "a\u{85}b", "[a]", "", " a", "#a", ";a", "a\u{0}"];
    let command = EntryPointKind::Command;
    for text in bad.into_iter().chain(["a = b"]) {
        package.entry_points.push(entry(command.clone(), None, text, "m:o"));
    }
    for text in ["a\nb = c:d", "a\n  b", "m:o\r[x]", "m:o\u{b}x = y", "", " a", "a\u{0}"] {
        package.entry_points.push(entry(command.clone(), None, "n", text));
    }
    for group in ["a]\n[console_scripts", "a\r", "a]", "", " a", "console_scripts", "gui_scripts"] {
        package.entry_points.push(entry(EntryPointKind::Plugin, Some(group), "n", "m:o"));
    }
    let mut declared = entry(command.clone(), None, "evil", "m:o");
    declared.value = Raw::parse(r#""m:o\n[x]\ny = z""#);
    package.entry_points.push(declared);
    package.entry_points.push(entry(EntryPointKind::Main, None, "n", "m:o"));
    package.entry_points.push(entry(command.clone(), None, "good", "m:o"));
    package.entry_points.push(entry(command, None, "good", "m:p"));
    let count = package.entry_points.len();
    let written = EntryPointsTxt::from_record(&package);
    let text = written.value.render();
    assert_eq!(text.value, "[console_scripts]\nevil = m:o\ngood = m:o\n");
    assert!(text.losses.is_empty());
    let lost = |at: usize| {
        let place = format!("/entryPoints/{at}");
        written.losses.iter().any(|it| it.pointer.as_str().starts_with(&place))
    };
    assert!((0..count).all(|at| lost(at) != (at == count - 2)), "{:?}", written.losses);
    // what another ecosystem calls a command is no object of Python's
    let mut npm = PackageMetadata::of(Ecosystem::NPM);
    npm.name = Some("left-margin".into());
    npm.entry_points.push(entry(EntryPointKind::Command, None, "margin", "cli.js"));
    let written = EntryPointsTxt::from_record(&npm);
    assert_eq!(written.value.entries().count(), 0);
    let lost: Vec<_> = written.losses.iter().map(|it| it.pointer.as_str()).collect();
    assert_eq!(lost, ["/entryPoints/0", "/name"]);
}

/// A view that no text has is written without what would be read otherwise.
#[test]
fn views_that_are_no_files() {
    let view = concat!(
        r##"{"":{"lines":["[x]","# y","ok"]},"a\nb":{},"c":{"d\ne":"f","g":"h\n# i","j":"k\n","##,
        r##""l":" m","#n":"o","p":"q\r","[r":"s]","":{"behind":"t]","lines":["u = v"]}}}"##
    );
    let file = EntryPointsTxt::from_view(&Raw::parse(view).unwrap()).unwrap();
    let written = file.render();
    assert_eq!(written.value, "ok\n\n[c]\n");
    assert_eq!(written.losses.len(), 12, "{:?}", written.losses);
    for view in ["[]", r#"{"a": 1}"#, r#"{"a": {"b": 1}}"#, r#"{"": []}"#, r#"{"": {"x": ""}}"#] {
        assert!(EntryPointsTxt::from_view(&Raw::parse(view).unwrap()).is_err(), "{view}");
    }
}

#[test]
fn no_file_at_all() {
    for text in ["", " \n\t", "\u{feff}", "a = b", "# nothing", "[]", &"x".repeat(9 << 20)] {
        assert!(EntryPointsTxt::parse(text).is_err());
    }
}

#[test]
fn other_texts_are_told_apart() {
    for text in [
        "[mypy]\nplugins = pydantic.mypy\nstrict = True\n",
        "[tox]\nenvlist = py38\n[testenv]\ndeps = pytest\n",
        "[loggers]\nkeys = root\n",
        "[app:main]\nuse = egg:margin\n",
        "[a]\nt = 07:32:00\n",
        "[console_scripts]\n",
        "[console_scripts]\nmargin = 'a:b'\n",
        "# [a]\nb = c:d\n",
        "notes:\n- [a]\n",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
    for text in ["[x]\na = b:c\nd = e\n", "; x\n\n [gui_scripts]\n a=b:c\n d=?\n"] {
        assert_eq!(detect(text), Some(DocumentKind::EntryPointsTxt), "{text}");
    }
    assert_eq!(detect("[package]\nname = 'a'\n"), Some(DocumentKind::CargoManifest));
}

fn time(count: usize) -> Duration {
    let readable = Readable::find(RELEASES, "pypi-entry-points").unwrap();
    let sections: String =
        (0..count).map(|at| format!("[g{at}]\na = b:c\n] = \n x\u{1}\n")).collect();
    let few = count / 5;
    let twice = "[g]\na = b:c\nstray\n".repeat(few);
    let lines = format!("[g]\na = b{}", "\n c\n\n".repeat(few));
    let names: String = (0..few).map(|at| format!("n{at} = b:c\n")).collect();
    let names = format!("[console_scripts]\n{names}");
    let long = format!("[{}]\n{}", "g".repeat(few * 5), "a = b:c\n".repeat(few));
    let start = Instant::now();
    readable.read(&long).unwrap();
    for text in [&sections, &twice, &lines, &names] {
        let file = EntryPointsTxt::parse(text).unwrap();
        assert!(file.render().losses.is_empty());
        detect(text);
        file.check();
    }
    for text in [&twice, &lines, &names] {
        let record = readable.read(text).unwrap().value.remove(0);
        assert!(EntryPointsTxt::from_record(&record).value.render().losses.is_empty());
    }
    start.elapsed()
}

#[test]
fn very_many_lines_take_linear_time() {
    assert_linear("lines", 10_000, time);
}

/// Pieces of INI text, put together at random.
fn pieces() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "[", "]", "[a]", "[b]\n", "\n", "\r", "\n ", "\n\t", "=", " = ", ":", "#", ";", "a", "b:c",
        "\"", "\\", " ", "\u{2028}", "\u{85}", "\u{1c}", "\u{feff}", "é", "[x]", "~/", ",",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..24).prop_map(|all| all.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_equal(text in pieces()) {
        if let Ok(file) = EntryPointsTxt::parse(&format!("[q]\n{text}")) {
            let written = file.render();
            prop_assert!(written.losses.is_empty(), "{:?}", written.losses);
            let again = EntryPointsTxt::parse(&written.value).unwrap();
            prop_assert_eq!(&again, &file, "{:?}", written.value);
            prop_assert_eq!(&EntryPointsTxt::from_view(&file.view()).unwrap(), &file);
            let (_, _) = (file.check(), detect(&text));
            let converted: pkgschema_convert::Converted<Vec<PackageMetadata>> = file.to_record();
            let kept = EntryPointsTxt::from_record(&converted.value[0]);
            // what is not written again has a loss, on one way or the other
            let same = diff(
                &Json::parse(file.view().as_str()).unwrap(),
                &Json::parse(kept.value.view().as_str()).unwrap(),
            ).is_empty();
            prop_assert!(same || !converted.losses.is_empty() || !kept.losses.is_empty());
        }
    }

    /// Whatever a record says, what is written reads back to entry points of the record.
    #[test]
    fn what_a_record_says_is_written_or_lost(
        all in prop::collection::vec((0..3_usize, pieces(), pieces(), pieces()), 0..6),
    ) {
        let mut package = PackageMetadata::of(Ecosystem::PYPI);
        for (kind, group, name, target) in &all {
            let kinds = [EntryPointKind::Command, EntryPointKind::GuiCommand, EntryPointKind::Plugin];
            let group = (*kind == 2).then_some(group.as_str());
            package.entry_points.push(entry(kinds[*kind].clone(), group, name, target));
        }
        let written = EntryPointsTxt::from_record(&package);
        let text = written.value.render();
        prop_assert!(text.losses.is_empty());
        if !text.value.is_empty() {
            let again = EntryPointsTxt::parse(&text.value).unwrap();
            prop_assert_eq!(&again, &written.value);
            let entries = again.entries().count();
            prop_assert_eq!(entries, again.to_record().value[0].entry_points.len());
            prop_assert_eq!(entries + written.losses.len(), package.entry_points.len());
        }
    }
}
