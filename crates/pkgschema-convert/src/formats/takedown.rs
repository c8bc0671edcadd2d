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

use crate::Loss;
use crate::convert::Converted;
use crate::loss::LossKind;
use crate::signal::{Signal, SignalKind};
use pkgschema::identity::{
    Artifact, Digest, DigestAlgorithm, DigestSet, EcosystemName, PackageName, Purl, PurlText,
};
use pkgschema::object::{Entries, Items, Raw, RawObject, Rest};
use pkgschema::takedown::{Relation, Replacement};
use pkgschema::{Pointer, Text};

/// Why a signal is lost.
const NO_PURL: &str = "no purl can name what it is about";

/// What was found so far.
#[derive(Debug, Default)]
struct Found {
    signals: Vec<Signal>,
    losses: Vec<Loss>,
}

impl Found {
    fn done(self) -> Converted<Vec<Signal>> {
        Converted::new(self.signals, self.losses)
    }

    /// A signal at a place, or a loss there where nothing names what it is about.
    fn signal(
        &mut self,
        kind: &'static SignalKind,
        place: Pointer,
        purl: Option<Purl>,
    ) -> Option<&mut Signal> {
        match purl {
            Some(purl) => {
                self.signals.push(Signal::new(kind, place, purl));
                self.signals.last_mut()
            }
            None => {
                self.lost(place, LossKind::Dropped, NO_PURL);
                None
            }
        }
    }

    fn lost(&mut self, place: Pointer, kind: LossKind, note: &str) {
        self.losses.push(Loss::new(place, kind, note));
    }

    /// Losses for those of an object's members that are of a wrong kind.
    fn odd(&mut self, rest: &Rest, place: &Pointer, members: &[&str]) {
        for (name, raw) in rest.iter().filter(|(name, _)| members.contains(name)) {
            self.losses.push(Loss::of_odd(place.child(name), raw));
        }
    }

    /// Losses for those elements that are of a wrong kind.
    fn odd_items<T>(&mut self, items: Option<&Items<T>>, place: &Pointer) {
        let odd = items.into_iter().flat_map(Items::odd);
        self.losses.extend(odd.map(|(index, raw)| Loss::of_odd(place.index(index), raw)));
    }

    /// Losses for those entries that are of a wrong kind.
    fn odd_entries<T>(&mut self, entries: Option<&Entries<T>>, place: &Pointer) {
        let odd = entries.into_iter().flat_map(|entries| entries.odd().iter());
        self.losses.extend(odd.map(|(name, raw)| Loss::of_odd(place.child(name), raw)));
    }
}

/// The purl of a package. `None` for a name that no purl can have, and for one whose empty parts a
/// purl would leave out, which would be another package's.
fn package(ecosystem: EcosystemName, name: Option<&Text>) -> Option<Purl> {
    package_name(ecosystem, name)?.purl(None)?.ok()
}

/// The purl of a version of a package; a version without a name has none.
fn version_of(
    ecosystem: EcosystemName,
    name: Option<&Text>,
    version: Option<&Text>,
) -> Option<Purl> {
    let version = version.filter(|version| !version.is_empty())?;
    package_name(ecosystem, name)?.purl(Some(version))?.ok()
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
fn verbatim<T: serde::Serialize>(member: &str, value: &T) -> Option<RawObject> {
    let (name, value) = (Raw::of(member)?, Raw::of(value)?);
    RawObject::new(Raw::from_string(format!("{{{}:{}}}", name.as_str(), value.as_str()))?)
}
