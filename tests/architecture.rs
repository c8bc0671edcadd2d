//! The rules of the tree, enforced: each rule judges files it is given, the tree must pass, and
//! `planted_violations_are_found` shows that no rule is asleep.

use std::collections::BTreeMap;
use std::path::Path;

use pkgschema_testkit::source::Source;

const TOP_LEVEL: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "crates",
    "schemas",
    "examples",
    "benches",
    "tests",
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
];

/// The modules of `pkgschema`. One may import what stands in an earlier row, and itself.
const LAYERS: [&[&str]; 6] = [
    &["object", "text", "open_enum", "finding", "report", "error"],
    &["identity"],
    &["version"],
    &["metadata", "provenance", "advisory", "takedown"],
    &["exchange"],
    &["schema"],
];

const ECOSYSTEMS: [&str; 4] = ["npm", "pypi", "cargo", "maven"];
const FORMATS: &str = "formats";
/// What every ecosystem may import, and what imports no ecosystem.
const SHARED: [&str; 25] = [
    "convert",
    "escapes",
    "found",
    "grid",
    "identifiers",
    "leftovers",
    "loss",
    "names",
    "view",
    "carry",
    "places",
    "paths",
    "people",
    "licensing",
    "source",
    "syntax",
    "affected_ranges",
    "recovered",
    "specific",
    "osv_remains",
    "unsaid",
    "publishing",
    "served",
    "signal",
    "snapshot",
];
/// What lists the ecosystems, and what no ecosystem imports.
const LISTS: [&str; 10] = [
    "detect",
    "format",
    "readable",
    "writable",
    "advisory_format",
    "publisher_format",
    "signals",
    "lifecycle",
    "snapshots",
    "whole",
];
/// What a syntax may import of its own crate.
const BELOW_SYNTAX: [&str; 3] = ["syntax", "view", "loss"];

/// In every ecosystem.
const ECOSYSTEM_FILES: [&str; 3] = ["advisory.rs", "provenance.rs", "takedown.rs"];
/// What an ecosystem has nothing for: there are no advisories in a format of Maven's own.
const WITHOUT: [(&str, &str); 1] = [("maven", "advisory.rs")];
/// In every ecosystem that converts package metadata: its sign, and what comes with it.
const METADATA_FILES: [&str; 2] = ["metadata.rs", "dependencies.rs"];

/// A rule names what it finds; nothing found is a pass.
type Rule = fn(&[Source]) -> Vec<String>;

const RULES: [(&str, Rule); 9] = [
    ("layers of pkgschema", layers),
    ("imports of pkgschema-convert", converters),
    ("imports of the command", command),
    ("files at most 500 lines", lengths),
    ("file names", names),
    ("headers", headers),
    ("ecosystems alike", ecosystems),
    ("registry hosts", hosts),
    ("paths of a machine", machine_paths),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_tree_keeps_its_rules() {
    let tree = Source::walk(root()).unwrap();
    assert!(tree.iter().filter(|s| s.is_rust()).count() > 50, "the walk found too little");
    let found: Vec<String> = RULES
        .iter()
        .flat_map(|(name, rule)| rule(&tree).into_iter().map(move |v| format!("{name}: {v}")))
        .collect();
    assert!(found.is_empty(), "{} violations\n{}", found.len(), found.join("\n"));
}

#[test]
fn top_level_is_fixed() {
    for entry in std::fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let known = TOP_LEVEL.contains(&name.as_str()) || name.starts_with('.');
        assert!(known || name == "target", "{name} does not belong at the top level");
    }
}

fn layers(tree: &[Source]) -> Vec<String> {
    let homes = root_exports(tree);
    let mut found = Vec::new();
    for (source, module, path) in imports(tree, "pkgschema") {
        if ["pkgschema_convert", "pkgschema_cli", "pkgschema_testkit"].contains(&head(&path)) {
            found.push(format!("{} names {path}", source.path));
            continue;
        }
        let Some(target) = own(&path).map(|name| *homes.get(name).unwrap_or(&name)) else {
            continue;
        };
        // a macro or a type at the root
        let Some(to) = layer(target) else { continue };
        let allowed = module == target || layer(module).is_some_and(|from| to < from || to == 0);
        if !allowed {
            found.push(format!("{}: {module} may not import {path}", source.path));
        }
    }
    for module in modules(tree, "pkgschema") {
        if layer(module).is_none() {
            found.push(format!("module {module} has no place in LAYERS"));
        }
    }
    found
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&module))
}

/// Name at the crate's root to the module that it comes from.
fn root_exports(tree: &[Source]) -> BTreeMap<&str, &str> {
    let text = tree.iter().filter(|s| s.path == "crates/pkgschema/src/lib.rs").map(|s| &*s.text);
    text.flat_map(str::lines)
        .filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';')?.split_once("::"))
        .flat_map(|(module, names)| {
            let names = names.trim_matches(['{', '}']).split(", ");
            names.map(move |name| (name.rsplit(' ').next().unwrap_or(name), module))
        })
        .collect()
}

fn converters(tree: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for (source, module, path) in imports(tree, "pkgschema-convert") {
        let target = own(&path).filter(|name| name.starts_with(char::is_lowercase));
        let ecosystem = |name: &str| name == FORMATS || ECOSYSTEMS.contains(&name);
        let records = path.strip_prefix("pkgschema::").map(head).filter(|n| layer(n) >= Some(3));
        let allowed = match target {
            _ if ["pkgschema_cli", "pkgschema_testkit"].contains(&head(&path)) => false,
            None => module != "syntax" || records.is_none(),
            Some(target) if LISTS.contains(&module) || target == module => true,
            Some(target) if module == "syntax" => BELOW_SYNTAX.contains(&target),
            Some(target) => !ecosystem(target) && !LISTS.contains(&target),
        };
        if !allowed {
            found.push(format!("{}: {module} may not import {path}", source.path));
        }
    }
    let known = [&SHARED[..], &ECOSYSTEMS, &LISTS, &[FORMATS]].concat();
    for module in modules(tree, "pkgschema-convert") {
        if !known.contains(&module) {
            found.push(format!("module {module} has no place in SHARED, ECOSYSTEMS or LISTS"));
        }
    }
    found
}

/// The command goes by the list of formats: it names no ecosystem, and reads no member itself.
fn command(tree: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for (source, _, path) in imports(tree, "pkgschema-cli") {
        let ecosystem = path.strip_prefix("pkgschema_convert::").map(head);
        if ecosystem.is_some_and(|name| name == FORMATS || ECOSYSTEMS.contains(&name))
            || path.ends_with("::RawValue")
            || head(&path) == "pkgschema_testkit"
        {
            found.push(format!("{} names {path}", source.path));
        }
    }
    found
}

fn lengths(tree: &[Source]) -> Vec<String> {
    let cap = |path: &str| if path.starts_with("examples/") { 60 } else { 500 };
    rust(tree)
        .filter(|s| !s.is_generated() && s.text.lines().count() > cap(&s.path))
        .map(|s| format!("{} has {} lines", s.path, s.text.lines().count()))
        .collect()
}

fn names(tree: &[Source]) -> Vec<String> {
    const GRAB_BAGS: [&str; 6] = ["mod", "utils", "util", "common", "helpers", "misc"];
    rust(tree)
        .filter(|s| s.path.split(['/', '.']).any(|part| GRAB_BAGS.contains(&part)))
        .map(|s| s.path.clone())
        .collect()
}

fn headers(tree: &[Source]) -> Vec<String> {
    let roots = ["/src/lib.rs", "/src/main.rs"];
    rust(tree)
        .filter(|s| s.module().is_some() && !roots.iter().any(|root| s.path.ends_with(root)))
        .filter_map(|s| {
            let invariants = s.header().filter(|line| line.contains("Invariant:")).count();
            (invariants != 1).then(|| format!("{} has {invariants} invariants", s.path))
        })
        .collect()
}

fn ecosystems(tree: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for ecosystem in modules(tree, "pkgschema-convert") {
        if !ECOSYSTEMS.contains(&ecosystem) {
            continue;
        }
        let path = |file: &str| format!("crates/pkgschema-convert/src/{ecosystem}/{file}");
        let has = |file: &str| tree.iter().any(|s| s.path == path(file));
        let metadata = METADATA_FILES.iter().filter(|_| METADATA_FILES.iter().any(|f| has(f)));
        for file in ECOSYSTEM_FILES.iter().chain(metadata) {
            if !has(file) && !WITHOUT.contains(&(ecosystem, file)) {
                found.push(format!("{} is missing", path(file)));
            }
        }
    }
    found
}

fn hosts(tree: &[Source]) -> Vec<String> {
    // put together here, so that this file names none of them
    let hosts = [
        ("registry.", "npmjs.org"),
        ("files.", "pythonhosted.org"),
        ("py", "pi.org"),
        ("test.py", "pi.org"),
        ("upload.py", "pi.org"),
        ("index.", "crates.io"),
        ("static.", "crates.io"),
        ("www.", "crates.io"),
        ("//", "crates.io"),
        ("repo1.maven", ".org"),
        ("repo.maven", ".apache.org"),
        ("deb.", "debian.org"),
    ];
    naming(tree, &hosts.map(|(a, b)| [a, b].concat()))
}

fn machine_paths(tree: &[Source]) -> Vec<String> {
    let mut places: Vec<String> = ["home", "Users", "root"].map(|name| format!("/{name}/")).into();
    // a tree right below `/` has too common a name
    places.extend(root().to_str().filter(|path| path.matches('/').count() > 1).map(Into::into));
    naming(tree, &places)
}

/// Files in which one of the words stands, not as the end of a longer one.
fn naming(tree: &[Source], words: &[String]) -> Vec<String> {
    let inside = |c: char| c.is_alphanumeric() || ".-_".contains(c);
    let named = |text: &str, word: &str| {
        text.match_indices(word).any(|(at, _)| !text[..at].ends_with(inside))
    };
    tree.iter()
        .flat_map(|s| words.iter().filter(|word| named(&s.text, word)).map(move |w| (s, w)))
        .map(|(s, word)| format!("{} names {word}", s.path))
        .collect()
}

/// Every path that a crate's files name, with the file and its top module.
fn imports<'a>(
    tree: &'a [Source],
    name: &'a str,
) -> impl Iterator<Item = (&'a Source, &'a str, String)> {
    rust(tree)
        .filter_map(move |source| {
            let (home, modules) = source.module()?;
            (home == name).then(|| (source, modules.first().copied().unwrap_or("")))
        })
        .filter(|(source, module)| !module.is_empty() || !source.path.ends_with("/lib.rs"))
        .flat_map(|(source, module)| {
            source.paths().into_iter().map(move |path| (source, module, path))
        })
}

/// The top modules of a crate.
fn modules<'a>(tree: &'a [Source], name: &str) -> Vec<&'a str> {
    let all = rust(tree).filter_map(Source::module).filter(|(home, _)| *home == name);
    let mut found: Vec<&str> = all.filter_map(|(_, modules)| modules.first().copied()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn rust(tree: &[Source]) -> impl Iterator<Item = &Source> {
    tree.iter().filter(|source| source.is_rust())
}

fn head(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}

/// The first name behind `crate::`.
fn own(path: &str) -> Option<&str> {
    path.strip_prefix("crate::").map(head)
}

#[test]
fn planted_violations_are_found() {
    let long = "//! Invariant: none.\n".to_owned() + &"\n".repeat(500);
    let generated = "//! Generated by hand.\n//! Invariant: none.\n".to_owned() + &long;
    let host = format!("see https://{}.io/", "index.crates");
    let home = format!("\"/{}/me\"", "home");
    let cases: &[(&str, &str, &str, bool)] = &[
        ("layers of pkgschema", "pkgschema/src/identity/x.rs", "use crate::version::A;", true),
        ("layers of pkgschema", "pkgschema/src/version.rs", "use crate::identity::A;", false),
        ("layers of pkgschema", "pkgschema/src/text.rs", "use super::identity::A;", true),
        ("layers of pkgschema", "pkgschema/src/text.rs", "use crate::object::A;", false),
        (
            "layers of pkgschema",
            "pkgschema/src/metadata/a.rs",
            "type A = super::super::advisory::B;",
            true,
        ),
        (
            "layers of pkgschema",
            "pkgschema/src/advisory.rs",
            "use crate::{text, metadata as m};",
            true,
        ),
        ("layers of pkgschema", "pkgschema/src/advisory.rs", "use crate::Exported;", true),
        (
            "layers of pkgschema",
            "pkgschema/src/advisory.rs",
            "// crate::metadata\nuse crate::Text;",
            false,
        ),
        (
            "layers of pkgschema",
            "pkgschema/src/text.rs",
            "fn f() { ::pkgschema_convert::f() }",
            true,
        ),
        ("layers of pkgschema", "pkgschema/src/new.rs", "", true),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/npm/a.rs",
            "use crate::cargo::A;",
            true,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/npm/a.rs",
            "use super::super::formats;",
            true,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/npm/a.rs",
            "use crate::{Loss, npm::B, view};",
            false,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/carry.rs",
            "use crate::npm::A;",
            true,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/format.rs",
            "use crate::npm::A;",
            false,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/syntax/a.rs",
            "use pkgschema::metadata::A;",
            true,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/syntax/a.rs",
            "use pkgschema::text::A;",
            false,
        ),
        (
            "imports of pkgschema-convert",
            "pkgschema-convert/src/syntax/a.rs",
            "use crate::people;",
            true,
        ),
        ("imports of pkgschema-convert", "pkgschema-convert/src/gem.rs", "", true),
        (
            "imports of the command",
            "pkgschema-cli/src/main.rs",
            "use pkgschema_convert::npm;",
            true,
        ),
        (
            "imports of the command",
            "pkgschema-cli/src/a.rs",
            "use serde_json::value::{self, RawValue};",
            true,
        ),
        (
            "imports of the command",
            "pkgschema-cli/src/a.rs",
            "use pkgschema_convert::format;",
            false,
        ),
        ("files at most 500 lines", "pkgschema/src/text.rs", &long, true),
        ("files at most 500 lines", "pkgschema/src/text.rs", &generated, false),
        ("file names", "pkgschema/src/text/mod.rs", "", true),
        ("file names", "pkgschema/src/utils.rs", "", true),
        ("headers", "pkgschema/src/text.rs", "//! Texts.\n\n//! Invariant: too late.", true),
        ("headers", "pkgschema/src/text.rs", "//! Invariant: one.\n//! Invariant: two.", true),
        ("headers", "pkgschema/src/text.rs", "//! Texts.\n//!\n//! Invariant: one.", false),
        ("ecosystems alike", "pkgschema-convert/src/pypi/metadata.rs", "", true),
        ("registry hosts", "pkgschema/README.md", &host, true),
        ("registry hosts", "pkgschema/README.md", "https://index.example/", false),
        ("paths of a machine", "pkgschema/README.md", &home, true),
    ];
    let exports = "pub use text::Text;\npub use metadata::{Exported, B as C};";
    for (name, path, text, wanted) in cases {
        let planted = [
            Source::new("crates/pkgschema/src/lib.rs", exports),
            Source::new(&format!("crates/{path}"), text),
        ];
        let rule = RULES.iter().find(|(rule, _)| rule == name).expect("a rule of this name").1;
        let found = rule(&planted);
        assert_eq!(!found.is_empty(), *wanted, "{name}: {path}: {text:.80}: {found:?}");
    }
    for (name, _) in RULES {
        assert!(cases.iter().any(|(rule, .., wanted)| *rule == name && *wanted), "{name} untried");
    }
}
