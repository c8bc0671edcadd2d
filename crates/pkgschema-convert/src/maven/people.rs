//! People of POMs.
//!
//! Source: the POM reference, "Developers" and "Contributors".
//!
//! Invariant: a developer whose only role is that of a maintainer is one; all others are authors.

use super::pom::Developer;
use pkgschema::Text;
use pkgschema::metadata::Person;
use pkgschema::object::List;
use pkgschema::text::Link;

/// The role of those who look after a project.
const MAINTAINER: &str = "maintainer";

/// The authors and maintainers among the developers.
pub(super) fn developers(developers: &List<Developer>) -> (List<Person>, List<Person>) {
    let (maintainers, authors): (Vec<_>, Vec<_>) =
        developers.iter().map(person).partition(|person| *person.roles == [MAINTAINER]);
    let plain = |mut person: Person| {
        person.roles = List::absent();
        person
    };
    let maintainers = maintainers.into_iter().map(plain).collect();
    (List::unless_empty(authors), List::unless_empty(maintainers))
}

/// People as POMs name them.
pub(super) fn read(people: &List<Developer>) -> List<Person> {
    List::unless_empty(people.iter().map(person).collect())
}

fn person(one: &Developer) -> Person {
    let mut person = Person::default();
    person.name = one.name.clone();
    person.email = one.email.clone();
    person.url = one.url.clone().map(Link::from_document);
    person.organization = one.organization.clone();
    person.organization_url = one.organization_url.clone().map(Link::from_document);
    person.roles = List::unless_empty(one.roles.to_vec());
    person
}

/// Authors and maintainers as developers.
pub(super) fn write_developers(authors: &[Person], maintainers: &[Person]) -> List<Developer> {
    let maintainers = maintainers.iter().map(|one| {
        let mut developer = written(one);
        if developer.roles.is_empty() {
            developer.roles = List::from(vec![Text::from_static(MAINTAINER)]);
        }
        developer
    });
    List::unless_empty(authors.iter().map(written).chain(maintainers).collect())
}

/// People as POMs name them.
pub(super) fn write(people: &[Person]) -> List<Developer> {
    List::unless_empty(people.iter().map(written).collect())
}

fn written(person: &Person) -> Developer {
    let link = |link: &Option<Link>| link.as_ref().map(|link| Text::from(link.as_str()));
    let mut one = Developer::default();
    one.name = person.name.clone();
    one.email = person.email.clone();
    one.url = link(&person.url);
    one.organization = person.organization.clone();
    one.organization_url = link(&person.organization_url);
    one.roles = List::unless_empty(person.roles.to_vec());
    one
}
