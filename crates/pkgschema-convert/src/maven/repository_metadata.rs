//! `maven-metadata.xml`: what a repository says of a group, of an artifact's versions, or of the
//! builds of a snapshot.
//!
//! | file | record | rule |
//! |---|---|---|
//! | `groupId`, `artifactId` | `namespace`, `name` | of each record |
//! | `versioning/versions` | `version` | one record a version |
//! | `version` of a snapshot, or where none is listed | `version` | one record |
//! | `versioning/snapshotVersions` | `artifacts[].filename` | by the repository's layout |
//! | `snapshotVersion/updated`, `versioning/lastUpdated` | | when the file was written, by the clock of whoever deployed: never a version's time |
//! | `versioning/latest`, `release` | | a choice among the versions |
//! | `versioning/snapshot` | | the newest build, which its files tell |
//! | `plugins` | | of a group, not of a package |
//!
//! Back from records come the versions of the first one's package, or, of one record of a
//! snapshot, its files and the newest build. `latest`, `release` and `lastUpdated` are not made
//! up: they tell in which order versions were deployed, and when.
//!
//! Source: Maven's repository metadata model, versions 1.0.0 and 1.1.0.
//!
//! Invariant: a time in this file is of the file, never of a version.

mod lints;
mod record;
mod write;

use crate::syntax::xml::{Shape, document::xml_document, shape};
use pkgschema::Text;
use pkgschema::object::List;
use pkgschema::text::Timestamp;

/// How the JSON view is written.
static SHAPE: Shape = shape! {
    "metadata",
    lists: {
        "plugins": "plugin",
        "snapshotVersions": "snapshotVersion",
        "versions": "version",
    },
    objects: [
        "plugin",
        "snapshot",
        "snapshotVersion",
        "versioning",
    ]
};

/// Elements of which each such file has one, if it says anything.
const MEMBERS: [&str; 5] = ["groupId", "artifactId", "version", "versioning", "plugins"];

xml_document! {
    /// A `maven-metadata.xml`. Derefs to its elements.
    ///
    /// ```
    /// use pkgschema::metadata::PackageMetadata;
    /// use pkgschema_convert::{Document, ToRecord, maven::MavenMetadata};
    /// let text = "<metadata><groupId>org.example</groupId><artifactId>widget</artifactId>
    ///     <versioning><release>1.1</release><versions><version>1.0</version>
    ///     <version>1.1</version></versions></versioning></metadata>";
    /// let metadata = MavenMetadata::parse(text)?;
    /// let releases: Vec<PackageMetadata> = metadata.to_record().value;
    /// assert_eq!(releases[1].version.as_deref(), Some("1.1"));
    /// assert!(releases[1].is_unknown("publishTimes"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct MavenMetadata(RepositoryMetadata) = "maven-metadata.xml" {
        shape: &SHAPE,
        refusal: refusal,
        lints: lints::of,
    }
}

pkgschema::object! {
    /// The elements of a `maven-metadata.xml`. Texts are without the white space around them.
    pub struct RepositoryMetadata {
        /// The namespace of such files of one version.
        pub xmlns: Option<Text> = "@xmlns",
        /// The namespace of XML Schema instances.
        pub xmlns_xsi: Option<Text> = "@xmlns:xsi",
        /// Where the schema is.
        pub schema_location: Option<Text> = "@xsi:schemaLocation",
        /// Version of the format: `1.0.0` if absent, `1.1.0`.
        pub model_version: Option<Text> = "@modelVersion",
        /// The same, where it is written as an element.
        pub model_version_element: Option<Text> = "modelVersion",
        /// The group.
        pub group_id: Option<Text> = "groupId",
        /// The artifact. Absent where the file is about a group.
        pub artifact_id: Option<Text> = "artifactId",
        /// The snapshot. Old files about an artifact have the version that came first.
        pub version: Option<Text>,
        /// The versions, or the builds of the snapshot.
        pub versioning: Option<Versioning>,
        /// Maven plugins of the group.
        pub plugins: List<GroupPlugin>,
    }

    /// The versions of an artifact, or the builds of a snapshot.
    pub struct Versioning {
        /// The version that was deployed last, snapshots among them.
        pub latest: Option<Text>,
        /// The version that was deployed last and is no snapshot.
        pub release: Option<Text>,
        /// The newest build of the snapshot.
        pub snapshot: Option<Snapshot>,
        /// All versions, in the order in which they were deployed.
        pub versions: List<Text>,
        /// When the file was written: `yyyyMMddHHmmss`, in UTC.
        pub last_updated: Option<Text> = "lastUpdated",
        /// The newest file of each kind of the snapshot (1.1.0).
        pub snapshot_versions: List<SnapshotVersion> = "snapshotVersions",
    }

    /// The newest build of a snapshot.
    pub struct Snapshot {
        /// When it was deployed: `yyyyMMdd.HHmmss`, in UTC.
        pub timestamp: Option<Text>,
        /// Its number, from 1.
        pub build_number: Option<Text> = "buildNumber",
        /// Whether it is a copy on this machine, without a time: `true` or `false`, which is the
        /// default.
        pub local_copy: Option<Text> = "localCopy",
    }

    /// The newest file of one kind of a snapshot.
    pub struct SnapshotVersion {
        /// Which variant of the artifact.
        pub classifier: Option<Text>,
        /// The file's extension.
        pub extension: Option<Text>,
        /// The version in the file's name.
        pub value: Option<Text>,
        /// When the entry was written: `yyyyMMddHHmmss`, in UTC.
        pub updated: Option<Text>,
    }

    /// A Maven plugin of a group.
    pub struct GroupPlugin {
        /// A name for people.
        pub name: Option<Text>,
        /// The name that it is called by.
        pub prefix: Option<Text>,
        /// The artifact.
        pub artifact_id: Option<Text> = "artifactId",
    }
}

impl RepositoryMetadata {
    /// Version of the format, wherever it is written.
    pub fn model_version(&self) -> Option<&str> {
        self.model_version.as_deref().or(self.model_version_element.as_deref())
    }

    /// Whether the file is about the builds of one snapshot.
    pub fn is_snapshot(&self) -> bool {
        let builds = self
            .versioning
            .as_ref()
            .is_some_and(|it| it.snapshot.is_some() || it.snapshot_versions.is_present());
        let named = self.version.as_deref().is_some_and(|it| it.ends_with("-SNAPSHOT"));
        builds || (named && self.listed().is_empty())
    }

    /// Whether only such a file says this: a group, and what there is in it.
    pub(crate) fn is_certain(&self) -> bool {
        let holds = self.artifact_id.is_some() || self.versioning.is_some();
        (self.group_id.is_some() && holds) || self.plugins.is_present()
    }

    /// The versions that are listed.
    fn listed(&self) -> &[Text] {
        self.versioning.as_ref().map(|it| &*it.versions).unwrap_or_default()
    }

    /// When the file was written; `None` where it does not say so, and for digits that are no
    /// time.
    ///
    /// ```
    /// use pkgschema_convert::{Document, maven::MavenMetadata};
    /// let metadata = MavenMetadata::parse("<metadata><groupId>g</groupId><versioning>
    ///     <lastUpdated>20260131120000</lastUpdated></versioning></metadata>")?;
    /// assert_eq!(metadata.last_updated().unwrap(), "2026-01-31T12:00:00Z");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn last_updated(&self) -> Option<Timestamp> {
        time(self.versioning.as_ref()?.last_updated.as_deref()?)
    }
}

/// The time that fourteen digits stand for.
fn time(digits: &str) -> Option<Timestamp> {
    if digits.len() != 14 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let (year, month, day) = (part(0, 4), part(4, 6), part(6, 8));
    let (hour, minute, second) = (part(8, 10), part(10, 12), part(12, 14));
    let text = format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z");
    Timestamp::new(&text).ok().filter(|time| time.to_datetime().is_some())
}

/// Other documents are called `metadata` too.
fn refusal(metadata: &RepositoryMetadata) -> Option<&'static str> {
    let there = metadata.group_id.is_some()
        || metadata.artifact_id.is_some()
        || metadata.version.is_some()
        || metadata.versioning.is_some()
        || metadata.plugins.is_present()
        || MEMBERS.into_iter().any(|member| metadata.rest.get(member).is_some());
    let empty = metadata.rest.iter().next().is_none() && metadata.xmlns.is_none();
    (!there && !empty).then_some("an element <metadata> that is of no group, artifact or version")
}
