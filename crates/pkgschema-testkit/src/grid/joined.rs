//! Records that say what several cells say.
//!
//! Invariant: nothing that one of the cells says is gone, but for a text that another one has at
//! the same place.

use super::Cell;
use crate::json::Json;
use pkgschema::metadata::PackageMetadata;

/// The record, of the ecosystem of the cells, that has the members of all that are about writing.
/// `change` may put another text in the place of each that is no word of the record's own.
///
/// # Panics
/// If a cell's record is none.
pub fn joined(cells: &[&Cell], change: &mut impl FnMut(&str) -> String) -> PackageMetadata {
    let mut whole = Json::Object(Vec::new());
    for cell in cells.iter().filter(|cell| cell.from.as_object().is_some()) {
        join(&mut whole, cell.from.clone());
    }
    let whole = changed("", whole, change);
    let first = cells.first().expect("a cell");
    first.record(&whole).expect("a record")
}

fn join(whole: &mut Json, more: Json) {
    match (whole, more) {
        (Json::Array(all), Json::Array(ref mut more)) => {
            let new: Vec<Json> = more.drain(..).filter(|it| !all.contains(it)).collect();
            all.extend(new);
        }
        (Json::Object(all), more @ Json::Object(_)) => {
            for (name, value) in more.into_members() {
                match all.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => join(known, value),
                    None => all.push((name, value)),
                }
            }
        }
        _ => {}
    }
}

/// Members whose texts are words of the record's own, or have a shape that says what they are.
const OWN_WORDS: [&str; 8] =
    ["ecosystem", "kind", "scope", "role", "origin", "phase", "language", "digests"];

fn changed(member: &str, value: Json, change: &mut impl FnMut(&str) -> String) -> Json {
    if OWN_WORDS.contains(&member) {
        return value;
    }
    match &value {
        Json::String(text) => Json::String(change(text)),
        Json::Array(all) => {
            Json::Array(all.iter().map(|it| changed(member, it.clone(), change)).collect())
        }
        Json::Object(_) => {
            let members = value.into_members().into_iter();
            let members = members.map(|(name, it)| {
                let it = changed(&name, it, change);
                (name, it)
            });
            Json::Object(members.collect())
        }
        _ => value,
    }
}
