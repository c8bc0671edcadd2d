//! Documents of one ecosystem written as another's: what comes of them, and what is named as
//! lost, beside each fixture.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pkgschema::Pointer;
use pkgschema_convert::format::{ALL, Conversion, Format};
use pkgschema_convert::view::pretty;
use pkgschema_convert::{Loss, LossKind};
use pkgschema_testkit::checks::metadata::view;
use pkgschema_testkit::checks::there_and_back::unnamed;
use pkgschema_testkit::json::Json;

const UPDATE: &str = "UPDATE_GOLDEN=1 cargo test --test cross";

/// A hand-written document.
struct Fixture {
    format: &'static Format,
    path: PathBuf,
    text: String,
}

impl Fixture {
    fn name(&self) -> String {
        format!("{}: {}", self.format.name(), self.path.file_name().unwrap().to_string_lossy())
    }

    fn view(&self) -> Json {
        view(self.format, &self.text).expect("a view")
    }

    fn to(&self, target: &Format) -> Conversion {
        self.format.convert(&self.text, target).unwrap_or_else(|e| panic!("{}: {e}", self.name()))
    }
}

fn fixtures() -> Vec<Fixture> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut all = Vec::new();
    for format in ALL {
        let ecosystem = format.ecosystem().purl_type().expect("a purl type");
        let folder = if format.is_main() { format.document() } else { format.name() };
        let folder = root.join(ecosystem).join(folder);
        let entries = fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
        let paths = entries.map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = paths.filter(|p| !p.to_string_lossy().contains(".to-")).collect();
        paths.sort();
        let least = if format.is_main() { 4 } else { 1 };
        assert!(paths.len() >= least, "{}: too few fixtures", folder.display());
        for path in paths {
            let text = fs::read_to_string(&path).unwrap();
            all.push(Fixture { format, path, text });
        }
    }
    all
}

/// Documents beside the main ones that are converted into other ecosystems as they are.
const PUBLISHED: [&str; 1] = ["pypi-metadata"];

/// Every main or published document's fixture with every other ecosystem's main document, and any
/// other document's with its own ecosystem's.
fn pairs() -> Vec<(Fixture, &'static Format)> {
    let others = |of: &'static Format| {
        let fits = move |target: &&Format| match of.is_main() {
            true => target.name() != of.name(),
            false => target.ecosystem() == of.ecosystem() || PUBLISHED.contains(&of.name()),
        };
        ALL.iter().filter(|target| target.is_main()).filter(fits)
    };
    let targets: Vec<_> = fixtures()
        .into_iter()
        .flat_map(|f| {
            let text = (f.format, f.path.clone(), f.text.clone());
            others(f.format)
                .map(move |target| {
                    let (format, path, text) = text.clone();
                    (Fixture { format, path, text }, target)
                })
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(!targets.is_empty());
    targets
}

#[test]
fn golden() {
    let mut stale = Vec::new();
    for (fixture, target) in pairs() {
        let conversion = fixture.to(target);
        let losses = serde_json::to_string(&conversion.losses).unwrap();
        let name = |suffix: &str| {
            let stem = fixture.path.file_stem().unwrap().to_string_lossy();
            let document = target.document().to_ascii_lowercase();
            fixture.path.with_file_name(format!("{stem}.to-{document}{suffix}"))
        };
        let golden = [(name(""), conversion.text), (name(".losses.json"), pretty(&losses) + "\n")];
        for (path, text) in golden {
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, &text).unwrap();
            }
            if fs::read_to_string(&path).unwrap_or_default() != text {
                stale.push(path.display().to_string());
            }
        }
    }
    assert!(stale.is_empty(), "look at the change, then run `{UPDATE}`:\n{}", stale.join("\n"));
}

#[test]
fn losses_stand_in_the_source() {
    for (fixture, target) in pairs() {
        let source = fixture.view();
        for loss in fixture.to(target).losses {
            let case = format!("{} to {}: {loss}", fixture.name(), target.name());
            assert!(source.get(&loss.pointer).is_some(), "{case}");
            assert!(!loss.pointer.is_root() || loss.kind == LossKind::Defaulted, "{case}");
            assert!(!loss.note.is_empty() && !loss.note.ends_with('.'), "{case}");
        }
    }
}

/// A place and kind is named once, and a meaning that is lost hides no other spelling.
#[test]
fn losses_are_named_once() {
    for (fixture, target) in pairs() {
        let mut seen: BTreeMap<Pointer, Vec<LossKind>> = BTreeMap::new();
        for loss in fixture.to(target).losses {
            let kinds = seen.entry(loss.pointer.clone()).or_default();
            assert!(!kinds.contains(&loss.kind), "{}: {loss}", fixture.name());
            kinds.push(loss.kind);
        }
    }
}

/// There and back: what differs from the source is named on the way there, or on the way back at
/// a place of the document in between.
#[test]
fn there_and_back() {
    for (fixture, target) in pairs() {
        let unnamed = unnamed(fixture.format, target, &fixture.text);
        assert!(unnamed.is_empty(), "{} to {}: {unnamed:?}", fixture.name(), target.name());
    }
}

/// What both ecosystems can say costs nothing but spelling.
#[test]
fn plain_packages_lose_nothing() {
    for (fixture, target) in pairs() {
        if fixture.path.file_stem().is_some_and(|stem| stem == "plain") {
            let said = |loss: &Loss| loss.note != "a POM has no place for keywords";
            let mut lost = fixture.to(target).losses;
            lost.retain(|loss| loss.kind.loses_meaning() && said(loss));
            assert!(lost.is_empty(), "{} to {}: {lost:?}", fixture.name(), target.name());
        }
    }
}
