//! The inventory of a requirements file.
//!
//! Invariant: every member of the view is taken, or a loss stands at it; a package without a
//! version was asked for, not chosen.

use super::direct::{Direct, Meant, digest, source};
use super::{LineKind, LineOption, RequirementsLine, RequirementsTxt, options, pins};
use crate::leftovers::Leftovers;
use crate::pypi::direct_reference::fragment;
use crate::pypi::requirement::Requirement;
use crate::pypi::{FileName, places};
use crate::{Converted, Document, LossKind};
use pkgschema::identity::{Artifact, Digest, DigestAlgorithm, DigestSet, Ecosystem};
use pkgschema::metadata::{
    Condition, ConditionLanguage, DependencySource, Inventory, InventoryPackage, SourceKind,
};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};

/// What no such file says of its packages.
const UNKNOWN: [&str; 8] = [
    "availability",
    "bundled",
    "dependencies",
    "license",
    "optionality",
    "platforms",
    "runsCodeAtInstall",
    "scope",
];

/// The inventory of a file.
pub(super) fn of(file: &RequirementsTxt) -> Converted<Inventory> {
    let index = only_index(file);
    let mut reader =
        Reader { index: index.as_ref().map(|(_, url)| *url), left: Leftovers::default() };
    if let Some((place, _)) = &index {
        reader.left.take(place);
    }
    let mut packages = Vec::new();
    for (at, line) in file.lines().iter().enumerate() {
        let place = Pointer::root().index(at);
        reader.left.take_members(&place, &["kind", "text"]);
        if let Some(package) = reader.line(line, &place) {
            packages.push(package);
        }
    }
    let mut inventory = Inventory::of(RequirementsTxt::NAME);
    inventory.packages = packages.into();
    inventory.unknown = UNKNOWN.into_iter().map(Text::from_static).collect();
    let losses = reader.left.finish(file.view().as_raw(), "the inventory has no place for it");
    Converted::new(inventory, losses)
}

/// The one index that packages are looked for in, with the place where it is said; `None` where
/// there are other places, or another file may name one.
fn only_index(file: &RequirementsTxt) -> Option<(Pointer, &str)> {
    const OTHERS: [&str; 4] =
        [options::EXTRA_INDEX, "--no-index", options::FIND_LINKS, options::REQUIREMENT];
    let mut only = None;
    for (at, line) in file.lines().iter().enumerate() {
        if line.kind() != LineKind::Options {
            continue;
        }
        if line.options().iter().any(|it| OTHERS.contains(&it.name.as_str())) {
            return None;
        }
        for (index, url) in line.values(options::INDEX) {
            let place = Pointer::root().index(at).child("options").index(index);
            if only.replace((place, url)).is_some() {
                return None;
            }
        }
    }
    only
}

struct Reader<'f> {
    index: Option<&'f str>,
    left: Leftovers,
}

impl Reader<'_> {
    fn line(&mut self, line: &RequirementsLine, place: &Pointer) -> Option<InventoryPackage> {
        match line.kind() {
            LineKind::Blank | LineKind::Comment => None,
            LineKind::Other => {
                let note = "pip refuses the line: what it asks for is not in the inventory";
                self.left.lose_package(&place.child("text"), note);
                None
            }
            LineKind::Options => {
                self.includes(line.options(), place);
                None
            }
            LineKind::Requirement => {
                if line.is_editable() {
                    let note = "the inventory does not say how a package is installed";
                    self.left.lose(&place.child("editable"), LossKind::Dropped, note);
                }
                self.requirement(line, place)
            }
        }
    }

    /// Files that are included are not read.
    fn includes(&mut self, all: &[LineOption], place: &Pointer) {
        let list = place.child("options");
        for (index, option) in all.iter().enumerate() {
            let place = list.index(index);
            match option.name.as_str() {
                options::REQUIREMENT => {
                    let note = "the file is not read: what it asks for is not in the inventory";
                    self.left.lose_package(&place, note);
                }
                options::CONSTRAINT => {
                    let note = "the file is not read: it may ask for other versions";
                    self.left.lose(&place, LossKind::Dropped, note);
                }
                _ => {}
            }
        }
    }

    fn requirement(
        &mut self,
        line: &RequirementsLine,
        place: &Pointer,
    ) -> Option<InventoryPackage> {
        let at = place.child("requirement");
        let mut package = match line.meant()? {
            Meant::Nothing => {
                self.left.lose_package(&at, "it can be read as no requirement");
                return None;
            }
            Meant::Named(named) => self.named(&named),
            Meant::Direct(direct) => match direct.name() {
                Some(name) => self.direct(&direct, name, &at),
                None => {
                    let note = "it names no package: the name is in the file or folder itself";
                    match direct.is_own() {
                        true => self.left.lose(&at, LossKind::Dropped, note),
                        false => self.left.lose_package(&at, note),
                    }
                    return None;
                }
            },
        };
        self.left.take(&at);
        self.hashes(line, &place.child("options"), &mut package);
        Some(package)
    }

    fn named(&self, named: &Requirement) -> InventoryPackage {
        let mut package = InventoryPackage::new(Ecosystem::PYPI, named.name());
        package.version = pins::version(named);
        if package.version.is_none() {
            let asked = named.specifier().filter(|text| !text.is_empty());
            let asked = asked.map(|text| RequirementText::new(Ecosystem::PYPI, text));
            package.requirement = asked;
        }
        package.features = List::unless_empty(named.extras().to_vec());
        package.condition = named.marker().map(|marker| condition(marker.as_str()));
        match named.url() {
            Some(url) => {
                package.source = Some(source(url));
                package.artifacts = List::unless_empty(Vec::from_iter(artifact(url)));
            }
            None => package.source = self.index.map(registry),
        }
        package
    }

    fn direct(&mut self, direct: &Direct<'_>, name: Text, at: &Pointer) -> InventoryPackage {
        let file = direct.file_name().filter(|file| file.is_of(&name));
        let mut package = InventoryPackage::new(Ecosystem::PYPI, name);
        package.version = file.as_ref().map(|file| file.version().into());
        package.source = Some(direct.source());
        package.condition = direct.marker.map(condition);
        if let Some(extras) = direct.extras {
            let names = extras.split(',').map(str::trim).filter(|name| !name.is_empty());
            package.features = names.map(Text::from).collect();
        }
        let artifact = match direct.is_url() {
            true => artifact(direct.place),
            false => file.map(|file| named_file(&file)),
        };
        package.artifacts = List::unless_empty(Vec::from_iter(artifact));
        if direct.is_url() && fragment(direct.place, "egg").is_some() {
            self.left.say(at, LossKind::Normalized, "the name behind \"#egg=\" is the package's");
        }
        package
    }

    /// Each hash is of some file of the release: of which, the line does not say.
    fn hashes(&mut self, line: &RequirementsLine, place: &Pointer, package: &mut InventoryPackage) {
        for (index, value) in line.values(options::HASH) {
            let Some(digest) = hash(value) else { continue };
            self.left.take(&place.index(index));
            let said = |it: &Artifact| {
                let digests = it.digests.as_ref();
                digests.and_then(|digests| digests.get(digest.algorithm())) == Some(digest.clone())
            };
            // the address may say it as well
            if package.artifacts.first().is_some_and(said) {
                continue;
            }
            let mut artifact = Artifact::default();
            artifact.digests = Some(DigestSet::from_iter([digest]));
            package.artifacts.push(artifact);
        }
    }
}

/// The digest of `--hash`: `algorithm:digits`.
pub(super) fn hash(value: &str) -> Option<Digest> {
    let (algorithm, digits) = value.split_once(':')?;
    let algorithm = DigestAlgorithm::from(algorithm);
    Digest::from_hex(Some(algorithm).filter(DigestAlgorithm::is_listed)?, digits).ok()
}

fn condition(marker: &str) -> Condition {
    Condition::new(ConditionLanguage::Pep508, marker)
}

fn registry(index: &str) -> DependencySource {
    let mut source = DependencySource::new(SourceKind::Registry);
    source.registry_index = Some(Link::from_document(index));
    source
}

/// The file at an address of one.
fn artifact(url: &str) -> Option<Artifact> {
    let plain = url.split('#').next().unwrap_or(url);
    let file = ["http:", "https:", "ftp:"].iter().any(|scheme| {
        plain.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let link = Link::from_document(plain);
    if !file || !link.is_well_formed() {
        return None;
    }
    let name = places::name_in_url(plain);
    let mut artifact = Artifact::default();
    artifact.kind = name.as_deref().and_then(|name| Some(FileName::parse(name).ok()?.kind()));
    artifact.filename = name.map(Text::from);
    artifact.url = Some(link);
    artifact.digests = digest(url).map(|digest| DigestSet::from_iter([digest]));
    Some(artifact)
}

/// A file by its name alone.
fn named_file(file: &FileName) -> Artifact {
    let mut artifact = Artifact::default();
    artifact.filename = Some(file.as_str().into());
    artifact.kind = Some(file.kind());
    artifact
}
