//! People in `package.json`.
//!
//! Invariant: a person reads the same from a line and from an object.

use super::package_json::{OnePerson, PersonObject, PersonSpec};
use crate::people;
use pkgschema::Text;
use pkgschema::metadata::Person;
use pkgschema::object::{Items, List};

/// The people that a member names.
pub(super) fn read(spec: Option<&PersonSpec>) -> List<Person> {
    match spec {
        None => List::absent(),
        Some(PersonSpec::Text(line)) => List::from(vec![people::from_line(line)]),
        Some(PersonSpec::Object(object)) => List::from(vec![from_object(object)]),
        Some(PersonSpec::Many(people)) => people.iter().map(one).collect(),
    }
}

/// One person, as `author` is.
pub(super) fn write_one(person: &Person) -> PersonSpec {
    match to_one(person) {
        OnePerson::Object(object) => PersonSpec::Object(object),
        OnePerson::Text(line) => PersonSpec::Text(line),
    }
}

/// Several people, as `contributors` is.
pub(super) fn write_many(people: &List<Person>) -> Option<PersonSpec> {
    let all: Vec<OnePerson> = people.iter().map(to_one).collect();
    people.is_present().then(|| PersonSpec::Many(Items::from(all)))
}

fn one(person: &OnePerson) -> Person {
    match person {
        OnePerson::Text(line) => people::from_line(line),
        OnePerson::Object(object) => from_object(object),
    }
}

fn from_object(object: &PersonObject) -> Person {
    let mut person = Person::default();
    person.name = object.name.clone();
    person.email = object.email.clone();
    person.url = object.url.clone();
    person
}

fn to_one(person: &Person) -> OnePerson {
    match people::to_line(person) {
        // A line that would be read otherwise is written as an object.
        Some(line) if people::comes_back(person, &line) => OnePerson::Text(Text::from(line)),
        _ => OnePerson::Object(object(person)),
    }
}

/// A person as an object, as npm normalises people.
pub(super) fn object(person: &Person) -> PersonObject {
    let mut object = PersonObject::default();
    object.name = person.name.clone();
    object.email = person.email.clone();
    object.url = person.url.clone();
    object
}
