//! The grid: every cell of `tests/fixtures/grid` behaves as its class says, and the tables made of
//! it are those committed.
//!
//! `UPDATE_GRID=1 cargo test --test grid` writes the tables anew.

use pkgschema_convert::format::ALL;
use pkgschema_testkit::checks::there_and_back::unnamed;
use pkgschema_testkit::grid::{Class, Direction, ECOSYSTEMS, Row, crosswalk, load, markdown};
use std::path::{Path, PathBuf};
use std::{env, fs};

const UPDATE: &str = "UPDATE_GRID=1 cargo test --test grid";

/// Fields in the grid.
const FIELDS: usize = 44;

fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn rows() -> Vec<Row> {
    load(&path("tests/fixtures/grid"))
}

#[test]
fn every_cell_behaves_as_its_class_says() {
    let rows = rows();
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let wrong: Vec<String> =
        cells().filter_map(|cell| Some(format!("{cell}: {}", cell.verify().err()?))).collect();
    assert!(wrong.is_empty(), "{} cells:\n{}", wrong.len(), wrong.join("\n"));
    let exact = cells().filter(|cell| cell.class == Class::Exact).count();
    assert!(exact >= 150, "{exact} are exact");
}

#[test]
fn no_cell_is_missing() {
    let rows = rows();
    assert_eq!(rows.len(), FIELDS);
    assert!(rows.iter().all(|row| row.cells.len() == 2 * ECOSYSTEMS.len()));
    // a field without a native name is one that no document has
    for row in &rows {
        for (name, pair) in row.names.iter().zip(row.cells.chunks(2)) {
            let nowhere = pair.iter().all(|cell| cell.class == Class::NotExpressible);
            assert_eq!(name.is_empty(), nowhere, "{}", pair[0]);
            assert_eq!((pair[0].direction, pair[1].direction), (Direction::Read, Direction::Write));
        }
    }
}

#[test]
fn the_tables_are_those_of_the_cells() {
    let rows = rows();
    let tables = [
        ("crates/pkgschema-convert/docs/grid.md", markdown(&rows)),
        ("schemas/crosswalk.csv", crosswalk(&rows)),
    ];
    for (file, text) in tables {
        if env::var_os("UPDATE_GRID").is_some() {
            fs::create_dir_all(path(file).parent().unwrap()).unwrap();
            fs::write(path(file), &text).unwrap();
        }
        let committed = fs::read_to_string(path(file)).unwrap_or_default();
        assert!(committed == text, "{file} is out of date; run `{UPDATE}`");
    }
}

/// There and back: what the way by way of another ecosystem's document changes of a cell's
/// document, or of the one written of a cell's record, is named by one of the two reports.
#[test]
fn what_changes_there_and_back_is_named() {
    let rows = rows();
    let (mut ways, mut wrong) = (0, Vec::new());
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let Some((format, text)) = cell.main_document() else { continue };
        for other in ALL.iter().filter(|it| it.is_main() && it.ecosystem() != format.ecosystem()) {
            ways += 1;
            let unnamed = unnamed(format, other, &text);
            if !unnamed.is_empty() {
                wrong.push(format!("{cell} by way of {}: {unnamed:?}", other.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {ways} ways:\n{}", wrong.len(), wrong.join("\n"));
    assert!(ways >= 800, "{ways} ways");
}

/// `cargo test --test grid counts -- --nocapture` tells how many cells there are of each class.
#[test]
fn counts() {
    let rows = rows();
    for (key, name) in ECOSYSTEMS {
        for way in [Direction::Read, Direction::Write] {
            let count = |class: Class| {
                let cells = rows.iter().flat_map(|row| &row.cells);
                let fits = cells.filter(|it| it.ecosystem == key && it.direction == way);
                fits.filter(|it| it.class == class).count()
            };
            let counts = Class::ALL.map(|class| format!("{} {}", class.name(), count(class)));
            println!("{name} {way:?}: {}", counts.join(", "));
            assert_eq!(Class::ALL.map(count).iter().sum::<usize>(), rows.len());
        }
    }
}
