//! The POM and package metadata.
//!
//! Invariant: the two functions below are each other's inverse wherever a POM has one spelling;
//! what only a parent can tell is unknown.

use super::expressions::Expressions;
use super::pom::{
    DistributionManagement, IssueManagement, Model, Pom, PomOrganization, Prerequisites, Relocation,
};
use super::{Effective, dependencies, licenses, origin, people, scm};
use crate::carry::{self, Mapping, Source};
use crate::{Converted, FromRecord, Loss, LossKind, ToRecord};
use pkgschema::identity::Ecosystem;
use pkgschema::metadata::{
    Availability, IssueTracker, Organization, PackageMetadata, ProjectLink, RuntimeRequirement,
};
use pkgschema::object::Raw;
use pkgschema::text::Link;
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};

/// What only a repository knows.
const UNKNOWN: [&str; 6] =
    ["accounts", "artifacts", "availability", "entryPoints", "publishTimes", "signatures"];

/// What a POM inherits from its parent.
const INHERITED: [&str; 12] = [
    "namespace",
    "version",
    "summary",
    "homepage",
    "repository",
    "issueTracker",
    "license",
    "authors",
    "contributors",
    "organization",
    "dependencies",
    "constraints",
];

/// Elements, and what is unknown of the package where what they hold is of no known kind.
const UNREAD: &[(&str, &str)] = &[
    ("groupId", "namespace"),
    ("artifactId", "name"),
    ("version", "version"),
    ("packaging", "packaging"),
    ("name", "displayName"),
    ("description", "summary"),
    ("url", "homepage"),
    ("organization", "organization"),
    ("licenses", "license"),
    ("developers", "authors"),
    ("contributors", "contributors"),
    ("scm", "repository"),
    ("issueManagement", "issueTracker"),
    ("dependencies", "dependencies"),
    ("dependencyManagement", "constraints"),
];

/// The label of the address that a project can be had from.
pub(super) const DOWNLOAD: &str = "Download";

/// The namespace of POMs.
const NAMESPACE: &str = "http://maven.apache.org/POM/4.0.0";

/// The property that says for which Java a project is compiled.
pub(super) const RELEASE: &str = "maven.compiler.release";

impl ToRecord<PackageMetadata> for Pom {
    fn to_record(&self) -> Converted<PackageMetadata> {
        carry::to_record(self)
    }
}

impl FromRecord<PackageMetadata> for Pom {
    fn from_record(record: &PackageMetadata) -> Converted<Self> {
        carry::from_record(record)
    }
}

impl ToRecord<PackageMetadata> for Effective {
    /// The record of the complete POM: with all parents, nothing is unknown that they can say. What
    /// imports that are missing and profiles that may be active can say is unknown.
    /// Losses point into the view of the model.
    fn to_record(&self) -> Converted<PackageMetadata> {
        let mut converted = self.to_pom().to_record();
        let open =
            [("dependencies", self.open.dependencies), ("constraints", self.open.management)];
        let open = open.into_iter().filter(|(_, is_open)| *is_open).map(|(member, _)| member);
        converted.value.mark_unknown(open);
        converted
    }
}

impl Mapping for Pom {
    const KEY: &'static str = "maven";
    const EXTENSION: &'static str = "xml";
    const ECOSYSTEM: Ecosystem = Ecosystem::MAVEN;
    const REASONS: &'static [(&'static str, &'static str)] = &[
        ("/dependencies", "a POM can only name packages of Maven's"),
        ("/constraints", "a POM can only manage versions of Maven's packages"),
        ("/description", "a POM has no place for a long description"),
        ("/repository", "a POM has no place for a folder in the repository"),
        ("/issueTracker", "a POM gives the tracker's address and system only"),
        ("/documentation", "a POM has no place for the documentation's address"),
        ("/changelog", "a POM has no place for a change log"),
        ("/links", "a POM has no place for other addresses"),
        ("/funding", "a POM has no place for funding"),
        ("/keywords", "a POM has no place for keywords"),
        ("/classifiers", "a POM has no classifiers"),
        ("/features", "a POM has no optional parts"),
        ("/platforms", "a POM binds platforms to profiles, not to the package"),
        ("/entryPoints", "what can be run stands in the archive's manifest"),
        ("/runtimeRequirements", "a POM can only ask for a version of Java or Maven"),
        ("/runsCodeAtInstall", "Maven runs no code of a package that it fetches"),
        ("/namespace", "a groupId has no such characters"),
        ("/publishing", "a POM does not say whether it may be published"),
        ("/provides", "a POM names nothing beside its artifact"),
        ("/availability", "a POM can only say that the artifact has moved"),
        ("/license/files", "a POM names licences, and no files"),
        ("/license/classifiers", "a POM has no classifiers"),
    ];
    const OTHER_NAMES: &'static [(&'static str, &'static str)] = &[];
    const IN_ONE_LINE: &'static [&'static str] = &[];
    const NOTHING_IF_EMPTY: &'static [&'static str] = &[
        "dependencies",
        "dependencyManagement",
        "licenses",
        "developers",
        "contributors",
        "exclusions",
        "properties",
        "scm",
        "modules",
        "profiles",
        "build",
    ];

    fn read(&self) -> PackageMetadata {
        let mut record = PackageMetadata::of(Self::ECOSYSTEM);
        let expressions = Expressions::of(self);
        identity(self, &expressions, &mut record);
        words(self, &expressions, &mut record);
        (record.authors, record.maintainers) = people::developers(&self.developers);
        record.contributors = people::read(&self.contributors);
        record.license = licenses::read(&self.licenses);
        dependencies::read(self, &expressions, &mut record);
        requirements(self, &expressions, &mut record);
        record.mark_unknown(UNKNOWN);
        moved(self, &expressions, &mut record);
        leave_open(self, &expressions, &mut record);
        record
    }

    fn write(record: &PackageMetadata) -> Self {
        let mut model = Model::default();
        write_identity(record, &mut model);
        model.name = record.display_name.clone();
        model.description = record.summary.clone();
        model.url = record.homepage.as_ref().map(text);
        model.packaging = record.packaging.clone();
        model.organization = record.organization.as_ref().map(organization);
        model.licenses = licenses::write(record.license.as_ref());
        model.developers = people::write_developers(&record.authors, &record.maintainers);
        model.contributors = people::write(&record.contributors);
        model.scm = record.repository.as_ref().and_then(scm::write);
        model.issue_management = record.issue_tracker.as_ref().and_then(issue_management);
        write_requirements(record, &mut model);
        dependencies::write(record, &mut model);
        write_download(record, &mut model);
        write_moved(record, &mut model);
        if model != Model::default() {
            model.xmlns = Some(Text::from_static(NAMESPACE));
            model.model_version = Some(Text::from_static("4.0.0"));
        }
        Self::from(model)
    }

    fn origins(source: &Source<'_>, pointer: &Pointer) -> Vec<Pointer> {
        origin::places(source, pointer)
    }

    fn about_itself(&self) -> Vec<Loss> {
        let note = "the version and schema of the format, which only this document has";
        let names = [
            ("modelVersion", self.model_version.is_some()),
            ("@xmlns", self.xmlns.is_some()),
            ("@xmlns:xsi", self.xmlns_xsi.is_some()),
            ("@xsi:schemaLocation", self.schema_location.is_some()),
        ];
        let place = |name| Pointer::root().child(name);
        let stated = names.into_iter().filter(|(_, stated)| *stated);
        let itself = stated.map(|(name, _)| Loss::new(place(name), LossKind::Normalized, note));
        itself.chain(said_twice(self)).collect()
    }

    fn kept(_: &Source<'_>, place: &Pointer, _: &Raw) -> Option<Vec<Loss>> {
        let itself = ["/modelVersion", "/@xmlns", "/@xmlns:xsi", "/@xsi:schemaLocation"];
        itself.contains(&place.as_str()).then(Vec::new)
    }

    fn why_kept(place: &Pointer, value: &Raw) -> Option<&'static str> {
        Some(match &*place.tokens().next()? {
            "groupId" | "artifactId" | "version" if value.as_str().contains("${") => {
                "the POM alone does not tell what the expression in it stands for"
            }
            "parent" => "what it inherits has to be read from the parent",
            "properties" => "properties are only Maven's; their values are where they are used",
            "build" | "reporting" => "how it is built means something to Maven only",
            "profiles" => "what a profile changes holds only where it is active",
            "modules" | "subprojects" => "what is built together is no part of a package",
            "repositories" | "pluginRepositories" => "only Maven looks for packages there",
            _ => return None,
        })
    }
}

/// What goes without saying, since the POM says it elsewhere as well.
fn said_twice(model: &Model) -> Vec<Loss> {
    let mut twice = Vec::new();
    let parent = model.parent.as_ref();
    let inherited = [
        ("groupId", &model.group_id, parent.map(|parent| &parent.group_id)),
        ("version", &model.version, parent.map(|parent| &parent.version)),
    ];
    for (name, own, parent) in inherited {
        if own.is_some() && parent == Some(own) {
            let note = "the parent says the same";
            twice.push(Loss::new(Pointer::root().child(name), LossKind::Normalized, note));
        }
    }
    if model.scm.as_ref().is_some_and(scm::is_said_twice) {
        let note = "the connection says the same";
        let place = Pointer::root().child("scm").child("url");
        twice.push(Loss::new(place, LossKind::Normalized, note));
    }
    twice
}

fn text(link: &Link) -> Text {
    link.as_str().into()
}

/// Group and version are the parent's where the POM has none.
fn identity(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    let parent = model.parent.as_ref();
    let group = model.group_id.as_ref().or(parent.and_then(|parent| parent.group_id.as_ref()));
    let version = model.version.as_ref().or(parent.and_then(|parent| parent.version.as_ref()));
    record.namespace = expressions.said(group);
    record.name = expressions.said(model.artifact_id.as_ref());
    record.version = expressions.said(version);
    record.packaging = expressions.said(model.packaging.as_ref());
}

fn words(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    record.display_name = expressions.said(model.name.as_ref());
    let summary = expressions.said(model.description.as_ref());
    record.summary = summary.map(|summary| one_line(&summary));
    record.homepage = expressions.said(model.url.as_ref()).map(Link::from_document);
    record.organization = model.organization.as_ref().map(|one| {
        let mut organization = Organization::default();
        organization.name = expressions.said(one.name.as_ref());
        organization.url = expressions.said(one.url.as_ref()).map(Link::from_document);
        organization
    });
    record.repository = model.scm.as_ref().and_then(|scm| scm::read(scm, expressions));
    record.issue_tracker = model.issue_management.as_ref().map(|one| {
        let mut tracker = IssueTracker::default();
        tracker.system = expressions.said(one.system.as_ref());
        tracker.url = expressions.said(one.url.as_ref()).map(Link::from_document);
        tracker
    });
    let download = model.distribution_management.as_ref().and_then(|it| it.download_url.as_ref());
    if let Some(url) = expressions.said(download) {
        let mut link = ProjectLink::new(Link::from_document(url));
        link.label = Some(Text::from_static(DOWNLOAD));
        record.links.push(link);
    }
}

/// A description, which XML often breaks into lines, as one line.
fn one_line(text: &Text) -> Text {
    match text.contains(['\n', '\r', '\t']) || text.contains("  ") {
        true => text.split_ascii_whitespace().collect::<Vec<_>>().join(" ").into(),
        false => text.clone(),
    }
}

fn requirements(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    let mut needs = |name: &str, version: Option<&Text>| {
        let Some(version) = expressions.said(version).filter(|it| is_version(it)) else { return };
        let mut needed = RuntimeRequirement::new(name);
        let range = format!("[{version},)");
        needed.requirement = Some(RequirementText::new(Ecosystem::MAVEN, range));
        record.runtime_requirements.push(needed);
    };
    needs("java", model.properties.get(RELEASE));
    needs("maven", model.prerequisites.as_ref().and_then(|it| it.maven.as_ref()));
}

/// Whether a text can stand in a range.
fn is_version(text: &str) -> bool {
    !text.contains(['[', ']', '(', ')', ',']) && !text.contains(char::is_whitespace)
}

/// How the message begins of an artifact that goes by another name now.
const MOVED: &str = "relocated to ";

/// An artifact that goes by another name now.
fn moved(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    let moved = model.distribution_management.as_ref().and_then(|it| it.relocation.as_ref());
    let Some(relocation) = moved else { return };
    let own = |text: &Option<Text>, own: &Option<Text>| {
        expressions.said(text.as_ref()).or_else(|| own.clone()).unwrap_or_default()
    };
    let group = own(&relocation.group_id, &record.namespace);
    let artifact = own(&relocation.artifact_id, &record.name);
    let version = own(&relocation.version, &record.version);
    let place = [&*group, &*artifact, &*version].join(":");
    let message = expressions.said(relocation.message.as_ref());
    let message = message.map(|message| format!(": {message}")).unwrap_or_default();
    let mut availability = Availability::default();
    availability.deprecated = Some(true);
    availability.deprecation_message = Some(format!("{MOVED}{place}{message}").into());
    record.availability = Some(availability);
    record.mark_known(["availability"]);
}

/// Lists as unknown what expressions, a parent, or a shape that nobody knows leave open.
fn leave_open(model: &Model, expressions: &Expressions<'_>, record: &mut PackageMetadata) {
    let stated = [
        ("namespace", model.group_id.is_some()),
        ("name", model.artifact_id.is_some()),
        ("version", model.version.is_some()),
        ("displayName", model.name.is_some()),
        ("summary", model.description.is_some()),
        ("homepage", model.url.is_some()),
        ("repository", model.scm.is_some()),
    ];
    let stated = stated.into_iter().filter(|(_, stated)| *stated);
    record.mark_unknown_if_absent(stated.map(|(member, _)| member));
    if model.parent.is_some() {
        record.mark_unknown_if_absent(INHERITED);
    }
    if dependencies::is_open(model, expressions) {
        record.mark_unknown(["dependencies"]);
    }
    carry::note_unread(record, &model.rest, UNREAD);
}

fn write_identity(record: &PackageMetadata, model: &mut Model) {
    let of_maven = record.ecosystem == Ecosystem::MAVEN;
    model.group_id = record.namespace.clone().filter(|_| of_maven);
    model.artifact_id = record.name.clone();
    model.version = record.version.clone();
}

fn organization(one: &Organization) -> PomOrganization {
    let mut organization = PomOrganization::default();
    organization.name = one.name.clone();
    organization.url = one.url.as_ref().map(text);
    organization
}

fn issue_management(tracker: &IssueTracker) -> Option<IssueManagement> {
    let mut management = IssueManagement::default();
    management.system = tracker.system.clone();
    management.url = tracker.url.as_ref().map(text);
    (management != IssueManagement::default()).then_some(management)
}

fn write_requirements(record: &PackageMetadata, model: &mut Model) {
    for needed in &record.runtime_requirements {
        let text = needed.requirement.as_ref().filter(|it| it.ecosystem == Ecosystem::MAVEN);
        let lowest = text.and_then(|it| it.text.strip_prefix('[')?.strip_suffix(",)"));
        let Some(lowest) = lowest.filter(|lowest| is_version(lowest)) else { continue };
        match needed.name.as_str() {
            "java" => model.properties.insert(RELEASE, Text::from(lowest)),
            "maven" => {
                let mut prerequisites = Prerequisites::default();
                prerequisites.maven = Some(lowest.into());
                model.prerequisites = Some(prerequisites);
            }
            _ => {}
        }
    }
}

/// The relocation that a record's message tells: what is not as it was.
fn write_moved(record: &PackageMetadata, model: &mut Model) {
    let message = record.availability.as_ref().and_then(|it| it.deprecation_message.as_deref());
    let Some(moved) = message.and_then(|message| message.strip_prefix(MOVED)) else { return };
    let (place, message) = match moved.split_once(": ") {
        Some((place, message)) => (place, Some(Text::from(message))),
        None => (moved, None),
    };
    let parts: Vec<&str> = place.split(':').collect();
    let (&[group, artifact, version], true) = (&*parts, record.ecosystem == Ecosystem::MAVEN)
    else {
        return;
    };
    let new = |part: &str, old: &Option<Text>| {
        Some(Text::from(part)).filter(|part| !part.is_empty() && Some(part) != old.as_ref())
    };
    let mut relocation = Relocation::default();
    relocation.group_id = new(group, &record.namespace);
    relocation.artifact_id = new(artifact, &record.name);
    relocation.version = new(version, &record.version);
    relocation.message = message;
    model.distribution_management.get_or_insert_default().relocation = Some(relocation);
}

fn write_download(record: &PackageMetadata, model: &mut Model) {
    let link = record.links.iter().find(|link| link.label.as_deref() == Some(DOWNLOAD));
    if let Some(link) = link {
        let mut management = DistributionManagement::default();
        management.download_url = Some(text(&link.url));
        model.distribution_management = Some(management);
    }
}
