//! `package.json` and package metadata.
//!
//! Invariant: the two functions below are each other's inverse wherever npm has one spelling.

use super::package_json::{
    Bugs, BugsObject, FundingObject, FundingSpec, OneFunding, PackageJson, RepositoryObject,
    RepositorySpec, Words,
};
use super::{dependencies, engines, entry_points, licenses, origin, people, version_manifest};
use crate::carry::{self, Mapping, Source};
use crate::{Converted, FromRecord, ToRecord, WorkspaceResolver, places};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Description, Funding, IssueTracker, PackageMetadata, Platforms, Publishing, Repository,
    RunsCode,
};
use pkgschema::object::{Items, List};
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};

/// Scripts that npm runs when it installs a package.
pub(super) const INSTALL_SCRIPTS: [&str; 3] = ["preinstall", "install", "postinstall"];

/// What only the registry knows.
const UNKNOWN: [&str; 5] = ["accounts", "artifacts", "availability", "publishTimes", "signatures"];

/// Members, and what is unknown of the package where their value is of no known kind.
const UNREAD: &[(&str, &str)] = &[
    ("name", "name"),
    ("version", "version"),
    ("description", "summary"),
    ("readme", "description"),
    ("homepage", "homepage"),
    ("repository", "repository"),
    ("bugs", "issueTracker"),
    ("funding", "funding"),
    ("license", "license"),
    ("licenses", "license"),
    ("author", "authors"),
    ("maintainers", "maintainers"),
    ("contributors", "contributors"),
    ("keywords", "keywords"),
    ("dependencies", "dependencies"),
    ("devDependencies", "dependencies"),
    ("peerDependencies", "dependencies"),
    ("optionalDependencies", "dependencies"),
    ("overrides", "constraints"),
    ("resolutions", "constraints"),
    ("os", "platforms"),
    ("cpu", "platforms"),
    ("libc", "platforms"),
    ("engines", "runtimeRequirements"),
    ("devEngines", "runtimeRequirements"),
    ("main", "entryPoints"),
    ("module", "entryPoints"),
    ("types", "entryPoints"),
    ("typings", "entryPoints"),
    ("browser", "entryPoints"),
    ("exports", "entryPoints"),
    ("bin", "entryPoints"),
    ("man", "entryPoints"),
    ("private", "publishing"),
];

impl ToRecord<PackageMetadata> for PackageJson {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for PackageJson {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl Mapping for PackageJson {
    const KEY: &'static str = "npm";
    const ECOSYSTEM: Ecosystem = Ecosystem::NPM;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/authors", "package.json names one author, by name, mail address and page"),
        ("/publishing", "package.json cannot name the registries that it may go to"),
        ("/dependencies", "package.json can only name packages of npm"),
        ("/constraints", "package.json can only bound packages of npm"),
        ("/description", "package.json holds a readme's text, and names no file"),
        ("/documentation", "package.json has no place for documentation"),
        ("/entryPoints", "package.json names files of JavaScript packages only"),
        ("/features", "npm packages have no optional parts"),
        ("/provides", "package.json has no place for what else a package provides"),
        ("/platforms", "package.json names platforms in npm's words only"),
        ("/runsCodeAtBuild", "npm packages run code when installed, not when built"),
        ("/classifiers", "npm has no list of categories"),
        ("/languageEdition", "npm has no language editions"),
        ("/runtimeRequirements", "package.json asks for versions in npm's notation only"),
    ];

    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[
        ("license", "licenses"),
        ("licenses", "license"),
        ("types", "typings"),
        ("bundleDependencies", "bundledDependencies"),
    ];

    const NOTHING_IF_EMPTY: &'static [&'static str] = &[
        "dependencies",
        "devDependencies",
        "peerDependencies",
        "peerDependenciesMeta",
        "optionalDependencies",
        "bundleDependencies",
        "bundledDependencies",
        "overrides",
        "resolutions",
        "scripts",
        "funding",
        "engines",
        "devEngines",
        "bin",
        "man",
    ];
    const IN_ONE_LINE: &'static [&'static str] = &["name", "email", "url", "type"];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        (record.namespace, record.name) = self.name.as_ref().map_or((None, None), split_name);
        record.version = self.version.clone();
        record.summary = self.description.clone();
        record.description = self.readme.as_ref().map(readme);
        record.homepage = self.homepage.clone();
        record.repository = self.repository.as_ref().map(repository);
        record.issue_tracker = self.bugs.as_ref().map(bugs);
        record.funding = funding(self.funding.as_ref());
        record.license = licenses::read(self);
        record.authors = people::read(self.author.as_ref());
        record.maintainers = people::read(self.maintainers.as_ref());
        record.contributors = people::read(self.contributors.as_ref());
        record.keywords = keywords(self.keywords.as_ref());
        record.dependencies = dependencies::read(self);
        record.constraints = dependencies::read_constraints(self);
        record.platforms = platforms([&self.os, &self.cpu, &self.libc]);
        record.runtime_requirements = engines::read(self);
        record.entry_points = entry_points::read(self, record.name.as_ref());
        record.publishing = self.private.map(publishing);
        record.runs_code_at_install = runs_code(self);
        record.mark_unknown(UNKNOWN);
        record.mark_unknown_if_absent(["runsCodeAtInstall"]);
        carry::note_unread(&mut record, &self.rest, UNREAD);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut package = Self::default();
        package.name = joined_name(record);
        package.version = record.version.clone();
        package.description = record.summary.clone();
        package.readme = record.description.as_ref().and_then(|readme| readme.text.clone());
        package.homepage = record.homepage.clone();
        package.repository = record.repository.as_ref().map(to_repository);
        package.bugs = record.issue_tracker.as_ref().map(to_bugs);
        package.funding = to_funding(&record.funding);
        licenses::write(record.license.as_ref(), &mut package);
        package.author = record.authors.first().map(people::write_one);
        package.maintainers = people::write_many(&record.maintainers);
        package.contributors = people::write_many(&record.contributors);
        package.keywords = words(&record.keywords);
        dependencies::write(&record.dependencies, &mut package);
        dependencies::write_constraints(&record.constraints, &mut package);
        // npm refuses to install a package on a platform whose word is not listed
        let own = |_: &&Platforms| record.ecosystem == Self::ECOSYSTEM;
        let platforms = record.platforms.as_ref().filter(own);
        package.os = platforms.and_then(|platforms| words(&platforms.os));
        package.cpu = platforms.and_then(|platforms| words(&platforms.cpu));
        package.libc = platforms.and_then(|platforms| words(&platforms.libc));
        engines::write(&record.runtime_requirements, &mut package);
        if record.ecosystem == Self::ECOSYSTEM {
            entry_points::write(&record.entry_points, &mut package);
        }
        let allowed = record.publishing.as_ref().and_then(|publishing| publishing.allowed);
        package.private = allowed.map(|allowed| !allowed);
        package
    }

    fn published(&self, _: &dyn WorkspaceResolver) -> Option<Converted<Self>> {
        Some(self.prepared())
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::places(source, pointer)
    }

    fn shares(format: Option<&str>, place: &Pointer) -> bool {
        version_manifest::shares(format, place)
    }
}

/// `@scope/name` taken apart; anything else is a name.
fn split_name(name: &Text) -> (Option<Text>, Option<Text>) {
    let scoped = name.split_once('/').filter(|(scope, rest)| {
        scope.len() > 1 && scope.starts_with('@') && !rest.is_empty() && !rest.contains('/')
    });
    match scoped {
        Some((scope, rest)) => (Some(Text::from(scope)), Some(Text::from(rest))),
        None => (None, Some(name.clone())),
    }
}

fn joined_name(record: &PackageMetadata) -> Option<Text> {
    let name = record.name.clone()?;
    match &record.namespace {
        Some(scope) if scope.starts_with('@') => Some(format!("{scope}/{name}").into()),
        _ => Some(name),
    }
}

fn readme(text: &Text) -> Description {
    let mut description = Description::default();
    description.text = Some(text.clone());
    description
}

fn keywords(keywords: Option<&Words>) -> List<Text> {
    match keywords {
        Some(Words::One(text)) => {
            let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.map(Text::from).collect()
        }
        other => PackageJson::words(other),
    }
}

fn words(words: &List<Text>) -> Option<Words> {
    words.is_present().then(|| Words::Many(Items::from(words.to_vec())))
}

fn repository(spec: &RepositorySpec) -> Repository {
    let object = match spec {
        RepositorySpec::Object(object) => object,
        RepositorySpec::Text(text) => return places::repository(text),
    };
    let url = object.url.as_deref().map(places::repository);
    let mut repository = url.unwrap_or_default();
    repository.kind = object.repository_type.clone();
    repository.directory = object.directory.clone();
    repository
}

fn to_repository(repository: &Repository) -> RepositorySpec {
    let mut object = RepositoryObject::default();
    object.repository_type = repository.kind.clone();
    object.url = repository.url.as_ref().map(|url| places::npm_url(url.as_str()).into());
    object.directory = repository.directory.clone();
    RepositorySpec::Object(object)
}

fn bugs(bugs: &Bugs) -> IssueTracker {
    let mut tracker = IssueTracker::default();
    match bugs {
        Bugs::Text(text) if text.contains('@') && !text.contains("://") => {
            tracker.email = Some(text.clone());
        }
        Bugs::Text(text) => tracker.url = Some(Link::from_document(text.clone())),
        Bugs::Object(object) => {
            tracker.url = object.url.clone();
            tracker.email = object.email.clone();
        }
    }
    tracker
}

fn to_bugs(tracker: &IssueTracker) -> Bugs {
    let mut object = BugsObject::default();
    object.url = tracker.url.clone();
    object.email = tracker.email.clone();
    Bugs::Object(object)
}

fn funding(spec: Option<&FundingSpec>) -> List<Funding> {
    let url = |url: &Text| {
        let mut funding = Funding::default();
        funding.url = Some(Link::from_document(url.clone()));
        funding
    };
    let object = |object: &FundingObject| {
        let mut funding = Funding::default();
        funding.url = object.url.clone();
        funding.kind = object.funding_type.clone();
        funding
    };
    match spec {
        None => List::absent(),
        Some(FundingSpec::Url(text)) => List::from(vec![url(text)]),
        Some(FundingSpec::Object(one)) => List::from(vec![object(one)]),
        Some(FundingSpec::Many(all)) => {
            let one = |one: &OneFunding| match one {
                OneFunding::Url(text) => url(text),
                OneFunding::Object(one) => object(one),
            };
            all.iter().map(one).collect()
        }
    }
}

fn to_funding(funding: &List<Funding>) -> Option<FundingSpec> {
    let object = |funding: &Funding| {
        let mut object = FundingObject::default();
        object.url = funding.url.clone();
        object.funding_type = funding.kind.clone();
        object
    };
    match &**funding {
        [] => None,
        [one] if one.kind.is_none() => {
            one.url.as_ref().map(|url| FundingSpec::Url(url.as_str().into()))
        }
        [one] => Some(FundingSpec::Object(object(one))),
        many => {
            let all: Vec<_> = many.iter().map(|one| OneFunding::Object(object(one))).collect();
            Some(FundingSpec::Many(Items::from(all)))
        }
    }
}

/// Operating systems, processors and C libraries.
pub(super) fn platforms([os, cpu, libc]: [&Option<Words>; 3]) -> Option<Platforms> {
    let mut platforms = Platforms::default();
    platforms.os = PackageJson::words(os.as_ref());
    platforms.cpu = PackageJson::words(cpu.as_ref());
    platforms.libc = PackageJson::words(libc.as_ref());
    (platforms != Platforms::default()).then_some(platforms)
}

fn publishing(private: bool) -> Publishing {
    let mut publishing = Publishing::default();
    publishing.allowed = Some(!private);
    publishing
}

/// Without an install script npm builds a `binding.gyp`, which is not seen from here, unless
/// `gypfile` says whether it is there.
fn runs_code(package: &PackageJson) -> Option<RunsCode> {
    let command = |name: &str| package.scripts.get(name).is_some_and(|text| !text.is_empty());
    let unread = package.rest.get("scripts").is_some()
        || package.scripts.entries().is_some_and(|scripts| !scripts.odd().is_empty());
    match package.gypfile {
        _ if INSTALL_SCRIPTS.iter().any(|name| command(name)) => Some(RunsCode::Yes),
        Some(true) => Some(RunsCode::Yes),
        Some(false) if !unread => Some(RunsCode::No),
        _ => None,
    }
}
