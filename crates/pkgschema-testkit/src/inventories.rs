//! Made projects: inventories drawn from the packages that advisories are about.
//!
//! Invariant: the same advisories give the same inventory.

use crate::corpus::texts;
use pkgschema::Text;
use pkgschema::advisory::{Advisory, Affected};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{Inventory, InventoryPackage};
use pkgschema_convert::advisory_format::AdvisoryFormat;
use std::path::Path;

/// The corpora with advisories in OSV's JSON.
const OSV: [&str; 3] = ["osv-go", "osv-bitnami", "osv-pypa"];

/// Every advisory of the corpora as an OSV document in JSON, RustSec's converted.
///
/// # Errors
/// If a corpus cannot be read, or one of RustSec's documents is no advisory.
pub fn osv_texts(corpora: &Path) -> Result<Vec<String>, String> {
    let file = |name: &str| texts(&corpora.join(format!("advisory/{name}.jsonl")));
    let mut all = Vec::new();
    for name in OSV {
        all.extend(file(name)?.into_iter().map(|(_, text)| text));
    }
    let rustsec = AdvisoryFormat::find("rustsec").ok_or("no such format")?;
    for (id, text) in file("rustsec")? {
        let read = rustsec.read(&text).map_err(|error| format!("{id}: {error}"))?;
        all.extend(read.advisories.iter().map(Advisory::to_json));
    }
    Ok(all)
}

/// A project that locks so many packages that the advisories are about: in versions that they name
/// (listed, first affected, fixed, last affected), in one below and one above all, in what is no
/// version, and in none.
pub fn project(advisories: &[Advisory], packages: usize) -> Inventory {
    let entries: Vec<&Affected> = advisories.iter().flat_map(|it| it.affected.iter()).collect();
    let mut inventory = Inventory::of("Cargo.lock");
    let stride = (entries.len() * ROUNDS / packages.max(1)).max(1);
    let drawn = (0..entries.len() * ROUNDS).step_by(stride).take(packages);
    let all = drawn.filter_map(|number| entry(&entries, number));
    inventory.packages = all.collect::<Vec<_>>().into();
    inventory
}

/// How often each entry is drawn, each time in another version.
const ROUNDS: usize = 8;

fn entry(entries: &[&Affected], number: usize) -> Option<InventoryPackage> {
    let (at, round) = (number % entries.len().max(1), number / entries.len().max(1) + number % 7);
    let named = entries.get(at)?;
    let package = named.package.as_ref()?;
    let (ecosystem, name) = (package.ecosystem.as_ref()?, package.name.as_ref()?);
    let mut read = InventoryPackage::new(Ecosystem::from_document(ecosystem.as_str()), &**name);
    let mut versions: Vec<Option<Text>> =
        named.versions.iter().take(3).cloned().map(Some).collect();
    for event in named.ranges.iter().flat_map(|range| range.events.iter()).take(8) {
        let all = [&event.introduced, &event.fixed, &event.last_affected];
        versions.extend(all.into_iter().filter(|it| it.is_some()).cloned());
    }
    versions.extend(["0.0.1", "9999.0.0", "no version"].map(|it| Some(Text::from(it))));
    versions.push(None);
    read.version = versions.get(round % versions.len()).cloned().flatten();
    Some(read)
}
