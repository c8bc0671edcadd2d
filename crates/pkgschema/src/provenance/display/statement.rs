//! The statement: one sentence on what is known of the build.
//!
//! Invariant: the sentence says who checked, or that nobody did; it never says that a package is
//! without danger.

use crate::provenance::build_provenance::compare;
use crate::provenance::{BuildProvenance, Fact, FactOrigin, VerificationStatus};
use crate::text::plain;

/// The heading, and the sentence.
pub(super) fn statement(record: &BuildProvenance) -> (String, String) {
    let source = record.source_repository.as_ref().map(|fact| format!(" from {}", short(fact)));
    let source = source.unwrap_or_default();
    let verification = record.verification.as_ref();
    let by = verification.and_then(|it| it.by.as_ref()).map(|by| name(by.as_str()));
    let (heading, sentence) = match verification.map(|verification| &verification.status) {
        Some(VerificationStatus::SignatureVerified) => {
            let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
            ("Build confirmed", format!("The attestation of a build{source} was confirmed{by}."))
        }
        Some(VerificationStatus::RegistryAsserted) => {
            let by = by.unwrap_or_else(|| "the registry".to_owned());
            ("Build confirmed", format!("A build{source} was confirmed by {by}."))
        }
        Some(VerificationStatus::Failed) => {
            let by = by.map(|by| format!(" by {by}")).unwrap_or_default();
            let words = format!("The attestation was checked{by}, and its signature is not right.");
            ("Attestation not right", words)
        }
        _ => attested(record, &source),
    };
    (heading.to_owned(), sentence)
}

/// What is said where nobody checked.
fn attested(record: &BuildProvenance, source: &str) -> (&'static str, String) {
    let mut origins = record.facts().map(|(_, fact)| &fact.origin);
    let beside = |origin: &FactOrigin| {
        matches!(origin, FactOrigin::Registry | FactOrigin::Derived | FactOrigin::Unlisted(_))
    };
    if record.facts().next().is_none() && record.unknown.is_empty() {
        return ("No build attested", "Nothing is attested about the build.".to_owned());
    }
    if record.unknown.is_empty() && origins.all(beside) {
        let words = format!("The registry says that this was published{source}.");
        return ("Build stated by the registry", words);
    }
    let signer = record.build_signer.as_ref().or(record.signer.as_ref());
    let signer = signer.map(|signer| format!(", signed by {}", short(signer))).unwrap_or_default();
    ("Build attested", format!("A build{source} is attested{signer}; nobody has checked it here."))
}

/// An address without its scheme, as people read it.
pub(super) fn short(fact: &Fact) -> String {
    let address = match fact.value.contains("://") {
        true => fact.value.strip_prefix("git+").unwrap_or(&fact.value),
        false => &fact.value,
    };
    plain(address.strip_prefix("https://").unwrap_or(address)).into_owned()
}

/// A checker's host, or its whole identity.
fn name(by: &str) -> String {
    plain(compare::host(by).unwrap_or(by)).into_owned()
}
