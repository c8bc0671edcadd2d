//! npm: `package.json`.
//!
//! Invariant: a document that the peer does not read is no part of a line.

use std::path::Path;

use package_json_schema::PackageJson as PeerPackage;
use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::npm::PackageJson;
use pkgschema_convert::{Converted, Document, ToRecord};

use super::Texts;
use crate::harness::Bench;

/// Runs npm's cases.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let packages = Texts::load(dir, "npm-package-json")?;
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(PackageJson::parse(text).ok()?.to_record())
    };
    let typed = |text: &str| PackageJson::parse(text).ok();
    let peer = |text: &str| serde_json::from_str::<PeerPackage>(text);
    let name = "package_json_schema 0.3.0";
    packages.compare(bench, ("metadata/package.json", "ns/document", name), typed, peer);
    packages.compare(bench, ("metadata/package.json-record", "ns/document", name), ours, peer);
    Ok(())
}
