//! Who is behind a package, in a few lines.
//!
//! Invariant: people as they name themselves and accounts of the registry have lines of their own.

use super::super::Fact;
use crate::report::joined;
use pkgschema::metadata::{Account, PackageMetadata, Person};

/// Authors, maintainers, contributors and the organisation.
pub(super) fn people(record: &PackageMetadata) -> Vec<Fact> {
    let lists = [
        ("authors", &record.authors),
        ("maintainers", &record.maintainers),
        ("contributors", &record.contributors),
    ];
    let named = lists.into_iter().filter_map(|(about, list)| {
        let names: Vec<String> = list.iter().filter_map(person).collect();
        Some((about, joined(&names)?))
    });
    let organization = record.organization.as_ref().and_then(|it| it.name.as_ref());
    let organization = organization.map(|name| ("organization", name.as_str().to_owned()));
    named.chain(organization).collect()
}

/// Accounts at the registry, each with what it may do or did.
pub(super) fn accounts(record: &PackageMetadata) -> Option<Fact> {
    let accounts: Vec<String> = record.accounts.iter().filter_map(account).collect();
    Some(("accounts", joined(&accounts)?))
}

fn person(person: &Person) -> Option<String> {
    match (&person.name, &person.email) {
        (Some(name), Some(email)) => Some(format!("{name} <{email}>")),
        (Some(only), None) | (None, Some(only)) => Some(only.as_str().to_owned()),
        (None, None) => person.url.as_ref().map(|url| url.as_str().to_owned()),
    }
}

fn account(account: &Account) -> Option<String> {
    let name = account.name.as_ref().or(account.email.as_ref())?;
    Some(match &account.role {
        Some(role) => format!("{name} ({})", role.as_str()),
        None => name.as_str().to_owned(),
    })
}
