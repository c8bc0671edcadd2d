//! What Maven repositories serve about where a file comes from: a Sigstore bundle beside it.
//!
//! | file | record | rule |
//! |---|---|---|
//! | `FILE.sigstore.json` | one | about FILE, by name and by the digest that is signed |
//!
//! The signature is over the file itself. There is no statement, so the source is known only where
//! the certificate is a workflow's; it may as well be a person's.
//!
//! Source: Sigstore's documentation of its Java client, "Signature format for Maven"; Maven
//! Central's requirements, which have it checked where it is there.
//!
//! Invariant: a file beside another one is about that one by name alone; only its digest binds it.

use pkgschema::provenance::{AttestedArtifact, BuildProvenance, Bundle};
use pkgschema::{Finding, Pointer, Severity};

/// What a bundle's file is called beyond the file that it is about.
const ENDING: &str = ".sigstore.json";

/// The file that a bundle is beside, by its own file's name.
///
/// ```
/// use pkgschema_convert::maven::provenance::signed_file;
/// assert_eq!(signed_file("widget-1.0.jar.sigstore.json"), Some("widget-1.0.jar"));
/// assert_eq!(signed_file("widget-1.0.jar.asc"), None);
/// ```
pub fn signed_file(name: &str) -> Option<&str> {
    name.strip_suffix(ENDING).filter(|file| !file.is_empty())
}

/// The name of the file that a bundle about `file` is in.
pub fn bundle_file(file: &str) -> String {
    format!("{file}{ENDING}")
}

/// The record of a bundle that stands in a file of that name: as
/// [`BuildProvenance::of_bundle`], with the name of the file that it is about. `None` where the
/// name is no bundle's.
///
/// ```
/// use pkgschema::provenance::Bundle;
/// use pkgschema_convert::maven::provenance::build_of;
/// let bundle = Bundle::parse(r#"{"messageSignature": {"signature": "AA=="}}"#)?;
/// let build = build_of("widget-1.0.pom.sigstore.json", &bundle).unwrap();
/// assert_eq!(build.artifacts[0].name.as_deref(), Some("widget-1.0.pom"));
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
pub fn build_of(name: &str, bundle: &Bundle) -> Option<BuildProvenance> {
    let file = signed_file(name)?;
    let mut record = BuildProvenance::of_bundle(bundle);
    let spelt = bundle.in_proto_form();
    if spelt.message_signature.get().is_none() {
        return Some(record); // the statement names what it is about
    }
    let mut artifacts = record.artifacts.into_vec();
    match artifacts.first_mut() {
        Some(artifact) => artifact.name = Some(file.into()),
        None => {
            let mut artifact = AttestedArtifact::default();
            artifact.name = Some(file.into());
            artifacts.push(artifact);
        }
    }
    record.artifacts = artifacts.into();
    Some(record)
}

/// What is odd in a bundle that stands beside a file of a Maven repository: as [`Bundle::check`],
/// and as errors `not-a-file-signature` (a bundle with a statement in place of a signature over the
/// file), `old-bundle` (a version before 0.3).
pub fn check(bundle: &Bundle) -> Vec<Finding> {
    let mut found = bundle.check();
    let mut error = |place: &str, code, words: &str| {
        let place = Pointer::parse(place).unwrap_or_default();
        found.push(Finding::new(place, code, Severity::Error, words));
    };
    let spelt = bundle.in_proto_form();
    if spelt.message_signature.get().is_none() {
        error("", "not-a-file-signature", "the file beside it is to be signed itself");
    }
    if matches!(spelt.version(), Some("0.1" | "0.2")) {
        error("/mediaType", "old-bundle", "expected a bundle of version 0.3 or later");
    }
    found
}
