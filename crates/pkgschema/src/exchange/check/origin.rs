//! Where a package comes from, and what that leaves of its name.
//!
//! Invariant: only a package of the ecosystem's usual registry is the one that advisories and
//! notices call by its name; of every other one nobody can tell.

use super::CheckPolicy;
use crate::advisory::PackageVersion;
use crate::identity::{Ecosystem, PackageName};
use crate::metadata::{InventoryPackage, SourceKind};
use crate::text::Link;

/// Where a package comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// The ecosystem's usual registry.
    Usual,
    /// Another registry, by its address if that is known.
    Registry(Option<Link>),
    /// No registry: a repository, an address, a folder, or what nobody knows.
    Elsewhere(SourceKind),
}

impl Origin {
    pub(super) fn of(package: &InventoryPackage, policy: &CheckPolicy) -> Self {
        let Some(source) = &package.source else { return Self::Usual };
        match &source.kind {
            // a tag of the registry's, of which the version was chosen
            SourceKind::Tag => Self::Usual,
            SourceKind::Registry => match &source.registry_index {
                Some(index) if policy.is_usual(index) => Self::Usual,
                Some(index) => Self::Registry(Some(index.clone())),
                None => Self::Registry(source.url.as_deref().map(Link::from_document)),
            },
            other => Self::Elsewhere(other.clone()),
        }
    }

    pub(super) fn is_usual(&self) -> bool {
        *self == Self::Usual
    }

    /// The registry's address, if it is not the usual one and the address is known.
    pub(super) fn registry(&self) -> Option<&Link> {
        match self {
            Self::Registry(address) => address.as_ref(),
            _ => None,
        }
    }
}

/// The package as advisories are asked that name its registry behind the ecosystem (OSV:
/// `Maven:https://…`).
pub(super) fn at_registry(package: &InventoryPackage, address: &Link) -> PackageVersion {
    let ecosystem = format!("{}:{address}", package.ecosystem.base());
    let name = PackageName::from_document(Ecosystem::from_document(ecosystem), &*package.name);
    with_version(PackageVersion::of_package(name), package)
}

/// The package in the version that the inventory names, if it names one.
pub(super) fn with_version(asked: PackageVersion, package: &InventoryPackage) -> PackageVersion {
    match &package.version {
        Some(version) => asked.at(version),
        None => asked,
    }
}
