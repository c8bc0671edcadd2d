//! Which JSON document is this?
//!
//! Invariant: documents that say what they are come before those that are told by their members,
//! and `package.json`, which nearly any object could be, comes last.

use super::{DocumentKind, OSV};
use pkgschema::object::raw::{self, Kind};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// Members of which a `package.json` has at least one.
const NPM: [&str; 9] = [
    "name",
    "version",
    "dependencies",
    "devDependencies",
    "peerDependencies",
    "private",
    "scripts",
    "main",
    "exports",
];

/// Members, beside `schemaVersion`, of which a record of a build has at least one.
const BUILD: [&str; 7] = [
    "sourceRepository",
    "sourceCommit",
    "buildConfig",
    "builder",
    "issuer",
    "signer",
    "predicateType",
];

/// An object, or several of them a line each.
pub(super) fn object(text: &str) -> Option<DocumentKind> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(root) => Members::of(root)?.kind(),
        Err(_) => {
            let first: &RawValue = serde_json::from_str(text.lines().next()?).ok()?;
            match Members::of(first)?.kind()? {
                DocumentKind::IndexLine => Some(DocumentKind::IndexFile),
                DocumentKind::DsseEnvelope | DocumentKind::SigstoreBundle => {
                    Some(DocumentKind::AttestationLines)
                }
                _ => None,
            }
        }
    }
}

/// Arrays of advisories and of bundles.
pub(super) fn array(text: &str) -> Option<DocumentKind> {
    let root: &RawValue = serde_json::from_str(text).ok()?;
    let first = raw::elements(root)?.into_iter().next()?;
    match Members::of(first)?.kind()? {
        kind @ (DocumentKind::Advisory | DocumentKind::GhsaRest) => Some(kind),
        DocumentKind::SigstoreBundle => Some(DocumentKind::RubygemsAttestations),
        _ => None,
    }
}

/// The members of an object.
struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'a> Members<'a> {
    fn of(object: &'a RawValue) -> Option<Self> {
        raw::members(object).map(Self)
    }

    fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    fn is(&self, name: &str, text: &str) -> bool {
        self.get(name).and_then(raw::string).is_some_and(|it| it == text)
    }

    fn is_kind(&self, name: &str, kind: Kind) -> bool {
        self.get(name).is_some_and(|value| raw::kind(value) == kind)
    }

    /// The members of the object that stands there; none where none does.
    fn within(&self, name: &str) -> Members<'a> {
        Members(self.get(name).and_then(raw::members).unwrap_or_default())
    }

    fn kind(&self) -> Option<DocumentKind> {
        let kind = self.record().or_else(|| self.attestation()).or_else(|| self.of_no_ecosystem());
        let kind = kind.or_else(|| self.vulnerabilities());
        let kind = kind.or_else(|| self.of_cargo()).or_else(|| self.of_npm());
        let kind = kind.or_else(|| self.of_gradle()).or_else(|| self.of_pypi());
        kind.or_else(|| {
            if self.has("id") && OSV.into_iter().any(|name| self.has(name)) {
                Some(DocumentKind::Advisory)
            } else if NPM.into_iter().any(|name| self.has(name)) {
                Some(DocumentKind::PackageJson)
            } else {
                self.is_audit().then_some(DocumentKind::NpmAudit)
            }
        })
    }

    /// Records of this library.
    fn record(&self) -> Option<DocumentKind> {
        Some(match () {
            () if !self.has("schemaVersion") => return None,
            // a history of releases has both
            () if self.has("ecosystem") && !self.has("releases") => DocumentKind::PackageMetadata,
            () if self.has("noticeType") => DocumentKind::TakedownNotice,
            () if self.has("packages") => DocumentKind::Inventory,
            () if BUILD.into_iter().any(|name| self.has(name)) => DocumentKind::BuildProvenance,
            () => return None,
        })
    }

    /// Attestations by themselves, and the documents that they are served in.
    fn attestation(&self) -> Option<DocumentKind> {
        let statement = || self.has("predicateType") && self.has("subject");
        let in_toto = || {
            let stated = self.get("_type").and_then(raw::string);
            stated.is_some_and(|it| it.starts_with("https://in-toto.io/Statement/"))
        };
        Some(match () {
            () if self.is_bundle() => DocumentKind::SigstoreBundle,
            () if self.has("payloadType") && self.has("payload") && self.has("signatures") => {
                DocumentKind::DsseEnvelope
            }
            () if in_toto() || statement() => DocumentKind::InTotoStatement,
            () if self.has("attestation_bundles") => DocumentKind::PypiProvenance,
            () if self.has("verification_material") && self.has("envelope") => {
                DocumentKind::PypiAttestation
            }
            () if self.within("provenance_summary").has("provenance") => DocumentKind::GcbSummary,
            () => return self.answer(),
        })
    }

    /// A bundle says so, or has something signed and what it is checked with.
    fn is_bundle(&self) -> bool {
        let of_either = |one: &str, other: &str| self.get(one).or_else(|| self.get(other));
        let stated = of_either("mediaType", "media_type").and_then(raw::string);
        let material = of_either("verificationMaterial", "verification_material").is_some();
        let signed = of_either("dsseEnvelope", "dsse_envelope");
        let signed = signed.or_else(|| of_either("messageSignature", "message_signature"));
        stated.is_some_and(|it| it.starts_with("application/vnd.dev.sigstore.bundle"))
            || (material && signed.is_some())
    }

    /// Attestations as npm's registry and GitHub answer, which have the same name.
    fn answer(&self) -> Option<DocumentKind> {
        let first = raw::elements(self.get("attestations")?)?.into_iter().next()?;
        let first = Members::of(first)?;
        let github = || ["bundle", "bundle_url"].into_iter().any(|name| first.has(name));
        match first.has("predicateType") {
            true => Some(DocumentKind::NpmAttestations),
            false => github().then_some(DocumentKind::GithubAttestations),
        }
    }

    /// Documents about packages of any ecosystem that say what they are.
    fn of_no_ecosystem(&self) -> Option<DocumentKind> {
        let context = |word: &str| self.get("@context").is_some_and(|it| it.get().contains(word));
        Some(match () {
            () if self.is("bomFormat", "CycloneDX") => DocumentKind::CycloneDx,
            () if self.has("spdxVersion") || context("spdx.org/rdf") => DocumentKind::Spdx,
            () if context("codemeta") => DocumentKind::CodeMeta,
            () if self.is_cle() => DocumentKind::Cle,
            () => return None,
        })
    }

    /// Events, and a schema of CLE's or what else every CLE document has.
    fn is_cle(&self) -> bool {
        let schema = self.get("$schema").and_then(raw::string);
        let file = |text: &str| {
            let behind = text.rsplit('/').next().and_then(|it| it.strip_prefix("cle"));
            behind.is_some_and(|it| !it.starts_with(|c: char| c.is_ascii_alphanumeric()))
        };
        let stated = schema.is_some_and(|text| file(&text) && !text.contains("cle-index"));
        let told = || self.has("identifier") && self.has("updatedAt");
        self.is_kind("events", Kind::Array) && (stated || told())
    }

    /// Documents about vulnerabilities that say what they are.
    fn vulnerabilities(&self) -> Option<DocumentKind> {
        let openvex = || self.get("@context").is_some_and(|it| it.get().contains("openvex"));
        let cve = || self.has("cveMetadata") && self.has("containers");
        Some(match () {
            () if self.has("ghsa_id") => DocumentKind::GhsaRest,
            () if self.has("ghsaId") => DocumentKind::GhsaGraphql,
            () if self.is("dataType", "CVE_RECORD") || cve() => DocumentKind::Cve,
            () if self.within("document").has("csaf_version") => DocumentKind::Csaf,
            () if openvex() => DocumentKind::OpenVex,
            () if self.is_pypi_json() => DocumentKind::PypiJson,
            () => return None,
        })
    }

    fn of_cargo(&self) -> Option<DocumentKind> {
        let is_answer = || {
            let first = self.get("versions").and_then(raw::elements).unwrap_or_default();
            let numbered =
                |version: &&RawValue| Members::of(version).is_some_and(|it| it.has("num"));
            let of_crate = self.is_kind("crate", Kind::Object) && !self.has("name");
            of_crate || self.within("version").has("num") || first.first().is_some_and(numbered)
        };
        let is_vcs = || self.within("git").has("sha1") && !self.has("name");
        Some(match () {
            () if self.has("vers") && self.has("cksum") => DocumentKind::IndexLine,
            () if self.has("vers") && self.is_kind("deps", Kind::Array) => {
                DocumentKind::CargoPublish
            }
            () if is_answer() => DocumentKind::CratesIoAnswer,
            () if is_vcs() => DocumentKind::CargoVcsInfo,
            () => return None,
        })
    }

    /// A module says which version of the format it follows, and what it is about.
    fn of_gradle(&self) -> Option<DocumentKind> {
        let about = self.within("component").has("module") || self.is_kind("variants", Kind::Array);
        (self.has("formatVersion") && about).then_some(DocumentKind::GradleModule)
    }

    fn of_npm(&self) -> Option<DocumentKind> {
        let versions = self.is_kind("versions", Kind::Object);
        let unpublished = || self.within("time").has("unpublished") && !self.has("version");
        let attached = || {
            let files = self.within("_attachments").0.into_iter();
            files.filter_map(|(_, file)| Members::of(file)).any(|file| file.has("data"))
        };
        let published = || {
            let dist = self.within("dist");
            ["tarball", "shasum", "integrity"].into_iter().any(|name| dist.has(name))
        };
        Some(match () {
            () if self.has("lockfileVersion") => DocumentKind::PackageLock,
            () if versions && attached() => DocumentKind::NpmPublish,
            () if versions && (self.has("dist-tags") || self.has("_id") || self.has("name")) => {
                DocumentKind::Packument
            }
            () if unpublished() => DocumentKind::Packument,
            () if published() => DocumentKind::VersionManifest,
            () => return None,
        })
    }

    /// An answer of PyPI's JSON API: metadata of a release beside its files, or what is known
    /// against it.
    fn is_pypi_json(&self) -> bool {
        let files = || self.is_kind("urls", Kind::Array) || self.is_kind("releases", Kind::Object);
        let info = || self.within("info").has("name") && self.within("info").has("version");
        self.has("info") && (self.has("vulnerabilities") || (files() && info()))
    }

    /// An address with what it is of. A project of the simple repository API: it says which
    /// version of the API it follows, or lists files that have digests.
    fn of_pypi(&self) -> Option<DocumentKind> {
        let infos = ["vcs_info", "archive_info", "dir_info"];
        if self.is_kind("url", Kind::String)
            && infos.into_iter().any(|name| self.is_kind(name, Kind::Object))
        {
            return Some(DocumentKind::DirectUrl);
        }
        let first = self.get("files").and_then(raw::elements).unwrap_or_default();
        let file = |file: &&RawValue| {
            Members::of(file).is_some_and(|it| it.has("filename") && it.has("hashes"))
        };
        let stated = self.within("meta").has("api-version") && self.has("files");
        let told = stated || (self.has("meta") && first.first().is_some_and(file));
        if self.is_kind("metadata_version", Kind::String) {
            return Some(DocumentKind::CoreMetadataJson);
        }
        told.then_some(DocumentKind::SimpleJson)
    }

    /// Whether the first member is a package with advisories.
    fn is_audit(&self) -> bool {
        let first = self.0.first().and_then(|(_, value)| raw::elements(value)?.into_iter().next());
        first.and_then(Members::of).is_some_and(|it| it.has("vulnerable_versions"))
    }
}
