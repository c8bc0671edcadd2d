//! What a package needs.
//!
//! Invariant: a requirement never stands without its ecosystem, and "optional" never without its
//! kind.

use crate::Text;
use crate::object::{List, Raw};
use crate::text::Link;
use crate::version::RequirementText;

crate::object! {
    /// A package that is needed.
    pub struct Dependency {
        required {
            /// The package's own name with its namespace, as the ecosystem writes it.
            pub name: Text,
            /// When it is needed.
            pub scope: Scope,
        }
        /// The local name, where the depending package calls it by another.
        pub alias: Option<Text>,
        /// Which versions will do. Absent where none was asked for.
        pub requirement: Option<RequirementText>,
        /// Where it comes from, if not from the registry by name and version.
        pub source: Option<DependencySource>,
        /// In which sense it is optional. Absent means that it is not.
        pub optionality: Option<Optionality>,
        /// Whether the package brings it along.
        pub bundled: Option<bool>,
        /// Where it is needed only under a condition.
        pub condition: Option<Condition>,
        /// Optional parts of it that are asked for (Cargo features, PyPI extras).
        pub features: List<Text>,
        /// Whether its default features are asked for (Cargo). Absent means that they are.
        pub default_features: Option<bool> = "defaultFeatures",
        /// The group it is listed in, where groups have names (PyPI dependency groups).
        pub group: Option<Text>,
        /// The kind of artifact (Maven `type`).
        pub artifact_type: Option<Text> = "artifactType",
        /// The variant of the artifact (Maven `classifier`).
        pub classifier: Option<Text>,
        /// Packages that are not to come along with it (Maven `exclusions`).
        pub exclusions: List<Text>,
    }

    /// Where a dependency comes from, if not from the registry by name and version.
    pub struct DependencySource {
        required {
            /// The kind of place.
            pub kind: SourceKind,
        }
        /// The address.
        pub url: Option<Text>,
        /// The branch.
        pub branch: Option<Text>,
        /// The tag.
        pub tag: Option<Text>,
        /// The commit, or a name that may be a branch's, a tag's or a commit's (npm, PyPI).
        pub revision: Option<Text>,
        /// The folder or file.
        pub path: Option<Text>,
        /// The registry, by the name that the depending package's tools know it by.
        pub registry: Option<Text>,
        /// That registry's index.
        pub registry_index: Option<Link> = "registryIndex",
    }

    /// In which sense a dependency is optional.
    pub struct Optionality {
        required {
            /// The sense.
            pub kind: OptionalityKind,
        }
        /// The extra or feature that asks for it, where one has a name of its own.
        pub feature: Option<Text>,
    }

    /// A condition under which a dependency is needed, as its ecosystem writes it.
    pub struct Condition {
        required {
            /// The notation.
            pub language: ConditionLanguage,
            /// The condition, verbatim.
            pub text: Text,
        }
    }

    /// What bounds dependencies without being one.
    pub struct Constraint {
        required {
            /// What it does.
            pub kind: ConstraintKind,
            /// The package it is about, or the path of packages, as written.
            pub name: Text,
        }
        /// The versions it asks for.
        pub requirement: Option<RequirementText>,
        /// The constraint as written, where it is more than a requirement.
        pub value: Option<Raw>,
    }
}

crate::open_enum! {
    /// When a dependency is needed.
    pub enum Scope {
        /// To run.
        Runtime = "runtime",
        /// To work on the package itself.
        Development = "development",
        /// To build the package.
        Build = "build",
        /// To test the package.
        Test = "test",
        /// To run; the one who installs the package is to bring it.
        Peer = "peer",
        /// To compile; the platform brings it when running.
        Provided = "provided",
        /// As `provided`, from a path on the machine.
        System = "system",
    }

    /// The kind of place that a dependency comes from.
    pub enum SourceKind {
        /// A git repository.
        Git = "git",
        /// A file at an address.
        Url = "url",
        /// A folder or file on the machine.
        Path = "path",
        /// A member of the same workspace, or a dependency that the workspace declares.
        Workspace = "workspace",
        /// The registry, by a tag in place of a version (npm `latest`).
        Tag = "tag",
        /// Another registry.
        Registry = "registry",
        /// A place named in a notation of one tool (`catalog:`, `patch:`).
        Tool = "tool",
    }

    /// The four senses of an optional dependency, and npm's optional peers.
    pub enum OptionalityKind {
        /// The installation goes on if it cannot be installed (npm `optionalDependencies`).
        FailureTolerated = "failure-tolerated",
        /// Installed if an extra is asked for (PyPI).
        Extra = "extra",
        /// Compiled in if a feature is on (Cargo).
        Feature = "feature",
        /// Not passed on to those who depend on the package (Maven).
        NotTransitive = "not-transitive",
        /// A peer that may be missing (npm `peerDependenciesMeta`).
        PeerMayBeMissing = "peer-may-be-missing",
    }

    /// The notation of a condition.
    pub enum ConditionLanguage {
        /// A Cargo target: `cfg(…)` or a target triple.
        CargoTarget = "cargo-target",
        /// A PyPI environment marker (PEP 508).
        Pep508 = "pep508",
        /// A Maven profile's activation.
        MavenProfile = "maven-profile",
    }

    /// What a constraint does.
    pub enum ConstraintKind {
        /// Replaces what dependencies ask for (npm `overrides`).
        Override = "override",
        /// The same, for Yarn (`resolutions`).
        Resolution = "resolution",
        /// Replaces a source (Cargo `[patch]`).
        Patch = "patch",
        /// Replaces one version (Cargo `[replace]`).
        Replace = "replace",
        /// Supplies versions to dependencies that ask for none (Maven `dependencyManagement`).
        Managed = "managed",
    }
}
