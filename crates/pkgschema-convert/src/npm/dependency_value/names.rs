//! Names with ranges: `name@range`.
//!
//! Invariant: a scope's `@` is never the one that parts name and range.

use super::{DependencyKind, ends_as_archive, is_file, is_safe, is_url, registry_kind};
use crate::npm::characters::trim;
use crate::npm::hosted::Hosted;
use std::borrow::Cow;

/// What a value asks for by name and range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named<'a> {
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) range: Option<Cow<'a, str>>,
}

/// A package of the registry with its range, empty if none stands there.
pub(super) struct Registry<'a> {
    pub(super) name: &'a str,
    pub(super) range: &'a str,
}

/// Name and range, split at the first `@` that is no scope's.
pub(super) fn split(text: &str) -> (&str, Option<&str>) {
    let at = text.char_indices().skip(1).find(|(_, c)| *c == '@').map(|(at, _)| at);
    match at.and_then(|at| Some((text.get(..at)?, text.get(at + 1..)?))) {
        Some((name, range)) => (name, Some(range)),
        None => (text, None),
    }
}

/// The target of an alias, if npm takes it for one.
pub(super) fn registry(target: &str) -> Option<Registry<'_>> {
    let (name, range) = split(target);
    let is_place = is_url(target)
        || is_scp(target)
        || (!name.starts_with('@') && (name.contains('/') || ends_as_archive(name)));
    if is_place || !is_name(name) {
        return None;
    }
    let range = range.unwrap_or_default();
    let other = is_file(range) || super::has_prefix(range, "npm:") || is_url(range);
    let other = other || range.contains('/') || ends_as_archive(range);
    let hosted = Hosted::read(range).is_some();
    let fits = !other && !hosted && registry_kind(trim(range)) != DependencyKind::Invalid;
    fits.then_some(Registry { name, range: trim(range) })
}

/// `user@host.tld:path`.
fn is_scp(text: &str) -> bool {
    let Some((user, rest)) = text.split_once('@') else { return false };
    let Some((host, path)) = rest.split_once(':') else { return false };
    let Some((first, second)) = host.split_once('.') else { return false };
    ![user, first, second, path].into_iter().any(str::is_empty)
}

/// Whether a package was ever called so.
fn is_name(name: &str) -> bool {
    let reserved = ["node_modules", "favicon.ico"];
    if name.is_empty()
        || name.starts_with(['.', '-', '_'])
        || trim(name) != name
        || reserved.iter().any(|word| name.eq_ignore_ascii_case(word))
    {
        return false;
    }
    let scoped = name.strip_prefix('@').and_then(|rest| rest.split_once('/'));
    match scoped {
        Some((scope, base)) => {
            let full = !scope.is_empty() && !base.is_empty() && !base.starts_with('.');
            full && is_safe(scope) && is_safe(base)
        }
        None => is_safe(name),
    }
}
