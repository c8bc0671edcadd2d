//! OSV documents, with nothing odd in them and with much.
//!
//! Invariant: [`clean`] gives documents that a strict pass reads; [`odd`] gives documents that
//! still are OSV documents.

use crate::json::Json;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
use proptest::sample::{Index, select};

type Members = Vec<(&'static str, BoxedStrategy<Json>)>;

/// An OSV document in which every known member is absent or of its kind; unknown members, words
/// and malformed text types are in it.
pub fn clean() -> impl Strategy<Value = Json> {
    let mut members = vec![
        ("schema_version", text()),
        ("summary", text()),
        ("details", text()),
        ("severity", list(severity())),
        ("affected", list(affected())),
        ("references", list(reference())),
        ("credits", list(credit())),
        ("database_specific", opaque_object()),
    ];
    members.extend(["modified", "published", "withdrawn"].map(|name| (name, timestamp())));
    members.extend(["aliases", "related", "upstream"].map(|name| (name, list(text()))));
    (text(), object(members)).prop_map(|(id, rest)| {
        let mut members = rest.into_members();
        members.insert(members.len() / 2, ("id".to_owned(), id));
        Json::Object(members)
    })
}

/// An OSV document in which up to eight places hold something else than they should: any value
/// in place of the one that was there, or a second member of one name. The `id` stays.
pub fn odd() -> impl Strategy<Value = Json> {
    let change = (any::<Index>(), any_json(), any::<bool>());
    (clean(), vec(change, 1..8)).prop_map(|(mut document, changes)| {
        for (place, value, twice) in changes {
            let count = document.leaves().len() * 2;
            let mut at = place.index(count);
            if let Some(place) = nth(&mut document, &mut at) {
                spoil(place, value, twice);
            }
        }
        with_id(document)
    })
}

/// Text with everything that JSON escapes, and much that it does not; never U+10FFFF, with which
/// [`Json`] marks lone surrogates.
pub fn any_text() -> impl Strategy<Value = String> {
    let special =
        select(vec!['"', '\\', '/', '\u{7f}', '\u{80}', '\u{2028}', '\u{ffff}', '\u{10fffe}']);
    let control = (0_u32..0x20).prop_map(|code| char::from_u32(code).unwrap_or('\0'));
    let character = prop_oneof![4 => proptest::char::range(' ', '~'), 1 => any::<char>(), 1 => special, 1 => control];
    let plain = character.prop_filter("held twice by Json", |c| *c != '\u{10ffff}');
    vec(plain, 0..40).prop_map(String::from_iter)
}

/// Any JSON value, three levels deep, with numbers that no float holds.
pub fn any_json() -> BoxedStrategy<Json> {
    let number = select(vec!["0", "-0", "1.10", "1e400", "123456789012345678901234567890", "1E+2"]);
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        number.prop_map(|digits| Json::Number(digits.to_owned())),
        any_text().prop_map(Json::String),
        Just(Json::String("lone \u{10ffff}d83d".to_owned())),
    ];
    let nested = leaf.prop_recursive(3, 12, 4, |inner| {
        let members = vec((any_text(), inner.clone()), 0..4);
        prop_oneof![vec(inner, 0..4).prop_map(Json::Array), members.prop_map(distinct)]
    });
    nested.boxed()
}

fn affected() -> BoxedStrategy<Json> {
    let package = object(vec![("ecosystem", text()), ("name", text()), ("purl", text())]);
    object(vec![
        ("package", package),
        ("severity", list(severity())),
        ("ranges", list(range())),
        ("versions", list(text())),
        ("ecosystem_specific", opaque_object()),
        ("database_specific", opaque_object()),
    ])
}

fn range() -> BoxedStrategy<Json> {
    let keys = ["introduced", "fixed", "last_affected", "limit"];
    let event = object(keys.map(|key| (key, text())).to_vec());
    object(vec![
        ("type", word(&["SEMVER", "ECOSYSTEM", "GIT"])),
        ("repo", link()),
        ("events", list(event)),
        ("database_specific", opaque_object()),
    ])
}

fn severity() -> BoxedStrategy<Json> {
    object(vec![("type", word(&["CVSS_V3", "CVSS_V4", "Ubuntu"])), ("score", text())])
}

fn reference() -> BoxedStrategy<Json> {
    object(vec![("type", word(&["WEB", "FIX", "ADVISORY"])), ("url", link())])
}

fn credit() -> BoxedStrategy<Json> {
    let contact = list(text());
    object(vec![("name", text()), ("contact", contact), ("type", word(&["FINDER", "OTHER"]))])
}

/// Some of the members, and up to two that nobody knows, in any order.
fn object(members: Members) -> BoxedStrategy<Json> {
    let known = members.into_iter().map(|(name, value)| {
        let member = value.prop_map(move |value| (name.to_owned(), value));
        option::of(member).boxed()
    });
    let unknown = vec((any_text(), any_json()), 0..2);
    (known.collect::<Vec<_>>(), unknown)
        .prop_map(|(known, unknown)| {
            let unknown = unknown.into_iter().map(|(name, value)| (format!("x-{name}"), value));
            known.into_iter().flatten().chain(unknown).collect::<Vec<_>>()
        })
        .prop_shuffle()
        .prop_map(distinct)
        .boxed()
}

fn list(element: BoxedStrategy<Json>) -> BoxedStrategy<Json> {
    vec(element, 0..3).prop_map(Json::Array).boxed()
}

fn text() -> BoxedStrategy<Json> {
    any_text().prop_map(Json::String).boxed()
}

fn word(listed: &'static [&'static str]) -> BoxedStrategy<Json> {
    let listed = select(listed).prop_map(|word| Json::String(word.to_owned()));
    prop_oneof![3 => listed, 1 => text()].boxed()
}

fn timestamp() -> BoxedStrategy<Json> {
    let digits =
        "20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-9]T[01][0-9]:[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?Z";
    prop_oneof![3 => digits.prop_map(Json::String), 1 => text()].boxed()
}

fn link() -> BoxedStrategy<Json> {
    let address = "https?://[a-z]{1,8}\\.example(/[a-z]{0,5}){0,3}".prop_map(Json::String);
    prop_oneof![3 => address, 1 => text()].boxed()
}

fn opaque_object() -> BoxedStrategy<Json> {
    vec((any_text(), any_json()), 0..4).prop_map(distinct).boxed()
}

/// An object of the first of members of one name.
fn distinct(members: Vec<(String, Json)>) -> Json {
    let mut names = std::collections::HashSet::new();
    let first = members.into_iter().filter(|(name, _)| names.insert(name.clone()));
    Json::Object(first.collect())
}

/// The place reached after `at` steps through the tree, counting from the root down.
fn nth<'a>(value: &'a mut Json, at: &mut usize) -> Option<&'a mut Json> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    match value {
        Json::Array(items) => items.iter_mut().find_map(|item| nth(item, at)),
        Json::Object(members) => members.iter_mut().find_map(|(_, value)| nth(value, at)),
        _ => None,
    }
}

/// Puts `value` in the place, or beside the first member there under the same name.
fn spoil(place: &mut Json, value: Json, twice: bool) {
    match place {
        Json::Object(members) if twice && !members.is_empty() => {
            let name = members[0].0.clone();
            members.push((name, value));
        }
        other => *other = value,
    }
}

/// The document with an `id` that fits, whatever has become of it.
fn with_id(document: Json) -> Json {
    let mut members = document.into_members();
    members.insert(0, ("id".to_owned(), Json::String("X-1".to_owned())));
    Json::Object(members)
}
