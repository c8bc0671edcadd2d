//! What a registry serves for one version: the members of `package.json`, and its own.
//!
//! | version manifest | record | rule |
//! |---|---|---|
//! | members of `package.json` | as there | but for `maintainers` |
//! | `maintainers`, `_npmUser` | `accounts` | maintainers and the publisher; never people |
//! | `dist.tarball`, `unpackedSize` | `artifacts[0]` | the file's name is the address's last part |
//! | `dist.shasum`, `integrity` | `artifacts[0].digests` | an algorithm with two digests is left out |
//! | `dist.signatures`, `attestations`, `npm-signature` | `signatures` | by kind |
//! | `deprecated` | `availability` | `""` and `false` say that it is not |
//! | `hasInstallScript`, `scripts`, `gypfile` | `runsCodeAtInstall` | |
//! | `gitHead` | `repository.revision` | |
//!
//! Proxies strip members, so what is not there is unknown and listed so: a manifest without
//! `deprecated` says "not deprecated" only where it still names its publisher.
//!
//! Source: the npm registry's documentation of package metadata ("Version"), and npm's own
//! `libnpmpublish`, which makes the document.
//!
//! Invariant: a member stands either in `package` or in `registry`, never in both.

mod dist;
mod lints;
mod mapping;

pub(super) use dist::{file_name, sri};
pub(super) use mapping::shares;

use super::PackageJson;
use crate::syntax::json::{self, JsonDocument};
use crate::{Converted, Document};
use pkgschema::metadata::Availability;
use pkgschema::object::{
    Differing, List, Object, Raw, RawObject, Rest, Writer, check, differences, parse, write,
};
use pkgschema::text::Link;
use pkgschema::{Finding, ParseError, Text};
use std::ops::{Deref, DerefMut};

/// The manifest of one version as a registry serves it. Derefs to the members of `package.json`.
///
/// ```
/// use pkgschema_convert::{Document, npm::VersionManifest};
/// let text = r#"{"name": "left-pad", "version": "1.3.0", "_nodeVersion": "20.0.0", "deprecated": ""}"#;
/// let manifest = VersionManifest::parse(text)?;
/// assert_eq!(manifest.version.as_deref(), Some("1.3.0"));
/// assert_eq!(manifest.registry.node_version.as_deref(), Some("20.0.0"));
/// assert_eq!(manifest.deprecation(), Some(None)); // said, and not deprecated
/// # Ok::<(), pkgschema::ParseError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct VersionManifest {
    /// What the package says, as npm normalises it. Its `maintainers` are accounts here.
    pub package: PackageJson,
    /// What npm and the registry add.
    pub registry: RegistryMembers,
}

pkgschema::object! {
    /// What npm and the registry add to `package.json`.
    pub struct RegistryMembers {
        /// `name@version`.
        pub id: Option<Text> = "_id",
        /// The tarball, its digests and signatures.
        pub dist: Option<Dist>,
        /// Whether its use is discouraged, or why.
        pub deprecated: Option<Deprecated>,
        /// The account that published it.
        pub npm_user: Option<RegistryUser> = "_npmUser",
        /// Version of npm that published it.
        pub npm_version: Option<Text> = "_npmVersion",
        /// Version of Node.js that npm ran on.
        pub node_version: Option<Text> = "_nodeVersion",
        /// The registry's own notes.
        pub npm_operational_internal: Option<RawObject> = "_npmOperationalInternal",
        /// Whether it brings an `npm-shrinkwrap.json`.
        pub has_shrinkwrap: Option<bool> = "_hasShrinkwrap",
        /// Whether it has a script that runs when it is installed.
        pub has_install_script: Option<bool> = "hasInstallScript",
        /// The commit that it was published from.
        pub git_head: Option<Text> = "gitHead",
        /// The package's folders.
        pub directories: Option<RawObject>,
        /// Name of the readme's file.
        pub readme_filename: Option<Text> = "readmeFilename",
        /// What npm was asked to publish.
        pub from: Option<Text> = "_from",
        /// What that was resolved to: a folder or file of the publisher's machine.
        pub resolved: Option<Text> = "_resolved",
        /// Digests that npm noted before publishing.
        pub integrity: Option<Text> = "_integrity",
        /// The SHA-1 that npm noted before publishing.
        pub shasum: Option<Text> = "_shasum",
    }

    /// The tarball of a version.
    pub struct Dist {
        /// SHA-1 in hexadecimal.
        pub shasum: Option<Text>,
        /// Digests as subresource integrity; there may be several.
        pub integrity: Option<Text>,
        /// Address of the tarball.
        pub tarball: Option<Link>,
        /// How many files it holds.
        pub file_count: Option<u64> = "fileCount",
        /// Bytes that it unpacks to.
        pub unpacked_size: Option<u64> = "unpackedSize",
        /// The registry's signatures over name, version and integrity.
        pub signatures: List<DistSignature>,
        /// Attestations.
        pub attestations: Option<Attestations>,
        /// An OpenPGP signature, as the registry once made them.
        pub npm_signature: Option<Text> = "npm-signature",
    }

    /// A registry's signature.
    pub struct DistSignature {
        /// The key's name.
        pub keyid: Option<Text>,
        /// The signature in base64.
        pub sig: Option<Text>,
    }

    /// Where attestations are.
    pub struct Attestations {
        /// Where they can be fetched.
        pub url: Option<Link>,
        /// The one about provenance.
        pub provenance: Option<AttestedProvenance>,
    }

    /// The attestation about provenance.
    pub struct AttestedProvenance {
        /// What kind of statement it makes.
        pub predicate_type: Option<Text> = "predicateType",
    }

    /// An account at the registry.
    pub struct RegistryUser {
        /// Its name.
        pub name: Option<Text>,
        /// The mail address that the registry shows.
        pub email: Option<Text>,
        /// The build service that published in its place.
        pub trusted_publisher: Option<TrustedPublisher> = "trustedPublisher",
    }

    /// A build service that the registry trusts.
    pub struct TrustedPublisher {
        /// Its name at the registry.
        pub id: Option<Text>,
        /// The registry's name for the trust that was set up.
        pub oidc_config_id: Option<Text> = "oidcConfigId",
    }
}

pkgschema::one_of! {
    /// Whether a version is deprecated.
    pub enum Deprecated {
        /// What users are told; the empty text takes a deprecation back.
        Message(Text) = string,
        /// Without words.
        Flag(bool) = boolean,
    }
}

impl Deprecated {
    /// The words that discourage its use, empty if there are none; `None` if it is not deprecated.
    fn words(&self) -> Option<&str> {
        match self {
            Self::Flag(flag) => flag.then_some(""),
            Self::Message(text) => Some(text.as_str()).filter(|text| !text.is_empty()),
        }
    }

    pub(super) fn availability(&self) -> Availability {
        let words = self.words();
        let mut availability = Availability::default();
        availability.deprecated = Some(words.is_some());
        availability.deprecation_message = words.filter(|it| !it.is_empty()).map(Text::from);
        availability
    }
}

impl VersionManifest {
    /// The file, as far as the manifest tells it.
    pub(in crate::npm) fn file(&self) -> Option<pkgschema::identity::Artifact> {
        dist::artifact(self.registry.dist.as_ref()?)
    }

    /// Whether the manifest says that it is deprecated, and in which words: `None` if it does not
    /// say, `Some(None)` if it is not.
    pub fn deprecation(&self) -> Option<Option<&str>> {
        self.registry.deprecated.as_ref().map(Deprecated::words)
    }

    /// The members of a `package.json`, with the registry's taken out of its remainder.
    pub(super) fn of(mut package: PackageJson) -> Self {
        let own = |name: &str| RegistryMembers::MEMBERS.contains(&name);
        if !package.rest.iter().any(|(name, _)| own(name)) {
            return Self { package, registry: RegistryMembers::default() };
        }
        let (mut json, mut rest) = (Writer::default(), Rest::default());
        let mut members = json.object();
        for (name, raw) in package.rest.iter() {
            match own(name) {
                true => members.member(name, |to| to.raw(raw.as_str())),
                false => rest.push(name, raw.clone()),
            }
        }
        members.end();
        let Ok(registry) = parse(&json.into_text()) else {
            return Self { package, registry: RegistryMembers::default() };
        };
        package.rest = rest;
        Self { package, registry }
    }

    fn to_json(&self) -> String {
        let (mut json, registry) = (write(&self.package), write(&self.registry));
        match (json.as_str(), registry.as_str()) {
            (_, "{}") => json,
            ("{}", _) => registry,
            _ => {
                json.pop();
                json.push(',');
                json.push_str(registry.get(1..).unwrap_or("}"));
                json
            }
        }
    }
}

impl Deref for VersionManifest {
    type Target = PackageJson;

    fn deref(&self) -> &PackageJson {
        &self.package
    }
}

impl DerefMut for VersionManifest {
    fn deref_mut(&mut self) -> &mut PackageJson {
        &mut self.package
    }
}

impl Document for VersionManifest {
    const NAME: &'static str = "version manifest";

    fn parse(text: &str) -> Result<Self, ParseError> {
        parse::<PackageJson>(text).map(Self::of)
    }

    fn view(&self) -> Raw {
        Raw::from_string(self.to_json()).unwrap_or_default()
    }

    fn from_view(view: &Raw) -> Result<Self, ParseError> {
        Self::parse(view.as_str())
    }

    fn render(&self) -> Converted<String> {
        json::render(&self.to_json())
    }

    fn differences(&self, other: &Self) -> Vec<Differing> {
        let mut found = differences(&self.package, &other.package);
        found.extend(differences(&self.registry, &other.registry));
        found
    }

    fn check(&self) -> Vec<Finding> {
        let mut found = check(&self.package);
        found.extend(check(&self.registry));
        found.extend(self.package.lints());
        found.extend(lints::of(self));
        found
    }
}
