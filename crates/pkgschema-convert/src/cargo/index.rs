//! A line of a Cargo registry's index: what resolvers need to know of one version of a crate.
//!
//! Source: The Cargo Book, "Registry Index", JSON schema; versions 1 and 2 of it.
//!
//! Invariant: a line of a schema version that nobody knows says no more than its name and
//! version; what tools must ignore is never read as if it were an older line.

mod dependencies;
mod features;
pub mod file;
mod lints;
mod metadata;
mod origin;

use crate::syntax::json::JsonDocument;
use pkgschema::Finding;
use pkgschema::Text;
use pkgschema::object::{Entries, Items, List, Map, Nullable};
use pkgschema::text::{Link, Timestamp};

pub use file::IndexFile;

pkgschema::object! {
    /// One line of a Cargo registry's index. Cargo passes over a line without any of the first
    /// five members.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::IndexLine};
    /// let line = IndexLine::parse(r#"{"name": "a", "vers": "1.0.0", "deps": [], "cksum": "00",
    ///     "features": {}, "yanked": false, "features2": {"x": ["dep:y"]}, "v": 2}"#)?;
    /// assert_eq!(line.vers.as_deref(), Some("1.0.0"));
    /// assert!(line.is_known() && line.features2.get().is_some());
    /// assert_eq!(line.check()[0].code, "malformed-digest");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct IndexLine {
        /// Name of the crate.
        pub name: Option<Text>,
        /// Version.
        pub vers: Option<Text>,
        /// What it depends on, dependencies for development included.
        pub deps: List<IndexDependency>,
        /// SHA-256 of the `.crate` file, hexadecimal.
        pub cksum: Option<Text>,
        /// Optional parts, each with what it switches on.
        pub features: Map<Items<Text>>,
        /// Optional parts in the syntax that Cargo before 1.60 does not know (`dep:`, `?/`), and
        /// those that switch them on. Only where `v` is 2.
        pub features2: Nullable<Entries<Items<Text>>>,
        /// Whether it is yanked. Null and absent are "no" to Cargo.
        pub yanked: Nullable<bool>,
        /// The native library that it links.
        pub links: Nullable<Text>,
        /// Oldest Rust that compiles it.
        pub rust_version: Nullable<Text>,
        /// When it was published.
        pub pubtime: Nullable<Timestamp>,
        /// Version of the line's schema. Absent means 1.
        pub v: Nullable<u64>,
    }

    /// A dependency in a line of an index.
    pub struct IndexDependency {
        /// The name that the depending crate calls it by: its own unless `package` says that.
        pub name: Option<Text>,
        /// Versions that will do, with every operator written (`^1.0`).
        pub req: Option<Text>,
        /// Features that are asked for.
        pub features: List<Text>,
        /// Whether a feature must ask for it.
        pub optional: Option<bool>,
        /// Whether its default features are asked for.
        pub default_features: Option<bool>,
        /// The platforms it is needed on: `cfg(…)` or a target triple. Null means all.
        pub target: Nullable<Text>,
        /// `normal`, `build` or `dev`. Null and absent mean `normal`.
        pub kind: Nullable<Text>,
        /// The index of the registry it is in. Null and absent mean this registry.
        pub registry: Nullable<Link>,
        /// Its own name, where `name` is another.
        pub package: Nullable<Text>,
        /// The artifacts that are asked for: `bin`, `cdylib`, `staticlib`.
        pub artifact: Nullable<Items<Text>>,
        /// The target that artifacts are built for.
        pub bindep_target: Nullable<Text>,
        /// Whether the library is asked for beside artifacts.
        pub lib: Nullable<bool>,
        /// Whether its types show in the interface of the depending crate.
        pub public: Nullable<bool>,
    }
}

impl IndexLine {
    /// Whether the line is of a schema version that is known here: 1 or 2. Cargo ignores any
    /// other line.
    pub fn is_known(&self) -> bool {
        let typed = self.v.get().is_none_or(|v| matches!(v, 1 | 2));
        typed && self.rest.get("v").is_none()
    }

    /// What is missing without which Cargo passes over the line.
    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let there = [
            ("name", self.name.is_some()),
            ("vers", self.vers.is_some()),
            ("deps", self.deps.is_present()),
            ("cksum", self.cksum.is_some()),
            ("features", self.features.is_present()),
        ];
        let missing = there.into_iter().filter(|(_, there)| !there).map(|(name, _)| name);
        missing.filter(|name| self.rest.get(name).is_none())
    }
}

impl JsonDocument for IndexLine {
    const DOCUMENT: &'static str = "index line";

    /// Of the members that every line has, those are looked for that other documents lack.
    fn refusal(&self) -> Option<&'static str> {
        let own = ["vers", "deps", "cksum"];
        let none = own.iter().all(|name| self.missing().any(|missing| missing == *name));
        none.then_some("none of \"vers\", \"deps\" and \"cksum\" is there")
    }

    fn lints(&self) -> Vec<Finding> {
        lints::line(self)
    }
}
