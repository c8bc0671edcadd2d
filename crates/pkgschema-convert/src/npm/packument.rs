//! Packuments: what a registry serves about a package with all its versions, in full or
//! abbreviated for installing.
//!
//! Source: the npm registry's documentation of package metadata ("Package", "Abbreviated
//! metadata format"), and what registries and proxies serve.
//!
//! Invariant: versions are kept as text, and only those that are asked for are read.

mod lints;
mod record;
mod release;

pub(super) use lints::{tags as check_tags, versions as check_versions};
pub use release::Release;
pub(super) use release::is_held;

use super::package_json::{Bugs, LicenseSpec, PersonSpec, RepositorySpec, Words};
use crate::syntax::json::JsonDocument;
use pkgschema::object::{List, Map, Raw, RawObject};
use pkgschema::text::{Link, Timestamp};
use pkgschema::{Finding, Text};
use std::collections::HashSet;

pkgschema::object! {
    /// A package with all its versions.
    ///
    /// ```
    /// use pkgschema_convert::{Document, npm::Packument};
    /// let packument = Packument::parse(r#"{"name": "left-pad", "dist-tags": {"latest": "1.3.0"},
    ///     "versions": {"1.3.0": {"name": "left-pad", "version": "1.3.0", "license": "WTFPL"}},
    ///     "time": {"1.3.0": "2018-04-09T01:08:33.000Z"}}"#)?;
    /// let latest = packument.latest().unwrap();
    /// assert_eq!(latest.version, "1.3.0");
    /// assert_eq!(latest.record().publish_times[0].time, "2018-04-09T01:08:33.000Z");
    /// assert!(latest.record().unknown.iter().any(|member| member == "accounts"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct Packument {
        /// The name, as the database's key.
        pub id: Option<Text> = "_id",
        /// The database's revision.
        pub rev: Option<Text> = "_rev",
        /// The name.
        pub name: Option<Text>,
        /// When it last changed; at this place in the abbreviated form only.
        pub modified: Option<Timestamp>,
        /// Versions by tag.
        pub dist_tags: Map<Text> = "dist-tags",
        /// Manifests by version, each as text until it is asked for.
        pub versions: Map<RawObject>,
        /// Times of publication by version, and other times.
        pub time: Map<TimeEntry>,
        /// Accounts that may publish now.
        pub maintainers: Option<PersonSpec>,
        /// Accounts that like the package.
        pub users: Map<bool>,
        /// The latest version's readme.
        pub readme: Option<Text>,
        /// Name of its file.
        pub readme_filename: Option<Text> = "readmeFilename",
        /// What the latest version says of itself in one line.
        pub description: Option<Text>,
        /// The latest version's home page.
        pub homepage: Option<Link>,
        /// The latest version's words.
        pub keywords: Option<Words>,
        /// The latest version's repository.
        pub repository: Option<RepositorySpec>,
        /// The latest version's author.
        pub author: Option<PersonSpec>,
        /// The latest version's contributors.
        pub contributors: Option<PersonSpec>,
        /// The latest version's tracker.
        pub bugs: Option<Bugs>,
        /// The latest version's licence.
        pub license: Option<LicenseSpec>,
        /// Files of the database; none where tarballs are kept elsewhere.
        pub attachments: Map<Raw> = "_attachments",
    }

    /// What the registry keeps of a package that was unpublished.
    pub struct Unpublished {
        /// The account that did it.
        pub name: Option<Text>,
        /// When.
        pub time: Option<Timestamp>,
        /// The tags that it had.
        pub tags: Map<Text>,
        /// The accounts that could publish.
        pub maintainers: Option<PersonSpec>,
        /// What it said of itself.
        pub description: Option<Text>,
        /// The versions that it had.
        pub versions: List<Text>,
    }
}

pkgschema::one_of! {
    /// An entry of `time`.
    pub enum TimeEntry {
        /// When a version was published, or the package created or changed.
        At(Timestamp) = string,
        /// What was unpublished.
        Unpublished(Unpublished) = object,
    }
}

/// Keys of `time` that are no versions.
pub(super) const MARKERS: [&str; 3] = ["created", "modified", "unpublished"];

impl Packument {
    /// Whether it is the form for installing, in which versions say only what an installation
    /// needs. Told by what is there, since proxies mix the two.
    pub fn is_abbreviated(&self) -> bool {
        let says = |member: &str| self.rest.get(member).is_some();
        let modified = self.modified.is_some() || says("modified");
        let full = self.id.is_some() || self.time.is_present() || self.readme.is_some();
        modified && !full && !["_id", "time", "readme"].into_iter().any(says)
    }

    /// The versions, in the order of the document.
    pub fn releases(&self) -> impl Iterator<Item = Release<'_>> {
        release::all(self)
    }

    /// One version.
    pub fn release(&self, version: &str) -> Option<Release<'_>> {
        release::one(self, version)
    }

    /// The version that the tag `latest` names.
    pub fn latest(&self) -> Option<Release<'_>> {
        self.release(self.dist_tags.get("latest")?)
    }

    /// What is said of the package's end, where it was unpublished.
    pub fn unpublished(&self) -> Option<&Unpublished> {
        match self.time.get("unpublished")? {
            TimeEntry::Unpublished(unpublished) => Some(unpublished),
            TimeEntry::At(_) => None,
        }
    }

    /// Versions that were published and are there no more, each with the time of its publication.
    pub fn gone(&self) -> impl Iterator<Item = (&Text, &Timestamp)> {
        let there = self.versions.iter().map(|(version, _)| version.as_str());
        let odd = self.versions.entries().into_iter().flat_map(|all| all.odd().iter());
        let there: HashSet<&str> = there.chain(odd.map(|(version, _)| version)).collect();
        self.time.iter().filter_map(move |(version, entry)| match entry {
            TimeEntry::At(time) if !MARKERS.contains(&version.as_str()) => {
                (!there.contains(version.as_str())).then_some((version, time))
            }
            _ => None,
        })
    }

    /// Whether nothing is left of the package but the registry's own placeholder: every version
    /// is [one](Release::is_security_holder), and there is at least one.
    pub fn is_security_holder(&self) -> bool {
        !self.versions.is_empty() && self.releases().all(|release| release.is_security_holder())
    }
}

impl JsonDocument for Packument {
    const DOCUMENT: &'static str = "packument";

    fn refusal(&self) -> Option<&'static str> {
        let typed = self.versions.is_present() || self.time.is_present();
        let kept = ["versions", "time"].into_iter().any(|member| self.rest.get(member).is_some());
        (!typed && !kept).then_some("neither versions nor times")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::of(self)
    }
}
