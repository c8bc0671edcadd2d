//! What `gcloud artifacts docker images describe --show-provenance` prints of an image that
//! Google Cloud Build has built.
//!
//! The statement stands there twice: signed in an envelope, and beside it in a copy for people,
//! with `slsaProvenance` in place of `predicate`. Nobody has signed the copy.
//!
//! Source: Container Analysis, `Occurrence` and `BuildOccurrence`; slsa-verifier, which names what
//! has to agree.
//!
//! Invariant: a record is made of the signed payload alone.

mod lints;

use crate::served::{Builds, answer, mark_unknown};
use crate::syntax::json::own_document;
use crate::{Converted, Document, ToRecord};
use pkgschema::object::{List, RawObject, check, write};
use pkgschema::provenance::{BuildProvenance, Envelope};
use pkgschema::text::Timestamp;
use pkgschema::{Finding, ParseError, Pointer, Text};

pkgschema::object! {
    /// An image with its builds.
    ///
    /// ```
    /// use pkgschema_convert::{Document, ToRecord, formats::GcbSummary};
    /// let summary = GcbSummary::parse(r#"{"image_summary": {"digest": "sha256:00"},
    ///     "provenance_summary": {"provenance": [{"kind": "BUILD",
    ///         "build": {"intotoStatement": {"slsaProvenance": {"builder": {"id": "x"}}}}}]}}"#)?;
    /// let builds = summary.to_record().value;
    /// assert_eq!(builds[0].builder, None); // said in the copy alone
    /// assert!(builds[0].unknown.iter().any(|name| name.as_str() == "builder"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct GcbSummary {
        /// The image.
        pub image_summary: Option<GcbImage>,
        /// Its builds.
        pub provenance_summary: Option<GcbProvenances>,
    }

    /// An image.
    pub struct GcbImage {
        /// Its digest: `sha256:` and hexadecimal digits.
        pub digest: Option<Text>,
        /// Its address with the digest.
        pub fully_qualified_digest: Option<Text>,
        /// The registry's host.
        pub registry: Option<Text>,
        /// The repository in the registry.
        pub repository: Option<Text>,
    }

    /// What is known of builds.
    pub struct GcbProvenances {
        /// One for each build and version of SLSA.
        pub provenance: List<GcbOccurrence>,
    }

    /// One attestation, as Container Analysis keeps it.
    pub struct GcbOccurrence {
        /// The copies for people.
        pub build: Option<GcbBuild>,
        /// What is signed.
        pub envelope: Option<Envelope>,
        /// What it is: `BUILD`.
        pub kind: Option<Text>,
        /// Its own name.
        pub name: Option<Text>,
        /// The name of the note that it is filed under.
        pub note_name: Option<Text> = "noteName",
        /// The image's address with its digest.
        pub resource_uri: Option<Text> = "resourceUri",
        /// When it was kept.
        pub create_time: Option<Timestamp> = "createTime",
        /// When it was last changed.
        pub update_time: Option<Timestamp> = "updateTime",
    }

    /// Copies of the statement, which nobody has signed.
    pub struct GcbBuild {
        /// A statement of version 0.1 with `slsaProvenance` in place of `predicate`.
        pub intoto_statement: Option<RawObject> = "intotoStatement",
        /// A statement of SLSA provenance 1.
        pub slsa_v1: Option<RawObject> = "inTotoSlsaProvenanceV1",
    }
}

impl GcbSummary {
    fn placed(&self) -> impl Iterator<Item = (Pointer, &GcbOccurrence)> {
        let place = Pointer::root().child("provenance_summary").child("provenance");
        let all = self.provenance_summary.iter().flat_map(|summary| summary.provenance.indexed());
        all.map(move |(index, one)| (place.index(index), one))
    }
}

own_document! { GcbSummary = "Cloud Build provenance summary" }

impl GcbSummary {
    /// Reads the answer.
    ///
    /// # Errors
    /// For text that is no JSON object, or one without `provenance_summary`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        answer(text, "provenance_summary")
    }

    /// The answer as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// What is odd in the envelopes, and beside it
    ///
    /// | code | severity | rule |
    /// |---|---|---|
    /// | `no-envelope` | error | there is something signed |
    /// | `copy-differs` | error | the copy for people says what is signed |
    /// | `other-image` | error | what is signed is about the image, by digest, in both places |
    /// | `not-a-build` | error | the kind is `BUILD` |
    pub fn check(&self) -> Vec<Finding> {
        lints::lint(self, check(self))
    }
}

impl ToRecord<Vec<BuildProvenance>> for GcbSummary {
    fn to_record(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        for (place, one) in self.placed() {
            let record = match &one.envelope {
                Some(envelope) => BuildProvenance::of_envelope(envelope),
                None => {
                    let mut record = BuildProvenance::new(BuildProvenance::SCHEMA_VERSION);
                    mark_unknown(&mut record);
                    record
                }
            };
            builds.attested(record, &place.child("envelope"));
        }
        builds.finish(&self.view())
    }
}
