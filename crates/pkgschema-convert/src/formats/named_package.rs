//! Which package a purl and the names beside it are about.
//!
//! Source: the purl types' definitions; CycloneDX 1.7 (`component.purl`); SPDX 2.3, annex F.3.5.
//!
//! Invariant: the purl counts; a name or version beside it is taken only where it is another
//! spelling of the purl's.

use super::purl_package;
use crate::LossKind;
use crate::leftovers::Leftovers;
use pkgschema::identity::{Ecosystem, EcosystemName, PackageName, Purl};
use pkgschema::metadata::PackageMetadata;
use pkgschema::{Pointer, Text};

/// A package by its purl, in the spelling of the names beside it.
#[derive(Debug, Clone)]
pub(super) struct NamedPackage {
    pub(super) ecosystem: Ecosystem,
    /// The whole name, with its namespace.
    pub(super) name: Text,
    pub(super) version: Option<Text>,
    /// Whether the name beside the purl is the package's.
    pub(super) has_name: bool,
    /// Whether the version beside the purl is the package's.
    pub(super) has_version: bool,
    /// Whether the purl alone gives the same name.
    pub(super) same_name: bool,
    /// Whether the purl alone gives the same version.
    pub(super) same_version: bool,
    /// Whether the purl says more than the package: where it is from, for what machine.
    pub(super) is_qualified: bool,
}

impl NamedPackage {
    /// The package of a purl, with the namespace, name and version beside it.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub(super) fn of(
        text: &str,
        group: Option<&str>,
        name: Option<&str>,
        version: Option<&str>,
    ) -> Result<Self, &'static str> {
        let purl = Purl::parse(text).map_err(|_| "the purl cannot be read")?;
        let read = purl_package::of_purl(text)?;
        let ecosystem = read.ecosystem;
        let plain = read.package.name.ok_or("the purl names no package")?;
        let spelt = name.map(|name| joined(&ecosystem, group, name));
        let spelt = spelt.filter(|spelt| is_same(&ecosystem, spelt, &plain));
        let beside = version.filter(|version| {
            read.version
                .as_deref()
                .is_none_or(|own| own == *version || respelt(&purl, own, version))
        });
        Ok(Self {
            same_name: spelt.as_ref() == Some(&plain),
            same_version: beside.is_some() && beside == read.version.as_deref(),
            name: spelt.clone().unwrap_or(plain),
            version: beside.map(Text::from).or(read.version),
            has_name: spelt.is_some(),
            has_version: beside.is_some(),
            is_qualified: read.is_qualified || purl.subpath().is_some(),
            ecosystem,
        })
    }

    /// What becomes of the name beside the purl.
    pub(super) fn name_fate(&self) -> Fate {
        Fate::of(self.has_name, self.same_name)
    }

    /// What becomes of the version beside the purl.
    pub(super) fn version_fate(&self) -> Fate {
        Fate::of(self.has_version, self.same_version)
    }

    /// A record of the package, which says its name and version alone.
    pub(super) fn into_record(self) -> PackageMetadata {
        let name = self.package_name();
        let mut record = PackageMetadata::of(self.ecosystem);
        record.namespace = name.namespace().map(Into::into);
        record.name = Some(name.base_name().into());
        record.version = self.version;
        record
    }

    /// The name under its ecosystem's rules.
    pub(super) fn package_name(&self) -> PackageName {
        PackageName::from_document(self.ecosystem.clone(), self.name.clone())
    }
}

/// What becomes of something beside the purl.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It is used.
    Used,
    /// The purl says the same.
    Said,
    /// The purl says otherwise.
    Contradicted,
}

impl Fate {
    fn of(fits: bool, same: bool) -> Self {
        match (fits, same) {
            (true, true) => Self::Said,
            (true, false) => Self::Used,
            (false, _) => Self::Contradicted,
        }
    }

    /// Takes the place accordingly.
    pub(super) fn mark(self, place: &Pointer, left: &mut Leftovers) {
        match self {
            Self::Used => left.take(place),
            Self::Said => left.lose(place, LossKind::Normalized, "the purl says it"),
            Self::Contradicted => {
                left.lose(place, LossKind::Dropped, "the purl says otherwise, and counts");
            }
        }
    }
}

/// Namespace and name in one, as the ecosystem writes them.
fn joined(ecosystem: &Ecosystem, group: Option<&str>, name: &str) -> Text {
    let separator = match ecosystem.base() {
        EcosystemName::Maven => ":",
        _ => "/",
    };
    match group.filter(|group| !group.is_empty()) {
        Some(group) => Text::from(format!("{group}{separator}{name}")),
        None => Text::from(name),
    }
}

/// Whether two names are one package's, or have one purl.
fn is_same(ecosystem: &Ecosystem, left: &str, right: &str) -> bool {
    let name = |name: &str| PackageName::from_document(ecosystem.clone(), name);
    let purl = |name: &PackageName| {
        name.purl(None).and_then(Result::ok).map(|purl| purl.as_str().to_owned())
    };
    let (left, right) = (name(left), name(right));
    left == right || purl(&left).is_some_and(|left| Some(left) == purl(&right))
}

/// Whether the purl has `own` for that version: some types have no upper case.
fn respelt(purl: &Purl, own: &str, version: &str) -> bool {
    let again = purl.to_builder().version(version).build();
    again.is_ok_and(|again| again.version().as_deref() == Some(own))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_purl_counts() {
        let read = |purl, group, name, version| {
            let read = NamedPackage::of(purl, group, Some(name), version).unwrap();
            let version = read.version.as_deref().unwrap_or("-").to_owned();
            (read.name.as_str().to_owned(), version, read.has_name, read.has_version)
        };
        let is = |name: &str, version: &str, has_name, has_version| {
            (name.to_owned(), version.to_owned(), has_name, has_version)
        };
        let npm = "pkg:npm/%40a/b@1.0.0";
        assert_eq!(read(npm, Some("@a"), "b", Some("1.0.0")), is("@a/b", "1.0.0", true, true));
        assert_eq!(read(npm, None, "@a/b", None), is("@a/b", "1.0.0", true, false));
        assert_eq!(read(npm, None, "b", Some("2.0.0")), is("@a/b", "1.0.0", false, false));
        let pypi = "pkg:pypi/jinja2";
        assert_eq!(read(pypi, None, "Jinja2", Some("3")), is("Jinja2", "3", true, true));
        let maven = "pkg:maven/org.a/b@1";
        assert_eq!(read(maven, Some("org.a"), "b", Some("1")), is("org.a:b", "1", true, true));
        assert!(NamedPackage::of("pkg:generic/a", None, Some("a"), None).is_err());
        assert!(NamedPackage::of("a", None, Some("a"), None).is_err());
    }
}
