//! Lints about packages.
//!
//! Invariant: the name is judged as it stands in the ecosystem, the purl as it stands beside it.

use crate::Severity;
use crate::advisory::Package;
use crate::finding::Lints;
use crate::identity::{Ecosystem, EcosystemName, PackageName, Purl};
use crate::text::Link;

pub(super) fn lint(package: &Package, place: &str, lints: &mut Lints) {
    let absent = |name: &str| package.rest.get(name).is_none();
    match &package.ecosystem {
        None if absent("ecosystem") => {
            lints.error(place, "missing-ecosystem", "of which ecosystem is not said");
        }
        None => {}
        Some(ecosystem) if !ecosystem.is_well_formed() => {} // told already
        Some(ecosystem) => listed(ecosystem, &format!("{place}/ecosystem"), lints),
    }
    if package.name.is_none() && absent("name") {
        lints.error(place, "missing-name", "which package is not said");
    }
    if let (Some(ecosystem), Some(name)) = (&package.ecosystem, &package.name) {
        let name = PackageName::from_document(ecosystem.clone(), name.clone());
        named(&name, &format!("{place}/name"), lints);
    }
    purl(package, &format!("{place}/purl"), lints);
}

fn listed(ecosystem: &Ecosystem, place: &str, lints: &mut Lints) {
    if !ecosystem.is_listed() {
        let words = format!("{:?} is no listed ecosystem", ecosystem.base().as_str());
        return lints.error(place, "unlisted-ecosystem", words);
    }
    let needs = matches!(
        ecosystem.base(),
        EcosystemName::Alpine | EcosystemName::Mageia | EcosystemName::PhotonOs
    );
    let of_url = matches!(
        ecosystem.base(),
        EcosystemName::Maven | EcosystemName::Packagist | EcosystemName::VsCode
    );
    match ecosystem.suffix() {
        None if needs => {
            lints.warning(place, "suffix-missing", "of which release is not said");
        }
        Some(suffix) if of_url && !Link::from_document(suffix).is_well_formed() => {
            lints.warning(place, "suffix-no-url", "the suffix is the address of a repository");
        }
        _ => {}
    }
}

fn named(name: &PackageName, place: &str, lints: &mut Lints) {
    for finding in name.check() {
        if finding.severity == Severity::Error {
            lints.warning(place, "package-name", finding.message);
        }
    }
    let base = name.ecosystem().base();
    if base == EcosystemName::Linux && name.as_source() != "Kernel" {
        lints.warning(place, "linux-name", "the only package is called Kernel");
    }
    if name.normalized() != name.as_source() {
        let words = format!("the ecosystem normalises it to {:?}", name.normalized());
        lints.warning(place, "unnormalized-name", words);
    }
}

fn purl(package: &Package, place: &str, lints: &mut Lints) {
    let Some(text) = &package.purl else { return };
    let purl = match Purl::parse(text) {
        Ok(purl) => purl,
        Err(error) => return lints.warning(place, "malformed-purl", error.to_string()),
    };
    if purl.version().is_some() {
        lints.warning(place, "purl-with-version", "which versions are affected stands elsewhere");
    }
    let (Some(ecosystem), Some(name)) = (&package.ecosystem, &package.name) else { return };
    let Some(other) = PackageName::of_purl(&purl) else { return };
    let name = PackageName::from_document(ecosystem.clone(), name.clone());
    let known = ecosystem.purl_type().is_some();
    if known && name.package_key() != other.package_key() {
        lints.warning(place, "other-purl", "it is another package's");
    }
}
