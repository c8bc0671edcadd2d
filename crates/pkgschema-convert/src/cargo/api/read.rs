//! Records of an answer of crates.io.
//!
//! Invariant: one record a version, in the order of the answer; what is said of the crate is said
//! of the version published last, and unknown of the others.

use super::{ApiCrate, ApiVersion, CratesIoAnswer};
use crate::leftovers::Leftovers;
use crate::{Converted, Document, LossKind, licensing, names, places};
use pkgschema::identity::{
    Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, Ecosystem, PublishTime, TimeOrigin,
};
use pkgschema::metadata::{
    Account, AccountRole, Availability, EntryPoint, EntryPointKind, PackageMetadata, Provided,
    ProvidedKind, RuntimeRequirement,
};
use pkgschema::object::List;
use pkgschema::text::Link;
use pkgschema::version::RequirementText;
use pkgschema::{Finding, Pointer, Severity, Text};
use std::collections::HashSet;

/// What an answer may say.
const SAID: [&str; 18] = [
    "name",
    "version",
    "summary",
    "homepage",
    "documentation",
    "repository",
    "license",
    "keywords",
    "classifiers",
    "features",
    "provides",
    "languageEdition",
    "runtimeRequirements",
    "entryPoints",
    "artifacts",
    "publishTimes",
    "accounts",
    "availability",
];

/// What no answer says.
const UNKNOWN: [&str; 6] =
    ["authors", "constraints", "dependencies", "description", "publishing", "runsCodeAtBuild"];

/// The records; file addresses only with the address that their paths are below.
pub(super) fn records(
    answer: &CratesIoAnswer,
    base: Option<&Link>,
) -> Converted<Vec<PackageMetadata>> {
    let mut reader = Reader { answer, base, left: Leftovers::default() };
    let newest = reader.newest();
    let versions = placed(answer);
    let mut records = Vec::with_capacity(versions.len());
    for (index, (place, version)) in versions.iter().enumerate() {
        let mut record = reader.version(version, place);
        match newest == Some(index) {
            true => reader.of_crate(&mut record, Some(version)),
            false => record.mark_unknown(["keywords", "classifiers"]),
        }
        records.push(finished(record));
    }
    if versions.is_empty() {
        let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
        reader.of_crate(&mut record, None);
        records.push(finished(record));
    }
    reader.left.take(&Pointer::root().child("crate").child("name"));
    reader.left.take(&Pointer::root().child("crate").child("newest_version"));
    let losses = reader.left.finish(answer.view().as_raw(), "the record has no place for it");
    Converted::new(records, losses)
}

/// The versions with their places.
fn placed(answer: &CratesIoAnswer) -> Vec<(Pointer, &ApiVersion)> {
    let one = answer.version.iter().map(|version| (Pointer::root().child("version"), version));
    let all = Pointer::root().child("versions");
    one.chain(answer.versions.indexed().map(|(index, one)| (all.index(index), one))).collect()
}

/// What is odd: names, versions' files that are no paths, checksums of another kind.
pub(super) fn lints(answer: &CratesIoAnswer) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut check = |name: Option<&Text>, place: Pointer| {
        let odd = name.map(|name| names::check(&Ecosystem::CRATES_IO, name, &place));
        found.extend(odd.unwrap_or_default());
    };
    let krate = answer.krate.as_ref();
    check(krate.and_then(|of| of.name.as_ref()), Pointer::root().child("crate").child("name"));
    let versions = placed(answer);
    versions.iter().for_each(|(place, of)| check(of.krate.as_ref(), place.child("crate")));
    for (place, version) in versions {
        let mut find = |member: &str, code, words: &str| {
            found.push(Finding::new(place.child(member), code, Severity::Error, words));
        };
        if version.checksum.as_deref().is_some_and(|text| sha256(text).is_none()) {
            find("checksum", "malformed-digest", "expected a SHA-256 digest in hexadecimal");
        }
        if version.dl_path.as_deref().is_some_and(|path| !is_path(path)) {
            find("dl_path", "malformed-path", "expected a path that begins with /");
        }
        let named = krate.and_then(|of| of.name.as_ref()).zip(version.krate.as_ref());
        if named.is_some_and(|(of, named)| of != named) {
            find(
                "crate",
                "other-crate",
                "expected a version of the crate that the answer is about",
            );
        }
    }
    found
}

struct Reader<'a> {
    answer: &'a CratesIoAnswer,
    base: Option<&'a Link>,
    left: Leftovers,
}

impl Reader<'_> {
    /// Which of the versions was published last: what the crate says is said of it.
    fn newest(&self) -> Option<usize> {
        let newest = self.answer.krate.as_ref()?.newest_version.as_deref()?;
        placed(self.answer).iter().position(|(_, version)| version.num.as_deref() == Some(newest))
    }

    fn version(&mut self, version: &ApiVersion, place: &Pointer) -> PackageMetadata {
        let mut record = PackageMetadata::of(Ecosystem::CRATES_IO);
        let left = &mut self.left;
        let krate = self.answer.krate.as_ref().and_then(|of| of.name.as_ref());
        record.name = left.member(&version.krate, place, "crate").or(krate).cloned();
        record.version = left.member(&version.num, place, "num").cloned();
        record.summary = left.member(&version.description, place, "description").cloned();
        record.homepage = left.member(&version.homepage, place, "homepage").cloned();
        record.documentation = left.member(&version.documentation, place, "documentation").cloned();
        let repository = left.member(&version.repository, place, "repository");
        record.repository = repository.map(|url| places::repository(url));
        let license = left.member(&version.license, place, "license");
        record.license = license.map(|text| licensing::declared(text));
        let links = left.member(&version.lib_links, place, "lib_links").cloned();
        let links = links.map(|name| Provided::new(ProvidedKind::NativeLibrary, name));
        links.into_iter().for_each(|library| record.provides.push(library));
        record.language_edition = left.member(&version.edition, place, "edition").cloned();
        if let Some(rust) = left.member(&version.rust_version, place, "rust_version") {
            let mut requirement = RuntimeRequirement::new("rust");
            let text = RequirementText::new(Ecosystem::CRATES_IO, rust.clone());
            requirement.requirement = Some(text);
            record.runtime_requirements.push(requirement);
        }
        record.features = version.features.clone();
        if version.features.entries().is_some_and(|features| features.odd().is_empty()) {
            left.take(&place.child("features"));
        }
        self.publication(version, place, &mut record);
        record.entry_points = self.entry_points(version, place);
        record
    }

    /// What the registry knows: the file, the time, the account, whether it is yanked.
    fn publication(&mut self, version: &ApiVersion, place: &Pointer, record: &mut PackageMetadata) {
        record.artifacts = List::unless_empty(self.artifact(version, place).into_iter().collect());
        let left = &mut self.left;
        if let Some(time) = left.member(&version.created_at, place, "created_at") {
            record.publish_times.push(PublishTime::new(time.clone(), TimeOrigin::Registry));
        }
        let user = version.published_by.as_ref();
        let by = place.child("published_by");
        let login = user.and_then(|user| left.member(&user.login, &by, "login"));
        if let Some(login) = login {
            let mut account = Account::default();
            account.name = Some(login.clone());
            account.role = Some(AccountRole::Publisher);
            record.accounts.push(account);
        }
        let mut availability = Availability::default();
        availability.yanked = left.member(&version.yanked, place, "yanked").copied();
        availability.yanked_reason =
            left.member(&version.yank_message, place, "yank_message").cloned();
        record.availability = Some(availability).filter(|it| *it != Availability::default());
    }

    fn artifact(&mut self, version: &ApiVersion, place: &Pointer) -> Option<Artifact> {
        let mut artifact = Artifact::default();
        artifact.size = self.left.member(&version.crate_size, place, "crate_size").copied();
        if let Some(text) = &version.checksum {
            let place = place.child("checksum");
            match sha256(text) {
                Some(digest) => {
                    artifact.digests = Some(DigestSet::from_iter([digest]));
                    self.left.take(&place);
                }
                None => self.left.lose(&place, LossKind::Dropped, "no SHA-256 digest"),
            }
        }
        if let Some(path) = &version.dl_path {
            let place = place.child("dl_path");
            match self.base.filter(|_| is_path(path)) {
                Some(base) => {
                    let base = base.as_str().trim_end_matches('/');
                    artifact.url = Some(Link::from_document(format!("{base}{path}")));
                    self.left.take(&place);
                }
                None => {
                    let note = "a path alone, and below which address was not told";
                    self.left.lose(&place, LossKind::Dropped, note);
                }
            }
        }
        if artifact == Artifact::default() {
            return None;
        }
        artifact.kind = Some(ArtifactKind::Crate);
        Some(artifact)
    }

    /// The library and the binaries; a list without any only where both are known not to be.
    fn entry_points(&mut self, version: &ApiVersion, place: &Pointer) -> List<EntryPoint> {
        let has_lib = self.left.member(&version.has_lib, place, "has_lib").copied();
        let library = (has_lib == Some(true)).then(|| EntryPoint::new(EntryPointKind::Library));
        let binaries = version.bin_names.iter().map(|name| {
            let mut entry = EntryPoint::new(EntryPointKind::Command);
            entry.name = Some(name.clone());
            entry
        });
        let all: Vec<EntryPoint> = library.into_iter().chain(binaries).collect();
        self.left.take_each(&version.bin_names, &place.child("bin_names"));
        let is_whole = version.bin_names.is_present() && !version.bin_names.has_odd();
        if is_whole {
            self.left.take(&place.child("bin_names"));
        }
        let none_known = is_whole && has_lib == Some(false);
        if none_known { List::from(all) } else { List::unless_empty(all) }
    }

    /// What the crate says, for the version published last. A member that this has itself stays.
    fn of_crate(&mut self, record: &mut PackageMetadata, version: Option<&ApiVersion>) {
        let answer = self.answer;
        let Some(krate) = &answer.krate else { return };
        let place = Pointer::root().child("crate");
        record.name = record.name.take().or_else(|| krate.name.clone());
        self.words(krate, &place, record);
        // null in the version says that it has none, as far as the registry knows
        let open = |member: &str| version.is_none_or(|of| of.rest.get(member).is_none());
        let left = &mut self.left;
        if record.summary.is_none() && open("description") {
            record.summary = left.member(&krate.description, &place, "description").cloned();
        }
        if record.homepage.is_none() && open("homepage") {
            record.homepage = left.member(&krate.homepage, &place, "homepage").cloned();
        }
        if record.documentation.is_none() && open("documentation") {
            record.documentation =
                left.member(&krate.documentation, &place, "documentation").cloned();
        }
        if record.repository.is_none() && open("repository") {
            let repository = left.member(&krate.repository, &place, "repository");
            record.repository = repository.map(|url| places::repository(url));
        }
        self.say_same(krate, record, &place);
    }

    /// Members of the crate that say what the version says are no losses of their own.
    fn say_same(&mut self, krate: &ApiCrate, record: &PackageMetadata, place: &Pointer) {
        let url = |link: &Option<Link>| link.as_ref().map(|link| link.as_str().to_owned());
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let given = krate.repository.as_deref().map(places::repository);
        let pairs = [
            ("description", text(&krate.description), text(&record.summary)),
            ("homepage", url(&krate.homepage), url(&record.homepage)),
            ("documentation", url(&krate.documentation), url(&record.documentation)),
            (
                "repository",
                given.and_then(|it| url(&it.url)),
                record.repository.as_ref().and_then(|it| url(&it.url)),
            ),
        ];
        for (name, of_crate, of_version) in pairs {
            if of_crate.is_some() && of_crate == of_version {
                self.left.take(&place.child(name));
            }
        }
    }

    /// Keywords and categories: those that the crate lists, or else those that stand beside it.
    fn words(&mut self, krate: &ApiCrate, place: &Pointer, record: &mut PackageMetadata) {
        let answer = self.answer;
        let root = Pointer::root();
        let beside = answer.keywords.iter().filter_map(|one| one.keyword.clone());
        record.keywords = words(&krate.keywords, answer.keywords.is_present(), beside);
        let beside = answer.categories.iter().filter_map(|one| one.slug.clone());
        record.classifiers = words(&krate.categories, answer.categories.is_present(), beside);
        self.left.take_each(&krate.keywords, &place.child("keywords"));
        self.left.take_each(&krate.categories, &place.child("categories"));
        let keywords: HashSet<&Text> = record.keywords.iter().collect();
        for (index, one) in answer.keywords.indexed() {
            if one.keyword.as_ref().is_some_and(|word| keywords.contains(word)) {
                self.left.take(&root.child("keywords").index(index).child("keyword"));
            }
        }
        let categories: HashSet<&Text> = record.classifiers.iter().collect();
        for (index, one) in answer.categories.indexed() {
            if one.slug.as_ref().is_some_and(|word| categories.contains(word)) {
                self.left.take(&root.child("categories").index(index).child("slug"));
            }
        }
    }
}

fn words(listed: &List<Text>, is_beside: bool, beside: impl Iterator<Item = Text>) -> List<Text> {
    match (listed.is_present(), is_beside) {
        (true, _) => List::from(listed.to_vec()),
        (false, true) => beside.collect(),
        (false, false) => List::absent(),
    }
}

/// The record with everything listed as unknown that the answer does not say.
fn finished(mut record: PackageMetadata) -> PackageMetadata {
    if record.artifacts.is_empty() {
        record.artifacts = List::absent();
    }
    record.mark_unknown_if_absent(SAID);
    record.mark_unknown(UNKNOWN);
    record
}

fn sha256(text: &str) -> Option<Digest> {
    Digest::from_hex(DigestAlgorithm::Sha256, text).ok()
}

/// Whether the text is a path, and no address or network path (RFC 3986, 4.2).
fn is_path(text: &str) -> bool {
    let climbs = text.split('/').any(|part| part == "..");
    text.starts_with('/') && !text.starts_with("//") && !text.contains('\\') && !climbs
}
