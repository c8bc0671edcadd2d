//! Signals of Hex.
//!
//! | reason | notice |
//! |---|---|
//! | `other` | `other` |
//! | `invalid` | `defect` |
//! | `security` | `vulnerability` |
//! | `deprecated` | `superseded` |
//! | `renamed` | `renamed` |
//! | any other word | none; the word stands in `registrySpecific` |
//!
//! Invariant: a retired release is deprecated, whatever the reason.

use super::{file_of_sha256, message, verbatim};
use crate::convert::Converted;
use crate::formats::hex_release::{HexPackage, HexRelease, HexRetirement};
use crate::signal::{Gathered, Grain, Signal, SignalKind, ToSignals};
use pkgschema::identity::Purl;
use pkgschema::takedown::Category;
use pkgschema::{Pointer, Text};

/// A release that is retired, in the answer about it.
static RELEASE: SignalKind = SignalKind {
    name: "hex-release-retired",
    document: "Hex release",
    place: "/retirement",
    source: "hexpm, HTTP API, retirement of a release",
    ..RETIRED
};

/// A release that is retired, in the answer about its package.
static PACKAGE: SignalKind = SignalKind {
    name: "hex-package-retired",
    document: "Hex package",
    place: "/retirements/*",
    source: "hexpm, HTTP API, retirements of a package",
    ..RETIRED
};

/// What both have in common.
const RETIRED: SignalKind = SignalKind {
    purl_type: "hex",
    grain: Grain::Version,
    mechanism: "retire",
    status: "deprecated",
    ..SignalKind::PLAIN
};

/// The public repository, whose packages have no namespace.
const PUBLIC: &str = "hexpm";

impl ToSignals for HexRelease {
    const SIGNALS: &'static [&'static SignalKind] = &[&RELEASE];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["retirement"]);
        if let Some(retirement) = self.retirement.get() {
            let named = [&self.package_url, &self.url].into_iter().flatten();
            let named = named.filter_map(|url| in_address(url)).next();
            let purl = named.and_then(|(repository, name)| purl(repository, name, &self.version));
            let file = self.checksum.get().and_then(|checksum| file_of_sha256(checksum));
            let place = root.child("retirement");
            if let Some(signal) = found.signal(&RELEASE, place.clone(), purl) {
                signal.artifacts.extend(file);
                told(retirement, signal);
            }
            found.odd(&retirement.rest, &place, &["reason", "message"]);
        }
        found.done()
    }
}

impl ToSignals for HexPackage {
    const SIGNALS: &'static [&'static SignalKind] = &[&PACKAGE];

    fn signals(&self) -> Converted<Vec<Signal>> {
        let (mut found, root) = (Gathered::default(), Pointer::root());
        found.odd(&self.rest, &root, &["retirements", "repository"]);
        let all = root.child("retirements");
        found.odd_entries(self.retirements.entries(), &all);
        // Whose package it is in a repository that nobody can read the name of is unknown.
        let unknown = self.rest.get("repository").is_some();
        for (version, retirement) in self.retirements.iter() {
            let place = all.child(version);
            let purl = match unknown {
                true => None,
                false => purl(self.repository.as_deref(), &self.name, version),
            };
            if let Some(signal) = found.signal(&PACKAGE, place.clone(), purl) {
                told(retirement, signal);
            }
            found.odd(&retirement.rest, &place, &["reason", "message"]);
        }
        found.done()
    }
}

/// What a retirement tells beside that it is one.
fn told(retirement: &HexRetirement, signal: &mut Signal) {
    signal.message = message(retirement.message.get());
    let Some(reason) = &retirement.reason else { return };
    signal.category = category(reason);
    if signal.category.is_none() {
        signal.native = verbatim("reason", reason);
    }
}

fn category(reason: &Text) -> Option<Category> {
    Some(match reason.as_str() {
        "other" => Category::Other,
        "invalid" => Category::Defect,
        "security" => Category::Vulnerability,
        "deprecated" => Category::Superseded,
        "renamed" => Category::Renamed,
        _ => return None,
    })
}

/// The repository and the package that an address names, by its segments behind `repos` and
/// `packages`.
fn in_address(url: &str) -> Option<(Option<&str>, &str)> {
    let path = url.split(['?', '#']).next()?;
    let (before, behind) = path.rsplit_once("/packages/")?;
    let name = behind.split('/').next()?;
    let repository = before.rsplit_once("/repos/").map(|(_, repository)| repository);
    let plain = |part: &str| !part.is_empty() && !part.contains(['/', '%']);
    (plain(name) && repository.is_none_or(plain)).then_some((repository, name))
}

/// A release's purl; an organisation is its namespace (purl type `hex`).
fn purl(repository: Option<&str>, name: &str, version: &str) -> Option<Purl> {
    if name.is_empty() || version.is_empty() {
        return None;
    }
    let builder = Purl::builder("hex", name).version(version);
    match repository.filter(|repository| *repository != PUBLIC) {
        Some("") => None,
        Some(organisation) if organisation.contains('/') => None,
        Some(organisation) => builder.namespace(organisation).build().ok(),
        None => builder.build().ok(),
    }
}
