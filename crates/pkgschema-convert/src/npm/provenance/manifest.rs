//! What a version manifest says of provenance.
//!
//! Invariant: nothing of it is signed, so each fact is the registry's word.

use crate::npm::VersionManifest;
use crate::npm::version_manifest::{Attestations, DistSignature, TrustedPublisher};
use crate::served::{Builds, Served, asserted, mark_unknown, said};
use crate::{Converted, Document};
use pkgschema::Pointer;
use pkgschema::identity::{Digest, DigestAlgorithm, DigestSet, Purl};
use pkgschema::object::Raw;
use pkgschema::provenance::BuildProvenance;
use pkgschema::text::Link;

/// The issuers of the identity tokens of the build services that npm trusts, by npm's names.
const ISSUERS: [(&str, &str); 2] =
    [("github", "https://token.actions.githubusercontent.com"), ("gitlab", "https://gitlab.com")];

impl VersionManifest {
    /// The registry's signatures over name, version and integrity. Every version has some, so
    /// that a manifest without them lost them.
    pub fn registry_signatures(&self) -> Served<&[DistSignature]> {
        let signatures = self.registry.dist.as_ref().map(|dist| &dist.signatures[..]);
        match signatures.filter(|signatures| !signatures.is_empty()) {
            Some(signatures) => Served::Is(signatures),
            None => Served::Unknown,
        }
    }

    /// Where the attestations of the version are. Unknown where the manifest lost what the
    /// registry says of every version.
    pub fn attested(&self) -> Served<&Attestations> {
        let stated = self.registry.dist.as_ref().and_then(|dist| dist.attestations.as_ref());
        match stated {
            Some(attestations) => Served::Is(attestations),
            None if self.registry_signatures().is_unknown() => Served::Unknown,
            None if self.has_odd_attestations() => Served::Unknown,
            None => Served::Nothing,
        }
    }

    /// The build service that published in an account's place. Unknown where the manifest does
    /// not say who published.
    pub fn trusted_publisher(&self) -> Served<&TrustedPublisher> {
        let Some(user) = &self.registry.npm_user else { return Served::Unknown };
        match &user.trusted_publisher {
            Some(publisher) => Served::Is(publisher),
            None if user.rest.get("trustedPublisher").is_some() => Served::Unknown,
            None => Served::Nothing,
        }
    }

    /// Who approved a publication that was staged, as the registry writes it (an account).
    /// Unknown where the manifest does not say who published.
    pub fn approver(&self) -> Served<&Raw> {
        match self.registry.npm_user.as_ref().map(|user| user.rest.get("approver")) {
            None => Served::Unknown,
            Some(None) => Served::Nothing,
            Some(Some(approver)) => Served::Is(approver),
        }
    }

    fn has_odd_attestations(&self) -> bool {
        let dist = self.registry.dist.as_ref();
        dist.is_some_and(|dist| dist.rest.get("attestations").is_some())
    }

    fn purl(&self) -> Option<Purl> {
        let name = self.package.name.as_deref()?;
        let (scope, name) = match name.split_once('/') {
            Some((scope, name)) => (Some(scope), name),
            None => (None, name),
        };
        let mut builder = Purl::builder("npm", name);
        if let Some(scope) = scope {
            builder = builder.namespace(scope);
        }
        builder.version(self.package.version.as_deref()?).build().ok()
    }

    fn digests(&self) -> Option<DigestSet> {
        let dist = self.registry.dist.as_ref()?;
        let integrity = dist.integrity.as_deref().unwrap_or_default();
        let hex = dist
            .shasum
            .as_deref()
            .and_then(|hex| Digest::from_hex(DigestAlgorithm::Sha1, hex).ok());
        let hashes = crate::npm::version_manifest::sri(integrity).0;
        let digests: Vec<Digest> = hashes.into_iter().chain(hex).collect();
        (!digests.is_empty()).then(|| digests.into_iter().collect())
    }
}

impl VersionManifest {
    /// No record where the registry says that nothing is attested and an account published; one
    /// with everything unknown where the manifest cannot tell. What the attestations say is
    /// unknown here.
    pub fn builds(&self) -> Converted<Vec<BuildProvenance>> {
        let mut builds = Builds::default();
        let (attested, publisher) = (self.attested(), self.trusted_publisher());
        if attested == Served::Nothing && publisher == Served::Nothing {
            return builds.finish(&self.view());
        }
        let mut record = asserted(self.purl(), self.digests());
        if let Some(provenance) = attested.get().and_then(|it| it.provenance.as_ref()) {
            record.predicate_type = provenance.predicate_type.as_deref().map(Link::from_document);
            builds.left.take(&dist("attestations").child("provenance").child("predicateType"));
        }
        if let Some(id) = publisher.get().and_then(|publisher| publisher.id.as_deref()) {
            let place = Pointer::root().child("_npmUser").child("trustedPublisher").child("id");
            let issuer = ISSUERS.iter().find(|(name, _)| *name == id).map(|(_, issuer)| issuer);
            record.issuer = said(issuer, &place);
            if issuer.is_some() {
                builds.left.take(&place);
            }
        }
        mark_unknown(&mut record);
        builds.left.take_members(&Pointer::root(), &["name", "version"]);
        builds.left.take(&dist("integrity"));
        builds.left.take(&dist("shasum"));
        builds.records.push(record);
        builds.finish(&self.view())
    }
}

fn dist(member: &str) -> Pointer {
    Pointer::root().child("dist").child(member)
}
