//! The POM: `pom.xml`, and the `.pom` file beside an artifact.
//!
//! Source: the POM reference and Maven's model, versions 4.0.0 and 4.1.0.
//!
//! Invariant: a POM says what it says; what it inherits or leaves to properties is for
//! [`effective`](super::effective) to find out.

mod lints;

use crate::syntax::xml::{Shape, document::xml_document, shape};
use pkgschema::Text;
use pkgschema::object::{List, Map, Raw};

/// How the JSON view of a POM is written.
pub(super) static SHAPE: Shape = shape! {
    "project",
    lists: {
        "contributors": "contributor",
        "dependencies": "dependency",
        "developers": "developer",
        "exclusions": "exclusion",
        "executions": "execution",
        "extensions": "extension",
        "filters": "filter",
        "goals": "goal",
        "licenses": "license",
        "mailingLists": "mailingList",
        "modules": "module",
        "notifiers": "notifier",
        "otherArchives": "otherArchive",
        "pluginRepositories": "pluginRepository",
        "plugins": "plugin",
        "profiles": "profile",
        "reportSets": "reportSet",
        "reports": "report",
        "repositories": "repository",
        "resources": "resource",
        "roles": "role",
        "sources": "source",
        "subprojects": "subproject",
        "testResources": "testResource",
    },
    objects: [
        "activation",
        "build",
        "contributor",
        "dependency",
        "dependencyManagement",
        "developer",
        "distributionManagement",
        "exclusion",
        "execution",
        "issueManagement",
        "license",
        "organization",
        "parent",
        "plugin",
        "pluginManagement",
        "prerequisites",
        "profile",
        "properties",
        "relocation",
        "scm",
    ]
};

xml_document! {
    /// A POM. Derefs to its elements.
    ///
    /// ```
    /// use pkgschema_convert::{Document, maven::Pom};
    /// let pom = Pom::parse("<project><modelVersion>4.0.0</modelVersion>
    ///     <groupId>org.example</groupId><artifactId>widget</artifactId><version>1.0</version>
    ///     <dependencies><dependency><groupId>org.example</groupId>
    ///     <artifactId>gear</artifactId></dependency></dependencies></project>")?;
    /// assert_eq!(pom.artifact_id.as_deref(), Some("widget"));
    /// assert_eq!(pom.dependencies[0].artifact_id.as_deref(), Some("gear"));
    /// assert!(pom.check().iter().any(|one| one.code == "missing-dependency-version"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Pom(Model) = "pom.xml" {
        shape: &SHAPE,
        refusal: |_| None,
        lints: lints::of,
    }
}

pkgschema::object! {
    /// The elements of a POM. Texts are without the white space around them; an expression
    /// `${…}` stays as it is written. Elements that are not listed stand in the remainder.
    pub struct Model {
        /// The namespace of POMs of one version.
        pub xmlns: Option<Text> = "@xmlns",
        /// The namespace of XML Schema instances.
        pub xmlns_xsi: Option<Text> = "@xmlns:xsi",
        /// Where the schema is.
        pub schema_location: Option<Text> = "@xsi:schemaLocation",
        /// Whether children append their artifactId to `url` when they inherit it: `false` if
        /// not.
        pub url_inherit_append: Option<Text> = "@child.project.url.inherit.append.path",
        /// Version of the format: `4.0.0`, `4.1.0`.
        pub model_version: Option<Text> = "modelVersion",
        /// The POM that this one inherits from.
        pub parent: Option<Parent>,
        /// Group of the artifact.
        pub group_id: Option<Text> = "groupId",
        /// Name of the artifact.
        pub artifact_id: Option<Text> = "artifactId",
        /// Version of the artifact.
        pub version: Option<Text>,
        /// What is built: `jar` if absent.
        pub packaging: Option<Text>,
        /// A name for people.
        pub name: Option<Text>,
        /// What it is.
        pub description: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
        /// The year in which the project began.
        pub inception_year: Option<Text> = "inceptionYear",
        /// Who stands behind the project.
        pub organization: Option<PomOrganization>,
        /// Licences: by convention a choice.
        pub licenses: List<PomLicense>,
        /// People who are committed to the project.
        pub developers: List<Developer>,
        /// People who help.
        pub contributors: List<Developer>,
        /// The project's mailing lists.
        pub mailing_lists: List<MailingList> = "mailingLists",
        /// What is needed to build it.
        pub prerequisites: Option<Prerequisites>,
        /// Folders of the POMs that are built with this one.
        pub modules: List<Text>,
        /// The same, since 4.1.0.
        pub subprojects: List<Text>,
        /// Where the source is kept.
        pub scm: Option<Scm>,
        /// Where to report problems.
        pub issue_management: Option<IssueManagement> = "issueManagement",
        /// The project's build server.
        pub ci_management: Option<Raw> = "ciManagement",
        /// Where it is published.
        pub distribution_management: Option<DistributionManagement> = "distributionManagement",
        /// Values for expressions, by their names.
        pub properties: Map<Text>,
        /// Versions and more for dependencies that do not say them.
        pub dependency_management: Option<DependencyManagement> = "dependencyManagement",
        /// What it needs.
        pub dependencies: List<PomDependency>,
        /// Where dependencies are looked for.
        pub repositories: List<Raw>,
        /// Where plugins are looked for.
        pub plugin_repositories: List<Raw> = "pluginRepositories",
        /// How it is built.
        pub build: Option<Build>,
        /// What is reported about it.
        pub reporting: Option<Raw>,
        /// What is different on some machines, or if asked for.
        pub profiles: List<Profile>,
    }

    /// The POM that another one inherits from.
    pub struct Parent {
        /// Group.
        pub group_id: Option<Text> = "groupId",
        /// Name.
        pub artifact_id: Option<Text> = "artifactId",
        /// Version, or since 3.2 a range of versions.
        pub version: Option<Text>,
        /// The file, as seen from the one that inherits. Empty if it is only in a repository.
        pub relative_path: Option<Text> = "relativePath",
    }

    /// Who stands behind a project.
    pub struct PomOrganization {
        /// Name.
        pub name: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
    }

    /// A licence.
    pub struct PomLicense {
        /// Name, at best an SPDX identifier.
        pub name: Option<Text>,
        /// Where its text is.
        pub url: Option<Text>,
        /// How the project may be distributed: `repo`, `manual`.
        pub distribution: Option<Text>,
        /// Remarks.
        pub comments: Option<Text>,
    }

    /// A developer or contributor.
    pub struct Developer {
        /// A name in the source repository; contributors have none.
        pub id: Option<Text>,
        /// Name.
        pub name: Option<Text>,
        /// Mail address.
        pub email: Option<Text>,
        /// Home page.
        pub url: Option<Text>,
        /// Whom they work for.
        pub organization: Option<Text>,
        /// That organisation's home page.
        pub organization_url: Option<Text> = "organizationUrl",
        /// What they do.
        pub roles: List<Text>,
        /// Their time zone: a name, or hours from Greenwich.
        pub timezone: Option<Text>,
        /// Other words about them.
        pub properties: Map<Text>,
    }

    /// A mailing list.
    pub struct MailingList {
        /// Name.
        pub name: Option<Text>,
        /// Address that subscribes.
        pub subscribe: Option<Text>,
        /// Address that ends a subscription.
        pub unsubscribe: Option<Text>,
        /// Address of the list.
        pub post: Option<Text>,
        /// Where it can be read.
        pub archive: Option<Text>,
        /// Other places where it can be read.
        pub other_archives: List<Text> = "otherArchives",
    }

    /// What is needed to build a project.
    pub struct Prerequisites {
        /// The lowest version of Maven: `2.0` if absent.
        pub maven: Option<Text>,
    }

    /// Where the source is kept.
    pub struct Scm {
        /// Whether children append to `connection` when they inherit it: `false` if not.
        pub connection_inherit_append: Option<Text> = "@child.scm.connection.inherit.append.path",
        /// The same for `developerConnection`.
        pub developer_connection_inherit_append: Option<Text> =
            "@child.scm.developerConnection.inherit.append.path",
        /// The same for `url`.
        pub url_inherit_append: Option<Text> = "@child.scm.url.inherit.append.path",
        /// Address for reading, `scm:` and the kind of version control before it.
        pub connection: Option<Text>,
        /// Address for writing.
        pub developer_connection: Option<Text> = "developerConnection",
        /// The tag of this version: `HEAD` if absent.
        pub tag: Option<Text>,
        /// Address for browsers.
        pub url: Option<Text>,
    }

    /// Where to report problems.
    pub struct IssueManagement {
        /// The software that runs the tracker.
        pub system: Option<Text>,
        /// The tracker.
        pub url: Option<Text>,
    }

    /// Where a project is published.
    pub struct DistributionManagement {
        /// The repository of releases.
        pub repository: Option<Raw>,
        /// The repository of snapshots.
        pub snapshot_repository: Option<Raw> = "snapshotRepository",
        /// The website.
        pub site: Option<Site>,
        /// Where people get it, if not from a repository.
        pub download_url: Option<Text> = "downloadUrl",
        /// What it is called now.
        pub relocation: Option<Relocation>,
        /// What a repository's manager says of the POM; not for authors.
        pub status: Option<Text>,
    }

    /// The website of a project.
    pub struct Site {
        /// Whether children append to `url` when they inherit it: `false` if not.
        pub url_inherit_append: Option<Text> = "@child.site.url.inherit.append.path",
        /// Its name among settings.
        pub id: Option<Text>,
        /// A name for people.
        pub name: Option<Text>,
        /// Where it is put.
        pub url: Option<Text>,
    }

    /// What an artifact is called now. What is absent has not changed.
    pub struct Relocation {
        /// The new group.
        pub group_id: Option<Text> = "groupId",
        /// The new name.
        pub artifact_id: Option<Text> = "artifactId",
        /// The new version.
        pub version: Option<Text>,
        /// Why.
        pub message: Option<Text>,
    }

    /// Versions and more for dependencies that do not say them.
    pub struct DependencyManagement {
        /// By group, name, type and classifier.
        pub dependencies: List<PomDependency>,
    }

    /// A dependency, or what is said for dependencies.
    pub struct PomDependency {
        /// Group.
        pub group_id: Option<Text> = "groupId",
        /// Name.
        pub artifact_id: Option<Text> = "artifactId",
        /// Version: one that is recommended, or a range.
        pub version: Option<Text>,
        /// Kind of artifact: `jar` if absent.
        pub r#type: Option<Text> = "type",
        /// Variant of the artifact.
        pub classifier: Option<Text>,
        /// When it is needed: `compile` if absent. `import` takes over a POM's management.
        pub scope: Option<Text>,
        /// The file, for scope `system`.
        pub system_path: Option<Text> = "systemPath",
        /// What is not to come along with it.
        pub exclusions: List<Exclusion>,
        /// Whether those who depend on the project do without it: `true` or `false`, which is
        /// the default.
        pub optional: Option<Text>,
    }

    /// A dependency that is not to come along.
    pub struct Exclusion {
        /// Group, or `*`.
        pub group_id: Option<Text> = "groupId",
        /// Name, or `*`.
        pub artifact_id: Option<Text> = "artifactId",
    }

    /// How a project is built, as far as other packages come into it.
    pub struct Build {
        /// What the file is called, without its ending.
        pub final_name: Option<Text> = "finalName",
        /// Plugins that build it.
        pub plugins: List<Plugin>,
        /// Versions and more for plugins that do not say them.
        pub plugin_management: Option<PluginManagement> = "pluginManagement",
        /// Artifacts that extend the build.
        pub extensions: List<Extension>,
    }

    /// Versions and more for plugins that do not say them.
    pub struct PluginManagement {
        /// By group and name.
        pub plugins: List<Plugin>,
    }

    /// A plugin of a build. How it is configured stands in the remainder.
    pub struct Plugin {
        /// Group: `org.apache.maven.plugins` if absent.
        pub group_id: Option<Text> = "groupId",
        /// Name.
        pub artifact_id: Option<Text> = "artifactId",
        /// Version.
        pub version: Option<Text>,
        /// What it needs beside its own dependencies.
        pub dependencies: List<PomDependency>,
    }

    /// An artifact that extends a build.
    pub struct Extension {
        /// Group.
        pub group_id: Option<Text> = "groupId",
        /// Name.
        pub artifact_id: Option<Text> = "artifactId",
        /// Version.
        pub version: Option<Text>,
    }

    /// What is different on some machines, or if asked for.
    pub struct Profile {
        /// The name that asks for it.
        pub id: Option<Text>,
        /// When it is active without being asked for.
        pub activation: Option<Activation>,
        /// As in the POM.
        pub modules: List<Text>,
        /// The same, since 4.1.0.
        pub subprojects: List<Text>,
        /// As in the POM.
        pub distribution_management: Option<DistributionManagement> = "distributionManagement",
        /// As in the POM.
        pub properties: Map<Text>,
        /// As in the POM.
        pub dependency_management: Option<DependencyManagement> = "dependencyManagement",
        /// As in the POM.
        pub dependencies: List<PomDependency>,
        /// As in the POM.
        pub repositories: List<Raw>,
        /// As in the POM.
        pub plugin_repositories: List<Raw> = "pluginRepositories",
        /// As in the POM.
        pub build: Option<Build>,
        /// As in the POM.
        pub reporting: Option<Raw>,
    }

    /// When a profile is active: if all that is said holds.
    pub struct Activation {
        /// `true`: if no other profile of the POM is.
        pub active_by_default: Option<Text> = "activeByDefault",
        /// A version of Java, with `!` before it any other; or a range of versions.
        pub jdk: Option<Text>,
        /// The operating system.
        pub os: Option<ActivationOs>,
        /// A property.
        pub property: Option<ActivationProperty>,
        /// A file.
        pub file: Option<ActivationFile>,
        /// The packaging, since 4.1.0.
        pub packaging: Option<Text>,
        /// An expression, since 4.1.0.
        pub condition: Option<Text>,
    }

    /// An operating system. `!` before a word stands for any other.
    pub struct ActivationOs {
        /// Its name: `linux`, `windows 10`.
        pub name: Option<Text>,
        /// Its family: `unix`, `windows`, `mac`.
        pub family: Option<Text>,
        /// The processor: `amd64`.
        pub arch: Option<Text>,
        /// Its version.
        pub version: Option<Text>,
    }

    /// A property: `name`, or `!name` for one that is not there.
    pub struct ActivationProperty {
        /// The name.
        pub name: Option<Text>,
        /// The value, with `!` before it any other. Absent if any value will do.
        pub value: Option<Text>,
    }

    /// A file.
    pub struct ActivationFile {
        /// One that is there.
        pub exists: Option<Text>,
        /// One that is not there.
        pub missing: Option<Text>,
    }
}
