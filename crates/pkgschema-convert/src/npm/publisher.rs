//! npm's trusted publishers: what `npm trust` sends and gets.
//!
//! | npm | [`TrustedPublisher`] |
//! |---|---|
//! | `type` | `provider` |
//! | `claims.repository`, `claims.project_path` | `owner` and `repository` |
//! | `claims.workflow_ref.file`, `claims.ci_config_ref_uri.file` | `workflow` |
//! | `claims.environment` | `environment` |
//! | `claims.oidc.circleci.com/…` | `organizationId`, `projectId`, `pipelineDefinitionId`, `vcsOrigin`, `contextIds` |
//! | `permissions` | `permissions` |
//!
//! Source: the source of the npm CLI 11, `lib/commands/trust`; npm Docs, `npm trust`.
//!
//! Invariant: a claim that a configuration pins and the record does not know keeps everything from
//! matching.

use crate::publishing::{Field, Reading, Shape, Writing};
use crate::syntax::json::JsonDocument;
use crate::{Converted, Document, FromRecord, LossKind, ToRecord};
use pkgschema::object::{List, Raw, RawObject, write};
use pkgschema::provenance::{Provider, PublisherRegistry, TrustedPublisher};
use pkgschema::{Pointer, Text};
use serde_json::{Value, json};

pkgschema::object! {
    /// A trusted publisher as npm's registry keeps it.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, npm::TrustConfig};
    /// let config = TrustConfig::parse(r#"{"type": "github", "claims": {
    ///     "repository": "example/thing", "workflow_ref": {"file": "release.yml"}}}"#)?;
    /// let record = config.to_record().value;
    /// assert_eq!(record.repository_path().as_deref(), Some("example/thing"));
    /// assert_eq!(record.workflow.as_deref(), Some("release.yml"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct TrustConfig {
        /// The configuration's identifier.
        pub id: Option<Text>,
        /// The provider: `github`, `gitlab` or `circleci`.
        pub provider: Option<Text> = "type",
        /// What a token may be used for: `createPackage`, `createStagedPackage`.
        pub permissions: List<Text>,
        /// What a token has to say.
        pub claims: Option<TrustClaims>,
    }

    /// What a token has to say.
    pub struct TrustClaims {
        /// The repository on GitHub: `owner/name`.
        pub repository: Option<Text>,
        /// The workflow on GitHub.
        pub workflow_ref: Option<TrustFile>,
        /// The project on GitLab: `group/name`.
        pub project_path: Option<Text>,
        /// The file that defines the pipeline on GitLab.
        pub ci_config_ref_uri: Option<TrustFile>,
        /// The environment.
        pub environment: Option<Text>,
        /// The organisation on CircleCI.
        pub org_id: Option<Text> = "oidc.circleci.com/org-id",
        /// The project on CircleCI.
        pub project_id: Option<Text> = "oidc.circleci.com/project-id",
        /// The definition of the pipeline on CircleCI.
        pub pipeline_definition_id: Option<Text> = "oidc.circleci.com/pipeline-definition-id",
        /// Where the source comes from.
        pub vcs_origin: Option<Text> = "oidc.circleci.com/vcs-origin",
        /// Contexts that the job has to use.
        pub context_ids: List<Text> = "oidc.circleci.com/context-ids",
    }

    /// A file, at whatever ref.
    pub struct TrustFile {
        /// The file's name.
        pub file: Option<Text>,
    }
}

const OUTER: &[Field] = &[("id", "id", Shape::Text), ("permissions", "permissions", Shape::Texts)];
const GITHUB: &[Field] = &[
    ("repository", "repository", Shape::Path),
    ("workflow_ref", "workflow", Shape::File),
    ("environment", "environment", Shape::Text),
];
const GITLAB: &[Field] = &[
    ("project_path", "repository", Shape::Path),
    ("ci_config_ref_uri", "workflow", Shape::File),
    ("environment", "environment", Shape::Text),
];
const CIRCLECI: &[Field] = &[
    ("oidc.circleci.com/org-id", "organizationId", Shape::Text),
    ("oidc.circleci.com/project-id", "projectId", Shape::Text),
    ("oidc.circleci.com/pipeline-definition-id", "pipelineDefinitionId", Shape::Text),
    ("oidc.circleci.com/vcs-origin", "vcsOrigin", Shape::Text),
    ("oidc.circleci.com/context-ids", "contextIds", Shape::Texts),
];

fn fields(provider: &Provider) -> &'static [Field] {
    match provider {
        Provider::GitHub => GITHUB,
        Provider::GitLab => GITLAB,
        Provider::CircleCi => CIRCLECI,
        _ => &[],
    }
}

impl JsonDocument for TrustConfig {
    const DOCUMENT: &'static str = "npm trusted publisher";

    fn refusal(&self) -> Option<&'static str> {
        let whole = self.provider.is_some() && self.claims.is_some();
        (!whole).then_some("type or claims are missing")
    }
}

impl ToRecord<TrustedPublisher> for TrustConfig {
    fn to_record(&self) -> Converted<TrustedPublisher> {
        let provider = Provider::from(self.provider.as_deref().unwrap_or_default());
        let (view, root) = (self.view(), Pointer::root());
        let mut reading = Reading::default();
        reading.read(view.as_raw(), &root, OUTER, &["type", "claims"]);
        let claims = Raw::from_string(self.claims.as_ref().map(write).unwrap_or_default());
        if let Some(claims) = claims.and_then(RawObject::new) {
            let place = root.child("claims");
            reading.read(claims.as_raw().as_raw(), &place, fields(&provider), &[]);
        }
        reading.record(PublisherRegistry::Npm, provider)
    }
}

impl FromRecord<TrustedPublisher> for TrustConfig {
    fn from_record(record: &TrustedPublisher) -> Converted<Self> {
        let provider = &record.provider;
        let mut writing = Writing::of(record, "npm", provider.as_str());
        let mut members = writing.write(OUTER, &[]);
        let claims = writing.write(fields(provider), &[]);
        if fields(provider).is_empty() {
            let place = Pointer::root().child("provider");
            let note = "npm knows no such provider";
            writing.losses.push(crate::Loss::new(place, LossKind::Changed, note));
        }
        members.insert("type".to_owned(), json!(provider.as_str()));
        members.insert("claims".to_owned(), Value::Object(claims));
        let view = Raw::from_string(Value::Object(members).to_string()).unwrap_or_default();
        Converted::new(Self::from_view(&view).unwrap_or_default(), writing.finish())
    }
}
