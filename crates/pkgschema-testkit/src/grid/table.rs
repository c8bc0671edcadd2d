//! The grid as tables to read: Markdown for the documentation, CSV for other tools.
//!
//! Invariant: both are made of the cells alone, so that no hand has to keep them up.

use super::{Class, Direction, ECOSYSTEMS, Row};
use std::fmt::Write as _;

/// What a class is shortened to.
fn sign(class: Class) -> &'static str {
    match class {
        Class::Exact => "=",
        Class::Normalised => "≈",
        Class::Lossy => "<",
        Class::NotExpressible => "",
        Class::NotSupplied => "?",
    }
}

fn class(row: &Row, ecosystem: &str, direction: Direction) -> Class {
    let mut cells = row.cells.iter();
    let cell = cells.find(|it| it.ecosystem == ecosystem && it.direction == direction);
    cell.map_or(Class::NotExpressible, |cell| cell.class)
}

/// The table in Markdown: native names, with a sign for each way.
pub fn markdown(rows: &[Row]) -> String {
    let names: String = ECOSYSTEMS.iter().map(|(_, name)| format!(" {name} |")).collect();
    let lines = "---|".repeat(2 + ECOSYSTEMS.len());
    let mut text = format!("| field | record |{names}\n|{lines}\n");
    for row in rows {
        let _ = write!(text, "| {} | `{}` |", row.name, row.member);
        for ((key, _), name) in ECOSYSTEMS.iter().zip(&row.names) {
            let [read, write] = [Direction::Read, Direction::Write].map(|way| class(row, key, way));
            let signs = match (sign(read), sign(write)) {
                ("", "") => String::new(),
                (read, write) => {
                    let or = |sign: &'static str| if sign.is_empty() { "-" } else { sign };
                    format!(" {} {}", or(read), or(write))
                }
            };
            let name = name.replace('|', "\\|");
            let name = if name.is_empty() { name } else { format!(" `{name}`") };
            let _ = write!(text, "{name}{signs} |");
        }
        text.push('\n');
    }
    text
}

/// The crosswalk in CSV: native names and classes, one line a field.
pub fn crosswalk(rows: &[Row]) -> String {
    let names = ECOSYSTEMS.iter().map(|(_, name)| (*name).to_owned());
    let classes = ECOSYSTEMS
        .iter()
        .flat_map(|(_, name)| ["read", "write"].map(|way| format!("{name} {way}")));
    let head = ["Property", "Type", "Description"].map(str::to_owned).into_iter();
    let mut text = line(head.chain(names).chain(classes));
    for row in rows {
        let shared = rows.iter().filter(|other| other.member == row.member).count() > 1;
        let what = if shared { format!(" ({})", row.name) } else { String::new() };
        let property = row.member.trim_start_matches('/').replace('/', ".") + &what;
        let head = [property, row.kind.clone(), row.means.clone()].into_iter();
        let classes = ECOSYSTEMS.iter().flat_map(|(key, _)| {
            [Direction::Read, Direction::Write].map(|way| class(row, key, way).name().to_owned())
        });
        text.push_str(&line(head.chain(row.names.iter().cloned()).chain(classes)));
    }
    text
}

/// One line (RFC 4180, with a line feed alone).
fn line(fields: impl Iterator<Item = String>) -> String {
    let quoted = fields.map(|field| match field.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field,
    });
    quoted.collect::<Vec<_>>().join(",") + "\n"
}
