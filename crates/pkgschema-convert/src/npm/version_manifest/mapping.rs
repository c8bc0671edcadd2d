//! Version manifests and package metadata.
//!
//! Invariant: what the manifest does not say of the registry is listed as unknown.

use super::{Deprecated, RegistryMembers, RegistryUser, VersionManifest, dist};
use crate::carry::{self, Mapping, Source};
use crate::npm::package_json::{OnePerson, PersonObject, PersonSpec};
use crate::npm::{PackageJson, origin, people};
use crate::{Converted, FromRecord, ToRecord};
use pkgschema::identity::{DigestAlgorithm, Ecosystem};
use pkgschema::metadata::{
    Account, AccountRole, Availability, PackageMetadata, Person, Repository, RunsCode,
};
use pkgschema::object::{Items, List, Object};
use pkgschema::{Pointer, Text};

impl ToRecord<PackageMetadata> for VersionManifest {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for VersionManifest {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

/// Whether what a `package.json` or a version manifest says at a place, beyond the common
/// members, means the same in the other.
pub(in crate::npm) fn shares(format: Option<&str>, place: &Pointer) -> bool {
    const SPELT_OTHERWISE: [&str; 4] = ["author", "contributors", "maintainers", "repository"];
    let first = place.tokens().next().unwrap_or_default();
    let own = RegistryMembers::MEMBERS.contains(&first.as_str()) && first != "directories";
    let known = format == PackageJson::FORMAT || format == VersionManifest::FORMAT;
    known && !own && !SPELT_OTHERWISE.contains(&first.as_str())
}

impl Mapping for VersionManifest {
    const KEY: &'static str = "npm";
    const FORMAT: Option<&'static str> = Some("npm-manifest");
    const ECOSYSTEM: Ecosystem = Ecosystem::NPM;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/authors", "a version manifest names one author, by name, mail address and page"),
        ("/maintainers", "maintainers of a version manifest are accounts"),
        ("/artifacts", "a version manifest names one tarball"),
        ("/publishing", "a version manifest cannot name the registries that it may go to"),
        ("/dependencies", "a version manifest can only name packages of npm"),
        ("/constraints", "a version manifest can only bound packages of npm"),
        ("/description", "a version manifest holds a readme's text, and names no file"),
        ("/entryPoints", "a version manifest names files of JavaScript packages only"),
        ("/features", "npm packages have no optional parts"),
        ("/publishTimes", "a version manifest says nothing of time"),
        ("/runsCodeAtBuild", "npm packages run code when installed, not when built"),
        ("/runtimeRequirements", "a version manifest asks for versions in npm's notation only"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = PackageJson::OTHER_NAMES;
    const NOTHING_IF_EMPTY: &'static [&'static str] = PackageJson::NOTHING_IF_EMPTY;
    const IN_ONE_LINE: &'static [&'static str] = &[];

    fn read(&self) -> PackageMetadata {
        let mut record = self.package.read();
        let registry = &self.registry;
        record.maintainers = List::absent();
        record.accounts = accounts(self);
        let dist = registry.dist.as_ref();
        if let Some(artifact) = dist.and_then(dist::artifact) {
            record.artifacts = List::from(vec![artifact]);
        }
        record.signatures = dist.map_or_else(List::absent, dist::signatures);
        record.availability = availability(registry);
        if let Some(revision) = &registry.git_head {
            record.repository.get_or_insert_default().revision = Some(revision.clone());
        }
        record.runs_code_at_install = match (registry.has_install_script, &record) {
            (_, record) if record.runs_code_at_install == Some(RunsCode::Yes) => {
                Some(RunsCode::Yes)
            }
            (Some(true), _) => Some(RunsCode::Yes),
            (Some(false), _) => Some(RunsCode::No),
            (None, record) => record.runs_code_at_install.clone(),
        };
        leave_open(&mut record);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut package = PackageJson::write(record);
        package.author = record.authors.first().map(people::object).map(PersonSpec::Object);
        package.contributors = record
            .contributors
            .is_present()
            .then(|| many(record.contributors.iter().map(people::object)));
        package.maintainers = maintainers(record);
        let plain = |repository: &&Repository| {
            repository.url.is_some() || repository.kind.is_some() || repository.directory.is_some()
        };
        if record.repository.as_ref().filter(plain).is_none() {
            package.repository = None;
        }
        let mut registry = RegistryMembers::default();
        registry.dist = dist::write(&record.artifacts, &record.signatures);
        registry.npm_user = publisher(record);
        registry.deprecated = deprecated(record);
        registry.git_head = record.repository.as_ref().and_then(|it| it.revision.clone());
        registry.has_install_script = match record.runs_code_at_install {
            Some(RunsCode::Yes) => Some(true),
            Some(RunsCode::No) => Some(false),
            _ => None,
        };
        Self { package, registry }
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        places(source, pointer)
    }

    fn shares(format: Option<&str>, place: &Pointer) -> bool {
        shares(format, place)
    }
}

/// The publisher and the maintainers.
fn accounts(manifest: &VersionManifest) -> List<Account> {
    let user = manifest.registry.npm_user.as_ref();
    let publisher = user.map(|user| {
        let mut account = Account::default();
        (account.name, account.email) = (user.name.clone(), user.email.clone());
        account.role = Some(AccountRole::Publisher);
        account
    });
    let maintainers = people::read(manifest.package.maintainers.as_ref());
    let present = publisher.is_some() || maintainers.is_present();
    let all = publisher.into_iter().chain(maintainers.iter().map(maintainer));
    let all: Vec<Account> = all.collect();
    if present { List::from(all) } else { List::absent() }
}

fn maintainer(person: &Person) -> Account {
    let mut account = Account::default();
    (account.name, account.email) = (person.name.clone(), person.email.clone());
    account.role = Some(AccountRole::Maintainer);
    account
}

fn of_role(record: &PackageMetadata, role: AccountRole) -> impl Iterator<Item = &Account> {
    record.accounts.iter().filter(move |account| account.role.as_ref() == Some(&role))
}

fn publisher(record: &PackageMetadata) -> Option<RegistryUser> {
    let account = of_role(record, AccountRole::Publisher).next()?;
    let mut user = RegistryUser::default();
    (user.name, user.email) = (account.name.clone(), account.email.clone());
    Some(user)
}

fn maintainers(record: &PackageMetadata) -> Option<PersonSpec> {
    let object = |account: &Account| {
        let mut object = PersonObject::default();
        (object.name, object.email) = (account.name.clone(), account.email.clone());
        object
    };
    let all: Vec<_> = of_role(record, AccountRole::Maintainer).map(object).collect();
    let none = record.accounts.is_present() && record.accounts.is_empty();
    (none || !all.is_empty()).then(|| many(all.into_iter()))
}

fn many(people: impl Iterator<Item = PersonObject>) -> PersonSpec {
    PersonSpec::Many(Items::from(people.map(OnePerson::Object).collect::<Vec<_>>()))
}

/// A manifest that names its publisher was not stripped, and the registry writes `deprecated`
/// only where there is something to say.
fn availability(registry: &RegistryMembers) -> Option<Availability> {
    match &registry.deprecated {
        Some(deprecated) => Some(deprecated.availability()),
        None if registry.npm_user.is_some() && registry.rest.get("deprecated").is_none() => {
            Some(Deprecated::Flag(false).availability())
        }
        None => None,
    }
}

fn deprecated(record: &PackageMetadata) -> Option<Deprecated> {
    let availability = record.availability.as_ref()?;
    let message = availability.deprecation_message.clone().filter(|text| !text.is_empty());
    match (availability.deprecated?, message) {
        (true, Some(message)) => Some(Deprecated::Message(message)),
        (true, None) => Some(Deprecated::Flag(true)),
        (false, _) if of_role(record, AccountRole::Publisher).next().is_some() => None,
        (false, _) => Some(Deprecated::Message(Text::EMPTY)),
    }
}

/// Lists as unknown what a manifest that does not say it leaves open. A `package.json` says less:
/// what it never says is known here.
fn leave_open(record: &mut PackageMetadata) {
    let open = |member: &&Text| !record.has(member);
    record.unknown = record.unknown.iter().filter(open).cloned().collect();
    record.mark_unknown_if_absent(["description"]);
    record.mark_unknown(["maintainers"]);
}

fn places(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
    let record = source.record;
    let root = Pointer::root();
    let tokens: Vec<String> = pointer.tokens().collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let index = || tokens.get(1).and_then(|index| index.parse::<usize>().ok());
    match (tokens.first(), tokens.get(1)) {
        (Some(&"accounts"), _) => index().and_then(|at| account(record, at)).into_iter().collect(),
        (Some(&"artifacts"), _) => artifact(record, tokens.get(2).copied()),
        (Some(&"signatures"), _) => {
            index().and_then(|at| signature(record, at)).into_iter().collect()
        }
        (Some(&"availability"), _) => vec![root.child("deprecated")],
        (Some(&"repository"), Some(&"revision")) => vec![root.child("gitHead")],
        (Some(&"repository"), None) if record.repository.as_ref().is_some_and(only_revision) => {
            vec![root.child("gitHead")]
        }
        (Some(&"runsCodeAtInstall"), _) if !source.keeps("/hasInstallScript") => {
            let scripts = origin::places(source, pointer);
            [vec![root.child("hasInstallScript")], scripts].concat()
        }
        _ => origin::places(source, pointer),
    }
}

fn only_revision(repository: &Repository) -> bool {
    repository.url.is_none() && repository.kind.is_none() && repository.directory.is_none()
}

fn account(record: &PackageMetadata, index: usize) -> Option<Pointer> {
    let root = Pointer::root();
    let account = record.accounts.get(index)?;
    if account.role == Some(AccountRole::Publisher) {
        return Some(root.child("_npmUser"));
    }
    let before = record.accounts.iter().take(index);
    let before = before.filter(|one| one.role == Some(AccountRole::Maintainer)).count();
    Some(root.child("maintainers").index(before))
}

fn artifact(record: &PackageMetadata, member: Option<&str>) -> Vec<Pointer> {
    let dist = Pointer::root().child("dist");
    let Some(artifact) = record.artifacts.first() else { return vec![dist] };
    let whole = |name: &str| member.is_none_or(|member| member == name);
    let digests = artifact.digests.as_ref();
    let sha1 = digests.is_some_and(|set| set.get(&DigestAlgorithm::Sha1).is_some());
    let others = digests.is_some_and(|set| set.len() > usize::from(sha1));
    let places = [
        ("tarball", whole("url") && artifact.url.is_some()),
        ("unpackedSize", whole("unpackedSize") && artifact.unpacked_size.is_some()),
        ("shasum", whole("digests") && sha1),
        ("integrity", whole("digests") && others),
    ];
    places.iter().filter(|(_, there)| *there).map(|(name, _)| dist.child(name)).collect()
}

fn signature(record: &PackageMetadata, index: usize) -> Option<Pointer> {
    let dist = Pointer::root().child("dist");
    let kind = record.signatures.get(index)?.kind.as_deref();
    Some(match kind {
        Some("attestation") => dist.child("attestations"),
        Some("openpgp") => dist.child("npm-signature"),
        _ => dist.child("signatures").index(index),
    })
}
