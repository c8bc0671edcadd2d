//! Release attestations: what files make up a release (in-toto's predicate "Release" 0.1, 0.2).
//!
//! Version 0.2 gave `releaseId` the name `packageId`, since it is the package that it identifies.
//! The specification's examples of 0.2 print the type of 0.1 still.
//!
//! Invariant: the two versions are apart; neither reads the other's member as its own.

use crate::finding::Lints;
use crate::identity::{Purl, PurlText};
use crate::object::{self, Rest};
use crate::{Finding, Text};

crate::object! {
    /// The subjects make up this release (in-toto release 0.1). Subjects are files by name.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::ReleaseV0_1};
    /// let release: ReleaseV0_1 = parse(r#"{"purl": "pkg:pypi/left-margin@1.4.1", "releaseId": "7"}"#)?;
    /// assert_eq!(release.release_id.as_deref(), Some("7"));
    /// assert!(release.check().is_empty());
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ReleaseV0_1 {
        /// The release: a purl with a version (`predicate.purl`, required). The registry sets it.
        pub purl: Option<PurlText>,
        /// A stable identifier of the package, the same in all its releases
        /// (`predicate.releaseId`). Absent means that the registry gives none.
        pub release_id: Option<Text> = "releaseId",
    }

    /// The subjects make up this release (in-toto release 0.2). Subjects are files by name.
    ///
    /// ```
    /// use pkgschema::{object::parse, provenance::ReleaseV0_2};
    /// let release: ReleaseV0_2 = parse(r#"{"purl": "pkg:pypi/left-margin", "packageId": "7"}"#)?;
    /// assert_eq!(release.package_id.as_deref(), Some("7"));
    /// assert_eq!(release.check()[0].code, "purl-without-version");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct ReleaseV0_2 {
        /// The release: a purl with a version (`predicate.purl`, required). The registry sets it.
        pub purl: Option<PurlText>,
        /// A stable identifier of the package, the same in all its releases
        /// (`predicate.packageId`): a name that another package has taken over is told by it.
        /// Absent means that the registry gives none.
        pub package_id: Option<Text> = "packageId",
    }
}

impl ReleaseV0_1 {
    /// The predicate type.
    pub const URI: &'static str = "https://in-toto.io/attestation/release/v0.1";

    /// The predicate of a release.
    pub fn new(purl: &Purl) -> Self {
        Self { purl: Some(purl.into()), ..Self::default() }
    }

    /// What is odd: as [`ReleaseV0_2::check`].
    pub fn check(&self) -> Vec<Finding> {
        lint(object::check(self), self.purl.as_ref(), &self.rest, "packageId")
    }
}

impl ReleaseV0_2 {
    /// The predicate type.
    pub const URI: &'static str = "https://in-toto.io/attestation/release/v0.2";

    /// The predicate of a release.
    pub fn new(purl: &Purl) -> Self {
        Self { purl: Some(purl.into()), ..Self::default() }
    }

    /// What is odd: what the schema refuses; as errors `missing-purl`, `purl-unreadable` and
    /// `purl-without-version`; as warnings `purl-with-subpath`, and `other-version-member` for the
    /// member that the other version has.
    pub fn check(&self) -> Vec<Finding> {
        lint(object::check(self), self.purl.as_ref(), &self.rest, "releaseId")
    }
}

fn lint(found: Vec<Finding>, purl: Option<&PurlText>, rest: &Rest, other: &str) -> Vec<Finding> {
    let mut lints = Lints { found };
    lints.missing("", "missing-purl", purl.is_none());
    match purl.filter(|purl| purl.is_well_formed()).map(PurlText::to_purl) {
        Some(Err(error)) => lints.error("/purl", "purl-unreadable", error.to_string()),
        Some(Ok(purl)) if purl.version().is_none() => {
            lints.error("/purl", "purl-without-version", "a release has a version");
        }
        Some(Ok(purl)) if purl.subpath().is_some() => {
            lints.warning("/purl", "purl-with-subpath", "a release is no part of a package");
        }
        _ => {}
    }
    if rest.get(other).is_some() {
        let words = "the other version of the predicate has this member; it counts as unknown";
        lints.warning(&format!("/{other}"), "other-version-member", words);
    }
    lints.found
}
