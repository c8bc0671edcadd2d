//! Dependencies that a workspace supplies.
//!
//! Source: The Cargo Book, "Inheriting a dependency from a workspace": the package adds features
//! and says whether the dependency is optional; everything else is the workspace's.
//!
//! Invariant: what Cargo passes over is passed over, with a finding.

use super::super::manifest::{DependencySpec, DependencyTable};
use super::heir::Heir;
use super::package::UNPLACED;
use super::root::Problem;
use pkgschema::Text;
use pkgschema::object::{List, Value, raw, write};
use serde_json::value::RawValue;
use std::collections::HashSet;

/// What a package can say beside `workspace = true`.
const BESIDE: [&str; 6] =
    ["workspace", "features", "optional", "default-features", "default_features", "public"];

const PASSED_OVER: Problem =
    Problem::new("beside-workspace", "Cargo takes it from the workspace and passes this over");

const STAYS_ON: Problem = Problem::new(
    "default-features-ignored",
    "the workspace has the default features on, and the package cannot turn them off",
);

const OPTIONAL: Problem = Problem::new(
    "workspace-wrong-type",
    "the workspace's root has it as optional, which Cargo refuses",
);

impl Heir<'_> {
    /// The dependency of the workspace, as the package takes it.
    pub(super) fn dependency(&mut self, key: &str, value: &RawValue) -> Option<String> {
        if !self.asks(value) {
            return None;
        }
        let found = self.declared(key, value).map(|(declared, own)| {
            let placed =
                declared.path.is_none() || declared.git.is_some() || self.home.path("").is_some();
            if !placed {
                self.warn("workspace", UNPLACED);
            }
            self.say_ignored(value, &declared, &own);
            write(&self.merged(declared, &own))
        });
        self.take(found)
    }

    /// What the root and the package say.
    fn declared(
        &self,
        key: &str,
        value: &RawValue,
    ) -> Result<(DependencyTable, DependencyTable), Problem> {
        let root = self.root.as_ref().map_err(|problem| *problem)?;
        let (spec, length) = root.dependency(key)?;
        if !self.has_room(length) {
            return Err(Problem::TOO_LARGE);
        }
        let own = DependencyTable::read(value).ok_or(Problem::WRONG_TYPE)?;
        let unread = BESIDE.iter().any(|name| *name != "public" && own.rest.get(name).is_some());
        if unread || own.features.has_odd() {
            return Err(Problem::new(
                "workspace-wrong-type",
                "what stands beside `workspace` is in no shape that Cargo reads",
            ));
        }
        let declared = match spec {
            DependencySpec::Version(version) => with_version(version),
            DependencySpec::Table(table) => table.clone(),
        };
        match () {
            () if declared.workspace.is_some() => Err(Problem::INHERITS),
            () if declared.optional == Some(true) => Err(OPTIONAL),
            () => Ok((declared, own)),
        }
    }

    /// Findings for what the package says without effect.
    fn say_ignored(&mut self, value: &RawValue, declared: &DependencyTable, own: &DependencyTable) {
        for (name, _) in raw::members(value).unwrap_or_default() {
            if !BESIDE.contains(&&*name) {
                self.warn(&name, PASSED_OVER);
            }
        }
        if default_features(own) == Some(false) && default_features(declared) != Some(false) {
            let usual = own.default_features.is_some();
            self.warn(if usual { "default-features" } else { "default_features" }, STAYS_ON);
        }
    }

    fn merged(&self, mut declared: DependencyTable, own: &DependencyTable) -> DependencySpec {
        if declared.git.is_none() {
            let placed = declared.path.as_ref().and_then(|path| self.home.path(path));
            declared.path = placed.map(Text::from).or(declared.path);
        }
        if default_features(own) == Some(true) && default_features(&declared) == Some(false) {
            (declared.default_features, declared.default_features_old) = (Some(true), None);
        }
        if own.features.is_present() {
            declared.features = sum(&declared.features, &own.features);
        }
        declared.optional = own.optional;
        if let Some(public) = own.rest.get("public") {
            declared.rest.remove("public");
            declared.rest.push("public", public.clone());
        }
        match &declared.version {
            Some(version) if declared == with_version(version) => {
                DependencySpec::Version(version.clone())
            }
            _ => DependencySpec::Table(declared),
        }
    }
}

fn with_version(version: &Text) -> DependencyTable {
    let mut table = DependencyTable::default();
    table.version = Some(version.clone());
    table
}

fn default_features(table: &DependencyTable) -> Option<bool> {
    table.default_features.or(table.default_features_old)
}

/// The features of both, each once.
fn sum(declared: &List<Text>, own: &List<Text>) -> List<Text> {
    let mut seen = HashSet::new();
    let all = declared.iter().chain(own.iter()).filter(|feature| seen.insert(feature.as_str()));
    all.cloned().collect()
}
