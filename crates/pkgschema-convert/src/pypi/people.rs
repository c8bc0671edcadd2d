//! People in core metadata: names in one field, mail addresses with names or without in another.
//!
//! Source: core metadata, "Author" and "Author-email"; RFC 5322, 3.4; the specification of
//! `pyproject.toml`, "authors/maintainers", for who stands in which.
//!
//! Invariant: every name and address of both fields is a person's.

mod addresses;
mod encoded_word;

pub(super) use encoded_word::is_encoded;

use super::words::one_line;
use pkgschema::Text;
use pkgschema::metadata::Person;
use pkgschema::object::List;
use std::collections::HashSet;

/// The people that the two fields name.
pub(super) fn read(names: Option<&str>, addresses: Option<&str>) -> List<Person> {
    let mut people = addresses.map(addresses::read).unwrap_or_default();
    let names = names.map(encoded_word::decoded);
    let Some(names) = names.as_deref() else { return List::unless_empty(people) };
    let several = split(names);
    let bare = people.iter().all(|person| person.name.is_none());
    match &*several {
        // the names belong to the addresses, one to each
        some if bare && some.len() == people.len() => {
            for (person, name) in people.iter_mut().zip(some) {
                person.name = Some(Text::from(*name));
            }
        }
        _ if bare && people.len() == 1 => {
            people.iter_mut().for_each(|person| person.name = Some(Text::from(names)));
        }
        some => {
            let known: HashSet<&str> =
                people.iter().filter_map(|one| one.name.as_deref()).collect();
            let new = some.iter().filter(|name| !known.contains(*name));
            let new: Vec<Person> = new.map(|name| named(name)).collect();
            people.splice(0..0, new);
        }
    }
    List::unless_empty(people)
}

/// What the two fields say of people: the names of those without an address, and the addresses.
pub(super) fn write(people: &[Person]) -> (Option<Text>, Option<Text>) {
    let nameless = people.iter().filter(|person| person.email.is_none());
    let names: Vec<&str> = nameless.filter_map(|person| person.name.as_deref()).collect();
    let addresses: Vec<String> = people.iter().filter_map(addresses::write).collect();
    let stated = |text: Text| Some(text).filter(|text| !text.is_empty());
    (stated(one_line(&names.join(", "))), stated(addresses.join(", ").into()))
}

/// Several names with commas between them. A comma also stands in one name (`Smith, John`,
/// `Example, Inc.`), so that each part must have two words.
fn split(names: &str) -> Vec<&str> {
    let parts: Vec<&str> = names.split(',').map(str::trim).collect();
    let is_full = |part: &&str| part.split_whitespace().nth(1).is_some();
    match parts.len() > 1 && parts.iter().all(is_full) {
        true => parts,
        false => vec![names],
    }
}

fn named(name: &str) -> Person {
    let mut person = Person::default();
    person.name = Some(Text::from(name));
    person
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: Option<&str>, addresses: Option<&str>) -> String {
        let text = |text: &Option<Text>| text.as_deref().unwrap_or_default().to_owned();
        let one = |one: &Person| format!("{} <{}>", text(&one.name), text(&one.email));
        read(names, addresses).iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn names_and_addresses_belong_together() {
        let cases = [
            (Some("A B"), Some("a@b.example"), "A B <a@b.example>"),
            (Some("A B, C D"), Some("a@x, c@x"), "A B <a@x>; C D <c@x>"),
            (Some("Example, Inc."), Some("a@x"), "Example, Inc. <a@x>"),
            (Some("A B"), Some("C D <c@x>"), "A B <>; C D <c@x>"),
            (Some("C D"), Some("C D <c@x>"), "C D <c@x>"),
            (None, Some("\"B, A\" <a@x>, c@x"), "B, A <a@x>;  <c@x>"),
            (None, Some("\"B, a@x, <c@x"), "\"B <>;  <a@x>;  <<c@x>"),
            (Some("Smith, John"), None, "Smith, John <>"),
            (Some("A B, C D"), None, "A B <>; C D <>"),
            (Some("=?utf-8?q?Bj=C3=B6rn_B?="), None, "Björn B <>"),
        ];
        for (names, addresses, expected) in cases {
            assert_eq!(listed(names, addresses), expected, "{names:?} {addresses:?}");
        }
    }

    #[test]
    fn people_come_back() {
        let cases = [(None, Some("A B <a@x>, c@x")), (Some("A B, C D"), None), (None, None)];
        for (names, addresses) in cases {
            let (n, a) = write(&read(names, addresses));
            assert_eq!((n.as_deref(), a.as_deref()), (names, addresses));
        }
        let (_, quoted) = write(&read(None, Some("\"B, A\" <a@x>")));
        assert_eq!(quoted.as_deref(), Some("\"B, A\" <a@x>"));
    }
}
