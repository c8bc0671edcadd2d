//! `pkgschema schema`.

use crate::run::{Folder, run};
use pkgschema::object::check;
use pkgschema::schema::ALL;
use pkgschema::schema::diff::SchemaDiff;

#[test]
fn every_schema_is_listed_and_shown() {
    let list = run(&["schema", "list"]).exits(0).out;
    assert_eq!(list.lines().count(), ALL.len(), "{list}");
    for entry in ALL {
        assert!(list.lines().any(|line| line.starts_with(entry.name)), "{}", entry.name);
        let shown = run(&["schema", "show", entry.name]).exits(0).printed();
        assert_eq!(shown["$id"], entry.id(), "{}", entry.name);
    }
}

#[test]
fn the_address_can_be_chosen() {
    let arguments = ["schema", "show", "advisory", "--base-url", "https://schemas.example/"];
    let shown = run(&arguments).exits(0).printed();
    assert_eq!(shown["$id"], "https://schemas.example/advisory/v1.schema.json");
}

#[test]
fn an_unknown_name_is_a_usage_error() {
    run(&["schema", "show", "advice"]).exits(2).tells("advisory");
}

#[test]
fn export_writes_what_show_prints() {
    let folder = Folder::new("export");
    for _ in 0..2 {
        let done = run(&["schema", "export", &folder.path("schemas")]).exits(0);
        assert_eq!((done.out.as_str(), done.err.as_str()), ("", ""));
    }
    for entry in ALL {
        let shown = run(&["schema", "show", entry.name]).exits(0).out;
        assert_eq!(folder.read(&format!("schemas/{}", entry.path())), shown, "{}", entry.name);
    }
    let blocked = folder.file("blocked", "");
    run(&["schema", "export", &blocked]).exits(1).tells("cannot write: ");
}

#[test]
fn a_difference_is_told_and_exits_with_its_verdict() {
    let folder = Folder::new("schema-diff");
    let old = folder.file("old.json", r#"{"properties": {"a": {"type": "string"}}}"#);
    let more = folder.file("more.json", r#"{"properties": {"a": {"type": ["string", "null"]}}}"#);
    let other = folder.file("other.json", r#"{"properties": {"a": {"type": "number"}}}"#);
    run(&["schema", "diff", &old, &old]).exits(0).prints("no document is judged otherwise");
    let done = run(&["schema", "diff", &old, &more]).exits(0);
    done.prints("more.json: /properties/a/type: readers type: other kinds of values (\"string\" -> [\"string\",\"null\"])")
        .prints("compatible for readers, not for writers");
    run(&["schema", "diff", &old, &more, "--for", "readers"]).exits(0);
    run(&["schema", "diff", &old, &more, "--for", "both"]).exits(1);
    let done = run(&["schema", "diff", &old, &other, "--format", "json"]).exits(1);
    let diff = done.printed();
    assert_eq!(diff["verdict"], "breaking");
    assert_eq!(diff["schemas"][0]["changes"][0]["pointer"], "/properties/a/type");
    assert_eq!(check(&SchemaDiff::parse(&done.out).unwrap()), []);
}

#[test]
fn folders_and_names_of_ours_are_compared() {
    let folder = Folder::new("schema-diff-folders");
    let (old, new) = (folder.path("old"), folder.path("new"));
    for out in [&old, &new] {
        run(&["schema", "export", out]).exits(0);
    }
    run(&["schema", "diff", &old, &new, "--for", "both"]).exits(0);
    let file = folder.path("old/advisory/v1.schema.json");
    run(&["schema", "diff", &file, "advisory"]).exits(0).prints("no document is judged");
    std::fs::remove_file(folder.path("new/purl/v1.schema.json")).unwrap();
    let done = run(&["schema", "diff", &old, &new]).exits(1);
    done.prints("purl/v1.schema.json: the root: breaking schema-removed");
    run(&["schema", "diff", &new, &old]).exits(0).prints("compatible schema-added");
    // nothing can be said about what cannot be read
    let broken = folder.file("broken.json", "{");
    for side in [broken.as_str(), "missing.json"] {
        run(&["schema", "diff", &file, side]).exits(2);
    }
    run(&["schema", "diff", &old, &file]).exits(2).tells("another folder");
}

#[test]
fn every_form_is_written() {
    let folder = Folder::new("schema-forms");
    let vectors = folder.file("vectors/purl/parse.jsonl", "{}\n");
    let (parts, api) = (folder.path("parts"), folder.path("api"));
    let vectors = std::path::Path::new(&vectors).ancestors().nth(2).unwrap().display().to_string();
    for _ in 0..2 {
        let split = ["schema", "export", &parts, "--split", "--vectors", &vectors];
        assert_eq!(run(&split).exits(0).out, "");
        run(&["schema", "export", &api, "--openapi"]).exits(0);
    }
    let schema = folder.read("parts/package-status/v1.schema.json");
    assert!(schema.contains("\"../parts/"), "{schema}");
    assert!(folder.read("parts/catalog.json").contains("\"*.advisory.json\""));
    assert_eq!(folder.read("parts/vectors/purl/parse.jsonl"), "{}\n");
    assert!(folder.read("api/openapi.json").contains("\"#/components/schemas/"));
    let based = ["schema", "export", &parts, "--split", "--base-url", "https://schemas.example/"];
    run(&based).exits(0);
    let schema = folder.read("parts/package-status/v1.schema.json");
    assert!(schema.contains("\"https://schemas.example/parts/"), "{schema}");
    run(&["schema", "export", &parts, "--split", "--openapi"]).exits(2);
    run(&["schema", "export", &folder.path("none"), "--vectors", "missing"]).exits(1);
    assert!(!std::path::Path::new(&folder.path("none")).exists(), "nothing is written by halves");
}
