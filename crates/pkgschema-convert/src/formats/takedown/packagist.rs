//! Signals of Packagist and other Composer repositories.
//!
//! | document | notice about |
//! |---|---|
//! | every version says the same | the package |
//! | versions say different things | each version that says so |
//!
//! Packagist tells visitors that an abandoned package is no longer maintained; that is the reason.
//!
//! Invariant: what a minified version does not write it has from the one before.

use super::{package, successor, verbatim, version_of};
use crate::LossKind;
use crate::convert::Converted;
use crate::formats::packagist::{
    Abandoned, ComposerPackages, ComposerVersion, ComposerVersions, PackagistPackage,
};
use crate::signal::{Gathered, Grain, Signal, SignalKind, ToSignals};
use pkgschema::identity::{EcosystemName, Purl};
use pkgschema::{Pointer, Text};

/// What every kind has in common.
const PACKAGE: SignalKind = SignalKind {
    purl_type: "composer",
    grain: Grain::Package,
    mechanism: "abandon",
    status: "deprecated",
    reason: Some("unmaintained"),
    source: "Composer schema, abandoned",
    ..SignalKind::PLAIN
};

static ABANDONED: SignalKind = SignalKind {
    name: "composer-abandoned",
    document: "Composer package metadata",
    place: "/packages/*/*/abandoned",
    ..PACKAGE
};

static ABANDONED_VERSION: SignalKind = SignalKind {
    name: "composer-version-abandoned",
    document: "Composer package metadata",
    place: "/packages/*/*/abandoned",
    grain: Grain::Version,
    ..PACKAGE
};

static DETAILS: SignalKind = SignalKind {
    name: "packagist-abandoned",
    document: "Packagist package",
    place: "/package/abandoned",
    source: "Packagist API, getting package data",
    ..PACKAGE
};

/// The only form of minified metadata that is known.
const MINIFIED: &str = "composer/2.0";
/// What takes a member away in it.
const UNSET: &str = "__unset";

impl ToSignals for ComposerPackages {
    const SIGNALS: &'static [&'static SignalKind] = &[&ABANDONED, &ABANDONED_VERSION];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["minified"]);
        let minified = self.minified.as_deref();
        if minified.is_some_and(|form| form != MINIFIED) {
            let note = "nobody knows how the versions are minified; each is read for itself";
            found.lost(root.child("minified"), LossKind::Changed, note);
        }
        let packages = root.child("packages");
        found.odd_entries(Some(&self.packages), &packages);
        for (name, versions) in self.packages.iter() {
            found.abandoned(name, versions, &packages.child(name), minified == Some(MINIFIED));
        }
        found.done()
    }
}

impl ToSignals for PackagistPackage {
    const SIGNALS: &'static [&'static SignalKind] = &[&DETAILS];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, place) = (Gathered::default(), Pointer::root().child("package"));
        found.odd(&self.package.rest, &place, &["name", "abandoned"]);
        if let Some(mark) = self.package.abandoned.as_ref().filter(|mark| mark.is_abandoned()) {
            let purl = package(EcosystemName::Packagist, self.package.name.as_ref());
            found.marked(&DETAILS, place.child("abandoned"), purl, mark);
        }
        found.done()
    }
}

/// What a version says, and where it says so.
struct Said<'d> {
    version: Option<&'d Text>,
    mark: Option<(&'d Abandoned, Pointer)>,
}

impl Gathered {
    fn abandoned(
        &mut self,
        name: &Text,
        versions: &ComposerVersions,
        place: &Pointer,
        minified: bool,
    ) {
        let said = match versions {
            ComposerVersions::Listed(items) => {
                self.odd_items(Some(items), place);
                let placed = items.indexed().map(|(index, one)| (place.index(index), one));
                self.said(placed, minified)
            }
            ComposerVersions::Named(entries) => {
                self.odd_entries(Some(entries), place);
                self.said(entries.iter().map(|(name, one)| (place.child(name), one)), false)
            }
        };
        let mark = |one: &Said<'_>| one.mark.as_ref().map(|(mark, _)| (*mark).clone());
        let same = said.windows(2).all(|pair| match pair {
            [one, next] => mark(one) == mark(next),
            _ => true,
        });
        if let (true, Some(Said { mark: Some((mark, place)), .. })) = (same, said.first()) {
            let purl = package(EcosystemName::Packagist, Some(name));
            return self.marked(&ABANDONED, place.clone(), purl, mark);
        }
        for Said { version, mark } in said {
            if let Some((mark, place)) = mark {
                let purl = version_of(EcosystemName::Packagist, Some(name), version);
                self.marked(&ABANDONED_VERSION, place, purl, mark);
            }
        }
    }

    /// What each version says, with what it has from those before.
    fn said<'d>(
        &mut self,
        versions: impl Iterator<Item = (Pointer, &'d ComposerVersion)>,
        minified: bool,
    ) -> Vec<Said<'d>> {
        let mut inherited = None;
        let mut said = Vec::new();
        for (place, one) in versions {
            self.odd(&one.rest, &place, &["version", "abandoned"]);
            let own = one.abandoned.as_ref().map(|mark| (mark, place.child("abandoned")));
            let mark = match own {
                Some((Abandoned::Instead(text), _)) if minified && text == UNSET => None,
                Some(own) => Some(own),
                None if minified => inherited.clone(),
                None => None,
            };
            inherited.clone_from(&mark);
            let mark = mark.filter(|(mark, _)| mark.is_abandoned());
            said.push(Said { version: one.version.as_ref(), mark });
        }
        said
    }

    fn marked(
        &mut self,
        kind: &'static SignalKind,
        place: Pointer,
        purl: Option<Purl>,
        mark: &Abandoned,
    ) {
        let Some(signal) = self.signal(kind, place.clone(), purl) else { return };
        let Abandoned::Instead(text) = mark else { return };
        match successor(EcosystemName::Packagist, text) {
            Some(successor) => signal.replacements.push(successor),
            None => {
                signal.native = verbatim("abandoned", text);
                let note = "no purl can name what is to be used instead; it stands as it is";
                self.lost(place, LossKind::Changed, note);
            }
        }
    }
}
