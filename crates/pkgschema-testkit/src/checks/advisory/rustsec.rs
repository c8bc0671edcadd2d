//! RustSec advisories.
//!
//! Invariant: affected versions are compared as sets, never by how they are written.

use pkgschema::version::VersionSet;
use pkgschema_convert::cargo::RustsecAdvisory;
use pkgschema_convert::{Converted, Document, FromAdvisories, ToAdvisories};

use super::super::{Check, Outcome, generic};
use super::{conversions, documents, osv};
use crate::corpus::Case;

/// Read, written back byte by byte, and there and back again.
pub const CHECKS: &[Check] = &[
    Check { name: "parse", run: |case| generic::parses(case, RustsecAdvisory::parse) },
    Check { name: "lossless", run: |case| lossless_view(case) },
    Check { name: "rewrite", run: |case| same_bytes(case, |document| document.render().value) },
    Check {
        name: "rewrite-canonical",
        run: |case| same_bytes(case, |document| document.render_canonical().value),
    },
    Check { name: "to-osv", run: |case| to_osv(case) },
    Check { name: "osv-back", run: |case| osv_back(case) },
    Check { name: "accounted", run: |case| conversions::read(case, "rustsec") },
    Check { name: "mutated", run: |case| documents::mutated(case, "rustsec") },
];

fn rustsec(case: &Case) -> Option<RustsecAdvisory> {
    RustsecAdvisory::parse(case.text()?).ok()
}

/// What is written of the values alone has the same view.
fn lossless_view(case: &Case) -> Outcome {
    let view = |text: &str| generic::json_view(RustsecAdvisory::parse(text).ok()?.view().as_str());
    let rewrite = |text: &str| Some(RustsecAdvisory::parse(text).ok()?.render_canonical().value);
    generic::lossless(case, rewrite, view)
}

/// What is written is the source, byte by byte.
fn same_bytes(case: &Case, render: impl FnOnce(&RustsecAdvisory) -> String) -> Outcome {
    let (Some(text), Some(document)) = (case.text(), rustsec(case)) else {
        return Outcome::NotApplicable;
    };
    let written = render(&document);
    let line = text.lines().zip(written.lines()).position(|(left, right)| left != right);
    Outcome::of(written == text, || format!("line {} differs", line.map_or(0, |line| line + 1)))
}

/// One advisory, with nothing odd in it, in which nothing is lost but what OSV cannot hold.
fn to_osv(case: &Case) -> Outcome {
    let Some(document) = rustsec(case) else { return Outcome::NotApplicable };
    let Converted { value: advisories, .. } = match document.to_advisories() {
        Ok(converted) => converted,
        Err(refusal) => return Outcome::Fail(refusal.to_string()),
    };
    let [advisory] = &advisories[..] else { return Outcome::Fail("not one advisory".to_owned()) };
    let versions = advisory.affected.first().map(|affected| affected.to_version_set());
    let versions = versions.and_then(Result::ok);
    let same = versions.is_some_and(|set| same_versions(&set, &document.affected_versions()));
    match pkgschema::object::check(advisory).first() {
        Some(finding) => Outcome::Fail(finding.to_string()),
        None if !same => Outcome::Fail("other versions are affected".to_owned()),
        None => osv::accepts(&advisory.to_json()),
    }
}

/// Sets that are not equal may hold the same versions: nothing lies between a version and the
/// next one.
fn same_versions(left: &VersionSet, right: &VersionSet) -> bool {
    left.is_subset(right) && right.is_subset(left)
}

/// The way to OSV and back keeps the affected versions.
fn osv_back(case: &Case) -> Outcome {
    let Some(document) = rustsec(case) else { return Outcome::NotApplicable };
    let Ok(there) = document.to_advisories() else { return Outcome::NotApplicable };
    match RustsecAdvisory::from_advisories(&there.value) {
        Err(refusal) => Outcome::Fail(refusal.to_string()),
        Ok(back) => {
            let (back, here) = (back.value.affected_versions(), document.affected_versions());
            let same = same_versions(&back, &here);
            Outcome::of(same, || "other versions are affected".to_owned())
        }
    }
}
