//! Versions and ranges of npm, beside `nodejs-semver`.
//!
//! Invariant: ranges are asked without options, strictly and without further pre-releases.

use std::cmp::Ordering;
use std::path::Path;

use pkgschema::version::npm::{Range, Version};

use super::rows::{Accepted, comparisons, lefts, questions, texts};
use super::{Case, Side};
use crate::harness::Bench;

type PeerRange = nodejs_semver::Range;
type PeerVersion = nodejs_semver::Version;

/// Runs the cases whose names begin with `version/npm-`.
pub(super) fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let case = |name, unit| Case { name, unit, peer: "nodejs-semver 7.0.0" };
    let versions = versions(dir)?;
    case("version/npm-version", "ns/version")
        .read(bench, &versions, Version::parse, |text| PeerVersion::parse(text));
    let rows = questions(&dir.join("npm-satisfies.tsv"), "-")?;
    let accepts = |text: &str| Range::parse(text).is_ok();
    let peer_accepts = |text: &str| PeerRange::parse(text).is_ok();
    let ranges = Accepted::texts("ranges", lefts(&rows), accepts, peer_accepts);
    case("version/npm-range", "ns/range")
        .read(bench, &ranges, Range::parse, |text| PeerRange::parse(text));
    let rows = Accepted::rows(rows, &OurRange, &TheirRange);
    let (together, apart) = ("version/npm-parse-and-satisfies", "version/npm-satisfies");
    case(together, "ns/answer").read_and_answer(bench, &rows, &OurRange, &TheirRange);
    case(apart, "ns/answer").answer(bench, &rows, &OurRange, &TheirRange);
    Ok(())
}

fn versions(dir: &Path) -> Result<Accepted<String>, String> {
    let rows = comparisons(&dir.join("npm-compare.tsv"))?;
    let accepts = |text: &str| Version::parse(text).is_ok();
    let peer_accepts = |text: &str| PeerVersion::parse(text).is_ok();
    let versions = Accepted::texts("versions", texts(&rows), accepts, peer_accepts);
    Ok(versions.judged_by(&Accepted::rows(rows, &OurOrder, &TheirOrder)))
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
        Some((PeerVersion::parse(left).ok()?, PeerVersion::parse(right).ok()?))
    }

    fn answer(&self, left: &PeerVersion, right: &PeerVersion) -> Ordering {
        left.cmp(right)
    }
}

/// Ranges, by our crate.
struct OurRange;

impl Side for OurRange {
    type Left = Range;
    type Right = Version;
    type Answer = bool;

    fn read(&self, range: &str, version: &str) -> Option<(Range, Version)> {
        Some((Range::parse(range).ok()?, Version::parse(version).ok()?))
    }

    fn answer(&self, range: &Range, version: &Version) -> bool {
        range.satisfies(version)
    }
}

/// Ranges, by the peer.
struct TheirRange;

impl Side for TheirRange {
    type Left = PeerRange;
    type Right = PeerVersion;
    type Answer = bool;

    fn read(&self, range: &str, version: &str) -> Option<(PeerRange, PeerVersion)> {
        Some((PeerRange::parse(range).ok()?, PeerVersion::parse(version).ok()?))
    }

    fn answer(&self, range: &PeerRange, version: &PeerVersion) -> bool {
        range.satisfies(version)
    }
}
