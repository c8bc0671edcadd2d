//! The answer of GitHub's attestation interface about an artifact.
//!
//! Source: GitHub's REST interface, "List attestations" of repositories, organisations and users.
//!
//! Invariant: an attestation that is stored elsewhere is unknown, not absent.

use crate::served::{Builds, answer, mark_unknown, with_bundles};
use crate::syntax::json::own_document;
use crate::{Converted, Document, ToRecord};
use pkgschema::object::{List, Nullable, check, write};
use pkgschema::provenance::{BuildProvenance, Bundle, Fact};
use pkgschema::text::Link;
use pkgschema::{Finding, ParseError, Pointer, Severity, Text};

pkgschema::object! {
    /// The attestations of an artifact.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, formats::GithubAttestations};
    /// let answer = GithubAttestations::parse(r#"{"attestations": [{"repository_id": 7,
    ///     "bundle": null, "bundle_url": "https://blobs.example/7"}]}"#)?;
    /// let builds = answer.to_record().value;
    /// assert_eq!(builds[0].source_repository_id.as_ref().unwrap().value, "7");
    /// assert!(builds[0].unknown.iter().any(|name| name.as_str() == "sourceCommit"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GithubAttestations {
        /// The attestations.
        pub attestations: List<GithubAttestation>,
    }

    /// One attestation.
    pub struct GithubAttestation {
        /// The attestation. Null where it is stored elsewhere.
        pub bundle: Nullable<Bundle>,
        /// Where it is stored.
        pub bundle_url: Nullable<Link>,
        /// The number of the repository that it is kept for.
        pub repository_id: Option<u64>,
        /// Who or what made it: `user`, `github`.
        pub initiator: Nullable<Text>,
    }
}

impl GithubAttestations {
    fn placed(&self) -> impl Iterator<Item = (Pointer, &GithubAttestation)> {
        let place = Pointer::root().child("attestations");
        self.attestations.indexed().map(move |(index, one)| (place.index(index), one))
    }
}

own_document! { GithubAttestations = "GitHub attestations" }

impl GithubAttestations {
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

    /// What is odd in the bundles; beside that `no-bundle`, an error, for an attestation that
    /// neither is there nor says where.
    pub fn check(&self) -> Vec<Finding> {
        let bundles = self.placed();
        let bundles = bundles.filter_map(|(at, one)| Some((at.child("bundle"), one.bundle.get()?)));
        let mut found = with_bundles(check(self), bundles);
        for (place, one) in self.placed() {
            let is_odd = one.rest.get("bundle").is_some();
            if one.bundle.get().is_none() && one.bundle_url.get().is_none() && !is_odd {
                let words = "neither a bundle nor an address of one";
                found.push(Finding::new(place, "no-bundle", Severity::Error, words));
            }
        }
        found
    }
}

impl ToRecord<Vec<BuildProvenance>> for GithubAttestations {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        for (place, one) in self.placed() {
            let number = place.child("repository_id");
            let mut record = match one.bundle.get() {
                Some(bundle) => BuildProvenance::of_bundle(bundle),
                None => BuildProvenance::new(BuildProvenance::SCHEMA_VERSION),
            };
            if let Some(id) = one.repository_id.filter(|_| record.source_repository_id.is_none()) {
                let fact = Fact::of_registry(&id.to_string(), number.as_str());
                record.source_repository_id = Some(fact);
                builds.left.take(&number);
            }
            if one.bundle.get().is_none() {
                mark_unknown(&mut record);
            }
            builds.attested(record, &place.child("bundle"));
        }
        builds.finish(&self.view())
    }
}
