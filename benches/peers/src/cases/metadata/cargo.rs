//! crates.io: `Cargo.toml` and lines of the index.
//!
//! Invariant: a line of the index is one document.

use std::path::Path;

use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::cargo::{CargoManifest, IndexLine};
use pkgschema_convert::{Converted, Document, ToRecord};

use super::Texts;
use crate::harness::Bench;

/// Runs Cargo's cases.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let manifests = Texts::load(dir, "cargo-manifest")?;
    let typed = |text: &str| CargoManifest::parse(text).ok();
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(CargoManifest::parse(text).ok()?.to_record())
    };
    let peer = |text: &str| cargo_toml::Manifest::from_str(text);
    let (unit, name) = ("ns/document", "cargo_toml 1.0.1");
    manifests.compare(bench, ("metadata/Cargo.toml", unit, name), typed, peer);
    manifests.compare(bench, ("metadata/Cargo.toml-record", unit, name), ours, peer);
    let lines = Texts::load(dir, "cargo-index")?.lines();
    let typed = |text: &str| IndexLine::parse(text).ok();
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(IndexLine::parse(text).ok()?.to_record())
    };
    let peer = |text: &str| serde_json::from_str::<crates_index::Version>(text);
    let (unit, name) = ("ns/line", "crates-index 4.0.0");
    lines.compare(bench, ("metadata/index-line", unit, name), typed, peer);
    lines.compare(bench, ("metadata/index-line-record", unit, name), ours, peer);
    Ok(())
}
