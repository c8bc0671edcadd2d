//! Versions and specifiers of PyPI, beside `pep440_rs`.
//!
//! Invariant: specifiers are asked with pre-releases taken, since the peer takes them always.

use std::cmp::Ordering;
use std::path::Path;
use std::str::FromStr;

use pep440_rs::VersionSpecifiers;
use pkgschema::version::Prereleases;
use pkgschema::version::pypi::{SpecifierSet, Version};

use super::rows::{Accepted, comparisons, questions, texts};
use super::{Case, Side};
use crate::harness::Bench;

type PeerVersion = pep440_rs::Version;

/// Runs the cases whose names begin with `version/pypi-`.
pub(super) fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let case = |name, unit| Case { name, unit, peer: "pep440_rs 0.7.3" };
    let rows = comparisons(&dir.join("pypi-compare.tsv"))?;
    let accepts = |text: &str| Version::parse(text).is_ok();
    let peer_accepts = |text: &str| PeerVersion::from_str(text).is_ok();
    let versions = Accepted::texts("versions", texts(&rows), accepts, peer_accepts);
    case("version/pypi-version", "ns/version").read(
        bench,
        &versions,
        Version::parse,
        PeerVersion::from_str,
    );
    let rows = Accepted::rows(rows, &OurOrder, &TheirOrder);
    case("version/pypi-compare", "ns/answer").answer(bench, &rows, &OurOrder, &TheirOrder);
    let rows = questions(&dir.join("pypi-contains.tsv"), "true")?;
    let rows = Accepted::rows(rows, &OurSet, &TheirSet);
    let case = case("version/pypi-parse-and-contains", "ns/answer");
    case.read_and_answer(bench, &rows, &OurSet, &TheirSet);
    Ok(())
}

/// Order, by our crate.
struct OurOrder;

impl Side for OurOrder {
    type Left = Version;
    type Right = Version;
    type Answer = Ordering;

    fn read(&self, left: &str, right: &str) -> Option<(Version, Version)> {
        Some((Version::parse(left).ok()?, Version::parse(right).ok()?))
    }

    fn answer(&self, left: &Version, right: &Version) -> Ordering {
        left.cmp(right)
    }
}

/// Order, by the peer.
struct TheirOrder;

impl Side for TheirOrder {
    type Left = PeerVersion;
    type Right = PeerVersion;
    type Answer = Ordering;

    fn read(&self, left: &str, right: &str) -> Option<(PeerVersion, PeerVersion)> {
        Some((PeerVersion::from_str(left).ok()?, PeerVersion::from_str(right).ok()?))
    }

    fn answer(&self, left: &PeerVersion, right: &PeerVersion) -> Ordering {
        left.cmp(right)
    }
}

/// Specifiers, by our crate.
struct OurSet;

impl Side for OurSet {
    type Left = SpecifierSet;
    type Right = Version;
    type Answer = bool;

    fn read(&self, set: &str, version: &str) -> Option<(SpecifierSet, Version)> {
        Some((SpecifierSet::parse(set).ok()?, Version::parse(version).ok()?))
    }

    fn answer(&self, set: &SpecifierSet, version: &Version) -> bool {
        set.satisfies(version, Prereleases::Include)
    }
}

/// Specifiers, by the peer.
struct TheirSet;

impl Side for TheirSet {
    type Left = VersionSpecifiers;
    type Right = PeerVersion;
    type Answer = bool;

    fn read(&self, set: &str, version: &str) -> Option<(VersionSpecifiers, PeerVersion)> {
        Some((VersionSpecifiers::from_str(set).ok()?, PeerVersion::from_str(version).ok()?))
    }

    fn answer(&self, set: &VersionSpecifiers, version: &PeerVersion) -> bool {
        set.contains(version)
    }
}
