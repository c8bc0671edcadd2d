//! Protocols of other tools than npm.
//!
//! Source: Yarn's documentation of its protocols, pnpm's of workspaces, catalogs and JSR.
//!
//! Invariant: what a tool's value names is told only where its documentation says how.

use super::names::{Named, split};
use super::{DependencyKind, after, has_prefix};
use crate::escapes::unescape;
use std::borrow::Cow;

/// The kind of a protocol that npm does not know.
pub(super) fn kind(scheme: &str) -> DependencyKind {
    match scheme {
        "workspace" => DependencyKind::Workspace,
        "catalog" => DependencyKind::Catalog,
        "patch" => DependencyKind::Patch,
        "link" => DependencyKind::Link,
        "portal" => DependencyKind::Portal,
        "jsr" => DependencyKind::Jsr,
        _ => DependencyKind::Tool,
    }
}

/// Name and range of the value behind the protocol; `name` is the one that it stands behind.
pub(super) fn named<'a>(kind: DependencyKind, name: &'a str, rest: &'a str) -> Option<Named<'a>> {
    match kind {
        // a folder of the workspace, whose package has a name of its own
        DependencyKind::Workspace if rest.starts_with('.') || is_path(rest) => None,
        DependencyKind::Workspace | DependencyKind::Jsr => Some(by_name(name, rest)),
        DependencyKind::Patch => patched(rest),
        _ => None,
    }
}

/// `real@range`, or the range alone.
fn by_name<'a>(name: &'a str, rest: &'a str) -> Named<'a> {
    let (real, range) = match split(rest) {
        (real, Some(range)) => (real, range),
        (real, None) if real.starts_with('@') => (real, ""),
        (range, None) => (name, range),
    };
    Named { name: Some(real.into()), range: Some(range.into()) }
}

fn is_path(rest: &str) -> bool {
    rest.contains('/') && !rest.starts_with('@')
}

/// `real@npm%3A1.2.3#changes`: the value that is changed, escaped.
fn patched(rest: &str) -> Option<Named<'_>> {
    let (target, _) = rest.split_once('#').unwrap_or((rest, ""));
    let (name, value) = split(target);
    let value = unescape(value?)?;
    let range = match has_prefix(&value, "npm:") {
        true => after(&value).map(str::to_owned),
        false => Some(value).filter(|value| !value.contains(':')),
    };
    Some(Named { name: Some(name.into()), range: range.map(Cow::Owned) })
}
