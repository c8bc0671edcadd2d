//! The packages of a lock by name and version.
//!
//! Invariant: a look-up takes the same time however many packages there are.

use super::{Pylock, PylockDependency, PylockPackage};
use crate::pypi::requirement::normalized;
use std::collections::HashMap;

/// The packages of a lock.
pub(super) struct Index<'l> {
    names: HashMap<String, Named<'l>>,
}

/// Packages of one name.
#[derive(Default)]
struct Named<'l> {
    all: Several<'l>,
    versions: HashMap<&'l str, Several<'l>>,
}

/// The first of some packages, and how many there are.
#[derive(Default)]
struct Several<'l> {
    first: Option<&'l PylockPackage>,
    count: usize,
}

/// What a dependency means.
pub(super) enum Meant<'l> {
    /// This package.
    One(&'l PylockPackage),
    /// None of the lock.
    Unknown,
    /// Several packages.
    Several,
    /// It says more than name and version, which is not looked into.
    Open,
}

impl<'l> Index<'l> {
    pub(super) fn of(lock: &'l Pylock) -> Self {
        let mut names: HashMap<String, Named<'l>> = HashMap::with_capacity(lock.packages.len());
        for package in lock.packages.iter() {
            let Some(name) = package.name.as_deref() else { continue };
            let named = names.entry(normalized(name)).or_default();
            named.all.add(package);
            if let Some(version) = package.version.as_deref() {
                named.versions.entry(version).or_default().add(package);
            }
        }
        Self { names }
    }

    /// The package that a dependency names.
    pub(super) fn find(&self, dependency: &PylockDependency) -> Meant<'l> {
        let named = dependency.name.as_deref().and_then(|name| self.names.get(&normalized(name)));
        let Some(named) = named else { return Meant::Unknown };
        let several = match dependency.version.as_deref() {
            Some(version) => named.versions.get(version),
            None => Some(&named.all),
        };
        match several {
            None => Meant::Unknown,
            Some(Several { first: Some(one), count: 1 }) => Meant::One(one),
            Some(_) if !dependency.rest.is_empty() => Meant::Open,
            Some(_) => Meant::Several,
        }
    }
}

impl<'l> Several<'l> {
    fn add(&mut self, package: &'l PylockPackage) {
        self.first = self.first.or(Some(package));
        self.count += 1;
    }
}
