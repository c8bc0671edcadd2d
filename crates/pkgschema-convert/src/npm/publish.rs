//! The body of a publish request: manifests, and the tarballs themselves.
//!
//! Source: npm's `libnpmpublish`, which makes the document, and the registries that read it.
//!
//! Invariant: data is kept as it was sent and never decoded; its length is counted from its text.

mod lints;
mod record;

use super::package_json::PersonSpec;
use super::packument::Release;
use super::version_manifest::{VersionManifest, file_name};
use crate::syntax::json::JsonDocument;
use pkgschema::object::{Map, Raw, RawObject, raw};
use pkgschema::{Finding, Text};
use std::collections::HashMap;

pkgschema::object! {
    /// What is sent to publish a version.
    ///
    /// ```
    /// use pkgschema_convert::{Document, npm::PublishPayload};
    /// let payload = PublishPayload::parse(r#"{"name": "a", "access": null, "versions": {"1.0.0":
    ///     {"name": "a", "version": "1.0.0", "dist": {"tarball": "https://registry.example/a/-/a-1.0.0.tgz"}}},
    ///     "_attachments": {"a-1.0.0.tgz": {"data": "AAAA", "length": 3}}}"#)?;
    /// let file = payload.attachments.get("a-1.0.0.tgz").unwrap();
    /// assert_eq!(file.data_length(), Some(3));
    /// assert_eq!(payload.access(), None);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct PublishPayload {
        /// The name, as the database's key.
        pub id: Option<Text> = "_id",
        /// The name.
        pub name: Option<Text>,
        /// One line about the package.
        pub description: Option<Text>,
        /// The tags that the version gets.
        pub dist_tags: Map<Text> = "dist-tags",
        /// The manifest by its version; one, unless the client sends what it knows of others.
        pub versions: Map<RawObject>,
        /// Who may read the package; null leaves it to the registry.
        pub access: Option<Raw>,
        /// The readme's text.
        pub readme: Option<Text>,
        /// Accounts that may publish.
        pub maintainers: Option<PersonSpec>,
        /// The files, by name with the package's scope.
        pub attachments: Map<Attachment> = "_attachments",
    }

    /// A file that is sent along.
    pub struct Attachment {
        /// Its media type.
        pub content_type: Option<Text>,
        /// Its content: base64, or of a provenance bundle the text itself.
        pub data: Option<Text>,
        /// Its length: bytes, or of a text UTF-16 units.
        pub length: Option<u64>,
    }
}

impl PublishPayload {
    /// Who may read the package: `public`, `restricted`. `None` where that is left open.
    pub fn access(&self) -> Option<Text> {
        raw::string(self.access.as_ref()?.as_raw()).map(Text::from)
    }

    /// The versions, in the order of the document.
    pub fn releases(&self) -> impl Iterator<Item = Release<'_>> {
        self.versions.iter().map(|(version, source)| Release {
            version,
            source,
            published: None,
            is_abbreviated: false,
        })
    }

    /// The files by name without the scope, under which tarballs are served.
    fn files(&self) -> HashMap<&str, (&Text, &Attachment)> {
        self.attachments.iter().map(|(name, file)| (base(name), (name, file))).collect()
    }
}

impl Attachment {
    /// How long the data is, in the unit of `length`. `None` without data, or if what should be
    /// base64 is none.
    pub fn data_length(&self) -> Option<u64> {
        let data = self.data.as_deref()?;
        let length = match self.is_text() {
            true => data.encode_utf16().count(),
            false => base64_length(data)?,
        };
        u64::try_from(length).ok()
    }

    /// Whether the data is a text and no base64: npm sends provenance bundles so.
    fn is_text(&self) -> bool {
        self.content_type.as_deref().is_some_and(|kind| kind.contains("json"))
            && self.data.as_deref().is_some_and(|data| data.trim_start().starts_with('{'))
    }
}

/// A file's name without a scope before it.
fn base(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, base)| base)
}

/// The name of the tarball that a manifest speaks of.
fn tarball(manifest: &VersionManifest) -> Option<String> {
    let dist = manifest.registry.dist.as_ref();
    let url = dist.and_then(|dist| dist.tarball.as_ref());
    let named = url.and_then(|url| file_name(url.as_str())).map(str::to_owned);
    let usual =
        || Some(format!("{}-{}.tgz", base(manifest.name.as_ref()?), manifest.version.as_ref()?));
    named.or_else(usual)
}

/// How many bytes a base64 text with padding stands for (RFC 4648 section 4).
fn base64_length(text: &str) -> Option<usize> {
    let data = text.strip_suffix("==").or_else(|| text.strip_suffix('=')).unwrap_or(text);
    let letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let fits = text.len() % 4 == 0 && data.len() % 4 != 1 && data.bytes().all(letter);
    fits.then_some(data.len() / 4 * 3 + (data.len() % 4).saturating_sub(1))
}

impl JsonDocument for PublishPayload {
    const DOCUMENT: &'static str = "npm publish payload";

    fn refusal(&self) -> Option<&'static str> {
        let kept = self.rest.get("versions").is_some();
        (!self.versions.is_present() && !kept).then_some("no versions")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
