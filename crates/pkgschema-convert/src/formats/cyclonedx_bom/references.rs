//! The addresses of a component, and those of a record.
//!
//! Invariant: an address that no member of the record is for is a link, labelled with its type.

use super::parts;
use super::{BomComponent, BomReference};
use crate::leftovers::Leftovers;
use crate::{LossKind, places};
use pkgschema::identity::ArtifactKind;
use pkgschema::metadata::{IssueTracker, PackageMetadata, ProjectLink};
use pkgschema::text::Link;
use pkgschema::{Pointer, Text};

/// Types of CycloneDX 1.6 that no member of the record is for; their links are labelled so.
const OTHERS: [&str; 38] = [
    "advisories",
    "bom",
    "mailing-list",
    "social",
    "chat",
    "support",
    "source-distribution",
    "distribution-intake",
    "license",
    "build-meta",
    "build-system",
    "security-contact",
    "model-card",
    "log",
    "configuration",
    "evidence",
    "formulation",
    "attestation",
    "threat-model",
    "adversary-model",
    "risk-assessment",
    "vulnerability-assertion",
    "exploitability-statement",
    "pentest-report",
    "static-analysis-report",
    "dynamic-analysis-report",
    "runtime-analysis-report",
    "component-analysis-report",
    "maturity-report",
    "certification-report",
    "codified-infrastructure",
    "quality-metrics",
    "poam",
    "electronic-signature",
    "digital-signature",
    "rfc-9116",
    "website",
    "documentation",
];

/// Reads the addresses that are of no file into the record.
pub(super) fn read(
    component: &BomComponent,
    record: &mut PackageMetadata,
    place: &Pointer,
    left: &mut Leftovers,
) {
    let list = place.child("externalReferences");
    for (index, reference) in component.external_references.indexed() {
        let place = list.index(index);
        if parts::file(reference, &record.ecosystem).is_some() {
            continue;
        }
        let (Some(url), Some(of_type)) = (&reference.url, reference.reference_type.as_deref())
        else {
            continue;
        };
        let link = Link::from_document(url.clone());
        if !link.is_well_formed() {
            continue;
        }
        left.take_members(&place, &["type", "url"]);
        match of_type {
            "website" if record.homepage.is_none() => record.homepage = Some(link),
            "documentation" if record.documentation.is_none() => record.documentation = Some(link),
            "release-notes" if record.changelog.is_none() => record.changelog = Some(link),
            "issue-tracker" if record.issue_tracker.is_none() => {
                let mut tracker = IssueTracker::default();
                tracker.url = Some(link);
                record.issue_tracker = Some(tracker);
            }
            "vcs" if record.repository.is_none() => {
                let repository = places::repository(url);
                if repository.url.as_ref() != Some(&link) {
                    let note = "written in the usual spelling";
                    left.say(&place.child("url"), LossKind::Normalized, note);
                }
                record.repository = Some(repository);
            }
            other => {
                let mut link = ProjectLink::new(link);
                link.label = match other {
                    "other" => left.member(&reference.comment, &place, "comment").cloned(),
                    other => Some(Text::from(other)),
                };
                record.links.push(link);
            }
        }
    }
}

/// The addresses of a record.
pub(super) fn write(record: &PackageMetadata, left: &mut Leftovers) -> Vec<BomReference> {
    let root = Pointer::root();
    let mut all = Vec::new();
    let mut add = |of_type: &str, url: Option<&Link>, place: Pointer, left: &mut Leftovers| {
        let Some(url) = url.filter(|url| url.is_well_formed()) else { return };
        left.take(&place);
        all.push(reference(of_type, url));
    };
    add("website", record.homepage.as_ref(), root.child("homepage"), left);
    let repository = record.repository.as_ref().and_then(|it| it.url.as_ref());
    add("vcs", repository, root.child("repository").child("url"), left);
    let tracker = record.issue_tracker.as_ref().and_then(|it| it.url.as_ref());
    add("issue-tracker", tracker, root.child("issueTracker").child("url"), left);
    add("documentation", record.documentation.as_ref(), root.child("documentation"), left);
    add("release-notes", record.changelog.as_ref(), root.child("changelog"), left);
    links(record, &mut all, left);
    files(record, &mut all, left);
    all
}

fn links(record: &PackageMetadata, all: &mut Vec<BomReference>, left: &mut Leftovers) {
    let list = Pointer::root().child("links");
    for (index, link) in record.links.indexed() {
        let place = list.index(index);
        if !link.url.is_well_formed() {
            continue;
        }
        let label = link.label.as_deref();
        let known = label.filter(|label| OTHERS.contains(label));
        let mut reference = reference(known.unwrap_or("other"), &link.url);
        if known.is_none() {
            reference.comment.clone_from(&link.label);
        }
        left.take_members(&place, &["url", "label"]);
        all.push(reference);
    }
}

fn files(record: &PackageMetadata, all: &mut Vec<BomReference>, left: &mut Leftovers) {
    let list = Pointer::root().child("artifacts");
    for (index, artifact) in record.artifacts.indexed() {
        let place = list.index(index);
        let Some(url) = artifact.url.as_ref().filter(|url| url.is_well_formed()) else { continue };
        let is_source = artifact.kind == Some(ArtifactKind::Sdist);
        let of_type = if is_source { parts::SOURCES } else { parts::DISTRIBUTION };
        let mut reference = reference(of_type, url);
        left.take(&place.child("url"));
        if is_source {
            left.take(&place.child("kind"));
        }
        let name = artifact.filename.as_deref();
        let ends = |name: &str| url.as_str().rsplit('/').next() == Some(name);
        if name.is_some_and(ends) {
            let note = "the address ends with it";
            left.lose(&place.child("filename"), LossKind::Normalized, note);
        }
        let digests = place.child("digests");
        reference.hashes = parts::hashes(artifact.digests.as_ref(), &digests, left);
        all.push(reference);
    }
}

fn reference(of_type: &str, url: &Link) -> BomReference {
    let mut reference = BomReference::default();
    reference.reference_type = Some(Text::from(of_type));
    reference.url = Some(Text::from(url.as_str()));
    reference
}
