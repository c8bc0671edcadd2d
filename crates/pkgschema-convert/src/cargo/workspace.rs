//! Workspace inheritance: what stands for `workspace = true`.
//!
//! Source: The Cargo Book, "Workspaces" (`workspace.package`, `workspace.dependencies`,
//! `workspace.lints`) and "Specifying Dependencies", "Inheriting a dependency from a workspace".
//!
//! Invariant: one root is asked, never one behind it, and what it does not supply by the rules
//! stays `workspace = true`, with a finding at its place.

mod dependencies;
mod heir;
mod package;
mod paths;
mod root;

pub use root::{Workspace, WorkspacePackage};

use self::paths::Home;
use self::root::{Problem, Root};
use super::manifest::{CargoManifest, Package};
use crate::{Converted, Document, Loss, LossKind, WorkspaceResolver, carry};
use pkgschema::metadata::PackageMetadata;
use pkgschema::object::raw;
use pkgschema::{Finding, Severity};
use serde_json::value::RawValue;

/// A manifest with what its workspace supplies.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Inheritance {
    /// The manifest. What could not be inherited still is `workspace = true`.
    pub manifest: CargoManifest,
    /// What could not be inherited, or was not as the package asks; pointers are into the
    /// package's own manifest.
    pub findings: Vec<Finding>,
}

impl CargoManifest {
    /// The manifest's `workspace` table, where it is the root of a workspace.
    pub fn workspace(&self) -> Option<Workspace> {
        self.rest.get("workspace").and_then(root::read)
    }

    /// The manifest with the values of a workspace's root in place of `workspace = true`;
    /// `member` as in [`WorkspaceRoot`](crate::WorkspaceRoot). A root that is a package as well
    /// inherits from itself: `root.inherited(&root, Some(""))`.
    ///
    /// ```
    /// use pkgschema_convert::{Document, cargo::{CargoManifest, DependencySpec}};
    /// let root = CargoManifest::parse("[workspace.dependencies]\nserde = '1'\n")?;
    /// let member = CargoManifest::parse("[dependencies]\nserde.workspace = true\nrand.workspace = true")?;
    /// let inheritance = member.inherited(&root, Some("crates/thing"));
    /// let serde = inheritance.manifest.dependencies.get("serde");
    /// assert_eq!(serde, Some(&DependencySpec::Version("1".into())));
    /// assert_eq!(inheritance.findings[0].pointer.as_str(), "/dependencies/rand");
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn inherited(&self, root: &Self, member: Option<&str>) -> Inheritance {
        let home = Home::new(member, self.root_path().as_deref());
        heir::inherit(self, Root::of(root, &home), home)
    }

    /// The record of a package in a workspace, whose root is asked for only where the manifest
    /// leaves something to it. A manifest that is a root itself is its own.
    ///
    /// Written as a `Cargo.toml` again, the record gives this manifest, with `workspace = true`
    /// wherever the record has not changed. What the root does not supply is a loss, and unknown
    /// in the record.
    ///
    /// ```
    /// use pkgschema_convert::{Document, FromRecord, WorkspaceRoot, cargo::CargoManifest};
    /// let text = "[package]\nname = \"thing\"\nversion = { workspace = true }\n";
    /// let manifest = CargoManifest::parse(text)?;
    /// let root = |_: Option<&str>| Some(WorkspaceRoot::new("[workspace.package]\nversion = '1.2.3'"));
    /// let record = manifest.to_record_in(&root).value;
    /// assert_eq!(record.version.as_deref(), Some("1.2.3"));
    /// assert_eq!(CargoManifest::from_record(&record).value.render().value, text);
    /// # Ok::<(), pkgschema::ParseError>(())
    /// ```
    pub fn to_record_in(&self, resolver: &dyn WorkspaceResolver) -> Converted<PackageMetadata> {
        let inheritance = self.inherited_by(resolver);
        let mut made = carry::to_record_of(self, &inheritance.manifest);
        made.losses.extend(inheritance.findings.into_iter().map(loss));
        made
    }

    /// The manifest as Cargo would publish it, with what its workspace supplies. What the root
    /// does not supply is a loss; so is every change that [`normalized`](Self::normalized) names.
    pub fn published_in(&self, resolver: &dyn WorkspaceResolver) -> Converted<Self> {
        let inheritance = self.inherited_by(resolver);
        let mut published = inheritance.manifest.normalized();
        published.losses.extend(inheritance.findings.into_iter().map(loss));
        published
    }

    fn inherited_by(&self, resolver: &dyn WorkspaceResolver) -> Inheritance {
        let path = self.root_path();
        if self.workspace().is_some() {
            return self.inherited(self, Some(""));
        }
        if !heir::inherits(self) {
            return Inheritance { manifest: self.clone(), findings: Vec::new() };
        }
        let Some(found) = resolver.root(path.as_deref()) else {
            return heir::inherit(self, Err(Problem::NO_ROOT), Home::new(None, path.as_deref()));
        };
        let home = Home::new(found.member.as_deref(), path.as_deref());
        let manifest = Self::parse(&found.text);
        let root = manifest.as_ref().map_err(|_| Problem::UNREADABLE);
        let root = root.and_then(|root| Root::of(root, &home));
        heir::inherit(self, root, home)
    }

    /// The path in `package.workspace`.
    fn root_path(&self) -> Option<String> {
        let package: &Package = self.package.as_ref().or(self.project.as_ref())?;
        let path = package.rest.get("workspace")?;
        raw::string(path.as_raw()).map(|path| path.into_owned())
    }
}

/// What Cargo refuses is not in the record; what it passes over or does otherwise is there as
/// Cargo has it.
fn loss(finding: Finding) -> Loss {
    let kind = match finding.severity {
        Severity::Error => LossKind::Dropped,
        _ => LossKind::Changed,
    };
    Loss::new(finding.pointer, kind, finding.message)
}

/// Whether the value is left to the workspace.
pub(super) fn is_left(value: &RawValue) -> bool {
    value.get().contains("workspace") && asks(value) == Some(true)
}

/// The member `workspace` of an object, where it is a boolean.
fn asks(value: &RawValue) -> Option<bool> {
    let members = raw::members(value)?;
    let (_, flag) = members.into_iter().find(|(name, _)| name == "workspace")?;
    match flag.get() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}
