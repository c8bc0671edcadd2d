//! Index lines and package metadata.
//!
//! Invariant: what an index line cannot say is listed as unknown in the record.

use super::{IndexLine, dependencies, features, origin};
use crate::cargo::metadata as manifest;
use crate::cargo::published;
use crate::carry::{self, Mapping, Source};
use crate::{Converted, FromRecord, Loss, LossKind, ToRecord};
use pkgschema::identity::{
    Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, Ecosystem, PublishTime, TimeOrigin,
};
use pkgschema::metadata::{PackageMetadata, Provided, ProvidedKind};
use pkgschema::object::List;
use pkgschema::text::Timestamp;
use pkgschema::{Pointer, Text};

/// What crates have and no index line says.
const UNKNOWN: &[&str] = &[
    "summary",
    "description",
    "homepage",
    "repository",
    "documentation",
    "license",
    "authors",
    "accounts",
    "keywords",
    "classifiers",
    "constraints",
    "languageEdition",
    "entryPoints",
    "publishing",
    "runsCodeAtBuild",
    "signatures",
];

/// What a line of a schema version that nobody knows leaves unknown as well.
const UNKNOWN_IF_NEW: &[&str] = &[
    "dependencies",
    "features",
    "runtimeRequirements",
    "provides",
    "artifacts",
    "publishTimes",
    "availability",
];

impl ToRecord<PackageMetadata> for IndexLine {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for IndexLine {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for IndexLine {
    const KEY: &'static str = "cargo";
    const FORMAT: Option<&'static str> = Some("cargo-index-line");
    const ECOSYSTEM: Ecosystem = Ecosystem::CRATES_IO;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/dependencies", "an index line names crates of registries by what versions will do"),
        ("/namespace", "crates have no namespace"),
        ("/runtimeRequirements", "an index line can only ask for a version of Rust"),
        ("/artifacts", "an index line holds the SHA-256 digest of the crate file only"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[];
    const IN_ONE_LINE: &'static [&'static str] = &[];
    const NOTHING_IF_EMPTY: &'static [&'static str] = &[
        "deps",
        "features",
        "features2",
        "yanked",
        "links",
        "rust_version",
        "pubtime",
        "registry",
        "package",
        "artifact",
        "bindep_target",
        "public",
    ];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        record.name = self.name.clone();
        record.version = self.vers.clone();
        let mut unknown: Vec<Text> = UNKNOWN.iter().copied().map(Text::from_static).collect();
        match self.is_known() {
            true => self.read_known(&mut record, &mut unknown),
            false => unknown.extend(UNKNOWN_IF_NEW.iter().copied().map(Text::from_static)),
        }
        record.unknown = List::from(unknown);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut line = Self::default();
        line.name = record.name.as_deref().map(manifest::crate_name);
        line.vers = record.version.clone();
        line.deps = dependencies::write(&record.dependencies);
        line.cksum = record.artifacts.iter().find_map(checksum);
        features::write(&record.features, &mut line);
        line.yanked = record.availability.as_ref().and_then(|it| it.yanked).into();
        let native = record.provides.iter().find(|it| it.kind == ProvidedKind::NativeLibrary);
        line.links = native.map(|provided| provided.name.clone()).into();
        line.rust_version = manifest::to_rust_version(&record.runtime_requirements).into();
        line.pubtime = published_at(record).cloned().into();
        line
    }

    fn is_usual(&self) -> bool {
        let named = self.name.as_deref().is_some_and(manifest::is_crate_name);
        let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        let cksum = self.cksum.as_deref();
        let digest = cksum.is_some_and(|text| text.len() == 64 && text.bytes().all(hex));
        let null = self.yanked.is_null()
            || self.links.is_null()
            || self.rust_version.is_null()
            || self.pubtime.is_null();
        named
            && digest
            && !null
            && self.rest.is_empty()
            && features::is_usual(self)
            && dependencies::is_usual(&self.deps)
    }

    fn about_itself(&self) -> Vec<Loss> {
        let says = self.v.get().filter(|_| self.is_known());
        let note = "it says how the line's features are written";
        let loss = |_| Loss::new(Pointer::root().child("v"), LossKind::Normalized, note);
        says.into_iter().map(loss).collect()
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::place(source, pointer).into_iter().collect()
    }

    fn pairs(record: &PackageMetadata, back: &PackageMetadata) -> Option<Vec<Option<usize>>> {
        Some(published::pairs(record, back))
    }

    fn same_meaning(member: &str, left: &str, right: &str) -> bool {
        published::same_meaning(member, left, right)
    }
}

impl IndexLine {
    fn read_known(&self, record: &mut PackageMetadata, unknown: &mut Vec<Text>) {
        let mut note = |member| unknown.push(Text::from_static(member));
        record.dependencies = dependencies::read(&self.deps);
        record.features = features::read(self);
        match self.artifact() {
            Some(artifact) => record.artifacts.push(artifact),
            None => note("artifacts"),
        }
        match self.pubtime.get() {
            Some(time) => {
                record.publish_times.push(PublishTime::new(time.clone(), TimeOrigin::Registry));
            }
            None => note("publishTimes"),
        }
        match self.yanked.get() {
            Some(yanked) => {
                record.availability.get_or_insert_default().yanked = Some(*yanked);
            }
            None => note("availability"),
        }
        if let Some(name) = self.links.get() {
            record.provides.push(Provided::new(ProvidedKind::NativeLibrary, name.clone()));
        }
        if let Some(version) = self.rust_version.get() {
            record.runtime_requirements.push(manifest::rust_version(version));
        }
        let shapes = [
            ("dependencies", self.deps.is_present()),
            ("features", self.features.is_present()),
            ("provides", self.rest.get("links").is_none()),
            ("runtimeRequirements", self.rest.get("rust_version").is_none()),
        ];
        shapes.into_iter().filter(|(_, read)| !read).for_each(|(member, _)| note(member));
    }

    /// The crate file, by its checksum.
    pub(in crate::cargo) fn artifact(&self) -> Option<Artifact> {
        let digest = Digest::from_hex(DigestAlgorithm::Sha256, self.cksum.as_deref()?).ok()?;
        let mut artifact = Artifact::default();
        artifact.kind = Some(ArtifactKind::Crate);
        artifact.filename = self.filename();
        artifact.digests = Some(DigestSet::from_iter([digest]));
        Some(artifact)
    }

    /// The file's name; none where name or version holds what no file of a crate is called by.
    fn filename(&self) -> Option<Text> {
        let (name, version) = (self.name.as_deref()?, self.vers.as_deref()?);
        let plain = |text: &str| {
            let inside = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.+".contains(&byte);
            text.starts_with(|first: char| first.is_ascii_alphanumeric())
                && text.bytes().all(inside)
        };
        let fits = plain(name) && plain(version);
        fits.then(|| Text::from([name, "-", version, ".crate"].concat()))
    }
}

/// The SHA-256 digest of a crate file.
fn checksum(artifact: &Artifact) -> Option<Text> {
    let of_crate = artifact.kind == Some(ArtifactKind::Crate);
    let digest = artifact.digests.as_ref().filter(|_| of_crate)?.get(&DigestAlgorithm::Sha256)?;
    Some(Text::from(digest.as_source()))
}

/// When the registry published it: of the version, or of its crate file.
fn published_at(record: &PackageMetadata) -> Option<&Timestamp> {
    let of_files = record.artifacts.iter().flat_map(|artifact| artifact.publish_times.iter());
    let mut times = record.publish_times.iter().chain(of_files);
    times.find(|it| it.origin == TimeOrigin::Registry).map(|it| &it.time)
}
