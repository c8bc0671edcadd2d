//! A list of packages in a few lines.
//!
//! Invariant: what somebody has to look at (code that runs when installed, packages without a
//! digest, deprecated ones) is named, and the rest counted.

use super::Fact;
use pkgschema::metadata::{Inventory, InventoryPackage, RunsCode};

/// How many packages are named before the rest is only counted.
const NAMED: usize = 8;

/// The lines.
pub(super) fn facts(inventory: &Inventory) -> Vec<Fact> {
    let all = &inventory.packages;
    let mut facts = Vec::new();
    facts.extend(inventory.document.iter().map(|name| ("document", name.as_str().to_owned())));
    let version = inventory.document_version.as_ref();
    facts.extend(version.map(|version| ("format", version.as_str().to_owned())));
    facts.extend(named("of", inventory.subjects.iter()));
    facts.push(("packages", counted(all.iter().map(|it| it.ecosystem.as_str()))));
    let scopes = all.iter().map(|it| it.scope.as_ref().map_or("unknown", |scope| scope.as_str()));
    let says_scopes = !inventory.unknown.iter().any(|member| member == "scope");
    facts.extend(says_scopes.then(|| ("needed", counted(scopes))));
    let sources = all.iter().map(|it| match &it.source {
        Some(source) => source.kind.as_str(),
        None => "the usual registry",
    });
    facts.push(("from", counted(sources)));
    let bare = all.iter().filter(|it| it.artifacts.iter().all(|file| file.digests.is_none()));
    facts.extend(named("no digest", bare));
    let runs = all.iter().filter(|it| it.runs_code_at_install == Some(RunsCode::Yes));
    facts.extend(named("runs code", runs));
    let deprecated = all.iter().filter(|it| {
        let is = it.availability.as_ref().map(|it| (it.deprecated, it.yanked));
        is.is_some_and(|(deprecated, yanked)| deprecated == Some(true) || yanked == Some(true))
    });
    facts.extend(named("deprecated", deprecated));
    facts
}

/// So many of each word, in the order in which the words turn up.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for word in words {
        match counts.iter_mut().find(|(other, _)| *other == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let parts: Vec<_> = counts.iter().map(|(word, count)| format!("{count} {word}")).collect();
    if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }
}

/// The first packages by purl, and how many more there are; nothing if there are none.
fn named<'a>(
    about: &'static str,
    packages: impl Iterator<Item = &'a InventoryPackage>,
) -> Option<Fact> {
    let packages: Vec<_> = packages.collect();
    let mut shown: Vec<String> = packages.iter().take(NAMED).map(|it| name(it)).collect();
    if packages.len() > NAMED {
        shown.push(format!("and {} more", packages.len() - NAMED));
    }
    (!shown.is_empty()).then(|| (about, shown.join(", ")))
}

fn name(package: &InventoryPackage) -> String {
    match package.purl() {
        Some(Ok(purl)) => purl.to_string(),
        _ => package.name.as_str().to_owned(),
    }
}
