//! `Cargo.toml`, as authors write it and as Cargo normalises it for publishing.
//!
//! Source: The Cargo Book, "The Manifest Format" and "Specifying Dependencies"; TOML 1.1.
//!
//! Invariant: a key of a shape that nobody documents stays in the remainder; it never costs the
//! document.

use super::dependencies;
use crate::names;
use crate::syntax::toml::{self, document::toml_document};
use pkgschema::identity::Ecosystem;
use pkgschema::object::{Entries, Items, List, Map};
use pkgschema::text::Link;
use pkgschema::{Finding, Pointer, Text};

toml_document! {
    /// A `Cargo.toml`. Derefs to its keys.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::CargoManifest};
    /// let manifest = CargoManifest::parse("[package]\nname = \"serde\"\nversion = \"1.0.0\"\n")?;
    /// let package = manifest.package.as_ref();
    /// assert_eq!(package.and_then(|package| package.name.as_deref()), Some("serde"));
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub struct CargoManifest(Manifest) = "Cargo.toml" {
        read: |text| toml::document::read(text, toml::LONGEST),
        refusal: |_| None,
        layout: is_one_line,
        lints: lints,
    }
}

/// Names that break the registry's rules.
fn lints(manifest: &CargoManifest) -> Vec<Finding> {
    let crates = &Ecosystem::CRATES_IO;
    let mut found = Vec::new();
    for (table, package) in [("package", &manifest.package), ("project", &manifest.project)] {
        let name = package.as_ref().and_then(|package| package.name.as_deref());
        let place = Pointer::root().child(table).child("name");
        found.extend(name.into_iter().flat_map(|name| names::check(crates, name, &place)));
    }
    found.extend(dependencies::odd_names(manifest));
    found
}

/// Whether a table is written in one line, as authors do: what a dependency or a feature is, and
/// what the workspace supplies.
fn is_one_line(path: &[String]) -> bool {
    let [.., table, key] = path else { return false };
    table.ends_with("dependencies") || (table == "package" && key != "metadata")
}

pkgschema::object! {
    /// The keys of a `Cargo.toml`.
    pub struct Manifest {
        /// The package.
        pub package: Option<Package>,
        /// The package, by the older name.
        pub project: Option<Package>,
        /// The library target.
        pub lib: Option<Target>,
        /// Binary targets.
        pub bin: List<Target>,
        /// Packages needed to run.
        pub dependencies: Map<DependencySpec>,
        /// Packages needed for tests, examples and benches.
        pub dev_dependencies: Map<DependencySpec> = "dev-dependencies",
        /// The same, by the older name.
        pub dev_dependencies_old: Map<DependencySpec> = "dev_dependencies",
        /// Packages needed by the build script.
        pub build_dependencies: Map<DependencySpec> = "build-dependencies",
        /// The same, by the older name.
        pub build_dependencies_old: Map<DependencySpec> = "build_dependencies",
        /// Dependencies on some platforms only.
        pub target: Map<TargetDependencies>,
        /// Optional parts, each with what it switches on.
        pub features: Map<Items<Text>>,
        /// Replacements of sources.
        pub patch: Map<Entries<DependencySpec>>,
        /// Replacements of versions.
        pub replace: Map<DependencySpec>,
    }

    /// The `package` table.
    pub struct Package {
        /// Name.
        pub name: Option<Text>,
        /// Version.
        pub version: Option<Inheritable>,
        /// Edition of the language.
        pub edition: Option<Inheritable>,
        /// Oldest Rust that compiles it.
        pub rust_version: Option<Inheritable> = "rust-version",
        /// Who wrote it.
        pub authors: Option<InheritableList>,
        /// One line about the package.
        pub description: Option<Inheritable>,
        /// Where its documentation is.
        pub documentation: Option<Inheritable>,
        /// The file with the readme.
        pub readme: Option<FileSpec>,
        /// Home page.
        pub homepage: Option<Inheritable>,
        /// Where the source is kept.
        pub repository: Option<Inheritable>,
        /// Licence, as an expression.
        pub license: Option<Inheritable>,
        /// The file with the licence's text.
        pub license_file: Option<Inheritable> = "license-file",
        /// Words to find it by.
        pub keywords: Option<InheritableList>,
        /// Slugs of the registry's categories.
        pub categories: Option<InheritableList>,
        /// The native library that it links.
        pub links: Option<Text>,
        /// The build script.
        pub build: Option<BuildSpec>,
        /// Whether and where it may be published.
        pub publish: Option<PublishSpec>,
    }

    /// `workspace = true` in place of a value.
    pub struct Inherited {
        required {
            /// Whether the workspace supplies the value.
            pub workspace: bool,
        }
    }

    /// A library or binary target.
    pub struct Target {
        /// Name.
        pub name: Option<Text>,
        /// Source file.
        pub path: Option<Text>,
        /// Whether it is a procedural macro.
        pub proc_macro: Option<bool> = "proc-macro",
        /// The same, by the older name.
        pub proc_macro_old: Option<bool> = "proc_macro",
    }

    /// Dependencies on one platform.
    pub struct TargetDependencies {
        /// Packages needed to run.
        pub dependencies: Map<DependencySpec>,
        /// Packages needed for tests, examples and benches.
        pub dev_dependencies: Map<DependencySpec> = "dev-dependencies",
        /// The same, by the older name.
        pub dev_dependencies_old: Map<DependencySpec> = "dev_dependencies",
        /// Packages needed by the build script.
        pub build_dependencies: Map<DependencySpec> = "build-dependencies",
        /// The same, by the older name.
        pub build_dependencies_old: Map<DependencySpec> = "build_dependencies",
    }

    /// A dependency as a table.
    pub struct DependencyTable {
        /// Versions that will do.
        pub version: Option<Text>,
        /// The package's own name, where the key is another.
        pub package: Option<Text>,
        /// Features that are asked for.
        pub features: List<Text>,
        /// Whether the default features are asked for.
        pub default_features: Option<bool> = "default-features",
        /// The same, by the older name.
        pub default_features_old: Option<bool> = "default_features",
        /// Whether a feature must ask for it.
        pub optional: Option<bool>,
        /// Folder.
        pub path: Option<Text>,
        /// Git repository.
        pub git: Option<Text>,
        /// Branch there.
        pub branch: Option<Text>,
        /// Tag there.
        pub tag: Option<Text>,
        /// Commit there.
        pub rev: Option<Text>,
        /// Another registry, by its name in the configuration.
        pub registry: Option<Text>,
        /// Another registry, by its index.
        pub registry_index: Option<Link> = "registry-index",
        /// Whether the workspace declares it.
        pub workspace: Option<bool>,
    }
}

pkgschema::one_of! {
    /// A text, or the workspace's.
    pub enum Inheritable {
        /// The text.
        Text(Text) = string,
        /// The workspace's.
        Workspace(Inherited) = object,
    }

    /// A list of texts, or the workspace's.
    pub enum InheritableList {
        /// The texts.
        Texts(Items<Text>) = array,
        /// The workspace's.
        Workspace(Inherited) = object,
    }

    /// A file, the usual one or none, or the workspace's.
    pub enum FileSpec {
        /// The file.
        File(Text) = string,
        /// The usual one, or none.
        Usual(bool) = boolean,
        /// The workspace's.
        Workspace(Inherited) = object,
    }

    /// The build script.
    pub enum BuildSpec {
        /// The file.
        File(Text) = string,
        /// The usual one if it is there, or none.
        Usual(bool) = boolean,
        /// Several.
        Files(Items<Text>) = array,
    }

    /// Whether and where a package may be published.
    pub enum PublishSpec {
        /// Whether at all.
        Allowed(bool) = boolean,
        /// Only to these registries.
        Registries(Items<Text>) = array,
        /// The workspace's.
        Workspace(Inherited) = object,
    }

    /// A dependency.
    pub enum DependencySpec {
        /// Versions that will do.
        Version(Text) = string,
        /// More than that.
        Table(DependencyTable) = object,
    }
}

impl Inheritable {
    /// The text, where the package has it itself.
    pub(super) fn text(spec: Option<&Self>) -> Option<&Text> {
        match spec {
            Some(Self::Text(text)) => Some(text),
            _ => None,
        }
    }
}

impl InheritableList {
    /// The texts, where the package has them itself.
    pub(super) fn texts(spec: Option<&Self>) -> List<Text> {
        match spec {
            Some(Self::Texts(texts)) => List::from(texts.to_vec()),
            _ => List::absent(),
        }
    }
}
