//! npm: `package.json` and packuments.
//!
//! Invariant: what is made of a packument stands in the case's name, since a record of one
//! release and the records of all are different work.

use std::path::Path;

use package_json_schema::PackageJson as PeerPackage;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::npm::{PackageJson, Packument};
use pkgschema_convert::{Converted, Document, ToRecord};
use serde_json::Value;

use super::Texts;
use crate::harness::Bench;

const UNIT: &str = "ns/document";

/// Runs npm's cases.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let packages = Texts::load(dir, "npm-package-json")?;
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(PackageJson::parse(text).ok()?.to_record())
    };
    let value = |text: &str| serde_json::from_str::<Value>(text);
    packages.compare(bench, ("metadata/package.json", UNIT, "serde_json::Value"), ours, value);
    let peer = |text: &str| serde_json::from_str::<PeerPackage>(text);
    let name = "package_json_schema 0.3.0";
    packages.compare(bench, ("metadata/package.json", UNIT, name), ours, peer);
    let packuments = Texts::load(dir, "npm-packument")?;
    let latest = |text: &str| -> Option<PackageMetadata> {
        Some(Packument::parse(text).ok()?.latest()?.record())
    };
    let case = ("metadata/packument-latest", UNIT, "serde_json::Value");
    packuments.compare(bench, case, latest, value);
    let all = |text: &str| -> Option<Converted<Vec<PackageMetadata>>> {
        Some(Packument::parse(text).ok()?.to_record())
    };
    packuments.compare(bench, ("metadata/packument-all", UNIT, "serde_json::Value"), all, value);
    Ok(())
}
