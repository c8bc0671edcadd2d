//! One version of a packument.
//!
//! Invariant: a version is read when it is asked for, and never by way of another.

use super::{Packument, TimeEntry};
use crate::carry;
use crate::convert::Document;
use crate::npm::package_json::RepositorySpec;
use crate::npm::{VersionManifest, packument::record};
use pkgschema::ParseError;
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::{RawObject, Value};
use pkgschema::text::Timestamp;
use std::collections::HashMap;

/// One version, as text until its manifest or record is asked for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Release<'a> {
    /// The version, as the packument lists it.
    pub version: &'a str,
    /// The manifest's text.
    pub source: &'a RawObject,
    /// When the registry says that it was published.
    pub published: Option<&'a Timestamp>,
    /// Whether the packument is abbreviated, so that the manifest is.
    pub is_abbreviated: bool,
}

impl Release<'_> {
    /// The manifest.
    ///
    /// # Errors
    /// If a name in it is no valid text.
    pub fn manifest(&self) -> Result<VersionManifest, ParseError> {
        VersionManifest::parse(self.source.as_str())
    }

    /// The record, with what the form of the packument leaves open listed as unknown.
    pub fn record(&self) -> PackageMetadata {
        let manifest = self.manifest().unwrap_or_default();
        let mut record = carry::to_record(&manifest).value;
        record::complete(&mut record, self);
        record
    }

    /// Whether the version is the registry's placeholder for a package that was taken down: its
    /// number ends in `security`, maybe counted, and its repository is the placeholder's. A
    /// package may call itself so; it cannot have the repository without pointing to it.
    pub fn is_security_holder(&self) -> bool {
        is_held(self.version) && self.repository().is_some_and(|url| is_holder(&url))
    }

    fn repository(&self) -> Option<String> {
        let raw = self.source.get("repository")?;
        match RepositorySpec::read(raw.as_raw())? {
            RepositorySpec::Text(text) => Some(text.into()),
            RepositorySpec::Object(object) => object.url.map(String::from),
        }
    }
}

/// Whether a version is numbered as placeholders are: `0.0.1-security`, `0.0.1-security.2`.
pub(in crate::npm) fn is_held(version: &str) -> bool {
    let counted = |(_, count): &(&str, &str)| {
        !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())
    };
    let named = version.rsplit_once('.').filter(counted).map_or(version, |(named, _)| named);
    let before = named.strip_suffix("security");
    before.is_some_and(|before| before.is_empty() || before.ends_with(['.', '-']))
}

/// Whether an address is the placeholder's repository, in any spelling.
fn is_holder(url: &str) -> bool {
    let repository = crate::places::repository(url).url;
    repository.is_some_and(|url| {
        url.as_str().eq_ignore_ascii_case("https://github.com/npm/security-holder")
    })
}

pub(super) fn all(packument: &Packument) -> impl Iterator<Item = Release<'_>> {
    let times: HashMap<&str, &Timestamp> = times(packument).collect();
    let is_abbreviated = packument.is_abbreviated();
    packument.versions.iter().map(move |(version, source)| Release {
        version,
        source,
        published: times.get(version.as_str()).copied(),
        is_abbreviated,
    })
}

pub(super) fn one<'a>(packument: &'a Packument, version: &str) -> Option<Release<'a>> {
    let (version, source) = packument.versions.iter().find(|(name, _)| *name == version)?;
    let published =
        times(packument).find(|(name, _)| *name == version.as_str()).map(|(_, time)| time);
    Some(Release { version, source, published, is_abbreviated: packument.is_abbreviated() })
}

fn times(packument: &Packument) -> impl Iterator<Item = (&str, &Timestamp)> {
    packument.time.iter().filter_map(|(version, entry)| match entry {
        TimeEntry::At(time) => Some((version.as_str(), time)),
        TimeEntry::Unpublished(_) => None,
    })
}
