//! `setup.cfg`, as far as it declares a distribution.

use pkgschema::{Finding, Text};
use pkgschema_convert::Document;
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::SetupCfg;
use pkgschema_convert::pypi::setup_cfg::{DirectiveKind, SetupMembers, Stated};
use pkgschema_convert::readable::{Readable, UNCONVERTED};
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Reads a file, after what is written again is held to its view.
#[track_caller]
fn read(text: &str) -> SetupCfg {
    let file = SetupCfg::parse(text).expect(text);
    let written = file.render();
    assert!(written.losses.is_empty(), "{:?}", written.losses);
    assert_eq!(SetupCfg::parse(&written.value).expect(&written.value), file);
    assert_eq!(SetupCfg::from_view(&file.view()).unwrap(), file);
    file
}

fn members(text: &str) -> SetupMembers {
    read(text).members()
}

fn text(stated: &Option<Stated<Text>>) -> &str {
    stated.as_ref().unwrap().value().unwrap()
}

fn list(stated: &Option<Stated<Vec<Text>>>) -> Vec<&str> {
    stated.as_ref().unwrap().value().unwrap().iter().map(Text::as_str).collect()
}

fn codes(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|it| (it.code, it.pointer.as_str())).collect()
}

#[track_caller]
fn found(text: &str, code: &str, at: &str) {
    let findings = read(text).check();
    assert!(codes(&findings).contains(&(code, at)), "{code} {at} in {:?}", codes(&findings));
}

const FULL: &str = "\
[metadata]
name = left-margin
version = attr: margin.VERSION
Summary: Indents every line; by 100%% or less
long_description = file: README.md, docs/CHANGES.md
long-description-content-type = text/markdown
keywords = margin, indent
classifier =
    License :: OSI Approved
    Topic :: Text Processing
home-page = https://margin.example
project_urls =
    Source = https://git.example/margin
    Docs=https://margin.example/?a=b
author = Ada
author-email = ada@margin.example
license = MIT
license_files = LICENSE*, NOTICE
platform = any

[options]
python_requires = >=3.8
packages = find:
install_requires =
    # what it needs
    lines>=1; python_version < \"3.9\"
    spaces
setup_requires = wheel; tabs

[options.extras_require]
Colour = paint; brush
docs = file: docs/requirements.txt

[options.entry_points]
console_scripts =
    margin = margin.cli:main
    broken
margin.plugins = left = margin:Left, right = margin:Right

[tool:lint]
select = a:b
";

#[test]
fn a_file() {
    assert_eq!(detect(FULL), Some(DocumentKind::SetupCfg));
    assert_eq!(DocumentKind::SetupCfg.as_str(), SetupCfg::NAME);
    let members = members(FULL);
    assert_eq!(text(&members.name), "left-margin");
    assert_eq!(text(&members.summary), "Indents every line; by 100% or less");
    assert_eq!(members.summary.as_ref().unwrap().place.as_str(), "/metadata/Summary");
    assert_eq!(text(&members.description_content_type), "text/markdown");
    assert_eq!(list(&members.keywords), ["margin", "indent"]);
    assert_eq!(list(&members.classifiers), ["License :: OSI Approved", "Topic :: Text Processing"]);
    assert_eq!(text(&members.home_page), "https://margin.example");
    assert_eq!(text(&members.author_email), "ada@margin.example");
    assert_eq!(list(&members.license_files), ["LICENSE*", "NOTICE"]);
    assert_eq!(list(&members.platforms), ["any"]);
    let urls = members.project_urls.as_ref().unwrap().value().unwrap();
    assert_eq!(urls[1], ("Docs".into(), "https://margin.example/?a=b".into()));
    assert_eq!(text(&members.requires_python), ">=3.8");
    assert_eq!(list(&members.install_requires), ["lines>=1; python_version < \"3.9\"", "spaces"]);
    assert_eq!(list(&members.setup_requires), ["wheel", "tabs"]);
    assert_eq!(members.extras_require[0].0, "Colour");
    assert_eq!(members.extras_require[0].1.value().unwrap().len(), 2);
    let entries = members.entry_points.as_ref().unwrap().value().unwrap();
    let entries: Vec<_> = entries.entries().map(|it| (it.group, it.name, it.value)).collect();
    let expected = [
        ("console_scripts", "margin", "margin.cli:main"),
        ("margin.plugins", "left", "margin:Left"),
        ("margin.plugins", "right", "margin:Right"),
    ];
    assert_eq!(entries, expected);
    assert_eq!((members.maintainer, members.license_file), (None, None));
    found(FULL, "malformed-entry-point", "/options.entry_points");
    found(FULL, "key-not-normalized", "/metadata/home-page");
    found(FULL, "key-not-normalized", "/metadata/Summary");
    let readable = Readable::find(UNCONVERTED, "setup.cfg").unwrap();
    assert_eq!(readable.view(FULL).unwrap(), read(FULL).view());
}

/// What a directive stands for is never told.
#[test]
fn directives_are_not_followed() {
    let all = members(FULL);
    let version = all.version.unwrap();
    assert_eq!((version.value(), version.directive().unwrap().kind()), (None, DirectiveKind::Attr));
    let description = all.description.unwrap();
    let directive = description.directive().unwrap();
    assert_eq!(directive.files().collect::<Vec<_>>(), ["README.md", "docs/CHANGES.md"]);
    assert_eq!(all.packages.unwrap().directive().unwrap().kind(), DirectiveKind::Find);
    let docs = &all.extras_require[1].1;
    assert_eq!(
        (docs.value(), docs.directive().unwrap().as_str()),
        (None, "file: docs/requirements.txt")
    );
    for (section, key) in [
        ("metadata", "version"),
        ("metadata", "description"),
        ("metadata", "long_description"),
        ("metadata", "classifiers"),
        ("metadata", "license"),
        ("options", "install_requires"),
        ("options", "entry_points"),
        ("options.extras_require", "x"),
    ] {
        let text = format!("[{section}]\n{key} = file: ../../etc/shadow\n");
        let said = format!("{:?}", members(&text));
        assert!(said.contains("Elsewhere") && !said.contains("Value("), "{said}");
        if !matches!(key, "license" | "entry_points") {
            found(&text, "path-out-of-tree", &format!("/{section}/{key}"));
        }
        let filled = format!("[{section}]\n{key} = a %(home)s b\n");
        assert!(!format!("{:?}", members(&filled)).contains("Value("));
        found(&filled, "interpolation", &format!("/{section}/{key}"));
    }
    found("[metadata]\nlicense = file: LICENSE\n", "file-not-allowed", "/metadata/license");
    // where no directive is known, the text is the value
    assert_eq!(text(&members("[metadata]\nauthor = file: a\n").author), "file: a");
    assert_eq!(list(&members("[metadata]\nkeywords = attr: a, b\n").keywords), ["attr: a", "b"]);
    assert_eq!(text(&members("[metadata]\nversion =\n  file: a\n").version), "\nfile: a");
}

#[test]
fn which_key_counts() {
    // two spellings: the last; two names: the first that says something; twice the same: the first
    assert_eq!(text(&members("[metadata]\nName = a\nname = b\n").name), "b");
    assert_eq!(text(&members("[metadata]\nhome-page = a\nurl = b\n").home_page), "a");
    assert_eq!(text(&members("[metadata]\nhome-page =\nurl = b\n").home_page), "b");
    assert_eq!(list(&members("[metadata]\nplatform = ,\nplatforms = b\n").platforms), ["b"]);
    assert_eq!(text(&members("[metadata]\nname = a\nname = b\n").name), "a");
    assert_eq!(text(&members("[metadata]\nname = a\n[metadata]\nname = b\n").name), "a");
    assert_eq!(text(&members("[DEFAULT]\nname = a\n[metadata]\nx = b\n").name), "a");
    assert_eq!(members("[DEFAULT]\nname = a\n[options]\n").name, None);
    found("[metadata]\nName = a\nname = b\n", "shadowed-key", "/metadata/Name");
    found("[metadata]\nurl = a\nhome-page = b\n", "shadowed-key", "/metadata/home-page");
    // names of extras are no keys
    let extras = members("[options.extras_require]\nA-b = x\na_b = y\n").extras_require;
    assert_eq!((extras[0].0.as_str(), extras[1].0.as_str()), ("A-b", "a_b"));
}

#[test]
fn lints() {
    found("[metadata]\ndescription_file = README\n", "unknown-key", "/metadata/description_file");
    found("[options.packges.find]\nwhere = src\n", "unknown-section", "/options.packges.find");
    found(
        "[metadata]\nproject_urls = https://a.example\n",
        "malformed-project-url",
        "/metadata/project_urls",
    );
    let marker = "x; python_version < '3'";
    found(
        &format!("[options]\ninstall_requires = {marker}\n"),
        "split-marker",
        "/options/install_requires",
    );
    found(
        &format!("[options.extras_require]\nx = {marker}\n"),
        "split-marker",
        "/options.extras_require/x",
    );
    found("[metadata]\nname = a\nname = b\n", "duplicate-member", "/metadata/name");
    found("[metadata]\nname\n", "stray-line", "/metadata//lines/0");
    let quiet = "[metadata]\nname = a\n[options]\ninstall_requires =\n  x; python_version < '3'\n[tool:x]\ny = %(z)s\n";
    assert!(read(quiet).check().is_empty(), "{:?}", read(quiet).check());
}

#[test]
fn lists() {
    assert_eq!(list(&members("[metadata]\nkeywords = a,, b ,\n").keywords), ["a", "b"]);
    assert_eq!(list(&members("[metadata]\nkeywords =\n  a, b\n\n  c\n").keywords), ["a, b", "c"]);
    assert_eq!(list(&members("[metadata]\nkeywords =\n").keywords), [""; 0]);
    assert_eq!(
        list(&members("[options]\ninstall_requires = a;#b;c\n").install_requires),
        ["a", "c"]
    );
    let urls = members("[metadata]\nproject_urls = A=1, B=2, A=3, x\n").project_urls.unwrap();
    let expected = [("A", "3"), ("B", "2"), ("", "x")].map(|(a, b)| (a.into(), b.into()));
    assert_eq!(*urls.value().unwrap(), expected);
}

#[test]
fn other_texts_are_told_apart() {
    for text in [
        "[metadata]\nname = \"a\"\nversion = \"1\"\n",
        "[metadata]\nversion = 1.0\n",
        "[metadata]\nlock-version = \"2.0\"\npython-versions = \"*\"\ncontent-hash = \"00\"\n",
        "[options]\nexclude-newer = \"2024-01-01\"\n",
        "[options]\nboost:shared=True\n",
        "[project]\nname = a\n",
        "[tox]\nenvlist = py38\n",
        "[console_scripts]\n[metadata]\n",
        "x = 1\n[metadata]\nname = a\n",
        "id: X-1\n[metadata]\n",
    ] {
        assert_eq!(detect(text), None, "{text}");
    }
    for text in [
        "[metadata]\nname = a\n",
        "# c\n\n[bdist_wheel]\nuniversal = 1\n",
        "[egg_info]\ntag_build =\ntag_date = 0\n",
        "[options.entry_points]\nconsole_scripts =\n  a = b:c\n",
        "[flake8]\nmax-line-length = 99\n[options]\nzip_safe = False\n",
        "[console_scripts]\na = b:c\n[metadata]\nname = a\n",
    ] {
        assert_eq!(detect(text), Some(DocumentKind::SetupCfg), "{text}");
    }
    let cargo = "[package]\nname = 'a'\n[metadata]\nname = 'b'\n";
    assert_eq!(detect(cargo), Some(DocumentKind::CargoManifest));
    for text in ["", "\n", "name = a\n", "# nothing"] {
        assert!(SetupCfg::parse(text).is_err(), "{text}");
    }
}

fn time(count: usize) -> Duration {
    let keys: String = (0..count).map(|at| format!("k{at} = %(x)s\nK{at} = v\n")).collect();
    let extras: String = (0..count).map(|at| format!("e{at} = a; b\n")).collect();
    let urls = "\n  a=b\n  c".repeat(count);
    let scripts = "\n  a = b:c".repeat(count);
    let twice = "[metadata]\nname = a\n".repeat(count);
    let start = Instant::now();
    for text in [
        format!("[metadata]\n{keys}"),
        format!("[options.extras_require]\n{extras}"),
        format!("[metadata]\nproject_urls ={urls}\n[options.entry_points]\nx ={scripts}\n"),
        format!(
            "[metadata]\nname = {}\nversion = file:{}\n",
            "%%".repeat(count),
            "../,".repeat(count)
        ),
        twice,
    ] {
        let file = SetupCfg::parse(&text).unwrap();
        file.members();
        file.check();
        detect(&text);
    }
    start.elapsed()
}

#[test]
fn very_many_lines_take_linear_time() {
    let (few, many) = (time(5_000), time(50_000));
    assert!(many < few * 30 + Duration::from_secs(1), "{few:?}, then {many:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_is_written_equal(
        text in "(\\[(metadata|options|options\\.extras_require|DEFAULT)\\]\n|[a=:%;#, \n\r\t\\[\\]\u{2028}]|version|file:|attr:){0,30}",
    ) {
        let text = format!("[metadata]\n{text}");
        let file = read(&text);
        file.members();
        file.check();
        detect(&text);
    }
}
