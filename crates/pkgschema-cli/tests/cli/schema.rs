//! `pkgschema schema`.

use crate::run::{Folder, run};
use pkgschema::schema::ALL;

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
    let arguments = ["schema", "show", "advisory", "--base", "https://schemas.example/"];
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
        let done = run(&["schema", "export", "--out", &folder.path("schemas")]).exits(0);
        assert_eq!((done.out.as_str(), done.err.as_str()), ("", ""));
    }
    for entry in ALL {
        let shown = run(&["schema", "show", entry.name]).exits(0).out;
        assert_eq!(folder.read(&format!("schemas/{}", entry.path())), shown, "{}", entry.name);
    }
    let blocked = folder.file("blocked", "");
    run(&["schema", "export", "--out", &blocked]).exits(1).tells("cannot write: ");
}
