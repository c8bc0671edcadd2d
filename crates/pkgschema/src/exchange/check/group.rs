//! The packages of inventories, each once.
//!
//! Invariant: what stands at several places with the same purl, source and digests is one
//! package; which of the places came first changes nothing but their order.

use super::{CheckInput, PackagePlace};
use crate::Text;
use crate::identity::{ArtifactKind, Digest, DigestAlgorithm, DigestSet, PackageName, Purl};
use crate::metadata::{Inventory, InventoryPackage, SourceKind};
use crate::object::write;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// One package.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) name: PackageName,
    /// What the inventories say of it, in their order.
    pub(super) said: Vec<&'a InventoryPackage>,
    pub(super) places: Vec<PackagePlace>,
    pub(super) purl: Naming,
    /// The files whose digests contradict each other, here or where the package stands elsewhere.
    pub(super) disputed: Vec<Disputed>,
}

/// What a package is called.
#[derive(Debug)]
pub(super) enum Naming {
    Purl(Purl),
    /// The ecosystem has no purls.
    NoEcosystem,
    /// A rule forbids name or version.
    Malformed,
}

impl Naming {
    fn of(name: &PackageName, version: Option<&str>) -> Self {
        match name.purl(version) {
            Some(Ok(purl)) => Self::Purl(purl),
            Some(Err(_)) => Self::Malformed,
            None => Self::NoEcosystem,
        }
    }

    pub(super) fn purl(&self) -> Option<&Purl> {
        match self {
            Self::Purl(purl) => Some(purl),
            _ => None,
        }
    }
}

/// A file with digests that contradict each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Disputed {
    pub(super) filename: Option<Text>,
    pub(super) digests: Digests,
}

type Digests = Vec<(DigestAlgorithm, String)>;

/// Bytes that do for most keys.
const USUAL_KEY: usize = 96;

/// How many digests of a file that contradict each other are named.
const NAMED: usize = 4;

/// The packages of the inventories, in the order of what tells them from each other: versions of
/// one package stand together.
pub(super) fn groups<'a>(inputs: &[CheckInput<'a>]) -> impl Iterator<Item = Group<'a>> + use<'a> {
    let (mut groups, mut files): (BTreeMap<Key, Group<'a>>, Files) = Default::default();
    for input in inputs {
        let own = own_folders(input.inventory);
        let packages = input.inventory.packages.indexed();
        for (index, package) in packages.filter(|(_, package)| !is_own(package, &own)) {
            let name = package.package_name();
            let purl = Naming::of(&name, package.version.as_deref());
            let key = Key::of(package, &purl);
            files.take(key.release(), package);
            let group = groups.entry(key).or_insert_with(|| {
                let (said, places, disputed) = Default::default();
                Group { name, said, places, purl, disputed }
            });
            group.said.push(package);
            group.places.push(place(input, index, package));
        }
    }
    let contradictions = files.contradictions();
    if !contradictions.is_empty() {
        let each = groups.iter_mut();
        each.for_each(|(key, group)| group.disputed = disputed(key, group, &contradictions));
    }
    groups.into_values()
}

/// The folders of the subjects, with their names.
fn own_folders(inventory: &Inventory) -> HashSet<(&str, &str)> {
    let subjects = inventory.subjects.iter();
    subjects.filter_map(|it| Some((it.name.as_str(), it.location.as_deref()?))).collect()
}

/// Whether it is a link to a subject (npm's workspaces): what is the project's own comes from
/// nowhere else.
fn is_own(package: &InventoryPackage, own: &HashSet<(&str, &str)>) -> bool {
    let source = package.source.as_ref().filter(|source| source.kind == SourceKind::Path);
    let path = source.and_then(|source| source.path.as_deref());
    path.is_some_and(|path| own.contains(&(package.name.as_str(), path)))
}

fn place(input: &CheckInput<'_>, index: usize, package: &InventoryPackage) -> PackagePlace {
    let mut place = PackagePlace::new(format!("/packages/{index}"));
    place.inventory = input.name.map(Text::from);
    place.location = package.location.clone();
    place
}

/// What tells a package from others: its release, and behind that its digests.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    text: String,
    release_end: usize,
}

impl Key {
    fn of(package: &InventoryPackage, naming: &Naming) -> Self {
        let mut text = String::with_capacity(USUAL_KEY);
        text.push_str(package.ecosystem.as_str());
        text.push('\n');
        match naming {
            Naming::Purl(purl) => text.push_str(purl.as_str()),
            _ => {
                let said = (package.name.as_str(), package.version.as_deref());
                text.push_str(&format!("{:?} {:?}", said.0, said.1));
            }
        }
        text.push('\n');
        text.extend(package.source.as_ref().map(write));
        let release_end = text.len();
        for digest in digests(package) {
            text.push_str(if text.len() == release_end { "\n" } else { " " });
            text.push_str(&digest);
        }
        Self { text, release_end }
    }

    /// What tells a release from others, its digests aside.
    fn release(&self) -> &str {
        self.text.get(..self.release_end).unwrap_or_default()
    }
}

/// Every digest, sorted, each once.
fn digests(package: &InventoryPackage) -> Vec<String> {
    let sets = package.artifacts.iter().filter_map(|file| file.digests.as_ref());
    let text = |digest: Digest| format!("{}:{}", digest.algorithm(), digest.to_hex());
    let all: BTreeSet<String> = sets.flat_map(DigestSet::digests).map(text).collect();
    all.into_iter().collect()
}

/// The digests of every file.
#[derive(Default)]
struct Files {
    by_label: HashMap<String, HashMap<DigestAlgorithm, BTreeSet<String>>>,
}

/// What files of a release are told apart by: their names, or that there is one file only (npm,
/// Cargo). Of others without a name nobody knows which they are.
fn label(release: &str, filename: Option<&str>, kind: Option<&ArtifactKind>) -> Option<String> {
    match (kind, filename) {
        (Some(kind @ (ArtifactKind::Crate | ArtifactKind::Tarball)), _) => {
            Some(format!("{release}\n{kind}"))
        }
        (_, Some(filename)) => Some(format!("{release}\n/{filename}")),
        _ => None,
    }
}

impl Files {
    fn take(&mut self, release: &str, package: &InventoryPackage) {
        for file in &package.artifacts {
            let label = label(release, file.filename.as_deref(), file.kind.as_ref());
            let Some((label, set)) = label.zip(file.digests.as_ref()) else { continue };
            let known = self.by_label.entry(label).or_default();
            for digest in set.digests().chain(second_digests(set)) {
                let hex = known.entry(digest.algorithm().clone()).or_default();
                hex.insert(digest.to_hex());
            }
        }
    }

    /// The files with digests that contradict each other, by their labels.
    fn contradictions(&self) -> HashMap<&str, Digests> {
        let files = self.by_label.iter();
        files.filter_map(|(label, known)| Some((label.as_str(), contradictions(known)?))).collect()
    }
}

fn disputed(key: &Key, group: &Group<'_>, known: &HashMap<&str, Digests>) -> Vec<Disputed> {
    let files = group.said.iter().flat_map(|package| package.artifacts.iter());
    let labels = files.filter_map(|file| {
        let label = label(key.release(), file.filename.as_deref(), file.kind.as_ref())?;
        let digests = known.get(label.as_str())?.clone();
        Some(Disputed { filename: file.filename.clone(), digests })
    });
    labels.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Digests behind the first of their algorithm: a second member of one name.
fn second_digests(set: &DigestSet) -> impl Iterator<Item = Digest> + '_ {
    set.odd().iter().filter_map(|(name, raw)| {
        let text = crate::object::raw::string(raw.as_raw())?;
        Digest::from_hex(DigestAlgorithm::from(name), &text).ok()
    })
}

/// Digests by one algorithm that differ, none of which can be of the same bytes as another.
fn contradictions(known: &HashMap<DigestAlgorithm, BTreeSet<String>>) -> Option<Digests> {
    let mut found = Digests::new();
    for (algorithm, all) in known {
        let same_length = |hex: &&String| all.iter().any(|it| it != *hex && it.len() == hex.len());
        let differ = all.iter().take(NAMED).filter(same_length);
        found.extend(differ.map(|hex| (algorithm.clone(), hex.clone())));
    }
    found.sort_unstable();
    (!found.is_empty()).then_some(found)
}
