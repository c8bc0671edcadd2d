//! Registry profiles: what a registry's own words do, and what it says of itself.
//!
//! Invariant: a notice made from a profile says nothing that the caller's row and the profile do
//! not say.

mod mechanism;
mod notice;
mod policies;
mod shipped;

pub use mechanism::{Grain, Mechanism};
pub use notice::NoSuchMechanism;
pub use policies::{
    Binding, DeletionPolicy, Maturity, ProvenanceSupport, Track, TrustedPublishing,
    TrustedPublishingProvider,
};

use super::Registry;
use crate::object::{List, parse, write};
use crate::text::Link;
use crate::{ParseError, Text};

crate::object! {
    /// What a registry says of itself: what each of its mechanisms does to a package, and how it
    /// handles deletion, trusted publishing, provenance and security. With it, a row of the
    /// registry's own records becomes a notice that needs no knowledge of the registry.
    ///
    /// ```
    /// use pkgschema::{identity::Purl, takedown::RegistryProfile, text::{Link, Timestamp}};
    /// let profile = RegistryProfile::shipped("pypi", Link::new("https://registry.example/simple/")?).unwrap();
    /// let release = Purl::parse("pkg:pypi/example@1.0")?;
    /// let notice = profile.notice("yank release", release, Timestamp::new("2026-05-04T10:00:00Z")?).unwrap();
    /// assert_eq!(notice.status.as_str(), "yanked");
    /// assert_eq!(notice.effects.unwrap().resolution.unwrap().as_str(), "only-exact");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct RegistryProfile {
        required {
            /// The version of this schema that the profile follows, `0.1`. It is not settled yet.
            pub schema_version: Text = "schemaVersion",
            /// The registry.
            pub registry: Registry,
            /// The purl type of what it holds.
            pub purl_type: Text = "purlType",
        }
        /// What the registry can do to a package, one entry for each word it has for it.
        pub mechanisms: List<Mechanism>,
        /// Who may delete what, and what becomes of names.
        pub deletion_policy: Option<DeletionPolicy> = "deletionPolicy",
        /// Whose identities it accepts for publishing without a secret.
        pub trusted_publishing: Option<TrustedPublishing> = "trustedPublishing",
        /// Which provenance attestations it takes and shows.
        pub provenance: Option<ProvenanceSupport>,
        /// How far it has come by the maturity model of the OpenSSF working group (principles for
        /// package repository security, v0.1).
        pub maturity: Option<Maturity>,
    }
}

crate::object! {
    /// Profiles of several registries.
    pub struct ProfileList {
        required {
            /// The version of this schema that the list follows, `0.1`.
            pub schema_version: Text = "schemaVersion",
        }
        /// The profiles.
        pub profiles: List<RegistryProfile>,
    }
}

impl ProfileList {
    /// The shipped profiles. `url` gives the address under which the caller knows the public
    /// registry of a purl type; those without one are left out.
    pub fn shipped(url: impl Fn(&str) -> Option<Link>) -> Self {
        let mut list = Self::new("0.1");
        let names = RegistryProfile::SHIPPED.into_iter();
        list.profiles =
            names.filter_map(|name| RegistryProfile::shipped(name, url(name)?)).collect();
        list
    }

    /// Reads a list in JSON.
    ///
    /// # Errors
    /// Only for text that is no list at all: empty, no JSON, no object, or without a
    /// `schemaVersion`.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The list as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }
}

impl RegistryProfile {
    /// The names under which a profile is shipped: purl types, of the public registry each.
    pub const SHIPPED: [&'static str; 10] =
        ["npm", "pypi", "cargo", "maven", "gem", "nuget", "golang", "composer", "hex", "pub"];

    /// The shipped profile of the public registry of a purl type, known at the caller's address.
    /// `None` if none is shipped.
    pub fn shipped(purl_type: &str, url: Link) -> Option<Self> {
        shipped::profile(purl_type, url)
    }

    /// Reads a profile in JSON.
    ///
    /// # Errors
    /// Only for text that is no profile at all: empty, no JSON, no object, or without one of the
    /// three required members.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        parse(text)
    }

    /// The profile as compact JSON.
    pub fn to_json(&self) -> String {
        write(self)
    }

    /// The mechanism with this name, or with this word in the registry's own records. A word about
    /// files goes on behind a space (`remove file a.whl`); then the rest is given too.
    pub fn mechanism<'a, 'w>(&'a self, word: &'w str) -> Option<(&'a Mechanism, Option<&'w str>)> {
        let exact = self.mechanisms.iter().find(|it| it.is_called(word));
        let longer = || {
            let files = self.mechanisms.iter().filter(|it| it.grains.contains(&Grain::File));
            let begun = files.flat_map(|it| {
                let rest = |own: &Text| {
                    let rest = word.strip_prefix(own.as_str())?.strip_prefix(' ')?.trim();
                    (!rest.is_empty()).then_some(rest)
                };
                it.words.iter().filter_map(move |own| Some((own.len(), it, rest(own)?)))
            });
            begun.max_by_key(|(length, ..)| *length).map(|(_, it, rest)| (it, Some(rest)))
        };
        exact.map(|it| (it, None)).or_else(longer)
    }
}
