//! People in `pyproject.toml`.
//!
//! Invariant: an entry without name and address is nobody.

use super::ProjectPerson;
use pkgschema::metadata::Person;
use pkgschema::object::List;

pub(super) fn read(people: &List<ProjectPerson>) -> List<Person> {
    let named = people.iter().filter(|one| one.name.is_some() || one.email.is_some());
    let people: Vec<Person> = named.map(person).collect();
    List::unless_empty(people)
}

fn person(one: &ProjectPerson) -> Person {
    let mut person = Person::default();
    person.name = one.name.clone();
    person.email = one.email.clone();
    person
}

pub(super) fn write(people: &List<Person>) -> List<ProjectPerson> {
    let named = people.iter().filter(|one| one.name.is_some() || one.email.is_some());
    let people = named.map(|person| {
        let mut one = ProjectPerson::default();
        one.name = person.name.clone();
        one.email = person.email.clone();
        one
    });
    List::unless_empty(people.collect())
}
