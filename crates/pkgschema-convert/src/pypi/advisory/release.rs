//! From the vulnerabilities of a release to advisories about it.
//!
//! Invariant: the only version that comes out as affected is the release's own, and no range is
//! made of versions that are free of the vulnerability.

use super::super::json_vulnerabilities::{JsonVulnerabilities, JsonVulnerability, ReleaseInfo};
use crate::convert::{Refusal, ToAdvisories};
use crate::{Converted, Loss, LossKind, specific};
use pkgschema::Pointer;
use pkgschema::advisory::{Advisory, Affected, Package, Reference, ReferenceType};
use pkgschema::identity::{Ecosystem, PackageName};
use pkgschema::object::Raw;

/// Longest name or version that is taken, in bytes: both stand in every advisory.
const LONGEST: usize = 512;

/// Why a member that nobody knows is lost.
const NO_PLACE: &str = "an advisory has no place for it";

impl ToAdvisories for JsonVulnerabilities {
    fn to_advisories(&self) -> Result<Converted<Vec<Advisory>>, Refusal> {
        if !self.vulnerabilities.is_present() {
            let detail = "no list `vulnerabilities`: whether there are any is not known";
            return Err(Refusal::new("vulnerabilities-unknown", detail));
        }
        let mut losses = Vec::new();
        let affected = affected(self.info.as_ref(), &mut losses)?;
        losses.extend(Loss::of_rest(self, &Pointer::root(), NO_PLACE));
        let place = Pointer::root().child("vulnerabilities");
        let mut advisories = Vec::with_capacity(self.vulnerabilities.len());
        for (index, vulnerability) in self.vulnerabilities.indexed() {
            let place = place.index(index);
            match advisory(vulnerability, &affected, &place, &mut losses) {
                Some(advisory) => advisories.push(advisory),
                None => losses.push(dropped(place, "without `id` it is no advisory")),
            }
        }
        let odd = self.vulnerabilities.items().into_iter().flat_map(|items| items.odd());
        for (index, _) in odd {
            losses.push(dropped(place.index(index), "it is no object"));
        }
        let some = self.vulnerabilities.has_odd() || !self.vulnerabilities.is_empty();
        match advisories.is_empty() && some {
            true => Err(Refusal::new("no-id", "no vulnerability of the list has an `id`")),
            false => Ok(Converted::new(advisories, losses)),
        }
    }
}

/// The release as what is affected.
fn affected(info: Option<&ReleaseInfo>, losses: &mut Vec<Loss>) -> Result<Affected, Refusal> {
    let place = Pointer::root().child("info");
    let no_name = || Refusal::new("no-package", "the answer does not name the project");
    let info = info.ok_or_else(no_name)?;
    let name = info.name.as_ref().filter(|name| !name.trim().is_empty() && name.len() <= LONGEST);
    let name = name.ok_or_else(no_name)?;
    let package = match PackageName::new(Ecosystem::PYPI, name) {
        Ok(normal) => Package::of(&normal),
        Err(_) => {
            let note = "no name that PyPI allows; it stands as it is, without a purl";
            losses.push(Loss::new(place.child("name"), LossKind::Changed, note));
            let mut package = Package::default();
            (package.ecosystem, package.name) = (Some(Ecosystem::PYPI), Some(name.clone()));
            package
        }
    };
    if package.name.as_deref().is_some_and(|normal| normal != name.as_str()) {
        let note = "OSV names the project by its normalised name";
        losses.push(Loss::new(place.child("name"), LossKind::Normalized, note));
    }
    let mut affected = Affected::default();
    affected.package = Some(package);
    match info.version.as_ref().filter(|version| version.len() <= LONGEST) {
        Some(version) => affected.versions.push(version.clone()),
        None => {
            let note = "the answer does not say which release it is about: which versions are \
                        affected is not known";
            losses.push(Loss::new(place.clone(), LossKind::Changed, note));
        }
    }
    losses.extend(Loss::of_rest(info, &place, NO_PLACE));
    Ok(affected)
}

fn advisory(
    from: &JsonVulnerability,
    affected: &Affected,
    place: &Pointer,
    losses: &mut Vec<Loss>,
) -> Option<Advisory> {
    let mut advisory = Advisory::new(from.id.clone()?);
    advisory.withdrawn = from.withdrawn.clone();
    advisory.aliases = from.aliases.clone().into();
    advisory.summary = from.summary.clone();
    advisory.details = from.details.clone();
    if let Some(link) = &from.link {
        advisory.references.push(Reference::new(ReferenceType::Advisory, link.clone()));
    }
    let source = from.source.as_ref().and_then(Raw::of);
    advisory.database_specific = specific::object([("source", source)]);
    let mut affected = affected.clone();
    let fixed_in = from.fixed_in.items().and_then(Raw::of);
    affected.database_specific = specific::object([("fixed_in", fixed_in)]);
    if !from.fixed_in.is_empty() {
        let note = "kept below `database_specific`: where the affected range begins is not said";
        losses.push(Loss::new(place.child("fixed_in"), LossKind::Changed, note));
    }
    advisory.affected.push(affected);
    let note = "when it last changed is not said; `modified` is left out, which OSV requires";
    losses.push(Loss::new(place.clone(), LossKind::Defaulted, note));
    losses.extend(Loss::of_rest(from, place, NO_PLACE));
    Some(advisory)
}

fn dropped(place: Pointer, note: &str) -> Loss {
    Loss::new(place, LossKind::Dropped, note)
}
