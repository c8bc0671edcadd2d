//! Versions of Maven, beside `mvn_version`.
//!
//! Invariant: both sides go by Maven 3.9, which the peer was written before.

use std::cmp::Ordering;
use std::path::Path;

use mvn_version::ComparableVersion;
use pkgschema::version::maven::{Dialect, Version};

use super::rows::{Accepted, comparisons};
use super::{Case, Side};
use crate::harness::Bench;

/// Runs the cases whose names begin with `version/maven-`.
pub(super) fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let case = |name| Case { name, unit: "ns/answer", peer: "mvn_version 0.1.0" };
    let rows = comparisons(&dir.join("maven-compare-3.9.tsv"))?;
    let rows = Accepted::rows(rows, &Ours, &Theirs);
    case("version/maven-parse-and-compare").read_and_answer(bench, &rows, &Ours, &Theirs);
    case("version/maven-compare").answer(bench, &rows, &Ours, &Theirs);
    Ok(())
}

/// Order, by our crate.
struct Ours;

impl Side for Ours {
    type Left = Version;
    type Right = Version;
    type Answer = Ordering;

    fn read(&self, left: &str, right: &str) -> Option<(Version, Version)> {
        Some((Version::new(left, Dialect::V3_9), Version::new(right, Dialect::V3_9)))
    }

    fn answer(&self, left: &Version, right: &Version) -> Ordering {
        left.compare(right)
    }
}

/// Order, by the peer.
struct Theirs;

impl Side for Theirs {
    type Left = ComparableVersion;
    type Right = ComparableVersion;
    type Answer = Ordering;

    fn read(&self, left: &str, right: &str) -> Option<(ComparableVersion, ComparableVersion)> {
        Some((ComparableVersion::new(left), ComparableVersion::new(right)))
    }

    fn answer(&self, left: &ComparableVersion, right: &ComparableVersion) -> Ordering {
        left.cmp(right)
    }
}
