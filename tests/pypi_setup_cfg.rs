//! `setup.cfg`, as far as it declares a distribution.

use pkgschema::metadata::PackageMetadata;
use pkgschema::{Finding, Text};
use pkgschema_convert::detect::{DocumentKind, detect};
use pkgschema_convert::pypi::SetupCfg;
use pkgschema_convert::pypi::setup_cfg::{DirectiveKind, SetupMembers, Stated};
use pkgschema_convert::readable::{RELEASES, Readable};
use pkgschema_convert::{Document, LossKind, ToRecord};
use pkgschema_testkit::timing::assert_linear;
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
    let readable = Readable::find(RELEASES, "setup.cfg").unwrap();
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
        assert_ne!(detect(text), Some(DocumentKind::SetupCfg), "{text}");
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

/// The record, and the losses as kind and place.
fn record(text: &str) -> (PackageMetadata, Vec<(LossKind, String)>) {
    let file = read(text);
    let mut converted = file.to_record();
    assert_eq!(converted.value.len(), 1);
    let places = converted.losses.iter().map(|loss| (loss.kind, loss.pointer.to_string()));
    (converted.value.remove(0), places.collect())
}

#[test]
fn a_record() {
    let (record, losses) = record(FULL);
    assert_eq!(record.name.as_deref(), Some("left-margin"));
    assert_eq!(record.summary.as_deref(), Some("Indents every line; by 100% or less"));
    assert_eq!((record.version.as_ref(), record.is_unknown("version")), (None, true));
    assert_eq!(*record.keywords, ["margin", "indent"]);
    assert_eq!(record.homepage.as_ref().unwrap().as_str(), "https://margin.example");
    let repository = record.repository.as_ref().unwrap().url.as_ref().unwrap();
    assert_eq!(repository.as_str(), "https://git.example/margin");
    let documentation = record.documentation.as_ref().unwrap();
    assert_eq!(documentation.as_str(), "https://margin.example/?a=b");
    assert_eq!(record.authors[0].email.as_deref(), Some("ada@margin.example"));
    let license = record.license.as_ref().unwrap();
    assert_eq!(license.expression.as_deref(), Some("MIT"));
    assert_eq!(*license.files, ["LICENSE*", "NOTICE"]);
    assert_eq!(*license.classifiers, ["License :: OSI Approved"]);
    assert_eq!(*record.platforms.as_ref().unwrap().os, ["any"]);
    let python = record.runtime_requirements[0].requirement.as_ref().unwrap();
    assert_eq!(python.text, ">=3.8");
    let needed = record.dependencies.iter().map(|it| {
        let extra = it.optionality.as_ref().and_then(|it| it.feature.as_deref());
        let marker = it.condition.as_ref().map(|it| it.text.as_str());
        (it.name.as_str(), it.scope.as_str(), extra, marker)
    });
    let expected = [
        ("lines", "runtime", None, Some("python_version < \"3.9\"")),
        ("spaces", "runtime", None, None),
        ("paint", "runtime", Some("Colour"), None),
        ("brush", "runtime", Some("Colour"), None),
        ("wheel", "build", None, None),
        ("tabs", "build", None, None),
    ];
    assert_eq!(needed.collect::<Vec<_>>(), expected);
    assert!(record.is_unknown("dependencies"), "the file of the extra docs may name more");
    let extras: Vec<_> = record.features.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(extras, ["Colour", "docs"]);
    let entries: Vec<_> = record.entry_points.iter().map(|it| it.target.as_deref()).collect();
    assert_eq!(entries, [Some("margin.cli:main"), Some("margin:Left"), Some("margin:Right")]);
    // two files are no file
    assert_eq!(record.description.as_ref().unwrap().file, None);
    assert!(record.is_unknown("description") && record.is_unknown("maintainers"));
    let expected = [
        "/metadata/version",
        "/metadata/long_description",
        "/options.extras_require/docs",
        "/options.entry_points/console_scripts",
        "/options/packages",
        "/tool:lint",
    ];
    assert_eq!(losses, expected.map(|place| (LossKind::Dropped, place.to_owned())));
}

#[test]
fn what_the_file_leaves_open() {
    let (one, losses) = record(
        "[metadata]\nname = a\nlong_description = file: README.md\n[options]\n\
         install_requires =\n  x\nzip_safe = no\n",
    );
    assert_eq!(one.description.as_ref().unwrap().file.as_deref(), Some("README.md"));
    assert!(!one.is_unknown("dependencies") && !one.is_unknown("description"));
    for member in ["version", "license", "entryPoints", "features", "runsCodeAtBuild", "homepage"] {
        assert!(one.is_unknown(member), "{member}");
    }
    assert_eq!(losses, [(LossKind::Dropped, "/options/zip_safe".to_owned())]);
    // what is not known is never none
    for (text, member) in [
        ("[options]\ninstall_requires = file: a.txt\n", "dependencies"),
        ("[options]\ninstall_requires = %(x)s\n[options.extras_require]\na = b\n", "dependencies"),
        ("[options.extras_require]\na = b\n", "dependencies"),
        ("[options]\ninstall_requires =\n  x\n  not one\n", "dependencies"),
        ("[metadata]\nlicense = file: LICENSE\nclassifiers = License :: X\n", "license"),
        ("[metadata]\nlong_description = file: ../README.md\n", "description"),
        ("[metadata]\nauthor = %(x)s\nauthor_email = a@b.example\n", "authors"),
        ("[metadata]\nproject_urls = A = %(x)s\n", "links"),
        ("[options.entry_points]\na = b = c:d\nx = %(y)s\n", "entryPoints"),
    ] {
        let (record, losses) = record(text);
        assert!(record.is_unknown(member), "{text}");
        assert!(
            losses.iter().any(|(kind, _)| *kind == LossKind::Dropped) || text.contains("a = b\n")
        );
    }
    assert!(record("[metadata]\nlong_description = file: ../README.md\n").0.description.is_none());
    let text = record("[metadata]\nlong_description =\n  A\n  b\n").0.description.unwrap().text;
    assert_eq!(text.as_deref(), Some("\nA\nb"));
}

#[test]
fn what_a_record_does_not_hold_is_named() {
    for (text, kind, place) in [
        ("[metadata]\nname =\n", LossKind::Normalized, "/metadata/name"),
        ("[metadata]\nauthor = UNKNOWN\n", LossKind::Normalized, "/metadata/author"),
        ("[metadata]\nkeywords = ,\n", LossKind::Normalized, "/metadata/keywords"),
        ("[metadata]\nrequires = os\n", LossKind::Dropped, "/metadata/requires"),
        ("[metadata]\nmade_up = x\n", LossKind::Dropped, "/metadata/made_up"),
        ("[metadata]\nName = x\nname = y\n", LossKind::Dropped, "/metadata/Name"),
        ("[metadata]\nname = x\nname = y\n", LossKind::Dropped, "/metadata/name"),
        ("[metadata]\nname = x\n[metadata]\nname = y\n", LossKind::Dropped, "/metadata"),
        ("[metadata]\nproject_urls = A = b, c\n", LossKind::Dropped, "/metadata/project_urls"),
        ("[metadata]\nproject_urls = A=b, A=c\n", LossKind::Dropped, "/metadata/project_urls"),
        ("[options]\nentry_points =\n", LossKind::Normalized, "/options/entry_points"),
        (
            "[metadata]\nname = x\n[options.entry_points]\n",
            LossKind::Normalized,
            "/options.entry_points",
        ),
        ("[options]\nentry_points =\n  [a]\n  b\n", LossKind::Dropped, "/options/entry_points"),
        ("[options]\ntests_require = b c\n", LossKind::Dropped, "/options/tests_require"),
        ("[options.package_data]\na = b\n", LossKind::Dropped, "/options.package_data"),
        ("[metadata]\nname = x\nstray\n", LossKind::Dropped, "/metadata/"),
        ("stray\n[metadata]\nname = x\n", LossKind::Dropped, "/"),
    ] {
        // something that is used, so that the losses stand where they are
        let text = text
            .replacen("[metadata]\n", "[metadata]\nversion = 1\n", 1)
            .replacen("[options]\n", "[options]\npython_requires = >=3\n", 1)
            .replace(
                "[options.package_data]\n",
                "[metadata]\nversion = 1\n[options.package_data]\n",
            );
        let (_, losses) = record(&text);
        assert_eq!(losses, [(kind, place.to_owned())], "{text}");
    }
    let (_, losses) = record("[bdist_wheel]\nuniversal = 1\n");
    assert_eq!(losses, [(LossKind::Dropped, "the root".to_owned())]);
    let (inherited, losses) = record("[DEFAULT]\nname = a\n[metadata]\nversion = 1\n");
    assert_eq!((inherited.name.as_deref(), losses), (Some("a"), vec![]));
    let group = "g".repeat(300);
    let (_, losses) = record(&format!("[options.entry_points]\n{group} = a = b:c\n"));
    assert_eq!(losses, [(LossKind::Dropped, format!("/options.entry_points/{group}"))]);
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
        format!("[options]\ninstall_requires ={}\n", "\n  a b".repeat(count)),
        format!("[options.extras_require]\n{} ={}\n", "x".repeat(count), "\n  -".repeat(count)),
        format!("[options.entry_points]\n{} ={}\n", "x".repeat(count), "\n  a=b".repeat(count)),
        format!("[metadata]\nproject_urls ={}\n", "\n  x".repeat(count)),
    ] {
        let file = SetupCfg::parse(&text).unwrap();
        file.members();
        file.to_record();
        file.check();
        detect(&text);
    }
    start.elapsed()
}

#[test]
fn very_many_lines_take_linear_time() {
    assert_linear("lines", 2_000, time);
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
        record(&text);
        file.check();
        detect(&text);
    }
}
