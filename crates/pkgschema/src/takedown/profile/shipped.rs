//! The profiles that are shipped, of ten public registries.
//!
//! Invariant: a cell is empty where no source tells what happens.

mod cargo;
mod composer;
mod gem;
mod golang;
mod hex;
mod maven;
mod npm;
mod nuget;
mod pub_dev;
mod pypi;

use super::{Mechanism, RegistryProfile, TrustedPublishing, TrustedPublishingProvider};
use crate::Text;
use crate::object::List;
use crate::takedown::{
    Download, Effects, NameReuse, NoticeType, Publish, Registry, Resolution, Status, VersionReuse,
};
use crate::text::Link;

/// When the sources were last looked at.
const CHECKED: &str = "2026-11-24";

/// A mechanism as the tables of this folder have it; an empty text is unknown.
struct Row {
    name: &'static str,
    /// What the registry's records call it.
    words: &'static [&'static str],
    status: &'static str,
    resolution: &'static str,
    download: &'static str,
    publish: &'static str,
    name_reuse: &'static str,
    version_reuse: &'static str,
    grains: &'static [&'static str],
    roles: &'static [&'static str],
    undone_by: &'static str,
    source: &'static str,
}

/// A row that lifts another mechanism: everything is as it was before.
const LIFTED: Row = Row {
    name: "",
    words: &[],
    status: "active",
    resolution: "normal",
    download: "available",
    publish: "",
    name_reuse: "",
    version_reuse: "",
    grains: &[],
    roles: &[],
    undone_by: "",
    source: "",
};

/// Something that installs as before, with a warning.
const DEPRECATED: Row = Row {
    status: "deprecated",
    publish: "open",
    name_reuse: "not-applicable",
    version_reuse: "not-applicable",
    roles: &["maintainer"],
    ..LIFTED
};

/// A version that is taken only where it is named, as the resolution says; its number is used up.
const YANKED: Row = Row {
    status: "yanked",
    publish: "open",
    name_reuse: "not-applicable",
    version_reuse: "never",
    grains: &["version"],
    ..LIFTED
};

/// A version that nobody can download or install any more; the package goes on.
const VERSION_DELETED: Row = Row {
    status: "deleted",
    resolution: "none",
    download: "unavailable",
    publish: "open",
    name_reuse: "not-applicable",
    version_reuse: "never",
    grains: &["version"],
    roles: &["maintainer", "registry-operator"],
    ..LIFTED
};

/// A name that nobody can register.
const NAME_RESERVED: Row = Row {
    status: "name-reserved",
    resolution: "none",
    download: "",
    publish: "blocked",
    name_reuse: "never",
    grains: &["name"],
    roles: &["registry-operator"],
    ..LIFTED
};

pub(super) fn profile(purl_type: &str, url: Link) -> Option<RegistryProfile> {
    let (name, fill): (&str, fn(&mut RegistryProfile)) = match purl_type {
        "npm" => ("npm", npm::fill),
        "pypi" => ("PyPI", pypi::fill),
        "cargo" => ("crates.io", cargo::fill),
        "maven" => ("Maven Central", maven::fill),
        "gem" => ("RubyGems", gem::fill),
        "nuget" => ("NuGet", nuget::fill),
        "golang" => ("Go modules", golang::fill),
        "composer" => ("Packagist", composer::fill),
        "hex" => ("Hex", hex::fill),
        "pub" => ("pub.dev", pub_dev::fill),
        _ => return None,
    };
    let mut registry = Registry::new(url);
    registry.purl_type = Some(purl_type.into());
    registry.name = Some(name.into());
    let mut profile = RegistryProfile::new("0.1", registry, purl_type);
    fill(&mut profile);
    Some(profile)
}

fn mechanisms(rows: &[Row]) -> List<Mechanism> {
    rows.iter().map(mechanism).collect()
}

fn mechanism(row: &Row) -> Mechanism {
    let mut mechanism = Mechanism::new(row.name, Status::from(row.status));
    mechanism.words = list(row.words);
    mechanism.notice_type = (row.status == "active").then_some(NoticeType::Reversal);
    let mut effects = Effects::default();
    effects.resolution = word(row.resolution).map(Resolution::from);
    effects.download = word(row.download).map(Download::from);
    effects.publish = word(row.publish).map(Publish::from);
    effects.name_reuse = word(row.name_reuse).map(NameReuse::from);
    effects.version_reuse = word(row.version_reuse).map(VersionReuse::from);
    mechanism.effects = Some(effects);
    mechanism.grains = row.grains.iter().map(|grain| (*grain).into()).collect();
    mechanism.roles = row.roles.iter().map(|role| (*role).into()).collect();
    mechanism.undone_by = word(row.undone_by).map(Text::from);
    mechanism.source = word(row.source).map(Text::from);
    mechanism.checked = Some(CHECKED.into());
    mechanism
}

fn word(text: &'static str) -> Option<&'static str> {
    (!text.is_empty()).then_some(text)
}

/// A list of texts, absent if there are none.
fn list(texts: &[&str]) -> List<Text> {
    match texts {
        [] => List::absent(),
        texts => texts.iter().map(|text| Text::from(*text)).collect(),
    }
}

/// Trusted publishing with these providers and the claims each goes by.
fn publishing(providers: &[(&str, &[&str])], source: &str) -> TrustedPublishing {
    let mut publishing = TrustedPublishing::default();
    publishing.providers = providers
        .iter()
        .map(|(name, claims)| {
            let mut provider = TrustedPublishingProvider::new(*name);
            provider.claims = list(claims);
            provider
        })
        .collect();
    publishing.source = Some(source.into());
    publishing.checked = Some(CHECKED.into());
    publishing
}
