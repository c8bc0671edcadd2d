//! A record as it is exchanged: SLSA provenance 1, and a verification summary for what was
//! checked.
//!
//! Invariant: what the record only derived is not written as the builder's word.

use super::{BuildProvenance, Fact, FactOrigin, compare};
use crate::Text;
use crate::identity::{Digest, DigestAlgorithm, DigestSet};
use crate::object::{Entries, List, Raw, RawObject, Value};
use crate::provenance::slsa::v1;
use crate::provenance::{Predicate, ResourceDescriptor, Statement};
use crate::text::{Link, Timestamp};

/// The build type of statements that are made of a record: workflow, repository and ref stand in
/// `externalParameters.workflow`, everything else that is known in `internalParameters.build`.
pub const RECORD_BUILD_TYPE: &str = "urn:pkgschema:build-type:build-provenance:v1";

impl BuildProvenance {
    /// The record as a statement with SLSA provenance 1, not signed. Who signs it says that the
    /// record is right; the record's own signatures, log entries and conflicts do not go along.
    ///
    /// Artifacts without a digest are left out: a statement's subjects have one.
    pub fn to_statement(&self) -> Statement {
        let predicate = Predicate::SlsaV1(Box::new(self.slsa()));
        Statement::with_predicate(self.subjects(), &predicate)
    }

    /// The artifacts that have a digest, as a statement's subjects.
    pub(super) fn subjects(&self) -> Vec<ResourceDescriptor> {
        let known = self.artifacts.iter().filter(|artifact| artifact.digest.is_some());
        let subjects = known.map(|artifact| {
            let mut subject = ResourceDescriptor::default();
            subject.name = artifact.name.clone();
            subject.uri = artifact.uri.clone();
            subject.digest = artifact.digest.clone();
            subject
        });
        subjects.collect()
    }

    fn slsa(&self) -> v1::Provenance {
        let stated = |fact: &Option<Fact>| fact.as_ref().map(|fact| fact.value.clone());
        let build_type = stated(&self.build_type).unwrap_or_else(|| RECORD_BUILD_TYPE.into());
        let builder = stated(&self.builder).or_else(|| stated(&self.build_signer));
        let builder = builder.or_else(|| stated(&self.issuer)).unwrap_or_default();
        let mut provenance = v1::Provenance::new(&build_type, &builder);
        if let Some(definition) = provenance.build_definition.as_mut() {
            definition.external_parameters = self.external_parameters();
            definition.internal_parameters = self.internal_parameters();
            definition.resolved_dependencies = self.dependencies();
        }
        if let Some(run) = provenance.run_details.as_mut() {
            run.metadata = self.metadata();
        }
        provenance
    }

    fn external_parameters(&self) -> Option<RawObject> {
        let repository = self.source_repository.as_ref().map(|fact| fact.value.clone());
        let path = self.build_config.as_ref().and_then(|config| {
            let (address, _) = compare::split_ref(&config.value);
            address.split_once("/.github/").map(|(_, path)| Text::from(format!(".github/{path}")))
        });
        let path = path.or_else(|| self.build_config.as_ref().map(|config| config.value.clone()));
        let reference = self.source_ref.as_ref().map(|fact| fact.value.clone());
        let members = [("ref", reference), ("repository", repository), ("path", path)];
        let workflow = object(members)?;
        RawObject::new([("workflow", workflow)].into_iter().collect::<Entries<Raw>>().to_raw())
    }

    fn internal_parameters(&self) -> Option<RawObject> {
        let elsewhere = [
            "sourceRepository",
            "sourceRef",
            "sourceCommit",
            "buildConfig",
            "builder",
            "buildType",
            "run",
            "startedOn",
            "finishedOn",
        ];
        let facts = self.facts().filter(|(name, fact)| {
            !elsewhere.contains(&name.as_str()) && fact.origin != FactOrigin::Derived
        });
        let members: Vec<_> = facts
            .map(|(name, fact)| (name.as_str().to_owned(), Some(fact.value.clone())))
            .collect();
        let build = object(members.iter().map(|(name, value)| (name.as_str(), value.clone())))?;
        RawObject::new([("build", build)].into_iter().collect::<Entries<Raw>>().to_raw())
    }

    fn dependencies(&self) -> List<ResourceDescriptor> {
        let Some(repository) = &self.source_repository else { return List::absent() };
        let mut source = ResourceDescriptor::default();
        let address = compare::repository(&repository.value);
        let reference = self.source_ref.as_ref().map(|fact| format!("@{}", fact.value));
        let uri = format!("git+{address}{}", reference.unwrap_or_default());
        source.uri = Some(Link::from_document(uri));
        source.digest = self.source_commit.as_ref().map(|commit| git_commit(&commit.value));
        List::from(vec![source])
    }

    fn metadata(&self) -> Option<v1::BuildMetadata> {
        let time = |fact: &Option<Fact>| {
            fact.as_ref().map(|fact| Timestamp::from_document(fact.value.clone()))
        };
        let mut metadata = v1::BuildMetadata::default();
        metadata.invocation_id = self.run.as_ref().map(|fact| fact.value.clone());
        metadata.started_on = time(&self.started_on);
        metadata.finished_on = time(&self.finished_on);
        (metadata != v1::BuildMetadata::default()).then_some(metadata)
    }
}

/// The digest set of a commit; empty for what is no commit of git.
fn git_commit(commit: &str) -> DigestSet {
    let digest = Digest::from_hex(DigestAlgorithm::GitCommit, commit);
    digest.into_iter().collect()
}

/// An object of the members that are there; `None` where none is.
fn object<'a>(members: impl IntoIterator<Item = (&'a str, Option<Text>)>) -> Option<Raw> {
    let members = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let entries: Entries<Text> = members.collect();
    (!entries.is_empty()).then(|| entries.to_raw())
}
