//! The grid: every cell of `tests/fixtures/grid` behaves as its class says, and the tables made of
//! it are those committed.
//!
//! `UPDATE_GRID=1 cargo test --test grid` writes the tables anew.

use pkgschema_convert::format::{ALL, Format};
use pkgschema_testkit::checks::there_and_back::unnamed;
use pkgschema_testkit::grid::{
    Class, Direction, ECOSYSTEMS, Row, crosswalk, joined, load, markdown,
};
use proptest::{collection::vec, prelude::*, sample::select};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::{env, fs};

const UPDATE: &str = "UPDATE_GRID=1 cargo test --test grid";

/// Fields in the grid.
const FIELDS: usize = 44;

/// What is put behind the texts of joined records: mostly nothing.
const PIECES: &[&str] = &[
    "", "", "", "2", "-b", " b", "\u{e9}", "\n", "\n\n  x", ";", ",", " <x>", "(y)", "${a}", "::",
    " OR ", "\"", "%", "\\", "/", ":", "@", "]", "#", "\t",
];

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

/// Classes are apart: no cell would pass as one of another class.
#[test]
fn no_cell_behaves_as_another_class_says() {
    let rows = rows();
    let cells = rows.iter().flat_map(|row| &row.cells);
    let ambiguous: Vec<String> = cells
        .flat_map(|cell| {
            let others = Class::ALL.into_iter().filter(|class| *class != cell.class);
            let others = others.filter(|class| cell.as_class(*class).verify().is_ok());
            others.map(|class| format!("{cell} is {} as well", class.name())).collect::<Vec<_>>()
        })
        .collect();
    assert!(ambiguous.is_empty(), "{}", ambiguous.join("\n"));
}

#[test]
fn no_cell_is_missing() {
    let rows = rows();
    assert_eq!(rows.len(), FIELDS);
    let names: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names.len(), FIELDS, "a name stands for one field");
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

/// The same of records that say what several fields say.
fn joined_there_and_back(
    rows: &[Row],
    (ecosystem, chosen, pieces): (usize, Vec<bool>, Vec<&'static str>),
) -> Result<(), String> {
    let (key, _) = ECOSYSTEMS[ecosystem];
    let cells = rows.iter().flat_map(|row| &row.cells);
    let of_key = cells.filter(|it| it.ecosystem == key && it.direction == Direction::Write);
    let some: Vec<_> = of_key.zip(chosen).filter_map(|(it, chosen)| chosen.then_some(it)).collect();
    if some.is_empty() {
        return Ok(());
    }
    let mut pieces = pieces.into_iter().cycle();
    let mut change = |text: &str| text.to_owned() + pieces.next().unwrap_or_default();
    let record = joined(&some, &mut change);
    let format = Format::find(key).unwrap();
    let text = format.write(&record).value;
    if text.is_empty() {
        return Ok(());
    }
    for other in ALL.iter().filter(|it| it.is_main() && it.ecosystem() != format.ecosystem()) {
        let unnamed = unnamed(format, other, &text);
        if !unnamed.is_empty() {
            let way = format!("{key} by way of {}", other.name());
            return Err(format!("{way}: {unnamed:?}\n{text}"));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_changes_of_joined_records_is_named(
        ecosystem in 0..ECOSYSTEMS.len(),
        chosen in vec(any::<bool>(), FIELDS),
        pieces in vec(select(PIECES), 1..40),
    ) {
        static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
        let named = joined_there_and_back(ROWS.get_or_init(rows), (ecosystem, chosen, pieces));
        prop_assert!(named.is_ok(), "{}", named.unwrap_err());
    }
}

/// `cargo test --test grid counts -- --nocapture` tells how many cells there are of each class.
#[test]
fn counts_are_those_of_the_readme() {
    let rows = rows();
    let cells = || rows.iter().flat_map(|row| &row.cells);
    for (key, name) in ECOSYSTEMS {
        for way in [Direction::Read, Direction::Write] {
            let fits = || cells().filter(|it| it.ecosystem == key && it.direction == way);
            let count = |class: Class| fits().filter(|it| it.class == class).count();
            let counts = Class::ALL.map(|class| format!("{} {}", class.name(), count(class)));
            println!("{name} {way:?}: {}", counts.join(", "));
        }
    }
    let exact = cells().filter(|cell| cell.class == Class::Exact).count();
    let told = format!("{exact} of {} cells exact", cells().count());
    let readme = fs::read_to_string(path("README.md")).unwrap();
    assert!(readme.contains(&told), "the README does not say: {told}");
}
