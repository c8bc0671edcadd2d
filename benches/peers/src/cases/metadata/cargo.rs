//! crates.io: `Cargo.toml` and lines of the index.
//!
//! Invariant: a line of the index is one document.

use std::path::Path;

use pkgschema::metadata::PackageMetadata;
use pkgschema_convert::cargo::{CargoManifest, IndexLine};
use pkgschema_convert::{Converted, Document, ToRecord};
use serde_json::Value;

use super::Texts;
use crate::harness::Bench;

/// Runs Cargo's cases.
pub fn run(dir: &Path, bench: &Bench) -> Result<(), String> {
    let manifests = Texts::load(dir, "cargo-manifest")?;
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(CargoManifest::parse(text).ok()?.to_record())
    };
    let table = |text: &str| toml::from_str::<toml::Table>(text);
    let case = "metadata/Cargo.toml";
    manifests.compare(bench, (case, "ns/document", "toml::Table"), ours, table);
    let peer = |text: &str| cargo_toml::Manifest::from_str(text);
    manifests.compare(bench, (case, "ns/document", "cargo_toml 1.0.1"), ours, peer);
    let lines = Texts::load(dir, "cargo-index")?.lines();
    let ours = |text: &str| -> Option<Converted<PackageMetadata>> {
        Some(IndexLine::parse(text).ok()?.to_record())
    };
    let value = |text: &str| serde_json::from_str::<Value>(text);
    let case = "metadata/index-line";
    lines.compare(bench, (case, "ns/line", "serde_json::Value"), ours, value);
    let peer = |text: &str| serde_json::from_str::<crates_index::Version>(text);
    lines.compare(bench, (case, "ns/line", "crates-index 4.0.0"), ours, peer);
    Ok(())
}
