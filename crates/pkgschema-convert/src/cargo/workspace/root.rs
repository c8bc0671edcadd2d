//! The root of a workspace, and whether it may supply anything.
//!
//! Invariant: a manifest is a root for a package only if it has a `workspace` table, names no
//! other root, and does not exclude the package.

use super::super::manifest::{CargoManifest, DependencySpec};
use super::paths::Home;
use crate::Document;
use pkgschema::Text;
use pkgschema::object::{List, Map, Raw, Value};
use std::collections::{HashMap, HashSet};

pkgschema::object! {
    /// The `workspace` table of a root manifest.
    pub struct Workspace {
        /// Folders of the packages in the workspace; `*` stands for a part of a path.
        pub members: List<Text>,
        /// Folders that are not in the workspace.
        pub exclude: List<Text>,
        /// Values for keys of the packages.
        pub package: Option<WorkspacePackage>,
        /// Dependencies that the packages can take.
        pub dependencies: Map<DependencySpec>,
        /// Settings of lints that the packages can take.
        pub lints: Option<Raw>,
    }

    /// Values for keys of the packages in a workspace: all stand in `rest`, by the keys.
    pub struct WorkspacePackage {}
}

/// The workspace of a root's member `workspace`.
pub(super) fn read(raw: &Raw) -> Option<Workspace> {
    Workspace::read(raw.as_raw())
}

/// Why something is not inherited.
#[derive(Debug, Clone, Copy)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) words: &'static str,
}

impl Problem {
    pub(super) const NO_ROOT: Self =
        Self::new("workspace-root-missing", "the workspace's root was not found");
    pub(super) const UNREADABLE: Self =
        Self::new("workspace-root-unreadable", "the workspace's root is no Cargo.toml");
    pub(super) const NO_TABLE: Self =
        Self::new("no-workspace-table", "the workspace's root has no table `workspace`");
    pub(super) const OTHER_ROOT: Self = Self::new(
        "workspace-cycle",
        "the workspace's root names a root of its own in `package.workspace`",
    );
    pub(super) const EXCLUDED: Self =
        Self::new("excluded-by-workspace", "the workspace's root excludes the package");
    pub(super) const INHERITS: Self =
        Self::new("workspace-cycle", "the workspace's root leaves it to a workspace in its turn");
    pub(super) const LACKING: Self =
        Self::new("not-in-workspace", "the workspace's root does not supply it");
    pub(super) const WRONG_TYPE: Self = Self::new(
        "workspace-wrong-type",
        "the workspace's root has it in no shape that Cargo reads",
    );
    pub(super) const FALSE: Self = Self::new(
        "workspace-false",
        "`workspace` can only be true; without it the value is the package's own",
    );
    pub(super) const TOO_LARGE: Self =
        Self::new("workspace-too-large", "more than is inherited into one manifest");

    pub(super) const fn new(code: &'static str, words: &'static str) -> Self {
        Self { code, words }
    }
}

/// What a root supplies, by name.
pub(super) struct Root<'r> {
    package: HashMap<String, Raw>,
    dependencies: HashMap<String, (Option<DependencySpec>, usize)>,
    pub(super) lints: Option<Raw>,
    /// Places whose text is no string in TOML.
    scalars: HashSet<&'r str>,
}

impl<'r> Root<'r> {
    /// What the manifest supplies as a root for the package at `home`.
    pub(super) fn of(manifest: &'r CargoManifest, home: &Home) -> Result<Self, Problem> {
        let workspace = manifest.workspace().ok_or(Problem::NO_TABLE)?;
        let packages = [&manifest.package, &manifest.project].into_iter().flatten();
        if packages.into_iter().any(|package| package.rest.get("workspace").is_some()) {
            return Err(Problem::OTHER_ROOT);
        }
        if home.is_in(&workspace.exclude) && !home.is_in(&workspace.members) {
            return Err(Problem::EXCLUDED);
        }
        let scalars = manifest.text_scalars().iter().map(|place| place.as_str()).collect();
        Ok(Self {
            package: package(&workspace),
            dependencies: dependencies(&workspace),
            lints: workspace.lints,
            scalars,
        })
    }

    /// The value for a key of the package.
    pub(super) fn package(&self, key: &str) -> Result<&Raw, Problem> {
        let value = self.package.get(key).ok_or(Problem::LACKING)?;
        let place = format!("/workspace/package/{key}");
        match self.scalars.contains(place.as_str()) {
            true => Err(Problem::WRONG_TYPE),
            false => Ok(value),
        }
    }

    /// The dependency of that key.
    pub(super) fn dependency(&self, key: &str) -> Result<(&DependencySpec, usize), Problem> {
        let (spec, length) = self.dependencies.get(key).ok_or(Problem::LACKING)?;
        Ok((spec.as_ref().ok_or(Problem::WRONG_TYPE)?, *length))
    }
}

fn package(workspace: &Workspace) -> HashMap<String, Raw> {
    let all = workspace.package.iter().flat_map(|package| package.rest.iter());
    all.map(|(key, value)| (key.to_owned(), value.clone())).collect()
}

fn dependencies(workspace: &Workspace) -> HashMap<String, (Option<DependencySpec>, usize)> {
    let odd = workspace.dependencies.entries().into_iter().flat_map(|all| all.odd().iter());
    let mut found: HashMap<_, _> = odd.map(|(key, _)| (key.to_owned(), (None, 0))).collect();
    for (key, spec) in workspace.dependencies.iter() {
        let length = pkgschema::object::write(spec).len();
        found.insert(key.as_str().to_owned(), (Some(spec.clone()), length));
    }
    found
}
