//! Signals of pub repositories.
//!
//! pub's solver takes a retracted version only where the lock file names it already, or an
//! override does: it is yanked, and stays for lock files.
//!
//! Source: Hosted Pub Repository Specification, version 2; Dart documentation, "Retracting a
//! package version".
//!
//! Invariant: a version counts once, be it the latest too.

use super::{file_of_sha256, package, successor, version_of};
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::pub_package::{PubPackage, PubVersion};
use crate::signal::{Gathered, Grain, NO_PURL, Signal, SignalKind, ToSignals};
use pkgschema::Pointer;
use pkgschema::identity::EcosystemName;

/// A package that is discontinued.
static DISCONTINUED: SignalKind = SignalKind {
    name: "pub-discontinued",
    purl_type: "pub",
    document: "pub package",
    place: "/isDiscontinued",
    grain: Grain::Package,
    mechanism: "discontinue",
    status: "deprecated",
    source: "Hosted Pub Repository Specification, version 2",
    ..SignalKind::PLAIN
};

/// A version that is retracted.
static RETRACTED: SignalKind = SignalKind {
    name: "pub-retracted",
    purl_type: "pub",
    document: "pub package",
    place: "/versions/*/retracted",
    grain: Grain::Version,
    mechanism: "retract",
    status: "yanked",
    source: "Hosted Pub Repository Specification, version 2",
    ..SignalKind::PLAIN
};

impl ToSignals for PubPackage {
    const SIGNALS: &'static [&'static SignalKind] = &[&DISCONTINUED, &RETRACTED];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["isDiscontinued", "replacedBy", "latest", "versions"]);
        self.discontinued(&mut found);
        let versions = root.child("versions");
        found.odd_items(self.versions.items(), &versions);
        for (index, version) in self.versions.indexed() {
            self.retracted(version, &versions.index(index), &mut found);
        }
        if let Some(latest) = &self.latest {
            let is_told = |it: &PubVersion| {
                it.version.is_some() && it.version == latest.version && it.is_retracted()
            };
            if !self.versions.iter().any(is_told) {
                self.retracted(latest, &root.child("latest"), &mut found);
            }
        }
        found.done()
    }
}

impl PubPackage {
    fn discontinued(&self, found: &mut Gathered) {
        let root = Pointer::root();
        let instead = self.replaced_by.get().filter(|name| !name.is_empty());
        if self.is_discontinued.get() != Some(&true) {
            if instead.is_some() {
                let note = "the package is not discontinued";
                found.lost(root.child("replacedBy"), LossKind::Dropped, note);
            }
            return;
        }
        let purl = package(EcosystemName::Pub, Some(&self.name));
        let successor = instead.map(|name| successor(EcosystemName::Pub, name));
        let named = !matches!(successor, Some(None));
        if let Some(signal) = found.signal(&DISCONTINUED, root.child("isDiscontinued"), purl) {
            signal.replacements.extend(successor.flatten());
        }
        if !named {
            found.lost(root.child("replacedBy"), LossKind::Dropped, NO_PURL);
        }
    }

    fn retracted(&self, version: &PubVersion, place: &Pointer, found: &mut Gathered) {
        found.odd(&version.rest, place, &["version", "retracted"]);
        if version.is_retracted() {
            let purl = version_of(EcosystemName::Pub, Some(&self.name), version.version.as_ref());
            let file = version.archive_sha256.get().and_then(|digest| file_of_sha256(digest));
            if let Some(signal) = found.signal(&RETRACTED, place.child("retracted"), purl) {
                signal.artifacts.extend(file);
            }
        }
    }
}
