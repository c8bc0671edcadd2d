//! What npm's registry serves about where a package comes from.
//!
//! | document | record | rule |
//! |---|---|---|
//! | attestations of a version | one an attestation | the certificate before the statement |
//! | version manifest, `dist.attestations` | `predicateType` | what the attestation says is unknown here |
//! | version manifest, `_npmUser.trustedPublisher` | `issuer` | the registry's word |
//! | version manifest, `dist.integrity`, `shasum` | `artifacts` | with the package's purl |
//!
//! The registry signs every version, so a `dist` without `signatures` was stripped on the way: what
//! it does not have is unknown. The same holds of `_npmUser`.
//!
//! Source: the npm registry's documentation, "Registry signatures" and "Provenance"; the answers of
//! `/-/npm/v1/attestations/NAME@VERSION`, as npm's `pacote` reads them.
//!
//! Invariant: a manifest that was stripped never says that there is no provenance.

mod manifest;

use crate::served::{Builds, answer, with_bundles};
use crate::syntax::json::own_document;
use crate::{Converted, Document, ToRecord};
use pkgschema::identity::DigestAlgorithm;
use pkgschema::object::{List, check, write};
use pkgschema::provenance::{BuildProvenance, Bundle, Statement};
use pkgschema::text::Link;
use pkgschema::{Finding, ParseError, Pointer, Severity};

pkgschema::object! {
    /// The attestations of a version: mostly one of the build, which the publisher has signed, and
    /// one of the publication, which the registry has.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, npm::NpmAttestations};
    /// let answer = NpmAttestations::parse(r#"{"attestations": [{"bundle": {"dsseEnvelope": {
    ///         "payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": []}},
    ///     "predicateType": "https://slsa.dev/provenance/v1"}]}"#)?;
    /// assert_eq!(answer.to_record().value.len(), 1);
    /// assert_eq!(answer.check().last().unwrap().code, "other-predicate-type");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct NpmAttestations {
        /// The attestations.
        pub attestations: List<NpmAttestation>,
    }

    /// One attestation.
    pub struct NpmAttestation {
        /// What kind of statement it makes, by the registry.
        pub predicate_type: Option<Link> = "predicateType",
        /// The attestation.
        pub bundle: Option<Bundle>,
    }
}

impl NpmAttestations {
    fn placed(&self) -> impl Iterator<Item = (Pointer, &NpmAttestation)> {
        let place = Pointer::root().child("attestations");
        self.attestations.indexed().map(move |(index, one)| (place.index(index), one))
    }

    /// The attestation with a statement of that type.
    pub fn of_type(&self, predicate_type: &str) -> Option<&Bundle> {
        let bundles = self.attestations.iter().filter_map(|one| one.bundle.as_ref());
        let is = |bundle: &&Bundle| {
            statement(bundle).is_some_and(|it| it.predicate_type.as_str() == predicate_type)
        };
        bundles.into_iter().find(is)
    }
}

/// The statement in a bundle, where it can be read.
fn statement(bundle: &Bundle) -> Option<Statement> {
    bundle.statement()?.ok()
}

own_document! { NpmAttestations = "npm attestations" }

impl NpmAttestations {
    /// Reads the answer.
    ///
    /// # Errors
    /// For text that is no JSON object, or one without `attestations`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        answer(text, "attestations")
    }

    /// The answer as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the bundles, and beside it
    ///
    /// | code | severity | rule |
    /// |---|---|---|
    /// | `no-bundle` | error | each attestation has a bundle |
    /// | `other-predicate-type` | error | the type is the one of the statement inside |
    /// | `other-subject` | error | all attestations are about the same tarball, by SHA-512 |
    pub fn check(&self) -> Vec<Finding> {
        let bundles = self.placed();
        let bundles =
            bundles.filter_map(|(at, one)| Some((at.child("bundle"), one.bundle.as_ref()?)));
        let mut found = with_bundles(check(self), bundles);
        let mut first: Option<Option<String>> = None;
        for (place, one) in self.placed() {
            let mut error = |place: Pointer, code, words: String| {
                found.push(Finding::new(place, code, Severity::Error, words));
            };
            let Some(bundle) = &one.bundle else {
                if one.rest.get("bundle").is_none() {
                    error(place, "no-bundle", "an attestation without a bundle".to_owned());
                }
                continue;
            };
            let statement = statement(bundle);
            let inside = statement.as_ref().map(|it| it.predicate_type.as_str());
            let stated = one.predicate_type.as_ref().map(Link::as_str);
            if stated != inside {
                let words =
                    format!("the statement inside is of type {:?}", inside.unwrap_or("none"));
                error(place.child("predicateType"), "other-predicate-type", words);
            }
            let Some(statement) = statement else { continue };
            let digest = sha512(&statement);
            match &first {
                Some(first) if *first != digest => {
                    let words = "the first attestation is about another tarball".to_owned();
                    error(place.child("bundle"), "other-subject", words);
                }
                Some(_) => {}
                None => first = Some(digest),
            }
        }
        found
    }
}

/// The tarball's digest, by the first subject.
fn sha512(statement: &Statement) -> Option<String> {
    let digest = statement.subject.first()?.digest.as_ref()?.get(&DigestAlgorithm::Sha512)?;
    Some(digest.to_hex())
}

impl ToRecord<Vec<BuildProvenance>> for NpmAttestations {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        for (place, one) in self.placed() {
            let Some(bundle) = &one.bundle else { continue };
            builds.bundle(bundle, &place.child("bundle"));
            let record = builds.records.last();
            let stated = record.and_then(|record| record.predicate_type.as_ref());
            if stated == one.predicate_type.as_ref() {
                builds.left.take(&place.child("predicateType"));
            }
        }
        builds.finish(&self.view())
    }
}
