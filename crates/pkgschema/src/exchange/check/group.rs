//! The packages of inventories, each once.
//!
//! Invariant: what stands at several places with the same purl, source and digests is one
//! package; which of the places came first changes nothing but their order.

use super::{CheckInput, PackagePlace};
use crate::Text;
use crate::identity::{ArtifactKind, Digest, DigestAlgorithm, DigestSet, Purl};
use crate::metadata::InventoryPackage;
use crate::object::write;
use std::collections::{BTreeSet, HashMap};

/// One package.
#[derive(Debug)]
pub(super) struct Group<'a> {
    /// What tells it from others.
    pub(super) key: String,
    /// The same without its digests.
    release: String,
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
    fn of(package: &InventoryPackage) -> Self {
        match package.purl() {
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

/// How many digests of a file that contradict each other are named.
const NAMED: usize = 4;

/// The packages of the inventories.
pub(super) fn groups<'a>(inputs: &[CheckInput<'a>]) -> Vec<Group<'a>> {
    let (mut groups, mut known): (Vec<Group<'a>>, HashMap<String, usize>) = Default::default();
    let mut files = Files::default();
    for input in inputs {
        for (index, package) in input.inventory.packages.indexed() {
            let purl = Naming::of(package);
            let release = release(package, &purl);
            files.take(&release, package);
            let key = format!("{release}\n{}", digests(package).join(" "));
            let place = place(input, index, package);
            match known.get(&key).and_then(|at| groups.get_mut(*at)) {
                Some(group) => {
                    group.said.push(package);
                    group.places.push(place);
                }
                None => {
                    known.insert(key.clone(), groups.len());
                    let (said, places, disputed) = (vec![package], vec![place], Vec::new());
                    groups.push(Group { key, release, said, places, purl, disputed });
                }
            }
        }
    }
    let contradictions = files.contradictions();
    if !contradictions.is_empty() {
        groups.iter_mut().for_each(|group| group.disputed = disputed(group, &contradictions));
    }
    groups
}

fn place(input: &CheckInput<'_>, index: usize, package: &InventoryPackage) -> PackagePlace {
    let mut place = PackagePlace::new(format!("/packages/{index}"));
    place.inventory = input.name.map(Text::from);
    place.location = package.location.clone();
    place
}

/// What tells a release from others, its digests aside.
fn release(package: &InventoryPackage, naming: &Naming) -> String {
    let ecosystem = package.ecosystem.as_str();
    let name = match naming {
        Naming::Purl(purl) => purl.as_str().to_owned(),
        _ => format!("{:?} {:?}", package.name.as_str(), package.version.as_deref()),
    };
    let source = package.source.as_ref().map(write).unwrap_or_default();
    format!("{ecosystem}\n{name}\n{source}")
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

fn disputed(group: &Group<'_>, known: &HashMap<&str, Digests>) -> Vec<Disputed> {
    let files = group.said.iter().flat_map(|package| package.artifacts.iter());
    let labels = files.filter_map(|file| {
        let label = label(&group.release, file.filename.as_deref(), file.kind.as_ref())?;
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
