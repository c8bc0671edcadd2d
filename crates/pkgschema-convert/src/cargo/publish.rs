//! The JSON of Cargo's publish request.
//!
//! Source: The Cargo Book, "Registry Web API", publish.
//!
//! Invariant: here a dependency's `name` is the crate's own, and the index has it the other way
//! round.

pub mod body;
mod dependencies;
mod metadata;
mod origin;

use super::lints::{Lints, Place};
use crate::syntax::json::JsonDocument;
use pkgschema::object::{Entries, Items, List, Map, Nullable};
use pkgschema::text::Link;
use pkgschema::{Finding, Text};

pub use body::{PublishBody, join, split};

pkgschema::object! {
    /// What Cargo tells a registry about a crate that it publishes. Cargo writes null for what
    /// the manifest does not say.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::CargoPublish};
    /// let payload = CargoPublish::parse(r#"{"name": "a", "vers": "1.0.0", "deps": [
    ///     {"name": "serde", "version_req": "^1.0", "explicit_name_in_toml": "s"}]}"#)?;
    /// assert_eq!(payload.deps[0].name.as_deref(), Some("serde"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CargoPublish {
        /// Name of the crate.
        pub name: Option<Text>,
        /// Version.
        pub vers: Option<Text>,
        /// What it depends on, dependencies for development included.
        pub deps: List<PublishDependency>,
        /// Optional parts, each with what it switches on.
        pub features: Map<Items<Text>>,
        /// Who wrote it.
        pub authors: Nullable<Items<Text>>,
        /// One line about the package.
        pub description: Nullable<Text>,
        /// Where its documentation is.
        pub documentation: Nullable<Text>,
        /// Home page.
        pub homepage: Nullable<Text>,
        /// The readme's text.
        pub readme: Nullable<Text>,
        /// The file with the readme.
        pub readme_file: Nullable<Text>,
        /// Words to find it by.
        pub keywords: Nullable<Items<Text>>,
        /// Slugs of the registry's categories.
        pub categories: Nullable<Items<Text>>,
        /// Licence, as an expression.
        pub license: Nullable<Text>,
        /// The file with the licence's text.
        pub license_file: Nullable<Text>,
        /// Where the source is kept.
        pub repository: Nullable<Text>,
        /// Badges, which registries no longer show.
        pub badges: Map<Entries<Text>>,
        /// The native library that it links.
        pub links: Nullable<Text>,
        /// Oldest Rust that compiles it.
        pub rust_version: Nullable<Text>,
    }

    /// A dependency in a publish request.
    pub struct PublishDependency {
        /// Whether a feature must ask for it.
        pub optional: Option<bool>,
        /// Whether its default features are asked for.
        pub default_features: Option<bool>,
        /// The crate's own name.
        pub name: Option<Text>,
        /// Features that are asked for.
        pub features: List<Text>,
        /// Versions that will do, with every operator written (`^1.0`).
        pub version_req: Option<Text>,
        /// The platforms it is needed on: `cfg(…)` or a target triple. Null means all.
        pub target: Nullable<Text>,
        /// `normal`, `build` or `dev`.
        pub kind: Nullable<Text>,
        /// The index of the registry it is in. Null and absent mean the registry published to.
        pub registry: Nullable<Link>,
        /// The name that the depending crate calls it by, where that is another.
        pub explicit_name_in_toml: Nullable<Text>,
        /// The artifacts that are asked for: `bin`, `cdylib`, `staticlib`.
        pub artifact: Nullable<Items<Text>>,
        /// The target that artifacts are built for.
        pub bindep_target: Nullable<Text>,
        /// Whether the library is asked for beside artifacts.
        pub lib: Nullable<bool>,
    }
}

impl JsonDocument for CargoPublish {
    const DOCUMENT: &'static str = "Cargo publish payload";

    /// Of the members that every payload has, those are looked for that other documents lack.
    fn refusal(&self) -> Option<&'static str> {
        let there = self.vers.is_some() || self.deps.is_present();
        let odd = ["vers", "deps"].into_iter().any(|name| self.rest.get(name).is_some());
        (!there && !odd).then_some("neither \"vers\" nor \"deps\" is there")
    }

    fn lints(&self) -> Vec<Finding> {
        let mut lints = Lints::default();
        let needed = [("name", self.name.is_some()), ("vers", self.vers.is_some())];
        for (name, there) in needed {
            if !there && self.rest.get(name).is_none() {
                lints.missing(Place::Member(name), "registries refuse a crate");
            }
        }
        lints.name(Place::Member("name"), self.name.as_ref());
        lints.version(Place::Member("vers"), self.vers.as_ref());
        for (index, one) in self.deps.indexed() {
            let place = |name| Place::Dependency(index, name);
            lints.name(place("name"), one.name.as_ref());
            lints.name(place("explicit_name_in_toml"), one.explicit_name_in_toml.get());
            lints.requirement(place("version_req"), one.version_req.as_ref());
            lints.kind(place("kind"), one.kind.get());
        }
        lints.found
    }
}
