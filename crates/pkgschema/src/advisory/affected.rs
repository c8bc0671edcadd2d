//! What is affected: packages and their versions.
//!
//! Invariant: a package without ranges and versions says nothing about versions, not "none".

use super::{Range, Severity, UnknownReason};
use crate::Text;
use crate::identity::{Ecosystem, PackageName, Purl, PurlBuilder};
use crate::object::{List, NullableList, RawObject};
use crate::version::{Interval, Scheme, Version, VersionSet};

crate::object! {
    /// One affected package, or one affected repository where `package` is absent
    /// (OSV `affected[]`).
    pub struct Affected {
        /// Which package. Absent where only a repository is known (ranges of type `GIT`).
        pub package: Option<Package>,
        /// How severe it is for this package; only where the entry has no severity of its own.
        pub severity: NullableList<Severity>,
        /// Affected versions as ranges.
        pub ranges: List<Range>,
        /// Affected versions one by one, spelt as the ecosystem spells them.
        pub versions: List<Text>,
        /// What the ecosystem adds; its shape is the ecosystem's.
        pub ecosystem_specific: Option<RawObject>,
        /// What the database adds; its shape is the database's.
        pub database_specific: Option<RawObject>,
    }

    /// The package that is affected (OSV `affected[].package`).
    pub struct Package {
        /// The ecosystem by OSV's name, with a suffix behind a colon where it has one:
        /// `PyPI`, `Debian:12`, `Ubuntu:Pro:18.04:LTS`.
        pub ecosystem: Option<Ecosystem>,
        /// The package's name in that ecosystem.
        pub name: Option<Text>,
        /// The package as a purl, without a version.
        pub purl: Option<Text>,
    }
}

impl Package {
    /// The package by its ecosystem's name and, where the ecosystem has a purl type, its purl.
    ///
    /// ```
    /// use pkgschema::advisory::Package;
    /// use pkgschema::identity::{Ecosystem, PackageName};
    /// let package = Package::of(&PackageName::new(Ecosystem::PYPI, "Zope.Interface")?);
    /// assert_eq!(package.name.as_deref(), Some("zope-interface"));
    /// assert_eq!(package.purl.as_deref(), Some("pkg:pypi/zope.interface"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn of(name: &PackageName) -> Self {
        let ecosystem = name.ecosystem().clone();
        let (namespace, base_name) = name.purl_parts();
        let purl = ecosystem.purl_type().and_then(|purl_type| {
            let builder = Purl::builder(purl_type, &*base_name);
            namespace.into_iter().fold(builder, PurlBuilder::namespace).build().ok()
        });
        Self {
            ecosystem: Some(ecosystem),
            name: Some(Text::from(name.normalized())),
            purl: purl.map(|purl| Text::from(purl.as_str())),
            ..Self::default()
        }
    }
}

impl Affected {
    /// An entry about a package, without anything about versions yet.
    pub fn of(name: &PackageName) -> Self {
        Self { package: Some(Package::of(name)), ..Self::default() }
    }

    /// The ecosystem, if the entry says which.
    pub fn ecosystem(&self) -> Option<&Ecosystem> {
        self.package.as_ref()?.ecosystem.as_ref()
    }

    /// Every affected version by the order of the ecosystem: what the ranges say, and each listed
    /// version. Ranges of commits do not count beside ranges or lists of versions, since they say
    /// the same of the repository.
    ///
    /// ```
    /// use pkgschema::advisory::{Affected, Range, RangeType};
    /// use pkgschema::identity::{Ecosystem, PackageName};
    /// use pkgschema::version::{RangeEvent, Vers};
    /// let mut affected = Affected::of(&PackageName::new(Ecosystem::PYPI, "jinja2")?);
    /// let events = [RangeEvent::Introduced("2.0".into()), RangeEvent::Fixed("2.5.1".into())];
    /// affected.ranges.push(Range::of(RangeType::Ecosystem, events));
    /// affected.versions.push("3.0".into());
    /// let vers = Vers::of_versions(&affected.to_version_set().unwrap()).unwrap();
    /// assert_eq!(vers.to_string(), "vers:pypi/>=2.0|<2.5.1|3.0");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    ///
    /// # Errors
    /// Why nobody can tell.
    pub fn to_version_set(&self) -> Result<VersionSet, UnknownReason> {
        let ecosystem = self.ecosystem().ok_or(UnknownReason::NoPackage)?;
        if self.versions.has_odd() || self.rest.get("versions").is_some() {
            return Err(UnknownReason::BrokenVersions);
        }
        if self.ranges.has_odd() || self.rest.get("ranges").is_some() {
            return Err(UnknownReason::BrokenEvents);
        }
        let ordered = || self.ranges.iter().filter(|range| !range.is_of_commits());
        let scheme = match ordered().next() {
            Some(range) => range.scheme(ecosystem)?,
            None => Scheme::of_ecosystem(ecosystem).ok_or(UnknownReason::NoOrder)?,
        };
        let mut intervals = Vec::new();
        for range in ordered() {
            let versions = range.versions(ecosystem)?;
            if versions.scheme() != scheme {
                return Err(UnknownReason::NoOrder);
            }
            intervals.extend(versions.into_intervals());
        }
        if ordered().next().is_none() && self.versions.is_empty() {
            let commits = self.ranges.iter().any(Range::is_of_commits);
            let reason =
                if commits { UnknownReason::Commits } else { UnknownReason::NothingStated };
            return Err(reason);
        }
        let listed = self.versions.iter().map(|text| Version::parse(scheme, text));
        let listed = listed.collect::<Result<Vec<_>, _>>();
        let listed = listed.map_err(|_| UnknownReason::NotAVersion)?;
        intervals.extend(listed.into_iter().map(Interval::point));
        Ok(VersionSet::of(scheme, intervals))
    }
}
