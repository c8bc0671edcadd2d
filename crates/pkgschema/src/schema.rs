//! The JSON Schemas of the records: a catalogue, and the exporter.
//!
//! The schemas say what a reader may meet (the *deserialize* contract of draft 2020-12): members
//! are never nullable, vocabularies are open strings whose listed words are examples, unknown
//! members are allowed.
//!
//! Invariant: a schema accepts a document exactly when reading it leaves no known member in the
//! remainder and every text type in it is well-formed.

pub mod diff;
mod examples;
pub mod export;
mod members;
mod portable;
mod terms;
pub mod validation;

use schemars::{JsonSchema, Schema, generate::SchemaSettings};
use serde_core::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

/// One published schema.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The record's name in `$id` and path, in `kebab-case`.
    pub name: &'static str,
    /// The major version. Within it schemas change only so that every document stays accepted.
    pub version: u32,
    /// The title, for people.
    pub title: &'static str,
    root: fn() -> Schema,
}

/// Every schema there is, in the order of the record families.
pub const ALL: &[Entry] = &[
    Entry::of::<crate::identity::Purl>("purl", 1, "Package URL"),
    Entry::of::<crate::identity::PurlParts>("purl-parts", 1, "Parts of a package URL"),
    Entry::of::<crate::identity::DigestSet>("digest-set", 1, "Digests of one thing"),
    Entry::of::<crate::identity::Artifact>("artifact", 1, "File of a release"),
    Entry::of::<crate::version::VersText>("version-range", 1, "Range of versions (VERS)"),
    Entry::of::<crate::version::VersionComparison>(
        "version-comparison",
        1,
        "How two versions stand to each other",
    ),
    Entry::of::<crate::version::RangeAnswer>("range-answer", 1, "Whether a range takes a version"),
    Entry::of::<crate::version::RangeTranslation>(
        "range-translation",
        1,
        "Range of versions in another notation",
    ),
    Entry::of::<crate::report::FindingRecord>("finding", 1, "Finding"),
    Entry::of::<crate::report::LossRecord>("loss", 1, "Loss of a conversion"),
    Entry::of::<crate::report::LossReport>(
        "loss-report",
        1,
        "Report on losses, findings and failures",
    ),
    Entry::of::<crate::report::ConversionAnswer>(
        "conversion-answer",
        1,
        "Answer to a document of a stream",
    ),
    Entry::of::<crate::report::Inspection>("inspection", 1, "What a document is and says"),
    Entry::of::<crate::report::LintReport>("lint-report", 1, "Report on documents"),
    #[cfg(feature = "metadata")]
    Entry::of::<crate::metadata::PackageMetadata>("package-metadata", 1, "Package metadata"),
    #[cfg(feature = "metadata")]
    Entry::of::<crate::metadata::Inventory>("inventory", 1, "Inventory of packages"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::Statement>("statement", 1, "Statement (in-toto)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ResourceDescriptor>(
        "resource-descriptor",
        1,
        "Resource descriptor (in-toto)",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::slsa::v0_1::Provenance>(
        "slsa-provenance-0-1",
        1,
        "SLSA provenance 0.1",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::slsa::v0_2::Provenance>(
        "slsa-provenance-0-2",
        1,
        "SLSA provenance 0.2",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::slsa::v1::Provenance>(
        "slsa-provenance-1",
        1,
        "SLSA provenance 1",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::VerificationSummary>(
        "verification-summary",
        1,
        "Verification summary (SLSA)",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ReleaseV0_1>("release-0-1", 1, "Release (in-toto 0.1)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ReleaseV0_2>("release-0-2", 1, "Release (in-toto 0.2)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::NpmPublish>("npm-publish", 1, "Publish attestation (npm)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::Envelope>("envelope", 1, "Envelope (DSSE)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::TrustedPublisher>("trusted-publisher", 1, "Trusted publisher"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::PublisherMatch>(
        "publisher-match",
        1,
        "Whether a token is a trusted publisher's",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::GitHubClaims>("github-claims", 1, "Claims of GitHub Actions"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::GitLabClaims>("gitlab-claims", 1, "Claims of GitLab CI/CD"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::CircleCiClaims>("circleci-claims", 1, "Claims of CircleCI"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::GoogleClaims>("google-claims", 1, "Claims of Google accounts"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ActiveStateClaims>(
        "activestate-claims",
        1,
        "Claims of the ActiveState Platform",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::BuildkiteClaims>("buildkite-claims", 1, "Claims of Buildkite"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::Bundle>("sigstore-bundle", 1, "Bundle (Sigstore)"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::Pep740Attestation>(
        "pep740-attestation",
        1,
        "Attestation (PEP 740)",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::Pep740Provenance>(
        "pep740-provenance",
        1,
        "Provenance object (PEP 740)",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::BuildProvenance>("build-provenance", 1, "Build provenance"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ProvenanceReport>(
        "provenance-report",
        1,
        "What attestations say of builds",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ProvenanceDifference>(
        "provenance-difference",
        1,
        "Difference between two records of build provenance",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ProvenanceDisplay>(
        "provenance-display",
        1,
        "Display data of build provenance",
    ),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::ReleaseHistory>("release-history", 1, "History of releases"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::HistoryPolicy>("history-policy", 1, "Policy over history"),
    #[cfg(feature = "provenance")]
    Entry::of::<crate::provenance::HistoryReport>("history-report", 1, "Report on a release"),
    #[cfg(feature = "advisory")]
    Entry::of::<crate::advisory::Advisory>("advisory", 1, "Advisory (OSV)"),
    #[cfg(feature = "advisory")]
    Entry::of::<crate::advisory::AffectsReport>(
        "affects-report",
        1,
        "What advisories say of a version",
    ),
    #[cfg(feature = "advisory")]
    Entry::of::<crate::advisory::AliasReport>("alias-report", 1, "Identifiers that are aliases"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::TakedownNotice>("takedown-notice", 1, "Takedown notice"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::NoticeList>("notice-list", 1, "Takedown notices"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::FeedReport>("feed-report", 1, "What was written of a feed"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::RegistryProfile>("registry-profile", 0, "Registry profile"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::ProfileList>("registry-profiles", 0, "Registry profiles"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::Checkpoint>("checkpoint", 1, "Checkpoint of a log of notices"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::TrustTable>("trust-table", 1, "Trust table"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::PackageStatus>("package-status", 1, "Package status"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::InstallRequest>("install-request", 1, "Install request"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::InstallPolicy>("install-policy", 1, "Install policy"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::InstallDecision>("install-decision", 1, "Install decision"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::LogReport>("log-report", 1, "Report on a log of notices"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::CheckReport>("check-report", 1, "Report on notices"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::HeldFile>("held-file", 1, "File that a mirror holds"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::MirrorPolicy>("mirror-policy", 1, "Policy of a mirror"),
    #[cfg(feature = "takedown")]
    Entry::of::<crate::takedown::MirrorReport>("mirror-report", 1, "Proposals to a mirror"),
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    Entry::of::<crate::exchange::CheckPolicy>("check-policy", 1, "Policy over an inventory"),
    #[cfg(all(feature = "metadata", feature = "takedown", feature = "cvss"))]
    Entry::of::<crate::exchange::InventoryReport>("inventory-report", 1, "Report on an inventory"),
    Entry::of::<diff::SchemaDiff>("schema-diff", 1, "Difference between two states of schemas"),
    Entry::of::<validation::ValidationReport>("validation-report", 1, "Report of a validation"),
];

impl Entry {
    const fn of<T: JsonSchema>(name: &'static str, version: u32, title: &'static str) -> Self {
        Self { name, version, title, root: root::<T> }
    }

    /// The schema of that name, in its latest version.
    pub fn find(name: &str) -> Option<&'static Self> {
        ALL.iter().filter(|entry| entry.name == name).max_by_key(|entry| entry.version)
    }

    /// The schema's own identifier: `urn:pkgschema:advisory:v1`.
    pub fn id(&self) -> String {
        format!("urn:pkgschema:{}:v{}", self.name, self.version)
    }

    /// The schema's path below a folder or address: `advisory/v1.schema.json`.
    pub fn path(&self) -> String {
        format!("{}/v{}.schema.json", self.name, self.version)
    }

    /// The schema: with examples at its root, and with what every member means, who sets it and
    /// what its absence means in its description. `base` is for those who publish it under an
    /// address of their own: `$id` is then `{base}/{path}` instead of [`id`](Self::id).
    ///
    /// ```
    /// use pkgschema::schema::Entry;
    /// let entry = Entry::find("advisory").unwrap();
    /// let schema = entry.schema(Some("https://schemas.example/"));
    /// assert_eq!(entry.schema(None).get("$id").unwrap(), "urn:pkgschema:advisory:v1");
    /// assert_eq!(schema.get("$id").unwrap(), "https://schemas.example/advisory/v1.schema.json");
    /// ```
    pub fn schema(&self, base: Option<&str>) -> Schema {
        let id = match base {
            Some(base) => format!("{}/{}", base.trim_end_matches('/'), self.path()),
            None => self.id(),
        };
        let mut schema = (self.root)();
        members::complete(self.name, &mut schema);
        schema.insert("$id".to_owned(), id.into());
        schema.insert("title".to_owned(), self.title.into());
        schema.insert("examples".to_owned(), examples::of(self.name).into());
        schema
    }

    /// The schema as a file holds it: keywords in a fixed order, two spaces of indentation, a
    /// newline at the end.
    pub fn to_json(&self, base: Option<&str>) -> String {
        text_of(&Value::from(self.schema(base)))
    }
}

/// A schema as a file holds it.
fn text_of(schema: &Value) -> String {
    // A tree of strings, numbers and flags always serialises.
    let text = serde_json::to_string_pretty(&Ordered::new(schema)).unwrap_or_default();
    text + "\n"
}

/// The schema of `T` with everything it refers to.
fn root<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_deserialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    portable::apply(&mut schema);
    schema
}

/// A schema with its keywords in reading order: what it is, which values, then the parts; names
/// of members and definitions, and the members of examples, by the alphabet. Whatever order
/// `serde_json` keeps does not show.
struct Ordered<'a> {
    value: &'a Value,
    names: Names,
}

/// What the members of an object are.
#[derive(Clone, Copy, PartialEq)]
enum Names {
    Keywords,
    /// Names of members or definitions, with schemas below them.
    Schemas,
    /// Names within an example, with more of them below.
    Data,
}

impl<'a> Ordered<'a> {
    fn new(value: &'a Value) -> Self {
        Self { value, names: Names::Keywords }
    }

    fn rank(&self, name: &str) -> usize {
        if self.names == Names::Keywords { rank(name) } else { 0 }
    }

    fn below(&self, name: &str, value: &'a Value) -> Self {
        let names = match (self.names, name) {
            (Names::Keywords, "properties" | "$defs") => Names::Schemas,
            (Names::Keywords, "examples") | (Names::Data, _) => Names::Data,
            _ => Names::Keywords,
        };
        Self { value, names }
    }
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Array(items) => {
                to.collect_seq(items.iter().map(|value| Self { value, names: self.names }))
            }
            Value::Object(members) => {
                let mut members: Vec<_> = members.iter().collect();
                members.sort_by_key(|(name, _)| (self.rank(name), name.as_str()));
                let mut map = to.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, &self.below(name, value))?;
                }
                map.end()
            }
            scalar => scalar.serialize(to),
        }
    }
}

/// The place of a keyword among the others.
fn rank(keyword: &str) -> usize {
    const FIRST: &[&str] = &["$schema", "$id", "title", "description", "$ref", "type"];
    const LAST: &[&str] =
        &["required", "properties", "items", "additionalProperties", "examples", "$defs"];
    let place = |list: &[&str]| list.iter().position(|word| *word == keyword);
    let last = || place(LAST).map(|at| FIRST.len() + 1 + at);
    place(FIRST).or_else(last).unwrap_or(FIRST.len())
}
