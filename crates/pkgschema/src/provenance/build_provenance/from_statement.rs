//! What statements say: the artifacts, and of SLSA's predicates the build.
//!
//! Invariant: the predicate is the build's own word; nothing here is read as more than that.

mod environment;
mod slsa_v0_1;
mod slsa_v0_2;
mod slsa_v1;

use super::evidence::Evidence;
use super::sketch::Sketch;
use super::{AttestedArtifact, Fact, FactName, FactOrigin, compare};
use crate::Text;
use crate::identity::DigestSet;
use crate::object::Entries;
use crate::provenance::slsa::{v0_1, v0_2, v1};
use crate::provenance::{Predicate, ResourceDescriptor, Statement};
use crate::text::Link;

/// What a predicate would say, if it could be read.
pub(super) const NAMES: &[FactName] = &[
    FactName::SourceRepository,
    FactName::SourceCommit,
    FactName::SourceRef,
    FactName::BuildConfig,
    FactName::Builder,
    FactName::BuildType,
    FactName::Trigger,
    FactName::Run,
];

pub(super) fn read(statement: &Statement, evidence: &mut Evidence) {
    statement.subject.iter().for_each(|subject| evidence.artifact(Some(artifact(subject))));
    let sketch = statement.predicate.as_ref().and_then(|raw| Sketch::parse(raw.as_str()));
    match (sketch, &statement.predicate) {
        (Some(predicate), _) => read_predicate(&statement.predicate_type, &predicate, evidence),
        (None, Some(_)) => evidence.unknown(NAMES),
        (None, None) => {}
    }
    evidence.of_type(statement.predicate_type.clone());
}

/// The text of a statement, scanned once. `None` where it is not plainly a statement: then it is
/// for [`Statement::parse`] to say what it is.
pub(super) fn read_text(text: &str, evidence: &mut Evidence) -> Option<()> {
    let statement = Sketch::parse(text)?;
    statement.get("_type")?.text()?;
    let predicate_type = Link::from_document(statement.get("predicateType")?.text()?);
    let subjects = statement.get("subject").filter(|it| matches!(it, Sketch::Array(_)))?;
    let predicate = statement.get("predicate").filter(|predicate| predicate.is_object())?;
    let artifacts = subjects.elements().iter().map(sketched_artifact);
    let artifacts = artifacts.collect::<Option<Vec<_>>>()?;
    if artifacts.len() >= super::sketch::ELEMENTS {
        return None; // the sketch may have left some out
    }
    artifacts.into_iter().for_each(|artifact| evidence.artifact(Some(artifact)));
    read_predicate(&predicate_type, predicate, evidence);
    evidence.of_type(predicate_type);
    Some(())
}

/// An artifact of texts alone; `None` where something else stands there.
fn sketched_artifact(subject: &Sketch<'_>) -> Option<AttestedArtifact> {
    let text = |name: &str| match subject.get(name) {
        Some(value) => value.text().map(Some),
        None => Some(None),
    };
    let mut artifact = AttestedArtifact::default();
    artifact.name = text("name")?.map(Text::from);
    artifact.uri = text("uri")?.map(Link::from_document);
    if let Some(digest) = subject.get("digest") {
        let digests = digest.members().iter().map(|(name, value)| Some((name, value.text()?)));
        let digests = digests.collect::<Option<Vec<_>>>().filter(|_| digest.is_object())?;
        let mut entries = Entries::new();
        for (name, text) in digests {
            entries.get(name).is_none().then(|| entries.insert(name.as_ref(), Text::from(text)))?;
        }
        artifact.digest = Some(DigestSet::from(entries));
    }
    Some(artifact)
}

/// What a predicate says, by its type.
fn read_predicate(predicate_type: &Link, predicate: &Sketch<'_>, evidence: &mut Evidence) {
    let uri = predicate_type.as_str();
    let former = Predicate::FORMER.iter().find(|(former, _)| *former == uri);
    let mut words = Words { evidence };
    match former.map_or(uri, |(_, present)| *present) {
        v0_1::Provenance::URI => slsa_v0_1::read(predicate, &mut words),
        v0_2::Provenance::URI => slsa_v0_2::read(predicate, &mut words),
        v1::Provenance::URI => slsa_v1::read(predicate, &mut words),
        _ => {}
    }
}

fn artifact(subject: &ResourceDescriptor) -> AttestedArtifact {
    let mut artifact = AttestedArtifact::default();
    artifact.name = subject.name.clone();
    artifact.uri = subject.uri.clone();
    artifact.digest = subject.digest.clone();
    artifact
}

/// Build types whose builder is the workflow that signs. Not among them: the delegating builder
/// of slsa-github-generator, which signs in the name of the workflow that called it.
const SIGNERS: &[&str] = &[
    "https://actions.github.io/buildtypes/workflow/v1",
    "https://github.com/slsa-framework/slsa-github-generator@v1",
    "https://github.com/slsa-framework/slsa-github-generator-go@v1",
    "https://github.com/slsa-framework/slsa-github-generator/go@v1",
    "https://github.com/slsa-framework/slsa-github-generator/generic@v1",
    "https://github.com/slsa-framework/slsa-github-generator/container@v1",
    "https://slsa.dev/container-based-build/v0.1?draft",
];

/// Takes what a predicate says.
struct Words<'a> {
    evidence: &'a mut Evidence,
}

impl Words<'_> {
    /// A text at a place of the predicate; an empty one says nothing.
    fn say(&mut self, name: FactName, value: impl Into<Text>, place: &str) {
        let value = value.into();
        if !value.is_empty() {
            self.evidence.offer(name, Fact::unverified(value, FactOrigin::Predicate, place));
        }
    }

    /// A text that may be there.
    fn say_if(&mut self, name: FactName, value: Option<&str>, place: &str) {
        if let Some(value) = value {
            self.say(name, value, place);
        }
    }

    /// A member that is a text, by its pointer.
    fn say_at(&mut self, name: FactName, predicate: &Sketch<'_>, place: &str) {
        self.say_if(name, text_at(predicate, place), place);
    }

    /// The source's address, with the ref behind it where there is one.
    fn source(&mut self, uri: &str, place: &str) {
        let (_, reference) = compare::split_ref(uri);
        if is_repository(uri) {
            self.say(FactName::SourceRepository, compare::repository(uri).as_ref(), place);
            self.say_if(FactName::SourceRef, reference, place);
        }
    }

    /// A commit among the digests of the source.
    fn commit(&mut self, digest: Option<&Sketch<'_>>, place: &str) {
        let Some(digest) = digest else { return };
        for name in ["gitCommit", "sha1", "sha256"] {
            if let Some(commit) = digest.get(name).and_then(Sketch::text) {
                return self.say(FactName::SourceCommit, commit, &format!("{place}/{name}"));
            }
        }
    }

    /// A builder's identity, and what it says of the machine and the signing workflow.
    fn builder(&mut self, predicate: &Sketch<'_>, build_type: &str, place: &str) {
        let Some(id) = text_at(predicate, place) else { return };
        self.say(FactName::Builder, id, place);
        if SIGNERS.contains(&build_type) {
            self.say(FactName::BuildSigner, id, place);
        }
        if let Some(kind @ ("github-hosted" | "self-hosted")) =
            id.strip_prefix("https://github.com/actions/runner/")
        {
            self.say(FactName::RunnerEnvironment, kind, place);
        }
    }
}

/// The value at a pointer whose tokens need no escapes.
fn at<'s, 'a>(sketch: &'s Sketch<'a>, place: &str) -> Option<&'s Sketch<'a>> {
    place.split('/').skip(1).try_fold(sketch, |value, name| value.get(name))
}

/// The text at a pointer.
fn text_at<'s>(sketch: &'s Sketch<'_>, place: &str) -> Option<&'s str> {
    at(sketch, place).and_then(Sketch::text)
}

/// Whether an address can be a repository's: one by scheme and host, not a purl, an archive in a
/// bucket or a container.
fn is_repository(uri: &str) -> bool {
    let address = uri.strip_prefix("git+").unwrap_or(uri);
    ["https://", "http://", "ssh://", "git://"].iter().any(|scheme| address.starts_with(scheme))
}
