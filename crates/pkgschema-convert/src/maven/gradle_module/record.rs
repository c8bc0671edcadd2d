//! From a module to a record.
//!
//! Invariant: what the file leaves to another one is unknown in the record, never absent.

use super::once::Once;
use super::variants::{Placed, Role, Variants, is_own};
use super::{GradleCapability, GradleComponent, GradleFile, GradleModule, dependencies};
use crate::leftovers::Leftovers;
use crate::maven::{coordinates, side_file, unsaid};
use crate::paths::is_plain_part;
use crate::syntax::json::view;
use crate::{Converted, LossKind, ToRecord};
use pkgschema::identity::{Artifact, ArtifactKind, Digest, DigestAlgorithm, DigestSet, Ecosystem};
use pkgschema::metadata::{PackageMetadata, Provided, ProvidedKind, RuntimeRequirement};
use pkgschema::object::{Items, List, write};
use pkgschema::text::{Link, is_obeyed};
use pkgschema::version::RequirementText;
use pkgschema::{Pointer, Text};
use std::collections::HashSet;

/// What the file says of a version.
const SAID: [&str; 8] = [
    "namespace",
    "name",
    "version",
    "dependencies",
    "constraints",
    "features",
    "artifacts",
    "provides",
];

/// The version of Java's machine that a variant asks for at least.
const JVM: &str = "org.gradle.jvm.version";

impl ToRecord<Vec<PackageMetadata>> for GradleModule {
    fn to_record(&self) -> Converted<Vec<PackageMetadata>> {
        let (mut record, mut left) = (PackageMetadata::of(Ecosystem::MAVEN), Leftovers::default());
        let variants = Variants::of(self);
        if let Some(component) = &self.component {
            identity(component, &mut record, &mut left);
        }
        dependencies::add(&variants, &mut record, &mut left);
        files(&variants, &mut record, &mut left);
        self.capabilities(&variants, &mut record, &mut left);
        java(&variants, &mut record, &mut left);
        let whole = self.is_known() && self.is_whole(&variants);
        unsaid::mark(&mut record, if whole { &SAID } else { &[] });
        record.mark_unknown_if_absent(["namespace", "name", "version"]);
        let losses = left.finish_by(view(self).as_raw(), &why);
        Converted::new(vec![record], losses)
    }
}

impl GradleModule {
    /// Whether nothing of the component is left to other files, or cannot be read.
    fn is_whole(&self, variants: &Variants<'_>) -> bool {
        let elsewhere = self.component.as_ref().is_none_or(|it| it.url.is_some());
        let odd = |it: &Placed<'_>| !it.is_here() || it.variant.rest.iter().next().is_some();
        let read = self.variants.is_present() && !self.variants.has_odd();
        read && !elsewhere && !variants.list.iter().any(odd)
    }

    fn capabilities(
        &self,
        variants: &Variants<'_>,
        record: &mut PackageMetadata,
        left: &mut Leftovers,
    ) {
        let (mut known, mut named) = (Once::default(), HashSet::new());
        let (mut provides, mut features) = (Vec::new(), Vec::new());
        for placed in &variants.list {
            let place = Pointer::root().child("variants").index(placed.index).child("capabilities");
            for (index, capability) in placed.variant.capabilities.indexed() {
                let place = place.index(index);
                if is_own(capability, self.component.as_ref()) {
                    left.lose(&place, LossKind::Normalized, "it is the component itself");
                    continue;
                }
                let Some(name) = provided(capability) else { continue };
                if !known.again(name.to_string(), &place, left) {
                    left.take_members(&place, &["group", "name", "version"]);
                    provides.push(Provided::new(ProvidedKind::Capability, name));
                }
            }
            let feature = placed.feature.filter(|_| placed.role != Role::Aside);
            features.extend(feature.filter(|it| named.insert(*it)));
        }
        record.provides = List::unless_empty(provides);
        if !features.is_empty() {
            record.features = features.into_iter().map(|it| (it.clone(), Items::new())).collect();
        }
    }
}

fn identity(component: &GradleComponent, record: &mut PackageMetadata, left: &mut Leftovers) {
    let place = Pointer::root().child("component");
    record.namespace = coordinates::known(&component.group).cloned();
    record.name = coordinates::known(&component.module).cloned();
    record.version = coordinates::known(&component.version).cloned();
    left.member(&record.namespace, &place, "group");
    left.member(&record.name, &place, "module");
    left.member(&record.version, &place, "version");
}

/// `group:name:version`.
fn provided(capability: &GradleCapability) -> Option<Text> {
    let parts = [Some(capability.group.as_ref()?), Some(capability.name.as_ref()?)];
    let parts = parts.into_iter().chain([capability.version.as_ref()]).flatten();
    let parts: Vec<&str> = parts.map(Text::as_str).collect();
    (!parts.iter().any(|part| part.contains("${"))).then(|| parts.join(":").into())
}

/// Each file once, by all that is said of it.
fn files(variants: &Variants<'_>, record: &mut PackageMetadata, left: &mut Leftovers) {
    let (mut known, mut artifacts) = (Once::default(), Vec::new());
    for placed in &variants.list {
        let place = Pointer::root().child("variants").index(placed.index).child("files");
        for (index, file) in placed.variant.files.indexed() {
            let place = place.index(index);
            let Some(name) = file.name.as_ref().filter(|name| is_file(name)) else { continue };
            if known.again(write(file), &place, left) {
                continue;
            }
            left.take(&place.child("name"));
            artifacts.push(artifact(file, name, placed, &place, left));
        }
    }
    record.artifacts = List::unless_empty(artifacts);
}

/// Whether a text names a file, without a path or an expression.
pub(super) fn is_file(name: &str) -> bool {
    let odd = |c: char| matches!(c, '/' | '\\') || is_obeyed(c);
    is_plain_part(name) && !name.contains(odd) && coordinates::is_known(name)
}

fn artifact(
    file: &GradleFile,
    name: &Text,
    placed: &Placed<'_>,
    place: &Pointer,
    left: &mut Leftovers,
) -> Artifact {
    let mut artifact = Artifact::default();
    artifact.filename = Some(name.clone());
    artifact.kind = kind(name, placed);
    artifact.url = left.member(&file.url, place, "url").map(|url| Link::from_document(url.clone()));
    artifact.size = left.member(&file.size, place, "size").copied();
    let mut digests = DigestSet::new();
    for (algorithm, digits) in file.digests() {
        let read = |it: &Text| Digest::from_hex(DigestAlgorithm::from(algorithm), it).ok();
        if let Some(digest) = digits.as_ref().and_then(read) {
            left.take(&place.child(algorithm));
            digests.insert(&digest);
        }
    }
    artifact.digests = Some(digests).filter(|digests| !digests.is_empty());
    artifact
}

fn kind(name: &str, placed: &Placed<'_>) -> Option<ArtifactKind> {
    match placed.documentation().as_deref() {
        Some("sources") => return Some(ArtifactKind::Sources),
        Some("javadoc") => return Some(ArtifactKind::Javadoc),
        _ => {}
    }
    let beside = side_file::side_of(name).is_some();
    Some(match name.rsplit_once('.').filter(|_| !beside)?.1 {
        "jar" => ArtifactKind::Jar,
        "war" => ArtifactKind::War,
        "aar" => ArtifactKind::Aar,
        "pom" => ArtifactKind::Pom,
        _ => return None,
    })
}

/// The version of Java's machine, where all variants ask for the same.
fn java(variants: &Variants<'_>, record: &mut PackageMetadata, left: &mut Leftovers) {
    let mut needed = variants.list.iter().filter(|it| it.role != Role::Aside);
    let asked = |it: &Placed<'_>| it.variant.attributes.get(JVM).map(|raw| raw.as_str().to_owned());
    let Some(first) = needed.next().and_then(asked) else { return };
    let is_number = first.len() < 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number || !needed.all(|it| asked(it).as_ref() == Some(&first)) {
        return;
    }
    for (at, placed) in variants.list.iter().filter(|it| it.role != Role::Aside).enumerate() {
        let place = Pointer::root().child("variants").index(placed.index);
        let place = place.child("attributes").child(JVM);
        match at {
            0 => left.take(&place),
            _ => left.lose(&place, LossKind::Normalized, "another variant says the same"),
        }
    }
    let mut java = RuntimeRequirement::new("java");
    java.requirement = Some(RequirementText::new(Ecosystem::MAVEN, format!("[{first},)")));
    record.runtime_requirements.push(java);
}

/// Why what stands there is in no record.
fn why(place: &Pointer) -> &'static str {
    let tokens: Vec<String> = place.tokens().take(6).collect();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    match tokens.as_slice() {
        ["formatVersion" | "createdBy", ..] => "it is about the file",
        ["component", "url"] => "it tells where the file about the whole component is",
        ["component", "attributes", ..] => "a record has no place for attributes",
        ["component", ..] => "it is no part of an identity",
        ["variants", _, "name"] => "records do not tell variants apart",
        ["variants", _, "attributes", ..] => "records do not tell variants apart",
        ["variants", _, "available-at", ..] => "another file tells of the variant",
        ["variants", _, "files", ..] => "it is no name of a file, or no digest of the algorithm",
        ["variants", _, "dependencies" | "dependencyConstraints", _, member, ..] => of_need(member),
        _ => "a record has no place for it",
    }
}

fn of_need(member: &str) -> &'static str {
    match member {
        "version" => "Maven has no notation for it",
        "reason" => "a record does not say why something is needed",
        "attributes" | "requestedCapabilities" => "a record does not choose among variants",
        _ => "a record has no place for it",
    }
}
