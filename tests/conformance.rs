//! The conformance figures, held to the table `tests/conformance.tsv` in both directions.

use std::path::Path;

use pkgschema_testkit::floors::{Floors, compare};
use pkgschema_testkit::runner;

#[test]
#[ignore = "needs ../shared/corpora"]
fn figures_are_those_written_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let table = Floors::parse(include_str!("conformance.tsv")).unwrap();
    let run = runner::run(&root.join("../shared/corpora"), "").unwrap();
    assert!(!run.is_empty(), "no corpora in ../shared/corpora");
    for tally in &run {
        println!("{}", tally.line());
    }
    let problems = compare(&run, &table, "");
    for problem in &problems {
        eprintln!("{problem}");
    }
    assert!(problems.is_empty(), "{} figures differ from the table", problems.len());
}
