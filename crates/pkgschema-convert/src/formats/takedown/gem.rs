//! Signals of RubyGems.
//!
//! Invariant: a yanked version is deleted, of its platform alone.

use super::file_of_sha256;
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::gem_details::GemDetails;
use crate::formats::gem_versions::GemVersions;
use crate::signal::{Gathered, Grain, Signal, SignalKind, ToSignals};
use pkgschema::Pointer;
use pkgschema::identity::Purl;
use std::collections::HashMap;

/// What both have in common.
const YANKED: SignalKind = SignalKind {
    purl_type: "gem",
    grain: Grain::Version,
    mechanism: "yank",
    status: "deleted",
    ..SignalKind::PLAIN
};

static VERSIONS: SignalKind = SignalKind {
    name: "gem-versions-yanked",
    document: "RubyGems versions",
    place: "/*",
    source: "RubyGems guides, Compact Index API, versions file format",
    ..YANKED
};

static DETAILS: SignalKind = SignalKind {
    name: "gem-details-yanked",
    document: "RubyGems details",
    place: "/yanked",
    source: "RubyGems guides, RubyGems.org API",
    ..YANKED
};

/// The platform of gems for all.
const ANY_PLATFORM: &str = "ruby";

impl ToSignals for GemVersions {
    const SIGNALS: &'static [&'static SignalKind] = &[&VERSIONS];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let mut found = Gathered::default();
        // Where each yanked version stands; a version that is listed further down is back.
        let mut yanked: HashMap<(&str, &str), usize> = HashMap::new();
        for row in self.rows() {
            match row {
                Ok(row) => {
                    for version in row.versions.split(',') {
                        match version.strip_prefix('-') {
                            Some(version) => yanked.insert((row.name, version), row.number),
                            None if yanked.is_empty() => None,
                            None => yanked.remove(&(row.name, version)),
                        };
                    }
                }
                Err(number) => {
                    let note = "no line of a name, versions and a digest";
                    found.lost(Pointer::root().index(number), LossKind::Dropped, note);
                }
            }
        }
        let mut yanked: Vec<_> = yanked.into_iter().map(|(what, number)| (number, what)).collect();
        yanked.sort_unstable();
        for (number, (name, version)) in yanked {
            let (version, platform) = version.split_once('-').unwrap_or((version, ANY_PLATFORM));
            let purl = purl(name, version, platform);
            found.signal(&VERSIONS, Pointer::root().index(number), purl);
        }
        found.done()
    }
}

impl ToSignals for GemDetails {
    const SIGNALS: &'static [&'static SignalKind] = &[&DETAILS];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["version", "number", "platform", "yanked"]);
        if self.yanked.get() == Some(&true) {
            let version = self.version.as_ref().or(self.number.as_ref());
            let platform = match self.rest.get("platform") {
                // It may be any, and the signal is about one of them.
                Some(_) => None,
                None => Some(self.platform.as_deref().unwrap_or(ANY_PLATFORM)),
            };
            let named = version.zip(platform);
            let purl = named.and_then(|(version, platform)| purl(&self.name, version, platform));
            let file = self.sha.get().and_then(|sha| file_of_sha256(sha));
            if let Some(signal) = found.signal(&DETAILS, root.child("yanked"), purl) {
                signal.artifacts.extend(file);
            }
        }
        found.done()
    }
}

/// The purl of a version for a platform (purl type `gem`).
fn purl(name: &str, version: &str, platform: &str) -> Option<Purl> {
    if name.is_empty() || version.is_empty() || platform.is_empty() {
        return None;
    }
    let builder = Purl::builder("gem", name).version(version);
    let builder = match platform {
        ANY_PLATFORM => builder,
        platform => builder.qualifier("platform", platform),
    };
    builder.build().ok()
}
