//! Signals of the registries that are only read: RubyGems, NuGet, Go, Packagist, Hex and pub.
//!
//! | registry | document | signal | notice |
//! |---|---|---|---|
//! | RubyGems | `versions` of the compact index | `-` before a version | `deleted` |
//! | RubyGems | details of a version | `yanked` is `true` | `deleted` |
//! | NuGet | registration, catalog leaf | `listed` is `false`, or published in the year 1900 | `unlisted` |
//! | NuGet | registration, catalog leaf | `deprecation` | `deprecated` |
//! | NuGet | catalog leaf | `@type` is `PackageDelete` | `deleted` |
//! | Go | `go.mod` of the latest version | `retract` | `yanked` |
//! | Go | `go.mod` of the latest version | `// Deprecated:` at `module` | `deprecated` |
//! | Packagist | `p2` metadata, package details | `abandoned` | `deprecated` |
//! | Hex | release, package | `retirement` | `deprecated` |
//! | pub | package | `isDiscontinued` | `deprecated` |
//! | pub | package | `retracted` of a version | `yanked` |
//!
//! Of vulnerabilities nothing is taken: they are advisories and take nothing away. RubyGems'
//! `deletions` are in no public document.
//!
//! Invariant: a signal about a version never becomes one about its package; where a version has no
//! name, the signal is a loss.

mod gem;
mod golang;
mod hex;
mod nuget;
mod packagist;
mod pub_dev;

use crate::signal::purl;
use crate::specific;
use pkgschema::Text;
use pkgschema::identity::{
    Artifact, Digest, DigestAlgorithm, DigestSet, EcosystemName, PackageName, Purl, PurlText,
};
use pkgschema::object::{Raw, RawObject};
use pkgschema::takedown::{Relation, Replacement};

/// The purl of a package. `None` for a name that no purl can have, and for one whose empty parts a
/// purl would leave out, which would be another package's.
fn package(ecosystem: EcosystemName, name: Option<&Text>) -> Option<Purl> {
    purl(package_name(ecosystem, name)?, None)
}

/// The purl of a version of a package; a version without a name has none.
fn version_of(
    ecosystem: EcosystemName,
    name: Option<&Text>,
    version: Option<&Text>,
) -> Option<Purl> {
    purl(package_name(ecosystem, name)?, Some(version?))
}

fn package_name(ecosystem: EcosystemName, name: Option<&Text>) -> Option<PackageName> {
    let name = name.filter(|name| name.split('/').all(|part| !part.is_empty()))?;
    Some(PackageName::from_document(ecosystem.into(), name.clone()))
}

/// A package that its authors recommend instead; `None` if no purl can name it.
fn successor(ecosystem: EcosystemName, name: &Text) -> Option<Replacement> {
    let purl = package(ecosystem, Some(name))?;
    let mut replacement = Replacement::default();
    replacement.purl = Some(PurlText::from(&purl));
    replacement.relation = Some(Relation::Successor);
    Some(replacement)
}

/// A file that is known by its SHA-256 alone; `None` for text that is none.
fn file_of_sha256(hex: &str) -> Option<Artifact> {
    let digest = Digest::from_hex(DigestAlgorithm::Sha256, hex).ok()?;
    let mut digests = DigestSet::new();
    digests.insert(&digest);
    let mut file = Artifact::default();
    file.digests = Some(digests);
    Some(file)
}

/// A text, unless it is empty or blank.
fn message(text: Option<&Text>) -> Option<Text> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

/// A member as it stands in the document.
fn verbatim<T: serde::Serialize + ?Sized>(member: &str, value: &T) -> Option<RawObject> {
    specific::object([(member, Raw::of(value))])
}
